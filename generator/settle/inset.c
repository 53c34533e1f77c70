#include "settle/inset.h"

#include "settle/writing.h"

#define MARK "#_v"

void inset_add(struct insets *insets, const struct prose_node *document, struct text *into)
{
	ARENA_GROW(insets->arena, insets->documents, insets->count, insets->capacity);
	insets->documents[insets->count++] = document;
	text_format(into, "[](" MARK "%zu)", insets->count);
}

/* {NAME} asks for capitals, and the mark has them too; the prose keeps its own letters. */
static const struct prose_node *document_of(const struct insets *insets, const struct prose_node *link)
{
	const size_t mark = sizeof MARK - 1;
	uint32_t number;
	if (link->kind != PROSE_link || link->first ||
		!span_same_ignoring_case(span_cut(link->url, 0, mark), SPAN(MARK)) ||
		!span_number(span_cut(link->url, mark, link->url.length), &number) || number == 0 ||
		number > insets->count)
		return NULL;
	return insets->documents[number - 1];
}

static struct prose_node *block_of(struct prose_node *node)
{
	while (!prose_is_block(node->kind))
		node = node->parent;
	return node;
}

static struct prose_node *nameless_copy(struct settling *s, const struct prose_node *node)
{
	struct prose_node *copy = writing_copy(s, node);
	copy->id = SPAN_NONE;
	for (struct prose_node *n = copy->first; n; n = prose_walk(copy, n))
		n->id = SPAN_NONE;
	return copy;
}

/* The words of its first paragraph stand in the sentence; what comes after them, after it. */
static void place(struct settling *s, struct prose_node *mark, const struct prose_node *document)
{
	struct prose_node *block = block_of(mark), *last = block;
	const struct prose_node *n = document->first;
	if (n && n->kind == PROSE_paragraph) {
		for (const struct prose_node *word = n->first; word; word = word->next)
			prose_insert_before(mark, nameless_copy(s, word));
		n = n->next;
	}
	for (; n; n = n->next) {
		struct prose_node *copy = nameless_copy(s, n);
		prose_insert_after(last, copy);
		last = copy;
	}
	prose_remove(mark);
	if (!block->first && last != block)
		prose_remove(block);
}

static struct prose_node *next_mark(const struct insets *insets, struct prose_node *sentence)
{
	for (struct prose_node *n = sentence->first; n; n = prose_walk(sentence, n))
		if (document_of(insets, n))
			return n;
	return NULL;
}

void inset_place(struct settling *s, struct prose_node *sentence)
{
	for (struct prose_node *mark; s->insets.count && (mark = next_mark(&s->insets, sentence)) != NULL;)
		place(s, mark, document_of(&s->insets, mark));
	s->insets.count = 0;
}
