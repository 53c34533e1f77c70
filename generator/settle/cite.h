/*
 * cite: appendices cited in words ("Appendix 2", "Appendices 1, 2 and 3") and by reference. A
 * citation followed by "of" or "to" and anything but this paper belongs to another document and is
 * left alone.
 */
#ifndef SETTLE_CITE_H
#define SETTLE_CITE_H

#include "paper/paper.h"

/* The paper cites some appendix of its own, listed or not: by its id, or by a number above `of_style`,
 * the number of appendices that the style has already. */
bool cite_any(const struct paper *paper, size_t of_style);

/* Calls `found` for each number cited in words below a prose node ("2", "A"), with the place of the
 * citation in the file (PLACE_NONE for text of the style). */
typedef void cite_found(void *of, struct span number, struct place place);
void cite_each(const struct prose_node *root, const struct source *source, cite_found *found,
	void *of);

#endif
