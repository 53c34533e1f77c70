/*
 * date: calendar days (Gregorian) as a count, 1970-01-01 being 0, years 1900 to 2199. Nothing here
 * reads the clock.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/text.h"

struct date {
	int32_t days; /* since 1970-01-01 */
	int16_t year;
	int8_t month, day; /* from 1 */
	int8_t weekday;    /* 0 is Monday */
};

enum date_fault {
	DATE_RIGHT,
	DATE_NOT_ISO,      /* not YYYY-MM-DD */
	DATE_NO_SUCH_DAY,  /* 2005-02-30 */
	DATE_OUT_OF_RANGE, /* year before 1900 or after 2199 */
};

enum date_fault date_read(struct span s, struct date *date);
struct date date_of_days(int32_t days);
/* A day that exists, of a year from 1900 to 2199. */
struct date date_on(int year, int month, int day);
int days_of_month(int year, int month); /* 28 to 31 */
/* The day when a UK form is readable ("29 September 2005", "29/09/2005", "29th Sept 2005"): for
 * help texts only; false otherwise. */
bool date_guess(struct span s, struct date *date);
void date_write_iso(struct text *into, struct date date);
/* "Thursday 29 September 2005", as messages and timetables have it, whatever the style's own form. */
void date_write_long(struct text *into, struct date date);
const char *weekday_name(int weekday); /* 0 is Monday */
const char *month_name(int month);     /* from 1 */

struct time_of_day {
	int8_t hour, minute;
};
/* "14:00" or "14.00", 00:00 to 23:59; false for anything else. */
bool time_read(struct span s, struct time_of_day *time);

#endif
