/*
 * leaf: the guidance page in small pieces: sections, paragraphs, lists and tables of settled prose.
 * Private to the room.
 */
#ifndef AUTHOR_LEAF_H
#define AUTHOR_LEAF_H

#include "author/asked.h"
#include "settle/settled.h"

struct leaf {
	struct arena *arena;
	struct text line; /* under construction; leaf_take empties it */
	unsigned tables;  /* so far */
};

/* What stands in `line`, which is empty afterwards. */
struct span leaf_take(struct leaf *leaf);
struct prose_node *leaf_document(struct leaf *leaf);
/* Words in which `backticks` mark what is typed as it stands; everything else is plain. */
void leaf_words(struct leaf *leaf, struct prose_node *paragraph, struct span words);
/* The same as a paragraph at the end of the document; nothing when there are no words. */
void leaf_paragraph(struct leaf *leaf, struct prose_node *document, struct span words);
/* Plain words as they are, a paragraph for each piece between empty lines. */
void leaf_plain(struct leaf *leaf, struct prose_node *document, struct span words);
/* CommonMark of the style, in a quote; its headings become paragraphs. */
void leaf_quote(struct leaf *leaf, struct prose_node *document, struct span markdown);
void leaf_code(struct leaf *leaf, struct prose_node *document, struct span text, struct span language);
struct prose_node *leaf_list(struct leaf *leaf, struct prose_node *document);
/* "Label: words" as an item; the label may be absent. */
void leaf_item(struct leaf *leaf, struct prose_node *list, struct span label, struct span words);
/* A list without items goes, where it is the last of its document. */
void leaf_drop_empty(struct prose_node *list);

struct leaf_table {
	struct table *table;
	struct row *rows;
	size_t capacity;
};
/* Titles end with NULL. */
struct leaf_table leaf_table(struct leaf *leaf, struct span caption, const char *const *titles);
/* The cells of the next row: absent until they are set. */
struct cell *leaf_row(struct leaf *leaf, struct leaf_table *table);
void leaf_cell(struct leaf *leaf, struct cell *cell, struct span words);
/* At the end of the document; nothing when it has no rows. */
void leaf_add_table(struct leaf *leaf, struct prose_node *document, const struct leaf_table *table);

#endif
