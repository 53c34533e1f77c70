#include "readback/readback.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "base/limits.h"
#include "readback/xml.h"

#define SHEET_NAME_BYTES 256

/* Parts that every workbook of ours has. */
static const char *const required_parts[] = {
	"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
	"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml",
	"xl/sharedStrings.xml",
};
/* Parts that it may have, and no others: no macros, pictures, comments, external links, data
 * connections or embedded files can be in it. */
static const char *const allowed_parts[] = {
	"docProps/custom.xml", "xl/worksheets/sheet", "xl/worksheets/_rels/sheet", "xl/tables/table",
	"xl/charts/chart", "xl/drawings/drawing", "xl/drawings/_rels/drawing",
};
/* Elements that hide something, join cells, or lead out of the workbook. */
static const char *const barred_elements[] = {
	"mergeCell", "mergeCells", "legacyDrawing", "legacyDrawingHF", "picture",
	"oleObjects", "controls", "externalReference", "externalReferences", "customSheetView",
	"webPublishItems", "dataConsolidate", "scenarios", "dataValidations", "pivotCaches", "extLst",
};
/* The same of a chart and of the drawing that places it: nothing but one chart. */
static const char *const barred_in_charts[] = {
	"c:externalData", "c:userShapes", "c:pivotSource", "c:pivotFmts", "c:ext",
	"a:blip", "a:hlinkClick", "a:hlinkHover", "xdr:pic", "xdr:sp", "xdr:cxnSp", "xdr:grpSp",
	"xdr:contentPart", "mc:AlternateContent",
};

/* What was counted, all parts together. */
struct counted {
	const struct workbook_promise *promise;
	struct text *reason;
	struct span part; /* being read */
	uint32_t sheet_parts, table_parts, table_rows; /* the last: <tablePart> */
	uint32_t sheets, cells, formulas;
	uint32_t rules, charts, chart_parts, drawing_parts, drawings; /* the last: <drawing> on sheets */
	uint32_t series, points;
	bool in_values; /* inside <c:val> */
	uint64_t looks, looks_used_most; /* <dxf>, what rules look like */
	uint64_t string_cells, strings, strings_used_most; /* the last: highest index used, from 1 */
	uint64_t strings_promised, string_cells_promised;
	uint64_t formats, formats_promised, formats_used_most;
	bool in_formats; /* inside <cellXfs> */
	struct text types, relations; /* [Content_Types].xml; all .rels together */
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct counted *c, const char *format, ...)
{
	char words[128];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	if (c->part.length)
		text_format(c->reason, "%.*s ", SPAN_ARG(c->part));
	text_add_string(c->reason, words);
	return false;
}

static bool is_one_of(struct span s, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(s, names[i]))
			return true;
	return false;
}
#define IS_ONE_OF(s, names) is_one_of((s), (names), sizeof(names) / sizeof *(names))

/* A count as it stands in the file; nothing promised is as large as what a bad one gives. */
static uint64_t number_of(struct span s)
{
	uint64_t n = 0;
	if (s.length == 0 || s.length > 15)
		return UINT64_MAX;
	for (size_t i = 0; i < s.length; i++) {
		if (!is_digit(s.at[i]))
			return UINT64_MAX;
		n = n * 10 + (uint64_t)(s.at[i] - '0');
	}
	return n;
}

/* --- worksheets */
struct cell_state {
	bool is_string, is_words, has_formula, has_value; /* words: what a formula gives */
};

static bool is_plain_number(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (!is_digit(s.at[i]) && !strchr("+-.E", s.at[i]))
			return false;
	return s.length > 0;
}

static void note_use(uint64_t index, uint64_t *most)
{
	if (index == UINT64_MAX || index + 1 > *most)
		*most = index == UINT64_MAX ? index : index + 1;
}

static void open_cell(struct counted *c, const struct xml *x, struct cell_state *cell)
{
	const struct span type = xml_attribute(x, "t");
	*cell = (struct cell_state){.is_string = span_is(type, "s"), .is_words = span_is(type, "str")};
	c->cells++;
	c->string_cells += cell->is_string;
	const struct span format = xml_attribute(x, "s");
	if (format.at)
		note_use(number_of(format), &c->formats_used_most);
}

