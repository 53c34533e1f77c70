/* Clear days: neither the first day nor the last counts; weekends, bank holidays and closed days are no
 * working days. The dates with a body's name stand on its own published papers and decisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/calendar.h"

#define EW NATION_england_and_wales
#define SCOTLAND NATION_scotland

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
	const struct calendar open = {.nation = EW},
			      shut = {.nation = EW, .closed = closed, .closed_count = 1};
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
		{"2008-12-31", "2009-01-29", 28, 19, 19}, /* New Year's Day is none */
		{"2009-04-09", "2009-04-16", 6, 2, 2}, /* Good Friday and Easter Monday */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct date from = day(cases[i].from), to = day(cases[i].to);
		assert_int_equal(clear_days(&open, from, to, false), cases[i].calendar);
		assert_int_equal(clear_days(&open, from, to, true), cases[i].working);
		assert_int_equal(clear_days(&shut, from, to, true), cases[i].working_shut);
		assert_int_equal(clear_days(&shut, from, to, false), cases[i].calendar);
	}
}

static void papers_as_published(void **state)
{
	(void)state;
	static const struct {
		enum nation nation;
		const char *published, *meeting;
		int32_t working, calendar;
	} papers[] = {
		{EW, "2025-02-05", "2025-02-13", 5, 7}, /* Brighton & Hove */
		{EW, "2024-07-10", "2024-07-18", 5, 7},
		{EW, "2026-03-11", "2026-03-19", 5, 7},
		{EW, "2020-04-14", "2020-04-22", 5, 7}, /* Lambeth */
		{EW, "2012-03-13", "2012-03-21", 5, 7}, /* Durham */
		{EW, "2013-10-22", "2013-10-30", 5, 7},
		{EW, "2020-01-14", "2020-01-22", 5, 7},
		{EW, "2010-09-15", "2010-09-24", 6, 8}, /* Avon Fire Authority */
		{EW, "2018-01-17", "2018-01-23", 3, 5}, /* Flintshire */
		{EW, "2019-04-11", "2019-04-17", 3, 5}, /* Neath Port Talbot */
		{SCOTLAND, "2015-04-16", "2015-04-23", 4, 6}, /* Argyll and Bute */
		{EW, "2004-01-09", "2004-01-13", 1, 3}, /* Norfolk */
	};
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		const struct calendar calendar = {.nation = papers[i].nation};
		const struct date published = day(papers[i].published), meeting = day(papers[i].meeting);
		assert_int_equal(clear_days(&calendar, published, meeting, true), papers[i].working);
		assert_int_equal(clear_days(&calendar, published, meeting, false), papers[i].calendar);
		assert_int_equal(clear_days_before(&calendar, meeting, (uint32_t)papers[i].working, true).days,
			published.days);
		assert_int_equal(clear_days_before(&calendar, meeting, (uint32_t)papers[i].calendar, false).days,
			published.days);
		assert_int_equal(clear_days_after(&calendar, published, (uint32_t)papers[i].calendar, false).days,
			meeting.days);
	}
}

static void key_decisions_as_noticed(void **state)
{
	(void)state;
	static const char *const notices[][2] = { /* Kent: first published, not before */
		{"2025-10-07", "2025-11-05"},
		{"2022-09-02", "2022-10-01"},
		{"2022-08-30", "2022-09-28"},
	};
	const struct calendar calendar = {.nation = EW};
	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++) {
		const struct date notice = day(notices[i][0]), decision = day(notices[i][1]);
		assert_int_equal(clear_days(&calendar, notice, decision, false), 28);
		assert_int_equal(clear_days_after(&calendar, notice, 28, false).days, decision.days);
		assert_int_equal(clear_days_before(&calendar, decision, 28, false).days, notice.days);
	}
}

static void call_in_as_published(void **state)
{
	(void)state;
	static const struct {
		const char *published, *effective;
		uint32_t days;
		bool day_after;
	} decisions[] = {
		{"2024-03-13", "2024-03-21", 5, true}, /* Flintshire */
		{"2023-11-17", "2023-11-25", 5, true}, /* Harrow: a Saturday */
		{"2023-05-26", "2023-06-06", 5, true}, /* over the spring bank holiday; see below */
		{"2025-02-03", "2025-02-11", 5, true}, /* South Oxfordshire */
		{"2014-04-02", "2014-04-10", 5, true}, /* Sefton */
		{"2022-06-07", "2022-06-15", 5, true}, /* South Holland */
		{"2023-02-24", "2023-03-04", 5, true}, /* Herefordshire */
		{"2023-03-03", "2023-03-10", 5, false}, /* Herefordshire, by the other convention */
		{"2023-03-21", "2023-03-28", 5, false},
		{"2019-01-31", "2019-02-07", 5, false}, /* Colchester */
	};
	const struct calendar calendar = {.nation = EW};
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		assert_int_equal(call_in_end(&calendar, day(decisions[i].published), decisions[i].days,
					 decisions[i].day_after).days,
			day(decisions[i].effective).days);
}

static void the_last_day_is_a_working_day(void **state)
{
	(void)state;
	const struct date closed[] = {day("2025-04-17")};
	const struct calendar calendar = {.nation = EW},
			      shut = {.nation = EW, .closed = closed, .closed_count = 1};
	/* Easter 2025: Good Friday the 18th, Monday the 21st */
	assert_int_equal(clear_days_before(&calendar, day("2025-04-23"), 1, true).days,
		day("2025-04-17").days);
	assert_int_equal(clear_days_before(&shut, day("2025-04-23"), 1, true).days,
		day("2025-04-16").days);
	assert_int_equal(clear_days_before(&calendar, day("2025-04-23"), 0, true).days,
		day("2025-04-23").days);
	assert_int_equal(clear_days_before(&calendar, day("2025-04-23"), 2, false).days,
		day("2025-04-20").days); /* in calendar days a Sunday is a day like others */
	assert_int_equal(clear_days_after(&calendar, day("2025-04-17"), 1, true).days,
		day("2025-04-23").days);
	assert_int_equal(clear_days_after(&calendar, day("2025-04-17"), 0, true).days,
		day("2025-04-18").days);
	assert_int_equal(call_in_end(&calendar, day("2025-04-17"), 0, false).days,
		day("2025-04-17").days);
}

static void why_closed(void **state)
{
	(void)state;
	const struct date closed[] = {day("2025-12-29")};
	const struct calendar calendar = {.nation = EW, .closed = closed, .closed_count = 1}, none = {0};
	assert_string_equal(calendar_why_closed(&calendar, day("2025-12-27")), "a Saturday");
	assert_string_equal(calendar_why_closed(&calendar, day("2025-12-28")), "a Sunday");
	assert_string_equal(calendar_why_closed(&calendar, day("2025-12-26")), "Boxing Day");
	assert_string_equal(calendar_why_closed(&calendar, day("2025-12-29")),
		"a day on which the council is closed");
	assert_null(calendar_why_closed(&calendar, day("2025-12-30")));
	assert_null(calendar_why_closed(&none, day("2025-12-26")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(clear_days_between),
		cmocka_unit_test(papers_as_published), cmocka_unit_test(key_decisions_as_noticed),
		cmocka_unit_test(call_in_as_published), cmocka_unit_test(the_last_day_is_a_working_day),
		cmocka_unit_test(why_closed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
