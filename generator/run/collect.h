/*
 * collect: the findings of all papers of a command, kept until they can be sorted and printed.
 */
#ifndef RUN_COLLECT_H
#define RUN_COLLECT_H

#include "run/find.h"
#include "run/frame.h"

struct collected {
	struct arena *arena;
	struct reported *reported;
	size_t count, capacity;
	size_t left_out; /* findings for which there was no room */
	enum severity worst;
};

void collect_init(struct collected *collected, struct arena *arena);
/* Copies the findings into the arena. */
void collect(struct collected *collected, const struct reported *reported, size_t count);
void collect_result(struct collected *collected, const struct job_result *result);
/* What find_papers found wrong. */
void collect_found(struct collected *collected, const struct found *found);
/* Sorts, forgets equal ones and gives each its fingerprint. */
void collect_sort(struct collected *collected);
/* Sorts, prints the findings (of `show` and graver) and forgets equal ones. */
void collect_print(struct collected *collected, enum severity show, bool colour, struct text *into);

#endif
