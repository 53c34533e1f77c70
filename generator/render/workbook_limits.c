/*
 * Whether a workbook is far below every limit. Most are, and `check` then need not plan theirs: it only
 * asks whether one can be made. What is not sure here is planned.
 */
#include "render/workbook_plan.h"

#include "base/limits.h"

#define SURE_UNITS (LIMIT_CELL_UNITS / 4) /* of words that others are joined to; a byte is a unit at most */
#define SURE_HEADER 150                   /* of 255, with the unit of money and a number behind it */
#define SURE_SHEETS (LIMIT_SHEETS - 3)    /* contents and recommendations stand beside those of tables */

static bool are_short(const struct span *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (texts[i].length > SURE_UNITS)
			return false;
	return true;
}

/* Paragraphs of plain words, as nearly all cells are: nothing in them is written at greater length. */
static bool is_plain_and_short(const struct prose_node *document)
{
	size_t bytes = 0;
	for (const struct prose_node *block = document->first; block; block = block->next) {
		if (block->kind != PROSE_paragraph)
			return false;
		for (const struct prose_node *n = block->first; n; n = n->next) {
			if (n->kind != PROSE_text && n->kind != PROSE_soft_break)
				return false;
			bytes += n->text.length + 2;
		}
	}
	return bytes <= SURE_UNITS;
}

static bool table_surely_fits(const struct table *table)
{
	const struct span texts[] = {table->label, table->caption, table->note};
	if (table->row_count > LIMIT_TABLE_ROWS || table->column_count > LIMIT_TABLE_COLUMNS ||
		!are_short(texts, sizeof texts / sizeof *texts))
		return false;
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].title.length + table->unit.length > SURE_HEADER)
			return false;
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->column_count; c++) {
			const struct cell *cell = &table->rows[r].cells[c];
			if (cell->prose ? !is_plain_and_short(cell->prose)
					: cell->shown.length > SURE_UNITS)
				return false;
		}
	return true;
}

static bool recommendations_surely_fit(const struct settled *s)
{
	for (size_t i = 0; i < s->recommendation_count; i++) {
		const struct settled_recommendation *r = &s->recommendations[i];
		const struct span texts[] = {r->number, r->text, r->owner, r->due};
		if (!are_short(texts, sizeof texts / sizeof *texts))
			return false;
	}
	return s->recommendation_count <= LIMIT_TABLE_ROWS;
}

bool book_surely_fits(const struct rendering *what)
{
	const struct settled *s = what->settled;
	const struct span texts[] = {s->title, s->subtitle, s->reference, s->version, s->status_text,
		s->body, s->date_text, s->house ? s->house->name : SPAN_NONE};
	if (s->table_count > SURE_SHEETS || !are_short(texts, sizeof texts / sizeof *texts) ||
		!recommendations_surely_fit(s) || !book_words_are_short(what, SURE_HEADER))
		return false;
	for (size_t i = 0; i < s->table_count; i++)
		if (!table_surely_fits(s->tables[i]))
			return false;
	return true;
}
