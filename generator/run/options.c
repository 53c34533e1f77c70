#include "run/options.h"
#include "run/version.h"

#include "base/nearest.h"

#include <getopt.h>
#include <limits.h>
#include <string.h>

struct command_row {
	const char *name, *operands, *summary;
	size_t least, most; /* operands */
};
static const struct command_row commands[COMMAND_count] = {
	[COMMAND_build] = {"build", "[FILE|FOLDER]...",
		"make Markdown, HTML and workbooks of papers (default: of inputs/)", 0, SIZE_MAX},
	[COMMAND_check] = {"check", "[FILE|FOLDER|-]...",
		"say what is wrong with papers (default: those in inputs/) or styles; build nothing", 0, SIZE_MAX},
	[COMMAND_new] = {"new", "--style NAME [--title TITLE] FILE",
		"begin a paper with the parts that a council's style asks for", 1, 1},
	[COMMAND_guide] = {"guide", "--style NAME",
		"print the page of guidance for those who write papers by a style", 0, 0},
	[COMMAND_schema] = {"schema", "--style NAME [--on DATE]",
		"print the JSON Schema by which an editor checks papers in a style", 0, 0},
	[COMMAND_timetable] = {"timetable", "[FILE] [--style NAME] [--meeting DATE]",
		"print the days by which papers and notices of a meeting must be out", 0, 1},
	[COMMAND_styles] = {"styles", "", "list the house styles that are found, and where", 0, 0},
	[COMMAND_explain] = {"explain", "[RULE]", "say what a rule means and how to mend it", 0, 1},
	[COMMAND_help] = {"help", "[COMMAND]", "show the options of a command", 0, 1},
	[COMMAND_version] = {"version", "", "show the version of this program", 0, 0},
};

const char *command_name(enum command command)
{
	return commands[command].name;
}

struct option_row;
/* Reads an option's value into its place; false with a complaint. */
typedef bool option_reader(const struct option_row *row, const char *value, void *at,
	struct text *complaint);

#define OF(command) (1u << COMMAND_##command)
#define OF_ALL ((1u << COMMAND_count) - 1)
#define FIRST_LONG_ONLY 256 /* above every letter: what getopt gives for an option without one */

struct option_row {
	const char *name;
	char letter; /* 0: none */
	const char *value; /* what the help calls it; NULL: takes none; "[=x]": may be left out */
	unsigned commands;
	option_reader *read;
	size_t offset;
	const char *help; /* NULL: not shown */
};

static option_reader read_flag, read_words_of_user, read_when, read_formats, read_jobs,
	read_severity, read_report, read_fix, read_day, refuse_later;
#define AT(member) offsetof(struct options, member)

