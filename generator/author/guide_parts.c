/* The parts of a style, one by one, in the order of its sheets. */
#include "author/guide_page.h"

/* --- how it comes out in the example paper */

static const struct settled_part *find_below(const struct settled_part *parts, size_t count,
	struct span key)
{
	for (size_t i = 0; i < count; i++) {
		if (span_same(parts[i].key, key))
			return &parts[i];
		const struct settled_part *below =
			find_below(parts[i].parts, parts[i].part_count, key);
		if (below)
			return below;
	}
	return NULL;
}

static const struct settled_part *printed_part(const struct guide *g, const struct asked_part *asked)
{
	for (size_t i = 0; g->printed && i < g->printed->sheet_count; i++) {
		const struct settled_sheet *sheet = &g->printed->sheets[i];
		if (!span_same(sheet->key, asked->sheet->key))
			continue;
		return find_below(sheet->parts, sheet->part_count, asked->part->key);
	}
	return NULL;
}

/* The numbers of the first two paragraphs or items; absent ones stay absent. */
static void first_numbers(const struct prose_node *body, enum prose_kind kind, struct span numbers[2])
{
	size_t count = 0;
	for (struct prose_node *n = body->first; n && count < 2; n = prose_walk(body, n))
		if (n->kind == kind && n->number.length)
			numbers[count++] = n->number;
}

/* --- single lines */

/* "Needed: always" */
static void line_needed(struct guide *g, struct prose_node *list, const struct asked_part *asked)
{
	struct leaf *leaf = &g->leaf;
	const struct condition *required = asked->part->required, *expected = asked->part->expected;
	if (is_always(required)) {
		text_add_string(&leaf->line, "always");
	} else if (asked_anything(required)) {
		text_add_string(&leaf->line, "when ");
		asked_condition(g->house, required, &leaf->line);
	} else if (!expected || condition_is_never(expected)) {
		text_add_string(&leaf->line, "no; leave it out where there is nothing to say");
	}
	if (leaf->line.length)
		leaf_item(leaf, list, SPAN("Needed:"), leaf_take(leaf));
	if (!expected || condition_is_never(expected))
		return;
	text_add_string(&leaf->line, is_always(expected) ? "always" : "when ");
	asked_condition(g->house, expected, &leaf->line);
	text_add_string(&leaf->line, "; a paper without it has a warning");
	leaf_item(leaf, list, SPAN("Expected:"), leaf_take(leaf));
}

static void add_when(struct guide *g, const struct condition *when, bool *first)
{
	if (!asked_anything(when))
		return;
	text_add_string(&g->leaf.line, *first ? "when " : ", and when ");
	asked_condition(g->house, when, &g->leaf.line);
	*first = false;
}

static void line_when(struct guide *g, struct prose_node *list, const struct asked_part *asked)
{
	bool first = true;
	add_when(g, asked->sheet->when, &first);
	for (const struct asked_part *p = asked; p; p = p->above)
		add_when(g, p->part->when, &first);
	if (!first)
		leaf_item(&g->leaf, list, SPAN("There only:"), leaf_take(&g->leaf));
}

static void line_length(struct guide *g, struct prose_node *list, const struct limits *limits)
{
	if (asked_limits(limits, &g->leaf.line))
		leaf_item(&g->leaf, list, SPAN("Length:"), leaf_take(&g->leaf));
}

static void line_none(struct guide *g, struct prose_node *list, const struct house_part *part)
{
	struct leaf *leaf = &g->leaf;
	if (part->none == NONE_refused) {
		text_add_string(&leaf->line, "`none` is not accepted");
	} else if (part->none == NONE_left_out) {
		text_add_string(&leaf->line, "write `none`; the heading is then left out");
	} else {
		const struct span shown = asked_text(leaf->arena, g->house, part->none_text);
		const struct span word = house_word(g->house, g->house->languages[0], "none");
		text_format(&leaf->line, "write `none`; it is printed as \xE2\x80\x9C%.*s\xE2\x80\x9D",
			SPAN_ARG(shown.at ? shown : word));
	}
	leaf_item(leaf, list, SPAN("Where there is nothing to say:"), leaf_take(leaf));
}

