/*
 * span: a piece of text that somebody else owns. Text is bytes with a length everywhere in this
 * program; it becomes a C string only at the door of a library (arena_copy ends with a NUL).
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
	const char *at; /* NULL: absent, which differs from empty */
	size_t length;  /* bytes */
};

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
#define SPAN_NONE ((struct span){NULL, 0})
/* For printf's "%.*s". */
#define SPAN_ARG(s) (int)(s).length, (s).at

struct span span_of(const char *string); /* the bytes before the NUL; NULL gives SPAN_NONE */
bool span_is(struct span s, const char *string);
bool span_same(struct span a, struct span b);
bool span_same_ignoring_case(struct span a, struct span b); /* ASCII letters only */
int span_compare(struct span a, struct span b);              /* byte order */
bool span_starts(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);
/* The bytes from..to, both held inside the span. */
struct span span_cut(struct span s, size_t from, size_t to);
/* Without spaces, tabs and line ends at both ends. */
struct span span_trim(struct span s);
/* Where the needle first stands, or SIZE_MAX. */
size_t span_find(struct span s, struct span needle);
/* A whole, non-negative decimal number of at most nine digits; false for anything else. */
bool span_number(struct span s, uint32_t *number);

/* ASCII classes: the C library's depend on the locale. */
static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}
static inline bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}
static inline char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

#endif
