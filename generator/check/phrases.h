/*
 * phrases: words of a language looked for in what a paper says, word by word and sentence by
 * sentence. The lists stand in words.LANG.yaml, so that no language stands in the program.
 * Private to the room.
 */
#ifndef CHECK_PHRASES_H
#define CHECK_PHRASES_H

#include "check/lexicon.h"

#define SENTENCE_WORDS 200u /* what stands beyond in one sentence is not looked into */

struct sentence {
	struct span text; /* the whole text it stands in */
	struct {
		size_t from, to; /* in the text */
	} words[SENTENCE_WORDS];
	size_t count;
};
/* The sentence that begins at `at`, or after the blanks there; gives where the next one begins, and
 * SIZE_MAX at the end of the text. A line that begins a list item begins a sentence. */
size_t sentence_read(struct span text, size_t at, struct sentence *sentence);

/* How many words the phrase takes when it stands at the word; 0: it does not. */
size_t phrase_at(const struct sentence *sentence, size_t word, struct span phrase);
/* The same for the longest of several. */
size_t phrases_at(const struct sentence *sentence, size_t word, const struct phrases *phrases);
/* Whether one of them begins in the words from..to. */
bool phrases_within(const struct sentence *sentence, size_t from, size_t to,
	const struct phrases *phrases);

#endif