static const struct option_row rows[] = {
	{"output", 'o', "FOLDER", OF(build), read_words_of_user, AT(output),
		"where the outputs go (default: outputs)"},
	{"format", 0, "LIST", OF(build) | OF(guide), read_formats, AT(formats),
		"make these only, parted by commas: md,html,xlsx (guide: html or md)"},
	{"jobs", 'j', "NUMBER", OF(build) | OF(check), read_jobs, AT(jobs),
		"work on so many papers at once (default: one for each core)"},
	{"restricted", 0, NULL, OF(build), refuse_later, 0, NULL},
	{"fail-fast", 0, NULL, OF(build), read_flag, AT(fail_fast),
		"stop at the first paper that cannot be made"},
	{"depfile", 0, "FILE", OF(build), read_words_of_user, AT(depfile),
		"write what depends on what, for make"},
	{"progress", 0, "WHEN", OF(build), read_when, AT(progress),
		"show how far it is: auto, always or never"},
	{"report", 0, "FORM[=FILE]", OF(check), read_report, 0,
		"text, json, sarif, junit, github, gitlab or checkstyle (into the FILE; may be given again)"},
	{"baseline", 0, "FILE", OF(check), read_words_of_user, AT(baseline),
		"say nothing of findings that stand in this file"},
	{"write-baseline", 0, "FILE", OF(check), read_words_of_user, AT(write_baseline),
		"write the findings of this run into a file"},
	{"fix", 0, "[=preview]", OF(check), read_fix, AT(fix),
		"mend in the papers what is certain; =preview: show it as a diff, change nothing"},
	{"fail-on", 0, "SEVERITY", OF(check), read_severity, AT(fail_on),
		"end with 1 from this on: error (default), warning or never"},
	{"show", 0, "SEVERITY", OF(check), read_severity, AT(show),
		"show findings from this on: error, warning or note (default)"},
	{"stdin-filename", 0, "FILE", OF(check), read_words_of_user, AT(stdin_filename),
		"what to call the paper that comes from standard input (-)"},
	{"style", 0, "NAME", OF(new) | OF(guide) | OF(schema) | OF(timetable), read_words_of_user,
		AT(style),
		"the house style"},
	{"on", 0, "DATE", OF(schema), read_day, AT(on),
		"the style as it was on this day: 2005-09-29 (default: its latest edition)"},
	{"meeting", 0, "DATE", OF(timetable), read_day, AT(meeting),
		"the day of the meeting: 2005-09-29 (default: that of the paper)"},
	{"ics", 0, NULL, OF(timetable), read_flag, AT(ics),
		"print a calendar file, for Outlook and other calendars"},
	{"title", 0, "TITLE", OF(new), read_words_of_user, AT(title), "its title"},
	{"example", 0, NULL, OF(new), read_flag, AT(example),
		"a whole paper, filled with the style's examples"},
	{"schema", 0, "FILE", OF(new), read_words_of_user, AT(schema),
		"tell editors to find the schema there (default: where one is found)"},
	{"templates", 0, "FOLDER", OF_ALL, read_words_of_user, AT(templates),
		"look for house styles here first"},
	{"quiet", 'q', NULL, OF_ALL, read_flag, AT(quiet), "say nothing when all is well"},
	{"color", 0, "WHEN", OF_ALL, read_when, AT(colour), "colours: auto, always or never"},
	{"colour", 0, "WHEN", OF_ALL, read_when, AT(colour), NULL},
	{"help", 'h', NULL, OF_ALL, read_flag, AT(help), "show this help"},
	{"version", 'V', NULL, OF_ALL, read_flag, AT(version), "show the version"},
};
#define ROWS (sizeof rows / sizeof *rows)

static bool read_flag(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	(void)row, (void)value, (void)complaint;
	*(bool *)at = true;
	return true;
}

static bool read_words_of_user(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	if (!*value) {
		text_format(complaint, "--%s needs a %s", row->name, row->value);
		return false;
	}
	*(const char **)at = value;
	return true;
}

/* The number of the word in a NULL-ended list, or a complaint and false. */
static bool read_word(const struct option_row *row, struct span value, const char *const *words,
	int *which, struct text *complaint)
{
	for (*which = 0; words[*which]; ++*which)
		if (span_is(value, words[*which]))
			return true;
	text_format(complaint, "--%s cannot be \"%.*s\"; it is", row->name, SPAN_ARG(value));
	for (int i = 0; words[i]; i++)
		text_format(complaint, "%s %s", i == 0 ? "" : words[i + 1] ? "," : " or", words[i]);
	return false;
}

static bool read_when(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	static const char *const words[] = {"auto", "always", "never", NULL};
	int which;
	if (!read_word(row, span_of(value), words, &which, complaint))
		return false;
	*(enum when *)at = (enum when)which;
	return true;
}

static bool read_severity(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	static const char *const fail_words[] = {"never", "warning", "error", NULL};
	static const enum severity fail_values[] = {SEVERITY_off, SEVERITY_warning, SEVERITY_error};
	static const char *const show_words[] = {"note", "warning", "error", NULL};
	static const enum severity show_values[] = {SEVERITY_note, SEVERITY_warning, SEVERITY_error};
	bool fail = row->offset == AT(fail_on);
	int which;
	if (!read_word(row, span_of(value), fail ? fail_words : show_words, &which, complaint))
		return false;
	*(enum severity *)at = fail ? fail_values[which] : show_values[which];
	return true;
}

