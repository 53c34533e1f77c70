/* What the figures of a paper are, and what sums they make. */
#include "check/known.h"

#include <stdlib.h>

static void add_known(struct figures *f, struct known known)
{
	ARENA_GROW(f->what->arena, f->known, f->count, f->capacity);
	f->known[f->count++] = known;
}

/* --- what the paper's figures are */

/* Sums as they are made line by line: of all, of a kind, of a year. */
struct sums {
	int64_t all;
	int64_t *years;
	size_t year_count;
	struct place place;
	bool begun;
};

static void sums_add(struct figures *f, struct sums *sums, const struct finance_line *line)
{
	if (!sums->begun)
		sums->place = line->place;
	sums->begun = true;
	for (size_t i = 0; i < line->amount_count; i++) {
		if (line->amounts[i].kind != CELL_money ||
			!money_add(&sums->all, line->amounts[i].amount))
			f->sure = false;
		else if (i < sums->year_count)
			money_add(&sums->years[i], line->amounts[i].amount);
	}
}

/* The whole, and each year, which weighs no more than a line. */
static void add_sums(struct figures *f, const struct finance *finance, const struct sums *sums,
	struct span name, enum known_weight weight)
{
	struct arena *arena = f->what->arena;
	add_known(f, (struct known){sums->all, name, sums->place, weight});
	for (size_t i = 0; i < sums->year_count; i++) {
		const struct span in_year = arena_format(arena, "%.*s in %.*s", SPAN_ARG(name),
			SPAN_ARG(finance->years.items[i].text));
		add_known(f, (struct known){sums->years[i], in_year, sums->place, KNOWN_line});
	}
}

static struct sums new_sums(struct figures *f, const struct finance *finance)
{
	return (struct sums){.years = ARENA_ARRAY(f->what->arena, int64_t, finance->years.count + 1),
		.year_count = finance->years.count};
}

static void add_lines(struct figures *f, const struct finance *finance,
	const struct finance_line *lines, size_t count, const char *total)
{
	struct sums all = new_sums(f, finance);
	for (size_t i = 0; i < count; i++) {
		struct sums line = new_sums(f, finance);
		sums_add(f, &line, &lines[i]);
		sums_add(f, &all, &lines[i]);
		add_sums(f, finance, &line,
			arena_format(f->what->arena, "\"%.*s\"", SPAN_ARG(lines[i].item.text)),
			KNOWN_line);
		if (!finance_opens_kind(lines, i))
			continue;
		struct sums kind = new_sums(f, finance);
		for (size_t k = i; k < count; k++)
			if (span_same_ignoring_case(lines[k].kind.text, lines[i].kind.text))
				sums_add(f, &kind, &lines[k]);
		add_sums(f, finance, &kind,
			arena_format(f->what->arena, "%s of %.*s", total, SPAN_ARG(lines[i].kind.text)),
			KNOWN_total);
	}
	if (count)
		add_sums(f, finance, &all, span_of(total), KNOWN_total);
}

static int64_t sum_of_kind(const struct finance_line *lines, size_t count, struct span kind)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lines[i].amount_count; k++)
			if (lines[i].amounts[k].kind == CELL_money &&
				(!kind.at || span_same_ignoring_case(lines[i].kind.text, kind)))
				money_add(&sum, lines[i].amounts[k].amount);
	return sum;
}

/* What the funding leaves of the cost stands below it on the page. */
static void add_gap(struct figures *f, const struct finance *finance, struct span kind)
{
	int64_t gap = sum_of_kind(finance->lines, finance->line_count, kind);
	money_add(&gap, -sum_of_kind(finance->funding, finance->funding_count, kind));
	if (gap && finance->line_count && finance->funding_count)
		add_known(f, (struct known){gap, SPAN("what is not yet funded"),
			finance->funding[0].place, KNOWN_total});
}

static void add_gaps(struct figures *f, const struct finance *finance)
{
	add_gap(f, finance, SPAN_NONE);
	for (size_t i = 0; i < finance->line_count; i++)
		if (finance_opens_kind(finance->lines, i))
			add_gap(f, finance, finance->lines[i].kind.text);
}

/* --- tables */

#define ROWS_READ 60 /* of a longer table nobody knows single cells by heart */

