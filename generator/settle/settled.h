/*
 * settled: the paper with everything decided: order, headings, numbers, references, totals, and
 * what its audience may see. The only thing that renderers, registers, index and reports accept.
 * settle_for copies into an arena of its own; no pointer leads from here back to the paper.
 */
#ifndef SETTLE_SETTLED_H
#define SETTLE_SETTLED_H

#include "house/house.h"
#include "paper/paper.h"

/* --- tables: placed ones, finance, risk register, options, records, appendix tables */
enum table_use { TABLE_placed, TABLE_appendix, TABLE_finance, TABLE_risks, TABLE_options,
	TABLE_records, TABLE_matrix };

enum formula_kind {
	FORMULA_none,
	FORMULA_sum_column, /* rows from..to of this column, both included, data rows from 0 */
	FORMULA_sum_row,    /* columns from..to of this row */
	FORMULA_sum_if,     /* rows from..to of this column where column `by` says `key` */
	FORMULA_product,    /* column from times column to, this row */
	FORMULA_difference, /* row from minus row to, this column; the first in column `by` of `other`, if given */
	FORMULA_score,      /* the step of likelihood times that of impact, this row: see `banding` */
	FORMULA_band,       /* the word of the band, this row: see `banding` */
};
struct formula {
	enum formula_kind kind;
	uint32_t from, to, by;
	struct span key;
	const struct table *other; /* NULL: this one */
	bool turned;               /* of a difference: row to minus row from */
	const struct banding *banding;
};

/* How the bands of a register follow from what its rows say, for the workbook's formulas and colours. */
#define NO_COLUMN SIZE_MAX
struct banding_axis {
	size_t column;            /* NO_COLUMN: the register does not show it */
	const struct span *names; /* of the steps, where the column shows names; NULL: it shows numbers */
	size_t steps;             /* of the scale, from 1 */
};
struct banding {
	struct banding_axis likelihood, impact;
	size_t score, band; /* columns */
	bool by_score;      /* every score has one band, however it comes about */
	/* Of likelihood l and impact i: [(l - 1) * impact.steps + (i - 1)]. */
	const struct span *bands, *words; /* "amber", and as the register says it: "oren" */
};

struct cell {
	enum cell_kind kind;
	struct span shown;        /* plain words as the page shows them: "1,250", "£620,000", "12 Amber" */
	struct prose_node *prose; /* of CELL_text with markup or blocks; NULL: `shown` is all */
	int64_t amount;           /* as in struct table_cell */
	uint8_t decimals;
	struct formula formula;   /* the workbook writes it with `amount` as its stored value */
	bool header;              /* first cell of a total row and the like */
	struct span band;         /* of a risk score: "amber" */
	struct place place;       /* in the paper; none in cells that the program makes */
};

struct column {
	struct span title;
	enum cell_kind kind;
	enum money_unit unit; /* in which amounts are shown here */
};
/* Figures stand on the right, so that their digits line up; words, dates and answers on the left. */
static inline bool column_is_figures(const struct column *column)
{
	return column->kind == CELL_number || column->kind == CELL_money || column->kind == CELL_percent;
}

struct row {
	const struct cell *cells;
	bool total; /* ruled off */
	bool shortfall; /* of a total: what the funding leaves of the cost; its first cell says so in words */
	struct span anchor; /* where references to what it describes lead; absent: none */
};

/* Bars: for each category (a year) one of each series (a kind of money). The same figures stand in the
 * table that it belongs to. */
struct chart_series {
	struct span name;       /* "capital" */
	const int64_t *pence;   /* one for each category */
	const struct span *shown;
	size_t row;             /* of the table, whose figures these are */
};
struct chart {
	struct span title;
	const struct span *categories;
	size_t category_count;
	size_t first_column;    /* of the table: that of the first category */
	const struct chart_series *series;
	size_t series_count;    /* at most CHART_SERIES */
};
#define CHART_SERIES 3

struct table {
	enum table_use use;
	struct span anchor;     /* id on the page */
	struct span label;      /* "Table 1", or absent for tables that have no number */
	struct span caption;    /* never absent */
	bool under_its_name;    /* the heading right above says the same: the page does not say it twice */
	struct span sheet_name; /* for the workbook: unique, at most 31 UTF-16 units, valid */
	struct span note;       /* below the table; absent: none */
	struct span csv_name;   /* published beside the pages under this name too; absent: not */
	const struct chart *chart; /* NULL: none */
	const struct banding *bandings; /* of a register with bands in words: now, residual */
	size_t banding_count;
	struct span unit;       /* "£000" where amounts are shown in a unit; absent: as they are */
	const struct column *columns;
	size_t column_count;
	const struct row *rows; /* data rows, then totals */
	size_t row_count;
};

