/* `cabpaper build`: papers to outputs. The parent decides, publishes and reports; workers work. */
#include "run/batch.h"
#include "run/collect.h"
#include "run/commands.h"
#include "run/progress.h"
#include "run/scratch.h"
#include "run/work.h"

#include <errno.h>
#include <string.h>

#define GROUP 256 /* papers that are synced and renamed together */
#define SECONDS_PER_PAPER 10

struct tally {
	size_t built, unchanged, failed;
};

struct build {
	struct work work;
	struct outputs outputs;
	struct collected collected;
	struct progress progress;
	struct tally tally;
	struct publication group[GROUP];
	size_t grouped;
	bool broken; /* something could not be read or written: the exit code is 2 */
};

static const struct found_paper *paper_of_job(const struct build *build, uint32_t job)
{
	return &build->work.found->papers[build->work.papers[job]];
}

static void add_finding(struct build *build, enum finding_id id, const struct found_paper *paper,
	struct span one, struct span two)
{
	struct reported made = report_made(build->collected.arena, id, paper->name,
		id == FINDING_worker_died ? 1 : 0, one, two);
	collect(&build->collected, &made, 1);
}

static void add_output_finding(struct build *build, enum finding_id id,
	const struct found_paper *paper, size_t format, const char *why)
{
	struct text name = {0};
	text_format(&name, "%s/%.*s%s", build->outputs.path, SPAN_ARG(paper->base),
		renderers[format].suffix);
	add_finding(build, id, paper, text_span(&name), span_of(why));
	text_release(&name);
}

static void fail_to_write(struct build *build, const struct found_paper *paper, size_t format,
	int error)
{
	add_output_finding(build, FINDING_cannot_write, paper, format, strerror(error));
	build->tally.failed++;
	build->broken = true;
}

static bool differs(const struct publication *paper)
{
	for (size_t format = 0; format < JOB_FORMATS; format++)
		if (paper->staged[format])
			return true;
	return false;
}

/* Brings the group to its names. false: a paper failed and the build is to stop there. */
static bool publish(struct build *build)
{
	bool whole = true;
	outputs_publish(&build->outputs, build->group, build->grouped,
		build->work.options->fail_fast);
	for (size_t i = 0; i < build->grouped; i++) {
		const struct publication *paper = &build->group[i];
		if (!paper->error && differs(paper))
			build->tally.built++;
		else if (!paper->error)
			build->tally.unchanged++;
		else if (paper->error != ECANCELED)
			fail_to_write(build, paper_of_job(build, paper->job), paper->at_fault,
				paper->error);
		whole = whole && !paper->error;
	}
	build->grouped = 0;
	return whole || !build->work.options->fail_fast;
}

static bool fail(struct build *build)
{
	build->tally.failed++;
	return !build->work.options->fail_fast;
}

static bool add_to_group(struct build *build, uint32_t job, const struct job_result *result)
{
	struct publication *paper = &build->group[build->grouped++];
	*paper = (struct publication){.job = job, .base = paper_of_job(build, job)->base};
	for (size_t format = 0; format < JOB_FORMATS; format++)
		paper->staged[format] = result->outputs[format].staged;
	return build->grouped < GROUP || publish(build);
}

static size_t format_at_fault(const struct job_result *result)
{
	size_t last = 0;
	for (size_t format = 0; format < JOB_FORMATS; format++)
		if (result->outputs[format].made)
			last = format;
	return last;
}

static bool take_result(struct build *build, uint32_t job, const struct job_result *result)
{
	const struct found_paper *paper = paper_of_job(build, job);
	collect_result(&build->collected, result);
	if (result->outcome == JOB_not_a_paper && result->worst < SEVERITY_error)
		return true;
	if (result->outcome == JOB_unreadable && paper->operand)
		build->broken = true;
	if (result->outcome != JOB_done)
		return fail(build);
	if (!result->error)
		return add_to_group(build, job, result);
	fail_to_write(build, paper, format_at_fault(result), (int)result->error);
	return !build->work.options->fail_fast;
}

static bool take_death(void *context, uint32_t job, struct span how)
{
	struct build *build = context;
	outputs_drop(&build->outputs, job);
	add_finding(build, FINDING_worker_died, paper_of_job(build, job), how, SPAN_NONE);
	return fail(build);
}

static bool take_answer(void *context, uint32_t job, struct span answer)
{
	struct build *build = context;
	struct arena *scratch = arena_new();
	struct job_result result;
	bool more = frame_read(scratch, answer, &result)
		? take_result(build, job, &result)
		: take_death(build, job, SPAN("its answer was broken"));
	arena_release(scratch);
	return more;
}

static void pulse(void *context, uint32_t done)
{
	struct build *build = context;
	progress_show(&build->progress, done);
}

/* --- the whole */

