/*
 * Each word of a paper's prose is reported exactly where it stands in the file. Random prose, the
 * same at every run, is written word by word into a YAML file of each scalar style; every word is
 * different and its byte is noted while it is written.
 */
#include "unit/prose_kit.h"

#define DOCUMENTS 1500
#define WORDS_MOST 4000
#define WORD_BYTES 8 /* "t000001z" */

enum style { BLOCK, FOLDED, QUOTED };

struct writer {
	uint64_t seed;
	enum style style;
	struct text text;
	char line_prefix[64]; /* of the containers */
	size_t line_start;    /* after a line break that YAML does not count */
	size_t words;
	size_t at[WORDS_MOST];
};

static unsigned roll(struct writer *w, unsigned sides)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 7;
	w->seed ^= w->seed << 17;
	return (unsigned)((w->seed >> 11) % sides);
}

/* In double quotes a blank at the start of a line needs a backslash to count. */
static void put(struct writer *w, const char *string)
{
	for (; *string; string++) {
		bool edge = text_last(&w->text) == ' ' && w->text.length == w->line_start;
		if (w->style == QUOTED && (*string == '\\' || *string == '"' || (edge && *string == ' ')))
			text_add_char(&w->text, '\\');
		text_add_char(&w->text, *string);
	}
}

/* A line end of the prose, and what YAML wants before the next line. */
static void put_line_end(struct writer *w)
{
	if (w->style == QUOTED) {
		bool here = roll(w, 2);
		text_add_string(&w->text, here ? "\\n" : "\\n\\\n      ");
		w->line_start = here ? 0 : w->text.length;
	} else {
		text_add_string(&w->text, w->style == BLOCK ? "\n  " : "\n\n  ");
	}
}

static void put_word(struct writer *w)
{
	w->at[w->words] = w->text.length;
	text_format(&w->text, "t%06zuz", w->words++);
}

static void put_inline(struct writer *w, int depth)
{
	static const char *const before[] = {"\\*", "&amp;", "&#163;", "&hellip;", "\xC3\xA9", "\\&amp;",
		"&nosuch;", "a_b", "* ", "[x] ", "&ngE;", "\\\\", "!"};
	unsigned kind = roll(w, 12);
	if (depth < 2 && kind == 0) {
		const char *mark = (const char *const[]){"*", "**", "***", "_", "__"}[roll(w, 5)];
		put(w, mark);
		put_inline(w, depth + 1);
		put(w, " ");
		put_inline(w, depth + 1);
		put(w, mark);
		return;
	}
	switch (kind) {
	case 1:
		put(w, "[](#r)");
		put_word(w);
		return;
	case 2:
		put(w, "[");
		put_word(w);
		put(w, (const char *const[]){"](https://e.example/a_(b)_c \"t &lt; \\\" ]\")", "][def]",
			"](<a b> 'x')", "](#r,#s)"}[roll(w, 4)]);
		return;
	case 3:
		put(w, "`` ` ``");
		put_word(w);
		return;
	case 4:
		put(w, "<https://e.example/x?a=1&amp;b>");
		put_word(w);
		return;
	case 5:
	case 6:
		put(w, before[roll(w, sizeof before / sizeof *before)]);
		put_word(w);
		return;
	default:
		put_word(w);
	}
}

static void put_words(struct writer *w)
{
	unsigned count = 1 + roll(w, 5);
	for (unsigned i = 0; i < count; i++) {
		if (i)
			put(w, " ");
		put_inline(w, 0);
	}
}

/* A paragraph: soft and both hard breaks, lines indented more, and lazy ones. */
static void put_paragraph(struct writer *w)
{
	unsigned lines = 1 + roll(w, 4);
	for (unsigned i = 0; i < lines; i++) {
		if (i) {
			put(w, (const char *const[]){"", "", "", "\\", "  "}[roll(w, 5)]);
			put_line_end(w);
			if (roll(w, 4))
				put(w, w->line_prefix);
			put(w, (const char *const[]){"", "", " ", "  ", "   "}[roll(w, 5)]);
		}
		put_words(w);
	}
}

