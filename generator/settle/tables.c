/* Tables of the paper as page and workbook show them, and what all tables are built with. */
#include "settle/building.h"

#include "base/decimal.h"
#include "settle/sheet_name.h"

/* --- a table under construction */
struct building building_begin(struct settling *s, enum table_use use, struct span caption,
	size_t column_count)
{
	struct building b = {.s = s, .table = ARENA_NEW(s->arena, struct table),
		.columns = ARENA_ARRAY(s->arena, struct column, column_count)};
	b.table->use = use;
	b.table->caption = caption.at ? caption : SPAN("");
	b.table->columns = b.columns;
	b.table->column_count = column_count;
	return b;
}

struct cell *building_row(struct building *b, bool total)
{
	struct table *t = b->table;
	ARENA_GROW(b->s->arena, b->rows, t->row_count, b->row_capacity);
	struct cell *cells = ARENA_ARRAY(b->s->arena, struct cell, t->column_count);
	for (size_t i = 0; i < t->column_count; i++)
		cells[i].shown = SPAN("");
	b->rows[t->row_count++] = (struct row){.cells = cells, .total = total};
	t->rows = b->rows;
	return cells;
}

struct table *building_finish(struct building *b, struct span sheet)
{
	struct settling *s = b->s;
	if (!b->table->anchor.at)
		b->table->anchor = settle_anchor(s, "t");
	const size_t slot = repeat_slot(s);
	if (slot != SIZE_MAX) { /* drawn again: one table of the paper all the same */
		b->table->sheet_name = s->tables[slot]->sheet_name;
		s->tables[slot] = b->table;
		return b->table;
	}
	repeat_note_slot(s, s->table_count);
	struct span *used = ARENA_ARRAY(s->arena, struct span, s->table_count + 1);
	for (size_t i = 0; i < s->table_count; i++)
		used[i] = s->tables[i]->sheet_name;
	used[s->table_count] = settle_word(s, "workbook_contents");
	b->table->sheet_name = sheet_name_make(s->arena, sheet, used, s->table_count + 1);
	ARENA_GROW(s->arena, s->tables, s->table_count, s->table_capacity);
	s->tables[s->table_count++] = b->table;
	return b->table;
}

struct prose_node *settle_table_node(struct settling *s, struct table *table)
{
	struct prose_node *node = prose_new(s->arena, PROSE_table, PLACE_NONE);
	node->table = table;
	node->id = table->anchor;
	return node;
}

/* --- cells */
static void show_amount(struct settling *s, const struct table_cell *from, enum money_unit unit,
	struct text *into)
{
	switch (from->kind) {
	case CELL_number:
		decimal_write(into, from->amount, from->decimals);
		break;
	case CELL_percent:
		decimal_write(into, from->amount, from->decimals);
		text_add_char(into, '%');
		break;
	case CELL_money:
		if (unit == MONEY_POUNDS)
			money_write(into, from->amount, false, s->house->negative_brackets);
		else
			money_write_in(into, from->amount, unit, s->house->negative_brackets);
		break;
	case CELL_date:
		house_print_date(s->house, s->language, date_of_days((int32_t)from->amount), true, into);
		break;
	case CELL_yes_no:
		text_add(into, settle_word(s, from->amount ? "yes" : "no"));
		break;
	case CELL_empty:
	case CELL_text:
		text_add(into, from->text);
		break;
	}
}

static bool is_marked_up(const struct prose_node *document)
{
	for (const struct prose_node *n = document->first; n; n = prose_walk(document, (struct prose_node *)n))
		if (n->kind != PROSE_paragraph && n->kind != PROSE_text && n->kind != PROSE_soft_break)
			return true;
	return document->first && document->first->next;
}

static const struct flow no_flow = {.level = 2, .depth = 1};

void cell_put_prose(struct settling *s, struct cell *cell, const struct prose_node *document)
{
	struct text plain = {0};
	prose_plain(document, &plain);
	cell->kind = CELL_text;
	cell->place = document->place;
	cell->shown = settle_text(s, &plain);
	if (!is_marked_up(document))
		return;
	struct flow flow = no_flow;
	flow.numbering = s->house->numbering;
	cell->prose = settle_copy(s, document, &flow);
	settle_body(s, cell->prose);
}

static struct cell settle_cell(struct settling *s, const struct table_cell *from, enum money_unit unit)
{
	struct cell cell = {.kind = from->kind, .amount = from->amount, .decimals = from->decimals,
		.place = from->place};
	if (from->kind == CELL_text && from->prose) {
		cell_put_prose(s, &cell, from->prose);
		return cell;
	}
	struct text text = {0};
	show_amount(s, from, unit, &text);
	cell.shown = settle_text(s, &text);
	return cell;
}

void cell_put_text(struct cell *cell, struct span text)
{
	cell->kind = CELL_text;
	cell->shown = text;
}

void cell_put_amount(struct settling *s, struct cell *cell, enum cell_kind kind, int64_t amount,
	uint8_t decimals, enum money_unit unit)
{
	const struct table_cell from = {.kind = kind, .amount = amount, .decimals = decimals};
	*cell = settle_cell(s, &from, unit);
}

/* --- tables of the paper */
static bool is_summed(enum cell_kind kind)
{
	return kind == CELL_number || kind == CELL_money;
}

