/* Dates, times and capitals as the style shows them. */
#include "house/reading.h"

struct moment {
	const struct house *house;
	struct span language;
	struct date date;
	struct time_of_day time;
};

static struct span word(const struct moment *m, const char *list, int number, char *key, size_t room)
{
	struct text name = {0};
	text_format(&name, "%s_%d", list, number);
	size_t length = name.length < room - 1 ? name.length : room - 1;
	for (size_t i = 0; i < length; i++)
		key[i] = name.at[i];
	key[length] = 0;
	text_release(&name);
	return house_word(m->house, m->language, key);
}

/* "st" of 1st: words ordinal_1 ..., else `ordinal` for all days that have none of their own. */
static void print_ordinal(const struct moment *m, struct text *into)
{
	char key[32];
	struct span ending = word(m, "ordinal", m->date.day, key, sizeof key);
	if (span_is(ending, key))
		ending = house_word(m->house, m->language, "ordinal");
	text_add_number(into, m->date.day);
	text_add(into, ending);
}

typedef void moment_printer(const struct moment *m, struct text *into);

static void print_weekday(const struct moment *m, struct text *into)
{
	char key[32];
	text_add(into, word(m, "weekday", m->date.weekday + 1, key, sizeof key));
}
static void print_day(const struct moment *m, struct text *into)
{
	text_add_number(into, m->date.day);
}
static void print_dd(const struct moment *m, struct text *into)
{
	text_format(into, "%02d", m->date.day);
}
static void print_month(const struct moment *m, struct text *into)
{
	char key[32];
	text_add(into, word(m, "month", m->date.month, key, sizeof key));
}
static void print_mon(const struct moment *m, struct text *into)
{
	char key[32];
	text_add(into, word(m, "mon", m->date.month, key, sizeof key));
}
static void print_mm(const struct moment *m, struct text *into)
{
	text_format(into, "%02d", m->date.month);
}
static void print_year(const struct moment *m, struct text *into)
{
	text_add_number(into, m->date.year);
}
static void print_yy(const struct moment *m, struct text *into)
{
	text_format(into, "%02d", m->date.year % 100);
}
static void print_hour(const struct moment *m, struct text *into)
{
	const int hour = m->time.hour % 12;
	text_add_number(into, hour ? hour : 12);
}
static void print_hh(const struct moment *m, struct text *into)
{
	text_format(into, "%02d", m->time.hour);
}
static void print_minute(const struct moment *m, struct text *into)
{
	text_format(into, "%02d", m->time.minute);
}
static void print_am(const struct moment *m, struct text *into)
{
	text_add(into, house_word(m->house, m->language, m->time.hour < 12 ? "am" : "pm"));
}

static const struct moment_name {
	const char *name;
	enum asks asks;
	moment_printer *print;
	const char *says;
} moment_names[] = {
	{"weekday", ASKS_date, print_weekday, "The day of the week: Thursday."},
	{"day", ASKS_date, print_day, "The day of the month: 5."},
	{"dd", ASKS_date, print_dd, "The day of the month in two figures: 05."},
	{"ordinal", ASKS_date, print_ordinal, "The day of the month in order: 5th."},
	{"month", ASKS_date, print_month, "The month: September."},
	{"mon", ASKS_date, print_mon, "The month, short: Sep."},
	{"mm", ASKS_date, print_mm, "The number of the month in two figures: 09."},
	{"year", ASKS_date, print_year, "The year: 2005."},
	{"yy", ASKS_date, print_yy, "The year in two figures: 05."},
	{"hour", ASKS_time, print_hour, "The hour of twelve: 2."},
	{"hh", ASKS_time, print_hh, "The hour of twenty-four in two figures: 14."},
	{"minute", ASKS_time, print_minute, "The minute in two figures: 00."},
	{"am", ASKS_time, print_am, "Before or after noon: am or pm."},
};
#define MOMENT_NAMES (sizeof moment_names / sizeof *moment_names)

