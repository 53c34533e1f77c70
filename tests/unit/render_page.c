/* The HTML and Markdown pages of a settled paper made by hand: what stands on them, that nothing of
 * the paper becomes markup, and that pages which are not as promised are refused. */
#include "page_kit.h"

#include "render/page.h"

#include <stdlib.h>

static void render_html_of(struct page_kit *k)
{
	text_clear(&k->page);
	assert_true(render_html(&k->rendering, &k->page));
	assert_true(verify_html(&k->rendering, text_span(&k->page)));
}

static void render_markdown_of(struct page_kit *k)
{
	text_clear(&k->page);
	assert_true(render_markdown(&k->rendering, &k->page));
	if (!verify_markdown(&k->rendering, text_span(&k->page)))
		fail_msg("%s", k->page.at);
}

static void expect(const struct text *page, const char *words)
{
	if (!kit_has(page, words))
		fail_msg("no \"%s\" in\n%s", words, strstr(page->at, "</style>") ? strstr(page->at, "</style>")
			: page->at);
}

static void expect_not(const struct text *page, const char *words)
{
	if (kit_has(page, words))
		fail_msg("there is \"%s\"", words);
}

/* --- HTML */
static void test_html(void **state)
{
	(void)state;
	static const char *const words[] = {
		"<!DOCTYPE html>\n<html lang=\"en\">",
		"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"",
		"<title>Draft: Parks Plan - Cabinet, 1 May 2012</title>",
		"<meta name=\"description\" content=\"To agree the plan.\">",
		"<a class=\"skip\" href=\"#_paper\">Skip to content</a>",
		"<div class=\"page-mark\" aria-hidden=\"true\">DRAFT</div>",
		"<strong>DRAFT</strong>",
		"<h1 class=\"row row-title capitals\">Parks Plan</h1>",
		"<tr><th scope=\"row\">Date:</th><td><span class=\"row row-meeting-date\">1 May 2012</span></td></tr>",
		"<td colspan=\"2\"><span class=\"row row-wards\">North<br>\nSouth</span></td>",
		"<section class=\"part kind-recommendations\">",
		"<h2 id=\"_recommendations\"><span class=\"number\">2.</span> Recommendations</h2>",
		"<h3 id=\"_legal\"><span class=\"number\">C.1</span> Legal</h3>",
		"<a class=\"number\" href=\"#_p1\">1.</a>",
		"<p class=\"mark\"><strong>This part is missing.</strong></p>",
		"<p class=\"page-foot\">Further information: A. Officer</p>",
		"<section class=\"appendix\" aria-labelledby=\"map\">\n<h2 id=\"map\">Appendix 1: Map</h2>",
		"<caption><span class=\"label\">Table 1:</span> Visits</caption>",
		"<footer class=\"paper-foot\">",
	};
	struct page_kit k;
	kit_begin(&k);
	render_html_of(&k);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		expect(&k.page, words[i]);
	assert_int_equal(kit_count(&k.page, "<h1"), 1);
	assert_int_equal(kit_count(&k.page, "<main"), 1);
	expect_not(&k.page, "PARKS PLAN");
	expect_not(&k.page, "<nav");
	assert_int_equal(k.diags.count, 0);
	kit_end(&k);
}

static void test_html_of_a_final_paper(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.paper.final = true;
	k.paper.status_text = SPAN("Final");
	k.parts[3].missing = false;
	k.parts[3].body = kit_document(&k, "Because.");
	render_html_of(&k);
	expect_not(&k.page, "DRAFT");
	expect_not(&k.page, "Draft");
	expect_not(&k.page, "class=\"page-mark\"");
	expect_not(&k.page, "class=\"mark\"");
	render_markdown_of(&k);
	expect_not(&k.page, "DRAFT");
	kit_end(&k);
}

static void test_contents_of_a_long_paper(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.paper.words = 5000;
	render_html_of(&k);
	expect(&k.page, "<nav class=\"contents\" aria-labelledby=\"_contents\">");
	expect(&k.page, "<li class=\"level-3\"><a href=\"#_legal\"><span class=\"number\">C.1</span> Legal</a></li>");
	expect(&k.page, "<li class=\"level-2\"><a href=\"#map\"><span class=\"number\">Appendix 1</span> Map</a></li>");
	kit_end(&k);
}