static void line_printed(struct guide *g, struct prose_node *list, const char *label,
	const struct house_text *text)
{
	const struct span shown = asked_text(g->leaf.arena, g->house, text);
	if (!shown.at)
		return;
	text_format(&g->leaf.line, "\xE2\x80\x9C%.*s\xE2\x80\x9D", SPAN_ARG(shown));
	leaf_item(&g->leaf, list, span_of(label), leaf_take(&g->leaf));
}

static void line_form(struct guide *g, struct prose_node *list, const struct house_part *part)
{
	static const char *const forms[] = {
		[FORM_any] = NULL,
		[FORM_to] = "begins with \xE2\x80\x9Cto\xE2\x80\x9D: to approve the scheme;",
		[FORM_that] = "begins with \xE2\x80\x9Cthat\xE2\x80\x9D: that the scheme be approved;",
		[FORM_bare] = "begins with a verb in small letters: approve the scheme;",
		[FORM_sentence] = "is a whole sentence, with a capital letter and a full stop",
	};
	if (part->kind == PART_recommendations && forms[part->form])
		leaf_item(&g->leaf, list, SPAN("Each recommendation:"), span_of(forms[part->form]));
}

static void line_numbers(struct guide *g, struct prose_node *list,
	const struct settled_part *printed, const struct house_part *part)
{
	struct span numbers[2] = {SPAN_NONE, SPAN_NONE};
	const bool items = part->kind != PART_text && part->kind != PART_finance;
	if (!printed || !printed->body)
		return;
	first_numbers(printed->body, items ? PROSE_item : PROSE_numbered, numbers);
	if (items && !numbers[0].at)
		first_numbers(printed->body, PROSE_numbered, numbers);
	if (!numbers[0].at)
		return;
	text_format(&g->leaf.line, "`%.*s`", SPAN_ARG(numbers[0]));
	if (numbers[1].at)
		text_format(&g->leaf.line, ", `%.*s`", SPAN_ARG(numbers[1]));
	text_add_string(&g->leaf.line, " and so on");
	leaf_item(&g->leaf, list, items ? SPAN("Items are numbered:") : SPAN("Paragraphs are numbered:"),
		leaf_take(&g->leaf));
}

static void line_headings(struct guide *g, struct prose_node *list, const struct house_part *part)
{
	static const char *const deeper[] = {"none of your own", "`###`", "`###` and `####`",
		"`###`, `####` and `#####`"};
	static const char *const bare[] = {"none of your own", "`##`", "`##` and `###`",
		"`##`, `###` and `####`"};
	if (part->kind != PART_text || part->own_headings > 3)
		return;
	if (part->own_headings != 1 || part->heading_none)
		leaf_item(&g->leaf, list, SPAN("Headings inside:"),
			span_of(part->heading_none ? bare[part->own_headings]
						   : deeper[part->own_headings]));
}

static void line_aliases(struct guide *g, struct prose_node *list, const struct house_part *part)
{
	for (size_t i = 0; i < part->decl->alias_count; i++)
		text_format(&g->leaf.line, "%s`%.*s`", i ? ", " : "", SPAN_ARG(part->decl->aliases[i]));
	if (part->decl->alias_count)
		leaf_item(&g->leaf, list, SPAN("Also accepted as:"), leaf_take(&g->leaf));
}

static bool holds_part(const struct house_part *const *parts, size_t count,
	const struct house_part *part)
{
	for (size_t i = 0; i < count; i++)
		if (parts[i] == part || holds_part(parts[i]->parts, parts[i]->part_count, part))
			return true;
	return false;
}

static struct span sheet_name(struct guide *g, const struct house_sheet *sheet)
{
	const struct span title = asked_text(g->leaf.arena, g->house, sheet->title);
	return title.at ? title : asked_words(g->leaf.arena, sheet->key);
}

