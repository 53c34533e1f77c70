#include "source/characters.h"

#define LAST_POINT 0x10FFFF

static bool is_continuation(struct span text, size_t at)
{
	return at < text.length && ((unsigned char)text.at[at] & 0xC0) == 0x80;
}

/* The well-formed sequences of the Unicode standard, table 3-7: no overlong form, no surrogate. */
static const struct form {
	unsigned char first, last; /* of the first byte */
	unsigned char low, high;   /* of the second byte */
	uint8_t bytes;
} forms[] = {
	{0xC2, 0xDF, 0x80, 0xBF, 2},
	{0xE0, 0xE0, 0xA0, 0xBF, 3},
	{0xE1, 0xEC, 0x80, 0xBF, 3},
	{0xED, 0xED, 0x80, 0x9F, 3},
	{0xEE, 0xEF, 0x80, 0xBF, 3},
	{0xF0, 0xF0, 0x90, 0xBF, 4},
	{0xF1, 0xF3, 0x80, 0xBF, 4},
	{0xF4, 0xF4, 0x80, 0x8F, 4},
};

static struct character read_form(struct span text, size_t at, const struct form *form)
{
	const struct character broken = {0, 0};
	unsigned char second = at + 1 < text.length ? (unsigned char)text.at[at + 1] : 0;
	if (second < form->low || second > form->high)
		return broken;
	uint32_t point = (unsigned char)text.at[at] & (0xFFu >> (form->bytes + 1));
	for (size_t i = 1; i < form->bytes; i++) {
		if (!is_continuation(text, at + i))
			return broken;
		point = point << 6 | ((unsigned char)text.at[at + i] & 0x3Fu);
	}
	return (struct character){point, form->bytes};
}

struct character character_at(struct span text, size_t at)
{
	unsigned char first = (unsigned char)text.at[at];
	if (first < 0x80)
		return (struct character){first, 1};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (first >= forms[i].first && first <= forms[i].last)
			return read_form(text, at, &forms[i]);
	return (struct character){0, 0};
}

size_t character_write(uint32_t point, char into[4])
{
	if ((point >= 0xD800 && point <= 0xDFFF) || point > LAST_POINT)
		return 0;
	if (point < 0x80) {
		into[0] = (char)point;
		return 1;
	}
	size_t bytes = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t i = bytes - 1; i > 0; i--, point >>= 6)
		into[i] = (char)(0x80 | (point & 0x3F));
	into[0] = (char)((0xF00 >> bytes & 0xFF) | point);
	return bytes;
}

struct span character_name(struct arena *arena, uint32_t point)
{
	static const struct {
		uint32_t point;
		const char *name;
	} names[] = {
		{0x00, "NUL"},
		{0x08, "backspace"},
		{0x0B, "line break of a word processor"},
		{0x0C, "page break"},
		{0x0D, "carriage return"},
		{0x1B, "escape"},
		{0x7F, "delete"},
		{0x85, "next line"},
		{0x2028, "line separator"},
		{0x2029, "paragraph separator"},
		{0x202A, "left-to-right embedding"},
		{0x202B, "right-to-left embedding"},
		{0x202C, "pop directional formatting"},
		{0x202D, "left-to-right override"},
		{0x202E, "right-to-left override"},
		{0x2066, "left-to-right isolate"},
		{0x2067, "right-to-left isolate"},
		{0x2068, "first strong isolate"},
		{0x2069, "pop directional isolate"},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].point == point)
			return arena_format(arena, "U+%04X (%s)", (unsigned)point, names[i].name);
	return arena_format(arena, "U+%04X", (unsigned)point);
}

