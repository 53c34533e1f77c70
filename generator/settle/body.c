/* The body of a part: the author's prose and lists in the style's numbers. */
#include "settle/settling.h"

/* --- copying */
static struct prose_node *copy_one(struct settling *s, const struct prose_node *node)
{
	struct prose_node *copy = ARENA_NEW(s->arena, struct prose_node);
	*copy = *node;
	copy->parent = copy->first = copy->last = copy->next = copy->previous = NULL;
	copy->text = arena_copy(s->arena, node->text);
	copy->url = arena_copy(s->arena, node->url);
	copy->title = arena_copy(s->arena, node->title);
	copy->id = arena_copy(s->arena, node->id);
	return copy;
}

static struct prose_node *copy_tree(struct settling *s, const struct prose_node *node)
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
	for (struct prose_node *item = list->first; item; item = item->next)
		item->number = number_of(s->arena, pattern, counter++, paragraph).printed;
}

/* What a reader can land on below a block: named items, lists with the style's letters. */
static void settle_below(struct settling *s, const struct flow *flow, struct prose_node *block,
	struct number paragraph)
{
	for (struct prose_node *n = block; n; n = prose_walk(block, n)) {
		if (n->kind == PROSE_list && n->ordered)
			number_list(s, flow, n, ordered_depth(n, block), paragraph.carried);
		if (n->kind == PROSE_heading && n != block)
			n->level = (uint8_t)(flow->level < 6 ? flow->level + 1 : 6);
		if (n->kind == PROSE_item && n->id.length)
			settle_target(s, TARGET_item, n->id, number_bare(n->number), n->id, SPAN_NONE);
		if (n->kind == PROSE_paragraph && n != block && n->id.length)
			settle_target(s, TARGET_paragraph, n->id, number_bare(paragraph.printed), n->id,
				SPAN_NONE);
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
	struct prose_node *copy = copy_tree(s, node);
	settle_below(s, flow, copy, (struct number){SPAN_NONE, SPAN_NONE});
	return copy;
}

/* --- blocks of prose in the part's numbers */
struct writing {
	struct settling *s;
	const struct flow *flow;
	struct prose_node *body;
	struct prose_node *current; /* the numbered paragraph that lists and quotes belong to */
	struct number number;       /* of `current` */
	uint8_t last_depth;         /* of the author's headings, to find jumps */
};

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
	settle_target(s, TARGET_paragraph, id, number_bare(w->number.printed), numbered->id, SPAN_NONE);
	prose_append(w->body, numbered);
	return numbered;
}

static void write_paragraph(struct writing *w, struct prose_node *paragraph)
{
	w->current = NULL;
	if (!paragraph->unnumbered) {
		w->current = open_numbered(w, paragraph->id, paragraph->place, SPAN_NONE);
		if (w->current) {
			paragraph->id = SPAN_NONE;
			prose_append(w->current, paragraph);
			settle_below(w->s, w->flow, paragraph, w->number);
			return;
		}
	}
	w->number = (struct number){SPAN_NONE, SPAN_NONE};
	if (paragraph->id.length)
		settle_target(w->s, TARGET_paragraph, paragraph->id, SPAN_NONE, paragraph->id, SPAN_NONE);
	prose_append(w->body, paragraph);
}

static void write_block(struct writing *w, const struct prose_node *block)
{
	struct prose_node *copy = copy_tree(w->s, block);
	if (copy->kind == PROSE_heading) {
		write_heading(w, copy);
	} else if (copy->kind == PROSE_paragraph) {
		write_paragraph(w, copy);
	} else {
		prose_append(w->current ? w->current : w->body, copy);
		settle_below(w->s, w->flow, copy, w->number);
	}
}

static void write_document(struct writing *w, const struct prose_node *document)
{
	for (const struct prose_node *n = document ? document->first : NULL; n; n = n->next)
		write_block(w, n);
}

