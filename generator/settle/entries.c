/* Lists, documents, people, appendices, and records without columns: an entry a line. */
#include "settle/writing.h"

static const struct prose_node *entry_document(struct settling *s, const struct flow *flow,
	const struct record *record, struct span number)
{
	if (flow->part->item) {
		const struct made made[] = {{"number", number}};
		struct asking inner = s->asking;
		inner.part = flow->part;
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
		prose_append(*lines, writing_copy(w->s, n));
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
		prose_append(unit, writing_copy(w->s, n));
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
	if (record->table) {
		struct table *table = settle_paper_table(
			s, record->table, TABLE_appendix, a.label, a.title);
		a.text = settle_csv_twin(s, table, a.number, record->id, record->place);
		a.table = table;
		settle_body(s, a.text);
	}
	if (text && text->prose) {
		a.text = settle_copy(s, text->prose, w->flow);
		settle_body(s, a.text);
	}
	if (record->file) {
		a.text = settle_attached(s, record->file, a.number, record->id, a.title);
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
	writing_append(w, unit, document, number);
	if (list && !writing_is_simple(document))
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

void write_entries(struct writing *w)
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
		else if (writing_is_simple(document))
			append_line(w, &lines, document);
		else
			writing_append(w, w->body, document, number);
	}
}
