/* Staging and publishing: the whole old or the whole new file, links, folders, locks, left-overs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/outputs.h"

struct place_of_test {
	char folder[64], before[4096];
	struct outputs outputs;
	struct text complaint;
};

static int enter(void **state)
{
	static struct place_of_test place;
	place = (struct place_of_test){.folder = "/tmp/run_outputs.XXXXXX"};
	if (!getcwd(place.before, sizeof place.before) || !mkdtemp(place.folder) ||
		chdir(place.folder) != 0)
		return -1;
	*state = &place;
	return outputs_open(&place.outputs, "out", &place.complaint) ? 0 : -1;
}

static int leave(void **state)
{
	struct place_of_test *place = *state;
	char command[256];
	outputs_close(&place->outputs);
	text_release(&place->complaint);
	snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", place->folder, place->folder);
	return chdir(place->before) == 0 && system(command) == 0 ? 0 : -1;
}

static void write_text(const char *path, const char *words)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
	assert_int_equal(fclose(file), 0);
}

static void holds(const char *path, const char *words)
{
	struct text found = {0};
	assert_true(file_read(AT_FDCWD, path, 1000, &found));
	assert_string_equal(text_span(&found).at, words);
	text_release(&found);
}

static bool is_there(const char *path)
{
	struct stat s;
	return lstat(path, &s) == 0;
}

static size_t index_of(const char *name)
{
	for (size_t i = 0; i < renderer_count; i++)
		if (strcmp(renderers[i].name, name) == 0)
			return i;
	fail();
	return 0;
}

static struct output_record stage(struct place_of_test *place, uint32_t job, const char *base,
	const char *format, const char *words)
{
	const size_t number = index_of(format);
	struct output_record record = {.suffix = span_of(renderers[number].suffix)};
	assert_int_equal(outputs_stage(&place->outputs, job, number, span_of(base), span_of(words),
				 &record),
		0);
	return record;
}

static struct publication publish(struct place_of_test *place, uint32_t job, const char *base,
	const char *words)
{
	const struct output_record files[] = {
		stage(place, job, base, "md", words), stage(place, job, base, "html", words)};
	struct publication paper = {
		.job = job, .base = span_of(base), .files = files, .file_count = 2};
	outputs_publish(&place->outputs, &paper, 1, false);
	paper.files = NULL;
	return paper;
}

static void new_files_get_their_names(void **state)
{
	struct place_of_test *place = *state;
	assert_int_equal(publish(place, 0, "2005/deep/a", "one").error, 0);
	holds("out/2005/deep/a.md", "one");
	holds("out/2005/deep/a.html", "one");
	assert_int_equal(publish(place, 1, "b", "two").error, 0);
	holds("out/b.md", "two");
	struct stat s;
	assert_int_equal(stat("out/b.md", &s), 0);
	mode_t mask = umask(0);
	umask(mask);
	assert_int_equal(s.st_mode & 0777, 0666 & ~mask);
}

static void nothing_is_seen_before_it_is_published(void **state)
{
	struct place_of_test *place = *state;
	stage(place, 0, "a", "md", "new");
	assert_false(is_there("out/a.md"));
	write_text("out/a.md", "old");
	struct output_record record = stage(place, 0, "a", "md", "new");
	assert_true(record.staged && record.replaces);
	const struct digest old = digest_of(SPAN("old"));
	assert_true(digest_same(&record.present, &old));
	holds("out/a.md", "old");
	struct stat s;
	char path[64];
	snprintf(path, sizeof path, "out/%s", place->outputs.stage_name);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0700);
}

static void equal_bytes_are_not_written_again(void **state)
{
	struct place_of_test *place = *state;
	struct stat before, after;
	publish(place, 0, "a", "same");
	assert_int_equal(stat("out/a.md", &before), 0);
	struct output_record record = stage(place, 1, "a", "md", "same");
	assert_false(record.staged);
	assert_true(record.replaces);
	assert_int_equal(publish(place, 1, "a", "same").error, 0);
	assert_int_equal(stat("out/a.md", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void a_link_is_replaced_and_not_followed(void **state)
{
	struct place_of_test *place = *state;
	write_text("victim", "victim");
	assert_int_equal(symlink("../victim", "out/a.md"), 0);
	assert_int_equal(publish(place, 0, "a", "new").error, 0);
	holds("victim", "victim");
	holds("out/a.md", "new");
}

static void a_link_to_equal_bytes_is_replaced_too(void **state)
{
	struct place_of_test *place = *state;
	write_text("victim", "new");
	assert_int_equal(symlink("../victim", "out/a.md"), 0);
	assert_true(stage(place, 0, "a", "md", "new").staged);
}

static void a_linked_folder_is_refused(void **state)
{
	struct place_of_test *place = *state;
	mkdir("elsewhere", 0777);
	assert_int_equal(symlink("../elsewhere", "out/2005"), 0);
	struct publication paper = publish(place, 0, "2005/a", "new");
	assert_true(paper.error == ELOOP || paper.error == ENOTDIR);
	assert_false(is_there("elsewhere/a.md"));
}

static void folders_and_pipes_are_not_replaced(void **state)
{
	struct place_of_test *place = *state;
	mkdir("out/a.html", 0777);
	assert_int_equal(publish(place, 0, "a", "new").error, EISDIR);
	assert_false(is_there("out/a.md")); /* all or nothing */
	assert_int_equal(mkfifo("out/b.html", 0666), 0);
	assert_int_not_equal(publish(place, 1, "b", "new").error, 0);
	assert_false(is_there("out/b.md"));
	write_text("out/c", "a file where a folder should be");
	assert_int_equal(publish(place, 2, "c/d", "new").error, ENOTDIR);
	holds("out/c", "a file where a folder should be");
}

