/*
 * Tables of the Markdown page. Where every cell is a line of words: a table with | that GitHub and
 * most editors show, its columns padded so that it reads well as plain text too. Where a cell holds
 * blocks: nested lists, which plain CommonMark carries whole.
 */
#include "render/render.h"

/* Wider cells are not padded to: a long sentence in one row would push the others off the page. */
#define WIDEST_PADDING 40u

/* --- cells as one line of Markdown */
static bool is_one_line(const struct prose_node *document)
{
	const struct prose_node *block = document->first;
	if (!block)
		return true;
	if (block->next || block->kind != PROSE_paragraph)
		return false;
	for (struct prose_node *n = block->first; n; n = prose_walk(block, n))
		if (n->kind == PROSE_hard_break)
			return false;
	return true;
}

static bool fits_bars(const struct table *table)
{
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->column_count; c++)
			if (table->rows[r].cells[c].prose &&
				!is_one_line(table->rows[r].cells[c].prose))
				return false;
	return table->column_count > 0;
}

/* Figures, dates and single words need no backslashes between bars. */
static bool is_harmless(struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		const bool plain = is_letter(c) || is_digit(c) || c == ' ' || c == ',' ||
				   c == '.' || c == '-' || c == '(' || c == ')' || c == '%' ||
				   c == '/' || (unsigned char)c >= 0x80;
		if (!plain)
			return false;
	}
	return true;
}

static void add_words(struct span s, struct text *into)
{
	if (is_harmless(s))
		text_add(into, s);
	else
		markdown_escape(s, into);
}

/* A bar inside a cell takes a backslash, also in code (GitHub's rule), unless it has one. */
static void add_between_bars(struct span s, struct text *into)
{
	bool escaped = false;
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		if (c == '|' && !escaped)
			text_add_char(into, '\\');
		text_add_char(into, c == '\n' ? ' ' : c);
		escaped = c == '\\' && !escaped;
	}
}

static void add_cell(const struct cell *cell, bool strong, struct text *into)
{
	struct text words = {0};
	if (cell->prose) {
		static const struct markdown_options options = {0};
		markdown_prose(cell->prose, &options, &words);
	} else {
		add_words(cell->shown, &words);
	}
	const struct span trimmed = span_trim(text_span(&words));
	const bool marked = strong && trimmed.length && !cell->prose;
	text_add_string(into, marked ? "**" : "");
	add_between_bars(trimmed, into);
	text_add_string(into, marked ? "**" : "");
	into->failed |= words.failed;
	text_release(&words);
}

/* --- all cells, once, with their widths */
struct grid {
	struct text bytes;
	size_t *ends;   /* of each cell in `bytes`: titles first, then row by row */
	size_t *widths; /* of each column */
	size_t columns, cells;
};

static size_t count_characters(struct span s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.length; i++)
		count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return count;
}

static struct span grid_cell(const struct grid *g, size_t cell)
{
	return span_cut(text_span(&g->bytes), cell ? g->ends[cell - 1] : 0, g->ends[cell]);
}

static void end_cell(struct grid *g)
{
	g->ends[g->cells] = g->bytes.length;
	size_t *width = &g->widths[g->cells % g->columns];
	size_t own = count_characters(grid_cell(g, g->cells));
	if (own > WIDEST_PADDING)
		own = WIDEST_PADDING;
	if (own > *width)
		*width = own;
	g->cells++;
}

static void fill_grid(const struct table *table, struct grid *g)
{
	for (size_t c = 0; c < table->column_count; c++) {
		struct text title = {0};
		add_words(table->columns[c].title, &title);
		add_between_bars(text_span(&title), &g->bytes);
		text_release(&title);
		g->widths[c] = 4; /* room for ---: */
		end_cell(g);
	}
	for (size_t r = 0; r < table->row_count; r++) {
		for (size_t c = 0; c < table->column_count; c++) {
			const struct cell *cell = &table->rows[r].cells[c];
			add_cell(cell, table->rows[r].total || cell->header, &g->bytes);
			end_cell(g);
		}
	}
}

static void write_line(
	const struct table *table, const struct grid *g, size_t row, struct text *into)
{
	for (size_t c = 0; c < g->columns; c++) {
		const struct span words = grid_cell(g, row * g->columns + c);
		const size_t own = count_characters(words), width = g->widths[c];
		const size_t gap = own < width ? width - own : 0;
		const bool right = column_is_figures(&table->columns[c]);
		text_add_string(into, "| ");
		text_add_repeated(into, ' ', right ? gap : 0);
		text_add(into, words);
		text_add_repeated(into, ' ', right ? 1 : gap + 1);
	}
	text_add_string(into, "|\n");
}

static void write_rule(const struct table *table, const struct grid *g, struct text *into)
{
	for (size_t c = 0; c < g->columns; c++) {
		const bool right = column_is_figures(&table->columns[c]);
		text_add_string(into, "| ");
		text_add_repeated(into, '-', right ? g->widths[c] - 1 : g->widths[c]);
		text_add_string(into, right ? ": " : " ");
	}
	text_add_string(into, "|\n");
}

