/*
 * characters: UTF-8, and the characters that cannot stand in any text of ours. The same search
 * reads the bytes of a file and the value of a scalar with escapes, so that "\x1b" is found like
 * the raw byte.
 */
#ifndef SOURCE_CHARACTERS_H
#define SOURCE_CHARACTERS_H

#include "base/arena.h"
#include "base/diag.h"

#define COMBINING_MARKS_MOST 8 /* on one letter */

struct character {
	uint32_t point;
	uint8_t bytes; /* 0: these bytes are not UTF-8 */
};
/* The character whose first byte is at `at` (inside the text). */
struct character character_at(struct span text, size_t at);
/* Writes at most four bytes and says how many; surrogates and points past the last give 0. */
size_t character_write(uint32_t point, char into[4]);
struct span character_name(struct arena *arena, uint32_t point); /* "U+000C (page break)" */
bool is_combining_mark(uint32_t point);
bool is_direction_mark(uint32_t point); /* U+202A-E, U+2066-9 */

struct fault {
	enum finding_id id;
	size_t from, to; /* bytes of the text */
	struct span arguments[2];
};

struct fault_search {
	struct arena *arena;
	struct span text;
	size_t at;             /* where to go on */
	bool return_ends_line; /* false in a value, where a CR can only come from an escape */
	size_t letter;         /* where the letter before the marks begins */
	size_t marks;          /* combining marks since then */
};
/* The next fault, or false at the end of the text. */
bool fault_search_next(struct fault_search *search, struct fault *fault);

/* 12345 as "12,345". */
struct span grouped_number(struct arena *arena, uint64_t number);

#endif
