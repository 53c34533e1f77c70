/*
 * book: an .xlsx read into memory as a reader of the file would see it, for the dump and for unit
 * tests. Values come out as they are stored, texts with entities and _x0041_ decoded.
 */
#ifndef TESTS_TOOLS_BOOK_H
#define TESTS_TOOLS_BOOK_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/arena.h"
#include "base/text.h"
#include "readback/xml.h"

/* The whole file; false when it cannot be read. */
static inline bool read_file(const char *path, struct text *into)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	char block[16384];
	size_t got;
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		text_add(into, (struct span){block, got});
	const bool right = !ferror(file);
	fclose(file);
	return right && !text_failed(into);
}

struct book_part {
	struct span name, bytes;
};
struct book_cell {
	struct span ref;
	bool is_text, is_shared; /* the latter: a text of xl/sharedStrings.xml, not of a formula */
	struct span value;   /* the text, or the number as stored; absent: none */
	struct span formula; /* absent: none */
	struct span format;  /* number format */
	struct span link;    /* target of a link; absent: none */
};
/* A range of a chart, with the values that are stored beside it. */
struct book_range {
	struct span ref; /* 'Costs'!$C$9:$E$9; absent: none */
	struct span *points;
	size_t point_count, point_capacity;
};
struct book_series {
	struct book_range name, categories, values;
	struct span colours; /* "1A1C1E 1A1C1E": ground and outline */
};
struct book_chart {
	struct span title, category_title, value_title, description;
	bool decorative;
	size_t place[4]; /* from 0: its first column and row, and its last */
	bool over;       /* it covers a part of the last column, too */
	size_t place_count;
	struct book_series *series;
	size_t series_count, series_capacity;
};
/* A conditional format. */
struct book_rule {
	struct span ranges, type, formula, fill;
};
struct book_sheet {
	struct span name, part;
	struct book_chart *charts;
	size_t chart_count, chart_capacity;
	struct book_rule *rules;
	size_t rule_count, rule_capacity;
	struct book_cell *cells;
	size_t cell_count, cell_capacity;
	struct span widths;  /* "A 12.7, B 60.7" */
	struct span view;    /* "frozen below row 1" */
	struct span page;    /* "A4 landscape, 1 page wide" */
	struct span header, footer;
	struct span tables;  /* one line for each */
};
struct book_read {
	struct arena *arena;
	struct book_part *parts;
	size_t part_count;
	struct span *strings;
	size_t string_count, string_capacity;
	struct span *formats; /* number format of each cellXfs */
	size_t format_count, format_capacity;
	struct span *fills;   /* ground of each dxf: "FFE2EFDA" */
	size_t fill_count, fill_capacity;
	struct book_sheet *sheets;
	size_t sheet_count, sheet_capacity;
	struct span names;    /* defined names, one a line */
	struct text faults;   /* one a line; empty: none */
};

__attribute__((format(printf, 2, 3))) static inline void book_fault(struct book_read *b,
	const char *format, ...)
{
	char line[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	text_format(&b->faults, "%s\n", line);
}

/* --- text as a reader sees it */
static inline size_t book_decode_entity(struct span s, size_t at, struct text *into)
{
	static const struct {
		const char *entity, *meaning;
	} entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"},
		{"&#xA;", "\n"}};
	const struct span rest = span_cut(s, at, s.length);
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (span_starts(rest, entities[i].entity)) {
			text_add_string(into, entities[i].meaning);
			return strlen(entities[i].entity);
		}
	text_add_char(into, s.at[at]);
	return 1;
}

static inline size_t book_decode_escape(struct span s, size_t at, struct text *into)
{
	unsigned point;
	int end = 0;
	char seven[8] = {0};
	if (at + 7 > s.length)
		return 0;
	memcpy(seven, s.at + at, 7);
	if (sscanf(seven, "_x%4x_%n", &point, &end) != 1 || end != 7 || point > 0x7F)
		return 0;
	text_add_char(into, (char)point);
	return 7;
}

