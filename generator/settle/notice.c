#include "settle/notice.h"

struct calendar notice_calendar(const struct house *house)
{
	return (struct calendar){.nation = nation_of(house->holidays), .closed = house->closed_days,
		.closed_count = house->closed_day_count};
}

const struct value *notice_day(const struct paper *paper, const char *name)
{
	const struct value *value = paper_fact(paper, span_of(name));
	return value && value->kind == VALUE_date && value->right ? value : NULL;
}

/* Where a meeting is called at shorter notice, it is enough that papers are open when it is called
 * (section 100B(3) of the Local Government Act 1972). */
struct papers_notice notice_of_papers(const struct paper *paper, const struct house *house)
{
	struct papers_notice n = {.published = notice_day(paper, "meeting.published"),
		.meeting = notice_day(paper, "meeting.date")};
	if (!house->notice_papers.set || !n.published || !n.meeting)
		return n;
	const struct calendar calendar = notice_calendar(house);
	const struct value *convened = notice_day(paper, "meeting.convened");
	n.known = true;
	n.given = clear_days(&calendar, n.published->date, n.meeting->date,
		house->notice_papers.working);
	n.convened = convened && n.published->date.days <= convened->date.days &&
		     convened->date.days <= n.meeting->date.days;
	n.late = !n.convened && n.given < (int32_t)house->notice_papers.days;
	return n;
}
