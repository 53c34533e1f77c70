/* What an amount is beside its value: about so much, the price of one thing, the end of a range. */
#include "check/reading.h"

#define WORDS_BACK 3

/* "up to £1m", "up to a further £1m": small words may stand between. */
bool amount_is_about(const struct reading *r, size_t token)
{
	size_t at = token;
	if (at > 0 && token_is_mark(r, at - 1, '~'))
		return true;
	for (size_t back = 0; back <= WORDS_BACK; back++, at--) {
		if (says_before(r, SAYS_about, at) ||
			(at > 0 && token_is_mark(r, at - 1, '.') && says_before(r, SAYS_about, at - 1)))
			return true;
		if (at == 0 || !says_is(r, SAYS_small, token_text(r, at - 1)))
			break;
	}
	return says_at(r, SAYS_about, token + 1) > 0;
}

bool amount_is_each(const struct reading *r, size_t token)
{
	if (says_at(r, SAYS_year, token + 1))
		return false;
	return token_is_mark(r, token + 1, '/') || says_at(r, SAYS_each, token + 1) ||
	       says_before(r, SAYS_each, token);
}

static bool is_figure(const struct reading *r, size_t token)
{
	return token < r->count &&
	       (r->tokens[token].kind == TOKEN_amount || r->tokens[token].kind == TOKEN_number);
}

static bool is_between(const struct reading *r, size_t token)
{
	return token_is_mark(r, token, '-') || says_at(r, SAYS_to, token);
}

/* "£1m to £1.5m", "£1-1.5m", "between £1m and £1.5m". */
bool amount_is_range(const struct reading *r, size_t token)
{
	if (is_between(r, token + 1) && is_figure(r, token + 2))
		return true;
	if (token >= 2 && is_between(r, token - 1) && is_figure(r, token - 2))
		return true;
	return says_before(r, SAYS_between, token) ||
	       (token >= 3 && is_figure(r, token - 2) && says_before(r, SAYS_between, token - 2));
}
