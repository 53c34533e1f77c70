#include "source/mend.h"

#include <string.h>

#define TAB_SPACES 2

static char byte_at(const struct source *source, size_t at)
{
	return at < source->bytes.length ? source->bytes.at[at] : 0;
}

static bool ends_line(const struct source *source, size_t at)
{
	char c = byte_at(source, at);
	return at >= source->bytes.length || c == '\n' || c == '\r';
}

static size_t line_begin(const struct source *source, size_t at)
{
	while (at > source->mark && !ends_line(source, at - 1))
		at--;
	return at;
}

static size_t line_end(const struct source *source, size_t at)
{
	while (!ends_line(source, at))
		at++;
	return at;
}

static size_t next_line(const struct source *source, size_t at)
{
	at = line_end(source, at);
	return byte_at(source, at) == '\r' && byte_at(source, at + 1) == '\n' ? at + 2 : at + 1;
}

static size_t skip_blanks(const struct source *source, size_t at)
{
	while (is_blank(byte_at(source, at)))
		at++;
	return at;
}

static struct edit edit_of(
	const struct source *source, size_t from, size_t to, struct span bytes, bool certain)
{
	return (struct edit){{source->number, (uint32_t)from, (uint32_t)to}, bytes, certain};
}

/* --- quotes */

bool line_goes_on(const struct source *source, size_t at)
{
	const size_t line = line_begin(source, at), after = next_line(source, at);
	const size_t text = skip_blanks(source, line), below = skip_blanks(source, after);
	return !ends_line(source, below) && below - after > text - line;
}

struct edit mend_by_quotes(struct arena *arena, const struct source *source, size_t from)
{
	const struct span rest =
		span_trim(span_cut(source->bytes, from, line_end(source, from)));
	if (rest.length == 0 || line_goes_on(source, from))
		return (struct edit){0};
	for (size_t i = 0; i < rest.length; i++)
		if (strchr("\"\\#", rest.at[i]))
			return (struct edit){0};
	const struct span quoted = arena_format(arena, "\"%.*s\"", SPAN_ARG(rest));
	return edit_of(source, from, from + rest.length, quoted, true);
}

struct edit mend_curly_quotes(
	struct arena *arena, const struct source *source, size_t from, size_t to)
{
	static const struct {
		const char *opening, *closing, *straight, *apart;
	} curly[] = {
		{"\xE2\x80\x9C", "\xE2\x80\x9D", "\"", "\"\\\r\n"},
		{"\xE2\x80\x98", "\xE2\x80\x99", "'", "'\r\n"},
	};
	const struct span typed = span_trim(span_cut(source->bytes, from, to));
	for (size_t i = 0; i < sizeof curly / sizeof *curly; i++) {
		if (typed.length < 7 || !span_starts(typed, curly[i].opening) ||
			!span_ends(typed, curly[i].closing))
			continue;
		const struct span inner = span_cut(typed, 3, typed.length - 3);
		bool plain = span_find(inner, span_of(curly[i].opening)) == SIZE_MAX &&
			     span_find(inner, span_of(curly[i].closing)) == SIZE_MAX;
		for (size_t k = 0; k < inner.length; k++)
			plain = plain && !strchr(curly[i].apart, inner.at[k]);
		if (!plain)
			break;
		const struct span straight = arena_format(
			arena, "%s%.*s%s", curly[i].straight, SPAN_ARG(inner), curly[i].straight);
		return edit_of(source, from, from + typed.length, straight, true);
	}
	return (struct edit){0};
}

/* --- tabs */

struct indent {
	size_t tabs, spaces;
	bool blank; /* nothing else stands in the line */
};

static struct indent indent_at(const struct source *source, size_t line)
{
	struct indent indent = {0};
	const size_t text = skip_blanks(source, line);
	for (size_t at = line; at < text; at++) {
		indent.tabs += byte_at(source, at) == '\t';
		indent.spaces += byte_at(source, at) == ' ';
	}
	indent.blank = ends_line(source, text);
	return indent;
}

/* The least indentation by spaces that the file has; 0: a line mixes tabs with spaces. */
static size_t spaces_of_tab(const struct source *source)
{
	size_t least = 0;
	for (size_t line = source->mark; line < source->bytes.length; line = next_line(source, line)) {
		const struct indent indent = indent_at(source, line);
		if (indent.blank)
			continue;
		if (indent.tabs && indent.spaces)
			return 0;
		if (indent.spaces && (least == 0 || indent.spaces < least))
			least = indent.spaces;
	}
	return least == 0 ? TAB_SPACES : least <= 4 ? least : 0;
}

struct edit mend_tabs(struct arena *arena, const struct source *source, size_t at)
{
	const size_t spaces = spaces_of_tab(source);
	size_t from = line_begin(source, at), to = from;
	if (!spaces || !indent_at(source, from).tabs)
		return (struct edit){0};
	/* syntax stops at the first of them, so that none before it is left */
	struct text mended = {0};
	for (size_t line = from; line < source->bytes.length; line = next_line(source, line)) {
		const struct indent indent = indent_at(source, line);
		if (!indent.tabs && !indent.blank)
			break;
		const size_t end = next_line(source, line);
		text_add_repeated(&mended, ' ', indent.blank ? 0 : indent.tabs * spaces);
		text_add(&mended, span_cut(source->bytes, line + (indent.blank ? 0 : indent.tabs),
			end));
		to = end < source->bytes.length ? end : source->bytes.length;
	}
	const bool failed = text_failed(&mended);
	const struct span bytes = arena_copy(arena, text_span(&mended));
	text_release(&mended);
	return failed ? (struct edit){0} : edit_of(source, from, to, bytes, true);
}

/* --- folded blocks */

/* A line of ordinary words: in Markdown it begins nothing. */
static bool begins_words(const struct source *source, size_t text)
{
	const char c = byte_at(source, text);
	return is_letter(c) || (unsigned char)c >= 0x80 || strchr("(\"'$", c);
}

static bool is_list_line(const struct source *source, size_t text)
{
	size_t digits = 0;
	while (digits < 3 && is_digit(byte_at(source, text + digits)))
		digits++;
	if (digits == 0)
		return strchr("-*+", byte_at(source, text)) && is_blank(byte_at(source, text + 1));
	return digits < 3 && strchr(".)", byte_at(source, text + digits)) &&
	       is_blank(byte_at(source, text + digits + 1));
}

/*
 * Every line that is joined to the one above it must be of words, or of a list where that is what was
 * found: a dash or a figure that only came to stand at the beginning of a line would begin a list.
 */
struct edit mend_folded(const struct source *source, const struct node *scalar, bool is_list)
{
	const size_t from = scalar->place.from;
	struct edit edit = edit_of(source, from, from + 1, SPAN("|"), true);
	bool first = true, in_list = false;
	size_t indent = SIZE_MAX;
	for (size_t line = next_line(source, from); line < scalar->place.to && edit.certain;
		line = next_line(source, line)) {
		const size_t text = skip_blanks(source, line);
		if (ends_line(source, text)) {
			first = true;
			in_list = false;
			continue;
		}
		if (indent == SIZE_MAX)
			indent = text - line;
		const bool item = is_list && text - line == indent && is_list_line(source, text);
		in_list = in_list || item;
		edit.certain = item || (text - line == indent && first) ||
			       ((text - line == indent || in_list) && begins_words(source, text));
		first = false;
	}
	return edit;
}