static void test_second_sheet(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	static const struct settled_row again[] = {{.name = {"title", 5}, .text = {"Again", 5},
		.spoken = {"Again", 5}}};
	k.sheets[0].title = SPAN("Cover");
	k.sheets[1] = (struct settled_sheet){.key = SPAN("more"), .anchor = SPAN("_sheet-more"),
		.title = SPAN("Second sheet"), .new_page = true, .head = {BLOCK_lines, again, 1},
		.foot = {BLOCK_box, again, 1}, .page_head_first = SPAN("Line above")};
	k.paper.sheet_count = 2;
	render_html_of(&k);
	expect(&k.page, "<p class=\"sheet-title\">Cover</p>");
	expect(&k.page, "<div class=\"sheet new-page\" id=\"_sheet-more\">\n<p class=\"page-line\">Line above</p>\n"
		"<p class=\"sheet-title\">Second sheet</p>\n<div class=\"sheet-head\">\n"
		"<p class=\"row row-title\">Again</p>\n</div>");
	expect(&k.page, "<div class=\"sheet-foot\">\n<div class=\"box\">");
	assert_int_equal(kit_count(&k.page, "<h1"), 1);
	render_markdown_of(&k);
	expect(&k.page, "\n\n**Second sheet**\n\nAgain\n\n");
	kit_end(&k);
}

static void test_layouts(void **state)
{
	(void)state;
	static const struct {
		enum layout layout;
		const char *class;
	} cases[] = {{LAYOUT_flow, "kind-text\""}, {LAYOUT_inherit, "kind-text\""},
		{LAYOUT_boxes, "kind-text boxes\""}, {LAYOUT_headings_beside, "kind-text headings-beside\""},
		{LAYOUT_numbers_beside, "kind-text numbers-beside\""}, {LAYOUT_run_in, "kind-text run-in\""}};
	struct page_kit k;
	kit_begin(&k);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		k.parts[0].layout = cases[i].layout;
		render_html_of(&k);
		expect(&k.page, cases[i].class);
	}
	k.parts[2].layout = LAYOUT_headings_beside;
	k.parts[2].column_titles[0] = SPAN("Matter");
	k.parts[2].column_titles[1] = SPAN("What it means");
	render_html_of(&k);
	expect(&k.page, "<span>Matter</span><span>What it means</span>");
	kit_end(&k);
}

static void test_part_without_heading(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.parts[0].has_heading = false;
	memmove(k.contents, k.contents + 1, 5 * sizeof *k.contents);
	k.paper.contents_count = 5;
	render_html_of(&k);
	expect(&k.page, "<div class=\"part kind-text\" id=\"_purpose\">");
	expect_not(&k.page, "<h2 id=\"_purpose\"");
	render_markdown_of(&k);
	expect_not(&k.page, "## Purpose");
	kit_end(&k);
}

static void test_print_lines(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.paper.title = SPAN("A \"bold\" plan\\ for </style> the {parks} of the county which has a title "
		"far too long for the head of a page");
	render_html_of(&k);
	expect(&k.page, "@page{size:A4;@top-left{content:\"Draft \xC2\xB7 Cabinet \xC2\xB7 1 May 2012 \xC2\xB7 "
		"ENV\\2f 7 \xC2\xB7 A \\22 bold\\22  plan\\5c  for \\3c \\2f style\\3e  the \\7b parks\\7d  of "
		"the county which has a\xE2\x80\xA6\"}");
	expect(&k.page, "@bottom-right{content:\"Page\"\" \" counter(page) \" \"\"of\"\" \" counter(pages)}");
	expect(&k.page, "@bottom-left{content:\"Parks \\22 Plan\\22 \"}");
	assert_int_equal(kit_count(&k.page, "</style"), 1);
	k.paper.version = SPAN("3");
	render_html_of(&k);
	expect(&k.page, "1 May 2012 \xC2\xB7 ENV\\2f 7 \xC2\xB7 Version 3 \xC2\xB7 A ");
	k.sheets[0].page_head_others = SPAN("A head of its own");
	render_html_of(&k);
	expect(&k.page, "@top-left{content:\"Draft \xC2\xB7 A head of its own\"}");
	kit_end(&k);
}

