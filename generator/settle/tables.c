/* Tables as page and workbook show them: placed ones, appendices, finance, risks, options, records. */
#include "base/decimal.h"
#include "settle/settling.h"

#include "settle/sheet_name.h"

/* --- a table under construction */
struct building {
	struct settling *s;
	struct table *table;
	struct column *columns;
	struct row *rows;
	size_t row_capacity;
};

static struct span shown(struct settling *s, struct text *t)
{
	struct span copy = arena_copy(s->arena, text_span(t));
	text_release(t);
	return copy;
}

static struct building begin_table(struct settling *s, enum table_use use, struct span caption,
	size_t column_count)
{
	struct building b = {.s = s, .table = ARENA_NEW(s->arena, struct table),
		.columns = ARENA_ARRAY(s->arena, struct column, column_count)};
	b.table->use = use;
	b.table->caption = caption.at ? caption : SPAN("");
	b.table->columns = b.columns;
	b.table->column_count = column_count;
	return b;
}

static struct cell *add_row(struct building *b, bool total)
{
	struct table *t = b->table;
	ARENA_GROW(b->s->arena, b->rows, t->row_count, b->row_capacity);
	struct cell *cells = ARENA_ARRAY(b->s->arena, struct cell, t->column_count);
	for (size_t i = 0; i < t->column_count; i++)
		cells[i].shown = SPAN("");
	b->rows[t->row_count++] = (struct row){.cells = cells, .total = total};
	t->rows = b->rows;
	return cells;
}

static struct table *finish_table(struct building *b, struct span sheet)
{
	struct settling *s = b->s;
	if (!b->table->anchor.at)
		b->table->anchor = settle_anchor(s, "t");
	struct span *used = ARENA_ARRAY(s->arena, struct span, s->table_count + 1);
	for (size_t i = 0; i < s->table_count; i++)
		used[i] = s->tables[i]->sheet_name;
	used[s->table_count] = settle_word(s, "workbook_contents");
	b->table->sheet_name = sheet_name_make(s->arena, sheet, used, s->table_count + 1);
	ARENA_GROW(s->arena, s->tables, s->table_count, s->table_capacity);
	s->tables[s->table_count++] = b->table;
	return b->table;
}

struct prose_node *settle_table_node(struct settling *s, struct table *table)
{
	struct prose_node *node = prose_new(s->arena, PROSE_table, PLACE_NONE);
	node->table = table;
	node->id = table->anchor;
	return node;
}

/* --- cells */
static void show_amount(struct settling *s, const struct table_cell *from, enum money_unit unit,
	struct text *into)
{
	switch (from->kind) {
	case CELL_number:
		decimal_write(into, from->amount, from->decimals);
		break;
	case CELL_percent:
		decimal_write(into, from->amount, from->decimals);
		text_add_char(into, '%');
		break;
	case CELL_money:
		if (unit == MONEY_POUNDS)
			money_write(into, from->amount, false, s->house->negative_brackets);
		else
			money_write_in(into, from->amount, unit, s->house->negative_brackets);
		break;
	case CELL_date:
		house_print_date(s->house, s->language, date_of_days((int32_t)from->amount), true, into);
		break;
	case CELL_yes_no:
		text_add(into, settle_word(s, from->amount ? "yes" : "no"));
		break;
	case CELL_empty:
	case CELL_text:
		text_add(into, from->text);
		break;
	}
}

static bool is_marked_up(const struct prose_node *document)
{
	for (const struct prose_node *n = document->first; n; n = prose_walk(document, (struct prose_node *)n))
		if (n->kind != PROSE_paragraph && n->kind != PROSE_text && n->kind != PROSE_soft_break)
			return true;
	return document->first && document->first->next;
}

static const struct flow no_flow = {.level = 2, .depth = 1};

static void take_prose(struct settling *s, struct cell *cell, const struct prose_node *document)
{
	struct text plain = {0};
	prose_plain(document, &plain);
	cell->kind = CELL_text;
	cell->shown = shown(s, &plain);
	if (!is_marked_up(document))
		return;
	struct flow flow = no_flow;
	flow.numbering = s->house->numbering;
	cell->prose = settle_copy(s, document, &flow);
	settle_body(s, cell->prose);
}

