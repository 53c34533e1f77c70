/* What author/ writes reads back as the same text, and says conditions and limits in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "author/asked.h"
#include "author/yaml.h"

static const struct node *read_back(struct arena *arena, const struct text *yaml)
{
	struct diags *diags = ARENA_NEW(arena, struct diags);
	struct sources *sources = ARENA_NEW(arena, struct sources);
	const struct source *source;
	diags_init(diags, arena);
	sources_init(sources, arena);
	assert_int_equal(source_take(sources, diags, text_span(yaml), SPAN("made.yaml"), &source),
		SOURCE_READ);
	const struct node *root = tree_read(arena, diags, source);
	if (!root || diags->count)
		fail_msg("does not read back without a finding: %.*s", SPAN_ARG(text_span(yaml)));
	return root;
}

static void texts_read_back(void **state)
{
	(void)state;
	static const char *const texts[] = {"plain", "a, b and c", "a,b", "£48,000 a year", "key: value",
		"a # b", "#1", "- a", "[a]", "{a}", "\"quoted\" \\ back", "'single'", "*star*", "&and", "@at",
		"%p", "`tick`", "!tag", "|", ">", "?", ": a", "a:", "~", "none", "yes", "2026-03-05",
		"ends with a blank ", " begins with one", "tab\there", "two\nlines", "two\n\nparagraphs",
		"  indented\nfirst line", "a\n  deeper\nb", "a\n# no comment\nb", "caf\xC3\xA9 \xE2\x80\x93 dash",
		"1_000", "0x1F", "-500", "(500)", "a\\nb", "---\nb", "..."};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena *arena = arena_new();
		struct text yaml = {0};
		text_add_string(&yaml, "list:\n  - key:");
		yaml_text(span_of(texts[i]), 6, &yaml);
		text_add_string(&yaml, "\nafter: x\n");
		const struct node *root = read_back(arena, &yaml);
		const struct node *value = node_get(node_get(root, "list")->items[0], "key");
		struct span got = value->text;
		if (span_ends(got, "\n")) /* of a block */
			got.length--;
		if (!span_is(got, texts[i]) || !span_is(node_get(root, "after")->text, "x"))
			fail_msg("\"%s\" reads back as \"%.*s\"", texts[i], SPAN_ARG(got));
		text_release(&yaml);
		arena_release(arena);
	}
}

static void nodes_read_back(void **state)
{
	(void)state;
	static const char typed[] =
		"top:\n  text: One.\n  empty: []\n  none: {}\n  list:\n    - a\n    - {b: c, d: [e, \"f: g\"]}\n"
		"    - - nested\n      - list\n    - |\n      two\n      lines\n";
	struct arena *arena = arena_new();
	struct text first = {0}, second = {0}, third = {0};
	text_add_string(&first, typed);
	text_add_string(&second, "top:");
	yaml_node(node_get(read_back(arena, &first), "top"), 2, &second);
	text_add_char(&second, '\n');
	text_add_string(&third, "top:");
	yaml_node(node_get(read_back(arena, &second), "top"), 2, &third);
	text_add_char(&third, '\n');
	assert_true(span_same(text_span(&second), text_span(&third)));
	assert_true(span_find(text_span(&second), SPAN("    -\n      - nested\n")) != SIZE_MAX);
	assert_true(span_find(text_span(&second), SPAN("    - b: c\n      d:\n        - e\n")) != SIZE_MAX);
	text_release(&first);
	text_release(&second);
	text_release(&third);
	arena_release(arena);
}

static void comments_are_wrapped(void **state)
{
	(void)state;
	struct text into = {0};
	yaml_comment(SPAN(""), "", &into);
	yaml_comment(SPAN(" \n "), "", &into);
	assert_int_equal(into.length, 0);
	yaml_comment(SPAN("one\n two"), "  ", &into);
	assert_true(span_is(text_span(&into), "  # one two\n"));
	text_clear(&into);
	for (int i = 0; i < 40; i++)
		text_add_string(&into, "words ");
	struct text wrapped = {0};
	yaml_comment(text_span(&into), "", &wrapped);
	struct span rest = text_span(&wrapped);
	for (size_t end; (end = span_find(rest, SPAN("\n"))) != SIZE_MAX;
		rest = span_cut(rest, end + 1, rest.length)) {
		assert_true(end <= 78);
		assert_true(span_starts(rest, "# words"));
	}
	assert_int_equal(rest.length, 0);
	text_release(&into);
	text_release(&wrapped);
}

static void limits_in_words(void **state)
{
	(void)state;
	static const struct {
		struct limits limits;
		const char *words;
	} cases[] = {
		{{.words = {true, 0, 60}}, "at most 60 words"},
		{{.words = {true, 120, 150}}, "120 to 150 words"},
		{{.items = {true, 3, 0}}, "at least 3 items"},
		{{.items = {true, 1, 1}}, "exactly 1 item"},
		{{.sentences = {true, 0, 1}, .characters = {true, 0, 240}},
			"at most 1 sentence and at most 240 characters"},
		{{.words = {false, 3, 4}}, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text into = {0};
		assert_int_equal(asked_limits(&cases[i].limits, &into), *cases[i].words != 0);
		if (!span_is(text_span(&into), cases[i].words))
			fail_msg("case %zu: %.*s", i, SPAN_ARG(text_span(&into)));
		text_release(&into);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_read_back),
		cmocka_unit_test(nodes_read_back),
		cmocka_unit_test(comments_are_wrapped),
		cmocka_unit_test(limits_in_words),
	};
	return cmocka_run_group_tests_name("author: yaml and words", tests, NULL, NULL);
}
