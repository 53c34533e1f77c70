/*
 * The days that a paper gives: in order, with the clear days that the style asks for, and what the
 * decision rests on before it.
 */
#include "check/themes.h"

#include "settle/notice.h"

#include <inttypes.h>

#define DAYS_LISTED 10 /* so many counted days are named one by one */

struct span check_long_date(const struct checking *what, struct date date)
{
	struct text words = {0};
	date_write_long(&words, date);
	const struct span kept = arena_copy(what->arena, text_span(&words));
	text_release(&words);
	return kept;
}

struct span check_clear_days(const struct checking *what, int32_t days, bool working)
{
	return arena_format(what->arena, "%" PRId32 " clear %sday%s", days, working ? "working " : "",
		days == 1 ? "" : "s");
}

/* " (30, 31 January, 3 February)": the days that were counted. */
static void add_counted(const struct calendar *calendar, const struct papers_notice *notice,
	struct text *into)
{
	if (notice->given < 1 || notice->given > DAYS_LISTED)
		return;
	struct date last = {0};
	text_add_string(into, " (");
	for (int32_t day = notice->published->date.days + 1; day < notice->meeting->date.days; day++) {
		const struct date date = date_of_days(day);
		if (calendar_why_closed(calendar, date))
			continue;
		if (last.day && last.month != date.month)
			text_format(into, " %s", month_name(last.month));
		text_format(into, "%s%d", last.day ? ", " : "", date.day);
		last = date;
	}
	text_format(into, " %s)", month_name(last.month));
}

static bool gives_reasons(const struct checking *what)
{
	const struct part *part = paper_part(what->paper, SPAN("lateness"));
	return part && !part->none && !part->empty;
}

/* Whether the style has a place for the reasons. */
static bool asks_reasons(const struct checking *what)
{
	const enum standing *standings = check_standings(what);
	for (size_t i = 0; i < what->house->part_count; i++)
		if (span_is(what->house->parts[i].key, "lateness"))
			return standings[i] != STANDING_unplaced;
	return false;
}

static void check_papers(const struct checking *what)
{
	const struct papers_notice notice = notice_of_papers(what->paper, what->house);
	const struct house_notice *asked = &what->house->notice_papers;
	if (!notice.late || gives_reasons(what) ||
		notice.published->date.days > notice.meeting->date.days)
		return;
	const struct calendar calendar = notice_calendar(what->house);
	struct text given = {0};
	text_add(&given, check_clear_days(what, notice.given, asked->working));
	if (asked->working)
		add_counted(&calendar, &notice, &given);
	struct finding *finding = diag_add(what->diags, FINDING_papers_late, notice.published->place,
		check_long_date(what, notice.published->date), text_span(&given),
		arena_format(what->arena, "%" PRIu32 " %s needed", asked->days,
			asked->days == 1 ? "is" : "are"));
	text_release(&given);
	const struct date latest = clear_days_before(&calendar, notice.meeting->date, asked->days,
		asked->working);
	finding->because = notice.meeting->place;
	finding->help = arena_format(what->arena,
		"Publish it by %.*s, or %s; where the meeting was called at short notice, say when under "
		"`meeting.convened`.",
		SPAN_ARG(check_long_date(what, latest)),
		asks_reasons(what) ? "give the reasons under `lateness:`"
				   : "waive this with the reasons");
}

static void check_meeting(const struct checking *what)
{
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	const struct calendar calendar = notice_calendar(what->house);
	const char *closed = meeting ? calendar_why_closed(&calendar, meeting->date) : NULL;
	if (closed)
		diag_add(what->diags, FINDING_meeting_not_working, meeting->place, meeting->text,
			span_of(closed), SPAN_NONE);
}

static bool counts_working_days(const struct house *house)
{
	const struct house_notice *notices[] = {&house->notice_papers, &house->notice_key_decision,
		&house->notice_private, &house->notice_private_again, &house->notice_general_exception,
		&house->notice_clearances};
	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (notices[i]->set && notices[i]->working)
			return true;
	return house->call_in_days > 0;
}

/* A count of working days is only as good as the table of holidays. An old paper had its notice. */
static void check_table_of_holidays(const struct checking *what)
{
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	if (!meeting || nation_of(what->house->holidays) == NATION_none ||
		!counts_working_days(what->house))
		return;
	if (meeting->date.year > HOLIDAYS_LAST_YEAR)
		diag_add(what->diags, FINDING_holidays_unknown, meeting->place,
			arena_format(what->arena, "%d", meeting->date.year),
			arena_format(what->arena, "%d", HOLIDAYS_LAST_YEAR), SPAN_NONE);
}

