#include "render/workbook_plan.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "settle/sheet_name.h"
#include "source/characters.h"

/* Excel's limits beside those of base/limits.h. */
#define HEADER_UNITS 255
#define PROPERTY_UNITS 255
/* In characters. A column is no wider than a line that reads well, and no word of a usual length is
 * broken; a sheet that is printed one page wide can be read up to these widths of A4. */
#define NARROWEST 8
#define WIDEST 60
#define LONGEST_WORD 24
#define FILTER_BUTTON 3
#define PORTRAIT 95
#define LANDSCAPE 130
#define NARROWEST_TEXT 16 /* where columns have to give way */
#define COLUMNS_IN_SIGHT 6
/* A character of 12 point Arial takes more than one of the default font, in which widths count. */
#define ARIAL 1.05
/* Not every reader of a file makes rows as high as their text: they are given, a little too high
 * rather than too low. */
#define LINE_POINTS 15.5
#define ROW_MARGIN (ROW_HEIGHT - LINE_POINTS)
#define TITLE_POINTS 27.0
#define HIGHEST 409.0 /* Excel's limit */
/* Wide letters: a line holds fewer characters than its column has, so the column gets more. */
#define WRAP_AT(characters) ((characters) - (characters) / 10)
#define WITH_ROOM(characters) ((characters) + (characters) / 8 + 1)
#define EXACT_INTEGER (1ll << 53)

struct planner {
	const struct rendering *what;
	const struct settled *settled;
	struct diags *diags; /* NULL: say nothing */
	struct arena *arena;
	struct book *book;
	struct span *names; /* of sheets so far */
	size_t first_table; /* the sheet of the first table */
	const char *date_format;
	bool refused;
};

/* --- findings */
static void refuse(struct planner *p, struct span reason)
{
	p->refused = true;
	if (p->diags)
		diag_add(p->diags, FINDING_not_rendered, p->what->place, SPAN("workbook"), reason, SPAN_NONE);
}

static void refuse_long(struct planner *p, struct place place, size_t units, size_t most)
{
	p->refused = true;
	if (p->diags)
		diag_add(p->diags, FINDING_cell_too_long, place.source ? place : p->what->place,
			grouped_number(p->arena, units), grouped_number(p->arena, most), SPAN_NONE);
}

/* --- words of the style, in the paper's language */
static const struct {
	const char *key, *english;
} words[] = {
	{"workbook_contents", "Contents"}, {"workbook_recommendations", "Recommendations"},
	{"workbook_sheet", "Sheet"}, {"workbook_shows", "What it shows"}, {"workbook_note", "Note"},
	{"workbook_council", "Council"}, {"workbook_reference", "Reference"},
	{"workbook_version", "Version"}, {"workbook_meeting", "Meeting"}, {"workbook_status", "Status"},
	{"workbook_tables", "Tables"}, {"workbook_no_tables", "This paper has no tables."},
	{"workbook_number", "Number"}, {"workbook_recommendation", "Recommendation"},
	{"workbook_owner", "Owner"}, {"workbook_due", "Due"}, {"workbook_year", "Year"},
	{"amount", "Amount"},
};

static struct span word(const struct planner *p, const char *key)
{
	const struct house *house = p->settled->house;
	const struct span said = house ? house_word(house, p->settled->language, key) : SPAN_NONE;
	if (said.length && !span_is(said, key))
		return said;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].key, key) == 0)
			return span_of(words[i].english);
	return span_of(key);
}

