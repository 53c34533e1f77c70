/*
 * The words of a language: words.LANG.yaml of the styles from the one that extends nothing to the
 * style itself, the later over the earlier, then `words:` of the style. All that a page or workbook
 * says of itself comes from here. A list gives numbered words: `month: [January, ...]` is month_1 ...
 */
#include "house/reading.h"

#include "base/limits.h"

#include <stdlib.h>

struct word_entry {
	struct span key, word;
	size_t order;       /* the last one given holds */
	struct place place; /* of a word that the style gives itself, and no file of words; none otherwise */
};

struct words_of_language {
	struct span language;
	struct place place; /* of the last file of words */
	struct word_entry *entries; /* sorted by key */
	size_t count, capacity;
};

static void add_word(const struct reading *r, struct words_of_language *words, struct span key,
	const struct node *node, struct place own)
{
	struct span word = wants_text(r, node, "a word");
	if (!word.at)
		return;
	ARENA_GROW(r->arena, words->entries, words->count, words->capacity);
	words->entries[words->count] = (struct word_entry){key, word, words->count, own};
	words->count++;
}

static void add_entry(const struct reading *r, struct words_of_language *words, struct span key,
	const struct node *node, struct place own)
{
	if (node->kind != NODE_list) {
		add_word(r, words, key, node, own);
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		add_word(r, words, arena_format(r->arena, "%.*s_%zu", SPAN_ARG(key), i + 1),
			node->items[i], own);
}

static bool key_is_right(const struct reading *r, const struct node *key)
{
	if (name_is_right(key->text))
		return true;
	bad_word(r, key, "a key of small letters, digits and underscores");
	return false;
}

static void add_file(const struct reading *r, struct words_of_language *words,
	const struct source *source)
{
	const struct node *root = tree_read(r->arena, r->diags, source);
	if (!root || !wants(r, root, NODE_mapping, "a file of words"))
		return;
	words->place = root->place;
	for (size_t i = 0; i < root->count; i++)
		if (key_is_right(r, root->pairs[i].key))
			add_entry(r, words, root->pairs[i].key->text, root->pairs[i].value,
				PLACE_NONE);
}

/* From the style that extends nothing to the style itself. */
static size_t add_files(const struct reading *r, struct words_of_language *words,
	const struct style_file *file)
{
	size_t found = file->extends ? add_files(r, words, file->extends) : 0;
	struct style_file alone = *file;
	alone.extends = NULL;
	const size_t faults = r->diags->count;
	const struct source *source = style_companion(r, &alone,
		arena_format(r->arena, "words.%.*s.yaml", SPAN_ARG(words->language)),
		LIMIT_TEMPLATE_BYTES);
	if (source)
		add_file(r, words, source);
	return found + (source || r->diags->count > faults);
}

/* {en: Nothing., cy: Dim.}: other keys than languages are mistakes. */
static void add_own_languages(const struct reading *r, struct words_of_language *all,
	const struct pair *pair)
{
	for (size_t i = 0; i < pair->value->count; i++) {
		const struct pair *word = &pair->value->pairs[i];
		if (!is_language(word->key->text)) {
			bad_word(r, word->key, "a language, as en or cy");
			continue;
		}
		for (size_t l = 0; l < r->language_count; l++)
			if (span_same(r->languages[l], word->key->text))
				add_entry(r, &all[l], pair->key->text, word->value,
					pair->key->place);
	}
}

static void add_own(const struct reading *r, struct words_of_language *all, const struct node *own)
{
	if (!own || is_none(own) || !wants(r, own, NODE_mapping, "words"))
		return;
	for (size_t i = 0; i < own->count; i++) {
		const struct pair *pair = &own->pairs[i];
		if (is_none(pair->value) || !key_is_right(r, pair->key))
			continue;
		if (pair->value->kind == NODE_mapping)
			add_own_languages(r, all, pair);
		else
			add_entry(r, &all[0], pair->key->text, pair->value, pair->key->place);
	}
}

static int by_key(const void *a, const void *b)
{
	const struct word_entry *one = a, *other = b;
	const int order = span_compare(one->key, other->key);
	return order ? order : one->order < other->order ? -1 : one->order > other->order;
}

/* Sorted, and of equal keys only the last: one that a file of words has too is no word of the
 * style's own. */
static void settle_words(struct words_of_language *words)
{
	if (words->count)
		qsort(words->entries, words->count, sizeof *words->entries, by_key);
	size_t kept = 0;
	for (size_t i = 0; i < words->count; i++) {
		struct word_entry entry = words->entries[i];
		if (kept && span_same(words->entries[kept - 1].key, entry.key)) {
			kept--;
			if (words->entries[kept].place.source == 0)
				entry.place = PLACE_NONE;
		}
		words->entries[kept++] = entry;
	}
	words->count = kept;
}

static const struct word_entry *find(const struct words_of_language *words, struct span key)
{
	size_t from = 0, to = words->count;
	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order = span_compare(words->entries[middle].key, key);
		if (order == 0)
			return &words->entries[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

#define WORDS_TOLD_BYTES 300

/* Every language has every word that the first has; numbered words are the language's own matter.
 * One finding names them. */
static void check_words(const struct reading *r, const struct words_of_language *first,
	const struct words_of_language *other)
{
	struct text lacking = {0};
	size_t left_out = 0;
	for (size_t i = 0; i < first->count; i++) {
		struct span key = first->entries[i].key;
		if (is_digit(key.at[key.length - 1]) || find(other, key))
			continue;
		if (lacking.length > WORDS_TOLD_BYTES)
			left_out++;
		else
			text_format(&lacking, "%s\"%.*s\"", lacking.length ? ", " : "",
				SPAN_ARG(key));
	}
	if (left_out)
		text_format(&lacking, " and %zu more", left_out);
	if (lacking.length)
		diag_add(r->diags, FINDING_style_no_word, other->place, other->language,
			text_span(&lacking), SPAN_NONE);
	text_release(&lacking);
}

void words_load(const struct reading *r, const struct style_file *file, const struct node *own,
	struct house *house)
{
	struct words_of_language *all =
		ARENA_ARRAY(r->arena, struct words_of_language, r->language_count);
	const struct place place = file->root->place;
	for (size_t l = 0; l < r->language_count; l++) {
		all[l].language = r->languages[l];
		if (add_files(r, &all[l], file))
			continue;
		diag_add(r->diags, FINDING_template_missing, place,
			arena_format(r->arena, "words.%.*s.yaml", SPAN_ARG(r->languages[l])),
			SPAN_NONE, SPAN_NONE);
		all[l].language = SPAN_NONE;
	}
	add_own(r, all, own);
	for (size_t l = 0; l < r->language_count; l++)
		settle_words(&all[l]);
	for (size_t l = 1; l < r->language_count; l++)
		if (all[l].language.at)
			check_words(r, &all[0], &all[l]);
	house->words = all;
}

struct span house_word(const struct house *house, struct span language, const char *key)
{
	const struct word_entry *entry = NULL;
	for (size_t l = 0; l < house->language_count && !entry; l++)
		if (span_same(house->words[l].language, language))
			entry = find(&house->words[l], span_of(key));
	if (!entry && house->language_count)
		entry = find(&house->words[0], span_of(key));
	return entry ? entry->word : span_of(key);
}

void words_check_own(const struct reading *r, const struct house *house,
	bool (*is_asked)(const void *of, struct span key), const void *of)
{
	const struct words_of_language *words = &house->words[0];
	for (size_t i = 0; i < words->count; i++) {
		const struct word_entry *entry = &words->entries[i];
		if (entry->place.source == 0 || is_asked(of, entry->key))
			continue;
		struct nearest nearest = nearest_start(entry->key);
		for (size_t k = 0; k < words->count; k++)
			if (words->entries[k].place.source == 0)
				nearest_try(&nearest, words->entries[k].key);
		struct finding *f = diag_add(r->diags, FINDING_style_unknown_word, entry->place,
			entry->key, SPAN_NONE, SPAN_NONE);
		suggest(r, f, &nearest);
	}
}
