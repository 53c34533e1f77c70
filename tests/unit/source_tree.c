/* source/tree.c: the tree with its places, what YAML may do elsewhere and not here, and the limits.
 */
#include "unit/source_kit.h"

#include "base/limits.h"

#include <time.h>

static void text_is_what_was_typed(void **state)
{
	(void)state;
	static const char *const typed[] = {"no", "on", "~", "null", "010", "0o10", "0x1F", "1_000",
		"12:30:45", "1e3", ".inf", "2026-02-31", "01432 260039", "yes", "Null", "1,234"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct kit kit;
		struct text yaml = {0};
		text_format(&yaml, "a: %s\nb: \"%s\"\nc: '%s'\n", typed[i], typed[i], typed[i]);
		kit_take(&kit, text_span(&yaml));
		assert_int_equal(kit.diags.count, 0);
		assert_true(span_is(node_get(kit.root, "a")->text, typed[i]));
		assert_true(span_is(node_get(kit.root, "b")->text, typed[i]));
		assert_true(span_is(node_get(kit.root, "c")->text, typed[i]));
		text_release(&yaml);
		kit_release(&kit);
	}
}

static void check_place(const struct kit *kit, const struct node *n, const char *text)
{
	struct span bytes = span_cut(kit->source->bytes, n->place.from, n->place.to);
	assert_int_equal(n->place.source, kit->source->number);
	if (!span_is(bytes, text))
		fail_msg("place of \"%s\" holds \"%.*s\"", text, SPAN_ARG(bytes));
}

static void every_node_has_its_place(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit,
		SPAN("\xEF\xBB\xBF# é\r\nplain: é two\r\n  lines\r\nquoted: \"x\\n\" # c\r\n"
		     "'single': 'it''s'\r\nblock: |\r\n  one\r\n\r\n  two\r\n\r\n\r\n"
		     "list:\r\n  - a\r\n  - [b, é]\r\n  -\r\nmap: {k: v, l: [ ] }\r\nempty:\r\n"));
	assert_int_equal(kit.outcome, SOURCE_READ);
	assert_int_equal(kit.root->count, 7);
	check_place(&kit, node_get(kit.root, "plain"), "é two\r\n  lines");
	assert_true(span_is(node_get(kit.root, "plain")->text, "é two lines"));
	check_place(&kit, node_get(kit.root, "quoted"), "\"x\\n\"");
	check_place(&kit, kit.root->pairs[2].key, "'single'");
	check_place(&kit, node_get(kit.root, "single"), "'it''s'");
	check_place(&kit, node_get(kit.root, "block"), "|\r\n  one\r\n\r\n  two");
	assert_int_equal(node_get(kit.root, "block")->style, SCALAR_literal);
	const struct node *list = node_get(kit.root, "list"), *map = node_get(kit.root, "map");
	check_place(&kit, list, "- a\r\n  - [b, é]\r\n  -");
	check_place(&kit, list->items[0], "a");
	check_place(&kit, list->items[1], "[b, é]");
	check_place(&kit, list->items[1]->items[1], "é");
	check_place(&kit, list->items[2], "");
	check_place(&kit, map, "{k: v, l: [ ] }");
	check_place(&kit, node_get(map, "l"), "[ ]");
	check_place(&kit, node_get(kit.root, "empty"), "");
	struct location at = source_locate(kit.source, node_get(kit.root, "empty")->place.from);
	assert_int_equal(at.line, 17);
	assert_int_equal(at.column, 7);
	assert_int_equal(source_locate(kit.source, kit.root->place.from).line, 2);
	kit_release(&kit);
}

static void a_mapping_in_a_list_in_brackets(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit, SPAN("a: [b: c, d]\n"));
	const struct node *list = node_get(kit.root, "a");
	assert_int_equal(list->count, 2);
	assert_int_equal(list->items[0]->kind, NODE_mapping);
	check_place(&kit, list->items[0], "b: c");
	kit_release(&kit);
}

static void no_paper(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("", "1:1 empty-file"),
		CASE("\n\n", "1:1 empty-file"),
		CASE("\xEF\xBB\xBF", "1:1 empty-file"),
		CASE("# only a comment\n", "1:1 empty-file"),
		CASE("---\n", "1:1 empty-file"),
		CASE("--- # nothing\n...\n", "1:1 empty-file"),
		CASE("   \n", "1:1 empty-file"),
		CASE("%YAML 1.2\n", "1:1 empty-file; 1:1 directive-used"),
	};
	KIT_CHECK(cases);
}

