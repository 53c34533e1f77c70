/* How long a part, a fact or the whole paper may be, and how short. */
#include "check/themes.h"

#include <inttypes.h>

/* What is held against a limit, and where it stands. */
struct measured {
	struct span name;
	struct place place;
	uint32_t count;
};

static struct span count_of(const struct checking *what, uint32_t count, const char *unit)
{
	return arena_format(what->arena, "%" PRIu32 " %s%s", count, unit, count == 1 ? "" : "s");
}

static void hold(const struct checking *what, const struct limit *limit,
	const struct measured *measured, const char *unit)
{
	if (!limit->set)
		return;
	const bool over = limit->most && measured->count > limit->most;
	const bool under = limit->least && measured->count < limit->least;
	if (!over && !under)
		return;
	diag_add(what->diags, over ? FINDING_too_long : FINDING_too_short, measured->place,
		measured->name, count_of(what, measured->count, unit),
		arena_format(what->arena, "%" PRIu32, over ? limit->most : limit->least));
}

static void hold_all(const struct checking *what, const struct limits *limits,
	const struct measure *measure, struct measured measured, uint32_t items)
{
	const struct {
		const struct limit *limit;
		uint32_t count;
		const char *unit;
	} kinds[] = {
		{&limits->words, measure->words, "word"},
		{&limits->characters, measure->characters, "character"},
		{&limits->sentences, measure->sentences, "sentence"},
		{&limits->items, items, "item"},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		measured.count = kinds[i].count;
		hold(what, kinds[i].limit, &measured, kinds[i].unit);
	}
}

/* Reading every word costs time, and few parts have such a limit. */
static bool limits_words(const struct limits *limits)
{
	return limits->words.set || limits->characters.set || limits->sentences.set;
}

static bool is_read_aloud(const struct value *value)
{
	return !span_is(value->name, "id") &&
	       (value->kind == VALUE_text || value->kind == VALUE_prose || value->kind == VALUE_list);
}

static void measure_value(const struct checking *what, const struct value *value,
	struct measure *measure)
{
	if (value->prose)
		measure_add(measure, check_plain(what, value->prose));
	else
		measure_add(measure, value->text);
}

static void measure_part(const struct checking *what, const struct part *part,
	struct measure *measure)
{
	for (size_t i = 0; i < part->passage_count; i++)
		measure_add(measure, check_plain(what, part->passages[i].prose));
	for (size_t i = 0; i < part->item_count; i++)
		for (size_t k = 0; k < part->items[i].value_count; k++)
			if (is_read_aloud(&part->items[i].values[k]))
				measure_value(what, &part->items[i].values[k], measure);
}

static void check_value_limits(const struct checking *what, const struct limits *limits,
	const struct value *value)
{
	if (!value || !value->right || value->none)
		return;
	struct measure measure = {0};
	if (limits_words(limits))
		measure_value(what, value, &measure);
	const size_t items = value->people_count ? value->people_count : value->list_count;
	hold_all(what, limits, &measure,
		(struct measured){.name = value->name, .place = value->place}, (uint32_t)items);
}

static void check_field_limits(const struct checking *what, const struct part *part,
	const struct house_field *field)
{
	for (size_t i = 0; i < part->field_count; i++)
		if (span_same(part->fields[i].name, field->decl->name))
			check_value_limits(what, &field->limits, &part->fields[i]);
	for (size_t i = 0; i < part->item_count; i++)
		for (size_t k = 0; k < part->items[i].value_count; k++)
			if (span_same(part->items[i].values[k].name, field->decl->name))
				check_value_limits(what, &field->limits, &part->items[i].values[k]);
}

static void check_part_limits(const struct checking *what, const struct part *part)
{
	const struct house_part *house = house_part(what->house, part->decl->key);
	if (!house || part->none || part->empty)
		return;
	struct measure measure = {0};
	if (limits_words(&house->limits))
		measure_part(what, part, &measure);
	const size_t items = part->item_count ? part->item_count : part->passage_count;
	hold_all(what, &house->limits, &measure,
		(struct measured){.name = check_part_name(what, house), .place = part->place},
		(uint32_t)items);
	for (size_t i = 0; i < house->field_count; i++)
		check_field_limits(what, part, &house->fields[i]);
}

/* Words as they are printed, the style's own among them; the rest as the author wrote it. */
static void check_whole_paper(const struct checking *what)
{
	const struct limits *limits = &what->house->limits;
	const bool measured = limits->characters.set || limits->sentences.set;
	struct measure measure = {0};
	for (size_t i = 0; i < what->paper->part_count && measured; i++)
		if (!what->paper->parts[i].none)
			measure_part(what, &what->paper->parts[i], &measure);
	measure.words = (uint32_t)what->settled->words;
	hold_all(what, limits, &measure,
		(struct measured){.name = SPAN("the paper"), .place = what->paper->start}, 0);
}

void check_limits(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++)
		check_part_limits(what, &what->paper->parts[i]);
	for (size_t i = 0; i < what->house->fact_count; i++)
		check_value_limits(what, &what->house->facts[i].limits,
			paper_fact(what->paper, what->house->facts[i].name));
	check_whole_paper(what);
}
