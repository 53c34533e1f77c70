/*
 * page: the values that a page template may name (house/values.def), made from a settled paper. What
 * differs between HTML and Markdown is a row of functions; the two pages differ in nothing else.
 * Private to render/.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "house/mustache.h"
#include "render/render.h"

/* Writers of rendered values: `of` of the scope is the node, row, appendix or rendering. */
struct page_language {
	void (*prose)(const struct scope *value, struct text *into);    /* struct prose_node */
	void (*children)(const struct scope *value, struct text *into); /* struct prose_node */
	void (*row)(const struct scope *value, struct text *into);      /* struct settled_row */
	void (*appendix)(const struct scope *value, struct text *into); /* struct settled_appendix */
	void (*css)(const struct scope *value, struct text *into);      /* struct rendering */
};

/* The root of the values, in the arena of the rendering. */
const struct scope *page_scope(const struct rendering *what, const struct page_language *language);

/* Adds FINDING_not_rendered or FINDING_not_verified; false, so that a caller can return it. */
bool page_not_rendered(const struct rendering *what, const char *format, struct span why);
bool page_not_verified(const struct rendering *what, const char *format, struct span why);

/* Valid UTF-8 without control characters other than the line end and the tab. */
bool page_bytes_are_clean(struct span bytes);

#endif
