/*
 * bookcheck FILE.xlsx...: holds finished workbooks to the government's checklist for spreadsheets that
 * everybody can use, and to what a council may not give away. It reads the XML of the files and knows
 * nothing of what the program meant to write. A line for each complaint; exit 1 when there is one.
 */
#include <math.h>

#include "tools/book.h"

#define CHECK_COLUMNS 1024

struct check {
	struct book_read *b;
	const char *file;
	const bool *wraps; /* of each cell format */
	size_t wrap_count;
	struct span table_names; /* "|name" for each so far, in small letters */
	size_t complaints;
};

__attribute__((format(printf, 3, 4))) static void complain(struct check *c, struct span sheet,
	const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	printf("%s: ", c->file);
	if (sheet.length)
		printf("%.*s: ", SPAN_ARG(sheet));
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	c->complaints++;
}

static bool is_step(enum xml_event event)
{
	return event == XML_OPEN || event == XML_CLOSE;
}

/* --- "B7" */
struct at {
	size_t row, column; /* from 1; 0: not a place */
};
static struct at at_of(struct span ref)
{
	struct at at = {0, 0};
	size_t i = 0;
	for (; i < ref.length && ref.at[i] >= 'A' && ref.at[i] <= 'Z' && i < 3; i++)
		at.column = at.column * 26 + (size_t)(ref.at[i] - 'A') + 1;
	at.row = book_number(span_cut(ref, i, ref.length));
	return at;
}

/* --- the file as a whole */
static const struct {
	const char *piece, *complaint;
} barred_parts[] = {
	{"comments", "has comments"}, {"threadedComment", "has comments"}, {"vmlDrawing", "has comments"},
	{"externalLink", "links to another workbook"}, {"vba", "has macros"}, {"macrosheet", "has macros"},
	{"media/", "has pictures"}, {"embeddings/", "has embedded files"}, {"customXml", "has custom data"},
	{"connections", "fetches data"}, {"printerSettings", "names a printer"}, {"pivot", "has a pivot table"},
	{"persons/", "names persons"},
};

static void check_parts(struct check *c)
{
	for (size_t i = 0; i < c->b->part_count; i++) {
		const struct book_part *part = &c->b->parts[i];
		for (size_t k = 0; k < sizeof barred_parts / sizeof *barred_parts; k++)
			if (span_find(part->name, span_of(barred_parts[k].piece)) != SIZE_MAX)
				complain(c, SPAN_NONE, "%s (%.*s)", barred_parts[k].complaint, SPAN_ARG(part->name));
		struct xml x = xml_start(part->bytes);
		enum xml_event event;
		while (is_step(event = xml_next(&x))) {
			if (event != XML_OPEN)
				continue;
			if (span_is(x.name, "x15ac:absPath"))
				complain(c, SPAN_NONE, "has an absolute path");
			if (span_is(xml_attribute(&x, "TargetMode"), "External"))
				complain(c, SPAN_NONE, "leads out of the file (%.*s)",
					SPAN_ARG(xml_attribute(&x, "Target")));
		}
		if (event != XML_END)
			complain(c, SPAN_NONE, "%.*s is not whole", SPAN_ARG(part->name));
	}
	if (span_find(book_part(c->b, "[Content_Types].xml"), SPAN("macroEnabled")) != SIZE_MAX)
		complain(c, SPAN_NONE, "has macros");
}

static void check_properties(struct check *c)
{
	static const struct {
		const char *part, *element;
		bool wanted;
	} properties[] = {
		{"docProps/core.xml", "dc:title", true}, {"docProps/custom.xml", "vt:lpwstr", true},
		{"docProps/core.xml", "dc:creator", false}, {"docProps/core.xml", "cp:lastModifiedBy", false},
		{"docProps/app.xml", "Manager", false}, {"docProps/app.xml", "Company", false},
	};
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		const bool given = book_property(c->b, properties[i].part, properties[i].element).length > 0;
		if (given != properties[i].wanted)
			complain(c, SPAN_NONE, given ? "%s names somebody" : "%s is not given",
				properties[i].element);
	}
	if (span_find(book_part(c->b, "docProps/custom.xml"), SPAN("name=\"Language\"")) == SIZE_MAX)
		complain(c, SPAN_NONE, "the language is not given");
}

