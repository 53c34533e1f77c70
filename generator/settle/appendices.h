/*
 * appendices: which appendices a paper has, in order: the sheets of the style that are appendices
 * ("Appendix 1: Implications"), then the paper's own. Private to the room.
 */
#ifndef SETTLE_APPENDICES_H
#define SETTLE_APPENDICES_H

#include "settle/asker.h"

/* What an appendix is made of: a sheet of the style, or a record of the paper. */
struct listed_appendix {
	const struct house_sheet *sheet; /* NULL: of the paper */
	const struct record *record;     /* NULL: a sheet */
	const struct house_part *part;   /* of a record */
};

/* How many there are at most. */
size_t appendices_most(const struct paper *paper, const struct house *house);
/* Those that the audience sees, in order; `into` has room for all. */
size_t appendices_list(const struct asking *a, enum audience audience, struct listed_appendix *into);
/* How many of them are sheets of the style. */
size_t appendices_sheets(const struct asking *a, enum audience audience);
/* "Appendix 1 (Implications) and Appendix 2 (Works at each centre)"; false: there is none. */
bool appendices_print(const struct asking *a, enum audience audience, struct text *into);

#endif
