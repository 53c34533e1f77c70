/* Key decisions: what the style says makes one, and the notice that one needs. */
#include "check/themes.h"

#include "settle/notice.h"

#include <inttypes.h>

enum key { KEY_unknown, KEY_no, KEY_yes };

static enum key is_key(const struct checking *what)
{
	const struct answer answer = what->asker.answer(what->asker.of, SPAN("key_decision"));
	if (!answer.given || !answer.text.length)
		return KEY_unknown;
	return span_same_ignoring_case(answer.text, SPAN("no")) ? KEY_no : KEY_yes;
}

static const struct value *value_of_decision(const struct checking *what)
{
	static const char *const names[] = {"value", "key_decision.value"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct value *value = paper_fact(what->paper, span_of(names[i]));
		if (value && value->kind == VALUE_money && value->right)
			return value;
	}
	return NULL;
}

/* A saving is as significant as what is spent. */
static void check_value(const struct checking *what)
{
	const struct value *value = value_of_decision(what);
	const int64_t threshold = what->house->key_threshold;
	if (!value || threshold <= 0)
		return;
	const int64_t size = value->amount < 0 ? -value->amount : value->amount;
	if (size >= threshold)
		diag_add(what->diags, FINDING_key_by_value, value->place, check_money(what, value->amount),
			check_money(what, threshold), SPAN_NONE);
}

/* Wards named one by one; "All" and "Countywide" name none. */
static void check_wards(const struct checking *what)
{
	const struct value *wards = paper_fact(what->paper, SPAN("wards"));
	const uint32_t from = what->house->key_wards;
	if (wards && from > 1 && wards->list_count >= from)
		diag_add(what->diags, FINDING_key_by_wards, wards->place,
			arena_format(what->arena, "%zu", wards->list_count),
			arena_format(what->arena, "%" PRIu32, from), SPAN_NONE);
}

/* --- notice */

static struct place place_of_key(const struct checking *what)
{
	static const char *const names[] = {"key_decision", "key_decision.reason"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct value *value = paper_fact(what->paper, span_of(names[i]));
		if (value)
			return value->place;
	}
	return what->paper->start;
}

static void report_short(const struct checking *what, const struct value *notice,
	const struct value *meeting, int32_t given)
{
	const struct house_notice *asked = &what->house->notice_key_decision;
	const struct calendar calendar = notice_calendar(what->house);
	struct finding *finding = diag_add(what->diags, FINDING_key_notice_short, notice->place,
		check_long_date(what, notice->date), check_clear_days(what, given, asked->working),
		arena_format(what->arena, "%" PRIu32 " %s needed", asked->days,
			asked->days == 1 ? "is" : "are"));
	const struct date earliest = clear_days_after(&calendar, notice->date, asked->days,
		asked->working);
	finding->because = meeting->place;
	finding->help = arena_format(what->arena,
		"Decide it on %.*s or later, or say under `exceptions:` how it is excepted, by general "
		"exception or special urgency.",
		SPAN_ARG(check_long_date(what, earliest)));
}

static void check_notice(const struct checking *what)
{
	const struct house_notice *asked = &what->house->notice_key_decision;
	const struct value *typed = paper_fact(what->paper, SPAN("key_decision.notice"));
	const struct value *notice = notice_day(what->paper, "key_decision.notice");
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	if (!asked->set)
		return;
	const struct calendar calendar = notice_calendar(what->house);
	/* days.c has those that are out of order */
	const bool counted = notice && meeting && notice->date.days <= meeting->date.days;
	const int32_t given = counted
		? clear_days(&calendar, notice->date, meeting->date, asked->working) : 0;
	if (counted && given >= (int32_t)asked->days) {
		check_needless_exceptions(what, arena_format(what->arena, "its notice leaves %.*s",
			SPAN_ARG(check_clear_days(what, given, asked->working))));
		return;
	}
	if (check_exceptions(what))
		return;
	if (!typed)
		diag_add(what->diags, FINDING_key_notice_missing, place_of_key(what),
			what->asker.answer(what->asker.of, SPAN("key_decision")).text, SPAN_NONE,
			SPAN_NONE);
	if (counted)
		report_short(what, notice, meeting, given);
}

void check_key_decision(const struct checking *what)
{
	const enum key key = is_key(what);
	if (key == KEY_yes) {
		check_notice(what);
	} else if (key == KEY_no) {
		check_value(what);
		check_wards(what);
		if (what->house->notice_key_decision.set)
			check_needless_exceptions(what, SPAN("the decision is not key"));
	}
}
