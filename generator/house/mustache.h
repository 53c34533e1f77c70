/*
 * mustache: page templates, as the Mustache manual and its public specification define them
 * (variables, sections, inverted sections, partials with indentation, comments, delimiters, dotted
 * names). Lambdas, inheritance and dynamic names are refused. A name that nobody sets is an error at
 * load, never an empty string in an official page (house/values.def lists the names).
 */
#ifndef HOUSE_MUSTACHE_H
#define HOUSE_MUSTACHE_H

#include "base/arena.h"
#include "base/diag.h"
#include "source/source.h"

struct template_page;

enum scope_kind {
	SCOPE_false,
	SCOPE_true,
	SCOPE_text,     /* escaped by {{ }} */
	SCOPE_rendered, /* already in the language of the page: only {{{ }}} or {{& }} */
	SCOPE_list,
	SCOPE_map,
};
/* A value that a template may ask for; made by render/ in the paper's arena. */
struct scope {
	enum scope_kind kind;
	struct span text;
	const struct scope *const *items; /* of a list */
	size_t item_count;
	const struct scope_entry *entries; /* of a map */
	size_t entry_count;
};
struct scope_entry {
	const char *name;
	const struct scope *value;
};

/* Finds a partial's source by name; NULL: none. */
struct partial_finder {
	void *of;
	const struct source *(*find)(void *of, struct span name);
};

/* Parses a template and all its partials. NULL after findings (with line and column in the
 * template). `strict`: names must stand in values.def and braces must fit. */
const struct template_page *mustache_parse(struct arena *arena, struct diags *diags,
	const struct source *source, const struct partial_finder *finder, bool strict);

/* How {{ }} escapes. NULL: not at all. */
typedef void escape_function(struct span s, struct text *into);
void escape_html(struct span s, struct text *into); /* & < > " ' */

void mustache_render(const struct template_page *page, const struct scope *root,
	escape_function *escape, struct text *into);

#endif
