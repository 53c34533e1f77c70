/*
 * lexicon: what the rules make of a style and a language once, and use for each paper: the lists of
 * words.LANG.yaml taken apart, and the words that must not be left over. Made when it is first asked for.
 * Private to the room.
 */
#ifndef CHECK_LEXICON_H
#define CHECK_LEXICON_H

#include "check/themes.h"

/* A list of words or phrases of the language. */
struct phrases {
	const struct span *items;
	size_t count;
	uint32_t first, last; /* phrase_letter of the bytes that they begin and end with */
};

/* A bit of its own for each letter, ASCII case apart, and one for all other bytes: most words of a paper
 * are told by it from all of a list. */
static inline uint32_t phrase_letter(char c)
{
	return is_letter(c) ? 1u << (to_lower(c) - 'a') : 1u << 26;
}

/* Which of them the words are, ASCII case apart, from 1; 0: none. */
size_t phrases_which(const struct phrases *phrases, struct span words);

/* Kept, or, where nothing keeps it (check.h), made for this call. */
struct lexicon *lexicon_of(const struct checking *what);
/* The numbered words `name`_1, `name`_2 ... of the language. */
const struct phrases *lexicon_numbered(struct lexicon *lexicon, const char *name);
/* The words that `name` lists, parted by commas. */
const struct phrases *lexicon_listed(struct lexicon *lexicon, const char *name);

/* --- left_over.c */
struct needles;
struct needles *needles_of(struct arena *arena, const struct house *house);
const struct needles *lexicon_needles(struct lexicon *lexicon);

#endif
