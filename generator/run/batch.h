/*
 * batch: many jobs in worker processes. Each job is done wholly inside one worker, which answers
 * with one frame of bytes; the parent hands the answers on in the order of the jobs, whatever the
 * number of workers is. A worker may die without harm: its job is done once more alone in a fresh
 * worker.
 */
#ifndef RUN_BATCH_H
#define RUN_BATCH_H

#include "base/text.h"

#include <signal.h>

/* Signals that end a run: taken from a descriptor, so that nothing is interrupted half-way. */
struct interrupts {
	sigset_t before; /* the mask to go back to */
	int descriptor;
};
bool interrupts_open(struct interrupts *interrupts);
void interrupts_close(struct interrupts *interrupts);
/* The signal that has come, or 0. */
int interrupts_pending(const struct interrupts *interrupts);

struct batch {
	uint32_t jobs, workers;
	uint32_t seconds; /* of computing that one job may take; 0: no bound */
	void *context;
	/* In each worker, before its first job; may be NULL. */
	void (*begin)(void *context);
	/* In a worker: appends the answer, at most FRAME_LIMIT less eight bytes. */
	void (*work)(void *context, uint32_t job, struct text *answer);
	/* In the parent, job 0 first. false: no more; what later jobs answer is thrown away. */
	bool (*take)(void *context, uint32_t job, struct span answer);
	/* The same for a job whose worker died twice; `how` is "SIGSEGV" or other words. */
	bool (*died)(void *context, uint32_t job, struct span how);
	/* In the parent now and then, at least ten times a second while waiting; may be NULL. */
	void (*pulse)(void *context, uint32_t jobs_answered);
	const struct interrupts *interrupts; /* may be NULL */
};

enum batch_outcome { BATCH_done, BATCH_stopped, BATCH_interrupted, BATCH_failed };
/* BATCH_failed: no worker could be started at all; errno says why. No worker is left when it
 * returns. */
enum batch_outcome batch_run(const struct batch *batch);

#endif
