#include "author/leaf.h"

struct span leaf_take(struct leaf *leaf)
{
	const struct span made = arena_copy(leaf->arena, text_span(&leaf->line));
	text_clear(&leaf->line);
	return made;
}

struct prose_node *leaf_document(struct leaf *leaf)
{
	return prose_new(leaf->arena, PROSE_document, PLACE_NONE);
}

static struct prose_node *add(struct leaf *leaf, struct prose_node *parent, enum prose_kind kind)
{
	struct prose_node *node = prose_new(leaf->arena, kind, PLACE_NONE);
	prose_append(parent, node);
	return node;
}

static void add_text(struct leaf *leaf, struct prose_node *parent, enum prose_kind kind,
	struct span text)
{
	if (text.length)
		add(leaf, parent, kind)->text = text;
}

void leaf_words(struct leaf *leaf, struct prose_node *paragraph, struct span words)
{
	for (bool code = false; words.length; code = !code) {
		const size_t tick = span_find(words, SPAN("`"));
		const size_t end = tick == SIZE_MAX ? words.length : tick;
		add_text(leaf, paragraph, code ? PROSE_code : PROSE_text, span_cut(words, 0, end));
		words = span_cut(words, end + 1, words.length);
	}
}

void leaf_paragraph(struct leaf *leaf, struct prose_node *document, struct span words)
{
	words = span_trim(words);
	if (words.length)
		leaf_words(leaf, add(leaf, document, PROSE_paragraph), words);
}

/* Line ends become blanks. */
static struct span in_one_line(struct leaf *leaf, struct span words)
{
	struct text line = {0};
	words = span_trim(words);
	for (size_t i = 0; i < words.length; i++)
		if (!is_space(words.at[i]))
			text_add_char(&line, words.at[i]);
		else if (!is_space(words.at[i - 1]))
			text_add_char(&line, ' ');
	const struct span kept = arena_copy(leaf->arena, text_span(&line));
	text_release(&line);
	return kept;
}

void leaf_plain(struct leaf *leaf, struct prose_node *document, struct span words)
{
	while (words.length) {
		const size_t gap = span_find(words, SPAN("\n\n"));
		const size_t end = gap == SIZE_MAX ? words.length : gap;
		const struct span piece = in_one_line(leaf, span_cut(words, 0, end));
		if (piece.length)
			add_text(leaf, add(leaf, document, PROSE_paragraph), PROSE_text, piece);
		words = span_cut(words, gap == SIZE_MAX ? end : end + 2, words.length);
	}
}

/* What only settling can resolve is shown by its own words, or not at all. */
static void make_harmless(struct prose_node *document)
{
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n)) {
		if (n->kind == PROSE_heading)
			n->kind = PROSE_paragraph;
		else if (n->kind == PROSE_reference || n->kind == PROSE_link || n->kind == PROSE_image)
			n->kind = PROSE_emphasis;
		else if (n->kind == PROSE_table_here)
			n->kind = PROSE_paragraph;
		n->id = SPAN_NONE;
	}
}

void leaf_quote(struct leaf *leaf, struct prose_node *document, struct span markdown)
{
	struct diags ignored; /* the style was checked when it was loaded */
	diags_init(&ignored, leaf->arena);
	static const struct prose_options options = {.plain = false};
	struct prose_node *read =
		prose_read_text(leaf->arena, &ignored, markdown, PLACE_NONE, &options);
	make_harmless(read);
	if (!read->first)
		return;
	struct prose_node *quote = add(leaf, document, PROSE_quote);
	for (struct prose_node *n = read->first, *next; n; n = next) {
		next = n->next;
		prose_append(quote, n);
	}
}

void leaf_code(struct leaf *leaf, struct prose_node *document, struct span text, struct span language)
{
	struct prose_node *code = add(leaf, document, PROSE_code_block);
	code->text = text;
	code->title = language;
}

struct prose_node *leaf_list(struct leaf *leaf, struct prose_node *document)
{
	struct prose_node *list = add(leaf, document, PROSE_list);
	list->tight = true;
	return list;
}

void leaf_item(struct leaf *leaf, struct prose_node *list, struct span label, struct span words)
{
	struct prose_node *item = add(leaf, list, PROSE_item);
	struct prose_node *paragraph = add(leaf, item, PROSE_paragraph);
	if (label.length) {
		add_text(leaf, add(leaf, paragraph, PROSE_strong), PROSE_text, label);
		add_text(leaf, paragraph, PROSE_text, SPAN(" "));
	}
	leaf_words(leaf, paragraph, words);
}

void leaf_drop_empty(struct prose_node *list)
{
	if (list->first)
		return;
	struct prose_node *parent = list->parent;
	parent->last = list->previous;
	if (list->previous)
		list->previous->next = NULL;
	else
		parent->first = NULL;
}

struct leaf_table leaf_table(struct leaf *leaf, struct span caption, const char *const *titles)
{
	struct leaf_table made = {.table = ARENA_NEW(leaf->arena, struct table)};
	size_t count = 0;
	while (titles[count])
		count++;
	struct column *columns = ARENA_ARRAY(leaf->arena, struct column, count);
	for (size_t i = 0; i < count; i++)
		columns[i] = (struct column){span_of(titles[i]), CELL_text, MONEY_POUNDS};
	*made.table = (struct table){.use = TABLE_records, .caption = caption, .columns = columns,
		.anchor = arena_format(leaf->arena, "_table%u", ++leaf->tables),
		.column_count = count};
	return made;
}

struct cell *leaf_row(struct leaf *leaf, struct leaf_table *table)
{
	struct table *t = table->table;
	ARENA_GROW(leaf->arena, table->rows, t->row_count, table->capacity);
	struct cell *cells = ARENA_ARRAY(leaf->arena, struct cell, t->column_count);
	for (size_t i = 0; i < t->column_count; i++)
		cells[i].shown = SPAN("");
	table->rows[t->row_count++] = (struct row){.cells = cells};
	t->rows = table->rows;
	return cells;
}

void leaf_cell(struct leaf *leaf, struct cell *cell, struct span words)
{
	words = span_trim(words);
	cell->kind = CELL_text;
	cell->shown = words;
	if (span_find(words, SPAN("`")) == SIZE_MAX)
		return;
	cell->prose = leaf_document(leaf);
	leaf_paragraph(leaf, cell->prose, words);
	struct text plain = {0};
	prose_plain(cell->prose, &plain);
	cell->shown = arena_copy(leaf->arena, text_span(&plain));
	text_release(&plain);
}

void leaf_add_table(struct leaf *leaf, struct prose_node *document, const struct leaf_table *table)
{
	if (table->table->row_count)
		add(leaf, document, PROSE_table)->table = table->table;
}
