/* Money: the grammar against a slow reader that shares no code with it, and every limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/money.h"

struct good {
	const char *typed;
	enum money_unit unit;
	int64_t pence;
};

static void reads_what_officers_type(void **state)
{
	(void)state;
	static const struct good cases[] = {
		{"£1,250,000", MONEY_POUNDS, 125000000},
		{"1250000", MONEY_POUNDS, 125000000},
		{"£1.25m", MONEY_POUNDS, 125000000},
		{"1.25 million", MONEY_POUNDS, 125000000},
		{"£1.25 Million", MONEY_POUNDS, 125000000},
		{"£620k", MONEY_POUNDS, 62000000},
		{"2 thousand", MONEY_POUNDS, 200000},
		{"£1bn", MONEY_POUNDS, 100000000000},
		{"1.5 billion", MONEY_POUNDS, 150000000000},
		{"(500)", MONEY_POUNDS, -50000},
		{"(£500)", MONEY_POUNDS, -50000},
		{"-500", MONEY_POUNDS, -50000},
		{"-£500", MONEY_POUNDS, -50000},
		{"-£1.2m", MONEY_POUNDS, -120000000},
		{"£0.50", MONEY_POUNDS, 50},
		{"£1.5", MONEY_POUNDS, 150},
		{"0", MONEY_POUNDS, 0},
		{"£0.00", MONEY_POUNDS, 0},
		{"-£0.00", MONEY_POUNDS, 0},
		{"(0)", MONEY_POUNDS, 0},
		{"  £12 ", MONEY_POUNDS, 1200},
		{"620", MONEY_THOUSANDS, 62000000},
		{"£620", MONEY_THOUSANDS, 62000000}, /* the pound sign does not cancel the unit */
		{"620k", MONEY_THOUSANDS, 62000000}, /* a word of its own does */
		{"£1.2m", MONEY_THOUSANDS, 120000000},
		{"0.12345", MONEY_THOUSANDS, 12345},
		{"1.23456789", MONEY_MILLIONS, 123456789},
		{"99,999,999,999.99", MONEY_POUNDS, 9999999999999},
		{"-99999999999.99", MONEY_POUNDS, -9999999999999},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct money_reading r = money_read(span_of(cases[i].typed), cases[i].unit);
		if (r.fault != MONEY_RIGHT || r.pence != cases[i].pence)
			fail_msg("%s: fault %d, %lld pence", cases[i].typed, r.fault, (long long)r.pence);
	}
}

struct bad {
	const char *typed;
	enum money_fault fault;
	size_t at;
};

