/*
 * Financial years and quarters as sentences write them: "2005/07", "2025/26 (1 April 2024 to 31 March
 * 2025)", "Quarter 2 (April to June)".
 */
#include "check/sums.h"

#define FIRST_MONTH 4 /* of a financial year */

/* --- years whose second does not follow the first */

/* The plans of some years are named so too ("for 2007/10"): only what is said to be one year is. */
static bool is_meant_as_year(const struct reading *r, size_t token, const struct financial_year *year)
{
	if (says_before(r, SAYS_year_of, token))
		return true;
	const uint32_t gap = (year->second + 100 - year->first % 100) % 100;
	return year->slash && year->second < 100 && (gap <= 2 || gap >= 90) &&
	       says_before(r, SAYS_in_year, token);
}

static void check_year(const struct reading *r, size_t token, const struct financial_year *year)
{
	struct arena *arena = r->what->arena;
	if (year->right || !is_meant_as_year(r, token, year))
		return;
	diag_add(r->what->diags, FINDING_year_malformed, tokens_place(r, token, year->end - 1),
		tokens_text(r, token, year->end - 1), arena_format(arena, "%u", year->first),
		year->second > 99 ? arena_format(arena, "%u", year->first + 1)
				  : arena_format(arena, "%02u", (year->first + 1) % 100));
}

/* --- days and months */

/* "Sept" is four letters everywhere but in lists of months. */
static int month_of(const struct reading *r, struct span word)
{
	if (span_same_ignoring_case(word, SPAN("Sept")))
		word.length = 3;
	const size_t month = says_is(r, SAYS_month, word);
	return (int)(month ? month : says_is(r, SAYS_mon, word));
}

static int month_at(const struct reading *r, size_t token)
{
	const bool word = token < r->count && r->tokens[token].kind == TOKEN_word;
	return word ? month_of(r, token_text(r, token)) : 0;
}

static bool is_number(const struct reading *r, size_t token, int64_t least, int64_t most)
{
	return token < r->count && r->tokens[token].kind == TOKEN_number && !r->tokens[token].decimals &&
	       r->tokens[token].value >= least && r->tokens[token].value <= most;
}

struct written_day {
	int day, month;
	uint32_t year;
	size_t end;
};

/* "1 April 2025", "1st April 2025" */
static bool read_day(const struct reading *r, size_t token, struct written_day *day)
{
	if (!is_number(r, token, 1, 31))
		return false;
	size_t at = token + 1;
	if (at < r->count && token_joins(r, at) && r->tokens[at].kind == TOKEN_word)
		at++;
	const int month = month_at(r, at);
	if (!month || !is_number(r, at + 1, 1900, 2199))
		return false;
	*day = (struct written_day){(int)r->tokens[token].value, month, (uint32_t)r->tokens[at + 1].value,
		at + 2};
	return true;
}

static size_t past_to(const struct reading *r, size_t token)
{
	const size_t to = says_at(r, SAYS_to, token);
	return to ? token + to : token_is_mark(r, token, '-') ? token + 1 : 0;
}

static bool is_first_day(const struct written_day *day)
{
	return day->day == 1 && day->month == FIRST_MONTH;
}

static bool is_last_day(const struct written_day *day)
{
	return day->day == 31 && day->month == FIRST_MONTH - 1;
}

/* --- a year and the days beside it */

static void report_year(const struct reading *r, size_t token, const struct financial_year *year,
	size_t first, size_t last)
{
	struct finding *finding = diag_add(r->what->diags, FINDING_period_disagrees,
		tokens_place(r, first, last), tokens_text(r, token, year->end - 1),
		arena_format(r->what->arena, "1 April %u to 31 March %u", year->first, year->first + 1),
		tokens_text(r, first, last));
	finding->because = tokens_place(r, token, year->end - 1);
}

/* "(1 April 2024 to 31 March 2025)", "(the year ending 31 March 2025)" */
static void check_days_of_year(const struct reading *r, size_t token, const struct financial_year *year)
{
	struct written_day first, last;
	size_t at = year->end;
	if (!token_is_mark(r, at, '('))
		return;
	at++;
	at += says_at(r, SAYS_from, at);
	if (read_day(r, at, &first)) {
		const size_t second = past_to(r, first.end);
		if (second && read_day(r, second, &last) && is_first_day(&first) && is_last_day(&last) &&
			(first.year != year->first || last.year != year->first + 1))
			report_year(r, token, year, at, last.end - 1);
		return;
	}
	for (size_t i = at; i < r->count && i < at + 4; i++) {
		const size_t ending = says_at(r, SAYS_ending, i);
		if (ending && read_day(r, i + ending, &last) && is_last_day(&last) &&
			last.year != year->first + 1)
			report_year(r, token, year, i + ending, last.end - 1);
	}
}

/* "the year ended 31 March 2025 (2025/26)" */
static void check_year_of_days(const struct reading *r, size_t token)
{
	struct written_day last;
	struct financial_year year;
	const size_t ending = says_at(r, SAYS_ending, token);
	if (!ending || !read_day(r, token + ending, &last) || !is_last_day(&last) ||
		!token_is_mark(r, last.end, '(') || !reading_year(r, last.end + 1, &year) || !year.right ||
		!token_is_mark(r, year.end, ')') || last.year == year.first + 1)
		return;
	report_year(r, last.end + 1, &year, token + ending, last.end - 1);
}

