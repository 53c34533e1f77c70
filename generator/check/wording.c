/*
 * How recommendations begin. They are copied into the minutes as they stand, after the lead-in, so
 * their first word has to fit it.
 */
#include "check/themes.h"

static struct span first_word(struct span plain)
{
	size_t from = 0;
	while (from < plain.length && is_punctuation(plain.at[from]))
		from++;
	size_t to = from;
	while (to < plain.length && !is_space(plain.at[to]))
		to++;
	return span_cut(plain, from, to);
}

static bool begins_with_capital(struct span word)
{
	return word.length && word.at[0] >= 'A' && word.at[0] <= 'Z';
}

static bool is_any(struct span plain)
{
	(void)plain;
	return true;
}

/* With a capital where the style has no lead for it to run on from. */
static bool is_to(struct span plain)
{
	return span_same_ignoring_case(first_word(plain), SPAN("to"));
}

static bool is_that(struct span plain)
{
	return span_same_ignoring_case(first_word(plain), SPAN("that"));
}

static bool is_bare(struct span plain)
{
	return !begins_with_capital(first_word(plain)) && !is_to(plain) && !is_that(plain);
}

/* Figures and letters beyond ASCII may begin a sentence too. */
static bool is_sentence(struct span plain)
{
	const struct span word = first_word(plain);
	const bool small = word.length && word.at[0] >= 'a' && word.at[0] <= 'z';
	return !small && (span_ends(plain, ".") || span_ends(plain, "!") || span_ends(plain, "?"));
}

static const struct form {
	bool (*fits)(struct span plain);
	const char *wanted, *help;
} forms[] = {
	[FORM_any] = {is_any, "", ""},
	[FORM_to] = {is_to, "\"to\" at the beginning", "Begin with \"to\": to approve the scheme."},
	[FORM_that] = {is_that, "\"that\" at the beginning",
		"Begin with \"that\": that the scheme be approved."},
	[FORM_bare] = {is_bare, "a verb in small letters at the beginning",
		"Begin with what is to be done: approve the scheme."},
	[FORM_sentence] = {is_sentence, "a whole sentence",
		"Begin with a capital letter and end with a full stop."},
};

static struct span without_dots(struct span lead)
{
	while (lead.length && !is_letter(lead.at[lead.length - 1]) &&
		!is_digit(lead.at[lead.length - 1]) && (lead.at[lead.length - 1] & 0x80) == 0)
		lead.length--;
	return lead;
}

static struct span last_word(struct span lead)
{
	lead = without_dots(lead);
	size_t from = lead.length;
	while (from > 0 && !is_space(lead.at[from - 1]))
		from--;
	return span_cut(lead, from, lead.length);
}

static bool begins_with(struct span plain, struct span words)
{
	return words.length && plain.length > words.length && is_space(plain.at[words.length]) &&
	       span_same_ignoring_case(span_cut(plain, 0, words.length), words);
}

/* The recommendation begins with the lead-in, or with whom it ends on: "THAT Cabinet" "Cabinet note",
 * whatever the capitals and the dots after it. */
static bool repeats(struct span plain, struct span lead)
{
	const struct span who = last_word(lead);
	return begins_with(plain, without_dots(lead)) ||
	       (begins_with_capital(who) && begins_with(plain, who));
}

/* "THAT Cabinet agree:" is a sentence that the author began: the author knows how it goes on. */
static bool is_begun(const struct part *part)
{
	const struct span word = last_word(part->lead.text);
	return word.length && word.at[0] >= 'a' && word.at[0] <= 'z';
}

static void check_one(const struct checking *what, const struct value *text, struct span plain,
	struct span lead, const struct form *form)
{
	if (repeats(plain, lead)) {
		diag_add(what->diags, FINDING_lead_in_twice, text->place, lead, SPAN_NONE, SPAN_NONE);
		return;
	}
	if (form->fits(plain))
		return;
	const struct span word = first_word(plain);
	diag_add(what->diags, FINDING_recommendation_form, text->place,
		arena_format(what->arena,
			"this recommendation begins with \"%.*s\"; the style wants %s",
			SPAN_ARG(word), form->wanted),
		span_of(form->help), SPAN_NONE);
}

void check_recommendations(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_recommendations)
			continue;
		const struct house_part *house = house_part(what->house, part->decl->key);
		if (!house)
			continue;
		const struct form *form = &forms[is_begun(part) ? FORM_any : house->form];
		const struct span lead = part->lead.text.length ? part->lead.text
								: check_words_of(what, house->lead);
		for (size_t k = 0; k < part->item_count; k++) {
			const struct value *text = record_value(&part->items[k], "text");
			const struct span plain =
				text ? check_plain(what, text->prose) : SPAN_NONE;
			if (plain.length)
				check_one(what, text, plain, lead, form);
		}
	}
}
