/*
 * Prose as HTML. For plain CommonMark the bytes are those of cmark_render_html, proved on the 652
 * examples of the specification; settled paragraphs, lists and headings add their numbers.
 */
#include "render/render.h"

#include <string.h>

struct html_writer {
	struct text *into;
	bool raw;                       /* raw HTML and any address pass: specification tests only */
	const struct prose_node *image; /* the one whose alternative text is being written */
};

static void add_escaped(struct text *into, struct span s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.length; i++) {
		const char *escape = NULL;
		switch (s.at[i]) {
		case '&': escape = "&amp;"; break;
		case '<': escape = "&lt;"; break;
		case '>': escape = "&gt;"; break;
		case '"': escape = "&quot;"; break;
		default: continue;
		}
		text_add(into, span_cut(s, from, i));
		text_add_string(into, escape);
		from = i + 1;
	}
	text_add(into, span_cut(s, from, s.length));
}

/* Percent signs stay: the address may be encoded already. */
static void add_address(struct text *into, struct span url)
{
	for (size_t i = 0; i < url.length; i++) {
		char c = url.at[i];
		if (c == '&')
			text_add_string(into, "&amp;");
		else if (c == '\'')
			text_add_string(into, "&#x27;");
		else if (is_letter(c) || is_digit(c) || (c && strchr("-_.+!*(),%#@?=;:/$~", c)))
			text_add_char(into, c);
		else
			text_format(into, "%%%02X", (unsigned)(unsigned char)c);
	}
}

static void new_line(struct text *into)
{
	if (into->length && text_last(into) != '\n')
		text_add_char(into, '\n');
}

static void add_attribute(struct text *into, const char *name, struct span value)
{
	if (!value.at)
		return;
	text_format(into, " %s=\"", name);
	add_escaped(into, value);
	text_add_char(into, '"');
}

static void add_number(struct text *into, struct span number)
{
	if (!number.at)
		return;
	text_add_string(into, "<span class=\"number\">");
	add_escaped(into, number);
	text_add_string(into, "</span> ");
}

/* ---- blocks */

static bool is_lettered(const struct prose_node *list)
{
	for (const struct prose_node *item = list->first; item; item = item->next)
		if (item->number.at)
			return true;
	return false;
}

static void write_list(struct html_writer *w, const struct prose_node *list, bool leaving)
{
	bool lettered = is_lettered(list);
	bool ordered = list->ordered || lettered;
	if (leaving) {
		text_add_string(w->into, ordered ? "</ol>\n" : "</ul>\n");
		return;
	}
	new_line(w->into);
	if (lettered)
		text_add_string(w->into, "<ol class=\"lettered\">\n");
	else if (!ordered)
		text_add_string(w->into, "<ul>\n");
	else if (list->start == 1)
		text_add_string(w->into, "<ol>\n");
	else
		text_format(w->into, "<ol start=\"%d\">\n", (int)list->start);
}

static void write_item(struct html_writer *w, const struct prose_node *item, bool leaving)
{
	if (leaving) {
		text_add_string(w->into, "</li>\n");
		return;
	}
	new_line(w->into);
	text_add_string(w->into, "<li");
	add_attribute(w->into, "id", item->id);
	text_add_char(w->into, '>');
	add_number(w->into, item->number);
}

static bool is_tight(const struct prose_node *paragraph)
{
	const struct prose_node *item = paragraph->parent;
	return item && item->parent && item->parent->kind == PROSE_list && item->parent->tight;
}

/* In a tight list the words stand in the item itself. */
static void write_paragraph(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	bool tight = is_tight(node);
	if (tight && !node->id.at)
		return;
	if (leaving) {
		text_add_string(w->into, tight ? "</span>" : "</p>\n");
		return;
	}
	if (!tight)
		new_line(w->into);
	text_add_string(w->into, tight ? "<span" : "<p");
	add_attribute(w->into, "id", node->id);
	text_add_char(w->into, '>');
}

static void write_heading(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving) {
		text_format(w->into, "</h%d>\n", node->level);
		return;
	}
	new_line(w->into);
	text_format(w->into, "<h%d", node->level);
	add_attribute(w->into, "id", node->id);
	text_add_char(w->into, '>');
	add_number(w->into, node->number);
}