/* What was refused before it was read counts as failed. With --fail-fast nothing after it is built. */
static uint32_t list_jobs(struct arena *arena, struct build *build)
{
	const struct found *found = build->work.found;
	uint32_t *papers = ARENA_ARRAY(arena, uint32_t, found->count + 1), count = 0;
	for (uint32_t i = 0; i < found->count; i++) {
		if (!found->papers[i].refused) {
			papers[count++] = i;
			continue;
		}
		build->tally.failed++;
		if (build->work.options->fail_fast)
			break;
	}
	build->work.papers = papers;
	return count;
}

static bool run_batch(struct build *build, const struct interrupts *interrupts, uint32_t jobs)
{
	const struct batch batch = {.jobs = jobs, .workers = work_workers(build->work.options),
		.seconds = SECONDS_PER_PAPER, .context = build, .begin = work_begin, .work = work_job,
		.take = take_answer, .died = take_death, .pulse = pulse, .interrupts = interrupts};
	progress_start(&build->progress, build->work.options, jobs);
	enum batch_outcome outcome = batch_run(&batch);
	int error = errno;
	progress_end(&build->progress);
	if (outcome == BATCH_done || outcome == BATCH_stopped)
		publish(build);
	if (outcome == BATCH_failed)
		say("cannot start a worker: %s", strerror(error));
	build->broken = build->broken || outcome == BATCH_failed;
	return outcome != BATCH_interrupted;
}

static void summarise(const struct build *build, struct text *into)
{
	const struct tally *t = &build->tally;
	text_format(into, "%zu built, %zu unchanged, %zu failed", t->built, t->unchanged, t->failed);
	if (t->failed)
		text_format(into, " (older outputs of %s stay as they were)",
			t->failed == 1 ? "this one" : "these");
	text_add_string(into, "; ");
	report_summary(build->collected.reported, build->collected.count, build->work.found->count,
		into);
}

static void report(struct build *build)
{
	const struct options *options = build->work.options;
	struct text out = {0};
	collect_print(&build->collected, SEVERITY_note, in_colour(options, stderr), &out);
	if (!options->quiet || build->tally.failed || build->broken)
		summarise(build, &out);
	print(&out, stderr);
	text_release(&out);
}

static int exit_code(const struct build *build)
{
	if (build->broken || build->work.found->unreadable)
		return EXIT_failed;
	bool bad = build->tally.failed || build->collected.worst >= SEVERITY_error;
	return bad ? EXIT_findings : EXIT_fine;
}

static int build_found(struct arena *arena, struct build *build, struct interrupts *interrupts)
{
	collect_init(&build->collected, arena);
	collect_found(&build->collected, build->work.found);
	if (build->work.found->count == 0 && build->work.found->finding_count == 0)
		say("there are no papers (*.yaml) here");
	if (!run_batch(build, interrupts, list_jobs(arena, build))) {
		say("interrupted; what was not finished is as it was");
		return EXIT_failed;
	}
	report(build);
	return exit_code(build);
}

static int build_into(const struct options *options, struct arena *arena, struct build *build)
{
	struct interrupts interrupts;
	struct text complaint = {0};
	struct scratch scratch;
	int code = EXIT_failed;
	if (!interrupts_open(&interrupts)) {
		say("cannot watch for signals: %s", strerror(errno));
		return EXIT_failed;
	}
	if (outputs_open(&build->outputs, options->output, &complaint)) {
		scratch_open(&scratch);
		build->work.temporary = scratch.path[0] ? scratch.path : NULL;
		build->work.outputs = &build->outputs;
		code = build_found(arena, build, &interrupts);
		scratch_close(&scratch);
		outputs_close(&build->outputs);
	} else {
		say("%.*s", SPAN_ARG(text_span(&complaint)));
	}
	text_release(&complaint);
	interrupts_close(&interrupts); /* a signal that has come ends the program here */
	return code;
}

static bool asks_for_standard_input(const struct found *found)
{
	for (size_t i = 0; i < found->count; i++)
		if (!found->papers[i].path)
			return true;
	return false;
}

int command_build(const struct options *options)
{
	struct arena *arena = arena_new();
	struct build *build = ARENA_NEW(arena, struct build);
	struct found found;
	struct search search;
	int code = EXIT_failed;
	build->work.options = options;
	build->work.found = &found;
	find_papers(arena, options->operands, options->operand_count, NULL, &found);
	search_init(&search, arena, options->templates);
	build->work.searches = work_searches(arena, &found, &search);
	if (!work_read_epoch(&build->work))
		say("SOURCE_DATE_EPOCH must be a number of seconds");
	else if (asks_for_standard_input(&found))
		say("only `cabpaper check` reads standard input (-): outputs need a name");
	else
		code = build_into(options, arena, build);
	arena_release(arena);
	return code;
}
