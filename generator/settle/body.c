/* The body of a part: the author's prose and lists in the style's numbers. */
#include "settle/writing.h"

/* --- copying */
static struct prose_node *copy_one(struct settling *s, const struct prose_node *node)
{
	struct prose_node *copy = ARENA_NEW(s->arena, struct prose_node);
	*copy = *node;
	copy->parent = copy->first = copy->last = copy->next = copy->previous = NULL;
	copy->text = arena_copy(s->arena, node->text);
	copy->url = arena_copy(s->arena, node->url);
	copy->title = arena_copy(s->arena, node->title);
	copy->id = settle_id(s, node->id);
	return copy;
}

struct prose_node *writing_copy(struct settling *s, const struct prose_node *node)
{
	struct prose_node *root = copy_one(s, node), *to = root;
	for (const struct prose_node *from = node;;) {
		if (from->first) {
			from = from->first;
			struct prose_node *child = copy_one(s, from);
			prose_append(to, child);
			to = child;
			continue;
		}
		while (from != node && !from->next) {
			from = from->parent;
			to = to->parent;
		}
		if (from == node)
			return root;
		from = from->next;
		struct prose_node *next = copy_one(s, from);
		prose_append(to->parent, next);
		to = next;
	}
}

static size_t ordered_depth(const struct prose_node *list, const struct prose_node *root)
{
	size_t depth = 0;
	for (const struct prose_node *n = list; n; n = n->parent) {
		depth += n->kind == PROSE_list && n->ordered;
		if (n == root)
			break;
	}
	return depth;
}

static void number_list(struct settling *s, const struct flow *flow, struct prose_node *list,
	size_t depth, struct span paragraph)
{
	const size_t level = depth > HOUSE_LIST_LEVELS ? HOUSE_LIST_LEVELS : depth;
	const struct pattern *pattern = pattern_pick(flow->numbering.lists[level - 1], &s->asker);
	if (!pattern || pattern_kind_of(pattern) == PATTERN_NONE)
		return;
	if (pattern_kind_of(pattern) == PATTERN_BULLET) {
		list->ordered = false;
		return;
	}
	uint32_t counter = list->start > 0 ? (uint32_t)list->start : 1;
	const struct span above = pattern_uses_heading(pattern) ? numberer_above(&s->numberer) : paragraph;
	for (struct prose_node *item = list->first; item; item = item->next)
		item->number = number_of(s->arena, pattern, counter++, above).printed;
}

/* A heading without a word is read out as "heading" and nothing else. */
static void want_words(struct settling *s, const struct prose_node *heading)
{
	if (!prose_is_empty(heading) || heading->place.source != s->paper->source->number)
		return;
	diag_add(s->diags, FINDING_empty_part, heading->place, SPAN("this heading"), SPAN_NONE, SPAN_NONE)
		->help = SPAN("Write it, or take it out; put a backslash before # if it is meant as text.");
}

/* A heading inside a quote or list: it has no number and no place in the contents. */
static void target_inside(struct settling *s, const struct prose_node *heading)
{
	struct text plain = {0};
	prose_plain(heading, &plain);
	settle_target(s, TARGET_section, heading->id, SPAN_NONE, heading->id, settle_text(s, &plain));
}

/* What a reader can land on below a block: named items, lists with the style's letters. */
void writing_below(struct settling *s, const struct flow *flow, struct prose_node *block,
	struct number paragraph)
{
	for (struct prose_node *n = block; n; n = prose_walk(block, n)) {
		if (n->kind == PROSE_list && n->ordered)
			number_list(s, flow, n, ordered_depth(n, block), paragraph.carried);
		if (n->kind == PROSE_heading) {
			want_words(s, n);
			n->level = (uint8_t)(flow->level < 6 ? flow->level + 1 : 6);
			if (n != block && n->id.length)
				target_inside(s, n);
		}
		if (n->kind == PROSE_item && n->id.length)
			settle_target(s, TARGET_item, n->id, number_bare(n->number), n->id, SPAN_NONE);
		if (n->kind == PROSE_paragraph && n != block && n->id.length)
			settle_target(s, TARGET_paragraph, n->id, number_referred(s->arena, &paragraph),
				n->id, SPAN_NONE);
		if (n->kind == PROSE_picture)
			settle_picture(s, n);
		if (n->kind == PROSE_table_here) {
			struct table *table = settle_table_here(s, n);
			if (table) {
				n->kind = PROSE_table;
				n->table = table;
			}
		}
	}
}

