/* The values of a page template, scope by scope as in house/values.def. */
#include "render/page.h"

#include "house/values.def"

#include <string.h>

/* A struct for each scope, so that every declared value has its place and is at least false. */
#define MEMBER(name, kind, inside, says) struct scope name;
#define STRUCT(name, values)                                                                       \
	struct name##_values {                                                                     \
		struct scope self;                                                                 \
		values(MEMBER)                                                                     \
	};
PAGE_SCOPES(STRUCT)
#undef STRUCT
#undef MEMBER

struct named {
	const char *name;
	size_t offset;
};
#define NAMES(scope, values) static const struct named scope##_names[] = {values(NAMED_IN_##scope)};
#define NAMED_IN_paper(name, kind, inside, says) {#name, offsetof(struct paper_values, name)},
#define NAMED_IN_meeting(name, kind, inside, says) {#name, offsetof(struct meeting_values, name)},
#define NAMED_IN_sheet(name, kind, inside, says) {#name, offsetof(struct sheet_values, name)},
#define NAMED_IN_block(name, kind, inside, says) {#name, offsetof(struct block_values, name)},
#define NAMED_IN_row(name, kind, inside, says) {#name, offsetof(struct row_values, name)},
#define NAMED_IN_part(name, kind, inside, says) {#name, offsetof(struct part_values, name)},
#define NAMED_IN_paragraph(name, kind, inside, says) {#name, offsetof(struct paragraph_values, name)},
#define NAMED_IN_content(name, kind, inside, says) {#name, offsetof(struct content_values, name)},
#define NAMED_IN_table(name, kind, inside, says) {#name, offsetof(struct table_values, name)},
#define NAMED_IN_appendix(name, kind, inside, says) {#name, offsetof(struct appendix_values, name)},
PAGE_SCOPES(NAMES)
#undef NAMES

struct page {
	struct arena *arena;
	const struct rendering *what;
	const struct settled *settled;
	const struct page_language *language;
};

