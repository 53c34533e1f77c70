/* Words of a council's Word form that must not survive in a paper, wherever they stand in it. */
#include "check/themes.h"

#define GUIDANCE_BYTES 20 /* shorter guidance could be an officer's own words */

/* One string to look for. Capitals are looked for as they are (XYZ), anything else in any case. */
struct needle {
	struct span text;
	bool any_case;
	const struct house_text *instead; /* NULL: guidance of the style */
};

/* All of them at once: most places of a paper begin none, and a table of pairs of bytes tells. */
#define PAIRS 4096

struct search {
	const struct checking *what;
	const struct needle *needles;
	size_t count;
	bool begins[PAIRS]; /* by pair_of */
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

static size_t pair_of(char first, char second)
{
	return ((size_t)(unsigned char)to_lower(first) * 61 + (unsigned char)to_lower(second)) % PAIRS;
}

static bool stands_at(const struct needle *needle, struct span text, size_t at)
{
	const struct span here = span_cut(text, at, at + needle->text.length);
	const bool same = needle->any_case ? span_same_ignoring_case(here, needle->text)
					   : span_same(here, needle->text);
	return same && stands_alone(text, at, at + needle->text.length);
}

static void report(const struct search *search, const struct node *scalar, const struct needle *needle,
	size_t at)
{
	const struct checking *what = search->what;
	const size_t end = at + needle->text.length;
	const struct place place = place_in_scalar(what->arena, what->paper->source, scalar, at, end);
	diag_add(what->diags, FINDING_left_over, place, span_cut(scalar->text, at, end),
		needle->instead ? check_words_of(what, needle->instead)
				: SPAN("Delete it: it is the style's own guidance."), SPAN_NONE);
}

static void search_scalar(const struct search *search, const struct node *scalar)
{
	for (size_t i = 0; i < scalar->text.length; i++) { /* a NUL stands after the end */
		if (!search->begins[pair_of(scalar->text.at[i], scalar->text.at[i + 1])])
			continue;
		for (size_t n = 0; n < search->count; n++)
			if (stands_at(&search->needles[n], scalar->text, i))
				report(search, scalar, &search->needles[n], i);
	}
}

static void search_node(const struct search *search, const struct node *node)
{
	if (node->kind == NODE_scalar)
		search_scalar(search, node);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		search_node(search, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		if (!span_is(node->pairs[i].key->text, "note")) /* never printed */
			search_node(search, node->pairs[i].value);
}

static void add_needle(struct search *search, struct needle *needles, struct span text,
	const struct house_text *instead)
{
	if (!text.length)
		return;
	const bool any_case = has_small_letter(text);
	needles[search->count++] = (struct needle){text, any_case, instead};
	for (size_t second = 0; second < 256 && text.length == 1; second++)
		search->begins[pair_of(text.at[0], (char)second)] = true;
	if (text.length > 1)
		search->begins[pair_of(text.at[0], text.at[1])] = true;
}

static struct search search_for_all(const struct checking *what)
{
	const struct house *house = what->house;
	struct search search = {.what = what};
	struct needle *needles =
		ARENA_ARRAY(what->arena, struct needle, house->leftover_count + house->part_count);
	for (size_t i = 0; i < house->leftover_count; i++)
		add_needle(&search, needles, house->leftovers[i].answer, house->leftovers[i].text);
	for (size_t i = 0; i < house->part_count; i++)
		if (house->parts[i].guidance.length >= GUIDANCE_BYTES)
			add_needle(&search, needles, house->parts[i].guidance, NULL);
	search.needles = needles;
	return search;
}

void check_left_over(const struct checking *what)
{
	const struct search search = search_for_all(what);
	for (size_t i = 0; i < what->paper->root->count; i++) {
		const struct pair *pair = &what->paper->root->pairs[i];
		if (!span_is(pair->key->text, "note") && !span_is(pair->key->text, "waivers"))
			search_node(&search, pair->value);
	}
}
