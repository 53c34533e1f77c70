/*
 * Where the inlines of a paragraph or heading stand. cmark 0.30.2 is wrong about the columns of up
 * to 42 % of them (behind escapes, entities, hard breaks and indented lines), but its tree and its
 * block lines are right: so the content is walked again, beside the tree, with a cursor.
 */
#include "prose/reading.h"

#include <string.h>

#define SEARCH_BYTES 4096 /* how far a text is looked for that does not stand at the cursor */

struct walk {
	struct reading *r;
	const struct leaf *leaf;
	struct prose_node *block;
	size_t cursor;
	struct prose_node *last_text; /* with where its bytes stand */
	const uint32_t *last_at;
	uint32_t *begins; /* for each node that is open: where it began */
	size_t depth, capacity;
};

struct place leaf_place(const struct reading *r, const struct leaf *leaf, size_t from, size_t to)
{
	return prose_place(r, leaf->at[from], leaf->at[to]);
}

/* ---- the content: the lines without the marks of quotes and lists around them */

struct marks {
	size_t quotes;
	bool deep; /* a list is around a quote: the quote's mark may be indented */
};

static struct marks marks_around(const struct prose_node *block)
{
	struct marks marks = {0};
	bool quote_inside = false;
	for (const struct prose_node *p = block->parent; p; p = p->parent) {
		marks.quotes += p->kind == PROSE_quote;
		quote_inside = quote_inside || p->kind == PROSE_quote;
		marks.deep = marks.deep || (p->kind == PROSE_item && quote_inside);
	}
	return marks;
}

/* A quote's mark may stand three columns in, and one blank after the mark before belongs to that;
 * further in it is text of a lazy line, unless a list lies between. */
static size_t skip_marks(struct span text, size_t at, size_t end, struct marks marks)
{
	size_t column = 0, from = 0;
	for (; at < end; at++) {
		char c = text.at[at];
		if (c == '>' && marks.quotes > 0 && (column - from <= 3 || marks.deep)) {
			marks.quotes--;
			column++;
			from = column + (at + 1 < end && is_blank(text.at[at + 1]));
		} else if (is_blank(c)) {
			column += c == '\t' ? 4 - column % 4 : 1;
		} else {
			break;
		}
	}
	return at;
}

static struct leaf content_of(const struct reading *r, const struct prose_node *block,
	size_t first_line, size_t last_line, size_t from)
{
	size_t most = line_end(r, last_line) - from + 2;
	char *bytes = ARENA_ROOM(r->arena, char, most);
	uint32_t *at = ARENA_ROOM(r->arena, uint32_t, most);
	struct marks marks = marks_around(block);
	size_t length = 0;
	for (size_t line = first_line; line <= last_line; line++) {
		size_t end = line_end(r, line);
		size_t i = line == first_line ? from : r->lines[line];
		i = skip_marks(r->text, i, end, line == first_line ? (struct marks){0} : marks);
		memcpy(bytes + length, r->text.at + i, end - i);
		for (; i < end; i++)
			at[length++] = (uint32_t)i;
		bytes[length] = '\n';
		at[length++] = (uint32_t)end;
	}
	return (struct leaf){{bytes, length - 1}, at};
}

/* Without `## ` before and ` ##` after; a setext heading without the line below it. */
static size_t trim_heading(struct leaf *leaf)
{
	struct span s = leaf->content;
	size_t from = 0;
	while (from < s.length && s.at[from] == '#')
		from++;
	bool underlined = from == 0 || from > 6 || (from < s.length && !is_space(s.at[from]));
	size_t end = s.length;
	if (underlined) {
		while (end > 0 && s.at[end - 1] != '\n')
			end--;
		leaf->content.length = end > 0 ? end - 1 : 0;
		return 0;
	}
	while (end > from && is_space(s.at[end - 1]))
		end--;
	size_t marks = end;
	while (marks > from && s.at[marks - 1] == '#')
		marks--;
	leaf->content.length = marks == from || is_blank(s.at[marks - 1]) ? marks : end;
	while (from < leaf->content.length && is_blank(s.at[from]))
		from++;
	return from;
}

static void find_pipe_table(struct reading *r, const struct leaf *leaf)
{
	struct span s = leaf->content;
	size_t before = 0;
	if (!s.length || !memchr(s.at, '|', s.length))
		return;
	for (size_t from = 0; from < s.length;) {
		size_t end = from;
		size_t bars = 0, dashes = 0, others = 0;
		for (; end < s.length && s.at[end] != '\n'; end++) {
			bars += s.at[end] == '|';
			dashes += s.at[end] == '-';
			others += !strchr("|-: \t\r", s.at[end]);
		}
		if (bars && dashes && !others) {
			diag_add(r->diags, FINDING_pipe_table, leaf_place(r, leaf, before, end),
				SPAN_NONE, SPAN_NONE, SPAN_NONE);
			return;
		}
		before = from;
		from = end + 1;
	}
}

