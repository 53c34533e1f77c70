/*
 * "£1.2m of revenue and £0.8m of capital, a total of £2.1m": the sum against the amounts of the same
 * sentence. Only where the sentence is nothing but amounts, joined, and their sum.
 */
#include "check/sums.h"

#define AMOUNTS_MOST 20
#define WORDS_BETWEEN 12 /* from one amount to the next */
#define WORDS_BACK 3     /* from an amount to "total of" before it */
#define NEAR_PARTS 10    /* what differs by more than a tenth is another sum */

struct addition {
	size_t amounts[AMOUNTS_MOST]; /* tokens */
	size_t count;
	size_t sum;                   /* which of them: the first or the last */
};

/* False: one of them is more, or less, than a plain amount. */
static bool find_amounts(const struct reading *r, struct stretch s, struct addition *a)
{
	for (size_t i = s.from; i < s.to; i++) {
		const struct token *t = &r->tokens[i];
		if (t->kind == TOKEN_percent || t->kind == TOKEN_other)
			return false;
		if (t->kind != TOKEN_amount)
			continue;
		if (a->count == AMOUNTS_MOST || t->negative || amount_is_about(r, i) ||
			amount_is_each(r, i) || amount_is_range(r, i))
			return false;
		a->amounts[a->count++] = i;
	}
	return a->count >= 3;
}

static bool is_called_total(const struct reading *r, size_t token)
{
	if (says_at(r, SAYS_total, token + 1))
		return true;
	for (size_t at = token; at > 0 && token - at <= WORDS_BACK; at--) {
		if (says_before(r, SAYS_total, at))
			return true;
		if (!says_is(r, SAYS_small, token_text(r, at - 1)))
			return false;
	}
	return false;
}

static bool is_made_of(const struct reading *r, size_t token)
{
	for (size_t i = token + 1; i <= token + WORDS_BACK; i++)
		if (says_at(r, SAYS_made_of, i))
			return true;
	return false;
}

/* A comma or "and" between each two, not far apart. */
static bool are_joined(const struct reading *r, size_t one, size_t other)
{
	if (other - one > WORDS_BETWEEN)
		return false;
	for (size_t i = one + 1; i < other; i++)
		if (token_is_mark(r, i, ',') || token_is_mark(r, i, '+') || says_at(r, SAYS_and, i))
			return true;
	return false;
}

static bool find_sum(const struct reading *r, struct addition *a)
{
	const size_t last = a->count - 1;
	if (is_made_of(r, a->amounts[0]))
		a->sum = 0;
	else if (is_called_total(r, a->amounts[last]) && !is_called_total(r, a->amounts[0]))
		a->sum = last;
	else
		return false;
	const size_t first = a->sum == 0 ? 1 : 0, end = a->sum == 0 ? a->count : last;
	for (size_t i = first; i + 1 < end; i++)
		if (!are_joined(r, a->amounts[i], a->amounts[i + 1]))
			return false;
	return true;
}

static bool are_alike(const struct reading *r, const struct addition *a)
{
	for (size_t i = 1; i < a->count; i++)
		if (r->tokens[a->amounts[i]].step != r->tokens[a->amounts[0]].step)
			return false;
	return true;
}

/*
 * What rounding may have taken or added. Where all are written to the same digit a reader adds them
 * up as they stand, unless the sum is a figure of the paper: then what was rounded can be looked up.
 */
static int64_t slack(const struct sums *sums, const struct addition *a)
{
	const struct reading *r = &sums->reading;
	const struct token *sum = &r->tokens[a->amounts[a->sum]];
	int64_t loose = sum->unit ? sum->step / 2 : 0;
	if (are_alike(r, a) && !known_has(&sums->figures, sum->value, sum->step))
		return 0;
	for (size_t i = 0; i < a->count; i++)
		if (r->tokens[a->amounts[i]].unit)
			loose += r->tokens[a->amounts[i]].step / 2;
	return loose;
}

static void report(const struct reading *r, const struct addition *a, int64_t sum)
{
	const size_t first = a->sum == 0 ? 1 : 0, last = a->sum == 0 ? a->count - 1 : a->count - 2;
	const size_t token = a->amounts[a->sum];
	struct text money = {0};
	money_write(&money, sum, false, r->what->house->negative_brackets);
	struct finding *finding = diag_add(r->what->diags, FINDING_sum_disagrees,
		tokens_place(r, token, token), token_text(r, token),
		arena_format(r->what->arena, "%zu", a->count - 1),
		arena_copy(r->what->arena, text_span(&money)));
	text_release(&money);
	finding->because = tokens_place(r, a->amounts[first], a->amounts[last]);
}

void added_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	struct addition a = {.count = 0};
	if (!find_amounts(r, s, &a) || !find_sum(r, &a) || says_within(r, SAYS_apart, s.from, s.to) ||
		says_within(r, SAYS_other, s.from, s.to))
		return;
	int64_t sum = 0;
	for (size_t i = 0; i < a.count; i++)
		if (i != a.sum && !money_add(&sum, r->tokens[a.amounts[i]].value))
			return;
	const int64_t said = r->tokens[a.amounts[a.sum]].value, apart = check_magnitude(sum - said);
	if (apart > slack(sums, &a) && (apart <= sum / NEAR_PARTS || digits_exchanged(sum, said)))
		report(r, &a, sum);
}