static void one_failure_leaves_the_others(void **state)
{
	struct place_of_test *place = *state;
	mkdir("out/b.md", 0777);
	for (int in_order = 0; in_order < 2; in_order++) {
		struct publication papers[3] = {{.job = 0, .base = in_order ? SPAN("x/a") : SPAN("a")},
			{.job = 1, .base = SPAN("b")},
			{.job = 2, .base = in_order ? SPAN("x/c") : SPAN("c")}};
		struct output_record files[3];
		for (uint32_t i = 0; i < 3; i++) {
			files[i] = stage(place, i, papers[i].base.at, "md", "new");
			papers[i].files = &files[i];
			papers[i].file_count = 1;
		}
		outputs_publish(&place->outputs, papers, 3, in_order);
		assert_int_equal(papers[0].error, 0);
		assert_int_equal(papers[1].error, EISDIR);
		assert_int_equal(papers[1].at_fault, 0);
		assert_int_equal(papers[2].error, in_order ? ECANCELED : 0);
	}
	holds("out/c.md", "new");
	holds("out/x/a.md", "new");
	assert_false(is_there("out/x/c.md"));
}

static void many_folders_in_one_group(void **state)
{
	struct place_of_test *place = *state;
	struct publication papers[40];
	struct output_record files[40];
	char bases[40][16];
	for (uint32_t i = 0; i < 40; i++) {
		snprintf(bases[i], sizeof bases[i], "%u/%u", i % 3, i);
		files[i] = stage(place, i, bases[i], "md", bases[i]);
		papers[i] = (struct publication){
			.job = i, .base = span_of(bases[i]), .files = &files[i], .file_count = 1};
	}
	outputs_publish(&place->outputs, papers, 40, false); /* more than are synced one by one */
	for (uint32_t i = 0; i < 40; i++) {
		char path[40];
		assert_int_equal(papers[i].error, 0);
		snprintf(path, sizeof path, "out/%.15s.md", bases[i]);
		holds(path, bases[i]);
	}
}

static void a_second_build_is_told_who_holds_the_lock(void **state)
{
	struct place_of_test *place = *state;
	struct outputs second;
	char pid[32];
	snprintf(pid, sizeof pid, "(process %ld)", (long)getpid());
	assert_false(outputs_open(&second, "out", &place->complaint));
	assert_non_null(strstr(place->complaint.at, pid));
	assert_true(is_there("out/.cabpaper/lock"));
	outputs_close(&place->outputs);
	text_clear(&place->complaint);
	assert_true(outputs_open(&second, "out", &place->complaint));
	outputs_close(&second);
}

static void left_overs_of_the_dead_are_removed(void **state)
{
	struct place_of_test *place = *state;
	char dead[64], alive[64];
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
	snprintf(dead, sizeof dead, "out/.stage-%ld", (long)child);
	snprintf(alive, sizeof alive, "out/.stage-%ld", (long)getppid());
	outputs_close(&place->outputs);
	const char *const folders[] = {dead, alive, "out/.stage-x", "out/.stage-"};
	for (size_t i = 0; i < 4; i++) {
		char path[80];
		assert_int_equal(mkdir(folders[i], 0700), 0);
		snprintf(path, sizeof path, "%s/1.html", folders[i]);
		write_text(path, "half");
	}
	assert_true(outputs_open(&place->outputs, "out", &place->complaint));
	assert_false(is_there(dead));
	assert_true(is_there(alive));
	assert_true(is_there("out/.stage-x"));
	assert_true(is_there("out/.stage-"));
}

