/*
 * Prose as nodes: our marks in CommonMark, plain words, walks, and which addresses are safe.
 */
#include "unit/prose_kit.h"

/* The tree as one line: kinds in short, text in quotes, what we add after a colon. */
static void add_node(struct text *into, const struct prose_node *n)
{
	static const char *const names[PROSE_KIND_count] = {[PROSE_paragraph] = "p",
		[PROSE_heading] = "h", [PROSE_list] = "list", [PROSE_item] = "item", [PROSE_quote] = "quote",
		[PROSE_code_block] = "pre", [PROSE_rule] = "rule", [PROSE_table_here] = "table-here",
		[PROSE_soft_break] = "soft", [PROSE_hard_break] = "hard", [PROSE_emphasis] = "em",
		[PROSE_strong] = "strong", [PROSE_code] = "code", [PROSE_link] = "link",
		[PROSE_image] = "image", [PROSE_reference] = "ref", [PROSE_html_block] = "html-block",
		[PROSE_html] = "html"};
	if (n->kind == PROSE_text) {
		text_format(into, "'%.*s'", SPAN_ARG(n->text));
		return;
	}
	text_add_string(into, names[n->kind]);
	if (n->level)
		text_format(into, "%d", n->level);
	if (n->bare)
		text_add_string(into, ":bare");
	if (n->unnumbered)
		text_add_string(into, ":unnumbered");
	if (n->id.at)
		text_format(into, ":id=%.*s", SPAN_ARG(n->id));
	if (n->url.at)
		text_format(into, ":%.*s", SPAN_ARG(n->url));
	if (n->kind == PROSE_list)
		text_format(into, ":%s%s", n->tight ? "tight" : "loose", n->ordered ? ":ordered" : "");
	if (n->text.at && n->kind != PROSE_html_block)
		text_format(into, " '%.*s'", SPAN_ARG(span_trim(n->text)));
}

static void write_tree(struct prose_kit *p, struct text *into)
{
	for (struct prose_visit v = {.root = p->document}; prose_visit(&v);) {
		if (v.leaving && v.node->first)
			text_add_char(into, ')');
		if (v.leaving)
			continue;
		if (into->length && text_last(into) != '(')
			text_add_char(into, ' ');
		add_node(into, v.node);
		if (v.node->first)
			text_add_char(into, '(');
	}
}

static void our_marks_are_read(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("words {#an-id}", "p:id=an-id('words')"),
		PROSE("words{#an-id}", "p:id=an-id('words')"),
		PROSE("*words* {#an-id}", "p:id=an-id(em('words'))"),
		PROSE("words\n{#an-id}", "p:id=an-id('words')"),
		PROSE("{#an-id}", "p:id=an-id"),
		PROSE("words {-}", "p:unnumbered('words')"),
		PROSE("words {-} {#a}", "p:unnumbered:id=a('words')"),
		PROSE("words {#a} {-}", "p:unnumbered:id=a('words')"),
		PROSE("words {#a}{-}", "p:unnumbered:id=a('words')"),
		PROSE("### words {#a}", "h3:id=a('words')"),
		PROSE("### words {#a} ###", "h3:id=a('words')"),
		PROSE("words {#a}\n===", "h1:id=a('words')"),
		PROSE("### words {-}", "h3('words {-}')"),
		PROSE("- one {#a}\n- two", "list:tight(item:id=a(p('one')) item(p('two')))"),
		PROSE("- one {#a}\n\n  two {#b}",
			"list:loose(item:id=a(p('one') p:id=b('two')))"),
		PROSE("- one\n\n  two {#b}", "list:loose(item:id=b(p('one') p('two')))"),
		PROSE("> words {#a}", "quote(p:id=a('words'))"),
		PROSE("words \\{#a}", "p('words {#a}')"),
		PROSE("words {\\#a}", "p:id=a('words')"),
		PROSE("words &#123;#a}", "p:id=a('words')"),
		PROSE("`{#a}`", "p(code '{#a}')"),
		PROSE("words {#a} more", "p('words {#a} more')"),
		PROSE("words {a} {}", "p('words {a} {}')"),
		PROSE("{{words}}", "p('{{words}}')"),
		PROSE("words {-} {-}", "p:unnumbered('words {-}')"),
	};
	PROSE_CHECK(cases, write_tree);
}

static void references_are_read(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("[](#a)", "p(ref:a)"),
		PROSE("[](#a,#b,#c)", "p(ref:a,#b,#c)"),
		PROSE("[#](#a)", "p(ref:bare:a)"),
		PROSE("[its *words*](#a)", "p(ref:a('its ' em('words')))"),
		PROSE("[words][x]\n\n[x]: #a", "p(ref:a('words'))"),
		PROSE("![](#t)", "table-here:t"),
		PROSE("- one\n\n  ![](#t)\n\n  two",
			"list:loose(item(p('one') table-here:t p('two')))"),
		PROSE("[a](https://e.example)", "p(link:https://e.example('a'))"),
		PROSE("[a](b#c)", "p(link:b#c('a'))"),
	};
	PROSE_CHECK(cases, write_tree);
}

static void plain_options_leave_marks_alone(void **state)
{
	(void)state;
	static const struct prose_options plain = {.plain = true};
	struct prose_kit p = {.kit.arena = arena_new()};
	struct text got = {0};
	diags_init(&p.kit.diags, p.kit.arena);
	p.document = prose_read_text(p.kit.arena, &p.kit.diags,
		SPAN("w {#a}\n\n[](#a) [x][y] |\n|-|\n\n![](#t)"), PLACE_NONE, &plain);
	write_tree(&p, &got);
	assert_string_equal(got.at, "p('w {#a}') p(link:#a ' [x][y] |' soft '|-|') p(image:#t)");
	assert_int_equal(p.kit.diags.count, 0);
	text_release(&got);
	arena_release(p.kit.arena);
}

