/* Scores of risks against the council's own scale: a number from 1, or a name. */
#include "check/themes.h"

#include <inttypes.h>

static bool is_on_scale(const struct checking *what, struct span typed,
	const struct house_text *const *names, size_t count)
{
	uint32_t number;
	if (span_number(typed, &number))
		return number >= 1 && number <= count;
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(typed, check_words_of(what, names[i])))
			return true;
	return false;
}

static void check_risk(const struct checking *what, const struct record *risk)
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
		if (is_on_scale(what, value->text, scores[i].names, scores[i].count))
			continue;
		diag_add(what->diags, FINDING_risk_score, value->place, value->text,
			span_of(scores[i].name),
			arena_format(what->arena, "%zu", scores[i].count));
	}
}

void check_risks(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		for (size_t k = 0; part->decl->kind == PART_risks && k < part->item_count; k++)
			check_risk(what, &part->items[k]);
	}
}
