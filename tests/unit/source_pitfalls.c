/* source/pitfalls.c: text that is YAML, but not what its author meant; and what is left in peace.
 */
#include "unit/source_kit.h"

static void a_number_sign_in_a_text(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: Item # 4\n", "1:13 comment-swallowed"),
		CASE("title: Item #4 of the plan\n", "1:13 comment-swallowed"),
		CASE("title: Item   #4\n", "1:15 comment-swallowed"),
		CASE("title: Item  # a comment\n", ""),
		CASE("title: Item  #\n", ""),
		CASE("title: Item #\n", "1:13 comment-swallowed"),
		CASE("title: Item\t# a comment\n", ""),
		CASE("title: Item\t#4\n", "1:13 comment-swallowed"),
		CASE("title: Item#4\n", ""),
		CASE("title: \"Item #4\" # a comment\n", ""),
		CASE("title: |  # a comment\n  Item #4\n", ""),
		CASE("title: #4 Hostel Road\n", "1:8 comment-swallowed"),
		CASE("title:  # to do\nstyle: x\n", ""),
		CASE("title: # to do\nstyle: x\n", ""),
		CASE("meeting: # when and where\n  body: Cabinet\n", ""),
		CASE("meeting: #todo\n  body: Cabinet\n", ""),
		CASE("wards: [a, b]  # all\nstyle: x\n", ""),
		CASE("wards: [a, b] #all\nstyle: x\n", ""),
		CASE("items:\n  - agree item #4\n  - note\n", "2:16 comment-swallowed"),
		CASE("items:\n  - #4 is agreed\n  - note\n", "2:5 comment-swallowed"),
		CASE("# yaml-language-server: x\n#no space\nstyle: x\n", ""),
		CASE("style: x\n#no space\n# a comment\ntitle: y\n", ""),
		CASE("style: x\r\ntitle: Item #4\r\n", "2:13 comment-swallowed"),
		CASE("style: x\rtitle: \xC3\xA9 #4\r", "2:10 comment-swallowed"),
		CASE("title: Item #4", "1:13 comment-swallowed"),
		CASE("m: {a: b #4\n}\n", "1:10 comment-swallowed"),
		CASE("a: one # 1\nb: two # 2\n", "1:8 comment-swallowed; 2:8 comment-swallowed"),
	};
	KIT_CHECK(cases);
}

static void headings(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("items:\n  - ### What was asked\n  - text\n", "2:5 heading-is-comment"),
		CASE("items:\n  - ### What was asked\n    The review.\n", "2:5 heading-is-comment"),
		CASE("items:\n  - ## What was asked\n", "2:5 heading-is-comment"),
		CASE("items:\n  - # What was asked\n  - text\n", "2:5 heading-is-comment"),
		CASE("items:\n  - # first\n    text: x\n", ""),
		CASE("items:\n  - ### first\n    text: x\n", ""),
		CASE("purpose: ### Heading\nstyle: x\n", "1:10 heading-is-comment"),
		CASE("purpose:\n  ### Heading\n  The text.\nstyle: x\n", "2:3 heading-is-comment"),
		CASE("purpose:\n  ### Heading\nstyle: x\n", "2:3 heading-is-comment"),
		CASE("parts:\n  ## The parts\n  purpose: x\n", ""),
		CASE("## Facts\nstyle: x\n\n## Parts\npurpose: y\n", ""),
		CASE("purpose: The text.\n  ### Heading\nstyle: x\n", "2:3 heading-is-comment"),
		CASE("purpose: |\n    The text.\n  ### Heading\nstyle: x\n",
			"3:3 heading-is-comment"),
		CASE("purpose: |\n  ### Heading\n\n  The text.\nstyle: x\n", ""),
		CASE("purpose: |\n    The text.\n  # a note\nstyle: x\n", ""),
		CASE("a:\n  b: c\n  ## more of it\n  d: e\n", ""),
	};
	KIT_CHECK(cases);
}

static void commas(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("m: {value: £620,000}\n", "1:12 comma-split"),
		CASE("m: {value: £620,000, when: x}\n", "1:12 comma-split"),
		CASE("amounts: [1,250]\n", "1:11 comma-split"),
		CASE("amounts: [£1,250,000, -40]\n", "1:11 comma-split"),
		CASE("amounts: [(1,250), 2,500.50]\n", "1:11 comma-split; 1:20 comma-split"),
		CASE("amounts: [1,250 homes]\n", "1:11 comma-split"),
		CASE("amounts: [200, 250, 170]\n", ""),
		CASE("amounts: [1, 250]\n", ""),
		CASE("years: [2005,2006]\n", ""),
		CASE("years: [2005,200]\n", ""),
		CASE("amounts: [1,25]\n", ""),
		CASE("amounts: [\"1,250\", '2,500']\n", ""),
		CASE("value: £620,000\n", ""),
		CASE("m: {620,000: x}\n", "1:5 comma-split"),
	};
	KIT_CHECK(cases);
}

