/*
 * Scores of risks against the council's own scale, a number from 1 or a name; risks that get graver by
 * what is done about them, and the gravest that nobody does anything about.
 */
#include "check/themes.h"

#include <inttypes.h>

/* The number of the scale that was typed, or whose name was; 0: neither. */
static uint32_t scale_number(const struct checking *what, struct span typed,
	const struct house_text *const *names, size_t count)
{
	uint32_t number;
	if (span_number(typed, &number))
		return number <= count ? number : 0;
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(typed, check_words_of(what, names[i])))
			return (uint32_t)i + 1;
	return 0;
}

static void check_scores(const struct checking *what, const struct record *risk)
{
	const struct house_risk *scale = &what->house->risk;
	const struct {
		const char *field, *name;
		const struct house_text *const *names;
		size_t count;
	} scores[] = {
		{"likelihood", "likelihood", scale->likelihood, scale->likelihood_count},
		{"impact", "impact", scale->impact, scale->impact_count},
		{"residual.likelihood", "likelihood", scale->likelihood, scale->likelihood_count},
		{"residual.impact", "impact", scale->impact, scale->impact_count},
	};
	for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
		const struct value *value = record_value(risk, scores[i].field);
		if (!value || !value->right || !scores[i].count)
			continue;
		if (scale_number(what, value->text, scores[i].names, scores[i].count))
			continue;
		diag_add(what->diags, FINDING_risk_score, value->place, value->text,
			span_of(scores[i].name),
			arena_format(what->arena, "%zu", scores[i].count));
	}
}

/* --- what the scores mean */

struct place_on_scale {
	uint32_t likelihood, impact;
};

static uint32_t number_of(const struct checking *what, const struct record *risk, const char *field,
	const struct house_text *const *names, size_t count)
{
	const struct value *value = record_value(risk, field);
	return value && value->right ? scale_number(what, value->text, names, count) : 0;
}

static struct place_on_scale place_of(const struct checking *what, const struct record *risk, bool residual)
{
	const struct house_risk *scale = &what->house->risk;
	return (struct place_on_scale){
		number_of(what, risk, residual ? "residual.likelihood" : "likelihood", scale->likelihood,
			scale->likelihood_count),
		number_of(what, risk, residual ? "residual.impact" : "impact", scale->impact,
			scale->impact_count)};
}

/* The id, or what the risk is. */
static struct span name_of(const struct checking *what, const struct record *risk)
{
	const struct value *words = record_value(risk, "risk");
	if (risk->id.length || !words)
		return risk->id;
	return words->prose ? check_plain(what, words->prose) : words->text;
}

static void check_residual(const struct checking *what, const struct record *risk)
{
	const struct place_on_scale now = place_of(what, risk, false), left = place_of(what, risk, true);
	const uint32_t score = now.likelihood * now.impact, residual = left.likelihood * left.impact;
	if (!score || residual <= score)
		return;
	struct finding *finding = diag_add(what->diags, FINDING_residual_higher,
		record_value(risk, "residual.impact")->place, name_of(what, risk),
		arena_format(what->arena, "%u", residual), arena_format(what->arena, "%u", score));
	finding->because = record_value(risk, "impact")->place;
}

/* The band of what is most likely and worst: the last of `bands`, however they are listed. */
static struct span highest_band(const struct house_risk *scale)
{
	return scale->bands[(scale->likelihood_count - 1) * HOUSE_SCALE + (scale->impact_count - 1)];
}

/* A register whose columns or item have no room for a field does not ask for it. */
static bool register_asks_for(const struct house_part *part, struct span name)
{
	if (!part || (!part->column_count && !part->item))
		return true;
	for (size_t i = 0; i < part->column_count; i++)
		if (house_text_asks_for(part->columns[i].text, name))
			return true;
	return !part->column_count && house_text_asks_for(part->item, name);
}

static bool lacks(const struct checking *what, const struct house_part *part, const struct record *risk,
	const char *field)
{
	if (!register_asks_for(part, span_of(field)))
		return false;
	const struct value *value = record_value(risk, field);
	return !value || (value->prose ? !check_plain(what, value->prose).length : !value->text.length);
}

static void check_managed(const struct checking *what, const struct house_part *part,
	const struct record *risk)
{
	const struct house_risk *scale = &what->house->risk;
	const struct place_on_scale at = place_of(what, risk, false);
	if (!at.likelihood || !at.impact)
		return;
	const struct span band = scale->bands[(at.likelihood - 1) * HOUSE_SCALE + (at.impact - 1)];
	const struct span highest = highest_band(scale);
	const bool mitigation = lacks(what, part, risk, "mitigation"), owner = lacks(what, part, risk, "owner");
	if (!band.at || !span_same(band, highest) || (!mitigation && !owner))
		return;
	diag_add(what->diags, FINDING_risk_unmanaged, risk->place, name_of(what, risk), band,
		mitigation && owner ? SPAN("mitigation and no owner")
		: mitigation        ? SPAN("mitigation")
				    : SPAN("owner"));
}

void check_risks(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		const struct house_part *house = house_part(what->house, part->decl->key);
		for (size_t k = 0; part->decl->kind == PART_risks && k < part->item_count; k++) {
			check_scores(what, &part->items[k]);
			check_residual(what, &part->items[k]);
			check_managed(what, house, &part->items[k]);
		}
	}
}
