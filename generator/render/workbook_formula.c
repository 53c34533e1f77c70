/*
 * Formulas of the workbook's cells: sums and differences of figures, scores and bands of risks. Each is
 * written with its value, which the same cells gave when the paper was settled.
 */
#include <assert.h>
#include <string.h>

#include "render/workbook_plan.h"
#include "settle/sheet_name.h"

#define FORMULA_UNITS 8192 /* Excel's limit for a formula; ours are held to it in bytes */
#define FORMULA_TEXT_UNITS 255 /* ...and for a text inside it */

void formula_column(struct text *into, size_t column)
{
	char letters[4];
	size_t n = 0;
	for (size_t c = column + 1; c; c = (c - 1) / 26)
		letters[n++] = (char)('A' + (c - 1) % 26);
	while (n)
		text_add_char(into, letters[--n]);
}

static void add_reference(struct text *into, size_t row, size_t column)
{
	formula_column(into, column);
	text_format(into, "%zu", row + 2);
}

static void add_range(struct text *into, size_t row, size_t column, size_t last_row, size_t last_column)
{
	add_reference(into, row, column);
	text_add_char(into, ':');
	add_reference(into, last_row, last_column);
}

/* In quotes, those inside it doubled. */
static void add_quoted(struct text *into, char quote, const char *words)
{
	text_add_char(into, quote);
	for (const char *c = words; *c; c++) {
		if (*c == quote)
			text_add_char(into, quote);
		text_add_char(into, *c);
	}
	text_add_char(into, quote);
}

void formula_words(struct text *into, const char *words)
{
	add_quoted(into, '"', words);
}

/* SUMIF reads * ? ~ and a leading < > = in its own way, and takes "Capital" for "capital". */
static bool sum_if_is_exact(const struct table *table, const struct formula *f)
{
	for (size_t i = 0; i < f->key.length; i++)
		if (memchr("*?~<>=", f->key.at[i], 6))
			return false;
	for (size_t r = f->from; r <= f->to; r++) {
		const struct span said = table->rows[r].cells[f->by].shown;
		if (!span_same(said, f->key) && sheet_name_same(said, f->key))
			return false;
	}
	return f->key.length > 0;
}

static void add_sum_if(struct text *into, const struct table *table, const struct formula *f,
	const char *key, size_t column)
{
	const bool simple = sum_if_is_exact(table, f);
	text_add_string(into, simple ? "SUMIF(" : "SUMPRODUCT(--EXACT(");
	add_range(into, f->from, f->by, f->to, f->by);
	text_add_char(into, ',');
	formula_words(into, key);
	text_add_string(into, simple ? "," : "),");
	add_range(into, f->from, column, f->to, column);
	text_add_char(into, ')');
}

void formula_sheet(struct text *into, const char *name)
{
	add_quoted(into, '\'', name);
	text_add_char(into, '!');
}

static void add_difference(struct text *into, const struct formula *f, size_t column, const char *sheet)
{
	for (int side = 0; side < 2; side++) {
		const bool first = (side == 0) != f->turned;
		if (side)
			text_add_char(into, '-');
		if (first && f->other)
			formula_sheet(into, sheet);
		add_reference(into, first ? f->from : f->to, first && f->other ? f->by : column);
	}
}

/* --- risks */
/* MATCH takes * ? ~ in its own way, and finds the first of two names that differ in case alone. */
static bool match_is_exact(const struct banding_axis *axis)
{
	for (size_t i = 0; i < axis->steps; i++) {
		const struct span name = axis->names[i];
		if (!name.length || name.length > FORMULA_TEXT_UNITS)
			return false;
		for (size_t k = 0; k < name.length; k++)
			if (memchr("*?~", name.at[k], 3))
				return false;
		for (size_t k = 0; k < i; k++)
			if (sheet_name_same(name, axis->names[k]))
				return false;
	}
	return true;
}

static bool axis_is_possible(const struct banding_axis *axis)
{
	return axis->column != NO_COLUMN && (!axis->names || match_is_exact(axis));
}

/* The number of the step: what the cell holds, or the place of its name on the scale. */
static void add_step(struct arena *arena, struct text *into, size_t row, const struct banding_axis *axis)
{
	if (!axis->names) {
		add_reference(into, row, axis->column);
		return;
	}
	text_add_string(into, "MATCH(");
	add_reference(into, row, axis->column);
	text_add_char(into, ',');
	for (size_t i = 0; i < axis->steps; i++) {
		text_add_char(into, i ? ',' : '{');
		formula_words(into, sheet_text(arena, axis->names[i]).at);
	}
	text_add_string(into, "},0)");
}

/* IF(E2>=15,"red",IF(E2>=6,"amber",IF(E2>=1,"green",""))): each band from its lowest score up. */
static void add_band_of_score(struct arena *arena, struct text *into, size_t row,
	const struct banding *b)
{
	const size_t across = b->impact.steps, count = b->likelihood.steps * across;
	struct span of_score[HOUSE_SCALE * HOUSE_SCALE + 1] = {{0}};
	for (size_t at = 0; at < count; at++)
		of_score[(at / across + 1) * (at % across + 1)] = b->words[at];
	size_t open = 0;
	for (size_t score = count; score > 0; score--) {
		size_t below = score - 1;
		while (below && !of_score[below].at)
			below--;
		if (!of_score[score].at || (below && span_same(of_score[below], of_score[score])))
			continue;
		text_add_string(into, "IF(");
		add_reference(into, row, b->score);
		text_format(into, ">=%zu,", score);
		formula_words(into, sheet_text(arena, of_score[score]).at);
		text_add_char(into, ',');
		open++;
	}
	text_add_string(into, "\"\"");
	text_add_repeated(into, ')', open);
}