/* The numbers, "1" or "2-3", of the recommendations that a paragraph explains. */
static struct span explained_numbers(struct settling *s, const struct words_list *ids)
{
	const struct part *part = paper_part(s->paper, SPAN("recommendations"));
	size_t first = 0, last = 0;
	for (size_t i = 0; i < ids->count; i++) {
		size_t k = 0;
		while (part && k < part->item_count && !span_same(part->items[k].id, ids->items[i].text))
			k++;
		if (!part || k == part->item_count) {
			diag_add(s->diags, FINDING_for_unknown, ids->items[i].place, ids->items[i].text,
				SPAN_NONE, SPAN_NONE);
			continue;
		}
		if (!first || k + 1 < first)
			first = k + 1;
		if (k + 1 > last)
			last = k + 1;
	}
	if (!first)
		return SPAN_NONE;
	return first == last ? arena_format(s->arena, "%zu", first)
			     : arena_format(s->arena, "%zu-%zu", first, last);
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
		write_block(w, block);
	const bool unnumbered = block && block->kind == PROSE_paragraph && block->unnumbered;
	const struct span id = passage->id.length ? passage->id
		: block && block->kind == PROSE_paragraph ? block->id : SPAN_NONE;
	w->current = NULL;
	if (block && !unnumbered)
		w->current = open_numbered(w, id, passage->place,
			explained_numbers(s, &passage->explains));
	if (!w->current) {
		w->number = (struct number){SPAN_NONE, SPAN_NONE};
		if (id.length)
			settle_target(s, TARGET_paragraph, id, SPAN_NONE, id, SPAN_NONE);
	}
	for (const struct prose_node *first = block; block; block = block->next) {
		struct prose_node *copy = copy_tree(s, block);
		if (block == first && copy->kind == PROSE_paragraph)
			copy->id = w->current ? SPAN_NONE : id;
		prose_append(w->current ? w->current : w->body, copy);
		settle_below(s, w->flow, copy, w->number);
	}
}

