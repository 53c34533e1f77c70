/* Exempt matter: what counts as it, and the places that hide it. Everything unclear fails closed. */
#include "unit/paper_try.h"

/* "2-5, 8-9": the lines of each place. */
static void expect_places(const char *yaml, const char *lines)
{
	struct trial t = {.arena = arena_new()};
	diags_init(&t.diags, t.arena);
	sources_init(&t.sources, t.arena);
	source_take(&t.sources, &t.diags, span_of(yaml), SPAN("trial.yaml"), &t.source);
	t.root = tree_read(t.arena, &t.diags, t.source);
	const struct place *places;
	size_t count = paper_exempt_places(t.arena, t.source, t.root, &places);
	char said[256] = "";
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(said);
		if (places[i].from == 0 && places[i].to > t.source->bytes.length)
			snprintf(said + length, sizeof said - length, "%sall", i ? ", " : "");
		else
			snprintf(said + length, sizeof said - length, "%s%u-%u", i ? ", " : "",
				source_locate(t.source, places[i].from).line,
				source_locate(t.source, places[i].to - 2).line);
	}
	if (strcmp(said, lines) != 0)
		fail_msg("%s\ngave     %s\nexpected %s", yaml, said, lines);
	trial_end(&t);
}

static void marks_are_judged(void **state)
{
	(void)state;
	static const char *const fine[] = {"no", "No", "NO", "'no'", "\" no \""};
	static const char *const right[] = {"3", "'7'", "12", "{paragraph: 3}",
		"{paragraph: '3', public_interest: none, until: 2006-01-01}"};
	static const char *const unclear[] = {"yes", "off", "0", "\"\"", "~", "false", "true", "none",
		"03", "3a", "paragraph 3", "[3]", "{}", "{paragraph: 0}", "{paragraph: x}",
		"{paragraph: [1, 3]}", "{public_interest: x}", "-3", "100", "n", "nо" /* Cyrillic */};
	char yaml[256];
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		snprintf(yaml, sizeof yaml, "exempt: %s\n", fine[i]);
		expect_findings(yaml, "");
		expect_places(yaml, "");
	}
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		snprintf(yaml, sizeof yaml, "exempt: %s\n", right[i]);
		expect_findings(yaml, "1:9 exempt-not-built");
		expect_places(yaml, "all");
	}
	for (size_t i = 0; i < sizeof unclear / sizeof *unclear; i++) {
		snprintf(yaml, sizeof yaml, "exempt: %s\n", unclear[i]);
		expect_findings(yaml, "1:9 exempt-unclear");
		expect_places(yaml, "all");
	}
	expect_findings("exempt:\ntitle: x\n", "1:1 exempt-unclear");
	expect_places("exempt:\ntitle: x\n", "all");
}

static void marks_may_stand_anywhere(void **state)
{
	(void)state;
	expect_findings("purpose:\n  - {text: a, exempt: 3}\n", "2:23 exempt-not-built");
	expect_findings("purpose: {text: a, exempt: 3}\n", "1:28 exempt-not-built");
	expect_findings("recommendations: [{text: a, exempt: maybe}]\n", "1:37 exempt-unclear");
	expect_findings("meeting: {body: Cabinet, exempt: 1}\n", "1:34 exempt-not-built");
	expect_findings("risk_management: {register: [{risk: a, likelihood: 1, impact: 1, "
		"exempt: {paragraph: 3}}]}\n", "1:74 exempt-not-built");
	expect_findings("appendices: [{title: A, exempt: {paragraph: 1}, at: online}]\n",
		"1:33 exempt-not-built");
	expect_findings("tables: {t: {columns: [A], rows: [[x]], exempt: 3}}\n",
		"1:49 exempt-not-built");
	expect_findings("financial_assessment: {lines: [{item: a, amounts: 1, exempt: 3}]}\n",
		"1:62 exempt-not-built");
	expect_findings("waivers: [{rule: missing-part, reason: x, by: y, exempt: 3}]\n",
		"1:58 exempt-not-built");
	/* another spelling is no key, and hides all the same */
	expect_findings("purpose: {text: a, Exempt: no}\n", "1:20 unknown-key");
	expect_places("purpose: {text: a, Exempt: 3}\n", "1-1");
}

static void places(void **state)
{
	(void)state;
	expect_places("title: x\npurpose:\n  text: a\n  exempt: 3\nreasons: b\n", "3-4");
	expect_places("title: x\nappendices:\n  - title: A\n  - title: B\n    exempt: 1\n", "4-5");
	expect_places("title: x\nappendices:\n  - {title: A, exempt: no}\n", "");
	expect_places("title: x\na: {exempt: no, b: {exempt: 1}}\n", "2-2");
	expect_places("title: x\npurpose: Nothing here is exempt, or so they say\n", "");
	expect_places("title: x\npurpose: |\n  What is exempt: nothing.\n", "");
	/* no tree: one word is enough */
	expect_places("title: [x\nexempt: 3\n", "all");
	expect_places("title: [x\npurpose: not EXEMPT\n", "all");
	expect_places("title: [x\npurpose: y\n", "");
	/* the second of two marks is dropped by the reader: nobody knows which holds */
	expect_places("title: x\npurpose:\n  text: a\n  exempt: no\n  exempt: 3\n", "all");
	expect_places("title: x\npurpose:\n  text: a\n  exempt: no\n  \"exempt\" : 3\n", "all");
	expect_places("title: x\n# exempt: 3\n", "all");
}

/* A finding at a key quotes the line with all that stands beside it. */
static void places_are_whole_lines(void **state)
{
	(void)state;
	struct trial t = trial_of("title: x\r\npurpose: {text: a, exempt: 3}  # b\r\ndated: soon\r\n");
	assert_int_equal(t.paper->exempt_count, 1);
	assert_int_equal(t.paper->exempt[0].from, 10);
	assert_int_equal(t.paper->exempt[0].to, 45);
	trial_end(&t);
}

static void the_paper_keeps_them(void **state)
{
	(void)state;
	struct trial t = trial_of("title: x\npurpose: {text: a, exempt: 3}\n");
	assert_int_equal(t.paper->exempt_count, 1);
	assert_int_equal(source_locate(t.source, t.paper->exempt[0].from).line, 2);
	trial_end(&t);
	t = trial_of("title: x\n");
	assert_int_equal(t.paper->exempt_count, 0);
	trial_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_judged),
		cmocka_unit_test(marks_may_stand_anywhere),
		cmocka_unit_test(places),
		cmocka_unit_test(places_are_whole_lines),
		cmocka_unit_test(the_paper_keeps_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
