/* Finance: lines and funding by year, with totals of each kind and of all. */
#include "settle/building.h"

static bool has_kinds(const struct finance_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].kind.text.length)
			return true;
	return false;
}

static bool add_checked(struct settling *s, const struct finance *f, int64_t *sum, int64_t pence)
{
	if (money_add(sum, pence))
		return true;
	diag_add(s->diags, FINDING_too_large, f->place, settle_word(s, "total"), SPAN_NONE, SPAN_NONE);
	return false;
}

struct finance_table {
	struct settling *s;
	const struct finance *finance;
	const struct finance_line *lines;
	size_t count;
	bool kinds;         /* there is a column for the kind */
	size_t first;       /* column of the first year */
	size_t years;       /* columns of amounts before the total column */
	bool total_column;
};

static struct building finance_begin(struct finance_table *t, struct span caption, const char *item)
{
	struct settling *s = t->s;
	const struct finance *f = t->finance;
	t->kinds = has_kinds(t->lines, t->count);
	t->first = t->kinds ? 2 : 1;
	t->years = f->years.count ? f->years.count : 1;
	t->total_column = t->years > 1;
	struct building b = building_begin(s, TABLE_finance, caption, t->first + t->years + t->total_column);
	b.columns[0] = (struct column){settle_word(s, item), CELL_text, MONEY_POUNDS};
	if (t->kinds)
		b.columns[1] = (struct column){settle_word(s, "kind"), CELL_text, MONEY_POUNDS};
	for (size_t y = 0; y < t->years; y++)
		b.columns[t->first + y] = (struct column){f->years.count
			? arena_copy(s->arena, f->years.items[y].text) : settle_word(s, "amount"), CELL_money, f->unit};
	if (t->total_column)
		b.columns[t->first + t->years] = (struct column){settle_word(s, "total"), CELL_money, f->unit};
	if (f->unit != MONEY_POUNDS)
		b.table->unit = span_of(money_unit_name(f->unit));
	return b;
}

static void finance_row(const struct finance_table *t, struct building *b, const struct finance_line *line)
{
	struct settling *s = t->s;
	struct cell *cells = building_row(b, false);
	int64_t sum = 0;
	cell_put_text(&cells[0], arena_copy(s->arena, line->item.text));
	if (t->kinds)
		cell_put_text(&cells[1], arena_copy(s->arena, line->kind.text.at ? line->kind.text : SPAN("")));
	for (size_t y = 0; y < t->years && y < line->amount_count; y++) {
		if (line->amounts[y].kind != CELL_money)
			continue;
		cell_put_amount(s, &cells[t->first + y], CELL_money, line->amounts[y].amount, 0, t->finance->unit);
		if (!add_checked(s, t->finance, &sum, line->amounts[y].amount))
			return;
	}
	if (!t->total_column)
		return;
	struct cell *total = &cells[t->first + t->years];
	cell_put_amount(s, total, CELL_money, sum, 0, t->finance->unit);
	total->formula = (struct formula){.kind = FORMULA_sum_row, .from = (uint32_t)t->first,
		.to = (uint32_t)(t->first + t->years - 1)};
}

/* A total row: of one kind, or of all when `kind` is absent. */
static void finance_total(const struct finance_table *t, struct building *b, struct span kind)
{
	struct settling *s = t->s;
	struct cell *cells = building_row(b, true);
	struct span word = settle_word(s, "total");
	cell_put_text(&cells[0], kind.length ? arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(kind))
					: word);
	cells[0].header = true;
	if (t->kinds)
		cell_put_text(&cells[1], SPAN(""));
	for (size_t y = 0; y < t->years + t->total_column; y++) {
		int64_t sum = 0;
		for (size_t i = 0; i < t->count; i++) {
			if (kind.length && !span_same(t->lines[i].kind.text, kind))
				continue;
			for (size_t k = 0; k < t->lines[i].amount_count && k < t->years; k++)
				if ((y == t->years || k == y) && t->lines[i].amounts[k].kind == CELL_money &&
					!add_checked(s, t->finance, &sum, t->lines[i].amounts[k].amount))
					return;
		}
		struct cell *cell = &cells[t->first + y];
		cell_put_amount(s, cell, CELL_money, sum, 0, t->finance->unit);
		cell->formula = (struct formula){.kind = kind.length ? FORMULA_sum_if : FORMULA_sum_column,
			.from = 0, .to = (uint32_t)t->count - 1, .by = 1, .key = kind};
	}
}

