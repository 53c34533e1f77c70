/* cabpaper: the table of commands. What each does stands in run/. */
#include "run/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int print_made(void (*make)(struct text *))
{
	struct text out = {0};
	make(&out);
	print(&out, stdout);
	text_release(&out);
	return EXIT_fine;
}

static int complain(const struct text *complaint)
{
	say("%.*s\nTry 'cabpaper --help' for more information.", SPAN_ARG(text_span(complaint)));
	return EXIT_failed;
}

static int print_help(enum command command)
{
	struct text out = {0};
	options_help(command, &out);
	print(&out, stdout);
	text_release(&out);
	return EXIT_fine;
}

static int command_help(const struct options *options)
{
	if (options->operand_count == 0)
		return print_help(COMMAND_none);
	for (int i = COMMAND_none + 1; i < COMMAND_count; i++)
		if (strcmp(options->operands[0], command_name((enum command)i)) == 0)
			return print_help((enum command)i);
	struct text complaint = {0};
	text_format(&complaint, "there is no command \"%s\"", options->operands[0]);
	int code = complain(&complaint);
	text_release(&complaint);
	return code;
}

static int command_version(const struct options *options)
{
	(void)options;
	return print_made(options_version);
}

static int (*const commands[COMMAND_count])(const struct options *) = {
	[COMMAND_build] = command_build,
	[COMMAND_check] = command_check,
	[COMMAND_new] = command_new,
	[COMMAND_guide] = command_guide,
	[COMMAND_schema] = command_schema,
	[COMMAND_timetable] = command_timetable,
	[COMMAND_styles] = command_styles,
	[COMMAND_explain] = command_explain,
	[COMMAND_help] = command_help,
	[COMMAND_version] = command_version,
};

/* A folder that is misspelt would leave the styles to be found elsewhere, and perhaps other ones. */
static bool has_templates(const struct options *options, struct text *complaint)
{
	struct stat s;
	if (!options->templates || (stat(options->templates, &s) == 0 && S_ISDIR(s.st_mode)))
		return true;
	text_format(complaint, "--templates: there is no folder \"%s\"", options->templates);
	return false;
}

/* Those that do something: `help` and `version` have options of the same name. */
static void list_commands(struct text *into)
{
	text_add_string(into, "name a command:");
	for (int i = COMMAND_none + 1; i < COMMAND_help; i++)
		text_format(into, "%s %s", i == COMMAND_none + 1 ? "" : i + 1 < COMMAND_help ? "," : " or",
			command_name((enum command)i));
}

static int run_command(int argc, char **argv)
{
	struct options options;
	struct text complaint = {0};
	int code;
	if (!options_read(argc, argv, &options, &complaint))
		code = complain(&complaint);
	else if (options.version)
		code = command_version(&options);
	else if (options.help)
		code = print_help(options.command);
	else if (options.command == COMMAND_none) {
		list_commands(&complaint);
		code = complain(&complaint);
	} else if (!has_templates(&options, &complaint))
		code = complain(&complaint);
	else
		code = commands[options.command](&options);
	text_release(&complaint);
	return code;
}

/* A closed descriptor 0, 1 or 2 would be given to the next file that is opened, and a report would
 * be written into a paper. What stands in for them can be neither read nor written, so that the
 * report which nobody gets is an error. */
static bool hold_standard_streams(void)
{
	for (int descriptor = 0; descriptor <= 2; descriptor++) {
		int mode = descriptor == 0 ? O_WRONLY : O_RDONLY;
		if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF &&
			open("/dev/null", mode) != descriptor)
			return false;
	}
	return true;
}

/* Output that could not be written is never a 0. */
static int close_output(int code)
{
	bool failed = ferror(stdout) != 0;
	if (fclose(stdout) == 0 && !failed)
		return code;
	say("cannot write to standard output: %s", errno ? strerror(errno) : "write error");
	return EXIT_failed;
}

int main(int argc, char **argv)
{
	if (!hold_standard_streams())
		return EXIT_failed;
	signal(SIGPIPE, SIG_DFL); /* some parents leave it ignored */
	return close_output(run_command(argc, argv));
}
