/* Findings about single values: where exactly the fault is, and how to mend it. */
#include "paper/binding.h"

#include <string.h>

const struct binding *binding_of(const struct binder *binder)
{
	return binder->context;
}

void complain_shape(const struct binding *b, struct place place, struct span what,
	const char *expected, const struct node *typed)
{
	diag_add(b->binder.diags, FINDING_wrong_shape, place, what, span_of(expected),
		span_of(node_kind_name(typed->kind)));
}

void complain_missing(const struct binding *b, struct place place, struct span what,
	struct span key)
{
	diag_add(b->binder.diags, FINDING_missing_key, place, what, key, SPAN_NONE);
}

void complain_answer(const struct binding *b, struct place place, struct span typed,
	struct span name, const struct span *answers, size_t count)
{
	struct text list = {0};
	for (size_t i = 0; i < count; i++) {
		if (i)
			text_add_string(&list, i + 1 == count ? " or " : ", ");
		text_add(&list, answers[i]);
	}
	diag_add(b->binder.diags, FINDING_bad_answer, place, typed, name, text_span(&list));
	text_release(&list);
}

void complain_word(const struct binding *b, struct words typed, struct span name,
	const char *const *known)
{
	size_t count = 0;
	while (known[count])
		count++;
	struct span *words = ARENA_ARRAY(b->binder.arena, struct span, count + 1);
	for (size_t i = 0; i < count; i++)
		words[i] = span_of(known[i]);
	complain_answer(b, typed.place, typed.text, name, words, count);
}

struct place place_or_key(const struct node *value, struct place key)
{
	return value->place.to > value->place.from ? value->place : key;
}

/* --- characters that look like something else */

struct look_alike {
	uint32_t first, last;
	const char *name;
	const char *help;
};

#define WRITE_DIGITS "Write it with the digits 0 to 9."
#define DELETE_IT "Delete it: it cannot be seen, so delete and retype the characters on both sides."
static const struct look_alike look_alikes[] = {
	{0x00A0, 0x00A0, "no-break space", "Delete it; it often comes with text pasted from a web page."},
	{0x00AD, 0x00AD, "soft hyphen", DELETE_IT},
	{0x0660, 0x0669, "Arabic digit", WRITE_DIGITS},
	{0x06F0, 0x06F9, "Arabic digit", WRITE_DIGITS},
	{0x0966, 0x096F, "Devanagari digit", WRITE_DIGITS},
	{0x2000, 0x200A, "wide or thin space", "Delete it."},
	{0x200B, 0x200B, "zero width space", DELETE_IT},
	{0x200C, 0x200C, "zero width non-joiner", DELETE_IT},
	{0x200D, 0x200D, "zero width joiner", DELETE_IT},
	{0x2010, 0x2015, "long hyphen or dash", "Write an ordinary hyphen (-)."},
	{0x202A, 0x202E, "change of direction", DELETE_IT},
	{0x202F, 0x202F, "narrow no-break space", "Delete it; it often comes with text pasted from a web page."},
	{0x2060, 0x2060, "word joiner", DELETE_IT},
	{0x2066, 0x2069, "change of direction", DELETE_IT},
	{0x2212, 0x2212, "minus sign", "Write an ordinary hyphen (-) for minus, or put the amount in brackets."},
	{0x3000, 0x3000, "full-width space", "Delete it."},
	{0xFF10, 0xFF19, "full-width digit", WRITE_DIGITS},
	{0xFFE1, 0xFFE1, "full-width pound sign", "Write an ordinary pound sign."},
};

static const struct look_alike *look_alike_of(uint32_t point)
{
	for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
		if (point >= look_alikes[i].first && point <= look_alikes[i].last)
			return &look_alikes[i];
	return NULL;
}

/* The text is UTF-8: source/ has proved it. */
static uint32_t point_at(struct span text, size_t at, size_t *length)
{
	unsigned char lead = (unsigned char)text.at[at];
	*length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (*length > text.length - at)
		*length = text.length - at;
	if (*length == 1)
		return lead;
	uint32_t point = lead & (0xFFu >> (*length + 1));
	for (size_t i = 1; i < *length; i++)
		point = point << 6 | ((unsigned char)text.at[at + i] & 0x3Fu);
	return point;
}