static void finance_totals(const struct finance_table *t, struct building *b)
{
	size_t kinds = 0;
	for (int printing = 0; printing < 2; printing++) {
		for (size_t i = 0; i < t->count; i++) {
			bool first = t->lines[i].kind.text.length > 0;
			for (size_t k = 0; k < i && first; k++)
				first = !span_same(t->lines[k].kind.text, t->lines[i].kind.text);
			if (first && printing && kinds > 1)
				finance_total(t, b, arena_copy(t->s->arena, t->lines[i].kind.text));
			kinds += first && !printing;
		}
	}
	finance_total(t, b, SPAN_NONE);
}

/* --- the chart: totals over the years, of each kind where there are two or three of them */

static bool is_whole_row(const struct finance_table *t, const struct row *row)
{
	for (size_t y = 0; y < t->years; y++)
		if (row->cells[t->first + y].kind != CELL_money)
			return false;
	return true;
}

static struct chart_series series_of(const struct finance_table *t, const struct table *table,
	size_t row, struct span name)
{
	struct arena *arena = t->s->arena;
	const struct cell *cells = table->rows[row].cells;
	int64_t *pence = ARENA_ARRAY(arena, int64_t, t->years);
	struct span *shown = ARENA_ARRAY(arena, struct span, t->years);
	for (size_t y = 0; y < t->years; y++) {
		pence[y] = cells[t->first + y].amount;
		shown[y] = cells[t->first + y].shown;
	}
	return (struct chart_series){name, pence, shown, row};
}

static bool says_anything(const struct chart_series *series, size_t count, size_t years)
{
	for (size_t i = 0; i < count; i++)
		for (size_t y = 0; y < years; y++)
			if (series[i].pence[y])
				return true;
	return false;
}

/* The kinds in the order of their totals. */
static struct span kind_at(const struct finance_table *t, size_t number)
{
	for (size_t i = 0; i < t->count; i++) {
		bool first = t->lines[i].kind.text.length > 0;
		for (size_t k = 0; k < i && first; k++)
			first = !span_same(t->lines[k].kind.text, t->lines[i].kind.text);
		if (first && number-- == 0)
			return arena_copy(t->s->arena, t->lines[i].kind.text);
	}
	return SPAN_NONE;
}

/* NULL where there is nothing to compare: one year, or no money. */
static const struct chart *finance_chart(const struct finance_table *t, const struct table *table)
{
	struct arena *arena = t->s->arena;
	const size_t totals = table->row_count - t->count; /* of each kind, then of all */
	const bool by_kind = totals > 2 && totals - 1 <= CHART_SERIES;
	const size_t first = by_kind ? t->count : table->row_count - 1;
	const size_t count = by_kind ? totals - 1 : 1;
	if (t->years < 2)
		return NULL;
	struct chart_series *series = ARENA_ARRAY(arena, struct chart_series, count);
	for (size_t i = 0; i < count; i++) {
		if (!is_whole_row(t, &table->rows[first + i]))
			return NULL;
		series[i] = series_of(t, table, first + i,
			by_kind ? kind_at(t, i) : table->rows[first + i].cells[0].shown);
	}
	if (!says_anything(series, count, t->years))
		return NULL;
	struct span *categories = ARENA_ARRAY(arena, struct span, t->years);
	for (size_t y = 0; y < t->years; y++)
		categories[y] = table->columns[t->first + y].title;
	struct chart *chart = ARENA_NEW(arena, struct chart);
	*chart = (struct chart){table->caption, categories, t->years, t->first, series, count};
	return chart;
}

static void finance_table(struct settling *s, const struct finance *f, const struct finance_line *lines,
	size_t count, const char *caption, const char *item, struct prose_node *body)
{
	if (!count)
		return;
	struct finance_table t = {.s = s, .finance = f, .lines = lines, .count = count};
	struct building b = finance_begin(&t, settle_word(s, caption), item);
	for (size_t i = 0; i < count; i++)
		finance_row(&t, &b, &lines[i]);
	finance_totals(&t, &b);
	struct table *table = building_finish(&b, b.table->caption);
	if (lines == f->lines) /* the funding adds up to the same */
		table->chart = finance_chart(&t, table);
	prose_append(body, settle_table_node(s, table));
}

void settle_finance(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	const struct finance *f = flow->typed->finance;
	finance_table(s, f, f->lines, f->line_count, "finance_costs", "item_title", body);
	finance_table(s, f, f->funding, f->funding_count, "funding", "source", body);
}
