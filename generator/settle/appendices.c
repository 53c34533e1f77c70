/* The appendices of a paper: their order, numbers and names, and what is printed of them. */
#include "settle/appendices.h"

#include "settle/settling.h"

/* --- which there are */

/* A sheet that is there only where appendices are cited cannot answer whether one is. */
static bool asks_for_citations(const struct condition *when)
{
	size_t count;
	bool any;
	const struct term *terms = condition_terms(when, &count, &any);
	for (size_t i = 0; i < count; i++)
		if (span_is(terms[i].name, "appendices_cited"))
			return true;
	return false;
}

static bool is_sheet_here(const struct asking *a, enum audience audience,
	const struct house_sheet *sheet)
{
	const struct asker asker = asking_asker(a);
	if (!sheet->appendix || (sheet->audience == AUDIENCE_restricted && audience == AUDIENCE_public))
		return false;
	return !sheet->when || condition_holds(sheet->when, &asker);
}

size_t appendices_most(const struct paper *paper, const struct house *house)
{
	size_t count = house->sheet_count;
	for (size_t i = 0; i < paper->part_count; i++)
		if (paper->parts[i].decl->kind == PART_appendices)
			count += paper->parts[i].item_count;
	return count;
}

size_t appendices_sheets(const struct asking *a, enum audience audience)
{
	size_t count = 0;
	for (size_t i = 0; i < a->house->sheet_count; i++)
		if (!asks_for_citations(a->house->sheets[i].when))
			count += is_sheet_here(a, audience, &a->house->sheets[i]);
	return count;
}

struct listing {
	const struct asking *asking;
	enum audience audience;
	struct listed_appendix *items;
	size_t count;
};

static bool is_listed(const struct listing *l, const struct part *typed)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->items[i].record && typed->item_count && l->items[i].record == &typed->items[0])
			return true;
	return false;
}

static void list_records(struct listing *l, const struct house_part *part)
{
	const struct part *typed = paper_part(l->asking->paper, part->key);
	const struct asker asker = asking_asker(l->asking);
	if (!typed || is_listed(l, typed) || (part->when && !condition_holds(part->when, &asker)))
		return;
	if (part->audience == AUDIENCE_restricted && l->audience == AUDIENCE_public)
		return;
	for (size_t i = 0; i < typed->item_count; i++)
		l->items[l->count++] = (struct listed_appendix){.record = &typed->items[i], .part = part};
}

static void list_below(struct listing *l, const struct house_part *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (parts[i]->kind == PART_appendices)
			list_records(l, parts[i]);
		list_below(l, parts[i]->parts, parts[i]->part_count);
	}
}

/* Those of the parts that a sheet lists come in the order of the sheets; they are printed after the
 * last sheet, whether one lists them or not. */
size_t appendices_list(const struct asking *a, enum audience audience, struct listed_appendix *into)
{
	struct listing l = {.asking = a, .audience = audience, .items = into};
	for (size_t i = 0; i < a->house->sheet_count; i++)
		if (is_sheet_here(a, audience, &a->house->sheets[i]))
			into[l.count++] = (struct listed_appendix){.sheet = &a->house->sheets[i]};
	for (size_t i = 0; i < a->house->sheet_count; i++)
		list_below(&l, a->house->sheets[i].parts, a->house->sheets[i].part_count);
	for (size_t i = 0; i < a->house->part_count; i++)
		if (a->house->parts[i].kind == PART_appendices)
			list_records(&l, &a->house->parts[i]);
	return l.count;
}

/* --- their names */
static bool add_number(const struct asking *a, size_t index, struct text *into)
{
	const struct asker asker = asking_asker(a);
	const struct pattern *pattern = pattern_pick(a->house->numbering.appendices, &asker);
	if (!pattern || pattern_kind_of(pattern) != PATTERN_COUNTER)
		return false;
	struct text printed = {0};
	pattern_print(pattern, (uint32_t)index + 1, SPAN_NONE, &printed);
	text_add(into, number_bare(text_span(&printed)));
	text_release(&printed);
	return true;
}

