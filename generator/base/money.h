/*
 * money: whole pence in an int64_t, read exactly and never through floating point. Below
 * LIMIT_PENCE either side of zero. Sums are checked (money_add).
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/text.h"

enum money_unit { MONEY_POUNDS, MONEY_THOUSANDS, MONEY_MILLIONS };

enum money_fault {
	MONEY_RIGHT,
	MONEY_NOT_AN_AMOUNT, /* not of the grammar below */
	MONEY_BAD_GROUPS,    /* "1,23": commas must part groups of three digits */
	MONEY_BAD_PENCE,     /* "1.234": more than two decimals of a pound once the unit is applied */
	MONEY_BAD_CHARACTER, /* a digit, space or sign that is not ASCII; `at` says which byte */
	MONEY_TOO_LARGE,
};

struct money_reading {
	enum money_fault fault;
	int64_t pence;
	size_t at;        /* byte where the fault begins */
	bool whole_pounds; /* nothing after the point was typed */
};

/*
 * Reads `£1,250,000`, `1250000`, `£1.25m`, `1.25 million`, `£620k`, `(500)`, `-500`, `-£500`, `£0.50`.
 * A bare number is in `unit` (a table in £000 says MONEY_THOUSANDS); one with k, m, bn or with £ and
 * a unit other than pounds is what it says: `£` alone does not cancel the unit of the table.
 */
struct money_reading money_read(struct span s, enum money_unit unit);

/* sum += pence; false, and the sum unchanged, when it would reach LIMIT_PENCE. */
bool money_add(int64_t *sum, int64_t pence);

/*
 * "£1,250,000", "£1,250,000.50" (pence only when there are any, or `always_pence`), "-£500" or
 * "(£500)" with brackets. Zero is never negative.
 */
void money_write(struct text *into, int64_t pence, bool always_pence, bool brackets);
/* The amount in the unit, without sign of pounds: 62000000 pence in £000 is "620"; exact, trailing
 * zeros of the fraction dropped, groups of three. */
void money_write_in(struct text *into, int64_t pence, enum money_unit unit, bool brackets);
/* "£", "£000", "£m" <-> unit; false if the span is none of them. */
bool money_unit_read(struct span s, enum money_unit *unit);
const char *money_unit_name(enum money_unit unit);

#endif
