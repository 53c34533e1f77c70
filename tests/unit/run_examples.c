/*
 * Every rule has an example (generator/report/examples.def), and every example is put to the proof: what
 * is bad is found, by that rule and in those lines; in what is good nothing is found at all.
 *
 * A fragment of a paper stands before the lines of tests/data/examples/paper.yaml, in place of the keys
 * that it has; a fragment of a style likewise in a style that extends `base`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/examples.h"
#include "run/job.h"
#include "run/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA "tests/data/examples/"
#define STYLE "name: The council of the example\nextends: base\n"

/* What no fragment can show, and the test that shows it. */
static const struct {
	enum finding_id id;
	const char *file;
} shown_elsewhere[] = {
#include "data/examples/elsewhere.def"
};

struct trying {
	char folder[32]; /* of files that must lie somewhere */
	size_t bad;      /* rules with a bad example or none */
};

static int make(void **state)
{
	static struct trying trying;
	strcpy(trying.folder, "/tmp/examples-XXXXXX");
	*state = &trying;
	return mkdtemp(trying.folder) ? 0 : -1;
}

static int unmake(void **state)
{
	const struct trying *trying = *state;
	struct text command = {0};
	text_format(&command, "rm -rf %s", trying->folder);
	const int code = system(command.at);
	text_release(&command);
	return code;
}

static void complain(struct trying *trying, enum finding_id id, const char *problem)
{
	struct text name = {0};
	report_rule_name(id, &name);
	fprintf(stderr, "%.*s: %s\n", SPAN_ARG(text_span(&name)), problem);
	text_release(&name);
	trying->bad++;
}

/* --- files */

static void read_file(const char *path, struct text *into)
{
	char bytes[4096];
	FILE *file = fopen(path, "rb");
	if (!file)
		fail_msg("cannot open %s", path);
	for (size_t count; (count = fread(bytes, 1, sizeof bytes, file)) > 0;)
		text_add(into, (struct span){bytes, count});
	fclose(file);
}

static void write_file(const struct trying *trying, const char *name, struct span bytes)
{
	struct text path = {0};
	text_format(&path, "%s/%s", trying->folder, name);
	FILE *file = fopen(path.at, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.length, file), bytes.length);
	assert_int_equal(fclose(file), 0);
	text_release(&path);
}

/* --- a fragment in place of the keys it has */

/* The key that the line begins at the first column; absent: it goes on with the key before. */
static struct span key_of(struct span line)
{
	const size_t length = span_find(line, SPAN(":"));
	if (!line.length || length == SIZE_MAX || !is_letter(line.at[0]))
		return SPAN_NONE;
	return span_cut(line, 0, length);
}

static struct span take_line(struct span *rest)
{
	const size_t end = span_find(*rest, SPAN("\n"));
	const size_t length = end == SIZE_MAX ? rest->length : end + 1;
	const struct span line = span_cut(*rest, 0, length);
	*rest = span_cut(*rest, length, rest->length);
	return line;
}

static bool has_key(const char *fragment, struct span key)
{
	for (struct span rest = span_of(fragment); rest.length;) {
		const struct span line = take_line(&rest);
		if (key_of(line).at && span_same(key_of(line), key))
			return true;
	}
	return false;
}

static void put_before(const struct rule_example *example, const char *fragment, struct span base,
	struct text *into)
{
	bool left_out = false;
	text_format(into, "%s\n", fragment);
	while (base.length) {
		const struct span line = take_line(&base), key = key_of(line);
		if (key.at)
			left_out = has_key(example->bad, key) || has_key(example->good, key);
		if (!left_out)
			text_add(into, line);
	}
}

static uint32_t lines_of(const char *fragment)
{
	uint32_t lines = 1;
	for (const char *c = fragment; *c; c++)
		lines += *c == '\n';
	return lines;
}

/* --- what is found */

struct found {
	bool rule, elsewhere, others;
	struct text list;
};

static void look_at(const struct reported *reported, size_t count, enum finding_id id,
	const char *file, uint32_t lines, struct found *found)
{
	for (size_t i = 0; i < count; i++) {
		const struct reported *r = &reported[i];
		const bool in_file = r->file.length >= strlen(file) &&
			span_is(span_cut(r->file, r->file.length - strlen(file), r->file.length), file);
		const bool inside = in_file && r->line >= 1 && r->line <= lines;
		found->rule |= r->id == id && inside;
		found->elsewhere |= r->id == id && !inside;
		found->others |= r->id != id;
	}
	report_text(reported, count, &(struct report_options){.show = SEVERITY_note}, &found->list);
}