bool is_direction_mark(uint32_t point)
{
	return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

/* Blocks of marks, and the marks of scripts that are met in the United Kingdom. */
bool is_combining_mark(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{0x0300, 0x036F},
		{0x0483, 0x0489},
		{0x0591, 0x05BD},
		{0x05BF, 0x05BF},
		{0x05C1, 0x05C2},
		{0x05C4, 0x05C5},
		{0x05C7, 0x05C7},
		{0x0610, 0x061A},
		{0x064B, 0x065F},
		{0x0670, 0x0670},
		{0x06D6, 0x06DC},
		{0x06DF, 0x06E4},
		{0x0900, 0x0903},
		{0x093A, 0x093C},
		{0x093E, 0x094F},
		{0x0E31, 0x0E31},
		{0x0E34, 0x0E3A},
		{0x0E47, 0x0E4E},
		{0x1AB0, 0x1AFF},
		{0x1DC0, 0x1DFF},
		{0x20D0, 0x20FF},
		{0x3099, 0x309A},
		{0xFE00, 0xFE0F},
		{0xFE20, 0xFE2F},
	};
	if (point < ranges[0].first)
		return false;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

static bool is_noncharacter(uint32_t point)
{
	return (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
}

/*
 * The upper half of Windows-1252, the encoding of most files that are not UTF-8. 0: no character.
 * From 0xA0 on it is ISO 8859-1, where byte and code point agree.
 */
static uint32_t windows_1252(unsigned char byte)
{
	static const uint16_t points[] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C,
		0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
		0x0178};
	return byte >= 0xA0 ? byte : byte >= 0x80 ? points[byte - 0x80] : 0;
}

static struct span why_not_utf8(struct arena *arena, struct span text, size_t at)
{
	unsigned char first = (unsigned char)text.at[at];
	if (first == 0xC0 || first == 0xC1)
		return SPAN(": a character in a longer form than it may have");
	if (first == 0xED && is_continuation(text, at + 1))
		return SPAN(": half of a character (a surrogate)");
	if (first >= 0xF4 && is_continuation(text, at + 1))
		return SPAN(": past the last character there is");
	if (first >= 0xC2 && is_continuation(text, at + 1))
		return SPAN(": the character is cut off or in a longer form than it may have");
	if (first >= 0xC2 && at + 1 == text.length)
		return SPAN(": the last character of the file is cut off");
	char letter[4];
	uint32_t point = windows_1252(first);
	if (!point)
		return SPAN("");
	return arena_format(arena, ": probably \"%.*s\", saved as Windows-1252",
		(int)character_write(point, letter), letter);
}

/* What is wrong with one character, or FINDING_count. */
static enum finding_id fault_of(const struct fault_search *search, uint32_t point)
{
	if (point >= 0x20 && point < 0x7F)
		return FINDING_count;
	if (point == '\t' || point == '\n' || (point == '\r' && search->return_ends_line))
		return FINDING_count;
	if (point == 0x85 || point == 0x2028 || point == 0x2029)
		return FINDING_line_separator;
	if (point < 0xA0)
		return FINDING_control_character;
	if (point == 0xFEFF)
		return FINDING_stray_mark;
	return is_noncharacter(point) ? FINDING_noncharacter : FINDING_count;
}

/* Counts the marks on the letter at hand; true at the end of a pile that is too high. */
static bool ends_pile(struct fault_search *search, uint32_t point, struct fault *fault)
{
	if (is_combining_mark(point)) {
		search->marks++;
		return false;
	}
	bool high = search->marks > COMBINING_MARKS_MOST;
	if (high)
		*fault = (struct fault){FINDING_combining_pile, search->letter, search->at,
			{arena_format(search->arena, "%d", COMBINING_MARKS_MOST), SPAN_NONE}};
	search->marks = 0;
	search->letter = search->at;
	return high;
}

static struct fault fault_here(
	const struct fault_search *search, enum finding_id id, struct character c)
{
	struct fault fault = {id, search->at, search->at + c.bytes, {SPAN_NONE, SPAN_NONE}};
	if (id != FINDING_stray_mark)
		fault.arguments[0] = character_name(search->arena, c.point);
	return fault;
}

static struct fault broken_here(const struct fault_search *search)
{
	unsigned byte = (unsigned char)search->text.at[search->at];
	return (struct fault){FINDING_not_utf8, search->at, search->at + 1,
		{arena_format(search->arena, "%02X", byte),
			why_not_utf8(search->arena, search->text, search->at)}};
}

bool fault_search_next(struct fault_search *search, struct fault *fault)
{
	while (search->at < search->text.length) {
		const size_t plain = search->marks == 0 ? span_plain_run(search->text, search->at) : 0;
		if (plain) { /* nearly every byte */
			search->at += plain;
			search->letter = search->at - 1;
			continue;
		}
		struct character c = character_at(search->text, search->at);
		if (ends_pile(search, c.bytes ? c.point : 0, fault))
			return true; /* this character is looked at again, now as a letter */
		enum finding_id id = fault_of(search, c.point);
		if (!c.bytes)
			*fault = broken_here(search);
		else if (id != FINDING_count)
			*fault = fault_here(search, id, c);
		search->at += c.bytes ? c.bytes : 1;
		if (!c.bytes || id != FINDING_count)
			return true;
	}
	return ends_pile(search, 0, fault);
}

struct span grouped_number(struct arena *arena, uint64_t number)
{
	char digits[32];
	size_t at = sizeof digits;
	for (size_t count = 0; number || count == 0; number /= 10) {
		if (count && count % 3 == 0)
			digits[--at] = ',';
		digits[--at] = (char)('0' + number % 10);
		count++;
	}
	return arena_copy(arena, (struct span){digits + at, sizeof digits - at});
}
