/*
 * What the marks of exempt matter say: paragraphs that the nation has, the public interest, and the
 * notices of a meeting in private (regulation 5 of SI 2012/2089). A paper with such a mark is refused,
 * and these findings stand in what must not be quoted: their arguments are numbers and dates alone.
 */
#include "check/themes.h"

#include "settle/notice.h"

#include <inttypes.h>

static void tell_all(const struct checking *what, enum finding_id id, struct place place,
	struct span one, struct span two, struct span three)
{
	diag_add(what->diags, id, place, one, two, three)->told = true;
}

static void tell(const struct checking *what, enum finding_id id, struct place place, struct span one,
	struct span two)
{
	tell_all(what, id, place, one, two, SPAN_NONE);
}

/* "3", "18A"; absent when the mark is `no`, or what paper/exempt.c calls unclear. */
static struct span paragraph_of(const struct node *mark)
{
	const struct node *typed = mark->kind == NODE_mapping ? node_get(mark, "paragraph") : mark;
	if (!typed || typed->kind != NODE_scalar)
		return SPAN_NONE;
	const struct span text = span_trim(typed->text);
	size_t digits = 0;
	while (digits < text.length && is_digit(text.at[digits]))
		digits++;
	const bool letter = digits + 1 == text.length && text.at[digits] >= 'A' && text.at[digits] <= 'Z';
	const bool number = digits > 0 && digits <= 2 && text.at[0] != '0';
	return number && (digits == text.length || letter) ? text : SPAN_NONE;
}

static const struct house_exempt_paragraph *paragraph_in(const struct house_exempt_paragraph *paragraphs,
	size_t count, struct span number)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(paragraphs[i].number, number))
			return &paragraphs[i];
	return NULL;
}

static bool is_known(const struct house_exempt *exempt, struct span paragraph)
{
	return exempt->paragraph_count == 0 ||
	       paragraph_in(exempt->paragraphs, exempt->paragraph_count, paragraph);
}

/* What the paragraph does not cover: said once of each, where it is first relied on. */
static void check_exception(const struct checking *what, struct span paragraph, struct place place)
{
	const struct house_exempt *exempt = &what->house->exempt;
	const struct house_exempt_paragraph *unless =
		paragraph_in(exempt->unless, exempt->unless_count, paragraph);
	for (size_t i = 0; i < what->diags->count; i++)
		if (what->diags->items[i].id == FINDING_exempt_unless &&
			span_same(what->diags->items[i].arguments[0], paragraph))
			return;
	if (unless)
		tell(what, FINDING_exempt_unless, place, paragraph,
			check_words_of(what, unless->description));
}

/* "12 to 18": of the style, in its order. */
static struct span known_paragraphs(const struct checking *what)
{
	const struct house_exempt *exempt = &what->house->exempt;
	return arena_format(what->arena, "%.*s to %.*s", SPAN_ARG(exempt->paragraphs[0].number),
		SPAN_ARG(exempt->paragraphs[exempt->paragraph_count - 1].number));
}

static bool says_interest(const struct node *mark)
{
	const struct node *typed = mark->kind == NODE_mapping ? node_get(mark, "public_interest") : NULL;
	for (size_t i = 0; typed && typed->kind == NODE_scalar && i < typed->text.length; i++)
		if (is_letter(typed->text.at[i]))
			return true;
	return false;
}

static void check_mark(const struct checking *what, const struct node *mark, struct span paragraph)
{
	if (!is_known(&what->house->exempt, paragraph))
		tell(what, FINDING_exempt_paragraph_unknown, mark->place, paragraph,
			known_paragraphs(what));
	if (!says_interest(mark))
		tell(what, FINDING_exempt_no_interest, mark->place, paragraph, SPAN_NONE);
	check_exception(what, paragraph, mark->place);
}

/* The place of the first mark; no place where there is none. */
static struct place check_marks(const struct checking *what, const struct node *node)
{
	struct place first = PLACE_NONE;
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++) {
		const struct place place = check_marks(what, node->items[i]);
		first = first.source ? first : place;
	}
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++) {
		const struct node *value = node->pairs[i].value;
		if (!span_is(node->pairs[i].key->text, "exempt")) {
			const struct place place = check_marks(what, value);
			first = first.source ? first : place;
			continue;
		}
		const struct span paragraph = paragraph_of(value);
		if (!paragraph.length)
			continue;
		check_mark(what, value, paragraph);
		first = first.source ? first : value->place;
	}
	return first;
}

/* --- the notices of a meeting in private */

static void check_notice(const struct checking *what, const struct house_notice *asked,
	const char *name, struct span which, struct place mark)
{
	const struct value *typed = paper_fact(what->paper, span_of(name));
	const struct value *notice = notice_day(what->paper, name);
	const struct value *meeting = notice_day(what->paper, "meeting.date");
	if (!asked->set)
		return;
	if (!typed)
		tell(what, FINDING_private_notice_missing, mark, which, SPAN_NONE);
	if (!notice || !meeting || notice->date.days > meeting->date.days)
		return; /* days.c has those that are out of order */
	const struct calendar calendar = notice_calendar(what->house);
	const int32_t given = clear_days(&calendar, notice->date, meeting->date, asked->working);
	if (given >= (int32_t)asked->days)
		return;
	const struct date earliest = clear_days_after(&calendar, notice->date, asked->days,
		asked->working);
	struct finding *finding = diag_add(what->diags, FINDING_private_notice_short, notice->place,
		check_long_date(what, notice->date), check_clear_days(what, given, asked->working),
		arena_format(what->arena, "%" PRIu32 " %s needed", asked->days,
			asked->days == 1 ? "is" : "are"));
	finding->told = true;
	finding->because = meeting->place;
	finding->help = arena_format(what->arena,
		"Take it on %.*s or later, or say under `private.agreed_by` who agreed that it is taken "
		"without.", SPAN_ARG(check_long_date(what, earliest)));
}

/* The second notice says what was said against the first, and what is answered. */
static void check_answer(const struct checking *what)
{
	const struct value *again = paper_fact(what->paper, SPAN("private.notice_again"));
	const struct value *said = paper_fact(what->paper, SPAN("private.representations"));
	if (again && !said)
		tell_all(what, FINDING_private_incomplete, again->place, SPAN("the second notice"),
			SPAN("whether anything was said against taking it in private"),
			SPAN("`private.representations:`, or `none` there"));
	if (check_is_given(said) && !check_is_given(paper_fact(what->paper, SPAN("private.response"))))
		tell_all(what, FINDING_private_incomplete, said->place, SPAN("the second notice"),
			SPAN("what was answered to those who are against taking it in private"),
			SPAN("`private.response:`"));
}

void check_exempt(const struct checking *what)
{
	const struct place mark = check_marks(what, what->paper->root);
	const struct value *agreed = paper_fact(what->paper, SPAN("private.agreed_by"));
	if (!mark.source)
		return;
	if (check_is_given(agreed)) {
		if (!paper_fact(what->paper, SPAN("private.agreed_on")))
			tell_all(what, FINDING_private_incomplete, agreed->place,
				SPAN("the agreement to take it in private"),
				SPAN("on which day it was given"), SPAN("`private.agreed_on:`"));
		return;
	}
	if (what->house->notice_private_again.set)
		check_answer(what);
	check_notice(what, &what->house->notice_private, "private.notice", SPAN("first"), mark);
	check_notice(what, &what->house->notice_private_again, "private.notice_again", SPAN("second"),
		mark);
}
