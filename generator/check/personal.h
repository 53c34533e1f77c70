/*
 * personal: the shapes of numbers that belong to persons, found in a text at a place where a group of
 * digits begins. Nothing here knows of words around them. Private to the room.
 */
#ifndef CHECK_PERSONAL_H
#define CHECK_PERSONAL_H

#include "base/date.h"
#include "base/span.h"

/* Digits in groups, parted by one blank, no-break space or hyphen each: "943 476 5919". */
#define DIGITS_MOST 20
#define GROUPS_MOST 8
struct digits {
	char at[DIGITS_MOST + 1]; /* the digits alone */
	size_t from;
	size_t ends[GROUPS_MOST];  /* of each group, in the text */
	uint8_t sums[GROUPS_MOST]; /* digits up to its end */
	uint8_t groups;
};
/* False where a longer word, number or address goes on: "A4", "12.5", "id=4111". */
bool digits_begin(struct span text, size_t at);
struct digits digits_at(struct span text, size_t at);

/* Where in the text, and how much of it may be shown. */
struct personal_match {
	size_t from, to, shown;
};
/* Two letters, six digits, a letter from A to D (HMRC, National Insurance Manual NIM39110). */
bool insurance_number(struct span text, const struct digits *digits, struct personal_match *match);
/* Ten digits, the last of which proves the others (NHS Data Dictionary); as 3-3-4 where nothing
 * before them says what they are. */
bool nhs_number(struct span text, const struct digits *digits, bool named,
	struct personal_match *match);
/* 15 or 16 digits as cards have them, the last of which proves the others (ISO/IEC 7812-1). */
bool card_number(struct span text, const struct digits *digits, struct personal_match *match);
/* 07700 900123, +44 7700 900123, +44 (0)7700 900123. */
bool mobile_number(struct span text, const struct digits *digits, struct personal_match *match);
/* Any number of the country that begins with 0 or +44. */
bool telephone_number(struct span text, const struct digits *digits, struct personal_match *match);
/* 12-34-56 */
bool sort_code(struct span text, const struct digits *digits, struct personal_match *match);
/* "HR1 2AB": the digits are the 2. */
bool postcode(struct span text, const struct digits *digits, struct personal_match *match);
/* "jo.bloggs@example.org", found at its @. */
bool mail_address(struct span text, size_t at, struct personal_match *match);

/* The digits of a telephone number as it is dialled at home: "07700900123". At most `most`. */
size_t telephone_digits(struct span typed, char *into, size_t most);

#endif
