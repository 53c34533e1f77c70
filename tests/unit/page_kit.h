/*
 * page_kit: a settled paper made by hand, and the base style to print it with. Tests of pages change
 * the paper before they render it.
 */
#ifndef TESTS_UNIT_PAGE_KIT_H
#define TESTS_UNIT_PAGE_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/render.h"

#include <stdio.h>
#include <string.h>

struct page_kit {
	struct arena *arena;
	struct diags diags;
	struct sources sources;
	struct settled paper;
	struct rendering rendering;
	struct text page;
	/* the pieces of the paper, to be changed */
	struct settled_sheet sheets[2];
	struct settled_part parts[8];
	struct settled_row head[3];
	struct settled_appendix appendices[1];
	struct contents_entry contents[6];
	struct settled_fact facts[3];
	struct table table;
	const struct table *tables[1];
};

static inline struct prose_node *kit_node(struct page_kit *k, struct prose_node *parent,
	enum prose_kind kind)
{
	struct prose_node *node = prose_new(k->arena, kind, PLACE_NONE);
	if (parent)
		prose_append(parent, node);
	return node;
}

/* A paragraph below the parent, or a new one. */
static inline struct prose_node *kit_paragraph(struct page_kit *k, struct prose_node *parent,
	const char *words)
{
	struct prose_node *paragraph = kit_node(k, parent, PROSE_paragraph);
	prose_append(paragraph, prose_new_text(k->arena, span_of(words), PLACE_NONE));
	return paragraph;
}

static inline struct prose_node *kit_numbered(struct page_kit *k, struct prose_node *parent,
	const char *number, const char *id, const char *words)
{
	struct prose_node *numbered = kit_node(k, parent, PROSE_numbered);
	numbered->number = span_of(number);
	numbered->id = span_of(id);
	kit_paragraph(k, numbered, words);
	return numbered;
}

static inline struct prose_node *kit_document(struct page_kit *k, const char *words)
{
	struct prose_node *document = kit_node(k, NULL, PROSE_document);
	if (words)
		kit_paragraph(k, document, words);
	return document;
}

static const struct column kit_columns[] = {
	{{"Ward", 4}, CELL_text, MONEY_POUNDS}, {{"Visits", 6}, CELL_number, MONEY_POUNDS}};
static const struct cell kit_first[] = {
	{.kind = CELL_text, .shown = {"North", 5}}, {.kind = CELL_number, .shown = {"1,250", 5}}};
static const struct cell kit_last[] = {
	{.kind = CELL_text, .shown = {"Total", 5}, .header = true},
	{.kind = CELL_number, .shown = {"1,250", 5}}};
static const struct row kit_rows[] = {{.cells = kit_first}, {.cells = kit_last, .total = true}};

static inline struct settled_part kit_part(const char *key, const char *anchor, enum part_kind kind,
	const char *number, const char *heading)
{
	return (struct settled_part){.key = span_of(key), .anchor = span_of(anchor), .kind = kind,
		.level = 2, .has_heading = heading != NULL, .number = span_of(number),
		.heading = span_of(heading), .layout = LAYOUT_flow};
}

/* parts: purpose, recommendations, a group with one part below it, a part that is missing. */
static inline void kit_parts(struct page_kit *k)
{
	struct settled_part *p = k->parts;
	p[0] = kit_part("purpose", "_purpose", PART_text, NULL, "Purpose");
	p[0].body = kit_document(k, "To agree the plan.");
	p[1] = kit_part("recommendations", "_recommendations", PART_recommendations, "2.",
		"Recommendations");
	p[1].body = kit_document(k, "THAT Cabinet");
	kit_numbered(k, p[1].body, "(a)", "_r1", "agree it; and");
	kit_numbered(k, p[1].body, "(b)", "fund", "fund it.");
	p[2] = kit_part("implications", "_implications", PART_group, NULL, "Implications");
	p[2].parts = &p[4];
	p[2].part_count = 1;
	p[3] = kit_part("reasons", "_reasons", PART_text, NULL, "Reasons");
	p[3].missing = true;
	p[3].missing_text = SPAN("This part is missing.");
	p[4] = kit_part("legal", "_legal", PART_text, "C.1", "Legal");
	p[4].level = 3;
	p[4].body = kit_document(k, NULL);
	kit_numbered(k, p[4].body, "1.", "_p1", "The Act applies.");
	struct prose_node *place = kit_node(k, p[4].body, PROSE_table);
	place->table = &k->table;
}

