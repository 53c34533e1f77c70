/*
 * page: the values that a page template may name (house/values.def), made from a settled paper. What
 * differs between HTML and Markdown is a row of functions; the two pages differ in nothing else.
 * Private to render/.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "house/mustache.h"
#include "render/render.h"

/* What the `of` of a rendered value points at. */
struct page_object {
	const struct rendering *what;
	const void *object;
};

/* Writers of rendered values. */
typedef void page_writer(const struct scope *value, struct text *into);
struct page_language {
	page_writer *prose;    /* the object is a struct prose_node */
	page_writer *children; /* a struct prose_node: what is below it */
	page_writer *row;      /* a struct settled_row */
	page_writer *appendix; /* a struct settled_appendix */
	page_writer *css;      /* the struct rendering itself */
};

/* The root of the values, in the arena of the rendering. */
const struct scope *page_scope(const struct rendering *what, const struct page_language *language);

static inline const void *page_object(const struct scope *value)
{
	return ((const struct page_object *)value->of)->object;
}

/* Adds FINDING_not_rendered or FINDING_not_verified; false, so that a caller can return it. */
bool page_not_rendered(const struct rendering *what, const char *format, struct span why);
bool page_not_verified(const struct rendering *what, const char *format, struct span why);

/* Valid UTF-8 without control characters other than the line end and the tab. */
bool page_bytes_are_clean(struct span bytes);

#endif
