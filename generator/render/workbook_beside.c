/* The native chart of a finance sheet, and the colours that follow the words of a register. */
#include "render/workbook_plan.h"
#include "settle/sheet_name.h"

/* --- the chart */
#define TITLE_UNITS 255
#define DESCRIPTION_BYTES 1000 /* the library cuts an attribute at 2,079 */
/* Pixels. A chart is no wider than its table, so that the sheet prints as large as without it. */
#define WIDEST_CHART 960u
#define LOWEST_CHART 300u
#define HIGHEST_CHART 1000u
#define AROUND_BARS 190u /* title, axis, legend */
#define BAR_STEP 26u
#define YEAR_GAP 18u
#define MOST_FIGURES 60u /* bars; more stand too close for a figure at each end */

/* As the library counts. */
static unsigned pixels_across(const struct sheet *sheet)
{
	unsigned pixels = 0;
	for (size_t i = 0; i < sheet->column_count; i++)
		pixels += (unsigned)(sheet->columns[i].width * 7 + 0.5) + 5;
	return pixels;
}

static unsigned height_of(const struct chart *chart)
{
	const size_t bars = chart->series_count * BAR_STEP + YEAR_GAP;
	const size_t height = AROUND_BARS + chart->category_count * bars;
	return height < LOWEST_CHART ? LOWEST_CHART : height > HIGHEST_CHART ? HIGHEST_CHART
									     : (unsigned)height;
}

/* The library takes a title that begins with = for a formula. */
static const char *title_of(struct arena *arena, struct span words)
{
	const char *line = sheet_line(arena, words, TITLE_UNITS - 1);
	return *line == '=' ? arena_format(arena, " %s", line).at : line;
}

/* Every figure in words, as on the page; of a long chart what it shows. A figure is never cut. */
static const char *description_of(struct arena *arena, const struct chart *chart, struct span unit)
{
	struct text words = {0};
	text_format(&words, "%.*s%s%.*s%s. ", SPAN_ARG(chart->title), unit.length ? " (" : "",
		SPAN_ARG(unit), unit.length ? ")" : "");
	const size_t title = words.length;
	chart_words(chart, &words);
	if (words.length > DESCRIPTION_BYTES) {
		text_cut(&words, title);
		for (size_t i = 0; i < chart->series_count; i++)
			text_format(&words, "%s%.*s", i ? ", " : "", SPAN_ARG(chart->series[i].name));
		text_format(&words, "; %.*s \xE2\x80\x93 %.*s", SPAN_ARG(chart->categories[0]),
			SPAN_ARG(chart->categories[chart->category_count - 1]));
	}
	const char *line = sheet_line(arena, text_span(&words), DESCRIPTION_BYTES / 2);
	text_release(&words);
	return line;
}

static struct sheet_series series_of(struct arena *arena, const struct table *table,
	const struct chart *chart, const struct chart_plan *plan, size_t index)
{
	const size_t row = chart->series[index].row;
	const struct cell *cells = table->rows[row].cells;
	double *values = ARENA_ARRAY(arena, double, chart->category_count);
	for (size_t i = 0; i < chart->category_count; i++) {
		const size_t column = chart->first_column + i;
		values[i] = figure_value(&cells[column], &plan->figures[column]);
	}
	return (struct sheet_series){(uint32_t)row + 1, sheet_text(arena, cells[0].shown).at, values};
}

/* With pence where a column has pence. */
static const char *number_format_of(struct arena *arena, const struct table *table,
	const struct chart *chart, const struct chart_plan *plan)
{
	size_t column = chart->first_column;
	for (size_t i = 1; i < chart->category_count; i++)
		if (plan->figures[chart->first_column + i].money_decimals >
			plan->figures[column].money_decimals)
			column = chart->first_column + i;
	return figure_format(arena, &table->rows[chart->series[0].row].cells[column],
		&plan->figures[column], plan->brackets);
}

void sheet_add_chart(struct arena *arena, struct sheet *sheet, const struct table *table,
	const struct chart_plan *plan)
{
	const struct chart *chart = table->chart;
	const unsigned across = pixels_across(sheet);
	struct sheet_chart *made = ARENA_NEW(arena, struct sheet_chart);
	*made = (struct sheet_chart){
		.title = title_of(arena, chart->title),
		.description = description_of(arena, chart, table->unit),
		.category_title = title_of(arena, plan->category_title),
		.value_title = title_of(arena, plan->value_title),
		.number_format = number_format_of(arena, table, chart, plan),
		.first_column = (uint16_t)chart->first_column,
		.last_column = (uint16_t)(chart->first_column + chart->category_count - 1),
		.series_count = chart->series_count,
		.figures = chart->series_count * chart->category_count <= MOST_FIGURES,
		.row = (uint32_t)table->row_count + 2,
		.width = across < WIDEST_CHART ? across : WIDEST_CHART,
		.height = height_of(chart),
	};
	for (size_t i = 0; i < chart->series_count; i++)
		made->series[i] = series_of(arena, table, chart, plan, i);
	sheet->chart = made;
}