static void test_style_sheet_cannot_end_itself(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	struct house house = *k.paper.house;
	house.style_sheet = SPAN("p::after{content:\"</style><script>\"}");
	k.paper.house = &house;
	text_clear(&k.page);
	assert_true(render_html(&k.rendering, &k.page));
	expect(&k.page, "<\\/style>");
	assert_int_equal(kit_count(&k.page, "</style"), 1);
	kit_end(&k);
}

/* --- Markdown */
static void test_markdown(void **state)
{
	(void)state;
	static const char whole[] =
		"**DRAFT**\n"
		"\n"
		"# PARKS PLAN\n"
		"\n"
		"- **Date:** 1 May 2012\n"
		"- North\\\n"
		"South\n"
		"\n"
		"## Purpose\n"
		"\n"
		"To agree the plan.\n"
		"\n"
		"## 2. Recommendations\n"
		"\n"
		"THAT Cabinet\n"
		"\n"
		"(a) agree it; and\n"
		"\n"
		"(b) fund it.\n"
		"\n"
		"## Implications\n"
		"\n"
		"### C.1 Legal\n"
		"\n"
		"1. The Act applies.\n"
		"\n"
		"**Table 1: Visits**\n"
		"\n"
		"| Ward      |    Visits |\n"
		"| --------- | --------: |\n"
		"| North     |     1,250 |\n"
		"| **Total** | **1,250** |\n"
		"\n"
		"## Reasons\n"
		"\n"
		"> **This part is missing.**\n"
		"\n"
		"Further information: A. Officer\n"
		"\n"
		"## Appendix 1: Map\n"
		"\n"
		"A map in words.\n";
	struct page_kit k;
	kit_begin(&k);
	render_markdown_of(&k);
	assert_string_equal(k.page.at, whole);
	assert_int_equal(k.diags.count, 0);
	kit_end(&k);
}

static void test_markdown_blocks(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.sheets[0].head.layout = BLOCK_lines;
	k.paper.version = SPAN("3");
	render_markdown_of(&k);
	expect(&k.page, "**DRAFT** (Version 3)\n\n# PARKS PLAN\n\n**Date:** 1 May 2012\n\nNorth\\\nSouth\n\n## P");
	k.head[0].text = SPAN("PARKS\nPLAN");
	render_markdown_of(&k);
	expect(&k.page, "# PARKS PLAN\n\n");
	kit_end(&k);
}

/* --- nothing of a paper becomes markup */
#define CANARY "\"'<>&{{}}"

static struct span canary(struct page_kit *k, const char *name)
{
	return arena_format(k->arena, "%s%s", name, CANARY);
}

static void fill_with_canaries(struct page_kit *k)
{
	struct settled *p = &k->paper;
	struct span *const spans[] = {&p->title, &p->subtitle, &p->reference, &p->version, &p->status_text,
		&p->description, &p->body, &p->date_text, &p->date_iso, &p->time, &p->venue, &p->language,
		&p->appendices_heading, &k->sheets[0].title, &k->sheets[0].page_head_first,
		&k->sheets[0].page_head_others, &k->sheets[0].page_foot_first, &k->sheets[0].page_foot_others,
		&k->head[0].text, &k->head[0].spoken, &k->head[0].name, &k->head[1].label, &k->head[1].text,
		&k->head[1].spoken, &k->head[1].name, &k->parts[0].heading, &k->parts[0].number,
		&k->parts[3].missing_text, &k->parts[2].column_titles[0], &k->parts[2].column_titles[1],
		&k->appendices[0].label, &k->appendices[0].title, &k->appendices[0].at, &k->contents[0].heading,
		&k->contents[0].number, &k->contents[5].number, &k->contents[5].heading, &k->table.label,
		&k->table.caption, &k->table.note, &k->table.unit};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		*spans[i] = canary(k, "x");
	k->paper.words = 5000;
	struct prose_node *body = kit_document(k, "");
	body->first->first->text = canary(k, "words ");
	k->parts[0].body = body;
}