static struct cell settle_cell(struct settling *s, const struct table_cell *from, enum money_unit unit)
{
	struct cell cell = {.kind = from->kind, .amount = from->amount, .decimals = from->decimals};
	if (from->kind == CELL_text && from->prose) {
		take_prose(s, &cell, from->prose);
		return cell;
	}
	struct text text = {0};
	show_amount(s, from, unit, &text);
	cell.shown = shown(s, &text);
	return cell;
}

static void put_text(struct cell *cell, struct span text)
{
	cell->kind = CELL_text;
	cell->shown = text;
}

static void put_amount(struct settling *s, struct cell *cell, enum cell_kind kind, int64_t amount,
	uint8_t decimals, enum money_unit unit)
{
	const struct table_cell from = {.kind = kind, .amount = amount, .decimals = decimals};
	*cell = settle_cell(s, &from, unit);
}

/* --- tables of the paper */
static bool is_summed(enum cell_kind kind)
{
	return kind == CELL_number || kind == CELL_money;
}

static bool scaled(int64_t amount, unsigned by, int64_t *result)
{
	for (; by; by--)
		if (__builtin_mul_overflow(amount, 10, &amount))
			return false;
	*result = amount;
	return true;
}

/* The sum of a column; false when it is beyond what is added up exactly. */
static bool column_sum(const struct table_source *source, size_t column, int64_t *sum, uint8_t *decimals)
{
	*sum = 0;
	*decimals = 0;
	const enum cell_kind kind = source->columns[column].kind;
	for (size_t r = 0; r < source->row_count; r++) {
		const struct table_cell *cell = &source->cells[r * source->column_count + column];
		if (cell->kind == kind && cell->decimals > *decimals)
			*decimals = cell->decimals;
	}
	for (size_t r = 0; r < source->row_count; r++) {
		const struct table_cell *cell = &source->cells[r * source->column_count + column];
		int64_t amount;
		if (cell->kind != kind)
			continue;
		if (!scaled(cell->amount, (unsigned)(*decimals - cell->decimals), &amount) ||
			!money_add(sum, amount))
			return false;
	}
	return true;
}

static void add_total(struct building *b, const struct table_source *source)
{
	struct settling *s = b->s;
	struct cell *cells = add_row(b, true);
	bool labelled = false;
	for (size_t c = 0; c < source->column_count; c++) {
		if (!is_summed(source->columns[c].kind)) {
			if (!labelled && c == 0) {
				put_text(&cells[c], settle_word(s, "total"));
				cells[c].header = true;
				labelled = true;
			}
			continue;
		}
		int64_t sum;
		uint8_t decimals;
		if (!column_sum(source, c, &sum, &decimals)) {
			diag_add(s->diags, FINDING_too_large, source->columns[c].title.place,
				settle_word(s, "total"), SPAN_NONE, SPAN_NONE);
			continue;
		}
		put_amount(s, &cells[c], source->columns[c].kind, sum, decimals, source->columns[c].unit);
		cells[c].formula = (struct formula){.kind = FORMULA_sum_column, .from = 0,
			.to = (uint32_t)source->row_count - 1};
	}
}

struct table *settle_paper_table(struct settling *s, const struct table_source *source,
	enum table_use use, struct span label, struct span caption)
{
	struct building b = begin_table(s, use, arena_copy(s->arena, caption), source->column_count);
	b.table->label = label;
	for (size_t c = 0; c < source->column_count; c++) {
		const struct table_column *column = &source->columns[c];
		b.columns[c] = (struct column){arena_copy(s->arena, column->title.text), column->kind};
		if (column->kind == CELL_money && column->unit != MONEY_POUNDS)
			b.columns[c].title = arena_format(s->arena, "%.*s (%s)", SPAN_ARG(column->title.text),
				money_unit_name(column->unit));
	}
	for (size_t r = 0; r < source->row_count; r++) {
		struct cell *cells = add_row(&b, false);
		for (size_t c = 0; c < source->column_count; c++)
			cells[c] = settle_cell(s, &source->cells[r * source->column_count + c],
				source->columns[c].unit);
	}
	if (source->total == TOTAL_sum && source->row_count)
		add_total(&b, source);
	if (source->note.text.length)
		b.table->note = arena_copy(s->arena, source->note.text);
	if (use == TABLE_placed && source->id.length)
		b.table->anchor = arena_copy(s->arena, source->id);
	struct span name = label.length && caption.length
		? arena_format(s->arena, "%.*s %.*s", SPAN_ARG(label), SPAN_ARG(caption))
		: caption.length ? caption : label;
	return finish_table(&b, name.length ? name : source->id);
}

