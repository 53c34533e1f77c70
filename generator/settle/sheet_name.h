/*
 * sheet_name: names that every spreadsheet program takes for a sheet. libxlsxwriter 1.1.4 lets
 * through what Excel then "repairs": an empty name, "History", control characters, two names that
 * differ only in the case of a letter like é. So names are made here, and nowhere else.
 */
#ifndef SETTLE_SHEET_NAME_H
#define SETTLE_SHEET_NAME_H

#include "base/arena.h"

/*
 * A name like the wanted one: 1 to LIMIT_SHEET_NAME UTF-16 units, none of []:*?/\#, no control
 * character, no apostrophe at either end, no space at either end or twice in a row, not "History",
 * nothing that reads as a cell (A1, R1C1) or a number, and unlike every used name, case apart.
 * The result ends with a NUL (not counted).
 */
struct span sheet_name_make(struct arena *arena, struct span wanted, const struct span *used,
	size_t used_count);

/* Equal as a spreadsheet program compares names: letters of the Latin, Greek and Cyrillic alphabets
 * in either case. */
bool sheet_name_same(struct span a, struct span b);

#endif
