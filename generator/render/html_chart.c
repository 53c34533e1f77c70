/*
 * Bars of the finance table, drawn inside the page. A bar's kind stands in words to
 * its left and its figure at its end, so that nothing hangs on colour; who cannot see it has the
 * same figures in the table above and in the drawing's own description.
 */
#include "house/mustache.h"
#include "render/render.h"

/* Of the drawing, in its own units: about pixels on a screen. */
#define WIDTH 640
#define LABELS 180  /* for the words to the left of the bars */
#define CHARACTER 9 /* about as wide as a digit; of a figure at the end of a bar */
#define BAR 18
#define STEP 24     /* from one bar to the next */
#define GAP 10      /* between two years */

struct scale {
	int64_t least, most; /* pence; least <= 0 <= most */
	int from, to;        /* where they are drawn */
};

static int place_of(const struct scale *scale, int64_t pence)
{
	const int64_t range = scale->most - scale->least, width = scale->to - scale->from;
	/* amounts stay below LIMIT_PENCE, so that the product fits */
	return scale->from + (int)((pence - scale->least) * width / (range ? range : 1));
}

/* Room for the longest figure at the end of a bar. */
static int figures_width(const struct chart *chart)
{
	size_t longest = 0;
	for (size_t i = 0; i < chart->series_count; i++)
		for (size_t c = 0; c < chart->category_count; c++)
			if (chart->series[i].shown[c].length > longest)
				longest = chart->series[i].shown[c].length;
	return (longest < 20 ? (int)longest : 20) * CHARACTER + 10;
}

static struct scale scale_of(const struct chart *chart)
{
	const int figures = figures_width(chart);
	struct scale scale = {.from = LABELS, .to = WIDTH - figures};
	for (size_t i = 0; i < chart->series_count; i++)
		for (size_t c = 0; c < chart->category_count; c++) {
			const int64_t pence = chart->series[i].pence[c];
			scale.least = pence < scale.least ? pence : scale.least;
			scale.most = pence > scale.most ? pence : scale.most;
		}
	if (scale.least < 0)
		scale.from += figures; /* for the figures of bars that go to the left */
	return scale;
}

/* Attributes of their own, too: programs that make PDFs give a drawing no style of the page. */
enum text_look { TEXT_plain, TEXT_year, TEXT_before };

static void add_text(int x, int y, enum text_look look, struct span words, struct text *into)
{
	static const char *const attributes[] = {[TEXT_plain] = "",
		[TEXT_year] = " class=\"year\" font-weight=\"bold\"",
		[TEXT_before] = " class=\"before\" text-anchor=\"end\""};
	text_format(into, "<text x=\"%d\" y=\"%d\"%s>", x, y, attributes[look]);
	escape_html(words, into);
	text_add_string(into, "</text>\n");
}

static void add_bar(const struct chart *chart, const struct scale *scale, size_t series,
	size_t category, int y, struct text *into)
{
	const struct chart_series *of = &chart->series[series];
	const int64_t pence = of->pence[category];
	const int zero = place_of(scale, 0), end = place_of(scale, pence);
	const int left = pence < 0 ? end : zero, right = pence < 0 ? zero : end;
	static const char *const fills[CHART_SERIES] = {"#1a1c1e", "#8a9299", "#fff"};
	text_format(into, "<rect class=\"bar bar-%zu\" fill=\"%s\" stroke=\"#1a1c1e\"", series + 1,
		fills[series]);
	text_format(into, " x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", left, y,
		right - left, BAR);
	add_text(pence < 0 ? left - 6 : right + 6, y + BAR - 4, pence < 0 ? TEXT_before : TEXT_plain,
		of->shown[category], into);
}

void chart_words(const struct chart *chart, struct text *into)
{
	for (size_t i = 0; i < chart->series_count; i++) {
		text_add_string(into, i ? ". " : "");
		text_add(into, chart->series[i].name);
		for (size_t c = 0; c < chart->category_count; c++) {
			text_add_string(into, c ? "; " : ": ");
			text_add(into, chart->categories[c]);
			text_add_char(into, ' ');
			text_add(into, chart->series[i].shown[c]);
		}
	}
	text_add_char(into, '.');
}

/* What a screen reader says in place of the drawing. */
static void add_description(const struct chart *chart, struct text *into)
{
	struct text words = {0};
	chart_words(chart, &words);
	escape_html(text_span(&words), into);
	text_release(&words);
}

static void add_rows(const struct chart *chart, const struct scale *scale, struct text *into)
{
	int y = 0;
	for (size_t c = 0; c < chart->category_count; c++, y += GAP)
		for (size_t i = 0; i < chart->series_count; i++, y += STEP) {
			if (i == 0)
				add_text(0, y + BAR - 4, TEXT_year, chart->categories[c], into);
			if (chart->series_count > 1)
				add_text(LABELS - 10, y + BAR - 4, TEXT_before, chart->series[i].name, into);
			add_bar(chart, scale, i, c, y, into);
		}
}

static int height_of(const struct chart *chart)
{
	return (int)chart->category_count * ((int)chart->series_count * STEP + GAP) - GAP;
}

void html_chart(const struct chart *chart, struct span anchor, struct text *into)
{
	const struct scale scale = scale_of(chart);
	const int height = height_of(chart), zero = place_of(&scale, 0);
	text_format(into, "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\"", WIDTH, height);
	text_add_string(into, " font-family=\"Arial,Helvetica,sans-serif\" font-size=\"15\"");
	text_format(into, " aria-labelledby=\"_c%.*s _d%.*s\">\n", SPAN_ARG(anchor), SPAN_ARG(anchor));
	text_format(into, "<title id=\"_c%.*s\">", SPAN_ARG(anchor));
	escape_html(chart->title, into);
	text_format(into, "</title>\n<desc id=\"_d%.*s\">", SPAN_ARG(anchor));
	add_description(chart, into);
	text_add_string(into, "</desc>\n");
	add_rows(chart, &scale, into);
	text_format(into, "<path class=\"axis\" stroke=\"#1a1c1e\" d=\"M%d 0V%d\"/>\n</svg>\n", zero, height);
}