static inline struct span book_decode(struct book_read *b, struct span raw, bool escapes)
{
	struct text t = {0};
	for (size_t i = 0; i < raw.length;) {
		const size_t taken = escapes && raw.at[i] == '_' ? book_decode_escape(raw, i, &t) : 0;
		i += taken ? taken : book_decode_entity(raw, i, &t);
	}
	const struct span decoded = t.length ? arena_copy(b->arena, text_span(&t)) : SPAN("");
	text_release(&t);
	return decoded;
}

static inline struct span book_attribute(struct book_read *b, const struct xml *x, const char *name)
{
	const struct span raw = xml_attribute(x, name);
	return raw.at ? book_decode(b, raw, true) : SPAN_NONE;
}

/* --- parts */
static inline struct span book_part(const struct book_read *b, const char *name)
{
	for (size_t i = 0; i < b->part_count; i++)
		if (span_is(b->parts[i].name, name))
			return b->parts[i].bytes;
	return SPAN_NONE;
}

static inline bool book_load(struct book_read *b, struct span bytes)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.at, bytes.length, 0, &error);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
	if (!archive) {
		zip_source_free(source);
		book_fault(b, "not an archive: %s", zip_error_strerror(&error));
		zip_error_fini(&error);
		return false;
	}
	zip_error_fini(&error);
	const zip_int64_t count = zip_get_num_entries(archive, 0);
	b->parts = ARENA_ARRAY(b->arena, struct book_part, (size_t)count + 1);
	for (zip_int64_t i = 0; i < count; i++) {
		zip_stat_t stat;
		zip_stat_index(archive, (zip_uint64_t)i, 0, &stat);
		char *at = arena_take(b->arena, stat.size + 1);
		zip_file_t *file = zip_fopen_index(archive, (zip_uint64_t)i, 0);
		const zip_int64_t got = file ? zip_fread(file, at, stat.size + 1) : -1;
		if (got < 0 || (zip_uint64_t)got != stat.size)
			book_fault(b, "%s cannot be read whole", stat.name);
		if (file)
			zip_fclose(file);
		b->parts[b->part_count++] = (struct book_part){
			arena_copy(b->arena, span_of(stat.name)), {at, got < 0 ? 0 : (size_t)got}};
	}
	zip_discard(archive);
	return true;
}

/* Every part is XML to its end, and none is of a kind that could hide or fetch something. */
static inline void book_check_parts(struct book_read *b)
{
	static const char *const barred[] = {"comments", "externalLink", "vba", "media", "vmlDrawing",
		"embed", "customXml", "connections", "printerSettings", "pivot"};
	for (size_t i = 0; i < b->part_count; i++) {
		struct xml x = xml_start(b->parts[i].bytes);
		enum xml_event event;
		while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)
			;
		if (event != XML_END)
			book_fault(b, "%.*s is not whole", SPAN_ARG(b->parts[i].name));
		for (size_t k = 0; k < sizeof barred / sizeof *barred; k++)
			if (span_find(b->parts[i].name, span_of(barred[k])) != SIZE_MAX)
				book_fault(b, "%.*s should not be there", SPAN_ARG(b->parts[i].name));
	}
}

/* --- strings and formats */
static inline void book_strings(struct book_read *b)
{
	struct xml x = xml_start(book_part(b, "xl/sharedStrings.xml"));
	struct text t = {0};
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE) {
		if (event == XML_CLOSE && span_is(x.name, "t"))
			text_add(&t, book_decode(b, x.text, true));
		if (event != XML_CLOSE || !span_is(x.name, "si"))
			continue;
		ARENA_GROW(b->arena, b->strings, b->string_count, b->string_capacity);
		b->strings[b->string_count++] = arena_copy(b->arena, text_span(&t));
		text_clear(&t);
	}
	text_release(&t);
}

