/*
 * forms: what the forms of a report share. Each form is one file and one row of the table in forms.c;
 * each is a valid file of its kind even when no paper could be read. Private to the room.
 */
#ifndef REPORT_FORMS_H
#define REPORT_FORMS_H

#include "report/report.h"

#include <jansson.h>

typedef void form_writer(const struct report *report, struct text *into);
form_writer report_json, report_sarif, report_junit, report_github, report_gitlab,
	report_checkstyle;

/* Whether the report shows the finding. */
static inline bool report_shows(const struct report *report, const struct reported *finding)
{
	return finding->severity >= report->show && !finding->known;
}

/* --- JSON: bytes that are not UTF-8 become U+FFFD, so that the file is valid whatever was read */
json_t *json_words(struct span s);
json_t *json_rule(enum finding_id id); /* "bad-date" */
/* Appends the value, indented, and gives it up. */
void json_write(json_t *value, struct text *into);

/* --- XML: what XML 1.0 has no place for is left out */
void report_escaped(struct span s, struct text *into);
void report_attribute(const char *name, struct span value, struct text *into);
void report_number(const char *name, size_t number, struct text *into);

/* "waived by A. Officer: The archive is closed until May." */
void report_waiver(const struct reported *finding, struct text *into);
/* Sentence and mend in one: "no such rule. Name one of the list."; of what is waived, by whom and why in
 * place of the mend. */
void report_message(const struct reported *finding, struct text *into);
/* A path without "./", as those name it who draw findings into a repository's files. */
struct span report_relative(struct span file);
/* A path as an address: relative with /, what is not plain percent-encoded. */
void report_uri(struct span file, struct text *into);

#endif