static void check_names(struct check *c)
{
	struct xml x = xml_start(book_part(c->b, "xl/workbook.xml"));
	enum xml_event event;
	while (is_step(event = xml_next(&x))) {
		if (event != XML_OPEN)
			continue;
		const struct span name = xml_attribute(&x, "name"), state = xml_attribute(&x, "state");
		if (span_is(x.name, "definedName") && !span_is(name, "_xlnm.Print_Titles"))
			complain(c, SPAN_NONE, "has the defined name %.*s", SPAN_ARG(name));
		if (span_is(x.name, "sheet") && state.at && !span_is(state, "visible"))
			complain(c, name, "the sheet is hidden");
	}
}

static void read_wraps(struct check *c)
{
	bool *wraps = ARENA_ARRAY(c->b->arena, bool, c->b->format_count + 1);
	bool in_cells = false;
	struct xml x = xml_start(book_part(c->b, "xl/styles.xml"));
	enum xml_event event;
	while (is_step(event = xml_next(&x))) {
		if (span_is(x.name, "cellXfs"))
			in_cells = event == XML_OPEN;
		if (!in_cells || event != XML_OPEN)
			continue;
		c->wrap_count += span_is(x.name, "xf");
		if (span_is(x.name, "alignment") && c->wrap_count && c->wrap_count <= c->b->format_count)
			wraps[c->wrap_count - 1] = span_is(xml_attribute(&x, "wrapText"), "1");
	}
	c->wraps = wraps;
}

/* --- a table of a sheet */
struct table_seen {
	size_t count;      /* tables on the sheet */
	struct at from, to;
	struct span headers[CHECK_COLUMNS];
	size_t header_count;
};

static struct span small_letters(struct check *c, struct span s)
{
	char *at = arena_take(c->b->arena, s.length + 2);
	at[0] = '|';
	for (size_t i = 0; i < s.length; i++)
		at[i + 1] = (char)(s.at[i] >= 'A' && s.at[i] <= 'Z' ? s.at[i] - 'A' + 'a' : s.at[i]);
	at[s.length + 1] = '|';
	return (struct span){at, s.length + 2};
}

static void check_table_name(struct check *c, struct span sheet, struct span name)
{
	const struct span small = small_letters(c, name);
	if (!name.length)
		complain(c, sheet, "the table has no name");
	else if (c->table_names.length && span_find(c->table_names, small) != SIZE_MAX)
		complain(c, sheet, "another table is called %.*s too", SPAN_ARG(name));
	c->table_names = arena_format(c->b->arena, "%.*s%.*s", SPAN_ARG(c->table_names), SPAN_ARG(small));
}

static void check_header(struct check *c, struct span sheet, struct table_seen *t, struct span header)
{
	if (!span_trim(header).length)
		complain(c, sheet, "column %zu has no header", t->header_count + 1);
	for (size_t i = 0; i < t->header_count; i++)
		if (span_same_ignoring_case(t->headers[i], header))
			complain(c, sheet, "two columns are called \"%.*s\"", SPAN_ARG(header));
	if (t->header_count < CHECK_COLUMNS)
		t->headers[t->header_count++] = header;
}

static void read_table(struct check *c, struct span sheet, struct span bytes, struct table_seen *t)
{
	struct xml x = xml_start(bytes);
	t->count++;
	enum xml_event event;
	while (is_step(event = xml_next(&x))) {
		if (event != XML_OPEN)
			continue;
		if (span_is(x.name, "table")) {
			const struct span ref = xml_attribute(&x, "ref");
			const size_t colon = span_find(ref, SPAN(":"));
			if (colon == SIZE_MAX) {
				complain(c, sheet, "the table has no place");
				return;
			}
			t->from = at_of(span_cut(ref, 0, colon));
			t->to = at_of(span_cut(ref, colon + 1, ref.length));
			check_table_name(c, sheet, xml_attribute(&x, "displayName"));
		}
		if (span_is(x.name, "tableColumn"))
			check_header(c, sheet, t, book_attribute(c->b, &x, "name"));
	}
	if (t->header_count != t->to.column - t->from.column + 1)
		complain(c, sheet, "the table has %zu headers for %zu columns", t->header_count,
			t->to.column - t->from.column + 1);
}