static inline struct span book_built_in_format(struct span id)
{
	static const struct {
		const char *id, *format;
	} formats[] = {{"0", "General"}, {"1", "0"}, {"2", "0.00"}, {"3", "#,##0"}, {"4", "#,##0.00"},
		{"9", "0%"}, {"10", "0.00%"}, {"14", "m/d/yyyy"}};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (span_is(id, formats[i].id))
			return span_of(formats[i].format);
	return id;
}

static inline void book_formats(struct book_read *b)
{
	struct {
		struct span id, format;
	} own[256];
	size_t owned = 0;
	bool in_cells = false;
	struct xml x = xml_start(book_part(b, "xl/styles.xml"));
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE) {
		if (span_is(x.name, "cellXfs"))
			in_cells = event == XML_OPEN;
		if (event != XML_OPEN)
			continue;
		if (span_is(x.name, "dxf")) {
			ARENA_GROW(b->arena, b->fills, b->fill_count, b->fill_capacity);
			b->fills[b->fill_count++] = SPAN_NONE;
		}
		if (span_is(x.name, "bgColor") && b->fill_count)
			b->fills[b->fill_count - 1] = xml_attribute(&x, "rgb");
		if (span_is(x.name, "numFmt") && owned < 256) {
			own[owned].id = xml_attribute(&x, "numFmtId");
			own[owned++].format = book_attribute(b, &x, "formatCode");
		}
		if (!in_cells || !span_is(x.name, "xf"))
			continue;
		struct span format = book_built_in_format(xml_attribute(&x, "numFmtId"));
		for (size_t i = 0; i < owned; i++)
			if (span_same(own[i].id, xml_attribute(&x, "numFmtId")))
				format = own[i].format;
		ARENA_GROW(b->arena, b->formats, b->format_count, b->format_capacity);
		b->formats[b->format_count++] = format;
	}
}

/* --- tables of a sheet, through its relations */
static inline void book_table(struct book_read *b, struct span bytes, struct text *into)
{
	struct text headers = {0};
	bool filter = false;
	struct xml x = xml_start(bytes);
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE) {
		if (event != XML_OPEN)
			continue;
		if (span_is(x.name, "table"))
			text_format(into, "%.*s %.*s", SPAN_ARG(book_attribute(b, &x, "displayName")),
				SPAN_ARG(xml_attribute(&x, "ref")));
		filter |= span_is(x.name, "autoFilter");
		if (span_is(x.name, "tableColumn"))
			text_format(&headers, " | %.*s", SPAN_ARG(book_attribute(b, &x, "name")));
	}
	text_add_string(into, filter ? ", filter" : ", no filter");
	text_add(into, text_span(&headers));
	text_add_char(into, '\n');
	text_release(&headers);
}

static inline void book_tables(struct book_read *b, struct book_sheet *sheet)
{
	const struct span file = span_cut(sheet->part, sizeof "xl/worksheets/" - 1, sheet->part.length);
	const struct span rels = arena_format(b->arena, "xl/worksheets/_rels/%.*s.rels", SPAN_ARG(file));
	const struct span bytes = book_part(b, rels.at);
	struct text tables = {0};
	struct xml x = xml_start(bytes);
	enum xml_event event;
	while (bytes.at && ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)) {
		const struct span target = xml_attribute(&x, "Target");
		if (event != XML_OPEN || !span_is(x.name, "Relationship"))
			continue;
		if (xml_attribute(&x, "TargetMode").at)
			book_fault(b, "a relation leads out: %.*s", SPAN_ARG(target));
		if (span_starts(target, "../tables/"))
			book_table(b, book_part(b, arena_format(b->arena, "xl/%.*s",
				SPAN_ARG(span_cut(target, 3, target.length))).at), &tables);
	}
	sheet->tables = arena_copy(b->arena, text_span(&tables));
	text_release(&tables);
}

