/*
 * Prose as CommonMark: what settled prose becomes, that another reader counts the same numbers, and
 * that what was written reads back the same, whatever was typed. (CommonMark itself: tests/spec.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <cmark.h>

#include "render/render.h"

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int release_arena(void **state)
{
	(void)state;
	arena_release(arena);
	return 0;
}

static struct prose_node *read_plain(struct span text)
{
	static const struct prose_options options = {.raw_html = true, .plain = true, .unlimited = true};
	struct diags diags;
	diags_init(&diags, arena);
	return prose_read_text(arena, &diags, text, PLACE_NONE, &options);
}

static struct prose_node *add(struct prose_node *parent, enum prose_kind kind)
{
	struct prose_node *node = prose_new(arena, kind, PLACE_NONE);
	prose_append(parent, node);
	return node;
}

static struct prose_node *add_words(struct prose_node *parent, const char *words)
{
	struct prose_node *paragraph = add(parent, PROSE_paragraph);
	prose_append(paragraph, prose_new_text(arena, span_of(words), PLACE_NONE));
	return paragraph;
}

static struct prose_node *add_numbered(struct prose_node *parent, const char *number,
	const char *words)
{
	struct prose_node *unit = add(parent, PROSE_numbered);
	unit->number = span_of(number);
	add_words(unit, words);
	return unit;
}

/* Written so, and read back the same without a finding. */
static void expect(const struct prose_node *node, const char *markdown)
{
	struct text got = {0}, checked = {0};
	struct diags diags;
	diags_init(&diags, arena);
	markdown_prose(node, NULL, &got);
	if (!span_is(text_span(&got), markdown))
		fail_msg("expected:\n%s\ngot:\n%.*s", markdown, SPAN_ARG(text_span(&got)));
	assert_true(markdown_prose_checked(node, &diags, &checked));
	assert_int_equal(diags.count, 0);
	assert_true(span_same(text_span(&got), text_span(&checked)));
	text_release(&got);
	text_release(&checked);
}

/* What cmark makes of it: the numbers that another reader sees. */
static void expect_html(const struct prose_node *node, const char *html)
{
	struct text got = {0};
	markdown_prose(node, NULL, &got);
	char *made = cmark_markdown_to_html(got.at, got.length, CMARK_OPT_DEFAULT);
	assert_string_equal(made, html);
	free(made);
	text_release(&got);
}

static void numbers_become_list_marks(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_numbered(document, "9.", "nine");
	struct prose_node *ten = add_numbered(document, "10.", "ten");
	struct prose_node *list = add(ten, PROSE_list);
	list->tight = true;
	add_words(add(list, PROSE_item), "of ten");
	expect(document, "9. nine\n\n10. ten\n\n    - of ten\n");
	expect_html(document, "<ol start=\"9\">\n<li>\n<p>nine</p>\n</li>\n<li>\n<p>ten</p>\n"
			      "<ul>\n<li>of ten</li>\n</ul>\n</li>\n</ol>\n");
}

static void a_number_that_does_not_follow_begins_a_new_list(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_numbered(document, "1.", "one");
	add_numbered(document, "3.", "three");
	add_numbered(document, "4)", "four");
	expect(document, "1. one\n\n[//]: #\n\n3. three\n\n4) four\n");
	expect_html(document, "<ol>\n<li>one</li>\n</ol>\n<ol start=\"3\">\n<li>three</li>\n</ol>\n"
			      "<ol start=\"4\">\n<li>four</li>\n</ol>\n");
	/* written one by one, as a page does that sets something between them */
	expect(document->first->next, "[//]: #\n\n3. three\n");
	expect(document->first, "1. one\n");
}

static void a_heading_between_lists_parts_them(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_numbered(document, "1.", "one");
	struct prose_node *heading = add(document, PROSE_heading);
	heading->level = 3;
	heading->number = SPAN("2.1");
	prose_append(heading, prose_new_text(arena, SPAN("Costs"), PLACE_NONE));
	add_numbered(document, "1.", "one again");
	expect(document, "1. one\n\n### 2.1 Costs\n\n1. one again\n");
}

