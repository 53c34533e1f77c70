/*
 * manifest: outputs/manifest.json says of every output what it was made from, in SHA-256: public
 * facts only, no times, no machine's path, sorted, one line for each paper. Papers that were not
 * built this time keep their line as long as one of their outputs is there.
 */
#ifndef RUN_MANIFEST_H
#define RUN_MANIFEST_H

#include "run/kept.h"
#include "run/work.h"

#define MANIFEST_NAME "manifest.json"

struct manifest_line {
	struct span base;
	struct span line; /* from the `{` to the `}` */
};

struct manifest {
	struct arena *arena;
	struct outputs *outputs;
	struct text file; /* as it was; lines point into it */
	struct manifest_line *old; /* sorted by base */
	size_t old_count;
	struct manifest_line *styles; /* of the old file: digest of a set and its line */
	size_t style_count;
};

void manifest_open(struct manifest *manifest, struct arena *arena, struct outputs *outputs);
void manifest_close(struct manifest *manifest);

struct manifest_output {
	struct span suffix;
	struct digest digest;
	uint64_t bytes;
};
/* The outputs that the old manifest has for a paper, at most JOB_OUTPUTS. */
size_t manifest_outputs(const struct manifest *manifest, struct span base,
	struct manifest_output *into);
/* The digest that it has for one of them; false: it says nothing of it. */
bool manifest_digest(const struct manifest *manifest, struct span base, struct span suffix,
	struct digest *digest);

/* Writes it anew if it says anything else: 0 or errno. `records` are those of papers found,
 * absent for papers that were not built. */
int manifest_write(struct manifest *manifest, const struct work *work,
	const struct input_sets *sets, const struct kept_record *records);

#endif