/* "1 April 2025 to 31 March 2025" */
static void check_backwards(const struct reading *r, size_t token)
{
	struct written_day first, last;
	if (!read_day(r, token, &first) || !is_first_day(&first))
		return;
	const size_t second = past_to(r, first.end);
	struct financial_year beside;
	if (!second || !read_day(r, second, &last) || !is_last_day(&last) || last.year > first.year ||
		(token >= 4 && token_is_mark(r, token - 1, '(') && reading_year(r, token - 4, &beside)))
		return;
	diag_add(r->what->diags, FINDING_period_disagrees, tokens_place(r, token, last.end - 1),
		arena_format(r->what->arena, "a year from %.*s",
			SPAN_ARG(tokens_text(r, token, first.end - 1))),
		arena_format(r->what->arena, "one to 31 March %u", first.year + 1),
		tokens_text(r, second, last.end - 1));
}

/* --- quarters */

struct quarter {
	int number;       /* 1 to 4 */
	size_t from, end; /* tokens */
};

/* "Quarter 2", "quarter two", "Q2", "second quarter" */
static bool read_quarter(const struct reading *r, size_t token, struct quarter *quarter)
{
	const size_t nth = says_is(r, SAYS_nth, token_text(r, token));
	if (nth && says_at(r, SAYS_quarter, token + 1)) {
		*quarter = (struct quarter){(int)nth, token, token + 2};
		return true;
	}
	if (!says_at(r, SAYS_quarter, token) || token + 1 >= r->count)
		return false;
	const size_t word = says_is(r, SAYS_count, token_text(r, token + 1));
	if (!is_number(r, token + 1, 1, 4) && (word < 1 || word > 4))
		return false;
	*quarter = (struct quarter){word ? (int)word : (int)r->tokens[token + 1].value, token, token + 2};
	return true;
}

static struct span month_word(const struct reading *r, int month)
{
	const struct phrases *months = lexicon_numbered(r->lexicon, "month");
	return (size_t)month <= months->count ? months->items[month - 1] : SPAN_NONE;
}

/* The month in which it begins: from 1. */
static int first_month(const struct reading *r, const struct quarter *quarter)
{
	int begins = FIRST_MONTH;
	for (int month = 1; month <= 12; month++)
		if (says_is(r, SAYS_quarter_begins, month_word(r, month)))
			begins = month;
	return (begins - 1 + (quarter->number - 1) * 3) % 12 + 1;
}

static void report_quarter(const struct reading *r, const struct quarter *quarter, size_t first,
	size_t last)
{
	const int begins = first_month(r, quarter);
	struct finding *finding = diag_add(r->what->diags, FINDING_period_disagrees,
		tokens_place(r, first, last), tokens_text(r, quarter->from, quarter->end - 1),
		arena_format(r->what->arena, "%.*s to %.*s", SPAN_ARG(month_word(r, begins)),
			SPAN_ARG(month_word(r, (begins + 1) % 12 + 1))),
		tokens_text(r, first, last));
	finding->because = tokens_place(r, quarter->from, quarter->end - 1);
}

/* "April to June", "Apr-Jun" */
struct months {
	int first, second;
	size_t end; /* the last token of them */
};

static bool read_months(const struct reading *r, size_t token, struct months *months)
{
	if (token >= r->count || r->tokens[token].kind != TOKEN_word)
		return false;
	const struct span word = token_text(r, token);
	const size_t hyphen = span_find(word, SPAN("-"));
	*months = (struct months){.end = token};
	if (hyphen != SIZE_MAX) {
		months->first = month_of(r, span_cut(word, 0, hyphen));
		months->second = month_of(r, span_cut(word, hyphen + 1, word.length));
	} else if ((months->first = month_at(r, token)) != 0 && past_to(r, token + 1)) {
		months->end = past_to(r, token + 1);
		months->second = month_at(r, months->end);
	}
	return months->first && months->second;
}

/* "(April to June 2025)", "(ending 30 June)", with the year before it or not */
static void check_quarter(const struct reading *r, const struct quarter *quarter)
{
	size_t at = quarter->end;
	struct financial_year year;
	if (says_at(r, SAYS_of, at))
		at++;
	if (reading_year(r, at, &year))
		at = year.end;
	if (!token_is_mark(r, at, '('))
		return;
	at++;
	struct months months;
	if (read_months(r, at, &months)) {
		if (months.first != first_month(r, quarter) ||
			(months.second + 12 - months.first) % 12 != 2)
			report_quarter(r, quarter, at, months.end);
		return;
	}
	const size_t ending = says_at(r, SAYS_ending, at);
	if (ending && is_number(r, at + ending, 28, 31) && month_at(r, at + ending + 1) &&
		month_at(r, at + ending + 1) != (first_month(r, quarter) + 1) % 12 + 1)
		report_quarter(r, quarter, at + ending, at + ending + 1);
}

void periods_in_sentence(struct sums *sums, struct stretch s)
{
	const struct reading *r = &sums->reading;
	for (size_t i = s.from; i < s.to; i++) {
		struct financial_year year;
		struct quarter quarter;
		if (r->tokens[i].kind == TOKEN_number) {
			if (reading_year(r, i, &year)) {
				check_year(r, i, &year);
				if (year.right)
					check_days_of_year(r, i, &year);
			}
			check_backwards(r, i);
		} else if (r->tokens[i].kind == TOKEN_word) {
			check_year_of_days(r, i);
			if (read_quarter(r, i, &quarter))
				check_quarter(r, &quarter);
		}
	}
}
