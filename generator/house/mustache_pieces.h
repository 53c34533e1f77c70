/*
 * mustache_pieces: a template after parsing, shared by the files of the renderer (mustache.c), the
 * parser (mustache_parse.c) and the checks of names (mustache_names.c). Private to house/.
 */
#ifndef HOUSE_MUSTACHE_PIECES_H
#define HOUSE_MUSTACHE_PIECES_H

#include "house/mustache.h"

enum piece_kind {
	PIECE_text,
	PIECE_escaped, /* {{name}} */
	PIECE_raw,     /* {{{name}}} or {{&name}} */
	PIECE_section,
	PIECE_inverted,
	PIECE_partial,
};

struct dotted {
	struct span whole;
	const struct span *segments; /* each with a NUL after it */
	size_t count;                /* 0: the implicit iterator, {{.}} */
};

struct template_file;
struct piece {
	enum piece_kind kind;
	bool begins_line;  /* the first on a line of the template: a partial's indentation goes before */
	struct span text;  /* of a text; of a partial: its indentation */
	size_t after;      /* index of the next piece beside this one: past the end of a section */
	struct dotted name;
	const struct template_file *partial; /* NULL: there is none, it prints nothing */
	struct place place;
};

/* The page itself or one of its partials. */
struct template_file {
	struct span name;
	const struct source *source;
	struct piece *pieces; /* in order of the file; what a section holds follows it */
	size_t count, capacity;
	bool entered, left; /* by the search for partials that include themselves */
};

struct template_page {
	struct template_file **files; /* the first is the page */
	size_t count, capacity;
};

/* Compares all names and braces with values.def. */
void mustache_check_names(struct arena *arena, struct diags *diags,
	const struct template_page *page);

#endif
