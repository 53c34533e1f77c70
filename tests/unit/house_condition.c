/* Conditions: each form, and each way to write one wrongly. */
#include "house_kit.h"

static void each_form(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		bool holds;
	} cases[] = {
		{"yes", true}, {"no", false}, {"True", true}, {"FALSE", false},
		{"title", true}, {"absent", false}, {"not absent", true}, {"not title", false},
		{"key_decision", false}, {"not key_decision", true}, /* its answer is no */
		{"call_in", false},  /* its answer is none, in whatever case */
		{"empty", false}, {"urgent", true},
		{"decision_type is decision", true}, {"decision_type is note", false},
		{"decision_type is not note", true}, {"decision_type is not DECISION", false},
		{"not decision_type is decision", false}, {"not decision_type is not decision", true},
		{"absent is decision", false}, {"absent is not decision", true},
		{"key_decision is no", true},
		{"title is Youth centres", true}, {"'title is \"youth centres\"'", true},
		{"title and urgent", true}, {"title and absent", false},
		{"absent or urgent", true}, {"absent or key_decision", false},
		{"title and urgent and absent", false}, {"absent or call_in or title", true},
		{"not urgent and title", false}, {"not absent and title is youth centres", true},
		{"decision_type is decision and urgent", true},
		{"decision_type is decision or absent", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct condition *c = condition_parse(&kit.r, kit_node(&kit, cases[i].yaml));
		kit_expect(&kit, cases[i].yaml, "");
		assert_non_null(c);
		if (condition_holds(c, &known_asker) != cases[i].holds)
			fail_msg("%s: %s", cases[i].yaml, cases[i].holds ? "does not hold" : "holds");
		kit_close(&kit);
	}
}

/* Amounts are compared as the fact's kind says; check.c reads them when the facts are known. */
static void amounts(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		int64_t amount;
		bool holds;
	} cases[] = {
		{"value is over 619,999", 61999900, true},
		{"value is over 620,000", 62000000, false},
		{"value is at least 620,000", 62000000, true},
		{"value is at least 620,001", 62000100, false},
		{"meeting.date is over 2005-09-28", 13054, true},
		{"meeting.date is at least 2005-09-30", 13056, false},
		{"absent is at least 0", 0, false},
		{"title is over 0", 0, false}, /* no amount at all */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct condition *c = condition_parse(&kit.r, kit_node(&kit, cases[i].yaml));
		assert_non_null(c);
		assert_int_equal(kit.uses.count, 1);
		kit.uses.items[0].term->amount = cases[i].amount;
		if (condition_holds(c, &known_asker) != cases[i].holds)
			fail_msg("%s: %s", cases[i].yaml, cases[i].holds ? "does not hold" : "holds");
		kit_close(&kit);
	}
}

static bool is_budget_or_sale(const void *members, struct span value)
{
	(void)members;
	return span_same_ignoring_case(value, SPAN("budget")) || span_same_ignoring_case(value, SPAN("sale"));
}

static struct answer budget_and_sale(const void *of, struct span name)
{
	(void)of;
	if (!span_is(name, "kinds"))
		return (struct answer){0};
	return (struct answer){.given = true, .text = SPAN_NONE, .has = is_budget_or_sale};
}

