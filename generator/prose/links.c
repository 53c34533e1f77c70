/*
 * What stands where in links and reference definitions. cmark says that there is a link and where it
 * leads, not where its parts are, nor which definitions there were; the grammar is that of
 * CommonMark 0.30, sections 4.7 and 6.3, as cmark 0.30.2 reads it.
 */
#include "prose/reading.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_BYTES 1000 /* more is no label (CommonMark 6.3) */

static bool is_escape(struct span s, size_t i)
{
	return s.at[i] == '\\' && i + 1 < s.length && is_punctuation(s.at[i + 1]);
}

static size_t skip_spaces(struct span s, size_t i)
{
	while (i < s.length && is_space(s.at[i]))
		i++;
	return i;
}

size_t link_label_end(struct span content, size_t from)
{
	if (from >= content.length || content.at[from] != '[')
		return NOWHERE;
	for (size_t i = from + 1; i < content.length && i - from <= LABEL_BYTES + 1; i++) {
		if (is_escape(content, i))
			i++;
		else if (content.at[i] == '[')
			return NOWHERE;
		else if (content.at[i] == ']')
			return i + 1;
	}
	return NOWHERE;
}

static size_t bracketed_address_end(struct span s, size_t from)
{
	for (size_t i = from + 1; i < s.length; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '>')
			return i + 1;
		else if (s.at[i] == '\n' || s.at[i] == '<')
			break;
	}
	return NOWHERE;
}

static size_t address_end(struct span s, size_t from)
{
	size_t depth = 0;
	size_t i = from;
	if (i < s.length && s.at[i] == '<')
		return bracketed_address_end(s, from);
	for (; i < s.length && !is_space(s.at[i]); i++) {
		if (is_escape(s, i))
			i++;
		else if (s.at[i] == '(' && ++depth > 32)
			return NOWHERE;
		else if (s.at[i] == ')' && depth-- == 0)
			return i;
	}
	return depth == 0 || depth == SIZE_MAX ? i : NOWHERE;
}

static size_t title_end(struct span s, size_t from)
{
	if (from >= s.length)
		return NOWHERE;
	char close = s.at[from] == '(' ? ')' : s.at[from];
	if (close != ')' && close != '"' && close != '\'')
		return NOWHERE;
	for (size_t i = from + 1; i < s.length; i++) {
		if (is_escape(s, i))
			i++;
		else if (s.at[i] == close)
			return i + 1;
		else if (s.at[i] == '(' && close == ')')
			return NOWHERE;
	}
	return NOWHERE;
}

size_t link_tail_end(struct span content, size_t from)
{
	if (from >= content.length || content.at[from] != '(')
		return NOWHERE;
	size_t address = skip_spaces(content, from + 1);
	size_t at = address_end(content, address);
	if (at == NOWHERE)
		return NOWHERE;
	size_t title = skip_spaces(content, at);
	size_t after = title > at ? title_end(content, title) : NOWHERE;
	at = skip_spaces(content, after == NOWHERE ? at : after);
	return at < content.length && content.at[at] == ')' ? at + 1 : NOWHERE;
}

/* The end of the line if only blanks are before it, or NOWHERE. */
static size_t line_end_after_blanks(struct span s, size_t from)
{
	while (from < s.length && is_blank(s.at[from]))
		from++;
	if (from == s.length)
		return from;
	return s.at[from] == '\n' ? from + 1 : NOWHERE;
}

static size_t definition_end(struct span s, size_t from)
{
	size_t label = link_label_end(s, from);
	if (label == NOWHERE || label >= s.length || s.at[label] != ':')
		return NOWHERE;
	if (span_trim(span_cut(s, from + 1, label - 1)).length == 0)
		return NOWHERE;
	size_t address = skip_spaces(s, label + 1);
	size_t at = address_end(s, address);
	if (at == NOWHERE || at == address)
		return NOWHERE;
	size_t title = skip_spaces(s, at);
	size_t after = title > at ? title_end(s, title) : NOWHERE;
	size_t end = after == NOWHERE ? NOWHERE : line_end_after_blanks(s, after);
	return end != NOWHERE ? end : line_end_after_blanks(s, at);
}

/* Labels match whatever their case: ASCII, Latin-1 and Latin Extended-A, which holds the Welsh and
 * all other letters that councils' papers have. */
static uint32_t fold(uint32_t c)
{
	if (c < 0x80)
		return (unsigned char)to_lower((char)c);
	if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
		return c + 32;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	return c;
}

static void add_folded(struct text *t, uint32_t c)
{
	if (c < 0x80) {
		text_add_char(t, (char)c);
	} else if (c < 0x800) {
		text_add_char(t, (char)(0xC0 | c >> 6));
		text_add_char(t, (char)(0x80 | (c & 0x3F)));
	}
}

