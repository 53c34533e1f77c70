/* Tables whose rows stand in a CSV file beside the paper. Its first row holds the titles; where the
 * paper gives columns with their types, titles must agree, so that no file is taken for another. */
#include "paper/binding.h"

#include "base/limits.h"
#include "source/csv.h"

/* Readers of cells take scalars: a field as one, in its own file. */
static struct node scalar_of(const struct csv_field *field)
{
	return (struct node){.kind = NODE_scalar, .style = SCALAR_plain, .place = field->place,
		.text = field->text};
}

/* Data is not CommonMark: stars and brackets in it mean nothing. A line end inside a field parts
 * paragraphs. */
static struct prose_node *plain_prose(const struct binding *b, const struct csv_field *field)
{
	struct arena *arena = b->binder.arena;
	struct prose_node *document = prose_new(arena, PROSE_document, field->place);
	for (size_t from = 0, at = 0; at <= field->text.length; at++) {
		if (at < field->text.length && field->text.at[at] != '\n')
			continue;
		const struct span line = span_trim(span_cut(field->text, from, at));
		from = at + 1;
		if (!line.length)
			continue;
		struct prose_node *paragraph = prose_new(arena, PROSE_paragraph, field->place);
		prose_append(document, paragraph);
		prose_append(paragraph, prose_new_text(arena, line, field->place));
	}
	return document;
}

static void read_field(const struct binding *b, const struct table_column *column,
	const struct csv_field *field, struct table_cell *cell)
{
	const struct node typed = scalar_of(field);
	cell_read(b, column, &typed, cell);
	if (cell->kind == CELL_text)
		cell->prose = plain_prose(b, field);
}

static bool row_fits(const struct binding *b, const struct csv_row *row, size_t columns)
{
	if (row->count == columns)
		return true;
	diag_add(b->binder.diags, FINDING_table_ragged, row->place,
		arena_format(b->binder.arena, "%zu", row->count),
		arena_format(b->binder.arena, "%zu", columns), SPAN_NONE);
	return false;
}

static bool titles_agree(const struct binding *b, const struct csv_row *titles,
	const struct table_source *table)
{
	if (!row_fits(b, titles, table->column_count))
		return false;
	for (size_t i = 0; i < titles->count; i++) {
		const struct span wanted = table->columns[i].title.text;
		if (span_same_ignoring_case(titles->fields[i].text, wanted))
			continue;
		struct finding *finding = diag_add(b->binder.diags, FINDING_csv_title,
			titles->fields[i].place, titles->fields[i].text, wanted, SPAN_NONE);
		finding->because = table->columns[i].title.place;
		return false;
	}
	return true;
}

static void take_titles(const struct binding *b, const struct csv_row *titles,
	struct table_source *table)
{
	struct table_column *columns =
		ARENA_ARRAY(b->binder.arena, struct table_column, titles->count);
	for (size_t i = 0; i < titles->count; i++) {
		const struct csv_field *field = &titles->fields[i];
		columns[i] = (struct table_column){
			.title = {field->text, field->place}, .kind = CELL_text};
		words_are_plain(b, field->text, field->place);
	}
	table->columns = columns;
	table->column_count = titles->count;
}

static void read_rows(const struct binding *b, const struct csv *csv, struct table_source *table)
{
	const size_t width = table->column_count;
	struct table_cell *cells =
		ARENA_ARRAY(b->binder.arena, struct table_cell, (csv->count - 1) * width);
	for (size_t r = 1; r < csv->count; r++) {
		const struct csv_row *row = &csv->rows[r];
		struct table_cell *into = cells + (r - 1) * width;
		row_fits(b, row, width);
		for (size_t i = 0; i < width; i++) {
			if (i < row->count)
				read_field(b, &table->columns[i], &row->fields[i], &into[i]);
			else
				into[i] = (struct table_cell){.place = row->place, .text = SPAN("")};
		}
	}
	table->cells = cells;
	table->row_count = csv->count - 1;
}

bool csv_rows_read(const struct binding *b, struct words name, struct table_source *table)
{
	const struct source *source = beside_text(b->beside, name, LIMIT_FILE_BYTES);
	if (!source)
		return false;
	/* what is wrong in a cell is shown in the file where it stands */
	struct binding inside = *b;
	inside.binder.source = source;
	inside.binder.context = &inside;
	inside.data = true;
	const struct csv *csv = csv_read(b->binder.arena, b->binder.diags, source);
	if (!csv)
		return false;
	if (csv->count < 2) {
		diag_add(b->binder.diags, FINDING_csv_empty, name.place, name.text, SPAN_NONE, SPAN_NONE);
		return false;
	}
	if (!table->column_count)
		take_titles(&inside, &csv->rows[0], table);
	else if (!titles_agree(&inside, &csv->rows[0], table))
		return false;
	read_rows(&inside, csv, table);
	return true;
}
