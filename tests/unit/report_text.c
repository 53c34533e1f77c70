/* The text report: places, carets, cuts, what is withheld, what is dangerous to show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/limits.h"
#include "report/line.h"
#include "report/report.h"

struct fixture {
	struct arena *arena;
	struct sources sources;
	struct diags diags;
	struct diags reading; /* what source_take itself found */
	const struct source *source;
};

static void open_paper(struct fixture *f, const char *bytes)
{
	f->arena = arena_new();
	sources_init(&f->sources, f->arena);
	diags_init(&f->diags, f->arena);
	diags_init(&f->reading, f->arena);
	source_take(&f->sources, &f->reading, span_of(bytes), SPAN("a.yaml"), &f->source);
}

static struct finding *find(struct fixture *f, enum finding_id id, const char *culprit)
{
	size_t at = span_find(f->source->bytes, span_of(culprit));
	assert_true(at != SIZE_MAX);
	struct place place = {f->source->number, (uint32_t)at, (uint32_t)(at + strlen(culprit))};
	return diag_add(&f->diags, id, place, span_of(culprit), SPAN_NONE, SPAN_NONE);
}

static struct text shown(struct fixture *f, bool colour, enum severity show)
{
	struct text out = {0};
	struct reported *reported;
	size_t count;
	report_from_diags(f->arena, &f->diags, &f->sources, &reported, &count);
	report_sort(reported, &count);
	report_text(reported, count, &(struct report_options){colour, show}, &out);
	return out;
}

static void expect(struct fixture *f, const char *report)
{
	struct text out = shown(f, false, SEVERITY_note);
	assert_string_equal(text_span(&out).at, report);
	text_release(&out);
	arena_release(f->arena);
}

static void a_finding_has_its_place_line_and_caret(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "style: x\nstatus: finall\n");
	find(&f, FINDING_bad_status, "finall");
	expect(&f, "a.yaml:2:9: error: \"finall\" is neither draft nor final [bad-status]\n"
		   "  status: finall\n"
		   "          ^~~~~~\n"
		   "  help: Write draft or final.\n");
}

static void the_caret_line_repeats_tabs_and_counts_wide_letters_twice(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "t:\t\xE6\x97\xA5\xE6\x9C\xAC \xC3\xA9 finall\n");
	find(&f, FINDING_bad_status, "finall");
	expect(&f, "a.yaml:1:9: error: \"finall\" is neither draft nor final [bad-status]\n"
		   "  t:\t\xE6\x97\xA5\xE6\x9C\xAC \xC3\xA9 finall\n"
		   "    \t       ^~~~~~\n"
		   "  help: Write draft or final.\n");
}

static void a_finding_at_the_end_of_the_file_has_a_caret(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "a: b");
	diag_add(&f.diags, FINDING_empty_key, (struct place){1, 4, 4}, SPAN_NONE, SPAN_NONE, SPAN_NONE);
	expect(&f, "a.yaml:1:5: error: there is no key before this colon [empty-key]\n"
		   "  a: b\n"
		   "      ^\n"
		   "  help: Write the key, or put the text in quotes.\n");
}

static void what_is_withheld_shows_neither_line_nor_words(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "style: x\nstatus: SECRET\nother: SECOND\n");
	struct finding *finding = find(&f, FINDING_bad_status, "SECRET");
	finding->help = SPAN("say SECRET");
	finding->because = (struct place){1, 16, 22};
	finding->withheld = true;
	struct text out = shown(&f, false, SEVERITY_note);
	assert_null(strstr(out.at, "SECRET"));
	assert_null(strstr(out.at, "  status:"));
	assert_non_null(strstr(out.at, "a.yaml:2:9: error: \"(withheld)\""));
	assert_non_null(strstr(out.at, "see a.yaml:2:8"));
	text_release(&out);
	arena_release(f.arena);
}

static void the_second_place_shows_its_line(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "total: 5\nlines: 6\n");
	find(&f, FINDING_bad_number, "6")->because = (struct place){1, 7, 8};
	expect(&f, "a.yaml:2:8: error: \"6\" is not a number [bad-number]\n"
		   "  lines: 6\n"
		   "         ^\n"
		   "  see a.yaml:1:8\n"
		   "    total: 5\n"
		   "  help: Write digits only, with commas or a point: 1,250 or 12.5.\n");
}

