/*
 * readback: a finished file's bytes against what was promised; the only room that sees <zip.h>.
 * libxlsxwriter 1.1.4 reports success on a full temporary disk with 3 % of the data, so nothing
 * replaces an older file before it was read back here.
 */
#ifndef READBACK_READBACK_H
#define READBACK_READBACK_H

#include "base/text.h"

struct workbook_promise {
	uint32_t sheets, tables;   /* worksheets; Excel tables */
	uint32_t cells;            /* <c> elements over all worksheets */
	uint32_t formulas;         /* <f> elements; each must have a <v> */
	uint32_t rules;            /* of conditional formats */
	uint32_t charts;           /* each on a sheet of its own, with a description */
	uint32_t series, points;   /* of all charts; cached values of their figures */
	struct span first_sheet;   /* its name */
};
/* False with a short reason ("xl/sharedStrings.xml is cut short"). */
bool readback_workbook(struct span bytes, const struct workbook_promise *promise,
	struct text *reason);

#endif