static void write_sentence(struct writing *w, const struct house_text *text)
{
	if (text)
		write_document(w, settle_sentence(w->s, text, &w->s->asker, w->flow->part->key, false));
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

/* --- recommendations */
static struct prose_node *lead_paragraph(struct writing *w)
{
	struct settling *s = w->s;
	const struct part *part = w->flow->typed;
	if (part->lead.text.length) {
		struct prose_node *paragraph = prose_new(s->arena, PROSE_paragraph, part->lead.place);
		prose_append(paragraph, prose_new_text(s->arena, part->lead.text, part->lead.place));
		return paragraph;
	}
	if (!w->flow->part->lead)
		return NULL;
	const struct prose_node *sentence =
		settle_sentence(s, w->flow->part->lead, &s->asker, w->flow->part->key, false);
	return sentence && sentence->first ? copy_tree(s, sentence->first) : NULL;
}

static void note_recommendation(struct writing *w, const struct record *record, struct number number,
	struct span anchor)
{
	struct settling *s = w->s;
	const struct value *text = record_value(record, "text"), *owner = record_value(record, "owner"),
			   *due = record_value(record, "due");
	struct text plain = {0};
	if (text && text->prose)
		prose_plain(text->prose, &plain);
	else if (text)
		text_add(&plain, text->text);
	struct settled_recommendation r = {.number = number.printed, .anchor = anchor,
		.text = arena_copy(s->arena, text_span(&plain))};
	text_clear(&plain);
	if (owner)
		r.owner = arena_copy(s->arena, owner->text);
	if (due && due->right) {
		r.due_date = due->date;
		house_print_date(s->house, s->language, due->date, false, &plain);
		r.due = arena_copy(s->arena, text_span(&plain));
	}
	text_release(&plain);
	ARENA_GROW(s->arena, s->recommendations, s->recommendation_count, s->recommendation_capacity);
	s->recommendations[s->recommendation_count++] = r;
	settle_target(s, TARGET_recommendation, record->id, number_bare(number.printed), anchor, SPAN_NONE);
}

static void append_copies(struct writing *w, struct prose_node *into, const struct prose_node *document,
	struct number number)
{
	for (const struct prose_node *n = document ? document->first : NULL; n; n = n->next) {
		struct prose_node *copy = copy_tree(w->s, n);
		prose_append(into, copy);
		settle_below(w->s, w->flow, copy, number);
	}
}

/* "THAT Cabinet note the report": the one recommendation runs on from the lead. */
static void run_on(struct writing *w, struct prose_node *lead, const struct record *record)
{
	struct settling *s = w->s;
	const struct value *text = record_value(record, "text");
	const struct prose_node *document = text ? text->prose : NULL;
	const struct prose_node *block = document ? document->first : NULL;
	const struct number none = {SPAN_NONE, SPAN_NONE};
	struct prose_node *paragraph = lead ? lead : prose_new(s->arena, PROSE_paragraph, record->place);
	if (block && block->kind == PROSE_paragraph) {
		if (lead)
			prose_append(paragraph, prose_new_text(s->arena, SPAN(" "), record->place));
		for (const struct prose_node *n = block->first; n; n = n->next)
			prose_append(paragraph, copy_tree(s, n));
		block = block->next;
	}
	paragraph->id = record->id.length ? record->id : settle_anchor(s, "r");
	prose_append(w->body, paragraph);
	for (; block; block = block->next) {
		struct prose_node *copy = copy_tree(s, block);
		prose_append(w->body, copy);
		settle_below(s, w->flow, copy, none);
	}
	note_recommendation(w, record, none, paragraph->id);
}

static bool is_simple(const struct prose_node *document)
{
	return document && document->first && !document->first->next &&
	       document->first->kind == PROSE_paragraph;
}

static void write_recommendation(struct writing *w, const struct record *record,
	const struct pattern *pattern, uint32_t counter, struct prose_node *list)
{
	struct settling *s = w->s;
	const struct value *text = record_value(record, "text");
	const struct prose_node *document = text ? text->prose : NULL;
	struct number number = {SPAN_NONE, SPAN_NONE};
	const enum pattern_kind kind = pattern ? pattern_kind_of(pattern) : PATTERN_NONE;
	if (kind == PATTERN_PARAGRAPHS)
		number = number_paragraph(&s->numberer,
			pattern_pick(w->flow->numbering.paragraphs, &s->asker), SPAN_NONE);
	else if (kind == PATTERN_COUNTER)
		number = number_of(s->arena, pattern, counter, SPAN_NONE);
	struct prose_node *unit = prose_new(s->arena, list ? PROSE_item : PROSE_numbered, record->place);
	unit->number = number.printed;
	unit->id = record->id.length ? record->id : settle_anchor(s, "r");
	prose_append(list ? list : w->body, unit);
	append_copies(w, unit, document, number);
	if (list && !is_simple(document))
		list->tight = false;
	note_recommendation(w, record, number, unit->id);
}

static void write_recommendations(struct writing *w)
{
	struct settling *s = w->s;
	const struct part *part = w->flow->typed;
	if (!part)
		return;
	const struct pattern *pattern = pattern_pick(w->flow->numbering.recommendations, &s->asker);
	const enum pattern_kind kind = pattern ? pattern_kind_of(pattern) : PATTERN_NONE;
	struct prose_node *lead = lead_paragraph(w);
	if (part->item_count == 1 && kind == PATTERN_NONE) {
		run_on(w, lead, &part->items[0]);
		return;
	}
	if (lead && kind == PATTERN_PARAGRAPHS)
		prose_append(w->body, lead);
	else if (lead)
		write_paragraph(w, lead);
	w->current = NULL;
	struct prose_node *list = NULL;
	if (kind == PATTERN_BULLET && part->item_count) {
		list = prose_new(s->arena, PROSE_list, part->place);
		list->tight = true;
		prose_append(w->body, list);
	}
	for (size_t i = 0; i < part->item_count; i++)
		write_recommendation(w, &part->items[i], pattern, (uint32_t)i + 1, list);
}

/* --- lists, documents, people, appendices, records without columns */
static const struct prose_node *entry_document(struct settling *s, const struct flow *flow,
	const struct record *record, struct span number)
{
	if (flow->part->item) {
		const struct made made[] = {{"number", number}};
		struct asking inner = s->asking;
		inner.record = record;
		inner.fields = flow->typed->fields;
		inner.field_count = flow->typed->field_count;
		inner.made = made;
		inner.made_count = 1;
		const struct asker asker = asking_asker(&inner);
		const struct prose_node *document =
			settle_sentence(s, flow->part->item, &asker, flow->part->key, true);
		if (document && document->first)
			return document;
	}
	const struct value *first = record->value_count ? &record->values[0] : NULL;
	if (first && first->prose)
		return first->prose;
	struct prose_node *document = prose_new(s->arena, PROSE_document, record->place);
	struct prose_node *paragraph = prose_new(s->arena, PROSE_paragraph, record->place);
	prose_append(document, paragraph);
	if (first)
		prose_append(paragraph, prose_new_text(s->arena, first->text, first->place));
	return document;
}

static void append_line(struct writing *w, struct prose_node **lines, const struct prose_node *document)
{
	const struct prose_node *paragraph = document->first;
	if (!*lines) {
		*lines = prose_new(w->s->arena, PROSE_paragraph, paragraph->place);
		prose_append(w->body, *lines);
	} else {
		prose_append(*lines, prose_new(w->s->arena, PROSE_hard_break, paragraph->place));
	}
	for (const struct prose_node *n = paragraph->first; n; n = n->next)
		prose_append(*lines, copy_tree(w->s, n));
}

/* A sentence like "1. Letter" reads as a list of one: then it is one numbered line. */
static bool numbered_line(struct writing *w, const struct prose_node *document, struct span anchor)
{
	const struct prose_node *list = document->first;
	if (!list || list->next || list->kind != PROSE_list || !list->ordered || !list->first ||
		list->first->next)
		return false;
	struct prose_node *unit = prose_new(w->s->arena, PROSE_numbered, list->place);
	unit->number = arena_format(w->s->arena, "%d%c", (int)list->start, list->paren ? ')' : '.');
	unit->id = anchor;
	prose_append(w->body, unit);
	for (const struct prose_node *n = list->first->first; n; n = n->next)
		prose_append(unit, copy_tree(w->s, n));
	return true;
}

static struct span settle_appendix(struct writing *w, const struct record *record)
{
	struct settling *s = w->s;
	const struct pattern *pattern = pattern_pick(s->house->numbering.appendices, &s->asker);
	struct settled_appendix a = {0};
	const struct number number = pattern && pattern_kind_of(pattern) == PATTERN_COUNTER
		? number_of(s->arena, pattern, ++s->appendix_number, SPAN_NONE)
		: (struct number){SPAN_NONE, SPAN_NONE};
	const struct value *title = record_value(record, "title"), *at = record_value(record, "at"),
			   *text = record_value(record, "text");
	a.number = number_bare(number.printed);
	struct span word = settle_word(s, "appendix");
	a.label = a.number.length ? arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(a.number))
				  : word;
	a.title = title ? arena_copy(s->arena, title->text) : SPAN("");
	a.anchor = record->id.length ? arena_copy(s->arena, record->id) : settle_anchor(s, "appendix");
	if (at)
		a.at = arena_copy(s->arena, at->text);
	if (record->table)
		a.table = settle_paper_table(s, record->table, TABLE_appendix, a.label, a.title);
	if (text && text->prose) {
		a.text = settle_copy(s, text->prose, w->flow);
		settle_body(s, a.text);
	}
	settle_target(s, TARGET_appendix, record->id, a.number, a.anchor, SPAN_NONE);
	ARENA_GROW(s->arena, s->appendices, s->appendix_count, s->appendix_capacity);
	s->appendix_records[s->appendix_count] = record;
	s->appendices[s->appendix_count++] = a;
	return a.number;
}