static void other_numbers_become_words(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_numbered(document, "(a)", "letter");
	struct prose_node *deep = add_numbered(document, "4.2.1", "deep");
	add_words(deep, "more");
	add_numbered(document, NULL, "none");
	add_numbered(document, "01.", "padded");
	add_numbered(document, "1234567890.", "long");
	add_numbered(document, "*", "star");
	add_numbered(document, "-", "dash");
	add_numbered(document, "12 .", "parted");
	struct prose_node *list = add(add_numbered(document, "5.1", ""), PROSE_list);
	list->tight = true;
	add_words(add(list, PROSE_item), "item");
	expect(document, "(a) letter\n\n4.2.1 deep\n\nmore\n\nnone\n\n01\\. padded\n\n1234567890. long\n\n"
			 "\\* star\n\n\\- dash\n\n12 . parted\n\n5.1\n\n- item\n");
}

static void a_number_without_words_stands_alone(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *unit = add(document, PROSE_numbered);
	unit->number = SPAN("4.2");
	struct prose_node *list = add(unit, PROSE_list);
	list->tight = true;
	add_words(add(list, PROSE_item), "item");
	add(document, PROSE_numbered)->number = SPAN("4.3");
	expect(document, "4.2\n\n- item\n\n4.3\n");
}

static struct prose_node *add_list(struct prose_node *document, const char *const *numbers,
	size_t count)
{
	struct prose_node *list = add(document, PROSE_list);
	list->ordered = list->tight = true;
	list->start = 1;
	for (size_t i = 0; i < count; i++) {
		struct prose_node *item = add(list, PROSE_item);
		item->number = span_of(numbers[i]);
		add_words(item, "words");
	}
	return list;
}

static void lettered_lists_are_bullets_with_letters(void **state)
{
	(void)state;
	static const char *const letters[] = {"(a)", "(b)"};
	static const char *const plain[] = {"3)", "4)", "5)"};
	static const char *const broken[] = {"3.", "5."};
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_list(document, letters, 2);
	add_list(document, plain, 3);
	add_list(document, broken, 2);
	expect(document, "- (a) words\n- (b) words\n\n3) words\n4) words\n5) words\n\n"
			 "- 3\\. words\n- 5\\. words\n");
}

static void largest_numbers_are_kept(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_numbered(document, "999999998.", "a");
	add_numbered(document, "999999999.", "b");
	add_numbered(document, "1000000000.", "c");
	expect(document, "999999998. a\n\n999999999. b\n\n1000000000. c\n");
	/* items after the largest number: no reader takes ten digits for a mark */
	expect(read_plain(SPAN("999999999. a\n1. b\n")), "999999999. a\n999999999. b\n");
}

static void links_inside_the_page_are_words(void **state)
{
	(void)state;
	struct prose_node *document = read_plain(SPAN("as [paragraph 4](#p-4) says, [x](y.pdf)"));
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
		n->internal = span_is(n->url, "#p-4");
	expect(document, "as paragraph 4 says, [x](y.pdf)\n");
}

static void marks_and_what_was_never_settled_are_seen(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add(document, PROSE_mark)->text = SPAN("This *part* is missing.");
	add(document, PROSE_table_here)->url = SPAN("t");
	add(add(document, PROSE_paragraph), PROSE_reference)->url = SPAN("a");
	expect(document, "**\\[This \\*part\\* is missing.]**\n\n!\\[](#t)\n\n\\[](#a)\n");
}

static void raw_html_is_escaped(void **state)
{
	(void)state;
	expect(read_plain(SPAN("a <b>c</b> [d](javascript:x)\n\n<div>\nx\n</div>\n")),
		"a \\<b>c\\</b> d\n\n\\<div> x \\</div>\n");
}

static void empty_paragraphs_leave_nothing(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add(document, PROSE_paragraph);
	add_words(document, "words");
	add(document, PROSE_paragraph);
	expect(document, "words\n");
	expect(prose_new(arena, PROSE_document, PLACE_NONE), "");
}

static void tables_stand_in_their_list(void **state)
{
	(void)state;
	static const struct column columns[] = {{.title = {"A", 1}}, {.title = {"B", 1}}};
	static const struct cell cells[] = {{.shown = {"1", 1}}, {.shown = {"2", 1}}};
	static const struct row rows[] = {{.cells = cells}};
	static const struct table table = {.caption = {"C", 1}, .columns = columns, .column_count = 2,
		.rows = rows, .row_count = 1};
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *unit = add_numbered(document, "1.", "See:");
	add(unit, PROSE_table)->table = &table;
	struct text got = {0}, alone = {0};
	assert_true(markdown_prose_checked(document, NULL, &got));
	markdown_table(&table, &alone);
	size_t line = span_find(text_span(&alone), SPAN("\n"));
	struct span first = span_cut(text_span(&alone), 0, line);
	struct text indented = {0};
	text_add_string(&indented, "1. See:\n\n   ");
	text_add(&indented, first);
	assert_true(span_same(span_cut(text_span(&got), 0, indented.length), text_span(&indented)));
	text_release(&indented);
	text_release(&alone);
	text_release(&got);
}

