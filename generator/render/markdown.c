/* The Markdown page: plain CommonMark (tables apart) that reads well as it stands. */
#include "render/markdown_parts.h"
#include "render/page.h"

#define FORMAT_NAME "Markdown page"

/* --- values in the language of the page */
/* The template sets the lines around a value. */
static void drop_line_ends(struct text *into, size_t from)
{
	size_t length = into->length;
	while (length > from && into->at[length - 1] == '\n')
		length--;
	text_cut(into, length);
}

static const struct markdown_options by_context = {0};

/*
 * Bold that touches bold is all that was ever seen to read back differently, so only passages with
 * some are read back one by one (it takes three times as long as writing them); verify_markdown
 * proves the words of all. A passage that cannot be written fails the whole page.
 */
static void write_checked(
	const struct scope *value, const struct prose_node *node, struct text *into)
{
	const struct rendering *what = ((const struct page_object *)value->of)->what;
	const size_t from = into->length;
	if (!markdown_has_emphasis(node)) {
		if (!what->trial)
			markdown_prose(node, &by_context, into);
	} else if (!markdown_prose_checked(node, what->diags, what->trial ? NULL : into) &&
		   !text_failed(into)) {
		page_not_rendered(what, FORMAT_NAME,
			SPAN("a passage cannot be written in Markdown; write its bold and italics "
			     "plainer"));
		into->failed = true;
	}
	drop_line_ends(into, from);
}

static void write_prose(const struct scope *value, struct text *into)
{
	write_checked(value, page_object(value), into);
}

static void write_children(const struct scope *value, struct text *into)
{
	const struct prose_node *node = page_object(value);
	for (const struct prose_node *n = node->first; n; n = n->next) {
		write_checked(value, n, into);
		if (n->next)
			text_add_string(into, "\n\n");
	}
}

/* A heading is one line; elsewhere a backslash keeps the line end. */
static void write_row(const struct scope *value, struct text *into)
{
	const struct settled_row *row = page_object(value);
	struct span rest = row->text;
	while (rest.length) {
		const size_t line = span_find(rest, SPAN("\n"));
		markdown_escape(span_trim(line == SIZE_MAX ? rest : span_cut(rest, 0, line)), into);
		if (line == SIZE_MAX)
			return;
		text_add_string(into, row->is_title ? " " : "\\\n");
		rest = span_cut(rest, line + 1, rest.length);
	}
}

static void write_appendix(const struct scope *value, struct text *into)
{
	const struct settled_appendix *appendix = page_object(value);
	const size_t from = into->length;
	if (appendix->text)
		write_checked(value, appendix->text, into);
	if (appendix->text && appendix->table)
		text_add_string(into, "\n\n");
	if (appendix->table)
		markdown_table(appendix->table, into);
	drop_line_ends(into, from);
}

static void write_nothing(const struct scope *value, struct text *into)
{
	(void)value;
	(void)into;
}

static const struct page_language markdown = {
	.prose = write_prose,
	.children = write_children,
	.row = write_row,
	.appendix = write_appendix,
	.css = write_nothing,
};

static bool was_reported(const struct diags *diags, size_t from)
{
	for (size_t i = from; i < diags->count; i++)
		if (diags->items[i].id == FINDING_not_rendered)
			return true;
	return false;
}

bool render_markdown(const struct rendering *what, struct text *into)
{
	const size_t from = into->length, findings = what->diags->count;
	mustache_render(
		what->settled->house->page_md, page_scope(what, &markdown), markdown_escape, into);
	drop_line_ends(into, from);
	text_add_char(into, '\n');
	if (!text_failed(into))
		return true;
	return !was_reported(what->diags, findings) &&
	       page_not_rendered(what, FORMAT_NAME,
		       SPAN("it would be too large, or its parts are nested "
			    "too deep"));
}

/* --- proof: the page is read back as CommonMark */
/* A tab of the paper is written as a blank. */
static bool same_words(struct span a, struct span b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (a.at[i] != b.at[i] && !(is_space(a.at[i]) && is_space(b.at[i])))
			return false;
	return true;
}

static bool has_words(struct span heading, struct span number, struct span words)
{
	const size_t known = number.length + words.length;
	return heading.length >= known && heading.length <= known + 2 &&
	       span_same(span_cut(heading, 0, number.length), number) &&
	       same_words(span_cut(heading, heading.length - words.length, heading.length), words);
}

/* An appendix's own headings are not among the contents of the paper. */
static size_t headings_in_appendices(const struct settled *s)
{
	size_t count = 0;
	for (size_t i = 0; i < s->appendix_count; i++) {
		const struct prose_node *text = s->appendices[i].text;
		for (const struct prose_node *n = text ? text->first : NULL; n; n = n->next)
			count += n->kind == PROSE_heading;
	}
	return count;
}

