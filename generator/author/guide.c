#include "author/guide.h"
#include "author/guide_page.h"

#define SECTIONS (LIMIT_SHEETS + 8)

#include "base/limits.h"

struct settled_part guide_section(struct guide *g, uint8_t level, struct span anchor,
	struct span number, struct span heading)
{
	ARENA_GROW(g->leaf.arena, g->contents, g->content_count, g->content_capacity);
	g->contents[g->content_count++] =
		(struct contents_entry){.level = level > 6 ? 6 : level, .number = number,
			.heading = heading, .anchor = anchor};
	return (struct settled_part){.key = anchor, .anchor = anchor, .kind = PART_text,
		.level = level > 6 ? 6 : level, .has_heading = true, .number = number, .heading = heading,
		.body = leaf_document(&g->leaf), .layout = LAYOUT_flow};
}

/* --- the example paper, printed */

static const struct settled *print_example(struct guide *g)
{
	struct arena *arena = g->leaf.arena;
	struct sources *sources = ARENA_NEW(arena, struct sources);
	struct diags diags; /* what is wrong with it is said by `check` of the style */
	const struct source *source;
	sources_init(sources, arena);
	diags_init(&diags, arena);
	author_example(arena, g->house, NULL, &(struct beginning){.title = SPAN_NONE}, &g->example);
	if (source_take(sources, &diags, text_span(&g->example.paper), SPAN("example"), &source) !=
		SOURCE_READ)
		return NULL;
	const struct node *root = tree_read(arena, &diags, source);
	struct beside beside = {.arena = arena, .diags = &diags, .sources = sources};
	const struct paper *paper = root ? paper_bind(arena, &diags, source, root,
		&g->house->vocabulary, &beside) : NULL;
	return paper ? settle_for(AUDIENCE_public, arena, &diags, paper, g->house) : NULL;
}

/* --- the first sections */

static void write_beginning(struct guide *g, struct prose_node *body)
{
	struct leaf *leaf = &g->leaf;
	leaf_paragraph(leaf, body, SPAN("This page is made from the council's house style, so it says what "
		"the program checks and prints. Whoever writes a paper needs the first two sections and "
		"those of the parts; the rest is for those who look after papers."));
	struct prose_node *list = leaf_list(leaf, body);
	text_format(&leaf->line, "`cabpaper new --style %.*s FILE` writes a paper with every part below, and "
		"these notes in it.", SPAN_ARG(g->house->key));
	leaf_item(leaf, list, SPAN("To begin:"), leaf_take(leaf));
	text_format(&leaf->line, "`cabpaper new --example --style %.*s FILE` writes one that is filled in.",
		SPAN_ARG(g->house->key));
	leaf_item(leaf, list, SPAN("To see a whole paper:"), leaf_take(leaf));
	leaf_item(leaf, list, SPAN("To check it:"),
		SPAN("`cabpaper check FILE` says what is wrong, where, and how to mend it."));
	leaf_item(leaf, list, SPAN("To print it:"),
		SPAN("`cabpaper build FILE` makes the page, the text and the workbook."));
	if (g->editions->count > 1) {
		text_add_string(&leaf->line, "the form of this council, or the law, changed on ");
		for (size_t i = 1; i < g->editions->count; i++) {
			text_add_string(&leaf->line, i == 1 ? "" : i + 1 < g->editions->count ? ", " : " and ");
			house_print_date(g->house, g->house->languages[0], g->editions->days[i], false,
				&leaf->line);
		}
		text_add_string(&leaf->line, ". The date of the meeting decides which form holds for a "
			"paper; this page shows the latest.");
		leaf_item(leaf, list, SPAN("Editions:"), leaf_take(leaf));
	}
}

static void write_manner(struct guide *g, struct prose_node *body)
{
	static const char *const rules[] = {
		"One file is one paper. Each line `key: answer` is a fact about the paper or one of its parts; "
		"the council's headings, their order and their numbers are printed for you.",
		"An answer of several lines stands after `|`, each line two blanks further in.",
		"An empty line begins a new paragraph, `- ` a list, and `### ` a heading of your own.",
		"A text that begins with a sign, or holds a colon and a blank, stands in double quotes.",
		"`{#name}` at the end of a paragraph names it, and `[](#name)` refers to it by its number.",
		"Lines that begin with `#` are notes; they are not printed, nor is what stands under `note:`.",
		"A paper begins as `status: draft`, in which missing parts are warnings. When it is "
		"`status: final`, whatever is missing or wrong keeps it from being made.",
	};
	struct prose_node *list = leaf_list(&g->leaf, body);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		leaf_item(&g->leaf, list, SPAN_NONE, span_of(rules[i]));
}

/* --- the page */

static void write_sections(struct guide *g, struct settled_part *sections, size_t *count)
{
	static const struct {
		const char *anchor, *heading;
		void (*write)(struct guide *g, struct prose_node *body);
		bool after_parts;
	} rows[] = {
		{"_begin", "Where to begin", write_beginning, false},
		{"_manner", "How a paper is written", write_manner, false},
		{"_facts", "Facts about the paper", guide_facts, false},
		{"_rules", "What the council holds papers to", guide_rules, true},
		{"_notices", "Notices and deadlines", guide_notices, true},
	};
	for (int after = 0; after < 2; after++) {
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			if (rows[i].after_parts != (after == 1))
				continue;
			struct settled_part *section = &sections[(*count)++];
			*section = guide_section(g, 2, span_of(rows[i].anchor), SPAN_NONE,
				span_of(rows[i].heading));
			rows[i].write(g, section->body);
		}
		if (!after)
			*count += guide_sheets(g, sections + *count);
	}
}

static struct settled_block make_head(struct guide *g)
{
	struct settled_row *rows = ARENA_ARRAY(g->leaf.arena, struct settled_row, 2);
	rows[0] = (struct settled_row){.name = SPAN("title"), .text = g->house->name,
		.spoken = g->house->name, .is_title = true};
	const struct span line = SPAN("Guidance for those who write papers");
	rows[1] = (struct settled_row){.name = SPAN("guidance"), .text = line, .spoken = line};
	return (struct settled_block){.layout = BLOCK_lines, .rows = rows, .row_count = 2};
}

const struct settled *author_guide(struct arena *arena, const struct house *house,
	const struct checked_editions *editions)
{
	struct guide g = {.leaf = {.arena = arena}, .house = house, .editions = editions};
	struct settled_part *sections = ARENA_ARRAY(arena, struct settled_part, SECTIONS);
	struct settled_sheet *sheet = ARENA_NEW(arena, struct settled_sheet);
	struct settled *page = ARENA_NEW(arena, struct settled);
	g.printed = print_example(&g);
	size_t count = 0;
	write_sections(&g, sections, &count);
	*sheet = (struct settled_sheet){.key = SPAN("guidance"), .anchor = SPAN("_sheet-guidance"),
		.first = true, .head = make_head(&g), .parts = sections, .part_count = count};
	*page = (struct settled){.audience = AUDIENCE_public, .house = house, .language = SPAN("en"),
		.title = SPAN("Guidance for those who write papers"), .final = true, .body = house->name,
		.description = SPAN("What the council's house style asks of a paper, part by part."),
		.sheets = sheet, .sheet_count = 1, .contents = g.contents,
		.contents_count = g.content_count, .words = SIZE_MAX};
	text_release(&g.leaf.line);
	text_release(&g.example.paper);
	return page;
}
