/*
 * trial: a house style put to the proof. Every edition is loaded and checked; where none has an error,
 * the style's example paper of each edition is made in memory and goes through the whole pipeline.
 */
#ifndef RUN_TRIAL_H
#define RUN_TRIAL_H

#include "run/job.h"

struct trial_request {
	struct span path;  /* of its style.yaml, as typed */
	struct span style; /* its name: that of its folder */
	const struct house_search *search; /* its own folder comes first */
};

struct trial {
	struct arena *arena;
	struct sources sources; /* the style's files, its parents' and their pages */
	struct diags diags;
	struct reported *reported;
	size_t reported_count;
	bool unreadable;      /* style.yaml itself could not be read */
	struct span name;     /* of the council, in full; absent when the style cannot be used */
	struct span editions; /* "2 editions (2004-04-01, 2007-05-01)" */
};

/* The trial must be released whatever came of it. */
void trial_run(const struct trial_request *request, struct trial *trial);
void trial_release(struct trial *trial);

#endif