static void add_label(const struct asking *a, size_t index, struct text *into)
{
	text_add(into, house_word(a->house, a->language, "appendix"));
	text_add_char(into, ' ');
	if (!add_number(a, index, into))
		text_cut(into, into->length - 1);
}

static bool add_title(const struct asking *a, const struct listed_appendix *listed, struct text *into)
{
	const size_t before = into->length;
	const struct asker asker = asking_asker(a);
	struct span missing;
	if (listed->sheet && listed->sheet->title)
		house_text_fill(listed->sheet->title, &asker, a->language, FILL_PLAIN, true, into,
			&missing);
	const struct value *title = listed->record ? record_value(listed->record, "title") : NULL;
	if (title)
		text_add(into, title->text);
	return into->length > before;
}

bool appendices_print(const struct asking *a, enum audience audience, struct text *into)
{
	struct arena *scratch = arena_new();
	struct listed_appendix *listed =
		ARENA_ARRAY(scratch, struct listed_appendix, appendices_most(a->paper, a->house) + 1);
	const size_t count = appendices_list(a, audience, listed);
	for (size_t i = 0; i < count; i++) {
		if (i && i + 1 < count) {
			text_add_string(into, ", ");
		} else if (i) {
			text_add_char(into, ' ');
			text_add(into, house_word(a->house, a->language, "and"));
			text_add_char(into, ' ');
		}
		add_label(a, i, into);
		struct text title = {0};
		if (add_title(a, &listed[i], &title)) {
			text_add_string(into, " (");
			text_add(into, text_span(&title));
			text_add_char(into, ')');
		}
		text_release(&title);
	}
	arena_release(scratch);
	return count > 0;
}

/* --- settling them */
static struct settled_appendix begin_appendix(struct settling *s, size_t index)
{
	const struct listed_appendix *listed = &s->listed_appendices[index];
	struct settled_appendix a = {.sheet = listed->sheet != NULL};
	struct text text = {0};
	if (add_number(&s->asking, index, &text))
		a.number = arena_copy(s->arena, text_span(&text));
	text_clear(&text);
	add_label(&s->asking, index, &text);
	a.label = arena_copy(s->arena, text_span(&text));
	text_clear(&text);
	a.title = add_title(&s->asking, listed, &text) ? arena_copy(s->arena, text_span(&text)) : SPAN("");
	text_release(&text);
	if (listed->sheet) {
		a.anchor = arena_format(s->arena, "_sheet-%.*s", SPAN_ARG(listed->sheet->key));
		settle_style_target(s, TARGET_appendix, listed->sheet->key, a.number, a.anchor, a.label);
		return a;
	}
	const struct value *at = record_value(listed->record, "at");
	if (at)
		a.at = arena_copy(s->arena, at->text);
	a.anchor = listed->record->id.length ? arena_copy(s->arena, listed->record->id)
					     : settle_anchor(s, "appendix");
	settle_target(s, TARGET_appendix, listed->record->id, a.number, a.anchor, SPAN_NONE);
	return a;
}

void settle_appendices_begin(struct settling *s)
{
	const size_t most = appendices_most(s->paper, s->house) + 1;
	struct listed_appendix *listed = ARENA_ARRAY(s->arena, struct listed_appendix, most);
	s->listed_appendices = listed;
	const size_t count = appendices_list(&s->asking, s->audience, listed);
	s->appendices = ARENA_ARRAY(s->arena, struct settled_appendix, count + 1);
	s->appendix_listed = ARENA_ARRAY(s->arena, bool, count + 1);
	for (; s->appendix_count < count; s->appendix_count++)
		s->appendices[s->appendix_count] = begin_appendix(s, s->appendix_count);
}