/* The parts that a sheet's relations lead to. */
static void read_relations(struct check *c, const struct book_sheet *sheet, struct table_seen *t)
{
	const struct span file = span_cut(sheet->part, sizeof "xl/worksheets/" - 1, sheet->part.length);
	const struct span bytes = book_part(c->b,
		arena_format(c->b->arena, "xl/worksheets/_rels/%.*s.rels", SPAN_ARG(file)).at);
	struct xml x = xml_start(bytes);
	enum xml_event event;
	while (bytes.at && is_step(event = xml_next(&x))) {
		const struct span target = xml_attribute(&x, "Target");
		if (event == XML_OPEN && span_is(x.name, "Relationship") && span_starts(target, "../tables/"))
			read_table(c, sheet->name, book_part(c->b, arena_format(c->b->arena, "xl/%.*s",
				SPAN_ARG(span_cut(target, 3, target.length))).at), t);
	}
}

/* --- what stands on a sheet beside its cells */
struct sheet_seen {
	bool fits, a4, one_wide, frozen;
	struct span frozen_at;
	size_t table_parts;
};

static void see(struct check *c, const struct book_sheet *sheet, const struct xml *x, struct sheet_seen *seen)
{
	static const struct {
		const char *element, *complaint;
	} barred[] = {
		{"mergeCell", "has merged cells"}, {"legacyDrawing", "has comments"},
		{"oleObjects", "has embedded files"}, {"controls", "has controls"},
		{"dataValidation", "asks for input"}, {"customSheetView", "has views of its own"},
	};
	for (size_t i = 0; i < sizeof barred / sizeof *barred; i++)
		if (span_is(x->name, barred[i].element))
			complain(c, sheet->name, "%s", barred[i].complaint);
	const struct span hidden = xml_attribute(x, "hidden");
	if (hidden.at && !span_is(hidden, "0"))
		complain(c, sheet->name, "a %s is hidden", span_is(x->name, "col") ? "column" : "row");
	if (span_is(x->name, "sheetFormatPr") && span_is(xml_attribute(x, "zeroHeight"), "1"))
		complain(c, sheet->name, "all rows are hidden");
	if (span_is(x->name, "hyperlink") && xml_attribute(x, "r:id").at)
		complain(c, sheet->name, "has a link that leads out of the file");
	seen->table_parts += span_is(x->name, "tablePart");
	if (span_is(x->name, "pageSetUpPr"))
		seen->fits = span_is(xml_attribute(x, "fitToPage"), "1");
	if (span_is(x->name, "pageSetup")) {
		const struct span width = xml_attribute(x, "fitToWidth");
		seen->a4 = span_is(xml_attribute(x, "paperSize"), "9");
		seen->one_wide = (!width.at || span_is(width, "1")) &&
				 span_is(xml_attribute(x, "fitToHeight"), "0");
	}
	if (span_is(x->name, "pane")) {
		seen->frozen = span_is(xml_attribute(x, "state"), "frozen");
		seen->frozen_at = xml_attribute(x, "topLeftCell");
	}
}

static void check_page(struct check *c, const struct book_sheet *sheet, const struct sheet_seen *seen)
{
	if (!seen->a4)
		complain(c, sheet->name, "the paper is not A4");
	if (!seen->fits || !seen->one_wide)
		complain(c, sheet->name, "does not print one page wide");
}

/* --- cells */
static bool looks_like_a_figure(struct span s)
{
	bool digit = false;
	size_t i = span_starts(s, "-") ? 1 : 0;
	if (span_starts(span_cut(s, i, s.length), "\xC2\xA3"))
		i += 2;
	for (; i < s.length; i++) {
		if (!is_digit(s.at[i]) && s.at[i] != ',' && s.at[i] != '.')
			return false;
		digit |= is_digit(s.at[i]);
	}
	return digit;
}

static bool is_number(struct span s)
{
	char *end = NULL;
	const double value = s.length ? strtod(s.at, &end) : NAN;
	return isfinite(value) && end == s.at + s.length;
}

