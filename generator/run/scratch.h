/*
 * scratch: a private folder in memory for the parts of workbooks, of which libxlsxwriter opens a
 * dozen for each.
 */
#ifndef RUN_SCRATCH_H
#define RUN_SCRATCH_H

#include <stdbool.h>

struct scratch {
	char path[64]; /* "": there is none, and workbooks are made in the stage */
};

/* Makes the folder; removes those of this user's builds that were killed. */
void scratch_open(struct scratch *scratch);
void scratch_close(struct scratch *scratch);

#endif