static void write_bars(struct arena *arena, const struct table *table, struct text *into)
{
	const size_t cells = table->column_count * (table->row_count + 1);
	struct grid g = {.ends = ARENA_ARRAY(arena, size_t, cells),
		.widths = ARENA_ARRAY(arena, size_t, table->column_count),
		.columns = table->column_count};
	fill_grid(table, &g);
	into->failed |= g.bytes.failed;
	write_line(table, &g, 0, into);
	write_rule(table, &g, into);
	for (size_t r = 1; r <= table->row_count; r++)
		write_line(table, &g, r, into);
	text_release(&g.bytes);
}

/* --- nested lists, written by way of prose nodes so that one writer knows all rules */
static struct prose_node *append_new(
	struct arena *arena, struct prose_node *parent, enum prose_kind kind)
{
	struct prose_node *node = prose_new(arena, kind, PLACE_NONE);
	prose_append(parent, node);
	return node;
}

static void append_copies(
	struct arena *arena, struct prose_node *into, const struct prose_node *first)
{
	for (const struct prose_node *n = first; n; n = n->next) {
		struct prose_node *copy = append_new(arena, into, n->kind);
		struct prose_node links = *copy;
		*copy = *n;
		copy->parent = links.parent;
		copy->previous = links.previous;
		copy->next = copy->first = copy->last = NULL;
		append_copies(arena, copy, n->first);
	}
}

static struct prose_node *append_list(struct arena *arena, struct prose_node *parent, bool tight)
{
	struct prose_node *list = append_new(arena, parent, PROSE_list);
	list->tight = tight;
	return list;
}

static void append_words(struct arena *arena, struct prose_node *into, struct span words)
{
	prose_append(into, prose_new_text(arena, words, PLACE_NONE));
}

/* "*Title:* content" in a paragraph of its own; blocks that cannot stand on that line follow it. */
static void append_cell(struct arena *arena, struct prose_node *into, const struct column *column,
	const struct cell *cell, enum prose_kind name_kind, enum prose_kind words_kind)
{
	const struct prose_node *block = cell->prose ? cell->prose->first : NULL;
	const bool on_the_line = block ? block->kind == PROSE_paragraph : cell->shown.length > 0;
	struct prose_node *line = append_new(arena, into, PROSE_paragraph);
	if (column->title.length) {
		struct prose_node *name =
			name_kind == PROSE_text ? line : append_new(arena, line, name_kind);
		append_words(arena, name, arena_format(arena, "%.*s:", SPAN_ARG(column->title)));
		if (on_the_line)
			append_words(arena, line, SPAN(" "));
	}
	const bool own_strong =
		on_the_line && block && block->first && block->first->kind == PROSE_strong;
	struct prose_node *words =
		words_kind == PROSE_text || own_strong ? line : append_new(arena, line, words_kind);
	if (!block)
		append_words(arena, words, cell->shown);
	if (block && block->kind == PROSE_paragraph) {
		append_copies(arena, words, block->first);
		block = block->next;
	}
	append_copies(arena, into, block);
}

static void append_row(struct arena *arena, struct prose_node *list, const struct table *table,
	const struct row *row)
{
	struct prose_node *item = append_new(arena, list, PROSE_item);
	append_cell(arena, item, &table->columns[0], &row->cells[0], PROSE_text, PROSE_strong);
	for (size_t c = 1; c < table->column_count; c++) {
		const struct cell *cell = &row->cells[c];
		if (cell->shown.length || (cell->prose && cell->prose->first))
			append_cell(
				arena, item, &table->columns[c], cell, PROSE_emphasis, PROSE_text);
	}
}

static void write_lists(struct arena *arena, const struct table *table, struct text *into)
{
	static const struct markdown_options options = {0};
	struct prose_node *document = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *list = append_list(arena, document, false);
	for (size_t r = 0; r < table->row_count; r++)
		append_row(arena, list, table, &table->rows[r]);
	markdown_prose(document, &options, into);
}

/* --- the whole table */
static void write_caption(const struct table *table, struct text *into)
{
	if (table->under_its_name && !table->unit.length)
		return;
	if (!table->label.length && !table->caption.length && !table->unit.length)
		return;
	if (table->use == TABLE_appendix) /* the heading above it says the same */
		return;
	text_add_string(into, "**");
	add_words(table->label, into);
	if (table->label.length && table->caption.length)
		text_add_string(into, ": ");
	add_words(table->caption, into);
	if (table->unit.length) {
		text_add_string(into, table->label.length || table->caption.length ? " (" : "(");
		add_words(table->unit, into);
		text_add_char(into, ')');
	}
	text_add_string(into, "**\n\n");
}

void markdown_table(const struct table *table, struct text *into)
{
	struct arena *arena = arena_new();
	write_caption(table, into);
	if (fits_bars(table))
		write_bars(arena, table, into);
	else
		write_lists(arena, table, into);
	if (table->note.length) {
		text_add_char(into, '\n');
		markdown_escape(table->note, into);
		text_add_char(into, '\n');
	}
	arena_release(arena);
}
