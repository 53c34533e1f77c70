/*
 * outputs: the folder that outputs go to. Workers put finished bytes into a private folder inside
 * it (.stage-PID, mode 0700); the parent alone brings them to disk and renames them to their
 * names, so that every output is at every instant the whole old or the whole new file. No link
 * inside the folder is followed. One build at a time: a lock lies in .cabpaper/.
 */
#ifndef RUN_OUTPUTS_H
#define RUN_OUTPUTS_H

#include "run/frame.h"

struct outputs {
	const char *path;   /* as typed */
	int folder;         /* descriptors; -1: not open */
	int own;            /* .cabpaper */
	int lock;
	int stage;
	char stage_name[32];
	struct text last;   /* the folder below that was used last, and its descriptor */
	int last_folder;
};

/* Makes the folder if need be, locks it, clears away what killed builds left and makes the stage.
 * false: one line for the officer; nothing is left open. */
bool outputs_open(struct outputs *outputs, const char *path, struct text *complaint);
/* Removes the stage, gives up the lock. */
void outputs_close(struct outputs *outputs);

/* An output's name below the folder: the paper's, and what follows it. A companion's suffix has a
 * folder in it: "2005/youth-centres" and "-files/appendix-2.pdf". */
struct output_name {
	struct span base, suffix;
};
/* An attachment, picture or table beside the pages, not one of the formats. */
static inline bool is_companion(struct span suffix)
{
	return span_starts(suffix, COMPANION_FOLDER);
}

/* --- a worker's part */
/* Fills the record, whose suffix is given: digest, size, whether the present file is the same; stages
 * bytes that differ. `number` is the output's place among those of the job. 0 or an errno. */
int outputs_stage(struct outputs *outputs, uint32_t job, size_t number, struct span base,
	struct span bytes, struct output_record *record);

/* --- the parent's part */
struct publication { /* one paper */
	uint32_t job;
	struct span base;
	const struct output_record *files; /* all outputs of the job, staged or not */
	size_t file_count;
	int error;        /* out: errno; 0: all its staged files have their names now */
	size_t at_fault;  /* out: the file that could not be written */
};
/* One sync for all, then the renames, then the folders. in_order: nothing after the first paper
 * that fails; the rest has ECANCELED. */
void outputs_publish(struct outputs *outputs, struct publication *papers, size_t count,
	bool in_order);
void outputs_drop(struct outputs *outputs, uint32_t job); /* what the job staged */

/* --- files of our own */
/* Replaces the file (name below `folder`) if its bytes differ: 0 or an errno. Durable: on the disk
 * before it has its name; `folder` must then be a descriptor and not AT_FDCWD. */
int file_replace(int folder, const char *name, struct span bytes, bool durable);
/* A report of the user's, by its path: always written, since CI asks whether it is new. What is there
 * and no plain file (a pipe, /dev/stderr) gets the bytes and stays; ELOOP: a link to a plain file,
 * which would be written over if it were followed (/dev/stderr in a log), and lost if it were not. */
int file_deliver(const char *path, struct span bytes);
/* The whole file, if it is a regular one of at most limit bytes; no link is followed. */
bool file_read(int folder, const char *name, size_t limit, struct text *into);
/* The same for a file of the user's, named by its path: links are followed. */
bool file_read_followed(struct span path, size_t limit, struct text *into);

/* What tells without reading that a file is the one that was written. */
struct file_mark {
	uint64_t bytes, inode;
	int64_t modified_ns, changed_ns;
};
/* The mark of an output; false: there is no regular file of this name. */
bool outputs_mark(struct outputs *outputs, struct output_name name, struct file_mark *mark);
bool outputs_digest(struct outputs *outputs, struct output_name name, struct digest *digest);
/* Removes a companion that the paper no longer has, if it still is the file of this digest; its folder
 * goes with the last. */
void outputs_remove(struct outputs *outputs, struct output_name name, const struct digest *digest);

#endif
