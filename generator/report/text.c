#include "report/report.h"
#include "report/line.h"

#include "base/limits.h"

struct colours {
	const char *place, *severity[4], *caret, *off;
};
static const struct colours plain = {"", {"", "", "", ""}, "", ""};
static const struct colours bright = {
	"\033[1m", {"", "\033[1;36m", "\033[1;35m", "\033[1;31m"}, "\033[1;32m", "\033[0m"};

void report_rule_name(enum finding_id id, struct text *into)
{
	for (const char *c = rule_of(id)->name; *c; c++)
		text_add_char(into, *c == '_' ? '-' : *c);
}

static void show_place(struct span file, uint32_t line, uint32_t column, struct text *into)
{
	if (file.at)
		line_show_word(file, into);
	else
		text_add_string(into, "cabpaper");
	if (line)
		text_format(into, ":%u:%u", line, column);
}

static void show_waiver(const struct reported *r, struct text *into)
{
	text_add_string(into, "  waived by ");
	line_show_word(r->waived_by, into);
	text_add_string(into, ": ");
	line_show_word(r->waived_why, into);
	text_add_char(into, '\n');
}

static void show_lines(const struct reported *r, const struct colours *colours, struct text *into)
{
	if (r->source_line.at) {
		text_add_string(into, "  ");
		line_show(r->source_line, into);
		text_format(into, "\n  %s", colours->caret);
		line_caret(r->source_line, r->caret_from, r->caret_to, into);
		text_format(into, "%s\n", colours->off);
	}
	if (r->because_line) {
		text_add_string(into, "  see ");
		show_place(r->because_file, r->because_line, r->because_column, into);
		if (r->because_text.at) {
			text_add_string(into, "\n    ");
			line_show(span_trim(r->because_text), into);
		}
		text_add_char(into, '\n');
	}
	if (r->waived)
		show_waiver(r, into);
	else if (r->help.length) {
		text_add_string(into, "  help: ");
		line_show_word(r->help, into);
		text_add_char(into, '\n');
	}
}

static void show_finding(const struct reported *r, const struct colours *colours, struct text *into)
{
	text_add_string(into, colours->place);
	show_place(r->file, r->line, r->column, into);
	text_format(into, ":%s %s%s:%s ", colours->off, colours->severity[r->severity],
		severity_name(r->severity), colours->off);
	line_show_word(r->sentence, into);
	text_add_string(into, " [");
	report_rule_name(r->id, into);
	text_add_string(into, r->waived ? ", waived]\n" : "]\n");
	show_lines(r, colours, into);
}

static void show_rest(struct span file, size_t rest, struct text *into)
{
	if (!rest)
		return;
	show_place(file, 0, 0, into);
	text_format(into, ": and %zu more %s\n", rest, rest == 1 ? "finding" : "findings");
}

void report_text(const struct reported *reported, size_t count,
	const struct report_options *options, struct text *into)
{
	const struct colours *colours = options->colour ? &bright : &plain;
	size_t of_file = 0;
	struct span file = SPAN_NONE;
	for (size_t i = 0; i < count; i++) {
		const struct reported *r = &reported[i];
		if (r->severity < options->show || r->severity == SEVERITY_off || r->known)
			continue;
		if (of_file && !span_same(file, r->file)) {
			show_rest(file, of_file > LIMIT_FINDINGS_SHOWN
				? of_file - LIMIT_FINDINGS_SHOWN : 0, into);
			of_file = 0;
		}
		file = r->file;
		if (++of_file <= LIMIT_FINDINGS_SHOWN)
			show_finding(r, colours, into);
	}
	if (of_file > LIMIT_FINDINGS_SHOWN)
		show_rest(file, of_file - LIMIT_FINDINGS_SHOWN, into);
}

static void show_count(size_t count, const char *one, const char *many, bool *first,
	struct text *into)
{
	if (!count)
		return;
	text_format(into, "%s%zu %s", *first ? "" : ", ", count, count == 1 ? one : many);
	*first = false;
}

void report_summary(const struct reported *reported, size_t count, size_t files, struct text *into)
{
	size_t counts[SEVERITY_error + 1] = {0}, waived = 0;
	for (size_t i = 0; i < count; i++) {
		waived += reported[i].waived && !reported[i].known;
		counts[reported[i].severity] += !reported[i].waived && !reported[i].known;
	}
	bool first = true;
	show_count(counts[SEVERITY_error], "error", "errors", &first, into);
	show_count(counts[SEVERITY_warning], "warning", "warnings", &first, into);
	show_count(counts[SEVERITY_note], "note", "notes", &first, into);
	show_count(waived, "waived", "waived", &first, into);
	if (first)
		text_add_string(into, "no findings");
	text_format(into, " in %zu %s\n", files, files == 1 ? "file" : "files");
}