static void members_of_a_list(void **state)
{
	(void)state;
	static const struct asker asker = {.answer = budget_and_sale};
	static const struct {
		const char *yaml;
		bool holds;
	} cases[] = {
		{"kinds", true}, {"kinds is budget", true}, {"kinds is Sale", true},
		{"kinds is treasury", false}, {"kinds is not treasury", true}, {"kinds is not sale", false},
		{"kinds is budget and kinds is sale", true}, {"not kinds is budget", false},
		{"kinds is treasury or kinds is sale", true}, {"absent is budget", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct condition *c = condition_parse(&kit.r, kit_node(&kit, cases[i].yaml));
		assert_non_null(c);
		if (condition_holds(c, &asker) != cases[i].holds)
			fail_msg("%s: %s", cases[i].yaml, cases[i].holds ? "does not hold" : "holds");
		kit_close(&kit);
	}
}

static void written_as_a_style_writes_it(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *said;
	} cases[] = {
		{"yes", ""}, {"no", ""}, {"title", "title"}, {"not  title", "not title"},
		{"decision_type is  decision and urgent", "decision_type is decision and urgent"},
		{"value is at least 5 or not value is not 3", "value is at least 5 or not value is not 3"},
		{"value is over £5", "value is over £5"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		struct text said = {0};
		kit_open(&kit);
		condition_write(condition_parse(&kit.r, kit_node(&kit, cases[i].yaml)), &said);
		assert_string_equal(said.length ? said.at : "", cases[i].said);
		text_release(&said);
		kit_close(&kit);
	}
}

static struct answer twelve_and_more(const void *of, struct span name)
{
	(void)of, (void)name;
	return (struct answer){
		.given = true, .text = SPAN("12.5"), .has_amount = true, .amount = 12, .more = true};
}

static void parts_of_a_number(void **state)
{
	(void)state;
	static const struct asker asker = {.answer = twelve_and_more};
	static const struct {
		const char *yaml;
		int64_t amount;
		bool holds;
	} cases[] = {
		{"value is over 12", 12, true}, {"value is over 13", 13, false},
		{"value is at least 12", 12, true}, {"value is at least 13", 13, false},
		{"not value is over 12", 12, false}, {"value is over 11", 11, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct condition *c = condition_parse(&kit.r, kit_node(&kit, cases[i].yaml));
		assert_non_null(c);
		kit.uses.items[0].term->amount = cases[i].amount;
		if (condition_holds(c, &asker) != cases[i].holds)
			fail_msg("%s: %s", cases[i].yaml, cases[i].holds ? "does not hold" : "holds");
		kit_close(&kit);
	}
}

static void never(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	assert_true(condition_is_never(NULL));
	assert_true(condition_is_never(condition_parse(&kit.r, kit_node(&kit, "no"))));
	assert_false(condition_is_never(condition_parse(&kit.r, kit_node(&kit, "yes"))));
	assert_false(condition_is_never(condition_parse(&kit.r, kit_node(&kit, "absent"))));
	kit_close(&kit);
}

static void bad_conditions(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *findings;
	} cases[] = {
		{"\"\"", "1:5 style-bad-condition"},
		{"not", "1:7 style-bad-condition"},
		{"and", "1:4 style-bad-condition"},
		{"title and", "1:13 style-bad-condition"},
		{"or title", "1:4 style-bad-condition"},
		{"title urgent", "1:10 style-bad-condition"},
		{"title is", "1:12 style-bad-condition"},
		{"title is not", "1:16 style-bad-condition"},
		{"value is at most 5", "1:15 style-bad-condition"},
		{"value is over and title", "1:18 style-bad-condition"},
		{"title and urgent or absent", "1:21 style-bad-condition"},
		{"'title is \"Youth'", "1:14 style-bad-condition"},
		{"'title is \"a\" \"b\"'", "1:18 style-bad-condition"},
		{"'\"title\"'", "1:5 style-bad-condition"},
		{"[title]", "1:4 wrong-shape"},
		{"{title: yes}", "1:4 wrong-shape"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit);
		const struct condition *c = condition_parse(&kit.r, kit_node(&kit, cases[i].yaml));
		kit_expect(&kit, cases[i].yaml, cases[i].findings);
		assert_null(c);
		kit_close(&kit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form),
		cmocka_unit_test(amounts),
		cmocka_unit_test(parts_of_a_number),
		cmocka_unit_test(members_of_a_list),
		cmocka_unit_test(written_as_a_style_writes_it),
		cmocka_unit_test(never),
		cmocka_unit_test(bad_conditions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
