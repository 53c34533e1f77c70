/*
 * kept: what is remembered of a paper whose outputs are in place: enough to say it all again
 * without making it again, and to list it in the manifest. Bytes of a few hundred for each paper.
 */
#ifndef RUN_KEPT_H
#define RUN_KEPT_H

#include "run/outputs.h"

struct kept_output {
	struct span suffix;
	struct digest digest;
	uint64_t bytes;
	struct file_mark mark;
};

struct kept {
	struct digest key;   /* of everything that was known before the paper was read, and its bytes */
	struct digest paper; /* of its bytes */
	uint32_t set;        /* number of its input set */
	bool final;
	struct span reference, title, body, date_iso;
	struct kept_output outputs[JOB_OUTPUTS];
	uint32_t output_count;
	struct reported *reported;
	uint32_t reported_count, left_out;
};

struct kept_record {
	struct span bytes; /* absent: nothing is kept */
	uint32_t set;      /* not among the bytes: sets are numbered anew when the cache is written */
};
/* Appends the bytes of a record. */
void kept_write(const struct kept *kept, struct text *into);
/* Spans point into the bytes. */
bool kept_read(struct arena *arena, struct kept_record record, struct kept *kept);

/* The files beside the paper itself from which it was made, the style's most of all: the same few
 * sets for thousands of papers. */
struct input_set {
	struct digest digest;
	struct input *inputs; /* sorted by name */
	uint32_t count;
};
struct input_sets {
	struct arena *arena;
	struct input_set *items;
	size_t count, capacity;
};
/* The number of the set of these inputs (papers among them are left out). */
uint32_t input_sets_add(struct input_sets *sets, const struct input *inputs, uint32_t count);

#endif
