/*
 * From each byte of a scalar's value to the byte of the file it was made from. libyaml tells only
 * where a scalar begins and ends, so its text is read once more by the rules of libyaml's scanner,
 * and compared with libyaml's value byte by byte: a walk that goes astray is noticed, never
 * believed.
 */
#include "source/characters.h"
#include "source/tree.h"

#include <string.h>

struct walk {
	struct span file;
	struct span value;
	uint32_t *map;
	size_t made; /* bytes of the value found so far */
	bool astray; /* a byte differs from the value */
};

static void make(struct walk *w, char c, size_t at)
{
	if (w->made == w->value.length || w->value.at[w->made] != c)
		w->astray = true;
	else
		w->map[w->made++] = (uint32_t)at;
}

static char byte_at(const struct walk *w, size_t at)
{
	return at < w->file.length ? w->file.at[at] : 0;
}

static bool is_break(const struct walk *w, size_t at)
{
	char c = byte_at(w, at);
	return c == '\n' || c == '\r';
}

static bool is_blank_at(const struct walk *w, size_t at)
{
	return is_blank(byte_at(w, at));
}

static size_t after_break(const struct walk *w, size_t at)
{
	return byte_at(w, at) == '\r' && byte_at(w, at + 1) == '\n' ? at + 2 : at + 1;
}

static size_t line_end(const struct walk *w, size_t at)
{
	while (at < w->file.length && !is_break(w, at))
		at++;
	return at;
}

/* Empty lines: each of `count` line ends from `at` on, with nothing but blanks between, is made a
 * newline. */
static void make_empty_lines(struct walk *w, size_t at, size_t count)
{
	for (; count && !w->astray; count--) {
		while (is_blank_at(w, at))
			at++;
		make(w, '\n', at);
		at = after_break(w, at);
	}
}

/* --- plain and quoted scalars */

/* An escape of \x, \u or \U: so many digits follow. */
static size_t hex_digits(char c)
{
	return c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
}