static void line_sheets(struct guide *g, struct prose_node *list, const struct asked_part *asked)
{
	bool first = true;
	for (size_t i = 0; i < g->house->sheet_count; i++) {
		const struct house_sheet *sheet = &g->house->sheets[i];
		if (sheet == asked->sheet || !holds_part(sheet->parts, sheet->part_count, asked->part))
			continue;
		const struct span name = sheet_name(g, sheet);
		text_format(&g->leaf.line, "%s%.*s", first ? "" : ", ", SPAN_ARG(name));
		first = false;
	}
	if (!first)
		leaf_item(&g->leaf, list, SPAN("Printed again on:"), leaf_take(&g->leaf));
}

static const char *const kinds[PART_KIND_count] = {
	[PART_text] = "a text",
	[PART_recommendations] = "a list, each recommendation after `- `",
	[PART_options] = "a list of options, or a text",
	[PART_risks] = "a text, and a register of risks",
	[PART_finance] = "a text, and amounts for each year",
	[PART_list] = "a list, each entry after `- `",
	[PART_documents] = "a list of documents",
	[PART_appendices] = "a list of appendices",
	[PART_people] = "a list of people",
	[PART_clearances] = "a list of those who cleared the paper",
	[PART_records] = "a list of entries",
};

/* --- keys of entries */

static const struct house_field *own_field(const struct house_part *part, struct span name)
{
	for (size_t i = 0; i < part->field_count; i++)
		if (span_same(part->fields[i].decl->name, name))
			return &part->fields[i];
	return NULL;
}

static void row_of_field(struct guide *g, struct leaf_table *table, const struct value_decl *decl,
	const struct house_field *own)
{
	struct leaf *leaf = &g->leaf;
	struct cell *cells = leaf_row(leaf, table);
	text_format(&leaf->line, "`%.*s`", SPAN_ARG(decl->name));
	leaf_cell(leaf, &cells[0], leaf_take(leaf));
	const struct span told = own && own->guidance.length ? own->guidance
		: own && own->decl == decl ? SPAN_NONE : decl->description;
	text_add(&leaf->line, told);
	if (own && own->answer_count) {
		text_add_char(&leaf->line, ' ');
		guide_answers(g, own->answers, own->answer_count);
	}
	for (size_t i = 0; own && i < own->every_count; i++)
		text_format(&leaf->line, "%s%.*s", i == 0 ? " There must be one for each of: " : ", ",
			SPAN_ARG(own->every[i]));
	if (own && own->every_count)
		text_add_char(&leaf->line, '.');
	if (own && own->limits.place.source) {
		const size_t before = leaf->line.length;
		text_add_string(&leaf->line, " It has ");
		if (asked_limits(&own->limits, &leaf->line))
			text_add_char(&leaf->line, '.');
		else
			text_cut(&leaf->line, before);
	}
	leaf_cell(leaf, &cells[1], leaf_take(leaf));
	const bool required = decl->required || (own && own->decl->required);
	leaf_cell(leaf, &cells[2], required ? SPAN("yes") : SPAN("no"));
}

static void table_of_fields(struct guide *g, struct prose_node *body, const struct house_part *part,
	struct span heading)
{
	static const char *const titles[] = {"Key", "What it says", "Needed", NULL};
	const bool entries = part->kind != PART_text && part->kind != PART_finance;
	struct leaf_table table = leaf_table(&g->leaf,
		arena_format(g->leaf.arena, entries ? "Keys of an entry of %.*s" : "Keys of %.*s",
			SPAN_ARG(heading)), titles);
	size_t count;
	const struct value_decl *fields = paper_fields(part->kind, &count);
	for (size_t i = 0; i < count; i++)
		row_of_field(g, &table, &fields[i], own_field(part, fields[i].name));
	for (size_t i = 0; i < part->field_count; i++) {
		bool builtin = false;
		for (size_t k = 0; k < count; k++)
			builtin = builtin || span_same(fields[k].name, part->fields[i].decl->name);
		if (!builtin)
			row_of_field(g, &table, part->fields[i].decl, &part->fields[i]);
	}
	leaf_add_table(&g->leaf, body, &table);
}