struct table *settle_table_here(struct settling *s, const struct prose_node *node)
{
	size_t i = 0;
	while (i < s->paper->table_count && !span_same(s->paper->tables[i].id, node->url))
		i++;
	if (i == s->paper->table_count) {
		diag_add(s->diags, FINDING_reference_unknown, node->place, node->url, SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	if (s->placed[i]) {
		diag_add(s->diags, FINDING_table_placed_twice, node->place, node->url, SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	const struct table_source *source = &s->paper->tables[i];
	const struct pattern *pattern = pattern_pick(s->house->numbering.tables, &s->asker);
	struct span label = SPAN_NONE, number = SPAN_NONE;
	if (pattern && pattern_kind_of(pattern) == PATTERN_COUNTER) {
		number = number_bare(number_of(s->arena, pattern, ++s->table_number, SPAN_NONE).printed);
		struct span word = settle_word(s, "table");
		label = arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(number));
	}
	struct table *table = settle_paper_table(s, source, TABLE_placed, label, source->caption.text);
	settle_target(s, TARGET_table, source->id, number, table->anchor, source->caption.text);
	s->placed[i] = table;
	return table;
}

/* --- finance */
struct sums { /* in columns: one for each year, then all years */
	int64_t *pence;
};

static bool has_kinds(const struct finance_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].kind.text.length)
			return true;
	return false;
}

static bool add_checked(struct settling *s, const struct finance *f, int64_t *sum, int64_t pence)
{
	if (money_add(sum, pence))
		return true;
	diag_add(s->diags, FINDING_too_large, f->place, settle_word(s, "total"), SPAN_NONE, SPAN_NONE);
	return false;
}

struct finance_table {
	struct settling *s;
	const struct finance *finance;
	const struct finance_line *lines;
	size_t count;
	bool kinds;         /* there is a column for the kind */
	size_t first;       /* column of the first year */
	size_t years;       /* columns of amounts before the total column */
	bool total_column;
};

static struct building finance_begin(struct finance_table *t, struct span caption, const char *item)
{
	struct settling *s = t->s;
	const struct finance *f = t->finance;
	t->kinds = has_kinds(t->lines, t->count);
	t->first = t->kinds ? 2 : 1;
	t->years = f->years.count ? f->years.count : 1;
	t->total_column = t->years > 1;
	struct building b = begin_table(s, TABLE_finance, caption, t->first + t->years + t->total_column);
	b.columns[0] = (struct column){settle_word(s, item), CELL_text};
	if (t->kinds)
		b.columns[1] = (struct column){settle_word(s, "kind"), CELL_text};
	for (size_t y = 0; y < t->years; y++)
		b.columns[t->first + y] = (struct column){f->years.count
			? arena_copy(s->arena, f->years.items[y].text) : settle_word(s, "amount"), CELL_money};
	if (t->total_column)
		b.columns[t->first + t->years] = (struct column){settle_word(s, "total"), CELL_money};
	if (f->unit != MONEY_POUNDS)
		b.table->unit = span_of(money_unit_name(f->unit));
	return b;
}

static void finance_row(const struct finance_table *t, struct building *b, const struct finance_line *line)
{
	struct settling *s = t->s;
	struct cell *cells = add_row(b, false);
	int64_t sum = 0;
	put_text(&cells[0], arena_copy(s->arena, line->item.text));
	if (t->kinds)
		put_text(&cells[1], arena_copy(s->arena, line->kind.text.at ? line->kind.text : SPAN("")));
	for (size_t y = 0; y < t->years && y < line->amount_count; y++) {
		if (line->amounts[y].kind != CELL_money)
			continue;
		put_amount(s, &cells[t->first + y], CELL_money, line->amounts[y].amount, 0, t->finance->unit);
		if (!add_checked(s, t->finance, &sum, line->amounts[y].amount))
			return;
	}
	if (!t->total_column)
		return;
	struct cell *total = &cells[t->first + t->years];
	put_amount(s, total, CELL_money, sum, 0, t->finance->unit);
	total->formula = (struct formula){.kind = FORMULA_sum_row, .from = (uint32_t)t->first,
		.to = (uint32_t)(t->first + t->years - 1)};
}

/* A total row: of one kind, or of all when `kind` is absent. */
static void finance_total(const struct finance_table *t, struct building *b, struct span kind)
{
	struct settling *s = t->s;
	struct cell *cells = add_row(b, true);
	struct span word = settle_word(s, "total");
	put_text(&cells[0], kind.length ? arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(kind))
					: word);
	cells[0].header = true;
	if (t->kinds)
		put_text(&cells[1], SPAN(""));
	for (size_t y = 0; y < t->years + t->total_column; y++) {
		int64_t sum = 0;
		for (size_t i = 0; i < t->count; i++) {
			if (kind.length && !span_same(t->lines[i].kind.text, kind))
				continue;
			for (size_t k = 0; k < t->lines[i].amount_count && k < t->years; k++)
				if ((y == t->years || k == y) && t->lines[i].amounts[k].kind == CELL_money &&
					!add_checked(s, t->finance, &sum, t->lines[i].amounts[k].amount))
					return;
		}
		struct cell *cell = &cells[t->first + y];
		put_amount(s, cell, CELL_money, sum, 0, t->finance->unit);
		cell->formula = (struct formula){.kind = kind.length ? FORMULA_sum_if : FORMULA_sum_column,
			.from = 0, .to = (uint32_t)t->count - 1, .by = 1, .key = kind};
	}
}

