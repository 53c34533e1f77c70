#include "source/shape.h"

#include "base/limits.h"
#include "base/nearest.h"
#include "source/characters.h"

#include <string.h>

/* --- keys */

static const struct field *field_of(const struct shape *shape, struct span key)
{
	for (size_t i = 0; i < shape->count; i++)
		if (span_is(key, shape->fields[i].key))
			return &shape->fields[i];
	return NULL;
}

/* Letters of other alphabets that look like ours. */
static char plain_letter(uint32_t point)
{
	static const struct {
		uint16_t point;
		char letter;
	} alike[] = {
		{0x00A0, ' '},
		{0x0430, 'a'},
		{0x0435, 'e'},
		{0x043E, 'o'},
		{0x0440, 'p'},
		{0x0441, 'c'},
		{0x0443, 'y'},
		{0x0445, 'x'},
		{0x0455, 's'},
		{0x0456, 'i'},
		{0x0458, 'j'},
		{0x0501, 'd'},
		{0x03BF, 'o'},
		{0x03B1, 'a'},
		{0x03BD, 'v'},
		{0x2010, '-'},
		{0x2011, '-'},
		{0x2013, '-'},
	};
	if (point < 0x80)
		return (char)point;
	if (point >= 0xFF01 && point <= 0xFF5E)
		return (char)(point - 0xFF01 + '!'); /* full-width forms */
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i].point == point)
			return alike[i].letter;
	return '?';
}

/* The key as it looks: one byte for each character. `into` has room for LIMIT_KEY_CHARACTERS. */
static struct span look_of(struct span key, char *into)
{
	size_t length = 0;
	key = span_trim(key);
	for (size_t at = 0; at < key.length && length < LIMIT_KEY_CHARACTERS;) {
		struct character c = character_at(key, at);
		into[length++] = plain_letter(c.bytes ? c.point : '?');
		at += c.bytes ? c.bytes : 1;
	}
	return (struct span){into, length};
}

/* `{heading: Finance, Legal}`: the words after the comma are a key to YAML, and no colon follows them. */
static bool is_rest_of_text(const struct binder *b, const struct node *key)
{
	const struct span bytes = b->source->bytes;
	size_t before = key->place.from, after = key->place.to;
	while (before && is_space(bytes.at[before - 1]))
		before--;
	while (after < bytes.length && is_space(bytes.at[after]))
		after++;
	return before && bytes.at[before - 1] == ',' && after < bytes.length &&
	       (bytes.at[after] == ',' || bytes.at[after] == '}');
}

/* The key that a word is but for capitals and what parts its words: "Key decision" of key_decision.
 * `into` has room for LIMIT_KEY_CHARACTERS; absent when the word is longer. */
static struct span key_form(struct span word, char *into)
{
	size_t length = 0;
	bool parted = false;
	word = span_trim(word);
	for (size_t i = 0; i < word.length; i++) {
		char c = word.at[i];
		const bool parts = is_space(c) || c == '-' || c == '_';
		if (parts && parted)
			continue;
		if (length == LIMIT_KEY_CHARACTERS)
			return SPAN_NONE;
		into[length++] = parts ? '_' : to_lower(c);
		parted = parts;
	}
	return (struct span){into, length};
}

static bool means(struct span form, struct span word)
{
	char own[LIMIT_KEY_CHARACTERS];
	return form.length && span_same(form, key_form(word, own));
}

/* The one key that is meant beyond doubt: the same letters, or the words that the page prints for it;
 * NULL where there is none, or more than one. */
static const char *key_meant(const struct shape *shape, struct span typed)
{
	char room[LIMIT_KEY_CHARACTERS];
	const struct span form = key_form(typed, room);
	const char *meant = NULL;
	for (size_t i = 0; i < shape->count; i++)
		if (means(form, span_of(shape->fields[i].key)))
			return shape->fields[i].key;
	for (size_t i = 0; i < shape->wording_count; i++) {
		const struct wording *w = &shape->wordings[i];
		if (!means(form, w->words) || !field_of(shape, span_of(w->key)))
			continue;
		if (meant && strcmp(meant, w->key) != 0)
			return NULL;
		meant = w->key;
	}
	return meant;
}

static void report_unknown(const struct binder *b, const struct shape *shape,
	const struct node *mapping, const struct node *key)
{
	struct finding *f = diag_add(b->diags, FINDING_unknown_key, key->place, key->text,
		span_of(shape->what), SPAN_NONE);
	if (is_rest_of_text(b, key)) {
		f->help = SPAN("If it belongs to the text before it, put that whole text in quotes: inside { } a "
			       "comma ends a value.");
		return;
	}
	char look[LIMIT_KEY_CHARACTERS];
	const struct span looks = look_of(key->text, look);
	const char *meant = key_meant(shape, looks);
	struct nearest nearest = nearest_start(looks);
	for (size_t i = 0; i < shape->count && !meant; i++)
		nearest_try(&nearest, span_of(shape->fields[i].key));
	const struct span best = meant ? span_of(meant) : nearest.best;
	if (!best.at)
		return;
	f->help = arena_format(b->diags->arena, "Did you mean \"%.*s\"?", SPAN_ARG(best));
	f->edit = (struct edit){key->place, best, meant && !node_get(mapping, meant)};
}

/* Where a mapping's missing key is reported: at its first key, or its opening bracket. */
static struct place beginning(const struct binder *b, const struct node *mapping)
{
	struct place place = mapping->place;
	bool bracketed =
		place.from < b->source->bytes.length && b->source->bytes.at[place.from] == '{';
	if (bracketed)
		place.to = place.from + 1;
	else if (mapping->count)
		place.to = mapping->pairs[0].key->place.to;
	return place;
}