/* --- one part */

static void write_example(struct guide *g, struct prose_node *body, const struct house_part *part)
{
	const struct text *paper = &g->example.paper;
	for (size_t i = 0; i < g->example.count; i++) {
		const struct example_piece *piece = &g->example.pieces[i];
		const struct span text = span_cut(text_span(paper), piece->from, piece->to);
		if (!span_starts(text, arena_format(g->leaf.arena, "%.*s:", SPAN_ARG(part->key)).at))
			continue;
		leaf_paragraph(&g->leaf, body, SPAN("An example:"));
		leaf_code(&g->leaf, body, arena_copy(g->leaf.arena, text), SPAN("yaml"));
		return;
	}
}

/* The kinds that lines of money may have, where the style says which. */
static void line_money(struct guide *g, struct prose_node *list, const struct house_part *part)
{
	struct leaf *leaf = &g->leaf;
	if (part->kind != PART_finance || !g->house->money_kind_count)
		return;
	guide_answers(g, g->house->money_kinds, g->house->money_kind_count);
	leaf_item(leaf, list, SPAN("Kinds of money:"), leaf_take(leaf));
}

static void write_key(struct guide *g, struct prose_node *body, const struct asked_part *asked,
	struct span heading)
{
	const struct house_part *part = asked->part;
	const struct settled_part *printed = printed_part(g, asked);
	struct prose_node *list = leaf_list(&g->leaf, body);
	text_format(&g->leaf.line, "`%.*s:` %s", SPAN_ARG(part->key), kinds[part->kind]);
	leaf_item(&g->leaf, list, SPAN("In the paper:"), leaf_take(&g->leaf));
	line_needed(g, list, asked);
	line_when(g, list, asked);
	line_length(g, list, &part->limits);
	line_none(g, list, part);
	line_printed(g, list, "Printed before it:", part->lead);
	line_printed(g, list, "Printed after it:", part->tail);
	line_form(g, list, part);
	line_money(g, list, part);
	line_numbers(g, list, printed, part);
	line_headings(g, list, part);
	line_aliases(g, list, part);
	line_sheets(g, list, asked);
	if (part->audience == AUDIENCE_restricted)
		leaf_item(&g->leaf, list, SPAN("Seen by:"), SPAN("those who get the restricted version only"));
	table_of_fields(g, body, part, heading);
	write_example(g, body, part);
}

static void write_fixed(struct guide *g, struct prose_node *body, const struct asked_part *asked)
{
	struct leaf *leaf = &g->leaf;
	leaf_paragraph(leaf, body, SPAN("There is nothing to write: the words are the style's, and the facts "
		"in brackets come from the paper."));
	const struct span text = asked_text(leaf->arena, g->house, asked->part->text);
	if (text.at)
		leaf_quote(leaf, body, text);
	struct prose_node *list = leaf_list(leaf, body);
	line_when(g, list, asked);
	line_sheets(g, list, asked);
	leaf_drop_empty(list);
}

static void write_group(struct guide *g, struct prose_node *body, const struct asked_part *asked)
{
	leaf_paragraph(&g->leaf, body, SPAN("A heading over the parts below it."));
	struct prose_node *list = leaf_list(&g->leaf, body);
	line_printed(g, list, "Printed before its parts:", asked->part->lead);
	line_when(g, list, asked);
	line_sheets(g, list, asked);
	leaf_drop_empty(list);
}

static void write_part(struct guide *g, struct prose_node *body, const struct asked_part *asked,
	struct span heading)
{
	leaf_plain(&g->leaf, body, asked->part->guidance);
	if (asked->part->kind == PART_fixed)
		write_fixed(g, body, asked);
	else if (asked->part->kind == PART_group)
		write_group(g, body, asked);
	else
		write_key(g, body, asked, heading);
}

