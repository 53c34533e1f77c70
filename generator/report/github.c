/* Commands of GitHub's runner, one a line: it draws each at its place in the changed files. */
#include "report/forms.h"
#include "report/line.h"

#include <string.h>

/* Percent signs, and in properties also what parts them. What would command a terminal, line ends too,
 * is written out first: the runner copies it into a log. */
static void add_escaped(struct span s, bool property, struct text *into)
{
	struct text shown = {0};
	line_show_word(s, &shown);
	for (size_t i = 0; i < shown.length; i++) {
		const char c = shown.at[i];
		if (c == '%' || (property && (c == ':' || c == ',')))
			text_format(into, "%%%02X", (unsigned)c);
		else
			text_add_char(into, c);
	}
	text_release(&shown);
}

/* The runner drops columns of what does not end in its line. */
static void add_place(const struct reported *f, struct text *into)
{
	if (f->line)
		text_format(into, ",line=%u,endLine=%u", f->line, f->end_line);
	if (f->line && f->line == f->end_line)
		text_format(into, ",col=%u,endColumn=%u", f->column, f->end_column);
}

void report_github(const struct report *report, struct text *into)
{
	static const char *const commands[] = {[SEVERITY_off] = "debug", [SEVERITY_note] = "notice",
		[SEVERITY_warning] = "warning", [SEVERITY_error] = "error"};
	for (size_t i = 0; i < report->count; i++) {
		const struct reported *f = &report->reported[i];
		struct text words = {0};
		if (!report_shows(report, f))
			continue;
		text_format(into, "::%s file=", commands[f->severity]);
		add_escaped(report_relative(f->file), true, into);
		add_place(f, into);
		text_add_string(into, ",title=");
		report_rule_name(f->id, &words);
		add_escaped(text_span(&words), true, into);
		text_add_string(into, "::");
		text_clear(&words);
		report_message(f, &words);
		add_escaped(text_span(&words), false, into);
		text_add_char(into, '\n');
		text_release(&words);
	}
}
