/* Finance: lines and funding by year. Adding up is for settle/. */
#include "paper/binding.h"

#include "base/nearest.h"

struct finance_form {
	struct words unit;
	struct words_list years;
	const struct node *lines, *funding, *total;
};

struct line_form {
	struct words item, kind;
	const struct node *amounts;
};
static const struct field line_fields[] = {
	{.key = "item", .read = read_words, .offset = offsetof(struct line_form, item),
		.required = true, .description = "What the money is for."},
	{.key = "kind", .read = read_words, .offset = offsetof(struct line_form, kind),
		.description = "revenue or capital, or the council's own kinds."},
	{.key = "amounts", .read = read_node, .offset = offsetof(struct line_form, amounts),
		.required = true, .description = "One amount for each year."},
	{.key = "exempt", .read = read_nothing},
};
const struct shape line_mapping = SHAPE("a line", line_fields);

static const struct field funding_fields[] = {
	{.key = "source", .read = read_words, .offset = offsetof(struct line_form, item),
		.required = true, .description = "Where the money comes from."},
	{.key = "kind", .read = read_words, .offset = offsetof(struct line_form, kind),
		.description = "revenue or capital, or the council's own kinds."},
	{.key = "amounts", .read = read_node, .offset = offsetof(struct line_form, amounts),
		.required = true, .description = "One amount for each year."},
	{.key = "exempt", .read = read_nothing},
};
const struct shape funding_mapping = SHAPE("a line of funding", funding_fields);

/* An amount for each year, whatever was typed: a short line ends in empty cells. */
static void read_amounts(const struct binding *b, const struct finance *finance,
	const struct node *typed, struct finance_line *line)
{
	const struct table_column money = {.kind = CELL_money, .unit = finance->unit};
	const struct node *const *items = typed->kind == NODE_list ? typed->items : &typed;
	size_t count = typed->kind == NODE_list ? typed->count : 1;
	size_t years = finance->years.count;
	if (years == 0)
		years = count;
	else if (count != years)
		diag_add(b->binder.diags, FINDING_years_disagree, typed->place,
			arena_format(b->binder.arena, "%zu", count),
			arena_format(b->binder.arena, "%zu", years), SPAN_NONE);
	struct table_cell *amounts = ARENA_ARRAY(b->binder.arena, struct table_cell, years);
	for (size_t i = 0; i < years; i++) {
		amounts[i] = (struct table_cell){.place = typed->place, .text = SPAN("")};
		if (i < count)
			cell_read(b, &money, items[i], &amounts[i]);
		if (amounts[i].kind == CELL_text) /* "n/a" */
			amounts[i].kind = CELL_empty;
	}
	line->amounts = amounts;
	line->amount_count = years;
}

static bool is_usual(struct span kind, const struct span *usual, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(usual[i], kind))
			return true;
	return false;
}

/* Where the style does not say which kinds there are, one that is nearly revenue or capital would be a
 * sum of its own. */
static bool is_slip(struct span kind, const struct span *usual, size_t count)
{
	struct nearest near = nearest_start(kind);
	for (size_t i = 0; i < count; i++)
		nearest_try(&near, usual[i]);
	return near.best.at != NULL;
}

/* Kinds are the same whatever their capitals, for a spreadsheet too: the first spelling holds. */
static void settle_kind(const struct binding *b, const struct finance_line *before, size_t count,
	struct words *kind)
{
	static const struct span usual[] = {{"revenue", 7}, {"capital", 7}};
	const struct vocabulary *v = b->vocabulary;
	const struct span *kinds = v->money_kind_count ? v->money_kinds : usual;
	const size_t kind_count = v->money_kind_count ? v->money_kind_count : 2;
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(before[i].kind.text, kind->text)) {
			kind->text = before[i].kind.text;
			return;
		}
	if (!kind->text.length || is_usual(kind->text, kinds, kind_count))
		return;
	if (v->money_kind_count || is_slip(kind->text, kinds, kind_count))
		complain_answer(b, kind->place, kind->text, SPAN("`kind`"), kinds, kind_count);
}

