#include "run/trial.h"

#include "author/author.h"

static struct span list_days(struct arena *arena, const struct checked_editions *editions)
{
	struct text list = {0};
	const size_t count = editions->count ? editions->count : 1;
	text_format(&list, "%zu edition%s", count, count == 1 ? "" : "s");
	for (size_t i = 0; i < editions->count; i++) {
		text_add_string(&list, i == 0 ? " (" : ", ");
		date_write_iso(&list, editions->days[i]);
	}
	if (editions->count)
		text_add_char(&list, ')');
	const struct span kept = arena_copy(arena, text_span(&list));
	text_release(&list);
	return kept;
}

static struct words asked(const struct trial_request *request)
{
	return (struct words){.text = request->style, .place = PLACE_NONE};
}

static bool cannot_be_read(const struct trial *trial)
{
	for (size_t i = 0; i < trial->diags.count; i++)
		if (trial->diags.items[i].id == FINDING_cannot_read)
			return true;
	return false;
}

/* What is said of no file is said of the style's. */
static void make_report(const struct trial_request *request, struct trial *trial)
{
	report_from_diags(trial->arena, &trial->diags, &trial->sources, &trial->reported,
		&trial->reported_count);
	for (size_t i = 0; i < trial->reported_count; i++)
		if (!trial->reported[i].file.at)
			trial->reported[i].file = request->path;
}

/* --- the example paper of one edition */

/* The number that a source of the job has among those of the trial; 0: it is not one of them. */
static uint32_t number_here(const struct trial *trial, const struct source *source)
{
	for (uint32_t number = 1; source && number <= trial->sources.count; number++)
		if (span_same(sources_at(&trial->sources, number)->name, source->name))
			return number;
	return 0;
}

/* Where the style speaks of what stands there in the example; else the style as a whole. */
static struct place place_in_style(const struct example *example, const struct house *house,
	struct place place)
{
	for (size_t i = 0; i < example->count; i++)
		if (place.from >= example->pieces[i].from && place.from < example->pieces[i].to)
			return example->pieces[i].place;
	return (struct place){house->source->number, 0, 0};
}

static void take_finding(struct trial *trial, const struct job *job, const struct example *example,
	const struct house *house, const struct finding *from)
{
	if (from->id == FINDING_before_first_edition)
		return; /* the style it extends has an older edition */
	struct place place = from->place;
	const bool in_example = place.source == job->paper_source;
	if (in_example)
		place = place_in_style(example, house, place);
	else
		place.source = number_here(trial, sources_at(&job->sources, place.source));
	struct text help = {0};
	finding_help(from, &help);
	if (in_example)
		text_format(&help, "%sIt stands in the style's example paper: `cabpaper new --example --style %.*s FILE` writes it.",
			help.length ? " " : "", SPAN_ARG(house->key));
	struct finding *f = diag_add(&trial->diags, from->id, place, from->arguments[0],
		from->arguments[1], from->arguments[2]);
	f->severity = from->severity;
	f->help = arena_copy(trial->arena, text_span(&help));
	text_release(&help);
}

/* As `build` would make it; nothing is written. */
static void try_example(const struct trial_request *request, struct trial *trial,
	const struct date *date)
{
	struct diags known; /* of the style itself: they were found before */
	struct example example;
	diags_init(&known, trial->arena);
	struct house_search search = *request->search;
	const struct house *house = house_load(trial->arena, &trial->sources, &known, &search,
		asked(request), date);
	if (!house)
		return;
	trial->name = house->name;
	author_example(trial->arena, house, date, &(struct beginning){.title = SPAN_NONE}, &example);
	const struct job_request paper = {.bytes = text_span(&example.paper),
		.name = SPAN("(the example paper)"), .search = request->search, .build = true,
		.formats = {true, true, true}, .operand = true};
	struct job job;
	job_run(&paper, &job);
	for (size_t i = 0; i < job.diags.count; i++)
		take_finding(trial, &job, &example, house, &job.diags.items[i]);
	job_release(&job);
	text_release(&example.paper);
}

void trial_run(const struct trial_request *request, struct trial *trial)
{
	*trial = (struct trial){.arena = arena_new()};
	sources_init(&trial->sources, trial->arena);
	diags_init(&trial->diags, trial->arena);
	const struct checked_editions editions = house_check(trial->arena, &trial->sources,
		&trial->diags, request->search, asked(request));
	trial->unreadable = !editions.read && cannot_be_read(trial);
	if (editions.read)
		trial->editions = list_days(trial->arena, &editions);
	if (editions.read && diags_worst(&trial->diags) < SEVERITY_error) {
		for (size_t i = 0; i < editions.count; i++)
			try_example(request, trial, &editions.days[i]);
		try_example(request, trial, NULL);
	}
	make_report(request, trial);
}

void trial_release(struct trial *trial)
{
	arena_release(trial->arena);
	*trial = (struct trial){0};
}
