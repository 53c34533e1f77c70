/*
 * The council's scale of risks: scores and bands, and the matrix below a register, which shows where
 * its risks stand: likelihood down, the highest first; impact across.
 */
#include "settle/building.h"

/* A risk's likelihood or impact as a number of the scale; 0: not given or not on it. */
static uint32_t scale_value(struct settling *s, const struct record *record, const char *name,
	const struct house_text *const *names, size_t count)
{
	const struct value *v = record_value(record, name);
	if (!v)
		return 0;
	uint32_t number;
	if (span_number(v->text, &number))
		return number >= 1 && number <= count ? number : 0;
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(settle_words(s, names[i], &s->asker), v->text))
			return (uint32_t)i + 1;
	return 0;
}

static struct span band_at(const struct house_risk *risk, size_t likelihood, size_t impact)
{
	return risk->bands[(likelihood - 1) * HOUSE_SCALE + (impact - 1)];
}

const struct span *risk_bands(struct settling *s)
{
	const struct house_risk *risk = &s->house->risk;
	struct span *bands =
		ARENA_ARRAY(s->arena, struct span, risk->likelihood_count * risk->impact_count);
	for (size_t l = 1; l <= risk->likelihood_count; l++)
		for (size_t i = 1; i <= risk->impact_count; i++)
			bands[(l - 1) * risk->impact_count + (i - 1)] = band_at(risk, l, i);
	return bands;
}

struct risk_score risk_score_of(struct settling *s, const struct record *record, bool residual)
{
	const struct house_risk *risk = &s->house->risk;
	struct risk_score r = {0};
	r.likelihood = scale_value(s, record, residual ? "residual.likelihood" : "likelihood",
		risk->likelihood, risk->likelihood_count);
	r.impact = scale_value(s, record, residual ? "residual.impact" : "impact", risk->impact,
		risk->impact_count);
	r.score = r.likelihood * r.impact;
	if (r.score)
		r.band = band_at(risk, r.likelihood, r.impact);
	return r;
}

struct span risk_band_word(struct settling *s, struct span band)
{
	if (!band.at)
		return band;
	const struct span key = arena_copy(s->arena, band);
	return house_word(s->house, s->language, key.at);
}

struct span risk_scale_word(struct settling *s, uint32_t number, const struct house_text *const *names)
{
	return number && names[number - 1] ? settle_words(s, names[number - 1], &s->asker) : SPAN("");
}

/* --- the matrix */
#define LEAST_RISKS 2u /* one risk is no picture */

struct placed_risk {
	struct span name; /* as the register calls it: "R1", or its number */
	struct risk_score now, residual;
};
struct matrix {
	struct settling *s;
	const struct house_risk *scale;
	struct placed_risk *risks; /* those with a score */
	size_t count;
	bool any_residual;
};

/* Does the register print {NAME}? Without columns or a text of the style it prints the id. */
static bool register_shows(const struct house_part *part, struct span name)
{
	if (!part->column_count && !part->item)
		return span_is(name, "id");
	for (size_t i = 0; i < part->column_count; i++)
		if (house_text_asks_for(part->columns[i].text, name))
			return true;
	return !part->column_count && house_text_asks_for(part->item, name);
}

/* False: some risk has a score and no name by which readers could find it in the register. */
static bool place_risks(struct matrix *m, const struct flow *flow)
{
	const bool ids = register_shows(flow->part, SPAN("id"));
	const bool numbers = register_shows(flow->part, SPAN("number"));
	size_t count;
	const struct entry *entries = settle_entries(m->s, flow, &count);
	m->risks = ARENA_ARRAY(m->s->arena, struct placed_risk, count);
	for (size_t i = 0; i < count; i++) {
		const struct record *record = entries[i].record;
		const struct risk_score now = risk_score_of(m->s, record, false);
		if (!now.score)
			continue;
		const struct span name = ids && record->id.length ? record->id
					 : numbers                ? entries[i].number
								  : SPAN_NONE;
		if (!name.length)
			return false;
		const struct risk_score residual = risk_score_of(m->s, record, true);
		m->risks[m->count++] =
			(struct placed_risk){arena_copy(m->s->arena, name), now, residual};
		m->any_residual = m->any_residual || residual.score;
	}
	return m->count >= LEAST_RISKS;
}

