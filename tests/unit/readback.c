/* Workbooks damaged on purpose: cut short, edited, and zipped up again with right checksums. */
#include "unit/workbook_kit.h"

#include "readback/readback.h"

struct damage {
	struct kit *kit;
	struct text reason;
};

/* A good workbook: contents and one table of two rows with a total. */
static const struct workbook_promise promise = {.sheets = 2, .tables = 2, .cells = 19, .formulas = 1,
	.first_sheet = {"Contents", 8}};

static void make_good(struct kit *kit)
{
	static const char *const titles[] = {"Item", "Amount"};
	static struct cell cells[6];
	cells[0] = kit_text("Salt, in tonnes");
	cells[1] = kit_figure(CELL_number, "3", 3, 0);
	cells[2] = kit_text("Grit");
	cells[3] = kit_figure(CELL_number, "4", 4, 0);
	cells[4] = kit_text("Total");
	cells[5] = kit_formula(kit_figure(CELL_number, "7", 7, 0),
		(struct formula){.kind = FORMULA_sum_column, .from = 0, .to = 1});
	kit_total(kit_table(kit, "Materials", titles, 2, cells, 3), 2);
	assert_true(render_workbook(&kit->what, &kit->bytes));
}

/* The archive again, with one part replaced (absent: taken out), or added when there is none. */
static struct span rebuilt(struct kit *kit, const char *name, struct span part)
{
	struct book_read *b = book_read(kit->arena, text_span(&kit->bytes));
	text_release(&b->faults);
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
	assert_non_null(target);
	zip_source_keep(target);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
	assert_non_null(archive);
	bool found = false;
	for (size_t i = 0; i <= b->part_count; i++) {
		const bool last = i == b->part_count;
		const bool this = !last && span_is(b->parts[i].name, name);
		found |= this;
		const struct span bytes = this || last ? part : b->parts[i].bytes;
		if (!bytes.at || (last && found))
			continue;
		zip_source_t *source = zip_source_buffer(archive, bytes.at, bytes.length, 0);
		assert_true(zip_file_add(archive, last ? name : b->parts[i].name.at, source, 0) >= 0);
	}
	assert_int_equal(zip_close(archive), 0);
	zip_stat_t stat;
	assert_int_equal(zip_source_stat(target, &stat), 0);
	char *bytes = arena_take(kit->arena, stat.size);
	assert_int_equal(zip_source_open(target), 0);
	assert_int_equal(zip_source_read(target, bytes, stat.size), (zip_int64_t)stat.size);
	zip_source_close(target);
	zip_source_free(target);
	zip_error_fini(&error);
	return (struct span){bytes, stat.size};
}

static struct span part_of(struct kit *kit, const char *name)
{
	struct book_read *b = book_read(kit->arena, text_span(&kit->bytes));
	text_release(&b->faults);
	const struct span part = book_part(b, name);
	assert_non_null(part.at);
	return part;
}

static struct span replaced(struct kit *kit, struct span s, const char *from, const char *to)
{
	const size_t at = span_find(s, span_of(from));
	if (at == SIZE_MAX)
		fail_msg("%s is not in the part", from);
	return arena_join(kit->arena, arena_join(kit->arena, span_cut(s, 0, at), span_of(to)),
		span_cut(s, at + strlen(from), s.length));
}

static void assert_refused_as(struct span bytes, const struct workbook_promise *promised,
	const char *reason)
{
	struct text said = {0};
	const bool right = readback_workbook(bytes, promised, &said);
	const bool fits = span_find(text_span(&said), span_of(reason)) != SIZE_MAX;
	if (right || !fits)
		print_error("wanted \"%s\", was told \"%.*s\"\n", reason, SPAN_ARG(text_span(&said)));
	text_release(&said);
	assert_false(right);
	assert_true(fits);
}

static void assert_refused(struct span bytes, const char *reason)
{
	assert_refused_as(bytes, &promise, reason);
}

/* --- what is right */
static void good_book_is_good(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	struct text reason = {0};
	assert_true(readback_workbook(text_span(&kit->bytes), &promise, &reason));
	assert_int_equal(reason.length, 0);
	/* Rebuilt without a change it is good too: what the other tests damage is nothing else. */
	const struct span same = rebuilt(kit, "xl/styles.xml", part_of(kit, "xl/styles.xml"));
	if (!readback_workbook(same, &promise, &reason))
		fail_msg("%s", reason.at);
	text_release(&reason);
}