/* --- looks and cells */
static bool same_format(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static uint16_t style(struct planner *p, struct style wanted)
{
	struct book *b = p->book;
	for (size_t i = 0; i < b->style_count; i++) {
		const struct style *s = &b->styles[i];
		if (s->look == wanted.look && s->total == wanted.total &&
			same_format(s->number_format, wanted.number_format))
			return (uint16_t)i;
	}
	assert(b->style_count < UINT16_MAX);
	ARENA_GROW(p->arena, b->styles, b->style_count, b->style_capacity);
	b->styles[b->style_count] = wanted;
	return (uint16_t)b->style_count++;
}

static uint16_t plain_style(struct planner *p, enum look look)
{
	return style(p, (struct style){.look = look});
}

static struct sheet_cell *add_cell(struct planner *p, struct sheet *sheet, enum sheet_cell_kind kind,
	size_t row, size_t column, uint16_t look)
{
	ARENA_GROW(p->arena, sheet->cells, sheet->cell_count, sheet->cell_capacity);
	struct sheet_cell *cell = &sheet->cells[sheet->cell_count++];
	*cell = (struct sheet_cell){.kind = kind, .row = (uint32_t)row, .column = (uint16_t)column,
		.style = look};
	return cell;
}

static struct sheet_text add_text(struct planner *p, struct sheet *sheet, size_t row, size_t column,
	struct span s, struct place place, uint16_t look)
{
	const struct sheet_text text = sheet_text(p->arena, s);
	if (text.units > LIMIT_CELL_UNITS)
		refuse_long(p, place, text.units, LIMIT_CELL_UNITS);
	if (text.units)
		add_cell(p, sheet, SHEET_text, row, column, look)->text = text.at;
	return text;
}

/* --- columns */
static size_t between(size_t least, size_t characters, size_t most)
{
	return characters < least ? least : characters > most ? most : characters;
}

/* `whole`: the longest line; `piece`: what must not be broken. */
static void widen(struct sheet_column *column, size_t whole, size_t piece)
{
	whole = between(NARROWEST, whole, WIDEST);
	piece = between(NARROWEST, piece, WIDEST);
	if (column->characters < whole)
		column->characters = whole;
	if (column->narrowest < piece)
		column->narrowest = piece;
}

static void widen_for_text(struct sheet_column *column, const struct sheet_text *text)
{
	const size_t word = WITH_ROOM(text->word);
	widen(column, WITH_ROOM(text->longest), word < LONGEST_WORD ? word : LONGEST_WORD);
}

static void widen_for_figure(struct sheet_column *column, struct span shown)
{
	size_t characters = 0;
	for (size_t i = 0; i < shown.length; i++)
		characters += ((unsigned char)shown.at[i] & 0xC0) != 0x80;
	widen(column, characters + 4, characters + 4);
}

static bool header_is_used(const struct sheet *sheet, size_t count, struct span header)
{
	for (size_t i = 0; i < count; i++)
		if (sheet_name_same(span_of(sheet->columns[i].header), header))
			return true;
	return false;
}

/* Headers of an Excel table are never empty and never the same, case apart; in one line, because
 * the file holds them twice and a line end would have to be written in two ways. */
static void set_header(struct planner *p, struct sheet *sheet, size_t column, struct span title)
{
	const char *line = sheet_line(p->arena, title, LIMIT_SCALAR_BYTES);
	struct span header = *line ? span_of(line) : arena_format(p->arena, "Column%zu", column + 1);
	const struct span first = header;
	for (size_t n = 2; header_is_used(sheet, column, header); n++)
		header = arena_format(p->arena, "%.*s (%zu)", SPAN_ARG(first), n);
	const struct sheet_text text = sheet_text(p->arena, header);
	if (text.units > HEADER_UNITS)
		refuse_long(p, PLACE_NONE, text.units, HEADER_UNITS);
	sheet->columns[column].header = text.at;
	const size_t piece = WITH_ROOM(text.word) + FILTER_BUTTON;
	widen(&sheet->columns[column], piece, piece);
}

/* Across the sheet, when no column is wider than `most` unless it must be. */
static size_t width_within(const struct sheet *sheet, size_t most)
{
	size_t whole = 0;
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *c = &sheet->columns[i];
		const size_t kept = c->narrowest > most ? c->narrowest : most;
		whole += c->characters < kept ? c->characters : kept;
	}
	return whole;
}

/* Wide columns give way, the widest first, until the sheet can be read when it is printed. */
static void settle_widths(struct sheet *sheet)
{
	size_t most = WIDEST;
	sheet->landscape = width_within(sheet, most) > PORTRAIT;
	while (most > NARROWEST_TEXT && width_within(sheet, most) > LANDSCAPE)
		most--;
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct sheet_column *c = &sheet->columns[i];
		const size_t kept = c->narrowest > most ? c->narrowest : most;
		if (c->characters > kept)
			c->characters = kept;
		c->width = (double)(int)((double)c->characters * ARIAL + 1);
	}
}

