/*
 * styles: the house styles that one worker has loaded. A style is loaded when a paper first names it
 * and kept, with what was found wrong in it, for every later paper of the same edition.
 *
 * Sources of styles are numbered in one series with those of the papers: a paper takes the next
 * number, and the styles loaded for it the numbers after that (styles_sources).
 */
#ifndef RUN_STYLES_H
#define RUN_STYLES_H

#include "house/house.h"

struct styles;

struct styles *styles_new(void);
void styles_release(struct styles *styles); /* NULL is allowed */

/* Begins a job: its sources are those of all loaded styles, and the next is the paper's. */
void styles_begin(const struct styles *styles, struct sources *sources, struct arena *arena);
/*
 * The style for the paper, or NULL. Findings, found now or when it was first loaded, are added to
 * the paper's; those about the name stand where this paper asks for it. New sources of the style are
 * added to the paper's.
 */
const struct house *styles_get(struct styles *styles, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, const struct date *date);

/* What the rules make of the style once for all its papers (check.h); NULL when it is none of these. */
struct lexicons;
struct lexicons *styles_lexicons(const struct styles *styles, const struct house *house);

/* The numbers of the sources that were read for a style, its parents' included; first > last when
 * there are none. */
void styles_sources(const struct styles *styles, const struct house *house, uint32_t *first,
	uint32_t *last);

#endif
