#include "check/personal.h"

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_';
}

static char byte_at(struct span text, size_t at)
{
	return at < text.length ? text.at[at] : '\0';
}

/* What parts two groups of digits: a blank or line end, a hyphen, U+00A0, U+2011, U+2013. */
static size_t parting(struct span text, size_t at)
{
	const char c = byte_at(text, at);
	if (is_space(c) || c == '-')
		return 1;
	if (c == '\xC2' && byte_at(text, at + 1) == '\xA0')
		return 2;
	const char last = byte_at(text, at + 2);
	return c == '\xE2' && byte_at(text, at + 1) == '\x80' && (last == '\x91' || last == '\x93') ? 3 : 0;
}

/* How many bytes of such stand right before `at`. */
static size_t parting_before(struct span text, size_t at)
{
	for (size_t length = 1; length <= 3 && length <= at; length++)
		if (parting(text, at - length) == length)
			return length;
	return 0;
}

bool digits_begin(struct span text, size_t at)
{
	if (!is_digit(byte_at(text, at)))
		return false;
	if (at == 0)
		return true;
	const char before = text.at[at - 1];
	const bool continues = is_word(before) || before == '/' || before == '=' || before == '&' ||
			       before == '%' || before == '#' || before == '$' || before == '\xA3';
	const bool of_number = (before == '.' || before == ',') && at > 1 && is_digit(text.at[at - 2]);
	return !continues && !of_number;
}

struct digits digits_at(struct span text, size_t at)
{
	struct digits digits = {.from = at};
	size_t count = 0;
	while (digits.groups < GROUPS_MOST) {
		while (count < DIGITS_MOST && is_digit(byte_at(text, at)))
			digits.at[count++] = text.at[at++];
		digits.ends[digits.groups] = at;
		digits.sums[digits.groups++] = (uint8_t)count;
		const size_t gap = parting(text, at);
		if (!gap || count == DIGITS_MOST || !is_digit(byte_at(text, at + gap)))
			break;
		at += gap;
	}
	return digits;
}

/* No longer word or number goes on. */
static bool ends(struct span text, size_t at)
{
	const char c = byte_at(text, at);
	if (is_word(c) || c == '%' || c == '/' || c == '@')
		return false;
	return !((c == '.' || c == ',') && is_digit(byte_at(text, at + 1)));
}

/* The text's end of the group with which so many digits are full; 0 when no group ends there. */
static size_t end_of(const struct digits *digits, size_t count)
{
	for (size_t i = 0; i < digits->groups; i++)
		if (digits->sums[i] == count)
			return digits->ends[i];
	return 0;
}

/* The first groups have these lengths: "334". */
static bool is_grouped(const struct digits *digits, const char *lengths)
{
	size_t sum = 0;
	for (size_t i = 0; lengths[i]; i++) {
		sum += (size_t)(lengths[i] - '0');
		if (i >= digits->groups || digits->sums[i] != sum)
			return false;
	}
	return true;
}

static size_t value_of(char digit)
{
	return (size_t)(digit - '0');
}

static bool is_in(char c, const char *set)
{
	while (*set && *set != c)
		set++;
	return *set != '\0';
}

/* --- National Insurance */

