/* Recommendations: the lead, and the items in the style's numbers. */
#include "settle/writing.h"

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
		settle_sentence(s, w->flow->part->lead, w->asker, w->flow->part->key, false);
	return sentence && sentence->first ? writing_copy(s, sentence->first) : NULL;
}

/* Its words are taken when references have theirs (settle.c). */
static void note_recommendation(struct writing *w, const struct record *record, struct number number,
	const struct prose_node *node)
{
	struct settling *s = w->s;
	if (s->copy)
		return;
	const struct value *owner = record_value(record, "owner"), *due = record_value(record, "due");
	struct settled_recommendation r = {.number = number.printed, .anchor = node->id};
	if (owner)
		r.owner = arena_copy(s->arena, owner->text);
	if (due && due->right) {
		struct text text = {0};
		r.due_date = due->date;
		house_print_date(s->house, s->language, due->date, false, &text);
		r.due = settle_text(s, &text);
	}
	ARENA_GROW(s->arena, s->noted, s->recommendation_count, s->noted_capacity);
	s->noted[s->recommendation_count] = (struct noted_recommendation){node, record, number.carried};
	ARENA_GROW(s->arena, s->recommendations, s->recommendation_count, s->recommendation_capacity);
	s->recommendations[s->recommendation_count++] = r;
	settle_target(s, TARGET_recommendation, record->id, number_bare(number.printed), node->id, SPAN_NONE);
}

void writing_append(struct writing *w, struct prose_node *into, const struct prose_node *document,
	struct number number)
{
	for (const struct prose_node *n = document ? document->first : NULL; n; n = n->next) {
		struct prose_node *copy = writing_copy(w->s, n);
		prose_append(into, copy);
		writing_below(w->s, w->flow, copy, number);
	}
}

/* "THAT Cabinet note the report": the one recommendation runs on from the lead. */
static void run_on(struct writing *w, struct prose_node *lead, const struct record *record)
{
	struct settling *s = w->s;
	const struct value *text = record_value(record, "text");
	const struct prose_node *document = text ? text->prose : NULL;
	const struct prose_node *block = document ? document->first : NULL;
	const struct number none = NO_NUMBER;
	struct prose_node *paragraph = lead ? lead : prose_new(s->arena, PROSE_paragraph, record->place);
	if (block && block->kind == PROSE_paragraph) {
		if (lead)
			prose_append(paragraph, prose_new_text(s->arena, SPAN(" "), record->place));
		for (const struct prose_node *n = block->first; n; n = n->next)
			prose_append(paragraph, writing_copy(s, n));
		block = block->next;
	}
	paragraph->id = record->id.length ? settle_id(s, record->id) : settle_anchor(s, "r");
	prose_append(w->body, paragraph);
	w->current = NULL;
	for (; block; block = block->next) {
		if (block->kind == PROSE_heading) {
			writing_block(w, block);
			continue;
		}
		struct prose_node *copy = writing_copy(s, block);
		prose_append(w->body, copy);
		writing_below(s, w->flow, copy, none);
	}
	note_recommendation(w, record, none, paragraph);
}

bool writing_is_simple(const struct prose_node *document)
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
	struct number number = NO_NUMBER;
	const enum pattern_kind kind = pattern ? pattern_kind_of(pattern) : PATTERN_NONE;
	if (kind == PATTERN_PARAGRAPHS)
		number = number_paragraph(&s->numberer,
			pattern_pick(w->flow->numbering.paragraphs, &s->asker), SPAN_NONE);
	else if (kind == PATTERN_COUNTER)
		number = number_of(s->arena, pattern, counter, numberer_above(&s->numberer));
	struct prose_node *unit = prose_new(s->arena, list ? PROSE_item : PROSE_numbered, record->place);
	unit->number = number.printed;
	unit->id = record->id.length ? settle_id(s, record->id) : settle_anchor(s, "r");
	prose_append(list ? list : w->body, unit);
	writing_append(w, unit, document, number);
	if (list && !writing_is_simple(document))
		list->tight = false;
	note_recommendation(w, record, number, unit);
}

void write_recommendations(struct writing *w)
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

/* --- paragraphs that take the numbers of recommendations */
static bool takes_numbers(struct settling *s, const struct numbering *numbering)
{
	const struct pattern *pattern = pattern_pick(numbering->paragraphs, &s->asker);
	return pattern && pattern_uses_for(pattern);
}

bool settle_explains(struct settling *s)
{
	bool explains = takes_numbers(s, &s->house->numbering);
	for (size_t i = 0; i < s->house->sheet_count && !explains; i++)
		explains = takes_numbers(s, &s->house->sheets[i].numbering);
	for (size_t i = 0; i < s->house->part_count && !explains; i++)
		explains = takes_numbers(s, &s->house->parts[i].numbering);
	return explains;
}

static size_t recommendation_called(const struct settling *s, struct span id)
{
	size_t i = 0;
	while (i < s->first->recommendation_count && !span_same(s->first->noted[i].record->id, id))
		i++;
	return i;
}

static bool is_called(const struct paper *paper, struct span id)
{
	for (size_t i = 0; i < paper->part_count; i++)
		for (size_t k = 0; paper->parts[i].decl->kind == PART_recommendations &&
			k < paper->parts[i].item_count; k++)
			if (span_same(paper->parts[i].items[k].id, id))
				return true;
	return false;
}

static void add_range(const struct settling *s, size_t first, size_t last, struct text *into)
{
	if (into->length)
		text_add_string(into, ", ");
	text_add(into, s->first->noted[first].carried);
	if (last > first) {
		text_add_char(into, '-');
		text_add(into, s->first->noted[last].carried);
	}
}

struct span settle_explained(struct settling *s, const struct flow *flow,
	const struct words_list *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		if (!is_called(s->paper, ids->items[i].text))
			diag_add(s->diags, FINDING_for_unknown, ids->items[i].place, ids->items[i].text,
				SPAN_NONE, SPAN_NONE);
	if (!s->first || !takes_numbers(s, &flow->numbering))
		return SPAN_NONE;
	const size_t count = s->first->recommendation_count;
	bool *named = ARENA_ARRAY(s->arena, bool, count + 1);
	for (size_t i = 0; i < ids->count; i++)
		named[recommendation_called(s, ids->items[i].text)] = true;
	struct text numbers = {0};
	for (size_t i = 0; i < count; i++) {
		if (!named[i])
			continue;
		const size_t from = i;
		while (i + 1 < count && named[i + 1])
			i++;
		add_range(s, from, i, &numbers);
		for (size_t k = from; k <= i; k++)
			s->explained[k] = true;
	}
	s->explains_by_list = true;
	struct span text = numbers.length ? settle_text(s, &numbers) : SPAN_NONE;
	text_release(&numbers);
	return text;
}

void settle_report_unexplained(struct settling *s)
{
	if (!s->first || !s->explains_by_list)
		return;
	for (size_t i = 0; i < s->first->recommendation_count; i++) {
		const struct noted_recommendation *noted = &s->first->noted[i];
		if (!s->explained[i])
			diag_add(s->diags, FINDING_for_left, noted->record->place,
				noted->carried.length ? noted->carried : noted->record->id, SPAN_NONE, SPAN_NONE);
	}
}