static void terminals_are_not_commanded(void **state)
{
	(void)state;
	struct text out = {0};
	const struct span evil = SPAN("a\033[2J\xE2\x80\xAE" "b\x7F\xC2\x9B\xFF\t.");
	line_show(evil, &out);
	assert_string_equal(out.at, "a\\u001B[2J\\u202Eb\\u007F\\u009B\\xFF\t.");
	text_clear(&out);
	line_show_word(SPAN("a\tb\nc"), &out);
	assert_string_equal(out.at, "a\\u0009b\\u000Ac");
	text_clear(&out);
	line_caret(evil, 1, 2, &out); /* the escape is shown as six cells */
	assert_string_equal(out.at, " ^~~~~~");
	text_release(&out);
}

static void bytes_that_are_no_characters_are_shown_one_by_one(void **state)
{
	(void)state;
	struct text out = {0};
	/* overlong, surrogate, too large, cut off at the end */
	line_show(SPAN("\xC0\x80 \xED\xA0\x80 \xF4\x90\x80\x80 \xE2\x82"), &out);
	assert_string_equal(out.at,
		"\\xC0\\x80 \\xED\\xA0\\x80 \\xF4\\x90\\x80\\x80 \\xE2\\x82");
	text_release(&out);
}

static void long_lines_are_cut_around_the_caret(void **state)
{
	(void)state;
	for (size_t length = 90; length <= 5000; length += length < 120 ? 1 : 977) {
		for (size_t where = 0; where < length; where += length < 120 ? 1 : 331) {
			struct text line = {0}, out = {0};
			text_add_repeated(&line, 'a', length);
			line.at[where] = 'X';
			size_t from = where, to = where + 1;
			line_cut(text_span(&line), &from, &to, &out);
			assert_int_equal(out.at[from], 'X');
			assert_int_equal(to, from + 1);
			assert_true(out.length <= LINE_SHOWN + 6);
			assert_true(length > LINE_SHOWN || out.length == length);
			text_release(&line);
			text_release(&out);
		}
	}
}

static void a_cut_never_splits_a_character(void **state)
{
	(void)state;
	struct text line = {0};
	for (int i = 0; i < 400; i++)
		text_add_string(&line, "\xE2\x82\xAC");
	for (size_t where = 0; where < 400; where++) {
		struct text out = {0}, seen = {0};
		size_t from = 3 * where, to = 3 * where + 3;
		line_cut(text_span(&line), &from, &to, &out);
		line_show(text_span(&out), &seen);
		assert_null(strstr(seen.at, "\\x"));
		assert_memory_equal(out.at + from, "\xE2\x82\xAC", 3);
		text_release(&out);
		text_release(&seen);
	}
	text_release(&line);
}

static void a_finding_over_lines_has_its_caret_on_the_first(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "ab: cd\nef: gh\n");
	diag_add(&f.diags, FINDING_empty_key, (struct place){1, 4, 12}, SPAN_NONE, SPAN_NONE, SPAN_NONE);
	struct text out = shown(&f, false, SEVERITY_note);
	assert_non_null(strstr(out.at, "  ab: cd\n      ^~\n"));
	text_release(&out);
	arena_release(f.arena);
}

static void the_byte_order_mark_is_not_shown(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "\xEF\xBB\xBFstatus: finall\n");
	find(&f, FINDING_bad_status, "finall");
	struct text out = shown(&f, false, SEVERITY_note);
	assert_non_null(strstr(out.at, "\n  status: finall\n          ^~~~~~\n"));
	text_release(&out);
	arena_release(f.arena);
}

static struct reported at(const char *file, uint32_t line, uint32_t column, enum finding_id id,
	const char *sentence)
{
	return (struct reported){.id = id, .severity = SEVERITY_error, .file = span_of(file),
		.line = line, .column = column, .sentence = span_of(sentence)};
}

