/* source/shape.c: the binder and its readers. */
#include "unit/source_kit.h"

#include "source/shape.h"

struct meeting {
	struct words body;
	struct yes_no open;
};
struct report {
	struct words title, purpose;
	struct yes_no urgent;
	struct words_list wards;
	const struct node *rest;
	struct meeting meeting;
};

static const struct field meeting_fields[] = {
	{"body", read_words, offsetof(struct meeting, body), true, "who meets", NULL},
	{"open", read_yes_no, offsetof(struct meeting, open), false, "to the public", NULL},
};
static const struct shape meeting_shape = SHAPE("a meeting", meeting_fields);

static void read_meeting(
	const struct binder *b, const struct field *field, const struct node *value, void *at)
{
	shape_bind(b, field->extra, value, at);
}

static const struct field report_fields[] = {
	{"title", read_words, offsetof(struct report, title), true, "", NULL},
	{"purpose", read_words, offsetof(struct report, purpose), false, "", NULL},
	{"urgent", read_yes_no, offsetof(struct report, urgent), false, "", NULL},
	{"wards", read_words_list, offsetof(struct report, wards), false, "", NULL},
	{"rest", read_node, offsetof(struct report, rest), false, "", NULL},
	{"meeting", read_meeting, offsetof(struct report, meeting), false, "", &meeting_shape},
};
static const struct shape report_shape = SHAPE("a report", report_fields);

static struct report bind(struct kit *kit, struct span yaml, bool *bound)
{
	kit_take(kit, yaml);
	assert_non_null(kit->root);
	struct binder binder = {kit->arena, &kit->diags, kit->source, NULL};
	struct report report = {0};
	*bound = shape_bind(&binder, &report_shape, kit->root, &report);
	return report;
}

static void each_value_comes_to_its_place(void **state)
{
	(void)state;
	struct kit kit;
	bool bound;
	struct report r = bind(&kit,
		SPAN("title: \"  Homes \"\nurgent: YES\nnote: not printed\n"
		     "wards: [Ross, ' Ledbury ']\nrest: {a: b}\n"
		     "meeting:\n  body: Cabinet\n  open: False\n  note: {x: y}\n"),
		&bound);
	assert_true(bound);
	assert_int_equal(kit.diags.count, 0);
	assert_true(span_is(r.title.text, "Homes"));
	assert_int_equal(r.title.place.from, 7);
	assert_null(r.purpose.text.at);
	assert_int_equal(r.purpose.place.source, 0);
	assert_true(r.urgent.given && r.urgent.yes);
	assert_int_equal(r.wards.count, 2);
	assert_true(span_is(r.wards.items[1].text, "Ledbury"));
	assert_int_equal(r.rest->kind, NODE_mapping);
	assert_true(span_is(r.meeting.body.text, "Cabinet"));
	assert_true(r.meeting.open.given && !r.meeting.open.yes);
	kit_release(&kit);
}