/* ---- escapes */

static void words_are_escaped_where_they_must_be(void **state)
{
	(void)state;
	static const struct {
		const char *words, *written;
	} cases[] = {
		{"plain words, \"quoted\" - and (bracketed)!", "plain words, \"quoted\" - and (bracketed)!"},
		{"# no heading", "\\# no heading"},
		{"- no item", "\\- no item"},
		{"+ no item", "\\+ no item"},
		{"+1", "+1"},
		{"1. no item", "1\\. no item"},
		{"1) no item", "1\\) no item"},
		{"1.5 times", "1.5 times"},
		{"2005.", "2005\\."},
		{"> no quote", "\\> no quote"},
		{"=== no heading", "\\=== no heading"},
		{"a * b, 2*3, *c*", "a * b, 2\\*3, \\*c\\*"},
		{"snake_case and _this_", "snake_case and \\_this\\_"},
		{"`code`", "\\`code\\`"},
		{"[sic] and [a](b)", "\\[sic] and \\[a](b)"},
		{"a < b, <b>", "a < b, \\<b>"},
		{"R&D, &amp; and &c.", "R&D, \\&amp; and &c."},
		{"C:\\papers\\*.pdf", "C:\\papers\\\\\\*.pdf"},
		{"~~~ and ~~x~~, ~5", "\\~\\~\\~ and \\~\\~x\\~\\~, ~5"},
		{" blank at both ends ", "&#32;blank at both ends&#32;"},
		{"line\nend", "line&#10;end"},
		{"![x](y)", "!\\[x](y)"},
		{"{{x}} {#id}", "{{x}} {#id}"},
		{"---", "\\---"},
		{"***", "\\*\\*\\*"},
		{"caf\xC3\xA9 \xC2\xA3" "5 \xE2\x80\x93 x", "caf\xC3\xA9 \xC2\xA3" "5 \xE2\x80\x93 x"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
		add_words(document, cases[i].words);
		struct text wanted = {0};
		text_format(&wanted, "%s\n", cases[i].written);
		expect(document, wanted.at);
		text_release(&wanted);
	}
}

static void everything_can_be_escaped(void **state)
{
	(void)state;
	static const struct markdown_options all = {.escape_all = true};
	struct text got = {0};
	markdown_prose(read_plain(SPAN("a.b *c, d*")), &all, &got);
	assert_string_equal(got.at, "a\\.b *c\\, d*\n");
	text_release(&got);
}

/* Words alone: whatever is around them, a reader sees the words. */
static void escaped_words_read_back(void **state)
{
	(void)state;
	static const char *const words[] = {"plain", "# x", "1. x", "- x", "+ x", "> x", "a*b*c", "_a_",
		"`a`", "[a](b)", "![a](b)", "<b>", "<a@e.example>", "&amp;", "a | b", "\\", "a\\", "\\*", "~~a~~",
		"x #", "C#", "---", "===", "***", "a_b", "1)", "[x]:", "&", "!", "https://e.example", "()", "]["};
	static const char *const before[] = {"", "## ", "- ", "1. ", "> ", "words ", "**", "a: "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
			struct text page = {0}, plain = {0}, wanted = {0};
			bool bold = before[k][0] == '*';
			text_add_string(&page, before[k]);
			markdown_escape(span_of(words[i]), &page);
			text_add_string(&page, bold ? "** x\n" : "\n");
			prose_plain(read_plain(text_span(&page)), &plain);
			text_add_string(&wanted, strchr("wa", before[k][0]) ? before[k] : "");
			text_add_string(&wanted, words[i]);
			text_add_string(&wanted, bold ? " x" : "");
			if (bold && (is_punctuation(words[i][0]) || strchr(words[i], ' ')))
				text_release(&wanted); /* a mark beside punctuation is the page's to avoid */
			else if (!span_same(text_span(&plain), text_span(&wanted)))
				fail_msg("%s%s: written <%s>, read <%s>", before[k], words[i], page.at,
					plain.at);
			text_release(&page);
			text_release(&plain);
			text_release(&wanted);
		}
	}
}

/* ---- reading back */

