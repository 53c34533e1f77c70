#include "render/markdown_parts.h"

#define LARGEST_NUMBER 999999999u /* of a list mark */

struct lowering {
	struct arena *arena;
	const struct markdown_options *options;
	struct prose_node *into; /* what children are appended to */
	struct text words;       /* a text that is being gathered */
	struct place words_place;
	struct span lead; /* a number that the next paragraph begins with */
	size_t lead_length; /* of `words` when it was only the number and a blank; 0: none */
	bool no_emphasis;
};

struct plain_number plain_number_read(struct span printed)
{
	struct plain_number number = {0};
	if (printed.length < 2)
		return number;
	char last = printed.at[printed.length - 1];
	struct span digits = span_cut(printed, 0, printed.length - 1);
	bool noughts = digits.length > 1 && digits.at[0] == '0'; /* "01." would come back as "1." */
	if ((last != '.' && last != ')') || noughts || !span_number(digits, &number.value))
		return number;
	number.is = number.value <= LARGEST_NUMBER;
	number.paren = last == ')';
	return number;
}

static bool follows(struct span before, struct span after)
{
	struct plain_number one = plain_number_read(before);
	struct plain_number two = plain_number_read(after);
	return one.is && two.is && one.paren == two.paren && two.value == one.value + 1;
}

static void flush_words(struct lowering *l)
{
	if (l->words.length)
		prose_append(l->into, prose_new_text(l->arena,
			arena_copy(l->arena, text_span(&l->words)), l->words_place));
	text_clear(&l->words);
}

static void add_words(struct lowering *l, struct span s, struct place place)
{
	if (!l->words.length)
		l->words_place = place;
	for (size_t i = 0; i < s.length; i++)
		text_add_char(&l->words, s.at[i]);
}

static struct prose_node *append_new(struct lowering *l, enum prose_kind kind, struct place place)
{
	struct prose_node *node = prose_new(l->arena, kind, place);
	prose_append(l->into, node);
	return node;
}

static void open_node(struct lowering *l, enum prose_kind kind, struct place place)
{
	l->into = append_new(l, kind, place);
}

static void close_node(struct lowering *l)
{
	flush_words(l);
	l->into = l->into->parent;
}

static void write_lead(struct lowering *l, struct place place)
{
	l->lead_length = 0;
	if (!l->lead.at)
		return;
	add_words(l, l->lead, place);
	add_words(l, SPAN(" "), place);
	l->lead_length = l->words.length;
	l->lead = SPAN_NONE;
}

/* A number whose unit begins with something else than words stands in a line of its own. */
static void write_lead_alone(struct lowering *l, struct place place)
{
	if (!l->lead.at)
		return;
	open_node(l, PROSE_paragraph, place);
	add_words(l, l->lead, place);
	l->lead = SPAN_NONE;
	close_node(l);
}

static struct prose_node *copy_fields(struct lowering *l, const struct prose_node *node)
{
	struct prose_node *copy = append_new(l, node->kind, node->place);
	copy->text = node->text;
	copy->url = node->url;
	copy->title = node->title;
	copy->level = node->level;
	copy->ordered = node->ordered;
	copy->tight = node->tight;
	copy->paren = node->paren;
	copy->start = node->start;
	copy->table = node->table;
	return copy;
}

/* ---- lists and numbered paragraphs */

/* A list whose items' numbers are those that CommonMark would count itself. */
static bool counts_itself(const struct prose_node *list)
{
	if (!list->first || !plain_number_read(list->first->number).is)
		return false;
	for (const struct prose_node *item = list->first->next; item; item = item->next)
		if (!follows(item->previous->number, item->number))
			return false;
	return true;
}

static bool has_numbers(const struct prose_node *list)
{
	for (const struct prose_node *item = list->first; item; item = item->next)
		if (item->number.at)
			return true;
	return false;
}