static inline void kit_contents(struct page_kit *k)
{
	const struct contents_entry entries[] = {{.level = 2, .heading = SPAN("Purpose"), .anchor = SPAN("_purpose")},
		{.level = 2, .number = SPAN("2."), .heading = SPAN("Recommendations"),
			.anchor = SPAN("_recommendations")},
		{.level = 2, .heading = SPAN("Implications"), .anchor = SPAN("_implications")},
		{.level = 3, .number = SPAN("C.1"), .heading = SPAN("Legal"), .anchor = SPAN("_legal")},
		{.level = 2, .heading = SPAN("Reasons"), .anchor = SPAN("_reasons")},
		{.level = 2, .number = SPAN("Appendix 1"), .heading = SPAN("Map"), .anchor = SPAN("map")}};
	memcpy(k->contents, entries, sizeof entries);
	k->paper.contents = k->contents;
	k->paper.contents_count = 6;
}

static inline void kit_sheet(struct page_kit *k)
{
	k->head[0] = (struct settled_row){.name = SPAN("title"), .text = SPAN("PARKS PLAN"),
		.spoken = SPAN("Parks Plan"), .capitals = true, .is_title = true};
	k->head[1] = (struct settled_row){.name = SPAN("meeting-date"), .label = SPAN("Date:"),
		.text = SPAN("1 May 2012"), .spoken = SPAN("1 May 2012")};
	k->head[2] = (struct settled_row){.name = SPAN("wards"), .text = SPAN("North\nSouth"),
		.spoken = SPAN("North\nSouth")};
	k->sheets[0] = (struct settled_sheet){.key = SPAN("report"), .anchor = SPAN("_sheet-report"),
		.first = true, .parts = k->parts, .part_count = 4,
		.page_foot_first = SPAN("Further information: A. Officer"),
		.page_foot_others = SPAN("Parks \"Plan\"")};
	k->sheets[0].head = (struct settled_block){BLOCK_table, k->head, 3};
	k->paper.sheets = k->sheets;
	k->paper.sheet_count = 1;
}

static inline void kit_begin(struct page_kit *k)
{
	*k = (struct page_kit){.arena = arena_new()};
	diags_init(&k->diags, k->arena);
	sources_init(&k->sources, k->arena);
	const char *folders[] = {"templates"};
	const struct house_search search = {.folders = folders, .count = 1};
	const struct words asked = {SPAN("base"), PLACE_NONE};
	k->paper.house = house_load(k->arena, &k->sources, &k->diags, &search, asked, NULL);
	assert_non_null(k->paper.house);
	k->table = (struct table){.use = TABLE_placed, .anchor = SPAN("visits"), .label = SPAN("Table 1"),
		.caption = SPAN("Visits"), .columns = kit_columns, .column_count = 2, .rows = kit_rows,
		.row_count = 2};
	k->tables[0] = &k->table;
	k->paper.tables = k->tables;
	k->paper.table_count = 1;
	k->paper.language = SPAN("en");
	k->paper.title = SPAN("Parks Plan");
	k->paper.status_text = SPAN("Draft");
	k->paper.description = SPAN("To agree the plan.");
	k->paper.reference = SPAN("ENV/7");
	k->paper.body = SPAN("Cabinet");
	k->paper.date_text = SPAN("1 May 2012");
	k->paper.date_iso = SPAN("2012-05-01");
	k->facts[0] = (struct settled_fact){SPAN("key_decision"), SPAN("Yes")};
	k->facts[1] = (struct settled_fact){SPAN("key_decision.reason"), SPAN("cost & wards")};
	k->facts[2] = (struct settled_fact){SPAN("meeting.venue"), SPAN("Town Hall")};
	k->paper.facts = k->facts;
	k->paper.fact_count = 3;
	kit_parts(k);
	kit_contents(k);
	kit_sheet(k);
	k->appendices[0] = (struct settled_appendix){.number = SPAN("1"), .label = SPAN("Appendix 1"),
		.title = SPAN("Map"), .anchor = SPAN("map"), .text = kit_document(k, "A map in words.")};
	k->paper.appendices = k->appendices;
	k->paper.appendix_count = 1;
	k->rendering = (struct rendering){.settled = &k->paper, .arena = k->arena, .diags = &k->diags,
		.stamp = 86400};
}

static inline void kit_end(struct page_kit *k)
{
	text_release(&k->page);
	arena_release(k->arena);
}

static inline bool kit_has(const struct text *t, const char *words)
{
	return span_find(text_span(t), span_of(words)) != SIZE_MAX;
}

static inline size_t kit_count(const struct text *t, const char *words)
{
	size_t count = 0;
	struct span rest = text_span(t);
	for (size_t at; (at = span_find(rest, span_of(words))) != SIZE_MAX; count++)
		rest = span_cut(rest, at + 1, rest.length);
	return count;
}

#endif