static bool scaled(int64_t amount, unsigned by, int64_t *result)
{
	for (; by; by--)
		if (__builtin_mul_overflow(amount, 10, &amount))
			return false;
	*result = amount;
	return true;
}

/* The sum of a column; false when it is beyond what is added up exactly. */
static bool column_sum(const struct table_source *source, size_t column, int64_t *sum, uint8_t *decimals)
{
	*sum = 0;
	*decimals = 0;
	const enum cell_kind kind = source->columns[column].kind;
	for (size_t r = 0; r < source->row_count; r++) {
		const struct table_cell *cell = &source->cells[r * source->column_count + column];
		if (cell->kind == kind && cell->decimals > *decimals)
			*decimals = cell->decimals;
	}
	for (size_t r = 0; r < source->row_count; r++) {
		const struct table_cell *cell = &source->cells[r * source->column_count + column];
		int64_t amount;
		if (cell->kind != kind)
			continue;
		if (!scaled(cell->amount, (unsigned)(*decimals - cell->decimals), &amount) ||
			!money_add(sum, amount))
			return false;
	}
	return true;
}

static void add_total(struct building *b, const struct table_source *source)
{
	struct settling *s = b->s;
	struct cell *cells = building_row(b, true);
	bool labelled = false;
	for (size_t c = 0; c < source->column_count; c++) {
		if (!is_summed(source->columns[c].kind)) {
			if (!labelled && c == 0) {
				cell_put_text(&cells[c], settle_word(s, "total"));
				cells[c].header = true;
				labelled = true;
			}
			continue;
		}
		int64_t sum;
		uint8_t decimals;
		if (!column_sum(source, c, &sum, &decimals)) {
			diag_add(s->diags, FINDING_too_large, source->columns[c].title.place,
				settle_word(s, "total"), SPAN_NONE, SPAN_NONE);
			continue;
		}
		cell_put_amount(s, &cells[c], source->columns[c].kind, sum, decimals, source->columns[c].unit);
		cells[c].formula = (struct formula){.kind = FORMULA_sum_column, .from = 0,
			.to = (uint32_t)source->row_count - 1};
	}
}

struct table *settle_paper_table(struct settling *s, const struct table_source *source,
	enum table_use use, struct span label, struct span caption)
{
	struct building b = building_begin(s, use, arena_copy(s->arena, caption), source->column_count);
	b.table->label = label;
	for (size_t c = 0; c < source->column_count; c++) {
		const struct table_column *column = &source->columns[c];
		b.columns[c] = (struct column){arena_copy(s->arena, column->title.text), column->kind, column->unit};
		if (column->kind == CELL_money && column->unit != MONEY_POUNDS)
			b.columns[c].title = arena_format(s->arena, "%.*s (%s)", SPAN_ARG(column->title.text),
				money_unit_name(column->unit));
	}
	for (size_t r = 0; r < source->row_count; r++) {
		struct cell *cells = building_row(&b, false);
		for (size_t c = 0; c < source->column_count; c++)
			cells[c] = settle_cell(s, &source->cells[r * source->column_count + c],
				source->columns[c].unit);
	}
	if (source->total == TOTAL_sum && source->row_count)
		add_total(&b, source);
	if (source->note.text.length)
		b.table->note = arena_copy(s->arena, source->note.text);
	if (use == TABLE_placed && source->id.length)
		b.table->anchor = settle_id(s, source->id);
	struct span name = label.length && caption.length
		? arena_format(s->arena, "%.*s %.*s", SPAN_ARG(label), SPAN_ARG(caption))
		: caption.length ? caption : label;
	return building_finish(&b, name.length ? name : source->id);
}

/* One mark in the paper, in a part that stands on several sheets. */
static bool is_same_place(struct place a, struct place b)
{
	return a.source == b.source && a.from == b.from && a.to == b.to;
}

static void number_table(struct settling *s, struct placing *placing)
{
	const struct pattern *pattern = pattern_pick(s->house->numbering.tables, &s->asker);
	if (!pattern || pattern_kind_of(pattern) != PATTERN_COUNTER)
		return;
	placing->number = number_bare(number_of(s->arena, pattern, ++s->table_number, SPAN_NONE).printed);
	struct span word = settle_word(s, "table");
	placing->label = arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(placing->number));
}

struct table *settle_table_here(struct settling *s, const struct prose_node *node)
{
	size_t i = 0;
	while (i < s->paper->table_count && !span_same(s->paper->tables[i].id, node->url))
		i++;
	if (i == s->paper->table_count) {
		diag_add(s->diags, FINDING_reference_unknown, node->place, node->url, SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	struct placing *placing = &s->placed[i];
	if (placing->table && !is_same_place(placing->place, node->place)) {
		diag_add(s->diags, FINDING_table_placed_twice, node->place, node->url, SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	const struct table_source *source = &s->paper->tables[i];
	if (!placing->table)
		number_table(s, placing);
	placing->place = node->place;
	struct table *table =
		settle_paper_table(s, source, TABLE_placed, placing->label, source->caption.text);
	settle_target(s, TARGET_table, source->id, placing->number, table->anchor, source->caption.text);
	placing->table = table;
	return table;
}