static void one_text_is_a_list_of_one(void **state)
{
	(void)state;
	struct kit kit;
	bool bound;
	struct report r = bind(&kit, SPAN("title: x\nwards: All\n"), &bound);
	assert_int_equal(r.wards.count, 1);
	assert_true(span_is(r.wards.items[0].text, "All"));
	kit_release(&kit);
	r = bind(&kit, SPAN("title: x\nwards:\n"), &bound);
	assert_int_equal(r.wards.count, 0);
	assert_int_equal(r.wards.place.source, 1);
	kit_release(&kit);
	r = bind(&kit, SPAN("title:\n"), &bound);
	assert_non_null(r.title.text.at); /* given, and empty: not the same as absent */
	assert_int_equal(r.title.text.length, 0);
	kit_release(&kit);
}

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("title: x\n", ""),
		CASE("purpose: x\n", "1:1 missing-key"),
		CASE("title: x\nmeeting: {open: yes}\n", "2:10 missing-key"),
		CASE("title: x\nmeeting:\n  open: yes\n", "3:3 missing-key"),
		CASE("{}\n", "1:1 missing-key"),
		CASE("- title: x\n", "1:1 wrong-shape"),
		CASE("just text\n", "1:1 wrong-shape"),
		CASE("title: [x]\n", "1:8 wrong-shape"),
		CASE("title: {x: y}\n", "1:8 wrong-shape"),
		CASE("title: x\nmeeting: Cabinet\n", "2:10 wrong-shape"),
		CASE("title: x\nmeeting:\n", "2:9 wrong-shape"),
		CASE("title: x\nwards: {a: b}\n", "2:8 wrong-shape"),
		CASE("title: x\nwards: [a, [b], c]\n", "2:12 wrong-shape"),
		CASE("title: x\nurgent: [yes]\n", "2:9 wrong-shape"),
		CASE("title: x\nurgent: maybe\n", "2:9 bad-yes-no"),
		CASE("title: x\nurgent: on\n", "2:9 bad-yes-no"),
		CASE("title: x\nurgent: 1\n", "2:9 bad-yes-no"),
		CASE("title: x\nurgent:\n", "2:8 bad-yes-no"),
		CASE("title: |\n  one\n  two\n", "1:8 several-lines"),
		CASE("title: |\n  one\n", ""),
		CASE("title: \"one\\ntwo\"\n", "1:8 several-lines"),
		CASE("title: one\n  two\n", ""),
		CASE("title: x\ntitel: y\n", "2:1 unknown-key"),
		CASE("title: x\nmeeting: {body: x, bdy: y}\n", "2:20 unknown-key"),
		CASE("title: x\nTitle: y\n", "2:1 unknown-key"),
	};
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		bool bound;
		bind(&kit, cases[i].bytes, &bound);
		struct text got = {0};
		kit_write(&kit, &got);
		if (!span_is(text_span(&got), cases[i].expected)) {
			print_error("%.*s  expected %s, got %.*s\n", SPAN_ARG(cases[i].bytes),
				cases[i].expected, SPAN_ARG(text_span(&got)));
			wrong++;
		}
		assert_int_equal(bound, kit.root->kind == NODE_mapping);
		text_release(&got);
		kit_release(&kit);
	}
	assert_int_equal(wrong, 0);
}

/* The help and the edit name the key that was meant; look-alike letters deceive nobody. */
static void did_you_mean(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *meant;
	} cases[] = {
		{"purpos", "purpose"},
		{"prupose", "purpose"},
		{"PURPOSE", "purpose"},
		{"Wards", "wards"},
		{"\"purpose \"", "purpose"},
		{"\xD1\x80urpose", "purpose"},
		{"w\xD0\xB0rds", "wards"},
		{"ｐｕｒｐｏｓｅ", "purpose"},
		{"\xD1\x83rg\xD0\xB5nt", "urgent"},
		{"consultees", NULL},
		{"x", NULL},
		{"日本語", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text yaml = {0};
		text_format(&yaml, "title: x\n%s: y\n", cases[i].typed);
		struct kit kit;
		bool bound;
		bind(&kit, text_span(&yaml), &bound);
		assert_int_equal(kit.diags.count, 1);
		const struct finding *f = &kit.diags.items[0];
		assert_int_equal(f->id, FINDING_unknown_key);
		struct text help = {0}, wanted = {0};
		finding_help(f, &help);
		text_format(&wanted, "Did you mean \"%s\"?", cases[i].meant ? cases[i].meant : "");
		if (cases[i].meant)
			assert_string_equal(help.at, wanted.at);
		else
			assert_int_equal(strncmp(help.at, "Check", 5), 0);
		assert_int_equal(f->edit.place.source != 0, cases[i].meant != NULL);
		if (cases[i].meant) {
			assert_true(span_is(f->edit.bytes, cases[i].meant));
			assert_int_equal(f->edit.place.from, 9);
			assert_int_equal(f->edit.place.to, 9 + strlen(cases[i].typed));
		}
		text_release(&help);
		text_release(&wanted);
		text_release(&yaml);
		kit_release(&kit);
	}
}