static void number_list(struct prose_node *list, struct span first)
{
	struct plain_number number = plain_number_read(first);
	list->ordered = true;
	list->paren = number.paren;
	list->start = (int32_t)number.value;
}

static void open_list(struct lowering *l, const struct prose_node *list)
{
	struct prose_node *copy = copy_fields(l, list);
	if (counts_itself(list))
		number_list(copy, list->first->number);
	else if (has_numbers(list))
		copy->ordered = false;
	l->into = copy;
}

static void open_item(struct lowering *l, const struct prose_node *item)
{
	open_node(l, PROSE_item, item->place);
	if (item->number.at && !l->into->parent->ordered)
		l->lead = item->number;
}

static void open_numbered(struct lowering *l, const struct prose_node *node)
{
	if (!plain_number_read(node->number).is) {
		l->lead = node->number;
		return;
	}
	const struct prose_node *before = node->previous;
	bool goes_on = before && before->kind == PROSE_numbered &&
		       follows(before->number, node->number) && l->into->last &&
		       l->into->last->kind == PROSE_list;
	if (!goes_on)
		number_list(append_new(l, PROSE_list, node->place), node->number);
	l->into = l->into->last;
	open_node(l, PROSE_item, node->place);
}

static void close_numbered(struct lowering *l, const struct prose_node *node)
{
	write_lead_alone(l, node->place);
	if (!plain_number_read(node->number).is)
		return;
	close_node(l);
	close_node(l);
}

/* ---- single nodes */

static void lower_mark(struct lowering *l, const struct prose_node *node)
{
	open_node(l, PROSE_paragraph, node->place);
	open_node(l, PROSE_strong, node->place);
	add_words(l, SPAN("["), node->place);
	add_words(l, node->text, node->place);
	add_words(l, SPAN("]"), node->place);
	close_node(l);
	close_node(l);
}

/* What settling should have replaced shows itself as it was typed. */
static void lower_unsettled(struct lowering *l, const struct prose_node *node, const char *before)
{
	add_words(l, span_of(before), node->place);
	add_words(l, node->url, node->place);
	add_words(l, SPAN(")"), node->place);
}

static void lower_html(struct lowering *l, const struct prose_node *node)
{
	if (l->options->raw) {
		flush_words(l);
		copy_fields(l, node);
		return;
	}
	bool block = node->kind == PROSE_html_block;
	if (block)
		open_node(l, PROSE_paragraph, node->place);
	struct span s = span_trim(node->text);
	for (size_t i = 0; i < s.length; i++)
		add_words(l, s.at[i] == '\n' ? SPAN(" ") : span_cut(s, i, i + 1), node->place);
	if (block)
		close_node(l);
}

/* Only a heading of the first two levels can have lines (CommonMark 4.3). */
static bool keeps_breaks(const struct lowering *l)
{
	const struct prose_node *p = l->into;
	while (p && !prose_is_block(p->kind))
		p = p->parent;
	return !p || p->kind != PROSE_heading || p->level <= 2;
}

static bool is_break(const struct prose_node *node)
{
	return node && (node->kind == PROSE_soft_break || node->kind == PROSE_hard_break);
}

/* Two line ends would end the paragraph: where a link or reference left one at its edge, one goes. */
static void lower_break(struct lowering *l, const struct prose_node *node)
{
	if (!keeps_breaks(l)) {
		add_words(l, SPAN(" "), node->place);
		return;
	}
	flush_words(l);
	bool first = !l->into->last && prose_is_block(l->into->kind);
	if (node->kind == PROSE_hard_break || (!first && !is_break(l->into->last)))
		append_new(l, node->kind, node->place);
}

/* Anchors do not exist in CommonMark; an unsafe address is left out. */
static bool is_only_words(const struct lowering *l, const struct prose_node *node)
{
	switch (node->kind) {
	case PROSE_link:
		return node->internal || !(l->options->raw || url_is_safe(node->url));
	case PROSE_emphasis:
	case PROSE_strong:
		return l->no_emphasis;
	default:
		return node->kind == PROSE_reference;
	}
}

