/*
 * notice: clear days between two dates. Neither the day of publication nor that of the meeting
 * counts (R v Swansea City Council, ex parte Elitestone, 1993).
 */
#ifndef SETTLE_NOTICE_H
#define SETTLE_NOTICE_H

#include "house/house.h"

/* Days between the two that count: all, or working days. 0 when `to` is not after `from`. */
int32_t clear_days(const struct house *house, struct date from, struct date to, bool working);

#endif
