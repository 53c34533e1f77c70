/* The HTML page: one file, made by the style's template, proved before it is handed on. */
#include "render/page.h"

#include <string.h>

#define FORMAT_NAME "HTML page"

/* --- values in the language of the page */
static void write_prose(const struct scope *value, struct text *into)
{
	html_prose(page_object(value), into);
}

static void write_children(const struct scope *value, struct text *into)
{
	const struct prose_node *node = page_object(value);
	for (const struct prose_node *n = node->first; n; n = n->next)
		html_prose(n, into);
}

static void write_row(const struct scope *value, struct text *into)
{
	const struct settled_row *row = page_object(value);
	struct span rest = row->spoken.at ? row->spoken : row->text;
	while (rest.length) {
		const size_t line = span_find(rest, SPAN("\n"));
		escape_html(line == SIZE_MAX ? rest : span_cut(rest, 0, line), into);
		if (line == SIZE_MAX)
			return;
		text_add_string(into, "<br>\n");
		rest = span_cut(rest, line + 1, rest.length);
	}
}

static void write_appendix(const struct scope *value, struct text *into)
{
	const struct settled_appendix *appendix = page_object(value);
	if (appendix->text)
		html_prose(appendix->text, into);
	if (appendix->table)
		html_table(appendix->table, into);
}

/* --- the style sheet, and the lines that browsers print on each page */
/* "</style" would end the sheet; a backslash before the solidus changes nothing in CSS. */
static void add_style_sheet(struct span css, struct text *into)
{
	for (size_t at; (at = span_find(css, SPAN("</"))) != SIZE_MAX;) {
		text_add(into, span_cut(css, 0, at));
		text_add_string(into, "<\\/");
		css = span_cut(css, at + 2, css.length);
	}
	text_add(into, css);
}

static void add_css_string(struct span s, struct text *into)
{
	text_add_char(into, '"');
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		if ((unsigned char)c >= 0x80 || is_letter(c) || is_digit(c) || c == ' ' ||
			c == ',' || c == '.')
			text_add_char(into, c);
		else
			text_format(into, "\\%x ", (unsigned char)c);
	}
	text_add_char(into, '"');
}

#define SHORT_TITLE_BYTES 70u

static void add_short(struct span s, struct text *into)
{
	size_t end = s.length;
	if (end > SHORT_TITLE_BYTES) {
		end = SHORT_TITLE_BYTES;
		while (end && s.at[end] != ' ')
			end--;
	}
	text_add(into, span_cut(s, 0, end));
	if (end < s.length)
		text_add_string(into, "\xE2\x80\xA6");
}

static void add_with_dot(struct span s, struct text *line)
{
	if (!s.length)
		return;
	if (line->length)
		text_add_string(line, " \xC2\xB7 ");
	add_short(s, line);
}

static void add_version(const struct settled *s, struct text *line)
{
	if (!s->version.length)
		return;
	struct text version = {0};
	text_add(&version, house_word(s->house, s->language, "version"));
	text_add_char(&version, ' ');
	text_add(&version, s->version);
	add_with_dot(text_span(&version), line);
	text_release(&version);
}

static void add_running_head(const struct settled *s, struct text *line)
{
	if (!s->final)
		add_with_dot(s->status_text, line);
	if (s->sheet_count && s->sheets[0].page_head_others.length) {
		add_with_dot(s->sheets[0].page_head_others, line);
		return;
	}
	add_with_dot(s->body, line);
	add_with_dot(s->date_text, line);
	add_with_dot(s->reference, line);
	add_version(s, line);
	add_with_dot(s->title, line);
}

static void add_page_size(struct span page, struct text *into)
{
	for (size_t i = 0; i < page.length; i++)
		if (!is_letter(page.at[i]) && !is_digit(page.at[i]))
			return;
	if (page.length)
		text_format(into, "size:%.*s;", SPAN_ARG(page));
}

static void write_css(const struct scope *value, struct text *into)
{
	const struct rendering *what = page_object(value);
	const struct settled *s = what->settled;
	add_style_sheet(s->house->style_sheet, into);
	struct text line = {0};
	add_running_head(s, &line);
	text_add_string(into, "@page{");
	add_page_size(s->house->page, into);
	text_add_string(into, "@top-left{content:");
	add_css_string(text_span(&line), into);
	text_add_string(into, "}@bottom-right{content:");
	add_css_string(house_word(s->house, s->language, "page"), into);
	text_add_string(into, "\" \" counter(page) \" \"");
	add_css_string(house_word(s->house, s->language, "page_of"), into);
	text_add_string(into, "\" \" counter(pages)}");
	if (s->sheet_count && s->sheets[0].page_foot_others.length) {
		text_add_string(into, "@bottom-left{content:");
		add_css_string(s->sheets[0].page_foot_others, into);
		text_add_char(into, '}');
	}
	text_add_string(
		into, "}\n@page:first{@top-left{content:\"\"}@bottom-left{content:\"\"}}\n");
	text_release(&line);
}

