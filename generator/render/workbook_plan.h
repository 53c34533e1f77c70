/*
 * workbook_plan: what a workbook will hold, cell by cell, decided before libxlsxwriter sees any of
 * it. The library prints to stderr, cuts, or crashes on what it does not like, so nothing reaches it
 * that was not measured here; and the counts that the finished file is held to come from here.
 * Private to the room.
 */
#ifndef RENDER_WORKBOOK_PLAN_H
#define RENDER_WORKBOOK_PLAN_H

#include "render/render.h"

/* --- looks: few, because each costs bytes in every workbook */
enum look { LOOK_text, LOOK_title, LOOK_header, LOOK_link, LOOK_label, LOOK_figure };
struct style {
	enum look look;
	bool total;                /* ruled off */
	const char *number_format; /* NULL: General */
};

enum sheet_cell_kind { SHEET_blank, SHEET_text, SHEET_number, SHEET_formula, SHEET_text_formula,
	SHEET_link };
struct sheet_cell {
	enum sheet_cell_kind kind;
	uint32_t row;
	uint16_t column, style;
	const char *text;   /* of a text or link, escaped; of a formula: the formula */
	const char *target; /* of a link: "internal:'Costs'!A1" */
	const char *result; /* of a formula that gives a text, escaped */
	double value;       /* of a number or formula */
};

struct sheet_column {
	const char *header; /* escaped, unique on the sheet, at most 255 characters */
	size_t narrowest;   /* in characters: what must stay in one piece */
	size_t characters;  /* across */
	double width;       /* as the library counts */
};

/* Colours cells of some rows by a word of their row, by a formula: a colour never stands alone. */
#define RULE_COLUMNS 2
struct sheet_rule {
	uint32_t first_row, last_row;
	uint16_t columns[RULE_COLUMNS][2]; /* from, to */
	size_t column_count;
	const char *formula; /* for the first row: "=$F2=\"red\"" */
	uint32_t fill;       /* 0xRRGGBB */
};

/* Bars of figures of the sheet: for each column of the categories one of each series. */
struct sheet_series {
	uint32_t row;         /* its name stands in the first column */
	const char *name;
	const double *values; /* what the cells hold */
};
struct sheet_chart {
	const char *title, *description, *category_title, *value_title, *number_format;
	uint16_t first_column, last_column; /* of the figures; the categories are their headers */
	struct sheet_series series[CHART_SERIES];
	size_t series_count;
	bool figures;                       /* each at the end of its bar */
	uint32_t row;                       /* below the table, from which it hangs */
	unsigned width, height;             /* pixels */
};

struct sheet {
	struct span name;
	const char *page_header, *page_footer; /* with the library's & codes */
	bool landscape;
	/* The rows that are an Excel table: `table_rows` of them below the header row; 0: no table. */
	const char *table_name;
	uint32_t header_row, table_rows;
	bool filter, frozen;    /* buttons in the header row; header row stays in sight */
	uint16_t frozen_columns;
	struct sheet_column *columns;
	uint16_t column_count;
	struct sheet_cell *cells; /* in the order of rows; not the header row of a table */
	size_t cell_count, cell_capacity;
	struct sheet_rule *rules;
	size_t rule_count, rule_capacity;
	const struct sheet_chart *chart; /* NULL: none */
	double *heights; /* of each row from the first, in points; 0: one line */
	size_t height_count;
};
#define ROW_HEIGHT 18.0 /* of one line, in points */

struct book {
	struct arena *arena;
	struct style *styles;
	size_t style_count, style_capacity;
	struct sheet *sheets;
	size_t sheet_count;
	const char *title, *subject, *description, *status, *language; /* NULL: none */
};

/*
 * The plan, or NULL when the paper does not fit into a workbook (then findings say why, unless
 * `diags` is NULL).
 */
const struct book *book_plan(const struct rendering *what, struct diags *diags);
/* Whether the paper is so far below every limit that a plan is made for sure (workbook_limits.c). */
bool book_surely_fits(const struct rendering *what);
/* The style's words for sheets and headers, each. */
bool book_words_are_short(const struct rendering *what, size_t most_bytes);

/* --- workbook_text.c */
struct sheet_text {
	const char *at; /* ends with a NUL */
	size_t units;   /* UTF-16 units */
	size_t longest; /* characters of the longest line */
	size_t word;    /* characters of the longest word */
};
/*
 * Text for a cell: characters that cannot stand in XML 1.0 left out, line ends as LF, and "_x0041_",
 * which spreadsheet programs read as "A", written so that it is shown as typed.
 */
struct sheet_text sheet_text(struct arena *arena, struct span s);
/* The same on one line, for names and properties, which have no such escapes; at most so many units. */
const char *sheet_line(struct arena *arena, struct span s, size_t most_units);
/* Lines that the text takes in a column so many characters wide. */
size_t wrapped_lines(const char *text, size_t characters);
/* Markdown as plain text: paragraphs and items each on a line, "• " before an item. */
void sheet_prose(const struct prose_node *node, struct text *into);

/* --- workbook_number.c */
/* How the figures of one column are shown: settled over all of its cells. */
struct figures {
	enum money_unit unit;
	uint8_t money_decimals, number_decimals, percent_decimals;
	bool grouped; /* the page parts thousands in this column */
};
struct figures figures_of(const struct table *table, size_t column);
/* What the cell holds, correctly rounded from the exact amount. */
double figure_value(const struct cell *cell, const struct figures *figures);
/* The page shows a word with the number ("12 Amber"): its format is its own. */
bool figure_has_words(const struct cell *cell);
const char *figure_format(struct arena *arena, const struct cell *cell,
	const struct figures *figures, bool brackets);
/* The style's short date as a number format: "d mmm yyyy". */
const char *date_format(struct arena *arena, const struct house *house, struct span language);
/* The number format that shows 5 February 2033 like that; dd/mm/yyyy where none does. */
const char *date_format_like(struct arena *arena, struct span shown, struct span language);
/* A spreadsheet's number for a day, in the calendar that begins with 1 January 1900. */
double date_value(int64_t days);
/* --- workbook_formula.c */
/* The formula of a cell, or NULL when it has none. Data rows begin in row 2 of the sheet. `other_sheet`:
 * that of the other table, where the formula asks for one. */
const char *formula_text(struct arena *arena, const struct table *table, size_t row, size_t column,
	struct span other_sheet);
/* "AB", of the column from 0. */
void formula_column(struct text *into, size_t column);
/* A text in quotation marks; those inside it are written twice. */
void formula_words(struct text *into, const char *words);
/* 'Costs'! in quotes, which keep every name whole; an apostrophe inside them is written twice. */
void formula_sheet(struct text *into, const char *name);

/* --- workbook_beside.c: what stands on a sheet beside its cells */
struct chart_plan {
	const struct figures *figures; /* of each column */
	bool brackets;
	struct span category_title, value_title;
};
void sheet_add_chart(struct arena *arena, struct sheet *sheet, const struct table *table,
	const struct chart_plan *plan);
/* Colours of bands and of what is not funded. */
void sheet_add_rules(struct arena *arena, struct sheet *sheet, const struct table *table);

/* --- workbook_write.c */
/* The finished file; false with the reason. `folder`: for the library's temporary parts. */
bool book_write(const struct book *book, const char *folder, int64_t stamp, struct text *into,
	struct text *reason);

#endif
