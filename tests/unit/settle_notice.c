/* Clear days: neither the first day nor the last counts; weekends and closed days are no working days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "settle/notice.h"

static struct date day(const char *iso)
{
	struct date date;
	assert_int_equal(date_read(span_of(iso), &date), DATE_RIGHT);
	return date;
}

static void clear_days_between(void **state)
{
	(void)state;
	const struct date closed[] = {day("2009-03-09")};
	const struct house open = {0}, shut = {.closed_days = closed, .closed_day_count = 1};
	static const struct {
		const char *from, *to;
		int32_t calendar, working, working_shut;
	} cases[] = {
		{"2009-03-12", "2009-03-12", 0, 0, 0},
		{"2009-03-12", "2009-03-11", 0, 0, 0},
		{"2009-03-11", "2009-03-12", 0, 0, 0},
		{"2009-03-04", "2009-03-12", 7, 5, 4}, /* Wednesday to Thursday week: five clear days */
		{"2009-03-05", "2009-03-12", 6, 4, 3},
		{"2009-03-06", "2009-03-09", 2, 0, 0}, /* over a weekend */
		{"2009-03-07", "2009-03-10", 2, 1, 0},
		{"2008-12-31", "2009-01-29", 28, 20, 20},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct date from = day(cases[i].from), to = day(cases[i].to);
		assert_int_equal(clear_days(&open, from, to, false), cases[i].calendar);
		assert_int_equal(clear_days(&open, from, to, true), cases[i].working);
		assert_int_equal(clear_days(&shut, from, to, true), cases[i].working_shut);
		assert_int_equal(clear_days(&shut, from, to, false), cases[i].calendar);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(clear_days_between)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
