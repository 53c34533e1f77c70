/* What is skipped, what must not be, and what the manifest says. Papers are files of a few bytes; the
 * outputs are written as a build writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "run/cache.h"
#include "run/manifest.h"

struct place_of_test {
	char folder[64], before[4096];
	struct arena *arena;
	struct options options;
	struct found found;
	struct search search;
	struct work work;
	struct outputs outputs;
	struct cache cache;
	struct manifest manifest;
	struct kept_record *records;
};

static void write_text(const char *path, const char *words)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
	assert_int_equal(fclose(file), 0);
}

static struct text read_text(const char *path)
{
	struct text all = {0};
	assert_true(file_read(AT_FDCWD, path, 1000000, &all));
	return all;
}

static int enter(void **state)
{
	static struct place_of_test place;
	place = (struct place_of_test){.folder = "/tmp/run_cache.XXXXXX"};
	if (!getcwd(place.before, sizeof place.before) || !mkdtemp(place.folder) ||
		chdir(place.folder) != 0)
		return -1;
	unsetenv("CABPAPER_TEMPLATES");
	mkdir("inputs", 0777);
	mkdir("templates", 0777);
	mkdir("templates/s", 0777);
	write_text("templates/s/style.yaml", "name: S");
	write_text("inputs/a.yaml", "a");
	write_text("inputs/b.yaml", "b");
	*state = &place;
	return 0;
}

static int leave(void **state)
{
	struct place_of_test *place = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", place->folder);
	return chdir(place->before) == 0 && system(command) == 0 ? 0 : -1;
}

/* The beginning of a build. */
static void begin(struct place_of_test *place)
{
	struct text complaint = {0};
	place->arena = arena_new();
	place->options = (struct options){.formats = {true, true, true}};
	find_papers(place->arena, NULL, 0, NULL, &place->found);
	search_init(&place->search, place->arena, NULL);
	const struct house_search **searches =
		ARENA_ARRAY(place->arena, const struct house_search *, place->found.count + 1);
	for (size_t i = 0; i < place->found.count; i++)
		searches[i] = search_for(&place->search, place->found.papers[i].absolute);
	place->work = (struct work){
		.options = &place->options, .found = &place->found, .searches = searches};
	assert_true(outputs_open(&place->outputs, "out", &complaint));
	cache_open(&place->cache, place->arena, &place->outputs);
	manifest_open(&place->manifest, place->arena, &place->outputs);
	place->records = ARENA_ARRAY(place->arena, struct kept_record, place->found.count + 1);
}

static void end(struct place_of_test *place)
{
	struct cache_entry entries[8];
	size_t count = 0;
	for (size_t i = 0; i < place->found.count; i++)
		if (place->records[i].bytes.at)
			entries[count++] = (struct cache_entry){
				place->found.papers[i].base, place->records[i]};
	assert_int_equal(manifest_write(&place->manifest, &place->work, &place->cache.sets,
				 place->records),
		0);
	assert_int_equal(cache_write(&place->cache, entries, count, &place->found), 0);
	manifest_close(&place->manifest);
	cache_close(&place->cache);
	outputs_close(&place->outputs);
	arena_release(place->arena);
}

static size_t number_of(const struct place_of_test *place, const char *name)
{
	for (size_t i = 0; i < place->found.count; i++)
		if (span_is(place->found.papers[i].name, name))
			return i;
	fail_msg("%s is not found", name);
	return 0;
}

static struct digest digest_of_file(const char *path)
{
	struct text all = read_text(path);
	struct digest digest = digest_of(text_span(&all));
	text_release(&all);
	return digest;
}

static bool is_fresh(struct place_of_test *place, const char *name, struct kept *kept)
{
	uint32_t number = (uint32_t)number_of(place, name);
	struct digest paper = digest_of_file(name);
	struct digest key = cache_key(&place->cache, &place->work, number, &paper);
	struct kept_record record;
	return cache_fresh(&place->cache, place->arena, &key, place->found.papers[number].base,
		kept, &record);
}

static void keep(struct place_of_test *place, const char *name, const struct kept *kept)
{
	struct text record = {0};
	kept_write(kept, &record);
	place->records[number_of(place, name)] =
		(struct kept_record){arena_copy(place->arena, text_span(&record)), kept->set};
	text_release(&record);
}