static size_t read_lines(const struct binding *b, const struct finance *finance,
	const struct shape *shape, const struct node *typed, const struct finance_line **into)
{
	if (!typed || (typed->kind == NODE_scalar && node_is_empty(typed)))
		return 0;
	if (typed->kind != NODE_list) {
		complain_shape(b, typed->place, SPAN("a table of amounts"), "a list", typed);
		return 0;
	}
	struct finance_line *lines = ARENA_ARRAY(b->binder.arena, struct finance_line, typed->count);
	size_t count = 0;
	for (size_t i = 0; i < typed->count; i++) {
		struct line_form form = {0};
		if (!shape_bind(&b->binder, shape, typed->items[i], &form))
			continue;
		struct finance_line *line = &lines[count++];
		*line = (struct finance_line){.place = typed->items[i]->place, .item = form.item,
			.kind = form.kind};
		if (line->item.text.at && line->item.text.length == 0)
			complain_missing(b, line->item.place, span_of(shape->what), span_of(shape->fields->key));
		characters_are_plain(b, line->item.text, line->item.place);
		characters_are_plain(b, line->kind.text, line->kind.place);
		settle_kind(b, lines, count - 1, &line->kind);
		if (form.amounts)
			read_amounts(b, finance, form.amounts, line);
	}
	*into = lines;
	return count;
}

/* Without `years` there is one column, so each line has one amount. */
static void check_years(const struct binding *b, const struct finance *finance,
	const struct finance_line *lines, size_t count)
{
	for (size_t i = 0; finance->years.count == 0 && i < count; i++)
		if (lines[i].amount_count > 1) {
			complain_missing(b, lines[i].place, SPAN("a line with several amounts"), SPAN("years"));
			return;
		}
}

static bool add_total(const struct binding *b, const struct finance *finance, struct words kind,
	const struct node *typed, struct finance_total *total)
{
	if (typed->kind != NODE_scalar) {
		complain_shape(b, typed->place, SPAN("`total`"), "an amount", typed);
		return false;
	}
	struct money_reading reading = money_read(typed->text, finance->unit);
	if (reading.fault)
		complain_money(b, typed, reading);
	*total = (struct finance_total){kind, reading.pence, typed->place};
	return reading.fault == MONEY_RIGHT;
}

static void read_totals(const struct binding *b, const struct node *typed, struct finance *finance)
{
	if (!typed)
		return;
	size_t count = typed->kind == NODE_mapping ? typed->count : 1;
	struct finance_total *totals = ARENA_ARRAY(b->binder.arena, struct finance_total, count);
	finance->totals = totals;
	if (typed->kind == NODE_list) {
		complain_shape(b, typed->place, SPAN("`total`"), "an amount or a mapping", typed);
	} else if (typed->kind == NODE_scalar) {
		struct words total = {SPAN("total"), typed->place};
		finance->total_count = add_total(b, finance, total, typed, totals);
	}
	for (size_t i = 0; typed->kind == NODE_mapping && i < count; i++) {
		const struct pair *pair = &typed->pairs[i];
		struct words kind = {span_trim(pair->key->text), pair->key->place};
		if (span_is(kind.text, "note") || span_is(kind.text, "exempt"))
			continue;
		if (add_total(b, finance, kind, pair->value, &totals[finance->total_count]))
			finance->total_count++;
	}
}

static void read_unit_of(const struct binding *b, const struct node *typed, enum money_unit *unit)
{
	static const struct field field = {.key = "unit"};
	struct words words = {0};
	read_words(&b->binder, &field, typed, &words);
	if (words.text.length == 0 || money_unit_read(words.text, unit))
		return;
	complain_word(b, words, SPAN("`unit`"), paper_money_units);
}

/* The keys beside these were judged by the part's own shape. */
const struct finance *finance_read(const struct binding *b, const struct node *mapping)
{
	static const struct field years = {.key = "years"};
	struct finance *finance = ARENA_NEW(b->binder.arena, struct finance);
	finance->place = mapping->place;
	const struct node *typed = node_get(mapping, "unit");
	if (typed)
		read_unit_of(b, typed, &finance->unit);
	typed = node_get(mapping, "years");
	if (typed)
		read_words_list(&b->binder, &years, typed, &finance->years);
	for (size_t i = 0; i < finance->years.count; i++)
		characters_are_plain(b, finance->years.items[i].text, finance->years.items[i].place);
	finance->line_count = read_lines(b, finance, &line_mapping, node_get(mapping, "lines"),
		&finance->lines);
	finance->funding_count = read_lines(b, finance, &funding_mapping, node_get(mapping, "funding"),
		&finance->funding);
	check_years(b, finance, finance->lines, finance->line_count);
	check_years(b, finance, finance->funding, finance->funding_count);
	read_totals(b, node_get(mapping, "total"), finance);
	return finance;
}

bool finance_opens_kind(const struct finance_line *lines, size_t line)
{
	for (size_t i = 0; i < line; i++)
		if (span_same_ignoring_case(lines[i].kind.text, lines[line].kind.text))
			return false;
	return lines[line].kind.text.length > 0;
}

bool finance_has_kinds(const struct finance_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!lines[i].kind.text.length)
			return false;
	return true;
}
