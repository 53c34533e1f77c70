/*
 * find: which papers and house styles a command line means, and what the outputs of each paper are
 * called. Files and folders are looked at; only a file called style.yaml is opened, because a paper
 * may have that name too. The order is that of the operands, and byte order inside a folder,
 * whatever the file system's own order is.
 */
#ifndef RUN_FIND_H
#define RUN_FIND_H

#include "report/report.h"

#define FIND_STDIN "-"

struct found_paper {
	const char *path;     /* as typed, or below a folder as typed; NULL: standard input */
	struct span name;     /* what findings call it */
	struct span absolute; /* without "." and ".."; links are not followed */
	struct span base;     /* of its outputs, below the folder for outputs: "2005/youth-centres" */
	bool operand;         /* named on the command line, not met in a folder */
	bool style;           /* no paper: the style.yaml of a house style. What else lies in its folder
	                         belongs to the style */
	bool refused;         /* before it was read; a finding says why */
};

struct found {
	struct arena *arena;
	struct found_paper *papers;
	size_t count, capacity;
	struct reported *findings; /* bad names, clashes, folders that cannot be read */
	size_t finding_count, finding_capacity;
	bool unreadable; /* a folder could not be read: the command ends with 2 */
	size_t styles;   /* how many of the papers are styles */
};

/* No operands: the folder inputs/. Standard input ("-") is taken for a paper called stdin_name. */
void find_papers(struct arena *arena, const char *const *operands, size_t count,
	const char *stdin_name, struct found *found);

/* For commands that know papers only: takes out the styles that were met in folders beside papers.
 * The name of the first operand that holds styles and no papers, or absent. */
struct span find_drop_styles(struct found *found);

/* Letters, digits, hyphens, underscores and points, no device of Windows, no leading point or
 * hyphen: true when each folder and the name itself may stand in an output's name. */
bool output_name_is_right(struct span base);

/* The path from the root, "." and ".." taken out by their letters. */
struct span path_absolute(struct arena *arena, const char *path);

#endif
