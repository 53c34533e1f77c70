/* The command line: what is understood, and what is refused in one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "run/options.h"

#define MOST 32
#define LINE_BYTES 512

static bool read(struct options *options, struct text *complaint, const char *line, char *memory,
	char **argv)
{
	int argc = 0;
	strncpy(memory, line, LINE_BYTES - 1);
	memory[LINE_BYTES - 1] = 0;
	for (char *at = memory; *at && argc < MOST - 1;) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = 0;
	}
	argv[argc] = NULL;
	return options_read(argc, argv, options, complaint);
}

#define READ(line)                                                                                 \
	char memory[LINE_BYTES], *argv[MOST];                                                            \
	struct options options;                                                                    \
	struct text complaint = {0};                                                               \
	bool right = read(&options, &complaint, line, memory, argv)

static void refused(const char *line, const char *complaint_has)
{
	READ(line);
	if (right || !complaint.length || !strstr(complaint.at, complaint_has))
		fail_msg("%s: %s", line, right ? "accepted" : text_span(&complaint).at);
	assert_null(strchr(complaint.at, '\n'));
	text_release(&complaint);
}

static void defaults(void **state)
{
	(void)state;
	READ("cabpaper build");
	assert_true(right);
	assert_int_equal(options.command, COMMAND_build);
	assert_string_equal(options.output, "outputs");
	assert_true(options.formats[0] && options.formats[1] && options.formats[2]);
	assert_int_equal(options.jobs, 0);
	assert_int_equal(options.operand_count, 0);
	assert_int_equal(options.fail_on, SEVERITY_error);
	assert_int_equal(options.show, SEVERITY_note);
	assert_false(options.quiet || options.fail_fast || options.help || options.version);
}

static void options_stand_anywhere(void **state)
{
	(void)state;
	READ("cabpaper --templates t build a.yaml -o out b.yaml -j 3 -q --fail-fast --depfile=d");
	assert_true(right);
	assert_int_equal(options.operand_count, 2);
	assert_string_equal(options.operands[0], "a.yaml");
	assert_string_equal(options.operands[1], "b.yaml");
	assert_string_equal(options.output, "out");
	assert_string_equal(options.templates, "t");
	assert_string_equal(options.depfile, "d");
	assert_int_equal(options.jobs, 3);
	assert_true(options.quiet && options.fail_fast);
}

static void two_hyphens_end_options(void **state)
{
	(void)state;
	READ("cabpaper check -- -q --show");
	assert_true(right);
	assert_int_equal(options.operand_count, 2);
	assert_string_equal(options.operands[0], "-q");
	assert_false(options.quiet);
}

static void a_hyphen_is_an_operand(void **state)
{
	(void)state;
	READ("cabpaper check --stdin-filename=x.yaml -");
	assert_true(right);
	assert_int_equal(options.operand_count, 1);
	assert_string_equal(options.operands[0], "-");
	assert_string_equal(options.stdin_filename, "x.yaml");
}

static void formats_are_a_list(void **state)
{
	(void)state;
	READ("cabpaper build --format=xlsx,md");
	assert_true(right);
	for (size_t i = 0; i < JOB_FORMATS; i++)
		assert_int_equal(options.formats[i], strcmp(renderers[i].name, "html") != 0);
}

static void words_of_options(void **state)
{
	(void)state;
	READ("cabpaper check --fail-on=never --show=warning --colour=always --report text");
	assert_true(right);
	assert_int_equal(options.fail_on, SEVERITY_off);
	assert_int_equal(options.show, SEVERITY_warning);
	assert_int_equal(options.colour, WHEN_always);
}

static void reports_go_into_files(void **state)
{
	(void)state;
	READ("cabpaper check --report junit=a=b.xml --report=json --report sarif=x");
	assert_true(right);
	assert_true(options.report_given);
	assert_string_equal(report_form_name(options.report), "json");
	assert_int_equal(options.report_file_count, 2);
	assert_string_equal(report_form_name(options.report_files[0].form), "junit");
	assert_string_equal(options.report_files[0].path, "a=b.xml");
	assert_string_equal(options.report_files[1].path, "x");
}

static void a_file_alone_leaves_standard_output_as_it_was(void **state)
{
	(void)state;
	READ("cabpaper check --report junit=a");
	assert_true(right);
	assert_false(options.report_given);
	assert_int_equal(options.report, 0);
}

static void a_hyphen_is_standard_output(void **state)
{
	(void)state;
	READ("cabpaper check --report junit=-");
	assert_true(right);
	assert_true(options.report_given);
	assert_string_equal(report_form_name(options.report), "junit");
	assert_int_equal(options.report_file_count, 0);
}

static void files_of_reports_have_a_limit(void **state)
{
	(void)state;
	struct text line = {0};
	text_add_string(&line, "cabpaper check");
	for (int i = 0; i < REPORT_FILES; i++)
		text_format(&line, " --report=json=%d", i);
	const size_t most = line.length;
	text_add_string(&line, " --report=json=x");
	text_add_char(&line, 0);
	refused(line.at, "no more than 16 files");
	line.at[most] = 0;
	READ(line.at);
	assert_true(right);
	assert_int_equal(options.report_file_count, REPORT_FILES);
	text_release(&line);
}

static void files_of_reports_that_are_refused(void **state)
{
	(void)state;
	refused("cabpaper check --report=junit=", "is missing after \"=\"");
	refused("cabpaper check --report==x", "cannot be \"\"");
	refused("cabpaper check --report=pdf=x", "cannot be \"pdf\"; it is text");
	refused("cabpaper check --report=json=x --report=sarif=x", "\"x\" stands twice");
	refused("cabpaper check --report=json=inputs/a.yaml", "named like a paper");
	refused("cabpaper check --report=json=a.yml", "named like a paper");
}

static void long_options_may_be_shortened(void **state)
{
	(void)state;
	READ("cabpaper build --out x --jo=2");
	assert_true(right);
	assert_string_equal(options.output, "x");
	assert_int_equal(options.jobs, 2);
}

static void limits_of_jobs(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		uint32_t jobs;
	} good[] = {{"cabpaper build -j1", 1}, {"cabpaper build -j256", 256}};
	for (size_t i = 0; i < 2; i++) {
		READ(good[i].line);
		assert_true(right);
		assert_int_equal(options.jobs, good[i].jobs);
	}
	refused("cabpaper build -j0", "1 to 256");
	refused("cabpaper build -j257", "1 to 256");
	refused("cabpaper build -j-1", "1 to 256");
	refused("cabpaper build -j2x", "\"2x\"");
	refused("cabpaper build --jobs=", "1 to 256");
	refused("cabpaper build -j4294967297", "1 to 256");
}

static void wrong_words_are_refused(void **state)
{
	(void)state;
	refused("cabpaper biuld", "did you mean \"build\"?");
	refused("cabpaper build --outptu x", "did you mean --output?");
	refused("cabpaper build --xyzzy", "there is no option --xyzzy");
	refused("cabpaper build -z", "there is no option -z");
	refused("cabpaper build -qz", "there is no option -z");
	refused("cabpaper build --format=pdf", "\"pdf\"");
	refused("cabpaper build --format=md,", "\"\"");
	refused("cabpaper check --fail-on=note", "never, warning or error");
	refused("cabpaper check --show=never", "note, warning or error");
	refused("cabpaper check --report=pdf", "it is text, json, sarif, junit, github, gitlab or checkstyle");
	refused("cabpaper build --restricted", "not in this version");
	refused("cabpaper build --progress=perhaps", "auto, always or never");
	refused("cabpaper build --quiet=yes", "takes no value");
	refused("cabpaper build --fail", "which of them");
}

static void missing_values_are_told(void **state)
{
	(void)state;
	refused("cabpaper build -o", "--output needs a FOLDER");
	refused("cabpaper build --depfile", "--depfile needs a FILE");
	refused("cabpaper build --output=", "--output needs a FOLDER");
}

static void options_belong_to_commands(void **state)
{
	(void)state;
	refused("cabpaper check -o x", "`cabpaper check` has no option --output");
	refused("cabpaper build --show=error", "`cabpaper build` has no option --show");
	refused("cabpaper styles x", "does not know what to do with \"x\"");
	refused("cabpaper explain a b", "\"b\"");
	refused("cabpaper new --style=x", "needs the name of a FILE");
	refused("cabpaper new x.yaml", "needs --style");
}

static void help_needs_nothing_else(void **state)
{
	(void)state;
	READ("cabpaper new --help");
	assert_true(right);
	assert_true(options.help);
	for (int i = COMMAND_none; i < COMMAND_count; i++) {
		struct text out = {0};
		options_help((enum command)i, &out);
		assert_non_null(strstr(out.at, "Usage: cabpaper"));
		assert_non_null(strstr(out.at, "--templates=FOLDER"));
		assert_null(strstr(out.at, "(null)"));
		text_release(&out);
	}
}

static void nothing_is_no_command(void **state)
{
	(void)state;
	READ("cabpaper");
	assert_true(right);
	assert_int_equal(options.command, COMMAND_none);
	struct text out = {0};
	options_version(&out);
	assert_true(span_starts(text_span(&out), "cabpaper "));
	text_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(options_stand_anywhere),
		cmocka_unit_test(two_hyphens_end_options),
		cmocka_unit_test(a_hyphen_is_an_operand),
		cmocka_unit_test(formats_are_a_list),
		cmocka_unit_test(words_of_options),
		cmocka_unit_test(reports_go_into_files),
		cmocka_unit_test(a_file_alone_leaves_standard_output_as_it_was),
		cmocka_unit_test(a_hyphen_is_standard_output),
		cmocka_unit_test(files_of_reports_have_a_limit),
		cmocka_unit_test(files_of_reports_that_are_refused),
		cmocka_unit_test(long_options_may_be_shortened),
		cmocka_unit_test(limits_of_jobs),
		cmocka_unit_test(wrong_words_are_refused),
		cmocka_unit_test(missing_values_are_told),
		cmocka_unit_test(options_belong_to_commands),
		cmocka_unit_test(help_needs_nothing_else),
		cmocka_unit_test(nothing_is_no_command),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
