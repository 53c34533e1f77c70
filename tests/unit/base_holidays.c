/* Bank holidays against lists of whole years as they were published, and Easter against its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/holidays.h"

#define EW NATION_england_and_wales
#define SCOTLAND NATION_scotland
#define NI NATION_northern_ireland

/* Every bank holiday on a weekday of the year, as "MM-DD MM-DD ...". */
static struct span year_of(enum nation nation, int year, struct text *list)
{
	text_clear(list);
	const int32_t first = date_on(year, 1, 1).days, last = date_on(year, 12, 31).days;
	for (int32_t day = first; day <= last; day++) {
		const struct date date = date_of_days(day);
		if (holiday_name(nation, date) && date.weekday < 5)
			text_format(list, "%s%02d-%02d", list->length ? " " : "", date.month, date.day);
	}
	return text_span(list);
}

static void whole_years(void **state)
{
	(void)state;
	static const struct {
		enum nation nation;
		int year;
		const char *days;
	} years[] = {
		{EW, 2000, "01-03 04-21 04-24 05-01 05-29 08-28 12-25 12-26"},
		{EW, 2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26"},
		{EW, 2004, "01-01 04-09 04-12 05-03 05-31 08-30 12-27 12-28"},
		{EW, 2005, "01-03 03-25 03-28 05-02 05-30 08-29 12-26 12-27"},
		{EW, 2008, "01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26"},
		{EW, 2009, "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28"},
		{EW, 2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"},
		{EW, 2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"},
		{EW, 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"},
		{EW, 2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"},
		{EW, 2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"},
		{EW, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"},
		{EW, 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"},
		{EW, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"},
		{EW, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"},
		{EW, 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"},
		{EW, 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
		{EW, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{EW, 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		{SCOTLAND, 2006, "01-02 01-03 04-14 05-01 05-29 08-07 12-25 12-26"},
		{SCOTLAND, 2007, "01-01 01-02 04-06 05-07 05-28 08-06 11-30 12-25 12-26"},
		{SCOTLAND, 2019, "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26"},
		{SCOTLAND, 2020, "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28"},
		{SCOTLAND, 2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"},
		{SCOTLAND, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"},
		{SCOTLAND, 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"},
		{SCOTLAND, 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"},
		{SCOTLAND, 2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"},
		{SCOTLAND, 2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"},
		{NI, 2019, "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26"},
		{NI, 2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"},
		{NI, 2022, "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"},
		{NI, 2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"},
		{NI, 2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"},
		{NI, 2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"},
	};
	struct text list = {0};
	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		const struct span got = year_of(years[i].nation, years[i].year, &list);
		const struct span wanted = {years[i].days, strlen(years[i].days)};
		if (!span_same(got, wanted))
			print_error("%d: %.*s\nnot   %.*s\n", years[i].year, SPAN_ARG(got), SPAN_ARG(wanted));
		assert_true(span_same(got, wanted));
	}
	text_release(&list);
}

static void easter(void **state)
{
	(void)state;
	static const char *const sundays[] = {"1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23",
		"2003-04-20", "2008-03-23", "2011-04-24", "2014-04-20", "2018-04-01", "2019-04-21",
		"2024-03-31", "2025-04-20", "2027-03-28", "2030-04-21", "2035-03-25", "2038-04-25",
		"2049-04-18", "2076-04-19", "2160-03-23"};
	for (size_t i = 0; i < sizeof sundays / sizeof *sundays; i++) {
		struct date expected;
		assert_int_equal(date_read(span_of(sundays[i]), &expected), DATE_RIGHT);
		assert_int_equal(easter_sunday(expected.year).days, expected.days);
	}
	for (int year = 1900; year < 2200; year++) {
		const struct date sunday = easter_sunday(year);
		assert_int_equal(sunday.weekday, 6);
		assert_true(sunday.days >= date_on(year, 3, 22).days);
		assert_true(sunday.days <= date_on(year, 4, 25).days);
	}
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(holiday_name(EW, date_on(2005, 3, 25)), "Good Friday");
	assert_string_equal(holiday_name(EW, date_on(2021, 12, 27)), "Christmas Day");
	assert_string_equal(holiday_name(EW, date_on(2021, 12, 28)), "Boxing Day");
	assert_string_equal(holiday_name(EW, date_on(2022, 12, 27)), "Christmas Day");
	assert_string_equal(holiday_name(SCOTLAND, date_on(2023, 1, 2)), "2nd January");
	assert_string_equal(holiday_name(SCOTLAND, date_on(2023, 1, 3)), "New Year's Day");
	assert_null(holiday_name(SCOTLAND, date_on(2005, 3, 28))); /* no Easter Monday */
	assert_null(holiday_name(SCOTLAND, date_on(2006, 11, 30))); /* from 2007 */
	assert_null(holiday_name(EW, date_on(2012, 5, 28))); /* moved to June */
	assert_null(holiday_name(EW, date_on(2026, 6, 15))); /* Scotland's */
	assert_null(holiday_name(NATION_none, date_on(2005, 12, 25)));
	assert_null(holiday_name(EW, date_on(2025, 7, 14)));
}

static void nations(void **state)
{
	(void)state;
	assert_int_equal(nation_of(SPAN("england-and-wales")), EW);
	assert_int_equal(nation_of(SPAN("scotland")), SCOTLAND);
	assert_int_equal(nation_of(SPAN("northern-ireland")), NI);
	assert_int_equal(nation_of(SPAN("wales")), NATION_none);
	assert_int_equal(nation_of(SPAN_NONE), NATION_none);
}

static int holidays_in(enum nation nation, int year, struct text *list)
{
	return (int)(year_of(nation, year, list).length + 1) / 6;
}

/* Each year has as many as its nation's law says, but for the years of a proclamation. */
static void as_many_as_the_law_says(void **state)
{
	(void)state;
	struct text list = {0};
	for (int year = HOLIDAYS_FIRST_YEAR; year <= HOLIDAYS_LAST_YEAR; year++) {
		const int more = (year == 2002 || year == 2011 || year == 2012 || year == 2023) +
				    2 * (year == 2022);
		assert_int_equal(holidays_in(EW, year, &list), 8 + more);
		assert_int_equal(holidays_in(NI, year, &list), 10 + more);
		assert_int_equal(holidays_in(SCOTLAND, year, &list),
			8 + (year >= 2007) + more + (year == 2026));
	}
	text_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(whole_years), cmocka_unit_test(easter),
		cmocka_unit_test(names), cmocka_unit_test(nations),
		cmocka_unit_test(as_many_as_the_law_says)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
