/* Number patterns: every counter, what is carried on, and each way to write one wrongly. */
#include "house_kit.h"

enum { ALL = PATTERN_MAY_BULLET | PATTERN_MAY_PARAGRAPHS | PATTERN_MAY_PARENT | PATTERN_MAY_FOR };

static void every_counter(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		uint32_t counter;
		const char *above, *printed, *carried;
	} cases[] = {
		{"\"{1}\"", 1, "", "1", "1"},
		{"\"{1}.\"", 14, "", "14.", "14"},
		{"\"{1}.00\"", 3, "", "3.00", "3"},
		{"\"{01}\"", 2, "", "02", "02"},
		{"\"{01}\"", 99, "", "99", "99"},
		{"\"{01}\"", 100, "", "100", "100"},
		{"\"{001}\"", 7, "", "007", "007"},
		{"\"{a}\"", 1, "", "a", "a"},
		{"\"({a})\"", 26, "", "(z)", "z"},
		{"\"({a})\"", 27, "", "(aa)", "aa"},
		{"\"({a})\"", 28, "", "(ab)", "ab"},
		{"\"({a})\"", 52, "", "(az)", "az"},
		{"\"({a})\"", 53, "", "(ba)", "ba"},
		{"\"({a})\"", 702, "", "(zz)", "zz"},
		{"\"({a})\"", 703, "", "(aaa)", "aaa"},
		{"\"{a}\"", 4294967295u, "", "mwlqkwu", "mwlqkwu"},
		{"\"{A}.\"", 4, "", "D.", "D"},
		{"\"{i}\"", 4, "", "iv", "iv"},
		{"\"({i})\"", 1988, "", "(mcmlxxxviii)", "mcmlxxxviii"},
		{"\"{I}\"", 49, "", "XLIX", "XLIX"},
		{"\"{I}\"", 3999, "", "MMMCMXCIX", "MMMCMXCIX"},
		{"\"{I}\"", 4000, "", "4000", "4000"},
		{"\"{h}.{1}\"", 2, "3", "3.2", "3.2"},
		{"\"({h}.{01})\"", 2, "3", "(3.02)", "3.02"},
		{"\"{p}({a})\"", 1, "5", "5(a)", "5(a"},
		{"\"{for}.\"", 1, "2-3", "2-3.", "2-3"},
		{"\"No {1} of \xc2\xa3\"", 1, "", "No 1 of \xc2\xa3", "1"},
		{"\"{1}{h}\"", 1, "x", "1x", "1x"},
		{"none", 1, "", "", ""},
		{"bullet", 1, "", "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct pattern *p = pattern_parse(&kit.r, kit_node(&kit, cases[i].yaml), ALL);
		kit_expect(&kit, cases[i].yaml, "");
		assert_non_null(p);
		struct text printed = {0}, carried = {0};
		pattern_print(p, cases[i].counter, span_of(cases[i].above), &printed);
		pattern_carry(p, cases[i].counter, span_of(cases[i].above), &carried);
		if (!span_is(text_span(&printed), cases[i].printed) ||
			!span_is(text_span(&carried), cases[i].carried))
			fail_msg("%s %u: \"%s\" carrying \"%s\"", cases[i].yaml, cases[i].counter,
				printed.at ? printed.at : "", carried.at ? carried.at : "");
		text_release(&printed);
		text_release(&carried);
		kit_close(&kit);
	}
}

static void kinds(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct pattern *counter = pattern_parse(&kit.r, kit_node(&kit, "\"{h}.{1}\""), ALL);
	assert_int_equal(pattern_kind_of(counter), PATTERN_COUNTER);
	assert_true(pattern_uses_heading(counter));
	assert_false(pattern_uses_paragraph(counter));
	assert_true(pattern_uses_paragraph(pattern_parse(&kit.r, kit_node(&kit, "\"{p}{a}\""), ALL)));
	assert_true(pattern_uses_for(pattern_parse(&kit.r, kit_node(&kit, "\"{for}\""), ALL)));
	assert_int_equal(pattern_kind_of(pattern_parse(&kit.r, kit_node(&kit, "none"), ALL)),
		PATTERN_NONE);
	assert_int_equal(pattern_kind_of(pattern_parse(&kit.r, kit_node(&kit, "bullet"), ALL)),
		PATTERN_BULLET);
	assert_int_equal(pattern_kind_of(pattern_parse(&kit.r, kit_node(&kit, "paragraphs"), ALL)),
		PATTERN_PARAGRAPHS);
	assert_int_equal(pattern_kind_of(NULL), PATTERN_NONE);
	assert_null(pattern_pick(NULL, &known_asker));
	kit_close(&kit);
}