static struct span point_name(const struct binding *b, uint32_t point)
{
	const struct look_alike *found = look_alike_of(point);
	return found ? arena_format(b->binder.arena, "U+%04X (%s)", (unsigned)point, found->name)
	             : arena_format(b->binder.arena, "U+%04X", (unsigned)point);
}

static bool is_unseen(uint32_t point)
{
	return (point >= 0x200B && point <= 0x200D) || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069);
}

/* The character as it stands in the file; a place that spells it by an escape is named whole. */
static struct place place_of_bytes(const struct binding *b, struct span bytes, struct place place)
{
	struct span raw = span_cut(b->binder.source->bytes, place.from, place.to);
	size_t at = span_find(raw, bytes);
	if (at == SIZE_MAX)
		return place;
	uint32_t from = place.from + (uint32_t)at;
	return (struct place){place.source, from, from + (uint32_t)bytes.length};
}

bool characters_are_plain(const struct binding *b, struct span text, struct place place)
{
	size_t length;
	for (size_t at = 0; at < text.length; at += length) {
		length = 1;
		if ((unsigned char)text.at[at] != 0xE2) /* all of them begin with it */
			continue;
		uint32_t point = point_at(text, at, &length);
		if (!is_unseen(point))
			continue;
		struct place exact = place_of_bytes(b, span_cut(text, at, at + length), place);
		diag_add(b->binder.diags, FINDING_bidi_override, exact, point_name(b, point), SPAN_NONE,
			SPAN_NONE);
		return false;
	}
	return true;
}

bool words_are_plain(const struct binding *b, struct span text, struct place place)
{
	size_t mark = span_find(text, SPAN("](#"));
	if (mark == SIZE_MAX)
		return characters_are_plain(b, text, place);
	size_t from = mark;
	while (from > 0 && text.at[from] != '[')
		from--;
	diag_add(b->binder.diags, FINDING_reference_in_name,
		place_of_bytes(b, span_cut(text, from, mark + 3), place), SPAN_NONE, SPAN_NONE, SPAN_NONE);
	return characters_are_plain(b, text, place);
}

bool id_is_good(const struct binding *b, struct span id, struct place place)
{
	if (id_is_right(id))
		return true;
	if (characters_are_plain(b, id, place))
		diag_add(b->binder.diags, FINDING_bad_id, place, id, SPAN_NONE, SPAN_NONE);
	return false;
}

/* The first character that is not ASCII (the pound sign of an amount apart): its offset. */
static size_t first_foreign(struct span text, size_t from)
{
	for (size_t at = from; at < text.length; at++) {
		if ((unsigned char)text.at[at] < 0x80)
			continue;
		if (!span_starts(span_cut(text, at, text.length), "£"))
			return at;
		at++;
	}
	return SIZE_MAX;
}

static struct finding *complain_character(const struct binding *b, enum finding_id id,
	const struct node *scalar, size_t at)
{
	size_t length;
	uint32_t point = point_at(scalar->text, at, &length);
	struct place place = place_in_scalar(b->binder.arena, b->binder.source, scalar, at, at + length);
	struct span name = point_name(b, point);
	struct span why = arena_join(b->binder.arena, SPAN(": it holds "), name);
	struct finding *f = diag_add(b->binder.diags, id, place, span_trim(scalar->text), why, SPAN_NONE);
	const struct look_alike *found = look_alike_of(point);
	if (found)
		f->help = arena_format(b->binder.arena, "The %s (U+%04X) cannot stand here. %s",
			found->name, (unsigned)point, found->help);
	return f;
}