/* Builds one output of the paper, "Made of " and its bytes. */
static void build(struct place_of_test *place, const char *name)
{
	uint32_t number = (uint32_t)number_of(place, name);
	struct text paper = read_text(name), made = {0};
	struct span base = place->found.papers[number].base;
	text_format(&made, "Made of %s", text_span(&paper).at);
	struct output_record record = {.suffix = SPAN(".md")};
	assert_int_equal(
		outputs_stage(&place->outputs, number, 0, base, text_span(&made), &record), 0);
	struct publication publication = {
		.job = number, .base = base, .files = &record, .file_count = 1};
	outputs_publish(&place->outputs, &publication, 1, false);
	assert_int_equal(publication.error, 0);
	struct input style = {INPUT_style, SPAN("templates/s/style.yaml"),
		digest_of_file("templates/s/style.yaml")};
	struct reported note = report_made(
		place->arena, FINDING_changed_by_hand, span_of(name), 0, SPAN("x"), SPAN_NONE);
	struct kept kept = {.paper = digest_of(text_span(&paper)), .title = span_of(name),
		.reported = &note, .reported_count = 1};
	kept.key = cache_key(&place->cache, &place->work, number, &kept.paper);
	kept.set = input_sets_add(&place->cache.sets, &style, 1);
	kept.output_count = 1;
	kept.outputs[0] = (struct kept_output){
		.suffix = SPAN(".md"), .digest = record.digest, .bytes = record.bytes};
	assert_true(outputs_mark(
		&place->outputs, (struct output_name){base, SPAN(".md")}, &kept.outputs[0].mark));
	keep(place, name, &kept);
	text_release(&paper);
	text_release(&made);
}

/* A whole build of the two papers: 'f' for each that was fresh, 'b' for each that was built. */
static const char *run(struct place_of_test *place, char *what)
{
	static const char *const names[] = {"inputs/a.yaml", "inputs/b.yaml"};
	begin(place);
	for (size_t i = 0; i < 2; i++) {
		struct kept kept;
		what[i] = is_fresh(place, names[i], &kept) ? 'f' : 'b';
		if (what[i] == 'f') {
			assert_int_equal(kept.reported_count, 1);
			assert_true(span_is(kept.title, names[i]));
			keep(place, names[i], &kept);
		} else {
			build(place, names[i]);
		}
	}
	what[2] = 0;
	end(place);
	return what;
}

#define EXPECT(place, want)                                                                        \
	do {                                                                                       \
		char what[3];                                                                      \
		assert_string_equal(run((place), what), (want));                                   \
	} while (0)

static const char *output_name(size_t which)
{
	static char path[64];
	snprintf(path, sizeof path, "out/%c%s", which ? 'b' : 'a', renderers[0].suffix);
	return path;
}

static void unchanged_papers_are_fresh(void **state)
{
	EXPECT(*state, "bb");
	EXPECT(*state, "ff");
	EXPECT(*state, "ff");
}

static void a_changed_paper_is_not(void **state)
{
	EXPECT(*state, "bb");
	write_text("inputs/b.yaml", "c"); /* as long as before */
	EXPECT(*state, "fb");
	EXPECT(*state, "ff");
	write_text("inputs/b.yaml", "c"); /* written again, the same */
	EXPECT(*state, "ff");
}

static void a_changed_style_changes_all(void **state)
{
	EXPECT(*state, "bb");
	write_text("templates/s/style.yaml", "name: T");
	EXPECT(*state, "bb");
	EXPECT(*state, "ff");
	assert_int_equal(unlink("templates/s/style.yaml"), 0);
	struct place_of_test *place = *state;
	struct kept kept;
	begin(place);
	assert_false(is_fresh(place, "inputs/a.yaml", &kept));
	outputs_close(&place->outputs);
	cache_close(&place->cache);
	manifest_close(&place->manifest);
	arena_release(place->arena);
}