/* --- making values */
static void *new_values(
	const struct page *page, size_t bytes, const struct named *names, size_t count)
{
	char *values = arena_take(page->arena, bytes);
	struct scope_entry *entries = ARENA_ARRAY(page->arena, struct scope_entry, count);
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct scope_entry){names[i].name,
			(const struct scope *)(const void *)(values + names[i].offset)};
	struct scope *self = (struct scope *)(void *)values;
	self->kind = SCOPE_map;
	self->entries = entries;
	self->entry_count = count;
	return values;
}
#define NEW_VALUES(page, scope)                                                                    \
	((struct scope##_values *)new_values((page), sizeof(struct scope##_values), scope##_names, \
		sizeof scope##_names / sizeof *scope##_names))

static struct scope text_value(struct span text)
{
	return (struct scope){.kind = SCOPE_text, .text = text};
}

static struct scope yes_value(bool yes)
{
	return (struct scope){.kind = yes ? SCOPE_true : SCOPE_false};
}

static struct scope rendered_value(struct span text)
{
	return (struct scope){.kind = SCOPE_rendered, .text = text};
}

/* False without anything to write. */
static struct scope written_value(const struct page *page, page_writer *write, const void *object)
{
	if (!object)
		return yes_value(false);
	struct page_object *of = ARENA_NEW(page->arena, struct page_object);
	*of = (struct page_object){page->what, object};
	return (struct scope){.kind = SCOPE_rendered, .write = write, .of = of};
}

/* A list under construction. */
struct listing {
	const struct scope **items;
	size_t count;
};

static struct listing new_listing(const struct page *page, size_t most)
{
	return (struct listing){ARENA_ARRAY(page->arena, const struct scope *, most), 0};
}

static void list_add(struct listing *l, const struct scope *value)
{
	l->items[l->count++] = value;
}

static struct scope list_value(const struct listing *l)
{
	return (struct scope){.kind = SCOPE_list, .items = l->items, .item_count = l->count};
}

/* --- words and facts, found by name when a page asks */
static const struct scope *find_word(const struct scope *map, struct span name)
{
	const struct page *page = map->of;
	struct scope *word = ARENA_NEW(page->arena, struct scope);
	*word = text_value(house_word(page->settled->house, page->settled->language, name.at));
	return word;
}

struct facts_below {
	const struct page *page;
	struct span above; /* "meeting." */
};

static struct scope *facts_value(const struct page *page, struct span above);

static const struct scope *find_fact(const struct scope *map, struct span name)
{
	const struct facts_below *facts = map->of;
	const struct settled *settled = facts->page->settled;
	const struct span whole = arena_join(facts->page->arena, facts->above, name);
	struct scope *found = NULL;
	for (size_t i = 0; i < settled->fact_count; i++) {
		const struct span own = settled->facts[i].name;
		const bool same = span_same(own, whole);
		const bool below = own.length > whole.length && own.at[whole.length] == '.' &&
				   span_same(span_cut(own, 0, whole.length), whole);
		if (!same && !below)
			continue;
		if (!found)
			found = facts_value(
				facts->page, arena_join(facts->page->arena, whole, SPAN(".")));
		if (same) {
			found->kind = SCOPE_text;
			found->text = settled->facts[i].text;
		}
	}
	return found;
}

static struct scope *facts_value(const struct page *page, struct span above)
{
	struct facts_below *facts = ARENA_NEW(page->arena, struct facts_below);
	*facts = (struct facts_below){page, above};
	struct scope *map = ARENA_NEW(page->arena, struct scope);
	*map = (struct scope){.kind = SCOPE_map, .find = find_fact, .of = facts};
	return map;
}

/* --- blocks of rows */
static const struct scope *row_scope(const struct page *page, const struct settled_row *row)
{
	struct row_values *v = NEW_VALUES(page, row);
	v->name = text_value(row->name);
	v->label = text_value(row->label);
	v->text = text_value(row->text);
	v->spoken = text_value(row->spoken);
	v->capitals = yes_value(row->capitals);
	v->is_title = yes_value(row->is_title);
	v->shown = written_value(page, page->language->row, row);
	return &v->self;
}

static struct scope block_value(const struct page *page, const struct settled_block *block)
{
	if (block->row_count == 0)
		return yes_value(false);
	struct block_values *v = NEW_VALUES(page, block);
	struct listing rows = new_listing(page, block->row_count);
	size_t opening = block->row_count;
	for (size_t i = 0; i < block->row_count; i++) {
		list_add(&rows, row_scope(page, &block->rows[i]));
		if (block->rows[i].label.length && opening == block->row_count)
			opening = i;
	}
	const struct listing first = {rows.items, opening};
	const struct listing others = {rows.items + opening, rows.count - opening};
	v->lines = yes_value(block->layout == BLOCK_lines);
	v->table = yes_value(block->layout == BLOCK_table);
	v->box = yes_value(block->layout == BLOCK_box);
	v->rows = list_value(&rows);
	v->opening = list_value(&first);
	v->labelled = list_value(&others);
	v->has_labelled = yes_value(others.count > 0);
	return v->self;
}

/* --- parts */
static const struct scope *paragraph_scope(const struct page *page, const struct prose_node *block)
{
	struct paragraph_values *v = NEW_VALUES(page, paragraph);
	const bool numbered = block->kind == PROSE_numbered;
	v->id = text_value(block->id);
	v->number = text_value(block->number);
	v->body = written_value(
		page, numbered ? page->language->children : page->language->prose, block);
	return &v->self;
}

static struct scope paragraphs_value(const struct page *page, const struct prose_node *body)
{
	size_t count = 0;
	for (const struct prose_node *n = body ? body->first : NULL; n; n = n->next)
		count++;
	struct listing paragraphs = new_listing(page, count);
	for (const struct prose_node *n = body ? body->first : NULL; n; n = n->next)
		list_add(&paragraphs, paragraph_scope(page, n));
	return list_value(&paragraphs);
}

static struct scope titles_value(const struct page *page, const struct span titles[2])
{
	struct listing list = new_listing(page, 2);
	if (!titles[0].length && !titles[1].length)
		return list_value(&list);
	for (size_t i = 0; i < 2; i++) {
		struct scope *title = ARENA_NEW(page->arena, struct scope);
		*title = text_value(titles[i]);
		list_add(&list, title);
	}
	return list_value(&list);
}

static struct span level_text(uint8_t level)
{
	static const char digits[] = "0123456";
	return (struct span){digits + (level > 6 ? 6 : level), 1};
}

static struct scope parts_value(
	const struct page *page, const struct settled_part *parts, size_t count);

static const struct scope *part_scope(const struct page *page, const struct settled_part *part)
{
	struct part_values *v = NEW_VALUES(page, part);
	v->key = text_value(part->key);
	v->id = text_value(part->anchor);
	v->kind = text_value(span_of(part_kind_name(part->kind)));
	v->level = text_value(level_text(part->level));
	v->heading_mark = rendered_value(span_cut(SPAN("######"), 0, part->level));
	v->number = text_value(part->number);
	v->heading = text_value(part->heading);
	v->has_heading = yes_value(part->has_heading);
	v->body = written_value(page, page->language->prose, part->body);
	v->none = yes_value(part->none);
	v->missing = yes_value(part->missing);
	v->missing_text = text_value(part->missing_text);
	v->flow = yes_value(part->layout == LAYOUT_flow || part->layout == LAYOUT_inherit);
	v->boxes = yes_value(part->layout == LAYOUT_boxes);
	v->headings_beside = yes_value(part->layout == LAYOUT_headings_beside);
	v->numbers_beside = yes_value(part->layout == LAYOUT_numbers_beside);
	v->run_in = yes_value(part->layout == LAYOUT_run_in);
	v->group = yes_value(part->kind == PART_group);
	v->column_titles = titles_value(page, part->column_titles);
	v->has_column_titles = yes_value(v->column_titles.item_count > 0);
	v->rows = block_value(page, &part->rows);
	if (part->layout == LAYOUT_numbers_beside)
		v->paragraphs = paragraphs_value(page, part->body);
	v->parts = parts_value(page, part->parts, part->part_count);
	return &v->self;
}

static struct scope parts_value(
	const struct page *page, const struct settled_part *parts, size_t count)
{
	struct listing list = new_listing(page, count);
	for (size_t i = 0; i < count; i++)
		list_add(&list, part_scope(page, &parts[i]));
	return list_value(&list);
}

/* --- sheets */
static const struct scope *sheet_scope(const struct page *page, const struct settled_sheet *sheet)
{
	struct sheet_values *v = NEW_VALUES(page, sheet);
	v->key = text_value(sheet->key);
	v->id = text_value(sheet->anchor);
	v->title = text_value(sheet->title);
	v->first = yes_value(sheet->first);
	v->new_page = yes_value(sheet->new_page);
	v->appendix_number = text_value(sheet->appendix_number);
	v->appendix_label = text_value(sheet->appendix_label);
	v->head = block_value(page, &sheet->head);
	v->foot = block_value(page, &sheet->foot);
	v->page_head_first = text_value(sheet->page_head_first);
	v->page_head_others = text_value(sheet->page_head_others);
	v->page_foot_first = text_value(sheet->page_foot_first);
	v->page_foot_others = text_value(sheet->page_foot_others);
	v->parts = parts_value(page, sheet->parts, sheet->part_count);
	return &v->self;
}

static struct scope sheets_value(const struct page *page)
{
	struct listing list = new_listing(page, page->settled->sheet_count);
	for (size_t i = 0; i < page->settled->sheet_count; i++)
		list_add(&list, sheet_scope(page, &page->settled->sheets[i]));
	return list_value(&list);
}

/* --- lists of the whole paper */
static struct scope contents_value(const struct page *page)
{
	struct listing list = new_listing(page, page->settled->contents_count);
	for (size_t i = 0; i < page->settled->contents_count; i++) {
		const struct contents_entry *entry = &page->settled->contents[i];
		if (entry->again)
			continue;
		struct content_values *v = NEW_VALUES(page, content);
		v->level = text_value(level_text((uint8_t)(entry->level + entry->indented)));
		v->number = text_value(entry->number);
		v->heading = text_value(entry->heading);
		v->id = text_value(entry->anchor);
		list_add(&list, &v->self);
	}
	return list_value(&list);
}

static struct scope tables_value(const struct page *page)
{
	struct listing list = new_listing(page, page->settled->table_count);
	for (size_t i = 0; i < page->settled->table_count; i++) {
		const struct table *table = page->settled->tables[i];
		struct table_values *v = NEW_VALUES(page, table);
		v->number = text_value(table->label);
		v->caption = text_value(table->caption);
		v->id = text_value(table->anchor);
		list_add(&list, &v->self);
	}
	return list_value(&list);
}

static bool has_pages(const struct settled_appendix *appendix)
{
	return appendix->table || appendix->text;
}

static struct scope appendices_value(const struct page *page, bool *any)
{
	struct listing list = new_listing(page, page->settled->appendix_count);
	for (size_t i = 0; i < page->settled->appendix_count; i++) {
		const struct settled_appendix *appendix = &page->settled->appendices[i];
		struct appendix_values *v = NEW_VALUES(page, appendix);
		v->number = text_value(appendix->number);
		v->label = text_value(appendix->label);
		v->title = text_value(appendix->title);
		v->id = text_value(appendix->anchor);
		v->at = text_value(appendix->at);
		v->body = written_value(
			page, page->language->appendix, has_pages(appendix) ? appendix : NULL);
		*any |= has_pages(appendix);
		list_add(&list, &v->self);
	}
	return list_value(&list);
}

/* --- the paper */
/* About three sides of A4, and headings enough to choose from. */
#define LONG_PAPER_WORDS 1200u
#define LONG_PAPER_HEADINGS 5u

static struct scope meeting_value(const struct page *page)
{
	const struct settled *s = page->settled;
	struct meeting_values *v = NEW_VALUES(page, meeting);
	v->body = text_value(s->body);
	v->date = text_value(s->date_text);
	v->date_iso = text_value(s->date_iso);
	v->time = text_value(s->time);
	v->venue = text_value(s->venue);
	return v->self;
}

static struct scope stamp_value(const struct page *page)
{
	struct text text = {0};
	date_write_iso(&text, date_of_days((int32_t)(page->what->stamp / 86400)));
	struct scope value = text_value(arena_copy(page->arena, text_span(&text)));
	text_release(&text);
	return value;
}

const struct scope *page_scope(const struct rendering *what, const struct page_language *language)
{
	struct page *page = ARENA_NEW(what->arena, struct page);
	*page = (struct page){what->arena, what, what->settled, language};
	const struct settled *s = what->settled;
	struct paper_values *v = NEW_VALUES(page, paper);
	v->language = text_value(s->language);
	v->title = text_value(s->title);
	v->subtitle = text_value(s->subtitle);
	v->reference = text_value(s->reference);
	v->version = text_value(s->version);
	v->status_text = text_value(s->status_text);
	v->description = text_value(s->description);
	v->style_name = text_value(s->house->name);
	v->page = text_value(s->house->page);
	v->stamp = stamp_value(page);
	v->draft = yes_value(!s->final);
	v->final = yes_value(s->final);
	v->restricted = yes_value(s->audience == AUDIENCE_restricted);
	v->css = written_value(page, language->css, what);
	v->meeting = meeting_value(page);
	v->fact = *facts_value(page, SPAN(""));
	v->word = (struct scope){.kind = SCOPE_map, .find = find_word, .of = page};
	v->sheets = sheets_value(page);
	v->long_paper =
		yes_value(s->words >= LONG_PAPER_WORDS && s->contents_count >= LONG_PAPER_HEADINGS);
	v->contents = contents_value(page);
	v->table_list = tables_value(page);
	bool any = false;
	v->appendix_list = appendices_value(page, &any);
	v->appendices_heading = text_value(s->appendices_heading);
	v->has_appendices = yes_value(any);
	return &v->self;
}

/* --- what both pages prove and report */
bool page_not_rendered(const struct rendering *what, const char *format, struct span why)
{
	diag_add(what->diags, FINDING_not_rendered, what->place, span_of(format), why, SPAN_NONE);
	return false;
}

bool page_not_verified(const struct rendering *what, const char *format, struct span why)
{
	diag_add(what->diags, FINDING_not_verified, what->place, span_of(format), why, SPAN_NONE);
	return false;
}

/* Bytes of the UTF-8 sequence at `at`, or 0: overlong forms, surrogates and what is beyond U+10FFFF
 * are no sequences (RFC 3629). */
static size_t sequence_at(const unsigned char *at, size_t left)
{
	const unsigned char c = at[0];
	const size_t length = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
	if (length == 0 || length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	if ((c == 0xE0 && at[1] < 0xA0) || (c == 0xED && at[1] > 0x9F) ||
		(c == 0xF0 && at[1] < 0x90) || (c == 0xF4 && at[1] > 0x8F))
		return 0;
	return length;
}

bool page_bytes_are_clean(struct span bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.at;
	for (size_t i = 0; i < bytes.length;) {
		i += span_plain_run(bytes, i);
		if (i == bytes.length)
			break;
		if (at[i] == '\n' || at[i] == '\t') {
			i++;
			continue;
		}
		const size_t length = at[i] < 0x80 ? 0 : sequence_at(at + i, bytes.length - i);
		if (length == 0 || (at[i] == 0xC2 && at[i + 1] < 0xA0)) /* C1 controls */
			return false;
		i += length;
	}
	return true;
}
