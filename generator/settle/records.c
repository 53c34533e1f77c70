/* Risks, options and records as tables: the style's columns, or the kind's own. */
#include "settle/building.h"

struct own_column {
	const char *word, *name;
	bool always;
};
static const struct own_column option_columns[] = {
	{"option", "option", true}, {"for", "for", false}, {"against", "against", false},
	{"cost", "cost", false}, {"preferred", "preferred", false},
};
static const struct own_column risk_columns[] = {
	{"risk_id", "id", false}, {"risk_title", "risk", true},
	{"likelihood", "likelihood", false}, {"impact", "impact", false},
	{"score", "score", false}, {"band", "band", false}, {"mitigation", "mitigation", false},
	{"owner", "owner", false}, {"residual_score", "residual.score", false},
	{"residual_band", "residual.band", false},
};

struct record_cells {
	struct settling *s;
	const struct flow *flow;
	const struct entry *entries;
	size_t count;
	const struct record *record;
	struct risk_score score, residual;
	struct record_asking own;
};

static struct span number_text(struct settling *s, uint32_t number)
{
	return number ? arena_format(s->arena, "%u", number) : SPAN("");
}

void settle_record_asking(struct settling *s, const struct flow *flow, const struct entry *entry,
	struct record_asking *into)
{
	const struct house_risk *risk = &s->house->risk;
	const struct risk_score score = risk_score_of(s, entry->record, false),
				residual = risk_score_of(s, entry->record, true);
	const struct made made[RECORD_MADE] = {
		{"number", entry->number},
		{"score", number_text(s, score.score)},
		{"band", risk_band_word(s, score.band)},
		{"residual.score", number_text(s, residual.score)},
		{"residual.band", risk_band_word(s, residual.band)},
		{"likelihood.name", risk_scale_word(s, score.likelihood, risk->likelihood)},
		{"impact.name", risk_scale_word(s, score.impact, risk->impact)},
		{"residual.likelihood.name", risk_scale_word(s, residual.likelihood, risk->likelihood)},
		{"residual.impact.name", risk_scale_word(s, residual.impact, risk->impact)},
	};
	for (size_t i = 0; i < RECORD_MADE; i++)
		into->made[i] = made[i];
	into->asking = s->asking;
	into->asking.part = flow->part;
	into->asking.record = entry->record;
	into->asking.fields = flow->typed ? flow->typed->fields : NULL;
	into->asking.field_count = flow->typed ? flow->typed->field_count : 0;
	into->asking.made = into->made;
	into->asking.made_count = flow->part->kind == PART_risks ? RECORD_MADE : 1;
}

static void begin_record(struct record_cells *c, size_t index)
{
	c->record = c->entries[index].record;
	c->score = risk_score_of(c->s, c->record, false);
	c->residual = risk_score_of(c->s, c->record, true);
	settle_record_asking(c->s, c->flow, &c->entries[index], &c->own);
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
		cell_put_amount(c->s, cell, CELL_number, scales[i].number, 0, MONEY_POUNDS);
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
			cell_put_amount(c->s, cell, CELL_money, v->amount, 0, MONEY_POUNDS);
		else if (v->kind == VALUE_number && v->right)
			cell_put_amount(c->s, cell, CELL_number, v->amount, v->decimals, MONEY_POUNDS);
		else if (v->kind == VALUE_date && v->right)
			cell_put_amount(c->s, cell, CELL_date, v->date.days, 0, MONEY_POUNDS);
		else if (v->kind == VALUE_yes_no && v->right)
			cell_put_amount(c->s, cell, CELL_yes_no, v->yes, 0, MONEY_POUNDS);
		else if (v->prose)
			cell_put_prose(c->s, cell, v->prose);
		else
			return false;
		return true;
	}
	return false;
}

/* Does the style's text show exactly one value, and nothing around it? */
static bool shows_only(struct record_cells *c, struct span filled, struct span name)
{
	const struct asker asker = asking_asker(&c->own.asking);
	struct text alone = {0};
	const bool same = asker.print(asker.of, name, true, &alone) && span_same(text_span(&alone), filled);
	text_release(&alone);
	return same;
}

