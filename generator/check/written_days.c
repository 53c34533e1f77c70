/*
 * Days as officers write them in the text, "Tuesday 6 September 2005": the weekday must be that of the
 * date, and the date must exist. English only.
 */
#include "check/themes.h"

#include "base/limits.h"

struct written {
	size_t from, to;         /* in the text, the weekday left out */
	size_t weekday_from;     /* where the weekday begins; SIZE_MAX: there is none */
	int weekday;
	uint32_t day, year;
	int month;
};

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0xC3;
}

/* The no-break space is C2 A0. */
static size_t blank_at(struct span s, size_t at)
{
	if (at < s.length && (is_space(s.at[at]) || s.at[at] == ','))
		return 1;
	return at + 1 < s.length && (unsigned char)s.at[at] == 0xC2 &&
		       (unsigned char)s.at[at + 1] == 0xA0 ? 2 : 0;
}

/* Past the blanks at `at`; SIZE_MAX when there is none. */
static size_t after_blanks(struct span s, size_t at)
{
	const size_t start = at;
	for (size_t length; (length = blank_at(s, at)) != 0;)
		at += length;
	return at > start ? at : SIZE_MAX;
}

static struct span word_at(struct span s, size_t at)
{
	size_t end = at;
	while (end < s.length && is_letter(s.at[end]))
		end++;
	return span_cut(s, at, end);
}

/* "September", "Sept", "Sep". */
static bool is_short_for(struct span word, const char *name)
{
	return word.length >= 3 &&
	       span_same_ignoring_case(word, span_cut(span_of(name), 0, word.length));
}

static int month_of(struct span word)
{
	for (int month = 1; month <= 12; month++)
		if (is_short_for(word, month_name(month)))
			return month;
	return 0;
}

/* "Sun" and "Sat" are weekdays, "sun" and "sat" are not. */
static int weekday_of(struct span word)
{
	for (int weekday = 0; weekday < 7; weekday++)
		if (word.length && word.at[0] >= 'A' && word.at[0] <= 'Z' &&
			is_short_for(word, weekday_name(weekday)))
			return weekday;
	return -1;
}

/* Past "st", "nd", "rd" or "th". */
static size_t after_ordinal(struct span s, size_t at)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	const struct span word = word_at(s, at);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (span_same_ignoring_case(word, span_of(endings[i])))
			return at + word.length;
	return at;
}

/* "5th of September, 2005" from its first digit on. */
static bool read_date(struct span s, size_t at, struct written *written)
{
	size_t end = at;
	while (end < s.length && is_digit(s.at[end]))
		end++;
	written->from = at;
	if (end - at > 2 || !span_number(span_cut(s, at, end), &written->day))
		return false;
	end = after_blanks(s, after_ordinal(s, end));
	if (end == SIZE_MAX)
		return false;
	if (span_same_ignoring_case(word_at(s, end), SPAN("of")))
		end = after_blanks(s, end + 2);
	if (end == SIZE_MAX)
		return false;
	const struct span month = word_at(s, end);
	written->month = month_of(month);
	end = after_blanks(s, end + month.length);
	if (!written->month || end == SIZE_MAX)
		return false;
	written->to = end + 4;
	return written->to <= s.length && (written->to == s.length || !is_word(s.at[written->to])) &&
	       span_number(span_cut(s, end, end + 4), &written->year) &&
	       written->year >= LIMIT_YEAR_FIRST && written->year <= LIMIT_YEAR_LAST;
}

/* Back over blanks, a comma, and the stars of bold words. */
static size_t before_blanks(struct span s, size_t at)
{
	for (;;) {
		if (at >= 2 && blank_at(s, at - 2) == 2)
			at -= 2;
		else if (at >= 1 && (is_space(s.at[at - 1]) || s.at[at - 1] == ',' ||
			s.at[at - 1] == '*' || s.at[at - 1] == '_'))
			at--;
		else
			return at;
	}
}

