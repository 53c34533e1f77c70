/* Lists, documents, people, appendices, and records without columns: an entry a line. */
#include "settle/writing.h"

static const struct prose_node *entry_document(struct settling *s, const struct flow *flow,
	const struct entry *entry)
{
	const struct record *record = entry->record;
	if (flow->part->item) {
		struct record_asking own;
		settle_record_asking(s, flow, entry, &own);
		const struct asker asker = asking_asker(&own.asking);
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
		prose_append(*lines, writing_copy(w->s, n));
}

/* A sentence like "1. Letter" reads as a list of one. */
static const struct prose_node *list_of_one(const struct prose_node *document)
{
	const struct prose_node *list = document->first;
	const bool one = list && !list->next && list->kind == PROSE_list && list->ordered &&
			 list->first && !list->first->next;
	return one ? list : NULL;
}

/* Then it is one numbered line; */
static bool numbered_line(struct writing *w, const struct prose_node *document, struct span anchor)
{
	const struct prose_node *list = list_of_one(document);
	if (!list)
		return false;
	struct prose_node *unit = prose_new(w->s->arena, PROSE_numbered, list->place);
	unit->number = arena_format(w->s->arena, "%d%c", (int)list->start, list->paren ? ')' : '.');
	unit->id = anchor;
	prose_append(w->body, unit);
	for (const struct prose_node *n = list->first->first; n; n = n->next)
		prose_append(unit, writing_copy(w->s, n));
	return true;
}

/* or, where the entry has a bullet or number already, words that begin with "1. ". */
static const struct prose_node *as_words(struct settling *s, const struct prose_node *document)
{
	const struct prose_node *list = list_of_one(document);
	const struct prose_node *first = list ? list->first->first : NULL;
	if (!first || first->kind != PROSE_paragraph)
		return document;
	struct prose_node *words = prose_new(s->arena, PROSE_document, document->place);
	struct prose_node *paragraph = prose_new(s->arena, PROSE_paragraph, first->place);
	prose_append(words, paragraph);
	prose_append(paragraph, prose_new_text(s->arena, arena_format(s->arena, "%d%c ", (int)list->start,
		list->paren ? ')' : '.'), first->place));
	for (const struct prose_node *n = first->first; n; n = n->next)
		prose_append(paragraph, writing_copy(s, n));
	for (const struct prose_node *n = first->next; n; n = n->next)
		prose_append(words, writing_copy(s, n));
	return words;
}

static void write_entry_unit(struct writing *w, const struct prose_node *document,
	const struct record *record, struct number number, struct prose_node *list, struct span anchor)
{
	struct prose_node *unit = prose_new(w->s->arena, list ? PROSE_item : PROSE_numbered, record->place);
	unit->number = number.printed;
	unit->id = anchor;
	prose_append(list ? list : w->body, unit);
	writing_append(w, unit, document, number);
	if (list && !writing_is_simple(document))
		list->tight = false;
}

/* Where a reference to an entry leads: to the appendix itself, if it has a section of its own, else
 * to the entry. */
static struct span entry_anchor(struct settling *s, const struct record *record)
{
	const struct settled_appendix *a = settle_appendix_of(s, NULL, record);
	const struct value *text = record_value(record, "text");
	if (a && !record->table && !record->file && !(text && text->prose))
		return settle_id(s, a->anchor);
	return !a && record->id.length ? settle_id(s, record->id) : settle_anchor(s, "i");
}

static struct number entry_number(struct writing *w, const struct pattern *pattern, size_t index)
{
	struct settling *s = w->s;
	const enum pattern_kind kind = pattern ? pattern_kind_of(pattern) : PATTERN_NONE;
	if (kind == PATTERN_PARAGRAPHS)
		return number_paragraph(&s->numberer,
			pattern_pick(w->flow->numbering.paragraphs, &s->asker), SPAN_NONE);
	if (kind == PATTERN_COUNTER)
		return number_of(s->arena, pattern, (uint32_t)index + 1, numberer_above(&s->numberer));
	return NO_NUMBER;
}

static struct prose_node *bullets(struct writing *w)
{
	struct prose_node *list = prose_new(w->s->arena, PROSE_list, w->body->place);
	list->tight = true;
	prose_append(w->body, list);
	return list;
}

void write_entries(struct writing *w)
{
	struct settling *s = w->s;
	const bool appendices = w->flow->part->kind == PART_appendices;
	const struct pattern *pattern = pattern_pick(w->flow->numbering.items, &s->asker);
	size_t count;
	const struct entry *entries = settle_entries(s, w->flow, &count);
	const bool bulleted = pattern && pattern_kind_of(pattern) == PATTERN_BULLET;
	struct prose_node *lines = NULL, *list = bulleted && count ? bullets(w) : NULL;
	for (size_t i = 0; i < count; i++) {
		const struct record *record = entries[i].record;
		const struct prose_node *document = entry_document(s, w->flow, &entries[i]);
		const struct number number = entry_number(w, pattern, i);
		const struct span anchor = entry_anchor(s, record);
		if (list || number.printed.length)
			write_entry_unit(w, as_words(s, document), record, number, list, anchor);
		else if (numbered_line(w, document, anchor))
			lines = NULL;
		else if (appendices || record->id.length)
			write_entry_unit(w, document, record, number, NULL, anchor);
		else if (writing_is_simple(document))
			append_line(w, &lines, document);
		else
			writing_append(w, w->body, document, number);
		if (!appendices && record->id.length)
			settle_target(s, w->flow->part->kind == PART_risks ? TARGET_risk : TARGET_item,
				record->id, number_bare(number.printed), anchor, SPAN_NONE);
	}
}
