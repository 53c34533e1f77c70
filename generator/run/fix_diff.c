/* The preview of a fix. No edit adds or takes a line, so the lines of both texts are pairs. */
#include "run/fix.h"

#define CONTEXT_LINES 3

struct lines {
	struct span *items; /* each with its LF */
	size_t count;
};

static struct lines split(struct arena *arena, struct span text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.length; i++)
		count += text.at[i] == '\n';
	struct lines lines = {.items = ARENA_ARRAY(arena, struct span, count + 1)};
	for (size_t from = 0; from < text.length;) {
		const struct span rest = span_cut(text, from, text.length);
		const size_t end = span_find(rest, SPAN("\n"));
		const struct span line = span_cut(rest, 0, end == SIZE_MAX ? rest.length : end + 1);
		lines.items[lines.count++] = line;
		from += line.length;
	}
	return lines;
}

/* A name as git writes it: in quotes with escapes where it holds what a header cannot. */
static void add_name(struct span name, struct text *into)
{
	bool quoted = false, spaced = false;
	while (span_starts(name, "./"))
		name = span_cut(name, 2, name.length);
	for (size_t i = 0; i < name.length; i++) {
		const unsigned char c = (unsigned char)name.at[i];
		quoted = quoted || c < 0x20 || c == 0x7F || c == '"' || c == '\\';
		spaced = spaced || c == ' ';
	}
	if (quoted)
		text_add_char(into, '"');
	for (size_t i = 0; i < name.length; i++) {
		const unsigned char c = (unsigned char)name.at[i];
		if (c < 0x20 || c == 0x7F)
			text_format(into, "\\%03o", c);
		else if (c == '"' || c == '\\')
			text_format(into, "\\%c", c);
		else
			text_add_char(into, name.at[i]);
	}
	text_add_string(into, quoted ? "\"\n" : spaced ? "\t\n" : "\n");
}

static void add_line(char mark, struct span line, struct text *into)
{
	text_add_char(into, mark);
	text_add(into, line);
	if (!span_ends(line, "\n"))
		text_add_string(into, "\n\\ No newline at end of file\n");
}

static bool differs(const struct lines *a, const struct lines *b, size_t i)
{
	return !span_same(a->items[i], b->items[i]);
}

/* Changed lines with the same ones around them, as far as no other change is near. */
static size_t add_hunk(const struct lines *a, const struct lines *b, size_t first, struct text *into)
{
	const size_t from = first > CONTEXT_LINES ? first - CONTEXT_LINES : 0;
	size_t last = first;
	for (size_t i = first; i < a->count && i <= last + 2 * CONTEXT_LINES + 1; i++)
		if (differs(a, b, i))
			last = i;
	const size_t to = last + CONTEXT_LINES + 1 < a->count ? last + CONTEXT_LINES + 1 : a->count;
	text_format(into, "@@ -%zu,%zu +%zu,%zu @@\n", from + 1, to - from, from + 1, to - from);
	for (size_t i = from; i < to;) {
		if (!differs(a, b, i)) {
			add_line(' ', a->items[i++], into);
			continue;
		}
		size_t end = i;
		while (end < to && differs(a, b, end))
			end++;
		for (size_t k = i; k < end; k++)
			add_line('-', a->items[k], into);
		for (; i < end; i++)
			add_line('+', b->items[i], into);
	}
	return to;
}

void fix_diff(struct span name, struct span before, struct span after, struct text *into)
{
	struct arena *arena = arena_new();
	const struct lines a = split(arena, before), b = split(arena, after);
	bool begun = false;
	for (size_t i = 0; i < a.count && i < b.count;) {
		if (!differs(&a, &b, i)) {
			i++;
			continue;
		}
		if (!begun) {
			text_add_string(into, "--- ");
			add_name(name, into);
			text_add_string(into, "+++ ");
			add_name(name, into);
		}
		begun = true;
		i = add_hunk(&a, &b, i, into);
	}
	arena_release(arena);
}
