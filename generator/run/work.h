/*
 * work: what is done for one paper inside a worker: the pipeline, the comparison with the present
 * outputs, the staging, and the frame that tells the parent about it. The same for build and check.
 */
#ifndef RUN_WORK_H
#define RUN_WORK_H

#include "run/find.h"
#include "run/options.h"
#include "run/outputs.h"
#include "run/search.h"

struct work_memory;

struct work {
	const struct options *options;
	const struct found *found;
	const struct house_search *const *searches; /* of each paper found */
	const uint32_t *papers;   /* of each job: the number of its paper */
	struct span standard_input;
	bool has_epoch;
	int64_t epoch;            /* SOURCE_DATE_EPOCH */
	const char *temporary;    /* in memory, for the parts of workbooks; NULL: none */
	struct outputs *outputs;  /* NULL: check only */
	struct work_memory *memory; /* of one worker */
};

/* For struct batch; the context is a struct work. */
void work_begin(void *context);
void work_job(void *context, uint32_t job, struct text *answer);

/* SOURCE_DATE_EPOCH: false when it is set to what is no number of seconds. */
bool work_read_epoch(struct work *work);
/* The folders of each paper found; they live in the arena. */
const struct house_search *const *work_searches(struct arena *arena, const struct found *found,
	struct search *search);
/* How many jobs at once: as asked, or one for each core that we may use. */
uint32_t work_workers(const struct options *options);

/* Companions belong to the pages: they are made when one of the formats that link to them is. */
bool work_makes_companions(const struct work *work);

#endif
