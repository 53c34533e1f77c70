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
	size_t order; /* the last one given holds */
};

struct words_of_language {
	struct span language;
	struct word_entry *entries; /* sorted by key */
	size_t count, capacity;
};

static void add_word(const struct reading *r, struct words_of_language *words, struct span key,
	const struct node *node)
{
	struct span word = wants_text(r, node, "a word");
	if (!word.at)
		return;
	ARENA_GROW(r->arena, words->entries, words->count, words->capacity);
	words->entries[words->count] = (struct word_entry){key, word, words->count};
	words->count++;
}

static void add_entry(const struct reading *r, struct words_of_language *words, struct span key,
	const struct node *node)
{
	if (node->kind != NODE_list) {
		add_word(r, words, key, node);
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		add_word(r, words, arena_format(r->arena, "%.*s_%zu", SPAN_ARG(key), i + 1),
			node->items[i]);
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
	for (size_t i = 0; i < root->count; i++)
		if (key_is_right(r, root->pairs[i].key))
			add_entry(r, words, root->pairs[i].key->text, root->pairs[i].value);
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

static void add_own(const struct reading *r, struct words_of_language *all, const struct node *own)
{
	if (!own || is_none(own) || !wants(r, own, NODE_mapping, "words"))
		return;
	for (size_t i = 0; i < own->count; i++) {
		const struct pair *pair = &own->pairs[i];
		if (is_none(pair->value) || !key_is_right(r, pair->key))
			continue;
		if (pair->value->kind != NODE_mapping) {
			add_entry(r, &all[0], pair->key->text, pair->value);
			continue;
		}
		for (size_t l = 0; l < r->language_count; l++) {
			const struct node *word = node_get(pair->value, r->languages[l].at);
			if (word)
				add_entry(r, &all[l], pair->key->text, word);
		}
	}
}

static int by_key(const void *a, const void *b)
{
	const struct word_entry *one = a, *other = b;
	const int order = span_compare(one->key, other->key);
	return order ? order : one->order < other->order ? -1 : one->order > other->order;
}

/* Sorted, and of equal keys only the last. */
static void settle_words(struct words_of_language *words)
{
	if (words->count)
		qsort(words->entries, words->count, sizeof *words->entries, by_key);
	size_t kept = 0;
	for (size_t i = 0; i < words->count; i++) {
		if (kept && span_same(words->entries[kept - 1].key, words->entries[i].key))
			kept--;
		words->entries[kept++] = words->entries[i];
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

/* Every language has every word that the first has; numbered words are the language's own matter. */
static void check_words(const struct reading *r, const struct words_of_language *first,
	const struct words_of_language *other, struct place place)
{
	for (size_t i = 0; i < first->count; i++) {
		struct span key = first->entries[i].key;
		if (!is_digit(key.at[key.length - 1]) && !find(other, key))
			diag_add(r->diags, FINDING_style_no_word, place, other->language, key,
				SPAN_NONE);
	}
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
			check_words(r, &all[0], &all[l], place);
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
