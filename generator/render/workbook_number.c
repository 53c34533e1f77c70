#include <string.h>

#include "render/workbook_plan.h"

/* --- figures of a column */
/* An amount in the unit is pence / 10^this. */
static const uint8_t unit_decimals[] = {[MONEY_POUNDS] = 2, [MONEY_THOUSANDS] = 5, [MONEY_MILLIONS] = 8};

/* Decimals that the amount needs when it is amount / 10^decimals. */
static uint8_t needed(int64_t amount, uint8_t decimals)
{
	while (decimals && amount % 10 == 0) {
		amount /= 10;
		decimals--;
	}
	return decimals;
}

static double power_of_ten(uint8_t exponent)
{
	double power = 1;
	while (exponent--)
		power *= 10; /* exact up to 10^22 */
	return power;
}

static void widen(uint8_t *decimals, uint8_t at_least)
{
	if (*decimals < at_least)
		*decimals = at_least;
}

static void take_cell(struct figures *f, const struct cell *cell)
{
	const int64_t amount = cell->amount < 0 ? -cell->amount : cell->amount;
	switch (cell->kind) {
	case CELL_money:
		widen(&f->money_decimals, needed(amount, unit_decimals[f->unit]));
		if (f->unit == MONEY_POUNDS && f->money_decimals)
			f->money_decimals = 2;
		break;
	case CELL_number:
		widen(&f->number_decimals, cell->decimals);
		if ((double)amount / power_of_ten(cell->decimals) >= 1000 &&
			span_find(cell->shown, SPAN(",")) == SIZE_MAX)
			f->grouped = false;
		break;
	case CELL_percent:
		widen(&f->percent_decimals, cell->decimals);
		break;
	default:
		break;
	}
}

struct figures figures_of(const struct table *table, size_t column)
{
	struct figures f = {.unit = table->columns[column].unit, .grouped = true};
	for (size_t r = 0; r < table->row_count; r++)
		take_cell(&f, &table->rows[r].cells[column]);
	return f;
}

/* One division of two exact numbers: the double nearest to the decimal figure. */
double figure_value(const struct cell *cell, const struct figures *figures)
{
	switch (cell->kind) {
	case CELL_money:
		return (double)cell->amount / power_of_ten(unit_decimals[figures->unit]);
	case CELL_percent:
		return (double)cell->amount / power_of_ten((uint8_t)(cell->decimals + 2));
	default:
		return (double)cell->amount / power_of_ten(cell->decimals);
	}
}

/* --- number formats */
static void add_digits(struct text *into, const char *whole, uint8_t decimals)
{
	text_add_string(into, whole);
	if (decimals)
		text_add_char(into, '.');
	text_add_repeated(into, '0', decimals);
}

/* Negative amounts carry a sign or brackets and no colour: red on white is too faint to read, and
 * says nothing in black and white. */
static void add_money(struct text *into, const struct figures *f, bool brackets)
{
	const char *sign = f->unit == MONEY_POUNDS ? "\"\xC2\xA3\"" : "";
	text_add_string(into, sign);
	add_digits(into, "#,##0", f->money_decimals);
	text_add_string(into, brackets ? "_);(" : ";-");
	text_add_string(into, sign);
	add_digits(into, "#,##0", f->money_decimals);
	if (brackets)
		text_add_char(into, ')');
}

static bool is_figure_byte(char c)
{
	return is_digit(c) || c == ',' || c == '.' || c == '-' || c == '(' || c == ')';
}

bool figure_has_words(const struct cell *cell)
{
	for (size_t i = 0; i < cell->shown.length; i++)
		if (!is_figure_byte(cell->shown.at[i]))
			return cell->kind == CELL_number;
	return false;
}

/* A risk's score is a number that the page shows with a word, "12 Amber": the word goes into the
 * format, so that the cell still counts and sorts as 12. */
static void add_words(struct arena *arena, struct text *into, struct span shown)
{
	size_t i = 0;
	while (i < shown.length && is_figure_byte(shown.at[i]))
		i++;
	const bool after = i > 0;
	const char *words = sheet_line(arena, span_cut(shown, i, shown.length), 30);
	if (!*words)
		return;
	text_add_string(into, after ? "\" " : "\" (");
	for (const char *c = words; *c; c++)
		text_add_char(into, *c == '"' ? '\'' : *c);
	text_add_string(into, after ? "\"" : ")\"");
}

