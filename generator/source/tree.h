/*
 * tree: YAML as nodes with places; the only room that sees <yaml.h>. Built from libyaml's events
 * with named limits (base/limits.h). Every scalar is the text that was typed: no implicit types.
 * Anchors, aliases, merge keys, tags, directives and a second document are refused with findings.
 */
#ifndef SOURCE_TREE_H
#define SOURCE_TREE_H

#include "source/source.h"

enum node_kind { NODE_scalar, NODE_list, NODE_mapping };
enum scalar_style { SCALAR_plain, SCALAR_single, SCALAR_double, SCALAR_literal, SCALAR_folded };

struct node;
struct pair {
	const struct node *key; /* always a scalar */
	const struct node *value;
};

struct node {
	enum node_kind kind;
	enum scalar_style style; /* of a scalar */
	struct place place; /* a scalar's from its first byte (the quote, or | or >) to its end; a
			       list's or mapping's from its first byte to the end of its last child,
			       or to its closing bracket */
	struct span text;   /* of a scalar: its value, NUL after the end; "" when empty */
	const struct node *const *items; /* of a list */
	const struct pair *pairs;        /* of a mapping, as typed; keys are unique */
	size_t count;
};

/*
 * The one document of the source. NULL when there is none or it cannot be read: then at least one
 * finding was added. Duplicate keys are an error finding; the first one stands. Findings about text
 * that YAML cut off or misread (" #", a value split by a comma, tabs ...) are added here too.
 */
const struct node *tree_read(struct arena *arena, struct diags *diags, const struct source *source);

const char *node_kind_name(enum node_kind kind); /* "a text", "a list", "a mapping" */
bool node_is_empty(const struct node *node);     /* nothing typed, or only blanks, or ~ */
/* The value of a key, or NULL. */
const struct node *node_get(const struct node *mapping, const char *key);

/*
 * For each byte of a scalar's value, and one past the end, the byte of the file it was made from
 * (a folded line end maps to the line break; an escape to its backslash). The array has
 * text.length + 1 entries and lives in the arena. It is self-checked: where the walk disagrees with
 * libyaml every entry is the scalar's own start.
 */
const uint32_t *scalar_map(
	struct arena *arena, const struct source *source, const struct node *scalar);
/* The place of bytes from..to of the scalar's value. Reads the map anew: for single findings. */
struct place place_in_scalar(struct arena *arena, const struct source *source,
	const struct node *scalar, size_t from, size_t to);

#endif