static const struct page_language html = {
	.prose = write_prose,
	.children = write_children,
	.row = write_row,
	.appendix = write_appendix,
	.css = write_css,
};

bool render_html(const struct rendering *what, struct text *into)
{
	mustache_render(
		what->settled->house->page_html, page_scope(what, &html), escape_html, into);
	if (text_failed(into))
		return page_not_rendered(what, FORMAT_NAME,
			SPAN("it would be too large, or its parts are nested "
			     "too deep"));
	return true;
}

/* --- proof */
struct marks { /* ids, or the ids that links lead to */
	struct span *items;
	size_t count, capacity;
};

#define DEEPEST 256u

struct proof {
	struct arena *arena;
	const char *at, *end;
	struct marks ids, links;
	struct span open[DEEPEST];
	size_t depth;
	size_t main_headings;
	const char *fault; /* NULL: none so far */
};

static bool is_one_of(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (to_lower(s.at[0]) == **words && span_same_ignoring_case(s, span_of(*words)))
			return true;
	return false;
}

static const char *const forbidden[] = {"script", "base", "form", "iframe", "frame", "object",
	"embed", "link", "applet", "input", "button", "textarea", "select", "template", "portal",
	NULL};
static const char *const without_end[] = {"area", "br", "col", "hr", "img", "meta", "wbr", NULL};
/* What makes a browser ask somebody for something, or do something. */
static const char *const forbidden_attributes[] = {"srcset", "srcdoc", "action", "formaction",
	"ping", "background", "poster", "data", "manifest", "autofocus", NULL};

static void add_mark(struct proof *p, struct marks *marks, struct span s)
{
	ARENA_GROW(p->arena, marks->items, marks->count, marks->capacity);
	marks->items[marks->count++] = s;
}

static bool is_anchor(struct span id)
{
	for (size_t i = 0; i < id.length; i++) {
		const char c = id.at[i];
		if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '-' && c != '_')
			return false;
	}
	return id.length > 0;
}

static const char *prove_attribute(struct proof *p, struct span name, struct span value)
{
	if (name.length > 2 && to_lower(name.at[0]) == 'o' && to_lower(name.at[1]) == 'n')
		return "there is an attribute that runs a script";
	if (is_one_of(name, forbidden_attributes))
		return "there is an attribute that has no place in it";
	if (span_is(name, "id")) {
		if (!is_anchor(value))
			return "an id has other characters than a-z, 0-9, - and _";
		add_mark(p, &p->ids, value);
	} else if (span_is(name, "href") && span_starts(value, "#")) {
		add_mark(p, &p->links, span_cut(value, 1, value.length));
	} else if (span_is(name, "href") && !url_is_safe(value)) {
		return "there is a link that is not allowed";
	} else if (span_is(name, "src") && !span_starts(value, "data:image/")) {
		return "there is a picture that is not inside the page";
	} else if (span_is(name, "http-equiv") && !span_is(value, "Content-Security-Policy")) {
		return "there is a meta element that acts";
	}
	return NULL;
}

static bool is_attribute_character(char c)
{
	return !is_space(c) && c != '=' && c != '>' && c != '/' && c != '"' && c != '\'' &&
	       c != '<';
}

/* From behind the element's name to behind its ">". */
static const char *prove_attributes(struct proof *p, bool *closed)
{
	*closed = false;
	while (p->at < p->end) {
		while (p->at < p->end && is_space(*p->at))
			p->at++;
		if (p->at < p->end && *p->at == '/') {
			*closed = true;
			p->at++;
			continue;
		}
		if (p->at < p->end && *p->at == '>') {
			p->at++;
			return NULL;
		}
		const char *begin = p->at;
		while (p->at < p->end && is_attribute_character(*p->at))
			p->at++;
		const struct span name = {begin, (size_t)(p->at - begin)};
		struct span value = SPAN("");
		if (name.length == 0)
			return "a tag is not written as it should be";
		if (p->end - p->at > 1 && *p->at == '=') {
			const char *close = p->at[1] == '"' ? memchr(p->at + 2, '"',
								      (size_t)(p->end - p->at) - 2)
							    : NULL;
			if (!close)
				return "the value of an attribute is not in quotes";
			value = (struct span){p->at + 2, (size_t)(close - p->at) - 2};
			p->at = close + 1;
		}
		const char *fault = prove_attribute(p, name, value);
		if (fault)
			return fault;
	}
	return "a tag is never closed";
}

