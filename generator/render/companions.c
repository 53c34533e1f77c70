/* What is published beside the pages: the files that the paper attaches, and the tables of its
 * appendices as CSV (RFC 4180: commas, CRLF; UTF-8), figures without separators. */
#include "render/render.h"

#include "base/decimal.h"
#include "base/limits.h"

#include <string.h>

/* What a spreadsheet program would take for a formula and run when it opens the file. */
static bool looks_like_formula(struct span text)
{
	return text.length > 1 && memchr("=+-@\t", text.at[0], 5) != NULL;
}

static void add_field(struct span text, struct text *into)
{
	const bool quoted = memchr(text.at, ',', text.length) || memchr(text.at, '"', text.length) ||
			    memchr(text.at, '\n', text.length) || memchr(text.at, '\r', text.length);
	if (quoted)
		text_add_char(into, '"');
	if (looks_like_formula(text))
		text_add_char(into, '\'');
	for (size_t i = 0; i < text.length; i++) {
		if (text.at[i] == '"')
			text_add_char(into, '"');
		text_add_char(into, text.at[i]);
	}
	if (quoted)
		text_add_char(into, '"');
}

/* A figure as a machine reads it: what is shown, without what parts thousands. */
static void add_figure(const struct cell *cell, const struct column *column, struct text *into)
{
	struct text shown = {0};
	if (cell->kind == CELL_money)
		money_write_in(&shown, cell->amount, column->unit, false);
	else
		decimal_write(&shown, cell->amount, cell->decimals);
	for (size_t i = 0; i < shown.length; i++)
		if (shown.at[i] != ',')
			text_add_char(into, shown.at[i]);
	if (cell->kind == CELL_percent)
		text_add_char(into, '%');
	text_release(&shown);
}

static void add_cell(const struct cell *cell, const struct column *column, struct text *into)
{
	if (cell->kind == CELL_number || cell->kind == CELL_money || cell->kind == CELL_percent)
		add_figure(cell, column, into);
	else if (cell->kind == CELL_date)
		date_write_iso(into, date_of_days((int32_t)cell->amount));
	else if (cell->shown.at)
		add_field(cell->shown, into);
}

static void add_row_end(bool last, struct text *into)
{
	text_add_string(into, last ? "\r\n" : ",");
}

static void write_csv(const struct table *table, struct text *into)
{
	for (size_t c = 0; c < table->column_count; c++) {
		add_field(table->columns[c].title, into);
		add_row_end(c + 1 == table->column_count, into);
	}
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->column_count; c++) {
			add_cell(&table->rows[r].cells[c], &table->columns[c], into);
			add_row_end(c + 1 == table->column_count, into);
		}
}

static struct companion csv_of(const struct rendering *what, const struct table *table)
{
	struct text csv = {0};
	write_csv(table, &csv);
	const struct companion made = {table->csv_name, arena_copy(what->arena, text_span(&csv))};
	text_release(&csv);
	return made;
}

size_t render_companions(const struct rendering *what, struct companion **into)
{
	const struct settled *settled = what->settled;
	size_t count = 0;
	*into = ARENA_ARRAY(what->arena, struct companion, LIMIT_COMPANIONS);
	for (size_t i = 0; i < settled->file_count && count < LIMIT_COMPANIONS; i++)
		(*into)[count++] = (struct companion){settled->files[i].name, settled->files[i].bytes};
	for (size_t i = 0; i < settled->table_count && count < LIMIT_COMPANIONS; i++)
		if (settled->tables[i]->csv_name.at)
			(*into)[count++] = csv_of(what, settled->tables[i]);
	return count;
}
