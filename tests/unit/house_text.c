/* The text language: every construct filled, and every way to write it wrongly. */
#include "house_kit.h"

struct filled {
	const char *yaml, *expected; /* NULL: cannot be filled */
	const char *missing;         /* the name that is absent */
};

static void check(const struct filled *c, const char *language, enum fill_mark mark, bool capitals)
{
	struct kit kit;
	kit_open(&kit);
	const struct house_text *text = text_parse(&kit.r, kit_node(&kit, c->yaml), ASKS_paper);
	kit_expect(&kit, c->yaml, "");
	assert_non_null(text);
	struct text into = {0};
	text_add_string(&into, "before|");
	struct span missing = SPAN("untouched");
	const bool filled = house_text_fill(text, &known_asker, span_of(language), mark, capitals,
		&into, &missing);
	struct span out = span_cut(text_span(&into), 7, into.length);
	if (filled != (c->expected != NULL))
		fail_msg("%s: %s", c->yaml, filled ? "was filled" : "was not filled");
	if (!span_is(out, filled ? c->expected : ""))
		fail_msg("%s: \"%.*s\", expected \"%s\"", c->yaml, SPAN_ARG(out),
			c->expected ? c->expected : "");
	assert_true(filled ? !missing.at : span_is(missing, c->missing));
	text_release(&into);
	kit_close(&kit);
}

static void every_construct(void **state)
{
	(void)state;
	static const struct filled cases[] = {
		{"plain words", "plain words", NULL},
		{"\"{title}\"", "Youth centres", NULL},
		{"\"{TITLE}: {title}\"", "YOUTH CENTRES: Youth centres", NULL},
		{"\"{MEETING.BODY}\"", "CABINET", NULL},
		{"\"{WELSH}\"", "SI\xc3\x94N", NULL},
		{"\"{absent}\"", NULL, "absent"},
		{"\"a {title} b {absent} c {none}\"", NULL, "absent"},
		{"\"[{absent}]\"", "", NULL},
		{"\"{name}[, {role}][ on {phone}]\"", "A. Officer on 01632 960001", NULL},
		{"\"[{title}, {absent}, ]end\"", "end", NULL},
		{"\"[{title}][{absent}][{name}]\"", "Youth centresA. Officer", NULL},
		{"\"{{title}} [[x]] {title}\"", "{title} [x] Youth centres", NULL},
		{"\"[a [[{title}]] ]\"", "a [Youth centres] ", NULL},
		{"\"\"", "", NULL},
		{"\"{empty}\"", "", NULL},
		{"[\"{absent}\", \"\"]", "", NULL},
		{"[\"{absent}\", \"{title}\", never]", "Youth centres", NULL},
		{"[\"{absent}\", \"{other}\"]", NULL, "other"},
		{"[{when: key_decision, text: key}, {when: urgent, text: now}, later]", "now", NULL},
		{"[{when: key_decision, text: key}, otherwise]", "otherwise", NULL},
		{"[{when: urgent, text: none}, otherwise]", "", NULL},
		{"[{when: urgent, text: {en: now, cy: nawr}}]", "now", NULL},
		{"[{when: key_decision, text: \"{title}\"}]", NULL, "key_decision"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i], "en", FILL_PLAIN, true);
}

static void lines(void **state)
{
	(void)state;
	static const struct filled cases[] = {
		{"|\n  Name: {name}\n  [Position: {role}]\n  [Telephone: {phone}]\n",
			"Name: A. Officer\nTelephone: 01632 960001", NULL},
		{"|\n  [{absent}]\n  last\n", "last", NULL},
		{"|\n  first\n  [{absent}]\n", "first", NULL},
		{"|\n  {empty}\n  x\n", "x", NULL},
		/* a blank line that was typed parts paragraphs and stays */
		{"|\n  one\n\n  two\n", "one\n\ntwo", NULL},
		{"|\n  a[ {absent}\n  b]c\n", "ac", NULL},
		{"|\n  a[\n  {title}]\n", "a\nYouth centres", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i], "en", FILL_PLAIN, true);
}

static void own_case_when_the_page_draws_capitals(void **state)
{
	(void)state;
	static const struct filled c = {"\"{TITLE} of {PORTFOLIO}\"",
		"Youth centres of children's services", NULL};
	check(&c, "en", FILL_PLAIN, false);
}

static void what_facts_put_in_is_never_markup(void **state)
{
	(void)state;
	static const struct filled cases[] = {
		{"\"*{title}*\"", "*Youth centres*", NULL},
		{"\"{markup}\"", "\\*a\\* \\[b\\]\\(c\\) \\#1", NULL},
		{"\"{MARKUP}\"", "\\*A\\* \\[B\\]\\(C\\) \\#1", NULL},
		{"\"{lines}\"", "one\\\ntwo", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i], "en", FILL_MARKDOWN, true);
}

