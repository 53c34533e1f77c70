/*
 * Prose as CommonMark, written from our own nodes: cmark's writer fails for 8 % of random documents
 * and can make 800 MB of 60 kB. The 652 examples of the specification survive writing and reading.
 */
#include "render/markdown_parts.h"

#define LARGEST_NUMBER 999999999u /* of a list mark; all but the first are only for the eye */

/* One open list, item or quote. */
struct frame {
	size_t prefix;  /* length of the prefix outside it */
	uint32_t next;  /* number of a list's next item */
	size_t bullet;  /* which mark a bullet list has */
};

struct block_writer {
	struct arena *arena;
	struct text *into;
	bool tables;
	struct text prefix; /* what each line begins with */
	struct text first;  /* what the next line begins with instead, if `marked` */
	bool marked;
	struct frame *frames;
	size_t depth, capacity;
	struct text leaf;
};

static void write_line(struct block_writer *w, struct span line)
{
	struct span before = text_span(w->marked ? &w->first : &w->prefix);
	w->marked = false;
	while (line.length == 0 && before.length > 0 && is_blank(before.at[before.length - 1]))
		before.length--;
	text_add(w->into, before);
	text_add(w->into, line);
	text_add_char(w->into, '\n');
}

static void write_lines(struct block_writer *w, struct span s)
{
	for (size_t from = 0; from <= s.length;) {
		size_t length = span_find(span_cut(s, from, s.length), SPAN("\n"));
		size_t end = length == SIZE_MAX ? s.length : from + length;
		write_line(w, span_cut(s, from, end));
		from = end + 1;
	}
}

static void push(struct block_writer *w, struct frame frame)
{
	ARENA_GROW(w->arena, w->frames, w->depth, w->capacity);
	frame.prefix = w->prefix.length;
	w->frames[w->depth++] = frame;
}

/* The next line begins with the mark; those after it with blanks or, in a quote, the mark again. */
static void push_mark(struct block_writer *w, struct span mark, bool repeated)
{
	push(w, (struct frame){0});
	if (!w->marked) {
		text_clear(&w->first);
		text_add(&w->first, text_span(&w->prefix));
	}
	text_add(&w->first, mark);
	w->marked = true;
	if (repeated)
		text_add(&w->prefix, mark);
	else
		text_add_repeated(&w->prefix, ' ', mark.length);
}

static void pop(struct block_writer *w)
{
	if (w->marked)
		write_line(w, SPAN(""));
	text_cut(&w->prefix, w->frames[--w->depth].prefix);
}

/* ---- between blocks */

/* A quote or list at whose end a line of words would go on with its last paragraph. */
static bool could_go_on(const struct prose_node *node)
{
	while (node && node->kind != PROSE_paragraph)
		node = node->last;
	return node != NULL;
}

static bool are_one_list(const struct prose_node *one, const struct prose_node *two)
{
	return one->kind == PROSE_list && two->kind == PROSE_list && one->ordered && two->ordered &&
	       one->paren == two->paren;
}

/*
 * Two numbered lists one after the other would be read as one, the second counting on from the
 * first. A definition that nothing uses ends the first list and is not printed; a comment would do
 * the same but is HTML, and another mark would change what the council's numbers look like.
 */
static void part_lists(struct block_writer *w)
{
	write_line(w, SPAN(MARKDOWN_PARTING));
	write_line(w, SPAN(""));
}

static bool stands_tight(const struct prose_node *node)
{
	const struct prose_node *p = node->parent;
	if (p->kind == PROSE_list)
		return p->tight;
	return p->kind == PROSE_item && p->parent->kind == PROSE_list && p->parent->tight;
}

static void write_gap(struct block_writer *w, const struct prose_node *node)
{
	const struct prose_node *before = node->previous;
	if (!before)
		return;
	if (!stands_tight(node)) {
		write_line(w, SPAN(""));
		if (are_one_list(before, node))
			part_lists(w);
	} else if (before->kind == PROSE_quote && node->kind == PROSE_paragraph &&
		   could_go_on(before)) {
		write_line(w, SPAN(">"));
	}
}

/* ---- leaves */

static void write_paragraph(struct block_writer *w, const struct prose_node *node)
{
	text_clear(&w->leaf);
	markdown_inlines(node, &w->leaf);
	write_lines(w, text_span(&w->leaf));
}

static void write_heading(struct block_writer *w, const struct prose_node *node)
{
	uint8_t level = node->level < 1 ? 1 : node->level > 6 ? 6 : node->level;
	text_clear(&w->leaf);
	if (level <= 2 && markdown_has_break(node)) {
		markdown_inlines(node, &w->leaf);
		write_lines(w, text_span(&w->leaf));
		write_line(w, level == 1 ? SPAN("===") : SPAN("---"));
		return;
	}
	struct text words = {0};
	markdown_inlines(node, &words);
	text_add_repeated(&w->leaf, '#', level);
	if (words.length)
		text_add_char(&w->leaf, ' ');
	text_add(&w->leaf, text_span(&words));
	w->into->failed |= words.failed;
	text_release(&words);
	write_line(w, text_span(&w->leaf));
}