static void write_entry_unit(struct writing *w, const struct prose_node *document,
	const struct record *record, struct number number, struct prose_node *list, struct span anchor)
{
	struct prose_node *unit = prose_new(w->s->arena, list ? PROSE_item : PROSE_numbered, record->place);
	unit->number = number.printed;
	unit->id = anchor;
	prose_append(list ? list : w->body, unit);
	append_copies(w, unit, document, number);
	if (list && !is_simple(document))
		list->tight = false;
}

/* Where a reference to an entry leads: to the appendix itself, if it has a section of its own, else
 * to the entry. */
static struct span entry_anchor(struct settling *s, enum part_kind kind, const struct record *record)
{
	if (kind != PART_appendices)
		return record->id.length ? record->id : settle_anchor(s, "i");
	const struct settled_appendix *a = &s->appendices[s->appendix_count - 1];
	return a->table || a->text ? settle_anchor(s, "i") : a->anchor;
}

static void write_entries(struct writing *w)
{
	struct settling *s = w->s;
	const struct part *part = w->flow->typed;
	const struct pattern *pattern = pattern_pick(w->flow->numbering.items, &s->asker);
	const enum pattern_kind kind = pattern ? pattern_kind_of(pattern) : PATTERN_NONE;
	struct prose_node *list = NULL, *lines = NULL;
	if (kind == PATTERN_BULLET && part->item_count) {
		list = prose_new(s->arena, PROSE_list, part->place);
		list->tight = true;
		prose_append(w->body, list);
	}
	for (size_t i = 0; i < part->item_count; i++) {
		const struct record *record = &part->items[i];
		struct span own = SPAN_NONE;
		if (part->decl->kind == PART_appendices)
			own = settle_appendix(w, record);
		const struct prose_node *document = entry_document(s, w->flow, record, own);
		struct number number = {SPAN_NONE, SPAN_NONE};
		if (kind == PATTERN_PARAGRAPHS)
			number = number_paragraph(&s->numberer,
				pattern_pick(w->flow->numbering.paragraphs, &s->asker), SPAN_NONE);
		else if (kind == PATTERN_COUNTER)
			number = number_of(s->arena, pattern, (uint32_t)i + 1, SPAN_NONE);
		const struct span anchor = entry_anchor(s, part->decl->kind, record);
		if (list || number.printed.length)
			write_entry_unit(w, document, record, number, list, anchor);
		else if (numbered_line(w, document, anchor))
			lines = NULL;
		else if (part->decl->kind == PART_appendices)
			write_entry_unit(w, document, record, number, NULL, anchor);
		else if (is_simple(document))
			append_line(w, &lines, document);
		else
			append_copies(w, w->body, document, number);
	}
}

/* --- by kind */
static void body_of_text(struct writing *w)
{
	write_passages(w);
}

static void body_of_entries(struct writing *w)
{
	write_passages(w);
	if (!w->flow->typed || !w->flow->typed->item_count)
		return;
	if (w->flow->part->column_count)
		settle_records(w->s, w->flow, w->body);
	else
		write_entries(w);
}

static void body_of_tables(struct writing *w)
{
	write_passages(w);
	if (w->flow->typed && w->flow->typed->item_count)
		settle_records(w->s, w->flow, w->body);
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

struct prose_node *settle_part_body(struct settling *s, const struct flow *flow)
{
	const struct house_part *part = flow->part;
	struct writing w = {.s = s, .flow = flow,
		.body = prose_new(s->arena, PROSE_document, flow->typed ? flow->typed->place : s->paper->start)};
	if (flow->typed && flow->typed->none) {
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
