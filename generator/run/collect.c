#include "run/collect.h"

void collect_init(struct collected *collected, struct arena *arena)
{
	*collected = (struct collected){.arena = arena};
}

static void add_one(struct collected *collected, const struct reported *from)
{
	struct arena *arena = collected->arena;
	ARENA_GROW(arena, collected->reported, collected->count, collected->capacity);
	struct reported *r = &collected->reported[collected->count++];
	*r = *from;
	struct span *const spans[] = {&r->file, &r->because_file, &r->sentence, &r->help,
		&r->source_line, &r->because_text, &r->waived_by, &r->waived_why,
		&r->edit.text};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		*spans[i] = arena_copy(arena, *spans[i]);
	if (r->severity > collected->worst)
		collected->worst = r->severity;
}

void collect(struct collected *collected, const struct reported *reported, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_one(collected, &reported[i]);
}

void collect_result(struct collected *collected, const struct job_result *result)
{
	collect(collected, result->reported, result->reported_count);
	collected->left_out += result->left_out;
	if (result->worst > collected->worst)
		collected->worst = result->worst;
}

void collect_found(struct collected *collected, const struct found *found)
{
	collect(collected, found->findings, found->finding_count);
}

void collect_sort(struct collected *collected)
{
	report_sort(collected->reported, &collected->count);
	report_fingerprints(collected->arena, collected->reported, collected->count);
}

void collect_print(struct collected *collected, enum severity show, bool colour, struct text *into)
{
	const struct report_options options = {.colour = colour, .show = show};
	report_sort(collected->reported, &collected->count);
	report_text(collected->reported, collected->count, &options, into);
}