static void finance_totals(const struct finance_table *t, struct building *b)
{
	size_t kinds = 0;
	for (int printing = 0; printing < 2; printing++) {
		for (size_t i = 0; i < t->count; i++) {
			bool first = t->lines[i].kind.text.length > 0;
			for (size_t k = 0; k < i && first; k++)
				first = !span_same(t->lines[k].kind.text, t->lines[i].kind.text);
			if (first && printing && kinds > 1)
				finance_total(t, b, arena_copy(t->s->arena, t->lines[i].kind.text));
			kinds += first && !printing;
		}
	}
	finance_total(t, b, SPAN_NONE);
}

static void finance_table(struct settling *s, const struct finance *f, const struct finance_line *lines,
	size_t count, const char *caption, const char *item, struct prose_node *body)
{
	if (!count)
		return;
	struct finance_table t = {.s = s, .finance = f, .lines = lines, .count = count};
	struct building b = finance_begin(&t, settle_word(s, caption), item);
	for (size_t i = 0; i < count; i++)
		finance_row(&t, &b, &lines[i]);
	finance_totals(&t, &b);
	prose_append(body, settle_table_node(s, finish_table(&b, b.table->caption)));
}

void settle_finance(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	const struct finance *f = flow->typed->finance;
	finance_table(s, f, f->lines, f->line_count, "finance_costs", "item_title", body);
	finance_table(s, f, f->funding, f->funding_count, "funding", "source", body);
}

/* --- risks, options, records: the style's columns, or the kind's own */
struct own_column {
	const char *word, *name;
	bool always;
};
static const struct own_column option_columns[] = {
	{"option", "option", true}, {"for", "for", false}, {"against", "against", false},
	{"cost", "cost", false}, {"preferred", "preferred", false},
};
static const struct own_column risk_columns[] = {
	{"risk_title", "risk", true}, {"likelihood", "likelihood", false}, {"impact", "impact", false},
	{"score", "score", false}, {"band", "band", false}, {"mitigation", "mitigation", false},
	{"owner", "owner", false}, {"residual_score", "residual.score", false},
	{"residual_band", "residual.band", false},
};