static void report_missing(
	const struct binder *b, const struct shape *shape, const struct node *mapping)
{
	for (size_t i = 0; i < shape->count; i++)
		if (shape->fields[i].required && !node_get(mapping, shape->fields[i].key))
			diag_add(b->diags, FINDING_missing_key, beginning(b, mapping),
				span_of(shape->what), span_of(shape->fields[i].key), SPAN_NONE);
}

static const char *what_it_is(const struct node *value)
{
	return value->kind == NODE_scalar && node_is_empty(value) ? "empty"
								  : node_kind_name(value->kind);
}

static struct finding *wrong_shape(
	const struct binder *b, const struct node *value, struct span what, const char *wanted)
{
	return diag_add(b->diags, FINDING_wrong_shape, value->place, what, span_of(wanted),
		span_of(what_it_is(value)));
}

#define KEYS_TOLD 6u

/* "Its keys are `likelihood` and `impact`."; absent where there are too many to be told in a line. */
static struct span keys_told(const struct binder *b, const struct shape *shape)
{
	struct text told = {0};
	size_t count = 0;
	for (size_t i = 0; i < shape->count; i++)
		count += strcmp(shape->fields[i].key, "exempt") != 0;
	for (size_t i = 0, nth = 0; i < shape->count && count <= KEYS_TOLD; i++) {
		if (strcmp(shape->fields[i].key, "exempt") == 0)
			continue;
		text_format(&told, "%s`%s`", nth == 0 ? "" : nth + 1 == count ? " and " : ", ",
			shape->fields[i].key);
		nth++;
	}
	const struct span keys = told.length
		? arena_format(b->arena, "Its key%s %.*s.", count == 1 ? " is" : "s are",
			SPAN_ARG(text_span(&told)))
		: SPAN_NONE;
	text_release(&told);
	return keys;
}

bool shape_bind(
	const struct binder *b, const struct shape *shape, const struct node *mapping, void *into)
{
	if (mapping->kind != NODE_mapping) {
		struct finding *finding =
			wrong_shape(b, mapping, span_of(shape->what), "a mapping (`key: value`)");
		finding->help = keys_told(b, shape);
		return false;
	}
	for (size_t i = 0; i < mapping->count; i++) {
		const struct pair *pair = &mapping->pairs[i];
		const struct field *field = field_of(shape, pair->key->text);
		if (field)
			field->read(b, field, pair->value, (char *)into + field->offset);
		else if (!span_is(pair->key->text, "note"))
			report_unknown(b, shape, mapping, pair->key);
	}
	report_missing(b, shape, mapping);
	return true;
}

/* --- readers */

static struct span quoted_key(const struct binder *b, const struct field *field)
{
	return arena_format(b->diags->arena, "\"%s\"", field->key);
}

/* One line of text, or a finding. */
static bool take_words(const struct binder *b, const struct field *field, const struct node *value,
	struct words *words)
{
	if (value->kind != NODE_scalar) {
		wrong_shape(b, value, quoted_key(b, field), "a text");
		return false;
	}
	struct span text = span_trim(value->text);
	if (memchr(text.at, '\n', text.length)) {
		diag_add(b->diags, FINDING_several_lines, value->place, span_of(field->key),
			SPAN_NONE, SPAN_NONE);
		return false;
	}
	*words = (struct words){text, value->place};
	return true;
}

void read_words(
	const struct binder *b, const struct field *field, const struct node *value, void *at)
{
	struct words *words = at;
	if (!take_words(b, field, value, words))
		words->place = value->place;
}

void read_node(
	const struct binder *b, const struct field *field, const struct node *value, void *at)
{
	(void)b;
	(void)field;
	*(const struct node **)at = value;
}

bool yes_no_read(struct span s, bool *yes)
{
	static const struct {
		const char *word;
		bool yes;
	} words[] = {{"yes", true}, {"no", false}, {"true", true}, {"false", false}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_same_ignoring_case(s, span_of(words[i].word))) {
			*yes = words[i].yes;
			return true;
		}
	return false;
}

void read_yes_no(
	const struct binder *b, const struct field *field, const struct node *value, void *at)
{
	struct yes_no *answer = at;
	answer->place = value->place;
	if (value->kind != NODE_scalar)
		wrong_shape(b, value, quoted_key(b, field), "yes or no");
	else if (yes_no_read(span_trim(value->text), &answer->yes))
		answer->given = true;
	else
		diag_add(b->diags, FINDING_bad_yes_no, value->place, span_trim(value->text),
			SPAN_NONE, SPAN_NONE);
}

void read_words_list(
	const struct binder *b, const struct field *field, const struct node *value, void *at)
{
	struct words_list *list = at;
	list->place = value->place;
	if (value->kind == NODE_mapping) {
		wrong_shape(b, value, quoted_key(b, field), "a text or a list of texts");
		return;
	}
	bool single = value->kind == NODE_scalar;
	if (single && node_is_empty(value))
		return;
	size_t count = single ? 1 : value->count;
	struct words *items = ARENA_ARRAY(b->arena, struct words, count ? count : 1);
	for (size_t i = 0; i < count; i++)
		if (take_words(b, field, single ? value : value->items[i], &items[list->count]))
			list->count++;
	list->items = items;
}

static bool is_id(struct span s, bool capitals)
{
	if (s.length == 0 || s.length > LIMIT_ID_BYTES)
		return false;
	for (size_t i = 0; i < s.length; i++) {
		const char c = capitals ? to_lower(s.at[i]) : s.at[i];
		const bool letter = c >= 'a' && c <= 'z';
		if (!letter && (i == 0 || (!is_digit(c) && c != '-')))
			return false;
	}
	return true;
}

bool id_is_right(struct span s)
{
	return is_id(s, false);
}

bool risk_id_is_right(struct span s)
{
	return is_id(s, true);
}