static bool close_in_cell(struct counted *c, const struct xml *x, struct cell_state *cell)
{
	if (span_is(x->name, "f")) {
		cell->has_formula = x->text.length > 0;
		c->formulas++;
		return cell->has_formula || refuse(c, "has an empty formula");
	}
	if (span_is(x->name, "v")) {
		cell->has_value = true;
		if (cell->is_words && !cell->has_formula)
			return refuse(c, "has words of no formula");
		if (!cell->is_words && !is_plain_number(x->text))
			return refuse(c, "has a value that is not a number");
		if (cell->is_string)
			note_use(number_of(x->text), &c->strings_used_most);
		return true;
	}
	if (span_is(x->name, "c") && !cell->has_value && (cell->has_formula || cell->is_string))
		return refuse(c, "has a %s without its value", cell->has_formula ? "formula" : "text");
	return true;
}

static bool check_open(struct counted *c, const struct xml *x)
{
	if (x->name.length == 1)
		return true; /* a cell, its value, its formula: most of a sheet */
	if (IS_ONE_OF(x->name, barred_elements))
		return refuse(c, "has <%.*s>", SPAN_ARG(x->name));
	const struct span hidden = xml_attribute(x, "hidden"), zero = xml_attribute(x, "zeroHeight");
	if ((hidden.at && !span_is(hidden, "0")) || (zero.at && !span_is(zero, "0")))
		return refuse(c, "hides something (<%.*s>)", SPAN_ARG(x->name));
	return true;
}

static bool open_in_sheet(struct counted *c, const struct xml *x, struct cell_state *cell)
{
	if (span_is(x->name, "c"))
		open_cell(c, x, cell);
	c->table_rows += span_is(x->name, "tablePart");
	c->drawings += span_is(x->name, "drawing");
	if (span_is(x->name, "cfRule")) {
		c->rules++;
		note_use(number_of(xml_attribute(x, "dxfId")), &c->looks_used_most);
	}
	if (span_is(x->name, "hyperlink") && xml_attribute(x, "r:id").at)
		return refuse(c, "has a link that leads out of the workbook");
	return true;
}

/* --- the other parts that count */
static bool open_in_workbook(struct counted *c, const struct xml *x)
{
	if (!span_is(x->name, "sheet"))
		return true;
	const struct span state = xml_attribute(x, "state");
	if (state.at && !span_is(state, "visible"))
		return refuse(c, "has a hidden sheet");
	if (c->sheets++ == 0 && !xml_value_is(xml_attribute(x, "name"), c->promise->first_sheet))
		return refuse(c, "does not begin with the sheet \"%.*s\"",
			SPAN_ARG(span_cut(c->promise->first_sheet, 0, SHEET_NAME_BYTES)));
	return true;
}

static void open_in_strings(struct counted *c, const struct xml *x)
{
	if (span_is(x->name, "sst")) {
		c->string_cells_promised = number_of(xml_attribute(x, "count"));
		c->strings_promised = number_of(xml_attribute(x, "uniqueCount"));
	}
	c->strings += span_is(x->name, "si");
}

static void open_in_styles(struct counted *c, const struct xml *x)
{
	if (span_is(x->name, "cellXfs")) {
		c->formats_promised = number_of(xml_attribute(x, "count"));
		c->in_formats = true;
	}
	c->formats += c->in_formats && span_is(x->name, "xf");
	c->looks += span_is(x->name, "dxf");
}

/* --- charts and their drawings */
static bool open_in_chart(struct counted *c, const struct xml *x)
{
	if (IS_ONE_OF(x->name, barred_in_charts))
		return refuse(c, "has <%.*s>", SPAN_ARG(x->name));
	c->series += span_is(x->name, "c:ser");
	if (span_is(x->name, "c:val"))
		c->in_values = true;
	if (!span_is(x->name, "xdr:cNvPr"))
		return true;
	c->charts++;
	return xml_attribute(x, "descr").length > 0 || refuse(c, "has a chart without a description");
}

static bool close_in_chart(struct counted *c, const struct xml *x)
{
	if (span_is(x->name, "c:val"))
		c->in_values = false;
	if (span_is(x->name, "c:f") && span_find(x->text, SPAN("[")) != SIZE_MAX)
		return refuse(c, "shows figures of another workbook");
	if (!c->in_values || !span_is(x->name, "c:v"))
		return true;
	c->points++;
	return is_plain_number(x->text) || refuse(c, "has a value that is not a number");
}

static bool close_in_core(struct counted *c, const struct xml *x)
{
	const bool person = span_is(x->name, "dc:creator") || span_is(x->name, "cp:lastModifiedBy");
	return !person || x->text.length == 0 || refuse(c, "names a person");
}

