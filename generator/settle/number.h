/*
 * number: the counters behind headings and paragraphs. Four rules give every family of numbering
 * (design, house styles 5):
 * 1. An unnumbered heading is invisible to what is below it.
 * 2. Whatever uses {h}, paragraph or heading, shares that heading's one counter.
 * 3. Headings without {h} count among the headings under the same numbered heading; paragraphs
 *    without {h} are one series that runs on.
 * 4. Every sheet begins every series at 1 unless it says `restart: no`; `restart: yes` on a part
 *    counts afresh inside it, and after it the outer series goes on.
 */
#ifndef SETTLE_NUMBER_H
#define SETTLE_NUMBER_H

#include "house/house.h"

#define NUMBER_DEPTH 16

struct heading_scope {
	uint8_t level;
	struct span carried;  /* what {h} prints below it */
	uint32_t shared;      /* things that use {h} */
	uint32_t headings;    /* headings without {h} */
};

struct numberer {
	struct arena *arena;
	struct heading_scope scopes[NUMBER_DEPTH]; /* [0] is the sheet's own */
	size_t depth;                              /* scopes in use, at least 1 */
	uint32_t paragraphs;
	bool begun; /* the first sheet is */
	bool again; /* series that have begun anew, in a part or on a second sheet: "(a)" is not the only one */
};

struct number {
	struct span printed; /* absent: none */
	struct span carried; /* for {p}, {h} and references */
	struct span above;   /* where "(a)" is not the only one: what a reference says before it, "4.1" */
};

#define NO_NUMBER ((struct number){.printed = SPAN_NONE})

/* What a reference prints of it: "4.1(a)". */
struct span number_referred(struct arena *arena, const struct number *number);

void numberer_init(struct numberer *n, struct arena *arena);
void numberer_begin_sheet(struct numberer *n, enum restart restart);
/* A heading at a level; `pattern` is picked already and may be NULL or none. */
struct number number_heading(struct numberer *n, const struct pattern *pattern, uint8_t level);
/* The next paragraph. `explained`: the numbers of recommendations for {for}. */
struct number number_paragraph(struct numberer *n, const struct pattern *pattern,
	struct span explained);
/* What {h} prints here. */
struct span numberer_above(const struct numberer *n);
/* Begins and ends a part with `restart: yes`. */
void numberer_begin_part(struct numberer *n, struct numberer *outer, uint8_t level);
void numberer_end_part(struct numberer *n, const struct numberer *outer);
/* Forgets numbered headings of this level and below: what follows is not under them. */
void numberer_leave(struct numberer *n, uint8_t level);
/* One number of a series of its own. */
struct number number_of(struct arena *arena, const struct pattern *pattern, uint32_t counter,
	struct span above);
/* A number without the full stop at its end: for references. */
struct span number_bare(struct span printed);

#endif
