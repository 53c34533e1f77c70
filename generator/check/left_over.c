/*
 * Words that must not survive in a paper, wherever they stand in it: those of a council's Word form,
 * the style's own guidance, or one sentence of it, and what a scaffold tells its author; and words that
 * a council asks its authors to avoid.
 */
#include "check/lexicon.h"

#include <limits.h>

#define SENTENCE_BYTES 20 /* a shorter one could be an officer's own */

/* One string to look for. Capitals are looked for as they are (XYZ), anything else in any case. */
struct needle {
	struct span text;
	bool any_case;
	enum finding_id finding;          /* left_over, or plainer_word */
	const struct house_text *instead; /* of a word of the form, or one to avoid; NULL: guidance */
};

/*
 * All of them at once: how a place begins tells which of them can stand there, mostly none. Of those of
 * four bytes or more its first four count, and, where the fourth is a blank ("The"), the one after it; of
 * the others, and of those with a blank sooner, the first two.
 */
#define BEGINNINGS 4096

struct candidate {
	uint32_t needle;
	uint32_t next; /* of the same beginning, counted from 1; 0: the last */
};

struct needles {
	struct arena *arena;
	struct needle *items;
	size_t count, capacity;
	struct candidate *candidates;
	size_t candidate_count, candidate_capacity;
	uint32_t first[BEGINNINGS];  /* candidate of a beginning, counted from 1; 0: none */
	uint32_t short_ones[BEGINNINGS]; /* of the first two bytes */
	bool begins[UCHAR_MAX + 1]; /* some needle begins with the byte */
};

struct search {
	const struct checking *what;
	const struct needles *needles;
};

static bool has_small_letter(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (s.at[i] >= 'a' && s.at[i] <= 'z')
			return true;
	return false;
}

static bool ends_in_a_word(struct span text)
{
	size_t at = text.length;
	while (at > 0 && ((unsigned char)text.at[--at] & 0xC0) == 0x80)
		;
	return text.length && check_is_of_a_word(text.at[at]);
}

/* "TBC" is not found in a longer word, nor "[insert" in "[insertion". */
static bool stands_alone(struct span text, size_t from, size_t to)
{
	const bool before = check_is_of_a_word(text.at[from]) && ends_in_a_word(span_cut(text, 0, from));
	const bool after = to < text.length && check_is_of_a_word(text.at[to]) &&
			   ends_in_a_word(span_cut(text, 0, to));
	return !before && !after;
}

/* "[Insert the minutes](minutes.pdf)" and "[Delete][1]" are links, with words of the author's. */
static bool is_link(struct span text, size_t at)
{
	size_t end = at;
	while (end < text.length && text.at[end] != ']')
		end++;
	return end + 1 < text.length && (text.at[end + 1] == '(' || text.at[end + 1] == '[');
}

static size_t pair_of(struct span text, size_t at)
{
	const char second = at + 1 < text.length && !is_space(text.at[at + 1]) ? text.at[at + 1] : ' ';
	return ((size_t)(unsigned char)to_lower(text.at[at]) << 5 ^ (unsigned char)to_lower(second)) %
	       BEGINNINGS;
}

/* The four that count; SIZE_MAX: the first two alone do. */
static size_t beginning_of(struct span text, size_t at)
{
	uint32_t key = 0;
	if (at + 4 > text.length)
		return SIZE_MAX;
	for (size_t i = 0; i < 3; i++) {
		if (is_space(text.at[at + i]))
			return SIZE_MAX;
		key = key << 8 | (unsigned char)to_lower(text.at[at + i]);
	}
	size_t last = at + 3;
	while (last + 1 < text.length && is_space(text.at[last]))
		last++;
	key = key << 8 | (unsigned char)to_lower(text.at[last]);
	key ^= last > at + 3 ? 0x80u : 0;
	return key * 2654435761u >> 20; /* 12 bits of Knuth's multiplication */
}

