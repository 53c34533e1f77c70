/*
 * csv: a table of data in a file of its own, as RFC 4180 has it: fields parted by commas, quoted
 * where they hold commas, quotes or line ends. The only room that sees <csv.h>. A byte order mark,
 * CRLF and LF are taken; lines without anything are passed over. Every field has its place in the file.
 */
#ifndef SOURCE_CSV_H
#define SOURCE_CSV_H

#include "source/source.h"

struct csv_field {
	struct span text;   /* without its quotes and the blanks around it */
	struct place place; /* with its quotes */
};
struct csv_row {
	const struct csv_field *fields;
	size_t count;
	struct place place;
};
struct csv {
	const struct csv_row *rows; /* the first holds the titles */
	size_t count;
};

/* NULL after a finding: a quote that is not closed, text after one, too many rows or columns. */
const struct csv *csv_read(struct arena *arena, struct diags *diags, const struct source *source);

#endif
