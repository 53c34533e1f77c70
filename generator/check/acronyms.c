/*
 * Acronyms that a paper never spells out. Members and the public read papers of every department: no
 * reader knows the letters of all of them. What everybody knows is a list of the language
 * (`known_acronyms`), which a council makes its own.
 */
#include "check/lexicon.h"

#include "base/limits.h"

#include <string.h>

#define LETTERS_LEAST 2u
#define LETTERS_MOST 6u
#define IN_CAPITALS 3u /* so many words in capitals on end are shouting, not acronyms */

struct acronym {
	struct span letters;
	const struct node *scalar; /* where it stands first */
	size_t from, to;
	uint32_t uses;
	bool explained;
};

struct acronyms {
	const struct checking *what;
	const struct phrases *known;
	struct acronym *items;
	size_t count, capacity;
};

/* --- one word of a text */

/* MTFS of "the MTFS's target" and "two PCTs"; absent: no acronym begins at the byte. */
static struct span letters_at(struct span text, size_t at)
{
	size_t end = at;
	while (end < text.length && is_capital(text.at[end]))
		end++;
	const struct span letters = span_cut(text, at, end);
	if (letters.length < LETTERS_LEAST || letters.length > LETTERS_MOST)
		return SPAN_NONE;
	const char next = end < text.length ? text.at[end] : ' ';
	const bool plural = next == 's' && (end + 1 >= text.length || !is_letter(text.at[end + 1]));
	if ((is_letter(next) && !plural) || is_digit(next) || next == '_' || next == '@' ||
		(unsigned char)next >= 0xC3)
		return SPAN_NONE;
	return letters;
}

/* References and addresses: "BEN/2005/1", "SI 2012/2089", "a.PDF", "C4-XX". */
static bool is_in_reference(struct span text, size_t from, size_t to)
{
	const char before = from ? text.at[from - 1] : ' ', after = to < text.length ? text.at[to] : ' ';
	const char further = to + 1 < text.length ? text.at[to + 1] : ' ';
	size_t word = from;
	while (word > 0 && !is_space(text.at[word - 1]))
		word--;
	const struct span begun = span_cut(text, word, from);
	if (span_find(begun, SPAN("://")) != SIZE_MAX || span_find(begun, SPAN("<")) != SIZE_MAX)
		return true;
	if (is_digit(before) || (before && strchr("._@#$=&", before)) || after == '&')
		return true;
	if ((before == '/' || before == '-') && from >= 2 && !is_letter(text.at[from - 2]))
		return true;
	if (before == ' ' && from >= 2 && is_digit(text.at[from - 2])) /* Ward 3 AB */
		return true;
	if (after == '.' && is_letter(further))
		return true;
	return (after == '/' || after == '-' || after == '.' || is_space(after)) && is_digit(further);
}

/* XX: left over from a form, which has a finding of its own. */
static bool is_one_letter(struct span letters)
{
	for (size_t i = 1; i < letters.length; i++)
		if (letters.at[i] != letters.at[0])
			return false;
	return true;
}

static bool is_roman(struct span letters)
{
	for (size_t i = 0; i < letters.length; i++)
		if (span_find(SPAN("IVXLCDM"), span_cut(letters, i, i + 1)) == SIZE_MAX)
			return false;
	return true;
}

/* A word in capitals alone, however long; gives where it ends. */
static bool is_in_capitals(struct span text, size_t from, size_t *end)
{
	size_t at = from;
	while (at < text.length && is_letter(text.at[at]))
		at++;
	*end = at;
	for (size_t i = from; i < at; i++)
		if (!is_capital(text.at[i]))
			return false;
	return at > from;
}

/* Where a row of words in capitals ends that begins at the byte; `from` itself when it is no row. */
static size_t shouted_to(struct span text, size_t from)
{
	size_t count = 0, end, to = from;
	for (size_t at = from; at < text.length && is_in_capitals(text, at, &end); count++) {
		to = end;
		for (at = end; at < text.length && !is_letter(text.at[at]); at++)
			if (text.at[at] == '.' || text.at[at] == '(' || text.at[at] == ',')
				return count + 1 >= IN_CAPITALS ? to : from;
	}
	return count >= IN_CAPITALS ? to : from;
}

/* --- what is spelt out: "the Medium Term Financial Strategy (MTFS)", "MTFS (Medium ...)" */

#define BEFORE_LETTERS 12u /* bytes between the bracket and the letters: (the MTFS), (or "MTFS") */