static void write_plain(struct prose_kit *p, struct text *into)
{
	prose_plain(p->document, into);
}

static void plain_words_have_no_markup(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("one *two **three***\nfour\\\nfive", "one two three four five"),
		PROSE("# head\n\n- one\n- two\n\n> three\n\n```\nfour\nfive\n```\n\n***\n\nsix",
			"head one two three four five six"),
		PROSE("`code` [words](https://e.example) &pound;5 {#a}", "code words \xC2\xA3" "5"),
		PROSE("as [](#a) and [its words](#b)", "as  and its words"),
		PROSE("", ""),
	};
	PROSE_CHECK(cases, write_plain);
}

static void write_empty(struct prose_kit *p, struct text *into)
{
	text_add_string(into, prose_is_empty(p->document) ? "empty" : "words");
}

static void emptiness_is_a_lack_of_words(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("", "empty"),
		PROSE("~", "empty"),
		PROSE("-", "empty"),
		PROSE("---", "empty"),
		PROSE("...", "empty"),
		PROSE("\xE2\x80\x94 \xE2\x80\xA6 \xC2\xA3 \xC2\xA0", "empty"),
		PROSE("\xE2\x86\x92 \xE2\x82\xAC", "empty"),
		PROSE("> -\n\n*!*", "empty"),
		PROSE("[a]: b", "empty"),
		PROSE("a", "words"),
		PROSE("7", "words"),
		PROSE("\xC5\xB5", "words"),
		PROSE("\xE6\xBC\xA2", "words"),
		PROSE("`x`", "words"),
		PROSE("[](#a)", "words"),
		PROSE("![](#a)", "words"),
	};
	PROSE_CHECK(cases, write_empty);
}

static void walks_see_each_node_once(void **state)
{
	(void)state;
	struct prose_kit p;
	prose_kit_read(&p, SPAN("- a *b* c\n- d\n\ne"));
	size_t walked = 0, visited = 0, left = 0;
	for (struct prose_node *n = prose_walk(p.document, NULL); n; n = prose_walk(p.document, n))
		walked++;
	for (struct prose_visit v = {.root = p.document}; prose_visit(&v);) {
		visited += !v.leaving;
		left += v.leaving;
	}
	assert_int_equal(walked, 12);
	assert_int_equal(visited, 12);
	assert_int_equal(left, 12);
	struct prose_node *list = p.document->first;
	walked = 0;
	for (struct prose_node *n = prose_walk(list, list); n; n = prose_walk(list, n))
		walked++;
	assert_int_equal(walked, 9);
	visited = 0;
	for (struct prose_visit v = {.root = p.document}; prose_visit(&v); visited++)
		v.leaving = v.node->kind == PROSE_list || v.leaving; /* not into the list */
	assert_int_equal(visited, 1 + 4);
	prose_kit_release(&p);
}

static void addresses_are_safe_or_not(void **state)
{
	(void)state;
	static const char *const safe[] = {"https://e.example", "HTTP://e.example/a?b=c#d",
		"https://\xC3\xA9.example", "mailto:a@e.example", "MailTo:a@e.example", "tel:+441632960001",
		"a.pdf", "letters/a b.pdf", "../a.pdf", "./a", "a?b=c:d", "#anchor", "?q=a:b", "a/b:c",
		"caf\xC3\xA9.pdf", "%6Aavascript"};
	static const char *const unsafe[] = {"", " ", "javascript:x", "JAVASCRIPT:x", " javascript:x",
		"java\tscript:x", "java\nscript:x", "\x01javascript:x", "javascript :x", "\xC2\xA0javascript:x",
		"java\xC2\xADscript:x", "%6Aavascript:x", "&#106;avascript:x", "java&#115;cript:x",
		"javascript&colon;x", "java&NewLine;script&colon;x", "java&tab;script:x", "data:text/html,x",
		"vbscript:x", "file:///etc/passwd", "FILE:x", "blob:x", "view-source:x", "ms-excel:ofe|u|x",
		"search-ms:x", "intent:x", "//e.example", "/etc/passwd", "/\\e.example", "\\\\host\\x",
		"\\x", "a\\..\\x", "https:/e.example", "https:e.example", "http://", "https:///e.example",
		"https://\\e.example", "https:// e.example", "mailto:", "tel:", "tel://x", "mailto://x",
		"C:\\x", "c:x", ":x", "https://e.example ", "a\x7F", "a\xC2\x85", "about:blank", "jar:x",
		("\xEF\xBD\x8A" "avascript:x")};
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
		if (!url_is_safe(span_of(safe[i])))
			fail_msg("refused: %s", safe[i]);
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		if (url_is_safe(span_of(unsafe[i])))
			fail_msg("allowed: %s", unsafe[i]);
	assert_false(url_is_safe(SPAN_NONE));
	assert_false(url_is_safe((struct span){"a\0b", 3}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_marks_are_read),
		cmocka_unit_test(references_are_read),
		cmocka_unit_test(plain_options_leave_marks_alone),
		cmocka_unit_test(plain_words_have_no_markup),
		cmocka_unit_test(emptiness_is_a_lack_of_words),
		cmocka_unit_test(walks_see_each_node_once),
		cmocka_unit_test(addresses_are_safe_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
