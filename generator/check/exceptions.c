/*
 * What excepts a key decision from its notice: general exception and special urgency (regulations 10
 * and 11 of SI 2012/2089), each with the particulars that show it was done. The days that general
 * exception asks for are the style's, and so are the posts of those who may agree to urgency.
 */
#include "check/themes.h"

#include "settle/notice.h"

#include <inttypes.h>

#define PARTICULARS 4

struct exception {
	const char *name; /* in a list of names */
	const char *key;  /* below `exceptions` */
	struct {
		const char *key, *says;
	} particulars[PARTICULARS];
};
static const struct exception known[] = {
	{"general exception", "general",
		{{"notified_to", "who was told"}, {"notified_on", "on which day they were told"},
			{"published_on", "on which day the notice was published"},
			{"reason", "why the full notice could not be given"}}},
	{"special urgency", "special_urgency",
		{{"agreed_by", "who agreed"}, {"role", "what they are chair of"},
			{"agreed_on", "on which day they agreed"},
			{"reason", "why the decision is urgent and cannot be put off"}}},
};
#define KNOWN (sizeof known / sizeof *known)

static const struct value *particular(const struct checking *what, const struct exception *exception,
	size_t i)
{
	const struct span name = arena_format(what->arena, "exceptions.%s.%s", exception->key,
		exception->particulars[i].key);
	return paper_fact(what->paper, name);
}

/* The key of the block; no place where there is none. */
static struct place place_of_block(const struct checking *what, const struct exception *exception)
{
	const struct node *blocks = node_get(what->paper->root, "exceptions");
	for (size_t i = 0; blocks && blocks->kind == NODE_mapping && i < blocks->count; i++)
		if (span_is(blocks->pairs[i].key->text, exception->key))
			return blocks->pairs[i].key->place;
	return PLACE_NONE;
}

static struct place place_in_list(const struct checking *what, const struct exception *exception)
{
	const struct value *list = paper_fact(what->paper, SPAN("exceptions"));
	for (size_t i = 0; list && i < list->list_count; i++)
		if (span_same_ignoring_case(list->list[i].text, span_of(exception->name)))
			return list->list[i].place;
	return PLACE_NONE;
}

/* A rule that this program has no particulars of is the author's word. */
static bool names_another(const struct checking *what)
{
	const struct value *list = paper_fact(what->paper, SPAN("exceptions"));
	for (size_t i = 0; list && !list->none && i < list->list_count; i++) {
		bool one_of_them = false;
		for (size_t k = 0; k < KNOWN; k++)
			one_of_them = one_of_them ||
				      span_same_ignoring_case(list->list[i].text, span_of(known[k].name));
		if (!one_of_them)
			return true;
	}
	return false;
}

/* --- the clear days of general exception */

struct count {
	const struct value *published, *meeting;
	int32_t given;
	bool is_short;
};

static struct count count_days(const struct checking *what, const struct exception *exception)
{
	const struct house_notice *asked = &what->house->notice_general_exception;
	struct count c = {.published = notice_day(what->paper, "exceptions.general.published_on"),
		.meeting = notice_day(what->paper, "meeting.date")};
	if (exception != known || !asked->set || !c.published || !c.meeting ||
		c.published->date.days > c.meeting->date.days) /* days.c has those out of order */
		return c;
	const struct calendar calendar = notice_calendar(what->house);
	c.given = clear_days(&calendar, c.published->date, c.meeting->date, asked->working);
	c.is_short = c.given < (int32_t)asked->days;
	return c;
}

static void report_short(const struct checking *what, const struct count *count)
{
	const struct house_notice *asked = &what->house->notice_general_exception;
	const struct calendar calendar = notice_calendar(what->house);
	struct finding *finding = diag_add(what->diags, FINDING_exception_short, count->published->place,
		check_long_date(what, count->published->date),
		check_clear_days(what, count->given, asked->working),
		arena_format(what->arena, "%" PRIu32 " %s needed", asked->days,
			asked->days == 1 ? "is" : "are"));
	const struct date earliest = clear_days_after(&calendar, count->published->date, asked->days,
		asked->working);
	finding->because = count->meeting->place;
	finding->help = arena_format(what->arena,
		"Decide it on %.*s or later, or say under `exceptions.special_urgency` who agreed that it "
		"cannot wait.", SPAN_ARG(check_long_date(what, earliest)));
}

/* --- the rules */

static bool is_whole(const struct checking *what, const struct exception *exception)
{
	for (size_t i = 0; i < PARTICULARS; i++) {
		const struct value *value = particular(what, exception, i);
		if (!check_is_given(value) || !value->right)
			return false;
	}
	return !count_days(what, exception).is_short;
}

static void report_block(const struct checking *what, const struct exception *exception,
	struct place place)
{
	for (size_t i = 0; i < PARTICULARS; i++)
		if (!check_is_given(particular(what, exception, i)))
			diag_add(what->diags, FINDING_exception_incomplete, place,
				span_of(exception->name), span_of(exception->particulars[i].says),
				arena_format(what->arena, "`%s:`", exception->particulars[i].key));
	const struct count count = count_days(what, exception);
	if (count.is_short)
		report_short(what, &count);
}

/* Named and no more. */
static void report_name(const struct checking *what, const struct exception *exception,
	struct place place)
{
	struct text says = {0}, keys = {0};
	for (size_t i = 0; i < PARTICULARS; i++) {
		const char *join = i == 0 ? "" : i + 1 == PARTICULARS ? " and " : ", ";
		text_format(&says, "%s%s", join, exception->particulars[i].says);
		text_format(&keys, "%s%s", i ? ", " : "", exception->particulars[i].key);
	}
	diag_add(what->diags, FINDING_exception_incomplete, place, span_of(exception->name),
		arena_copy(what->arena, text_span(&says)),
		arena_format(what->arena, "`exceptions: {%s: ...}` with %.*s", exception->key,
			SPAN_ARG(text_span(&keys))));
	text_release(&says);
	text_release(&keys);
}

bool check_exceptions(const struct checking *what)
{
	bool whole = names_another(what), any = whole;
	for (size_t i = 0; i < KNOWN; i++) {
		const bool block = place_of_block(what, &known[i]).source;
		any = any || block || place_in_list(what, &known[i]).source;
		whole = whole || (block && is_whole(what, &known[i]));
	}
	for (size_t i = 0; !whole && i < KNOWN; i++) {
		const struct place block = place_of_block(what, &known[i]);
		const struct place named = place_in_list(what, &known[i]);
		if (block.source)
			report_block(what, &known[i], block);
		else if (named.source)
			report_name(what, &known[i], named);
	}
	return any;
}

void check_needless_exceptions(const struct checking *what, struct span because)
{
	for (size_t i = 0; i < KNOWN; i++) {
		struct place place = place_of_block(what, &known[i]);
		if (!place.source)
			place = place_in_list(what, &known[i]);
		if (place.source)
			diag_add(what->diags, FINDING_exception_needless, place,
				span_of(known[i].name), because, SPAN_NONE);
	}
}
