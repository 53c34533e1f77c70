/* source/syntax.c: each way in which officers' text is not YAML, with the place of its cause. */
#include "unit/source_kit.h"

static void a_text_that_needs_quotes(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: @council\n", "1:8 needs-quotes"),
		CASE("a: b\ntitle: `code`\n", "2:8 needs-quotes"),
		CASE("title: %age of homes\n", "1:8 needs-quotes"),
		CASE("title: - draft\n", "1:8 needs-quotes"),
		CASE("title: ? what\n", "1:8 needs-quotes"),
		CASE("title: | text\n", "1:8 needs-quotes"),
		CASE("title: > 5 years\n", "1:8 needs-quotes"),
		CASE("title: ] x\n", "1:8 needs-quotes"),
		CASE("title: , x\n", "1:8 needs-quotes"),
		CASE("title: } x\n", "1:8 needs-quotes"),
		CASE("title: & Sons\n", "1:8 needs-quotes"),
		CASE("title: [Draft] Youth centres\n", "1:8 needs-quotes"),
		CASE("items:\n  - [Draft] Youth centres\n", "2:5 needs-quotes"),
		CASE("title: {draft} Youth centres\n", "1:8 needs-quotes"),
		CASE("é: [é, `x`]\n", "1:8 needs-quotes"),
	};
	KIT_CHECK(cases);
}

static void stars(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: *bold*\n", "1:8 alias-used"),
		CASE("title: **bold** text\n", "1:8 alias-used"),
		CASE("items:\n  - *agree* the plan\n", "2:5 alias-used"),
		CASE("items:\n  * agree\n", "2:3 alias-used"),
		CASE("title: *\n", "1:8 alias-used"),
		CASE("title: *A second van*\n", "1:8 alias-used"),
		CASE("m: [*a b]\n", "1:5 alias-used"),
		CASE("a: |\n  b\n: c\n", "3:1 empty-key"),
	};
	KIT_CHECK(cases);
}

static void quotes(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: \"Homes\" for all\n", "1:16 text-after-quotes"),
		CASE("title: 'It's fine'\n", "1:12 text-after-quotes"),
		CASE("title: \"He said \"yes\" to it\"\n", "1:18 text-after-quotes"),
		CASE("title: \"Homes\": a plan\n", "1:15 text-after-quotes"),
		CASE("items: [\"a\" b]\n", "1:13 text-after-quotes"),
		CASE("title: \"Homes\n", "1:8 unclosed"),
		CASE("title: 'Homes\nstyle: x\n", "1:8 unclosed"),
		CASE("title: \"Homes\nstyle: x\nwards: \"All\"\n", "1:8 unclosed"),
		CASE("items:\n  - \"one\n  - two\nwards: \"All\"\n", "2:5 unclosed"),
		CASE("title: \"one\n  two\" three\n", "2:8 text-after-quotes"),
		CASE("title: \"Homes\n---\nb: c\n", "1:8 unclosed"),
		CASE("title: \"C:\\Users\"\n", "1:11 yaml-syntax"),
		CASE("title: \"\\xZZ\"\n", "1:9 yaml-syntax"),
		CASE("title: \"x \\uD83D\\uDE00\"\n", "1:11 yaml-syntax"),
	};
	KIT_CHECK(cases);
}

static void brackets(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("years: [1, 2\nstyle: x\n", "1:8 unclosed"),
		CASE("years: [1, 2\n", "1:8 unclosed"),
		CASE("years: [1,\n", "1:8 unclosed"),
		CASE("years: [1,\nstyle: x\ntitle: [2]\n", "1:8 unclosed"),
		CASE("meeting: {body: Cabinet\n", "1:10 unclosed"),
		CASE("meeting: {body: Cabinet, date: x\nstyle: y\n", "1:10 unclosed"),
		CASE("m: {years: [1, 2}\n", "1:12 unclosed"),
		CASE("m: [{a: 1]\n", "1:5 unclosed"),
		CASE("years: [1, 2]]\n", "1:14 yaml-syntax"),
		CASE("years: [1,, 2]\n", "1:11 yaml-syntax"),
		CASE("years: [- 1]\n", "1:9 yaml-syntax"),
		CASE("m: {a: b: c}\n", "1:9 colon-in-text"),
		CASE("m: [a: b: c]\n", "1:9 colon-in-text"),
		CASE("m: {: v}\n", "1:5 empty-key"),
		CASE("m: {\n  a: \"x\",\n  b: \"y\" z\n}\n", "3:10 text-after-quotes"),
		CASE("[a] b\n", "1:5 yaml-syntax"),
	};
	KIT_CHECK(cases);
}

