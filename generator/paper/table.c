/* Tables: columns with types, cells read exactly. */
#include "paper/binding.h"

#include "base/decimal.h"
#include "base/limits.h"

#include <string.h>

struct word_kind {
	const char *word;
	enum cell_kind kind;
};
static const struct word_kind column_types[] = {
	{"text", CELL_text}, {"number", CELL_number}, {"money", CELL_money},
	{"percent", CELL_percent}, {"date", CELL_date}, {"yes_no", CELL_yes_no},
	{"yes/no", CELL_yes_no},
};
#define TYPE_COUNT (sizeof column_types / sizeof *column_types)
static const char *const column_type_words[] = {
	"text", "number", "money", "percent", "date", "yes_no", "yes/no", NULL};
static const char *const total_words[] = {"none", "sum", NULL};
const char *const paper_money_units[] = {"£", "£000", "£m", NULL};

/* --- cells */

/* Nothing is known here, and that is what the author says: shown as typed, left out of sums. */
static bool is_left_open(struct span text)
{
	static const char *const marks[] = {"", "-", "–", "—"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_is(text, marks[i]))
			return true;
	return false;
}

static bool is_not_applicable(struct span text)
{
	return span_same_ignoring_case(text, SPAN("n/a")) || span_same_ignoring_case(text, SPAN("nil"));
}

typedef bool cell_reader(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell);

static bool read_number_cell(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell)
{
	struct decimal number = decimal_read(typed->text, column->kind == CELL_percent);
	cell->amount = number.amount;
	cell->decimals = number.decimals;
	if (number.fault == DECIMAL_TOO_LARGE)
		diag_add(b->binder.diags, FINDING_too_large, typed->place, cell->text, SPAN_NONE, SPAN_NONE);
	else if (number.fault)
		complain_number(b, typed);
	return number.fault == DECIMAL_RIGHT;
}

static bool read_money_cell(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell)
{
	struct money_reading reading = money_read(typed->text, column->unit);
	cell->amount = reading.pence;
	if (reading.fault)
		complain_money(b, typed, reading);
	return reading.fault == MONEY_RIGHT;
}

static bool read_date_cell(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell)
{
	(void)column;
	struct date date = {0};
	enum date_fault fault = date_read(cell->text, &date);
	cell->amount = date.days;
	if (fault)
		complain_date(b, typed, fault);
	return fault == DATE_RIGHT;
}

static bool read_yes_no_cell(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell)
{
	(void)column;
	bool yes = false;
	bool right = yes_no_read(cell->text, &yes);
	cell->amount = yes;
	if (!right && characters_are_plain(b, cell->text, typed->place))
		diag_add(b->binder.diags, FINDING_bad_yes_no, typed->place, cell->text, SPAN_NONE, SPAN_NONE);
	return right;
}

static cell_reader *const cell_readers[] = {
	[CELL_empty] = NULL,
	[CELL_text] = NULL,
	[CELL_number] = read_number_cell,
	[CELL_money] = read_money_cell,
	[CELL_percent] = read_number_cell,
	[CELL_date] = read_date_cell,
	[CELL_yes_no] = read_yes_no_cell,
};

/*
 * To CommonMark "- 5" is 5 in a list, "> 5 years" a quotation and "5." an item without words. A cell
 * that was typed in one line is meant as it stands; lists in cells are written as blocks.
 */
static void want_no_mark(const struct binding *b, const struct node *typed,
	const struct table_cell *cell)
{
	static const char *const read_as[PROSE_KIND_count] = {
		[PROSE_list] = "a list",
		[PROSE_quote] = "a quotation",
		[PROSE_heading] = "a heading",
		[PROSE_rule] = "a line across the page",
		[PROSE_code_block] = "program text",
	};
	const struct prose_node *first = cell->prose->first;
	for (const struct prose_node *n = first; n; n = prose_walk(cell->prose, (struct prose_node *)n))
		if (n->kind == PROSE_picture)
			diag_add(b->binder.diags, FINDING_picture_badly_placed, n->place, n->url,
				SPAN("a cell of a table has words only"), SPAN_NONE);
	const bool block = typed->style == SCALAR_literal || typed->style == SCALAR_folded;
	if (block || !first || !read_as[first->kind] || span_find(cell->text, SPAN("\n")) != SIZE_MAX)
		return;
	diag_add(b->binder.diags, FINDING_mark_in_cell, typed->place, cell->text,
		span_of(read_as[first->kind]), SPAN_NONE);
}

