/*
 * Amounts in conditions: `value is over £100,000` as a pattern. A schema compares numbers, and most
 * amounts are texts to it, so the comparison is spelt out digit by digit: an amount is more when it
 * has more digits, or a greater digit after the same ones.
 */
#include "author/making.h"

#define AFTER_POINT "(?:\\.\\d+)?"

/* A bound without sign: "100000", "1" and "25". */
struct bound {
	char whole[24], part[24]; /* `part`: what stands after the point, without noughts at its end */
	bool or_equal;
};

static void add_greater_digit(char than, struct text *into)
{
	if (than == '8')
		text_add_char(into, '9');
	else
		text_format(into, "[%c-9]", than + 1);
}

/* The first digits of the whole part, as they may be typed: with commas or without. */
static void add_digits(const char *digits, size_t count, struct text *into)
{
	for (size_t i = 0; i < count; i++)
		text_format(into, "%s%c", i > 0 ? ",?" : "", digits[i]);
}

static void add_more_whole(const struct bound *bound, struct text *into)
{
	const size_t count = span_of(bound->whole).length;
	text_format(into, "[1-9](?:,?\\d){%zu,}" AFTER_POINT, count);
	for (size_t i = 0; i < count; i++) {
		if (bound->whole[i] == '9')
			continue;
		text_add_char(into, '|');
		add_digits(bound->whole, i, into);
		text_add_string(into, i > 0 ? ",?" : "");
		add_greater_digit(bound->whole[i], into);
		text_format(into, "(?:,?\\d){%zu}" AFTER_POINT, count - 1 - i);
	}
}

/* What may follow the same whole part. */
static void add_more_part(const struct bound *bound, struct text *into)
{
	const size_t count = span_of(bound->part).length;
	if (count == 0 && bound->or_equal) {
		text_add_string(into, AFTER_POINT);
		return;
	}
	text_add_string(into, "\\.(?:");
	for (size_t i = 0; i < count; i++) {
		if (bound->part[i] == '9')
			continue;
		text_format(into, "%.*s", (int)i, bound->part);
		add_greater_digit(bound->part[i], into);
		text_add_string(into, "\\d*|");
	}
	text_format(into, bound->or_equal ? "%s\\d*)" : "%s\\d*[1-9]\\d*)", bound->part);
}

static void add_more(const struct bound *bound, struct text *into)
{
	text_add_string(into, "(?:");
	add_more_whole(bound, into);
	text_add_char(into, '|');
	add_digits(bound->whole, span_of(bound->whole).length, into);
	add_more_part(bound, into);
	text_add_char(into, ')');
}

/* The bound in thousands, millions ...: of so many decimals. */
static struct bound bound_of(int64_t amount, unsigned decimals, bool or_equal)
{
	struct bound bound = {.or_equal = or_equal};
	struct text whole = {0}, part = {0};
	int64_t one = 1;
	for (unsigned i = 0; i < decimals; i++)
		one *= 10;
	text_format(&whole, "%lld", (long long)(amount / one));
	text_format(&part, "%0*lld", (int)decimals, (long long)(amount % one));
	while (part.length && part.at[part.length - 1] == '0')
		text_cut(&part, part.length - 1);
	for (size_t i = 0; i < whole.length && i + 1 < sizeof bound.whole; i++)
		bound.whole[i] = whole.at[i];
	for (size_t i = 0; i < part.length && i + 1 < sizeof bound.part; i++)
		bound.part[i] = part.at[i];
	text_release(&whole);
	text_release(&part);
	return bound;
}

static void add_money(int64_t pence, bool or_equal, struct text *into)
{
	static const struct {
		const char *words;
		unsigned noughts;
	} multiples[] = {{"", 0}, {" ?(?:[kK]|[tT][hH][oO][uU][sS][aA][nN][dD])", 3},
		{" ?(?:[mM]|[mM][iI][lL][lL][iI][oO][nN])", 6},
		{" ?(?:[bB][nN]|[bB][iI][lL][lL][iI][oO][nN])", 9}};
	text_add_string(into, "£?(?:");
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++) {
		const struct bound bound = bound_of(pence, 2 + multiples[i].noughts, or_equal);
		text_add_string(into, i > 0 ? "|" : "");
		add_more(&bound, into);
		text_add_string(into, multiples[i].words);
	}
	text_add_char(into, ')');
}

static void add_number(int64_t number, bool or_equal, struct text *into)
{
	const struct bound bound = bound_of(number, 0, or_equal);
	add_more(&bound, into);
}

static void add_date(int64_t days, bool or_equal, struct text *into)
{
	struct text day = {0};
	date_write_iso(&day, date_of_days((int32_t)days));
	for (size_t i = 0; i < day.length; i++) {
		if (!is_digit(day.at[i]) || day.at[i] == '9')
			continue;
		text_format(into, "%.*s", (int)i, day.at);
		add_greater_digit(day.at[i], into);
		text_add_string(into, "[\\d-]*|");
	}
	text_add_string(into, or_equal ? day.at : "(?!)");
	text_release(&day);
}

json_t *more_than(enum value_kind kind, const struct term *term)
{
	const bool or_equal = term->test == TERM_at_least;
	struct text pattern = {0};
	if (kind != VALUE_date && term->amount < 0)
		return NULL;
	text_add_string(&pattern, "^" BLANKS "(?:");
	if (kind == VALUE_money)
		add_money(term->amount, or_equal, &pattern);
	else if (kind == VALUE_number)
		add_number(term->amount, or_equal, &pattern);
	else
		add_date(term->amount, or_equal, &pattern);
	text_add_string(&pattern, ")" BLANKS "$");
	json_t *text = object_of("type", word_of(SPAN("string")));
	put_string(text, "pattern", text_span(&pattern));
	text_release(&pattern);
	if (kind == VALUE_date)
		return text;
	json_t *number = object_of("type", word_of(SPAN("number"))), *schema = object_new();
	put(number, or_equal ? "minimum" : "exclusiveMinimum",
		json_real((double)term->amount / (kind == VALUE_money ? 100 : 1)));
	add(list_in(schema, "anyOf"), number);
	add(list_in(schema, "anyOf"), text);
	return schema;
}