static void test_canary_in_html(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	fill_with_canaries(&k);
	struct column columns[2] = {{canary(&k, "c"), CELL_text, MONEY_POUNDS}, {canary(&k, "n"), CELL_number, MONEY_POUNDS}};
	struct cell cells[2] = {{.kind = CELL_text, .shown = canary(&k, "x"), .band = canary(&k, "b")},
		{.kind = CELL_number, .shown = canary(&k, "y")}};
	const struct row rows[] = {{.cells = cells}};
	k.table.columns = columns;
	k.table.rows = rows;
	k.table.row_count = 1;
	render_html_of(&k);
	expect_not(&k.page, "\"'");
	expect_not(&k.page, "'<");
	expect_not(&k.page, "<>");
	expect_not(&k.page, "&{");
	assert_int_equal(kit_count(&k.page, "&lt;&gt;&amp;{{}}"), 40);
	expect_not(&k.page, "\"band ");
	kit_end(&k);
}

static bool has_heading(const struct prose_node *document, const char *words)
{
	bool found = false;
	for (const struct prose_node *n = document->first; n && !found; n = n->next) {
		struct text plain = {0};
		if (n->kind == PROSE_heading)
			prose_plain(n, &plain);
		found = span_is(text_span(&plain), words);
		text_release(&plain);
	}
	return found;
}

static void test_canary_in_markdown(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	fill_with_canaries(&k);
	render_markdown_of(&k);
	static const struct prose_options options = {.plain = true, .raw_html = true};
	const struct prose_node *read =
		prose_read_text(k.arena, &k.diags, text_span(&k.page), PLACE_NONE, &options);
	assert_true(has_heading(read, "x" CANARY));
	assert_true(has_heading(read, "x" CANARY " x" CANARY));
	assert_true(has_heading(read, "x" CANARY ": x" CANARY));
	struct text plain = {0};
	prose_plain(read, &plain);
	assert_true(kit_count(&plain, CANARY) > 12);
	assert_true(kit_has(&plain, "words " CANARY));
	text_release(&plain);
	kit_end(&k);
}

static void test_words_that_look_like_markdown(void **state)
{
	(void)state;
	static const char *const words[] = {"# not a heading", "- not a list", "1. not a number", "> no quote",
		"| no | table", "    no code", "---", "***", "```", "a <b> c", "![x](y)", "[x](y)", "*a* _b_",
		"a&amp;b", "\\", "+ x", "~~~", "=====", "a |b"};
	struct page_kit k;
	kit_begin(&k);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const struct span trimmed = span_trim(span_of(words[i]));
		k.head[0].text = k.parts[0].heading = k.contents[0].heading = k.head[2].text =
			k.sheets[0].page_foot_first = k.parts[3].missing_text = trimmed;
		render_markdown_of(&k);
		static const struct prose_options options = {.plain = true, .raw_html = true};
		const struct prose_node *read =
			prose_read_text(k.arena, &k.diags, text_span(&k.page), PLACE_NONE, &options);
		struct text plain = {0};
		prose_plain(read, &plain);
		if (kit_count(&plain, arena_copy(k.arena, trimmed).at) < 5)
			fail_msg("\"%s\" is lost in\n%s", words[i], k.page.at);
		text_release(&plain);
	}
	kit_end(&k);
}

/* --- values that are asked for by name */
static const struct template_page *parse(struct page_kit *k, const char *template)
{
	const struct source *source;
	assert_int_equal(source_take(&k->sources, &k->diags, span_of(template), SPAN("test"), &source),
		SOURCE_READ);
	const struct template_page *page = mustache_parse(k->arena, &k->diags, source, NULL, true);
	assert_non_null(page);
	return page;
}

static void write_kind(const struct scope *value, struct text *into)
{
	(void)value;
	text_add_string(into, "R");
}

