#include "check/lexicon.h"

#define MOST_PHRASES 100u /* of one list */

struct named {
	const char *name;
	struct phrases phrases;
	struct named *next;
};

/* Of one language. */
struct lexicon {
	struct arena *arena;
	const struct house *house;
	struct span language;
	struct named *lists;
	struct needles *needles;
	struct lexicon *next;
};

struct lexicons {
	struct arena *arena;
	const struct house *house;
	struct lexicon *first;
};

struct lexicons *lexicons_new(struct arena *arena, const struct house *house)
{
	struct lexicons *lexicons = ARENA_NEW(arena, struct lexicons);
	*lexicons = (struct lexicons){arena, house, NULL};
	return lexicons;
}

static struct lexicon *new_lexicon(struct arena *arena, const struct house *house, struct span language)
{
	struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon);
	*lexicon = (struct lexicon){.arena = arena, .house = house,
		.language = arena_copy(arena, language)};
	return lexicon;
}

struct lexicon *lexicon_of(const struct checking *what)
{
	const struct span language = what->settled ? what->settled->language : SPAN_NONE;
	struct lexicons *lexicons = what->lexicons;
	if (!lexicons)
		return new_lexicon(what->arena, what->house, language);
	for (struct lexicon *l = lexicons->first; l; l = l->next)
		if (span_same(l->language, language))
			return l;
	struct lexicon *lexicon = new_lexicon(lexicons->arena, lexicons->house, language);
	lexicon->next = lexicons->first;
	return lexicons->first = lexicon;
}

static const struct phrases *find(const struct lexicon *lexicon, const char *name)
{
	for (const struct named *list = lexicon->lists; list; list = list->next)
		if (list->name == name || span_is(span_of(list->name), name))
			return &list->phrases;
	return NULL;
}

/* "... to follow" begins with its first word, too. */
static void note_letters(struct phrases *phrases, struct span item)
{
	if (!item.length)
		return;
	size_t word = 0;
	while (word + 1 < item.length && !check_is_of_a_word(item.at[word]))
		word++;
	phrases->first |= phrase_letter(item.at[0]) | phrase_letter(item.at[word]);
	phrases->last |= phrase_letter(item.at[item.length - 1]);
}

static const struct phrases *keep(struct lexicon *lexicon, const char *name, const struct span *items,
	size_t count)
{
	struct named *list = ARENA_NEW(lexicon->arena, struct named);
	*list = (struct named){.name = name, .phrases = {.items = items, .count = count},
		.next = lexicon->lists};
	for (size_t i = 0; i < count; i++)
		note_letters(&list->phrases, items[i]);
	lexicon->lists = list;
	return &list->phrases;
}

const struct phrases *lexicon_numbered(struct lexicon *lexicon, const char *name)
{
	const struct phrases *known = find(lexicon, name);
	if (known)
		return known;
	struct span *items = ARENA_ARRAY(lexicon->arena, struct span, MOST_PHRASES);
	size_t count = 0;
	while (count < MOST_PHRASES) {
		const struct span key = arena_format(lexicon->arena, "%s_%zu", name, count + 1);
		const struct span word = house_word(lexicon->house, lexicon->language, key.at);
		if (span_same(word, key)) /* there is no such word */
			break;
		items[count++] = word;
	}
	return keep(lexicon, name, items, count);
}

/* The next of "Mr, Mrs, Ms", trimmed; false at the end. */
static bool next_listed(struct span *rest, struct span *words)
{
	if (!rest->length)
		return false;
	const size_t comma = span_find(*rest, SPAN(","));
	const size_t end = comma == SIZE_MAX ? rest->length : comma;
	*words = span_trim(span_cut(*rest, 0, end));
	*rest = span_cut(*rest, comma == SIZE_MAX ? end : end + 1, rest->length);
	return true;
}

const struct phrases *lexicon_listed(struct lexicon *lexicon, const char *name)
{
	const struct phrases *known = find(lexicon, name);
	if (known)
		return known;
	struct span list = house_word(lexicon->house, lexicon->language, name), words;
	struct span *items = NULL;
	size_t count = 0, capacity = 0;
	while (next_listed(&list, &words)) {
		ARENA_GROW(lexicon->arena, items, count, capacity);
		items[count++] = words;
	}
	return keep(lexicon, name, items, count);
}

size_t phrases_which(const struct phrases *phrases, struct span words)
{
	if (!words.length || !(phrases->first & phrase_letter(words.at[0])))
		return 0;
	for (size_t i = 0; i < phrases->count; i++)
		if (span_same_ignoring_case(phrases->items[i], words))
			return i + 1;
	return 0;
}

const struct needles *lexicon_needles(struct lexicon *lexicon)
{
	if (!lexicon->needles)
		lexicon->needles = needles_of(lexicon->arena, lexicon->house);
	return lexicon->needles;
}