static bool read_jobs(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	uint32_t number;
	if (!span_number(span_of(value), &number) || number < 1 || number > 256) {
		text_format(complaint, "--%s needs a number from 1 to 256, not \"%s\"", row->name, value);
		return false;
	}
	*(uint32_t *)at = number;
	return true;
}

static bool read_format(struct span name, bool *formats)
{
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++) {
		if (!span_is(name, renderers[i].name))
			continue;
		formats[i] = true;
		return true;
	}
	return false;
}

static bool read_formats(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	bool *formats = at;
	struct span rest = span_of(value);
	memset(formats, 0, JOB_FORMATS * sizeof *formats);
	do {
		size_t comma = span_find(rest, SPAN(","));
		size_t end = comma == SIZE_MAX ? rest.length : comma;
		if (!read_format(span_cut(rest, 0, end), formats)) {
			text_format(complaint, "--%s: there is no format \"%.*s\"; it makes md, html and xlsx",
				row->name, SPAN_ARG(span_cut(rest, 0, end)));
			return false;
		}
		rest = comma == SIZE_MAX ? SPAN_NONE : span_cut(rest, comma + 1, rest.length);
	} while (rest.at);
	return true;
}

/* What is checked must not be written over, and no file be written twice. */
static bool add_report_file(const struct option_row *row, struct options *options,
	struct report_file made, struct text *complaint)
{
	const struct span path = span_of(made.path);
	if (path.length == 0)
		text_format(complaint, "--%s: the name of a file is missing after \"=\"", row->name);
	else if (span_ends(path, ".yaml") || span_ends(path, ".yml"))
		text_format(complaint, "--%s: \"%s\" is named like a paper; name the report otherwise",
			row->name, made.path);
	else if (options->report_file_count == REPORT_FILES)
		text_format(complaint, "--%s: no more than %d files", row->name, REPORT_FILES);
	for (size_t i = 0; i < options->report_file_count && !complaint->length; i++)
		if (strcmp(options->report_files[i].path, made.path) == 0)
			text_format(complaint, "--%s: \"%s\" stands twice; name a file for each report",
				row->name, made.path);
	if (complaint->length)
		return false;
	options->report_files[options->report_file_count++] = made;
	return true;
}

static bool read_report(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	struct options *options = at;
	const char *names[16];
	size_t count = 0;
	for (; count < 15 && report_form_name(count); count++)
		names[count] = report_form_name(count);
	names[count] = NULL;
	int which;
	const size_t equals = span_find(span_of(value), SPAN("="));
	const struct span form = span_cut(span_of(value), 0, equals);
	if (!read_word(row, form, names, &which, complaint))
		return false;
	if (equals != SIZE_MAX && strcmp(value + equals + 1, "-") != 0)
		return add_report_file(row, options,
			(struct report_file){(size_t)which, value + equals + 1}, complaint);
	options->report = (size_t)which;
	options->report_given = true;
	return true;
}

static bool read_fix(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	if (value && strcmp(value, "preview") != 0) {
		text_format(complaint, "--%s cannot be \"%s\"; it is --%s or --%s=preview", row->name,
			value, row->name, row->name);
		return false;
	}
	*(enum fixing_mode *)at = value ? FIX_preview : FIX_files;
	return true;
}

static bool refuse_later(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	(void)value, (void)at;
	text_format(complaint, "--%s is not in this version: nothing is made of exempt matter",
		row->name);
	return false;
}

static bool read_day(const struct option_row *row, const char *value, void *at,
	struct text *complaint)
{
	if (date_read(span_of(value), at) == DATE_RIGHT)
		return true;
	text_format(complaint, "--%s needs a day as 2005-09-29, not \"%s\"", row->name, value);
	return false;
}

static void complain_of_command(const char *typed, struct text *complaint)
{
	struct nearest near = nearest_start(span_of(typed));
	for (size_t i = 1; i < COMMAND_count; i++)
		nearest_try(&near, span_of(commands[i].name));
	text_format(complaint, "there is no command \"%s\"", typed);
	if (near.best.at)
		text_format(complaint, "; did you mean \"%.*s\"?", SPAN_ARG(near.best));
}