static void raise_row(struct sheet *sheet, size_t row, double points)
{
	if (points > HIGHEST)
		points = HIGHEST;
	if (sheet->heights[row] < points)
		sheet->heights[row] = points;
}

static void raise_for(struct sheet *sheet, size_t row, const char *text, size_t characters)
{
	const size_t lines = wrapped_lines(text, WRAP_AT(characters));
	if (lines > 1)
		raise_row(sheet, row, (double)lines * LINE_POINTS + ROW_MARGIN);
}

static void settle_heights(struct planner *p, struct sheet *sheet)
{
	sheet->height_count = sheet->header_row + 1;
	for (size_t i = 0; i < sheet->cell_count; i++)
		if (sheet->cells[i].row >= sheet->height_count)
			sheet->height_count = sheet->cells[i].row + 1;
	sheet->heights = ARENA_ARRAY(p->arena, double, sheet->height_count);
	for (size_t i = 0; i < sheet->column_count && sheet->columns[i].header; i++)
		raise_for(sheet, sheet->header_row, sheet->columns[i].header,
			sheet->columns[i].characters - (sheet->filter ? FILTER_BUTTON - 1 : 0));
	for (size_t i = 0; i < sheet->cell_count; i++) {
		const struct sheet_cell *cell = &sheet->cells[i];
		if (p->book->styles[cell->style].look == LOOK_title)
			raise_row(sheet, cell->row, TITLE_POINTS);
		else if (cell->kind == SHEET_text_formula)
			raise_for(sheet, cell->row, cell->result, sheet->columns[cell->column].characters);
		else if (cell->kind == SHEET_text || cell->kind == SHEET_link)
			raise_for(sheet, cell->row, cell->text, sheet->columns[cell->column].characters);
	}
}

static void finish_sheet(struct planner *p, struct sheet *sheet)
{
	settle_widths(sheet);
	settle_heights(p, sheet);
}

/* --- sheets */
/* & begins a code in page headers. && stands for one, but the library takes "&&G" and "&&[" for
 * pictures: there a plus stands for it. */
static void add_page_text(struct planner *p, struct text *into, struct span s, size_t most_units)
{
	for (const char *c = sheet_line(p->arena, s, most_units); *c; c++) {
		if (*c == '&' && (c[1] == 'G' || c[1] == '['))
			text_add_char(into, '+');
		else if (*c == '&')
			text_add_string(into, "&&");
		else
			text_add_char(into, *c);
	}
}

static void set_page(struct planner *p, struct sheet *sheet, struct span caption)
{
	struct text line = {0};
	text_add_string(&line, "&L");
	add_page_text(p, &line, caption, 90);
	text_add_string(&line, "&R");
	add_page_text(p, &line, p->settled->status_text, 20);
	sheet->page_header = arena_copy(p->arena, text_span(&line)).at;
	text_clear(&line);
	text_add_string(&line, "&L");
	add_page_text(p, &line, p->settled->reference, 20);
	if (p->settled->reference.length)
		text_add_string(&line, "  ");
	add_page_text(p, &line, p->settled->title, 70);
	text_add_string(&line, "&R&P / &N");
	sheet->page_footer = arena_copy(p->arena, text_span(&line)).at;
	text_release(&line);
}

/* "T2_Visits_in_a_week": letters, digits and underscores, never like a cell, unique by its number. */
static const char *table_name(struct planner *p, size_t sheet, struct span name)
{
	struct text t = {0};
	text_format(&t, "T%zu_", sheet);
	for (size_t i = 0; i < name.length; i++) {
		const char c = name.at[i];
		if (is_letter(c) || is_digit(c))
			text_add_char(&t, c);
		else if (text_last(&t) != '_')
			text_add_char(&t, '_');
	}
	const char *result = arena_copy(p->arena, text_span(&t)).at;
	text_release(&t);
	return result;
}