/* A risk's likelihood or impact as a number of the scale; 0: not given or not on it. */
static uint32_t scale_value(struct settling *s, const struct record *record, const char *name,
	const struct house_text *const *names, size_t count)
{
	const struct value *v = record_value(record, name);
	if (!v)
		return 0;
	uint32_t number;
	if (span_number(v->text, &number))
		return number >= 1 && number <= count ? number : 0;
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(settle_words(s, names[i], &s->asker), v->text))
			return (uint32_t)i + 1;
	return 0;
}

struct risk_score {
	uint32_t likelihood, impact, score;
	struct span band;
};

static struct risk_score score_of(struct settling *s, const struct record *record, bool residual)
{
	const struct house_risk *risk = &s->house->risk;
	struct risk_score r = {0};
	r.likelihood = scale_value(s, record, residual ? "residual.likelihood" : "likelihood",
		risk->likelihood, risk->likelihood_count);
	r.impact = scale_value(s, record, residual ? "residual.impact" : "impact", risk->impact,
		risk->impact_count);
	r.score = r.likelihood * r.impact;
	if (r.score)
		r.band = risk->bands[(r.likelihood - 1) * HOUSE_SCALE + (r.impact - 1)];
	return r;
}

struct record_cells {
	struct settling *s;
	const struct flow *flow;
	const struct record *record;
	struct made made[5];
	struct risk_score score, residual;
	struct asking asking;
};

static struct span number_text(struct settling *s, uint32_t number)
{
	return number ? arena_format(s->arena, "%u", number) : SPAN("");
}

static void begin_record(struct record_cells *c, size_t index)
{
	struct settling *s = c->s;
	c->score = score_of(s, c->record, false);
	c->residual = score_of(s, c->record, true);
	c->made[0] = (struct made){"number", number_text(s, (uint32_t)index + 1)};
	c->made[1] = (struct made){"score", number_text(s, c->score.score)};
	c->made[2] = (struct made){"band", c->score.band};
	c->made[3] = (struct made){"residual.score", number_text(s, c->residual.score)};
	c->made[4] = (struct made){"residual.band", c->residual.band};
	c->asking = s->asking;
	c->asking.record = c->record;
	c->asking.fields = c->flow->typed->fields;
	c->asking.field_count = c->flow->typed->field_count;
	c->asking.made = c->made;
	c->asking.made_count = 5;
}

static bool put_scale(struct record_cells *c, struct cell *cell, struct span name)
{
	const struct {
		const char *name;
		uint32_t number;
		struct span band;
	} scales[] = {
		{"likelihood", c->score.likelihood, SPAN_NONE},
		{"impact", c->score.impact, SPAN_NONE},
		{"score", c->score.score, c->score.band},
		{"residual.likelihood", c->residual.likelihood, SPAN_NONE},
		{"residual.impact", c->residual.impact, SPAN_NONE},
		{"residual.score", c->residual.score, c->residual.band},
	};
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		if (!span_is(name, scales[i].name) || !scales[i].number)
			continue;
		put_amount(c->s, cell, CELL_number, scales[i].number, 0, MONEY_POUNDS);
		cell->band = scales[i].band;
		return true;
	}
	return false;
}

/* A cell that shows one value as it is, typed: numbers stay numbers in the workbook. */
static bool put_value(struct record_cells *c, struct cell *cell, struct span name)
{
	if (c->flow->part->kind == PART_risks && put_scale(c, cell, name))
		return true;
	for (size_t i = 0; i < c->record->value_count; i++) {
		const struct value *v = &c->record->values[i];
		if (!span_same(v->name, name))
			continue;
		if (v->kind == VALUE_money && v->right)
			put_amount(c->s, cell, CELL_money, v->amount, 0, MONEY_POUNDS);
		else if (v->kind == VALUE_number && v->right)
			put_amount(c->s, cell, CELL_number, v->amount, v->decimals, MONEY_POUNDS);
		else if (v->kind == VALUE_date && v->right)
			put_amount(c->s, cell, CELL_date, v->date.days, 0, MONEY_POUNDS);
		else if (v->kind == VALUE_yes_no && v->right)
			put_amount(c->s, cell, CELL_yes_no, v->yes, 0, MONEY_POUNDS);
		else if (v->prose)
			take_prose(c->s, cell, v->prose);
		else
			return false;
		return true;
	}
	return false;
}