static void check_cell(struct check *c, const struct book_sheet *sheet, const struct xml *x,
	const struct book_cell *cell, bool title)
{
	const struct span type = xml_attribute(x, "t");
	const bool words = span_is(type, "str") && cell->formula.at; /* what a formula gives */
	if (type.at && !span_is(type, "s") && !words)
		complain(c, sheet->name, "%.*s is neither a text nor a number", SPAN_ARG(cell->ref));
	const size_t format = book_number(xml_attribute(x, "s"));
	if (cell->is_text && !title && (format >= c->wrap_count || !c->wraps[format]))
		complain(c, sheet->name, "the text of %.*s is not wrapped", SPAN_ARG(cell->ref));
	if (cell->formula.at && !cell->value.at)
		complain(c, sheet->name, "the formula of %.*s has no value", SPAN_ARG(cell->ref));
	else if (cell->value.at && !cell->is_text && !is_number(cell->value))
		complain(c, sheet->name, "the number of %.*s is none", SPAN_ARG(cell->ref));
}

static void read_sheet(struct check *c, size_t index, struct sheet_seen *seen)
{
	const struct book_sheet *sheet = &c->b->sheets[index];
	struct xml x = xml_start(book_part(c->b, sheet->part.at));
	size_t cell = 0;
	enum xml_event event;
	while (is_step(event = xml_next(&x))) {
		if (event != XML_OPEN)
			continue;
		see(c, sheet, &x, seen);
		if (span_is(x.name, "c") && cell < sheet->cell_count) {
			const bool title = index == 0 && at_of(sheet->cells[cell].ref).row == 1;
			check_cell(c, sheet, &x, &sheet->cells[cell++], title);
		}
	}
}

/* --- cells against their table */
struct column_seen {
	bool number;             /* a number stands below the header */
	struct span odd;         /* of a text that looks like one */
	size_t filled;           /* cells below the header */
};

static void check_rows(struct check *c, const struct book_sheet *sheet, const struct table_seen *t,
	bool contents)
{
	size_t last = t->from.row, full = t->from.row;
	struct column_seen columns[CHECK_COLUMNS] = {0};
	for (size_t i = 0; i < sheet->cell_count; i++) {
		const struct book_cell *cell = &sheet->cells[i];
		const struct at at = at_of(cell->ref);
		if (!cell->value.length || (contents && at.row < t->from.row))
			continue;
		if (at.row < t->from.row || at.column > t->to.column || at.column > CHECK_COLUMNS) {
			complain(c, sheet->name, "%.*s stands beside the table", SPAN_ARG(cell->ref));
			continue;
		}
		if (at.row > full + 1)
			complain(c, sheet->name, "row %zu is blank", full + 1);
		full = at.row;
		last = at.row > last ? at.row : last;
		if (at.row == t->from.row) {
			if (at.column <= t->header_count && !span_same(cell->value, t->headers[at.column - 1]))
				complain(c, sheet->name, "the header in %.*s is not that of the table",
					SPAN_ARG(cell->ref));
			continue;
		}
		struct column_seen *column = &columns[at.column - 1];
		column->filled++;
		column->number |= !cell->is_text;
		if (cell->is_text && looks_like_a_figure(cell->value))
			column->odd = cell->ref;
	}
	if (last < t->to.row)
		complain(c, sheet->name, "row %zu is blank", last + 1);
	for (size_t k = 0; k < t->to.column && k < CHECK_COLUMNS; k++) {
		if (columns[k].number && columns[k].odd.length)
			complain(c, sheet->name, "the figure in %.*s is a text", SPAN_ARG(columns[k].odd));
		if (!columns[k].filled && !contents && t->to.row > t->from.row)
			complain(c, sheet->name, "column %zu is blank", k + 1);
	}
}

static void check_frozen(struct check *c, const struct book_sheet *sheet, const struct sheet_seen *seen,
	const struct table_seen *t)
{
	if (!seen->frozen || at_of(seen->frozen_at).row != t->from.row + 1)
		complain(c, sheet->name, "the header row does not stay in sight");
	struct text wanted = {0};
	text_add_char(&wanted, '\'');
	for (size_t i = 0; i < sheet->name.length; i++) {
		text_add_char(&wanted, sheet->name.at[i]);
		if (sheet->name.at[i] == '\'')
			text_add_char(&wanted, '\'');
	}
	text_format(&wanted, "'!$%zu:$%zu\n", t->from.row, t->from.row);
	const struct span quoted = text_span(&wanted);
	const struct span plain = arena_format(c->b->arena, "%.*s!$%zu:$%zu\n", SPAN_ARG(sheet->name),
		t->from.row, t->from.row);
	if (span_find(c->b->names, quoted) == SIZE_MAX && span_find(c->b->names, plain) == SIZE_MAX)
		complain(c, sheet->name, "the header row does not stand on each printed page");
	text_release(&wanted);
}