static void a_file_that_was_looked_for_and_is_there_now(void **state)
{
	EXPECT(*state, "bb");
	write_text("templates/s/page.css", "");
	EXPECT(*state, "bb");
	mkdir("inputs/templates", 0777); /* a folder that comes before */
	mkdir("inputs/templates/s", 0777);
	write_text("inputs/templates/s/style.yaml", "name: U");
	EXPECT(*state, "bb");
	EXPECT(*state, "ff");
}

static void an_output_that_is_gone_or_was_changed(void **state)
{
	EXPECT(*state, "bb");
	assert_int_equal(unlink(output_name(0)), 0);
	EXPECT(*state, "bf");
	write_text(output_name(1), "Made of c"); /* as long as before */
	EXPECT(*state, "fb");
	struct text now = read_text(output_name(1));
	assert_string_equal(now.at, "Made of b");
	text_release(&now);
}

/* Somebody changes an output and puts its date back: the change of the inode tells. */
static void a_date_that_was_put_back_deceives_nobody(void **state)
{
	struct stat s;
	EXPECT(*state, "bb");
	usleep(300000); /* so long that the mark counts as old */
	EXPECT(*state, "ff");
	usleep(300000);
	assert_int_equal(stat(output_name(0), &s), 0);
	FILE *file = fopen(output_name(0), "r+");
	fputs("Made by X", file);
	fclose(file);
	const struct timespec times[2] = {s.st_atim, s.st_mtim};
	assert_int_equal(utimensat(AT_FDCWD, output_name(0), times, 0), 0);
	EXPECT(*state, "bf");
}

static void a_copy_of_equal_bytes_is_as_good(void **state)
{
	EXPECT(*state, "bb");
	assert_int_equal(unlink(output_name(0)), 0);
	write_text(output_name(0), "Made of a");
	EXPECT(*state, "ff");
}

static void other_options_make_another_key(void **state)
{
	struct place_of_test *place = *state;
	struct kept kept;
	EXPECT(place, "bb");
	begin(place);
	assert_true(is_fresh(place, "inputs/a.yaml", &kept));
	place->options.formats[2] = false;
	assert_false(is_fresh(place, "inputs/a.yaml", &kept));
	place->options.formats[2] = true;
	place->work.has_epoch = true;
	assert_false(is_fresh(place, "inputs/a.yaml", &kept));
	place->work.has_epoch = false;
	place->found.papers[0].operand = true;
	assert_false(is_fresh(place, "inputs/a.yaml", &kept));
	place->found.papers[0].operand = false;
	assert_true(is_fresh(place, "inputs/a.yaml", &kept));
	cache_close(&place->cache);
	manifest_close(&place->manifest);
	outputs_close(&place->outputs);
	arena_release(place->arena);
}

/* Each byte of the cache damaged, and the cache cut anywhere: as good as none, and built anew. */
static void a_damaged_cache_is_no_cache(void **state)
{
	struct place_of_test *place = *state;
	EXPECT(place, "bb");
	struct text cache = read_text("out/.cabpaper/cache");
	assert_true(cache.length > 200);
	for (size_t i = 0; i < cache.length; i += 7) {
		bool cut = i % 2 == 0;
		FILE *file = fopen("out/.cabpaper/cache", "w");
		if (!cut)
			cache.at[i] ^= 0x20;
		fwrite(cache.at, 1, cut ? i : cache.length, file);
		if (!cut)
			cache.at[i] ^= 0x20;
		assert_int_equal(fclose(file), 0);
		begin(place);
		assert_int_equal(place->cache.count, 0);
		assert_int_equal(place->cache.sets.count, 0);
		cache_close(&place->cache);
		manifest_close(&place->manifest);
		outputs_close(&place->outputs);
		arena_release(place->arena);
	}
	text_release(&cache);
	EXPECT(place, "bb");
	EXPECT(place, "ff");
}

static void a_cache_that_is_a_link_is_not_read(void **state)
{
	EXPECT(*state, "bb");
	assert_int_equal(rename("out/.cabpaper/cache", "cache"), 0);
	assert_int_equal(symlink("../../cache", "out/.cabpaper/cache"), 0);
	EXPECT(*state, "bb");
	struct stat s;
	assert_int_equal(lstat("out/.cabpaper/cache", &s), 0);
	assert_true(S_ISREG(s.st_mode));
}

