/*
 * Prose as HTML: settled paragraphs, lists and headings; and nothing that could harm a page, even
 * from prose that should never have come so far. (CommonMark itself: tests/spec.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

static struct prose_node *read_plain(const char *text)
{
	static const struct prose_options options = {.raw_html = true, .plain = true};
	struct diags diags;
	diags_init(&diags, arena);
	return prose_read_text(arena, &diags, span_of(text), PLACE_NONE, &options);
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

static void expect(const struct prose_node *node, const char *html)
{
	struct text got = {0};
	html_prose(node, &got);
	if (!span_is(text_span(&got), html))
		fail_msg("expected:\n%s\ngot:\n%.*s", html, SPAN_ARG(text_span(&got)));
	text_release(&got);
}

static void numbered_paragraphs_link_to_themselves(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *unit = add(document, PROSE_numbered);
	unit->number = SPAN("4.");
	unit->id = SPAN("p-4");
	add_words(unit, "Words & more.");
	add_words(add(document, PROSE_numbered), "No number.");
	struct prose_node *bare = add(document, PROSE_numbered);
	bare->number = SPAN("(a)");
	add_words(bare, "No anchor.");
	expect(document, "<div class=\"numbered\" id=\"p-4\">\n"
			 "<a class=\"number\" href=\"#p-4\">4.</a>\n"
			 "<div class=\"text\">\n<p>Words &amp; more.</p>\n</div>\n</div>\n"
			 "<div class=\"unnumbered\">\n"
			 "<div class=\"text\">\n<p>No number.</p>\n</div>\n</div>\n"
			 "<div class=\"numbered\">\n<span class=\"number\">(a)</span> \n"
			 "<div class=\"text\">\n<p>No anchor.</p>\n</div>\n</div>\n");
}

static struct prose_node *add_item(struct prose_node *list, const char *number, const char *id,
	const char *words)
{
	struct prose_node *item = add(list, PROSE_item);
	item->number = span_of(number);
	item->id = span_of(id);
	add_words(item, words);
	return item;
}

static void lists_have_their_numbers(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *list = add(document, PROSE_list);
	list->ordered = list->tight = true;
	list->start = 1;
	add_item(list, "(a)", "p-1", "one");
	add_item(list, "(b)", NULL, "two");
	expect(document, "<ol class=\"lettered\">\n"
			 "<li id=\"p-1\"><span class=\"number\">(a)</span> one</li>\n"
			 "<li><span class=\"number\">(b)</span> two</li>\n</ol>\n");
	list->tight = false;
	expect(document, "<ol class=\"lettered\">\n"
			 "<li id=\"p-1\"><span class=\"number\">(a)</span> \n<p>one</p>\n</li>\n"
			 "<li><span class=\"number\">(b)</span> \n<p>two</p>\n</li>\n</ol>\n");
}

static void ids_stand_where_they_can(void **state)
{
	(void)state;
	struct prose_node *document = read_plain("words\n\n### head\n\n- tight\n");
	document->first->id = SPAN("a");
	document->first->next->id = SPAN("b\"<");
	document->first->next->number = SPAN("2.1");
	document->last->first->first->id = SPAN("c");
	expect(document, "<p id=\"a\">words</p>\n"
			 "<h3 id=\"b&quot;&lt;\"><span class=\"number\">2.1</span> head</h3>\n"
			 "<ul>\n<li><span id=\"c\">tight</span></li>\n</ul>\n");
}

static void links_lead_to_safe_places_only(void **state)
{
	(void)state;
	struct prose_node *document =
		read_plain("[a](https://e.example/?a=1&b=%20 \"t\\\"\") [b](javascript:x) [c](#p-4)");
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
		n->internal = span_is(n->url, "#p-4");
	expect(document, "<p><a href=\"https://e.example/?a=1&amp;b=%20\" title=\"t&quot;\">a</a> "
			 "<a href=\"\">b</a> <a href=\"#p-4\">c</a></p>\n");
}

static void raw_html_and_pictures_are_shown_as_words(void **state)
{
	(void)state;
	expect(read_plain("a <b onclick=\"x\">c</b>\n\n<script>\nalert(1)\n</script>\n"),
		"<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n"
		"<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n");
	expect(read_plain("a ![the *plan*](https://e.example/x.png \"t\") b"), "<p>a the plan b</p>\n");
}

static void marks_and_what_was_never_settled_are_seen(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	add(document, PROSE_mark)->text = SPAN("This part is <missing>.");
	add(document, PROSE_table_here)->url = SPAN("t");
	add(add(document, PROSE_paragraph), PROSE_reference)->url = SPAN("a,#b");
	expect(document, "<p class=\"mark\"><strong>This part is &lt;missing&gt;.</strong></p>\n"
			 "<p>![](#t)</p>\n<p>[](#a,#b)</p>\n");
}

static void one_node_can_be_written_alone(void **state)
{
	(void)state;
	struct prose_node *document = read_plain("a *b*\n\n- c");
	expect(document->first, "<p>a <em>b</em></p>\n");
	expect(document->last, "<ul>\n<li>c</li>\n</ul>\n");
	expect(prose_new(arena, PROSE_document, PLACE_NONE), "");
}

static void braces_of_templates_are_words(void **state)
{
	(void)state;
	expect(read_plain("{{title}} {{{raw}}} 'quoted'"), "<p>{{title}} {{{raw}}} 'quoted'</p>\n");
}

static void depth_needs_no_stack(void **state)
{
	(void)state;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *at = add(document, PROSE_paragraph);
	for (int i = 0; i < 300000; i++)
		at = add(at, i % 2 ? PROSE_strong : PROSE_emphasis);
	struct text got = {0};
	html_prose(document, &got);
	assert_int_equal(got.length, 3 + 5 + 150000 * (4 + 5 + 8 + 9));
	text_release(&got);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, release_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbered_paragraphs_link_to_themselves),
		TEST(lists_have_their_numbers),
		TEST(ids_stand_where_they_can),
		TEST(links_lead_to_safe_places_only),
		TEST(raw_html_and_pictures_are_shown_as_words),
		TEST(marks_and_what_was_never_settled_are_seen),
		TEST(one_node_can_be_written_alone),
		TEST(braces_of_templates_are_words),
		TEST(depth_needs_no_stack),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