void cell_read(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell)
{
	*cell = (struct table_cell){.kind = CELL_empty, .place = typed->place, .text = SPAN("")};
	if (typed->kind != NODE_scalar) {
		complain_shape(b, typed->place, SPAN("a cell"), "a text", typed);
		return;
	}
	cell->text = scalar_words(typed);
	if (is_left_open(cell->text))
		return;
	cell_reader *read = cell_readers[column->kind];
	if (!read || is_not_applicable(cell->text)) {
		cell->kind = CELL_text;
		if (b->data)
			return;
		cell->prose = prose_of(b, typed);
		want_no_mark(b, typed, cell);
		return;
	}
	if (read(b, column, typed, cell)) {
		cell->kind = column->kind;
		return;
	}
	cell->amount = 0;
	cell->decimals = 0;
}

/* --- columns */

struct column_form {
	struct words title, type, unit;
};
static const struct field column_fields[] = {
	{.key = "title", .read = read_words, .offset = offsetof(struct column_form, title),
		.required = true, .description = "The heading of the column."},
	{.key = "type", .read = read_words, .offset = offsetof(struct column_form, type),
		.description = "text, number, money, percent, date or yes/no.", .extra = column_type_words},
	{.key = "unit", .read = read_words, .offset = offsetof(struct column_form, unit),
		.description = "Of money: £, £000 or £m.", .extra = paper_money_units},
};
const struct shape column_mapping = SHAPE("a column", column_fields);

static void read_column_type(const struct binding *b, struct words type, struct table_column *column)
{
	if (type.text.length == 0)
		return;
	for (size_t i = 0; i < TYPE_COUNT; i++)
		if (span_is(type.text, column_types[i].word)) {
			column->kind = column_types[i].kind;
			return;
		}
	complain_word(b, type, SPAN("`type` of a column"), column_type_words);
}

static void read_unit(const struct binding *b, struct words unit, enum money_unit *into)
{
	if (unit.text.length == 0 || money_unit_read(unit.text, into))
		return;
	complain_word(b, unit, SPAN("`unit`"), paper_money_units);
}

static void read_column(const struct binding *b, const struct node *typed,
	struct table_column *column)
{
	struct column_form form = {0};
	column->kind = CELL_text;
	column->title.place = typed->place;
	if (node_is_empty(typed) && typed->kind == NODE_scalar)
		form.title = (struct words){SPAN(""), typed->place};
	else if (typed->kind == NODE_scalar)
		read_words(&b->binder, column_fields, typed, &form.title);
	else
		shape_bind(&b->binder, &column_mapping, typed, &form);
	if (form.title.text.at)
		column->title = form.title;
	words_are_plain(b, column->title.text, column->title.place);
	read_column_type(b, form.type, column);
	read_unit(b, form.unit, &column->unit);
}

static void read_columns(const struct binding *b, const struct node *typed,
	struct table_source *table)
{
	if (typed->kind != NODE_list) {
		complain_shape(b, typed->place, SPAN("`columns`"), "a list", typed);
		return;
	}
	size_t count = typed->count;
	if (count > LIMIT_TABLE_COLUMNS) {
		diag_add(b->binder.diags, FINDING_list_too_long, typed->items[LIMIT_TABLE_COLUMNS]->place,
			arena_format(b->binder.arena, "%u", LIMIT_TABLE_COLUMNS), SPAN_NONE, SPAN_NONE);
		count = LIMIT_TABLE_COLUMNS;
	}
	struct table_column *columns = ARENA_ARRAY(b->binder.arena, struct table_column, count);
	for (size_t i = 0; i < count; i++)
		read_column(b, typed->items[i], &columns[i]);
	table->columns = columns;
	table->column_count = count;
}

/* --- rows */

static void read_row(const struct binding *b, const struct table_source *table,
	const struct node *typed, struct table_cell *cells)
{
	if (typed->kind != NODE_list) {
		complain_shape(b, typed->place, SPAN("a row"), "a list", typed);
		for (size_t i = 0; i < table->column_count; i++)
			cells[i] = (struct table_cell){.place = typed->place, .text = SPAN("")};
		return;
	}
	if (typed->count != table->column_count)
		diag_add(b->binder.diags, FINDING_table_ragged, typed->place,
			arena_format(b->binder.arena, "%zu", typed->count),
			arena_format(b->binder.arena, "%zu", table->column_count), SPAN_NONE);
	for (size_t i = 0; i < table->column_count; i++) {
		if (i < typed->count)
			cell_read(b, &table->columns[i], typed->items[i], &cells[i]);
		else
			cells[i] = (struct table_cell){.place = typed->place, .text = SPAN("")};
	}
}

