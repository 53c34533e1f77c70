/*
 * prose: CommonMark as our own nodes, each with its place in the FILE; the only room that sees
 * <cmark.h>. cmark is a parser and nothing else: sizes and nesting are held before it (0.30.2 is
 * quadratic in nesting depth), its tree is copied and freed.
 *
 * The same nodes carry settled text: settle/ copies them, resolves references and numbers, and adds
 * numbered paragraphs and tables. Renderers see only settled ones.
 */
#ifndef PROSE_PROSE_H
#define PROSE_PROSE_H

#include "base/arena.h"
#include "base/diag.h"
#include "source/beside.h"
#include "source/file_type.h"

enum prose_kind {
	/* blocks */
	PROSE_document,
	PROSE_paragraph,
	PROSE_heading,    /* level 1 to 6 */
	PROSE_list,       /* children: items */
	PROSE_item,
	PROSE_quote,
	PROSE_code_block, /* text; title: the info string */
	PROSE_rule,
	PROSE_html_block, /* text; refused in papers, kept so that nothing is lost */
	PROSE_table_here, /* `![](#id)` alone in a paragraph: url is the id without # */
	PROSE_picture,    /* `![words](file.png "caption")` alone in a paragraph: url is the file as typed
	                     (after settling where it is published), text the words that say what it
	                     shows ("" when it only decorates), title the caption */
	/* made by settle/ only */
	PROSE_numbered,   /* one numbered paragraph and what belongs to it; number may be absent */
	PROSE_table,      /* table: see settle/settled.h */
	PROSE_mark,       /* a visible mark in a draft ("This part is missing."): text */
	/* inlines */
	PROSE_text,
	PROSE_soft_break,
	PROSE_hard_break,
	PROSE_emphasis,
	PROSE_strong,
	PROSE_code,
	PROSE_link,      /* url, title, children; `internal`: url is "#anchor" on the same page */
	PROSE_image,     /* url, title, children: the alternative text */
	PROSE_html,      /* text; refused in papers */
	PROSE_reference, /* `[](#a,#b)`, `[#](#a)`, `[words](#a)`: url without the first #; gone after
	                    settling. `bare`: number alone. Children: the author's own words, or none */
	PROSE_KIND_count
};

struct picture {
	enum file_type type; /* png, jpeg or svg */
	struct span bytes;
	uint32_t width, height; /* pixels; 0: the drawing has no size of its own */
};

struct prose_node {
	enum prose_kind kind;
	struct place place;
	struct prose_node *parent, *first, *last, *next, *previous;
	struct span text;   /* literal of text, code, code_block, html, html_block, mark */
	struct span url, title;
	struct span id;     /* `{#id}` of a paragraph, heading or item; after settling the anchor */
	struct place id_place;
	struct span number; /* after settling: as printed, "4." or "(a)"; absent: none */
	uint8_t level;      /* heading */
	bool ordered, tight, paren; /* list: 1. or -; no blank lines; `1)` instead of `1.` */
	bool unnumbered;    /* `{-}` at the end of a paragraph */
	bool bare, internal;
	int32_t start;      /* first number of an ordered list */
	const struct table *table;
	const struct picture *picture;
};

struct prose_options {
	bool raw_html;    /* keep raw HTML without a finding (specification tests only) */
	bool plain;       /* plain CommonMark: no {#id}, {-}, references, tables (specification tests) */
	bool unlimited;   /* no guards (specification tests) */
	struct beside *beside; /* where pictures are; NULL: none may stand in this text */
};

/*
 * Parses the value of a scalar node. Never NULL: a document node, empty when the guards refused the
 * text (then a finding says so). Adds findings for raw HTML, unsafe links, pipe tables, remote or
 * nameless pictures, bad ids, unused or missing reference definitions, characters that an entity
 * smuggles in.
 */
struct prose_node *prose_read(struct arena *arena, struct diags *diags, const struct source *source,
	const struct node *scalar, const struct prose_options *options);
/* The same for a text that has no YAML around it (styles' own sentences; tests): every place is
 * `place`. */
struct prose_node *prose_read_text(struct arena *arena, struct diags *diags, struct span text,
	struct place place, const struct prose_options *options);

/* Making and joining nodes, for settle/. */
struct prose_node *prose_new(struct arena *arena, enum prose_kind kind, struct place place);
void prose_append(struct prose_node *parent, struct prose_node *child);
/* `fresh` stands in no tree; `node` has a parent. */
void prose_insert_before(struct prose_node *node, struct prose_node *fresh);
void prose_insert_after(struct prose_node *node, struct prose_node *fresh);
/* Takes a node, and what is below it, out of its parent. */
void prose_remove(struct prose_node *node);
struct prose_node *prose_new_text(struct arena *arena, struct span text, struct place place);
bool prose_is_block(enum prose_kind kind);
/* The next node of a walk in document order below `root`, or NULL at the end. */
struct prose_node *prose_walk(const struct prose_node *root, struct prose_node *at);
/*
 * A walk that comes to each node below `root` twice, on the way in and on the way out, without
 * recursion: emphasis may be nested thousands deep. Setting `leaving` on the way in skips the
 * children and the way out.
 *	for (struct prose_visit v = {.root = node}; prose_visit(&v);)
 */
struct prose_visit {
	const struct prose_node *root;
	struct prose_node *node; /* NULL: not begun */
	bool leaving;
};
bool prose_visit(struct prose_visit *visit);
/* The words without any markup, soft breaks as spaces, blocks parted by a space. */
void prose_plain(const struct prose_node *node, struct text *into);
bool prose_is_empty(const struct prose_node *document); /* no letter or digit in it */

/* Allowed in links: https, http, mailto, tel, and relative paths; used for workbooks too. */
bool url_is_safe(struct span url);

#endif
