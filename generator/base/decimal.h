/*
 * decimal: numbers as officers type them, read exactly into a whole number of 10^-decimals. No
 * floating point: 0.1 + 0.2 is 0.3 here. Money is built on it.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/text.h"

/* Spreadsheets keep fifteen digits; a longer number would be shown wrong there. */
#define DECIMAL_DIGITS 15

enum decimal_fault {
	DECIMAL_RIGHT,
	DECIMAL_NOT_A_NUMBER,
	DECIMAL_BAD_GROUPS,    /* "1,23": commas must part groups of three digits */
	DECIMAL_BAD_CHARACTER, /* a digit, space or sign that is not ASCII */
	DECIMAL_TOO_LARGE,
};

struct decimal {
	enum decimal_fault fault;
	int64_t amount; /* the number is amount / 10^decimals */
	uint8_t decimals;
	size_t at;     /* byte where the fault begins */
	size_t length; /* bytes read, by decimal_scan */
};

/*
 * Reads the whole span: `1,250`, `-12.5`, `(500)`, with `percent` also `4.2%` and `4.2 %` (amount 42,
 * decimals 1). No plus sign, no leading noughts, a digit on both sides of the point.
 */
struct decimal decimal_read(struct span s, bool percent);

/* Reads digits, groups and a point at the start of the span and stops at the first other byte. */
struct decimal decimal_scan(struct span s);

/* `(...)` or `-` before the number: shortens the span to what is inside. */
bool decimal_take_sign(struct span *s);

/* "-1,250.50": groups of three, all decimals. */
void decimal_write(struct text *into, int64_t amount, uint8_t decimals);
/* The same for a number without sign. */
void decimal_write_grouped(struct text *into, uint64_t whole);

#endif