static bool find_command(const char *typed, enum command *command, struct text *complaint)
{
	for (size_t i = 1; i < COMMAND_count; i++) {
		if (strcmp(typed, commands[i].name) == 0) {
			*command = (enum command)i;
			return true;
		}
	}
	complain_of_command(typed, complaint);
	return false;
}

/* What stands before "=" of a long option as typed. */
static struct span typed_name(const char *typed)
{
	struct span name = span_of(typed);
	size_t equals = span_find(name, SPAN("="));
	return span_cut(name, 2, equals == SIZE_MAX ? name.length : equals);
}

static void complain_of_long(const char *typed, struct text *complaint)
{
	struct span name = typed_name(typed);
	struct nearest near = nearest_start(name);
	size_t begun = 0;
	for (size_t i = 0; i < ROWS; i++) {
		bool begins = strncmp(rows[i].name, name.at, name.length) == 0;
		if (begins)
			text_format(complaint, "%s--%s", begun ? ", " : "", rows[i].name);
		begun += begins;
		nearest_try(&near, span_of(rows[i].name));
	}
	if (begun > 1) {
		text_format(complaint, ": which of them is --%.*s?", SPAN_ARG(name));
		return;
	}
	if (begun == 1) { /* known, so what is wrong is its value */
		text_add_string(complaint, " takes no value");
		return;
	}
	text_format(complaint, "there is no option --%.*s", SPAN_ARG(name));
	if (near.best.at)
		text_format(complaint, "; did you mean --%.*s?", SPAN_ARG(near.best));
}

static bool may_have_value(const struct option_row *row)
{
	return row->value && row->value[0] == '[';
}

/* The tables that getopt wants, made from ours. */
struct getopt_tables {
	struct option longs[ROWS + 1];
	char letters[3 * ROWS + 2];
};

static void make_tables(struct getopt_tables *tables)
{
	size_t n = 0;
	tables->letters[n++] = ':'; /* tell a missing value from an unknown option */
	for (size_t i = 0; i < ROWS; i++) {
		tables->longs[i] = (struct option){.name = rows[i].name,
			.has_arg = may_have_value(&rows[i]) ? optional_argument
				: rows[i].value ? required_argument : no_argument,
			.val = FIRST_LONG_ONLY + (int)i};
		if (!rows[i].letter)
			continue;
		tables->letters[n++] = rows[i].letter;
		if (rows[i].value)
			tables->letters[n++] = ':';
	}
	tables->letters[n] = 0;
	tables->longs[ROWS] = (struct option){0};
}

static const struct option_row *row_of(int code)
{
	if (code >= FIRST_LONG_ONLY)
		return &rows[code - FIRST_LONG_ONLY];
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].letter && rows[i].letter == code)
			return &rows[i];
	return NULL;
}

static void complain(int code, const char *typed, struct text *complaint)
{
	const struct option_row *row = row_of(optopt);
	if (code == ':' && row)
		text_format(complaint, "--%s needs a %s", row->name, row->value);
	else if (strncmp(typed, "--", 2) == 0 && row)
		text_format(complaint, "--%s takes no value", row->name);
	else if (strncmp(typed, "--", 2) == 0)
		complain_of_long(typed, complaint);
	else
		text_format(complaint, "there is no option -%c", optopt);
}

static bool needs_style(enum command command)
{
	return command == COMMAND_new || command == COMMAND_guide ||
	       command == COMMAND_schema;
}

static bool check_command(const struct options *options, const bool *given, struct text *complaint)
{
	const struct command_row *command = &commands[options->command];
	for (size_t i = 0; i < ROWS; i++) {
		if (!given[i] || rows[i].commands & (1u << options->command))
			continue;
		text_format(complaint, "`cabpaper %s` has no option --%s", command->name, rows[i].name);
		return false;
	}
	if (options->help || options->version)
		return true;
	if (options->operand_count > command->most)
		text_format(complaint, "`cabpaper %s` does not know what to do with \"%s\"",
			command->name, options->operands[command->most]);
	else if (options->operand_count < command->least)
		text_format(complaint, "`cabpaper %s` needs the name of a FILE", command->name);
	else if (needs_style(options->command) && !options->style)
		text_format(complaint, "`cabpaper %s` needs --style; see `cabpaper styles`", command->name);
	else if (options->fix == FIX_preview && options->report_given)
		text_add_string(complaint, "--fix=preview prints a diff; leave --report out");
	return complaint->length == 0;
}

