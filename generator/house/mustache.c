/* Rendering of parsed templates. */
#include "house/mustache.h"

#include "base/limits.h"
#include "house/mustache_pieces.h"

#include <string.h>

void escape_html(struct span s, struct text *into)
{
	size_t done = 0;
	for (size_t i = 0; i < s.length; i++) {
		const char *entity;
		switch (s.at[i]) {
		case '&':
			entity = "&amp;";
			break;
		case '<':
			entity = "&lt;";
			break;
		case '>':
			entity = "&gt;";
			break;
		case '"':
			entity = "&quot;";
			break;
		case '\'':
			entity = "&#39;";
			break;
		default:
			continue;
		}
		text_add(into, (struct span){s.at + done, i - done});
		text_add_string(into, entity);
		done = i + 1;
	}
	text_add(into, (struct span){s.at + done, s.length - done});
}

/* The values in reach, innermost first. */
struct frame {
	const struct scope *scope;
	const struct frame *outer;
};

/* What the partials on the way here are indented by, innermost first. */
struct indent {
	struct span blanks;
	const struct indent *outer;
};

struct writer {
	struct text *into;
	escape_function *escape;
	unsigned partial_depth;
};

static const struct scope *member(const struct scope *map, struct span name)
{
	for (size_t i = 0; i < map->entry_count; i++) {
		const char *own = map->entries[i].name;
		if (own[0] == name.at[0] && span_is(name, own))
			return map->entries[i].value;
	}
	return map->find ? map->find(map, name) : NULL;
}

/* The first part of a dotted name is looked for outwards; the others only inside what was found. */
static const struct scope *look_up(const struct dotted *name, const struct frame *frame)
{
	if (name->count == 0)
		return frame->scope;
	const struct scope *found = NULL;
	for (; frame && !found; frame = frame->outer)
		found = member(frame->scope, name->segments[0]);
	for (size_t i = 1; found && i < name->count; i++)
		found = member(found, name->segments[i]);
	return found;
}

static bool is_true(const struct scope *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case SCOPE_false:
		return false;
	case SCOPE_text:
		return value->text.length > 0;
	case SCOPE_rendered:
		return value->text.length > 0 || value->write;
	case SCOPE_list:
		return value->item_count > 0;
	case SCOPE_true:
	case SCOPE_map:
		break;
	}
	return true;
}

static void write_value(
	const struct writer *w, const struct piece *piece, const struct frame *frame)
{
	const struct scope *value = look_up(&piece->name, frame);
	if (!value)
		return;
	if (value->kind == SCOPE_rendered && value->write)
		value->write(value, w->into);
	else if (value->kind == SCOPE_text && piece->kind == PIECE_escaped && w->escape)
		w->escape(value->text, w->into);
	else if (value->kind == SCOPE_text || value->kind == SCOPE_rendered)
		text_add(w->into, value->text);
}

static void write_indent(const struct writer *w, const struct indent *indent)
{
	if (!indent)
		return;
	write_indent(w, indent->outer);
	text_add(w->into, indent->blanks);
}

/* Indents each line of the text that has something on it: the lines of the template, not those that
 * values bring with them. A piece without text only carries the indentation. */
static void write_text(
	const struct writer *w, const struct piece *piece, const struct indent *indent)
{
	if (!indent) {
		text_add(w->into, piece->text);
		return;
	}
	bool begins = piece->begins_line;
	struct span rest = piece->text;
	if (begins && rest.length == 0)
		write_indent(w, indent);
	while (rest.length) {
		const char *end = memchr(rest.at, '\n', rest.length);
		size_t line = end ? (size_t)(end - rest.at) + 1 : rest.length;
		if (begins && rest.at[0] != '\n' && rest.at[0] != '\r')
			write_indent(w, indent);
		text_add(w->into, span_cut(rest, 0, line));
		rest = span_cut(rest, line, rest.length);
		begins = true;
	}
}

static void write_pieces(struct writer *w, const struct template_file *file, size_t from, size_t to,
	const struct frame *frame, const struct indent *indent);

static void write_partial(struct writer *w, const struct piece *piece, const struct frame *frame,
	const struct indent *indent)
{
	if (!piece->partial)
		return;
	if (w->partial_depth == LIMIT_PARTIAL_DEPTH) {
		w->into->failed = true; /* the page would be cut short */
		return;
	}
	/* A partial inside a line has no indentation of its own, and its lines take none. */
	const struct indent own = {piece->text, indent};
	const struct indent *inner = !piece->text.at ? NULL : piece->text.length ? &own : indent;
	w->partial_depth++;
	write_pieces(w, piece->partial, 0, piece->partial->count, frame, inner);
	w->partial_depth--;
}

static void write_section(struct writer *w, const struct template_file *file, size_t at,
	const struct frame *frame, const struct indent *indent)
{
	const struct piece *piece = &file->pieces[at];
	const struct scope *value = look_up(&piece->name, frame);
	if (is_true(value) != (piece->kind == PIECE_section))
		return;
	if (piece->kind == PIECE_inverted) {
		write_pieces(w, file, at + 1, piece->after, frame, indent);
		return;
	}
	const bool list = value->kind == SCOPE_list;
	const size_t times = list ? value->item_count : 1;
	for (size_t i = 0; i < times && !w->into->failed; i++) {
		const struct frame inner = {list ? value->items[i] : value, frame};
		write_pieces(w, file, at + 1, piece->after, &inner, indent);
	}
}

static void write_pieces(struct writer *w, const struct template_file *file, size_t from, size_t to,
	const struct frame *frame, const struct indent *indent)
{
	for (size_t i = from; i < to; i = file->pieces[i].after) {
		const struct piece *piece = &file->pieces[i];
		if (piece->kind == PIECE_text) {
			write_text(w, piece, indent);
			continue;
		}
		const bool placed_by_itself = piece->kind == PIECE_partial && piece->text.at;
		if (piece->begins_line && !placed_by_itself)
			write_indent(w, indent);
		if (piece->kind == PIECE_partial)
			write_partial(w, piece, frame, indent);
		else if (piece->kind == PIECE_section || piece->kind == PIECE_inverted)
			write_section(w, file, i, frame, indent);
		else
			write_value(w, piece, frame);
	}
}

void mustache_render(const struct template_page *page, const struct scope *root,
	escape_function *escape, struct text *into)
{
	struct writer w = {.into = into, .escape = escape};
	const struct frame frame = {root, NULL};
	write_pieces(&w, page->files[0], 0, page->files[0]->count, &frame, NULL);
}

void mustache_each_name(const struct template_page *page,
	void (*see)(void *of, struct span name, struct place place), void *of)
{
	for (size_t f = 0; f < page->count; f++) {
		for (size_t i = 0; i < page->files[f]->count; i++) {
			const struct piece *piece = &page->files[f]->pieces[i];
			if (piece->kind != PIECE_text && piece->kind != PIECE_partial)
				see(of, piece->name.whole, piece->place);
		}
	}
}