/* What HMRC gives to nobody. */
static bool prefix_is_right(char first, char second)
{
	static const char *const never[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
	if (!is_capital(first) || !is_capital(second) || is_in(first, "DFIQUV") ||
		is_in(second, "DFIOQUV"))
		return false;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (never[i][0] == first && never[i][1] == second)
			return false;
	return true;
}

/* Every group but the last parted alike: solid, or in pairs. */
bool insurance_number(struct span text, const struct digits *digits, struct personal_match *match)
{
	const bool solid = digits->sums[0] == 6, pairs = is_grouped(digits, "222");
	const size_t from = digits->from - parting_before(text, digits->from);
	if ((!solid && !pairs) || from < 2 || !prefix_is_right(text.at[from - 2], text.at[from - 1]))
		return false;
	if (from > 2 && (is_word(text.at[from - 3]) || text.at[from - 3] == '/'))
		return false;
	size_t at = end_of(digits, 6);
	at += parting(text, at);
	if (byte_at(text, at) < 'A' || byte_at(text, at) > 'D' || !ends(text, at + 1))
		return false;
	*match = (struct personal_match){from - 2, at + 1, digits->from + 2 - (from - 2)};
	return true;
}

/* --- NHS */

static bool proves_nhs(const char *digits)
{
	size_t sum = 0;
	for (size_t i = 0; i < 9; i++)
		sum += (10 - i) * value_of(digits[i]);
	const size_t check = (11 - sum % 11) % 11;
	return check != 10 && check == value_of(digits[9]);
}

/* Of those given out: England and Wales 4, 6 and 7, Northern Ireland 3. */
bool nhs_number(struct span text, const struct digits *digits, bool named,
	struct personal_match *match)
{
	const bool typed = is_grouped(digits, "334") && is_in(digits->at[0], "3467");
	const bool told = named && (is_grouped(digits, "334") || digits->sums[0] == 10);
	const size_t end = end_of(digits, 10);
	if ((!typed && !told) || !ends(text, end) || !proves_nhs(digits->at))
		return false;
	*match = (struct personal_match){digits->from, end, 3};
	return true;
}

/* --- payment cards */

static bool proves_card(const char *digits, size_t count)
{
	size_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		size_t value = value_of(digits[count - 1 - i]) * (i % 2 ? 2 : 1);
		sum += value > 9 ? value - 9 : value;
	}
	return sum % 10 == 0;
}

/* Visa, Mastercard, Discover; American Express has 15. */
static bool is_of_a_card(const char *d, size_t count)
{
	const size_t two = value_of(d[0]) * 10 + value_of(d[1]);
	const size_t four = two * 100 + value_of(d[2]) * 10 + value_of(d[3]);
	if (count == 15)
		return two == 34 || two == 37;
	return d[0] == '4' || (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) ||
	       four == 6011 || two == 65;
}

bool card_number(struct span text, const struct digits *digits, struct personal_match *match)
{
	size_t count = 0;
	if (digits->sums[0] == 16 || is_grouped(digits, "4444"))
		count = 16;
	else if (digits->sums[0] == 15 || is_grouped(digits, "465"))
		count = 15;
	const size_t end = count ? end_of(digits, count) : 0;
	if (!count || byte_at(text, end) == '-' || is_word(byte_at(text, end)))
		return false;
	if (!is_of_a_card(digits->at, count) || !proves_card(digits->at, count))
		return false;
	*match = (struct personal_match){digits->from, end, 4};
	return true;
}

/* --- telephones */

size_t telephone_digits(struct span typed, char *into, size_t most)
{
	size_t count = 0;
	for (size_t i = 0; i < typed.length && count < most; i++)
		if (is_digit(typed.at[i]))
			into[count++] = typed.at[i];
	size_t code = count > 2 && into[0] == '4' && into[1] == '4' ? 2 : 0;
	code = code && into[2] == '0' ? 3 : code;
	if (!code)
		return count;
	into[0] = '0';
	for (size_t i = code; i < count; i++)
		into[i - code + 1] = into[i];
	return count - code + 1;
}

/* After "+44": its digits, and how many of them come before the number proper. */
static bool has_country(struct span text, const struct digits *digits)
{
	return digits->from > 0 && text.at[digits->from - 1] == '+' && digits->at[0] == '4' &&
	       digits->at[1] == '4';
}

/* "+44 (0)7700 900123", at the 7. */
static bool has_zero_in_brackets(struct span text, const struct digits *digits)
{
	return digits->from > 3 && span_ends(span_cut(text, 0, digits->from), "(0)");
}