/* The place of the next heading that stands on the page. */
static size_t next_heading(const struct settled *s, size_t from)
{
	while (from < s->contents_count && s->contents[from].of_sheet)
		from++;
	return from;
}

static bool prove_headings(const struct rendering *what, const struct prose_node *document)
{
	const struct settled *s = what->settled;
	size_t next = next_heading(s, 0), titles = 0, others = 0;
	struct text words = {0};
	for (const struct prose_node *n = document->first; n; n = n->next) {
		if (n->kind != PROSE_heading)
			continue;
		text_clear(&words);
		prose_plain(n, &words);
		if (n->level == 1)
			titles++;
		else if (next < s->contents_count && n->level == s->contents[next].level &&
			 has_words(span_trim(text_span(&words)), s->contents[next].number,
				 span_trim(s->contents[next].heading)))
			next = next_heading(s, next + 1);
		else
			others++;
	}
	text_release(&words);
	return next == s->contents_count && titles == 1 && others == headings_in_appendices(s);
}

/* The words of the page as they are read back, and those of a leaf that must be among them. */
struct page_words {
	struct text read, leaf;
	size_t at; /* leaves come in the order of the page, so each is looked for behind the last */
};

static bool find_words(struct page_words *w, struct span leaf)
{
	const struct span all = text_span(&w->read);
	size_t found = span_find(span_cut(all, w->at, all.length), leaf);
	if (found == SIZE_MAX) { /* a template of the style's own may order them otherwise */
		w->at = 0;
		found = span_find(all, leaf);
	}
	if (found == SIZE_MAX)
		return false;
	w->at += found + leaf.length;
	return true;
}

static bool prove_words_of(struct page_words *w, const struct prose_node *body)
{
	for (struct prose_node *n = body ? body->first : NULL; n; n = prose_walk(body, n)) {
		if (n->kind != PROSE_paragraph && n->kind != PROSE_heading)
			continue;
		text_clear(&w->leaf);
		prose_plain(n, &w->leaf);
		if (!find_words(w, span_trim(text_span(&w->leaf))))
			return false;
	}
	return true;
}

static bool prove_words_of_parts(
	struct page_words *w, const struct settled_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!prove_words_of(w, parts[i].body) ||
			!prove_words_of_parts(w, parts[i].parts, parts[i].part_count))
			return false;
	return true;
}

static bool prove_words(const struct settled *s, const struct prose_node *document)
{
	struct page_words w = {0};
	prose_plain(document, &w.read);
	bool right = true;
	for (size_t i = 0; i < s->sheet_count && right; i++)
		right = prove_words_of_parts(&w, s->sheets[i].parts, s->sheets[i].part_count);
	for (size_t i = 0; i < s->appendix_count && right; i++)
		right = prove_words_of(&w, s->appendices[i].text);
	right = right && !text_failed(&w.read) && !text_failed(&w.leaf);
	text_release(&w.read);
	text_release(&w.leaf);
	return right;
}

static bool has_raw_html(const struct prose_node *document)
{
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n))
		if (n->kind == PROSE_html || n->kind == PROSE_html_block)
			return true;
	return false;
}

bool verify_markdown(const struct rendering *what, struct span bytes)
{
	if (!page_bytes_are_clean(bytes))
		return page_not_verified(what, FORMAT_NAME, SPAN("it has bytes that are no text"));
	if (!span_ends(bytes, "\n") || span_ends(bytes, "\n\n"))
		return page_not_verified(
			what, FORMAT_NAME, SPAN("it does not end with one line end"));
	/* What is found wrong with prose was told when the paper was read: these findings are
	 * dropped. */
	struct arena *arena = arena_new();
	struct diags ignored;
	diags_init(&ignored, arena);
	static const struct prose_options options = {
		.raw_html = true, .plain = true, .unlimited = true};
	const struct prose_node *document =
		prose_read_text(arena, &ignored, bytes, PLACE_NONE, &options);
	const bool raw = has_raw_html(document), headings = prove_headings(what, document),
		   words = prove_words(what->settled, document);
	arena_release(arena);
	if (raw)
		return page_not_verified(what, FORMAT_NAME, SPAN("there is raw HTML in it"));
	if (!headings)
		return page_not_verified(
			what, FORMAT_NAME, SPAN("its headings are not those of the paper"));
	if (!words)
		return page_not_verified(
			what, FORMAT_NAME, SPAN("its words are not those of the paper"));
	return true;
}
