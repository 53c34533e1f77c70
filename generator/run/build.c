/* `cabpaper build`: papers to outputs. The parent decides, publishes and reports; workers work. */
#include "run/batch.h"
#include "run/building.h"
#include "run/commands.h"
#include "run/scratch.h"

#include <errno.h>
#include <string.h>

#define SECONDS_PER_PAPER 10

static void pulse(void *context, uint32_t done)
{
	struct build *build = context;
	progress_show(&build->progress, done);
}

/* What was refused before it was read counts as failed. With --fail-fast nothing after it is
 * built. */
static uint32_t list_jobs(struct arena *arena, struct build *build)
{
	const struct found *found = build->work.found;
	uint32_t *papers = ARENA_ARRAY(arena, uint32_t, found->count + 1), count = 0;
	for (uint32_t i = 0; i < found->count; i++) {
		if (found->papers[i].refused) {
			build->failed++;
			if (build->work.options->fail_fast)
				break;
		} else if (!skip_paper(build, i)) {
			papers[count++] = i;
		}
	}
	build->work.papers = papers;
	return count;
}

static bool run_batch(struct build *build, const struct interrupts *interrupts, uint32_t jobs)
{
	const struct batch batch = {.jobs = jobs, .workers = work_workers(build->work.options),
		.seconds = SECONDS_PER_PAPER, .context = build, .begin = work_begin, .work = work_job,
		.take = deliver_answer, .died = deliver_death, .pulse = pulse,
		.interrupts = interrupts};
	progress_start(&build->progress, build->work.options, jobs);
	enum batch_outcome outcome = batch_run(&batch);
	int error = errno;
	progress_end(&build->progress);
	if (outcome == BATCH_done || outcome == BATCH_stopped)
		deliver_group(build);
	deliver_nothing(build);
	if (outcome == BATCH_failed)
		say("cannot start a worker: %s", strerror(error));
	build->broken = build->broken || outcome == BATCH_failed;
	return outcome != BATCH_interrupted;
}

/* --- what is written at the end, and said */

static int write_cache(struct arena *arena, struct build *build)
{
	const struct found *found = build->work.found;
	struct cache_entry *entries = ARENA_ARRAY(arena, struct cache_entry, found->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < found->count; i++)
		if (build->records[i].bytes.at)
			entries[count++] =
				(struct cache_entry){found->papers[i].base, build->records[i]};
	return cache_write(&build->cache, entries, count, found);
}

static void write_own_files(struct arena *arena, struct build *build)
{
	const char *depfile = build->work.options->depfile;
	int error = manifest_write(
		&build->manifest, &build->work, &build->cache.sets, build->records);
	if (error) {
		say("cannot write %s/%s: %s", build->outputs.path, MANIFEST_NAME, strerror(error));
		build->broken = true;
	}
	error = depfile ? depfile_write(build, depfile) : 0;
	if (error) {
		say("cannot write %s: %s", depfile, strerror(error));
		build->broken = true;
	}
	write_cache(arena, build); /* without it the next build is slower, and no more */
}

static void summarise(const struct build *build, struct text *into)
{
	size_t papers = build->work.found->count;
	text_format(into, "%zu %s: %zu built, %zu unchanged, %zu failed", papers,
		papers == 1 ? "paper" : "papers", build->built, build->unchanged, build->failed);
	if (build->failed)
		text_format(into, " (older outputs of %s stay as they were)",
			build->failed == 1 ? "this one" : "these");
	text_add_string(into, "; ");
	report_summary(build->collected.reported, build->collected.count, build->work.found->count,
		into);
}

static void report(struct build *build)
{
	const struct options *options = build->work.options;
	struct text out = {0};
	collect_print(&build->collected, SEVERITY_note, in_colour(options, stderr), &out);
	if (build->collected.left_out)
		text_format(&out, "and %zu more findings\n", build->collected.left_out);
	if (!options->quiet || build->failed || build->broken)
		summarise(build, &out);
	print_words(&out, stderr);
	text_release(&out);
}

static int exit_code(const struct build *build)
{
	if (build->broken || build->work.found->unreadable)
		return EXIT_failed;
	bool bad = build->failed || build->collected.worst >= SEVERITY_error;
	return bad ? EXIT_findings : EXIT_fine;
}

static int build_found(struct arena *arena, struct build *build, struct interrupts *interrupts)
{
	collect_init(&build->collected, arena);
	collect_found(&build->collected, build->work.found);
	if (build->work.found->count == 0 && build->work.found->finding_count == 0)
		say("there are no papers (*.yaml) here");
	build->records = ARENA_ARRAY(arena, struct kept_record, build->work.found->count + 1);
	cache_open(&build->cache, arena, &build->outputs);
	manifest_open(&build->manifest, arena, &build->outputs);
	bool finished = run_batch(build, interrupts, list_jobs(arena, build));
	if (build->work.found->count)
		write_own_files(arena, build);
	manifest_close(&build->manifest);
	cache_close(&build->cache);
	if (finished)
		report(build);
	else
		say("interrupted; what was not finished is as it was");
	return finished ? exit_code(build) : EXIT_failed;
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
	struct arena *arena = arena_new_shared(); /* nothing in it is written by a worker */
	struct build own = {0}, *build = &own;
	struct found found;
	struct search search;
	int code = EXIT_failed;
	build->work.options = options;
	build->work.found = &found;
	find_papers(arena, options->operands, options->operand_count, NULL, &found);
	search_init(&search, arena, options->templates);
	const struct span style = find_drop_styles(&found);
	build->work.searches = work_searches(arena, &found, &search);
	if (!work_read_epoch(&build->work))
		say("SOURCE_DATE_EPOCH must be a number of seconds");
	else if (style.at)
		say("%.*s holds a house style, and papers are built; check it with `cabpaper check %.*s`",
			SPAN_ARG(style), SPAN_ARG(style));
	else if (asks_for_standard_input(&found))
		say("only `cabpaper check` reads standard input (-): outputs need a name");
	else
		code = build_into(options, arena, build);
	arena_release(arena);
	return code;
}
