/*
 * span: a piece of text that somebody else owns. Text is bytes with a length everywhere in this
 * program; it becomes a C string only at the door of a library (arena_copy ends with a NUL).
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *at; /* NULL: absent, which differs from empty */
	size_t length;  /* bytes */
};

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
#define SPAN_NONE ((struct span){NULL, 0})
/* For printf's "%.*s". */
#define SPAN_ARG(s) (int)(s).length, (s).at

bool span_same_ignoring_case(struct span a, struct span b); /* ASCII letters only */
int span_compare(struct span a, struct span b);              /* byte order */
/* Without spaces, tabs and line ends at both ends. */
struct span span_trim(struct span s);
/* Where the needle first stands, or SIZE_MAX. */
size_t span_find(struct span s, struct span needle);
/* Where the first digit from `from` on stands, or the length. Most prose has none for long. */
size_t span_to_digit(struct span s, size_t from);
/* How many bytes from `from` on are ASCII, and how many of them printable, up to the first that is not. */
size_t span_ascii_run(struct span s, size_t from);
size_t span_plain_run(struct span s, size_t from);
/* A whole, non-negative decimal number of at most nine digits; false for anything else. */
bool span_number(struct span s, uint32_t *number);

/* Asked thousands of times for each paper, mostly with a literal: the compiler then knows its length. */

/* The bytes before the NUL; NULL gives SPAN_NONE. */
static inline struct span span_of(const char *string)
{
	return (struct span){string, string ? strlen(string) : 0};
}
static inline bool span_same(struct span a, struct span b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}
static inline bool span_is(struct span s, const char *string)
{
	return span_same(s, span_of(string));
}
static inline bool span_starts(struct span s, const char *prefix)
{
	const size_t length = strlen(prefix);
	return s.length >= length && memcmp(s.at, prefix, length) == 0;
}
static inline bool span_ends(struct span s, const char *suffix)
{
	const size_t length = strlen(suffix);
	return s.length >= length && memcmp(s.at + s.length - length, suffix, length) == 0;
}
/* The bytes from..to, both held inside the span. */
static inline struct span span_cut(struct span s, size_t from, size_t to)
{
	if (to > s.length)
		to = s.length;
	if (from > to)
		from = to;
	return (struct span){s.at ? s.at + from : NULL, to - from};
}

/* ASCII classes: the C library's depend on the locale. */
static inline bool is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}
static inline bool is_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26; /* the bit in which small and capital differ */
}
static inline bool is_capital(char c)
{
	return (unsigned char)(c - 'A') < 26;
}
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}
static inline bool is_space(char c)
{
	return c == ' ' || (unsigned char)(c - '\t') < 5;
}
static inline bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}
static inline char to_lower(char c)
{
	return (char)(c | ((unsigned char)(c - 'A') < 26 ? 0x20 : 0));
}

#endif