/* --- one part */
enum part { IN_OTHER, IN_SHEET, IN_WORKBOOK, IN_STRINGS, IN_STYLES, IN_CORE, IN_CHART };
static const struct {
	const char *name;
	enum part kind;
} part_kinds[] = {
	{"xl/worksheets/sheet", IN_SHEET}, {"xl/workbook.xml", IN_WORKBOOK},
	{"xl/sharedStrings.xml", IN_STRINGS}, {"xl/styles.xml", IN_STYLES},
	{"docProps/core.xml", IN_CORE}, {"xl/charts/chart", IN_CHART}, {"xl/drawings/drawing", IN_CHART},
};

static enum part kind_of(struct span name)
{
	for (size_t i = 0; i < sizeof part_kinds / sizeof *part_kinds; i++)
		if (span_starts(name, part_kinds[i].name))
			return part_kinds[i].kind;
	return IN_OTHER;
}

static bool take_open(struct counted *c, enum part kind, const struct xml *x, struct cell_state *cell)
{
	switch (kind) {
	case IN_SHEET:
		return check_open(c, x) && open_in_sheet(c, x, cell);
	case IN_WORKBOOK:
		return check_open(c, x) && open_in_workbook(c, x);
	case IN_STRINGS:
		open_in_strings(c, x);
		return true;
	case IN_STYLES:
		open_in_styles(c, x);
		return true;
	case IN_CHART:
		return open_in_chart(c, x);
	case IN_CORE:
	case IN_OTHER:
		break;
	}
	if (span_is(x->name, "Relationship") && span_is(xml_attribute(x, "TargetMode"), "External"))
		return refuse(c, "leads out of the workbook");
	return true;
}

static bool read_part(struct counted *c, struct span bytes)
{
	const enum part kind = kind_of(c->part);
	struct xml x = xml_start(bytes);
	struct cell_state cell = {0};
	for (;;) {
		bool right = true;
		switch (xml_next(&x)) {
		case XML_OPEN:
			right = take_open(c, kind, &x, &cell);
			break;
		case XML_CLOSE:
			if (kind == IN_SHEET)
				right = close_in_cell(c, &x, &cell);
			else if (kind == IN_CORE)
				right = close_in_core(c, &x);
			else if (kind == IN_CHART)
				right = close_in_chart(c, &x);
			else if (span_is(x.name, "cellXfs"))
				c->in_formats = false;
			break;
		case XML_END:
			return true;
		case XML_BROKEN:
			return refuse(c, "is cut short or damaged");
		}
		if (!right)
			return false;
	}
}

/* --- the archive */
static bool part_is_allowed(struct span name)
{
	if (IS_ONE_OF(name, required_parts))
		return true;
	for (size_t i = 0; i < sizeof allowed_parts / sizeof *allowed_parts; i++)
		if (span_starts(name, allowed_parts[i]))
			return true;
	return false;
}

/* Reads past the last byte: libzip compares the checksum only there. */
static bool read_entry(zip_t *archive, zip_uint64_t index, size_t size, struct text *into)
{
	text_clear(into);
	zip_file_t *file = zip_fopen_index(archive, index, 0);
	if (!file)
		return false;
	char block[16384];
	zip_int64_t got;
	while ((got = zip_fread(file, block, sizeof block)) > 0)
		text_add(into, (struct span){block, (size_t)got});
	const bool right = got == 0 && zip_fclose(file) == 0;
	if (got != 0)
		zip_fclose(file);
	return right && !text_failed(into) && into->length == size;
}

static bool take_entry(struct counted *c, zip_t *archive, zip_uint64_t index, struct text *bytes)
{
	zip_stat_t stat;
	const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE;
	if (zip_stat_index(archive, index, 0, &stat) != 0 || (stat.valid & needed) != needed)
		return refuse(c, "its list of parts cannot be read");
	const struct span name = span_of(stat.name);
	if (!part_is_allowed(name))
		return refuse(c, "a part called \"%.60s\" does not belong in it", stat.name);
	if (zip_name_locate(archive, stat.name, 0) != (zip_int64_t)index)
		return refuse(c, "the part \"%.60s\" stands in it twice", stat.name);
	c->part = name;
	c->sheet_parts += span_starts(name, "xl/worksheets/sheet");
	c->table_parts += span_starts(name, "xl/tables/table");
	c->chart_parts += span_starts(name, "xl/charts/chart");
	c->drawing_parts += span_starts(name, "xl/drawings/drawing");
	if (!read_entry(archive, index, stat.size, bytes))
		return refuse(c, "cannot be read whole");
	if (span_is(name, "[Content_Types].xml"))
		text_add(&c->types, text_span(bytes));
	if (span_ends(name, ".rels"))
		text_add(&c->relations, text_span(bytes));
	if (!read_part(c, text_span(bytes)))
		return false;
	c->part = SPAN_NONE;
	return true;
}

