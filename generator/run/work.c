#include "run/work.h"
#include "run/fix.h"
#include "run/styles.h"
#include "run/trial.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one worker keeps from job to job. */
struct known_input {
	const struct source *source; /* of a style: it lives as long as the styles do */
	struct digest digest;
};
struct work_memory {
	struct arena *arena;
	struct styles *styles;
	struct known_input *known;
	size_t count, capacity;
	char on_disk[64]; /* the folder for a workbook's parts when memory is short */
};

void work_begin(void *context)
{
	struct work *work = context;
	struct arena *arena = arena_new();
	work->memory = ARENA_NEW(arena, struct work_memory);
	work->memory->arena = arena;
	work->memory->styles = styles_new();
}

/* A style's files are the same for hundreds of papers: their digests are made once. */
static struct digest style_digest(struct work_memory *memory, const struct source *source)
{
	for (size_t i = memory->count; i-- > 0;)
		if (memory->known[i].source == source)
			return memory->known[i].digest;
	ARENA_GROW(memory->arena, memory->known, memory->count, memory->capacity);
	struct known_input *made = &memory->known[memory->count++];
	*made = (struct known_input){source, digest_of(source->bytes)};
	return made->digest;
}

static void add_input(struct job_result *result, enum input_kind kind, struct span name,
	struct digest digest)
{
	result->inputs[result->input_count++] = (struct input){kind, name, digest};
}

/* The paper, the files of its own style, and the files that it names. What other papers' styles the
 * worker has loaded before must not matter. */
static void list_inputs(struct work_memory *memory, const struct job *job,
	struct job_result *result)
{
	result->inputs = ARENA_ARRAY(
		job->arena, struct input, job->sources.count + job->beside.count + 1);
	for (uint32_t number = 1; number <= job->sources.count; number++) {
		const struct source *source = sources_at(&job->sources, number);
		if (number == job->paper_source)
			add_input(result, INPUT_paper, source->name, digest_of(source->bytes));
		else if (number >= job->first_style_source && number <= job->last_style_source)
			add_input(result, INPUT_style, source->name, style_digest(memory, source));
	}
	for (size_t i = 0; i < job->beside.count; i++) {
		const struct beside_file *file = &job->beside.files[i];
		add_input(result, file->bytes.at ? INPUT_beside : INPUT_absent, file->name,
			digest_of(file->bytes));
	}
}

static enum severity worst_of(const struct reported *reported, size_t count)
{
	enum severity worst = SEVERITY_off;
	for (size_t i = 0; i < count; i++)
		if (reported[i].severity > worst)
			worst = reported[i].severity;
	return worst;
}

static void stage_outputs(const struct work *work, uint32_t job_number, struct span base,
	const struct job *job, struct job_result *result)
{
	for (size_t i = 0; i < job->output_count && !result->error; i++) {
		struct output_record *record = &result->outputs[result->output_count++];
		record->suffix = job->outputs[i].suffix;
		int error = outputs_stage(work->outputs, job_number, i, base, job->outputs[i].bytes, record);
		result->error = (uint32_t)error;
	}
	if (result->error)
		outputs_drop(work->outputs, job_number);
}

/* A workbook whose parts did not fit into memory's file system is made once more on disk: that of a
 * container has 64 MiB. */
static bool lacked_room(const struct work *work, const struct job *job)
{
	if (job->outcome != JOB_refused || !work->outputs || !work->temporary)
		return false;
	for (size_t i = 0; i < job->diags.count; i++)
		if (job->diags.items[i].id == FINDING_not_rendered ||
			job->diags.items[i].id == FINDING_not_verified)
			return true;
	return false;
}

static struct job_request request_of(const struct work *work, const struct found_paper *paper,
	const struct house_search *search)
{
	struct job_request request = {.path = paper->path, .bytes = work->standard_input,
		.name = paper->name, .base = paper->base, .search = search, .styles = work->memory->styles,
		.build = work->outputs != NULL, .temporary = work->temporary,
		.has_epoch = work->has_epoch, .epoch = work->epoch, .operand = paper->operand,
		.fix = work->options->fix != FIX_none};
	if (paper->path || work->options->stdin_filename)
		request.absolute = paper->absolute;
	memcpy(request.formats, work->options->formats, sizeof request.formats);
	return request;
}

static void run_on_disk(const struct work *work, struct job_request *request, struct job *job)
{
	char folder[64];
	snprintf(folder, sizeof folder, "/proc/self/fd/%d", work->outputs->stage);
	job_release(job);
	request->temporary = folder;
	job_run(request, job);
}

/* "herefordshire" of ".../herefordshire/style.yaml". */
static struct span style_name(struct span absolute)
{
	size_t end = absolute.length;
	while (end > 0 && absolute.at[end - 1] != '/')
		end--;
	size_t from = end > 0 ? --end : 0;
	while (from > 0 && absolute.at[from - 1] != '/')
		from--;
	return span_cut(absolute, from, end);
}

