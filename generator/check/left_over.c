/* Words of a council's Word form that must not survive in a paper, wherever they stand in it. */
#include "check/themes.h"

#define GUIDANCE_BYTES 20 /* shorter guidance could be an officer's own words */

struct search {
	const struct checking *what;
	const struct node *scalar;
};

static bool has_small_letter(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (s.at[i] >= 'a' && s.at[i] <= 'z')
			return true;
	return false;
}

static bool is_of_a_word(char c)
{
	return is_letter(c) || is_digit(c) || (c & 0x80);
}

/* "TBC" is not found in a longer word, nor "[insert" in "[insertion". */
static bool stands_alone(struct span text, size_t from, size_t to)
{
	const bool before = from > 0 && is_of_a_word(text.at[from]) && is_of_a_word(text.at[from - 1]);
	const bool after = to < text.length && is_of_a_word(text.at[to - 1]) &&
			   is_of_a_word(text.at[to]);
	return !before && !after;
}

/* Capitals are looked for as they are (XYZ); anything else whatever its capitals. */
static size_t find_from(struct span text, struct span needle, size_t from, bool any_case)
{
	for (size_t i = from; i + needle.length <= text.length; i++) {
		const struct span here = span_cut(text, i, i + needle.length);
		if (any_case ? span_same_ignoring_case(here, needle) : span_same(here, needle))
			if (stands_alone(text, i, i + needle.length))
				return i;
	}
	return SIZE_MAX;
}

static void look_for(const struct search *search, struct span needle, struct span help)
{
	const struct checking *what = search->what;
	const struct span text = search->scalar->text;
	const bool any_case = has_small_letter(needle);
	size_t at = needle.length ? find_from(text, needle, 0, any_case) : SIZE_MAX;
	while (at != SIZE_MAX) {
		const size_t end = at + needle.length;
		const struct place place = place_in_scalar(what->arena, what->paper->source,
			search->scalar, at, end);
		diag_add(what->diags, FINDING_left_over, place, span_cut(text, at, end), help,
			SPAN_NONE);
		at = find_from(text, needle, end, any_case);
	}
}

static void search_scalar(const struct search *search)
{
	const struct house *house = search->what->house;
	for (size_t i = 0; i < house->leftover_count; i++)
		look_for(search, house->leftovers[i].answer,
			check_words_of(search->what, house->leftovers[i].text));
	for (size_t i = 0; i < house->part_count; i++)
		if (house->parts[i].guidance.length >= GUIDANCE_BYTES)
			look_for(search, house->parts[i].guidance,
				SPAN("Delete it: it is the style's own guidance."));
}

static void search_node(const struct checking *what, const struct node *node)
{
	if (node->kind == NODE_scalar)
		search_scalar(&(struct search){what, node});
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		search_node(what, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		if (!span_is(node->pairs[i].key->text, "note")) /* never printed */
			search_node(what, node->pairs[i].value);
}

void check_left_over(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->root->count; i++) {
		const struct pair *pair = &what->paper->root->pairs[i];
		if (!span_is(pair->key->text, "note") && !span_is(pair->key->text, "waivers"))
			search_node(what, pair->value);
	}
}
