/* GitLab's Code Quality: a list of findings, each with a fingerprint that outlives moved lines. */
#include "report/forms.h"

static json_t *position_object(uint32_t line, uint32_t column)
{
	json_t *position = json_object();
	json_object_set_new(position, "line", json_integer(line ? line : 1));
	json_object_set_new(position, "column", json_integer(column ? column : 1));
	return position;
}

static json_t *issue_object(const struct reported *f)
{
	static const char *const severities[] = {[SEVERITY_off] = "info", [SEVERITY_note] = "info",
		[SEVERITY_warning] = "minor", [SEVERITY_error] = "major"};
	struct text words = {0};
	json_t *issue = json_object(), *location = json_object(), *positions = json_object();
	report_message(f, &words);
	json_object_set_new(issue, "description", json_words(text_span(&words)));
	json_object_set_new(issue, "check_name", json_rule(f->id));
	json_object_set_new(issue, "fingerprint", json_words(f->fingerprint));
	json_object_set_new(issue, "severity", json_string(severities[f->severity]));
	json_object_set_new(location, "path", json_words(report_relative(f->file)));
	json_object_set_new(positions, "begin", position_object(f->line, f->column));
	json_object_set_new(positions, "end", position_object(f->end_line, f->end_column));
	json_object_set_new(location, "positions", positions);
	json_object_set_new(issue, "location", location);
	text_release(&words);
	return issue;
}

void report_gitlab(const struct report *report, struct text *into)
{
	json_t *root = json_array();
	for (size_t i = 0; i < report->count; i++)
		if (report_shows(report, &report->reported[i]))
			json_array_append_new(root, issue_object(&report->reported[i]));
	json_write(root, into);
}