/* --- sheets */

struct parts {
	const struct asked_part *items;
	size_t count;
};

static size_t sections_of(struct guide *g, const struct parts *all, const struct house_sheet *sheet,
	const struct asked_part *above, uint8_t level, struct settled_part **into);

/* A group without a heading only holds its parts together: nobody who writes a paper sees it. */
static bool is_bracket(const struct asked_part *asked)
{
	return asked->part->kind == PART_group && asked->part->heading_none;
}

static const struct asked_part *heading_above(const struct asked_part *above)
{
	while (above && is_bracket(above))
		above = above->above;
	return above;
}

static void write_section(struct guide *g, const struct parts *all, const struct asked_part *asked,
	uint8_t level, struct settled_part *into)
{
	struct arena *arena = g->leaf.arena;
	const struct house_part *part = asked->part;
	const struct settled_part *printed = printed_part(g, asked);
	struct span heading = asked_heading(arena, g->house, part);
	if (part->heading_none)
		heading = arena_format(arena, "%.*s (printed without a heading)", SPAN_ARG(heading));
	*into = guide_section(g, level, arena_format(arena, "_part-%.*s", SPAN_ARG(part->key)),
		printed && printed->number.length ? arena_copy(arena, printed->number) : SPAN_NONE, heading);
	write_part(g, into->body, asked, heading);
	struct settled_part *below;
	into->part_count = sections_of(g, all, asked->sheet, asked, (uint8_t)(level + 1), &below);
	into->parts = below;
}

static size_t sections_of(struct guide *g, const struct parts *all, const struct house_sheet *sheet,
	const struct asked_part *above, uint8_t level, struct settled_part **into)
{
	size_t count = 0;
	struct settled_part *sections = ARENA_ARRAY(g->leaf.arena, struct settled_part, all->count + 1);
	for (size_t i = 0; i < all->count; i++)
		if (heading_above(all->items[i].above) == above && all->items[i].sheet == sheet &&
			!is_bracket(&all->items[i]))
			write_section(g, all, &all->items[i], level, &sections[count++]);
	*into = sections;
	return count;
}

static struct span heading_of_sheet(struct guide *g, const struct house_sheet *sheet)
{
	if (g->house->sheet_count == 1)
		return SPAN("The parts, in their order");
	const struct span name = sheet_name(g, sheet);
	return arena_format(g->leaf.arena, "The parts of the sheet \xE2\x80\x9C%.*s\xE2\x80\x9D",
		SPAN_ARG(name));
}

static void write_sheet(struct guide *g, const struct house_sheet *sheet, struct prose_node *body)
{
	leaf_paragraph(&g->leaf, body, SPAN("Each part under the heading, and with the number, that it is "
		"printed with. Each ends with an example."));
	if (sheet->appendix)
		leaf_paragraph(&g->leaf, body, SPAN("This sheet is printed as an appendix."));
	if (!asked_anything(sheet->when))
		return;
	text_add_string(&g->leaf.line, "This sheet is there only when ");
	asked_condition(g->house, sheet->when, &g->leaf.line);
	text_add_char(&g->leaf.line, '.');
	leaf_paragraph(&g->leaf, body, leaf_take(&g->leaf));
}

size_t guide_sheets(struct guide *g, struct settled_part *sections)
{
	struct parts all;
	all.count = asked_parts(g->leaf.arena, g->house, &all.items);
	for (size_t i = 0; i < g->house->sheet_count; i++) {
		const struct house_sheet *sheet = &g->house->sheets[i];
		sections[i] = guide_section(g, 2, arena_format(g->leaf.arena, "_sheet%zu", i + 1),
			SPAN_NONE, heading_of_sheet(g, sheet));
		write_sheet(g, sheet, sections[i].body);
		struct settled_part *parts;
		sections[i].part_count = sections_of(g, &all, sheet, NULL, 3, &parts);
		sections[i].parts = parts;
	}
	return g->house->sheet_count;
}
