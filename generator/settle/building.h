/*
 * building: a table under construction, and how its cells are filled; and the council's scale of risks.
 * Private to the room; used by tables.c (tables of the paper), finance.c, records.c and matrix.c.
 */
#ifndef SETTLE_BUILDING_H
#define SETTLE_BUILDING_H

#include "settle/settling.h"

struct building {
	struct settling *s;
	struct table *table;
	struct column *columns;
	struct row *rows;
	size_t row_capacity;
};

struct building building_begin(struct settling *s, enum table_use use, struct span caption,
	size_t column_count);
/* The next row, its cells empty. */
struct cell *building_row(struct building *b, bool total);
/* Gives the table an anchor and a sheet name made of `sheet`, and adds it to the paper's tables. */
struct table *building_finish(struct building *b, struct span sheet);

void cell_put_text(struct cell *cell, struct span text);
void cell_put_amount(struct settling *s, struct cell *cell, enum cell_kind kind, int64_t amount,
	uint8_t decimals, enum money_unit unit);
/* Plain words where there is no markup, else a settled copy of the document. */
void cell_put_prose(struct settling *s, struct cell *cell, const struct prose_node *document);

/* --- matrix.c: the scale */
struct risk_score {
	uint32_t likelihood, impact; /* from 1; 0: not given, or not on the scale */
	uint32_t score;              /* their product */
	struct span band;            /* as the style names it; absent without a score */
};
struct risk_score risk_score_of(struct settling *s, const struct record *risk, bool residual);
/* The word of the language for a band, where it has one: "oren" for amber. */
struct span risk_band_word(struct settling *s, struct span band);
/* The scale's own word for a number: "High" for 3; empty for 0. */
struct span risk_scale_word(struct settling *s, uint32_t number, const struct house_text *const *names);
/* One for each likelihood and impact of the scale, as struct banding has them. */
const struct span *risk_bands(struct settling *s);

/* --- banding.c: the register's scores and bands as formulas. `names`: what each column shows. */
void settle_bandings(struct settling *s, struct building *b, const struct span *names);

#endif