static void the_stage_goes_when_the_build_ends(void **state)
{
	struct place_of_test *place = *state;
	char path[64];
	stage(place, 0, "a", "md", "new");
	snprintf(path, sizeof path, "out/%s", place->outputs.stage_name);
	assert_true(is_there(path));
	outputs_close(&place->outputs);
	assert_false(is_there(path));
	assert_false(is_there("out/a.md"));
}

static void folders_that_cannot_be_used(void **state)
{
	struct place_of_test *place = *state;
	struct outputs other;
	write_text("file", "x");
	assert_false(outputs_open(&other, "file", &place->complaint));
	assert_non_null(strstr(place->complaint.at, "not a folder"));
	text_clear(&place->complaint);
	assert_false(outputs_open(&other, "file/below", &place->complaint));
	text_clear(&place->complaint);
	mkdir("linked", 0777);
	assert_int_equal(symlink("../elsewhere", "linked/.cabpaper"), 0);
	assert_false(outputs_open(&other, "linked", &place->complaint));
	assert_int_equal(other.folder, -1);
	text_clear(&place->complaint);
	assert_true(outputs_open(&other, "made/below", &place->complaint));
	outputs_close(&other);
}

static void marks_and_digests_tell_what_lies_there(void **state)
{
	struct place_of_test *place = *state;
	struct file_mark one, two;
	struct digest digest;
	const struct digest want = digest_of(SPAN("new"));
	const struct output_name a = {SPAN("a"), SPAN(".md")};
	assert_false(outputs_mark(&place->outputs, a, &one));
	assert_false(outputs_digest(&place->outputs, ((struct output_name){SPAN("no/a"), SPAN(".md")}), &digest));
	publish(place, 0, "a", "new");
	assert_true(outputs_mark(&place->outputs, a, &one));
	assert_int_equal(one.bytes, 3);
	assert_true(outputs_digest(&place->outputs, a, &digest));
	assert_true(digest_same(&digest, &want));
	usleep(20000); /* longer than a tick of the file system's clock */
	write_text("out/a.md", "NEW");
	assert_true(outputs_mark(&place->outputs, a, &two));
	assert_memory_not_equal(&one, &two, sizeof one);
	assert_int_equal(unlink("out/a.md"), 0);
	assert_int_equal(symlink("../x", "out/a.md"), 0);
	assert_false(outputs_mark(&place->outputs, a, &two));
}

static void own_files_are_replaced_only_when_they_differ(void **state)
{
	struct place_of_test *place = *state;
	int folder = place->outputs.folder;
	struct stat before, after;
	struct text read = {0};
	assert_int_equal(file_replace(folder, "m.json", SPAN("one"), true), 0);
	assert_int_equal(stat("out/m.json", &before), 0);
	assert_int_equal(file_replace(folder, "m.json", SPAN("one"), true), 0);
	assert_int_equal(stat("out/m.json", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(file_replace(folder, "m.json", SPAN("other"), true), 0);
	holds("out/m.json", "other");
	assert_int_equal(file_replace(folder, "m.json", SPAN(""), true), 0);
	holds("out/m.json", "");
	write_text("m.json", "12345");
	assert_true(file_read(AT_FDCWD, "m.json", 5, &read));
	assert_false(file_read(AT_FDCWD, "m.json", 4, &read));
	assert_int_not_equal(file_replace(AT_FDCWD, "no/such/m.json", SPAN("x"), false), 0);
	text_release(&read);
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(new_files_get_their_names),
		IN_A_FOLDER(nothing_is_seen_before_it_is_published),
		IN_A_FOLDER(equal_bytes_are_not_written_again),
		IN_A_FOLDER(a_link_is_replaced_and_not_followed),
		IN_A_FOLDER(a_link_to_equal_bytes_is_replaced_too),
		IN_A_FOLDER(a_linked_folder_is_refused),
		IN_A_FOLDER(folders_and_pipes_are_not_replaced),
		IN_A_FOLDER(one_failure_leaves_the_others),
		IN_A_FOLDER(many_folders_in_one_group),
		IN_A_FOLDER(a_second_build_is_told_who_holds_the_lock),
		IN_A_FOLDER(left_overs_of_the_dead_are_removed),
		IN_A_FOLDER(the_stage_goes_when_the_build_ends),
		IN_A_FOLDER(folders_that_cannot_be_used),
		IN_A_FOLDER(marks_and_digests_tell_what_lies_there),
		IN_A_FOLDER(own_files_are_replaced_only_when_they_differ),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