const char *moment_name(size_t index, enum asks *asks, const char **says)
{
	if (index >= MOMENT_NAMES)
		return NULL;
	*asks = moment_names[index].asks;
	*says = moment_names[index].says;
	return moment_names[index].name;
}

static bool print_moment(const void *of, struct span name, bool short_form, struct text *into)
{
	(void)short_form;
	for (size_t i = 0; i < MOMENT_NAMES; i++) {
		if (!span_is(name, moment_names[i].name))
			continue;
		moment_names[i].print(of, into);
		return true;
	}
	return false;
}

static struct answer no_answer(const void *of, struct span name)
{
	(void)of, (void)name;
	return (struct answer){0};
}

static bool fill(const struct house_text *format, const struct moment *moment, struct text *into)
{
	const struct asker asker = {.of = moment, .answer = no_answer, .print = print_moment};
	return format && house_text_fill(format, &asker, moment->language, FILL_PLAIN, true, into,
		NULL);
}

void house_print_date(const struct house *house, struct span language, struct date date,
	bool short_form, struct text *into)
{
	const struct moment moment = {.house = house, .language = language, .date = date};
	if (!fill(short_form ? house->short_date_format : house->date_format, &moment, into))
		date_write_iso(into, date);
}

void house_print_time(const struct house *house, struct span language, struct time_of_day time,
	struct text *into)
{
	const struct moment moment = {.house = house, .language = language, .time = time};
	if (!fill(house->time_format, &moment, into))
		text_format(into, "%02d:%02d", time.hour, time.minute);
}

/* --- capitals */

/* Ranges of small letters: each capital lies `down` below; `every` 2 where pairs alternate. */
static const struct case_range {
	uint16_t from, to;
	uint16_t every;
	int16_t down;
} case_ranges[] = {
	{0x61, 0x7a, 1, 0x20},   {0xe0, 0xf6, 1, 0x20},   {0xf8, 0xfe, 1, 0x20},
	{0xff, 0xff, 1, -0x79},  {0x101, 0x12f, 2, 1},    {0x131, 0x131, 1, 0xe8},
	{0x133, 0x137, 2, 1},    {0x13a, 0x148, 2, 1},    {0x14b, 0x177, 2, 1},
	{0x17a, 0x17e, 2, 1},    {0x17f, 0x17f, 1, 0x12c}, {0x3ac, 0x3ac, 1, 0x26},
	{0x3ad, 0x3af, 1, 0x25}, {0x3b1, 0x3c1, 1, 0x20}, {0x3c2, 0x3c2, 1, 0x1f},
	{0x3c3, 0x3cb, 1, 0x20}, {0x3cc, 0x3cc, 1, 0x40}, {0x3cd, 0x3ce, 1, 0x3f},
};

static uint32_t capital_of(uint32_t letter)
{
	for (size_t i = 0; i < sizeof case_ranges / sizeof *case_ranges; i++) {
		const struct case_range *range = &case_ranges[i];
		if (letter >= range->from && letter <= range->to &&
			(letter - range->from) % range->every == 0)
			return (uint32_t)((int32_t)letter - range->down);
	}
	return letter;
}

static void add_letter(struct text *into, uint32_t letter)
{
	if (letter < 0x80) {
		text_add_char(into, (char)letter);
		return;
	}
	text_add_char(into, (char)(0xc0 | letter >> 6));
	text_add_char(into, (char)(0x80 | (letter & 0x3f)));
}

/* All letters that change are of one or two bytes; longer ones are copied as they are. */
void house_capitals(struct span s, struct text *into)
{
	for (size_t i = 0; i < s.length; i++) {
		const unsigned char c = (unsigned char)s.at[i];
		if (c < 0x80) {
			add_letter(into, capital_of(c));
		} else if (c >= 0xc2 && c < 0xe0 && i + 1 < s.length) {
			const unsigned char next = (unsigned char)s.at[++i];
			add_letter(into, capital_of((uint32_t)(c & 0x1f) << 6 | (next & 0x3f)));
		} else {
			text_add_char(into, (char)c);
		}
	}
}