static void sentences_name_both_shapes(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *sentence;
	} cases[] = {
		{"title: [x]\n", "\"title\" must be a text, and this is a list"},
		{"title: x\nwards: {a: b}\n",
			"\"wards\" must be a text or a list of texts, and this is a mapping"},
		{"title: x\nmeeting: Cabinet\n",
			"a meeting must be a mapping (`key: value`), and this is a text"},
		{"title: x\nmeeting:\n",
			"a meeting must be a mapping (`key: value`), and this is empty"},
		{"title: x\nmeeting: {open: no}\n", "a meeting needs \"body\""},
		{"title: x\nabc: y\n", "\"abc\" is not a key of a report"},
		{"title: |\n  a\n  b\n", "\"title\" is one line of text, and this has several"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		bool bound;
		bind(&kit, span_of(cases[i].yaml), &bound);
		assert_int_equal(kit.diags.count, 1);
		struct text sentence = {0};
		finding_sentence(&kit.diags.items[0], &sentence);
		assert_string_equal(sentence.at, cases[i].sentence);
		text_release(&sentence);
		kit_release(&kit);
	}
}

static void ids(void **state)
{
	(void)state;
	static const char *const right[] = {"a", "a1", "use-by-centre", "a-", "z9-x",
		"a23456789012345678901234567890123456789012345678901234567890123"};
	static const char *const wrong[] = {"", "A", "1a", "-a", "a_b", "a b", "é", "aB", "a.b",
		"a234567890123456789012345678901234567890123456789012345678901234"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_true(id_is_right(span_of(right[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(id_is_right(span_of(wrong[i])));
}

static void yes_and_no(void **state)
{
	(void)state;
	bool yes = false;
	assert_true(yes_no_read(SPAN("Yes"), &yes) && yes);
	assert_true(yes_no_read(SPAN("no"), &yes) && !yes);
	assert_true(yes_no_read(SPAN("TRUE"), &yes) && yes);
	assert_true(yes_no_read(SPAN("False"), &yes) && !yes);
	static const char *const neither[] = {
		"", "y", "n", "on", "off", "0", "1", "yes ", "none", "~"};
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		assert_false(yes_no_read(span_of(neither[i]), &yes));
}

/* The words after a comma inside { } have no colon; a key that is misspelt has one. */
static void the_rest_of_a_text_is_no_key(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		bool rest;
	} cases[] = {
		{"title: x\nmeeting: {body: Roads, Parks and Trees}\n", true},
		{"title: x\nmeeting: {body: Roads, bdy}\n", true},
		{"title: x\nmeeting: {body: Roads,\n  Parks\n  }\n", true},
		{"title: x\nmeeting: {body: Roads, Parks, date: y}\n", true},
		{"title: x\nmeeting: {body: Roads, bdy: y}\n", false},
		{"title: x\nmeeting: {body: Roads, bdy : y}\n", false},
		{"title: x\nmeeting: {bdy}\n", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		bool bound, rest = false;
		bind(&kit, span_of(cases[i].bytes), &bound);
		for (size_t k = 0; k < kit.diags.count; k++) {
			struct text help = {0};
			finding_help(&kit.diags.items[k], &help);
			rest = rest || (kit.diags.items[k].id == FINDING_unknown_key &&
				span_find(text_span(&help), SPAN("in quotes")) != SIZE_MAX);
			text_release(&help);
		}
		if (rest != cases[i].rest)
			print_error("%s", cases[i].bytes);
		assert_int_equal(rest, cases[i].rest);
		kit_release(&kit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_value_comes_to_its_place),
		cmocka_unit_test(one_text_is_a_list_of_one),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(did_you_mean),
		cmocka_unit_test(the_rest_of_a_text_is_no_key),
		cmocka_unit_test(sentences_name_both_shapes),
		cmocka_unit_test(ids),
		cmocka_unit_test(yes_and_no),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
