/*
 * beside: the files that a paper names: tables in CSV, pictures, attachments. A name is a path from
 * the paper's own folder, with / between folders. It may go up with `..`, but not out of the folder
 * of papers; no link on the way is followed and nothing but a regular file is read. Whatever was
 * asked for is listed, so that a build knows what the paper was made from.
 */
#ifndef SOURCE_BESIDE_H
#define SOURCE_BESIDE_H

#include "source/shape.h"

struct beside_file {
	struct span name;  /* as findings call it: "inputs/data/visits.csv" */
	struct span bytes; /* absent: there is no such file */
};

struct beside {
	struct arena *arena;
	struct diags *diags;
	struct sources *sources;
	struct span folder; /* the paper's, from the root of the machine; absent: names cannot be looked
	                       at (a paper from standard input) */
	struct span shown;  /* the same as findings call it: "inputs/2005"; "" for the current folder */
	struct span published; /* where files beside the outputs are found from the page:
	                          "youth-centres-files/" */
	size_t levels;      /* how many folders above it names may lead through */
	struct beside_file *files; /* each once */
	size_t count, capacity;
	uint64_t bytes;     /* of all of them */
};

/*
 * The whole file. NULL: it cannot be used, and a finding at the name says why: not there, outside, a
 * link, too large, or not looked at.
 */
const struct beside_file *beside_read(struct beside *beside, struct words name, size_t limit_bytes);
/* The same as a source of clean UTF-8; what is wrong inside is found with its place in that file. */
const struct source *beside_text(struct beside *beside, struct words name, size_t limit_bytes);

#endif