static struct sheet *begin_sheet(struct planner *p, struct span wanted, struct span caption,
	size_t column_count)
{
	struct book *b = p->book;
	struct sheet *sheet = &b->sheets[b->sheet_count];
	sheet->name = sheet_name_make(p->arena, wanted, p->names, b->sheet_count);
	p->names[b->sheet_count++] = sheet->name;
	sheet->table_name = table_name(p, b->sheet_count, sheet->name);
	sheet->columns = ARENA_ARRAY(p->arena, struct sheet_column, column_count);
	sheet->column_count = (uint16_t)column_count;
	set_page(p, sheet, caption);
	return sheet;
}

/* --- cells of tables */
#define NO_STYLE UINT16_MAX
struct column_plan {
	struct figures figures;
	uint16_t styles[CELL_yes_no + 1][2]; /* of each kind, in a data and in a total row */
};

static struct column_plan begin_column(const struct table *table, size_t column)
{
	struct column_plan plan = {.figures = figures_of(table, column)};
	for (size_t i = 0; i <= CELL_yes_no; i++)
		plan.styles[i][0] = plan.styles[i][1] = NO_STYLE;
	return plan;
}

static bool shows_brackets(const struct planner *p)
{
	return p->settled->house && p->settled->house->negative_brackets;
}

static uint16_t figure_style(struct planner *p, struct column_plan *plan, const struct cell *cell,
	bool total)
{
	const bool own = figure_has_words(cell);
	if (!own && plan->styles[cell->kind][total] != NO_STYLE)
		return plan->styles[cell->kind][total];
	const uint16_t made = style(p, (struct style){.look = LOOK_figure, .total = total,
		.number_format = cell->kind == CELL_date ? p->date_format
			: figure_format(p->arena, cell, &plan->figures, shows_brackets(p))});
	if (!own)
		plan->styles[cell->kind][total] = made;
	return made;
}

static bool is_figure(const struct cell *cell)
{
	const bool figure = cell->kind == CELL_number || cell->kind == CELL_money ||
			    cell->kind == CELL_percent || cell->kind == CELL_date;
	/* Beyond this a spreadsheet would round it: it stays text. */
	return figure && cell->amount < EXACT_INTEGER && cell->amount > -EXACT_INTEGER;
}

/* Sheets of tables are made in the order of the tables: that of an earlier one has its name already. */
static struct span sheet_of(const struct planner *p, const struct table *table)
{
	const struct settled *s = p->settled;
	for (size_t i = 0; table && i < s->table_count; i++)
		if (s->tables[i] == table && p->first_table + i < p->book->sheet_count)
			return p->names[p->first_table + i];
	return SPAN_NONE;
}

static void add_figure(struct planner *p, struct sheet *sheet, const struct table *table, size_t row,
	size_t column, struct column_plan *plan)
{
	const struct cell *cell = &table->rows[row].cells[column];
	const char *formula =
		formula_text(p->arena, table, row, column, sheet_of(p, cell->formula.other));
	struct sheet_cell *made = add_cell(p, sheet, formula ? SHEET_formula : SHEET_number, row + 1,
		column, figure_style(p, plan, cell, table->rows[row].total));
	made->text = formula;
	made->value = cell->kind == CELL_date ? date_value(cell->amount)
					      : figure_value(cell, &plan->figures);
	widen_for_figure(&sheet->columns[column], cell->shown);
}

static void add_words(struct planner *p, struct sheet *sheet, const struct table *table, size_t at,
	size_t column)
{
	const struct row *row = &table->rows[at];
	const struct cell *cell = &row->cells[column];
	struct text prose = {0};
	if (cell->prose)
		sheet_prose(cell->prose, &prose);
	const struct place place = cell->prose ? cell->prose->place : cell->place;
	const uint16_t look = style(p, (struct style){.look = cell->header || row->total ? LOOK_label
		: LOOK_text, .total = row->total});
	const struct sheet_text text = add_text(p, sheet, at + 1, column,
		cell->prose ? text_span(&prose) : cell->shown, place, look);
	text_release(&prose);
	const char *formula = text.units ? formula_text(p->arena, table, at, column, SPAN_NONE) : NULL;
	if (formula) {
		struct sheet_cell *made = &sheet->cells[sheet->cell_count - 1];
		made->kind = SHEET_text_formula;
		made->result = made->text;
		made->text = formula;
	}
	if (!text.units && row->total)
		add_cell(p, sheet, SHEET_blank, at + 1, column, look);
	widen_for_text(&sheet->columns[column], &text);
}