/* ---- the walk */

/* Whether the text stands there as it is typed, with nothing in it that stands for something else. */
static bool is_verbatim(struct span content, struct span literal, size_t from)
{
	const char *typed = content.at + from;
	return content.length - from >= literal.length && memcmp(typed, literal.at, literal.length) == 0 &&
	       !memchr(typed, '\\', literal.length) && !memchr(typed, '&', literal.length) &&
	       !memchr(typed, 0, literal.length);
}

/* Follows a text from `from`; `at` gets the content byte of each of its bytes. The byte after it,
 * or NOWHERE. */
static size_t follow(struct span content, struct span literal, size_t from, uint32_t *at)
{
	size_t i = 0;
	if (literal.length && is_verbatim(content, literal, from)) {
		for (; i < literal.length; i++)
			at[i] = (uint32_t)(from + i);
		return from + i;
	}
	while (i < literal.length) {
		if (from >= content.length)
			return NOWHERE;
		const char *bytes = &content.at[from];
		if (*bytes != '\\' && *bytes != '&' && *bytes != 0) { /* stands for itself */
			if (*bytes != literal.at[i])
				return NOWHERE;
			at[i++] = (uint32_t)from++;
			continue;
		}
		size_t made = 1, typed = 1;
		struct entity entity = {0};
		if (*bytes == '\\' && from + 1 < content.length &&
			is_punctuation(content.at[from + 1])) {
			bytes++;
			typed = 2;
		} else if (*bytes == '&') {
			entity = entity_at(content, from);
			if (entity.length) {
				bytes = entity.bytes;
				made = entity.count;
				typed = entity.length;
			}
		} else if (*bytes == 0) { /* cmark's sign for it */
			bytes = "\xEF\xBF\xBD";
			made = 3;
		}
		if (literal.length - i < made || memcmp(bytes, literal.at + i, made) != 0)
			return NOWHERE;
		for (size_t k = 0; k < made; k++)
			at[i++] = (uint32_t)from;
		from += typed;
	}
	return from;
}

static size_t skip_to(const struct walk *w, char one, char two)
{
	struct span s = w->leaf->content;
	size_t i = w->cursor;
	while (i < s.length && s.at[i] != one && s.at[i] != two)
		i++;
	return i < s.length ? i : w->cursor;
}

static void move_past(struct walk *w, size_t bytes)
{
	w->cursor += bytes;
	if (w->cursor > w->leaf->content.length)
		w->cursor = w->leaf->content.length;
}

/* After a backslash at a line's end cmark leaves the blanks with which a lazy line begins; they are
 * not in the content. */
static size_t stray_blanks(const struct walk *w, const struct prose_node *node)
{
	size_t blanks = 0;
	if (!node->previous || node->previous->kind != PROSE_hard_break ||
		is_blank(w->leaf->content.at[w->cursor]))
		return 0;
	while (blanks < node->text.length && is_blank(node->text.at[blanks]))
		blanks++;
	return blanks;
}

static void walk_text(struct walk *w, struct prose_node *node)
{
	struct span content = w->leaf->content;
	uint32_t *at = ARENA_ROOM(w->r->arena, uint32_t, node->text.length + 1);
	size_t stray = stray_blanks(w, node);
	struct span words = span_cut(node->text, stray, node->text.length);
	size_t last = w->cursor + SEARCH_BYTES;
	for (size_t i = 0; i < stray; i++)
		at[i] = (uint32_t)w->cursor;
	for (size_t from = w->cursor; from < content.length && from < last; from++) {
		size_t end = follow(content, words, from, at + stray);
		if (end == NOWHERE)
			continue;
		at[node->text.length] = (uint32_t)end;
		w->cursor = end;
		node->place = leaf_place(w->r, w->leaf, from, end);
		entities_judge(w->r, w->leaf, from, end);
		marks_of_text(w->r, w->leaf, node, at);
		w->last_text = node;
		w->last_at = at;
		return;
	}
	node->place = leaf_place(w->r, w->leaf, w->cursor, w->cursor);
}

static void walk_break(struct walk *w, struct prose_node *node)
{
	size_t at = skip_to(w, '\n', '\n');
	node->place = leaf_place(w->r, w->leaf, w->cursor, at);
	w->cursor = at;
	move_past(w, 1);
}

static void walk_code(struct walk *w, struct prose_node *node)
{
	struct span s = w->leaf->content;
	size_t from = skip_to(w, '`', '`');
	size_t at = from, run = 0;
	while (at < s.length && s.at[at] == '`')
		at++;
	size_t opening = at - from;
	for (; at < s.length && run != opening;) {
		run = 0;
		for (; at < s.length && s.at[at] == '`'; at++)
			run++;
		at += run == 0;
	}
	node->place = leaf_place(w->r, w->leaf, from, at);
	w->cursor = at;
}

