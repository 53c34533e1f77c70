/*
 * markdown_parts: the steps between settled prose and CommonMark. First it is lowered: numbers become
 * list marks or words, links inside the page their words, until only what CommonMark has is left
 * (and tables). Then it is written, and what was written can be compared with what was lowered.
 */
#ifndef RENDER_MARKDOWN_PARTS_H
#define RENDER_MARKDOWN_PARTS_H

#include "render/render.h"

/*
 * A copy in which are only nodes that CommonMark has, and tables; texts are joined. In it `bare`
 * marks a paragraph or heading in which every punctuation is to be escaped.
 */
struct prose_node *markdown_lower(struct arena *arena, const struct prose_node *node,
	const struct markdown_options *options);
/* The paragraph or heading without its bold and italics. */
void markdown_drop_emphasis(struct arena *arena, struct prose_node *leaf);

/* The inlines of one paragraph or heading: lines parted by '\n', none at the end. */
void markdown_inlines(const struct prose_node *leaf, struct text *into);
/* Code, addresses, titles and the words after a fence: a backslash where they could be misread. */
void markdown_literal(struct span s, const char *escaped, struct text *into);
bool markdown_has_break(const struct prose_node *leaf);

/* A lowered document; with `tables` unset, a word stands for each table. */
void markdown_blocks(struct arena *arena, const struct prose_node *lowered, bool tables,
	struct text *into);

/* Stands between two numbered lists that would be read as one. */
#define MARKDOWN_PARTING "[//]: #"
/* A numbered paragraph, to be written alone, that does not go on with the one before it. */
bool markdown_begins_new_list(const struct prose_node *node);

/* "14." or "14)", at most nine digits: what CommonMark can number a list with. */
struct plain_number {
	bool is;
	bool paren;
	uint32_t value;
};
struct plain_number plain_number_read(struct span printed);

/* Bold or italics stand somewhere in it. */
bool markdown_has_emphasis(const struct prose_node *node);

#endif
