/*
 * frame: what a worker says about one job, as bytes: findings as data, a record for each output,
 * the files that were read and the card. The same bytes cross the pipe and lie in the cache. A
 * frame that does not read back whole is no frame.
 */
#ifndef RUN_FRAME_H
#define RUN_FRAME_H

#include "run/job.h"

#define FRAME_LIMIT (1024u * 1024)
#define DIGEST_BYTES 32

struct digest { /* SHA-256 */
	unsigned char bytes[DIGEST_BYTES];
};
struct digest digest_of(struct span bytes);
bool digest_same(const struct digest *a, const struct digest *b);
void digest_write(const struct digest *digest, struct text *into); /* 64 small hex digits */
bool digest_read(struct span hex, struct digest *digest);

/* INPUT_absent: a file that was looked for and was not there. */
enum input_kind { INPUT_paper, INPUT_style, INPUT_beside, INPUT_absent };
struct input { /* a file that was read for the job */
	enum input_kind kind;
	struct span name; /* as findings call it: its path from the current folder */
	struct digest digest;
};

struct output_record {
	struct span suffix; /* ".html", "-files/appendix-2.pdf" */
	bool staged;   /* it differs from the present file, or there is none */
	bool replaces; /* there is a present file, of this digest: */
	struct digest present;
	struct digest digest;
	uint64_t bytes;
};

struct job_result {
	enum job_outcome outcome;
	enum severity worst;
	struct reported *reported;
	uint32_t reported_count;
	uint32_t left_out;   /* findings that a frame has no room for */
	uint32_t error;      /* errno of an output that could not be staged; 0: none */
	struct fixed_record {
		uint32_t findings, lines, given_up;
		struct span left;  /* why it was left as it is although there is something to fix; or absent */
		bool failed;       /* it could not be written */
		struct span shown; /* for standard output: a diff, or the fixed text */
	} fixed;
	struct output_record outputs[JOB_OUTPUTS];
	uint32_t output_count;
	struct input *inputs;
	uint32_t input_count;
	struct span reference, title, body, date_iso;
	struct span editions; /* of a style that was checked: "2 editions (2004-04-01, 2007-05-01)" */
	bool final;
};

/* Appends the frame's payload; never more than FRAME_LIMIT less a header: findings are left out. */
void frame_write(const struct job_result *result, struct text *into);
/* Everything read points into `bytes`, arrays lie in the arena. */
bool frame_read(struct arena *arena, struct span bytes, struct job_result *result);

/* --- numbers and texts as bytes, for frames and for the cache */
void put_u32(struct text *into, uint32_t number);
void put_u64(struct text *into, uint64_t number);
void put_span(struct text *into, struct span s);
void put_digest(struct text *into, const struct digest *digest);
/* As many of the findings as fit below `limit` bytes of `into`; the rest is added to left_out. */
void put_findings(struct text *into, const struct reported *reported, uint32_t count,
	uint32_t left_out, size_t limit);

struct reader {
	struct span rest;
	bool failed; /* sticky: the bytes ended early or said what cannot be */
};
uint32_t get_u32(struct reader *reader);
uint32_t get_below(struct reader *reader, uint32_t limit); /* fails at or above the limit */
uint64_t get_u64(struct reader *reader);
struct span get_span(struct reader *reader);
struct digest get_digest(struct reader *reader);
/* A count of things of which each takes at least `least` bytes: never more than the bytes can
 * hold. */
uint32_t get_count(struct reader *reader, size_t least);
struct reported *get_findings(struct reader *reader, struct arena *arena, uint32_t *count,
	uint32_t *left_out);

#endif