/* --- the page */
struct settled_row {
	struct span name;   /* class, from its first fact: "meeting-date" */
	struct span label;
	struct span text;   /* as printed: capitals are capitals */
	struct span spoken; /* facts in their own case; same as text where nothing is in capitals */
	bool capitals;      /* the page draws `spoken` in capitals */
	bool is_title;      /* the page's one main heading */
};
struct settled_block {
	enum block_layout layout;
	const struct settled_row *rows;
	size_t row_count;
};

struct settled_part {
	struct span key, anchor;
	enum part_kind kind;
	uint8_t level;        /* of the heading on the page: 2 to 6 (the title is 1) */
	bool has_heading;
	struct span number;   /* of the heading, as printed; absent: none */
	struct span heading;
	struct prose_node *body; /* a document; NULL: nothing */
	bool none;            /* answered `none` */
	bool missing;         /* a draft without a required part: missing_text is shown as a mark */
	struct span missing_text;
	enum layout layout;
	struct settled_block rows;
	struct span column_titles[2]; /* of headings_beside; absent: none */
	const struct settled_part *parts;
	size_t part_count;
	struct place place;   /* of the part in the paper, or of the paper's start */
};

struct settled_sheet {
	struct span key, anchor, title;
	bool first, new_page;
	bool appendix;
	struct span appendix_number, appendix_label; /* of an appendix: "1", "Appendix 1" */
	struct settled_block head, foot;
	struct span page_head_first, page_head_others, page_foot_first, page_foot_others; /* or absent */
	const struct settled_part *parts;
	size_t part_count;
};

struct settled_fact {
	struct span name, text; /* as printed */
};

struct settled_appendix {
	struct span number, label; /* "1", "Appendix 1" */
	struct span title, anchor;
	struct span at;            /* published apart: where; absent: none */
	bool sheet;                /* it is a sheet of the style, printed in its place */
	const struct table *table; /* NULL: none */
	struct prose_node *text;   /* a document; NULL: none */
};

/* A file that is published beside the pages. */
struct settled_file {
	struct span name; /* safe everywhere: "appendix-2-letter.pdf" */
	enum file_type type;
	struct span bytes;
};

/* A heading of the page, in order. Of a part that stands on several sheets the last copy is listed in
 * the contents; a sheet with a title is listed above its headings, where there are several sheets. */
struct contents_entry {
	uint8_t level; /* of the heading */
	struct span number, heading, anchor;
	bool again;    /* a copy that comes again: not listed */
	bool of_sheet; /* the title of a sheet, which is no heading */
	bool indented; /* listed below the title of its sheet */
};

/* A row of the recommendations sheet, register and decision notice. */
struct settled_recommendation {
	struct span number;  /* "(a)", or absent */
	struct span text;    /* plain words */
	struct span owner, due; /* absent: none */
	struct date due_date;
	struct span anchor;
};

struct settled {
	enum audience audience;
	const struct house *house;
	struct span language, title, subtitle, reference, version;
	struct span status_text;  /* "Draft" */
	struct span description;  /* plain, from purpose; at most 300 characters */
	bool final;
	struct span body;         /* of the meeting */
	bool has_date;
	struct date date;
	struct span date_text, date_iso, time, venue;
	const struct settled_fact *facts;
	size_t fact_count;
	const struct settled_sheet *sheets;
	size_t sheet_count;
	const struct table *const *tables; /* every table once, in the order of the page; no TABLE_matrix,
	                                      which shows what stands in the register above it */
	size_t table_count;
	const struct settled_appendix *appendices;
	size_t appendix_count;
	struct span appendices_heading;
	const struct settled_file *files;
	size_t file_count;
	const struct contents_entry *contents;
	size_t contents_count;
	const struct settled_recommendation *recommendations;
	size_t recommendation_count;
	size_t words; /* of the whole paper as printed */
};

/*
 * Settles the paper for an audience. Findings: references to nothing, appendices cited and not
 * listed and the other way round, tables never placed or placed twice, texts that cannot be filled,
 * sums beyond their limit. Never NULL.
 */
const struct settled *settle_for(enum audience audience, struct arena *arena,
	struct diags *diags, const struct paper *paper, const struct house *house);

/* Answers conditions and texts about a paper: check/ asks the same questions. */
struct asker settle_asker(struct arena *arena, const struct paper *paper,
	const struct house *house);

#endif
