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
	struct span waived_by, waived_why; /* who waived it, and the reason given */
	struct span file;
	uint32_t line, column, end_line, end_column; /* from 1; line 0: the file as a whole */
	struct span because_file;
	uint32_t because_line, because_column; /* line 0: none */
	struct span sentence, help;
	struct span source_line; /* cut around the caret; absent when withheld or when there is none */
	uint32_t caret_from, caret_to; /* bytes of source_line */
	struct span because_text; /* the line of the second place; absent: none */
	struct reported_edit {
		uint32_t line, column, end_line, end_column; /* in `file`; line 0: there is none */
		bool certain;
		struct span text; /* what takes the place of what stands there */
	} edit;
	/* of the whole run, after sorting: they do not cross the pipe */
	struct span fingerprint; /* see report_fingerprints; absent: none was made */
	bool known;              /* the baseline has it */
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
/* Gives each finding its fingerprint: 32 hexadecimal digits that stay the same when lines move. They
 * must be sorted. */
void report_fingerprints(struct arena *arena, struct reported *reported, size_t count);

/* --- the baseline: findings that are known, and are not said again */
struct baseline {
	struct span *known; /* its lines, sorted; each begins with a fingerprint */
	size_t count;
	size_t bad_line;    /* of a file that is no baseline: where that shows */
};
bool baseline_read(struct arena *arena, struct span bytes, struct baseline *baseline);
/* Marks the known ones and says how many there are. */
size_t baseline_apply(const struct baseline *baseline, struct reported *reported, size_t count);
/* How many of its findings in these files are there no more; what stands of other files is not asked. */
size_t baseline_mended(const struct baseline *baseline, const struct reported *reported, size_t count,
	const struct span *files, size_t file_count);
void baseline_write(struct arena *arena, const struct reported *reported, size_t count,
	struct text *into);

/* --- forms for machines */
struct report {
	const struct reported *reported; /* sorted, with fingerprints */
	size_t count;
	enum severity show;
	enum severity fail_on;    /* warning, error or SEVERITY_off: never */
	const struct span *files; /* all that were looked at, sorted */
	size_t file_count;
	size_t left_out;
	struct span version;      /* of the program */
	bool has_baseline;
	bool broken;              /* something could not be read */
};
/* The name of a form, by its number from 0; NULL at the end. */
const char *report_form_name(size_t form);
bool report_form_is_text(size_t form);
void report_write(size_t form, const struct report *report, struct text *into);

/* Text: known ones are left out. FILE:LINE:COL: error: SENTENCE [rule-id], the source line with a caret, `help:`; at most
 * LIMIT_FINDINGS_SHOWN of one file, then "and N more". Control characters are shown as \u.... */
void report_text(const struct reported *reported, size_t count,
	const struct report_options *options, struct text *into);
/* "2 errors, 1 warning, 3 waived in 3 files" */
void report_summary(const struct reported *reported, size_t count, size_t files, struct text *into);

/* The same words without what a runner of CI would take for a command of its own (disarm.c). */
void report_disarm(struct span words, struct text *into);

/* The rule's name as printed: "bad-date". */
void report_rule_name(enum finding_id id, struct text *into);

/* A sentence of findings.def with dots for what differs from paper to paper. */
void report_pattern(const char *pattern, struct text *into);

/* What `cabpaper explain RULE` prints. */
void report_explain(enum finding_id id, struct text *into);
/* What `cabpaper explain` prints: every rule, one a line. */
void report_rules(struct text *into);

#endif
