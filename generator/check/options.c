/*
 * At most one option is the preferred one. Where a style asks for it (both rules are off until it does):
 * one is, and one is to do nothing, or to carry on as now.
 */
#include "check/lexicon.h"

/* At most so many words of a language for doing nothing. */
static void check_preferred(const struct checking *what, const struct part *part)
{
	const struct value *first = NULL, *second = NULL;
	size_t preferred = 0;
	for (size_t i = 0; i < part->item_count; i++) {
		const struct value *value = record_value(&part->items[i], "preferred");
		if (!value || !value->right || !value->yes)
			continue;
		preferred++;
		if (!first)
			first = value;
		else if (!second)
			second = value;
	}
	if (!first && part->item_count)
		diag_add(what->diags, FINDING_no_preferred_option, part->place, SPAN_NONE, SPAN_NONE,
			SPAN_NONE);
	if (!second)
		return;
	struct finding *finding = diag_add(what->diags, FINDING_one_preferred, second->place,
		arena_format(what->arena, "%zu", preferred), SPAN_NONE, SPAN_NONE);
	finding->because = first->place;
}

/* --- to do nothing, in the words of the language */

static bool is_of_a_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool has_words_at(struct span text, size_t at, struct span words)
{
	const size_t end = at + words.length;
	return end <= text.length && span_same_ignoring_case(span_cut(text, at, end), words) &&
	       (at == 0 || !is_of_a_word(text.at[at - 1])) &&
	       (end == text.length || !is_of_a_word(text.at[end]));
}

/* "keep ..." stands at the beginning; anything else anywhere, as whole words. */
static bool says(struct span text, struct span words)
{
	if (span_ends(words, "..."))
		return has_words_at(text, 0, span_trim(span_cut(words, 0, words.length - 3)));
	for (size_t at = 0; words.length && at + words.length <= text.length; at++)
		if (has_words_at(text, at, words))
			return true;
	return false;
}

static bool is_to_do_nothing(const struct checking *what, const struct record *option)
{
	const struct value *value = record_value(option, "option");
	if (!value)
		return false;
	const struct span text = value->prose ? check_plain(what, value->prose) : span_trim(value->text);
	const struct phrases *ways = lexicon_numbered(lexicon_of(what), "do_nothing");
	for (size_t i = 0; i < ways->count; i++)
		if (says(text, ways->items[i]))
			return true;
	return false;
}

static void check_do_nothing(const struct checking *what, const struct part *part)
{
	for (size_t i = 0; i < part->item_count; i++)
		if (is_to_do_nothing(what, &part->items[i]))
			return;
	if (part->item_count)
		diag_add(what->diags, FINDING_no_do_nothing, part->place, SPAN_NONE, SPAN_NONE, SPAN_NONE);
}

void check_options(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_options)
			continue;
		check_preferred(what, part);
		check_do_nothing(what, part);
	}
}
