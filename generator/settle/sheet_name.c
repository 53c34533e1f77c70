#include "settle/sheet_name.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "source/characters.h"

/* --- comparing: simple case folding, one character to one */
struct fold_range {
	uint16_t first, last;
	uint8_t step;  /* 1: every letter of the range; 2: every second, capital and small in turn */
	int16_t shift; /* from the capital to the small letter */
};
/* From CaseFolding.txt of Unicode 15, kinds C and S, as far as these alphabets go. */
static const struct fold_range fold_ranges[] = {
	{'A', 'Z', 1, 32},
	{0x00B5, 0x00B5, 1, 0x3BC - 0xB5}, /* micro sign */
	{0x00C0, 0x00D6, 1, 32},
	{0x00D8, 0x00DE, 1, 32},
	{0x0100, 0x012E, 2, 1},
	{0x0132, 0x0136, 2, 1},
	{0x0139, 0x0147, 2, 1},
	{0x014A, 0x0176, 2, 1},
	{0x0178, 0x0178, 1, 0xFF - 0x178},
	{0x0179, 0x017D, 2, 1},
	{0x0386, 0x0386, 1, 38},
	{0x0388, 0x038A, 1, 37},
	{0x038C, 0x038C, 1, 64},
	{0x038E, 0x038F, 1, 63},
	{0x0391, 0x03A1, 1, 32},
	{0x03A3, 0x03AB, 1, 32},
	{0x03C2, 0x03C2, 1, 1}, /* final sigma */
	{0x0400, 0x040F, 1, 80},
	{0x0410, 0x042F, 1, 32},
	{0x0460, 0x0480, 2, 1},
	{0x048A, 0x04BE, 2, 1},
	{0x04C0, 0x04C0, 1, 15},
	{0x04C1, 0x04CD, 2, 1},
	{0x04D0, 0x052E, 2, 1},
	{0x1E00, 0x1E94, 2, 1},
	{0x1EA0, 0x1EFE, 2, 1},
	{0xFF21, 0xFF3A, 1, 32},
};

static uint32_t folded(uint32_t point)
{
	for (size_t i = 0; i < sizeof fold_ranges / sizeof *fold_ranges; i++) {
		const struct fold_range *r = &fold_ranges[i];
		if (point >= r->first && point <= r->last && (point - r->first) % r->step == 0)
			return (uint32_t)((int32_t)point + r->shift);
	}
	return point;
}

bool sheet_name_same(struct span a, struct span b)
{
	size_t i = 0, k = 0;
	while (i < a.length && k < b.length) {
		const struct character x = character_at(a, i), y = character_at(b, k);
		if (!x.bytes || !y.bytes || folded(x.point) != folded(y.point))
			return false;
		i += x.bytes;
		k += y.bytes;
	}
	return i == a.length && k == b.length;
}

static bool is_used(struct span name, const struct span *used, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (sheet_name_same(name, used[i]))
			return true;
	return false;
}

