/*
 * Numbers of headings and paragraphs: the four rules, and every family of councils' numbering that
 * they must give. A script is a page in short: 1 to 6 is a heading of that level, p a paragraph,
 * / the next sheet, = the next sheet with `restart: no`, [2 a part with `restart: yes` under a heading
 * of level 2, ] its end. What is printed is a number for each heading and paragraph, - for none.
 */
#include "house_kit.h"

#include "settle/number.h"

#define ANY (PATTERN_MAY_PARENT | PATTERN_MAY_FOR | PATTERN_MAY_BULLET | PATTERN_MAY_PARAGRAPHS)
#define LEVELS 4

struct family {
	const char *name;
	const char *headings[LEVELS]; /* NULL: none */
	const char *paragraphs;
	const char *script, *printed;
};

static const struct pattern *parse(struct kit *kit, const char *pattern)
{
	if (!pattern)
		return NULL;
	struct text quoted = {0};
	text_format(&quoted, "\"%s\"", pattern);
	const struct pattern *parsed = pattern_parse(&kit->r, kit_node(kit, quoted.at), ANY);
	text_release(&quoted);
	assert_non_null(parsed);
	return parsed;
}

static void add(struct text *into, struct span printed)
{
	text_add_string(into, into->length ? " " : "");
	text_add(into, printed.length ? printed : SPAN("-"));
}

static void run(const struct family *family, struct arena *arena, const struct pattern *const *headings,
	const struct pattern *paragraphs, struct text *into)
{
	struct numberer n, outer[4];
	size_t depth = 0;
	numberer_init(&n, arena);
	numberer_begin_sheet(&n, RESTART_default);
	for (const char *at = family->script; *at; at++) {
		if (*at >= '1' && *at <= '0' + LEVELS) {
			const uint8_t level = (uint8_t)(*at - '0');
			add(into, number_heading(&n, headings[level - 1], level).printed);
		} else if (*at == 'p') {
			add(into, number_paragraph(&n, paragraphs, SPAN_NONE).printed);
		} else if (*at == '[') {
			numberer_begin_part(&n, &outer[depth++], (uint8_t)(*++at - '0'));
		} else if (*at == ']') {
			numberer_end_part(&n, &outer[--depth]);
		} else if (*at == '/' || *at == '=') {
			numberer_begin_sheet(&n, *at == '=' ? RESTART_no : RESTART_default);
		}
	}
}

static void check(const struct family *families, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct family *family = &families[i];
		struct kit kit;
		kit_open(&kit);
		const struct pattern *headings[LEVELS];
		for (size_t level = 0; level < LEVELS; level++)
			headings[level] = parse(&kit, family->headings[level]);
		struct text printed = {0};
		run(family, kit.arena, headings, parse(&kit, family->paragraphs), &printed);
		if (!span_is(text_span(&printed), family->printed))
			fail_msg("%s: %s, should be %s", family->name, printed.at, family->printed);
		text_release(&printed);
		kit_close(&kit);
	}
}

/* The table of the manual, row by row, and the councils it names. */
static void families_of_councils(void **state)
{
	(void)state;
	static const struct family families[] = {
		{"Herefordshire: paragraphs that run on", {NULL}, "{1}.", "1p1pp1pp",
			"- 1. - 2. 3. - 4. 5."},
		{"most", {"{1}."}, "{h}.{1}", "1p1p1pp", "1. 1.1 2. 2.1 3. 3.1 3.2"},
		{"Manchester, Argyll", {"{1}.0"}, "{h}.{1}", "1p1p1pp", "1.0 1.1 2.0 2.1 3.0 3.1 3.2"},
		{"Flintshire: under an unnumbered group", {NULL, "{1}.00"}, "{h}.{01}", "12p12p2pp",
			"- 1.00 1.01 - 2.00 2.01 3.00 3.01 3.02"},
		{"Sheffield: sub-headings share the paragraphs' counter", {"{1}.", "{h}.{1}"}, "{h}.{1}",
			"1111p2pp2p", "1. 2. 3. 4. 4.1 4.2 4.2.1 4.2.2 4.3 4.3.1"},
		{"West Lothian: romans in a lettered group", {"{A}.", "{I}"}, "{h}.{1}", "11122221pp",
			"A. B. C. I II III IV D. D.1 D.2"},
		{"Sefton: each group from (A)", {NULL, "({A})"}, NULL, "1[122]1[122]",
			"- (A) (B) - (A) (B)"},
		{"Sefton without restart", {NULL, "({A})"}, NULL, "122122", "- (A) (B) - (C) (D)"},
		{"Norfolk: headings and paragraphs", {"{1}", "{h}.{1}", "{h}.{1}"}, "{h}.{1}",
			"1pp12p2p1p23p3p", "1 1.1 1.2 2 2.1 2.1.1 2.2 2.2.1 3 3.1 3.2 3.2.1 3.2.1.1 "
					   "3.2.2 3.2.2.1"},
		{"Norfolk as printed: 2.2, 2.2.1, 2.3.1", {"{1}", "{h}.{1}", "{h}.{1}"}, "{h}.{1}",
			"112p21p", "1 2 2.1 2.1.1 2.2 3 3.1"},
		{"Southwark: one series under headings without numbers", {NULL, NULL}, "{1}.", "1p2pp1p",
			"- 1. - 2. 3. - 4."},
		{"two digits and romans", {"{I}."}, "{01}", "1p1p", "I. 01 II. 02"},
	};
	check(families, sizeof families / sizeof *families);
}

