/*
 * `exempt:` of a style: which paragraphs of the law exist, and the sentences that go with them. A
 * paragraph is a number, with a letter where Parliament has put one in between (18A); `12-18` and
 * `18A-18C` are ranges. They are listed ("1-7, 9, 18A-18C"), or each has its description.
 */
#include "house/reading.h"

#define EXEMPT_LAST 99u

struct paragraph_number {
	uint32_t number;
	char letter; /* 0: none */
};

static bool read_number(struct span s, struct paragraph_number *into)
{
	s = span_trim(s);
	const char last = s.length ? s.at[s.length - 1] : 0;
	into->letter = last >= 'A' && last <= 'Z' ? last : 0;
	if (into->letter)
		s.length--;
	return span_number(s, &into->number) && into->number > 0 && into->number <= EXEMPT_LAST;
}

/* From 12 to 18, or from 18A to 18C; nothing in between is certain of 17 to 18C. */
static bool read_range(struct span s, struct paragraph_number *first, struct paragraph_number *last)
{
	const size_t dash = span_find(s, SPAN("-"));
	if (!read_number(dash == SIZE_MAX ? s : span_cut(s, 0, dash), first))
		return false;
	*last = *first;
	if (dash == SIZE_MAX)
		return true;
	if (!read_number(span_cut(s, dash + 1, s.length), last))
		return false;
	if (first->letter || last->letter)
		return first->letter && first->number == last->number && first->letter < last->letter;
	return first->number < last->number;
}

struct paragraphs {
	const struct reading *r;
	struct house_exempt_paragraph *items;
	size_t count, capacity;
};

static bool is_there(const struct paragraphs *p, struct span number)
{
	for (size_t i = 0; i < p->count; i++)
		if (span_same(p->items[i].number, number))
			return true;
	return false;
}

static void add_range(struct paragraphs *p, const struct node *node, struct span range,
	const struct house_text *description)
{
	struct paragraph_number first, last;
	if (!read_range(range, &first, &last)) {
		bad_word(p->r, node, "numbers and ranges of paragraphs, as 1-7, 9 or 18A-18C");
		return;
	}
	for (;;) {
		struct span number = first.letter
			? arena_format(p->r->arena, "%u%c", first.number, first.letter)
			: arena_format(p->r->arena, "%u", first.number);
		if (is_there(p, number)) {
			bad_word(p->r, node, "each paragraph once");
			return;
		}
		ARENA_GROW(p->r->arena, p->items, p->count, p->capacity);
		p->items[p->count++] = (struct house_exempt_paragraph){number, description};
		if (first.number == last.number && first.letter == last.letter)
			return;
		if (first.letter)
			first.letter++;
		else
			first.number++;
	}
}

/* "1-7, 9, 18A-18C" */
static void add_ranges(struct paragraphs *p, const struct node *node)
{
	struct span rest = node->text;
	for (;;) {
		const size_t comma = span_find(rest, SPAN(","));
		add_range(p, node, comma == SIZE_MAX ? rest : span_cut(rest, 0, comma), NULL);
		if (comma == SIZE_MAX)
			return;
		rest = span_cut(rest, comma + 1, rest.length);
	}
}

/* {1: ..., 12-18: ...} */
static void add_described(struct paragraphs *p, const struct node *mapping)
{
	for (size_t i = 0; i < mapping->count; i++) {
		const struct pair *pair = &mapping->pairs[i];
		if (!is_none(pair->value))
			add_range(p, pair->key, pair->key->text, text_parse(p->r, pair->value, ASKS_nothing));
	}
}

static void read_paragraphs(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct reading *r = reading_of(binder);
	struct house *house = at;
	struct paragraphs p = {.r = r};
	if (value->kind == NODE_scalar) {
		if (!is_none(value))
			add_ranges(&p, value);
	} else if (wants(r, value, NODE_mapping, field->key)) {
		add_described(&p, value);
	}
	house->exempt.paragraphs = p.items;
	house->exempt.paragraph_count = p.count;
}

/* Numbers alone would say nothing. */
static void read_unless(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct reading *r = reading_of(binder);
	struct house *house = at;
	struct paragraphs p = {.r = r};
	if (is_none(value) || !wants(r, value, NODE_mapping, field->key))
		return;
	add_described(&p, value);
	house->exempt.unless = p.items;
	house->exempt.unless_count = p.count;
}

static const struct field exempt_fields[] = {
	{"law", read_text, offsetof(struct house, exempt_law), false,
		"The law that lists the paragraphs.", &asks_nothing},
	{"paragraphs", read_paragraphs, 0, false,
		"The paragraphs that exist, by number or range, and what each is about.", NULL},
	{"unless", read_unless, 0, false,
		"What a paragraph leaves out, by its number: a note reminds of it.", NULL},
	{"instead", read_text, offsetof(struct house, exempt.instead), false,
		"The sentence printed in the public version in place of exempt matter.", &asks_exempt},
	{"mark", read_text, offsetof(struct house, exempt.mark), false,
		"The mark on the pages of the restricted version.", &asks_paper},
};
const struct shape exempt_shape = SHAPE("exempt", exempt_fields);

void read_exempt(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &exempt_shape, value, at);
}