static size_t longest_run(struct span s, char c)
{
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < s.length; i++) {
		run = s.at[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void write_code_block(struct block_writer *w, const struct prose_node *node)
{
	char mark = span_find(node->title, SPAN("`")) == SIZE_MAX ? '`' : '~';
	size_t run = longest_run(node->text, mark);
	struct span words = node->text;
	text_clear(&w->leaf);
	text_add_repeated(&w->leaf, mark, run < 3 ? 3 : run + 1);
	size_t fence = w->leaf.length;
	if (node->title.length && node->title.at[0] == mark)
		text_add_char(&w->leaf, ' ');
	markdown_literal(node->title, "", &w->leaf);
	write_line(w, text_span(&w->leaf));
	if (words.length) {
		if (words.at[words.length - 1] == '\n')
			words.length--;
		write_lines(w, words);
	}
	text_cut(&w->leaf, fence);
	write_line(w, text_span(&w->leaf));
}

static void write_html_block(struct block_writer *w, const struct prose_node *node)
{
	struct span s = node->text;
	if (s.length && s.at[s.length - 1] == '\n')
		s.length--;
	write_lines(w, s);
}

static void write_table(struct block_writer *w, const struct prose_node *node)
{
	if (!w->tables || !node->table) {
		write_line(w, SPAN("table"));
		return;
	}
	text_clear(&w->leaf);
	markdown_table(node->table, &w->leaf);
	while (text_last(&w->leaf) == '\n')
		text_cut(&w->leaf, w->leaf.length - 1);
	write_lines(w, text_span(&w->leaf));
}

/* ---- containers */

/*
 * Bullet lists side by side, and one that begins in another's first line, take another mark, so that
 * they are not read as one list or as a rule.
 */
static size_t bullet_of(const struct block_writer *w, const struct prose_node *list)
{
	const struct prose_node *item = list->parent;
	size_t bullet = 0;
	for (const struct prose_node *p = list->previous; p && p->kind == PROSE_list && !p->ordered;
		p = p->previous)
		bullet++;
	bool first_line = item->kind == PROSE_item && item->first->kind == PROSE_list &&
			  !item->first->ordered;
	return first_line ? w->frames[w->depth - 2].bullet + 1 + bullet : bullet;
}

static void open_list(struct block_writer *w, const struct prose_node *list)
{
	struct frame frame = {.next = list->start > 0 ? (uint32_t)list->start : 0};
	if (!list->ordered)
		frame.bullet = bullet_of(w, list);
	push(w, frame);
}

static void open_item(struct block_writer *w, const struct prose_node *item)
{
	const struct prose_node *list = item->parent;
	struct frame *frame = &w->frames[w->depth - 1];
	if (!list->ordered) {
		push_mark(w, span_of((const char *const[]){"- ", "+ ", "* "}[frame->bullet % 3]), false);
		return;
	}
	struct text mark = {0};
	text_add_number(&mark, frame->next);
	text_add_string(&mark, list->paren ? ") " : ". ");
	frame->next += frame->next < LARGEST_NUMBER;
	push_mark(w, text_span(&mark), false);
	text_release(&mark);
}

static void enter(struct block_writer *w, const struct prose_node *node)
{
	write_gap(w, node);
	switch (node->kind) {
	case PROSE_paragraph:
		write_paragraph(w, node);
		break;
	case PROSE_heading:
		write_heading(w, node);
		break;
	case PROSE_list:
		open_list(w, node);
		break;
	case PROSE_item:
		open_item(w, node);
		break;
	case PROSE_quote:
		push_mark(w, SPAN("> "), true);
		break;
	case PROSE_code_block:
		write_code_block(w, node);
		break;
	case PROSE_rule:
		write_line(w, SPAN("___"));
		break;
	case PROSE_html_block:
		write_html_block(w, node);
		break;
	case PROSE_table:
		write_table(w, node);
		break;
	default:
		break;
	}
}

static void leave(struct block_writer *w, const struct prose_node *node)
{
	switch (node->kind) {
	case PROSE_list:
		w->depth--;
		break;
	case PROSE_item:
	case PROSE_quote:
		pop(w);
		break;
	default:
		break;
	}
}

void markdown_blocks(struct arena *arena, const struct prose_node *lowered, bool tables,
	struct text *into)
{
	struct block_writer w = {.arena = arena, .into = into, .tables = tables};
	for (struct prose_visit v = {.root = lowered}; prose_visit(&v);) {
		if (v.leaving) {
			leave(&w, v.node);
			continue;
		}
		enter(&w, v.node);
		bool leaf = v.node->kind == PROSE_paragraph || v.node->kind == PROSE_heading;
		v.leaving = leaf; /* its inlines are written */
	}
	into->failed |= w.prefix.failed || w.first.failed || w.leaf.failed;
	text_release(&w.prefix);
	text_release(&w.first);
	text_release(&w.leaf);
}

bool markdown_begins_new_list(const struct prose_node *node)
{
	const struct prose_node *before = node->previous;
	if (!before || before->kind != PROSE_numbered || node->kind != PROSE_numbered)
		return false;
	struct plain_number one = plain_number_read(before->number);
	struct plain_number two = plain_number_read(node->number);
	return one.is && two.is && one.paren == two.paren && two.value != one.value + 1;
}

void markdown_prose(const struct prose_node *node, const struct markdown_options *options,
	struct text *into)
{
	struct arena *arena = arena_new();
	if (markdown_begins_new_list(node))
		text_add_string(into, MARKDOWN_PARTING "\n\n");
	markdown_blocks(arena, markdown_lower(arena, node, options), true, into);
	arena_release(arena);
}