static void colons(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: Homes: a plan\n", "1:13 colon-in-text"),
		CASE("title: Homes:\n", "1:13 colon-in-text"),
		CASE("items:\n  - text: Agree: the plan\n", "2:16 colon-in-text"),
		CASE("purpose: To agree the plan\n  for these reasons: cost\n",
			"2:20 colon-in-text"),
		CASE("items:\n  - To agree\n    with conditions: none\n", "3:20 colon-in-text"),
		CASE("title: \xE2\x80\x9CHomes: a plan\xE2\x80\x9D\n", "1:14 colon-in-text"),
		CASE(": v\n", "1:1 empty-key"),
		CASE("a: b\n: v\n", "2:1 empty-key"),
		CASE("title:Homes\n", ""), /* one text: the binder says that it is no mapping */
		CASE("style: x\ntitle:Homes\n", "2:6 yaml-syntax"),
		CASE("title:Homes\nstyle: x\n", "1:6 yaml-syntax"),
		CASE("style: x\njust a line\nwards: y\n", "2:1 yaml-syntax"),
	};
	KIT_CHECK(cases);
}

static void indentation(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a:\n\tb: c\n", "2:1 tab-indent"),
		CASE("a:\n  \tb: c\n", "2:3 tab-indent"),
		CASE("a: x\n\tb: c\n", "2:1 tab-indent"),
		CASE("a: |\n\tb\n", "2:1 tab-indent"),
		CASE("a:\n  b: 1\n\tc: 2\n", "3:1 tab-indent"),
		CASE("a:\r\n  b: 1\r\n\tc: 2\r\n", "3:1 tab-indent"),
		CASE("a:\r  b: 1\r\tc: 2\r", "3:1 tab-indent"),
		CASE("a:\n  b: 1\n c: 2\n", "3:2 bad-indent"),
		CASE("a:\n   b: 1\n  c: 2\n", "3:3 bad-indent"),
		CASE("a: 1\n  b: 2\n", "2:3 bad-indent"),
		CASE("a:\n  - x\n - y\n", "3:2 bad-indent"),
		CASE("- a: 1\n  b: 2\n c: 3\n", "3:2 bad-indent"),
		CASE("- a\nb: c\n", "2:1 bad-indent"),
		CASE("a: \"x\"\n  - b\n", "2:3 bad-indent"),
		CASE("a: \"x\"\n  b: y\n", "2:3 bad-indent"),
		CASE("a: |\n    first\n  second\nb: c\n", "3:3 bad-indent"),
		CASE("a: |\n  first\nsecond line\nb: c\n", "3:1 bad-indent"),
	};
	KIT_CHECK(cases);
}

static void comments_that_end_a_text(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: text\n  ### Heading\n  more\n", "2:3 heading-is-comment"),
		CASE("a: text # 4\n  more\n", "1:9 heading-is-comment"),
		CASE("a: text\n# note\nmore\nb: c\n", "2:1 heading-is-comment"),
	};
	KIT_CHECK(cases);
}

static void keys_that_are_too_long(void **state)
{
	(void)state;
	char key[1100];
	memset(key, 'k', sizeof key);
	memcpy(key + 1030, ": v\n", 4);
	struct kit_case one = {{key, 1034}, "1:1 key-too-long"};
	kit_check(&one, 1);
}

