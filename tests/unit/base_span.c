/* Searches that go eight bytes at a time against the same done byte by byte. */
#include "base/span.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#define MOST 40

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Mostly letters, so that runs are long; what ends them at every distance. */
static struct span random_text(uint32_t *state, char *bytes)
{
	static const char ends[] = {'0', '9', '/', ':', '\n', '\t', '\x1F', '\x7F', '\x7E', ' ', '\x80', '\xE2',
		'\xFF', '\0'};
	const size_t length = next_random(state) % MOST;
	for (size_t i = 0; i < length; i++)
		bytes[i] = next_random(state) % 12 ? (char)('a' + next_random(state) % 26)
						   : ends[next_random(state) % sizeof ends];
	return (struct span){bytes, length};
}

static void runs_are_those_of_single_bytes(void **state)
{
	(void)state;
	uint32_t random = 2026;
	for (size_t round = 0; round < 20000; round++) {
		char bytes[MOST];
		const struct span s = random_text(&random, bytes);
		for (size_t from = 0; from <= s.length; from++) {
			size_t digit = from, ascii = from, plain = from;
			while (digit < s.length && !(s.at[digit] >= '0' && s.at[digit] <= '9'))
				digit++;
			while (ascii < s.length && (unsigned char)s.at[ascii] < 0x80)
				ascii++;
			while (plain < s.length && s.at[plain] >= 0x20 && s.at[plain] < 0x7F)
				plain++;
			assert_int_equal(span_to_digit(s, from), digit);
			assert_int_equal(span_ascii_run(s, from), ascii - from);
			assert_int_equal(span_plain_run(s, from), plain - from);
		}
	}
}

static void classes_are_those_of_ascii(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		const char c = (char)i;
		assert_int_equal(is_digit(c), i >= '0' && i <= '9');
		assert_int_equal(is_capital(c), i >= 'A' && i <= 'Z');
		assert_int_equal(is_letter(c), (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z'));
		assert_int_equal(is_space(c), i == ' ' || (i >= '\t' && i <= '\r'));
		assert_int_equal((unsigned char)to_lower(c), i >= 'A' && i <= 'Z' ? i + 32 : i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_are_those_of_single_bytes),
		cmocka_unit_test(classes_are_those_of_ascii),
	};
	return cmocka_run_group_tests_name("base: span", tests, NULL, NULL);
}
