/*
 * themes: the rules of this room, one theme per file, and the few questions that several of them
 * ask. Private to the room.
 */
#ifndef CHECK_THEMES_H
#define CHECK_THEMES_H

#include "check/check.h"

/* --- the themes, in the order of the table in check.c */
void check_parts(const struct checking *what);           /* required.c */
void check_facts(const struct checking *what);           /* required.c */
void check_recommendations(const struct checking *what); /* wording.c */
void check_left_over(const struct checking *what);       /* left_over.c */
void check_twice(const struct checking *what);           /* twice.c */
void check_limits(const struct checking *what);          /* limits.c */
void check_finance(const struct checking *what);         /* finance.c */
void check_figures(const struct checking *what);         /* figures.c */
void check_sums(const struct checking *what);           /* sums.c */
void check_risks(const struct checking *what);           /* risks.c */
void check_options(const struct checking *what);         /* options.c */
void check_days(const struct checking *what);            /* days.c */
void check_late_item(const struct checking *what);       /* late_item.c */
void check_key_decision(const struct checking *what);    /* key_decision.c */
void check_put_off(const struct checking *what);         /* put_off.c */
void check_clearances(const struct checking *what);      /* clearances.c */
void check_exempt(const struct checking *what);          /* exempt.c */
void check_documents(const struct checking *what);       /* documents.c */
void check_written_days(const struct checking *what);    /* written_days.c */
void check_personal(const struct checking *what);        /* personal.c */
void check_links(const struct checking *what);           /* links.c */
void check_acronyms(const struct checking *what);        /* acronyms.c */
void check_council(const struct checking *what);         /* council.c */
void check_nothing_follows(const struct checking *what); /* nothing_follows.c */
void check_title_form(const struct checking *what);      /* titles.c */
void check_typed_numbers(const struct checking *what);   /* typed_numbers.c */

/* --- exceptions.c */
/* Whether the paper names what excepts its key decision from notice; what that lacks is added. */
bool check_exceptions(const struct checking *what);
/* A note on each exception that is named, and why it is not needed. */
void check_needless_exceptions(const struct checking *what, struct span because);

/* --- naming.c */
/* A text of the style as plain words; absent when there is none or a fact that it needs is. */
struct span check_words_of(const struct checking *what, const struct house_text *text);
/* What readers call the part: its heading, or its key in words. */
struct span check_part_name(const struct checking *what, const struct house_part *part);
/* Prose without markup, trimmed; never absent. */
struct span check_plain(const struct checking *what, const struct prose_node *prose);
/* Line ends as blanks, for a quotation. */
struct span check_one_line(const struct checking *what, struct span s);
/* An amount as the council prints it: "£1,235,000". */
struct span check_money(const struct checking *what, int64_t pence);

/* Something was typed, and it is not `none`. */
static inline bool check_is_given(const struct value *value)
{
	return value && value->text.length && !value->none;
}
static inline int64_t check_magnitude(int64_t n)
{
	return n < 0 ? -n : n;
}
/* A letter or digit begins at the byte: beyond ASCII, dashes, quotes and signs begin with C2 or E2,
 * emoji with F0. */
static inline bool check_is_of_a_word(char c)
{
	const unsigned char byte = (unsigned char)c;
	return is_letter(c) || is_digit(c) || (byte >= 0xC3 && byte <= 0xEF && byte != 0xE2);
}

/* --- days.c */
/* "4 clear working days", "1 clear day". */
struct span check_clear_days(const struct checking *what, int32_t days, bool working);
/* "Thursday 29 September 2005". */
struct span check_long_date(const struct checking *what, struct date date);

/* --- echo.c */
/* Does it only repeat another finding? */
bool check_is_echo(const struct diags *diags, const struct finding *finding);

/* --- standing.c */
enum standing {
	STANDING_unplaced, /* no sheet reaches the part: it is not in this style */
	STANDING_not_now,  /* its `when`, or that of what it stands in, does not hold */
	STANDING_placed,
};
/* One for each of house->parts, in their order. */
const enum standing *check_standings(const struct checking *what);

/* --- measure.c */
struct measure {
	uint32_t words, characters, sentences;
};
/* What a text of plain words measures, added to what was there. */
void measure_add(struct measure *measure, struct span plain);

#endif