/* IF(C2*D2,INDEX({"low","low";"low","high"},C2,D2),""): an empty cell is no step, but INDEX takes it. */
static void add_band_of_steps(struct arena *arena, struct text *into, size_t row,
	const struct banding *b)
{
	const size_t across = b->impact.steps, count = b->likelihood.steps * across;
	const bool numbers = !b->likelihood.names && !b->impact.names;
	if (numbers) {
		text_add_string(into, "IF(");
		add_reference(into, row, b->likelihood.column);
		text_add_char(into, '*');
		add_reference(into, row, b->impact.column);
		text_add_char(into, ',');
	}
	text_add_string(into, "INDEX({");
	for (size_t at = 0; at < count; at++) {
		if (at)
			text_add_char(into, at % across ? ',' : ';');
		formula_words(into, sheet_text(arena, b->words[at]).at);
	}
	text_add_string(into, "},");
	add_step(arena, into, row, &b->likelihood);
	text_add_char(into, ',');
	add_step(arena, into, row, &b->impact);
	text_add_string(into, numbers ? "),\"\")" : ")");
}

static bool words_are_possible(const struct banding *b)
{
	for (size_t at = 0; at < b->likelihood.steps * b->impact.steps; at++)
		if (!b->words[at].length || b->words[at].length > FORMULA_TEXT_UNITS)
			return false;
	return true;
}

/* False: it would be misread; what stands there stands alone. */
static bool add_risk(struct arena *arena, struct text *into, size_t row, const struct formula *f)
{
	const struct banding *b = f->banding;
	const bool steps = axis_is_possible(&b->likelihood) && axis_is_possible(&b->impact);
	text_add_char(into, '=');
	if (f->kind == FORMULA_score) {
		add_step(arena, into, row, &b->likelihood);
		text_add_char(into, '*');
		add_step(arena, into, row, &b->impact);
		return steps;
	}
	if (!words_are_possible(b))
		return false;
	if (b->by_score && b->score != NO_COLUMN) {
		add_band_of_score(arena, into, row, b);
		return true;
	}
	if (steps)
		add_band_of_steps(arena, into, row, b);
	return steps;
}

/* --- any of them */
struct formula_texts {
	const char *key, *sheet; /* of `other`, escaped */
};

static void add_formula(struct text *into, const struct table *table, size_t row, size_t column,
	const struct formula_texts *texts)
{
	const struct formula *f = &table->rows[row].cells[column].formula;
	text_add_char(into, '=');
	switch (f->kind) {
	case FORMULA_none:
	case FORMULA_score:
	case FORMULA_band:
		break;
	case FORMULA_sum_column:
		text_add_string(into, "SUM(");
		add_range(into, f->from, column, f->to, column);
		text_add_char(into, ')');
		break;
	case FORMULA_sum_row:
		text_add_string(into, "SUM(");
		add_range(into, row, f->from, row, f->to);
		text_add_char(into, ')');
		break;
	case FORMULA_sum_if:
		add_sum_if(into, table, f, texts->key, column);
		break;
	case FORMULA_product:
		add_reference(into, row, f->from);
		text_add_char(into, '*');
		add_reference(into, row, f->to);
		break;
	case FORMULA_difference:
		add_difference(into, f, column, texts->sheet);
		break;
	}
}

/* A formula that asks for cells that are not there, or for itself, is our mistake. */
static bool is_possible(const struct table *table, size_t row, size_t column)
{
	const struct formula *f = &table->rows[row].cells[column].formula;
	const bool down = f->kind == FORMULA_sum_column || f->kind == FORMULA_sum_if ||
			  f->kind == FORMULA_difference;
	if (f->other)
		return f->from < f->other->row_count && f->by < f->other->column_count &&
		       f->to < table->row_count && f->to != row;
	const size_t count = down ? table->row_count : table->column_count, own = down ? row : column;
	const bool pair = f->kind == FORMULA_product || f->kind == FORMULA_difference;
	if (f->from >= count || f->to >= count || (f->kind == FORMULA_sum_if && f->by >= table->column_count))
		return false;
	return pair ? f->from != own && f->to != own : f->from <= f->to && (own < f->from || own > f->to);
}

static bool is_risk(const struct formula *f)
{
	return f->kind == FORMULA_score || f->kind == FORMULA_band;
}

/* False: the figure stands there alone. */
static bool write_formula(struct arena *arena, struct text *into, const struct table *table, size_t row,
	size_t column, struct span other_sheet)
{
	const struct formula *f = &table->rows[row].cells[column].formula;
	if (is_risk(f))
		return add_risk(arena, into, row, f);
	assert(is_possible(table, row, column));
	const struct sheet_text key = sheet_text(arena, f->key);
	if (key.units > FORMULA_TEXT_UNITS || (f->other && !other_sheet.length))
		return false;
	const struct formula_texts texts = {key.at, arena_copy(arena, other_sheet).at};
	add_formula(into, table, row, column, &texts);
	return true;
}

const char *formula_text(struct arena *arena, const struct table *table, size_t row, size_t column,
	struct span other_sheet)
{
	if (table->rows[row].cells[column].formula.kind == FORMULA_none)
		return NULL;
	struct text formula = {0};
	const bool possible = write_formula(arena, &formula, table, row, column, other_sheet) &&
			      formula.length <= FORMULA_UNITS;
	const char *result = possible ? arena_copy(arena, text_span(&formula)).at : NULL;
	text_release(&formula);
	return result;
}