/* --- colours and charts, against the cells of their sheet */
/* Where the cells of the sheet's table and of its totals stand. */
struct area {
	struct at from, to;
};

static struct area area_of(const struct book_sheet *sheet, const struct table_seen *t)
{
	struct area area = {t->from, t->to};
	for (size_t i = 0; i < sheet->cell_count; i++) {
		const struct at at = at_of(sheet->cells[i].ref);
		if (sheet->cells[i].value.length && at.row > area.to.row)
			area.to.row = at.row;
	}
	return area;
}

/* "B2:D9" or "B2". */
static bool read_area(struct span s, struct area *area)
{
	const size_t colon = span_find(s, SPAN(":"));
	area->from = at_of(span_cut(s, 0, colon == SIZE_MAX ? s.length : colon));
	area->to = colon == SIZE_MAX ? area->from : at_of(span_cut(s, colon + 1, s.length));
	return area->from.row && area->from.column && area->to.row >= area->from.row &&
	       area->to.column >= area->from.column;
}

static bool is_inside(const struct area *inner, const struct area *outer, size_t first_row)
{
	return inner->from.row >= first_row && inner->to.row <= outer->to.row &&
	       inner->from.column >= outer->from.column && inner->to.column <= outer->to.column;
}

static const struct book_cell *cell_at(const struct book_sheet *sheet, struct at at)
{
	for (size_t i = 0; i < sheet->cell_count; i++) {
		const struct at here = at_of(sheet->cells[i].ref);
		if (here.row == at.row && here.column == at.column)
			return &sheet->cells[i];
	}
	return NULL;
}