static inline size_t book_number(struct span s)
{
	return s.length ? (size_t)strtoul(s.at, NULL, 10) : 0;
}

/* --- charts of a sheet */
/* The name of the part of this kind ("/charts/") that the relations of a part lead to, or absent. */
static inline struct span book_related(struct book_read *b, struct span part, const char *kind)
{
	size_t base = part.length;
	while (base && part.at[base - 1] != '/')
		base--;
	const struct span rels = arena_format(b->arena, "%.*s_rels/%.*s.rels",
		SPAN_ARG(span_cut(part, 0, base)), SPAN_ARG(span_cut(part, base, part.length)));
	struct xml x = xml_start(book_part(b, rels.at));
	enum xml_event event;
	while (x.bytes.at && ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)) {
		const struct span target = xml_attribute(&x, "Target");
		if (event == XML_OPEN && span_is(x.name, "Relationship") && span_starts(target, "../") &&
			span_find(target, span_of(kind)) != SIZE_MAX)
			return arena_format(b->arena, "xl/%.*s", SPAN_ARG(span_cut(target, 3, target.length)));
	}
	return SPAN_NONE;
}

static inline void book_join(struct book_read *b, struct span *to, struct span more)
{
	*to = arena_format(b->arena, "%.*s%s%.*s", SPAN_ARG(*to), to->length ? " " : "", SPAN_ARG(more));
}

/* Where in a chart the reader is. */
struct book_in_chart {
	struct span *title;         /* that of the chart or of an axis */
	struct book_series *series; /* NULL: in none */
	struct book_range *range;   /* of the series */
	bool in_shape;            /* how a series looks */
};

static inline void book_open_in_chart(struct book_read *b, struct book_chart *chart, const struct xml *x,
	struct book_in_chart *in)
{
	if (span_is(x->name, "c:ser")) {
		ARENA_GROW(b->arena, chart->series, chart->series_count, chart->series_capacity);
		in->series = &chart->series[chart->series_count++];
		*in->series = (struct book_series){.colours = SPAN("")};
	}
	if (span_is(x->name, "c:tx"))
		in->range = in->series ? &in->series->name : NULL;
	if (span_is(x->name, "c:cat"))
		in->range = in->series ? &in->series->categories : NULL;
	if (span_is(x->name, "c:val"))
		in->range = in->series ? &in->series->values : NULL;
	if (span_is(x->name, "c:catAx"))
		in->title = &chart->category_title;
	if (span_is(x->name, "c:valAx"))
		in->title = &chart->value_title;
	if (span_is(x->name, "c:spPr") || span_is(x->name, "c:dLbls"))
		in->in_shape = span_is(x->name, "c:spPr");
	if (span_is(x->name, "a:srgbClr") && in->in_shape && in->series)
		book_join(b, &in->series->colours, xml_attribute(x, "val"));
	if (span_is(x->name, "c:externalData") || span_is(x->name, "c:userShapes"))
		book_fault(b, "a chart has <%.*s>", SPAN_ARG(x->name));
}

static inline void book_close_in_chart(struct book_read *b, const struct xml *x, struct book_in_chart *in)
{
	if (span_is(x->name, "a:t"))
		book_join(b, in->title, book_decode(b, x->text, true));
	if (span_is(x->name, "c:spPr"))
		in->in_shape = false;
	if (span_is(x->name, "c:ser"))
		in->series = NULL, in->range = NULL;
	if (span_is(x->name, "c:f") && in->range)
		in->range->ref = book_decode(b, x->text, false);
	if (!span_is(x->name, "c:v") || !in->range)
		return;
	struct book_range *range = in->range;
	ARENA_GROW(b->arena, range->points, range->point_count, range->point_capacity);
	range->points[range->point_count++] = book_decode(b, x->text, true);
}

