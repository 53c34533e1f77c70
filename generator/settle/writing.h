/*
 * writing: the body of one part while it is being written. Private to the room; shared by body.c
 * (prose and the table of kinds), recommend.c and entries.c.
 */
#ifndef SETTLE_WRITING_H
#define SETTLE_WRITING_H

#include "settle/settling.h"

struct writing {
	struct settling *s;
	const struct flow *flow;
	const struct asker *asker;  /* the part's own fields, then the paper */
	struct prose_node *body;
	struct prose_node *current; /* the numbered paragraph that lists and quotes belong to */
	struct number number;       /* of `current` */
	uint8_t last_depth;         /* of the author's headings, to find jumps */
};

/* A copy in the settled arena, whatever is below the node with it. */
struct prose_node *writing_copy(struct settling *s, const struct prose_node *node);
/* What a reader can land on below a block that stands in the body: named items and paragraphs,
 * placed tables, lists with the style's letters. */
void writing_below(struct settling *s, const struct flow *flow, struct prose_node *block,
	struct number paragraph);
/* Copies of all blocks of a document, at the end of `into`. */
void writing_append(struct writing *w, struct prose_node *into, const struct prose_node *document,
	struct number number);
/* One block of the part: a heading of its own, a paragraph with the part's number, or what belongs to
 * the paragraph before it. */
void writing_block(struct writing *w, const struct prose_node *block);
/* One paragraph and nothing else. */
bool writing_is_simple(const struct prose_node *document);
/* A paragraph of the body, with the part's number where it has one. */
void write_paragraph(struct writing *w, struct prose_node *paragraph);

void write_recommendations(struct writing *w); /* recommend.c */
/* Lists, documents, people, appendices, records without columns: entries.c */
void write_entries(struct writing *w);

#endif