/* Does the style's text show exactly one value, and nothing around it? */
static bool shows_only(struct record_cells *c, struct span filled, struct span name)
{
	const struct asker asker = asking_asker(&c->asking);
	struct text alone = {0};
	const bool same = asker.print(asker.of, name, true, &alone) && span_same(text_span(&alone), filled);
	text_release(&alone);
	return same;
}

static void put_style_column(struct record_cells *c, struct cell *cell, const struct house_column *column)
{
	struct settling *s = c->s;
	const struct asker asker = asking_asker(&c->asking);
	struct text plain = {0};
	struct span missing;
	if (!house_text_fill(column->text, &asker, s->language, FILL_PLAIN, true, &plain, &missing)) {
		text_release(&plain);
		put_text(cell, SPAN(""));
		return;
	}
	const struct span name = house_text_first_name(column->text);
	if (name.length && shows_only(c, text_span(&plain), name) && put_value(c, cell, name)) {
		text_release(&plain);
		return;
	}
	text_release(&plain);
	const struct prose_node *document = settle_sentence(s, column->text, &asker, c->flow->part->key, true);
	if (document)
		take_prose(s, cell, document);
}

static void put_own_column(struct record_cells *c, struct cell *cell, const char *name)
{
	if (put_value(c, cell, span_of(name)))
		return;
	const struct asker asker = asking_asker(&c->asking);
	struct text text = {0};
	asker.print(asker.of, span_of(name), true, &text);
	put_text(cell, shown(c->s, &text));
}

static bool any_has(struct record_cells *c, const char *name)
{
	const struct part *part = c->flow->typed;
	for (size_t i = 0; i < part->item_count; i++) {
		c->record = &part->items[i];
		begin_record(c, i);
		const struct asker asker = asking_asker(&c->asking);
		struct text text = {0};
		const bool has = asker.print(asker.of, span_of(name), true, &text);
		text_release(&text);
		if (has)
			return true;
	}
	return false;
}

/* Columns of one kind of figure take that kind, so that they line up and can be added up. */
static void type_columns(struct building *b)
{
	for (size_t c = 0; c < b->table->column_count; c++) {
		enum cell_kind kind = CELL_empty;
		for (size_t r = 0; r < b->table->row_count; r++) {
			const struct cell *cell = &b->rows[r].cells[c];
			if (cell->kind == CELL_empty || (cell->kind == CELL_text && !cell->shown.length))
				continue;
			if (kind != CELL_empty && kind != cell->kind)
				kind = CELL_text;
			else
				kind = cell->kind;
		}
		b->columns[c].kind = kind == CELL_empty ? CELL_text : kind;
	}
}

/* Columns in which no record says anything are left out. `at` follows its columns. */
static void drop_empty_columns(struct building *b, size_t at[3])
{
	struct table *t = b->table;
	size_t kept = 0;
	for (size_t c = 0; c < t->column_count; c++) {
		bool said = false;
		for (size_t r = 0; r < t->row_count && !said; r++)
			said = t->rows[r].cells[c].shown.length > 0;
		for (size_t n = 0; n < 3; n++)
			if (at[n] == c)
				at[n] = said ? kept : SIZE_MAX;
		if (!said)
			continue;
		b->columns[kept] = b->columns[c];
		for (size_t r = 0; r < t->row_count; r++)
			((struct cell *)t->rows[r].cells)[kept] = t->rows[r].cells[c];
		kept++;
	}
	t->column_count = kept;
}

