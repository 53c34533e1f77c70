/*
 * timetable: every day that a style's notices set before a meeting, and its call-in after it, for a
 * clerk's plan: as a table of plain text and as a calendar file (RFC 5545).
 */
#ifndef AUTHOR_TIMETABLE_H
#define AUTHOR_TIMETABLE_H

#include "house/house.h"

void author_timetable(const struct house *house, struct date meeting, struct text *into);
/* The same bytes for the same style and meeting, whenever they are made: its stamps are the day of the
 * meeting, and an entry keeps its UID when its day is moved, so that a calendar moves it too. */
void author_timetable_ics(const struct house *house, struct date meeting, struct text *into);

#endif