static bool is_total_row(const struct reading *r, const struct table_source *table, size_t row)
{
	const struct table_cell *first = &table->cells[row * table->column_count];
	return first->kind == CELL_text && says_is(r, SAYS_total_row, first->text);
}

/* Cells of money, and what a column of them adds up to. */
static void add_column(struct figures *f, const struct reading *r, const struct table_source *table,
	size_t column)
{
	struct arena *arena = f->what->arena;
	const struct words title = table->columns[column].title;
	const struct span cells = arena_format(arena, "a cell under \"%.*s\"", SPAN_ARG(title.text));
	const enum known_weight weight = table->row_count <= ROWS_READ ? KNOWN_line : KNOWN_cell;
	int64_t sum = 0;
	for (size_t row = 0; row < table->row_count; row++) {
		const struct table_cell *cell = &table->cells[row * table->column_count + column];
		if (cell->kind != CELL_money)
			continue;
		const bool total = is_total_row(r, table, row);
		add_known(f, (struct known){cell->amount, cells, cell->place,
			total ? KNOWN_total : weight});
		money_add(&sum, cell->amount);
	}
	add_known(f, (struct known){sum,
		arena_format(arena, "the sum under \"%.*s\"", SPAN_ARG(title.text)), title.place,
		table->total == TOTAL_sum ? KNOWN_total : KNOWN_cell});
}

static void add_table(struct figures *f, const struct reading *r, const struct table_source *table)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].kind == CELL_money)
			add_column(f, r, table, c);
}

void known_collect(struct figures *f, const struct reading *r)
{
	const struct paper *paper = f->what->paper;
	f->sure = true;
	for (size_t i = 0; i < paper->part_count; i++) {
		const struct finance *finance = paper->parts[i].finance;
		if (finance) {
			add_lines(f, finance, finance->lines, finance->line_count, "the total");
			add_lines(f, finance, finance->funding, finance->funding_count, "the funding");
			add_gaps(f, finance);
		}
		for (size_t k = 0; k < paper->parts[i].item_count; k++)
			if (paper->parts[i].items[k].table)
				add_table(f, r, paper->parts[i].items[k].table);
	}
	for (size_t i = 0; i < paper->table_count; i++)
		add_table(f, r, &paper->tables[i]);
}

void known_add_value(struct figures *f)
{
	static const char *const names[] = {"value", "key_decision.value"};
	f->of_tables = f->count;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct value *value = paper_fact(f->what->paper, span_of(names[i]));
		if (value && value->right && value->kind == VALUE_money && value->amount > 0)
			add_known(f, (struct known){value->amount, SPAN("the value of the decision"),
				value->place, KNOWN_total});
	}
}

/* --- by size */

int64_t known_size(const struct known *known)
{
	return known->pence < 0 ? -known->pence : known->pence;
}

static int by_size(const void *a, const void *b)
{
	const struct known *one = *(const struct known *const *)a;
	const struct known *two = *(const struct known *const *)b;
	const int64_t first = known_size(one), second = known_size(two);
	if (first != second)
		return first < second ? -1 : 1;
	if (one->weight != two->weight)
		return one->weight > two->weight ? -1 : 1;
	return one < two ? -1 : one > two;
}

void known_sort(struct figures *f)
{
	const struct known **sorted = ARENA_ARRAY(f->what->arena, const struct known *, f->count + 1);
	for (size_t i = 0; i < f->count; i++)
		sorted[i] = &f->known[i];
	qsort(sorted, f->count, sizeof *sorted, by_size);
	f->sorted = sorted;
	const struct known **weighty = ARENA_ARRAY(f->what->arena, const struct known *, f->count + 1);
	for (size_t i = 0; i < f->count; i++)
		if (sorted[i]->weight != KNOWN_cell)
			weighty[f->weighty_count++] = sorted[i];
	f->weighty = weighty;
}

size_t known_from(const struct figures *f, int64_t size)
{
	size_t from = 0, to = f->count;
	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		if (known_size(f->sorted[middle]) < size)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool known_has(const struct figures *f, int64_t pence, int64_t grain)
{
	const size_t i = known_from(f, pence - grain + 1);
	return i < f->count && known_size(f->sorted[i]) < pence + grain;
}
