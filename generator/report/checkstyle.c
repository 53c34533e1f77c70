/* Checkstyle's XML, which many CI servers read. */
#include "report/forms.h"

static void add_error(const struct reported *f, struct text *into)
{
	struct text words = {0};
	text_add_string(into, "    <error");
	report_number("line", f->line ? f->line : 1, into);
	report_number("column", f->line ? f->column : 1, into);
	report_attribute("severity", f->severity == SEVERITY_note ? SPAN("info")
				: span_of(severity_name(f->severity)), into);
	report_message(f, &words);
	report_attribute("message", text_span(&words), into);
	text_clear(&words);
	text_add_string(&words, "cabpaper.");
	report_rule_name(f->id, &words);
	report_attribute("source", text_span(&words), into);
	text_add_string(into, "/>\n");
	text_release(&words);
}

void report_checkstyle(const struct report *report, struct text *into)
{
	struct span open = SPAN_NONE;
	text_add_string(into, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (size_t i = 0; i < report->count; i++) {
		const struct reported *f = &report->reported[i];
		if (!report_shows(report, f))
			continue;
		if (!open.at || !span_same(open, f->file)) {
			text_add_string(into, open.at ? "  </file>\n  <file" : "  <file");
			report_attribute("name", f->file, into);
			text_add_string(into, ">\n");
			open = f->file;
		}
		add_error(f, into);
	}
	text_add_string(into, open.at ? "  </file>\n</checkstyle>\n" : "</checkstyle>\n");
}
