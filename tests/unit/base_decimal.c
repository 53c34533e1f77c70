/* Decimals: read exactly, or refused with the byte where they go wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/decimal.h"

static void reads_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int64_t amount;
		uint8_t decimals;
	} cases[] = {{"0", 0, 0}, {"310", 310, 0}, {"1,250", 1250, 0}, {"12.5", 125, 1},
		{"-12.50", -1250, 2}, {"(500)", -500, 0}, {"(1,250.5)", -12505, 1}, {"0.1", 1, 1},
		{"1.005", 1005, 3}, {"2.675", 2675, 3}, {" 7 ", 7, 0}, {"-0", 0, 0},
		{"999,999,999,999,999", 999999999999999, 0}, {"0.000000000000001", 1, 15}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decimal d = decimal_read(span_of(cases[i].typed), false);
		if (d.fault || d.amount != cases[i].amount || d.decimals != cases[i].decimals)
			fail_msg("%s: fault %d", cases[i].typed, d.fault);
	}
}

static void refuses_the_rest(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		enum decimal_fault fault;
		size_t at;
	} cases[] = {{"", DECIMAL_NOT_A_NUMBER, 0}, {"NaN", DECIMAL_NOT_A_NUMBER, 0},
		{"1e5", DECIMAL_NOT_A_NUMBER, 1}, {"0x10", DECIMAL_NOT_A_NUMBER, 1},
		{"1_000", DECIMAL_NOT_A_NUMBER, 1}, {"--5", DECIMAL_NOT_A_NUMBER, 1},
		{"+5", DECIMAL_NOT_A_NUMBER, 0}, {"010", DECIMAL_NOT_A_NUMBER, 0},
		{"5.", DECIMAL_NOT_A_NUMBER, 1}, {".5", DECIMAL_NOT_A_NUMBER, 0},
		{"5%", DECIMAL_NOT_A_NUMBER, 1}, {"12 people", DECIMAL_NOT_A_NUMBER, 2},
		{"1,25", DECIMAL_BAD_GROUPS, 1}, {"1.234,5", DECIMAL_BAD_GROUPS, 5},
		{"٣", DECIMAL_BAD_CHARACTER, 0}, {"1\xC2\xA0" "000", DECIMAL_BAD_CHARACTER, 1},
		{"\xE2\x88\x92" "5", DECIMAL_BAD_CHARACTER, 0},
		{"1000000000000000", DECIMAL_TOO_LARGE, 0},
		{"9999999999999999999999", DECIMAL_TOO_LARGE, 0},
		{"0.0000000000000000001", DECIMAL_TOO_LARGE, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decimal d = decimal_read(span_of(cases[i].typed), false);
		if (d.fault != cases[i].fault || d.at != cases[i].at)
			fail_msg("\"%s\": fault %d at %zu", cases[i].typed, d.fault, d.at);
	}
}

static void percentages(void **state)
{
	(void)state;
	struct decimal d = decimal_read(SPAN("4.2%"), true);
	assert_int_equal(d.fault, DECIMAL_RIGHT);
	assert_int_equal(d.amount, 42);
	assert_int_equal(d.decimals, 1);
	assert_int_equal(decimal_read(SPAN("4.2 %"), true).fault, DECIMAL_RIGHT);
	assert_int_equal(decimal_read(SPAN("-3"), true).amount, -3);
	assert_int_equal(decimal_read(SPAN("(3%)"), true).amount, -3);
	assert_int_equal(decimal_read(SPAN("3%%"), true).fault, DECIMAL_NOT_A_NUMBER);
	assert_int_equal(decimal_read(SPAN("3 "), true).fault, DECIMAL_RIGHT);
	assert_int_equal(decimal_read(SPAN("%"), true).fault, DECIMAL_NOT_A_NUMBER);
}

static void writes_numbers(void **state)
{
	(void)state;
	static const struct {
		int64_t amount;
		uint8_t decimals;
		const char *written;
	} cases[] = {{0, 0, "0"}, {1250, 0, "1,250"}, {-125050, 2, "-1,250.50"}, {5, 3, "0.005"},
		{-5, 1, "-0.5"}, {999, 0, "999"}, {INT64_MIN, 0, "-9,223,372,036,854,775,808"}};
	struct text t = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		text_clear(&t);
		decimal_write(&t, cases[i].amount, cases[i].decimals);
		assert_string_equal(t.at, cases[i].written);
	}
	text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(percentages),
		cmocka_unit_test(writes_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
