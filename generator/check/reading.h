/*
 * reading: one paragraph, heading or note of a table as a clerk reads it for its figures: words,
 * numbers, amounts of money, percentages and marks, in sentences, each with its place in the file. And
 * the phrases by which sentences say what their figures are, in the language of the paper
 * (`figures_...` of words.LANG.yaml). Private to the room.
 */
#ifndef CHECK_READING_H
#define CHECK_READING_H

#include "check/phrases.h"

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

enum saying {
	SAYS_about,     /* before an amount that is not meant to the digit: about, up to */
	SAYS_each,      /* after the price of one thing: per, each, a (night) */
	SAYS_year,      /* after the amount of one year: a year, per annum */
	SAYS_total,     /* a sum of others: total, in all */
	SAYS_made_of,   /* between a sum and what it is made of: comprising */
	SAYS_other,     /* the figure is not of this decision, or not of now: previously, instead */
	SAYS_unsure,    /* it may not be: would, was, budget */
	SAYS_apart,     /* figures of a sentence that do not simply add up: of which, less */
	SAYS_small,     /* words that say nothing of what a figure is: of, the, is */
	SAYS_more,      /* a change by so many per cent: a rise, a cut */
	SAYS_which_is,  /* between two figures and their change: representing */
	SAYS_between,   /* before the first end of a range */
	SAYS_from,
	SAYS_to,
	SAYS_in_year,     /* before a financial year, and much else: in, during */
	SAYS_year_of,     /* before a financial year and nothing else: financial year */
	SAYS_of,          /* before a percentage that is no share of the whole: of the (60% who) */
	SAYS_and,         /* between things that are added up */
	SAYS_month,
	SAYS_mon,
	SAYS_quarter_begins, /* the month of the first quarter */
	SAYS_remaining, /* before the last of all shares: the remaining */
	SAYS_share,     /* in the title of a column of shares: share, per cent of total */
	SAYS_total_row, /* the first cell of a row of sums */
	SAYS_following, /* the following (four options) */
	SAYS_there_are, /* there are (four options) */
	SAYS_listed,    /* what is announced as a list: options, reasons */
	SAYS_not_listed,/* what never is: years, weeks */
	SAYS_quarter,
	SAYS_ending,    /* (quarter) ending (30 June) */
	SAYS_count,     /* one, two, three ... in this order */
	SAYS_nth,       /* first, second, third, fourth */
	SAYING_count
};

struct reading {
	const struct checking *what;
	struct lexicon *lexicon;
	const struct phrases **sayings; /* SAYING_count, each looked up when it is first asked for */
	const struct part *part;        /* NULL: none, as for a note of a table */
	const struct prose_node *block; /* NULL: as above */
	struct text plain;
	struct token *tokens;
	size_t count, capacity;
	struct piece *pieces;
	size_t piece_count, piece_capacity;
	bool has_figures; /* an amount, a number or a percentage stands in it */
	size_t amount_count;
};

/* Tokens from..to, the end left out: a sentence, most often. */
struct stretch {
	size_t from, to;
};

void reading_open(struct reading *r, const struct checking *what);
void reading_close(struct reading *r);
/* Reads another paragraph or heading, or a line of plain words, in place of the last. */
void reading_block(struct reading *r, const struct part *part, const struct prose_node *block);
void reading_words(struct reading *r, const struct words *words);

/* The sentence that begins with the token; false at the end of the block. */
bool reading_sentence(const struct reading *r, size_t from, struct stretch *sentence);
struct span token_text(const struct reading *r, size_t token);
struct span tokens_text(const struct reading *r, size_t first, size_t last);
struct place tokens_place(const struct reading *r, size_t first, size_t last);
bool token_is_mark(const struct reading *r, size_t token, char mark);
/* Nothing stands between the token and the one before it. */
bool token_joins(const struct reading *r, size_t token);

/* How many tokens a phrase of the list takes that begins at `token`, or ends before it; 0: none. */
size_t says_at(const struct reading *r, enum saying saying, size_t token);
size_t says_before(const struct reading *r, enum saying saying, size_t token);
/* Some phrase of the list stands in the tokens from..to. */
bool says_within(const struct reading *r, enum saying saying, size_t from, size_t to);
/* The words are one of the list's; which of them, from 1; 0: none. */
size_t says_is(const struct reading *r, enum saying saying, struct span words);
/* One of the list's stands in the words. */
bool says_in(const struct reading *r, enum saying saying, struct span words);

/* "2025/26" or "2025-26" from the token on: the first year, and the second as typed. */
struct financial_year {
	uint32_t first, second;
	size_t end; /* the token after it */
	bool slash;
	bool right; /* the second follows the first */
};
bool reading_year(const struct reading *r, size_t token, struct financial_year *year);
bool reading_has_year(const struct reading *r, struct stretch s);

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
