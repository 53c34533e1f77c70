/*
 * options: the command line as a value. Every option is one row of a table, from which the parser,
 * the complaints and the help texts are made. Nothing is printed here and nothing is opened.
 */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include "base/date.h"
#include "base/diag.h"
#include "run/job.h"

enum command {
	COMMAND_none,
	COMMAND_build,
	COMMAND_check,
	COMMAND_new,
	COMMAND_guide,
	COMMAND_schema,
	COMMAND_timetable,
	COMMAND_styles,
	COMMAND_explain,
	COMMAND_help,
	COMMAND_version,
	COMMAND_count
};
const char *command_name(enum command command);

enum when { WHEN_auto, WHEN_always, WHEN_never };
enum fixing_mode { FIX_none, FIX_files, FIX_preview };

/* A report that goes into a file, beside the one on standard output. */
struct report_file {
	size_t form;
	const char *path; /* in the memory of argv */
};
enum { REPORT_FILES = 16 };

struct options {
	enum command command;
	const char *const *operands; /* in the memory of argv */
	size_t operand_count;
	const char *templates; /* NULL: not given */
	bool quiet, help, version;
	enum when colour;

	const char *output;         /* build: the folder; "outputs" */
	bool formats[JOB_FORMATS];
	uint32_t jobs;              /* 0: one for each core */
	bool fail_fast;
	const char *depfile;
	enum when progress;

	enum severity fail_on;      /* check: SEVERITY_off is never */
	enum severity show;
	const char *stdin_filename;
	size_t report;              /* check: the number of the form on standard output */
	bool report_given;
	struct report_file report_files[REPORT_FILES];
	size_t report_file_count;
	const char *baseline, *write_baseline;
	enum fixing_mode fix;

	const char *style, *title;  /* new */
	const char *schema;
	bool example;
	struct date on;             /* schema: year 0 is the latest edition */
	struct date meeting;        /* timetable: year 0 is not given */
	bool ics;
};

/*
 * Reads the command line; argv is put in another order. false: *complaint is one line for the
 * officer, without the program's name. Operands are counted too: `explain` takes at most one.
 */
bool options_read(int argc, char **argv, struct options *options, struct text *complaint);

/* What `cabpaper help` prints of a command; of COMMAND_none: of the whole program. */
void options_help(enum command command, struct text *into);
void options_version(struct text *into);

#endif