static void enter_inline(struct lowering *l, const struct prose_node *node)
{
	switch (node->kind) {
	case PROSE_text:
		add_words(l, node->text, node->place);
		return;
	case PROSE_soft_break:
	case PROSE_hard_break:
		lower_break(l, node);
		return;
	case PROSE_html:
		lower_html(l, node);
		return;
	case PROSE_reference:
		if (!node->first)
			lower_unsettled(l, node, "[](#");
		return;
	default:
		break;
	}
	if (is_only_words(l, node))
		return;
	flush_words(l);
	struct prose_node *copy = copy_fields(l, node);
	if (node->kind != PROSE_code)
		l->into = copy;
}

static void leave_inline(struct lowering *l, const struct prose_node *node)
{
	bool opened = node->kind == PROSE_emphasis || node->kind == PROSE_strong ||
		      node->kind == PROSE_link || node->kind == PROSE_image;
	if (opened && !is_only_words(l, node))
		close_node(l);
}

/* The picture, and below it what a page would print under it. */
static void lower_picture(struct lowering *l, const struct prose_node *node)
{
	open_node(l, PROSE_paragraph, node->place);
	open_node(l, PROSE_image, node->place);
	l->into->url = node->url;
	add_words(l, node->text, node->place);
	close_node(l);
	close_node(l);
	if (!node->title.length)
		return;
	open_node(l, PROSE_paragraph, node->place);
	if (node->number.length) {
		open_node(l, PROSE_strong, node->place);
		add_words(l, node->number, node->place);
		add_words(l, SPAN(":"), node->place);
		close_node(l);
		add_words(l, SPAN(" "), node->place);
	}
	add_words(l, node->title, node->place);
	close_node(l);
}

static void enter_block(struct lowering *l, const struct prose_node *node)
{
	if (node->kind != PROSE_paragraph)
		write_lead_alone(l, node->place);
	switch (node->kind) {
	case PROSE_document:
		break;
	case PROSE_list:
		open_list(l, node);
		break;
	case PROSE_item:
		open_item(l, node);
		break;
	case PROSE_numbered:
		open_numbered(l, node);
		break;
	case PROSE_mark:
		lower_mark(l, node);
		break;
	case PROSE_html_block:
		lower_html(l, node);
		break;
	case PROSE_table_here:
		open_node(l, PROSE_paragraph, node->place);
		lower_unsettled(l, node, "![](#");
		close_node(l);
		break;
	case PROSE_picture:
		lower_picture(l, node);
		break;
	case PROSE_heading:
		l->into = copy_fields(l, node);
		l->lead = node->number;
		write_lead(l, node->place);
		break;
	case PROSE_paragraph:
		l->into = copy_fields(l, node);
		write_lead(l, node->place);
		break;
	case PROSE_quote:
		l->into = copy_fields(l, node);
		break;
	default:
		copy_fields(l, node);
		break;
	}
}

/* The same at the end of the paragraph. */
static void trim_breaks(struct prose_node *leaf)
{
	while (is_break(leaf->last)) {
		leaf->last = leaf->last->previous;
		*(leaf->last ? &leaf->last->next : &leaf->first) = NULL;
	}
}

static void drop_if_empty(struct prose_node *parent)
{
	struct prose_node *last = parent->last;
	if (!last || last->kind != PROSE_paragraph || last->first)
		return;
	parent->last = last->previous;
	if (parent->last)
		parent->last->next = NULL;
	else
		parent->first = NULL;
}

