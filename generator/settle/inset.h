/*
 * inset: prose of the paper inside a sentence of the style. While the sentence is put together the
 * prose is a mark that no author can type, `[](#_v1)`; once the sentence is read as CommonMark, the
 * mark gives way to the prose itself, with its emphasis and references.
 */
#ifndef SETTLE_INSET_H
#define SETTLE_INSET_H

#include "prose/prose.h"

struct settling;

struct insets {
	struct arena *arena;
	const struct prose_node **documents;
	size_t count, capacity;
};

/* Appends the mark of a document. */
void inset_add(struct insets *insets, const struct prose_node *document, struct text *into);
/* Puts the documents in place of their marks. Their {#ids} name nothing: they may stand twice. */
void inset_place(struct settling *s, struct prose_node *sentence);

#endif