/* The leading rows that are no totals: the Excel table, which the filter works on. */
static size_t data_rows(const struct table *table)
{
	size_t n = 0;
	while (n < table->row_count && !table->rows[n].total)
		n++;
	return n;
}

static struct span column_title(struct planner *p, const struct table *table, size_t column)
{
	const struct column *c = &table->columns[column];
	if (c->kind != CELL_money || !table->unit.length || span_find(c->title, table->unit) != SIZE_MAX)
		return c->title;
	return arena_format(p->arena, "%.*s (%.*s)", SPAN_ARG(c->title.at ? c->title : SPAN("")),
		SPAN_ARG(table->unit));
}

static bool table_fits(struct planner *p, const struct table *table)
{
	assert(table->column_count > 0);
	if (table->row_count <= LIMIT_TABLE_ROWS && table->column_count <= LIMIT_TABLE_COLUMNS)
		return true;
	refuse(p, arena_format(p->arena, "the table \"%.*s\" has %zu rows and %zu columns; "
		"at most %u and %u are made", SPAN_ARG(table->caption), table->row_count,
		table->column_count, LIMIT_TABLE_ROWS, LIMIT_TABLE_COLUMNS));
	return false;
}

/* What stands on the sheet beside its cells; after the widths, which say how wide a chart may be. */
static void plan_beside(struct planner *p, struct sheet *sheet, const struct table *table,
	const struct column_plan *plans)
{
	sheet_add_rules(p->arena, sheet, table);
	if (!table->chart)
		return;
	struct figures *figures = ARENA_ARRAY(p->arena, struct figures, table->column_count);
	for (size_t c = 0; c < table->column_count; c++)
		figures[c] = plans[c].figures;
	const struct span unit = table->unit.length ? table->unit : SPAN("\xC2\xA3");
	sheet_add_chart(p->arena, sheet, table, &(struct chart_plan){.figures = figures,
		.brackets = shows_brackets(p), .category_title = word(p, "workbook_year"),
		.value_title = arena_format(p->arena, "%.*s (%.*s)", SPAN_ARG(word(p, "amount")),
			SPAN_ARG(unit))});
}

static void plan_table(struct planner *p, const struct table *table)
{
	if (!table_fits(p, table))
		return;
	struct sheet *sheet = begin_sheet(p, table->sheet_name, table->caption, table->column_count);
	struct column_plan *plans = ARENA_ARRAY(p->arena, struct column_plan, table->column_count);
	for (size_t c = 0; c < table->column_count; c++) {
		set_header(p, sheet, c, column_title(p, table, c));
		plans[c] = begin_column(table, c);
	}
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->column_count; c++) {
			if (is_figure(&table->rows[r].cells[c]))
				add_figure(p, sheet, table, r, c, &plans[c]);
			else
				add_words(p, sheet, table, r, c);
		}
	sheet->table_rows = (uint32_t)data_rows(table);
	sheet->filter = sheet->frozen = true;
	sheet->frozen_columns = table->column_count > COLUMNS_IN_SIGHT;
	finish_sheet(p, sheet);
	plan_beside(p, sheet, table, plans);
}

/* --- recommendations that somebody has to carry out */
static bool any_follow_up(const struct settled *s)
{
	for (size_t i = 0; i < s->recommendation_count; i++)
		if (s->recommendations[i].owner.length || s->recommendations[i].due.length)
			return true;
	return false;
}

/* The columns of the sheet; one in which nobody says anything is left out. */
enum follow_up { FOLLOW_number, FOLLOW_text, FOLLOW_owner, FOLLOW_due, FOLLOW_columns };

static struct span follow_up_text(const struct settled_recommendation *r, enum follow_up which)
{
	const struct span texts[] = {r->number, r->text, r->owner, r->due};
	return texts[which];
}

static size_t follow_up_columns(const struct settled *s, enum follow_up *columns)
{
	size_t count = 0;
	for (int which = 0; which < FOLLOW_columns; which++) {
		bool any = false;
		for (size_t i = 0; i < s->recommendation_count; i++)
			any = any || follow_up_text(&s->recommendations[i], (enum follow_up)which).length;
		if (any)
			columns[count++] = (enum follow_up)which;
	}
	return count;
}