struct prose_node *settle_copy(struct settling *s, const struct prose_node *node,
	const struct flow *flow)
{
	struct prose_node *copy = writing_copy(s, node);
	writing_below(s, flow, copy, NO_NUMBER);
	return copy;
}

/* --- blocks of prose in the part's numbers */
static bool heading_depth_is_right(struct writing *w, const struct prose_node *heading, uint8_t depth,
	uint8_t first_level)
{
	const uint8_t allowed = w->flow->part->own_headings;
	if (heading->place.source != w->s->paper->source->number)
		return true; /* a sentence of the style */
	const bool low = heading->level < first_level, deep = !low && depth > allowed,
		   jump = !low && depth > w->last_depth + 1;
	if (!low && !deep && !jump)
		return true;
	struct span level = arena_format(w->s->arena, "%u", heading->level);
	struct span help = arena_format(w->s->arena, "Use %.*s here%s.", first_level,
		"######", allowed > 1 ? ", and one # more for each level below it" : "");
	diag_add(w->s->diags, FINDING_heading_level, heading->place, level, help, SPAN_NONE);
	return false;
}

static void write_heading(struct writing *w, struct prose_node *heading)
{
	struct settling *s = w->s;
	want_words(s, heading);
	const bool headed = !w->flow->part->heading_none;
	const uint8_t first_level = headed ? 3 : 2;
	uint8_t depth = heading->level >= first_level ? (uint8_t)(heading->level - first_level + 1) : 1;
	if (!heading_depth_is_right(w, heading, depth, first_level) && depth > w->last_depth + 1)
		depth = (uint8_t)(w->last_depth + 1);
	w->last_depth = depth;
	const unsigned level = w->flow->level + depth - (headed ? 0u : 1u);
	heading->level = (uint8_t)(level > 6 ? 6 : level);
	const struct pattern *pattern = depth <= HOUSE_LEVELS
		? pattern_pick(w->flow->numbering.subheadings[depth - 1], &s->asker) : NULL;
	const struct number number = number_heading(&s->numberer, pattern, (uint8_t)(w->flow->depth + depth - (headed ? 0 : 1)));
	heading->number = number.printed;
	struct text plain = {0};
	prose_plain(heading, &plain);
	struct span words = arena_copy(s->arena, text_span(&plain));
	text_release(&plain);
	const struct span id = heading->id;
	if (!id.length)
		heading->id = settle_anchor(s, "h");
	settle_target(s, TARGET_section, id, number_bare(number.carried), heading->id, words);
	settle_contents(s, heading->level, number, words, heading->id);
	prose_append(w->body, heading);
	w->current = NULL;
}

/* Opens a numbered paragraph; NULL when this part has no numbers. */
static struct prose_node *open_numbered(struct writing *w, struct span id, struct place place,
	struct span explained)
{
	struct settling *s = w->s;
	const struct pattern *pattern = pattern_pick(w->flow->numbering.paragraphs, &s->asker);
	w->number = number_paragraph(&s->numberer, pattern, explained);
	if (!w->number.printed.length)
		return NULL;
	struct prose_node *numbered = prose_new(s->arena, PROSE_numbered, place);
	numbered->number = w->number.printed;
	numbered->id = id.length ? id : settle_anchor(s, "p");
	settle_target(s, TARGET_paragraph, id, number_referred(s->arena, &w->number), numbered->id,
		SPAN_NONE);
	prose_append(w->body, numbered);
	return numbered;
}

