/* Dates: every day of the range against a walk that counts days one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"

/* The last day of a month as the rhyme has it. */
static int last_day(int year, int month)
{
	if (month == 4 || month == 6 || month == 9 || month == 11)
		return 30;
	if (month != 2)
		return 31;
	if (year % 400 == 0)
		return 29;
	if (year % 100 == 0)
		return 28;
	return year % 4 == 0 ? 29 : 28;
}

static enum date_fault read_ymd(int year, int month, int day, struct date *date)
{
	char typed[40];
	snprintf(typed, sizeof typed, "%04d-%02d-%02d", year, month, day);
	return date_read(span_of(typed), date);
}

static void every_day_of_the_range(void **state)
{
	(void)state;
	int32_t days = -25567; /* 1900-01-01, a Monday */
	int weekday = 0;
	for (int year = LIMIT_YEAR_FIRST; year <= LIMIT_YEAR_LAST; year++)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 32; day++) {
				struct date read = {0};
				enum date_fault fault = read_ymd(year, month, day, &read);
				bool exists = month >= 1 && month <= 12 && day >= 1 &&
					day <= last_day(year, month);
				assert_int_equal(fault, exists ? DATE_RIGHT : DATE_NO_SUCH_DAY);
				if (!exists)
					continue;
				struct date again = date_of_days(days);
				assert_int_equal(again.year * 10000 + again.month * 100 + again.day,
					year * 10000 + month * 100 + day);
				assert_int_equal(again.weekday, weekday);
				assert_int_equal(read.days, days);
				assert_int_equal(read.year, year);
				assert_int_equal(read.month, month);
				assert_int_equal(read.day, day);
				assert_int_equal(read.weekday, weekday);
				days++;
				weekday = (weekday + 1) % 7;
			}
	assert_int_equal(days, 84006); /* 2200-01-01 */
}

static void known_days(void **state)
{
	(void)state;
	static const struct {
		const char *iso;
		int weekday;
	} cases[] = {{"2005-09-29", 3}, {"2005-01-13", 3}, {"2008-01-24", 3}, {"1970-01-01", 3},
		{"2000-02-29", 1}, {"2024-02-29", 3}, {"2026-03-29", 6}, {"1969-12-31", 2}};
	struct text t = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		assert_int_equal(date_read(span_of(cases[i].iso), &date), DATE_RIGHT);
		assert_int_equal(date.weekday, cases[i].weekday);
		text_clear(&t);
		date_write_iso(&t, date);
		assert_string_equal(t.at, cases[i].iso);
	}
	text_release(&t);
}

static void refuses_what_is_no_date(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		enum date_fault fault;
	} cases[] = {
		{"2005-02-29", DATE_NO_SUCH_DAY}, {"1900-02-29", DATE_NO_SUCH_DAY},
		{"2025-02-29", DATE_NO_SUCH_DAY}, {"2005-02-31", DATE_NO_SUCH_DAY},
		{"2005-06-31", DATE_NO_SUCH_DAY}, {"2005-13-01", DATE_NO_SUCH_DAY},
		{"2005-00-10", DATE_NO_SUCH_DAY}, {"2005-01-00", DATE_NO_SUCH_DAY},
		{"0000-01-01", DATE_OUT_OF_RANGE}, {"1899-12-31", DATE_OUT_OF_RANGE},
		{"2200-01-01", DATE_OUT_OF_RANGE}, {"9999-12-31", DATE_OUT_OF_RANGE},
		{"99-01-01", DATE_NOT_ISO}, {"10000-01-01", DATE_NOT_ISO}, {"", DATE_NOT_ISO},
		{"2005-9-29", DATE_NOT_ISO}, {"2005/09/29", DATE_NOT_ISO}, {"29-09-2005", DATE_NOT_ISO},
		{"03/04/2026", DATE_NOT_ISO}, {"2005-09-29 ", DATE_NOT_ISO},
		{"2005-09-29T00", DATE_NOT_ISO}, {"20050929", DATE_NOT_ISO},
		{"-005-09-29", DATE_NOT_ISO}, {"2005-+9-29", DATE_NOT_ISO},
		{"2005‑09‑29", DATE_NOT_ISO}, {"２００５-09-29", DATE_NOT_ISO},
		{"Thursday 2005-09-29", DATE_NOT_ISO},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		enum date_fault fault = date_read(span_of(cases[i].typed), &date);
		if (fault != cases[i].fault)
			fail_msg("\"%s\": %d", cases[i].typed, fault);
	}
}

static void guesses_for_helps(void **state)
{
	(void)state;
	static const char *const same_day[] = {"29 September 2005", "29/09/2005", "29th Sept 2005",
		"29.9.2005", "29-09-2005", "29th September, 2005", "Thursday 29 September 2005",
		"Thu, 29 SEP 2005", "2005/09/29", "2005-9-29", "29 september 2005", "29September2005"};
	struct text t = {0};
	for (size_t i = 0; i < sizeof same_day / sizeof *same_day; i++) {
		struct date date;
		if (!date_guess(span_of(same_day[i]), &date))
			fail_msg("no guess for \"%s\"", same_day[i]);
		text_clear(&t);
		date_write_iso(&t, date);
		assert_string_equal(t.at, "2005-09-29");
	}
	text_release(&t);
	static const char *const none[] = {"", "soon", "29", "29 September", "September 2005",
		"29/09/05", "31/02/2005", "29 Octember 2005", "29/13/2005", "29 September 2005 at noon",
		"29/09/2005/1", "129/09/2005", "29 September 20055", "£29", "29th th September 2005"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct date date;
		if (date_guess(span_of(none[i]), &date))
			fail_msg("guessed for \"%s\"", none[i]);
	}
}

static void times(void **state)
{
	(void)state;
	struct time_of_day time;
	assert_true(time_read(SPAN("14:00"), &time));
	assert_int_equal(time.hour, 14);
	assert_true(time_read(SPAN("09.30"), &time));
	assert_int_equal(time.minute, 30);
	assert_true(time_read(SPAN("00:00"), &time));
	assert_true(time_read(SPAN("23:59"), &time));
	static const char *const wrong[] = {"24:00", "25:61", "23:60", "2pm", "14", "1:30", "14:0",
		"14:000", "14-00", "-1:00", "", "noon", "14:00:00", "１４:00"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(time_read(span_of(wrong[i]), &time));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_the_range),
		cmocka_unit_test(known_days),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(guesses_for_helps),
		cmocka_unit_test(times),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