static void promises_are_counted(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	struct workbook_promise broken[] = {promise, promise, promise, promise, promise};
	broken[0].sheets++;
	broken[1].tables--;
	broken[2].cells++;
	broken[3].formulas = 0;
	broken[4].first_sheet = SPAN("Content");
	static const char *const reasons[] = {"it has 2 sheets, not 3", "it has 2 tables, not 1",
		"it has 19 cells, not 20", "it has 1 formulas, not 0", "does not begin with the sheet"};
	for (size_t i = 0; i < 5; i++) {
		struct text said = {0};
		assert_false(readback_workbook(text_span(&kit->bytes), &broken[i], &said));
		assert_int_not_equal(span_find(text_span(&said), span_of(reasons[i])), SIZE_MAX);
		text_release(&said);
	}
}

/* --- bytes lost */
static void every_cut_is_found(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	const struct span whole = text_span(&kit->bytes);
	struct text said = {0};
	for (size_t length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
		assert_false(readback_workbook(span_cut(whole, 0, length), &promise, &said));
		text_clear(&said);
	}
	assert_false(readback_workbook(span_cut(whole, 0, whole.length - 1), &promise, &said));
	text_release(&said);
}

static void changed_bytes_fail_the_checksum(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	struct text said = {0};
	size_t refused = 0, tried = 0;
	for (size_t at = 60; at + 1500 < kit->bytes.length; at += 211, tried++) {
		char *copy = arena_take(kit->arena, kit->bytes.length);
		memcpy(copy, kit->bytes.at, kit->bytes.length);
		copy[at] = (char)(copy[at] ^ 0x55);
		refused += !readback_workbook((struct span){copy, kit->bytes.length}, &promise, &said);
		text_clear(&said);
	}
	text_release(&said);
	assert_true(tried > 20);
	/* A flipped bit in a local header's unused field (its time) changes nothing that is read. */
	assert_true(refused + 2 >= tried);
}

/* A full disk: the checksum is right, the content is not all there. */
static void every_part_cut_short_is_found(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	static const char *const parts[] = {"xl/sharedStrings.xml", "xl/worksheets/sheet2.xml",
		"xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "docProps/app.xml",
		"[Content_Types].xml", "xl/tables/table1.xml", "xl/_rels/workbook.xml.rels",
		"xl/worksheets/_rels/sheet1.xml.rels", "xl/theme/theme1.xml", "docProps/custom.xml"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const struct span part = span_trim(part_of(kit, parts[i]));
		const size_t lengths[] = {0, 1, part.length / 3, part.length / 2, part.length - 3,
			part.length - 1};
		for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
			assert_refused(rebuilt(kit, parts[i], span_cut(part, 0, lengths[k])),
				"is cut short or damaged");
	}
}

static void hole_in_the_middle_is_found(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	const struct span part = part_of(kit, "xl/sharedStrings.xml");
	char *holed = arena_take(kit->arena, part.length);
	memcpy(holed, part.at, part.length);
	memset(holed + part.length / 2, 0, 40);
	assert_refused(rebuilt(kit, "xl/sharedStrings.xml", (struct span){holed, part.length}),
		"is cut short or damaged");
	/* One whole text is gone: the part is right by itself, and the count tells. */
	assert_refused(rebuilt(kit, "xl/sharedStrings.xml",
			       replaced(kit, part, "<si><t>Salt, in tonnes</t></si>", "")), "texts, not");
}

/* --- parts */
static void parts_that_are_missing_or_more(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	static const char *const required[] = {"[Content_Types].xml", "_rels/.rels", "docProps/app.xml",
		"docProps/core.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
		"xl/theme/theme1.xml", "xl/sharedStrings.xml"};
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		assert_refused(rebuilt(kit, required[i], SPAN_NONE), required[i]);
	assert_refused(rebuilt(kit, "xl/worksheets/sheet2.xml", SPAN_NONE), "parts for sheets, not 2");
	assert_refused(rebuilt(kit, "xl/tables/table1.xml", SPAN_NONE), "tables, not 2");
	static const char *const more[] = {"xl/vbaProject.bin", "xl/comments1.xml",
		"xl/externalLinks/externalLink1.xml", "xl/media/image1.png", "customXml/item1.xml",
		"xl/drawings/vmlDrawing1.vml", "xl/chartsheets/sheet1.xml", "xl/connections.xml", "../evil", ""};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		assert_refused(rebuilt(kit, more[i], SPAN("<a/>")), "does not belong in it");
	assert_refused(rebuilt(kit, "xl/worksheets/sheet3.xml", SPAN("<worksheet/>")), "is not declared");
	assert_refused(rebuilt(kit, "xl/drawings/drawing1.xml", SPAN("<xdr:wsDr/>")), "is not declared");
	assert_refused(rebuilt(kit, "xl/charts/chart1.xml", SPAN("<c:chartSpace/>")), "is not declared");
	assert_refused(rebuilt(kit, "xl/_rels/workbook.xml.rels",
			       replaced(kit, part_of(kit, "xl/_rels/workbook.xml.rels"),
				       "worksheets/sheet2.xml", "worksheets/sheet9.xml")),
		"sheet2.xml is not reached");
}

