/*
 * Clearances: a paper that goes to its meeting has been seen and cleared by those whom the council asks,
 * of which silence is no sign. By what words a status says so, or that it is waited for or refused, the
 * language says; the first of them in the status decides. Who must clear is `every` of the style, until
 * when its notice `clearances`.
 */
#include "check/phrases.h"

#include "settle/notice.h"

#include <inttypes.h>

enum clearing { CLEARING_unsaid, CLEARING_waiting, CLEARING_given, CLEARING_refused };

struct statuses {
	const struct phrases *waiting, *given, *refused;
	const struct phrases *asked; /* "sent": waiting where nothing else is said */
};

static enum clearing clearing_of(const struct statuses *statuses, struct span status)
{
	struct sentence s;
	sentence_read(status, 0, &s);
	for (size_t word = 0; word < s.count; word++) {
		if (phrases_at(&s, word, statuses->waiting))
			return CLEARING_waiting;
		if (phrases_at(&s, word, statuses->given))
			return CLEARING_given;
		if (phrases_at(&s, word, statuses->refused))
			return CLEARING_refused;
	}
	return phrases_within(&s, 0, s.count, statuses->asked) ? CLEARING_waiting : CLEARING_unsaid;
}

/* "Finance", or what is typed in its place. */
static struct span who(const struct record *clearance)
{
	const struct value *role = record_value(clearance, "role"), *name = record_value(clearance, "name");
	return check_is_given(role) ? role->text : check_is_given(name) ? name->text : SPAN("somebody");
}

static void check_status(const struct checking *what, const struct statuses *statuses,
	const struct record *clearance)
{
	const struct value *status = record_value(clearance, "status");
	const struct value *date = record_value(clearance, "date");
	if (!check_is_given(status)) {
		if (!check_is_given(date))
			diag_add(what->diags, FINDING_clearance_open, clearance->place, who(clearance),
				SPAN("neither a date nor a status is given"), SPAN_NONE);
		return;
	}
	const enum clearing clearing = clearing_of(statuses, status->text);
	const struct span said = arena_format(what->arena, "its status is \"%.*s\"",
		SPAN_ARG(check_one_line(what, status->text)));
	if (clearing == CLEARING_waiting)
		diag_add(what->diags, FINDING_clearance_open, status->place, who(clearance), said, SPAN_NONE);
	else if (clearing == CLEARING_refused)
		diag_add(what->diags, FINDING_clearance_refused, status->place, who(clearance), said,
			SPAN_NONE);
}

/* What was cleared after the meeting is said by days.c. */
static void check_day(const struct checking *what, const struct record *clearance)
{
	const struct house_notice *asked = &what->house->notice_clearances;
	const struct value *date = record_value(clearance, "date");
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	if (!asked->set || !meeting || !date || date->kind != VALUE_date || !date->right ||
		date->date.days > meeting->date.days)
		return;
	const struct calendar calendar = notice_calendar(what->house);
	const int32_t given = clear_days(&calendar, date->date, meeting->date, asked->working);
	if (given >= (int32_t)asked->days)
		return;
	const struct date latest = clear_days_before(&calendar, meeting->date, asked->days, asked->working);
	struct finding *finding = diag_add(what->diags, FINDING_clearance_late, date->place, who(clearance),
		check_long_date(what, date->date), check_clear_days(what, given, asked->working));
	finding->because = meeting->place;
	finding->help = arena_format(what->arena,
		"The council asks for %" PRIu32 ", so the last day was %.*s: correct the date, or say with a "
		"waiver who agreed to it.",
		asked->days, SPAN_ARG(check_long_date(what, latest)));
}

void check_clearances(const struct checking *what)
{
	struct lexicon *lexicon = NULL;
	struct statuses statuses = {0};
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_clearances || part->none || part->empty)
			continue;
		if (!lexicon) {
			lexicon = lexicon_of(what);
			statuses = (struct statuses){lexicon_numbered(lexicon, "clearance_waiting"),
				lexicon_numbered(lexicon, "clearance_given"),
				lexicon_numbered(lexicon, "clearance_refused"),
				lexicon_numbered(lexicon, "clearance_asked")};
		}
		for (size_t k = 0; k < part->item_count; k++) {
			check_status(what, &statuses, &part->items[k]);
			check_day(what, &part->items[k]);
		}
	}
}