/* A part that is not declared, or that nothing leads to, is not there for a spreadsheet program:
 * the library can lose such lines when memory is out, and report success. */
static bool part_is_reached(struct counted *c, struct span name)
{
	if (span_is(name, "[Content_Types].xml") || span_ends(name, ".rels"))
		return true;
	size_t base = name.length;
	while (base && name.at[base - 1] != '/')
		base--;
	struct text wanted = {0};
	text_format(&wanted, "PartName=\"/%.*s\"", SPAN_ARG(name));
	const bool declared = span_find(text_span(&c->types), text_span(&wanted)) != SIZE_MAX;
	text_clear(&wanted);
	text_format(&wanted, "%.*s\"", SPAN_ARG(span_cut(name, base, name.length)));
	const bool reached = span_find(text_span(&c->relations), text_span(&wanted)) != SIZE_MAX;
	text_release(&wanted);
	c->part = name;
	if (!declared || !reached)
		return refuse(c, declared ? "is not reached from the workbook" : "is not declared");
	c->part = SPAN_NONE;
	return true;
}

static bool all_entries(struct counted *c, zip_t *archive)
{
	const zip_int64_t count = zip_get_num_entries(archive, 0);
	struct text bytes = {0};
	bool right = true;
	for (zip_int64_t i = 0; right && i < count; i++)
		right = take_entry(c, archive, (zip_uint64_t)i, &bytes);
	text_release(&bytes);
	for (size_t i = 0; right && i < sizeof required_parts / sizeof *required_parts; i++)
		if (zip_name_locate(archive, required_parts[i], 0) < 0)
			right = refuse(c, "the part %s is missing", required_parts[i]);
	for (zip_int64_t i = 0; right && i < count; i++)
		right = part_is_reached(c, span_of(zip_get_name(archive, (zip_uint64_t)i, 0)));
	return right;
}

/* --- the promise */
static bool kept(struct counted *c)
{
	const struct workbook_promise *p = c->promise;
	const struct {
		const char *what;
		uint64_t promised, found;
	} counts[] = {
		{"sheets", p->sheets, c->sheets},
		{"parts for sheets", p->sheets, c->sheet_parts},
		{"tables", p->tables, c->table_parts},
		{"tables placed on sheets", p->tables, c->table_rows},
		{"cells", p->cells, c->cells},
		{"formulas", p->formulas, c->formulas},
		{"rules", p->rules, c->rules},
		{"charts", p->charts, c->chart_parts},
		{"drawings", p->charts, c->drawing_parts},
		{"charts placed on drawings", p->charts, c->charts},
		{"charts placed on sheets", p->charts, c->drawings},
		{"series", p->series, c->series},
		{"figures in charts", p->points, c->points},
		{"texts", c->strings_promised, c->strings},
		{"formats", c->formats_promised, c->formats},
		{"cells with text", c->string_cells_promised, c->string_cells},
	};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (counts[i].promised != counts[i].found)
			return refuse(c, "it has %llu %s, not %llu", (unsigned long long)counts[i].found,
				counts[i].what, (unsigned long long)counts[i].promised);
	if (c->strings_used_most > c->strings)
		return refuse(c, "a cell asks for a text that is not there");
	if (c->formats_used_most > c->formats)
		return refuse(c, "a cell asks for a format that is not there");
	if (c->looks_used_most > c->looks)
		return refuse(c, "a rule asks for a format that is not there");
	return true;
}

bool readback_workbook(struct span bytes, const struct workbook_promise *promise, struct text *reason)
{
	struct counted c = {.promise = promise, .reason = reason};
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.at, bytes.length, 0, &error);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
	bool right = false;
	if (archive) {
		right = all_entries(&c, archive) && kept(&c);
		zip_discard(archive); /* frees the source too */
	} else {
		zip_source_free(source);
		refuse(&c, "the archive cannot be read (%s)", zip_error_strerror(&error));
	}
	zip_error_fini(&error);
	text_release(&c.types);
	text_release(&c.relations);
	return right;
}
