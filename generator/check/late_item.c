/*
 * Late items: a paper that was not open in time is taken when the chair agrees that it is urgent
 * (section 100B(4)(b) of the Local Government Act 1972). That one is late and gives no reasons is said
 * by days.c; whether a paper must say who agreed is the style's.
 */
#include "check/themes.h"

#include "settle/notice.h"

static void check_whole(const struct checking *what, const struct value *by, const struct value *on)
{
	if (check_is_given(by) && !on)
		diag_add(what->diags, FINDING_late_item_incomplete, by->place,
			SPAN("on which day it was agreed"), SPAN("`late_item.agreed_on:`"), SPAN_NONE);
	if (check_is_given(on) && !check_is_given(by))
		diag_add(what->diags, FINDING_late_item_incomplete, on->place, SPAN("who agreed"),
			SPAN("`late_item.agreed_by:`"), SPAN_NONE);
}

/* Nothing is said of a paper whose days are not known, or out of order. */
static void check_needed(const struct checking *what, const struct value *said)
{
	const struct papers_notice notice = notice_of_papers(what->paper, what->house);
	if (!notice.known || notice.late || notice.published->date.days > notice.meeting->date.days)
		return;
	const struct span because = notice.convened
		? SPAN("it was open to the public when the meeting was called")
		: arena_format(what->arena, "it is open %.*s before the meeting",
			SPAN_ARG(check_clear_days(what, notice.given,
				what->house->notice_papers.working)));
	struct finding *finding = diag_add(what->diags, FINDING_late_item_needless, said->place, because,
		SPAN_NONE, SPAN_NONE);
	finding->because = notice.published->place;
}

void check_late_item(const struct checking *what)
{
	const struct value *by = paper_fact(what->paper, SPAN("late_item.agreed_by"));
	const struct value *on = paper_fact(what->paper, SPAN("late_item.agreed_on"));
	check_whole(what, by, on);
	if (check_is_given(by) || check_is_given(on))
		check_needed(what, check_is_given(by) ? by : on);
}