static void try_style(const struct work *work, uint32_t number, struct text *answer)
{
	const struct found_paper *paper = &work->found->papers[number];
	const struct trial_request request = {.path = paper->name,
		.style = style_name(paper->absolute), .search = work->searches[number]};
	struct trial trial;
	trial_run(&request, &trial);
	const struct job_result result = {.outcome = trial.unreadable ? JOB_unreadable : JOB_done,
		.worst = worst_of(trial.reported, trial.reported_count), .reported = trial.reported,
		.reported_count = (uint32_t)trial.reported_count, .title = trial.name,
		.editions = trial.editions};
	frame_write(&result, answer);
	trial_release(&trial);
}

/* The paper as it was: what is said of it must be true of the file. */
static void run_again(const struct job_request *request, struct span bytes, struct job *job)
{
	struct job_request again = *request;
	again.path = NULL;
	again.bytes = bytes;
	job_release(job);
	job_run(&again, job);
}

/* Fixes the paper in its file, or for show. `shown` holds what is to be shown. */
static struct fixed_record fix_paper(const struct work *work, const struct job_request *request,
	struct job *job, struct text *shown)
{
	struct text before = {0};
	if (job->source)
		text_add(&before, job->source->bytes);
	const struct fix fix = fix_run(request, job);
	const bool changed = fix.findings + fix.lines > 0;
	struct fixed_record record = {.findings = (uint32_t)fix.findings,
		.lines = (uint32_t)fix.lines, .given_up = (uint32_t)fix.given_up,
		.left = span_of(fix.left)};
	if (work->options->fix == FIX_preview) {
		if (changed)
			fix_diff(request->name, text_span(&before), job->source->bytes, shown);
	} else if (!request->path) {
		text_add(shown, changed ? job->source->bytes : text_span(&before));
	} else if (changed) {
		record.left = span_of(fix_write(request->path, text_span(&before), job->source->bytes));
		record.failed = record.left.at != NULL;
	}
	if (shown->length > FRAME_LIMIT / 4 * 3) {
		text_clear(shown);
		record.left = SPAN("the text to show is too long");
		record.failed = true;
	}
	if (record.failed) {
		run_again(request, text_span(&before), job);
		record.findings = record.lines = 0;
	}
	record.left = arena_copy(job->arena, record.left);
	record.shown = shown->length ? text_span(shown) : SPAN_NONE;
	text_release(&before);
	return record;
}

/* What was read of the list of papers is given up now and then: a worker's memory stays the same
 * however long the list is. */
#define FORGET_AFTER_JOBS 64

void work_job(void *context, uint32_t job_number, struct text *answer)
{
	const struct work *work = context;
	uint32_t number = work->papers[job_number];
	const struct found_paper *paper = &work->found->papers[number];
	if (paper->style) {
		try_style(work, number, answer);
		return;
	}
	struct job_request request = request_of(work, paper, work->searches[number]);
	struct job job;
	job_run(&request, &job);
	if (lacked_room(work, &job))
		run_on_disk(work, &request, &job);
	struct text shown = {0};
	struct fixed_record fixed = {0};
	if (request.fix)
		fixed = fix_paper(work, &request, &job, &shown);
	struct job_result result = {.outcome = job.outcome,
		.worst = worst_of(job.reported, job.reported_count), .reported = job.reported,
		.reported_count = (uint32_t)job.reported_count, .reference = job.reference,
		.title = job.title, .body = job.body, .date_iso = job.date_iso, .final = job.final,
		.fixed = fixed};
	if (work->outputs) /* a check keeps nothing by which it could skip the paper next time */
		list_inputs(work->memory, &job, &result);
	if (work->outputs && job.outcome == JOB_done)
		stage_outputs(work, job_number, paper->base, &job, &result);
	frame_write(&result, answer);
	text_release(&shown);
	job_release(&job);
	if (job_number % FORGET_AFTER_JOBS == 0)
		arena_forget_pages(work->found->arena);
}

bool work_read_epoch(struct work *work)
{
	const char *typed = getenv("SOURCE_DATE_EPOCH");
	if (!typed || !*typed)
		return true;
	int64_t seconds = 0;
	for (const char *c = typed; *c; c++) {
		/* 253402300799 is the end of the year 9999, the last that a workbook can bear */
		if (!is_digit(*c) || (seconds = seconds * 10 + (*c - '0')) > 253402300799)
			return false;
	}
	work->has_epoch = true;
	work->epoch = seconds;
	return true;
}

const struct house_search *const *work_searches(struct arena *arena, const struct found *found,
	struct search *search)
{
	const struct house_search **searches =
		ARENA_ARRAY(arena, const struct house_search *, found->count + 1);
	for (size_t i = 0; i < found->count; i++) {
		const struct found_paper *paper = &found->papers[i];
		searches[i] = paper->style
			? search_for_style(search, paper->name, paper->absolute)
			: search_for(search, paper->absolute);
	}
	return searches;
}

uint32_t work_workers(const struct options *options)
{
	cpu_set_t set;
	if (options->jobs)
		return options->jobs;
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return count > 256 ? 256 : (uint32_t)count;
}

bool work_makes_companions(const struct work *work)
{
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		if (renderers[i].links && work->options->formats[i])
			return true;
	return false;
}