static const char *prove_style(struct proof *p)
{
	const struct span rest = {p->at, (size_t)(p->end - p->at)};
	const size_t length = span_find(rest, SPAN("</"));
	if (length == SIZE_MAX)
		return "the style sheet is never closed";
	const struct span css = span_cut(rest, 0, length);
	if (span_find(css, SPAN("@import")) != SIZE_MAX)
		return "the style sheet asks for another one";
	struct span left = css;
	for (size_t at; (at = span_find(left, SPAN("url("))) != SIZE_MAX;) {
		left = span_cut(left, at + 4, left.length);
		if (!span_starts(left, "data:") && !span_starts(left, "\"data:"))
			return "the style sheet asks for a file";
	}
	p->at += length;
	return NULL;
}

static const char *prove_end_tag(struct proof *p)
{
	const char *close = memchr(p->at, '>', (size_t)(p->end - p->at));
	if (!close)
		return "a tag is never closed";
	const struct span name = {p->at, (size_t)(close - p->at)};
	p->at = close + 1;
	if (p->depth == 0 || !span_same(p->open[p->depth - 1], name))
		return "an element ends inside another";
	p->depth--;
	return NULL;
}

static const char *prove_tag(struct proof *p)
{
	const char *begin = p->at;
	while (p->at < p->end && (is_letter(*p->at) || is_digit(*p->at)))
		p->at++;
	const struct span name = {begin, (size_t)(p->at - begin)};
	if (name.length == 0)
		return "there is a \"<\" that begins no tag";
	if (is_one_of(name, forbidden))
		return "there is an element that has no place in it";
	bool closed;
	const char *fault = prove_attributes(p, &closed);
	if (fault)
		return fault;
	p->main_headings += span_is(name, "h1");
	if (closed || is_one_of(name, without_end))
		return NULL;
	if (p->depth == DEEPEST)
		return "its elements are nested too deep";
	p->open[p->depth++] = name;
	return span_is(name, "style") ? prove_style(p) : NULL;
}

static const char *prove_markup(struct proof *p)
{
	static const char doctype[] = "<!DOCTYPE html>\n";
	const size_t length = sizeof doctype - 1;
	if ((size_t)(p->end - p->at) < length || memcmp(p->at, doctype, length) != 0)
		return "it does not begin with the document type";
	p->at += length;
	while ((p->at = memchr(p->at, '<', (size_t)(p->end - p->at))) != NULL) {
		p->at++;
		const char *fault;
		if (p->at < p->end && *p->at == '/') {
			p->at++;
			fault = prove_end_tag(p);
		} else if (p->at < p->end && (*p->at == '!' || *p->at == '?')) {
			fault = "there is a comment in it";
		} else {
			fault = prove_tag(p);
		}
		if (fault)
			return fault;
	}
	return p->depth ? "an element is never ended" : NULL;
}

/* --- ids: each once, and each link leads to one */
static uint32_t hash_of(struct span s)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < s.length; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 16777619u;
	return hash;
}

/* The slot of the id, or the free one where it belongs. */
static struct span *slot_of(struct span *slots, size_t size, struct span id)
{
	size_t i = hash_of(id) & (size - 1);
	while (slots[i].at && !span_same(slots[i], id))
		i = (i + 1) & (size - 1);
	return &slots[i];
}

static const char *prove_ids(struct proof *p, struct span *culprit)
{
	size_t size = 16;
	while (size < p->ids.count * 2)
		size *= 2;
	struct span *slots = ARENA_ARRAY(p->arena, struct span, size);
	for (size_t i = 0; i < p->ids.count; i++) {
		struct span *slot = slot_of(slots, size, p->ids.items[i]);
		*culprit = p->ids.items[i];
		if (slot->at)
			return "two places have the id";
		*slot = *culprit;
	}
	for (size_t i = 0; i < p->links.count; i++) {
		*culprit = p->links.items[i];
		if (!slot_of(slots, size, *culprit)->at)
			return "a link leads to a place that is not there:";
	}
	return NULL;
}

bool verify_html(const struct rendering *what, struct span bytes)
{
	struct proof *p = ARENA_NEW(what->arena, struct proof);
	*p = (struct proof){.arena = what->arena, .at = bytes.at, .end = bytes.at + bytes.length};
	if (!page_bytes_are_clean(bytes))
		return page_not_verified(what, FORMAT_NAME, SPAN("it has bytes that are no text"));
	if (!span_ends(bytes, "</html>\n"))
		return page_not_verified(what, FORMAT_NAME, SPAN("its end is missing"));
	const char *fault = prove_markup(p);
	if (!fault && p->main_headings != 1)
		fault = "it must have one main heading";
	if (fault)
		return page_not_verified(what, FORMAT_NAME, span_of(fault));
	struct span culprit = SPAN_NONE;
	fault = prove_ids(p, &culprit);
	if (fault)
		return page_not_verified(what, FORMAT_NAME,
			arena_format(what->arena, "%s \"%.*s\"", fault, SPAN_ARG(culprit)));
	return true;
}
