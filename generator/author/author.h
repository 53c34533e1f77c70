/*
 * author: what a house style says to those who write papers by it. The one style file makes the
 * scaffold of a new paper, the example paper and the page of guidance; the schema for editors is made
 * beside them (author/schema.h).
 */
#ifndef AUTHOR_AUTHOR_H
#define AUTHOR_AUTHOR_H

#include "settle/settled.h"

/* A paper that is being begun. */
struct beginning {
	struct span title;  /* absent: left to the author */
	struct span schema; /* where the editor finds the schema, from the paper's folder; absent: nowhere */
};

/* A paper with every part that the style may ask for: guidance, conditions, answers and limits as
 * comments, the keys that it always asks for left open. */
void author_scaffold(struct arena *arena, const struct house *house,
	const struct beginning *beginning, struct text *into);

/* Where in the example a fact or part stands, and where the style speaks of it. */
struct example_piece {
	uint32_t from, to; /* bytes of the example */
	struct place place;
};
struct example {
	struct text paper; /* to be released */
	struct example_piece *pieces;
	size_t count;
};
/*
 * A whole draft, filled with the style's own examples and, where it has none, with a sentence of ours
 * that keeps the style's limits. `date`: of the meeting; NULL: a day of the style's latest edition.
 */
void author_example(struct arena *arena, const struct house *house, const struct date *date,
	const struct beginning *beginning, struct example *example);

#endif
