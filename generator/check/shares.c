/*
 * Shares of a whole that do not come to 100%, in a sentence or in a column; and rows of sums that an
 * author typed below a table, against the rows above them.
 */
#include "check/sums.h"

#include "base/decimal.h"

#include <stdlib.h>

#define DECIMALS_MOST 6
#define PERCENTS_MOST 30

static int64_t power_of_ten(int n)
{
	int64_t power = 1;
	while (n-- > 0)
		power *= 10;
	return power;
}

static int64_t magnitude(int64_t n)
{
	return n < 0 ? -n : n;
}

static struct span number_text(const struct checking *what, int64_t amount, uint8_t decimals,
	enum cell_kind kind)
{
	struct text text = {0};
	if (kind == CELL_money)
		money_write(&text, amount, false, what->house->negative_brackets);
	else
		decimal_write(&text, amount, decimals);
	if (kind == CELL_percent)
		text_add_char(&text, '%');
	const struct span copy = arena_copy(what->arena, text_span(&text));
	text_release(&text);
	return copy;
}

/* Shares that come near to a whole, and miss it by more than each may have lost in rounding. */
static bool misses_whole(int64_t sum, uint8_t decimals, size_t count, int64_t least_per_cent)
{
	const int64_t one = power_of_ten(decimals), apart = magnitude(sum - 100 * one);
	return 2 * apart > (int64_t)count && apart <= (100 - least_per_cent) * one;
}

#define FAR_PER_CENT 10

static bool misses_by_far(int64_t sum, uint8_t decimals)
{
	return magnitude(sum - 100 * power_of_ten(decimals)) > FAR_PER_CENT * power_of_ten(decimals);
}

/* --- in a sentence */

struct shares {
	size_t tokens[PERCENTS_MOST];
	size_t count;
	uint8_t decimals;
};

static bool find_shares(const struct reading *r, struct stretch s, struct shares *shares)
{
	for (size_t i = s.from; i < s.to; i++) {
		const struct token *t = &r->tokens[i];
		if (t->kind != TOKEN_percent)
			continue;
		if (shares->count == PERCENTS_MOST || t->decimals > DECIMALS_MOST ||
			t->value > 1000000 || amount_is_about(r, i) || says_before(r, SAYS_of, i))
			return false;
		shares->tokens[shares->count++] = i;
		if (t->decimals > shares->decimals)
			shares->decimals = t->decimals;
	}
	return shares->count >= 2;
}

/* "and the remaining 30%", "the remainder (30%)" */
static bool is_remaining(const struct reading *r, size_t token)
{
	const size_t at = token > 0 && token_is_mark(r, token - 1, '(') ? token - 1 : token;
	return says_before(r, SAYS_remaining, at) > 0;
}

void shares_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	struct shares shares = {.count = 0};
	if (!find_shares(r, s, &shares) || !is_remaining(r, shares.tokens[shares.count - 1]))
		return;
	int64_t sum = 0;
	for (size_t i = 0; i < shares.count; i++) {
		const struct token *t = &r->tokens[shares.tokens[i]];
		sum += t->value * power_of_ten(shares.decimals - t->decimals);
	}
	if (misses_whole(sum, shares.decimals, shares.count, 85))
		diag_add(r->what->diags, FINDING_shares_disagree,
			tokens_place(r, shares.tokens[0], shares.tokens[shares.count - 1]),
			SPAN("the shares of this sentence"),
			number_text(r->what, sum, shares.decimals, CELL_percent), SPAN_NONE);
}

/* --- in a table */

static const struct table_cell *cell_at(const struct table_source *table, size_t row, size_t column)
{
	return &table->cells[row * table->column_count + column];
}

struct column_sum {
	int64_t sum, most; /* of all cells, and the largest of them */
	int64_t grain;     /* in which every cell of the column is whole */
	uint8_t decimals;  /* of the sum */
	size_t cells;
};

static uint8_t most_decimals(const struct table_source *table, size_t rows, size_t column)
{
	uint8_t most = 0;
	for (size_t row = 0; row < rows; row++)
		if (cell_at(table, row, column)->decimals > most)
			most = cell_at(table, row, column)->decimals;
	return most;
}

static void keep_grain(int64_t *grain, int64_t amount)
{
	while (*grain > 1 && amount % *grain)
		*grain /= 10;
}

#define GRAIN_MOST 10000000000ll
#define AMOUNT_MOST 100000000000000000ll /* so that sums and differences are whole numbers too */

/* The cell's amount in so many decimals; false: too large for a sum. */
static bool scaled(const struct table_cell *cell, uint8_t decimals, int64_t *amount)
{
	return !__builtin_mul_overflow(cell->amount, power_of_ten(decimals - cell->decimals), amount) &&
	       magnitude(*amount) < AMOUNT_MOST;
}