void complain_money(const struct binding *b, const struct node *scalar, struct money_reading r)
{
	static const char *const reasons[] = {
		[MONEY_NOT_AN_AMOUNT] = "",
		[MONEY_BAD_GROUPS] = ": commas part groups of three digits",
		[MONEY_BAD_PENCE] = ": there are more decimals than pence",
	};
	struct diags *diags = b->binder.diags;
	struct span typed = span_trim(scalar->text);
	if (!characters_are_plain(b, scalar->text, scalar->place))
		return;
	if (r.fault == MONEY_TOO_LARGE) {
		diag_add(diags, FINDING_too_large, scalar->place, typed, SPAN_NONE, SPAN_NONE);
		return;
	}
	size_t foreign = first_foreign(scalar->text, 0);
	if (r.fault == MONEY_BAD_CHARACTER || (foreign != SIZE_MAX && r.fault == MONEY_NOT_AN_AMOUNT)) {
		complain_character(b, FINDING_bad_money, scalar,
			r.fault == MONEY_BAD_CHARACTER ? r.at : foreign);
		return;
	}
	size_t end = (size_t)(typed.at - scalar->text.at) + typed.length;
	while (r.at < end && is_blank(scalar->text.at[r.at]))
		r.at++;
	struct place place = r.at > 0 && r.at < end
		? place_in_scalar(b->binder.arena, b->binder.source, scalar, r.at, end)
		: scalar->place;
	diag_add(diags, FINDING_bad_money, place, typed, span_of(reasons[r.fault]), SPAN_NONE);
}

/* Whether only the order of the figures says which is the day: 03/04/2005 is two days. */
static bool is_two_days(struct span typed, struct date guess)
{
	bool in_figures = true, year_first = typed.length > 4;
	for (size_t i = 0; i < typed.length; i++) {
		in_figures = in_figures && !is_letter(typed.at[i]);
		year_first = year_first && (i > 3 || is_digit(typed.at[i]));
	}
	return in_figures && !year_first && guess.day <= 12 && guess.day != guess.month;
}

/* A weekday that the text begins with is that of the date, or there is none. */
static bool weekday_agrees(struct span typed, struct date date)
{
	const struct span name = span_of(weekday_name(date.weekday));
	size_t letters = 0;
	while (letters < typed.length && is_letter(typed.at[letters]))
		letters++;
	return letters == 0 || span_same_ignoring_case(span_cut(typed, 0, letters),
		span_cut(name, 0, letters < name.length ? letters : name.length));
}

/* The date in the form that is read: as help, and as an edit where the scalar stands in one line. */
static void offer_date(const struct binding *b, const struct node *scalar, struct finding *f)
{
	const struct span typed = span_trim(scalar->text);
	struct date guess;
	if (!date_guess(typed, &guess))
		return;
	struct text written = {0};
	date_write_iso(&written, guess);
	const struct span iso = arena_copy(b->binder.arena, text_span(&written));
	text_release(&written);
	const bool two_days = is_two_days(typed, guess);
	f->help = arena_format(b->binder.arena, two_days ? "Write %s if the day comes first." : "Write %s.",
		iso.at);
	const struct span raw =
		span_cut(b->binder.source->bytes, scalar->place.from, scalar->place.to);
	if (!b->data && scalar->place.source == b->binder.source->number &&
		!memchr(raw.at, '\n', raw.length) && !memchr(raw.at, '\r', raw.length))
		f->edit = (struct edit){scalar->place, iso,
			!two_days && weekday_agrees(typed, guess)};
}

void complain_date(const struct binding *b, const struct node *scalar, enum date_fault fault)
{
	static const enum finding_id ids[] = {
		[DATE_NOT_ISO] = FINDING_bad_date,
		[DATE_NO_SUCH_DAY] = FINDING_no_such_day,
		[DATE_OUT_OF_RANGE] = FINDING_year_out_of_range,
	};
	if (!characters_are_plain(b, scalar->text, scalar->place))
		return;
	size_t foreign = first_foreign(scalar->text, 0);
	if (fault == DATE_NOT_ISO && foreign != SIZE_MAX) {
		complain_character(b, FINDING_bad_date, scalar, foreign);
		return;
	}
	struct span typed = span_trim(scalar->text);
	struct finding *f = diag_add(b->binder.diags, ids[fault], scalar->place, typed, SPAN_NONE,
		SPAN_NONE);
	if (fault == DATE_NOT_ISO)
		offer_date(b, scalar, f);
}

void complain_number(const struct binding *b, const struct node *scalar)
{
	if (!characters_are_plain(b, scalar->text, scalar->place))
		return;
	size_t foreign = first_foreign(scalar->text, 0);
	if (foreign != SIZE_MAX) {
		complain_character(b, FINDING_bad_number, scalar, foreign);
		return;
	}
	diag_add(b->binder.diags, FINDING_bad_number, scalar->place, span_trim(scalar->text), SPAN_NONE,
		SPAN_NONE);
}