static void bold_that_touches_bold_is_left_out_and_told(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add_words(document, "before");
	struct prose_node *paragraph = add_words(document, "word");
	paragraph->place = (struct place){1, 7, 9};
	struct prose_node *strong = add(paragraph, PROSE_strong);
	prose_append(strong, prose_new_text(arena, SPAN("(bracket)"), PLACE_NONE));
	prose_append(paragraph, prose_new_text(arena, SPAN("word"), PLACE_NONE));
	struct text got = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(markdown_prose_checked(document, &diags, &got));
	assert_string_equal(got.at, "before\n\nword\\(bracket\\)word\n");
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].id, FINDING_emphasis_lost);
	assert_int_equal(diags.items[0].place.from, 7);
	text_release(&got);
}

static void depth_needs_no_stack(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *at = add(document, PROSE_paragraph);
	for (int i = 0; i < 100000; i++)
		at = add(at, i % 2 ? PROSE_strong : PROSE_emphasis);
	prose_append(at, prose_new_text(arena, SPAN("x"), PLACE_NONE));
	at = document;
	for (int i = 0; i < 2000; i++)
		at = add(at, PROSE_quote);
	add_words(at, "y");
	struct text got = {0};
	markdown_prose(document, NULL, &got);
	assert_false(text_failed(&got));
	assert_true(span_ends(text_span(&got), "> y\n"));
	text_release(&got);
}

/* ---- random documents: never a word lost */

static uint64_t seed;

static unsigned roll(unsigned sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 11) % sides);
}

static void random_documents_read_back(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "b ", "word", "\xC3\xA9", "*", "**", "_", "__", "`", "``",
		"[", "]", "(u)", "](u)", "![", "!", "<", ">", "> ", "- ", "+ ", "1. ", "2) ", "#", "## ", "\\",
		"&", "&amp;", "&#35;", "\n", "\n", "\n\n", "    ", "  \n", "\\\n", "```\n", "~~~\n", "---\n",
		"===\n", "***\n", ":", " ", "\t", "=", "-", "1", "10.", "\"", "'", "<http://e.example>", "~",
		"[a]: u\n", "[a]", "|", "1.\n", "-\n", "&nbsp;", "&copy;", "&#9;", "&#10;", "x\n\n2. y\n"};
	enum { DOCUMENTS = 20000 };
	size_t dropped = 0;
	seed = 88172645463325252u;
	release_arena(NULL); /* each document has its own */
	for (int i = 0; i < DOCUMENTS; i++) {
		struct text typed = {0}, got = {0}, before = {0}, after = {0};
		for (unsigned n = 1 + roll(25); n > 0; n--)
			text_add_string(&typed, pieces[roll(sizeof pieces / sizeof *pieces)]);
		make_arena(NULL);
		struct diags diags;
		diags_init(&diags, arena);
		const struct prose_node *document = read_plain(text_span(&typed));
		if (!markdown_prose_checked(document, &diags, &got))
			fail_msg("not read back:\n%s\nwritten:\n%s", typed.at, got.at);
		if (diags.count && markdown_emphasis_holds(document))
			fail_msg("said to hold:\n%s", typed.at);
		dropped += diags.count;
		bool raw = false;
		for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
			raw = raw || n->kind == PROSE_html || n->kind == PROSE_html_block ||
			      n->kind == PROSE_link;
		prose_plain(document, &before);
		prose_plain(read_plain(text_span(&got)), &after);
		if (!raw && !span_same(text_span(&before), text_span(&after)))
			fail_msg("words differ:\n%s\nwritten:\n%s", typed.at, got.at);
		release_arena(NULL);
		text_release(&typed);
		text_release(&got);
		text_release(&before);
		text_release(&after);
	}
	assert_true(dropped < DOCUMENTS / 200);
	make_arena(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, release_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_become_list_marks),
		TEST(a_number_that_does_not_follow_begins_a_new_list),
		TEST(a_heading_between_lists_parts_them),
		TEST(other_numbers_become_words),
		TEST(a_number_without_words_stands_alone),
		TEST(lettered_lists_are_bullets_with_letters),
		TEST(largest_numbers_are_kept),
		TEST(links_inside_the_page_are_words),
		TEST(marks_and_what_was_never_settled_are_seen),
		TEST(raw_html_is_escaped),
		TEST(empty_paragraphs_leave_nothing),
		TEST(tables_stand_in_their_list),
		TEST(words_are_escaped_where_they_must_be),
		TEST(everything_can_be_escaped),
		TEST(escaped_words_read_back),
		TEST(bold_that_touches_bold_is_left_out_and_told),
		TEST(depth_needs_no_stack),
		TEST(random_documents_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
