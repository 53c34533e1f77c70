/*
 * "A rise of 5% from £200 to £212": the percentage against the two figures that stand in the same
 * sentence. Only where the sentence has no others, and each figure may be what was rounded to it.
 */
#include "check/sums.h"

#include "base/decimal.h"

#define WORDS_TO_TO 6       /* "from £200 in 2024/25 to £212" */
#define WORDS_TO_PERCENT 12 /* "to £212 in 2026/27, which is an increase of 6%" */

struct change {
	size_t from, to, percent; /* tokens */
};

static bool is_year(const struct reading *r, size_t token)
{
	struct financial_year year;
	const struct stretch one = {token, token + 1};
	return reading_has_year(r, one) || reading_year(r, token, &year) ||
	       (token >= 2 && reading_year(r, token - 2, &year));
}

/* Money, or a number that counts things. */
static bool is_figure(const struct reading *r, size_t token, enum token_kind kind)
{
	return r->tokens[token].kind == kind && r->tokens[token].value > 0 &&
	       (kind == TOKEN_amount || !is_year(r, token));
}

/* The one of its kind in the sentence; SIZE_MAX: there is none, or there are several. */
static size_t only_percent(const struct reading *r, struct stretch s)
{
	size_t found = SIZE_MAX;
	for (size_t i = s.from; i < s.to; i++) {
		if (r->tokens[i].kind != TOKEN_percent)
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

static size_t count_figures(const struct reading *r, struct stretch s, enum token_kind kind)
{
	size_t count = 0;
	for (size_t i = s.from; i < s.to; i++)
		count += is_figure(r, i, kind);
	return count;
}

/* The figure after "to", a few tokens on. */
static size_t figure_after_to(const struct reading *r, struct stretch s, size_t from,
	enum token_kind kind)
{
	for (size_t i = from + 1; i + 1 < s.to && i <= from + 1 + WORDS_TO_TO; i++)
		if (says_at(r, SAYS_to, i) && is_figure(r, i + 1, kind))
			return i + 1;
	return SIZE_MAX;
}

/* It leads on to the percentage, not to another matter ("for adults and by 10% for children"). */
static bool leads_on(const struct reading *r, size_t token)
{
	static const char marks[] = {',', '(', ')', '-', '/', '*', ':'};
	const struct token *t = &r->tokens[token];
	for (size_t i = 0; t->kind == TOKEN_mark && i < sizeof marks; i++)
		if (t->mark == marks[i])
			return true;
	return t->kind == TOKEN_number ||
	       (t->kind == TOKEN_word && (says_at(r, SAYS_more, token) ||
		       says_at(r, SAYS_small, token) || says_at(r, SAYS_which_is, token)));
}

/* The percentage stands right before "from", or soon after the second figure. */
static bool is_near(const struct reading *r, const struct change *change)
{
	const bool after = change->percent > change->to;
	const size_t first = after ? change->to + 1 : change->percent + 1;
	const size_t end = after ? change->percent : change->from - 1;
	if (end > first + WORDS_TO_PERCENT)
		return false;
	for (size_t i = first; i < end; i++)
		if (!leads_on(r, i) || (!after && r->tokens[i].kind != TOKEN_mark))
			return false;
	return true;
}

static bool find_change(const struct reading *r, struct stretch s, enum token_kind kind,
	struct change *change)
{
	change->percent = only_percent(r, s);
	if (change->percent == SIZE_MAX || count_figures(r, s, kind) != 2)
		return false;
	for (size_t i = s.from; i + 1 < s.to; i++) {
		if (!says_at(r, SAYS_from, i) || !is_figure(r, i + 1, kind))
			continue;
		change->from = i + 1;
		change->to = figure_after_to(r, s, change->from, kind);
		return change->to != SIZE_MAX && is_near(r, change);
	}
	return false;
}

/* --- the arithmetic */

/* A figure as typed, and how far what was rounded to it may lie on either side, all times two. */
struct bounds {
	int64_t least, most;
};

static bool bounds_of(const struct token *t, int decimals, struct bounds *bounds)
{
	const bool money = t->kind == TOKEN_amount;
	int64_t twice = t->value, half = !money && t->decimals ? 1 : 0;
	if (money && (t->unit || amount_grain(t) > t->step))
		half = amount_grain(t);
	for (int i = money ? 0 : t->decimals; !money && i < decimals; i++)
		if (__builtin_mul_overflow(twice, 10, &twice) ||
			__builtin_mul_overflow(half, 10, &half))
			return false;
	if (__builtin_mul_overflow(twice, 2, &twice))
		return false;
	*bounds = (struct bounds){twice - half, twice + half};
	return bounds->least > 0;
}

/* (to - from) / from in steps of the percentage's last digit; false: too large for sure. */
static bool steps_of(int64_t from, int64_t to, uint8_t decimals, int64_t *steps, int64_t *rest)
{
	int64_t scaled = check_magnitude(to - from);
	for (int i = 0; i < decimals + 2; i++)
		if (__builtin_mul_overflow(scaled, 10, &scaled))
			return false;
	*steps = scaled / from;
	*rest = scaled % from;
	return true;
}

/* Within one step, up or down, of what the two figures may have been before they were rounded. */
static bool may_be(const struct token *percent, struct bounds from, struct bounds to)
{
	const bool rise = to.least + to.most > from.least + from.most;
	int64_t least, most, rest;
	const bool overlap = to.least <= from.most && from.least <= to.most;
	if (!steps_of(from.most, rise ? to.least : to.most, percent->decimals, &least, &rest))
		return true;
	if (overlap)
		least = 0;
	if (!steps_of(from.least, rise ? to.most : to.least, percent->decimals, &most, &rest))
		return true;
	return percent->value >= least && percent->value <= most + (rest > 0);
}

/* Rounded to the precision that was typed. */
static struct span right_percent(const struct checking *what, const struct token *from,
	const struct token *to, const struct token *percent)
{
	int64_t first = from->value, second = to->value, steps = 0, rest = 0;
	for (int i = from->decimals; i < to->decimals; i++)
		first *= 10;
	for (int i = to->decimals; i < from->decimals; i++)
		second *= 10;
	steps_of(first, second, percent->decimals, &steps, &rest);
	steps += rest >= first - rest;
	struct text text = {0};
	decimal_write(&text, steps, percent->decimals);
	text_add_char(&text, '%');
	const struct span copy = arena_copy(what->arena, text_span(&text));
	text_release(&text);
	return copy;
}

static void check_change(const struct reading *r, const struct change *change)
{
	const struct token *from = &r->tokens[change->from], *to = &r->tokens[change->to];
	const struct token *percent = &r->tokens[change->percent];
	const int decimals = from->decimals > to->decimals ? from->decimals : to->decimals;
	struct bounds first, second;
	if (decimals > 6 || from->value > INT64_MAX / 1000000 || to->value > INT64_MAX / 1000000 ||
		!bounds_of(from, decimals, &first) || !bounds_of(to, decimals, &second) ||
		may_be(percent, first, second))
		return;
	struct finding *finding = diag_add(r->what->diags, FINDING_change_disagrees,
		tokens_place(r, change->percent, change->percent), token_text(r, change->percent),
		arena_format(r->what->arena, "from %.*s to %.*s", SPAN_ARG(token_text(r, change->from)),
			SPAN_ARG(token_text(r, change->to))),
		right_percent(r->what, from, to, percent));
	finding->because = tokens_place(r, change->from, change->to);
}

static bool is_sure(const struct reading *r, const struct change *change)
{
	const size_t tokens[] = {change->from, change->to, change->percent};
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (r->tokens[tokens[i]].negative || amount_is_about(r, tokens[i]))
			return false;
	return true;
}

void change_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	struct change change;
	if (!figures_has_percent(r, s) || !says_within(r, SAYS_more, s.from, s.to))
		return;
	const bool money = find_change(r, s, TOKEN_amount, &change);
	if (!money && (count_figures(r, s, TOKEN_amount) || !find_change(r, s, TOKEN_number, &change)))
		return;
	if (is_sure(r, &change))
		check_change(r, &change);
}