static void a_parted_amount_is_made_whole(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit, SPAN("m: {value: £1,250,000, when: now}\namounts: [1,250, 3]\n"));
	const struct node *m = node_get(kit.root, "m"), *amounts = node_get(kit.root, "amounts");
	assert_int_equal(m->count, 2);
	assert_true(span_is(node_get(m, "value")->text, "£1,250,000"));
	assert_true(span_is(node_get(m, "when")->text, "now"));
	assert_int_equal(amounts->count, 2);
	assert_true(span_is(amounts->items[0]->text, "1,250"));
	assert_true(span_is(amounts->items[1]->text, "3"));
	struct kit folded;
	kit_take(&folded, SPAN("amounts: [about\n  1,250, 3]\n"));
	assert_true(span_is(node_get(folded.root, "amounts")->items[0]->text, "about 1,250"));
	kit_release(&folded);
	struct text sentence = {0};
	finding_sentence(&kit.diags.items[0], &sentence);
	assert_non_null(strstr(sentence.at, "£1,250,000"));
	text_release(&sentence);
	kit_release(&kit);
}

static void curly_quotes(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: “Homes for all”\n", "1:8 curly-quotes"),
		CASE("title: ‘Homes for all’\n", "1:8 curly-quotes"),
		CASE("wards: [“Ross, Ledbury”]\n", "1:9 curly-quotes"),
		CASE("title: “Homes” for all\n", ""),
		CASE("title: “Homes” and “jobs”\n", ""),
		CASE("title: Homes “for all”\n", ""),
		CASE("title: \"“Homes”\"\n", ""),
		CASE("title: It’s fine\n", ""),
	};
	KIT_CHECK(cases);
}

static void lists_that_become_one_line(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: >\n  Agreed:\n  - one\n  - two\nb: c\n", "3:3 folded-list"),
		CASE("a: >-\n  1. one\n  2. two\n", "2:3 folded-list"),
		CASE("a: >\n  One.\n\n  Two.\n", "1:4 folded-paragraphs"),
		CASE("- >-\n  One.\n\n\n  Two.\n\n  Three.\n", "1:3 folded-paragraphs"),
		CASE("a: >\n  One.\n\n\n  Two.\n", ""),
		CASE("a: >\n  One\n  and one.\n\n", ""),
		CASE("a: >+\n  One.\n\n\n", ""),
		CASE("a: |\n  One.\n\n  Two.\n", ""),
		CASE("a: >\n  One:\n\n      code\n\n  two.\n", ""),
		CASE("a: >\n  - one\n\n  - two\n", ""),
		CASE("a: >\n  Agreed:\n    - one\n    - two\n", ""),
		CASE("a: >\n  the cost\n  - which is high - stays\n", ""),
		CASE("a: |\n  - one\n  - two\n", ""),
		CASE("a: text\n  - one\n  - two\n", "2:3 joined-list"),
		CASE("a: text\n  - one\n", "2:3 joined-list"),
		CASE("items:\n  - text\n    - one\n    - two\n", "3:5 joined-list"),
		CASE("a: text\n  1. one\n  2. two\n", "2:3 joined-list"),
		CASE("a: in the year\n  5. of May\n", ""),
		CASE("a: text that\n  goes on\n", ""),
		CASE("a: \"text\n  - one\n  - two\"\n", "2:3 joined-list"),
		CASE("a: \"text\n  - which goes on\"\n", ""),
		CASE("a:\r\n  text\r\n  - one\r\n", "3:3 joined-list"),
	};
	KIT_CHECK(cases);
}

static void a_figure_taken_for_a_block(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("value: >5\n", "1:8 needs-quotes"),
		CASE("value: >5\n     text\n", ""),
		CASE("value: >\n  5\n", ""),
	};
	KIT_CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_sign_in_a_text),
		cmocka_unit_test(headings),
		cmocka_unit_test(commas),
		cmocka_unit_test(a_parted_amount_is_made_whole),
		cmocka_unit_test(curly_quotes),
		cmocka_unit_test(lists_that_become_one_line),
		cmocka_unit_test(a_figure_taken_for_a_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