static void choices(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		enum pattern_kind kind;
	} cases[] = {
		{"[{when: urgent, text: none}, \"({a})\"]", PATTERN_NONE},
		{"[{when: absent, text: none}, \"({a})\"]", PATTERN_COUNTER},
		{"[{when: absent, text: none}, bullet]", PATTERN_BULLET},
		{"[{when: absent, text: bullet}]", PATTERN_NONE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct pattern *p = pattern_parse(&kit.r, kit_node(&kit, cases[i].yaml), ALL);
		assert_non_null(p);
		assert_int_equal(pattern_kind_of(pattern_pick(p, &known_asker)), cases[i].kind);
		kit_close(&kit);
	}
}

static void bad_patterns(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		unsigned may;
		const char *findings;
	} cases[] = {
		{"\"\"", ALL, "1:5 style-bad-pattern"},
		{"\"1.\"", ALL, "1:5 style-bad-pattern"},
		{"\"{h}.\"", ALL, "1:5 style-bad-pattern"},
		{"\"{1}.{a}\"", ALL, "1:5 style-bad-pattern"},
		{"\"{for}{1}\"", ALL, "1:5 style-bad-pattern"},
		{"\"({1)\"", ALL, "1:6 style-bad-pattern"},
		{"\"1})\"", ALL, "1:6 style-bad-pattern"},
		{"\"{b}\"", ALL, "1:5 style-bad-pattern"},
		{"\"{}\"", ALL, "1:5 style-bad-pattern"},
		{"\"{0001}\"", ALL, "1:5 style-bad-pattern"},
		{"\"{p}{1}\"", 0, "1:5 style-bad-pattern"},
		{"\"{for}\"", 0, "1:5 style-bad-pattern"},
		{"{1}", ALL, "1:4 style-bad-pattern"},
		{"[]", ALL, "1:4 wrong-shape"},
		{"[{when: x is, text: none}]", ALL, "1:16 style-bad-condition"},
		{"bullet", 0, "1:4 style-bad-word"},
		{"paragraphs", 0, "1:4 style-bad-word"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct pattern *p =
			pattern_parse(&kit.r, kit_node(&kit, cases[i].yaml), cases[i].may);
		kit_expect(&kit, cases[i].yaml, cases[i].findings);
		assert_null(p);
		kit_close(&kit);
	}
}

static struct numbering numbering(struct kit *kit, const char *yaml)
{
	struct numbering n = {0};
	const struct node *node = kit_node(kit, yaml);
	const struct binder binder = reading_binder(&kit->r, node);
	read_numbering(&binder, NULL, node, &n);
	return n;
}

static void settings_flow_down(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct numbering style = numbering(&kit,
		"{headings: \"{A}.\", paragraphs: \"{1}\", lists: {1: \"({a})\", 2: \"({i})\"}}");
	const struct numbering part =
		numbering(&kit, "{headings: {2: \"{I}\"}, paragraphs: none, lists: none}");
	const struct numbering all = numbering_flow(&style, &part);
	kit_expect(&kit, "numbering", "");
	assert_ptr_equal(all.headings[0], style.headings[0]);
	assert_ptr_equal(all.headings[1], part.headings[1]);
	assert_null(all.headings[2]);
	assert_int_equal(pattern_kind_of(all.paragraphs), PATTERN_NONE);
	for (size_t i = 0; i < HOUSE_LIST_LEVELS; i++) /* `none` means all levels */
		assert_int_equal(pattern_kind_of(all.lists[i]), PATTERN_NONE);
	assert_non_null(all.lists[HOUSE_LIST_LEVELS - 1]);
	kit_close(&kit);
}

static void bad_levels(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	numbering(&kit, "{headings: {0: \"{1}\", 7: \"{1}\"}, lists: {5: \"{1}\"}, colour: \"{1}\"}");
	kit_expect(&kit, "levels", "1:16 style-bad-word; 1:26 style-bad-word; 1:45 style-bad-word; "
		"1:56 unknown-key");
	kit_close(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_counter),
		cmocka_unit_test(kinds),
		cmocka_unit_test(choices),
		cmocka_unit_test(bad_patterns),
		cmocka_unit_test(settings_flow_down),
		cmocka_unit_test(bad_levels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
