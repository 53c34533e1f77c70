/*
 * Amounts that the text and the decision's value name, against the figures of the finance block and of
 * tables of money. One that stands in none of them and comes near one is most likely a slip: £1.25m
 * where the lines add up to £1.235m, a nought lost, two digits exchanged. One that is far from all of
 * them is most likely another matter, and passes.
 *
 * A recommendation speaks of this decision, so that coming within a tenth is near enough. The rest of
 * the paper speaks of much else, last year's budget and options not taken: there only what fingers do
 * to digits counts, or a sentence that says that its amount is the total.
 */
#include "check/sums.h"
#include "check/themes.h"

/* What was typed, in steps of its last digit: £1.25m is 1,250,000 in steps of 10,000. */
struct amount {
	int64_t pence, step;
	struct place place;
	struct span typed;
	bool about; /* up to, nearly */
};

/* One slip is one finding, however often it was copied. */
static bool tell(struct figures *f, int64_t pence)
{
	for (size_t i = 0; i < f->told_count; i++)
		if (f->told[i] == pence)
			return false;
	ARENA_GROW(f->what->arena, f->told, f->told_count, f->told_capacity);
	f->told[f->told_count++] = pence;
	return true;
}

/* --- in a recommendation: is an amount one of them, or near one? */

static bool agrees(const struct amount *amount, int64_t pence)
{
	const int64_t size = check_magnitude(pence);
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

/* Smaller is nearer; INT64_MAX: another matter. What is "up to" an amount may well be near it. */
static int64_t distance(const struct amount *amount, int64_t pence)
{
	const int64_t size = check_magnitude(pence), apart = check_magnitude(size - amount->pence);
	if (!size)
		return INT64_MAX;
	for (int64_t power = 10; power <= 1000; power *= 10)
		if (size == amount->pence * power || size * power == amount->pence)
			return 0;
	const bool near = apart <= size / 100 * NEAR_PER_CENT;
	if (amount->about && near &&
		!digits_exchanged(size / amount->step, amount->pence / amount->step))
		return INT64_MAX;
	return near || has_same_digits(size, amount->pence) ? apart : INT64_MAX;
}

/* What is about £1.2m may be a little more or less. */
static bool is_meant(const struct amount *amount, int64_t pence)
{
	return agrees(amount, pence) ||
	       (amount->about && check_magnitude(check_magnitude(pence) - amount->pence) <= amount->pence / 20 &&
		       distance(amount, pence) == INT64_MAX);
}

static void check_amount(struct figures *f, const struct amount *amount)
{
	const struct known *nearest = NULL;
	int64_t best = INT64_MAX;
	for (size_t i = 0; i < f->of_tables; i++) {
		if (is_meant(amount, f->known[i].pence))
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
	tell(f, amount->pence);
	struct finding *finding = diag_add(f->what->diags, FINDING_figure_disagrees, amount->place,
		amount->typed, nearest->name, check_money(f->what, nearest->pence));
	finding->because = nearest->place;
}

/* --- in the rest of the text */

/* The sum or the difference of two of them: what two lines come to, what a saving leaves. */
static bool is_of_two(const struct figures *f, int64_t pence, int64_t grain)
{
	for (size_t i = 0; i < f->weighty_count; i++) {
		const int64_t size = known_size(f->weighty[i]);
		if (size && ((size < pence && known_has(f, pence - size, grain)) ||
				    known_has(f, pence + size, grain)))
			return true;
	}
	return false;
}

/* So many months of an amount, or the share of one of so many places; count words count too. */
static bool is_multiple(const struct figures *f, const struct reading *r, struct stretch s,
	const struct token *amount)
{
	for (size_t i = s.from; i < s.to; i++) {
		const struct token *t = &r->tokens[i];
		const bool word = t->kind == TOKEN_word;
		const int64_t times =
			word ? (int64_t)says_is(r, SAYS_count, token_text(r, i)) : t->value;
		if ((!word && (t->kind != TOKEN_number || t->decimals)) || times < 2 || times > 10000)
			continue;
		const int64_t whole = amount->value * times;
		if (known_has(f, whole, amount_grain(amount) * times) ||
			known_has(f, amount->value / times, amount_grain(amount)))
			return true;
	}
	return false;
}

#define AMOUNTS_OF_A_BLOCK 60 /* of more, some sum or other is any amount */

/* The sum or the difference of other amounts of the same paragraph. */
static bool is_made_here(const struct reading *r, const struct token *amount)
{
	if (r->amount_count > AMOUNTS_OF_A_BLOCK)
		return true;
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = i + 1; k < r->count && r->tokens[i].kind == TOKEN_amount; k++) {
			const struct token *a = &r->tokens[i], *b = &r->tokens[k];
			if (b->kind == TOKEN_amount && a != amount && b != amount &&
				(check_magnitude(a->value + b->value - amount->value) < amount_grain(amount) ||
					check_magnitude(check_magnitude(a->value - b->value) - amount->value) <
						amount_grain(amount)))
				return true;
		}
	return false;
}

bool figures_has_percent(const struct reading *r, struct stretch s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (r->tokens[i].kind == TOKEN_percent)
			return true;
	return false;
}

#define WORDS_BEFORE 8 /* between "total" and its amount */

bool figures_says_total(const struct reading *r, struct stretch s, size_t token)
{
	if ((r->part && r->part->decl->kind == PART_options) || reading_has_year(r, s) ||
		says_within(r, SAYS_other, s.from, s.to) ||
		says_within(r, SAYS_unsure, s.from, s.to))
		return false;
	if (says_at(r, SAYS_total, token + 1))
		return true;
	for (size_t i = token; i > s.from && token - i < WORDS_BEFORE; i--) {
		const enum token_kind kind = r->tokens[i - 1].kind;
		if (kind == TOKEN_amount || kind == TOKEN_percent || kind == TOKEN_number)
			return false;
		if (says_at(r, SAYS_total, i - 1))
			return true;
	}
	return false;
}

enum slip { SLIP_none, SLIP_exchanged, SLIP_noughts, SLIP_digit, SLIP_rounding };

/* What the sentence says of its amount, beside it. */
struct said {
	const struct token *amount;
	bool total, about;
	bool other; /* last year's, a neighbour's */
};

/* The amount as a number of its last digits, and the figure in the same. */
static enum slip slip_of(const struct said *said, const struct known *known)
{
	const int64_t step = said->amount->step, typed = said->amount->value / step;
	const int64_t size = known_size(known), wanted = size / step, exact = size % step == 0;
	const int digits = digits_significant(typed);
	const bool total = known->weight == KNOWN_total;
	if (digits < 3 || known->weight == KNOWN_cell)
		return SLIP_none;
	if ((exact || said->amount->unit) && digits_exchanged(typed, wanted) &&
		digits >= (said->other ? 5 : total ? 3 : 4))
		return SLIP_exchanged;
	const int noughts = noughts_apart(size, said->amount->value);
	if (noughts && total && (said->total || (noughts == 3 && digits >= 4)))
		return SLIP_noughts;
	if (said->about || said->other || !total)
		return SLIP_none;
	if (exact && digits_one_other(typed, wanted) && (said->total || digits >= 5))
		return SLIP_digit;
	const int64_t apart = check_magnitude(size - said->amount->value);
	return said->total && said->amount->unit && apart >= step && apart < 2 * step ? SLIP_rounding
										     : SLIP_none;
}

static const char *const slips[] = {
	[SLIP_exchanged] = "two digits are exchanged",
	[SLIP_noughts] = "noughts are lost or added",
	[SLIP_digit] = "one digit differs",
	[SLIP_rounding] = "it does not round to that",
};

static void report_slip(const struct figures *f, const struct reading *r, size_t token,
	const struct known *known, enum slip slip)
{
	const struct span is = arena_format(f->what->arena, "%.*s is %.*s", SPAN_ARG(known->name),
		SPAN_ARG(check_money(f->what, known->pence)));
	struct finding *finding = diag_add(f->what->diags, FINDING_figure_slip,
		tokens_place(r, token, token), token_text(r, token), is, span_of(slips[slip]));
	finding->because = known->place;
}

/* The plainest slip from the figure that weighs most. */
static void check_said(struct figures *f, const struct reading *r, size_t token,
	const struct said *said)
{
	const struct known *known = NULL;
	enum slip best = SLIP_none;
	for (size_t i = 0; i < f->weighty_count; i++) {
		const struct known *one = f->weighty[i];
		const enum slip slip = slip_of(said, one);
		if (slip && (!best || slip < best || (slip == best && one->weight > known->weight))) {
			best = slip;
			known = one;
		}
	}
	if (known && tell(f, said->amount->value))
		report_slip(f, r, token, known, best);
}

static void check_in_text(struct figures *f, const struct reading *r, struct stretch s, size_t token)
{
	const struct token *amount = &r->tokens[token];
	const int64_t grain = amount_grain(amount);
	const struct said said = {amount, figures_says_total(r, s, token), amount_is_about(r, token),
		says_within(r, SAYS_other, s.from, s.to)};
	if (digits_significant(amount->value) < 3 || figures_has_percent(r, s) ||
		known_has(f, amount->value, grain) || is_multiple(f, r, s, amount) ||
		is_made_here(r, amount) || is_of_two(f, amount->value, grain))
		return;
	check_said(f, r, token, &said);
}

/* Beyond these the paper is a list of figures, and every amount is near one. */
#define AMOUNTS_LOOKED_AT 1000
#define FIGURES_WEIGHED 2000

void figures_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	struct figures *f = &sums->figures;
	if (!f->sure || !f->count || f->weighty_count > FIGURES_WEIGHED)
		return;
	const bool recommended = r->part && r->part->decl->kind == PART_recommendations && f->of_tables;
	for (size_t i = s.from; i < s.to; i++) {
		const struct token *t = &r->tokens[i];
		if (t->kind != TOKEN_amount || !t->value || amount_is_each(r, i) ||
			amount_is_range(r, i))
			continue;
		if (f->looked_at++ >= AMOUNTS_LOOKED_AT)
			return;
		if (!recommended) {
			check_in_text(f, r, s, i);
			continue;
		}
		const struct amount amount = {t->value, t->step, tokens_place(r, i, i),
			token_text(r, i), amount_is_about(r, i)};
		check_amount(f, &amount);
	}
}

static void check_fact(struct figures *f, const char *name)
{
	const struct value *value = paper_fact(f->what->paper, span_of(name));
	if (!value || !value->right || value->kind != VALUE_money || value->amount <= 0)
		return;
	const struct amount amount = {value->amount, 100, value->place, value->text, false};
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

void figures_open(struct sums *sums)
{
	struct figures *f = &sums->figures;
	*f = (struct figures){.what = sums->reading.what};
	known_collect(f, &sums->reading);
	known_add_value(f);
	known_sort(f);
	if (!f->sure)
		return;
	check_fact(f, "value");
	check_fact(f, "key_decision.value");
}

void check_figures(const struct checking *what)
{
	check_none(what);
}