void write_paragraph(struct writing *w, struct prose_node *paragraph)
{
	w->current = NULL;
	if (!paragraph->unnumbered) {
		w->current = open_numbered(w, paragraph->id, paragraph->place, SPAN_NONE);
		if (w->current) {
			paragraph->id = SPAN_NONE;
			prose_append(w->current, paragraph);
			writing_below(w->s, w->flow, paragraph, w->number);
			return;
		}
	}
	w->number = NO_NUMBER;
	if (paragraph->id.length)
		settle_target(w->s, TARGET_paragraph, paragraph->id, SPAN_NONE, paragraph->id, SPAN_NONE);
	prose_append(w->body, paragraph);
}

void writing_block(struct writing *w, const struct prose_node *block)
{
	struct prose_node *copy = writing_copy(w->s, block);
	if (copy->kind == PROSE_heading) {
		write_heading(w, copy);
	} else if (copy->kind == PROSE_paragraph) {
		write_paragraph(w, copy);
	} else {
		prose_append(w->current ? w->current : w->body, copy);
		writing_below(w->s, w->flow, copy, w->number);
	}
}

static void write_document(struct writing *w, const struct prose_node *document)
{
	for (const struct prose_node *n = document ? document->first : NULL; n; n = n->next)
		writing_block(w, n);
}

/* One item of a part given as a list: one numbered paragraph, whatever it holds. */
static void write_passage(struct writing *w, const struct passage *passage)
{
	struct settling *s = w->s;
	if (passage->heading.text.length) {
		struct prose_node *heading = prose_new(s->arena, PROSE_heading, passage->heading.place);
		heading->level = w->flow->part->heading_none ? 2 : 3;
		prose_append(heading, prose_new_text(s->arena, passage->heading.text, passage->heading.place));
		write_heading(w, heading);
	}
	const struct prose_node *block = passage->prose ? passage->prose->first : NULL;
	for (; block && block->kind == PROSE_heading; block = block->next)
		writing_block(w, block);
	const bool unnumbered = block && block->kind == PROSE_paragraph && block->unnumbered;
	const struct span id = settle_id(s, passage->id.length ? passage->id
		: block && block->kind == PROSE_paragraph ? block->id : SPAN_NONE);
	w->current = NULL;
	if (block && !unnumbered)
		w->current = open_numbered(w, id, passage->place,
			settle_explained(s, w->flow, &passage->explains));
	if (!w->current) {
		w->number = NO_NUMBER;
		if (id.length)
			settle_target(s, TARGET_paragraph, id, SPAN_NONE, id, SPAN_NONE);
	}
	for (const struct prose_node *first = block; block; block = block->next) {
		if (block->kind == PROSE_heading && !w->current) {
			writing_block(w, block); /* nothing around it: a heading of the part */
			continue;
		}
		struct prose_node *copy = writing_copy(s, block);
		if (block == first && copy->kind == PROSE_paragraph)
			copy->id = w->current ? SPAN_NONE : id;
		prose_append(w->current ? w->current : w->body, copy);
		writing_below(s, w->flow, copy, w->number);
	}
}

static void write_sentence(struct writing *w, const struct house_text *text)
{
	if (text)
		write_document(w, settle_sentence(w->s, text, w->asker, w->flow->part->key, false));
	w->current = NULL;
}

static void write_passages(struct writing *w)
{
	const struct part *part = w->flow->typed;
	for (size_t i = 0; part && i < part->passage_count; i++) {
		if (part->listed)
			write_passage(w, &part->passages[i]);
		else
			write_document(w, part->passages[i].prose);
	}
	w->current = NULL;
}

/* --- by kind */
static void body_of_text(struct writing *w)
{
	write_passages(w);
}

static void body_of_entries(struct writing *w)
{
	write_passages(w);
	const bool listed = w->flow->typed && w->flow->typed->item_count;
	if (!listed && !settle_lists_sheets(w->s, w->flow->part))
		return;
	if (w->flow->part->column_count)
		settle_records(w->s, w->flow, w->body);
	else
		write_entries(w);
}