static inline void book_chart(struct book_read *b, struct book_chart *chart, struct span bytes)
{
	struct book_in_chart in = {.title = &chart->title};
	struct xml x = xml_start(bytes);
	enum xml_event event;
	while (bytes.at && ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)) {
		if (event == XML_OPEN)
			book_open_in_chart(b, chart, &x, &in);
		else
			book_close_in_chart(b, &x, &in);
	}
}

/* The drawing says where its chart stands, and what it shows. */
static inline void book_drawing(struct book_read *b, struct book_sheet *sheet)
{
	const struct span part = book_related(b, sheet->part, "/drawings/");
	if (!part.at)
		return;
	struct book_chart *chart = NULL;
	struct xml x = xml_start(book_part(b, part.at));
	enum xml_event event;
	while (x.bytes.at && ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)) {
		if (event == XML_OPEN && span_is(x.name, "xdr:from")) {
			ARENA_GROW(b->arena, sheet->charts, sheet->chart_count, sheet->chart_capacity);
			chart = &sheet->charts[sheet->chart_count++];
			*chart = (struct book_chart){.title = SPAN(""), .category_title = SPAN(""),
				.value_title = SPAN("")};
		}
		if (!chart)
			continue;
		const bool place = span_is(x.name, "xdr:col") || span_is(x.name, "xdr:row");
		if (event == XML_CLOSE && place && chart->place_count < 4)
			chart->place[chart->place_count++] = book_number(x.text);
		if (event == XML_CLOSE && span_is(x.name, "xdr:colOff"))
			chart->over = book_number(x.text) > 0;
		if (event != XML_OPEN)
			continue;
		if (span_is(x.name, "xdr:cNvPr"))
			chart->description = book_attribute(b, &x, "descr");
		chart->decorative |= span_ends(x.name, ":decorative");
	}
	const struct span shown = book_related(b, part, "/charts/");
	if (chart && shown.at)
		book_chart(b, chart, book_part(b, shown.at));
}

/* --- sheets */

static inline void book_column_letters(size_t column, struct text *into)
{
	char letters[8];
	size_t n = 0;
	for (; column; column = (column - 1) / 26)
		letters[n++] = (char)('A' + (column - 1) % 26);
	while (n)
		text_add_char(into, letters[--n]);
}

static inline void book_open_cell(struct book_read *b, struct book_sheet *sheet, const struct xml *x)
{
	ARENA_GROW(b->arena, sheet->cells, sheet->cell_count, sheet->cell_capacity);
	const size_t format = book_number(xml_attribute(x, "s"));
	const struct span type = xml_attribute(x, "t");
	const bool shared = span_is(type, "s");
	sheet->cells[sheet->cell_count++] = (struct book_cell){.ref = xml_attribute(x, "r"),
		.is_text = shared || span_is(type, "str"), .is_shared = shared,
		.format = format < b->format_count ? b->formats[format] : SPAN("?")};
	if (type.at && !span_is(type, "s") && !span_is(type, "str"))
		book_fault(b, "%.*s has the type %.*s", SPAN_ARG(xml_attribute(x, "r")), SPAN_ARG(type));
	if (format >= b->format_count)
		book_fault(b, "%.*s has no format", SPAN_ARG(xml_attribute(x, "r")));
}

static inline void book_close_value(struct book_read *b, struct book_sheet *sheet, const struct xml *x)
{
	if (!sheet->cell_count)
		return;
	struct book_cell *cell = &sheet->cells[sheet->cell_count - 1];
	if (span_is(x->name, "f"))
		cell->formula = book_decode(b, x->text, false);
	if (span_is(x->name, "v")) {
		const size_t index = book_number(x->text);
		cell->value = !cell->is_text ? x->text : !cell->is_shared ? book_decode(b, x->text, true)
			: index < b->string_count ? b->strings[index] : SPAN_NONE;
		if (cell->is_text && !cell->is_shared && !cell->formula.at)
			book_fault(b, "%.*s has words of no formula", SPAN_ARG(cell->ref));
	}
	if (span_is(x->name, "c") && !cell->value.at && (cell->formula.at || cell->is_text))
		book_fault(b, "%.*s of %.*s has no value", SPAN_ARG(cell->ref), SPAN_ARG(sheet->name));
}

