/* From a worker's answer to outputs in place: the parent's part of a build. */
#include "run/building.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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
	const struct found_paper *paper, struct span suffix, const char *why)
{
	struct text name = {0};
	text_format(&name, "%s/%.*s%.*s", build->outputs.path, SPAN_ARG(paper->base), SPAN_ARG(suffix));
	add_finding(build, id, paper, text_span(&name), span_of(why));
	text_release(&name);
}

static bool fail(struct build *build)
{
	build->failed++;
	return !build->work.options->fail_fast;
}

static bool fail_to_write(struct build *build, const struct found_paper *paper, struct span suffix,
	int error)
{
	add_output_finding(build, FINDING_cannot_write, paper, suffix, strerror(error));
	build->broken = true;
	return fail(build);
}

/* --- publishing */

static bool differs(const struct publication *paper)
{
	for (size_t i = 0; i < paper->file_count; i++)
		if (paper->files[i].staged)
			return true;
	return false;
}

static void keep_outputs(struct build *build, struct span base, const struct job_result *result,
	struct kept *kept)
{
	for (size_t i = 0; i < result->output_count; i++) {
		const struct output_record *output = &result->outputs[i];
		struct kept_output *to = &kept->outputs[kept->output_count++];
		*to = (struct kept_output){
			.suffix = output->suffix, .digest = output->digest, .bytes = output->bytes};
		outputs_mark(&build->outputs, (struct output_name){base, output->suffix}, &to->mark);
	}
}

/* What the answer says of a paper whose outputs are in place now. */
static void keep_answer(struct build *build, const struct waiting *waiting)
{
	const struct job_result *result = waiting->result;
	struct kept kept = {.reference = result->reference, .title = result->title,
		.body = result->body, .date_iso = result->date_iso, .final = result->final,
		.reported = result->reported, .reported_count = result->reported_count,
		.left_out = result->left_out};
	for (size_t i = 0; i < result->input_count; i++)
		if (result->inputs[i].kind == INPUT_paper)
			kept.paper = result->inputs[i].digest;
	kept.key = cache_key(&build->cache, &build->work, waiting->paper, &kept.paper);
	kept.set = input_sets_add(&build->cache.sets, result->inputs, result->input_count);
	keep_outputs(build, build->work.found->papers[waiting->paper].base, result, &kept);
	keep_record(build, waiting->paper, &kept);
}

static bool has_output(const struct job_result *result, struct span suffix)
{
	for (size_t i = 0; i < result->output_count; i++)
		if (span_same(result->outputs[i].suffix, suffix))
			return true;
	return false;
}

/* An appendix that was taken out of the paper must not stay published. */
static void remove_old_companions(struct build *build, const struct waiting *waiting)
{
	const struct span base = build->work.found->papers[waiting->paper].base;
	struct manifest_output old[JOB_OUTPUTS];
	const size_t count = work_makes_companions(&build->work)
		? manifest_outputs(&build->manifest, base, old) : 0;
	for (size_t i = 0; i < count; i++)
		if (is_companion(old[i].suffix) && !has_output(waiting->result, old[i].suffix))
			outputs_remove(&build->outputs, (struct output_name){base, old[i].suffix},
				&old[i].digest);
}

static bool settle_published(struct build *build, const struct publication *paper,
	const struct waiting *waiting)
{
	if (paper->error == ECANCELED)
		return false;
	if (paper->error)
		return fail_to_write(build, paper_of_job(build, paper->job),
			paper->files[paper->at_fault].suffix, paper->error);
	if (differs(paper))
		build->built++;
	else
		build->unchanged++;
	keep_answer(build, waiting);
	remove_old_companions(build, waiting);
	return true;
}

bool deliver_group(struct build *build)
{
	bool more = true;
	outputs_publish(&build->outputs, build->group, build->grouped,
		build->work.options->fail_fast);
	for (size_t i = 0; i < build->grouped; i++)
		more = settle_published(build, &build->group[i], &build->waiting[i]) && more;
	deliver_nothing(build);
	return more;
}

void deliver_nothing(struct build *build)
{
	for (size_t i = 0; i < build->grouped; i++)
		arena_release(build->waiting[i].arena);
	build->grouped = 0;
}

static bool add_to_group(struct build *build, uint32_t job, struct arena *arena, struct span answer,
	const struct job_result *result)
{
	build->waiting[build->grouped] =
		(struct waiting){build->work.papers[job], arena, answer, result};
	build->group[build->grouped++] = (struct publication){.job = job,
		.base = paper_of_job(build, job)->base, .files = result->outputs,
		.file_count = result->output_count};
	return build->grouped < BUILD_GROUP || deliver_group(build);
}

/* --- answers */

/* An output that is neither what the last build wrote nor what is made now. */
static void notice_changes_by_hand(struct build *build, const struct found_paper *paper,
	const struct job_result *result)
{
	for (size_t i = 0; i < result->output_count; i++) {
		const struct output_record *output = &result->outputs[i];
		struct digest recorded;
		if (output->staged && output->replaces &&
			manifest_digest(&build->manifest, paper->base, output->suffix, &recorded) &&
			!digest_same(&recorded, &output->present))
			add_output_finding(build, FINDING_changed_by_hand, paper, output->suffix, NULL);
	}
}

/* Which file could not be staged: the last that was tried. */
static struct span suffix_at_fault(const struct job_result *result)
{
	return result->output_count ? result->outputs[result->output_count - 1].suffix : SPAN_NONE;
}

/* What a result means when there is nothing of it to publish; the build may go on. */
static bool take_failure(struct build *build, uint32_t job, const struct job_result *result)
{
	const struct found_paper *paper = paper_of_job(build, job);
	if (result->outcome == JOB_not_a_paper && result->worst < SEVERITY_error)
		return true;
	if (result->outcome == JOB_unreadable && paper->operand)
		build->broken = true;
	if (result->outcome != JOB_done)
		return fail(build);
	return fail_to_write(build, paper, suffix_at_fault(result), (int)result->error);
}

bool deliver_death(void *context, uint32_t job, struct span how)
{
	struct build *build = context;
	outputs_drop(&build->outputs, job);
	add_finding(build, FINDING_worker_died, paper_of_job(build, job), how, SPAN_NONE);
	return fail(build);
}

bool deliver_answer(void *context, uint32_t job, struct span answer)
{
	struct build *build = context;
	struct arena *arena = arena_new(); /* the group's, if the paper joins it */
	struct job_result *result = ARENA_NEW(arena, struct job_result);
	bool more;
	answer = arena_copy(arena, answer);
	if (!frame_read(arena, answer, result)) {
		more = deliver_death(build, job, SPAN("its answer was broken"));
	} else {
		collect_result(&build->collected, result);
		if (result->outcome == JOB_done && !result->error) {
			notice_changes_by_hand(build, paper_of_job(build, job), result);
			return add_to_group(build, job, arena, answer, result);
		}
		more = take_failure(build, job, result);
	}
	arena_release(arena);
	return more;
}
