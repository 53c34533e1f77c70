#include "run/trial.h"

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
	make_report(request, trial);
}

void trial_release(struct trial *trial)
{
	arena_release(trial->arena);
	*trial = (struct trial){0};
}
