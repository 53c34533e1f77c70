/*
 * pitfalls: text that is YAML, but not what its author meant. tree_read shows each scalar in the
 * order of the file; what lies between two of them can only be marks, blanks and comments, so a
 * comment that swallowed text is found there.
 */
#ifndef SOURCE_PITFALLS_H
#define SOURCE_PITFALLS_H

#include "source/tree.h"

struct pitfalls {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	struct node *last; /* the last scalar; NULL before the first */
	bool last_is_key;
	struct node *last_text; /* the last scalar that is not empty */
	bool last_text_is_key;
	uint32_t seen_to;   /* the file is looked at up to here */
	struct place split; /* the last amount that a comma parted */
};

/* The next scalar of the file. A first piece of an amount that a comma parted is made whole. */
void pitfalls_scalar(struct pitfalls *p, struct node *scalar, bool is_key, bool in_brackets);
/* After the last scalar. */
void pitfalls_end(struct pitfalls *p);
/* Whether the node is a later piece of an amount that a comma parted: it is no value of its own. */
bool pitfalls_is_piece(const struct pitfalls *p, const struct node *node);

#endif
