#include "base/span.h"

#include <string.h>

struct span span_of(const char *string)
{
	return (struct span){string, string ? strlen(string) : 0};
}

bool span_is(struct span s, const char *string)
{
	return span_same(s, span_of(string));
}

bool span_same(struct span a, struct span b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

bool span_same_ignoring_case(struct span a, struct span b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (to_lower(a.at[i]) != to_lower(b.at[i]))
			return false;
	return true;
}

int span_compare(struct span a, struct span b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
	if (order != 0)
		return order;
	return a.length < b.length ? -1 : a.length > b.length;
}

bool span_starts(struct span s, const char *prefix)
{
	size_t length = strlen(prefix);
	return s.length >= length && memcmp(s.at, prefix, length) == 0;
}

bool span_ends(struct span s, const char *suffix)
{
	size_t length = strlen(suffix);
	return s.length >= length && memcmp(s.at + s.length - length, suffix, length) == 0;
}

struct span span_cut(struct span s, size_t from, size_t to)
{
	if (to > s.length)
		to = s.length;
	if (from > to)
		from = to;
	return (struct span){s.at ? s.at + from : NULL, to - from};
}

struct span span_trim(struct span s)
{
	while (s.length && is_space(s.at[s.length - 1]))
		s.length--;
	while (s.length && is_space(s.at[0])) {
		s.at++;
		s.length--;
	}
	return s;
}

size_t span_find(struct span s, struct span needle)
{
	if (needle.length == 0)
		return 0;
	for (size_t i = 0; i + needle.length <= s.length; i++) {
		const char *first = memchr(s.at + i, needle.at[0], s.length - needle.length - i + 1);
		if (!first)
			return SIZE_MAX;
		i = (size_t)(first - s.at);
		if (memcmp(first, needle.at, needle.length) == 0)
			return i;
	}
	return SIZE_MAX;
}

bool span_number(struct span s, uint32_t *number)
{
	if (s.length == 0 || s.length > 9)
		return false;
	uint32_t value = 0;
	for (size_t i = 0; i < s.length; i++) {
		if (!is_digit(s.at[i]))
			return false;
		value = value * 10 + (uint32_t)(s.at[i] - '0');
	}
	*number = value;
	return true;
}