static void put_style_column(struct record_cells *c, struct cell *cell, const struct house_column *column)
{
	cell->place = c->record->place;
	struct settling *s = c->s;
	const struct asker asker = asking_asker(&c->own.asking);
	struct text plain = {0};
	struct span missing;
	if (!house_text_fill(column->text, &asker, s->language, FILL_PLAIN, true, &plain, &missing)) {
		text_release(&plain);
		cell_put_text(cell, SPAN(""));
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
		cell_put_prose(s, cell, document);
}

static void put_own_column(struct record_cells *c, struct cell *cell, const char *name)
{
	cell->place = c->record->place;
	if (put_value(c, cell, span_of(name)))
		return;
	const struct asker asker = asking_asker(&c->own.asking);
	struct text text = {0};
	asker.print(asker.of, span_of(name), true, &text);
	cell_put_text(cell, settle_text(c->s, &text));
}

static bool any_has(struct record_cells *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++) {
		begin_record(c, i);
		const struct asker asker = asking_asker(&c->own.asking);
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
			if (cell->kind == CELL_empty ||
				(cell->kind == CELL_text && !cell->shown.length && !cell->prose))
				continue;
			if (kind != CELL_empty && kind != cell->kind)
				kind = CELL_text;
			else
				kind = cell->kind;
		}
		b->columns[c].kind = kind == CELL_empty ? CELL_text : kind;
	}
}

/* Columns in which no record says anything are left out. `names` follows. */
static void drop_empty_columns(struct building *b, struct span *names)
{
	struct table *t = b->table;
	size_t kept = 0;
	for (size_t c = 0; c < t->column_count; c++) {
		bool said = false;
		for (size_t r = 0; r < t->row_count && !said; r++) {
			const struct cell *cell = &t->rows[r].cells[c];
			said = cell->shown.length > 0 || cell->prose; /* a reference has no words yet */
		}
		if (!said)
			continue;
		names[kept] = names[c];
		b->columns[kept] = b->columns[c];
		for (size_t r = 0; r < t->row_count; r++)
			((struct cell *)t->rows[r].cells)[kept] = t->rows[r].cells[c];
		kept++;
	}
	t->column_count = kept;
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
	struct span *names = ARENA_ARRAY(c->s->arena, struct span, part->column_count);
	for (size_t k = 0; k < part->column_count; k++) {
		b->columns[k].title = settle_words(c->s, part->columns[k].title, &c->s->asker);
		names[k] = house_text_first_name(part->columns[k].text);
	}
	for (size_t i = 0; i < c->count; i++) {
		begin_record(c, i);
		struct cell *cells = building_row(b, false);
		for (size_t k = 0; k < part->column_count; k++)
			put_style_column(c, &cells[k], &part->columns[k]);
	}
	drop_empty_columns(b, names);
	if (part->kind == PART_risks)
		settle_bandings(c->s, b, names);
}

static void records_by_kind(struct record_cells *c, struct building *b, const struct own_column *const *used,
	size_t count)
{
	struct span *names = ARENA_ARRAY(c->s->arena, struct span, count);
	for (size_t k = 0; k < count; k++) {
		b->columns[k].title = settle_word(c->s, used[k]->word);
		names[k] = span_of(used[k]->name);
	}
	for (size_t i = 0; i < c->count; i++) {
		begin_record(c, i);
		struct cell *cells = building_row(b, false);
		for (size_t k = 0; k < count; k++)
			put_own_column(c, &cells[k], used[k]->name);
	}
	if (c->flow->part->kind == PART_risks)
		settle_bandings(c->s, b, names);
}

/* Where a reference to the entry leads: to its row, but to an appendix's own pages where it has some.
 * The ids of risks may have capitals, which no anchor has: they lead to the table. */
static void name_row(struct record_cells *c, struct building *b, size_t i)
{
	struct settling *s = c->s;
	const struct record *record = c->entries[i].record;
	const struct settled_appendix *appendix = settle_appendix_of(s, NULL, record);
	if (appendix && !record->table && !record->file && !record_value(record, "text"))
		b->rows[i].anchor = settle_id(s, appendix->anchor);
	else if (!appendix && id_is_right(record->id))
		b->rows[i].anchor = settle_id(s, record->id);
	const struct span anchor = b->rows[i].anchor.length ? b->rows[i].anchor : b->table->anchor;
	if (c->flow->part->kind == PART_risks)
		settle_target(s, TARGET_risk, record->id, record->id, anchor, SPAN_NONE);
	else if (!appendix) /* called by what stands first in its row */
		settle_target(s, TARGET_item, record->id, SPAN_NONE, anchor, b->rows[i].cells[0].shown);
}

void settle_records(struct settling *s, const struct flow *flow, struct prose_node *body)
{
	struct record_cells c = {.s = s, .flow = flow};
	c.entries = settle_entries(s, flow, &c.count);
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
	struct building b = building_begin(s, use_of(flow->part->kind), caption, columns);
	if (flow->part->column_count)
		records_by_style(&c, &b, flow->part);
	else
		records_by_kind(&c, &b, used, used_count);
	type_columns(&b);
	b.table->under_its_name = !body->first && !flow->part->heading_none &&
		span_same(caption, settle_heading_of(s, flow->part));
	struct table *table = building_finish(&b, caption);
	for (size_t i = 0; i < c.count; i++)
		name_row(&c, &b, i);
	prose_append(body, settle_table_node(s, table));
}
