/*
 * notice: the clear days of a paper by its council's calendar. The condition `late` and the rules of
 * check/ ask the same questions here.
 */
#ifndef SETTLE_NOTICE_H
#define SETTLE_NOTICE_H

#include "base/calendar.h"
#include "house/house.h"
#include "paper/paper.h"

struct calendar notice_calendar(const struct house *house);

/* How many clear days members and public have the paper before the meeting. */
struct papers_notice {
	bool known; /* the style asks for notice, and both days are given and right */
	const struct value *published, *meeting;
	int32_t given;
	bool convened; /* the meeting was called at short notice: papers are open from that day on */
	bool late;
};
struct papers_notice notice_of_papers(const struct paper *paper, const struct house *house);

/* A fact that is a day and could be read, or NULL. */
const struct value *notice_day(const struct paper *paper, const char *name);

#endif
