/*
 * progress: one line on a terminal that says how far a build is. It is drawn at most ten times a
 * second and only once a build has taken more than half a second; never in a log.
 */
#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include "run/options.h"

#include <time.h>

struct progress {
	bool wanted, drawn;
	uint32_t total;
	struct timespec begun, last;
};

void progress_start(struct progress *progress, const struct options *options, uint32_t total);
void progress_show(struct progress *progress, uint32_t done);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