/* --- cleaning */
/* What stands for a character; 0: nothing at all. */
static uint32_t replacement(uint32_t point)
{
	switch (point) {
	case '/':
	case '\\':
		return '-';
	case '[':
		return '(';
	case ']':
		return ')';
	case ':':
	case '*':
	case '?':
	case '#': /* Excel allows it, but the library cuts the target of a link at it */
		return ' ';
	default:
		break;
	}
	const bool space = (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xA0 ||
			   point == 0x2028 || point == 0x2029;
	if (space)
		return ' ';
	const bool barred = point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFEFF ||
			    (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF) ||
			    is_direction_mark(point);
	return barred ? 0 : point;
}

static size_t units_of(uint32_t point)
{
	return point > 0xFFFF ? 2 : 1;
}


/* The first characters of `s` that fit into so many UTF-16 units. */
static struct span first_units(struct span s, size_t most)
{
	size_t at = 0;
	for (size_t units = 0; at < s.length;) {
		const struct character c = character_at(s, at);
		units += units_of(c.point);
		if (units > most)
			break;
		at += c.bytes ? c.bytes : 1;
	}
	return span_cut(s, 0, at);
}

/* The same, cut between words where that keeps more than half. */
static struct span first_words(struct span s, size_t most)
{
	const struct span cut = first_units(s, most);
	if (cut.length == s.length || s.at[cut.length] == ' ')
		return cut;
	size_t space = cut.length;
	while (space && cut.at[space - 1] != ' ')
		space--;
	return span_cut(cut, 0, space > cut.length / 2 ? space : cut.length);
}

static struct span trimmed(struct span s)
{
	while (s.length && (s.at[0] == ' ' || s.at[0] == '\''))
		s = span_cut(s, 1, s.length);
	while (s.length && (s.at[s.length - 1] == ' ' || s.at[s.length - 1] == '\''))
		s.length--;
	return s;
}

static bool is_hexadecimal(char c)
{
	return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

/* "_x0041_" in a sheet's name is read as "A" by spreadsheet programs. */
static bool is_escape(struct span s, size_t at)
{
	if (at + 7 > s.length || s.at[at] != '_' || to_lower(s.at[at + 1]) != 'x' || s.at[at + 6] != '_')
		return false;
	for (size_t i = at + 2; i < at + 6; i++)
		if (!is_hexadecimal(s.at[i]))
			return false;
	return true;
}

static void clean(struct span wanted, struct text *into)
{
	for (size_t i = 0; i < wanted.length;) {
		const struct character c = character_at(wanted, i);
		const uint32_t point = c.bytes ? replacement(c.point) : 0;
		const bool escape = is_escape(wanted, i);
		i += c.bytes ? c.bytes : 1;
		if (!point || (point == ' ' && text_last(into) == ' '))
			continue;
		char bytes[4];
		const size_t length = character_write(escape ? '-' : point, bytes);
		text_add(into, (struct span){bytes, length});
	}
}

/* --- names that would be read as something else inside a formula */
static size_t count_letters(struct span s)
{
	size_t n = 0;
	while (n < s.length && is_letter(s.at[n]))
		n++;
	return n;
}

static bool all_digits(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (!is_digit(s.at[i]))
			return false;
	return true;
}

/* R, C, R1, C1, RC, R1C1 and so on. */
static bool reads_as_row_and_column(struct span s)
{
	size_t i = 0;
	if (i < s.length && to_lower(s.at[i]) == 'r')
		for (i++; i < s.length && is_digit(s.at[i]); i++)
			;
	if (i < s.length && to_lower(s.at[i]) == 'c')
		for (i++; i < s.length && is_digit(s.at[i]); i++)
			;
	return s.length && i == s.length;
}

/*
 * The library writes such names without quotes into the defined names for print titles, where Excel
 * takes 2005 for a number and A1 for a cell. Brackets around them make it quote them.
 */
static bool needs_brackets(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (!is_letter(s.at[i]) && !is_digit(s.at[i]) && s.at[i] != '_' && s.at[i] != '.')
			return false; /* the library quotes it */
	if (s.length && (is_digit(s.at[0]) || s.at[0] == '.'))
		return true;
	const size_t letters = count_letters(s);
	const bool cell = letters >= 1 && letters <= 3 && letters < s.length &&
			  all_digits(span_cut(s, letters, s.length));
	return cell || reads_as_row_and_column(s) || span_same_ignoring_case(s, SPAN("true")) ||
	       span_same_ignoring_case(s, SPAN("false"));
}

/* --- making */
static struct span numbered(struct arena *arena, struct span name, size_t number)
{
	const struct span tail = arena_format(arena, " (%zu)", number);
	const struct span head = trimmed(first_words(name, LIMIT_SHEET_NAME - tail.length));
	return arena_join(arena, head, tail);
}

struct span sheet_name_make(struct arena *arena, struct span wanted, const struct span *used,
	size_t used_count)
{
	struct text cleaned = {0};
	clean(wanted, &cleaned);
	struct span name = trimmed(first_words(trimmed(text_span(&cleaned)), LIMIT_SHEET_NAME));
	if (name.length == 0)
		name = SPAN("Sheet");
	if (needs_brackets(name))
		name = arena_format(arena, "(%.*s)", SPAN_ARG(first_units(name, LIMIT_SHEET_NAME - 2)));
	else
		name = arena_copy(arena, name);
	text_release(&cleaned);

	const struct span reserved = SPAN("History"); /* Excel keeps it for tracked changes */
	struct span candidate = name;
	for (size_t n = 2; is_used(candidate, used, used_count) || sheet_name_same(candidate, reserved); n++)
		candidate = numbered(arena, name, n);
	return candidate;
}