static void refuses_what_could_be_misread(void **state)
{
	(void)state;
	static const struct bad cases[] = {
		{"", MONEY_NOT_AN_AMOUNT, 0},
		{"   ", MONEY_NOT_AN_AMOUNT, 0},
		{"£", MONEY_NOT_AN_AMOUNT, 2},
		{"-", MONEY_NOT_AN_AMOUNT, 1},
		{"()", MONEY_NOT_AN_AMOUNT, 1},
		{"(500", MONEY_NOT_AN_AMOUNT, 0},
		{"500)", MONEY_NOT_AN_AMOUNT, 3},
		{"--5", MONEY_NOT_AN_AMOUNT, 1},
		{"(-500)", MONEY_NOT_AN_AMOUNT, 1},
		{"+500", MONEY_NOT_AN_AMOUNT, 0},
		{"£-500", MONEY_NOT_AN_AMOUNT, 2},
		{"£ 500", MONEY_NOT_AN_AMOUNT, 2},
		{"££5", MONEY_NOT_AN_AMOUNT, 2},
		{"£620,000 a year", MONEY_NOT_AN_AMOUNT, 9},
		{"NaN", MONEY_NOT_AN_AMOUNT, 0},
		{"Inf", MONEY_NOT_AN_AMOUNT, 0},
		{"1e400", MONEY_NOT_AN_AMOUNT, 1},
		{"0x10", MONEY_NOT_AN_AMOUNT, 1},
		{"1_000", MONEY_NOT_AN_AMOUNT, 1},
		{"1.2.3", MONEY_NOT_AN_AMOUNT, 3},
		{"1 250", MONEY_NOT_AN_AMOUNT, 1},
		{"5  million", MONEY_NOT_AN_AMOUNT, 1},
		{"50p", MONEY_NOT_AN_AMOUNT, 2},
		{"£1.", MONEY_NOT_AN_AMOUNT, 3},
		{".50", MONEY_NOT_AN_AMOUNT, 0},
		{"007", MONEY_NOT_AN_AMOUNT, 0},
		{"£1,23", MONEY_BAD_GROUPS, 3},
		{"£1,2345", MONEY_BAD_GROUPS, 3},
		{"1,", MONEY_BAD_GROUPS, 1},
		{"1,,250", MONEY_BAD_GROUPS, 1},
		{"1250,000", MONEY_BAD_GROUPS, 4},
		{"1,250,00", MONEY_BAD_GROUPS, 5},
		{"1.234,56", MONEY_BAD_GROUPS, 5},
		{"£1.234", MONEY_BAD_PENCE, 6},
		{"£1.005", MONEY_BAD_PENCE, 6},
		{"£1.230", MONEY_BAD_PENCE, 6},
		{"£1.234567k", MONEY_BAD_PENCE, 9},
		{"٣", MONEY_BAD_CHARACTER, 0},
		{"1٣", MONEY_BAD_CHARACTER, 1},
		{"£１２", MONEY_BAD_CHARACTER, 2},
		{"1\xC2\xA0" "250", MONEY_BAD_CHARACTER, 1},
		{"1\xE2\x80\xAF" "250", MONEY_BAD_CHARACTER, 1},
		{"\xC2\xA0" "250", MONEY_BAD_CHARACTER, 0},
		{"12\xC2\xAD" "50", MONEY_BAD_CHARACTER, 2},
		{"\xE2\x88\x92" "500", MONEY_BAD_CHARACTER, 0}, /* U+2212 */
		{"–500", MONEY_BAD_CHARACTER, 0},
		{"€500", MONEY_BAD_CHARACTER, 0},
		{"100,000,000,000", MONEY_TOO_LARGE, 0},
		{"-100000000000", MONEY_TOO_LARGE, 0},
		{"9223372036854775808", MONEY_TOO_LARGE, 0},
		{"92233720368547758.08", MONEY_TOO_LARGE, 0},
		{"999999999999999999bn", MONEY_TOO_LARGE, 0},
		{"99999999999999999999999999999999", MONEY_TOO_LARGE, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct money_reading r = money_read(span_of(cases[i].typed), MONEY_POUNDS);
		if (r.fault != cases[i].fault || r.at != cases[i].at)
			fail_msg("\"%s\": fault %d at %zu", cases[i].typed, r.fault, r.at);
	}
}

static void knows_whether_pence_were_typed(void **state)
{
	(void)state;
	assert_true(money_read(SPAN("£12"), MONEY_POUNDS).whole_pounds);
	assert_false(money_read(SPAN("£12.00"), MONEY_POUNDS).whole_pounds);
}

/* The slow reader: a regular expression for the grammar, and a string of digits for the value. */
static bool slow_read(const regex_t *grammar, const char *typed, int noughts, char digits[64],
	bool *negative)
{
	regmatch_t m[8];
	if (regexec(grammar, typed, 8, m, 0) != 0)
		return false;
	bool open = m[1].rm_so != m[1].rm_eo;
	if (open != (typed[strlen(typed) - 1] == ')'))
		return false;
	*negative = open || m[2].rm_so != m[2].rm_eo;
	if (m[7].rm_so >= 0 && m[7].rm_so != m[7].rm_eo)
		noughts = typed[m[7].rm_so] == 'k' ? 3 : typed[m[7].rm_so] == 'm' ? 6 : 9;
	size_t n = 0;
	for (regoff_t i = m[4].rm_so; i < m[4].rm_eo; i++)
		if (typed[i] != ',')
			digits[n++] = typed[i];
	int decimals = 0;
	for (regoff_t i = m[6].rm_so + 1; m[6].rm_so >= 0 && i < m[6].rm_eo; i++, decimals++)
		digits[n++] = typed[i];
	if (decimals > noughts + 2)
		return false;
	for (; decimals < noughts + 2; decimals++)
		digits[n++] = '0';
	digits[n] = 0;
	size_t lead = strspn(digits, "0");
	memmove(digits, digits + lead, n - lead + 1);
	return strlen(digits) < 14; /* LIMIT_PENCE is 1 and thirteen noughts */
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void make_typed(uint32_t *seed, char *typed)
{
	static const char *const pieces[] = {"£", "-", "(", ")", ",", ",000", ",250", ".", ".5", ".25",
		" ", "k", "m", "bn", "1", "12", "250", "0", "9", "999"};
	*typed = 0;
	uint32_t count = 1 + next_random(seed) % 6;
	if (next_random(seed) % 2)
		strcpy(typed, "£");
	for (uint32_t i = 0; i < count; i++)
		strcat(typed, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
}

static void agrees_with_a_slow_reader(void **state)
{
	(void)state;
	regex_t grammar;
	/* groups: 1 bracket, 2 sign, 3 pound, 4 whole, 5 (inner), 6 fraction, 7 multiple */
	assert_int_equal(regcomp(&grammar,
		"^(\\()?(-)?(£)?(0|[1-9][0-9]*|[1-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+)"
		"(\\.[0-9]+)? ?(k|m|bn)?\\)?$", REG_EXTENDED), 0);
	uint32_t seed = 20050929;
	int right = 0;
	for (int i = 0; i < 300000; i++) {
		char typed[64], digits[64];
		make_typed(&seed, typed);
		bool negative = false;
		enum money_unit unit = (enum money_unit)(next_random(&seed) % 3);
		bool expected = slow_read(&grammar, typed, (int)unit * 3, digits, &negative);
		size_t length = strlen(typed);
		if (typed[0] == ' ' || typed[length - 1] == ' ' || strstr(typed, "(-") ||
			strstr(typed, " )"))
			continue; /* trimmed or refused by rules that the expression does not say */
		struct money_reading r = money_read(span_of(typed), unit);
		if (expected != (r.fault == MONEY_RIGHT))
			fail_msg("\"%s\": fault %d", typed, r.fault);
		if (!expected)
			continue;
		right++;
		long long pence = strtoll(digits[0] ? digits : "0", NULL, 10);
		assert_int_equal(r.pence, negative ? -pence : pence);
	}
	assert_true(right > 10000); /* the property is not proved on refusals alone */
	regfree(&grammar);
}

static const char *written(struct text *t, int64_t pence, bool always, bool brackets)
{
	text_clear(t);
	money_write(t, pence, always, brackets);
	return t->at;
}

static const char *written_in(struct text *t, int64_t pence, enum money_unit unit, bool brackets)
{
	text_clear(t);
	money_write_in(t, pence, unit, brackets);
	return t->at;
}

static void writes_amounts(void **state)
{
	(void)state;
	struct text t = {0};
	assert_string_equal(written(&t, 125000000, false, false), "£1,250,000");
	assert_string_equal(written(&t, 125000050, false, false), "£1,250,000.50");
	assert_string_equal(written(&t, 125000005, false, false), "£1,250,000.05");
	assert_string_equal(written(&t, 125000000, true, false), "£1,250,000.00");
	assert_string_equal(written(&t, -50000, false, false), "-£500");
	assert_string_equal(written(&t, -50000, false, true), "(£500)");
	assert_string_equal(written(&t, 0, false, false), "£0");
	assert_string_equal(written(&t, 0, true, true), "£0.00");
	assert_string_equal(written(&t, -1, false, false), "-£0.01");
	assert_string_equal(written(&t, 99900, false, false), "£999");
	assert_string_equal(written(&t, INT64_MAX, false, false), "£92,233,720,368,547,758.07");
	assert_string_equal(written(&t, INT64_MIN, false, false), "-£92,233,720,368,547,758.08");
	struct money_reading zero = money_read(SPAN("-£0.00"), MONEY_POUNDS);
	assert_string_equal(written(&t, zero.pence, true, false), "£0.00");
	assert_string_equal(written_in(&t, 62000000, MONEY_THOUSANDS, false), "620");
	assert_string_equal(written_in(&t, -8500000, MONEY_THOUSANDS, true), "(85)");
	assert_string_equal(written_in(&t, 150, MONEY_THOUSANDS, false), "0.0015");
	assert_string_equal(written_in(&t, 125000000, MONEY_MILLIONS, false), "1.25");
	assert_string_equal(written_in(&t, 125000000, MONEY_POUNDS, false), "1,250,000");
	assert_string_equal(written_in(&t, 0, MONEY_MILLIONS, true), "0");
	text_release(&t);
}

static void what_is_written_reads_back(void **state)
{
	(void)state;
	struct text t = {0};
	uint32_t seed = 7;
	for (int i = 0; i < 20000; i++) {
		int64_t pence = (int64_t)(((uint64_t)next_random(&seed) << 24 | next_random(&seed)) %
			(2 * (uint64_t)LIMIT_PENCE - 1)) - (LIMIT_PENCE - 1);
		bool brackets = i % 2;
		text_clear(&t);
		money_write(&t, pence, i % 3 == 0, brackets);
		assert_int_equal(money_read(text_span(&t), MONEY_POUNDS).pence, pence);
		for (int u = MONEY_POUNDS; u <= MONEY_MILLIONS; u++) {
			text_clear(&t);
			money_write_in(&t, pence, (enum money_unit)u, brackets);
			assert_int_equal(money_read(text_span(&t), (enum money_unit)u).pence, pence);
		}
	}
	text_release(&t);
}

static void sums_are_checked(void **state)
{
	(void)state;
	int64_t sum = 0;
	for (int i = 0; i < 1000000; i++)
		assert_true(money_add(&sum, 10));
	assert_int_equal(sum, 10000000); /* a million times 0.10 is 100,000.00 and no more */
	sum = LIMIT_PENCE - 2;
	assert_true(money_add(&sum, 1));
	assert_false(money_add(&sum, 1));
	assert_int_equal(sum, LIMIT_PENCE - 1);
	assert_false(money_add(&sum, INT64_MAX));
	sum = -(LIMIT_PENCE - 2);
	assert_true(money_add(&sum, -1));
	assert_false(money_add(&sum, -1));
	assert_false(money_add(&sum, INT64_MIN));
	assert_int_equal(sum, -(LIMIT_PENCE - 1));
}

static void units_have_names(void **state)
{
	(void)state;
	for (int u = MONEY_POUNDS; u <= MONEY_MILLIONS; u++) {
		enum money_unit unit = MONEY_POUNDS;
		assert_true(money_unit_read(span_of(money_unit_name((enum money_unit)u)), &unit));
		assert_int_equal(unit, u);
	}
	enum money_unit unit;
	static const char *const wrong[] = {"", "£00", "000", "£0000", "£M", "pounds", "$"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(money_unit_read(span_of(wrong[i]), &unit));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_officers_type),
		cmocka_unit_test(refuses_what_could_be_misread),
		cmocka_unit_test(knows_whether_pence_were_typed),
		cmocka_unit_test(agrees_with_a_slow_reader),
		cmocka_unit_test(writes_amounts),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(sums_are_checked),
		cmocka_unit_test(units_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