static void findings_are_sorted_and_equal_ones_told_once(void **state)
{
	(void)state;
	struct reported all[] = {
		at("b", 1, 1, FINDING_bad_date, "x"), at("a", 10, 1, FINDING_bad_date, "x"),
		at("a", 9, 2, FINDING_bad_time, "x"), at("a", 9, 2, FINDING_bad_date, "y"),
		at("a", 9, 2, FINDING_bad_date, "x"), at("a", 9, 2, FINDING_bad_date, "x"),
		at("a", 9, 1, FINDING_too_large, "z"),
	};
	size_t count = sizeof all / sizeof *all;
	report_sort(all, &count);
	assert_int_equal(count, 6);
	const struct reported want[] = {
		at("a", 9, 1, FINDING_too_large, "z"), at("a", 9, 2, FINDING_bad_date, "x"),
		at("a", 9, 2, FINDING_bad_date, "y"), at("a", 9, 2, FINDING_bad_time, "x"),
		at("a", 10, 1, FINDING_bad_date, "x"), at("b", 1, 1, FINDING_bad_date, "x"),
	};
	for (size_t i = 0; i < count; i++) {
		assert_true(span_same(all[i].file, want[i].file));
		assert_int_equal(all[i].line, want[i].line);
		assert_int_equal(all[i].column, want[i].column);
		assert_int_equal(all[i].id, want[i].id);
		assert_true(span_same(all[i].sentence, want[i].sentence));
	}
	size_t none = 0;
	report_sort(NULL, &none);
	assert_int_equal(none, 0);
}

static size_t times(const char *needle, const char *hay)
{
	size_t count = 0;
	for (const char *c = hay; (c = strstr(c, needle)); c++)
		count++;
	return count;
}

static void only_so_many_of_one_file_are_shown(void **state)
{
	(void)state;
	static const size_t sizes[] = {LIMIT_FINDINGS_SHOWN - 1, LIMIT_FINDINGS_SHOWN,
		LIMIT_FINDINGS_SHOWN + 1, LIMIT_FINDINGS_SHOWN + 7};
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct reported all[2 * LIMIT_FINDINGS_SHOWN];
		struct text out = {0};
		for (size_t i = 0; i < sizes[k]; i++)
			all[i] = at("a", (uint32_t)i + 1, 1, FINDING_bad_date, "x");
		all[sizes[k]] = at("b", 1, 1, FINDING_bad_date, "x");
		report_text(all, sizes[k] + 1, &(struct report_options){false, SEVERITY_note}, &out);
		size_t shown_of_a = sizes[k] < LIMIT_FINDINGS_SHOWN ? sizes[k] : LIMIT_FINDINGS_SHOWN;
		assert_int_equal(times("error:", out.at), shown_of_a + 1);
		assert_int_equal(times("a: and 1 more finding\n", out.at), sizes[k] == 51);
		assert_int_equal(times("a: and 7 more findings\n", out.at), sizes[k] == 57);
		text_release(&out);
	}
}

static void less_grave_findings_can_be_left_out(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "status: finall\nwarn: this\n");
	find(&f, FINDING_bad_status, "finall");
	find(&f, FINDING_comment_swallowed, "this");
	struct text out = shown(&f, false, SEVERITY_error);
	assert_null(strstr(out.at, "warning"));
	assert_non_null(strstr(out.at, "error"));
	text_release(&out);
	arena_release(f.arena);
}

static void colours_only_when_asked(void **state)
{
	(void)state;
	struct fixture f;
	open_paper(&f, "status: finall\n");
	find(&f, FINDING_bad_status, "finall");
	struct text with = shown(&f, true, SEVERITY_note), without = shown(&f, false, SEVERITY_note);
	assert_non_null(strstr(with.at, "\033[1;31merror:\033[0m"));
	assert_null(strchr(without.at, '\033'));
	text_release(&with);
	text_release(&without);
	arena_release(f.arena);
}

static void a_culprit_of_a_megabyte_is_cut(void **state)
{
	(void)state;
	struct text long_word = {0};
	struct fixture f;
	open_paper(&f, "status: finall\n");
	text_add_repeated(&long_word, 'x', 1024 * 1024);
	diag_add(&f.diags, FINDING_bad_status, PLACE_NONE, text_span(&long_word), SPAN_NONE, SPAN_NONE);
	struct text out = shown(&f, false, SEVERITY_note);
	assert_true(out.length < 2000);
	text_release(&out);
	text_release(&long_word);
	arena_release(f.arena);
}