/* --- things planted */
struct plant {
	const char *part, *from, *to, *reason;
};

static void planted_things_are_found(void **state)
{
	struct kit *kit = *state;
	make_good(kit);
	static const char sheet[] = "xl/worksheets/sheet2.xml", book[] = "xl/workbook.xml";
	static const struct plant plants[] = {
		{book, "sheetId=\"2\"", "sheetId=\"2\" state=\"hidden\"", "hidden sheet"},
		{book, "sheetId=\"2\"", "sheetId=\"2\" state=\"veryHidden\"", "hidden sheet"},
		{book, "<definedName ", "<definedName hidden=\"1\" ", "hides something"},
		{book, "</sheets>", "</sheets><externalReferences/>", "<externalReferences>"},
		{sheet, "<row ", "<row hidden=\"1\" ", "hides something"},
		{sheet, "<col ", "<col hidden=\"true\" ", "hides something"},
		{sheet, "<sheetFormatPr ", "<sheetFormatPr zeroHeight=\"1\" ", "hides something"},
		{sheet, "</sheetData>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/>"
			"</mergeCells>", "<mergeCells>"},
		{sheet, "</sheetData>", "</sheetData><legacyDrawing r:id=\"rId9\"/>", "<legacyDrawing>"},
		{sheet, "</sheetData>", "</sheetData><hyperlinks><hyperlink ref=\"A1\" r:id=\"rId9\"/>"
			"</hyperlinks>", "leads out"},
		{sheet, "<v>7</v>", "", "formula without its value"},
		{sheet, "<v>7</v>", "<v></v>", "not a number"},
		{sheet, "<v>7</v>", "<v>NAN</v>", "not a number"},
		{sheet, "<v>7</v>", "<v>7,5</v>", "not a number"},
		{sheet, "<f>SUM(B2:B3)</f>", "", "0 formulas, not 1"},
		{sheet, "<f>SUM(B2:B3)</f>", "<f></f>", "empty formula"},
		{sheet, "t=\"s\"><v>", "t=\"s\"><v>9", "text that is not there"},
		{sheet, "t=\"s\"><v>", "t=\"s\"><v>-", "text that is not there"},
		{sheet, " s=\"", " s=\"9", "format that is not there"},
		{sheet, "</sheetData>", "</worksheet>", "cut short or damaged"},
		{sheet, "<tablePart ", "<nothing ", "tables placed on sheets"},
		{"xl/styles.xml", "<cellXfs count=\"", "<cellXfs count=\"x", "formats, not"},
		{"xl/styles.xml", "<cellXfs count=\"", "<cellXfs count=\"1", "formats, not"},
		{"docProps/core.xml", "<dc:creator></dc:creator>", "<dc:creator>A. Clerk</dc:creator>",
			"names a person"},
		{"docProps/core.xml", "<cp:lastModifiedBy></cp:lastModifiedBy>",
			"<cp:lastModifiedBy>A. Clerk</cp:lastModifiedBy>", "names a person"},
		{"xl/worksheets/_rels/sheet2.xml.rels", "Target=", "TargetMode=\"External\" Target=",
			"leads out"},
		{"xl/sharedStrings.xml", "<sst ", "<!DOCTYPE x><sst ", "damaged"},
		{"xl/sharedStrings.xml", "<si>", "<!-- x --><si>", "damaged"},
	};
	for (size_t i = 0; i < sizeof plants / sizeof *plants; i++) {
		const struct plant *p = &plants[i];
		assert_refused(rebuilt(kit, p->part, replaced(kit, part_of(kit, p->part), p->from, p->to)),
			p->reason);
	}
}

