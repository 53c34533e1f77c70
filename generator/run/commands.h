/*
 * commands: what the commands do. Each takes the options and gives the exit code: 0 done, 1
 * findings, 2 the program could not do its work. Reports go to standard output, everything else to
 * standard error.
 */
#ifndef RUN_COMMANDS_H
#define RUN_COMMANDS_H

#include "run/options.h"

#include <stdio.h>

enum { EXIT_fine = 0, EXIT_findings = 1, EXIT_failed = 2 };

int command_build(const struct options *options);
int command_check(const struct options *options);
int command_new(const struct options *options);
int command_guide(const struct options *options);
int command_schema(const struct options *options);
int command_timetable(const struct options *options);
int command_styles(const struct options *options);
int command_explain(const struct options *options);

/* One line "cabpaper: ..." on standard error. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Colours for the stream: as asked, else by NO_COLOR, CLICOLOR_FORCE, and whether it is a
 * terminal. */
bool in_colour(const struct options *options, FILE *stream);
/* Writes the text; what cannot be written shows when the stream is closed. */
void print(const struct text *text, FILE *stream);
/* The same for findings as text, which quote papers: on a runner of CI they hold no commands for it. */
void print_words(const struct text *text, FILE *stream);
/* Findings that no batch has collected, for standard error: errors and warnings, sorted. */
void append_findings(struct arena *arena, const struct options *options, const struct diags *diags,
	const struct sources *sources, struct text *into);
void print_findings(struct arena *arena, const struct options *options, const struct diags *diags,
	const struct sources *sources);

#endif