static uint32_t hex_value(char c)
{
	return (uint32_t)(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
}

static uint32_t escaped_point(const struct walk *w, size_t at)
{
	static const char letters[] = "0abt\tnvfre \"/\\N_LP";
	static const uint32_t points[] = {
		0, 7, 8, 9, 9, 10, 11, 12, 13, 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
	char c = byte_at(w, at + 1);
	size_t digits = hex_digits(c);
	if (!digits) {
		const char *letter = c ? strchr(letters, c) : NULL;
		return letter ? points[letter - letters] : UINT32_MAX;
	}
	uint32_t point = 0;
	for (size_t i = 0; i < digits; i++)
		point = point << 4 | (hex_value(byte_at(w, at + 2 + i)) & 0xF);
	return point;
}

static size_t make_escape(struct walk *w, size_t at)
{
	char bytes[4];
	size_t count = character_write(escaped_point(w, at), bytes);
	w->astray = w->astray || count == 0;
	for (size_t i = 0; i < count; i++)
		make(w, bytes[i], at);
	return at + 2 + hex_digits(byte_at(w, at + 1));
}

/* Text up to a blank, a line end or the closing quote. */
static size_t make_word(struct walk *w, size_t at, size_t end, char quote)
{
	while (at < end && !w->astray && !is_blank_at(w, at) && !is_break(w, at)) {
		char c = w->file.at[at];
		if (quote == '\'' && c == '\'' && byte_at(w, at + 1) == '\'' && at + 1 < end) {
			make(w, '\'', at);
			at += 2;
		} else if (quote && c == quote) {
			break;
		} else if (quote == '"' && c == '\\') {
			if (is_break(w, at + 1))
				break;
			at = make_escape(w, at);
		} else {
			make(w, c, at++);
		}
	}
	return at;
}

/*
 * Blanks and line ends between words. Blanks in a line stay. Around line ends they go; one line end
 * is a space, n are n - 1 newlines; one behind a backslash is nothing.
 */
static size_t make_gap(struct walk *w, size_t at, size_t end)
{
	bool escaped = byte_at(w, at) == '\\';
	size_t from = escaped ? at + 1 : at;
	at = from;
	while (at < end && is_blank_at(w, at))
		at++;
	if (!is_break(w, at) || at >= end) {
		for (size_t i = from; i < at; i++)
			make(w, w->file.at[i], i);
		return at;
	}
	size_t first = at, more = 0;
	at = after_break(w, at);
	size_t empty_from = at;
	while (at < end && (is_blank_at(w, at) || is_break(w, at))) {
		more += is_break(w, at);
		at = is_break(w, at) ? after_break(w, at) : at + 1;
	}
	if (!escaped && more == 0)
		make(w, ' ', first);
	make_empty_lines(w, empty_from, more);
	return at;
}

static bool walk_flow(struct walk *w, size_t from, size_t to, char quote)
{
	size_t at = quote ? from + 1 : from;
	while (at < to && !w->astray) {
		at = make_word(w, at, to, quote);
		if (at >= to || (quote && w->file.at[at] == quote))
			break;
		at = make_gap(w, at, to);
	}
	w->map[w->made] = (uint32_t)at;
	return !w->astray && w->made == w->value.length;
}

/* --- literal and folded scalars */

struct block_line {
	size_t text;        /* first byte after the indentation */
	size_t empty_from;  /* where the empty lines before it begin */
	size_t empty_lines; /* how many */
	bool ends;          /* the scalar ends before this line */
};

/* Passes over empty lines to the next line of the scalar. */
static struct block_line next_line(const struct walk *w, size_t at, size_t indent)
{
	struct block_line line = {at, at, 0, false};
	for (;; line.empty_lines++) {
		size_t spaces = 0;
		while (spaces < indent && byte_at(w, at + spaces) == ' ')
			spaces++;
		at += spaces;
		line.text = at;
		if (!is_break(w, at)) {
			line.ends = spaces < indent || at >= w->file.length;
			return line;
		}
		at = after_break(w, at);
	}
}

static bool walk_block(struct walk *w, size_t from, size_t indent, bool folded)
{
	*w = (struct walk){.file = w->file, .value = w->value, .map = w->map};
	size_t at = line_end(w, from); /* of the header */
	if (at < w->file.length)
		at = after_break(w, at);
	size_t pending =
		SIZE_MAX; /* the last line's end, not yet known to be a newline or a space */
	bool was_indented = false;
	struct block_line line = next_line(w, at, indent);
	while (!line.ends && !w->astray) {
		bool indented = is_blank_at(w, line.text);
		bool folds = folded && !was_indented && !indented;
		if (pending != SIZE_MAX && !folds)
			make(w, '\n', pending);
		else if (pending != SIZE_MAX && line.empty_lines == 0)
			make(w, ' ', pending);
		make_empty_lines(w, line.empty_from, line.empty_lines);
		was_indented = indented;
		size_t end = line_end(w, line.text);
		for (size_t i = line.text; i < end && !w->astray; i++)
			make(w, w->file.at[i], i);
		at = end;
		pending = SIZE_MAX;
		if (end >= w->file.length)
			break;
		pending = end;
		at = after_break(w, end);
		line = next_line(w, at, indent);
	}
	/* Chomping: as many of the last line ends as the value has. */
	if (pending != SIZE_MAX && w->made < w->value.length)
		make(w, '\n', pending);
	size_t missing = w->value.length - w->made;
	if (!w->astray && missing && line.ends && missing <= line.empty_lines)
		make_empty_lines(w, line.empty_from, missing);
	w->map[w->made] = w->made ? w->map[w->made - 1] + 1 : (uint32_t)from;
	return !w->astray && w->made == w->value.length;
}

/* The indentation as the file shows it: spaces before the first line with text, less those with
 * which the value's first line begins. 0 when there is no such line. */
static size_t likely_indent(const struct walk *w, size_t from)
{
	size_t at = line_end(w, from), spaces = 0;
	while (at < w->file.length && is_break(w, at)) {
		at = after_break(w, at);
		spaces = 0;
		while (byte_at(w, at) == ' ') {
			at++;
			spaces++;
		}
	}
	size_t first = 0, own = 0;
	while (first < w->value.length && w->value.at[first] == '\n')
		first++;
	while (first + own < w->value.length && w->value.at[first + own] == ' ')
		own++;
	return spaces > own ? spaces - own : 0;
}

#define INDENT_MOST 200

static bool walk_any_block(struct walk *w, size_t from, bool folded)
{
	size_t likely = likely_indent(w, from);
	if (likely && walk_block(w, from, likely, folded))
		return true;
	/* Needed only where the first lines hold nothing but blanks. */
	for (size_t indent = 1; indent <= INDENT_MOST; indent++)
		if (walk_block(w, from, indent, folded))
			return true;
	return false;
}

static uint32_t *make_map(
	struct arena *arena, const struct source *source, const struct node *scalar, bool *right)
{
	struct walk w = {.file = source->bytes, .value = scalar->text};
	w.map = ARENA_ARRAY(arena, uint32_t, scalar->text.length + 1);
	size_t from = scalar->place.from, to = scalar->place.to;
	switch (scalar->style) {
	case SCALAR_plain:
		*right = walk_flow(&w, from, to, 0);
		break;
	case SCALAR_single:
		*right = walk_flow(&w, from, to, '\'');
		break;
	case SCALAR_double:
		*right = walk_flow(&w, from, to, '"');
		break;
	case SCALAR_literal:
	case SCALAR_folded:
		*right = walk_any_block(&w, from, scalar->style == SCALAR_folded);
		break;
	}
	for (size_t i = 0; !*right && i <= scalar->text.length; i++)
		w.map[i] = scalar->place.from;
	return w.map;
}

const uint32_t *scalar_map(
	struct arena *arena, const struct source *source, const struct node *scalar)
{
	bool right;
	return make_map(arena, source, scalar, &right);
}

/* The end of what the file holds for one byte of the value: an escape, a doubled quote, or itself.
 */
static uint32_t unit_end(const struct source *source, enum scalar_style style, uint32_t at)
{
	const char *c = source->bytes.at + at;
	if (style == SCALAR_double && *c == '\\')
		return at + 2 + (uint32_t)hex_digits(c[1]);
	return style == SCALAR_single && *c == '\'' ? at + 2 : at + 1;
}

struct place place_in_scalar(struct arena *arena, const struct source *source,
	const struct node *scalar, size_t from, size_t to)
{
	bool right;
	const uint32_t *map = make_map(arena, source, scalar, &right);
	if (!right || from > scalar->text.length)
		return scalar->place;
	if (to > scalar->text.length)
		to = scalar->text.length;
	uint32_t end = to > from ? unit_end(source, scalar->style, map[to - 1]) : map[from];
	return (struct place){source->number, map[from], end};
}