static struct span table_name(const struct binding *b, const struct table_source *table)
{
	return table->id.at ? arena_format(b->binder.arena, "the table \"%.*s\"", SPAN_ARG(table->id))
	                    : SPAN("the table");
}

static void read_rows(const struct binding *b, const struct node *typed, struct table_source *table)
{
	if (typed->kind == NODE_list && typed->count && table->column_count) {
		struct table_cell *cells = ARENA_ARRAY(b->binder.arena, struct table_cell,
			typed->count * table->column_count);
		for (size_t i = 0; i < typed->count; i++)
			read_row(b, table, typed->items[i], cells + i * table->column_count);
		table->cells = cells;
		table->row_count = typed->count;
		return;
	}
	if ((typed->kind == NODE_list && typed->count == 0) || node_is_empty(typed))
		diag_add(b->binder.diags, FINDING_empty_part, place_or_key(typed, table->key_place),
			table_name(b, table), SPAN_NONE, SPAN_NONE);
	else if (typed->kind != NODE_list)
		complain_shape(b, typed->place, SPAN("`rows`"), "a list", typed);
}

/* --- the table */

struct table_form {
	struct words caption, footnote, total, csv;
	const struct node *columns, *rows;
};
static const struct field table_fields[] = {
	{.key = "caption", .read = read_words, .offset = offsetof(struct table_form, caption),
		.description = "What the table shows, in one line."},
	{.key = "columns", .read = read_node, .offset = offsetof(struct table_form, columns),
		.description = "The columns: titles, or mappings of title, type and unit."},
	{.key = "rows", .read = read_node, .offset = offsetof(struct table_form, rows),
		.description = "The rows: a list of lists."},
	{.key = "csv", .read = read_words, .offset = offsetof(struct table_form, csv),
		.description = "A CSV file that holds the rows, its first row the titles; its path from the paper's folder."},
	{.key = "total", .read = read_words, .offset = offsetof(struct table_form, total),
		.description = "none, or sum for a last row with totals.", .extra = total_words},
	{.key = "footnote", .read = read_words, .offset = offsetof(struct table_form, footnote),
		.description = "A line printed below the table: its source, or what it leaves out."},
	{.key = "exempt", .read = read_nothing},
};
const struct shape table_mapping = SHAPE("a table", table_fields);

static void read_total(const struct binding *b, struct words total, struct table_source *table)
{
	if (span_is(total.text, "sum"))
		table->total = TOTAL_sum;
	else if (total.text.length && !span_is(total.text, "none"))
		complain_word(b, total, SPAN("`total`"), total_words);
}

/* Rows in two places would leave open which of them count. */
static struct span take_file(const struct binding *b, struct words name, const struct node *rows,
	struct table_source *table)
{
	if (rows)
		diag_add(b->binder.diags, FINDING_rows_twice, rows->place, table_name(b, table), SPAN_NONE,
			SPAN_NONE);
	csv_rows_read(b, name, table);
	return name.text;
}

const struct table_source *table_read(const struct binding *b, struct span id,
	struct place key_place, const struct node *typed)
{
	struct table_form form = {0};
	if (!shape_bind(&b->binder, &table_mapping, typed, &form))
		return NULL;
	struct table_source *table = ARENA_NEW(b->binder.arena, struct table_source);
	*table = (struct table_source){.id = id, .place = typed->place,
		.key_place = key_place.source ? key_place : typed->place, .caption = form.caption,
		.note = form.footnote};
	words_are_plain(b, form.caption.text, form.caption.place);
	words_are_plain(b, form.footnote.text, form.footnote.place);
	if (form.columns)
		read_columns(b, form.columns, table);
	else if (!form.csv.text.at)
		complain_missing(b, typed->place, table_name(b, table), SPAN("columns"));
	if (form.csv.text.at)
		table->file = take_file(b, form.csv, form.rows, table);
	else if (!form.rows)
		complain_missing(b, typed->place, table_name(b, table), SPAN("rows"));
	if (form.rows && !form.csv.text.at)
		read_rows(b, form.rows, table);
	read_total(b, form.total, table);
	return table;
}
