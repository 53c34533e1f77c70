#include "base/nearest.h"

#define LONGEST 64 /* words longer than this have no neighbour */

struct nearest nearest_start(struct span word)
{
	return (struct nearest){word, SPAN_NONE, SIZE_MAX};
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char folded(struct span s, size_t i)
{
	char c = to_lower(s.at[i]);
	return c == '_' || c == ' ' ? '-' : c;
}

/* Optimal string alignment over three rows. */
static size_t distance_of(struct span a, struct span b)
{
	size_t rows[3][LONGEST + 1];
	for (size_t j = 0; j <= b.length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			size_t change = folded(a, i - 1) == folded(b, j - 1) ? 0 : 1;
			now[j] = least(least(before[j] + 1, now[j - 1] + 1), before[j - 1] + change);
			if (i > 1 && j > 1 && folded(a, i - 1) == folded(b, j - 2) &&
				folded(a, i - 2) == folded(b, j - 1))
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[a.length % 3][b.length];
}

void nearest_try(struct nearest *n, struct span candidate)
{
	if (n->word.length > LONGEST || candidate.length > LONGEST || candidate.length == 0)
		return;
	size_t distance = distance_of(n->word, candidate);
	size_t shorter = least(n->word.length, candidate.length);
	if (distance > 2 || distance * 2 > shorter || distance >= n->distance)
		return;
	n->distance = distance;
	n->best = candidate;
}