static void what_is_refused(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: &x b\nc: *x\n", "1:4 anchor-used; 2:4 alias-used"),
		CASE("a: &x [*x]\n", "1:4 anchor-used; 1:8 alias-used"),
		CASE("a: *nothing\n", "1:4 alias-used"),
		CASE("a: &x 1\nb: &x 2\n", "1:4 anchor-used; 2:4 anchor-used"),
		CASE("*a : b\n", "1:1 alias-used"),
		CASE("a: &x\n  b: c\n", "1:4 anchor-used"),
		CASE("&x a: b\n", "1:1 anchor-used"),
		CASE("base: &b {x: y}\na:\n  <<: *b\n  c: d\n",
			"1:7 anchor-used; 3:3 merge-key; 3:7 alias-used"),
		CASE("a:\n  \"<<\": x\n", ""),
		CASE("a: !!python/object/apply:os.system [id]\n", "1:4 tag-used"),
		CASE("a: !!binary aGk=\n", "1:4 tag-used"),
		CASE("a: !!int 5\n", "1:4 tag-used"),
		CASE("a: !local x\n", "1:4 tag-used"),
		CASE("a: !<tag:x,2000:y> z\n", "1:4 tag-used"),
		CASE("a: !Important news\n", "1:4 tag-used"),
		CASE("a: ! x\n", "1:4 tag-used"),
		CASE("a: !no!x y\n", "1:4 tag-used"),
		CASE("a: !t &x y\n", "1:4 tag-used; 1:7 anchor-used"),
		CASE("a: &x !t y\n", "1:4 anchor-used; 1:7 tag-used"),
		CASE("%YAML 1.3\n---\na: b\n", "1:1 directive-used"),
		CASE("%YAML 2.0\n---\na: b\n", "1:1 directive-used"),
		CASE("%FOO bar\n---\na: b\n", "1:1 directive-used"),
		CASE("# c\n\n%TAG ! tag:x\n---\na: a: b\n",
			"3:1 directive-used; 5:5 colon-in-text"),
		CASE("a: b\n%x: c\n", "2:1 directive-used"),
		CASE("a: b\n---\nc: d\n", "2:1 second-document"),
		CASE("a: b\n...\nc: d\n", "3:1 second-document"),
		CASE("a: b\n...\n%TAG ! x\n---\nc: d\n", "3:1 second-document"),
		CASE("a: b\n...\n# end\n\n...\n", ""),
		CASE("a: b\n...\r\n---\r\n", "3:1 second-document"),
		CASE("---\na: b\n---\n", "3:1 second-document"),
		CASE("--- # start\na: b\n", ""),
		CASE("? [a, b]\n: c\nd: e\n", "1:3 key-not-text"),
		CASE("? {a: b}\n: c\n", "1:3 key-not-text"),
		CASE("[a]: b\n", "1:1 key-not-text"),
		CASE("{a: b}: c\n", "1:1 key-not-text"),
		CASE("{{name}}: c\n", "1:1 key-not-text"),
		CASE("? a\n: b\n", ""),
		CASE("\"\": b\n", "1:1 empty-key"),
		CASE("?\n: b\n", "1:2 empty-key"),
		CASE("m: {\"\": b}\n", "1:5 empty-key"),
	};
	KIT_CHECK(cases);
}

static void what_is_refused_is_kept_as_text(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit,
		SPAN("a: &x bold move\nb: *x\nc: !t &y z\nd: e\n<<: q\nf: &z # why\n  g: h\n"));
	assert_int_equal(kit.root->count, 5);
	assert_true(span_is(node_get(kit.root, "a")->text, "bold move"));
	check_place(&kit, node_get(kit.root, "a"), "bold move");
	assert_true(span_is(node_get(kit.root, "b")->text, "*x"));
	check_place(&kit, node_get(kit.root, "c"), "z");
	check_place(&kit, node_get(kit.root, "f"), "g: h");
	kit_release(&kit);
}

static void keys_stand_once(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key"),
		CASE("exempt: no\n\"exempt\": 3\n\"\\x65xempt\": 1\n'exempt': 2\n",
			"2:1 duplicate-key; 3:1 duplicate-key; 4:1 duplicate-key"),
		CASE("a: {b: 1, c: 2, b: 3}\n", "1:17 duplicate-key"),
		CASE("a: {b: 1}\nc: {b: 1}\n", ""),
		CASE("a: 1\nA: 2\n", ""),
	};
	KIT_CHECK(cases);
	struct kit kit;
	kit_take(&kit, SPAN("a: first\nb: x\na: second\n"));
	const struct finding *f = &kit.diags.items[0];
	assert_int_equal(f->place.from, 14);
	assert_int_equal(f->because.from, 0);
	assert_int_equal(f->because.to, 1);
	assert_int_equal(f->because.source, kit.source->number);
	assert_int_equal(kit.root->count, 2);
	assert_true(span_is(node_get(kit.root, "a")->text, "first"));
	kit_release(&kit);
}