static void test_values(void **state)
{
	(void)state;
	static const struct page_language plain = {write_kind, write_kind, write_kind, write_kind, write_kind};
	static const struct {
		const char *template, *page;
	} cases[] = {
		{"{{fact.key_decision}} {{fact.key_decision.reason}}", "Yes cost &amp; wards"},
		{"{{fact.meeting.venue}}{{fact.meeting.body}}{{fact.other}}", "Town Hall"},
		{"{{^fact.other}}none{{/fact.other}}{{#fact.meeting}}{{/fact.meeting}}", "none"},
		{"{{word.table}}", "Table"},
		{"{{stamp}} {{page}} {{reference}}", "1970-01-02 A4 ENV/7"},
		{"{{meeting.body}} {{#meeting}}{{date_iso}}{{/meeting}}", "Cabinet 2012-05-01"},
		{"{{#draft}}d{{/draft}}{{#final}}f{{/final}}{{#restricted}}r{{/restricted}}", "d"},
		{"{{#sheets}}{{#parts}}{{key}}{{#parts}}({{level}}{{key}}){{/parts}} {{/parts}}{{/sheets}}",
			"purpose recommendations implications(3legal) reasons "},
		{"{{#sheets}}{{#parts}}{{#parts}}{{#parts}}never{{/parts}}{{/parts}}{{/parts}}{{/sheets}}", ""},
		{"{{#sheets}}{{#parts}}{{#rows}}never{{/rows}}{{/parts}}{{/sheets}}", ""},
		{"{{#contents}}{{level}}{{/contents}} {{#table_list}}{{number}}/{{id}}{{/table_list}}",
			"222322 Table 1/visits"},
		{"{{#appendix_list}}{{number}} {{{body}}}{{/appendix_list}}{{#has_appendices}}!{{/has_appendices}}", "1 R!"},
		{"{{{css}}}", "R"},
	};
	struct page_kit k;
	kit_begin(&k);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		text_clear(&k.page);
		mustache_render(parse(&k, cases[i].template), page_scope(&k.rendering, &plain), escape_html,
			&k.page);
		assert_string_equal(text_span(&k.page).at, cases[i].page);
	}
	kit_end(&k);
}

/* --- proof of finished pages */
struct damage {
	const char *old, *new; /* the first place is replaced; old NULL: new is appended */
	const char *why;       /* stands in the finding */
};

static struct span damaged(struct page_kit *k, const struct damage *d)
{
	const struct span good = text_span(&k->page);
	if (!d->old)
		return arena_join(k->arena, good, span_of(d->new));
	const size_t at = span_find(good, span_of(d->old));
	if (at == SIZE_MAX)
		fail_msg("no \"%s\" to damage", d->old);
	const struct span first = arena_join(k->arena, span_cut(good, 0, at), span_of(d->new));
	return arena_join(k->arena, first, span_cut(good, at + strlen(d->old), good.length));
}

static void expect_refused(struct page_kit *k, const struct damage *d,
	bool (*verify)(const struct rendering *, struct span))
{
	const size_t before = k->diags.count;
	if (verify(&k->rendering, damaged(k, d)))
		fail_msg("\"%s\" for \"%s\" was taken", d->new, d->old ? d->old : "the end");
	assert_int_equal(k->diags.count, before + 1);
	assert_int_equal(k->diags.items[before].id, FINDING_not_verified);
	struct text sentence = {0};
	finding_sentence(&k->diags.items[before], &sentence);
	if (!kit_has(&sentence, d->why))
		fail_msg("\"%s\" says \"%s\"", d->new, sentence.at);
	text_release(&sentence);
}

