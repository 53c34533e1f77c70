/*
 * check: the rules of a house style and of the law over (paper, settled, house), one theme per file.
 * Each rule is a row of the table in check.c; it adds findings and changes nothing.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "settle/settled.h"

/* What the rules make of a style once for all its papers. Whoever keeps the style keeps them with it, in
 * an arena that lives as long. */
struct lexicons;
struct lexicons *lexicons_new(struct arena *arena, const struct house *house);

struct checking {
	struct arena *arena;
	struct diags *diags;
	const struct paper *paper;
	const struct settled *settled;
	const struct house *house;
	struct asker asker;
	struct lexicons *lexicons; /* of the house; NULL: made anew for this paper */
};

void check_all(const struct checking *what);

/*
 * Last of all: severities as draft or final, as the style moves them, as the paper waives them;
 * findings inside exempt places are withheld. Called again when the formats have found more.
 */
void check_settle_severities(struct diags *diags, const struct paper *paper,
	const struct house *house);

/* When all has been found: waivers that waive nothing. Where there are errors nothing is said, because
 * what is wrong may keep a waived finding from being made. */
void check_unused_waivers(struct diags *diags, const struct paper *paper, const struct house *house);

/*
 * Numbers of persons that are such whatever stands around them, in keys, comments and what could not be
 * read too: no report shows them (diag_hide). The rules hide what they find themselves.
 */
void check_hide_numbers(struct diags *diags, uint32_t source, struct span bytes);

#endif
