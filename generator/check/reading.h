/*
 * reading: one paragraph, heading or note of a table as a clerk reads it for its figures: words,
 * numbers, amounts of money, percentages and marks, in sentences, each with its place in the file. And
 * the phrases by which sentences say what their figures are, in the language of the paper
 * (`figures_...` of words.LANG.yaml). Private to the room.
 */
#ifndef CHECK_READING_H
#define CHECK_READING_H

#include "check/check.h"

enum token_kind {
	TOKEN_word,    /* letters; an apostrophe or a hyphen between them belongs to it */
	TOKEN_number,  /* value / 10^decimals */
	TOKEN_amount,  /* value: pence, without sign */
	TOKEN_percent, /* value / 10^decimals */
	TOKEN_mark,    /* one character; '-' for every dash */
	TOKEN_other,   /* a figure that cannot be read: "£1,23" */
};

struct token {
	enum token_kind kind;
	size_t from, to;  /* in the plain text */
	int64_t value;
	int64_t step;     /* of an amount: pence in one of its last digit, a million/100 of £1.25m */
	uint8_t decimals; /* of a number or percentage */
	char mark;
	bool unit;        /* of an amount: typed with m, k, million */
	bool negative;
};

/* Where some bytes of the plain text stand in the file. */
struct piece {
	size_t at, length;
	struct place place;
};

enum phrases {
	PHRASE_about,     /* before an amount that is not meant to the digit: about, up to */
	PHRASE_each,      /* after the price of one thing: per, each, a (night) */
	PHRASE_year,      /* after the amount of one year: a year, per annum */
	PHRASE_total,     /* a sum of others: total, in all */
	PHRASE_made_of,   /* between a sum and what it is made of: comprising */
	PHRASE_other,     /* the figure is not of this decision, or not of now: previously, instead */
	PHRASE_unsure,    /* it may not be: would, was, budget */
	PHRASE_apart,     /* figures of a sentence that do not simply add up: of which, less */
	PHRASE_small,     /* words that say nothing of what a figure is: of, the, is */
	PHRASE_more,      /* a change by so many per cent: a rise, a cut */
	PHRASE_which_is,  /* between two figures and their change: representing */
	PHRASE_between,   /* before the first end of a range */
	PHRASE_from,
	PHRASE_to,
	PHRASE_in_year,   /* before a financial year: financial year, during */
	PHRASE_remaining, /* before the last of all shares: the remaining */
	PHRASE_share,     /* in the title of a column of shares: share, per cent of total */
	PHRASE_total_row, /* the first cell of a row of sums */
	PHRASE_following, /* the following (four options) */
	PHRASE_there_are, /* there are (four options) */
	PHRASE_listed,    /* what is announced as a list: options, reasons */
	PHRASE_not_listed,/* what never is: years, weeks */
	PHRASE_quarter,
	PHRASE_ending,    /* (quarter) ending (30 June) */
	PHRASE_count,     /* one, two, three ... in this order */
	PHRASE_nth,       /* first, second, third, fourth */
	PHRASE_KIND_count
};

struct phrase_list {
	const struct span *items;
	size_t count;
};

struct reading {
	const struct checking *what;
	struct phrase_list phrases[PHRASE_KIND_count];
	const struct part *part;        /* NULL: none, as for a note of a table */
	const struct prose_node *block; /* NULL: as above */
	struct text plain;
	struct token *tokens;
	size_t count, capacity;
	struct piece *pieces;
	size_t piece_count, piece_capacity;
	bool has_figures; /* an amount, a number or a percentage stands in it */
};

/* Tokens from..to, the end left out. */
struct sentence {
	size_t from, to;
};

void reading_open(struct reading *r, const struct checking *what);
void reading_close(struct reading *r);
/* Reads another paragraph or heading, or a line of plain words, in place of the last. */
void reading_block(struct reading *r, const struct part *part, const struct prose_node *block);
void reading_words(struct reading *r, const struct words *words);

/* The sentence that begins with the token; false at the end of the block. */
bool reading_sentence(const struct reading *r, size_t from, struct sentence *sentence);
struct span token_text(const struct reading *r, size_t token);
struct span tokens_text(const struct reading *r, size_t first, size_t last);
struct place tokens_place(const struct reading *r, size_t first, size_t last);
bool token_is_mark(const struct reading *r, size_t token, char mark);
/* Nothing stands between the token and the one before it. */
bool token_joins(const struct reading *r, size_t token);

/* How many tokens a phrase of the list takes that begins at `token`, or ends before it; 0: none. */
size_t phrase_at(const struct reading *r, enum phrases list, size_t token);
size_t phrase_before(const struct reading *r, enum phrases list, size_t token);
/* Some phrase of the list stands in the tokens from..to. */
bool phrase_within(const struct reading *r, enum phrases list, size_t from, size_t to);
/* The words are one of the list's; which of them, from 1; 0: none. */
size_t phrase_is(const struct reading *r, enum phrases list, struct span words);
/* One of the list's stands in the words. */
bool phrase_in(const struct reading *r, enum phrases list, struct span words);

/* "2025/26" or "2025-26" from the token on: the first year, and the second as typed. */
struct financial_year {
	uint32_t first, second;
	size_t end; /* the token after it */
	bool slash;
	bool right; /* the second follows the first */
};
bool reading_year(const struct reading *r, size_t token, struct financial_year *year);
bool reading_has_year(const struct reading *r, struct sentence s);

/* "up to £1m", "£50 a night", "£1m to £1.5m": what an amount is beside its value. */
bool amount_is_about(const struct reading *r, size_t token);
bool amount_is_each(const struct reading *r, size_t token);
bool amount_is_range(const struct reading *r, size_t token);

/* --- digits.c: of numbers that are not negative */
int digits_significant(int64_t number);       /* how many there are without the noughts at its end */
bool digits_exchanged(int64_t a, int64_t b);  /* two neighbours */
bool digits_one_other(int64_t a, int64_t b);  /* as many digits, one of them another */
int noughts_apart(int64_t a, int64_t b);      /* a * 10^n is b, or the other way round; 0: no */
int64_t amount_grain(const struct token *amount); /* pence to which it is sure to be meant */

#endif