static void write_quote(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	new_line(w->into);
	text_add_string(w->into, leaving ? "</blockquote>\n" : "<blockquote>\n");
}

static void write_code_block(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	new_line(w->into);
	size_t word = 0;
	while (word < node->title.length && !is_space(node->title.at[word]))
		word++;
	text_add_string(w->into, "<pre><code");
	if (node->title.length) {
		text_add_string(w->into, " class=\"language-");
		add_escaped(w->into, span_cut(node->title, 0, word));
		text_add_char(w->into, '"');
	}
	text_add_char(w->into, '>');
	add_escaped(w->into, node->text);
	text_add_string(w->into, "</code></pre>\n");
}

static void write_rule(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	if (leaving)
		return;
	new_line(w->into);
	text_add_string(w->into, "<hr />\n");
}

/* A paper with raw HTML is refused long before; should one come here, its words are shown. */
static void write_html_block(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	new_line(w->into);
	if (w->raw) {
		text_add(w->into, node->text);
	} else {
		text_add_string(w->into, "<p>");
		add_escaped(w->into, span_trim(node->text));
		text_add_string(w->into, "</p>");
	}
	new_line(w->into);
}

static void write_numbered(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving) {
		text_add_string(w->into, "</div>\n</div>\n");
		return;
	}
	new_line(w->into);
	text_add_string(w->into,
		node->number.at ? "<div class=\"numbered\"" : "<div class=\"unnumbered\"");
	add_attribute(w->into, "id", node->id);
	text_add_string(w->into, ">\n");
	if (node->number.at && node->id.at) {
		text_add_string(w->into, "<a class=\"number\" href=\"#");
		add_address(w->into, node->id);
		text_add_string(w->into, "\">");
		add_escaped(w->into, node->number);
		text_add_string(w->into, "</a>\n");
	} else if (node->number.at) {
		add_number(w->into, node->number);
		text_add_char(w->into, '\n');
	}
	text_add_string(w->into, "<div class=\"text\">\n");
}

static void write_table(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving || !node->table)
		return;
	new_line(w->into);
	html_table(node->table, w->into);
	new_line(w->into);
}

static void add_base64(struct span bytes, struct text *into)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.length; i += 3) {
		const size_t here = bytes.length - i < 3 ? bytes.length - i : 3;
		uint32_t three = 0;
		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (k < here ? (unsigned char)bytes.at[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			text_add_char(into, k <= here ? digits[three >> (18 - 6 * k) & 63] : '=');
	}
}

/* Inside the page itself, so that it stays one file. */
static void write_picture(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	const struct picture *picture = node->picture;
	if (leaving || !picture)
		return;
	new_line(w->into);
	text_add_string(w->into, "<figure");
	add_attribute(w->into, "id", node->id.length ? node->id : SPAN_NONE);
	text_format(w->into, ">\n<img src=\"data:%s;base64,", file_type_media(picture->type));
	add_base64(picture->bytes, w->into);
	text_add_char(w->into, '"');
	add_attribute(w->into, "alt", node->text);
	if (picture->width && picture->height)
		text_format(w->into, " width=\"%u\" height=\"%u\"", picture->width, picture->height);
	text_add_string(w->into, ">\n");
	if (node->title.length) {
		text_add_string(w->into, "<figcaption>");
		if (node->number.length) {
			text_add_string(w->into, "<span class=\"label\">");
			add_escaped(w->into, node->number);
			text_add_string(w->into, ":</span> ");
		}
		add_escaped(w->into, node->title);
		text_add_string(w->into, "</figcaption>\n");
	}
	text_add_string(w->into, "</figure>\n");
}

static void write_mark(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	new_line(w->into);
	text_add_string(w->into, "<p class=\"mark\"><strong>");
	add_escaped(w->into, node->text);
	text_add_string(w->into, "</strong></p>\n");
}

/* Settling has put the table in its place; an unsettled mark shows itself. */
static void write_table_here(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	new_line(w->into);
	text_add_string(w->into, "<p>![](#");
	add_escaped(w->into, node->url);
	text_add_string(w->into, ")</p>\n");
}

/* ---- inlines */

static void write_text(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (!leaving)
		add_escaped(w->into, node->text);
}

static void write_soft_break(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	if (!leaving)
		text_add_char(w->into, '\n');
}

static void write_hard_break(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	if (!leaving)
		text_add_string(w->into, "<br />\n");
}

static void write_emphasis(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	text_add_string(w->into, leaving ? "</em>" : "<em>");
}

static void write_strong(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	(void)node;
	text_add_string(w->into, leaving ? "</strong>" : "<strong>");
}

static void write_code(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	text_add_string(w->into, "<code>");
	add_escaped(w->into, node->text);
	text_add_string(w->into, "</code>");
}

static void write_html(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	if (w->raw)
		text_add(w->into, node->text);
	else
		add_escaped(w->into, node->text);
}

static void write_link(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving) {
		text_add_string(w->into, "</a>");
		return;
	}
	text_add_string(w->into, "<a href=\"");
	if (w->raw || node->internal || url_is_safe(node->url))
		add_address(w->into, node->url);
	text_add_char(w->into, '"');
	add_attribute(w->into, "title", node->title.length ? node->title : SPAN_NONE);
	text_add_char(w->into, '>');
}

