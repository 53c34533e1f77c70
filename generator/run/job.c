/* One paper from bytes to verified outputs. Read this file first. */
#include "run/job.h"

#include "check/check.h"
#include "paper/paper.h"

struct pipeline {
	const struct job_request *request;
	struct job *job;
	const struct source *source;
	const struct node *root;
	const struct house *house;
	const struct paper *paper;
	const struct settled *settled;
};

static bool read_bytes(struct pipeline *p)
{
	struct job *job = p->job;
	const struct job_request *request = p->request;
	const enum source_outcome outcome = request->path
		? source_read(&job->sources, &job->diags, request->path, request->name,
			LIMIT_FILE_BYTES, &p->source)
		: source_take(&job->sources, &job->diags, request->bytes, request->name, &p->source);
	if (outcome == SOURCE_READ)
		return true;
	job->outcome = outcome == SOURCE_UNREADABLE ? JOB_unreadable : JOB_refused;
	return false;
}

static bool read_tree(struct pipeline *p)
{
	p->root = tree_read(p->job->arena, &p->job->diags, p->source);
	return p->root != NULL;
}

static bool is_meeting(const struct node *root)
{
	return node_get(root, "agenda") != NULL;
}

/* A file without `style:` in a folder of papers is most likely something else. */
static bool is_paper(struct pipeline *p)
{
	struct diags *diags = &p->job->diags;
	if (p->root->kind == NODE_mapping && node_get(p->root, "style"))
		return true;
	if (p->root->kind == NODE_mapping && is_meeting(p->root)) {
		diag_add(diags, FINDING_not_built, p->root->place, SPAN("an agenda (`agenda:`)"),
			SPAN("Keep meetings out of the papers' folder until they are."), SPAN_NONE);
		return false;
	}
	struct finding *f = diag_add(diags, FINDING_not_a_paper, p->root->place, SPAN_NONE, SPAN_NONE,
		SPAN_NONE);
	if (!p->request->operand)
		f->severity = SEVERITY_warning;
	p->job->outcome = JOB_not_a_paper;
	return false;
}

/* Editions go by the date of the meeting, else by the paper's own date. */
static bool date_of(const struct node *root, struct date *date)
{
	const struct words typed[] = {paper_peek(root, "meeting", "date"), paper_peek(root, "dated", NULL)};
	for (size_t i = 0; i < 2; i++)
		if (typed[i].text.length && date_read(typed[i].text, date) == DATE_RIGHT)
			return true;
	return false;
}

static struct styles *styles_of(const struct pipeline *p)
{
	return p->request->styles ? p->request->styles : p->job->own_styles;
}

static bool find_style(struct pipeline *p)
{
	struct job *job = p->job;
	struct words asked = paper_peek(p->root, "style", NULL);
	if (!asked.text.length) { /* given, but a list, a mapping or nothing */
		diag_add(&job->diags, FINDING_style_bad_name, node_get(p->root, "style")->place, SPAN(""),
			SPAN_NONE, SPAN_NONE);
		return false;
	}
	struct date date;
	const bool dated = date_of(p->root, &date);
	struct styles *styles = styles_of(p);
	p->house = styles_get(styles, &job->sources, &job->diags, p->request->search, asked,
		dated ? &date : NULL);
	styles_sources(styles, p->house, &job->first_style_source, &job->last_style_source);
	return p->house != NULL;
}

static bool bind_paper(struct pipeline *p)
{
	struct job *job = p->job;
	p->paper = paper_bind(job->arena, &job->diags, p->source, p->root, &p->house->vocabulary,
		&job->beside);
	return p->paper != NULL;
}

/* What was found until now: later steps take findings out and add their own. */
static void keep_read_findings(struct pipeline *p)
{
	struct job *job = p->job;
	if (job->read_findings)
		return;
	job->read_count = job->diags.count;
	job->read_findings = ARENA_ARRAY(job->arena, struct finding, job->read_count + 1);
	for (size_t i = 0; i < job->read_count; i++)
		job->read_findings[i] = job->diags.items[i];
}

static bool settle_paper(struct pipeline *p)
{
	if (p->request->fix)
		keep_read_findings(p);
	p->settled = settle_for(AUDIENCE_public, p->job->arena, &p->job->diags, p->paper, p->house);
	return true;
}

static bool check_paper(struct pipeline *p)
{
	const struct checking checking = {.arena = p->job->arena, .diags = &p->job->diags,
		.paper = p->paper, .settled = p->settled, .house = p->house,
		.asker = settle_asker(p->job->arena, p->paper, p->house),
		.lexicons = styles_lexicons(styles_of(p), p->house)};
	check_all(&checking);
	check_settle_severities(&p->job->diags, p->paper, p->house);
	p->job->checked = true;
	return diags_worst(&p->job->diags) < SEVERITY_error;
}

static bool render_one(struct pipeline *p, const struct rendering *rendering, size_t format)
{
	struct text *bytes = &p->job->rendered[format];
	const struct renderer *renderer = &renderers[format];
	if (!renderer->render(rendering, bytes))
		return false;
	if (text_failed(bytes)) {
		diag_add(&p->job->diags, FINDING_not_rendered, rendering->place, span_of(renderer->name),
			SPAN("it is too large"), SPAN_NONE);
		return false;
	}
	if (!renderer->verify(rendering, text_span(bytes)))
		return false;
	p->job->outputs[p->job->output_count++] =
		(struct job_output){span_of(renderer->suffix), text_span(bytes)};
	return true;
}

