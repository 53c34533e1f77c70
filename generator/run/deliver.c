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
	const struct found_paper *paper, size_t format, const char *why)
{
	struct text name = {0};
	text_format(&name, "%s/%.*s%s", build->outputs.path, SPAN_ARG(paper->base),
		renderers[format].suffix);
	add_finding(build, id, paper, text_span(&name), span_of(why));
	text_release(&name);
}

static bool fail(struct build *build)
{
	build->failed++;
	return !build->work.options->fail_fast;
}

static bool fail_to_write(struct build *build, const struct found_paper *paper, size_t format,
	int error)
{
	add_output_finding(build, FINDING_cannot_write, paper, format, strerror(error));
	build->broken = true;
	return fail(build);
}

/* --- publishing */

static bool differs(const struct publication *paper)
{
	for (size_t format = 0; format < JOB_FORMATS; format++)
		if (paper->staged[format])
			return true;
	return false;
}

/* What the answer says of a paper whose outputs are in place now. */
static void keep_answer(struct build *build, const struct waiting *waiting)
{
	struct arena *scratch = arena_new();
	struct job_result result;
	struct span base = build->work.found->papers[waiting->paper].base;
	if (!frame_read(scratch, waiting->answer, &result)) {
		arena_release(scratch);
		return;
	}
	struct kept kept = {.reference = result.reference, .title = result.title,
		.body = result.body, .date_iso = result.date_iso, .final = result.final,
		.reported = result.reported, .reported_count = result.reported_count,
		.left_out = result.left_out};
	for (size_t i = 0; i < result.input_count; i++)
		if (result.inputs[i].kind == INPUT_paper)
			kept.paper = result.inputs[i].digest;
	kept.key = cache_key(&build->cache, &build->work, waiting->paper, &kept.paper);
	kept.set = input_sets_add(&build->cache.sets, result.inputs, result.input_count);
	for (size_t i = 0; i < JOB_FORMATS; i++) {
		kept.outputs[i] = (struct kept_output){.made = result.outputs[i].made,
			.digest = result.outputs[i].digest, .bytes = result.outputs[i].bytes};
		if (kept.outputs[i].made)
			outputs_mark(&build->outputs, base, i, &kept.outputs[i].mark);
	}
	keep_record(build, waiting->paper, &kept);
	arena_release(scratch);
}

static bool settle_published(struct build *build, const struct publication *paper,
	const struct waiting *waiting)
{
	if (paper->error == ECANCELED)
		return false;
	if (paper->error)
		return fail_to_write(build, paper_of_job(build, paper->job), paper->at_fault,
			paper->error);
	if (differs(paper))
		build->built++;
	else
		build->unchanged++;
	keep_answer(build, waiting);
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
		free((char *)build->waiting[i].answer.at);
	build->grouped = 0;
}

static bool add_to_group(struct build *build, uint32_t job, const struct job_result *result,
	struct span answer)
{
	char *own = malloc(answer.length + 1);
	if (!own)
		return fail_to_write(build, paper_of_job(build, job), 0, ENOMEM);
	memcpy(own, answer.at, answer.length);
	build->waiting[build->grouped] =
		(struct waiting){build->work.papers[job], {own, answer.length}};
	struct publication *paper = &build->group[build->grouped++];
	*paper = (struct publication){.job = job, .base = paper_of_job(build, job)->base};
	for (size_t format = 0; format < JOB_FORMATS; format++)
		paper->staged[format] = result->outputs[format].staged;
	return build->grouped < BUILD_GROUP || deliver_group(build);
}

/* --- answers */

/* An output that is neither what the last build wrote nor what is made now. */
static void notice_changes_by_hand(struct build *build, const struct found_paper *paper,
	const struct job_result *result)
{
	for (size_t format = 0; format < JOB_FORMATS; format++) {
		const struct output_record *output = &result->outputs[format];
		struct digest recorded;
		if (output->staged && output->replaces &&
			manifest_digest(&build->manifest, paper->base, format, &recorded) &&
			!digest_same(&recorded, &output->present))
			add_output_finding(build, FINDING_changed_by_hand, paper, format, NULL);
	}
}

static size_t format_at_fault(const struct job_result *result)
{
	size_t last = 0;
	for (size_t format = 0; format < JOB_FORMATS; format++)
		if (result->outputs[format].made)
			last = format;
	return last;
}

static bool take_result(struct build *build, uint32_t job, const struct job_result *result,
	struct span answer)
{
	const struct found_paper *paper = paper_of_job(build, job);
	collect_result(&build->collected, result);
	if (result->outcome == JOB_not_a_paper && result->worst < SEVERITY_error)
		return true;
	if (result->outcome == JOB_unreadable && paper->operand)
		build->broken = true;
	if (result->outcome != JOB_done)
		return fail(build);
	if (result->error)
		return fail_to_write(build, paper, format_at_fault(result), (int)result->error);
	notice_changes_by_hand(build, paper, result);
	return add_to_group(build, job, result, answer);
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
	struct arena *scratch = arena_new();
	struct job_result result;
	bool more = frame_read(scratch, answer, &result)
		? take_result(build, job, &result, answer)
		: deliver_death(build, job, SPAN("its answer was broken"));
	arena_release(scratch);
	return more;
}
