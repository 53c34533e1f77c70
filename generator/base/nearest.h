/*
 * nearest: "did you mean". The candidate with the smallest edit distance (insert, delete, replace,
 * swap of neighbours, ASCII case free), if it is at most 2 and less than half of the word.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/span.h"

struct nearest {
	struct span word; /* what was typed */
	struct span best; /* the nearest so far; absent if none is near */
	size_t distance;
};

struct nearest nearest_start(struct span word);
void nearest_try(struct nearest *n, struct span candidate);

#endif
