/*
 * Words that must not survive in a paper, wherever they stand in it: those of a council's Word form,
 * the style's own guidance, or one sentence of it, and what a scaffold tells its author.
 */
#include "check/themes.h"

#define SENTENCE_BYTES 20 /* a shorter one could be an officer's own */

/* One string to look for. Capitals are looked for as they are (XYZ), anything else in any case. */
struct needle {
	struct span text;
	bool any_case;
	bool of_form;                     /* a word of the form, not guidance */
	size_t second_word;               /* where it begins; 0: there is none */
	const struct house_text *instead; /* of a word of the form */
};

/* All of them at once: the first two bytes of a place tell which of them can stand there, mostly none. */
#define PAIRS 4096

struct candidate {
	uint32_t needle;
	uint32_t next; /* of the same pair, counted from 1; 0: the last */
};

struct search {
	const struct checking *what;
	struct needle *needles;
	size_t count, capacity;
	struct candidate *candidates;
	size_t candidate_count, candidate_capacity;
	uint32_t first[PAIRS]; /* candidate of a pair_of, counted from 1; 0: none */
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

static size_t pair_of(char first, char second)
{
	return ((size_t)(unsigned char)to_lower(first) * 61 + (unsigned char)to_lower(second)) % PAIRS;
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

/* Many begin with "The": the letter after the blank tells most of them apart. */
static bool differs_soon(const struct needle *needle, struct span text, size_t at)
{
	const size_t second = needle->second_word;
	return second && at + second < text.length && !is_space(text.at[at + second]) &&
	       to_lower(text.at[at + second]) != to_lower(needle->text.at[second]);
}

static size_t second_word_of(struct span text)
{
	size_t at = 0;
	while (at < text.length && !is_space(text.at[at]))
		at++;
	return at + 1 < text.length && !is_space(text.at[at + 1]) ? at + 1 : 0;
}

static void report(const struct search *search, const struct node *scalar, const struct needle *needle,
	size_t at, size_t end)
{
	const struct checking *what = search->what;
	const struct place place = place_in_scalar(what->arena, what->paper->source, scalar, at, end);
	diag_add(what->diags, FINDING_left_over, place,
		check_one_line(what, span_cut(scalar->text, at, end)),
		needle->of_form ? check_words_of(what, needle->instead)
				: SPAN("Delete it: it is the style's own guidance."), SPAN_NONE);
}

/* The longest needle that stands at `at`: the whole guidance rather than its first sentence. */
static const struct needle *longest_at(const struct search *search, struct span text, size_t at,
	uint32_t first, size_t *end)
{
	const struct needle *found = NULL;
	*end = 0;
	for (uint32_t next = first; next; next = search->candidates[next - 1].next) {
		const struct needle *needle = &search->needles[search->candidates[next - 1].needle];
		if (differs_soon(needle, text, at))
			continue;
		const size_t to = end_of(needle, text, at);
		if (to && to >= *end) { /* the last of two that are the same was added first */
			*end = to;
			found = needle;
		}
	}
	return found;
}

static void search_scalar(const struct search *search, const struct node *scalar)
{
	const struct span text = scalar->text;
	bool in_word = false;
	for (size_t i = 0; i < text.length; i++) { /* a NUL stands after the end */
		const bool was_in_word = in_word;
		in_word = is_letter(text.at[i]);
		if (in_word && was_in_word)
			continue;
		const uint32_t first = search->first[pair_of(text.at[i], text.at[i + 1])];
		if (!first)
			continue;
		size_t end;
		const struct needle *needle = longest_at(search, text, i, first, &end);
		if (!needle)
			continue;
		report(search, scalar, needle, i, end);
		i = end - 1;
		in_word = false; /* "[insert]text": what follows is looked at again */
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

static void add_candidate(struct search *search, size_t pair)
{
	ARENA_GROW(search->what->arena, search->candidates, search->candidate_count,
		search->candidate_capacity);
	search->candidates[search->candidate_count++] =
		(struct candidate){(uint32_t)search->count - 1, search->first[pair]};
	search->first[pair] = (uint32_t)search->candidate_count;
}

static void add_needle(struct search *search, struct needle needle)
{
	const struct span text = needle.text;
	if (!text.length)
		return;
	needle.any_case = has_small_letter(text);
	needle.second_word = second_word_of(text);
	ARENA_GROW(search->what->arena, search->needles, search->count, search->capacity);
	search->needles[search->count++] = needle;
	for (unsigned second = 0; second < 256 && text.length == 1; second++)
		add_candidate(search, pair_of(text.at[0], (char)second));
	if (text.length > 1)
		add_candidate(search, pair_of(text.at[0], text.at[1]));
}

/* Up to a full stop with a blank after it. */
static size_t sentence_length(struct span s)
{
	for (size_t i = 0; i + 1 < s.length; i++)
		if ((s.at[i] == '.' || s.at[i] == '!' || s.at[i] == '?') && is_space(s.at[i + 1]))
			return i + 1;
	return s.length;
}

/* The whole, and each of its sentences that says enough to be known again. */
/* Guidance that is only an example of a right answer ("Cabinet Member for Education") is no sentence,
 * and may well be what the paper has to say. */
static bool is_sentence(struct span s)
{
	return span_ends(s, ".") || span_ends(s, "!") || span_ends(s, "?");
}

static void add_guidance(struct search *search, struct span guidance)
{
	guidance = span_trim(guidance);
	if (guidance.length >= SENTENCE_BYTES && is_sentence(guidance))
		add_needle(search, (struct needle){.text = guidance});
	while (guidance.length) {
		const struct span sentence = span_cut(guidance, 0, sentence_length(guidance));
		if (sentence.length >= SENTENCE_BYTES && is_sentence(sentence))
			add_needle(search, (struct needle){.text = sentence});
		guidance = span_trim(span_cut(guidance, sentence.length, guidance.length));
	}
}

static void add_guidance_of_parts(struct search *search, const struct house *house)
{
	for (size_t i = 0; i < house->part_count; i++) {
		add_guidance(search, house->parts[i].guidance);
		for (size_t k = 0; k < house->parts[i].field_count; k++)
			add_guidance(search, house->parts[i].fields[k].guidance);
	}
}

static void search_for_all(struct search *search, const struct house *house)
{
	static const struct span notes[] = {
#define NOTE(name, sentence) {sentence, sizeof sentence - 1},
#include "base/notes.def"
#undef NOTE
	};
	for (size_t i = 0; i < house->leftover_count; i++)
		add_needle(search, (struct needle){.text = house->leftovers[i].answer, .of_form = true,
			.instead = house->leftovers[i].text});
	add_guidance_of_parts(search, house);
	for (size_t i = 0; i < house->fact_count; i++)
		add_guidance(search, house->facts[i].guidance);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		add_guidance(search, notes[i]);
}

void check_left_over(const struct checking *what)
{
	struct search search = {.what = what};
	search_for_all(&search, what->house);
	for (size_t i = 0; i < what->paper->root->count; i++) {
		const struct pair *pair = &what->paper->root->pairs[i];
		if (!span_is(pair->key->text, "note") && !span_is(pair->key->text, "waivers"))
			search_node(&search, pair->value);
	}
}