static bool opens_bracket(struct span text, size_t from)
{
	for (size_t i = from; i > 0 && from - i <= BEFORE_LETTERS; i--)
		if (text.at[i - 1] == '(')
			return true;
		else if (text.at[i - 1] == ')' || text.at[i - 1] == '.' || text.at[i - 1] == '[')
			return false;
	return false;
}

static bool is_explained(struct span text, size_t from, size_t to)
{
	size_t after = to;
	while (after < text.length && (text.at[after] == 's' || text.at[after] == '*' ||
		text.at[after] == '"' || text.at[after] == '\'' || (unsigned char)text.at[after] >= 0x80))
		after++;
	const char ends = after < text.length ? text.at[after] : ' ';
	if (ends == ')' || ends == ',' || ends == ';')
		return opens_bracket(text, from);
	while (after < text.length && is_space(text.at[after]))
		after++;
	return after < text.length && text.at[after] == '(';
}

/* --- the paper */

static struct acronym *find(struct acronyms *a, struct span letters)
{
	for (size_t i = 0; i < a->count; i++)
		if (span_same(a->items[i].letters, letters))
			return &a->items[i];
	return NULL;
}

static void see(struct acronyms *a, const struct node *scalar, size_t from, size_t to)
{
	const struct span letters = span_cut(scalar->text, from, to);
	struct acronym *known = find(a, letters);
	if (!known) {
		if (a->count == LIMIT_ACRONYMS || is_roman(letters) || is_one_letter(letters) ||
			phrases_which(a->known, letters))
			return;
		ARENA_GROW(a->what->arena, a->items, a->count, a->capacity);
		known = &a->items[a->count++];
		*known = (struct acronym){.letters = letters, .scalar = scalar, .from = from, .to = to};
	}
	known->uses++;
	known->explained = known->explained || is_explained(scalar->text, from, to) ||
			   span_trim(scalar->text).length == letters.length; /* a glossary's entry */
}

/* Where two capitals stand side by side, from `at` on, or the length: the second of two bytes tells of
 * both that it is none. */
static size_t to_capitals(struct span text, size_t at)
{
	while (at + 1 < text.length) {
		if (!is_capital(text.at[at + 1]))
			at += 2;
		else if (is_capital(text.at[at]))
			return at;
		else
			at++;
	}
	return text.length;
}

static void see_scalar(struct acronyms *a, const struct node *scalar)
{
	const struct span text = scalar->text;
	size_t shouted = 0; /* what stands before this byte is in capitals all together */
	for (size_t at = to_capitals(text, 0); at < text.length; at = to_capitals(text, at)) {
		const size_t from = at;
		const struct span letters = letters_at(text, from);
		while (at < text.length && is_letter(text.at[at]))
			at++;
		if (!letters.at || (from > 0 && is_letter(text.at[from - 1])))
			continue;
		if (from >= shouted)
			shouted = shouted_to(text, from);
		if (from < shouted || is_in_reference(text, from, from + letters.length))
			continue;
		see(a, scalar, from, from + letters.length);
	}
}

static bool is_said(struct span key)
{
	static const char *const others[] = {"note", "id", "exempt", "kind", "unit", "years", "file", "csv",
		"url", "email", "phone", "reference", "name", "owner"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (span_is(key, others[i]))
			return false;
	return true;
}

static void see_node(struct acronyms *a, const struct node *node)
{
	if (node->kind == NODE_scalar)
		see_scalar(a, node);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		see_node(a, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		if (is_said(node->pairs[i].key->text))
			see_node(a, node->pairs[i].value);
}

static bool is_part(const struct paper *paper, const struct pair *pair)
{
	for (size_t i = 0; i < paper->part_count; i++)
		if (paper->parts[i].key_place.from == pair->key->place.from)
			return true;
	return false;
}

static void report(const struct checking *what, const struct acronym *acronym)
{
	diag_add(what->diags, FINDING_acronym_undefined,
		place_in_scalar(what->arena, what->paper->source, acronym->scalar, acronym->from, acronym->to),
		acronym->letters,
		acronym->uses == 1 ? SPAN("is used once")
			: arena_format(what->arena, "is used %u times", (unsigned)acronym->uses),
		SPAN_NONE);
}

void check_acronyms(const struct checking *what)
{
	struct acronyms a = {.what = what,
		.known = lexicon_listed(lexicon_of(what), "known_acronyms")};
	for (size_t i = 0; i < what->paper->root->count; i++)
		if (is_part(what->paper, &what->paper->root->pairs[i]))
			see_node(&a, what->paper->root->pairs[i].value);
	for (size_t i = 0; i < a.count; i++)
		if (!a.items[i].explained)
			report(what, &a.items[i]);
}
