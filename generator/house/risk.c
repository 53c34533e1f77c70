/* `risk:` of a style: the names of the scale, and the band of each score. */
#include "house/reading.h"

struct risk_reading {
	const struct node *likelihood, *impact, *bands, *matrix;
	bool draw_matrix;
};

static size_t read_scale(const struct reading *r, const struct node *node, const char *what,
	const struct house_text **names)
{
	if (!node || !wants(r, node, NODE_list, what))
		return 0;
	if (node->count == 0 || node->count > HOUSE_SCALE) {
		bad_word(r, node, "1 to 10 names, the lowest first");
		return 0;
	}
	for (size_t i = 0; i < node->count; i++)
		names[i] = text_parse(r, node->items[i], ASKS_nothing);
	return node->count;
}

static void bad_band(const struct reading *r, struct place place, size_t score)
{
	diag_add(r->diags, FINDING_style_bad_band, place, arena_format(r->arena, "%zu", score),
		SPAN_NONE, SPAN_NONE);
}

#define LAST_SCORE (HOUSE_SCALE * HOUSE_SCALE)

/* "6-14" or "6"; false if it is neither. */
static bool read_scores(struct span s, uint32_t *first, uint32_t *last)
{
	s = span_trim(s);
	const size_t dash = span_find(s, SPAN("-"));
	if (dash == SIZE_MAX) {
		*last = 0;
		return span_number(s, first) && (*last = *first) > 0 && *last <= LAST_SCORE;
	}
	return span_number(span_trim(span_cut(s, 0, dash)), first) &&
	       span_number(span_trim(span_cut(s, dash + 1, s.length)), last) && *first > 0 &&
	       *first <= *last && *last <= LAST_SCORE;
}

static void read_band(const struct reading *r, const struct pair *pair, struct span *of_score)
{
	uint32_t first, last;
	if (pair->value->kind != NODE_scalar || !read_scores(pair->value->text, &first, &last)) {
		bad_word(r, pair->value, "scores as 6-14");
		return;
	}
	for (uint32_t score = first; score <= last; score++) {
		if (of_score[score].at) {
			bad_band(r, pair->value->place, score);
			return;
		}
		of_score[score] = pair->key->text;
	}
}

/* Only scores that are a product can come out; the first of them without a band is told. */
static void read_bands(const struct reading *r, const struct node *node, struct house_risk *risk)
{
	struct span of_score[LAST_SCORE + 1] = {{0}};
	const size_t faults = r->diags->count;
	for (size_t i = 0; i < node->count; i++)
		if (!is_none(node->pairs[i].value))
			read_band(r, &node->pairs[i], of_score);
	size_t lowest = 0;
	for (size_t l = 1; l <= risk->likelihood_count; l++)
		for (size_t i = 1; i <= risk->impact_count; i++) {
			struct span band = of_score[l * i];
			risk->bands[(l - 1) * HOUSE_SCALE + (i - 1)] = band;
			if (!band.at && (!lowest || l * i < lowest))
				lowest = l * i;
		}
	if (lowest && r->diags->count == faults)
		bad_band(r, node->place, lowest);
}

static void read_matrix(const struct reading *r, const struct node *node, struct house_risk *risk)
{
	if (node->count != risk->likelihood_count) {
		bad_word(r, node, "one list of bands for each likelihood, the lowest first");
		return;
	}
	for (size_t l = 0; l < node->count; l++) {
		const struct node *row = node->items[l];
		if (row->kind != NODE_list || row->count != risk->impact_count) {
			bad_word(r, row, "one band for each impact, the lowest first");
			continue;
		}
		for (size_t i = 0; i < row->count; i++) {
			const struct span band = wants_text(r, row->items[i], "a band");
			risk->bands[l * HOUSE_SCALE + i] = band;
			if (band.at && !band.length)
				bad_word(r, row->items[i], "the name of a band");
		}
	}
}

static const struct field risk_fields[] = {
	{"likelihood", read_node, offsetof(struct risk_reading, likelihood), true,
		"The names of the scale, the lowest first.", NULL},
	{"impact", read_node, offsetof(struct risk_reading, impact), true,
		"The names of the scale, the lowest first.", NULL},
	{"bands", read_node, offsetof(struct risk_reading, bands), false,
		"The bands and the scores of each; every score has one band.", NULL},
	{"matrix", read_node, offsetof(struct risk_reading, matrix), false,
		"The band of each likelihood and impact, in place of bands.", NULL},
	{"draw_matrix", read_flag, offsetof(struct risk_reading, draw_matrix), false,
		"Whether pages show below a register where its risks stand on the scale.", NULL},
};
const struct shape risk_shape = SHAPE("risk", risk_fields);

void read_risk(const struct reading *r, const struct node *node, struct house_risk *risk)
{
	struct risk_reading read = {.draw_matrix = true};
	if (!reading_bind(r, &risk_shape, node, &read))
		return;
	risk->no_matrix = !read.draw_matrix;
	risk->likelihood_count = read_scale(r, read.likelihood, "likelihood", risk->likelihood);
	risk->impact_count = read_scale(r, read.impact, "impact", risk->impact);
	if (!risk->likelihood_count || !risk->impact_count)
		return;
	if (read.bands && is_none(read.bands))
		read.bands = NULL;
	if (read.matrix && is_none(read.matrix))
		read.matrix = NULL;
	if (read.bands && wants(r, read.bands, NODE_mapping, "bands"))
		read_bands(r, read.bands, risk);
	else if (read.matrix && wants(r, read.matrix, NODE_list, "matrix"))
		read_matrix(r, read.matrix, risk);
	else if (!read.bands && !read.matrix)
		diag_add(r->diags, FINDING_style_missing, node->place, SPAN("risk"), SPAN("bands"),
			SPAN_NONE);
}