static void end_appendix(struct settling *s, const struct listed_appendix *listed,
	struct settled_appendix *a)
{
	const struct value *text = record_value(listed->record, "text");
	const struct record *record = listed->record;
	if (record->table) {
		struct table *table =
			settle_paper_table(s, record->table, TABLE_appendix, a->label, a->title);
		a->text = settle_csv_twin(s, table, a->number, record->id, record->place);
		a->table = table;
		settle_body(s, a->text);
	}
	if (text && text->prose) {
		const struct flow flow = {.level = 2, .depth = 1, .part = listed->part,
			.numbering = numbering_flow(&s->house->numbering, &listed->part->numbering)};
		a->text = settle_copy(s, text->prose, &flow);
		settle_body(s, a->text);
	}
	if (record->file) {
		a->text = settle_attached(s, record->file, a->number, record->id, a->title);
		settle_body(s, a->text);
	}
	if (a->table || a->text)
		settle_contents(s, 2, (struct number){.printed = a->label}, a->title, a->anchor);
}

/* Published apart, and in no list of the page: there is nothing that a reference could lead to. */
static void forget_anchor(struct settling *s, const struct settled_appendix *a)
{
	for (size_t i = 0; i < s->target_count; i++)
		if (s->targets[i].kind == TARGET_appendix && span_same(s->targets[i].anchor, a->anchor))
			s->targets[i].anchor = SPAN_NONE;
}

void settle_appendices_end(struct settling *s)
{
	for (size_t i = 0; i < s->appendix_count; i++) {
		struct settled_appendix *a = &s->appendices[i];
		if (!s->listed_appendices[i].record)
			continue;
		end_appendix(s, &s->listed_appendices[i], a);
		if (!a->table && !a->text && !s->appendix_listed[i])
			forget_anchor(s, a);
	}
}

const struct settled_appendix *settle_appendix_of(const struct settling *s,
	const struct house_sheet *sheet, const struct record *record)
{
	for (size_t i = 0; i < s->appendix_count; i++)
		if (sheet ? s->listed_appendices[i].sheet == sheet
			  : s->listed_appendices[i].record == record)
			return &s->appendices[i];
	return NULL;
}

/* --- entries of a part */

/* The sheets stand in the first list of appendices that the paper prints. */
bool settle_lists_sheets(const struct settling *s, const struct house_part *part)
{
	return part->kind == PART_appendices && s->appendix_count && s->appendices[0].sheet;
}

/* A sheet in the list of appendices: a record with a title. */
static const struct record *record_of_sheet(struct settling *s, const struct settled_appendix *a)
{
	struct value *title = ARENA_NEW(s->arena, struct value);
	struct record *record = ARENA_NEW(s->arena, struct record);
	*title = (struct value){.name = SPAN("title"), .kind = VALUE_text, .text = a->title,
		.place = s->paper->start, .key_place = s->paper->start, .right = true};
	*record = (struct record){.place = s->paper->start, .values = title, .value_count = 1};
	return record;
}

const struct entry *settle_entries(struct settling *s, const struct flow *flow, size_t *count)
{
	const size_t own = flow->typed ? flow->typed->item_count : 0;
	struct entry *entries = ARENA_ARRAY(s->arena, struct entry, own + s->appendix_count);
	*count = 0;
	if (settle_lists_sheets(s, flow->part))
		for (size_t i = 0; i < s->appendix_count && s->appendices[i].sheet; i++)
			entries[(*count)++] = (struct entry){record_of_sheet(s, &s->appendices[i]),
				s->appendices[i].number};
	for (size_t i = 0; i < own; i++) {
		const struct record *record = &flow->typed->items[i];
		const struct settled_appendix *a = settle_appendix_of(s, NULL, record);
		if (a)
			s->appendix_listed[a - s->appendices] = true;
		entries[(*count)++] = (struct entry){record,
			a ? a->number : arena_format(s->arena, "%zu", i + 1)};
	}
	return entries;
}