static void put_blocks(struct writer *w, int depth)
{
	static const struct {
		const char *first, *others;
	} marks[] = {{"> ", "> "}, {"- ", "  "}, {"1. ", "   "}, {"-   ", "    "}, {"10) ", "    "}};
	unsigned blocks = 1 + roll(w, 3);
	for (unsigned i = 0; i < blocks; i++) {
		if (i) {
			put_line_end(w);
			put(w, w->line_prefix);
			put_line_end(w);
			put(w, w->line_prefix);
		}
		unsigned kind = roll(w, 8);
		if (depth < 3 && kind < 3) {
			size_t outside = strlen(w->line_prefix);
			unsigned mark = roll(w, sizeof marks / sizeof *marks);
			put(w, marks[mark].first);
			memcpy(w->line_prefix + outside, marks[mark].others,
				strlen(marks[mark].others) + 1);
			put_blocks(w, depth + 1);
			w->line_prefix[outside] = 0;
		} else if (kind == 3) {
			put(w, "### ");
			put_words(w);
			put(w, " ###");
		} else if (kind == 4) {
			put(w, "[def]: https://e.example 'of t000000'");
			put_line_end(w);
			put(w, w->line_prefix);
			put_words(w);
		} else {
			put_paragraph(w);
		}
	}
}

static void write_file(struct writer *w)
{
	text_clear(&w->text);
	w->words = 0;
	w->line_prefix[0] = 0;
	text_add_string(&w->text, "# caf\xC3\xA9\nkey: 1\n");
	text_add_string(&w->text, (const char *const[]){"text: |\n  ", "text: >\n  ",
					  "text: \""}[w->style]);
	put_blocks(w, 0);
	text_add_string(&w->text, w->style == QUOTED ? "\"\n" : "\n");
}

/* Where a word stands in the text of a node that holds nothing else but it. */
static void look(const struct writer *w, const struct prose_node *n, size_t *found, size_t *wrong)
{
	struct span word = span_cut(n->text, 0, WORD_BYTES);
	uint32_t number;
	if (n->text.length < WORD_BYTES || n->text.at[0] != 't' || n->text.at[WORD_BYTES - 1] != 'z' ||
		!span_number(span_cut(word, 1, WORD_BYTES - 1), &number))
		return;
	++*found;
	if (n->place.from != w->at[number]) {
		++*wrong;
		print_error("word %u stands at %zu, reported at %u\n", number, w->at[number],
			n->place.from);
	}
}

static size_t check_file(const struct writer *w, size_t *found, size_t *outside)
{
	struct kit kit;
	size_t wrong = 0;
	kit_take(&kit, text_span(&w->text));
	assert_non_null(kit.root);
	const struct node *scalar = node_get(kit.root, "text");
	const struct prose_node *document =
		prose_read(kit.arena, &kit.diags, kit.source, scalar, NULL);
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n)) {
		if (n->kind == PROSE_text || n->kind == PROSE_code)
			look(w, n, found, &wrong);
		const struct prose_node *p = n->parent;
		*outside += p != document &&
			    (n->place.from < p->place.from || n->place.to > p->place.to);
	}
	kit_release(&kit);
	return wrong;
}

static void check_style(enum style style)
{
	struct writer *w = calloc(1, sizeof *w);
	size_t found = 0, wrong = 0, words = 0, outside = 0;
	*w = (struct writer){.seed = 88172645463325252u + style, .style = style};
	for (int i = 0; i < DOCUMENTS; i++) {
		write_file(w);
		size_t here = check_file(w, &found, &outside);
		if (here && !wrong)
			print_error("%.*s\n", SPAN_ARG(text_span(&w->text)));
		wrong += here;
		words += w->words;
	}
	text_release(&w->text);
	free(w);
	assert_int_equal(wrong, 0);
	assert_int_equal(outside, 0);
	assert_true(words > 10u * DOCUMENTS);
	assert_true(found > words / 4); /* the others have words before them in the same node */
}