static inline void book_link(struct book_read *b, struct book_sheet *sheet, const struct xml *x)
{
	const struct span ref = xml_attribute(x, "ref");
	for (size_t i = 0; i < sheet->cell_count; i++)
		if (span_same(sheet->cells[i].ref, ref))
			sheet->cells[i].link = book_attribute(b, x, "location");
	if (xml_attribute(x, "r:id").at)
		book_fault(b, "%.*s links to somewhere else", SPAN_ARG(ref));
}

struct book_sheet_texts {
	struct text widths, view, page;
	struct span ranges; /* of the rules being read */
};

static inline void book_open_rule(struct book_read *b, struct book_sheet *sheet, const struct xml *x,
	struct book_sheet_texts *t)
{
	if (span_is(x->name, "conditionalFormatting"))
		t->ranges = xml_attribute(x, "sqref");
	if (!span_is(x->name, "cfRule"))
		return;
	const size_t fill = book_number(xml_attribute(x, "dxfId"));
	ARENA_GROW(b->arena, sheet->rules, sheet->rule_count, sheet->rule_capacity);
	sheet->rules[sheet->rule_count++] = (struct book_rule){.ranges = t->ranges,
		.type = xml_attribute(x, "type"), .formula = SPAN(""),
		.fill = fill < b->fill_count ? b->fills[fill] : SPAN("")};
	if (fill >= b->fill_count)
		book_fault(b, "a rule of %.*s has no format", SPAN_ARG(sheet->name));
}

static inline void book_open_in_sheet(struct book_read *b, struct book_sheet *sheet, const struct xml *x,
	struct book_sheet_texts *t)
{
	static const char *const barred[] = {"mergeCell", "legacyDrawing", "oleObjects", "dataValidation",
		"autoFilter"};
	for (size_t i = 0; i < sizeof barred / sizeof *barred; i++)
		if (span_is(x->name, barred[i]))
			book_fault(b, "%.*s has <%s>", SPAN_ARG(sheet->name), barred[i]);
	if (xml_attribute(x, "hidden").at || xml_attribute(x, "zeroHeight").at)
		book_fault(b, "%.*s hides something", SPAN_ARG(sheet->name));
	if (span_is(x->name, "c"))
		book_open_cell(b, sheet, x);
	book_open_rule(b, sheet, x, t);
	if (span_is(x->name, "hyperlink"))
		book_link(b, sheet, x);
	if (span_is(x->name, "col")) {
		text_add_string(&t->widths, t->widths.length ? ", " : "");
		book_column_letters(book_number(xml_attribute(x, "min")), &t->widths);
		text_format(&t->widths, " %.4g", strtod(xml_attribute(x, "width").at, NULL));
	}
	if (span_is(x->name, "pane"))
		text_format(&t->view, "frozen %.*s above %.*s", SPAN_ARG(xml_attribute(x, "state")),
			SPAN_ARG(xml_attribute(x, "topLeftCell")));
	if (span_is(x->name, "pageSetup"))
		text_format(&t->page, "paper %.*s %.*s, %s", SPAN_ARG(xml_attribute(x, "paperSize")),
			SPAN_ARG(xml_attribute(x, "orientation")),
			span_is(xml_attribute(x, "fitToHeight"), "0") ? "one page wide" : "not fitted");
}

