/* JUnit's XML: a suite for each file, a case for each rule that found something there, and one for all
 * the others, which passed. What is less grave than the run fails on passes, with what it says as output;
 * what is waived is skipped. Nothing in it tells a time or a machine. Only attributes that
 * Jenkins' schema has: its xUnit plugin refuses the whole file for another. */
#include "report/forms.h"

struct suite {
	size_t from, to; /* findings of the file */
	size_t cases, failures, skipped;
};

static bool same_rule(const struct report *report, size_t a, size_t b)
{
	return report->reported[a].id == report->reported[b].id;
}

/* Of each rule the first finding stands for the case. */
static bool begins_case(const struct report *report, const struct suite *suite, size_t i)
{
	if (!report_shows(report, &report->reported[i]))
		return false;
	for (size_t k = suite->from; k < i; k++)
		if (same_rule(report, k, i) && report_shows(report, &report->reported[k]))
			return false;
	return true;
}

static enum severity worst_of_rule(const struct report *report, const struct suite *suite, size_t first)
{
	enum severity worst = SEVERITY_off;
	for (size_t i = first; i < suite->to; i++)
		if (same_rule(report, i, first) && report_shows(report, &report->reported[i]) &&
			report->reported[i].severity > worst)
			worst = report->reported[i].severity;
	return worst;
}

/* One that is not waived is still to be read. */
static bool all_waived(const struct report *report, const struct suite *suite, size_t first)
{
	for (size_t i = first; i < suite->to; i++)
		if (same_rule(report, i, first) && report_shows(report, &report->reported[i]) &&
			!report->reported[i].waived)
			return false;
	return true;
}

/* What makes the run end with 1; an error always, whether or not the run is to end so. */
static bool fails(const struct report *report, enum severity worst)
{
	return worst == SEVERITY_error ||
	       (report->fail_on != SEVERITY_off && worst >= report->fail_on);
}

static void add_lines(const struct report *report, const struct suite *suite, size_t first,
	struct text *into)
{
	for (size_t i = first; i < suite->to; i++) {
		const struct reported *f = &report->reported[i];
		struct text line = {0};
		if (!same_rule(report, i, first) || !report_shows(report, f))
			continue;
		text_format(&line, "%.*s:%u:%u: %s: ", SPAN_ARG(f->file), f->line, f->column,
			severity_name(f->severity));
		report_message(f, &line);
		report_escaped(text_span(&line), into);
		text_add_char(into, '\n');
		text_release(&line);
	}
}

static void add_case(const struct report *report, const struct suite *suite, size_t first,
	struct text *into)
{
	const struct reported *f = &report->reported[first];
	const bool failed = fails(report, worst_of_rule(report, suite, first));
	const bool waived = all_waived(report, suite, first);
	const char *element = failed ? "failure" : waived ? "skipped" : "system-out";
	struct text rule = {0}, message = {0};
	report_rule_name(f->id, &rule);
	text_add_string(into, "    <testcase");
	report_attribute("name", text_span(&rule), into);
	report_attribute("classname", f->file, into);
	text_format(into, " time=\"0\">\n      <%s", element);
	if (waived)
		report_waiver(f, &message);
	else
		text_add(&message, f->sentence);
	if (failed || waived)
		report_attribute("message", text_span(&message), into);
	if (failed)
		report_attribute("type", text_span(&rule), into);
	text_add_char(into, '>');
	add_lines(report, suite, first, into);
	text_format(into, "</%s>\n    </testcase>\n", element);
	text_release(&rule);
	text_release(&message);
}

static struct suite suite_of(const struct report *report, struct span file, size_t from)
{
	struct suite suite = {.from = from, .to = from, .cases = 1};
	while (suite.to < report->count && span_same(report->reported[suite.to].file, file))
		suite.to++;
	for (size_t i = from; i < suite.to; i++) {
		if (!begins_case(report, &suite, i))
			continue;
		suite.cases++;
		const bool failed = fails(report, worst_of_rule(report, &suite, i));
		suite.failures += failed;
		suite.skipped += !failed && all_waived(report, &suite, i);
	}
	return suite;
}

static void add_suite(const struct report *report, struct span file, const struct suite *suite,
	struct text *into)
{
	text_add_string(into, "  <testsuite");
	report_attribute("name", file, into);
	report_number("tests", suite->cases, into);
	report_number("failures", suite->failures, into);
	report_number("errors", 0, into);
	report_number("skipped", suite->skipped, into);
	text_add_string(into, " time=\"0\">\n    <testcase name=\"all other rules\"");
	report_attribute("classname", file, into);
	text_add_string(into, " time=\"0\"/>\n");
	for (size_t i = suite->from; i < suite->to; i++)
		if (begins_case(report, suite, i))
			add_case(report, suite, i, into);
	text_add_string(into, "  </testsuite>\n");
}

/* Findings are sorted by file; files without any come in their own place among them. */
void report_junit(const struct report *report, struct text *into)
{
	struct text suites = {0};
	size_t tests = 0, failures = 0;
	for (size_t i = 0, next = 0; i < report->file_count || next < report->count;) {
		const bool has_file = i < report->file_count, has_finding = next < report->count;
		const int order = !has_file ? 1 : !has_finding ? -1
			: span_compare(report->files[i], report->reported[next].file);
		const struct span file = order <= 0 ? report->files[i] : report->reported[next].file;
		const struct suite suite = suite_of(report, file, order < 0 ? report->count : next);
		add_suite(report, file, &suite, &suites);
		tests += suite.cases;
		failures += suite.failures;
		i += order <= 0;
		next = order < 0 ? next : suite.to;
	}
	text_add_string(into, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cabpaper\"");
	report_number("tests", tests, into);
	report_number("failures", failures, into);
	report_number("errors", 0, into);
	text_add_string(into, " time=\"0\">\n");
	text_add(into, text_span(&suites));
	text_add_string(into, "</testsuites>\n");
	into->failed |= suites.failed;
	text_release(&suites);
}
