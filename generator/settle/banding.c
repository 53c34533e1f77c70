/*
 * Scores and bands of a register as formulas, so that in the workbook they follow when a likelihood or
 * an impact is changed. A cell becomes a formula only where the formula gives what stands there.
 */
#include "settle/building.h"

#include <string.h>

#include "settle/sheet_name.h"

struct register_columns {
	struct settling *s;
	struct building *b;
	const struct span *names; /* what each column shows: "likelihood", "residual.score" */
};

static bool shows(const struct register_columns *r, size_t column, const char *prefix, const char *name)
{
	const struct span said = r->names[column];
	return span_starts(said, prefix) && span_is(span_cut(said, strlen(prefix), said.length), name);
}

/* Is it a number, or words and nothing else? */
static bool is_plain(const struct cell *cell, enum cell_kind kind)
{
	return cell->kind == kind && (kind == CELL_number || (cell->shown.length && !cell->prose));
}

/* The first column that shows it alone: a text around it ("{score} of 25") makes other cells. */
static size_t column_of(const struct register_columns *r, const char *prefix, const char *name,
	enum cell_kind kind)
{
	const struct table *table = r->b->table;
	for (size_t c = 0; c < table->column_count; c++) {
		if (!shows(r, c, prefix, name))
			continue;
		for (size_t i = 0; i < table->row_count; i++)
			if (is_plain(&table->rows[i].cells[c], kind))
				return c;
	}
	return NO_COLUMN;
}

static struct banding_axis axis_of(const struct register_columns *r, const char *prefix,
	const char *name, const char *names_name, const struct house_text *const *texts, size_t steps)
{
	struct banding_axis axis = {.column = column_of(r, prefix, name, CELL_number), .steps = steps};
	if (axis.column != NO_COLUMN)
		return axis;
	axis.column = column_of(r, prefix, names_name, CELL_text);
	if (axis.column == NO_COLUMN)
		return axis;
	struct span *names = ARENA_ARRAY(r->s->arena, struct span, steps);
	for (size_t i = 0; i < steps; i++)
		names[i] = risk_scale_word(r->s, (uint32_t)i + 1, texts);
	axis.names = names;
	return axis;
}

/* Does the band follow from the score alone? With `bands: {red: 15-25}` it does. */
static bool is_by_score(const struct banding *banding)
{
	const size_t across = banding->impact.steps, count = banding->likelihood.steps * across;
	struct span of_score[HOUSE_SCALE * HOUSE_SCALE + 1] = {{0}};
	for (size_t at = 0; at < count; at++) {
		const size_t score = (at / across + 1) * (at % across + 1);
		if (of_score[score].at && !span_same(of_score[score], banding->bands[at]))
			return false;
		of_score[score] = banding->bands[at];
	}
	return true;
}

/* --- what a row says; 0: nothing that is on the scale */
static size_t step_in(const struct row *row, const struct banding_axis *axis)
{
	if (axis->column == NO_COLUMN)
		return 0;
	const struct cell *cell = &row->cells[axis->column];
	if (!axis->names)
		return is_plain(cell, CELL_number) && cell->amount > 0 && cell->amount <= (int64_t)axis->steps
			       ? (size_t)cell->amount : 0;
	for (size_t i = 0; i < axis->steps && is_plain(cell, CELL_text); i++)
		if (sheet_name_same(cell->shown, axis->names[i])) /* as a spreadsheet looks it up */
			return i + 1;
	return 0;
}

static size_t score_in(const struct row *row, const struct banding *banding)
{
	if (banding->score == NO_COLUMN)
		return 0;
	const struct cell *cell = &row->cells[banding->score];
	const size_t most = banding->likelihood.steps * banding->impact.steps;
	return is_plain(cell, CELL_number) && cell->amount > 0 && cell->amount <= (int64_t)most
		       ? (size_t)cell->amount : 0;
}

/* The word of the band that follows: from the score where that is enough, else from the steps. */
static struct span word_in(const struct row *row, const struct banding *banding, size_t l, size_t i)
{
	const size_t score = score_in(row, banding), across = banding->impact.steps;
	if (banding->by_score && banding->score != NO_COLUMN) {
		for (size_t at = 0; score && at < banding->likelihood.steps * across; at++)
			if ((at / across + 1) * (at % across + 1) == score)
				return banding->words[at];
		return SPAN_NONE;
	}
	return l && i ? banding->words[(l - 1) * across + (i - 1)] : SPAN_NONE;
}

static void add_formulas(struct row *row, const struct banding *banding)
{
	struct cell *cells = (struct cell *)row->cells;
	const size_t l = step_in(row, &banding->likelihood), i = step_in(row, &banding->impact);
	const size_t score = score_in(row, banding);
	if (score && l * i == score) {
		const bool numbers = !banding->likelihood.names && !banding->impact.names;
		cells[banding->score].formula = (struct formula){
			.kind = numbers ? FORMULA_product : FORMULA_score, .banding = banding,
			.from = (uint32_t)banding->likelihood.column, .to = (uint32_t)banding->impact.column};
	}
	if (banding->band == NO_COLUMN)
		return;
	struct cell *band = &cells[banding->band];
	const struct span word = word_in(row, banding, l, i);
	if (is_plain(band, CELL_text) && word.length && span_same(band->shown, word))
		band->formula = (struct formula){.kind = FORMULA_band, .banding = banding};
}

static void set_banding(const struct register_columns *r, const char *prefix, struct banding *banding)
{
	struct settling *s = r->s;
	const struct house_risk *risk = &s->house->risk;
	banding->likelihood = axis_of(r, prefix, "likelihood", "likelihood.name", risk->likelihood,
		risk->likelihood_count);
	banding->impact = axis_of(r, prefix, "impact", "impact.name", risk->impact, risk->impact_count);
	banding->score = column_of(r, prefix, "score", CELL_number);
	banding->band = column_of(r, prefix, "band", CELL_text);
	const size_t count = risk->likelihood_count * risk->impact_count;
	struct span *words = ARENA_ARRAY(s->arena, struct span, count);
	banding->bands = risk_bands(s);
	for (size_t i = 0; i < count; i++)
		words[i] = i && span_same(banding->bands[i], banding->bands[i - 1]) ? words[i - 1]
			: risk_band_word(s, banding->bands[i]);
	banding->words = words;
	banding->by_score = is_by_score(banding);
}

void settle_bandings(struct settling *s, struct building *b, const struct span *names)
{
	static const char *const prefixes[] = {"", "residual."};
	const struct register_columns r = {s, b, names};
	const struct house_risk *risk = &s->house->risk;
	if (!risk->likelihood_count || !risk->impact_count)
		return;
	struct banding *bandings = ARENA_ARRAY(s->arena, struct banding, 2);
	for (size_t n = 0; n < 2; n++) {
		set_banding(&r, prefixes[n], &bandings[n]);
		for (size_t i = 0; i < b->table->row_count; i++)
			add_formulas(&b->rows[i], &bandings[n]);
	}
	b->table->bandings = bandings;
	b->table->banding_count = 2;
}