static size_t word_before(struct span s, size_t end)
{
	while (end > 0 && is_letter(s.at[end - 1]))
		end--;
	return end;
}

static void read_weekday(struct span s, struct written *written)
{
	size_t end = before_blanks(s, written->from);
	size_t from = word_before(s, end);
	if (span_same_ignoring_case(span_cut(s, from, end), SPAN("the"))) {
		end = before_blanks(s, from);
		from = word_before(s, end);
	}
	const bool alone = from == 0 || !is_word(s.at[from - 1]);
	written->weekday = alone ? weekday_of(span_cut(s, from, end)) : -1;
	written->weekday_from = written->weekday < 0 ? SIZE_MAX : from;
}

/* --- what is wrong with it */

static struct span short_date(const struct checking *what, struct date date)
{
	return arena_format(what->arena, "%d %s %d", date.day, month_name(date.month), date.year);
}

static void report_impossible(const struct checking *what, const struct written *written,
	struct place place)
{
	diag_add(what->diags, FINDING_impossible_day, place,
		arena_format(what->arena, "%u %s %u", written->day, month_name(written->month),
			written->year),
		arena_format(what->arena, "%s %u", month_name(written->month), written->year),
		arena_format(what->arena, "%d", days_of_month((int)written->year, written->month)));
}

static void report_weekday(const struct checking *what, const struct written *written,
	struct date date, struct place place)
{
	struct finding *finding = diag_add(what->diags, FINDING_weekday_wrong, place,
		short_date(what, date), span_of(weekday_name(date.weekday)),
		span_of(weekday_name(written->weekday)));
	int apart = written->weekday - date.weekday;
	if (apart > 3)
		apart -= 7;
	else if (apart < -3)
		apart += 7;
	finding->help = arena_format(what->arena,
		"Correct the weekday or the date; the nearest %s is %.*s.",
		weekday_name(written->weekday),
		SPAN_ARG(short_date(what, date_of_days(date.days + apart))));
}

/* Beyond 31 a number before a month is most likely that of an issue or a page. */
static void check_written(const struct checking *what, const struct node *scalar,
	const struct written *written)
{
	const bool has_weekday = written->weekday_from != SIZE_MAX;
	const struct place place = place_in_scalar(what->arena, what->paper->source, scalar,
		has_weekday ? written->weekday_from : written->from, written->to);
	if (written->day < 1 || written->day > 31)
		return;
	if ((int)written->day > days_of_month((int)written->year, written->month)) {
		report_impossible(what, written, place);
		return;
	}
	const struct date date = date_on((int)written->year, written->month, (int)written->day);
	if (has_weekday && date.weekday != written->weekday)
		report_weekday(what, written, date, place);
}

static bool begins_number(struct span s, size_t at)
{
	const bool continues = at > 0 && (is_word(s.at[at - 1]) ||
		((s.at[at - 1] == '.' || s.at[at - 1] == '/' || s.at[at - 1] == ':') && at > 1 &&
			is_digit(s.at[at - 2])));
	return is_digit(s.at[at]) && !continues;
}

static void check_scalar(const struct checking *what, const struct node *scalar)
{
	const struct span text = scalar->text;
	for (size_t at = span_to_digit(text, 0); at < text.length; at = span_to_digit(text, at + 1)) {
		struct written written;
		if (!begins_number(text, at) || !read_date(text, at, &written))
			continue;
		read_weekday(text, &written);
		check_written(what, scalar, &written);
		at = written.to - 1;
	}
}

static void check_node(const struct checking *what, const struct node *node)
{
	if (node->kind == NODE_scalar)
		check_scalar(what, node);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		check_node(what, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		if (!span_is(node->pairs[i].key->text, "note")) /* never printed */
			check_node(what, node->pairs[i].value);
}

void check_written_days(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->root->count; i++) {
		const struct pair *pair = &what->paper->root->pairs[i];
		if (!span_is(pair->key->text, "note") && !span_is(pair->key->text, "waivers"))
			check_node(what, pair->value);
	}
}