static void the_summary_counts(void **state)
{
	(void)state;
	struct reported all[] = {at("a", 1, 1, FINDING_bad_date, "x"), at("a", 2, 1, FINDING_bad_date, "x"),
		at("b", 1, 1, FINDING_bad_date, "x")};
	struct text out = {0};
	all[2].severity = SEVERITY_warning;
	report_summary(all, 3, 3, &out);
	assert_string_equal(out.at, "2 errors, 1 warning in 3 files\n");
	text_clear(&out);
	all[0].severity = all[2].severity = SEVERITY_note;
	all[2].waived = true; /* it is not a note like others */
	report_summary(all, 3, 3, &out);
	assert_string_equal(out.at, "1 error, 1 note, 1 waived in 3 files\n");
	text_clear(&out);
	report_summary(all + 2, 1, 1, &out);
	assert_string_equal(out.at, "1 waived in 1 file\n");
	text_clear(&out);
	report_summary(all, 0, 1, &out);
	assert_string_equal(out.at, "no findings in 1 file\n");
	text_release(&out);
}

static void what_is_waived_says_by_whom_and_why(void **state)
{
	(void)state;
	struct text out = {0};
	struct reported one = at("a", 1, 1, FINDING_too_long, "x");
	one.help = SPAN("Shorten it.");
	one.severity = SEVERITY_note;
	one.waived = true;
	one.waived_by = SPAN("A. Officer\n");
	one.waived_why = SPAN("It is \033[1mso.");
	report_text(&one, 1, &(struct report_options){false, SEVERITY_note}, &out);
	assert_string_equal(out.at, "a:1:1: note: x [too-long, waived]\n"
		"  waived by A. Officer\\u000A: It is \\u001B[1mso.\n");
	text_release(&out);
}

static void findings_of_the_run_itself(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct text out = {0};
	struct reported made[2] = {
		report_made(arena, FINDING_worker_died, SPAN("a.yaml"), 1, SPAN("SIGSEGV"), SPAN_NONE),
		report_made(arena, FINDING_output_clash, SPAN("b.yaml"), 0, SPAN("b"), SPAN("B.yaml"))};
	report_text(made, 2, &(struct report_options){false, SEVERITY_note}, &out);
	assert_non_null(strstr(out.at,
		"a.yaml:1:1: error: the program failed on this paper (SIGSEGV) [worker-died]\n"));
	assert_non_null(strstr(out.at,
		"b.yaml: error: b would be written by B.yaml too [output-clash]\n"));
	text_release(&out);
	arena_release(arena);
}

static void every_rule_can_be_explained(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_count; i++) {
		struct text out = {0};
		report_explain((enum finding_id)i, &out);
		assert_null(strstr(out.at, "%1"));
		for (const char *line = out.at; line && *line;) {
			const char *end = strchr(line, '\n');
			assert_non_null(end);
			bool breakable = memchr(line + 4, ' ', (size_t)(end - line) > 4
				? (size_t)(end - line) - 4 : 0) != NULL;
			assert_true(end - line <= 78 || !breakable);
			line = end + 1;
		}
		assert_non_null(strstr(out.at, "How grave"));
		text_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_has_its_place_line_and_caret),
		cmocka_unit_test(the_caret_line_repeats_tabs_and_counts_wide_letters_twice),
		cmocka_unit_test(a_finding_at_the_end_of_the_file_has_a_caret),
		cmocka_unit_test(what_is_withheld_shows_neither_line_nor_words),
		cmocka_unit_test(the_second_place_shows_its_line),
		cmocka_unit_test(terminals_are_not_commanded),
		cmocka_unit_test(bytes_that_are_no_characters_are_shown_one_by_one),
		cmocka_unit_test(long_lines_are_cut_around_the_caret),
		cmocka_unit_test(a_cut_never_splits_a_character),
		cmocka_unit_test(a_finding_over_lines_has_its_caret_on_the_first),
		cmocka_unit_test(the_byte_order_mark_is_not_shown),
		cmocka_unit_test(findings_are_sorted_and_equal_ones_told_once),
		cmocka_unit_test(only_so_many_of_one_file_are_shown),
		cmocka_unit_test(less_grave_findings_can_be_left_out),
		cmocka_unit_test(colours_only_when_asked),
		cmocka_unit_test(a_culprit_of_a_megabyte_is_cut),
		cmocka_unit_test(the_summary_counts),
		cmocka_unit_test(what_is_waived_says_by_whom_and_why),
		cmocka_unit_test(findings_of_the_run_itself),
		cmocka_unit_test(every_rule_can_be_explained),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
