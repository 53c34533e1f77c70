/*
 * Finance: lines and funding by year, with totals of each kind and of all; and below the funding what
 * it leaves of the cost.
 */
#include "settle/building.h"

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
	struct span *kinds; /* each once, in the order of their totals; with any, they have a column */
	size_t kind_count;
	size_t first;       /* column of the first year */
	size_t years;       /* columns of amounts before the total column */
	bool total_column;
	size_t totals;      /* rows below the lines: one for each of several kinds, and of all */
};

/* As the style prints the kind; where it lists none, as it was typed. */
static struct span kind_as_printed(struct settling *s, struct span kind)
{
	const struct house *house = s->house;
	for (size_t i = 0; i < house->money_kind_count; i++)
		if (span_same_ignoring_case(house->money_kinds[i].answer, kind))
			return settle_words(s, house->money_kinds[i].text, &s->asker);
	return kind;
}

/* Rows, totals and formulas all go by what is printed. */
static const struct finance_line *with_kinds_as_printed(struct settling *s,
	const struct finance_line *lines, size_t count)
{
	if (s->house->money_kind_count == 0 || count == 0)
		return lines;
	struct finance_line *copy = ARENA_ARRAY(s->arena, struct finance_line, count);
	for (size_t i = 0; i < count; i++) {
		copy[i] = lines[i];
		copy[i].kind.text = kind_as_printed(s, lines[i].kind.text);
	}
	return copy;
}

static void find_kinds(struct finance_table *t)
{
	t->kinds = ARENA_ARRAY(t->s->arena, struct span, t->count);
	for (size_t i = 0; i < t->count; i++)
		if (finance_opens_kind(t->lines, i))
			t->kinds[t->kind_count++] = arena_copy(t->s->arena, t->lines[i].kind.text);
}