static void test_html_that_is_refused(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{NULL, "\n", "its end is missing"},
		{"</html>\n", "</html>", "its end is missing"},
		{"<!DOCTYPE html>", "<!doctype html>", "document type"},
		{"agree", "ag\x01ree", "bytes that are no text"},
		{"agree", "ag\x7Free", "bytes that are no text"},
		{"agree", "ag\xC2\x85ree", "bytes that are no text"},
		{"agree", "ag\xC3ree", "bytes that are no text"},
		{"agree", "ag\xC0\xAFree", "bytes that are no text"},
		{"agree", "ag\xE0\x80\x80ree", "bytes that are no text"},
		{"agree", "ag\xED\xA0\x80ree", "bytes that are no text"},
		{"agree", "ag\xF4\x90\x80\x80ree", "bytes that are no text"},
		{"To agree the plan.</p>", "<!-- x --></p>", "comment"},
		{"To agree the plan.</p>", "<?php ?></p>", "comment"},
		{"To agree the plan.</p>", "<script>x</script></p>", "no place"},
		{"To agree the plan.</p>", "<SCRIPT>x</SCRIPT></p>", "no place"},
		{"To agree the plan.</p>", "<iframe></iframe></p>", "no place"},
		{"To agree the plan.</p>", "<form></form></p>", "no place"},
		{"To agree the plan.</p>", "<base href=\"x\"></p>", "no place"},
		{"To agree the plan.</p>", "<object></object></p>", "no place"},
		{"To agree the plan.</p>", "<link href=\"x\"></p>", "no place"},
		{"To agree the plan.</p>", "<b onclick=\"x\">y</b></p>", "runs a script"},
		{"To agree the plan.</p>", "<b ONCLICK=\"x\">y</b></p>", "runs a script"},
		{"To agree the plan.</p>", "<b title=x>y</b></p>", "not in quotes"},
		{"To agree the plan.</p>", "<b title='x'>y</b></p>", "not in quotes"},
		{"To agree the plan.</p>", "<img src=\"https://x.example/a.png\"></p>", "not inside the page"},
		{"To agree the plan.</p>", "<img src=\"a.png\"></p>", "not inside the page"},
		{"To agree the plan.</p>", "<img srcset=\"a.png\"></p>", "no place"},
		{"To agree the plan.</p>", "<a href=\"javascript:x\">y</a></p>", "link that is not allowed"},
		{"To agree the plan.</p>", "<a href=\"#nobody\">y</a></p>", "\"nobody\""},
		{"To agree the plan.</p>", "<b id=\"_legal\">y</b></p>", "two places have the id \"_legal\""},
		{"To agree the plan.</p>", "<b id=\"A b\">y</b></p>", "other characters"},
		{"To agree the plan.</p>", "<b id=\"\">y</b></p>", "other characters"},
		{"To agree the plan.</p>", "<b>y</p>", "ends inside another"},
		{"To agree the plan.</p>", "y</b></p>", "ends inside another"},
		{"To agree the plan.</p>", "5 < 6</p>", "begins no tag"},
		{"To agree the plan.</p>", "<h1>y</h1></p>", "one main heading"},
		{"<h1 class", "<h2 class", "ends inside another"},
		{"<meta charset=\"utf-8\">", "<meta http-equiv=\"refresh\" content=\"0\">", "meta element that acts"},
		{"<style>\n", "<style>\n@import \"x\";", "asks for another"},
		{"<style>\n", "<style>\np{background:url(https://x.example/)}", "asks for a file"},
	};
	struct page_kit k;
	kit_begin(&k);
	render_html_of(&k);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_refused(&k, &cases[i], verify_html);
	/* "</body" swallows the end tag of the page with it: whatever is said, it is refused */
	const struct damage swallowed = {"</body>\n", "</body\n", ""};
	expect_refused(&k, &swallowed, verify_html);
	static const struct damage fine = {"To agree the plan.</p>",
		"<b title=\"onclick=&quot;x&quot; &lt;script\">caf\xC3\xA9 \xF0\x9F\x8C\xB3</b><br /></p>", ""};
	assert_true(verify_html(&k.rendering, damaged(&k, &fine)));
	kit_end(&k);
}

