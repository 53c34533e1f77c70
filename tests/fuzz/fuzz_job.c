/*
 * fuzz_job SECONDS SEED CRASH-FOLDER STYLE-FOLDER PAPER-FOLDER...: spoiled papers through the whole
 * pipeline, many in one process. The mutant lies in memory shared with the parent, which keeps it
 * when the process dies, takes too long, or finds one of these untrue:
 *	- done means every output that was asked for is there, and no error was found;
 *	- refused means that an error says why;
 *	- every finding in the paper stands at a line and column that the paper has;
 *	- the report is clean UTF-8;
 *	- `check` and `build` find the same, and twice the same gives the same bytes.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "mutate.h"
#include "run/job.h"

#define PAPER_NAME "paper.yaml"
#define SECONDS_EACH 20
#define JOBS_PER_CHILD 400u /* a child ends with a look for leaks */

struct shared {
	struct mutant mutant;
	struct dice dice;
	uint64_t jobs, done, refused, built, findings;
	char complaint[256];
};

struct fuzzing {
	struct shared *shared;
	struct corpus_file *corpus;
	size_t count, capacity;
	const char *styles, *temporary;
};

/* --- the corpus */
static void add_file(struct fuzzing *f, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = malloc(MUTANT_BYTES);
	if (!file || !bytes)
		exit(2);
	const size_t length = fread(bytes, 1, MUTANT_BYTES, file);
	fclose(file);
	if (length == MUTANT_BYTES) { /* too large to be worth spoiling */
		free(bytes);
		return;
	}
	if (f->count == f->capacity) {
		f->capacity = f->capacity ? f->capacity * 2 : 64;
		f->corpus = realloc(f->corpus, f->capacity * sizeof *f->corpus);
		if (!f->corpus)
			exit(2);
	}
	f->corpus[f->count++] = (struct corpus_file){bytes, length};
}