/* The mend that is offered makes YAML of it. */
static void edits_mend(void **state)
{
	(void)state;
	static const char *const broken[] = {
		"title: @council\n",
		"title: *bold*\n",
		"title: Homes: a plan\n",
		"title: - draft\n",
		"style: x\ntitle:Homes\n",
		"title: > 5 years\n",
		"title: & Sons\n",
		"title: *bold\n",
		"title: *bold new plan*\n",
		"- *bold* and more\n",
		"m: {value: £620,000, b: c}\n",
	};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct kit kit, mended;
		kit_take(&kit, span_of(broken[i]));
		assert_int_equal(kit.diags.count, 1);
		const struct edit *edit = &kit.diags.items[0].edit;
		assert_int_equal(edit->place.source, kit.source->number);
		struct text text = {0};
		text_add(&text, span_cut(kit.source->bytes, 0, edit->place.from));
		text_add(&text, edit->bytes);
		text_add(&text, span_cut(kit.source->bytes, edit->place.to, SIZE_MAX));
		kit_take(&mended, text_span(&text));
		assert_int_equal(mended.diags.count, 0);
		assert_non_null(mended.root);
		text_release(&text);
		kit_release(&kit);
		kit_release(&mended);
	}
}

/* Quotes are not offered where the text goes on in the next line. */
static void edits_stay_away(void **state)
{
	(void)state;
	static const char *const broken[] = {"a: @x\n  more\n", "a: @x \"y\"\n", "a: [@x]\n"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct kit kit;
		kit_take(&kit, span_of(broken[i]));
		assert_int_equal(kit.diags.count, 1);
		assert_int_equal(kit.diags.items[0].edit.place.source, 0);
		kit_release(&kit);
	}
}

/* What --fix may do unasked, and what is only offered. */
static void edits_are_certain(void **state)
{
	(void)state;
	static const struct {
		const char *text, *edit; /* NULL: none */
		bool certain;
	} cases[] = {
		{"a: @x\n", "\"@x\"", true},
		{"a: [Draft] x\n", "\"[Draft] x\"", true},
		{"a: [b, c] x\n", "\"[b, c] x\"", false},
		{"a: [b] [c]\n", "\"[b] [c]\"", false},
		{"a: & Sons\n", "\"& Sons\"", true},
		{"a: - x\n", "\"- x\"", false},
		{"a: > 5 x\n", "\"> 5 x\"", true},
		{"a: | x\n", "\"| x\"", false},
		{"a: *b* x\n", "\"*b* x\"", true},
		{"a: *b x\n", "\"*b x\"", false},
		{"- *b* x\n  more\n", NULL, false},
		{"a: b: c\n", "\"b: c\"", true},
		{"a: b c: d\n", "\"b c: d\"", true},
		{"a: b c: d\nc: e\n", "\"b c: d\"", false},
		{"a: b c_d: e\n", "\"b c_d: e\"", false},
		{"a: \xE2\x80\x9C" "b: c\xE2\x80\x9D\n", "\"b: c\"", true},
		{"a: x\nb:c\n", NULL, false}, /* one letter is no key */
		{"ab: x\ncd:e\n", " ", true},
		{"ab: x\nhttps://e\n", " ", false},
		{"a:\n\tb: c\n", "  b: c\n", true},
		{"a:\n    b: c\nd:\n\te: f\n", "    e: f\n", true},
		{"a:\n \tb: c\n", NULL, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_take(&kit, span_of(cases[i].text));
		assert_int_equal(kit.diags.count, 1);
		const struct edit *edit = &kit.diags.items[0].edit;
		if (cases[i].edit && !(edit->place.source && span_is(edit->bytes, cases[i].edit)))
			fail_msg("case %zu: %.*s", i, SPAN_ARG(edit->bytes));
		if (edit->certain != cases[i].certain)
			fail_msg("case %zu: certain is %d", i, edit->certain);
		kit_release(&kit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_that_needs_quotes),
		cmocka_unit_test(stars),
		cmocka_unit_test(quotes),
		cmocka_unit_test(brackets),
		cmocka_unit_test(colons),
		cmocka_unit_test(indentation),
		cmocka_unit_test(comments_that_end_a_text),
		cmocka_unit_test(keys_that_are_too_long),
		cmocka_unit_test(edits_mend),
		cmocka_unit_test(edits_stay_away),
		cmocka_unit_test(edits_are_certain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