/* --- charts, colours and words by formulas */
/* A register of one row whose band is a formula, with its total below, and a chart of two columns. */
static const struct workbook_promise with_chart = {.sheets = 2, .tables = 2, .cells = 23, .formulas = 1,
	.rules = 2, .charts = 1, .series = 1, .points = 2, .first_sheet = {"Contents", 8}};

static void make_chart(struct kit *kit)
{
	static const char *const titles[] = {"Score", "Band", "2005/06", "2006/07"};
	static const struct span bands[] = {{"green", 5}, {"red", 3}}, years[] = {{"2005/06", 7}, {"2006/07", 7}},
		shown[] = {{"3", 1}, {"4", 1}};
	static const int64_t pence[] = {300, 400};
	static const struct banding banding = {.likelihood = {NO_COLUMN, NULL, 1},
		.impact = {NO_COLUMN, NULL, 2}, .score = 0, .band = 1, .by_score = true, .bands = bands,
		.words = bands};
	static const struct chart_series series = {{"Total", 5}, pence, shown, 1};
	static const struct chart chart = {{"Costs", 5}, years, 2, 2, &series, 1};
	static struct cell cells[8];
	cells[0] = kit_figure(CELL_number, "2", 2, 0);
	cells[1] = kit_formula(kit_text("red"), (struct formula){.kind = FORMULA_band, .banding = &banding});
	cells[4] = kit_text("Total");
	cells[5] = kit_text("");
	cells[2] = cells[6] = kit_figure(CELL_money, "3", 300, 0);
	cells[3] = cells[7] = kit_figure(CELL_money, "4", 400, 0);
	struct table *table = kit_table(kit, "Costs", titles, 4, cells, 2);
	kit_total(table, 1);
	table->bandings = &banding;
	table->banding_count = 1;
	table->chart = &chart;
	assert_true(render_workbook(&kit->what, &kit->bytes));
}

static void charts_are_counted(void **state)
{
	struct kit *kit = *state;
	make_chart(kit);
	struct text said = {0};
	if (!readback_workbook(text_span(&kit->bytes), &with_chart, &said))
		fail_msg("%s", said.at);
	struct workbook_promise broken[] = {with_chart, with_chart, with_chart, with_chart};
	broken[0].rules--;
	broken[1].charts++;
	broken[2].series = 0;
	broken[3].points++;
	static const char *const reasons[] = {"2 rules, not 1", "1 charts, not 2", "1 series, not 0",
		"2 figures in charts, not 3"};
	for (size_t i = 0; i < 4; i++)
		assert_refused_as(text_span(&kit->bytes), &broken[i], reasons[i]);
	assert_refused_as(rebuilt(kit, "xl/charts/chart1.xml", SPAN_NONE), &with_chart, "0 charts, not 1");
	assert_refused_as(rebuilt(kit, "xl/drawings/drawing1.xml", SPAN_NONE), &with_chart,
		"0 drawings, not 1");
}

static void planted_things_in_charts_are_found(void **state)
{
	struct kit *kit = *state;
	make_chart(kit);
	static const char sheet[] = "xl/worksheets/sheet2.xml", chart[] = "xl/charts/chart1.xml",
		drawing[] = "xl/drawings/drawing1.xml", rels[] = "xl/drawings/_rels/drawing1.xml.rels";
	static const struct plant plants[] = {
		{chart, "<c:v>3</c:v>", "<c:v></c:v>", "not a number"},
		{chart, "<c:v>3</c:v>", "<c:v>three</c:v>", "not a number"},
		{chart, "<c:pt idx=\"0\"><c:v>3</c:v></c:pt>", "", "1 figures in charts, not 2"},
		{chart, "<c:f>'Costs'!$C$3", "<c:f>'[secret.xlsx]Costs'!$C$3", "another workbook"},
		{chart, "</c:chart>", "</c:chart><c:externalData r:id=\"rId1\"/>", "<c:externalData>"},
		{chart, "</c:chart>", "</c:chart><c:userShapes r:id=\"rId1\"/>", "<c:userShapes>"},
		{chart, "</c:chartSpace>", "", "cut short or damaged"},
		{drawing, " descr=\"Costs", " title=\"Costs", "without a description"},
		{drawing, "<xdr:clientData/>", "<xdr:pic/><xdr:clientData/>", "<xdr:pic>"},
		{drawing, "<xdr:cNvGraphicFramePr/>", "<a:hlinkClick r:id=\"rId1\"/>", "<a:hlinkClick>"},
		{drawing, "</xdr:twoCellAnchor>", "", "cut short or damaged"},
		{rels, "Target=", "TargetMode=\"External\" Target=", "leads out"},
		{rels, "charts/chart1.xml", "charts/chart2.xml", "is not reached"},
		{sheet, "<drawing r:id", "<nothing r:id", "charts placed on sheets"},
		{sheet, " dxfId=\"0\"", "", "format that is not there"},
		{sheet, " dxfId=\"1\"", " dxfId=\"2\"", "format that is not there"},
		{sheet, "<v>red</v>", "", "formula without its value"},
		{sheet, " t=\"str\"", "", "not a number"},
		{sheet, "<f>IF(A2&gt;=2,\"red\",IF(A2&gt;=1,\"green\",\"\"))</f>", "", "words of no formula"},
	};
	for (size_t i = 0; i < sizeof plants / sizeof *plants; i++) {
		const struct plant *p = &plants[i];
		assert_refused_as(rebuilt(kit, p->part, replaced(kit, part_of(kit, p->part), p->from, p->to)),
			&with_chart, p->reason);
	}
}

