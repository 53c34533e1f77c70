/*
 * calendar: clear days. Neither the day from which is counted nor the day to which counts (R v Swansea
 * City Council, ex parte Elitestone, 1993). Working days leave out Saturdays, Sundays, the nation's bank
 * holidays and the days on which the council's offices are closed.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/holidays.h"

struct calendar {
	enum nation nation;
	const struct date *closed;
	size_t closed_count;
};

/* Why it is no working day: "a Saturday", "Good Friday", "a day on which the council is closed"; NULL
 * on a working day. */
const char *calendar_why_closed(const struct calendar *calendar, struct date date);

/* Days between the two that count: all, or working days. 0 when `to` is not after `from`. */
int32_t clear_days(const struct calendar *calendar, struct date from, struct date to, bool working);
/* The last day from which so many clear days are left before `to`; of working days a working day. */
struct date clear_days_before(const struct calendar *calendar, struct date to, uint32_t days,
	bool working);
/* The first day that comes after so many clear days; it may be any day of the week. */
struct date clear_days_after(const struct calendar *calendar, struct date from, uint32_t days,
	bool working);

/* The first day on which a decision that was published on a day may be carried out: after `days`
 * working days, or (councils differ) on the last of them. */
struct date call_in_end(const struct calendar *calendar, struct date published, uint32_t days,
	bool day_after);

#endif
