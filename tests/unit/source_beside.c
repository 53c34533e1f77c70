/* Files that a paper names: where a name may lead, and what is said of one that leads elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place_of_test {
	char folder[64], before[4096];
	struct arena *arena;
	struct sources sources;
	struct diags diags;
	struct beside beside;
};

static void write_text(const char *path, const char *words)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
	assert_int_equal(fclose(file), 0);
}

/* inputs/2005/paper.yaml may name what lies in inputs/. */
static int enter(void **state)
{
	static struct place_of_test p;
	p = (struct place_of_test){.folder = "/tmp/source_beside.XXXXXX", .arena = arena_new()};
	if (!getcwd(p.before, sizeof p.before) || !mkdtemp(p.folder) || chdir(p.folder) != 0)
		return -1;
	mkdir("inputs", 0777);
	mkdir("inputs/2005", 0777);
	mkdir("inputs/data", 0777);
	write_text("outside.csv", "secret");
	write_text("inputs/data/visits.csv", "Centre,Visits\n");
	write_text("inputs/2005/own.csv", "own");
	sources_init(&p.sources, p.arena);
	diags_init(&p.diags, p.arena);
	p.beside = (struct beside){.arena = p.arena, .diags = &p.diags, .sources = &p.sources,
		.folder = arena_format(p.arena, "%s/inputs/2005/", p.folder),
		.shown = SPAN("inputs/2005/"), .levels = 1};
	*state = &p;
	return 0;
}

static int leave(void **state)
{
	struct place_of_test *p = *state;
	char command[256];
	arena_release(p->arena);
	snprintf(command, sizeof command, "rm -rf %s", p->folder);
	return chdir(p->before) == 0 && system(command) == 0 ? 0 : -1;
}

static const struct beside_file *ask(struct place_of_test *p, const char *name, size_t limit)
{
	p->diags.count = 0;
	return beside_read(&p->beside, (struct words){span_of(name), PLACE_NONE}, limit);
}

static void is_refused(struct place_of_test *p, const char *name, enum finding_id id)
{
	assert_null(ask(p, name, 1000));
	assert_int_equal(p->diags.count, 1);
	assert_int_equal(p->diags.items[0].id, id);
}

static void is_read(struct place_of_test *p, const char *name, const char *shown, const char *bytes)
{
	const struct beside_file *file = ask(p, name, 1000);
	assert_non_null(file);
	assert_true(span_is(file->name, shown));
	assert_true(span_is(file->bytes, bytes));
	assert_int_equal(p->diags.count, 0);
}

static void names_lead_through_the_folder_of_papers(void **state)
{
	struct place_of_test *p = *state;
	is_read(p, "own.csv", "inputs/2005/own.csv", "own");
	is_read(p, "./own.csv", "inputs/2005/own.csv", "own");
	is_read(p, "../data/visits.csv", "inputs/data/visits.csv", "Centre,Visits\n");
	is_read(p, "../2005/../data//visits.csv", "inputs/data/visits.csv", "Centre,Visits\n");
	assert_int_equal(p->beside.count, 2); /* each once */
	p->beside.shown = SPAN("");
	is_read(p, "../data/visits.csv", "../data/visits.csv", "Centre,Visits\n");
}

static void and_never_out_of_it(void **state)
{
	struct place_of_test *p = *state;
	is_refused(p, "../../outside.csv", FINDING_file_outside);
	is_refused(p, "../../inputs/2005/own.csv", FINDING_file_outside);
	is_refused(p, "/etc/passwd", FINDING_file_bad_name);
	is_refused(p, "data\\visits.csv", FINDING_file_bad_name);
	is_refused(p, "C:visits.csv", FINDING_file_bad_name);
	is_refused(p, "https://example.org/x.csv", FINDING_file_bad_name);
	is_refused(p, "own.csv/", FINDING_file_bad_name);
	is_refused(p, "", FINDING_file_bad_name);
	is_refused(p, "..", FINDING_file_unreadable);
	p->beside.levels = 0;
	is_refused(p, "../data/visits.csv", FINDING_file_outside);
	p->beside.folder = SPAN_NONE;
	is_refused(p, "own.csv", FINDING_file_not_looked_at);
}

static void links_are_not_followed(void **state)
{
	struct place_of_test *p = *state;
	assert_int_equal(symlink("../../outside.csv", "inputs/2005/link.csv"), 0);
	assert_int_equal(symlink("../..", "inputs/2005/up"), 0);
	assert_int_equal(mkfifo("inputs/2005/pipe", 0666), 0);
	is_refused(p, "link.csv", FINDING_file_is_link);
	is_refused(p, "up/outside.csv", FINDING_file_is_link);
	is_refused(p, "pipe", FINDING_file_unreadable);
	is_refused(p, "../data", FINDING_file_unreadable);
}

static void what_is_not_there_is_remembered(void **state)
{
	struct place_of_test *p = *state;
	is_refused(p, "none.csv", FINDING_file_missing);
	is_refused(p, "none/at/all.csv", FINDING_file_missing);
	assert_int_equal(p->beside.count, 2);
	assert_null(p->beside.files[0].bytes.at);
	assert_true(span_is(p->beside.files[0].name, "inputs/2005/none.csv"));
}

static void sizes_at_and_above_the_limit(void **state)
{
	struct place_of_test *p = *state;
	assert_non_null(ask(p, "own.csv", 3));
	assert_null(ask(p, "own.csv", 2)); /* known already, and too large for this use */
	assert_int_equal(p->diags.items[0].id, FINDING_attachment_too_large);
	assert_null(ask(p, "../data/visits.csv", 13));
	assert_int_equal(p->diags.items[0].id, FINDING_attachment_too_large);
	assert_non_null(ask(p, "../data/visits.csv", 14));
	write_text("inputs/2005/empty.csv", "");
	is_read(p, "empty.csv", "inputs/2005/empty.csv", "");
}

static void a_text_is_a_source(void **state)
{
	struct place_of_test *p = *state;
	const struct words name = {SPAN("own.csv"), PLACE_NONE}, bad = {SPAN("bad.csv"), PLACE_NONE};
	const struct source *source = beside_text(&p->beside, name, 1000);
	assert_non_null(source);
	assert_true(span_is(source->name, "inputs/2005/own.csv"));
	write_text("inputs/2005/bad.csv", "caf\xE9\n");
	assert_null(beside_text(&p->beside, bad, 1000));
	assert_int_equal(p->diags.items[0].id, FINDING_not_utf8);
	assert_int_equal(p->diags.items[0].place.from, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_lead_through_the_folder_of_papers, enter, leave),
		cmocka_unit_test_setup_teardown(and_never_out_of_it, enter, leave),
		cmocka_unit_test_setup_teardown(links_are_not_followed, enter, leave),
		cmocka_unit_test_setup_teardown(what_is_not_there_is_remembered, enter, leave),
		cmocka_unit_test_setup_teardown(sizes_at_and_above_the_limit, enter, leave),
		cmocka_unit_test_setup_teardown(a_text_is_a_source, enter, leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