/* Rows from the first on, in decimals of the finest cell; false: a cell is no figure of the column. */
static bool add_rows(const struct table_source *table, size_t rows, size_t column, uint8_t decimals,
	struct column_sum *sum)
{
	const enum cell_kind kind = table->columns[column].kind;
	*sum = (struct column_sum){.grain = GRAIN_MOST, .decimals = decimals};
	for (size_t row = 0; row < rows; row++) {
		const struct table_cell *cell = cell_at(table, row, column);
		if (cell->kind == CELL_empty)
			continue;
		int64_t amount;
		if (cell->kind != kind || !scaled(cell, decimals, &amount) ||
			magnitude(sum->sum) >= AMOUNT_MOST)
			return false;
		sum->sum += amount;
		keep_grain(&sum->grain, amount);
		if (amount > sum->most)
			sum->most = amount;
		sum->cells++;
	}
	return true;
}

/* The row of sums is the last, and none above it is a part or a sum of others. */
static bool ends_in_total(const struct reading *r, const struct table_source *table)
{
	const size_t last = table->row_count - 1;
	const struct table_cell *first = cell_at(table, last, 0);
	if (first->kind != CELL_text || !says_is(r, SAYS_total_row, first->text))
		return false;
	for (size_t row = 0; row < last; row++) {
		const struct table_cell *cell = cell_at(table, row, 0);
		if (cell->kind == CELL_text && (says_in(r, SAYS_total_row, cell->text) ||
			says_in(r, SAYS_apart, cell->text)))
			return false;
	}
	return true;
}

/* What is counted is exact; money and shares may have been rounded, each cell and the sum. */
static int64_t slack(enum cell_kind kind, const struct column_sum *sum, int64_t said)
{
	int64_t grain = sum->grain;
	keep_grain(&grain, said);
	if (kind == CELL_number && !sum->decimals)
		return 0;
	return (int64_t)(sum->cells + 1) * grain / 2;
}

static void check_row_of_sums(const struct reading *r, const struct table_source *table, size_t column)
{
	const size_t rows = table->row_count - 1;
	const struct table_cell *total = cell_at(table, rows, column);
	const uint8_t decimals = most_decimals(table, table->row_count, column);
	const enum cell_kind kind = table->columns[column].kind;
	struct column_sum sum;
	int64_t said;
	if (total->kind != kind || decimals > DECIMALS_MOST || !scaled(total, decimals, &said) ||
		!add_rows(table, rows, column, decimals, &sum) || sum.cells < 2)
		return;
	const int64_t apart = magnitude(sum.sum - said);
	/* an average, or a sum of something else, is below the largest, or far from the sum */
	if (apart <= slack(kind, &sum, said) || (said < sum.most && sum.most <= sum.sum) ||
		(kind == CELL_percent && misses_by_far(said, decimals)) ||
		(apart > magnitude(sum.sum) / 10 && !digits_exchanged(magnitude(sum.sum), magnitude(said))))
		return;
	struct finding *finding = diag_add(r->what->diags, FINDING_row_of_sums_disagrees, total->place,
		table->columns[column].title.text, number_text(r->what, sum.sum, decimals, kind),
		number_text(r->what, said, decimals, kind));
	finding->because = cell_at(table, 0, column)->place;
}

/* A column that says that it holds shares, without a row of sums. */
static void check_column_of_shares(const struct reading *r, const struct table_source *table,
	size_t column)
{
	const struct words title = table->columns[column].title;
	const uint8_t decimals = most_decimals(table, table->row_count, column);
	struct column_sum sum;
	if (!says_in(r, SAYS_share, title.text) || decimals > DECIMALS_MOST ||
		!add_rows(table, table->row_count, column, decimals, &sum) || sum.cells < 3 ||
		!misses_whole(sum.sum, decimals, sum.cells, 90))
		return;
	diag_add(r->what->diags, FINDING_shares_disagree, title.place,
		arena_format(r->what->arena, "the shares under \"%.*s\"", SPAN_ARG(title.text)),
		number_text(r->what, sum.sum, decimals, CELL_percent), SPAN_NONE);
}

void shares_in_table(struct sums *sums, const struct table_source *table)
{
	const struct reading *r = &sums->reading;
	if (table->row_count < 3 || table->column_count < 2)
		return;
	const bool total = ends_in_total(r, table);
	for (size_t column = 1; column < table->column_count; column++) {
		const enum cell_kind kind = table->columns[column].kind;
		if (total && (kind == CELL_money || kind == CELL_number || kind == CELL_percent))
			check_row_of_sums(r, table, column);
		else if (!total && kind == CELL_percent)
			check_column_of_shares(r, table, column);
	}
}
