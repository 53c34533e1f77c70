/* Names of sheets: what Excel refuses or repairs never comes out, whatever goes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "settle/sheet_name.h"

static struct arena *arena;

static int begin(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(arena);
	return 0;
}

static const char *make(struct span wanted)
{
	const struct span made = sheet_name_make(arena, wanted, NULL, 0);
	assert_int_equal(made.at[made.length], 0);
	return made.at;
}

static void names_stay_as_they_are(void **state)
{
	(void)state;
	static const char *const names[] = {"Costs", "Visits in a week", "Table 1 Visits", "Plan (final)",
		"Cynllun y Gaeaf", "Café & bar", "O'Neill", "50% match", "R and C", "ABCD1", "_x41_", "A-1",
		"\xF0\x9F\x8F\xAB school", "Historyland"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(make(span_of(names[i])), names[i]);
}

static void names_are_mended(void **state)
{
	(void)state;
	static const struct {
		struct span wanted;
		const char *made;
	} cases[] = {
		{{"", 0}, "Sheet"},
		{{NULL, 0}, "Sheet"},
		{{" \t\n", 3}, "Sheet"},
		{{"'''", 3}, "Sheet"},
		{{"*?", 2}, "Sheet"},
		{{"\xFF\xFE", 2}, "Sheet"},
		{{"2005/06: lines [a] \\ *?", 24}, "2005-06 lines (a) -"},
		{{"Item #4", 7}, "Item 4"},
		{{"'quoted'", 8}, "quoted"},
		{{"' both '", 8}, "both"},
		{{"a\x01\x1F\x7F" "b", 5}, "ab"},
		{{"a\0b", 3}, "ab"},
		{{"a\xC2\x85" "b", 4}, "a b"},
		{{"a\xC2\xA0 b", 5}, "a b"},
		{{"a\xE2\x80\xAE" "b", 5}, "ab"},
		{{"a\xEF\xBF\xBF" "b", 5}, "ab"},
		{{"a\xEF\xBB\xBF" "b", 5}, "ab"},
		{{"one\ntwo", 7}, "one two"},
		{{"History", 7}, "History (2)"},
		{{"hISTORY", 7}, "hISTORY (2)"},
		{{"_x0041_", 7}, "-x0041_"},
		{{"2005", 4}, "(2005)"},
		{{"A1", 2}, "(A1)"},
		{{"xfd10", 5}, "(xfd10)"},
		{{"R", 1}, "(R)"},
		{{"r1C1", 4}, "(r1C1)"},
		{{"RC", 2}, "(RC)"},
		{{"TRUE", 4}, "(TRUE)"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(make(cases[i].wanted), cases[i].made);
}

static void names_are_at_most_31_units(void **state)
{
	(void)state;
	const char *thirty = "abcdefghijabcdefghijabcdefghij";
	assert_string_equal(make(arena_format(arena, "%sK", thirty)), "abcdefghijabcdefghijabcdefghijK");
	assert_string_equal(make(arena_format(arena, "%sKL", thirty)), "abcdefghijabcdefghijabcdefghijK");
	/* A character of two units that would be cut in half is left out whole. */
	assert_string_equal(make(arena_format(arena, "%s\xF0\x9F\x8F\xAB", thirty)), thirty);
	/* 31 letters of two bytes are 31 units. */
	struct text welsh = {0};
	for (size_t i = 0; i < 40; i++)
		text_add_string(&welsh, "\xC5\xB5");
	assert_int_equal(strlen(make(text_span(&welsh))), 62);
	text_release(&welsh);
	/* The cut leaves no space and no apostrophe at the end. */
	assert_string_equal(make(arena_format(arena, "%s' tail", thirty)), thirty);
	/* Cut between words, unless that would cost half of the name. */
	assert_string_equal(make(SPAN("Table 1 Waste to landfill and the allowance")),
		"Table 1 Waste to landfill and");
	assert_string_equal(make(SPAN("Table 1 Waste to landfill, more and more")),
		"Table 1 Waste to landfill, more");
	assert_string_equal(make(SPAN("A Llanfairpwllgwyngyllgogerychwyrndrobwll")),
		"A Llanfairpwllgwyngyllgogerychw");
	assert_int_equal(strlen(make(SPAN("1234567890123456789012345678901234567890"))), 31);
}

static void names_differ_case_apart(void **state)
{
	(void)state;
	struct span used[120] = {SPAN("Contents"), SPAN("\xC3\x89t\xC3\xA9"), SPAN("\xCE\xA3\xCE\xB1"),
		SPAN("\xD0\x96uk"), SPAN("\xC5\xB4yth")};
	static const struct {
		const char *wanted, *made;
	} cases[] = {
		{"contents", "contents (2)"},
		{"\xC3\xA9T\xC3\x89", "\xC3\xA9T\xC3\x89 (2)"},
		{"\xCF\x82\xCE\x91", "\xCF\x82\xCE\x91 (2)"}, /* final sigma is a sigma */
		{"\xD0\xB6UK", "\xD0\xB6UK (2)"},
		{"\xC5\xB5YTH", "\xC5\xB5YTH (2)"},
		{"ete", "ete"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(sheet_name_make(arena, span_of(cases[i].wanted), used, 5).at,
			cases[i].made);
	/* A hundred equal names, each at the limit of length. */
	for (size_t i = 0; i < 100; i++) {
		used[i] = sheet_name_make(arena, SPAN("A caption that is longer than thirty-one"), used, i);
		assert_true(used[i].length <= 31);
		for (size_t k = 0; k < i; k++)
			assert_false(sheet_name_same(used[i], used[k]));
	}
	assert_string_equal(used[99].at, "A caption that is longer (100)");
}

static void comparison_folds_letters_only(void **state)
{
	(void)state;
	assert_true(sheet_name_same(SPAN("\xC3\x9E"), SPAN("\xC3\xBE")));
	assert_false(sheet_name_same(SPAN("\xC3\x97"), SPAN("\xC3\xB7"))); /* times and divide signs */
	assert_true(sheet_name_same(SPAN("\xC5\xB8"), SPAN("\xC3\xBF")));
	assert_false(sheet_name_same(SPAN("[a"), SPAN("{a")));
	assert_false(sheet_name_same(SPAN("a"), SPAN("ab")));
	assert_false(sheet_name_same(SPAN("\xFF"), SPAN("\xFF"))); /* not UTF-8: equal to nothing */
	assert_true(sheet_name_same(SPAN(""), SPAN_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stay_as_they_are),
		cmocka_unit_test(names_are_mended),
		cmocka_unit_test(names_are_at_most_31_units),
		cmocka_unit_test(names_differ_case_apart),
		cmocka_unit_test(comparison_folds_letters_only),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
