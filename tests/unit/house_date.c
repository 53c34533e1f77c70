/* Dates, times and capitals as a style shows them. */
#include "house_kit.h"

static const struct house *load(struct kit *kit, const char *name)
{
	static const char *const folders[] = {"tests/data/house"};
	const struct house_search search = {folders, 1, true};
	kit_open(kit);
	const struct house *house = house_load(kit->arena, &kit->sources, &kit->diags, &search,
		(struct words){span_of(name), PLACE_NONE}, NULL);
	assert_non_null(house);
	return house;
}

static void expect_date(const struct house *house, const char *iso, bool short_form,
	const char *expected)
{
	struct date date;
	struct text into = {0};
	assert_int_equal(date_read(span_of(iso), &date), DATE_RIGHT);
	house_print_date(house, SPAN("en"), date, short_form, &into);
	assert_string_equal(into.at, expected);
	text_release(&into);
}

static void ordinals(void **state)
{
	(void)state;
	static const char *const endings[] = {"st", "nd", "rd", "th", "th", "th", "th", "th", "th",
		"th", "th", "th", "th", "th", "th", "th", "th", "th", "th", "th", "st", "nd", "rd",
		"th", "th", "th", "th", "th", "th", "th", "st"};
	struct kit kit;
	const struct house *house = load(&kit, "plain");
	for (int day = 1; day <= 31; day++) {
		struct span iso = arena_format(kit.arena, "2005-01-%02d", day);
		struct span expected =
			arena_format(kit.arena, "%d%s January, 2005", day, endings[day - 1]);
		expect_date(house, iso.at, false, expected.at);
	}
	kit_close(&kit);
}

static void formats(void **state)
{
	(void)state;
	struct kit kit;
	const struct house *plain = load(&kit, "plain");
	expect_date(plain, "2005-01-13", false, "13th January, 2005");
	expect_date(plain, "2005-09-29", false, "29th September, 2005");
	expect_date(plain, "2004-02-29", true, "29/02/04");
	expect_date(plain, "2009-12-05", true, "05/12/09");
	kit_close(&kit);
	const struct house *child = load(&kit, "child");
	expect_date(child, "2008-01-24", false, "24 January 2008");
	kit_close(&kit);
	const struct house *every = load(&kit, "every-format");
	expect_date(every, "2005-09-05", false, "Monday|5|05|5th|September|Sep|09|2005|05");
	kit_close(&kit);
}

static void times(void **state)
{
	(void)state;
	static const struct {
		int8_t hour, minute;
		const char *expected, *every;
	} cases[] = {
		{0, 0, "12.00 am", "12|00|00|am"}, {0, 5, "12.05 am", "12|00|05|am"},
		{9, 30, "9.30 am", "9|09|30|am"},  {11, 59, "11.59 am", "11|11|59|am"},
		{12, 0, "12.00 pm", "12|12|00|pm"}, {14, 0, "2.00 pm", "2|14|00|pm"},
		{23, 59, "11.59 pm", "11|23|59|pm"},
	};
	struct kit kit, other;
	const struct house *plain = load(&kit, "plain"), *every = load(&other, "every-format");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct time_of_day time = {cases[i].hour, cases[i].minute};
		struct text into = {0}, all = {0};
		house_print_time(plain, SPAN("en"), time, &into);
		house_print_time(every, SPAN("en"), time, &all);
		assert_string_equal(into.at, cases[i].expected);
		assert_string_equal(all.at, cases[i].every);
		text_release(&into);
		text_release(&all);
	}
	kit_close(&kit);
	kit_close(&other);
}

static void capitals(void **state)
{
	(void)state;
	static const struct {
		const char *small, *capital;
	} cases[] = {
		{"", ""},
		{"Youth centres, 1st", "YOUTH CENTRES, 1ST"},
		{"\xc3\xa0\xc3\xb6\xc3\xb8\xc3\xbe", "\xc3\x80\xc3\x96\xc3\x98\xc3\x9e"}, /* aou.. */
		{"\xc3\xb7", "\xc3\xb7"},         /* the sign for division is no letter */
		{"\xc3\x9f", "\xc3\x9f"},         /* sharp s stays */
		{"\xc3\xbf", "\xc5\xb8"},         /* y with two dots leaves its page */
		{"\xc5\xb5\xc5\xb7", "\xc5\xb4\xc5\xb6"}, /* Welsh w and y with circumflex */
		{"\xc4\xb1\xc5\xbf", "IS"},       /* dotless i, long s */
		{"\xc5\x82\xc5\xbe", "\xc5\x81\xc5\xbd"}, /* Polish l, z with caron */
		{"\xc4\xb8\xc5\x89", "\xc4\xb8\xc5\x89"}, /* kra, n after apostrophe stay */
		{"\xce\xb1\xce\xac\xcf\x82\xcf\x8e", "\xce\x91\xce\x86\xce\xa3\xce\x8f"}, /* Greek */
		{"\xd0\xb0\xe2\x82\xac\xf0\x9d\x94\x9e", "\xd0\xb0\xe2\x82\xac\xf0\x9d\x94\x9e"},
		{"A\xc2\xa3" "B\xc2\xb5", "A\xc2\xa3" "B\xc2\xb5"}, /* pound, micro */
		{"\xc3", "\xc3"}, /* cut short: copied as it is */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text into = {0};
		house_capitals(span_of(cases[i].small), &into);
		if (!span_is(text_span(&into), cases[i].capital))
			fail_msg("%s: %s", cases[i].small, into.at);
		text_release(&into);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinals),
		cmocka_unit_test(formats),
		cmocka_unit_test(times),
		cmocka_unit_test(capitals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
