#include "render/workbook_plan.h"

#include "source/characters.h"

/* --- characters */
/* Can it stand in XML 1.0, and does it say anything? Guarded at the door too; the library would
 * write it raw and the file could not be opened. */
static bool can_stand(uint32_t point)
{
	if (point < 0x20)
		return point == '\t' || point == '\n';
	return !((point >= 0x7F && point < 0xA0) || (point & 0xFFFE) == 0xFFFE ||
		 (point >= 0xFDD0 && point <= 0xFDEF));
}

static bool is_hexadecimal(char c)
{
	return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

static bool is_escape(struct span s, size_t at)
{
	if (at + 7 > s.length || s.at[at + 1] != 'x' || s.at[at + 6] != '_')
		return false;
	for (size_t i = at + 2; i < at + 6; i++)
		if (!is_hexadecimal(s.at[i]))
			return false;
	return true;
}

/* --- measuring */
struct measure {
	size_t units, line, longest, word, longest_word;
};

static void measure(struct measure *m, uint32_t point)
{
	m->units += point > 0xFFFF ? 2 : 1;
	m->line = point == '\n' ? 0 : m->line + 1;
	m->word = point == '\n' || point == ' ' ? 0 : m->word + 1;
	if (m->line > m->longest)
		m->longest = m->line;
	if (m->word > m->longest_word)
		m->longest_word = m->word;
}

struct sheet_text sheet_text(struct arena *arena, struct span s)
{
	struct text clean = {0};
	struct measure m = {0};
	size_t kept = 0; /* bytes up to here are in `clean` */
	for (size_t i = 0; i < s.length;) {
		const struct character c = character_at(s, i);
		const size_t next = i + (c.bytes ? c.bytes : 1);
		if (!c.bytes || !can_stand(c.point)) {
			text_add(&clean, span_cut(s, kept, i));
			kept = next;
		} else {
			measure(&m, c.point);
		}
		if (c.point == '_' && is_escape(s, i)) {
			text_add(&clean, span_cut(s, kept, i));
			text_add_string(&clean, "_x005F_");
			kept = i + 1;
			m.units += 6;
		}
		i = next;
	}
	struct span whole = s;
	if (kept) {
		text_add(&clean, span_cut(s, kept, s.length));
		whole = text_span(&clean);
	}
	const struct sheet_text result = {whole.length ? arena_copy(arena, whole).at : "", m.units,
		m.longest, m.longest_word};
	text_release(&clean);
	return result;
}

const char *sheet_line(struct arena *arena, struct span s, size_t most_units)
{
	struct text line = {0};
	size_t units = 0;
	for (size_t i = 0; i < s.length;) {
		const struct character c = character_at(s, i);
		const struct span bytes = span_cut(s, i, i + c.bytes);
		i += c.bytes ? c.bytes : 1;
		if (!c.bytes || (!can_stand(c.point) && c.point != '\r'))
			continue;
		units += c.point > 0xFFFF ? 2 : 1;
		if (units > most_units)
			break;
		const bool space = c.point < 0x20;
		if (!space)
			text_add(&line, bytes);
		else if (text_last(&line) != ' ')
			text_add_char(&line, ' ');
	}
	const struct span trimmed = span_trim(text_span(&line));
	const char *result = trimmed.length ? arena_copy(arena, trimmed).at : "";
	text_release(&line);
	return result;
}

size_t wrapped_lines(const char *text, size_t characters)
{
	size_t lines = 1, used = 0;
	while (*text) {
		size_t word = 0;
		for (; *text && *text != ' ' && *text != '\n'; text++)
			word += ((unsigned char)*text & 0xC0) != 0x80;
		if (used && used + word > characters) {
			lines++;
			used = 0;
		}
		for (; word > characters; word -= characters)
			lines++;
		used += word + 1;
		if (*text == '\n') {
			lines++;
			used = 0;
		}
		text += *text != 0;
	}
	return lines;
}

/* --- prose */
static void write_blocks(const struct prose_node *node, size_t depth, struct text *into);
static void write_inlines(const struct prose_node *parent, struct text *into);

/* The address stands after the words, as on a printed page; a place in the paper has none. */
static void write_link(const struct prose_node *node, struct text *into)
{
	const size_t from = into->length;
	write_inlines(node, into);
	const struct span words = span_cut(text_span(into), from, into->length);
	struct span address = node->url;
	if (span_starts(address, "mailto:"))
		address = span_cut(address, sizeof "mailto:" - 1, address.length);
	if (node->internal || span_starts(node->url, "#") || address.length == 0 ||
		span_same(words, address))
		return;
	text_add_string(into, words.length ? " (" : "");
	text_add(into, address);
	text_add_string(into, words.length ? ")" : "");
}

static void write_inline(const struct prose_node *node, struct text *into)
{
	switch (node->kind) {
	case PROSE_soft_break:
		text_add_char(into, ' ');
		break;
	case PROSE_hard_break:
		text_add_char(into, '\n');
		break;
	case PROSE_link:
		write_link(node, into);
		break;
	default:
		text_add(into, node->text);
		write_inlines(node, into);
		break;
	}
}

static void write_inlines(const struct prose_node *parent, struct text *into)
{
	for (const struct prose_node *n = parent->first; n; n = n->next)
		write_inline(n, into);
}

static void begin_line(size_t depth, struct text *into)
{
	if (into->length && text_last(into) != '\n')
		text_add_char(into, '\n');
	text_add_repeated(into, ' ', 4 * depth);
}

/* The first paragraph goes on in the line of its bullet or number. */
static void write_after_mark(const struct prose_node *parent, size_t depth, struct text *into)
{
	const struct prose_node *first = parent->first;
	if (first && first->kind == PROSE_paragraph) {
		write_inlines(first, into);
		first = first->next;
	}
	for (const struct prose_node *n = first; n; n = n->next)
		write_blocks(n, depth, into);
}

static void write_number(const struct prose_node *node, struct text *into)
{
	if (!node->number.length)
		return;
	text_add(into, node->number);
	text_add_char(into, ' ');
}

static void write_list(const struct prose_node *list, size_t depth, struct text *into)
{
	int32_t number = list->start;
	for (const struct prose_node *item = list->first; item; item = item->next, number++) {
		begin_line(depth, into);
		write_number(item, into);
		if (!item->number.length && list->ordered)
			text_format(into, "%d%c ", (int)number, list->paren ? ')' : '.');
		else if (!item->number.length)
			text_add_string(into, "\xE2\x80\xA2 ");
		write_after_mark(item, depth + 1, into);
	}
}

/* Literal text that ends with a line end of its own. */
static void write_literal(struct span text, size_t depth, struct text *into)
{
	begin_line(depth, into);
	while (text.length && text.at[text.length - 1] == '\n')
		text.length--;
	text_add(into, text);
}

static void write_blocks(const struct prose_node *node, size_t depth, struct text *into)
{
	switch (node->kind) {
	case PROSE_list:
		write_list(node, depth, into);
		return;
	case PROSE_code_block:
	case PROSE_html_block:
	case PROSE_mark:
		write_literal(node->text, depth, into);
		return;
	case PROSE_paragraph:
	case PROSE_heading:
		begin_line(depth, into);
		write_number(node, into);
		write_inlines(node, into);
		return;
	case PROSE_numbered:
		begin_line(depth, into);
		write_number(node, into);
		write_after_mark(node, depth, into);
		return;
	case PROSE_rule:
		return;
	default:
		break;
	}
	if (!prose_is_block(node->kind)) {
		write_inline(node, into);
		return;
	}
	for (const struct prose_node *n = node->first; n; n = n->next)
		write_blocks(n, depth, into);
}

void sheet_prose(const struct prose_node *node, struct text *into)
{
	write_blocks(node, 0, into);
}
