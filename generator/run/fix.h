/*
 * fix: `check --fix` of one paper, in memory. The certain edits of its findings are made together, the
 * paper is read and checked anew, and the result is kept only if it proves right: what was to be fixed
 * is gone, nothing new is wrong where something was changed, and every other key and text is what it
 * was. One mend may show the next, so this goes on until nothing changes. Nothing is written here.
 */
#ifndef RUN_FIX_H
#define RUN_FIX_H

#include "run/job.h"

struct fix {
	size_t findings; /* that were fixed */
	size_t lines;    /* that ended in blanks which meant nothing */
	size_t given_up; /* edits that did not prove right, and were not made */
	const char *left; /* why nothing was tried although something could be fixed; NULL */
};

/*
 * The job has run, by a request that has `fix`. Afterwards it is that of the fixed paper, whose bytes
 * are those of its source; of the paper as it was when nothing could be fixed.
 */
struct fix fix_run(const struct job_request *request, struct job *job);

/* A unified diff of two texts with equally many lines, as patch -p0 and git apply -p0 take it. */
void fix_diff(struct span name, struct span before, struct span after, struct text *into);

/*
 * Puts the fixed bytes in place of the file: into a new file beside it, with its mode, owner and
 * extended attributes, brought to disk, then renamed. Refused when the file is a link or has a second
 * name, or is no longer what was read. NULL, or why it was left as it was, in words for the officer.
 */
const char *fix_write(const char *path, struct span before, struct span after);

#endif