static void set_defaults(struct options *options)
{
	*options = (struct options){
		.output = "outputs", .fail_on = SEVERITY_error, .show = SEVERITY_note};
	for (size_t i = 0; i < JOB_FORMATS; i++)
		options->formats[i] = true;
}

bool options_read(int argc, char **argv, struct options *options, struct text *complaint)
{
	struct getopt_tables tables;
	bool given[ROWS] = {false};
	make_tables(&tables);
	set_defaults(options);
	opterr = 0;
	optind = 0; /* GNU: begin anew, whatever was read before */
	for (;;) {
		const char *typed = optind > 0 && optind < argc ? argv[optind] : argc > 1 ? argv[1] : "";
		int code = getopt_long(argc, argv, tables.letters, tables.longs, NULL);
		if (code == -1)
			break;
		if (code == '?' || code == ':') {
			if (optind > 0 && strncmp(argv[optind - 1], "--", 2) == 0)
				typed = argv[optind - 1];
			complain(code, typed, complaint);
			return false;
		}
		const struct option_row *row = row_of(code);
		given[row - rows] = true;
		if (!row->read(row, optarg, (char *)options + row->offset, complaint))
			return false;
	}
	if (optind >= argc)
		return true;
	if (!find_command(argv[optind], &options->command, complaint))
		return false;
	options->operands = (const char *const *)argv + optind + 1;
	options->operand_count = (size_t)(argc - optind - 1);
	return check_command(options, given, complaint);
}

static void help_option(const struct option_row *row, struct text *into)
{
	size_t start = into->length;
	if (row->letter)
		text_format(into, "  -%c, ", row->letter);
	else
		text_add_string(into, "      ");
	text_format(into, "--%s", row->name);
	if (row->value)
		text_format(into, may_have_value(row) ? "%s" : "=%s", row->value);
	size_t width = into->length - start;
	text_add_repeated(into, ' ', width < 30 ? 30 - width : 1);
	text_format(into, "%s\n", row->help);
}

static void help_program(struct text *into)
{
	text_add_string(into, "Usage: cabpaper COMMAND [OPTION]... [FILE|FOLDER]...\n"
		"Makes Cabinet papers from YAML files and checks them against a council's house style.\n\n"
		"Commands:\n");
	for (size_t i = 1; i < COMMAND_count; i++)
		text_format(into, "  %-9s %s\n", commands[i].name, commands[i].summary);
	text_add_string(into, "\nOptions of every command:\n");
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].commands == OF_ALL && rows[i].help)
			help_option(&rows[i], into);
	text_add_string(into, "\n`cabpaper help COMMAND` shows the options of a command.\n"
		"Ends with 0 when all is well, 1 when there are findings, 2 when it could not do its work.\n");
}

void options_help(enum command command, struct text *into)
{
	if (command == COMMAND_none) {
		help_program(into);
		return;
	}
	const struct command_row *row = &commands[command];
	text_format(into, "Usage: cabpaper %s [OPTION]...%s%s\n", row->name, *row->operands ? " " : "",
		row->operands);
	text_add_char(into, (char)(row->summary[0] - 'a' + 'A'));
	text_format(into, "%s.\n\nOptions:\n", row->summary + 1);
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].commands & (1u << command) && rows[i].help)
			help_option(&rows[i], into);
}

void options_version(struct text *into)
{
	text_add_string(into, "cabpaper " CABPAPER_VERSION "\n"
		"Copyright (c) 2026 The cabpaper authors\n"
		"Licence: MIT. There is no warranty, to the extent permitted by law.\n");
}
