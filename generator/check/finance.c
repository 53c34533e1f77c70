/*
 * Sums that a paper states against sums that its lines make: totals by kind, and the money that is
 * to pay for the cost, over all years and in each. All in whole pence. And the years themselves.
 */
#include "check/themes.h"

/* Amounts of one kind, or of all lines when the kind is absent, in one year or in all. */
struct choice {
	struct span kind;
	size_t year; /* SIZE_MAX: all */
};

struct sum {
	int64_t pence;
	bool sure;          /* every amount was read, and nothing is beyond the limit */
	size_t lines;
	struct place first; /* the first line that counts */
};

static struct sum sum_lines(const struct finance_line *lines, size_t count, struct choice choice)
{
	struct sum sum = {.sure = true};
	for (size_t i = 0; i < count; i++) {
		const struct finance_line *line = &lines[i];
		if (choice.kind.at && !span_same_ignoring_case(line->kind.text, choice.kind))
			continue;
		if (sum.lines++ == 0)
			sum.first = line->place;
		for (size_t k = 0; k < line->amount_count; k++) {
			if (choice.year != SIZE_MAX && k != choice.year)
				continue;
			if (line->amounts[k].kind != CELL_money ||
				!money_add(&sum.pence, line->amounts[k].amount))
				sum.sure = false;
		}
	}
	return sum;
}

static void check_total(const struct checking *what, const struct finance *finance,
	const struct finance_total *total)
{
	const bool whole = span_is(total->kind.text, "total");
	const struct choice choice = {whole ? SPAN_NONE : total->kind.text, SIZE_MAX};
	const struct sum sum = sum_lines(finance->lines, finance->line_count, choice);
	if (!sum.sure || sum.pence == total->pence)
		return;
	const struct span stated = check_money(what, total->pence);
	struct finding *finding = diag_add(what->diags, FINDING_total_disagrees, total->place,
		whole ? stated
		      : arena_format(what->arena, "%.*s of %.*s", SPAN_ARG(stated),
				SPAN_ARG(total->kind.text)),
		check_money(what, sum.pence), SPAN_NONE);
	finding->because = sum.first;
}

/* --- funding against cost */

static void report_gap(const struct checking *what, struct span name, const struct sum *funding,
	const struct sum *cost, struct place place)
{
	struct finding *finding = diag_add(what->diags, FINDING_funding_disagrees, place, name,
		check_money(what, funding->pence), check_money(what, cost->pence));
	finding->because = cost->first;
}

/* The years are looked at only when the totals agree: one mistake is one finding. */
static void check_years(const struct checking *what, const struct finance *finance, struct span kind,
	struct span name)
{
	for (size_t year = 0; year < finance->years.count; year++) {
		const struct choice choice = {kind, year};
		const struct sum cost = sum_lines(finance->lines, finance->line_count, choice);
		const struct sum funding =
			sum_lines(finance->funding, finance->funding_count, choice);
		if (cost.pence == funding.pence)
			continue;
		const struct span label = finance->years.items[year].text;
		report_gap(what,
			arena_format(what->arena, "%.*s in %.*s", SPAN_ARG(name), SPAN_ARG(label)),
			&funding, &cost, funding.first);
		return;
	}
}

static void check_funding_of(const struct checking *what, const struct finance *finance,
	struct span kind)
{
	const struct span name = kind.at ? kind : SPAN("the whole");
	const struct choice choice = {kind, SIZE_MAX};
	const struct sum cost = sum_lines(finance->lines, finance->line_count, choice);
	const struct sum funding = sum_lines(finance->funding, finance->funding_count, choice);
	if (!cost.sure || !funding.sure)
		return;
	if (!funding.lines && cost.pence <= 0) /* what brings money in needs none */
		return;
	if (cost.pence != funding.pence)
		report_gap(what, name, &funding, &cost,
			funding.lines ? funding.first : finance->funding[0].place);
	else
		check_years(what, finance, kind, name);
}

static bool has_kind(const struct finance_line *lines, size_t count, struct span kind)
{
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(lines[i].kind.text, kind))
			return true;
	return false;
}

