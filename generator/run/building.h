/*
 * building: what the files of `cabpaper build` share: build.c (the whole), deliver.c (from an
 * answer to outputs in place) and skip.c (papers that need not be made again).
 */
#ifndef RUN_BUILDING_H
#define RUN_BUILDING_H

#include "run/cache.h"
#include "run/collect.h"
#include "run/manifest.h"
#include "run/progress.h"
#include "run/work.h"

#define BUILD_GROUP 256 /* papers that are synced and renamed together */

struct waiting { /* a paper of the group */
	uint32_t paper;
	struct arena *arena; /* of the answer and what was read of it */
	struct span answer;
	const struct job_result *result;
};

struct build {
	struct work work;
	struct outputs outputs;
	struct cache cache;
	struct manifest manifest;
	struct collected collected;
	struct progress progress;
	struct publication group[BUILD_GROUP];
	struct waiting waiting[BUILD_GROUP];
	size_t grouped;
	struct kept_record *records; /* of each paper found; absent: it was not built */
	size_t built, unchanged, failed;
	bool broken; /* something could not be read or written: the exit code is 2 */
};

/* For struct batch. */
bool deliver_answer(void *context, uint32_t job, struct span answer);
bool deliver_death(void *context, uint32_t job, struct span how);
/* Brings the group to its names. false: a paper failed and the build is to stop there. */
bool deliver_group(struct build *build);
/* Forgets the group; what it staged goes with the stage. */
void deliver_nothing(struct build *build);

/* The paper need not be made: its findings are told again, and it counts as unchanged. */
bool skip_paper(struct build *build, uint32_t paper);
void keep_record(struct build *build, uint32_t paper, const struct kept *kept);

/* Rules for make: which outputs depend on which files. 0 or errno. */
int depfile_write(const struct build *build, const char *path);

#endif