/* --- the order of days */

struct order {
	const char *first, *second; /* facts: the second is never before the first */
	const char *first_words, *second_words;
};
static const struct order orders[] = {
	{"meeting.published", "meeting.date", "the day of publication", "the meeting"},
	{"meeting.convened", "meeting.date", "the day on which the meeting was called", "the meeting"},
	{"key_decision.notice", "meeting.date", "the notice of the key decision", "the meeting"},
	{"late_item.agreed_on", "meeting.date", "the agreement to take the paper late", "the meeting"},
	{"exceptions.general.notified_on", "meeting.date", "the day of general exception", "the meeting"},
	{"exceptions.general.published_on", "meeting.date", "the notice of general exception",
		"the meeting"},
	{"exceptions.special_urgency.agreed_on", "meeting.date", "the agreement to special urgency",
		"the meeting"},
	{"private.notice", "meeting.date", "the notice of taking it in private", "the meeting"},
	{"private.notice", "private.notice_again", "the first notice of taking it in private",
		"the second"},
	{"private.notice_again", "meeting.date", "the second notice of taking it in private",
		"the meeting"},
	{"private.agreed_on", "meeting.date", "the agreement to take it in private", "the meeting"},
	{"dated", "meeting.date", "the date of the paper", "the meeting"},
	{"dated", "meeting.published", "the date of the paper", "the day of publication"},
};

static void check_order(const struct checking *what)
{
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const struct value *first = notice_day(what->paper, orders[i].first);
		const struct value *second = notice_day(what->paper, orders[i].second);
		if (!first || !second || first->date.days <= second->date.days)
			continue;
		struct finding *finding = diag_add(what->diags, FINDING_dates_out_of_order, first->place,
			arena_format(what->arena, "%s, %.*s,", orders[i].first_words,
				SPAN_ARG(check_long_date(what, first->date))),
			arena_format(what->arena, "%s, %.*s", orders[i].second_words,
				SPAN_ARG(check_long_date(what, second->date))),
			SPAN_NONE);
		finding->because = second->place;
	}
}

/* The same reference with another version is a new version of the same paper. */
static void check_supersedes(const struct checking *what)
{
	const struct value *older = paper_fact(what->paper, SPAN("supersedes"));
	const struct value *version = paper_fact(what->paper, SPAN("version"));
	const struct value *reference = paper_fact(what->paper, SPAN("reference"));
	const struct value *own = version ? version : reference;
	if (!older || !own || !older->text.length || !span_same(older->text, own->text))
		return;
	struct finding *finding = diag_add(what->diags, FINDING_supersedes_itself, older->place,
		older->text, span_of(version ? "version" : "reference"), SPAN_NONE);
	finding->because = own->place;
}

/* --- what the decision rests on */

static void check_value(const struct checking *what, const struct part *part,
	const struct value *value, const struct value *meeting)
{
	if (value->kind != VALUE_date || !value->right || value->date.days <= meeting->date.days)
		return;
	const struct house_part *house = house_part(what->house, part->decl->key);
	struct finding *finding = diag_add(what->diags, FINDING_dated_after_meeting, value->place,
		house ? check_part_name(what, house) : part->decl->key,
		check_long_date(what, value->date), check_long_date(what, meeting->date));
	finding->because = meeting->place;
}

static bool is_made_before(const struct checking *what, const struct part *part)
{
	const struct house_part *house = house_part(what->house, part->decl->key);
	return part->decl->kind == PART_clearances || (house && house->before_decision);
}

static void check_made_before(const struct checking *what)
{
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	for (size_t i = 0; meeting && i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (!is_made_before(what, part))
			continue;
		for (size_t k = 0; k < part->field_count; k++)
			check_value(what, part, &part->fields[k], meeting);
		for (size_t k = 0; k < part->item_count; k++)
			for (size_t v = 0; v < part->items[k].value_count; v++)
				check_value(what, part, &part->items[k].values[v], meeting);
	}
}

void check_days(const struct checking *what)
{
	check_papers(what);
	check_meeting(what);
	check_table_of_holidays(what);
	check_order(what);
	check_supersedes(what);
	check_made_before(what);
}