/* score = likelihood times impact, where all three stand in the table as numbers. */
static void add_products(struct building *b, const size_t at[3])
{
	if (at[0] == SIZE_MAX || at[1] == SIZE_MAX || at[2] == SIZE_MAX)
		return;
	for (size_t r = 0; r < b->table->row_count; r++) {
		struct cell *cells = (struct cell *)b->rows[r].cells;
		if (cells[at[0]].kind == CELL_number && cells[at[1]].kind == CELL_number &&
			cells[at[2]].kind == CELL_number)
			cells[at[2]].formula = (struct formula){.kind = FORMULA_product,
				.from = (uint32_t)at[0], .to = (uint32_t)at[1]};
	}
}

static const struct own_column *own_columns(enum part_kind kind, size_t *count)
{
	if (kind == PART_options) {
		*count = sizeof option_columns / sizeof *option_columns;
		return option_columns;
	}
	*count = kind == PART_risks ? sizeof risk_columns / sizeof *risk_columns : 0;
	return kind == PART_risks ? risk_columns : NULL;
}

static enum table_use use_of(enum part_kind kind)
{
	return kind == PART_risks ? TABLE_risks : kind == PART_options ? TABLE_options : TABLE_records;
}

static void records_by_style(struct record_cells *c, struct building *b, const struct house_part *part)
{
	size_t scale[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
	static const char *const names[3] = {"likelihood", "impact", "score"};
	for (size_t k = 0; k < part->column_count; k++) {
		b->columns[k].title = settle_words(c->s, part->columns[k].title, &c->s->asker);
		for (size_t n = 0; n < 3; n++)
			if (span_is(house_text_first_name(part->columns[k].text), names[n]))
				scale[n] = k;
	}
	for (size_t i = 0; i < c->flow->typed->item_count; i++) {
		c->record = &c->flow->typed->items[i];
		begin_record(c, i);
		struct cell *cells = add_row(b, false);
		for (size_t k = 0; k < part->column_count; k++)
			put_style_column(c, &cells[k], &part->columns[k]);
	}
	drop_empty_columns(b, scale);
	if (part->kind == PART_risks)
		add_products(b, scale);
}

static void records_by_kind(struct record_cells *c, struct building *b, const struct own_column *const *used,
	size_t count)
{
	size_t scale[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
	for (size_t k = 0; k < count; k++) {
		b->columns[k].title = settle_word(c->s, used[k]->word);
		if (span_is(span_of(used[k]->name), "likelihood"))
			scale[0] = k;
		if (span_is(span_of(used[k]->name), "impact"))
			scale[1] = k;
		if (span_is(span_of(used[k]->name), "score"))
			scale[2] = k;
	}
	for (size_t i = 0; i < c->flow->typed->item_count; i++) {
		c->record = &c->flow->typed->items[i];
		begin_record(c, i);
		struct cell *cells = add_row(b, false);
		for (size_t k = 0; k < count; k++)
			put_own_column(c, &cells[k], used[k]->name);
	}
	if (c->flow->part->kind == PART_risks)
		add_products(b, scale);
}

void settle_records(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	struct record_cells c = {.s = s, .flow = flow};
	size_t own_count, used_count = 0;
	const struct own_column *own = own_columns(flow->part->kind, &own_count);
	const struct own_column *used[16];
	if (!flow->part->column_count)
		for (size_t i = 0; i < own_count; i++)
			if (own[i].always || any_has(&c, own[i].name))
				used[used_count++] = &own[i];
	const size_t columns = flow->part->column_count ? flow->part->column_count : used_count;
	if (!columns)
		return;
	struct span caption = flow->part->kind == PART_risks ? settle_word(s, "risk_register")
		: flow->part->kind == PART_options ? settle_word(s, "options_compared")
		: settle_heading_of(s, flow->part);
	struct building b = begin_table(s, use_of(flow->part->kind), caption, columns);
	if (flow->part->column_count)
		records_by_style(&c, &b, flow->part);
	else
		records_by_kind(&c, &b, used, used_count);
	type_columns(&b);
	for (size_t i = 0; i < flow->typed->item_count; i++)
		if (flow->typed->items[i].id.length)
			settle_target(s, flow->part->kind == PART_risks ? TARGET_risk : TARGET_item,
				flow->typed->items[i].id, flow->typed->items[i].id, b.table->anchor, SPAN_NONE);
	prose_append(body, settle_table_node(s, finish_table(&b, caption)));
}
