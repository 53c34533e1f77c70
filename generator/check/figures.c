/*
 * Amounts that recommendations and the decision's value name, against the figures of the finance
 * block and of tables of money. An amount that stands in none of them and comes near one is most likely
 * a slip: £1.25m in a recommendation where the lines add up to £1.235m, a zero lost, two digits
 * exchanged. One that is far from all of them is most likely another matter, and passes.
 */
#include "check/themes.h"

struct known {
	int64_t pence;
	struct span name; /* "the total of capital" */
	struct place place;
};

struct figures {
	const struct checking *what;
	struct known *known;
	size_t count, capacity;
	bool sure; /* every amount of the paper's figures was read */
};

static void add_known(struct figures *f, int64_t pence, struct span name, struct place place)
{
	ARENA_GROW(f->what->arena, f->known, f->count, f->capacity);
	f->known[f->count++] = (struct known){pence, name, place};
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

static void add_sums(struct figures *f, const struct finance *finance, const struct sums *sums,
	struct span name)
{
	struct arena *arena = f->what->arena;
	add_known(f, sums->all, name, sums->place);
	for (size_t i = 0; i < sums->year_count; i++)
		add_known(f, sums->years[i],
			arena_format(arena, "%.*s in %.*s", SPAN_ARG(name),
				SPAN_ARG(finance->years.items[i].text)),
			sums->place);
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
			arena_format(f->what->arena, "\"%.*s\"", SPAN_ARG(lines[i].item.text)));
		if (!finance_opens_kind(lines, i))
			continue;
		struct sums kind = new_sums(f, finance);
		for (size_t k = i; k < count; k++)
			if (span_same_ignoring_case(lines[k].kind.text, lines[i].kind.text))
				sums_add(f, &kind, &lines[k]);
		add_sums(f, finance, &kind,
			arena_format(f->what->arena, "%s of %.*s", total, SPAN_ARG(lines[i].kind.text)));
	}
	if (count)
		add_sums(f, finance, &all, span_of(total));
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
		add_known(f, gap, SPAN("what is not yet funded"), finance->funding[0].place);
}

static void add_gaps(struct figures *f, const struct finance *finance)
{
	add_gap(f, finance, SPAN_NONE);
	for (size_t i = 0; i < finance->line_count; i++)
		if (finance_opens_kind(finance->lines, i))
			add_gap(f, finance, finance->lines[i].kind.text);
}

/* Cells of money, and what a column of them adds up to. */
static void add_column(struct figures *f, const struct table_source *table, size_t column)
{
	struct arena *arena = f->what->arena;
	const struct words title = table->columns[column].title;
	const struct span cells = arena_format(arena, "a cell under \"%.*s\"", SPAN_ARG(title.text));
	int64_t sum = 0;
	for (size_t r = 0; r < table->row_count; r++) {
		const struct table_cell *cell = &table->cells[r * table->column_count + column];
		if (cell->kind != CELL_money)
			continue;
		add_known(f, cell->amount, cells, cell->place);
		money_add(&sum, cell->amount);
	}
	add_known(f, sum, arena_format(arena, "the sum under \"%.*s\"", SPAN_ARG(title.text)),
		title.place);
}

static void add_table(struct figures *f, const struct table_source *table)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].kind == CELL_money)
			add_column(f, table, c);
}

static void collect(struct figures *f)
{
	const struct paper *paper = f->what->paper;
	for (size_t i = 0; i < paper->part_count; i++) {
		const struct finance *finance = paper->parts[i].finance;
		if (finance) {
			add_lines(f, finance, finance->lines, finance->line_count, "the total");
			add_lines(f, finance, finance->funding, finance->funding_count, "the funding");
			add_gaps(f, finance);
		}
		for (size_t k = 0; k < paper->parts[i].item_count; k++)
			if (paper->parts[i].items[k].table)
				add_table(f, paper->parts[i].items[k].table);
	}
	for (size_t i = 0; i < paper->table_count; i++)
		add_table(f, &paper->tables[i]);
}

/* --- is an amount one of them, or near one? */

/* What was typed, in steps of its last digit: £1.25m is 1,250,000 in steps of 10,000. */
struct amount {
	int64_t pence, step;
	struct place place;
	struct span typed;
};

static int64_t magnitude(int64_t n)
{
	return n < 0 ? -n : n;
}

static bool agrees(const struct amount *amount, int64_t pence)
{
	const int64_t size = magnitude(pence);
	return size == amount->pence ||
	       (size + amount->step / 2) / amount->step * amount->step == amount->pence;
}

static bool has_same_digits(int64_t a, int64_t b)
{
	int counts[10] = {0};
	for (; a; a /= 10)
		counts[a % 10]++;
	for (; b; b /= 10)
		counts[b % 10]--;
	for (size_t i = 0; i < 10; i++)
		if (counts[i])
			return false;
	return true;
}

#define NEAR_PER_CENT 10

/* Smaller is nearer; INT64_MAX: another matter. */
static int64_t distance(const struct amount *amount, int64_t pence)
{
	const int64_t size = magnitude(pence), apart = magnitude(size - amount->pence);
	if (!size)
		return INT64_MAX;
	for (int64_t power = 10; power <= 1000; power *= 10)
		if (size == amount->pence * power || size * power == amount->pence)
			return 0;
	if (has_same_digits(size, amount->pence) || apart <= size / 100 * NEAR_PER_CENT)
		return apart;
	return INT64_MAX;
}

