/*
 * holidays: the bank holidays of the three parts of the United Kingdom that have their own. Most follow
 * a rule and are computed; those that a proclamation appointed or moved stand in a table, which ends:
 * a later proclamation is not known here.
 */
#ifndef BASE_HOLIDAYS_H
#define BASE_HOLIDAYS_H

#include "base/date.h"

enum nation { NATION_none, NATION_england_and_wales, NATION_scotland, NATION_northern_ireland };
/* "england-and-wales", "scotland", "northern-ireland"; anything else is NATION_none. */
enum nation nation_of(struct span name);

/* The years for which every proclamation is known. Outside them only the rules are. */
#define HOLIDAYS_FIRST_YEAR 2000
#define HOLIDAYS_LAST_YEAR 2035

/* What the bank holiday is called ("Good Friday"), or NULL on any other day. */
const char *holiday_name(enum nation nation, struct date date);

struct date easter_sunday(int year);

#endif