const char *figure_format(struct arena *arena, const struct cell *cell, const struct figures *figures,
	bool brackets)
{
	struct text format = {0};
	switch (cell->kind) {
	case CELL_money:
		add_money(&format, figures, brackets);
		break;
	case CELL_percent:
		add_digits(&format, "0", figures->percent_decimals);
		text_add_char(&format, '%');
		break;
	default:
		add_digits(&format, figures->grouped ? "#,##0" : "0", figures->number_decimals);
		add_words(arena, &format, cell->shown);
		break;
	}
	const char *result = arena_copy(arena, text_span(&format)).at;
	text_release(&format);
	return result;
}

/* --- dates */
/* The style's short form of 5 February 2033 says how it writes dates: each run of digits or letters
 * in it is one of these, in either case. */
static const struct {
	const char *shown, *format;
	bool name;
} date_pieces[] = {
	{"2033", "yyyy", false}, {"33", "yy", false}, {"05", "dd", false}, {"5", "d", false},
	{"02", "mm", false}, {"2", "m", false}, {"february", "mmmm", true}, {"feb", "mmm", true},
	{"saturday", "dddd", true}, {"sat", "ddd", true}, {"chwefror", "mmmm", true},
	{"chwef", "mmm", true}, {"chw", "mmm", true},
};
#define DATE_PROBE "2033-02-05"
#define DATE_PLAIN "dd/mm/yyyy"

static bool add_date_piece(struct text *into, struct span run, bool *named)
{
	for (size_t i = 0; i < sizeof date_pieces / sizeof *date_pieces; i++) {
		if (!span_same_ignoring_case(run, span_of(date_pieces[i].shown)))
			continue;
		text_add_string(into, date_pieces[i].format);
		*named |= date_pieces[i].name;
		return true;
	}
	return false;
}

/* Where the run of digits, or of letters, that begins at `from` ends; `from` itself for a sign. */
static size_t end_of_run(struct span s, size_t from)
{
	const bool digits = is_digit(s.at[from]);
	size_t to = from;
	while (to < s.length && (digits ? is_digit(s.at[to]) : is_letter(s.at[to])))
		to++;
	return to;
}

static bool read_date_form(struct span shown, struct text *into, bool *named)
{
	for (size_t i = 0; i < shown.length;) {
		const size_t to = end_of_run(shown, i);
		const struct span run = span_cut(shown, i, to);
		const bool ordinal = i > 0 && is_digit(shown.at[i - 1]) &&
				     span_same_ignoring_case(run, SPAN("th"));
		if (to == i) {
			if (!memchr(" /-.,", shown.at[i], 5))
				return false;
			text_add_char(into, shown.at[i++]);
			continue;
		}
		if (!ordinal && !add_date_piece(into, run, named))
			return false;
		i = to;
	}
	return into->length > 0;
}

const char *date_format_like(struct arena *arena, struct span shown, struct span language)
{
	struct text form = {0};
	bool named = false;
	const char *result = DATE_PLAIN;
	if (read_date_form(shown, &form, &named)) {
		/* Names of months in the paper's language, whatever the reader's machine speaks. */
		const char *locale = !named ? "" : span_starts(language, "cy") ? "[$-452]" : "[$-809]";
		result = arena_format(arena, "%s%.*s", locale, SPAN_ARG(text_span(&form))).at;
	}
	text_release(&form);
	return result;
}

const char *date_format(struct arena *arena, const struct house *house, struct span language)
{
	struct date probe;
	if (!house || date_read(SPAN(DATE_PROBE), &probe) != DATE_RIGHT)
		return DATE_PLAIN;
	struct text shown = {0};
	house_print_date(house, language, probe, true, &shown);
	const char *result = date_format_like(arena, text_span(&shown), language);
	text_release(&shown);
	return result;
}

double date_value(int64_t days)
{
	/* 1 January 1900 is 1; there is a 29 February 1900 that never was, and is 60. */
	const int64_t first_of_march = -25508;
	return (double)(days + (days < first_of_march ? 25568 : 25569));
}
