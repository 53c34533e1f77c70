#include "base/decimal.h"

#include <stdio.h>

#define SCAN_DIGITS 18 /* what an int64_t surely holds */

static size_t digits_at(struct span s, size_t from)
{
	size_t count = 0;
	while (from + count < s.length && is_digit(s.at[from + count]))
		count++;
	return count;
}

static struct decimal fault(enum decimal_fault kind, size_t at)
{
	return (struct decimal){.fault = kind, .at = at};
}

/* Length of `1,250,000` at the start, or where its groups are wrong. */
static size_t whole_part(struct span s, struct decimal *wrong)
{
	size_t at = digits_at(s, 0);
	if (at == 0)
		*wrong = fault(DECIMAL_NOT_A_NUMBER, 0);
	else if (at > 3 && at < s.length && s.at[at] == ',')
		*wrong = fault(DECIMAL_BAD_GROUPS, at);
	while (!wrong->fault && at < s.length && s.at[at] == ',') {
		if (digits_at(s, at + 1) != 3)
			*wrong = fault(DECIMAL_BAD_GROUPS, at);
		else
			at += 4;
	}
	if (!wrong->fault && at > 1 && s.at[0] == '0')
		*wrong = fault(DECIMAL_NOT_A_NUMBER, 0);
	return at;
}

struct decimal decimal_scan(struct span s)
{
	struct decimal wrong = {0};
	size_t end = whole_part(s, &wrong);
	if (wrong.fault)
		return wrong;
	struct decimal read = {0};
	if (end < s.length && s.at[end] == '.') {
		size_t decimals = digits_at(s, end + 1);
		if (decimals == 0)
			return fault(DECIMAL_NOT_A_NUMBER, end);
		if (decimals > SCAN_DIGITS)
			return fault(DECIMAL_TOO_LARGE, 0);
		read.decimals = (uint8_t)decimals;
		end += 1 + decimals;
		if (end < s.length && s.at[end] == ',')
			return fault(DECIMAL_BAD_GROUPS, end);
	}
	size_t digits = 0;
	for (size_t i = 0; i < end; i++) {
		if (!is_digit(s.at[i]))
			continue;
		if (++digits > SCAN_DIGITS)
			return fault(DECIMAL_TOO_LARGE, 0);
		read.amount = read.amount * 10 + (s.at[i] - '0');
	}
	read.length = end;
	return read;
}

bool decimal_take_sign(struct span *s)
{
	if (s->length >= 2 && s->at[0] == '(' && s->at[s->length - 1] == ')') {
		*s = span_cut(*s, 1, s->length - 1);
		return true;
	}
	if (s->length == 0 || s->at[0] != '-')
		return false;
	*s = span_cut(*s, 1, s->length);
	return true;
}

static bool ends_there(struct span s, size_t at, bool percent)
{
	if (percent && at < s.length && s.at[at] == ' ')
		at++;
	if (percent && at < s.length && s.at[at] == '%')
		return at + 1 == s.length;
	return at == s.length;
}

struct decimal decimal_read(struct span s, bool percent)
{
	struct span body = span_trim(s);
	if (body.length == 0)
		return fault(DECIMAL_NOT_A_NUMBER, 0);
	bool negative = decimal_take_sign(&body);
	struct decimal read = decimal_scan(body);
	if (!read.fault && !ends_there(body, read.length, percent))
		read = fault(DECIMAL_NOT_A_NUMBER, read.length);
	if (read.fault == DECIMAL_NOT_A_NUMBER && read.at < body.length &&
		(unsigned char)body.at[read.at] >= 0x80)
		read.fault = DECIMAL_BAD_CHARACTER;
	if (read.fault) {
		read.at += (size_t)(body.at - s.at);
		return read;
	}
	int64_t limit = 1;
	for (int i = 0; i < DECIMAL_DIGITS; i++)
		limit *= 10;
	if (read.amount >= limit)
		return fault(DECIMAL_TOO_LARGE, 0);
	if (negative)
		read.amount = -read.amount;
	return read;
}

void decimal_write_grouped(struct text *into, uint64_t whole)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)whole);
	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text_add_char(into, ',');
		text_add_char(into, digits[i]);
	}
}

void decimal_write(struct text *into, int64_t amount, uint8_t decimals)
{
	uint64_t rest = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount, one = 1;
	for (uint8_t i = 0; i < decimals && one <= UINT64_MAX / 10; i++)
		one *= 10;
	if (amount < 0)
		text_add_char(into, '-');
	decimal_write_grouped(into, rest / one);
	if (decimals)
		text_format(into, ".%0*llu", (int)decimals, (unsigned long long)(rest % one));
}