static struct building finance_begin(struct finance_table *t, struct span caption, const char *item)
{
	struct settling *s = t->s;
	const struct finance *f = t->finance;
	find_kinds(t);
	t->first = t->kind_count ? 2 : 1;
	t->years = f->years.count ? f->years.count : 1;
	t->total_column = t->years > 1;
	struct building b = building_begin(s, TABLE_finance, caption, t->first + t->years + t->total_column);
	b.columns[0] = (struct column){settle_word(s, item), CELL_text, MONEY_POUNDS};
	if (t->kind_count)
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
	if (t->kind_count)
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
	if (t->kind_count)
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
	for (size_t i = 0; i < t->kind_count && t->kind_count > 1; i++)
		finance_total(t, b, t->kinds[i]);
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

/* NULL where there is nothing to compare: one year, or no money. */
static const struct chart *finance_chart(const struct finance_table *t, const struct table *table)
{
	struct arena *arena = t->s->arena;
	const bool by_kind = t->totals > 2 && t->totals - 1 <= CHART_SERIES;
	const size_t first = by_kind ? t->count : table->row_count - 1;
	const size_t count = by_kind ? t->totals - 1 : 1;
	if (t->years < 2)
		return NULL;
	struct chart_series *series = ARENA_ARRAY(arena, struct chart_series, count);
	for (size_t i = 0; i < count; i++) {
		if (!is_whole_row(t, &table->rows[first + i]))
			return NULL;
		series[i] = series_of(t, table, first + i,
			by_kind ? t->kinds[i] : table->rows[first + i].cells[0].shown);
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

/* --- the gap: what the funding leaves of the cost, as a row below the funding's totals */

#define NO_ROW SIZE_MAX

static bool all_are_sure(const struct finance_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < t->lines[i].amount_count; k++)
			if (t->lines[i].amounts[k].kind != CELL_money)
				return false;
	return true;
}

/* The row of a kind's total, or of the whole when the kind is absent; NO_ROW: no line is of the kind. */
static size_t row_of_total(const struct finance_table *t, struct span kind)
{
	const size_t whole = t->count + t->totals - 1;
	if (!kind.length)
		return whole;
	for (size_t i = 0; i < t->kind_count; i++)
		if (span_same_ignoring_case(t->kinds[i], kind))
			return t->totals == 1 ? whole : t->count + i; /* one kind is the whole */
	return NO_ROW;
}

struct gap {
	const struct finance_table *costs, *funding;
	const struct table *cost_table;
	struct building *b; /* of the funding */
	size_t rows, turned_rows; /* made so far */
};

static int64_t amount_at(const struct finance_table *t, const struct table *table, size_t row, size_t column)
{
	return row == NO_ROW ? 0 : table->rows[row].cells[t->first + column].amount;
}

/* The last column is that of the totals, and speaks for the row: for money beyond the cost it is turned. */
static void put_gap(struct gap *g, struct span kind, size_t cost, size_t funding, const int64_t *pence)
{
	struct settling *s = g->funding->s;
	const size_t last = g->funding->years + g->funding->total_column - 1;
	const bool turned = pence[last] < 0;
	struct cell *cells = building_row(g->b, true);
	g->b->rows[g->b->table->row_count - 1].shortfall = !turned;
	const struct span word = settle_word(s, turned ? "funding_beyond" : "not_funded");
	cell_put_text(&cells[0], kind.length ? arena_format(s->arena, "%.*s (%.*s)", SPAN_ARG(word),
						       SPAN_ARG(kind)) : word);
	cells[0].header = true;
	if (g->funding->kind_count)
		cell_put_text(&cells[1], SPAN(""));
	for (size_t y = 0; y <= last; y++) {
		struct cell *cell = &cells[g->funding->first + y];
		cell_put_amount(s, cell, CELL_money, turned ? -pence[y] : pence[y], 0,
			g->funding->finance->unit);
		if (cost != NO_ROW && funding != NO_ROW)
			cell->formula = (struct formula){.kind = FORMULA_difference, .from = (uint32_t)cost,
				.to = (uint32_t)funding, .by = (uint32_t)(g->costs->first + y),
				.other = g->cost_table, .turned = turned};
	}
	g->rows++;
	g->turned_rows += turned;
}

/* What brings money in needs no funding. */
static void add_gap(struct gap *g, struct span kind)
{
	const struct finance_table *t = g->funding;
	const size_t cost = row_of_total(g->costs, kind), funding = row_of_total(t, kind);
	const size_t columns = t->years + t->total_column;
	int64_t *pence = ARENA_ARRAY(t->s->arena, int64_t, columns);
	bool any = false;
	for (size_t y = 0; y < columns; y++) {
		pence[y] = amount_at(g->costs, g->cost_table, cost, y);
		if (!money_add(&pence[y], -amount_at(t, g->b->table, funding, y)))
			return;
		any = any || pence[y];
	}
	if (any && (funding != NO_ROW || pence[columns - 1] > 0))
		put_gap(g, kind, cost, funding, pence);
}

/* Of several kinds that want money together; not where one has too much: the kinds are not the same. */
static void add_whole_gap(struct gap *g, size_t first)
{
	const struct finance_table *t = g->funding;
	if (g->rows < 2 || g->turned_rows)
		return;
	struct cell *cells = building_row(g->b, true);
	g->b->rows[g->b->table->row_count - 1].shortfall = true;
	cell_put_text(&cells[0], settle_word(t->s, "not_funded"));
	cells[0].header = true;
	cell_put_text(&cells[1], SPAN(""));
	for (size_t y = 0; y < t->years + t->total_column; y++) {
		int64_t sum = 0;
		for (size_t r = first; r < first + g->rows; r++)
			if (!add_checked(t->s, t->finance, &sum, amount_at(t, g->b->table, r, y)))
				return;
		cell_put_amount(t->s, &cells[t->first + y], CELL_money, sum, 0, t->finance->unit);
		cells[t->first + y].formula = (struct formula){.kind = FORMULA_sum_column,
			.from = (uint32_t)first, .to = (uint32_t)(first + g->rows - 1)};
	}
}

static void add_gaps(struct gap *g)
{
	const struct finance_table *costs = g->costs, *funding = g->funding;
	const size_t first = g->b->table->row_count;
	if (!costs->count || !all_are_sure(costs) || !all_are_sure(funding))
		return;
	if (!finance_has_kinds(costs->lines, costs->count) ||
		!finance_has_kinds(funding->lines, funding->count)) {
		add_gap(g, SPAN_NONE);
		return;
	}
	for (size_t i = 0; i < costs->kind_count; i++)
		add_gap(g, costs->kinds[i]);
	for (size_t i = 0; i < funding->kind_count; i++)
		if (row_of_total(costs, funding->kinds[i]) == NO_ROW)
			add_gap(g, funding->kinds[i]);
	add_whole_gap(g, first);
}

static struct building finance_build(struct finance_table *t, const char *caption, const char *item)
{
	struct building b = finance_begin(t, settle_word(t->s, caption), item);
	for (size_t i = 0; i < t->count; i++)
		finance_row(t, &b, &t->lines[i]);
	finance_totals(t, &b);
	t->totals = b.table->row_count - t->count;
	return b;
}

void settle_finance(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	const struct finance *f = flow->typed->finance;
	struct finance_table costs = {.s = s, .finance = f, .count = f->line_count,
		.lines = with_kinds_as_printed(s, f->lines, f->line_count)};
	struct finance_table funding = {.s = s, .finance = f, .count = f->funding_count,
		.lines = with_kinds_as_printed(s, f->funding, f->funding_count)};
	struct table *cost_table = NULL;
	if (costs.count) {
		struct building b = finance_build(&costs, "finance_costs", "item_title");
		cost_table = building_finish(&b, b.table->caption);
		cost_table->chart = finance_chart(&costs, cost_table); /* the funding adds up to the same */
		prose_append(body, settle_table_node(s, cost_table));
	}
	if (funding.count) {
		struct building b = finance_build(&funding, "funding", "source");
		add_gaps(&(struct gap){.costs = &costs, .funding = &funding, .cost_table = cost_table, .b = &b});
		prose_append(body, settle_table_node(s, building_finish(&b, b.table->caption)));
	}
}
