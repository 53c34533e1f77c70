/*
 * guide_page: what the files that write the guidance page share. Private to the room.
 */
#ifndef AUTHOR_GUIDE_PAGE_H
#define AUTHOR_GUIDE_PAGE_H

#include "author/author.h"
#include "author/leaf.h"

struct guide {
	struct leaf leaf;
	const struct house *house;
	const struct checked_editions *editions;
	const struct settled *printed; /* the example paper: how numbers and headings come out */
	struct example example;
	struct contents_entry *contents;
	size_t content_count, content_capacity;
};

/* A section of the page, which is in the contents; its body is an empty document. */
struct settled_part guide_section(struct guide *g, uint8_t level, struct span anchor,
	struct span number, struct span heading);

/* --- guide_parts.c */
/* The sections of the sheets, with those of their parts below them. */
size_t guide_sheets(struct guide *g, struct settled_part *sections);
/* --- guide_rules.c */
void guide_facts(struct guide *g, struct prose_node *document);
void guide_rules(struct guide *g, struct prose_node *document);
void guide_notices(struct guide *g, struct prose_node *document);
/* "at least 3 items", and when, as sentences for a cell or an item. */
void guide_answers(struct guide *g, const struct house_answer *answers, size_t count);

#endif