static void many_keys(void **state)
{
	(void)state;
	struct text yaml = {0};
	for (int i = 0; i < 3000; i++)
		text_format(&yaml, "key%d: %d\n", i, i);
	struct kit kit;
	kit_take(&kit, text_span(&yaml));
	assert_int_equal(kit.diags.count, 0);
	assert_int_equal(kit.root->count, 3000);
	assert_true(span_is(node_get(kit.root, "key2999")->text, "2999"));
	kit_release(&kit);
	text_add_string(&yaml, "key1500: again\n");
	kit_take(&kit, text_span(&yaml));
	assert_int_equal(kit.diags.count, 1);
	assert_int_equal(kit.root->count, 3000);
	kit_release(&kit);
	text_release(&yaml);
}

static void asking_a_tree(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit, SPAN("a: x\nb: ~\nc: '~'\nd: \"  \"\ne:\nf: []\ng: [x]\nh: {}\ni: 0\n"));
	static const struct {
		const char *key;
		bool empty;
	} cases[] = {{"a", false}, {"b", true}, {"c", false}, {"d", true}, {"e", true}, {"f", true},
		{"g", false}, {"h", true}, {"i", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(node_is_empty(node_get(kit.root, cases[i].key)), cases[i].empty);
	assert_null(node_get(kit.root, "z"));
	assert_null(node_get(node_get(kit.root, "a"), "x"));
	assert_string_equal(node_kind_name(NODE_scalar), "a text");
	assert_string_equal(node_kind_name(NODE_list), "a list");
	assert_string_equal(node_kind_name(NODE_mapping), "a mapping");
	kit_release(&kit);
}

/* --- limits */

/* Writes into the text and says which findings come of it; NULL: none, and a tree. */
static void check_limit(struct text *yaml, const char *expected)
{
	struct kit kit;
	kit_take(&kit, text_span(yaml));
	struct text got = {0};
	kit_write(&kit, &got);
	if (!span_is(text_span(&got), expected ? expected : ""))
		fail_msg("expected %s, got %.*s", expected ? expected : "nothing",
			SPAN_ARG(text_span(&got)));
	if (!expected)
		assert_non_null(kit.root);
	text_release(&got);
	kit_release(&kit);
	text_release(yaml);
}

static void repeat(struct text *yaml, const char *string, size_t times)
{
	while (times--)
		text_add_string(yaml, string);
}

static void depth(void **state)
{
	(void)state;
	struct text yaml = {0};
	text_add_repeated(&yaml, '[', 64);
	text_add_repeated(&yaml, ']', 64);
	check_limit(&yaml, NULL);
	text_add_repeated(&yaml, '[', 65);
	text_add_repeated(&yaml, ']', 65);
	check_limit(&yaml, "1:65 too-deep");
	repeat(&yaml, "- ", 64);
	text_add_string(&yaml, "x\n");
	check_limit(&yaml, NULL);
	repeat(&yaml, "- ", 65);
	text_add_string(&yaml, "x\n");
	check_limit(&yaml, "1:129 too-deep");
	repeat(&yaml, "{a: ", 65);
	check_limit(&yaml, "1:257 too-deep");
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* libyaml alone takes 12 and 29 seconds for these. */
static void attacks_end_at_once(void **state)
{
	(void)state;
	double start = seconds();
	struct text yaml = {0};
	text_add_repeated(&yaml, '[', 100000);
	check_limit(&yaml, "1:65 too-deep");
	repeat(&yaml, "{a: ", 100000);
	check_limit(&yaml, "1:257 too-deep");
	repeat(&yaml, "- ", 100000);
	check_limit(&yaml, "1:129 too-deep");
	repeat(&yaml, "? ", 100000);
	check_limit(&yaml, "1:3 key-not-text; 1:129 too-deep");
	assert_true(seconds() - start < 2);
}

static void directives_by_the_hundred_thousand(void **state)
{
	(void)state;
	double start = seconds();
	struct text yaml = {0};
	for (int i = 0; i < 100000; i++)
		text_format(&yaml, "%%TAG !a%d! tag:x\n", i);
	text_add_string(&yaml, "---\na: b\n");
	check_limit(&yaml, "1:1 directive-used; 2:1 directive-used; 3:1 directive-used; "
			   "4:1 directive-used; 5:1 directive-used; 6:1 directive-used; "
			   "7:1 directive-used; 8:1 directive-used");
	text_add_string(&yaml, "a: b\n...\n");
	for (int i = 0; i < 100000; i++)
		text_format(&yaml, "%%TAG !a%d! tag:x\n", i);
	text_add_string(&yaml, "---\na: b\n");
	check_limit(&yaml, "3:1 second-document");
	assert_true(seconds() - start < 2);
}

static void list_items(void **state)
{
	(void)state;
	struct text yaml = {0};
	text_add_string(&yaml, "a: [");
	repeat(&yaml, "x, ", LIMIT_LIST_ITEMS);
	text_add_string(&yaml, "]\n");
	check_limit(&yaml, NULL);
	repeat(&yaml, "- x\n", LIMIT_LIST_ITEMS + 1);
	check_limit(&yaml, "10001:3 list-too-long");
	text_add_string(&yaml, "a: [");
	repeat(&yaml, "x, ", LIMIT_LIST_ITEMS + 1);
	check_limit(&yaml, "1:30005 list-too-long");
}

/* 10 lists of 9,998 or so: the root, 10 keys and 10 lists count too. */
static void write_nodes(struct text *yaml, size_t nodes)
{
	size_t left = nodes - 1;
	for (int key = 0; left; key++) {
		size_t items = left - 2 > 9000 ? 9000 : left - 2;
		text_format(yaml, "k%d:\n", key);
		repeat(yaml, " - x\n", items);
		left -= items + 2;
	}
}

static void nodes(void **state)
{
	(void)state;
	struct text yaml = {0};
	write_nodes(&yaml, LIMIT_NODES - 1);
	check_limit(&yaml, NULL);
	write_nodes(&yaml, LIMIT_NODES);
	check_limit(&yaml, NULL);
	write_nodes(&yaml, LIMIT_NODES + 1);
	check_limit(&yaml, "99988:4 too-many-nodes");
}

static void key_length(void **state)
{
	(void)state;
	static const struct {
		const char *letter;
		size_t count;
		const char *expected;
	} cases[] = {
		{"k", LIMIT_KEY_CHARACTERS - 1, NULL},
		{"k", LIMIT_KEY_CHARACTERS, NULL},
		{"k", LIMIT_KEY_CHARACTERS + 1, "1:1 key-too-long"},
		{"é", LIMIT_KEY_CHARACTERS, NULL},
		{"é", LIMIT_KEY_CHARACTERS + 1, "1:1 key-too-long"},
		{"k", 1024, "1:1 key-too-long"},
		{"k", 1025, "1:1 key-too-long"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text yaml = {0};
		repeat(&yaml, cases[i].letter, cases[i].count);
		text_add_string(&yaml, ": v\n");
		check_limit(&yaml, cases[i].expected);
	}
}

static void scalar_size(void **state)
{
	(void)state;
	for (int more = -1; more <= 1; more++) {
		struct text yaml = {0};
		text_add_string(&yaml, "x: y\na: ");
		text_add_repeated(&yaml, 'x', (size_t)((long)LIMIT_SCALAR_BYTES + more));
		text_add_string(&yaml, "\n");
		check_limit(&yaml, more > 0 ? "2:4 text-too-large" : NULL);
	}
}

/* One line of many thousand values: places are found without reading the line anew for each. */
static void a_long_line(void **state)
{
	(void)state;
	double start = seconds();
	struct text yaml = {0};
	text_add_string(&yaml, "a: [");
	for (int i = 0; i < 9999; i++) {
		text_add_string(&yaml, "[");
		repeat(&yaml, "é", 60);
		text_add_string(&yaml, "], ");
	}
	text_add_string(&yaml, "[last]]\n");
	struct kit kit;
	kit_take(&kit, text_span(&yaml));
	assert_non_null(kit.root);
	const struct node *list = node_get(kit.root, "a");
	check_place(&kit, list->items[9999]->items[0], "last");
	assert_int_equal(
		source_locate(kit.source, list->items[9999]->place.from).column, 5 + 9999 * 64);
	kit_release(&kit);
	text_release(&yaml);
	assert_true(seconds() - start < 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_what_was_typed),
		cmocka_unit_test(every_node_has_its_place),
		cmocka_unit_test(a_mapping_in_a_list_in_brackets),
		cmocka_unit_test(no_paper),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(what_is_refused_is_kept_as_text),
		cmocka_unit_test(keys_stand_once),
		cmocka_unit_test(many_keys),
		cmocka_unit_test(asking_a_tree),
		cmocka_unit_test(depth),
		cmocka_unit_test(attacks_end_at_once),
		cmocka_unit_test(directives_by_the_hundred_thousand),
		cmocka_unit_test(list_items),
		cmocka_unit_test(nodes),
		cmocka_unit_test(key_length),
		cmocka_unit_test(scalar_size),
		cmocka_unit_test(a_long_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