static void test_markdown_that_is_refused(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{NULL, "\n", "one line end"},
		{"words.\n", "words.", "one line end"},
		{"agree the", "agree\x02the", "bytes that are no text"},
		{"agree the", "agree <b>the</b>", "raw HTML"},
		{"To agree the", "<div>\nTo agree the", "raw HTML"},
		{"## Purpose", "Purpose", "headings"},
		{"## Purpose", "### Purpose", "headings"},
		{"## Purpose", "## Purposes of", "headings"},
		{"### C.1 Legal", "### Legal", "headings"},
		{"To agree", "## Another\n\nTo agree", "headings"},
		{"To agree", "# Another\n\nTo agree", "headings"},
		{"# PARKS", "PARKS", "headings"},
		{"To agree the plan.", "To agree the plan.\n---", "headings"},
		{"To agree the plan.", "To agree the plain.", "words"},
		{"To agree the plan.\n", "", "words"},
		{"(a) agree it; and", "(a) agree; and", "words"},
		{"The Act applies.", "The \\*Act applies.", "words"},
		{"A map in words.", "A map.", "words"},
	};
	struct page_kit k;
	kit_begin(&k);
	render_markdown_of(&k);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_refused(&k, &cases[i], verify_markdown);
	kit_end(&k);
}

static void test_headings_of_an_appendix(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	struct prose_node *text = kit_document(&k, NULL);
	struct prose_node *heading = kit_node(&k, text, PROSE_heading);
	heading->level = 3;
	prose_append(heading, prose_new_text(k.arena, SPAN("North"), PLACE_NONE));
	kit_paragraph(&k, text, "Words.");
	k.appendices[0].text = text;
	k.appendices[0].table = &k.table;
	k.parts[4].body = NULL;
	render_html_of(&k);
	render_markdown_of(&k);
	expect(&k.page, "## Appendix 1: Map\n\n### North\n\nWords.\n\n**Table 1: Visits**\n");
	kit_end(&k);
}

/* Written as it stands it would read back as something else: "*a**b*" is no bold beside bold. */
static void test_bold_that_touches_bold(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	struct prose_node *paragraph = k.parts[0].body->first;
	for (size_t i = 0; i < 3; i++) {
		struct prose_node *mark = kit_node(&k, paragraph, i == 1 ? PROSE_strong : PROSE_emphasis);
		prose_append(mark, prose_new_text(k.arena, SPAN("word"), PLACE_NONE));
	}
	render_markdown_of(&k);
	static const struct prose_options options = {.plain = true};
	struct prose_node *read =
		prose_read_text(k.arena, &k.diags, text_span(&k.page), PLACE_NONE, &options);
	struct text plain = {0};
	prose_plain(read, &plain);
	assert_true(kit_has(&plain, "To agree the plan.wordwordword"));
	text_release(&plain);
	kit_end(&k);
}

static void test_page_too_large(void **state)
{
	(void)state;
	struct page_kit k;
	kit_begin(&k);
	k.page.failed = true; /* as a text is that met its limit */
	assert_false(render_html(&k.rendering, &k.page));
	assert_int_equal(k.diags.items[0].id, FINDING_not_rendered);
	assert_false(render_markdown(&k.rendering, &k.page));
	assert_int_equal(k.diags.count, 2);
	kit_end(&k);
}

static void test_formats(void **state)
{
	(void)state;
	static const struct {
		const char *name, *suffix;
	} rows[] = {{"md", ".md"}, {"html", ".html"}, {"xlsx", ".xlsx"}};
	assert_int_equal(renderer_count, 3);
	for (size_t i = 0; i < renderer_count; i++) {
		assert_string_equal(renderers[i].name, rows[i].name);
		assert_string_equal(renderers[i].suffix, rows[i].suffix);
		assert_true(renderers[i].render && renderers[i].verify);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_of_a_final_paper),
		cmocka_unit_test(test_contents_of_a_long_paper),
		cmocka_unit_test(test_second_sheet),
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_part_without_heading),
		cmocka_unit_test(test_print_lines),
		cmocka_unit_test(test_style_sheet_cannot_end_itself),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_markdown_blocks),
		cmocka_unit_test(test_canary_in_html),
		cmocka_unit_test(test_canary_in_markdown),
		cmocka_unit_test(test_words_that_look_like_markdown),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_html_that_is_refused),
		cmocka_unit_test(test_markdown_that_is_refused),
		cmocka_unit_test(test_headings_of_an_appendix),
		cmocka_unit_test(test_bold_that_touches_bold),
		cmocka_unit_test(test_page_too_large),
		cmocka_unit_test(test_formats),
	};
	return cmocka_run_group_tests_name("render_page", tests, NULL, NULL);
}