static void walk_html(struct walk *w, struct prose_node *node)
{
	size_t from = skip_to(w, '<', '<');
	w->cursor = from;
	struct span here = span_cut(w->leaf->content, from, from + node->text.length);
	if (span_same(here, node->text))
		move_past(w, node->text.length);
	else
		w->cursor = skip_to(w, '>', '>') + 1;
	move_past(w, 0);
	node->place = leaf_place(w->r, w->leaf, from, w->cursor);
}

static void walk_autolink(struct walk *w, struct prose_node *node)
{
	size_t from = w->cursor;
	size_t close = skip_to(w, '>', '>');
	w->cursor = close;
	move_past(w, 1);
	node->place = leaf_place(w->r, w->leaf, from, w->cursor);
	if (node->first)
		node->first->place = leaf_place(w->r, w->leaf, from + 1, close);
	entities_judge(w->r, w->leaf, from, close);
}

static void begin(struct walk *w, size_t at)
{
	ARENA_GROW(w->r->arena, w->begins, w->depth, w->capacity);
	w->begins[w->depth++] = (uint32_t)at;
}

static void walk_in(struct walk *w, struct prose_visit *visit)
{
	struct prose_node *node = visit->node;
	switch (node->kind) {
	case PROSE_text:
		walk_text(w, node);
		break;
	case PROSE_soft_break:
	case PROSE_hard_break:
		walk_break(w, node);
		break;
	case PROSE_code:
		walk_code(w, node);
		break;
	case PROSE_html:
		walk_html(w, node);
		break;
	case PROSE_emphasis:
	case PROSE_strong:
		w->cursor = skip_to(w, '*', '_');
		begin(w, w->cursor);
		move_past(w, node->kind == PROSE_strong ? 2 : 1);
		break;
	case PROSE_image:
		w->cursor = skip_to(w, '!', '!');
		begin(w, w->cursor);
		move_past(w, 2);
		break;
	default: /* a link */
		w->cursor = skip_to(w, '[', '<');
		if (w->leaf->content.at[w->cursor] == '<') {
			walk_autolink(w, node);
			visit->leaving = true;
			break;
		}
		begin(w, w->cursor);
		move_past(w, 1);
		break;
	}
}

/* From the `]` on: `(address "title")`, `[label]`, `[]` or nothing. */
static void walk_tail(struct walk *w, size_t begin)
{
	struct span s = w->leaf->content;
	size_t close = skip_to(w, ']', ']');
	w->cursor = close;
	move_past(w, 1);
	size_t end = link_tail_end(s, w->cursor);
	if (end != NOWHERE) {
		entities_judge(w->r, w->leaf, w->cursor, end);
		w->cursor = end;
		return;
	}
	size_t open = begin < s.length && s.at[begin] == '!' ? begin + 2 : begin + 1;
	struct span label = span_cut(s, open, close);
	end = link_label_end(s, w->cursor);
	if (end != NOWHERE) {
		if (end - w->cursor > 2)
			label = span_cut(s, w->cursor + 1, end - 1);
		w->cursor = end;
	}
	definition_use(w->r, label);
}

static void walk_out(struct walk *w, struct prose_node *node)
{
	switch (node->kind) {
	case PROSE_emphasis:
	case PROSE_strong:
		w->cursor = skip_to(w, '*', '_');
		move_past(w, node->kind == PROSE_strong ? 2 : 1);
		break;
	case PROSE_link:
	case PROSE_image:
		walk_tail(w, w->begins[w->depth - 1]);
		break;
	default:
		return;
	}
	node->place = leaf_place(w->r, w->leaf, w->begins[--w->depth], w->cursor);
}

void leaf_read(struct reading *r, struct prose_node *block, size_t first_line, size_t last_line,
	size_t from)
{
	struct leaf leaf = content_of(r, block, first_line, last_line, from);
	struct walk w = {.r = r, .leaf = &leaf, .block = block};
	if (block->kind == PROSE_heading)
		w.cursor = trim_heading(&leaf);
	if (w.cursor == 0) /* not after `#` */
		definitions_read(r, &leaf, &w.cursor);
	if (block->kind == PROSE_paragraph)
		find_pipe_table(r, &leaf);
	for (struct prose_visit v = {.root = block}; prose_visit(&v);) {
		if (v.leaving)
			walk_out(&w, v.node);
		else
			walk_in(&w, &v);
	}
	if (w.last_text && w.last_text == block->last)
		marks_at_end(r, &leaf, block, w.last_at);
	marks_misplaced(r, block);
	marks_foreign(r, block);
	marks_of_links(r, block);
}