static void check_amount(const struct figures *f, const struct amount *amount)
{
	const struct known *nearest = NULL;
	int64_t best = INT64_MAX;
	for (size_t i = 0; i < f->count; i++) {
		if (agrees(amount, f->known[i].pence))
			return;
		const int64_t apart = distance(amount, f->known[i].pence);
		/* of two that are as near the later is the larger sum */
		if (apart != INT64_MAX && apart <= best) {
			best = apart;
			nearest = &f->known[i];
		}
	}
	if (!nearest)
		return;
	struct text money = {0};
	money_write(&money, nearest->pence, false, f->what->house->negative_brackets);
	struct finding *finding = diag_add(f->what->diags, FINDING_figure_disagrees, amount->place,
		amount->typed, nearest->name, arena_copy(f->what->arena, text_span(&money)));
	text_release(&money);
	finding->because = nearest->place;
}

/* --- amounts in prose */

static size_t digits_length(struct span s, size_t at)
{
	size_t end = at;
	while (end < s.length && (is_digit(s.at[end]) || ((s.at[end] == ',' || s.at[end] == '.') &&
		end + 1 < s.length && is_digit(s.at[end + 1]))))
		end++;
	return end - at;
}

static size_t unit_length(struct span s, size_t at)
{
	static const char *const units[] = {" million", " billion", " thousand", "million", "billion",
		"bn", "m", "k"};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		const struct span unit = span_of(units[i]);
		const struct span here = span_cut(s, at, at + unit.length);
		const bool ends = at + unit.length >= s.length || !is_letter(s.at[at + unit.length]);
		if (span_same_ignoring_case(here, unit) && ends)
			return unit.length;
	}
	return 0;
}

/* In pence: of £1.25m a hundredth of a million. */
static int64_t step_of(struct span digits, int64_t pence, size_t unit)
{
	if (!unit)
		return span_find(digits, SPAN(".")) == SIZE_MAX ? 100 : 1;
	int64_t number = 0; /* as if there were no point: its unit is that of the last digit */
	for (size_t i = 0; i < digits.length && number < INT64_MAX / 100; i++)
		if (is_digit(digits.at[i]))
			number = number * 10 + (digits.at[i] - '0');
	return number && number <= pence ? pence / number : 1;
}

/* An amount after a pound sign at `at`; returns where to go on. */
static size_t amount_at(const struct figures *f, const struct prose_node *node, size_t at)
{
	const struct span text = node->text;
	const size_t sign = at, start = at + 2, length = digits_length(text, start);
	if (!length)
		return start;
	const size_t unit = unit_length(text, start + length), end = start + length + unit;
	const struct span typed = span_cut(text, sign, end);
	const struct money_reading reading = money_read(typed, MONEY_POUNDS);
	if (reading.fault || !reading.pence)
		return end;
	struct place place = node->place;
	if (place.to - place.from == text.length) {
		place.from += (uint32_t)sign;
		place.to = place.from + (uint32_t)typed.length;
	}
	const struct amount amount = {reading.pence,
		step_of(span_cut(text, start, start + length), reading.pence, unit), place, typed};
	check_amount(f, &amount);
	return end;
}

static void check_prose(const struct figures *f, const struct prose_node *document)
{
	for (struct prose_node *n = document ? document->first : NULL; n; n = prose_walk(document, n)) {
		if (n->kind != PROSE_text)
			continue;
		for (size_t at = 0; at + 2 < n->text.length;) {
			const size_t sign = span_find(span_cut(n->text, at, n->text.length), SPAN("£"));
			if (sign == SIZE_MAX)
				break;
			at = amount_at(f, n, at + sign);
		}
	}
}

static void check_fact(const struct figures *f, const char *name)
{
	const struct value *value = paper_fact(f->what->paper, span_of(name));
	if (!value || !value->right || value->kind != VALUE_money || value->amount <= 0)
		return;
	const struct amount amount = {value->amount, 100, value->place, value->text};
	check_amount(f, &amount);
}

/* --- "There are no financial implications", and yet */

static const struct value *value_of_decision(const struct checking *what)
{
	static const char *const names[] = {"value", "key_decision.value"};
	for (size_t i = 0; i < 2; i++) {
		const struct value *value = paper_fact(what->paper, span_of(names[i]));
		if (value && value->right && value->amount > 0)
			return value;
	}
	return NULL;
}

static void check_none(const struct checking *what)
{
	const struct value *value = value_of_decision(what);
	bool any_figures = false;
	for (size_t i = 0; i < what->paper->part_count; i++)
		any_figures = any_figures || what->paper->parts[i].finance;
	for (size_t i = 0; value && !any_figures && i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_finance || !part->none)
			continue;
		struct finding *finding = diag_add(what->diags, FINDING_none_but_money, part->place,
			value->text, SPAN_NONE, SPAN_NONE);
		finding->because = value->place;
		return;
	}
}

void check_figures(const struct checking *what)
{
	struct figures f = {.what = what, .sure = true};
	check_none(what);
	collect(&f);
	if (!f.sure || !f.count)
		return;
	check_fact(&f, "value");
	check_fact(&f, "key_decision.value");
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_recommendations)
			continue;
		for (size_t k = 0; k < part->item_count; k++) {
			const struct value *text = record_value(&part->items[k], "text");
			check_prose(&f, text ? text->prose : NULL);
		}
		for (size_t k = 0; k < part->passage_count; k++)
			check_prose(&f, part->passages[k].prose);
	}
}