static void other_papers_stay_in_cache_and_manifest(void **state)
{
	struct place_of_test *place = *state;
	EXPECT(place, "bb");
	struct text whole = read_text("out/manifest.json");
	assert_int_equal(rename("inputs/b.yaml", "b.yaml"), 0);
	begin(place);
	build(place, "inputs/a.yaml");
	end(place);
	struct text after = read_text("out/manifest.json");
	assert_string_equal(after.at, whole.at);
	assert_int_equal(rename("b.yaml", "inputs/b.yaml"), 0);
	EXPECT(place, "ff");
	text_release(&whole);
	text_release(&after);
}

static void a_line_goes_when_no_output_is_left(void **state)
{
	struct place_of_test *place = *state;
	EXPECT(place, "bb");
	assert_int_equal(unlink("inputs/b.yaml"), 0);
	assert_int_equal(unlink(output_name(1)), 0);
	begin(place);
	build(place, "inputs/a.yaml");
	end(place);
	struct text manifest = read_text("out/manifest.json");
	assert_non_null(strstr(manifest.at, "\"a\": {"));
	assert_null(strstr(manifest.at, "\"b\": {"));
	text_release(&manifest);
}

static void the_manifest_has_digests_and_no_machine(void **state)
{
	struct place_of_test *place = *state;
	EXPECT(place, "bb");
	struct text manifest = read_text("out/manifest.json"), hex = {0};
	assert_null(strstr(manifest.at, place->folder + 5));
	assert_non_null(strstr(manifest.at, "\"s/style.yaml\": \""));
	struct digest digest = digest_of(SPAN("Made of b")), found;
	digest_write(&digest, &hex);
	assert_non_null(strstr(manifest.at, hex.at));
	text_clear(&hex);
	digest = digest_of(SPAN("b"));
	digest_write(&digest, &hex);
	assert_non_null(strstr(manifest.at, hex.at));
	begin(place);
	assert_true(manifest_digest(&place->manifest, SPAN("b"), SPAN(".md"), &found));
	digest = digest_of(SPAN("Made of b"));
	assert_true(digest_same(&found, &digest));
	assert_false(manifest_digest(&place->manifest, SPAN("b"), SPAN(".html"), &found));
	assert_false(manifest_digest(&place->manifest, SPAN("c"), SPAN(".md"), &found));
	cache_close(&place->cache);
	manifest_close(&place->manifest);
	outputs_close(&place->outputs);
	arena_release(place->arena);
	text_release(&manifest);
	text_release(&hex);
}

static void a_foreign_manifest_is_replaced(void **state)
{
	static const char *const foreign[] = {"", "{}\n", "\"papers\": {\n",
		"{\n\"cabpaper\": \"0\",\n\"styles\": {\n},\n\"papers\": {\nrubbish\n}\n}\n",
		"{\n\"cabpaper\": \"0\",\n\"styles\": {\n", "}\n}\n"};
	struct place_of_test *place = *state;
	EXPECT(place, "bb");
	struct text want = read_text("out/manifest.json");
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		write_text("out/manifest.json", foreign[i]);
		EXPECT(place, "ff");
		struct text now = read_text("out/manifest.json");
		assert_string_equal(now.at, want.at);
		text_release(&now);
	}
	text_release(&want);
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(unchanged_papers_are_fresh),
		IN_A_FOLDER(a_changed_paper_is_not),
		IN_A_FOLDER(a_changed_style_changes_all),
		IN_A_FOLDER(a_file_that_was_looked_for_and_is_there_now),
		IN_A_FOLDER(an_output_that_is_gone_or_was_changed),
		IN_A_FOLDER(a_date_that_was_put_back_deceives_nobody),
		IN_A_FOLDER(a_copy_of_equal_bytes_is_as_good),
		IN_A_FOLDER(other_options_make_another_key),
		IN_A_FOLDER(a_damaged_cache_is_no_cache),
		IN_A_FOLDER(a_cache_that_is_a_link_is_not_read),
		IN_A_FOLDER(other_papers_stay_in_cache_and_manifest),
		IN_A_FOLDER(a_line_goes_when_no_output_is_left),
		IN_A_FOLDER(the_manifest_has_digests_and_no_machine),
		IN_A_FOLDER(a_foreign_manifest_is_replaced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