static void plan_follow_up(struct planner *p, struct sheet *sheet, size_t row, size_t column,
	const struct settled_recommendation *r, enum follow_up which)
{
	if (which == FOLLOW_due && r->due_date.year) {
		add_cell(p, sheet, SHEET_number, row, column, style(p, (struct style){.look = LOOK_figure,
			.number_format = p->date_format}))->value = date_value(r->due_date.days);
		widen_for_figure(&sheet->columns[column], r->due);
		return;
	}
	const struct sheet_text text = add_text(p, sheet, row, column, follow_up_text(r, which),
		PLACE_NONE, plain_style(p, LOOK_text));
	if (which != FOLLOW_due)
		widen_for_text(&sheet->columns[column], &text);
}

static void plan_recommendations(struct planner *p)
{
	static const char *const titles[] = {"workbook_number", "workbook_recommendation",
		"workbook_owner", "workbook_due"};
	const struct settled *s = p->settled;
	const struct span name = word(p, "workbook_recommendations");
	enum follow_up columns[FOLLOW_columns];
	const size_t count = follow_up_columns(s, columns);
	struct sheet *sheet = begin_sheet(p, name, name, count);
	for (size_t c = 0; c < count; c++)
		set_header(p, sheet, c, word(p, titles[columns[c]]));
	for (size_t i = 0; i < s->recommendation_count; i++)
		for (size_t c = 0; c < count; c++)
			plan_follow_up(p, sheet, i + 1, c, &s->recommendations[i], columns[c]);
	sheet->table_rows = (uint32_t)s->recommendation_count;
	sheet->filter = sheet->frozen = true;
	finish_sheet(p, sheet);
}

/* --- the contents sheet: what this is, and where everything stands */
static struct span joined(struct planner *p, struct span a, const char *between, struct span b)
{
	if (!a.length || !b.length)
		return a.length ? a : b;
	return arena_format(p->arena, "%.*s%s%.*s", SPAN_ARG(a), between, SPAN_ARG(b));
}

static size_t plan_heading(struct planner *p, struct sheet *sheet)
{
	const struct settled *s = p->settled;
	size_t row = 0;
	const struct span titles[] = {s->title, s->subtitle};
	for (size_t i = 0; i < 2; i++)
		if (titles[i].length)
			add_text(p, sheet, row++, 0, titles[i], PLACE_NONE,
				plain_style(p, i == 0 ? LOOK_title : LOOK_label));
	const struct {
		const char *label;
		struct span text;
	} lines[] = {
		{"workbook_council", s->house ? s->house->name : SPAN_NONE},
		{"workbook_reference", s->reference}, {"workbook_version", s->version},
		{"workbook_meeting", joined(p, s->body, ", ", s->date_text)},
		{"workbook_status", s->status_text},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (!lines[i].text.length)
			continue;
		add_text(p, sheet, row, 0, word(p, lines[i].label), PLACE_NONE, plain_style(p, LOOK_label));
		add_text(p, sheet, row++, 1, lines[i].text, PLACE_NONE, plain_style(p, LOOK_text));
	}
	return row;
}

static const char *link_to(struct planner *p, struct span name)
{
	struct text target = {0};
	text_add_string(&target, "internal:");
	formula_sheet(&target, name.at);
	text_add_string(&target, "A1");
	const char *result = arena_copy(p->arena, text_span(&target)).at;
	text_release(&target);
	return result;
}

static void plan_entry(struct planner *p, struct sheet *sheet, size_t row, struct span name,
	struct span shows, struct span note)
{
	struct sheet_cell *link = add_cell(p, sheet, SHEET_link, row, 0, plain_style(p, LOOK_link));
	link->text = name.at;
	link->target = link_to(p, name);
	add_text(p, sheet, row, 1, shows, PLACE_NONE, plain_style(p, LOOK_text));
	if (sheet->column_count > 2)
		add_text(p, sheet, row, 2, note, PLACE_NONE, plain_style(p, LOOK_text));
}

