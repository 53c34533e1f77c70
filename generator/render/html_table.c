/* Tables of the HTML page: caption above, header cells with their scope, numbers on the right. */
#include "house/mustache.h"
#include "render/render.h"

/* From here on a table may be wider than a phone: then it scrolls in a box of its own, which the
 * keyboard can reach and a screen reader names. Columns of words are wider than those of figures. */
#define WIDE_COLUMNS 4u
#define WIDE_WORDS 3u
/* And from here on the words in it are set smaller. */
#define MANY_COLUMNS 7u
#define LONG_CELL_BYTES 32u

static void add_attribute(struct text *into, const char *name, struct span value)
{
	text_format(into, " %s=\"", name);
	escape_html(value, into);
	text_add_char(into, '"');
}

static void add_caption(const struct table *table, struct text *into)
{
	if (table->label.length) {
		text_add_string(into, "<span class=\"label\">");
		escape_html(table->label, into);
		text_add_string(into, table->caption.length ? ":</span> " : "</span>");
	}
	escape_html(table->caption, into);
	if (table->unit.length) {
		text_add_string(into, " (");
		escape_html(table->unit, into);
		text_add_char(into, ')');
	}
}

static void add_region_name(const struct table *table, struct text *into)
{
	text_add_string(into, " aria-label=\"");
	escape_html(table->label, into);
	if (table->label.length && table->caption.length)
		text_add_string(into, ": ");
	escape_html(table->caption, into);
	text_add_char(into, '"');
}

/* The words of one paragraph stand in the cell as they are; anything longer keeps its blocks. */
static void add_cell_words(const struct cell *cell, struct text *into)
{
	const struct prose_node *block = cell->prose ? cell->prose->first : NULL;
	if (!block) {
		escape_html(cell->shown, into);
		return;
	}
	if (block->next || block->kind != PROSE_paragraph) {
		text_add_char(into, '\n');
		html_prose(cell->prose, into);
		return;
	}
	for (const struct prose_node *n = block->first; n; n = n->next)
		html_prose(n, into);
}

static bool is_band_name(struct span band)
{
	for (size_t i = 0; i < band.length; i++)
		if (!is_letter(band.at[i]) && !is_digit(band.at[i]) && band.at[i] != '-')
			return false;
	return band.length > 0;
}

static bool is_wide(const struct table *table)
{
	size_t words = 0;
	for (size_t i = 0; i < table->column_count; i++)
		words += !column_is_figures(&table->columns[i]);
	return table->column_count >= WIDE_COLUMNS || words >= WIDE_WORDS;
}

static void add_class(const struct column *column, const struct cell *cell, struct text *into)
{
	const bool number = column_is_figures(column), band = is_band_name(cell->band);
	if (!number && !band)
		return;
	text_add_string(into, " class=\"");
	if (number)
		text_add_string(into, "number");
	if (band)
		text_format(into, "%sband band-%.*s", number ? " " : "", SPAN_ARG(cell->band));
	text_add_char(into, '"');
}

/* The first cell names its row, unless it is a figure or nothing. */
static bool names_row(const struct table *table, const struct cell *cell, size_t column)
{
	if (cell->header)
		return true;
	return column == 0 && table->column_count > 1 && cell->shown.length &&
	       !column_is_figures(&table->columns[0]);
}

static void add_row(const struct table *table, const struct row *row, struct text *into)
{
	text_add_string(into, row->total ? "<tr class=\"total\"" : "<tr");
	if (row->anchor.length)
		add_attribute(into, "id", row->anchor);
	text_add_char(into, '>');
	for (size_t c = 0; c < table->column_count; c++) {
		const struct cell *cell = &row->cells[c];
		const bool header = names_row(table, cell, c);
		text_add_string(into, header ? "<th scope=\"row\"" : "<td");
		add_class(&table->columns[c], cell, into);
		text_add_char(into, '>');
		add_cell_words(cell, into);
		text_add_string(into, header ? "</th>" : "</td>");
	}
	text_add_string(into, "</tr>\n");
}

static bool has_titles(const struct table *table)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].title.length)
			return true;
	return false;
}

/* Sentences stand in it: a style sheet gives it room that short answers beside it do not need. */
static bool is_long(const struct table *table, size_t column)
{
	for (size_t r = 0; r < table->row_count; r++)
		if (table->rows[r].cells[column].shown.length > LONG_CELL_BYTES)
			return true;
	return false;
}

static void add_titles(const struct table *table, struct text *into)
{
	const bool wide = is_wide(table);
	if (!has_titles(table))
		return;
	text_add_string(into, "<thead>\n<tr>");
	for (size_t c = 0; c < table->column_count; c++) {
		const struct column *column = &table->columns[c];
		const char *class = column_is_figures(column)   ? " class=\"number\""
				    : wide && is_long(table, c) ? " class=\"long\""
								: "";
		if (!column->title.length) { /* a header cell must name something */
			text_format(into, "<td%s></td>", class);
			continue;
		}
		text_format(into, "<th scope=\"col\"%s>", class);
		escape_html(column->title, into);
		text_add_string(into, "</th>");
	}
	text_add_string(into, "</tr>\n</thead>\n");
}

void html_table(const struct table *table, struct text *into)
{
	static const char *const uses[] = {
		"placed", "appendix", "finance", "risks", "options", "records", "matrix"};
	const bool wide = is_wide(table);
	text_format(into, "<div class=\"table table-%s%s\"", uses[table->use],
		table->column_count >= MANY_COLUMNS ? " many-columns" : "");
	add_attribute(into, "id", table->anchor);
	text_add_string(into, ">\n");
	if (wide) {
		text_add_string(into, "<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
		add_region_name(table, into);
		text_add_string(into, ">\n");
	}
	text_add_string(into, "<table>\n");
	if (table->label.length || table->caption.length) {
		text_add_string(into, table->under_its_name ? "<caption class=\"said-above\">" : "<caption>");
		add_caption(table, into);
		text_add_string(into, "</caption>\n");
	}
	add_titles(table, into);
	text_add_string(into, "<tbody>\n");
	for (size_t r = 0; r < table->row_count; r++)
		add_row(table, &table->rows[r], into);
	text_add_string(into, "</tbody>\n</table>\n");
	if (wide)
		text_add_string(into, "</div>\n");
	if (table->note.length) {
		text_add_string(into, "<p class=\"note\">");
		escape_html(table->note, into);
		text_add_string(into, "</p>\n");
	}
	if (table->chart)
		html_chart(table->chart, table->anchor, into);
	text_add_string(into, "</div>\n");
}
