#include "base/calendar.h"

enum { SATURDAY = 5 };

const char *calendar_why_closed(const struct calendar *calendar, struct date date)
{
	const char *holiday = holiday_name(calendar->nation, date);
	if (holiday)
		return holiday;
	if (date.weekday >= SATURDAY)
		return date.weekday == SATURDAY ? "a Saturday" : "a Sunday";
	for (size_t i = 0; i < calendar->closed_count; i++)
		if (calendar->closed[i].days == date.days)
			return "a day on which the council is closed";
	return NULL;
}

static bool counts(const struct calendar *calendar, int32_t day, bool working)
{
	return !working || !calendar_why_closed(calendar, date_of_days(day));
}

int32_t clear_days(const struct calendar *calendar, struct date from, struct date to, bool working)
{
	if (to.days <= from.days)
		return 0;
	if (!working)
		return to.days - from.days - 1;
	int32_t count = 0;
	for (int32_t day = from.days + 1; day < to.days; day++)
		count += counts(calendar, day, working);
	return count;
}

/* The style's lists are finite and weekdays come every week, so both walks end: a list of closed days
 * has as many entries as a file may hold. */
struct date clear_days_before(const struct calendar *calendar, struct date to, uint32_t days,
	bool working)
{
	if (days == 0)
		return to;
	int32_t day = to.days - 1;
	for (uint32_t count = 0; count < days; day--)
		count += counts(calendar, day, working);
	while (!counts(calendar, day, working))
		day--; /* a notice that goes out on a Sunday would do; nobody plans for one */
	return date_of_days(day);
}

struct date clear_days_after(const struct calendar *calendar, struct date from, uint32_t days,
	bool working)
{
	int32_t day = from.days + 1;
	for (uint32_t count = 0; count < days; day++)
		count += counts(calendar, day, working);
	return date_of_days(day);
}

struct date call_in_end(const struct calendar *calendar, struct date published, uint32_t days,
	bool day_after)
{
	const struct date after = clear_days_after(calendar, published, days, true);
	return day_after ? after : date_of_days(after.days - 1);
}