static void run_paper(const struct trying *trying, struct span bytes, bool own_folder,
	const char *file, uint32_t lines, enum finding_id id, struct found *found)
{
	static const char *const folders[] = {DATA "templates", "templates"};
	const struct house_search search = {.folders = folders, .count = 2};
	char here[4096];
	struct text absolute = {0};
	assert_non_null(getcwd(here, sizeof here));
	if (own_folder)
		text_format(&absolute, "%s/paper.yaml", trying->folder);
	else
		text_format(&absolute, "%s/" DATA "paper.yaml", here);
	const struct job_request request = {.bytes = bytes, .name = SPAN("paper.yaml"),
		.absolute = text_span(&absolute), .search = &search, .operand = true};
	struct job job;
	job_run(&request, &job);
	look_at(job.reported, job.reported_count, id, file, lines, found);
	job_release(&job);
	text_release(&absolute);
}

static void try_paper(const struct trying *trying, const struct rule_example *example,
	const char *fragment, enum finding_id id, struct found *found)
{
	struct text base = {0}, paper = {0};
	read_file(DATA "paper.yaml", &base);
	put_before(example, fragment, text_span(&base), &paper);
	run_paper(trying, text_span(&paper), false, "paper.yaml", lines_of(fragment), id, found);
	text_release(&base);
	text_release(&paper);
}

static void try_csv(const struct trying *trying, const char *fragment, enum finding_id id,
	struct found *found)
{
	struct text paper = {0};
	read_file(DATA "paper.yaml", &paper);
	read_file(DATA "table.yaml", &paper);
	write_file(trying, "visits.csv", span_of(fragment));
	run_paper(trying, text_span(&paper), true, "visits.csv", lines_of(fragment), id, found);
	text_release(&paper);
}

static void try_style(const struct trying *trying, const struct rule_example *example,
	const char *fragment, enum finding_id id, struct found *found)
{
	const bool page = example->kind == EXAMPLE_PAGE;
	const char *const folders[] = {trying->folder, "templates"};
	const struct house_search search = {.folders = folders, .count = 2};
	struct text style = {0}, path = {0};
	text_format(&path, "mkdir -p %s/example && rm -f %s/example/*", trying->folder, trying->folder);
	assert_int_equal(system(path.at), 0);
	text_clear(&path);
	if (page)
		text_add_string(&style, STYLE);
	else
		put_before(example, fragment, SPAN(STYLE), &style);
	write_file(trying, "example/style.yaml", text_span(&style));
	if (page) {
		struct text whole = {0};
		text_format(&whole, "%s\n", fragment);
		read_file("templates/base/paper.md.mustache", &whole);
		write_file(trying, "example/paper.md.mustache", text_span(&whole));
		text_release(&whole);
	}
	text_format(&path, "%s/example/style.yaml", trying->folder);
	const struct trial_request request = {.path = text_span(&path), .style = SPAN("example"),
		.search = &search};
	struct trial trial;
	trial_run(&request, &trial);
	look_at(trial.reported, trial.reported_count, id,
		page ? "example/paper.md.mustache" : "example/style.yaml", lines_of(fragment), found);
	trial_release(&trial);
	text_release(&style);
	text_release(&path);
}

static void try_one(const struct trying *trying, const struct rule_example *example,
	const char *fragment, enum finding_id id, struct found *found)
{
	*found = (struct found){0};
	if (example->kind == EXAMPLE_PAPER)
		try_paper(trying, example, fragment, id, found);
	else if (example->kind == EXAMPLE_CSV)
		try_csv(trying, fragment, id, found);
	else
		try_style(trying, example, fragment, id, found);
}

/* --- the tests */

static void the_plain_paper_and_style_are_good(void **state)
{
	const struct trying *trying = *state;
	static const struct rule_example nothing = {EXAMPLE_PAPER, "", "", ""};
	static const struct rule_example style = {EXAMPLE_STYLE, "", "", ""};
	struct found found;
	try_one(trying, &nothing, "", FINDING_count, &found);
	assert_false(found.others);
	text_release(&found.list);
	try_one(trying, &style, "", FINDING_count, &found);
	assert_false(found.others);
	text_release(&found.list);
}