/* Where it ends when it stands at `at`, else 0. Lines may be broken elsewhere than the needle's. */
static size_t end_of(const struct needle *needle, struct span text, size_t at)
{
	const struct span wanted = needle->text;
	size_t to = at;
	for (size_t i = 0; i < wanted.length;) {
		if (to >= text.length)
			return 0;
		if (is_space(wanted.at[i]) && is_space(text.at[to])) {
			while (i < wanted.length && is_space(wanted.at[i]))
				i++;
			while (to < text.length && is_space(text.at[to]))
				to++;
			continue;
		}
		const bool same = needle->any_case ? to_lower(wanted.at[i]) == to_lower(text.at[to])
						   : wanted.at[i] == text.at[to];
		if (!same)
			return 0;
		i++, to++;
	}
	if (!stands_alone(text, at, to) || (wanted.at[0] == '[' && is_link(text, at)))
		return 0;
	return to;
}

static void report(const struct search *search, const struct node *scalar, const struct needle *needle,
	size_t at, size_t end)
{
	const struct checking *what = search->what;
	const struct place place = place_in_scalar(what->arena, what->paper->source, scalar, at, end);
	struct span help = needle->instead ? check_words_of(what, needle->instead)
					   : SPAN("Delete it: it is the style's own guidance.");
	if (needle->finding == FINDING_plainer_word)
		help = arena_format(what->arena, "Write \"%.*s\", or say it in other words.", SPAN_ARG(help));
	diag_add(what->diags, needle->finding, place,
		check_one_line(what, span_cut(scalar->text, at, end)), help, SPAN_NONE);
}

/* The longest of these that stands at `at`, and is longer than `*end` tells. */
static const struct needle *longest_of(const struct needles *needles, struct span text, size_t at,
	uint32_t first, size_t *end)
{
	const struct needle *found = NULL;
	for (uint32_t next = first; next; next = needles->candidates[next - 1].next) {
		const struct needle *needle = &needles->items[needles->candidates[next - 1].needle];
		const size_t to = end_of(needle, text, at);
		if (to && to >= *end) { /* the last of two that are the same was added first */
			*end = to;
			found = needle;
		}
	}
	return found;
}

/* The whole guidance rather than its first sentence. */
static const struct needle *longest_at(const struct needles *needles, struct span text, size_t at,
	size_t *end)
{
	const unsigned char byte = (unsigned char)text.at[at];
	*end = 0;
	if (!needles->begins[byte])
		return NULL;
	const struct needle *found =
		longest_of(needles, text, at, needles->short_ones[pair_of(text, at)], end);
	const size_t beginning = beginning_of(text, at);
	const struct needle *longer = beginning == SIZE_MAX ? NULL
		: longest_of(needles, text, at, needles->first[beginning], end);
	return longer ? longer : found;
}

/* Past the word at `at`, or the byte that is of none. */
static size_t after_word(struct span text, size_t at)
{
	if (!is_letter(text.at[at++]))
		return at;
	while (at < text.length && is_letter(text.at[at]))
		at++;
	return at;
}

