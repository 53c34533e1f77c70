#include "base/span.h"

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

#define EACH_BYTE(value) (UINT64_MAX / 0xFF * (value))

static uint64_t eight_bytes(const char *at)
{
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
	return eight;
}

size_t span_ascii_run(struct span s, size_t from)
{
	size_t at = from;
	while (at + 8 <= s.length && !(eight_bytes(s.at + at) & EACH_BYTE(0x80)))
		at += 8;
	while (at < s.length && (unsigned char)s.at[at] < 0x80)
		at++;
	return at - from;
}

/* None below the blank, none above the tilde. */
static bool are_plain(uint64_t eight)
{
	const uint64_t low = (eight - EACH_BYTE(0x20)) & ~eight, high = (eight + EACH_BYTE(0x01)) | eight;
	return ((low | high) & EACH_BYTE(0x80)) == 0;
}

size_t span_plain_run(struct span s, size_t from)
{
	size_t at = from;
	while (at + 8 <= s.length && are_plain(eight_bytes(s.at + at)))
		at += 8;
	while (at < s.length && s.at[at] >= 0x20 && s.at[at] < 0x7F)
		at++;
	return at - from;
}

/* The digits are 0x30 to 0x39: less than ten once 0x30 is taken out by exclusive or. */
static bool has_digit(uint64_t eight)
{
	eight ^= EACH_BYTE(0x30);
	return ((eight - EACH_BYTE(10)) & ~eight & EACH_BYTE(0x80)) != 0;
}

size_t span_to_digit(struct span s, size_t from)
{
	size_t at = from;
	while (at + 8 <= s.length && !has_digit(eight_bytes(s.at + at)))
		at += 8;
	while (at < s.length && !is_digit(s.at[at]))
		at++;
	return at;
}
