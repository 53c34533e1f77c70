#include "run/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_AFTER_MILLISECONDS 500
#define BETWEEN_MILLISECONDS 100
#define CLEAR_LINE "\r\033[K"

/* How long something takes may be asked; what time it is, nobody here wants to know. */
static struct timespec now(void)
{
	struct timespec t = {0};
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t;
}

static long milliseconds_since(struct timespec then)
{
	struct timespec t = now();
	return (long)(t.tv_sec - then.tv_sec) * 1000 + (t.tv_nsec - then.tv_nsec) / 1000000;
}

static bool is_wanted(const struct options *options)
{
	const char *ci = getenv("CI"), *terminal = getenv("TERM");
	if (options->quiet || options->progress == WHEN_never)
		return false;
	if (options->progress == WHEN_always)
		return true;
	bool dumb = terminal && strcmp(terminal, "dumb") == 0;
	return isatty(STDERR_FILENO) && !(ci && *ci) && !dumb;
}

void progress_start(struct progress *progress, const struct options *options, uint32_t total)
{
	*progress = (struct progress){.wanted = is_wanted(options), .total = total, .begun = now()};
}

void progress_show(struct progress *progress, uint32_t done)
{
	if (!progress->wanted || milliseconds_since(progress->begun) < FIRST_AFTER_MILLISECONDS)
		return;
	if (progress->drawn && milliseconds_since(progress->last) < BETWEEN_MILLISECONDS)
		return;
	fprintf(stderr, CLEAR_LINE "%u of %u papers", done, progress->total);
	fflush(stderr);
	progress->drawn = true;
	progress->last = now();
}

void progress_end(struct progress *progress)
{
	if (progress->drawn)
		fputs(CLEAR_LINE, stderr);
	progress->drawn = false;
}