static void what_is_not_an_archive(void **state)
{
	(void)state;
	assert_refused(SPAN(""), "is missing"); /* libzip takes no bytes for no parts */
	assert_refused(SPAN_NONE, "is missing");
	assert_refused(SPAN("PK\003\004"), "archive");
	assert_refused(SPAN("<html>"), "archive");
}

/* --- the scanner */
static enum xml_event last_event(const char *xml)
{
	struct xml x = xml_start(span_of(xml));
	enum xml_event event;
	while ((event = xml_next(&x)) == XML_OPEN || event == XML_CLOSE)
		;
	return event;
}

static void scanner_takes_whole_xml_only(void **state)
{
	(void)state;
	static const char *const whole[] = {"<a/>", "<a></a>", "<?xml version=\"1.0\"?>\n<a b=\"c > d\"/>\n",
		"<a><b>text</b><b x=\"1\"/></a>", "<a:b c:d=\"\"/>", "<a\n b=\"1\"\n/>"};
	static const char *const broken[] = {"", " ", "text", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a",
		"<a/>x", "x<a/>", "<a><b></a></b>", "<a b=\"c/>", "<a b=\"c\"", "<>", "< a/>", "<a <b/>",
		"<a><?xml?></a>", "<!-- x --><a/>", "<a b</a>", "<a></a></a>"};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (last_event(whole[i]) != XML_END)
			fail_msg("%s is refused", whole[i]);
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		if (last_event(broken[i]) != XML_BROKEN)
			fail_msg("%s is taken", broken[i]);
}

static void scanner_reads_attributes(void **state)
{
	(void)state;
	struct xml x = xml_start(SPAN("<a bc=\"1\" b=\"2 &amp; 3\" c:b=\"\"/>"));
	assert_int_equal(xml_next(&x), XML_OPEN);
	assert_true(span_is(xml_attribute(&x, "bc"), "1"));
	assert_true(xml_value_is(xml_attribute(&x, "b"), SPAN("2 & 3")));
	assert_false(xml_value_is(xml_attribute(&x, "b"), SPAN("2 &amp; 3")));
	assert_false(xml_value_is(xml_attribute(&x, "b"), SPAN("2 & 33")));
	assert_false(xml_value_is(xml_attribute(&x, "b"), SPAN("2 ")));
	assert_true(span_is(xml_attribute(&x, "c:b"), ""));
	assert_null(xml_attribute(&x, "d").at);
	assert_int_equal(xml_next(&x), XML_CLOSE);
	assert_int_equal(xml_next(&x), XML_END);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_open, kit_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(charts_are_counted), TEST(planted_things_in_charts_are_found),
		TEST(good_book_is_good), TEST(promises_are_counted), TEST(every_cut_is_found),
		TEST(changed_bytes_fail_the_checksum), TEST(every_part_cut_short_is_found),
		TEST(hole_in_the_middle_is_found), TEST(parts_that_are_missing_or_more),
		TEST(planted_things_are_found), TEST(what_is_not_an_archive),
		TEST(scanner_takes_whole_xml_only), TEST(scanner_reads_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
