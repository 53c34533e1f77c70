#include "report/line.h"

struct range {
	uint32_t first, last;
};

/* Characters that take two cells on a terminal: East Asian Width W and F, in whole blocks. */
static const struct range wide[] = {
	{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
	{0xA000, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
	{0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
	{0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Characters that take none: combining marks, joiners, variation selectors. */
static const struct range narrow[] = {
	{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x1AB0, 0x1AFF},
	{0x1DC0, 0x1DFF}, {0x200C, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

/* Characters that are written out: they command terminals, hide, or turn the direction of text. */
static const struct range dangerous[] = {
	{0x00, 0x08}, {0x0A, 0x1F}, {0x7F, 0x9F}, {0x061C, 0x061C}, {0x200B, 0x200B},
	{0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
	{0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};

#define IN(table, character) in_ranges((table), sizeof(table) / sizeof *(table), (character))
static bool in_ranges(const struct range *ranges, size_t count, uint32_t character)
{
	for (size_t i = 0; i < count; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

static bool continues(struct span s, size_t at)
{
	return at < s.length && ((unsigned char)s.at[at] & 0xC0) == 0x80;
}

/* The character at the start of s; UINT32_MAX for a byte that begins none. */
static uint32_t read_character(struct span s, size_t *bytes)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	*bytes = s.length ? 1 : 0;
	if (!s.length)
		return UINT32_MAX;
	unsigned char first = (unsigned char)s.at[0];
	if (first < 0x80)
		return first;
	size_t length = first >= 0xF8 ? 0 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
	if (!length)
		return UINT32_MAX;
	uint32_t character = first & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if (!continues(s, i))
			return UINT32_MAX;
		character = character << 6 | ((unsigned char)s.at[i] & 0x3Fu);
	}
	bool right = character >= smallest[length] && character <= 0x10FFFF &&
		     (character < 0xD800 || character > 0xDFFF);
	if (!right)
		return UINT32_MAX;
	*bytes = length;
	return character;
}

size_t character_bytes(struct span s)
{
	size_t bytes;
	read_character(s, &bytes);
	return bytes;
}

/* Appends one character as it may be shown and says how many cells that takes. */
static size_t show_character(struct span s, bool tab_too, size_t *bytes, struct text *into)
{
	uint32_t character = read_character(s, bytes);
	if (character == UINT32_MAX) {
		text_format(into, "\\x%02X", (unsigned)(unsigned char)s.at[0]);
		return 4;
	}
	if (IN(dangerous, character) || (tab_too && character == '\t')) {
		bool large = character > 0xFFFF;
		text_format(into, large ? "\\u{%X}" : "\\u%04X", character);
		return large ? 9 : 6;
	}
	text_add(into, span_cut(s, 0, *bytes));
	return IN(wide, character) ? 2 : IN(narrow, character) ? 0 : 1;
}

static void show(struct span s, bool tab_too, struct text *into)
{
	size_t bytes;
	for (size_t at = 0; at < s.length; at += bytes)
		show_character(span_cut(s, at, s.length), tab_too, &bytes, into);
}

void line_show(struct span s, struct text *into)
{
	show(s, false, into);
}

void line_show_word(struct span s, struct text *into)
{
	show(s, true, into);
}

void line_caret(struct span s, size_t from, size_t to, struct text *into)
{
	struct text unused = {0};
	size_t bytes, cells = 0;
	for (size_t at = 0; at < s.length && at < from; at += bytes) {
		size_t width = show_character(span_cut(s, at, s.length), false, &bytes, &unused);
		if (s.at[at] == '\t')
			text_add_char(into, '\t');
		else
			text_add_repeated(into, ' ', width);
	}
	for (size_t at = from; at < s.length && at < to; at += bytes)
		cells += show_character(span_cut(s, at, s.length), false, &bytes, &unused);
	text_release(&unused);
	text_add_char(into, '^');
	text_add_repeated(into, '~', cells ? cells - 1 : 0);
}

/* The start of the character that stands `characters` before `at`. */
static size_t step_back(struct span s, size_t at, size_t characters)
{
	for (; at > 0 && characters > 0; characters--) {
		at--;
		for (size_t limit = 3; at > 0 && limit > 0 && continues(s, at); limit--)
			at--;
	}
	return at;
}

static size_t step_on(struct span s, size_t at, size_t characters)
{
	for (; at < s.length && characters > 0; characters--)
		at += character_bytes(span_cut(s, at, s.length));
	return at;
}

void line_cut(struct span line, size_t *from, size_t *to, struct text *into)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	if (*from > line.length)
		*from = line.length;
	if (*to > line.length || *to < *from)
		*to = *to < *from ? *from : line.length;
	size_t start = 0;
	if (step_on(line, 0, LINE_SHOWN) < line.length)
		start = step_back(line, *from, LINE_SHOWN * 2 / 5);
	size_t end = step_on(line, start, LINE_SHOWN);
	if (end == line.length) /* the end is near: show as much as fits before it */
		start = step_back(line, end, LINE_SHOWN);
	if (*to > end)
		*to = end;
	size_t before = into->length;
	if (start > 0)
		text_add_string(into, ellipsis);
	size_t moved = into->length - before;
	text_add(into, span_cut(line, start, end));
	if (end < line.length)
		text_add_string(into, ellipsis);
	*from = *from - start + moved;
	*to = *to - start + moved;
}
