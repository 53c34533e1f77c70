#include "prose/reading.h"

struct prose_node *prose_new(struct arena *arena, enum prose_kind kind, struct place place)
{
	struct prose_node *node = ARENA_NEW(arena, struct prose_node);
	node->kind = kind;
	node->place = place;
	return node;
}

struct prose_node *prose_new_text(struct arena *arena, struct span text, struct place place)
{
	struct prose_node *node = prose_new(arena, PROSE_text, place);
	node->text = text;
	return node;
}

void prose_append(struct prose_node *parent, struct prose_node *child)
{
	child->parent = parent;
	child->previous = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void prose_insert_before(struct prose_node *node, struct prose_node *fresh)
{
	fresh->parent = node->parent;
	fresh->next = node;
	fresh->previous = node->previous;
	if (node->previous)
		node->previous->next = fresh;
	else
		node->parent->first = fresh;
	node->previous = fresh;
}

void prose_insert_after(struct prose_node *node, struct prose_node *fresh)
{
	if (node->next)
		prose_insert_before(node->next, fresh);
	else
		prose_append(node->parent, fresh);
}

void prose_remove(struct prose_node *node)
{
	struct prose_node *parent = node->parent;
	if (node->previous)
		node->previous->next = node->next;
	else if (parent)
		parent->first = node->next;
	if (node->next)
		node->next->previous = node->previous;
	else if (parent)
		parent->last = node->previous;
	node->parent = node->next = node->previous = NULL;
}

bool prose_is_block(enum prose_kind kind)
{
	return kind < PROSE_text;
}

bool prose_visit(struct prose_visit *visit)
{
	struct prose_node *node = visit->node;
	if (!node) {
		visit->node = visit->root->first;
		visit->leaving = false;
		return visit->node != NULL;
	}
	if (!visit->leaving && node->first) {
		visit->node = node->first;
		return true;
	}
	if (!visit->leaving) {
		visit->leaving = true;
		return true;
	}
	if (node->next) {
		visit->node = node->next;
		visit->leaving = false;
		return true;
	}
	visit->node = node->parent;
	return visit->node != visit->root;
}

struct prose_node *prose_walk(const struct prose_node *root, struct prose_node *at)
{
	if (!at || at == root)
		return root->first;
	if (at->first)
		return at->first;
	while (!at->next) {
		at = at->parent;
		if (!at || at == root)
			return NULL;
	}
	return at->next;
}

static void part_by_space(struct text *into, size_t from)
{
	if (into->length > from && text_last(into) != ' ')
		text_add_char(into, ' ');
}

static void add_lines_as_words(struct text *into, struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		text_add_char(into, s.at[i] == '\n' ? ' ' : s.at[i]);
}

static void plain_node(const struct prose_node *node, struct text *into, size_t from)
{
	if (prose_is_block(node->kind))
		part_by_space(into, from);
	switch (node->kind) {
	case PROSE_text:
	case PROSE_code:
		text_add(into, node->text);
		break;
	case PROSE_mark:
	case PROSE_code_block:
		add_lines_as_words(into, span_trim(node->text));
		break;
	case PROSE_soft_break:
	case PROSE_hard_break:
		part_by_space(into, from);
		break;
	default:
		break;
	}
}

void prose_plain(const struct prose_node *node, struct text *into)
{
	size_t from = into->length;
	plain_node(node, into, from);
	for (struct prose_node *at = prose_walk(node, NULL); at; at = prose_walk(node, at))
		plain_node(at, into, from);
	while (into->length > from && text_last(into) == ' ')
		text_cut(into, into->length - 1);
}

/* Letters and digits of any script; signs, spaces and punctuation are none. Below U+00C0 and between
 * U+2000 and U+2BFF stand no letters that anybody writes a paper with. */
static bool is_word_character(uint32_t c)
{
	if (c < 0x80)
		return is_letter((char)c) || is_digit((char)c);
	if (c < 0xC0 || c == 0xD7 || c == 0xF7)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	if (c >= 0x2000 && c <= 0x2BFF)
		return false;
	return !(c >= 0x3000 && c <= 0x3020) && !(c >= 0xFE00 && c <= 0xFE6F) && c < 0xE0000 &&
	       !(c >= 0xE000 && c <= 0xF8FF) && c != 0xFFFD && c != 0xFEFF;
}

static bool has_words(struct span s)
{
	for (size_t i = 0, length; i < s.length; i += length)
		if (is_word_character(prose_character_at(s, i, &length)))
			return true;
	return false;
}

bool prose_is_empty(const struct prose_node *document)
{
	for (struct prose_node *at = prose_walk(document, NULL); at; at = prose_walk(document, at)) {
		if (has_words(at->text))
			return false;
		if (at->kind == PROSE_reference || at->kind == PROSE_table_here ||
			at->kind == PROSE_table || at->kind == PROSE_image ||
			at->kind == PROSE_picture)
			return false;
	}
	return true;
}