static void in_blocks(void **state)
{
	(void)state;
	check_style(BLOCK);
}

static void in_folded_blocks(void **state)
{
	(void)state;
	check_style(FOLDED);
}

static void in_double_quotes(void **state)
{
	(void)state;
	check_style(QUOTED);
}

/* ---- what each kind of node covers */

static const struct prose_node *find(const struct prose_node *document, enum prose_kind kind)
{
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
		if (n->kind == kind)
			return n;
	return NULL;
}

static void nodes_cover_their_source(void **state)
{
	(void)state;
	static const struct {
		const char *prose;
		enum prose_kind kind;
		const char *covers;
	} cases[] = {
		{"one\n\ntwo *three* four", PROSE_emphasis, "*three*"},
		{"a **b *c* d** e", PROSE_strong, "**b *c* d**"},
		{"a **b *c* d** e", PROSE_emphasis, "*c*"},
		{"***a***", PROSE_strong, "**a**"},
		{"x `` a`b `` y", PROSE_code, "`` a`b ``"},
		{"x [a *b*](c (d)) y", PROSE_link, "[a *b*](c (d))"},
		{"x [a][B c] y\n\n[b C]: d", PROSE_link, "[a][B c]"},
		{"x [a] (y)\n\n[a]: d", PROSE_link, "[a]"},
		{"x [a](not one) y\n\n[a]: d", PROSE_link, "[a]"},
		{"x [a][] y\n\n[a]: d", PROSE_link, "[a][]"},
		{"x <https://e.example/&amp;> y", PROSE_link, "<https://e.example/&amp;>"},
		{"x [](#a,#b) y", PROSE_reference, "[](#a,#b)"},
		{"x [#](#a) y", PROSE_reference, "[#](#a)"},
		{"x ![a](b \"c\") y", PROSE_image, "![a](b \"c\")"},
		{"> ![](#t)", PROSE_table_here, "![](#t)"},
		{"a  \nb", PROSE_hard_break, "  "},
		{"a\\\nb", PROSE_hard_break, "\\"},
		{"- a\n- b\n\nc", PROSE_list, "- a\n  - b"},
		{"x\n\n> a\nb\n\nc", PROSE_quote, "> a\n  b"},
		{"## a *b* ##", PROSE_heading, "## a *b* ##"},
		{"a\nb\n===", PROSE_heading, "a\n  b\n  ==="},
		{"x\n\n```c\na\n```\ny", PROSE_code_block, "```c\n  a\n  ```"},
		{"a\n\n* * *\n\nb", PROSE_rule, "* * *"},
		{"> a\n    > *b*", PROSE_emphasis, "*b*"},
		{"> > a\n>    > *b*", PROSE_emphasis, "*b*"},
		{"- > a\n  > *b*", PROSE_emphasis, "*b*"},
		{"- a\\\n  *b*", PROSE_emphasis, "*b*"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct prose_kit p;
		prose_kit_read(&p, span_of(cases[i].prose));
		const struct prose_node *n = find(p.document, cases[i].kind);
		assert_non_null(n);
		struct span there = prose_kit_at(&p, n->place);
		if (!span_is(there, cases[i].covers))
			fail_msg("%s: expected <%s>, got <%.*s>", cases[i].prose, cases[i].covers,
				SPAN_ARG(there));
		prose_kit_release(&p);
	}
}

static void a_text_without_a_file_is_where_it_is_said_to_be(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	struct place place = {3, 10, 20};
	struct prose_node *document =
		prose_read_text(arena, &diags, SPAN("a *b*\n\n- <i> c"), place, NULL);
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
		assert_memory_equal(&n->place, &place, sizeof place);
	assert_int_equal(diags.count, 1);
	assert_memory_equal(&diags.items[0].place, &place, sizeof place);
	arena_release(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_blocks),
		cmocka_unit_test(in_folded_blocks),
		cmocka_unit_test(in_double_quotes),
		cmocka_unit_test(nodes_cover_their_source),
		cmocka_unit_test(a_text_without_a_file_is_where_it_is_said_to_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