static struct span names_at(const struct matrix *m, size_t likelihood, size_t impact, bool residual)
{
	struct text names = {0};
	for (size_t i = 0; i < m->count; i++) {
		const struct risk_score *at = residual ? &m->risks[i].residual : &m->risks[i].now;
		if (at->likelihood != likelihood || at->impact != impact)
			continue;
		text_add_string(&names, names.length ? ", " : "");
		text_add(&names, m->risks[i].name);
	}
	return settle_text(m->s, &names);
}

static void add_words(struct arena *arena, struct prose_node *paragraph, struct span words)
{
	prose_append(paragraph, prose_new_text(arena, words, PLACE_NONE));
}

/* "Now: R1, R3" with the ids in bold; `word` absent: the ids alone. */
static void add_names(struct matrix *m, struct prose_node *paragraph, const char *word, struct span names)
{
	struct arena *arena = m->s->arena;
	if (paragraph->first) {
		add_words(arena, paragraph, SPAN("."));
		prose_append(paragraph, prose_new(arena, PROSE_soft_break, PLACE_NONE));
	}
	if (word)
		add_words(arena, paragraph,
			arena_format(arena, "%.*s: ", SPAN_ARG(settle_word(m->s, word))));
	struct prose_node *strong = prose_new(arena, PROSE_strong, PLACE_NONE);
	prose_append(paragraph, strong);
	add_words(arena, strong, names);
}

/* The band stands in every cell in words: colour alone says nothing on paper or to the ear. */
static void put_place(struct matrix *m, struct cell *cell, size_t likelihood, size_t impact)
{
	struct arena *arena = m->s->arena;
	const struct span now = names_at(m, likelihood, impact, false);
	const struct span residual = names_at(m, likelihood, impact, true);
	const struct span band = band_at(m->scale, likelihood, impact);
	const struct span word = risk_band_word(m->s, band);
	*cell = (struct cell){.kind = CELL_text, .band = band, .shown = word.at ? word : SPAN("")};
	if (!now.length && !residual.length)
		return;
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *paragraph = prose_new(arena, PROSE_paragraph, PLACE_NONE);
	prose_append(document, paragraph);
	if (now.length)
		add_names(m, paragraph, m->any_residual ? "matrix_now" : NULL, now);
	if (residual.length)
		add_names(m, paragraph, "matrix_residual", residual);
	if (word.length)
		add_words(arena, paragraph, arena_format(arena, " (%.*s)", SPAN_ARG(word)));
	struct text plain = {0};
	prose_plain(document, &plain);
	cell->shown = settle_text(m->s, &plain);
	cell->prose = document;
}

/* "Likely (4)": a register may give the name or the number. A name that has the number keeps it. */
static struct span step_name(struct matrix *m, size_t number, const struct house_text *const *names)
{
	const struct span word = risk_scale_word(m->s, (uint32_t)number, names);
	for (size_t i = 0; i < word.length; i++)
		if (is_digit(word.at[i]))
			return word;
	return arena_format(m->s->arena, "%.*s (%zu)", SPAN_ARG(word), number);
}

static struct table *draw(struct matrix *m)
{
	struct settling *s = m->s;
	const struct house_risk *scale = m->scale;
	struct building b = building_begin(s, TABLE_matrix, settle_word(s, "risk_matrix"),
		scale->impact_count + 1);
	b.table->anchor = arena_format(s->arena, "_m%u", ++s->matrices);
	b.columns[0] = (struct column){settle_word(s, "likelihood"), CELL_text, MONEY_POUNDS};
	for (size_t i = 1; i <= scale->impact_count; i++)
		b.columns[i] = (struct column){step_name(m, i, scale->impact), CELL_text, MONEY_POUNDS};
	for (size_t l = scale->likelihood_count; l > 0; l--) {
		struct cell *cells = building_row(&b, false);
		cell_put_text(&cells[0], step_name(m, l, scale->likelihood));
		for (size_t i = 1; i <= scale->impact_count; i++)
			put_place(m, &cells[i], l, i);
	}
	return b.table;
}

void settle_matrix(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	struct matrix m = {.s = s, .scale = &s->house->risk};
	if (m.scale->no_matrix || !m.scale->likelihood_count || !m.scale->impact_count)
		return;
	if (place_risks(&m, flow))
		prose_append(body, settle_table_node(s, draw(&m)));
}