static void languages(void **state)
{
	(void)state;
	static const struct filled cy = {"{en: Purpose, cy: Diben}", "Diben", NULL};
	static const struct filled en = {"{cy: Diben, en: Purpose}", "Purpose", NULL};
	check(&cy, "cy", FILL_PLAIN, true);
	check(&en, "en", FILL_PLAIN, true);
	check(&en, "gd", FILL_PLAIN, true); /* the first language stands in for one that is not there */
}

static void a_language_that_is_missing_is_a_warning(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct house_text *text = text_parse(&kit.r, kit_node(&kit, "{en: Purpose}"), ASKS_paper);
	assert_non_null(text);
	kit_expect(&kit, "one language", "1:4 style-no-translation");
	assert_int_equal(kit.diags.items[0].severity, SEVERITY_warning);
	struct text into = {0};
	assert_true(house_text_fill(text, &known_asker, SPAN("cy"), FILL_PLAIN, true, &into, NULL));
	assert_string_equal(into.at, "Purpose");
	text_release(&into);
	kit_close(&kit);
}

static void bad_texts(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *findings;
	} cases[] = {
		{"\"a {title\"", "1:7 style-bad-text"},
		{"\"a title}\"", "1:12 style-bad-text"},
		{"\"a [ {title}\"", "1:7 style-bad-text"},
		{"\"a {title} ]\"", "1:15 style-bad-text"},
		{"\"[a [b {title}]]\"", "1:8 style-bad-text"},
		{"\"[never left out]\"", "1:5 style-bad-text"},
		{"\"{}\"", "1:5 style-bad-text"},
		{"\"{ }\"", "1:5 style-bad-text"},
		{"\"{a{b}\"", "1:5 style-bad-text"},
		{"{title}", "1:4 style-bad-text"},
		{"[{title}]", "1:5 style-bad-text"},
		{"[]", "1:4 style-bad-text"},
		{"{}", "1:4 wrong-shape"},
		{"{english: Purpose}", "1:5 style-bad-word"},
		{"{EN: Purpose}", "1:5 style-bad-word"},
		{"[{when: urgent, text: a, colour: b}]", "1:29 unknown-key"},
		{"[{when: and, text: a}]", "1:12 style-bad-condition"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct house_text *text =
			text_parse(&kit.r, kit_node(&kit, cases[i].yaml), ASKS_paper);
		kit_expect(&kit, cases[i].yaml, cases[i].findings);
		assert_null(text);
		kit_close(&kit);
	}
}

static void what_a_text_says_of_itself(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct house_text *capitals =
		text_parse(&kit.r, kit_node(&kit, "\"Report of {MEETING.BODY} {title}\""), ASKS_paper);
	const struct house_text *plain = text_parse(&kit.r, kit_node(&kit, "\"words\""), ASKS_paper);
	const struct house_text *choice = text_parse(&kit.r,
		kit_node(&kit, "[{when: urgent, text: soon}, \"{title}\"]"), ASKS_paper);
	const struct house_text *two = text_parse(&kit.r,
		kit_node(&kit, "{en: \"{title}\", cy: \"{TITLE}\"}"), ASKS_paper);
	assert_true(house_text_has_capitals(capitals, SPAN("en")));
	assert_false(house_text_has_capitals(plain, SPAN("en")));
	assert_false(house_text_has_capitals(two, SPAN("en")));
	assert_true(house_text_has_capitals(two, SPAN("cy")));
	assert_true(span_is(house_text_first_name(capitals), "meeting.body"));
	assert_null(house_text_first_name(plain).at);
	assert_true(span_is(house_text_first_name(choice), "title"));
	kit_close(&kit);
}

static void cells_show_dates_short(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct house_text *cell =
		text_parse(&kit.r, kit_node(&kit, "\"{meeting.date}\""), ASKS_cell);
	struct text into = {0};
	assert_true(house_text_fill(cell, &known_asker, SPAN("en"), FILL_PLAIN, true, &into, NULL));
	assert_string_equal(into.at, "29/09/2005");
	text_release(&into);
	kit_close(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_construct),
		cmocka_unit_test(lines),
		cmocka_unit_test(own_case_when_the_page_draws_capitals),
		cmocka_unit_test(what_facts_put_in_is_never_markup),
		cmocka_unit_test(languages),
		cmocka_unit_test(a_language_that_is_missing_is_a_warning),
		cmocka_unit_test(bad_texts),
		cmocka_unit_test(what_a_text_says_of_itself),
		cmocka_unit_test(cells_show_dates_short),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
