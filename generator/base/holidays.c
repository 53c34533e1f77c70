/*
 * The rules: Schedule 1 to the Banking and Financial Dealings Act 1971, the holidays of the common law
 * (Good Friday and Christmas Day) and those that are appointed every year by custom (New Year's Day in
 * England, Wales and Northern Ireland; the first Monday in May).
 */
#include "base/holidays.h"

enum { EW = 1 << NATION_england_and_wales, SCOTLAND = 1 << NATION_scotland,
	NI = 1 << NATION_northern_ireland, ALL = EW | SCOTLAND | NI };

enum { MONDAY = 0, SATURDAY = 5 };

struct fixed {
	int8_t month, day;
	int nations;
	int16_t since; /* 0: always */
	const char *name;
};
/* In order of the year. One that falls on a Saturday or Sunday is kept on the next weekday that is no
 * holiday itself. */
static const struct fixed fixed_days[] = {
	{1, 1, ALL, 0, "New Year's Day"},
	{1, 2, SCOTLAND, 0, "2nd January"},
	{3, 17, NI, 0, "St Patrick's Day"},
	{7, 12, NI, 0, "the anniversary of the Battle of the Boyne"},
	{11, 30, SCOTLAND, 2007, "St Andrew's Day"},
	{12, 25, ALL, 0, "Christmas Day"},
	{12, 26, ALL, 0, "Boxing Day"},
};

/* Holidays on the first or last Monday of a month. */
struct monday {
	int8_t month;
	bool last;
	int nations;
	const char *name;
};
static const struct monday mondays[] = {
	{5, false, ALL, "the early May bank holiday"},
	{5, true, ALL, "the spring bank holiday"},
	{8, true, EW | NI, "the summer bank holiday"},
	{8, false, SCOTLAND, "the summer bank holiday"},
};

/* Appointed by proclamation. `moved`: the Monday on which the rule would have put it and which was an
 * ordinary day (or the other holiday of this table); 0: nothing was moved. */
struct proclaimed {
	int16_t year;
	int8_t month, day, moved_month, moved_day;
	int nations;
	const char *name;
};
static const struct proclaimed proclaimed_days[] = {
	{2002, 6, 3, 0, 0, ALL, "the Golden Jubilee"},
	{2002, 6, 4, 5, 27, ALL, "the spring bank holiday"},
	{2011, 4, 29, 0, 0, ALL, "the royal wedding"},
	{2012, 6, 4, 5, 28, ALL, "the spring bank holiday"},
	{2012, 6, 5, 0, 0, ALL, "the Diamond Jubilee"},
	{2020, 5, 8, 5, 4, ALL, "the early May bank holiday"},
	{2022, 6, 2, 5, 30, ALL, "the spring bank holiday"},
	{2022, 6, 3, 0, 0, ALL, "the Platinum Jubilee"},
	{2022, 9, 19, 0, 0, ALL, "the state funeral of Queen Elizabeth II"},
	{2023, 5, 8, 0, 0, ALL, "the coronation of King Charles III"},
	{2026, 6, 15, 0, 0, SCOTLAND, "the World Cup bank holiday"},
};

enum nation nation_of(struct span name)
{
	static const char *const names[] = {
		[NATION_england_and_wales] = "england-and-wales",
		[NATION_scotland] = "scotland",
		[NATION_northern_ireland] = "northern-ireland",
	};
	for (size_t i = 1; i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return (enum nation)i;
	return NATION_none;
}

/* The Gregorian computus in whole numbers, as "An Anonymous Correspondent" gave it in Nature in 1876
 * and Meeus prints it. */
struct date easter_sunday(int year)
{
	const int golden = year % 19, century = year / 100, of_century = year % 100;
	const int skipped = (century + 8) / 25;
	const int epact = (19 * golden + century - century / 4 - (century - skipped + 1) / 3 + 15) % 30;
	const int to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
	const int late = (golden + 11 * epact + 22 * to_sunday) / 451;
	const int day_of_march = 22 + epact + to_sunday - 7 * late; /* beyond 31: April */
	return date_of_days(date_on(year, 3, 1).days + day_of_march - 1);
}

static bool is_moved(enum nation nation, struct date date)
{
	for (size_t i = 0; i < sizeof proclaimed_days / sizeof *proclaimed_days; i++) {
		const struct proclaimed *p = &proclaimed_days[i];
		if (p->year == date.year && p->moved_month == date.month && p->moved_day == date.day &&
			p->nations & 1 << nation)
			return true;
	}
	return false;
}

static const char *proclaimed_name(enum nation nation, struct date date)
{
	for (size_t i = 0; i < sizeof proclaimed_days / sizeof *proclaimed_days; i++) {
		const struct proclaimed *p = &proclaimed_days[i];
		if (p->year == date.year && p->month == date.month && p->day == date.day &&
			p->nations & 1 << nation)
			return p->name;
	}
	return NULL;
}

static const char *monday_name(enum nation nation, struct date date)
{
	if (date.weekday != MONDAY || is_moved(nation, date))
		return NULL;
	for (size_t i = 0; i < sizeof mondays / sizeof *mondays; i++) {
		const struct monday *m = &mondays[i];
		const bool there = m->last ? date_of_days(date.days + 7).month != m->month : date.day <= 7;
		if (m->month == date.month && there && m->nations & 1 << nation)
			return m->name;
	}
	return NULL;
}

static const char *easter_name(enum nation nation, struct date date)
{
	if (date.month != 3 && date.month != 4)
		return NULL;
	const int32_t after = date.days - easter_sunday(date.year).days;
	if (after == -2)
		return "Good Friday";
	return after == 1 && nation != NATION_scotland ? "Easter Monday" : NULL;
}

static const char *exact_name(enum nation nation, struct date date)
{
	for (size_t i = 0; i < sizeof fixed_days / sizeof *fixed_days; i++) {
		const struct fixed *f = &fixed_days[i];
		if (f->month == date.month && f->day == date.day && f->since <= date.year &&
			f->nations & 1 << nation)
			return f->name;
	}
	return NULL;
}

/*
 * The fixed holiday whose substitute is this weekday. At most two fall on one weekend and a third on
 * the Monday after never does, so the weekdays that follow are filled in order: first those whose own
 * day it is, then those of the weekend.
 */
static const char *substitute_name(enum nation nation, struct date date)
{
	const char *waiting[2];
	size_t count = 0, next = 0;
	const int32_t saturday = date.days - date.weekday - 2;
	for (int32_t day = saturday; day < saturday + 2; day++) {
		const char *name = exact_name(nation, date_of_days(day));
		if (name)
			waiting[count++] = name;
	}
	for (int32_t day = saturday + 2; day <= date.days && next < count; day++) {
		if (exact_name(nation, date_of_days(day)))
			continue;
		if (day == date.days)
			return waiting[next];
		next++;
	}
	return NULL;
}

const char *holiday_name(enum nation nation, struct date date)
{
	if (nation == NATION_none)
		return NULL;
	const char *name = proclaimed_name(nation, date);
	if (!name)
		name = monday_name(nation, date);
	if (!name)
		name = easter_name(nation, date);
	if (!name && date.weekday < SATURDAY)
		name = exact_name(nation, date);
	if (!name && date.weekday < SATURDAY)
		name = substitute_name(nation, date);
	return name;
}