/* --- colours */
#define FORMULA_TEXT_UNITS 255 /* Excel's limit for a text inside a formula */

/* A pale ground behind black words; the words say the same without it. */
static const struct {
	const char *band;
	uint32_t fill;
} band_fills[] = {
	{"green", 0xE2EFDA}, {"low", 0xE2EFDA}, {"yellow", 0xFFF9CC}, {"amber", 0xFFE5B3},
	{"medium", 0xFFE5B3}, {"orange", 0xFBD5B5}, {"red", 0xF8CBCB}, {"high", 0xF8CBCB},
};

static uint32_t fill_of(struct span band)
{
	for (size_t i = 0; i < sizeof band_fills / sizeof *band_fills; i++)
		if (span_same_ignoring_case(band, span_of(band_fills[i].band)))
			return band_fills[i].fill;
	return 0;
}

static struct sheet_rule *add_rule(struct arena *arena, struct sheet *sheet, struct text *formula)
{
	ARENA_GROW(arena, sheet->rules, sheet->rule_count, sheet->rule_capacity);
	struct sheet_rule *rule = &sheet->rules[sheet->rule_count++];
	*rule = (struct sheet_rule){.formula = arena_copy(arena, text_span(formula)).at};
	text_release(formula);
	return rule;
}

static void cover(struct sheet_rule *rule, size_t from, size_t to)
{
	rule->columns[rule->column_count][0] = (uint16_t)from;
	rule->columns[rule->column_count++][1] = (uint16_t)to;
}

/* $F2="red": the word stands in this column of the row. */
static void add_condition(struct arena *arena, struct text *into, size_t column, size_t row,
	struct span word)
{
	text_add_char(into, '$');
	formula_column(into, column);
	text_format(into, "%zu=", row + 1);
	formula_words(into, sheet_text(arena, word).at);
}

/* Of two bands with one word the first has the colour. */
static bool is_first_of_its_word(const struct banding *banding, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (sheet_name_same(banding->words[i], banding->words[at]))
			return false;
	return true;
}

static void colour_bands(struct arena *arena, struct sheet *sheet, const struct table *table,
	const struct banding *banding)
{
	const size_t count = banding->likelihood.steps * banding->impact.steps;
	for (size_t at = 0; at < count; at++) {
		const struct span word = banding->words[at];
		const uint32_t fill = fill_of(banding->bands[at]);
		if (!fill || !word.length || word.length > FORMULA_TEXT_UNITS ||
			!is_first_of_its_word(banding, at))
			continue;
		struct text formula = {0};
		text_add_char(&formula, '=');
		add_condition(arena, &formula, banding->band, 1, word);
		struct sheet_rule *rule = add_rule(arena, sheet, &formula);
		rule->first_row = 1;
		rule->last_row = (uint32_t)table->row_count;
		rule->fill = fill;
		cover(rule, banding->band, banding->band);
		if (banding->score != NO_COLUMN)
			cover(rule, banding->score, banding->score);
	}
}

/* AND($A9="Not funded",C9>0): not where money was found since. */
static void colour_shortfall(struct arena *arena, struct sheet *sheet, const struct table *table, size_t row)
{
	const struct span word = table->rows[row].cells[0].shown;
	size_t first = 1;
	while (first < table->column_count && !column_is_figures(&table->columns[first]))
		first++;
	if (first == table->column_count || !word.length || word.length > FORMULA_TEXT_UNITS)
		return;
	struct text formula = {0};
	text_add_string(&formula, "=AND(");
	add_condition(arena, &formula, 0, row + 1, word);
	text_add_char(&formula, ',');
	formula_column(&formula, first);
	text_format(&formula, "%zu>0)", row + 2);
	struct sheet_rule *rule = add_rule(arena, sheet, &formula);
	rule->first_row = rule->last_row = (uint32_t)row + 1;
	rule->fill = fill_of(SPAN("amber"));
	cover(rule, first, table->column_count - 1);
}

void sheet_add_rules(struct arena *arena, struct sheet *sheet, const struct table *table)
{
	for (size_t i = 0; i < table->banding_count; i++)
		if (table->bandings[i].band != NO_COLUMN)
			colour_bands(arena, sheet, table, &table->bandings[i]);
	for (size_t r = 0; r < table->row_count; r++)
		if (table->rows[r].shortfall)
			colour_shortfall(arena, sheet, table, r);
}