static void leave_block(struct lowering *l, const struct prose_node *node)
{
	switch (node->kind) {
	case PROSE_item:
		write_lead_alone(l, node->place);
		close_node(l);
		break;
	case PROSE_numbered:
		close_numbered(l, node);
		break;
	case PROSE_paragraph:
		if (l->lead_length && l->words.length == l->lead_length && !l->into->first)
			text_cut(&l->words, l->lead_length - 1); /* a number without words */
		flush_words(l);
		trim_breaks(l->into);
		close_node(l);
		drop_if_empty(l->into);
		break;
	case PROSE_heading:
		flush_words(l);
		trim_breaks(l->into);
		close_node(l);
		break;
	case PROSE_quote:
	case PROSE_list:
		close_node(l);
		break;
	default:
		break;
	}
}

static void lower_node(struct lowering *l, const struct prose_node *node, bool leaving)
{
	bool block = prose_is_block(node->kind);
	if (leaving && block)
		leave_block(l, node);
	else if (leaving)
		leave_inline(l, node);
	else if (block)
		enter_block(l, node);
	else
		enter_inline(l, node);
}

static void lower_all(struct lowering *l, const struct prose_node *node)
{
	lower_node(l, node, false);
	for (struct prose_visit v = {.root = node}; prose_visit(&v);)
		lower_node(l, v.node, v.leaving);
	lower_node(l, node, true);
}

/* ---- tight and loose: as a reader will see them */

static bool is_empty_item(const struct prose_node *item)
{
	return item && !item->first;
}

/* Blocks that need an empty line between them. */
static bool needs_empty_line(const struct prose_node *one, const struct prose_node *two)
{
	if (two->kind == PROSE_list && one->kind == PROSE_list)
		return two->ordered && one->ordered && two->paren == one->paren;
	if (one->kind != PROSE_paragraph)
		return two->kind == PROSE_table || one->kind == PROSE_table;
	if (two->kind == PROSE_list)
		return (two->ordered && two->start != 1) || is_empty_item(two->first);
	return two->kind == PROSE_paragraph || two->kind == PROSE_table;
}

static void settle_tightness(struct prose_node *list)
{
	size_t items = 0, most = 0;
	bool must_be_loose = false;
	for (const struct prose_node *item = list->first; item; item = item->next, items++) {
		size_t blocks = 0;
		for (const struct prose_node *b = item->first; b; b = b->next, blocks++)
			if (b->next && needs_empty_line(b, b->next))
				must_be_loose = true;
		most = blocks > most ? blocks : most;
	}
	if (must_be_loose)
		list->tight = false;
	else if (items <= 1 && most <= 1)
		list->tight = true;
}

struct prose_node *markdown_lower(struct arena *arena, const struct prose_node *node,
	const struct markdown_options *options)
{
	static const struct markdown_options usual = {0};
	struct prose_node *document = prose_new(arena, PROSE_document, node->place);
	struct lowering l = {
		.arena = arena,
		.options = options ? options : &usual,
		.into = document,
	};
	if (!prose_is_block(node->kind))
		open_node(&l, PROSE_paragraph, node->place);
	lower_all(&l, node);
	flush_words(&l);
	text_release(&l.words);
	for (struct prose_node *n = document->first; n; n = prose_walk(document, n)) {
		if (n->kind == PROSE_list)
			settle_tightness(n);
		n->bare = l.options->escape_all;
	}
	return document;
}

void markdown_drop_emphasis(struct arena *arena, struct prose_node *leaf)
{
	static const struct markdown_options raw = {.raw = true};
	struct prose_node *fresh = prose_new(arena, leaf->kind, leaf->place);
	fresh->level = leaf->level;
	struct lowering l = {.arena = arena, .options = &raw, .into = fresh, .no_emphasis = true};
	for (struct prose_visit v = {.root = leaf}; prose_visit(&v);)
		lower_node(&l, v.node, v.leaving);
	flush_words(&l);
	trim_breaks(fresh);
	text_release(&l.words);
	leaf->first = fresh->first;
	leaf->last = fresh->last;
	for (struct prose_node *child = leaf->first; child; child = child->next)
		child->parent = leaf;
}