static double channel(unsigned byte)
{
	const double part = byte / 255.0;
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* WCAG's relative luminance of the last six digits; 0 for what is no colour. */
static double luminance(struct span rgb)
{
	unsigned red, green, blue;
	char digits[7] = {0};
	if (rgb.length < 6)
		return 0;
	memcpy(digits, rgb.at + rgb.length - 6, 6);
	if (sscanf(digits, "%2x%2x%2x", &red, &green, &blue) != 3)
		return 0;
	return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
}

/* $F2="red" in a rule: a word, and the column in whose cells it stands. */
static bool read_condition(struct span formula, struct at *at, struct span *word)
{
	const size_t dollar = span_find(formula, SPAN("$")), equals = span_find(formula, SPAN("=\""));
	if (dollar == SIZE_MAX || equals == SIZE_MAX || equals < dollar)
		return false;
	*at = at_of(span_cut(formula, dollar + 1, equals));
	const struct span rest = span_cut(formula, equals + 2, formula.length);
	const size_t end = span_find(rest, SPAN("\""));
	*word = span_cut(rest, 0, end == SIZE_MAX ? 0 : end);
	return at->row && at->column && word->length;
}

/* Do cells of these rows say the word, or could they by their formulas? */
static bool is_said(struct check *c, const struct book_sheet *sheet, size_t column,
	const struct area *rows, struct span word)
{
	const struct span quoted = arena_format(c->b->arena, "\"%.*s\"", SPAN_ARG(word));
	for (size_t row = rows->from.row; row <= rows->to.row; row++) {
		const struct book_cell *cell = cell_at(sheet, (struct at){row, column});
		if (cell && (span_same_ignoring_case(cell->value, word) ||
			(cell->formula.at && span_find(cell->formula, quoted) != SIZE_MAX)))
			return true;
	}
	return false;
}

#define CONTRAST(light, dark) (((light) + 0.05) / ((dark) + 0.05))

static void check_rule(struct check *c, const struct book_sheet *sheet, const struct area *table,
	const struct book_rule *rule)
{
	struct at said_at = {0, 0};
	struct span word = SPAN_NONE;
	const bool worded = span_is(rule->type, "expression") &&
			    read_condition(rule->formula, &said_at, &word);
	size_t from = 0;
	while (from < rule->ranges.length) {
		const struct span rest = span_cut(rule->ranges, from, rule->ranges.length);
		const size_t space = span_find(rest, SPAN(" "));
		const struct span range = span_cut(rest, 0, space == SIZE_MAX ? rest.length : space);
		from += range.length + 1;
		struct area covers;
		if (!read_area(range, &covers) || !is_inside(&covers, table, table->from.row + 1))
			complain(c, sheet->name, "the colours of %.*s are not those of the table", SPAN_ARG(range));
		else if (!worded || said_at.row != covers.from.row || said_at.column > table->to.column ||
			!is_said(c, sheet, said_at.column, &covers, word))
			complain(c, sheet->name, "no word says what a colour of %.*s means", SPAN_ARG(range));
	}
	if (CONTRAST(luminance(rule->fill), 0) < 7)
		complain(c, sheet->name, "words on the colour %.*s are hard to read", SPAN_ARG(rule->fill));
}

/* 'Costs and savings'!$C$9:$E$9: of this sheet? */
static bool read_range(struct check *c, const struct book_sheet *sheet, struct span ref, struct area *area)
{
	struct text name = {0}, cells = {0};
	text_add_char(&name, '\'');
	for (size_t i = 0; i < sheet->name.length; i++) {
		text_add_char(&name, sheet->name.at[i]);
		if (sheet->name.at[i] == '\'')
			text_add_char(&name, '\'');
	}
	text_add_string(&name, "'!");
	const bool own = ref.length > name.length && span_same(span_cut(ref, 0, name.length), text_span(&name));
	for (size_t i = name.length; own && i < ref.length; i++)
		if (ref.at[i] != '$')
			text_add_char(&cells, ref.at[i]);
	const bool right = own && read_area(arena_copy(c->b->arena, text_span(&cells)), area);
	text_release(&name);
	text_release(&cells);
	return right;
}

/* The values that are stored with a chart are those of the cells that it shows. */
static void check_points(struct check *c, const struct book_sheet *sheet, const struct book_range *range,
	const struct area *area)
{
	const size_t rows = area->to.row - area->from.row + 1, columns = area->to.column - area->from.column + 1;
	if (range->point_count != rows * columns) {
		complain(c, sheet->name, "the chart stores %zu values of %.*s", range->point_count,
			SPAN_ARG(range->ref));
		return;
	}
	for (size_t i = 0; i < range->point_count; i++) {
		const struct at at = {area->from.row + i / columns, area->from.column + i % columns};
		const struct book_cell *cell = cell_at(sheet, at);
		const struct span stored = range->points[i];
		const bool same = cell && cell->value.length &&
			(cell->is_text ? span_same(cell->value, stored)
				: is_number(stored) && strtod(stored.at, NULL) == strtod(cell->value.at, NULL));
		if (!same)
			complain(c, sheet->name, "the chart shows \"%.*s\" where its cell says \"%.*s\"",
				SPAN_ARG(stored), SPAN_ARG(cell ? cell->value : SPAN("")));
	}
}

static void check_range(struct check *c, const struct book_sheet *sheet, const struct area *table,
	const struct book_range *range)
{
	struct area area;
	if (!range->ref.length)
		complain(c, sheet->name, "the chart has a part that refers to no cells");
	else if (span_find(range->ref, SPAN("[")) != SIZE_MAX)
		complain(c, sheet->name, "the chart refers to another workbook (%.*s)", SPAN_ARG(range->ref));
	else if (!read_range(c, sheet, range->ref, &area))
		complain(c, sheet->name, "the chart refers to something else (%.*s)", SPAN_ARG(range->ref));
	else if (!is_inside(&area, table, table->from.row))
		complain(c, sheet->name, "the chart refers to cells outside the table (%.*s)",
			SPAN_ARG(range->ref));
	else
		check_points(c, sheet, range, &area);
}

/* A ground or an outline that stands out from white. */
static bool stands_out(struct span colours)
{
	for (size_t from = 0; from + 6 <= colours.length; from += 7)
		if (CONTRAST(1, luminance(span_cut(colours, from, from + 6))) >= 3)
			return true;
	return false;
}

static void check_chart(struct check *c, const struct book_sheet *sheet, const struct area *table,
	const struct book_chart *chart)
{
	if (!span_trim(chart->title).length)
		complain(c, sheet->name, "the chart has no title");
	if (chart->decorative || !span_trim(chart->description).length)
		complain(c, sheet->name, "the chart has no description");
	if (!span_trim(chart->category_title).length || !span_trim(chart->value_title).length)
		complain(c, sheet->name, "an axis of the chart has no title");
	if (!chart->series_count)
		complain(c, sheet->name, "the chart shows nothing");
	/* Columns and rows of its place count from 0; it may end on the line behind the last column. */
	if (chart->place_count < 4 || chart->place[1] < table->to.row)
		complain(c, sheet->name, "the chart covers the table");
	else if (chart->place[2] + chart->over > table->to.column)
		complain(c, sheet->name, "the chart is wider than the table");
	for (size_t i = 0; i < chart->series_count; i++) {
		const struct book_series *series = &chart->series[i];
		check_range(c, sheet, table, &series->name);
		check_range(c, sheet, table, &series->categories);
		check_range(c, sheet, table, &series->values);
		if (!stands_out(series->colours))
			complain(c, sheet->name, "bars of the chart are too pale");
	}
}

static void check_beside(struct check *c, const struct book_sheet *sheet, const struct table_seen *t)
{
	const struct area table = area_of(sheet, t);
	for (size_t i = 0; i < sheet->rule_count; i++)
		check_rule(c, sheet, &table, &sheet->rules[i]);
	for (size_t i = 0; i < sheet->chart_count; i++)
		check_chart(c, sheet, &table, &sheet->charts[i]);
}

static void check_sheet(struct check *c, size_t index)
{
	const struct book_sheet *sheet = &c->b->sheets[index];
	struct sheet_seen seen = {0};
	struct table_seen *t = ARENA_NEW(c->b->arena, struct table_seen);
	read_sheet(c, index, &seen);
	check_page(c, sheet, &seen);
	read_relations(c, sheet, t);
	if (t->count > 1 || seen.table_parts != t->count)
		complain(c, sheet->name, "has more than one table");
	if (t->count == 1) {
		check_rows(c, sheet, t, index == 0);
		check_beside(c, sheet, t);
		if (index > 0)
			check_frozen(c, sheet, &seen, t);
	} else if (index > 0) {
		complain(c, sheet->name, "has no table");
	}
}

/* --- the first sheet leads to all others */
static void check_contents(struct check *c)
{
	const struct book_sheet *first = &c->b->sheets[0];
	for (size_t i = 1; i < c->b->sheet_count; i++) {
		bool linked = false;
		for (size_t k = 0; k < first->cell_count && !linked; k++)
			linked = first->cells[k].link.length &&
				 span_same(first->cells[k].value, c->b->sheets[i].name);
		if (!linked)
			complain(c, first->name, "no link leads to the sheet \"%.*s\"",
				SPAN_ARG(c->b->sheets[i].name));
	}
}

static size_t check_book(const char *file, struct span bytes)
{
	struct arena *arena = arena_new();
	struct check c = {.b = ARENA_NEW(arena, struct book_read), .file = file, .table_names = SPAN("")};
	c.b->arena = arena;
	if (book_load(c.b, bytes)) {
		check_parts(&c);
		book_strings(c.b);
		book_formats(c.b);
		read_wraps(&c);
		book_workbook(c.b);
		for (size_t i = 0; i < c.b->sheet_count; i++)
			book_sheet(c.b, &c.b->sheets[i]);
		check_properties(&c);
		check_names(&c);
		for (size_t i = 0; i < c.b->sheet_count; i++)
			check_sheet(&c, i);
		if (c.b->sheet_count)
			check_contents(&c);
		else
			complain(&c, SPAN_NONE, "has no sheet");
	} else {
		complain(&c, SPAN_NONE, "is not a workbook");
	}
	text_release(&c.b->faults);
	const size_t complaints = c.complaints;
	arena_release(arena);
	return complaints;
}

int main(int argc, char **argv)
{
	size_t complaints = 0;
	for (int i = 1; i < argc; i++) {
		struct text bytes = {0};
		if (!read_file(argv[i], &bytes)) {
			fprintf(stderr, "bookcheck: cannot read %s\n", argv[i]);
			return 2;
		}
		complaints += check_book(argv[i], text_span(&bytes));
		text_release(&bytes);
	}
	return argc < 2 ? 2 : complaints > 0;
}
