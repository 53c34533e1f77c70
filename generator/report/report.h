/*
 * report: findings as people and machines read them. Works on reported findings: lines, columns and
 * source lines are cut already, in the worker, where the source is; what is exempt is withheld
 * already.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/diag.h"
#include "source/source.h"

/* A finding with its place as people count; everything a report needs crosses the pipe in this. */
struct reported {
	enum finding_id id;
	enum severity severity;
	bool waived;
	struct span file;
	uint32_t line, column, end_line, end_column; /* from 1; line 0: the file as a whole */
	struct span because_file;
	uint32_t because_line, because_column; /* line 0: none */
	struct span sentence, help;
	struct span source_line; /* cut around the caret; absent when withheld or when there is none */
	uint32_t caret_from, caret_to; /* bytes of source_line */
	struct span because_text; /* the line of the second place; absent: none */
};

/* Makes reported findings of a run's findings; what a finding says is copied into the arena. */
void report_from_diags(struct arena *arena, const struct diags *diags,
	const struct sources *sources, struct reported **reported, size_t *count);

/* A finding about a file as a whole (line 0) or its first letter (line 1) that no pipeline made:
 * the run's own, such as a worker that died. */
struct reported report_made(struct arena *arena, enum finding_id id, struct span file,
	uint32_t line, struct span one, struct span two);

/* By file, line, column, rule, sentence; equal ones once. Sorts in place, shortens *count. */
void report_sort(struct reported *reported, size_t *count);

struct report_options {
	bool colour;
	enum severity show; /* the least severity shown */
};
/* FILE:LINE:COL: error: SENTENCE [rule-id], the source line with a caret, `help:`; at most
 * LIMIT_FINDINGS_SHOWN of one file, then "and N more". Control characters are shown as \u.... */
void report_text(const struct reported *reported, size_t count,
	const struct report_options *options, struct text *into);
/* "2 errors, 1 warning in 3 files" */
void report_summary(const struct reported *reported, size_t count, size_t files, struct text *into);

/* The rule's name as printed: "bad-date". */
void report_rule_name(enum finding_id id, struct text *into);

/* What `cabpaper explain RULE` prints. */
void report_explain(enum finding_id id, struct text *into);
/* What `cabpaper explain` prints: every rule, one a line. */
void report_rules(struct text *into);

#endif