static void check_funding(const struct checking *what, const struct finance *finance)
{
	if (!finance->funding_count || !finance->line_count)
		return;
	if (!finance_has_kinds(finance->lines, finance->line_count) ||
		!finance_has_kinds(finance->funding, finance->funding_count)) {
		check_funding_of(what, finance, SPAN_NONE);
		return;
	}
	for (size_t i = 0; i < finance->line_count; i++)
		if (finance_opens_kind(finance->lines, i))
			check_funding_of(what, finance, finance->lines[i].kind.text);
	for (size_t i = 0; i < finance->funding_count; i++)
		if (finance_opens_kind(finance->funding, i) &&
			!has_kind(finance->lines, finance->line_count, finance->funding[i].kind.text))
			check_funding_of(what, finance, finance->funding[i].kind.text);
}

/* --- the years */

enum year_form { YEAR_other, YEAR_right, YEAR_wrong };
struct year {
	enum year_form form;
	uint32_t first;     /* 2025 of 2025/26; 25 of 25/26 */
	size_t digits;      /* of `first` */
	struct span second; /* as typed; absent: one calendar year */
};

static size_t digits_at(struct span s, size_t at)
{
	size_t count = 0;
	while (at + count < s.length && is_digit(s.at[at + count]))
		count++;
	return count;
}

/* A slash, a hyphen or a dash, with or without blanks: 0 when there is none. */
static size_t stroke_length(struct span s)
{
	static const char *const strokes[] = {"/", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
	const struct span after = span_trim(s);
	for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
		if (span_starts(after, strokes[i])) {
			const struct span rest = span_cut(after, span_of(strokes[i]).length, after.length);
			return s.length - span_trim(rest).length;
		}
	return 0;
}

/* The second year of two or four digits; in two, 1999/00 and 99/00. */
static bool is_next(const struct year *year, uint32_t second)
{
	const uint32_t next = year->first + 1;
	return year->second.length == 4 ? second == next
					: year->second.length == 2 && second == next % 100;
}

/* Only what is nothing but a year is judged: "2027/28 onwards" and "Later years" are words. */
static struct year read_year(struct span typed)
{
	struct year year = {.form = YEAR_other};
	const struct span s = span_trim(typed);
	year.digits = digits_at(s, 0);
	if ((year.digits != 2 && year.digits != 4) || !span_number(span_cut(s, 0, year.digits), &year.first))
		return year;
	const struct span rest = span_cut(s, year.digits, s.length);
	if (!rest.length) {
		year.form = year.digits == 4 ? YEAR_right : YEAR_other;
		return year;
	}
	const size_t stroke = stroke_length(rest);
	year.second = span_cut(rest, stroke, rest.length);
	uint32_t second;
	if (!stroke || !year.second.length || digits_at(year.second, 0) != year.second.length ||
		year.second.length > 4 || !span_number(year.second, &second))
		return year;
	year.form = is_next(&year, second) ? YEAR_right : YEAR_wrong;
	return year;
}

static void report_malformed(const struct checking *what, const struct words *label, const struct year *year)
{
	const uint32_t next = year->digits == 4 && year->second.length == 4 ? year->first + 1
									    : (year->first + 1) % 100;
	const int width = year->digits == 4 && year->second.length == 4 ? 4 : 2;
	diag_add(what->diags, FINDING_year_malformed, label->place, label->text,
		arena_format(what->arena, "%0*u", (int)year->digits, year->first),
		arena_format(what->arena, "%0*u", width, next));
}

static void check_order(const struct checking *what, const struct finance *finance)
{
	const struct words *before = NULL;
	struct year last = {0};
	for (size_t i = 0; i < finance->years.count; i++) {
		const struct words *label = &finance->years.items[i];
		const struct year year = read_year(label->text);
		if (year.form == YEAR_wrong)
			report_malformed(what, label, &year);
		if (year.form == YEAR_other)
			continue;
		const bool alike = before && last.digits == year.digits && !last.second.at == !year.second.at;
		const uint32_t expected = year.digits == 2 ? (last.first + 1) % 100 : last.first + 1;
		if (alike && year.first != expected) {
			struct finding *finding = diag_add(what->diags, FINDING_years_disordered,
				label->place, label->text, before->text, SPAN_NONE);
			finding->because = before->place;
		}
		before = label;
		last = year;
	}
}

void check_finance(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct finance *finance = what->paper->parts[i].finance;
		if (!finance)
			continue;
		for (size_t k = 0; k < finance->total_count; k++)
			check_total(what, finance, &finance->totals[k]);
		check_funding(what, finance);
		check_order(what, finance);
	}
}
