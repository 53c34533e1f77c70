/*
 * reading: what the files of this room share while one text is read. Offsets are bytes of the value
 * (`text`); inside one paragraph or heading they are bytes of its content, the value without the
 * marks of the quotes and lists around it, and leaf->at leads back.
 */
#ifndef PROSE_READING_H
#define PROSE_READING_H

#include "prose/prose.h"

#define NOWHERE SIZE_MAX

/* `[label]: address "title"` */
struct definition {
	struct span label; /* as compared: see label_as_compared */
	struct span typed;
	struct place place;
};

struct reading {
	struct arena *arena;
	struct diags *diags;
	const struct prose_options *options;
	struct span text;
	const uint32_t *map; /* byte of the value -> byte of the file; NULL: all is at `whole` */
	struct place whole;
	const uint32_t *lines; /* first byte of each line of the value */
	size_t line_count;
	bool *taken; /* lines that a paragraph, heading, code block ... stands on */
	struct definition *definitions;
	size_t definition_count, definition_capacity;
	struct span *used; /* labels that links led to, as compared */
	size_t used_count, used_capacity;
};

struct leaf {
	struct span content; /* without a line end at its end; one stands behind it */
	const uint32_t *at;  /* content byte -> value byte; content.length + 1 of them */
};

/* read.c: a text whose value bytes map to file bytes of a source. */
struct prose_node *prose_read_mapped(struct arena *arena, struct diags *diags, struct span text,
	struct place whole, const uint32_t *map, const struct prose_options *options);
struct place prose_place(const struct reading *r, size_t from, size_t to);
struct place leaf_place(const struct reading *r, const struct leaf *leaf, size_t from, size_t to);
/* The end of a line of the value, its line end left out. */
size_t line_end(const struct reading *r, size_t line);

/* guards.c: false, with a finding, when the text must not reach cmark. */
bool guards_pass(struct reading *r);

/* leaf.c: gives the inlines of a paragraph or heading their places and reads what only the typed
 * text tells; lines count from 0, `from` is the block's first byte. */
void leaf_read(struct reading *r, struct prose_node *block, size_t first_line, size_t last_line,
	size_t from);

/* marks.c: our additions to CommonMark. `at` gives the content byte of each byte of the text. */
void marks_of_text(struct reading *r, const struct leaf *leaf, const struct prose_node *text,
	const uint32_t *at);
/* Takes `{#id}` and `{-}` from the text that ends the block. */
void marks_at_end(struct reading *r, const struct leaf *leaf, struct prose_node *block,
	const uint32_t *at);
/* After that: `{#id}` that stands anywhere else. */
void marks_misplaced(struct reading *r, const struct prose_node *block);
/* Footnotes, boxes to tick, lines through words: not CommonMark. */
void marks_foreign(struct reading *r, const struct prose_node *block);
void marks_of_links(struct reading *r, struct prose_node *block);
void marks_of_html_block(struct reading *r, const struct prose_node *block);

/* links.c: what stands where in a link. Each takes the content and the byte where the thing begins
 * and gives the byte after it, or NOWHERE. */
size_t link_label_end(struct span content, size_t from);
size_t link_tail_end(struct span content, size_t from); /* `(address "title")` */
void definitions_read(struct reading *r, const struct leaf *leaf, size_t *from);
void definitions_alone(struct reading *r); /* those of paragraphs that hold nothing else */
void definition_use(struct reading *r, struct span label);
void definitions_judge(struct reading *r);

/* characters.c */
struct entity {
	size_t length; /* of `&...;`; 0: none stands here */
	char bytes[8]; /* what cmark makes of it */
	size_t count;
};
struct entity entity_at(struct span content, size_t from);
/* The text, or a copy with U+FFFD in place of what cannot be printed. */
struct span clean(struct arena *arena, struct span s);
/* Findings for entities in this range of the content. */
void entities_judge(struct reading *r, const struct leaf *leaf, size_t from, size_t to);
void direction_judge(struct reading *r);
/* The character at an offset; *length is its bytes (1 where it is not UTF-8). */
uint32_t prose_character_at(struct span s, size_t offset, size_t *length);

#endif
