/*
 * The same words before two amounts that differ by a slip of the fingers: "total cost of £1.235m" in
 * one paragraph, "total cost of £1.253m" in another. Two grants may well be of £120,000 and £85,000; two
 * of £123,500 and £132,500 are more likely one.
 */
#include "check/sums.h"

#define MENTIONS_MOST 500
#define WORDS_MOST 4  /* that name an amount */
#define WORDS_LEAST 2
#define WORDS_BACK 10

struct mention {
	struct span name; /* "scheme total cost", the nearest word first */
	struct span said; /* as typed */
	struct token amount;
	struct span typed;
	struct place place;
	bool total;
};

static int64_t magnitude(int64_t n)
{
	return n < 0 ? -n : n;
}

/* The words right before the amount that say what it is; the small ones are left out. */
static bool read_name(const struct reading *r, struct stretch s, size_t token, struct mention *mention)
{
	struct text name = {0};
	size_t words = 0, first = token;
	for (size_t i = token; i > s.from && token - i < WORDS_BACK && words < WORDS_MOST; i--) {
		if (r->tokens[i - 1].kind != TOKEN_word)
			break;
		if (says_is(r, SAYS_small, token_text(r, i - 1)))
			continue;
		const struct span word = token_text(r, i - 1);
		for (size_t k = 0; k < word.length; k++)
			text_add_char(&name, to_lower(word.at[k]));
		text_add_char(&name, ' ');
		first = i - 1;
		words++;
	}
	if (words >= WORDS_LEAST) {
		mention->name = arena_copy(r->what->arena, text_span(&name));
		mention->said = arena_copy(r->what->arena, tokens_text(r, first, token - 1));
	}
	text_release(&name);
	return words >= WORDS_LEAST;
}

static bool is_slip(const struct mention *a, const struct mention *b)
{
	const int64_t one = a->amount.value, other = b->amount.value;
	const int64_t step = a->amount.step > b->amount.step ? a->amount.step : b->amount.step;
	if (magnitude(one - other) < step || one % step || other % step)
		return false;
	return digits_exchanged(one / step, other / step) ||
	       (a->total && b->total && digits_one_other(one / step, other / step));
}

static bool is_told(const struct figures *f, int64_t pence)
{
	for (size_t i = 0; i < f->told_count; i++)
		if (f->told[i] == pence)
			return true;
	return false;
}

static const struct mention *find_other(const struct sums *sums, const struct mention *mention)
{
	for (size_t i = 0; i < sums->mention_count; i++)
		if (span_same(sums->mentions[i].name, mention->name) && is_slip(&sums->mentions[i], mention))
			return &sums->mentions[i];
	return NULL;
}

static bool is_figure_of(const struct figures *f, int64_t pence)
{
	const size_t at = known_from(f, pence);
	return at < f->count && known_size(f->sorted[at]) == pence;
}

static void compare(struct sums *sums, const struct mention *mention)
{
	const struct mention *other = find_other(sums, mention);
	if (!other || is_told(&sums->figures, mention->amount.value) ||
		is_told(&sums->figures, other->amount.value) ||
		(is_figure_of(&sums->figures, mention->amount.value) &&
			is_figure_of(&sums->figures, other->amount.value)))
		return;
	struct finding *finding = diag_add(sums->reading.what->diags, FINDING_figure_two_ways,
		mention->place, mention->said, mention->typed, other->typed);
	finding->because = other->place;
}

/* A sentence that names a year or another matter has said how its amount differs. */
static bool is_plain(const struct reading *r, struct stretch s)
{
	return !(r->part && r->part->decl->kind == PART_options) && !reading_has_year(r, s) &&
	       !says_within(r, SAYS_other, s.from, s.to);
}

void two_ways_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	for (size_t i = s.from; i < s.to && sums->mention_count < MENTIONS_MOST; i++) {
		const struct token *t = &r->tokens[i];
		if (t->kind != TOKEN_amount || digits_significant(t->value) < 3 || amount_is_about(r, i) ||
			amount_is_each(r, i) || amount_is_range(r, i) || !is_plain(r, s))
			continue;
		struct mention mention = {.amount = *t, .total = figures_says_total(r, s, i)};
		if (!read_name(r, s, i, &mention))
			continue;
		mention.typed = arena_copy(r->what->arena, token_text(r, i));
		mention.place = tokens_place(r, i, i);
		compare(sums, &mention);
		ARENA_GROW(r->what->arena, sums->mentions, sums->mention_count, sums->mention_capacity);
		sums->mentions[sums->mention_count++] = mention;
	}
}