static void every_rule_has_an_example(void **state)
{
	struct trying *trying = *state;
	trying->bad = 0;
	for (int i = 0; i < FINDING_count; i++) {
		const struct rule_example *example = rule_example_of((enum finding_id)i);
		if (example->kind == EXAMPLE_none)
			complain(trying, (enum finding_id)i,
				"it has no example: add a row to generator/report/examples.def, "
				"EXAMPLE(rule, PAPER, source, \"bad lines\", \"good lines\"); its head says how");
		else if (!*example->source || !*example->bad || !*example->good)
			complain(trying, (enum finding_id)i,
				"its row of generator/report/examples.def needs a source, a bad and a good example");
	}
	assert_int_equal(trying->bad, 0);
}

static void try_example(struct trying *trying, const struct rule_example *example, enum finding_id id)
{
	struct found bad, good;
	try_one(trying, example, example->bad, id, &bad);
	try_one(trying, example, example->good, id, &good);
	if (!bad.rule || bad.elsewhere) {
		complain(trying, id, bad.elsewhere
			? "its bad example fires it outside its own lines"
			: "its bad example (generator/report/examples.def) does not fire it; what is found:");
		fprintf(stderr, "%.*s\n", SPAN_ARG(text_span(&bad.list)));
	}
	if (good.rule || good.elsewhere || good.others) {
		complain(trying, id, "in its good example (generator/report/examples.def) something is found:");
		fprintf(stderr, "%.*s\n", SPAN_ARG(text_span(&good.list)));
	}
	text_release(&bad.list);
	text_release(&good.list);
}

static void bad_examples_are_found_and_good_ones_are_good(void **state)
{
	struct trying *trying = *state;
	size_t tried = 0;
	trying->bad = 0;
	for (int i = 0; i < FINDING_count; i++) {
		const struct rule_example *example = rule_example_of((enum finding_id)i);
		if (example->kind == EXAMPLE_none || example->kind == EXAMPLE_TOLD)
			continue;
		try_example(trying, example, (enum finding_id)i);
		tried++;
	}
	assert_int_equal(trying->bad, 0);
	assert_true(tried > 100);
}

static const char *shown_by(enum finding_id id)
{
	for (size_t i = 0; i < sizeof shown_elsewhere / sizeof *shown_elsewhere; i++)
		if (shown_elsewhere[i].id == id)
			return shown_elsewhere[i].file;
	return NULL;
}

/* By the name that findings print, or by that of the list. */
static bool names_rule(const char *file, enum finding_id id)
{
	struct text bytes = {0}, printed = {0};
	read_file(file, &bytes);
	report_rule_name(id, &printed);
	const bool names = span_find(text_span(&bytes), text_span(&printed)) != SIZE_MAX ||
			   span_find(text_span(&bytes), span_of(rule_of(id)->name)) != SIZE_MAX;
	text_release(&bytes);
	text_release(&printed);
	return names;
}

static void what_is_only_told_is_shown_by_another_test(void **state)
{
	struct trying *trying = *state;
	trying->bad = 0;
	for (int i = 0; i < FINDING_count; i++) {
		const enum finding_id id = (enum finding_id)i;
		const bool told = rule_example_of(id)->kind == EXAMPLE_TOLD;
		const char *file = shown_by(id);
		if (told && !file)
			complain(trying, id, "its example is only told: name the test that fires it in "
				"tests/data/examples/elsewhere.def");
		else if (!told && file)
			complain(trying, id, "its example is tried: take it out of tests/data/examples/elsewhere.def");
		else if (told && !names_rule(file, id))
			complain(trying, id, "the test that tests/data/examples/elsewhere.def names does not speak of it");
	}
	assert_int_equal(trying->bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plain_paper_and_style_are_good),
		cmocka_unit_test(every_rule_has_an_example),
		cmocka_unit_test(bad_examples_are_found_and_good_ones_are_good),
		cmocka_unit_test(what_is_only_told_is_shown_by_another_test),
	};
	return cmocka_run_group_tests_name("run: examples of rules", tests, make, unmake);
}
