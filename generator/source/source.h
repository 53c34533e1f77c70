/*
 * source: a file read once into memory, proved to be clean UTF-8, with an index of its lines.
 * Attachments, styles and page templates are sources like any other.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"

struct source_step {
	uint32_t at;         /* a character begins here, the first at or after its kilobyte */
	uint32_t characters; /* before it, from the beginning of the file */
};

struct source {
	uint32_t number;  /* from 1, as in struct place */
	struct span name; /* as shown in findings */
	struct span
		bytes; /* the whole file, a leading byte order mark included; NUL after the end */
	size_t mark;   /* bytes of the leading byte order mark: 0 or 3 */
	const uint32_t *lines;           /* first byte of each line; LF, CRLF and CR end a line */
	size_t line_count;               /* at least 1 */
	const struct source_step *steps; /* one for each kilobyte begun: columns of long lines */
};

struct sources {
	struct arena *arena;
	const struct source **items; /* number n is items[n - 1] */
	size_t count, capacity;
};

void sources_init(struct sources *sources, struct arena *arena);
const struct source *sources_at(const struct sources *sources, uint32_t number); /* NULL for 0 */

enum source_outcome {
	SOURCE_READ,
	SOURCE_UNREADABLE, /* the machine's fault, or not a regular file; one finding was added */
	SOURCE_REFUSED,    /* bytes that no text file of ours has; at least one finding was added */
};

/*
 * Reads a regular file (never a folder, pipe or device; no wait on a FIFO) of at most limit_bytes.
 * `name` is what findings call it. In each outcome *into is a source with a number, so that
 * findings have a place; when unreadable its bytes are empty. A file that changes while it is read
 * is refused.
 */
enum source_outcome source_read(struct sources *sources, struct diags *diags, const char *path,
	struct span name, size_t limit_bytes, const struct source **into);

/* The same for bytes already in memory (standard input, tests); they are copied. */
enum source_outcome source_take(struct sources *sources, struct diags *diags, struct span bytes,
	struct span name, const struct source **into);

struct location {
	uint32_t line, column; /* from 1; columns count characters, a tab is one */
};
struct location source_locate(const struct source *source, uint32_t offset);
/* The line in which the offset stands, without its line end and without the file's byte order mark.
 */
struct span source_line(const struct source *source, uint32_t offset);

/*
 * The first character at or after `from` that turns the direction of text (U+202A-E, U+2066-9): its
 * first byte (it has three), or SIZE_MAX. In names and figures it is an error, in prose a warning:
 * the rooms that know the field report it. *name, if asked for, becomes "U+202E (...)".
 */
size_t source_find_bidi(struct span text, size_t from, struct arena *arena, struct span *name);

#endif
