#include "base/date.h"

#include "base/limits.h"

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday", "Sunday"};

const char *weekday_name(int weekday)
{
	return weekdays[weekday];
}

const char *month_name(int month)
{
	return months[month - 1];
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_month(int year, int month)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/*
 * Years are counted from 1 March, so that the leap day is the last of its year, and in cycles of 400
 * years of 146,097 days. 1970-01-01 is day 719,468 after 0000-03-01.
 */
static int32_t days_of(int year, int month, int day)
{
	int y = month > 2 ? year : year - 1;
	int since_march = (month + 9) % 12;
	int day_of_year = (153 * since_march + 2) / 5 + day - 1;
	return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

struct date date_of_days(int32_t days)
{
	int64_t since = (int64_t)days + 719468;
	int64_t cycle = (since >= 0 ? since : since - 146096) / 146097;
	int of_cycle = (int)(since - cycle * 146097);
	int years = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
	int of_year = of_cycle - (365 * years + years / 4 - years / 100);
	int since_march = (5 * of_year + 2) / 153;
	int month = since_march < 10 ? since_march + 3 : since_march - 9;
	int64_t year = cycle * 400 + years + (month <= 2);
	int64_t weekday = ((int64_t)days + 3) % 7; /* 1970-01-01 was a Thursday */
	return (struct date){
		.days = days,
		.year = (int16_t)year,
		.month = (int8_t)month,
		.day = (int8_t)(of_year - (153 * since_march + 2) / 5 + 1),
		.weekday = (int8_t)(weekday < 0 ? weekday + 7 : weekday),
	};
}

struct date date_on(int year, int month, int day)
{
	return date_of_days(days_of(year, month, day));
}

static enum date_fault make(uint32_t year, uint32_t month, uint32_t day, struct date *date)
{
	if (year < LIMIT_YEAR_FIRST || year > LIMIT_YEAR_LAST)
		return DATE_OUT_OF_RANGE;
	if (month < 1 || month > 12 || day < 1 || (int)day > days_of_month((int)year, (int)month))
		return DATE_NO_SUCH_DAY;
	*date = date_of_days(days_of((int)year, (int)month, (int)day));
	return DATE_RIGHT;
}

enum date_fault date_read(struct span s, struct date *date)
{
	uint32_t year, month, day;
	if (s.length != 10 || s.at[4] != '-' || s.at[7] != '-' ||
		!span_number(span_cut(s, 0, 4), &year) || !span_number(span_cut(s, 5, 7), &month) ||
		!span_number(span_cut(s, 8, 10), &day))
		return DATE_NOT_ISO;
	return make(year, month, day, date);
}

/* Takes the next run of digits or letters and skips what parts it from the one after. */
static struct span next_word(struct span *rest)
{
	size_t length = 0;
	while (length < rest->length &&
		(length ? is_letter(rest->at[length]) == is_letter(rest->at[0]) : true) &&
		(is_letter(rest->at[length]) || is_digit(rest->at[length])))
		length++;
	struct span word = span_cut(*rest, 0, length);
	while (length < rest->length && (is_space(rest->at[length]) || rest->at[length] == '/' ||
		rest->at[length] == '.' || rest->at[length] == '-' || rest->at[length] == ','))
		length++;
	*rest = span_cut(*rest, length, rest->length);
	return word;
}

static bool is_ordinal(struct span word)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (span_same_ignoring_case(word, span_of(endings[i])))
			return true;
	return false;
}

/* "September", "Sept", "Sep", "9" or "09". */
static bool month_read(struct span word, uint32_t *month)
{
	if (word.length && is_digit(word.at[0]))
		return word.length <= 2 && span_number(word, month);
	for (uint32_t i = 0; i < 12 && word.length >= 3; i++)
		if (span_same_ignoring_case(word, span_cut(span_of(months[i]), 0, word.length))) {
			*month = i + 1;
			return true;
		}
	return false;
}

static bool is_weekday(struct span word)
{
	for (size_t i = 0; i < 7 && word.length >= 3; i++)
		if (span_same_ignoring_case(word, span_cut(span_of(weekdays[i]), 0, word.length)))
			return true;
	return false;
}

bool date_guess(struct span s, struct date *date)
{
	struct span rest = span_trim(s);
	struct span word = next_word(&rest);
	if (is_weekday(word))
		word = next_word(&rest);
	uint32_t year, month, day;
	bool year_first = word.length == 4 && is_digit(word.at[0]);
	if (!year_first && word.length > 2)
		return false;
	if (!span_number(word, year_first ? &year : &day))
		return false;
	word = next_word(&rest);
	if (!year_first && is_ordinal(word))
		word = next_word(&rest);
	if (!month_read(word, &month))
		return false;
	word = next_word(&rest);
	if (word.length > 4 || (!year_first && word.length != 4) ||
		!span_number(word, year_first ? &day : &year))
		return false;
	return rest.length == 0 && make(year, month, day, date) == DATE_RIGHT;
}

void date_write_iso(struct text *into, struct date date)
{
	text_format(into, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void date_write_long(struct text *into, struct date date)
{
	text_format(into, "%s %d %s %d", weekdays[date.weekday], date.day, months[date.month - 1],
		date.year);
}

bool time_read(struct span s, struct time_of_day *time)
{
	uint32_t hour, minute;
	if (s.length != 5 || (s.at[2] != ':' && s.at[2] != '.') ||
		!span_number(span_cut(s, 0, 2), &hour) || !span_number(span_cut(s, 3, 5), &minute) ||
		hour > 23 || minute > 59)
		return false;
	*time = (struct time_of_day){(int8_t)hour, (int8_t)minute};
	return true;
}