/* The number as dialled at home, without its 0: where it begins in digits->at; SIZE_MAX: none. */
static size_t number_proper(struct span text, const struct digits *digits)
{
	if (has_country(text, digits))
		return digits->at[2] == '0' ? 3 : 2;
	if (has_zero_in_brackets(text, digits))
		return 0;
	return digits->at[0] == '0' ? 1 : SIZE_MAX;
}

static bool telephone(struct span text, const struct digits *digits, size_t proper, size_t length,
	struct personal_match *match)
{
	const size_t end = end_of(digits, proper + length);
	if (!end || !ends(text, end))
		return false;
	const size_t from = digits->from - has_country(text, digits);
	*match = (struct personal_match){from, end, has_country(text, digits) ? 3 : 5};
	match->shown = match->shown < digits->ends[0] - from ? match->shown : digits->ends[0] - from;
	return true;
}

bool mobile_number(struct span text, const struct digits *digits, struct personal_match *match)
{
	const size_t at = number_proper(text, digits);
	if (at == SIZE_MAX || digits->at[at] != '7' || !is_in(digits->at[at + 1], "1345789"))
		return false;
	return telephone(text, digits, at, 10, match);
}

bool telephone_number(struct span text, const struct digits *digits, struct personal_match *match)
{
	const size_t at = number_proper(text, digits);
	if (at == SIZE_MAX || !is_in(digits->at[at], "123789"))
		return false;
	return telephone(text, digits, at, 10, match) || telephone(text, digits, at, 9, match);
}

/* --- banks */

bool sort_code(struct span text, const struct digits *digits, struct personal_match *match)
{
	const size_t end = end_of(digits, 6);
	if (!end || !(is_grouped(digits, "222") || digits->sums[0] == 6) || !ends(text, end))
		return false;
	*match = (struct personal_match){digits->from, end, 2};
	return true;
}

/* --- addresses */

/* One or two letters, a digit, and a digit or letter more: "HR1", "EC1A", "W1". */
static bool is_outward(struct span s)
{
	size_t at = 0;
	while (at < s.length && is_capital(s.at[at]))
		at++;
	if (at < 1 || at > 2 || !is_digit(byte_at(s, at)))
		return false;
	at++;
	if (at < s.length && (is_digit(s.at[at]) || is_capital(s.at[at])))
		at++;
	return at == s.length;
}

bool postcode(struct span text, const struct digits *digits, struct personal_match *match)
{
	const size_t at = digits->from, gap = parting_before(text, at);
	if (digits->sums[0] != 1 || !gap || byte_at(text, at - gap) == '-')
		return false;
	if (!is_capital(byte_at(text, at + 1)) || !is_capital(byte_at(text, at + 2)) || !ends(text, at + 3))
		return false;
	const size_t end = at - gap;
	size_t from = end;
	while (from > 0 && end - from < 5 && is_word(text.at[from - 1]))
		from--;
	if (!is_outward(span_cut(text, from, end)))
		return false;
	*match = (struct personal_match){from, at + 3, end - from};
	return true;
}

static bool is_of_mailbox(char c)
{
	return is_word(c) || c == '.' || c == '+' || c == '-' || c == '\'';
}

/* One letter of it may be shown. */
bool mail_address(struct span text, size_t at, struct personal_match *match)
{
	size_t from = at, to = at + 1, point = 0;
	while (from > 0 && is_of_mailbox(text.at[from - 1]))
		from--;
	while (from < at && !is_word(text.at[from]))
		from++;
	for (; to < text.length && (is_word(text.at[to]) || text.at[to] == '-' || text.at[to] == '.'); to++)
		if (text.at[to] == '.' && is_letter(byte_at(text, to + 1)) && is_letter(byte_at(text, to + 2)))
			point = to;
	while (to > at && (text.at[to - 1] == '.' || text.at[to - 1] == '-'))
		to--;
	if (from == at || !point || (from > 0 && text.at[from - 1] == '/'))
		return false;
	*match = (struct personal_match){from, to, 1};
	return true;
}