static void add_folder(struct fuzzing *f, const char *folder)
{
	struct dirent **names;
	const int count = scandir(folder, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		char path[4096];
		struct stat status;
		const size_t length = strlen(names[i]->d_name);
		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		if (names[i]->d_name[0] == '.' || stat(path, &status) != 0)
			;
		else if (S_ISDIR(status.st_mode))
			add_folder(f, path);
		else if (length > 5 && strcmp(names[i]->d_name + length - 5, ".yaml") == 0)
			add_file(f, path);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

static void release_corpus(const struct fuzzing *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->corpus[i].bytes);
	free(f->corpus);
}

/* --- what must hold */
static _Noreturn void fail(const struct fuzzing *f, const char *complaint)
{
	snprintf(f->shared->complaint, sizeof f->shared->complaint, "%s", complaint);
	abort();
}

static bool is_clean(struct span s)
{
	for (size_t i = 0; i < s.length;) {
		const unsigned char c = (unsigned char)s.at[i];
		const size_t length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
		if (length == 0 || i + length > s.length || (c < ' ' && c != '\n' && c != '\t') ||
			c == 0x7F || c > 0xF4)
			return false;
		for (size_t k = 1; k < length; k++)
			if (((unsigned char)s.at[i + k] & 0xC0) != 0x80)
				return false;
		i += length;
	}
	return true;
}

/* Characters of the line, -1 when the paper has no such line. Counted anew, not with source_locate. */
static long characters_of_line(struct span paper, uint32_t line)
{
	size_t at = paper.length >= 3 && memcmp(paper.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	for (uint32_t n = 1; n < line; n++) {
		while (at < paper.length && paper.at[at] != '\n' && paper.at[at] != '\r')
			at++;
		if (at >= paper.length)
			return -1;
		at += paper.at[at] == '\r' && at + 1 < paper.length && paper.at[at + 1] == '\n' ? 2 : 1;
	}
	long characters = 0;
	for (; at < paper.length && paper.at[at] != '\n' && paper.at[at] != '\r'; at++)
		characters += ((unsigned char)paper.at[at] & 0xC0) != 0x80;
	return characters;
}

static bool is_utf8(const struct job *job)
{
	for (size_t i = 0; i < job->reported_count; i++)
		if (job->reported[i].id == FINDING_not_utf8 || job->reported[i].id == FINDING_utf16_file)
			return false;
	return true;
}

static void judge_finding(const struct fuzzing *f, const struct job *job,
	const struct reported *found, struct span paper)
{
	if (!found->sentence.length)
		fail(f, "a finding without a sentence");
	if (!span_is(found->file, PAPER_NAME))
		return;
	if (found->line == 0 || found->column == 0)
		fail(f, "a finding has no place");
	if (!is_utf8(job))
		return; /* columns in what is no text are a matter of taste */
	if ((long)found->column > characters_of_line(paper, found->line) + 1)
		fail(f, "a finding stands outside the paper");
	if (found->end_line < found->line ||
		(found->end_line == found->line && found->end_column < found->column))
		fail(f, "a finding ends before it begins");
}

static void judge_report(const struct fuzzing *f, const struct job *job)
{
	const struct report_options options = {.show = SEVERITY_note};
	struct text report = {0};
	report_text(job->reported, job->reported_count, &options, &report);
	if (!is_clean(text_span(&report)))
		fail(f, "a report that is not clean text");
	text_release(&report);
}

static const struct job_output *find_output(const struct job *job, size_t format)
{
	for (size_t i = 0; i < job->output_count; i++)
		if (span_is(job->outputs[i].suffix, renderers[format].suffix))
			return &job->outputs[i];
	return NULL;
}

static void judge(const struct fuzzing *f, const struct job_request *request,
	const struct job *job)
{
	bool error = false;
	for (size_t i = 0; i < job->reported_count; i++) {
		error = error || job->reported[i].severity == SEVERITY_error;
		judge_finding(f, job, &job->reported[i], request->bytes);
	}
	judge_report(f, job);
	if (job->outcome == JOB_done && error)
		fail(f, "done, with an error");
	if (job->outcome == JOB_refused && !error)
		fail(f, "refused, and no error says why");
	if (job->outcome == JOB_unreadable)
		fail(f, "bytes cannot be unreadable");
	for (size_t i = 0; i < job->reported_count; i++)
		if (job->reported[i].id == FINDING_not_verified)
			fail(f, "an output does not read back");
	for (size_t i = 0; i < JOB_FORMATS && request->build; i++) {
		const struct job_output *output = find_output(job, i);
		if (job->outcome == JOB_done && request->formats[i] &&
			(!output || !output->bytes.length))
			fail(f, "done, and an output is missing");
		if (!request->formats[i] && output)
			fail(f, "an output that nobody asked for");
	}
}

/* `same_formats` false: one of the two is a check, which makes nothing. */
static void compare(const struct fuzzing *f, const struct job *a, const struct job *b,
	bool same_formats)
{
	if (a->outcome != b->outcome)
		fail(f, same_formats ? "another outcome the second time"
				     : "check and build come to another outcome");
	if (a->reported_count != b->reported_count)
		fail(f, same_formats ? "other findings the second time"
				     : "check and build find something else");
	for (size_t i = 0; i < a->reported_count; i++)
		if (a->reported[i].id != b->reported[i].id ||
			a->reported[i].line != b->reported[i].line ||
			a->reported[i].column != b->reported[i].column ||
			!span_same(a->reported[i].sentence, b->reported[i].sentence))
			fail(f, "findings differ between two runs");
	if (same_formats && a->output_count != b->output_count)
		fail(f, "other outputs the second time");
	for (size_t i = 0; i < a->output_count && same_formats; i++)
		if (!span_same(a->outputs[i].bytes, b->outputs[i].bytes))
			fail(f, "outputs differ between two runs");
}

/* --- one mutant */
static void try_mutant(const struct fuzzing *f, const struct house_search *search,
	struct styles *styles, bool workbook)
{
	struct shared *shared = f->shared;
	struct job_request request = {.bytes = {shared->mutant.bytes, shared->mutant.length},
		.name = SPAN(PAPER_NAME), .search = search, .styles = styles, .build = true,
		.formats = {true, true, workbook}, .temporary = f->temporary, .operand = true};
	struct job job;
	job_run(&request, &job);
	judge(f, &request, &job);
	shared->jobs++;
	shared->done += job.outcome == JOB_done;
	shared->refused += job.outcome == JOB_refused;
	shared->findings += job.reported_count;
	shared->built += job.output_count;
	struct job second;
	if (shared->jobs % 16 == 0) {
		job_run(&request, &second);
		compare(f, &job, &second, true);
		job_release(&second);
	} else if (workbook) {
		request.build = false;
		job_run(&request, &second);
		compare(f, &job, &second, false);
		job_release(&second);
	}
	job_release(&job);
}

static bool is_over(const struct timespec *end)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

static void child(const struct fuzzing *f, const struct timespec *end)
{
	const struct house_search search = {.folders = &f->styles, .count = 1};
	struct styles *styles = styles_new();
	for (unsigned i = 0; i < JOBS_PER_CHILD && !is_over(end); i++) {
		mutate(&f->shared->dice, f->corpus, f->count, &f->shared->mutant);
		alarm(SECONDS_EACH);
		try_mutant(f, &search, styles, i % 4 == 0);
	}
	alarm(0);
	styles_release(styles);
	release_corpus(f);
	exit(0); /* the sanitizer looks for leaks */
}

/* --- many of them */
static void keep(const struct fuzzing *f, const char *folder, unsigned number, int status)
{
	char path[4096];
	mkdir(folder, 0777);
	snprintf(path, sizeof path, "%s/%u.yaml", folder, number);
	FILE *file = fopen(path, "wb");
	if (!file)
		exit(2);
	fwrite(f->shared->mutant.bytes, 1, f->shared->mutant.length, file);
	fclose(file);
	printf("CRASH %s: %s (%s %d)\n", path,
		f->shared->complaint[0] ? f->shared->complaint
		: WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "takes too long"
								      : "the program died",
		WIFSIGNALED(status) ? "signal" : "exit",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	fflush(stdout);
}

static int run_all(struct fuzzing *f, const struct timespec *end, const char *crashes)
{
	unsigned count = 0;
	while (!is_over(end) && count < 50) {
		int status;
		f->shared->complaint[0] = '\0';
		const pid_t pid = fork();
		if (pid == 0)
			child(f, end);
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			return 2;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			keep(f, crashes, count++, status);
	}
	const struct shared *s = f->shared;
	printf("%llu mutants of %zu papers: %llu built (%llu outputs), %llu refused, %llu findings; "
	       "%u crashes\n",
		(unsigned long long)s->jobs, f->count, (unsigned long long)s->done,
		(unsigned long long)s->built, (unsigned long long)s->refused,
		(unsigned long long)s->findings, count);
	return count > 0 || s->jobs == 0 || s->done == 0 || s->refused == 0;
}

/* One file instead of many, to look at a crash again. */
static int replay(struct fuzzing *f, const char *path)
{
	add_file(f, path);
	if (!f->count)
		return 2;
	const struct house_search search = {.folders = &f->styles, .count = 1};
	memcpy(f->shared->mutant.bytes, f->corpus[0].bytes, f->corpus[0].length);
	f->shared->mutant.length = f->corpus[0].length;
	try_mutant(f, &search, NULL, true);
	f->shared->jobs = 15; /* the next is run twice */
	try_mutant(f, &search, NULL, true);
	printf("%s: nothing wrong\n", path);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 6) {
		fprintf(stderr, "usage: fuzz_job SECONDS SEED CRASH-FOLDER STYLE-FOLDER PAPER-FOLDER...\n"
				"       fuzz_job replay - - STYLE-FOLDER PAPER\n");
		return 2;
	}
	char temporary[] = "/tmp/fuzz-XXXXXX";
	struct fuzzing f = {.styles = argv[4], .temporary = mkdtemp(temporary)};
	f.shared = mmap(NULL, sizeof *f.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (f.shared == MAP_FAILED || !f.temporary)
		return 2;
	int status;
	if (strcmp(argv[1], "replay") == 0) {
		status = replay(&f, argv[5]);
	} else {
		for (int i = 5; i < argc; i++)
			add_folder(&f, argv[i]);
		if (!f.count)
			return 2;
		f.shared->dice.state = strtoull(argv[2], NULL, 10) * 2654435761u + 88172645463325252ull;
		struct timespec end;
		clock_gettime(CLOCK_MONOTONIC, &end);
		end.tv_sec += strtol(argv[1], NULL, 10);
		status = run_all(&f, &end, argv[3]);
	}
	release_corpus(&f);
	rmdir(temporary);
	return status;
}
