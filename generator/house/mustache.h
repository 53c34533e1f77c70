/*
 * mustache: page templates, as the Mustache manual and its public specification define them
 * (variables, sections, inverted sections, partials with indentation, comments, delimiters, dotted
 * names). Lambdas, inheritance and dynamic names are refused. A name that nobody sets is an error at
 * load, never an empty string in an official page (house/values.def lists the names).
 *
 * The partial {{> part.html}} is the file part.html.mustache: names of partials have letters, digits,
 * `-`, `_` and `.` in them and nothing that leads out of a folder.
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
/* A value that a template may ask for; made by render/ in the paper's arena. A text may have entries
 * too: the fact `key_decision` beside `key_decision.reason`. */
struct scope {
	enum scope_kind kind;
	struct span text;
	const struct scope *const *items; /* of a list */
	size_t item_count;
	const struct scope_entry *entries; /* of a map */
	size_t entry_count;
	/* Of a map with more names than are worth listing: the value, or NULL. A NUL follows the name. */
	const struct scope *(*find)(const struct scope *map, struct span name);
	/* Of a rendered value: appends it, in place of `text`, when and where the page wants it. */
	void (*write)(const struct scope *value, struct text *into);
	const void *of; /* for `find` and `write` */
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

/*
 * Parses a template and all its partials. NULL after findings (with line and column in the
 * template). `strict`: names must stand in values.def, braces must fit, partials must be there, and
 * line ends are LF whatever the file has; otherwise exactly what the specification says.
 */
const struct template_page *mustache_parse(struct arena *arena, struct diags *diags,
	const struct source *source, const struct partial_finder *finder, bool strict);

/* Calls `see` for each name that the page or a partial asks for, dotted ones whole ("word.table"):
 * the loader compares words and facts with those there are. */
void mustache_each_name(const struct template_page *page,
	void (*see)(void *of, struct span name, struct place place), void *of);

/* How {{ }} escapes. NULL: not at all. */
typedef void escape_function(struct span s, struct text *into);
void escape_html(struct span s, struct text *into); /* & < > " ' */

/* Appends the page. A partial that calls itself deeper than LIMIT_PARTIAL_DEPTH, or a page beyond
 * the limit of a text, makes the text fail: half a page is never handed on. */
void mustache_render(const struct template_page *page, const struct scope *root,
	escape_function *escape, struct text *into);

#endif
