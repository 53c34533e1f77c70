/*
 * known: the figures that a paper gives in its finance block and in tables of money, and the sums that
 * they make: what amounts elsewhere are held against. Private to the room.
 */
#ifndef CHECK_KNOWN_H
#define CHECK_KNOWN_H

#include "check/reading.h"

/* How much a reader expects to meet the figure again in the text. */
enum known_weight {
	KNOWN_cell,  /* one of very many, or a sum that nobody may want: only to agree with */
	KNOWN_line,
	KNOWN_total,
};

struct known {
	int64_t pence;
	struct span name; /* "the total of capital" */
	struct place place;
	enum known_weight weight;
};

struct figures {
	const struct checking *what;
	struct known *known;
	size_t count, capacity;
	size_t of_tables; /* before the value of the decision was added */
	bool sure;        /* every amount of the paper's figures was read */
	const struct known *const *sorted;  /* by size, without sign */
	const struct known *const *weighty; /* the same without KNOWN_cell */
	size_t weighty_count;
	size_t looked_at; /* amounts of the text */
	int64_t *told; /* amounts that a finding was made of */
	size_t told_count, told_capacity;
};

void known_collect(struct figures *f, const struct reading *r);
/* The decision's value joins them, for what is said in the text. */
void known_add_value(struct figures *f);
void known_sort(struct figures *f);
/* The first in `sorted` that is no smaller. */
size_t known_from(const struct figures *f, int64_t size);
/* One of them is the amount, to that many pence, rounded up or down. */
bool known_has(const struct figures *f, int64_t pence, int64_t grain);
int64_t known_size(const struct known *known);

#endif
