/*
 * guide: the page on which authors and clerks read what their council's style asks for. It is settled
 * matter like a paper's, with the style's own style sheet, so that the same writers make it; nothing
 * in it comes from a paper but the example that the program makes.
 */
#ifndef AUTHOR_GUIDE_H
#define AUTHOR_GUIDE_H

#include "settle/settled.h"

const struct settled *author_guide(struct arena *arena, const struct house *house,
	const struct checked_editions *editions);

#endif