static void four_rules(void **state)
{
	(void)state;
	static const struct family families[] = {
		{"1: an unnumbered heading is invisible", {"{1}.", NULL, "{h}.{1}"}, "{h}.{1}", "12p3p",
			"1. - 1.1 1.2 1.2.1"},
		{"1: below it the nearest numbered heading above counts", {"{1}.", "{h}.{1}", NULL},
			"{h}.{1}", "12p3p3p", "1. 1.1 1.1.1 - 1.1.2 - 1.1.3"},
		{"1: but not one of its own level", {NULL, "{1}."}, "{h}.{1}", "12p1p", "- 1. 1.1 - -"},
		{"2: {h} shares one counter", {"{1}.", "{h}.{1}"}, "{h}.{1}", "1p2p2",
			"1. 1.1 1.2 1.2.1 1.3"},
		{"3: headings without {h} count under the same heading", {"{1}.", "({a})"}, "{h}.{1}",
			"12p2p12p", "1. (a) a.1 (b) b.1 2. (a) a.1"},
		{"3: paragraphs without {h} run on", {"{1}."}, "{1}.", "1pp1p", "1. 1. 2. 2. 3."},
		{"3: both kinds side by side", {"{1}.", "{h}.{1}", "({i})"}, "({a})", "1p2p3p3p",
			"1. (a) 1.1 (b) (i) (c) (ii) (d)"},
		{"4: a sheet begins anew", {"{1}."}, "{1}.", "1p1p/1p", "1. 1. 2. 2. 1. 1."},
		{"4: restart no goes on", {"{1}."}, "{1}.", "1p1p=1p", "1. 1. 2. 2. 3. 3."},
		{"4: restart no, but under no heading of before", {"{1}."}, "{h}.{1}", "1p=p1p",
			"1. 1.1 - 2. 2.1"},
		{"4: restart yes in a part, then the outer series", {"{1}."}, "{1}.", "1p1[1pp]1p",
			"1. 1. 2. 1. 2. 3. 2."},
		{"4: restart below a numbered heading keeps {h}", {"{1}.", "{h}.{1}"}, "{h}.{1}",
			"11[12p]1p", "1. 2. 2.1 2.1.1 3. 3.1"},
		{"4: one restart inside another", {NULL, "{1}."}, "({a})", "1p[12p2[2pp]2p]1p",
			"- (a) 1. (a) 2. (a) (b) 3. (b) - (b)"},
		{"no number without a heading above", {"{1}."}, "{h}.{1}", "p1p", "- 1. 1.1"},
	};
	check(families, sizeof families / sizeof *families);
}

static void carried_and_referred(void **state)
{
	(void)state;
	static const struct {
		const char *heading, *paragraph, *carried, *referred;
	} cases[] = {
		{"{1}.", "{h}.{1}", "1", "1.1"},
		{"{1}.0", "{h}.{1}", "1", "1.1"},
		{"{A}.", "({a})", "A", "(a)"},
		{"Section {1}:", "{h}.{01}.", "1", "1.01"},
		{"{1}.", "{1}.", "1", "1"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		struct numberer n;
		numberer_init(&n, kit.arena);
		numberer_begin_sheet(&n, RESTART_default);
		const struct number heading = number_heading(&n, parse(&kit, cases[i].heading), 1);
		const struct number paragraph =
			number_paragraph(&n, parse(&kit, cases[i].paragraph), SPAN_NONE);
		assert_true(span_is(heading.carried, cases[i].carried));
		assert_true(span_is(number_referred(kit.arena, &paragraph), cases[i].referred));
		kit_close(&kit);
	}
}

/* "(a)" that is not the only one is called by the heading above it, once there are two. */
static void referred_after_restart(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	struct numberer n, outer;
	const struct pattern *heading = parse(&kit, "4.{1}"), *letters = parse(&kit, "({a})"),
			     *plain = parse(&kit, "{1}.");
	numberer_init(&n, kit.arena);
	numberer_begin_sheet(&n, RESTART_default);
	number_heading(&n, heading, 2);
	numberer_begin_part(&n, &outer, 2);
	struct number number = number_paragraph(&n, letters, SPAN_NONE);
	assert_true(span_is(number.printed, "(a)"));
	assert_true(span_is(number_referred(kit.arena, &number), "1(a)"));
	number = number_paragraph(&n, plain, SPAN_NONE); /* "12." would be another paragraph */
	assert_true(span_is(number_referred(kit.arena, &number), "2"));
	numberer_end_part(&n, &outer);
	number = number_paragraph(&n, letters, SPAN_NONE);
	assert_true(span_is(number_referred(kit.arena, &number), "(a)"));
	kit_close(&kit);
}

static void numbers_of_recommendations(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	struct numberer n;
	numberer_init(&n, kit.arena);
	const struct pattern *pattern = parse(&kit, "{for}.");
	assert_true(span_is(number_paragraph(&n, pattern, SPAN("2-3")).printed, "2-3."));
	assert_null(number_paragraph(&n, pattern, SPAN_NONE).printed.at);
	assert_true(span_is(number_paragraph(&n, parse(&kit, "{1}."), SPAN_NONE).printed, "1."));
	kit_close(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(families_of_councils),
		cmocka_unit_test(four_rules),
		cmocka_unit_test(carried_and_referred),
		cmocka_unit_test(referred_after_restart),
		cmocka_unit_test(numbers_of_recommendations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