static void search_scalar(const struct search *search, const struct node *scalar)
{
	const struct span text = scalar->text;
	const struct needles *needles = search->needles;
	for (size_t at = 0; at < text.length;) {
		size_t end;
		const struct needle *needle = longest_at(needles, text, at, &end);
		if (needle)
			report(search, scalar, needle, at, end);
		at = needle ? end : after_word(text, at); /* "[insert]text": what follows is looked at too */
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

/* --- what is looked for */

static void add_candidate(struct needles *needles, uint32_t *first)
{
	ARENA_GROW(needles->arena, needles->candidates, needles->candidate_count,
		needles->candidate_capacity);
	needles->candidates[needles->candidate_count++] =
		(struct candidate){(uint32_t)needles->count - 1, *first};
	*first = (uint32_t)needles->candidate_count;
}

static void add_needle(struct needles *needles, struct needle needle)
{
	const struct span text = needle.text;
	if (!text.length)
		return;
	needle.any_case = has_small_letter(text);
	ARENA_GROW(needles->arena, needles->items, needles->count, needles->capacity);
	needles->items[needles->count++] = needle;
	const unsigned char byte = (unsigned char)text.at[0];
	const bool both = needle.any_case && is_letter(text.at[0]);
	const size_t beginning = beginning_of(text, 0);
	needles->begins[byte] = needles->begins[both ? byte ^ 0x20u : byte] = true;
	if (beginning != SIZE_MAX) {
		add_candidate(needles, &needles->first[beginning]);
		return;
	}
	for (unsigned second = 0; second <= UCHAR_MAX && text.length == 1; second++)
		add_candidate(needles, &needles->short_ones[pair_of((struct span){
			(char[]){text.at[0], (char)second}, 2}, 0)]);
	if (text.length > 1)
		add_candidate(needles, &needles->short_ones[pair_of(text, 0)]);
}

/* Up to a full stop with a blank after it. */
static size_t sentence_length(struct span s)
{
	for (size_t i = 0; i + 1 < s.length; i++)
		if ((s.at[i] == '.' || s.at[i] == '!' || s.at[i] == '?') && is_space(s.at[i + 1]))
			return i + 1;
	return s.length;
}

/* Guidance that is only an example of a right answer ("Cabinet Member for Education") is no sentence,
 * and may well be what the paper has to say. */
static bool is_sentence(struct span s)
{
	return span_ends(s, ".") || span_ends(s, "!") || span_ends(s, "?");
}

/* The whole, and each of its sentences that says enough to be known again. */
static void add_guidance(struct needles *needles, struct span guidance)
{
	guidance = span_trim(guidance);
	if (guidance.length >= SENTENCE_BYTES && is_sentence(guidance))
		add_needle(needles, (struct needle){.text = guidance, .finding = FINDING_left_over});
	while (guidance.length) {
		const struct span sentence = span_cut(guidance, 0, sentence_length(guidance));
		if (sentence.length >= SENTENCE_BYTES && is_sentence(sentence))
			add_needle(needles, (struct needle){.text = sentence, .finding = FINDING_left_over});
		guidance = span_trim(span_cut(guidance, sentence.length, guidance.length));
	}
}

static void add_guidance_of_parts(struct needles *needles, const struct house *house)
{
	for (size_t i = 0; i < house->part_count; i++) {
		add_guidance(needles, house->parts[i].guidance);
		for (size_t k = 0; k < house->parts[i].field_count; k++)
			add_guidance(needles, house->parts[i].fields[k].guidance);
	}
}

struct needles *needles_of(struct arena *arena, const struct house *house)
{
	struct needles *needles = ARENA_NEW(arena, struct needles);
	needles->arena = arena;
	static const struct span notes[] = {
#define NOTE(name, sentence) {sentence, sizeof sentence - 1},
#include "base/notes.def"
#undef NOTE
	};
	for (size_t i = 0; i < house->leftover_count; i++)
		add_needle(needles, (struct needle){.text = house->leftovers[i].answer,
			.finding = FINDING_left_over, .instead = house->leftovers[i].text});
	for (size_t i = 0; i < house->plain_word_count; i++)
		add_needle(needles, (struct needle){.text = house->plain_words[i].answer,
			.finding = FINDING_plainer_word, .instead = house->plain_words[i].text});
	add_guidance_of_parts(needles, house);
	for (size_t i = 0; i < house->fact_count; i++)
		add_guidance(needles, house->facts[i].guidance);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		add_guidance(needles, notes[i]);
	return needles;
}

void check_left_over(const struct checking *what)
{
	const struct search search = {what, lexicon_needles(lexicon_of(what))};
	for (size_t i = 0; i < what->paper->root->count; i++) {
		const struct pair *pair = &what->paper->root->pairs[i];
		if (!span_is(pair->key->text, "note") && !span_is(pair->key->text, "waivers"))
			search_node(&search, pair->value);
	}
}