/* The page asks nothing from anywhere: outside the specification tests only the words are left. */
static void write_image(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (!leaving) {
		w->image = node;
		if (w->raw) {
			text_add_string(w->into, "<img src=\"");
			add_address(w->into, node->url);
			text_add_string(w->into, "\" alt=\"");
		}
		return;
	}
	w->image = NULL;
	if (!w->raw)
		return;
	text_add_char(w->into, '"');
	add_attribute(w->into, "title", node->title.length ? node->title : SPAN_NONE);
	text_add_string(w->into, " />");
}

static void write_reference(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving || node->first)
		return;
	text_add_string(w->into, "[](#");
	add_escaped(w->into, node->url);
	text_add_char(w->into, ')');
}

typedef void node_writer(struct html_writer *w, const struct prose_node *node, bool leaving);

static node_writer *const writers[PROSE_KIND_count] = {
	[PROSE_paragraph] = write_paragraph,
	[PROSE_heading] = write_heading,
	[PROSE_list] = write_list,
	[PROSE_item] = write_item,
	[PROSE_quote] = write_quote,
	[PROSE_code_block] = write_code_block,
	[PROSE_rule] = write_rule,
	[PROSE_html_block] = write_html_block,
	[PROSE_table_here] = write_table_here,
	[PROSE_numbered] = write_numbered,
	[PROSE_table] = write_table,
	[PROSE_picture] = write_picture,
	[PROSE_mark] = write_mark,
	[PROSE_text] = write_text,
	[PROSE_soft_break] = write_soft_break,
	[PROSE_hard_break] = write_hard_break,
	[PROSE_emphasis] = write_emphasis,
	[PROSE_strong] = write_strong,
	[PROSE_code] = write_code,
	[PROSE_link] = write_link,
	[PROSE_image] = write_image,
	[PROSE_html] = write_html,
	[PROSE_reference] = write_reference,
};

/* In an attribute stand words only. */
static void write_alternative(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (leaving)
		return;
	if (node->kind == PROSE_soft_break || node->kind == PROSE_hard_break)
		text_add_char(w->into, ' ');
	else
		add_escaped(w->into, node->text);
}

static void write_node(struct html_writer *w, const struct prose_node *node, bool leaving)
{
	if (w->image && w->image != node)
		write_alternative(w, node, leaving);
	else if (writers[node->kind])
		writers[node->kind](w, node, leaving);
}

static void write_all(const struct prose_node *node, struct text *into, bool raw)
{
	struct html_writer w = {.into = into, .raw = raw};
	write_node(&w, node, false);
	for (struct prose_visit v = {.root = node}; prose_visit(&v);)
		write_node(&w, v.node, v.leaving);
	write_node(&w, node, true);
}

void html_prose(const struct prose_node *node, struct text *into)
{
	write_all(node, into, false);
}

void html_prose_raw(const struct prose_node *node, struct text *into)
{
	write_all(node, into, true);
}
