#include "report/examples.h"
#include "report/line.h"
#include "report/report.h"

#define EXPLAIN_COLUMNS 78
#define INDENT "    "

/* Appends the words, wrapped and indented; ends with a line end. */
static void wrap(struct span words, struct text *into)
{
	size_t column = 0;
	while ((words = span_trim(words)).length) {
		size_t length = span_find(words, SPAN(" "));
		if (length > words.length)
			length = words.length;
		if (column && column + 1 + length > EXPLAIN_COLUMNS) {
			text_add_char(into, '\n');
			column = 0;
		}
		text_add_string(into, column ? " " : INDENT);
		text_add(into, span_cut(words, 0, length));
		column += length + (column ? 1 : sizeof INDENT - 1);
		words = span_cut(words, length, words.length);
	}
	text_add_char(into, '\n');
}

void report_pattern(const char *pattern, struct text *into)
{
	for (const char *at = pattern; *at; at++) {
		bool gap = *at == '%' && at[1] >= '1' && at[1] <= '3';
		if (gap)
			at++;
		text_add_string(into, gap ? "..." : (char[]){*at, 0});
	}
}

static void wrap_pattern(const char *pattern, struct text *into)
{
	struct text filled = {0};
	report_pattern(pattern, &filled);
	wrap(text_span(&filled), into);
	text_release(&filled);
}

static void show_severity(const struct rule *rule, struct text *into)
{
	struct text line = {0};
	if (rule->final == rule->draft)
		text_format(&line, "%s, in drafts and in final papers.", severity_name(rule->final));
	else
		text_format(&line, "%s in a final paper, %s in a draft.",
			severity_name(rule->final), severity_name(rule->draft));
	text_add_string(&line, rule->movable ? " A house style may move it."
					     : " A house style cannot move it.");
	text_add_string(&line, rule->waivable
			? " A paper may waive it, with a reason: it is then a note."
			: " A paper cannot waive it.");
	wrap(text_span(&line), into);
	text_release(&line);
}

/* As it would be typed; what cannot be seen is written out. */
static void show_lines(const char *lines, struct text *into)
{
	for (struct span rest = span_of(lines); rest.at;) {
		size_t end = span_find(rest, SPAN("\n"));
		const bool last = end == SIZE_MAX;
		if (end)
			text_add_string(into, INDENT);
		line_show(span_cut(rest, 0, last ? rest.length : end), into);
		text_add_char(into, '\n');
		rest = last ? SPAN_NONE : span_cut(rest, end + 1, rest.length);
	}
}

static void show_example(const char *example, bool in_words, struct text *into)
{
	if (in_words)
		wrap(span_of(example), into);
	else
		show_lines(example, into);
}

static void show_examples(const struct rule_example *example, struct text *into)
{
	static const char *const where[] = {
		[EXAMPLE_none] = "", [EXAMPLE_PAPER] = "For example, in a paper",
		[EXAMPLE_STYLE] = "For example, in a style.yaml",
		[EXAMPLE_PAGE] = "For example, in a page template",
		[EXAMPLE_CSV] = "For example, in a CSV file", [EXAMPLE_TOLD] = "For example"};
	if (example->kind == EXAMPLE_none)
		return;
	const bool in_words = example->kind == EXAMPLE_TOLD;
	text_format(into, "%s\n", where[example->kind]);
	show_example(example->bad, in_words, into);
	text_add_string(into, "Better\n");
	show_example(example->good, in_words, into);
	text_add_string(into, "Where it comes from\n");
	wrap(span_of(example->source), into);
}

void report_explain(enum finding_id id, struct text *into)
{
	const struct rule *rule = rule_of(id);
	report_rule_name(id, into);
	text_add_char(into, '\n');
	wrap_pattern(rule->sentence, into);
	if (*rule->why) {
		text_add_string(into, "Why\n");
		wrap(span_of(rule->why), into);
	}
	if (*rule->help) {
		text_add_string(into, "What to do\n");
		wrap_pattern(rule->help, into);
	}
	show_examples(rule_example_of(id), into);
	text_add_string(into, "How grave\n");
	show_severity(rule, into);
}

void report_rules(struct text *into)
{
	for (int i = 0; i < FINDING_count; i++) {
		size_t start = into->length;
		report_rule_name((enum finding_id)i, into);
		size_t width = into->length - start;
		text_add_repeated(into, ' ', width < 24 ? 24 - width : 1);
		text_format(into, "%-8s ", severity_name(rule_of((enum finding_id)i)->final));
		report_pattern(rule_of((enum finding_id)i)->sentence, into);
		text_add_char(into, '\n');
	}
}