static inline void book_sheet(struct book_read *b, struct book_sheet *sheet)
{
	struct book_sheet_texts t = {0};
	struct xml x = xml_start(book_part(b, sheet->part.at));
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE) {
		if (event == XML_OPEN)
			book_open_in_sheet(b, sheet, &x, &t);
		else if (span_is(x.name, "oddHeader"))
			sheet->header = book_decode(b, x.text, true);
		else if (span_is(x.name, "oddFooter"))
			sheet->footer = book_decode(b, x.text, true);
		else if (span_is(x.name, "formula") && sheet->rule_count)
			sheet->rules[sheet->rule_count - 1].formula = book_decode(b, x.text, true);
		else
			book_close_value(b, sheet, &x);
	}
	sheet->widths = arena_copy(b->arena, text_span(&t.widths));
	sheet->view = arena_copy(b->arena, text_span(&t.view));
	sheet->page = arena_copy(b->arena, text_span(&t.page));
	text_release(&t.widths);
	text_release(&t.view);
	text_release(&t.page);
	book_tables(b, sheet);
	book_drawing(b, sheet);
}

static inline void book_workbook(struct book_read *b)
{
	struct text names = {0};
	struct span name = SPAN_NONE;
	struct xml x = xml_start(book_part(b, "xl/workbook.xml"));
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE) {
		if (event == XML_OPEN && xml_attribute(&x, "hidden").at)
			book_fault(b, "the workbook hides something");
		if (event == XML_OPEN && span_is(x.name, "definedName"))
			name = book_attribute(b, &x, "name");
		if (event == XML_CLOSE && span_is(x.name, "definedName"))
			text_format(&names, "%.*s %.*s\n", SPAN_ARG(name), SPAN_ARG(book_decode(b, x.text, true)));
		if (event != XML_OPEN || !span_is(x.name, "sheet"))
			continue;
		if (xml_attribute(&x, "state").at)
			book_fault(b, "a sheet is hidden");
		ARENA_GROW(b->arena, b->sheets, b->sheet_count, b->sheet_capacity);
		b->sheets[b->sheet_count++] = (struct book_sheet){.name = book_attribute(b, &x, "name"),
			.part = arena_format(b->arena, "xl/worksheets/sheet%zu.xml", b->sheet_count)};
	}
	b->names = arena_copy(b->arena, text_span(&names));
	text_release(&names);
}

/* The text of an element of a part of properties, or absent. */
static inline struct span book_property(struct book_read *b, const char *part, const char *element)
{
	struct xml x = xml_start(book_part(b, part));
	enum xml_event event;
	while (x.bytes.at && ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE))
		if (event == XML_CLOSE && span_is(x.name, element))
			return book_decode(b, x.text, false);
	return SPAN_NONE;
}

/* Reads everything; faults are in b->faults, which the caller releases. */
static inline struct book_read *book_read(struct arena *arena, struct span bytes)
{
	struct book_read *b = ARENA_NEW(arena, struct book_read);
	b->arena = arena;
	if (!book_load(b, bytes))
		return b;
	book_check_parts(b);
	if (b->faults.length)
		return b;
	book_strings(b);
	book_formats(b);
	book_workbook(b);
	for (size_t i = 0; i < b->sheet_count; i++)
		book_sheet(b, &b->sheets[i]);
	static const char *const persons[] = {"dc:creator", "cp:lastModifiedBy"};
	for (size_t i = 0; i < 2; i++)
		if (book_property(b, "docProps/core.xml", persons[i]).length)
			book_fault(b, "%s is given", persons[i]);
	if (book_property(b, "docProps/app.xml", "Company").length)
		book_fault(b, "a company is given");
	return b;
}

/* The cell of a sheet (from 0), or NULL. */
static inline const struct book_cell *book_at(const struct book_read *b, size_t sheet, const char *ref)
{
	if (sheet >= b->sheet_count)
		return NULL;
	for (size_t i = 0; i < b->sheets[sheet].cell_count; i++)
		if (span_is(b->sheets[sheet].cells[i].ref, ref))
			return &b->sheets[sheet].cells[i];
	return NULL;
}

#endif