static bool any_note(const struct settled *s)
{
	for (size_t i = 0; i < s->table_count; i++)
		if (s->tables[i]->note.length)
			return true;
	return false;
}

/* After the other sheets, because it needs their names; it stands first all the same. */
static void fill_contents(struct planner *p, struct sheet *sheet, bool follow_up)
{
	static const char *const titles[] = {"workbook_sheet", "workbook_shows", "workbook_note"};
	static const size_t widths[] = {WITH_ROOM(LIMIT_SHEET_NAME), 59, 40};
	for (size_t c = 0; c < sheet->column_count; c++)
		widen(&sheet->columns[c], widths[c], widths[c]);
	size_t row = plan_heading(p, sheet);
	const size_t entries = p->book->sheet_count - 1;
	if (entries == 0) {
		add_text(p, sheet, row, 0, word(p, "workbook_tables"), PLACE_NONE, plain_style(p, LOOK_label));
		add_text(p, sheet, row, 1, word(p, "workbook_no_tables"), PLACE_NONE,
			plain_style(p, LOOK_text));
		return;
	}
	for (size_t c = 0; c < sheet->column_count; c++)
		set_header(p, sheet, c, word(p, titles[c]));
	sheet->header_row = (uint32_t)row;
	sheet->table_rows = (uint32_t)entries;
	if (follow_up)
		plan_entry(p, sheet, ++row, p->names[1], word(p, "workbook_recommendations"), SPAN_NONE);
	for (size_t i = 0; i < p->settled->table_count; i++) {
		const struct table *table = p->settled->tables[i];
		plan_entry(p, sheet, ++row, p->names[1 + follow_up + i],
			joined(p, table->label, ": ", table->caption), table->note);
	}
}

/* --- the whole book */
static const char *property(struct planner *p, struct span s, size_t most_units)
{
	const char *line = sheet_line(p->arena, s, most_units);
	return *line ? line : NULL;
}

static void set_properties(struct planner *p)
{
	const struct settled *s = p->settled;
	struct book *b = p->book;
	const struct span meeting = joined(p, s->body, ", ", s->date_text);
	b->title = property(p, s->title, PROPERTY_UNITS);
	b->subject = property(p, joined(p, s->reference, ", ", meeting), PROPERTY_UNITS);
	b->description = property(p, s->description, 2 * PROPERTY_UNITS);
	b->status = property(p, s->status_text, PROPERTY_UNITS);
	b->language = property(p, s->language, 35);
}

static void plan_sheets(struct planner *p)
{
	const struct settled *s = p->settled;
	const bool follow_up = any_follow_up(s);
	const size_t sheets = 1 + follow_up + s->table_count;
	if (sheets > LIMIT_SHEETS) {
		refuse(p, arena_format(p->arena, "it would have %zu sheets; at most %u are made", sheets,
			LIMIT_SHEETS));
		return;
	}
	p->book->sheets = ARENA_ARRAY(p->arena, struct sheet, sheets);
	p->names = ARENA_ARRAY(p->arena, struct span, sheets);
	struct sheet *contents = begin_sheet(p, word(p, "workbook_contents"), s->title,
		any_note(s) ? 3 : 2);
	if (follow_up)
		plan_recommendations(p);
	p->first_table = p->book->sheet_count;
	for (size_t i = 0; i < s->table_count && !p->refused; i++)
		plan_table(p, s->tables[i]);
	if (p->refused)
		return;
	fill_contents(p, contents, follow_up);
	finish_sheet(p, contents);
}

bool book_words_are_short(const struct rendering *what, size_t most_bytes)
{
	const struct planner p = {.what = what, .settled = what->settled};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word(&p, words[i].key).length > most_bytes)
			return false;
	return true;
}

const struct book *book_plan(const struct rendering *what, struct diags *diags)
{
	struct planner p = {.what = what, .settled = what->settled, .diags = diags, .arena = what->arena,
		.book = ARENA_NEW(what->arena, struct book)};
	p.book->arena = what->arena;
	p.date_format = date_format(p.arena, p.settled->house, p.settled->language);
	set_properties(&p);
	plan_sheets(&p);
	return p.refused ? NULL : p.book;
}