static struct span label_as_compared(struct arena *arena, struct span label)
{
	struct span s = span_trim(label);
	struct text folded = {0};
	for (size_t i = 0, length; i < s.length; i += length) {
		uint32_t c = prose_character_at(s, i, &length);
		if (length == 1 && is_space(s.at[i])) {
			if (text_last(&folded) != ' ')
				text_add_char(&folded, ' ');
		} else if (fold(c) < 0x800) {
			add_folded(&folded, fold(c));
		} else {
			text_add(&folded, span_cut(s, i, i + length));
		}
	}
	struct span result = arena_copy(arena, text_span(&folded));
	text_release(&folded);
	return result;
}

void definitions_read(struct reading *r, const struct leaf *leaf, size_t *from)
{
	for (;;) {
		size_t end = *from < leaf->content.length ? definition_end(leaf->content, *from)
							  : NOWHERE;
		if (end == NOWHERE)
			return;
		size_t label = link_label_end(leaf->content, *from);
		struct span typed = span_cut(leaf->content, *from + 1, label - 1);
		ARENA_GROW(r->arena, r->definitions, r->definition_count, r->definition_capacity);
		r->definitions[r->definition_count++] = (struct definition){
			.label = label_as_compared(r->arena, typed),
			.typed = arena_copy(r->arena, span_trim(typed)),
			.place = leaf_place(r, leaf, *from, label),
		};
		entities_judge(r, leaf, label, end);
		*from = end;
	}
}

/* One line of a paragraph that vanished: without the marks of whatever it stands in. */
static struct span bare_line(const struct reading *r, size_t line, bool first, size_t *at)
{
	size_t end = line_end(r, line);
	size_t i = r->lines[line];
	while (i < end && (is_blank(r->text.at[i]) || r->text.at[i] == '>' ||
				  (first && r->text.at[i] != '[')))
		i++;
	*at = i;
	return span_cut(r->text, i, end);
}

/*
 * A paragraph of definitions and nothing else leaves no node: its lines are those that no block
 * stands on. Only there may everything before the first bracket be taken for container marks.
 */
void definitions_alone(struct reading *r)
{
	char *bytes = arena_take(r->arena, r->text.length + r->line_count + 1);
	uint32_t *places = ARENA_ARRAY(r->arena, uint32_t, r->text.length + r->line_count + 1);
	for (size_t line = 0; line < r->line_count; line++) {
		size_t length = 0;
		for (; line < r->line_count && !r->taken[line]; line++) {
			size_t at;
			struct span words = bare_line(r, line, length == 0, &at);
			if (words.length == 0)
				break;
			for (size_t i = 0; i < words.length; i++) {
				bytes[length] = words.at[i];
				places[length++] = (uint32_t)(at + i);
			}
			bytes[length] = '\n';
			places[length++] = (uint32_t)(at + words.length);
		}
		struct leaf leaf = {{bytes, length}, places};
		size_t from = 0;
		places[length] = length ? places[length - 1] : 0;
		definitions_read(r, &leaf, &from);
	}
}

void definition_use(struct reading *r, struct span label)
{
	ARENA_GROW(r->arena, r->used, r->used_count, r->used_capacity);
	r->used[r->used_count++] = label_as_compared(r->arena, label);
}

static int compare_labels(const void *a, const void *b)
{
	const struct span *one = a;
	const struct span *two = b;
	return span_compare(*one, *two);
}

static int compare_definitions(const void *a, const void *b)
{
	const struct definition *one = a;
	const struct definition *two = b;
	int order = span_compare(one->label, two->label);
	if (order)
		return order;
	return one->place.from < two->place.from ? -1 : one->place.from > two->place.from;
}

/* Of several definitions with one label CommonMark takes the first: the others are unused. */
void definitions_judge(struct reading *r)
{
	if (r->used_count)
		qsort(r->used, r->used_count, sizeof *r->used, compare_labels);
	if (r->definition_count)
		qsort(r->definitions, r->definition_count, sizeof *r->definitions,
			compare_definitions);
	for (size_t i = 0; i < r->definition_count; i++) {
		const struct definition *d = &r->definitions[i];
		bool first = i == 0 || !span_same(d->label, d[-1].label);
		if (first && r->used_count &&
			bsearch(&d->label, r->used, r->used_count, sizeof *r->used, compare_labels))
			continue;
		diag_add(r->diags, FINDING_definition_unused, d->place, d->typed, SPAN_NONE,
			SPAN_NONE);
	}
}
