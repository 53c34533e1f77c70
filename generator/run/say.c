#include "run/commands.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void say(const char *format, ...)
{
	va_list list;
	va_start(list, format);
	fputs("cabpaper: ", stderr);
	vfprintf(stderr, format, list);
	fputc('\n', stderr);
	va_end(list);
}

void print(const struct text *text, FILE *stream)
{
	struct span s = text_span(text);
	fwrite(s.at, 1, s.length, stream);
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value && strcmp(value, "0") != 0;
}

/* GitHub, Azure Pipelines and TeamCity look for commands in what a job prints. */
static bool is_read_by_a_runner(void)
{
	return is_set("GITHUB_ACTIONS") || is_set("TF_BUILD") || is_set("TEAMCITY_VERSION");
}

void print_words(const struct text *text, FILE *stream)
{
	struct text disarmed = {0};
	const bool read = is_read_by_a_runner();
	if (read)
		report_disarm(text_span(text), &disarmed);
	print(read && !text_failed(&disarmed) ? &disarmed : text, stream);
	text_release(&disarmed);
}

bool in_colour(const struct options *options, FILE *stream)
{
	if (options->colour != WHEN_auto)
		return options->colour == WHEN_always;
	const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
	if (no_colour && *no_colour)
		return false;
	if (is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR"))
		return true;
	return isatty(fileno(stream)) && terminal && strcmp(terminal, "dumb") != 0;
}

void append_findings(struct arena *arena, const struct options *options, const struct diags *diags,
	const struct sources *sources, struct text *into)
{
	struct reported *reported;
	size_t count;
	const struct report_options how = {
		.colour = in_colour(options, stderr), .show = SEVERITY_warning};
	report_from_diags(arena, diags, sources, &reported, &count);
	report_sort(reported, &count);
	report_text(reported, count, &how, into);
}

void print_findings(struct arena *arena, const struct options *options, const struct diags *diags,
	const struct sources *sources)
{
	struct text out = {0};
	append_findings(arena, options, diags, sources, &out);
	print_words(&out, stderr);
	text_release(&out);
}