/* Options in one sentence each, as a list of paragraphs: nothing to set beside each other. */
static bool are_sentences(const struct part *part)
{
	for (size_t i = 0; i < part->item_count; i++)
		for (size_t k = 0; k < part->items[i].value_count; k++)
			if (!span_is(part->items[i].values[k].name, "option") &&
				!span_is(part->items[i].values[k].name, "id"))
				return false;
	return part->decl->kind == PART_options;
}

static void write_option(struct writing *w, const struct record *record)
{
	const struct value *only = record_value(record, "option");
	if (!only)
		return;
	struct passage passage = {.place = record->place, .prose = only->prose, .id = record->id,
		.id_place = record->id_place};
	if (!passage.prose) {
		struct prose_node *paragraph = prose_new(w->s->arena, PROSE_paragraph, only->place);
		passage.prose = prose_new(w->s->arena, PROSE_document, only->place);
		prose_append(passage.prose, paragraph);
		prose_append(paragraph, prose_new_text(w->s->arena, only->text, only->place));
	}
	write_passage(w, &passage);
}

/* A kind that has columns of its own: where the style gives an `item` and no columns, it wants none. */
static void body_of_tables(struct writing *w)
{
	const struct house_part *part = w->flow->part;
	write_passages(w);
	if (!w->flow->typed || !w->flow->typed->item_count)
		return;
	if (part->item && !part->column_count)
		write_entries(w);
	else if (!part->column_count && are_sentences(w->flow->typed))
		for (size_t i = 0; i < w->flow->typed->item_count; i++)
			write_option(w, &w->flow->typed->items[i]);
	else
		settle_records(w->s, w->flow, w->body);
	if (part->kind == PART_risks)
		settle_matrix(w->s, w->flow, w->body);
}

static void body_of_finance(struct writing *w)
{
	write_passages(w);
	if (w->flow->typed && w->flow->typed->finance)
		settle_finance(w->s, w->flow, w->body);
}

static void body_of_fixed(struct writing *w)
{
	write_sentence(w, w->flow->part->text);
}

static void (*const bodies[PART_KIND_count])(struct writing *) = {
	[PART_text] = body_of_text,
	[PART_recommendations] = write_recommendations,
	[PART_options] = body_of_tables,
	[PART_risks] = body_of_tables,
	[PART_finance] = body_of_finance,
	[PART_list] = body_of_entries,
	[PART_documents] = body_of_entries,
	[PART_appendices] = body_of_entries,
	[PART_people] = body_of_entries,
	[PART_clearances] = body_of_entries,
	[PART_records] = body_of_entries,
	[PART_fixed] = body_of_fixed,
	[PART_group] = body_of_text,
};

static void write_none(struct writing *w)
{
	if (w->flow->part->none_text) {
		write_sentence(w, w->flow->part->none_text);
		return;
	}
	struct prose_node *paragraph = prose_new(w->s->arena, PROSE_paragraph, w->flow->typed->place);
	prose_append(paragraph, prose_new_text(w->s->arena, settle_word(w->s, "none"),
					w->flow->typed->place));
	write_paragraph(w, paragraph);
}

struct prose_node *settle_part_body(struct settling *s, const struct flow *flow,
	const struct asker *asker)
{
	const struct house_part *part = flow->part;
	struct writing w = {.s = s, .flow = flow, .asker = asker,
		.body = prose_new(s->arena, PROSE_document, flow->typed ? flow->typed->place : s->paper->start)};
	if (flow->typed && flow->typed->none && !settle_lists_sheets(s, part)) {
		write_none(&w);
	} else {
		if (part->kind != PART_recommendations)
			write_sentence(&w, part->lead);
		bodies[part->kind](&w);
		write_sentence(&w, part->tail);
	}
	if (!w.body->first)
		return NULL;
	settle_body(s, w.body);
	return w.body;
}
