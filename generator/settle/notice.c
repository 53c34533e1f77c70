#include "settle/notice.h"

#define SATURDAY 5

static bool is_closed(const struct house *house, int32_t day)
{
	for (size_t i = 0; i < house->closed_day_count; i++)
		if (house->closed_days[i].days == day)
			return true;
	return false;
}

int32_t clear_days(const struct house *house, struct date from, struct date to, bool working)
{
	if (to.days <= from.days)
		return 0;
	if (!working)
		return to.days - from.days - 1;
	int32_t count = 0;
	for (int32_t day = from.days + 1; day < to.days; day++)
		count += date_of_days(day).weekday < SATURDAY && !is_closed(house, day);
	return count;
}