/* What `build` would refuse, `check` finds, and writes no more of it than it must (render.c). */
static bool try_formats(const struct rendering *rendering)
{
	bool whole = true;
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		whole = renderers[i].fits(rendering) && whole;
	return whole;
}

static bool wants_companions(const struct job_request *request)
{
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		if (request->formats[i] && renderers[i].links)
			return true;
	return false;
}

static bool add_companions(struct pipeline *p, const struct rendering *rendering)
{
	struct job *job = p->job;
	struct companion *companions;
	const size_t count = render_companions(rendering, &companions);
	for (size_t i = 0; i < count && job->output_count < JOB_OUTPUTS; i++)
		job->outputs[job->output_count++] = (struct job_output){
			arena_join(job->arena, SPAN(COMPANION_FOLDER), companions[i].name),
			companions[i].bytes};
	return true;
}

static bool render_paper(struct pipeline *p)
{
	const struct rendering rendering = {.settled = p->settled, .arena = p->job->arena,
		.diags = &p->job->diags, .place = p->paper->start, .temporary = p->request->temporary,
		.input_bytes = p->source->bytes.length + p->job->beside.bytes,
		.stamp = p->request->has_epoch ? p->request->epoch
			: p->settled->has_date ? (int64_t)p->settled->date.days * 86400 : 0};
	if (!p->request->build)
		return try_formats(&rendering);
	bool whole = true;
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		if (p->request->formats[i])
			whole = render_one(p, &rendering, i) && whole;
	return whole && (!wants_companions(p->request) || add_companions(p, &rendering));
}

static bool makes_every_format(const struct job_request *request)
{
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		if (request->build && !request->formats[i])
			return false;
	return true;
}

/* The formats find things too: they are moved and waived like all others. */
static bool settle_rest(struct pipeline *p)
{
	struct diags *diags = &p->job->diags;
	check_settle_severities(diags, p->paper, p->house);
	if (makes_every_format(p->request))
		check_unused_waivers(diags, p->paper, p->house);
	return diags_worst(diags) < SEVERITY_error;
}

/* The pipeline. Each step says itself what is wrong; the first that cannot go on ends it. */
static bool (*const steps[])(struct pipeline *) = {
	read_bytes, read_tree, is_paper, find_style, bind_paper, settle_paper, check_paper, render_paper,
	settle_rest,
};

static bool inside(struct place inner, struct place outer)
{
	return inner.source == outer.source && inner.from >= outer.from && inner.from < outer.to;
}

/* What may be exempt is not quoted, nor are numbers of persons, however early the pipeline ended. */
static void withhold(struct pipeline *p)
{
	if (!p->source)
		return;
	if (p->job->diags.count)
		check_hide_numbers(&p->job->diags, p->source->number, p->source->bytes);
	const struct place *places;
	const size_t count = paper_exempt_places(p->job->arena, p->source, p->root, &places);
	for (size_t i = 0; i < p->job->diags.count; i++)
		for (size_t k = 0; k < count; k++) {
			struct finding *f = &p->job->diags.items[i];
			f->withheld = f->withheld || inside(f->place, places[k]) || inside(f->because, places[k]);
		}
}

static void make_card(struct pipeline *p)
{
	if (!p->settled)
		return;
	p->job->reference = p->settled->reference;
	p->job->title = p->settled->title;
	p->job->body = p->settled->body;
	p->job->date_iso = p->settled->date_iso;
	p->job->final = p->settled->final;
}

static struct span folder_of(struct span path)
{
	while (path.length && path.at[path.length - 1] != '/')
		path.length--;
	return path;
}

/* "youth-centres-files/": where the page finds what is published beside it. */
static struct span companions_address(struct arena *arena, struct span base)
{
	const size_t start = folder_of(base).length;
	return arena_join(arena, span_cut(base, start, base.length), SPAN(COMPANION_FOLDER));
}

static struct beside beside_of(const struct job_request *request, struct job *job)
{
	struct beside beside = {.arena = job->arena, .diags = &job->diags, .sources = &job->sources,
		.shown = folder_of(request->name)};
	/* Names may lead up to the folder from which the outputs take theirs. */
	for (size_t i = 0; i < request->base.length; i++)
		beside.levels += request->base.at[i] == '/';
	beside.published = companions_address(job->arena, request->base);
	if (request->absolute.at)
		beside.folder = folder_of(request->absolute);
	return beside;
}

void job_run(const struct job_request *request, struct job *job)
{
	*job = (struct job){.arena = arena_new(), .outcome = JOB_refused,
		.first_style_source = 1};
	diags_init(&job->diags, job->arena);
	if (!request->styles)
		job->own_styles = styles_new();
	styles_begin(request->styles ? request->styles : job->own_styles, &job->sources, job->arena);
	job->beside = beside_of(request, job);
	struct pipeline p = {.request = request, .job = job};
	size_t step = 0;
	const size_t count = sizeof steps / sizeof *steps;
	while (step < count && steps[step](&p))
		step++;
	if (step == count)
		job->outcome = JOB_done;
	job->paper_source = p.source ? p.source->number : 0;
	job->source = p.source;
	job->root = p.root;
	if (request->fix)
		keep_read_findings(&p);
	withhold(&p);
	make_card(&p);
	report_from_diags(job->arena, &job->diags, &job->sources, &job->reported, &job->reported_count);
}

void job_release(struct job *job)
{
	for (size_t i = 0; i < JOB_FORMATS; i++)
		text_release(&job->rendered[i]);
	arena_release(job->arena);
	styles_release(job->own_styles);
	*job = (struct job){0};
}
