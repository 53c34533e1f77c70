/*
 * Exempt matter: where it may stand, and that this version refuses it. What cannot be classified
 * counts as exempt: unknown, empty and contradictory marks hide what they stand in and are errors.
 */
#include "paper/binding.h"

#include <string.h>

static bool is_exempt_key(struct span key)
{
	return span_same_ignoring_case(span_trim(key), SPAN("exempt"));
}

static bool says_no(const struct node *value)
{
	return value->kind == NODE_scalar &&
	       span_same_ignoring_case(span_trim(value->text), SPAN("no"));
}

/* A bare number of a paragraph (3, 18A), or a mapping that has one. */
static bool is_paragraph(const struct node *value)
{
	if (value->kind == NODE_mapping) {
		value = node_get(value, "paragraph");
		if (!value || value->kind != NODE_scalar)
			return false;
	}
	uint32_t number;
	struct span text = span_trim(value->text);
	if (text.length > 1 && text.at[text.length - 1] >= 'A' && text.at[text.length - 1] <= 'Z')
		text.length--; /* a letter, where Parliament has put one in between */
	return value->kind == NODE_scalar && text.length && text.length <= 2 && text.at[0] != '0' &&
	       span_number(text, &number);
}

void exempt_check(const struct binding *b, const struct node *node)
{
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		exempt_check(b, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++) {
		const struct pair *pair = &node->pairs[i];
		if (!span_is(pair->key->text, "exempt")) {
			exempt_check(b, pair->value);
			continue;
		}
		if (says_no(pair->value))
			continue;
		enum finding_id id = is_paragraph(pair->value) ? FINDING_exempt_not_built
		                                               : FINDING_exempt_unclear;
		diag_add(b->binder.diags, id, place_or_key(pair->value, pair->key->place), SPAN_NONE,
			SPAN_NONE, SPAN_NONE);
	}
}

/* --- places */

struct looking {
	struct arena *arena;
	const struct source *source;
	const struct node *root;
	struct place *places;
	size_t count, capacity;
	size_t seen; /* bytes of the file before this one are judged */
	bool whole;  /* the whole file: the paper itself is marked, or `exempt:` stands outside every
	                key and value that the tree kept */
};

static bool names_exempt(struct span s)
{
	for (size_t i = 0; i + 6 <= s.length; i++)
		if (to_lower(s.at[i]) == 'e' && is_exempt_key(span_cut(s, i, i + 6)))
			return true;
	return false;
}

/* `exempt:` as a key would be typed, in quotes or not. */
static bool keys_exempt(struct span s)
{
	for (size_t i = 0; i + 6 < s.length; i++) {
		if (!is_exempt_key(span_cut(s, i, i + 6)))
			continue;
		size_t at = i + 6;
		while (at < s.length && (is_blank(s.at[at]) || s.at[at] == '"' || s.at[at] == '\''))
			at++;
		if (at < s.length && s.at[at] == ':')
			return true;
	}
	return false;
}

/* What lies between the last text and this one is syntax, comments, and what the tree dropped: the
 * second of two `exempt` keys, say. */
static void pass_over(struct looking *l, struct place place)
{
	if (place.from > l->seen && keys_exempt(span_cut(l->source->bytes, l->seen, place.from)))
		l->whole = true;
	if (place.to > l->seen)
		l->seen = place.to;
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* Whole lines, their ends included: a finding beside exempt matter quotes its line too. */
static void add_place(struct looking *l, struct place place)
{
	struct span bytes = l->source->bytes;
	while (place.from > 0 && !ends_line(bytes.at[place.from - 1]))
		place.from--;
	while (place.to < bytes.length && !ends_line(bytes.at[place.to]))
		place.to++;
	place.to++;
	ARENA_GROW(l->arena, l->places, l->count, l->capacity);
	l->places[l->count++] = place;
}

static void look(struct looking *l, const struct node *node)
{
	if (node->kind == NODE_scalar) {
		pass_over(l, node->place);
		return;
	}
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		look(l, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++) {
		const struct pair *pair = &node->pairs[i];
		pass_over(l, pair->key->place);
		if (is_exempt_key(pair->key->text) && !says_no(pair->value)) {
			add_place(l, node->place);
			l->whole = l->whole || node == l->root;
		}
		look(l, pair->value);
	}
}

/* `exempt` about one of these letters, of which there are few in any prose. */
static bool names_beside(struct span s, char second)
{
	for (size_t i = 1; i + 5 <= s.length; i++) {
		const char *found = memchr(s.at + i, second, s.length - 4 - i);
		if (!found)
			return false;
		i = (size_t)(found - s.at);
		if (is_exempt_key(span_cut(s, i - 1, i + 5)))
			return true;
	}
	return false;
}

/* Without the word, or a backslash that could spell it, there is nothing to look for. */
static bool may_name_exempt(struct span s)
{
	if (memchr(s.at, '\\', s.length))
		return true;
	return names_beside(s, 'x') || names_beside(s, 'X');
}

size_t paper_exempt_places(struct arena *arena, const struct source *source,
	const struct node *root, const struct place **places)
{
	struct looking l = {.arena = arena, .source = source, .root = root};
	*places = NULL;
	if (!source->bytes.length || !may_name_exempt(source->bytes))
		return 0;
	if (root) {
		look(&l, root);
		pass_over(&l, (struct place){source->number, (uint32_t)source->bytes.length,
			(uint32_t)source->bytes.length});
	} else {
		l.whole = names_exempt(source->bytes);
	}
	if (l.whole) {
		l.count = 0;
		add_place(&l, (struct place){source->number, 0, (uint32_t)source->bytes.length});
	}
	*places = l.places;
	return l.count;
}
