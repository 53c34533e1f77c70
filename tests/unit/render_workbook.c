/* The workbook of hand-made papers, read back cell by cell; and texts that mean harm. */
#include "unit/workbook_kit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "render/workbook_plan.h"

/* --- the contents sheet */
static void paper_without_tables(void **state)
{
	struct kit *kit = *state;
	const struct book_read *b = kit_book(kit);
	assert_int_equal(b->sheet_count, 1);
	assert_true(span_is(b->sheets[0].name, "Contents"));
	assert_text(b, 0, "A1", SPAN("Winter service & grit"));
	assert_text(b, 0, "A2", SPAN("Reference"));
	assert_text(b, 0, "B2", SPAN("ENV/2009/4"));
	assert_text(b, 0, "B3", SPAN("Cabinet, 29 September 2009"));
	assert_text(b, 0, "B4", SPAN("Final"));
	assert_text(b, 0, "B5", SPAN("This paper has no tables."));
	assert_int_equal(b->sheets[0].tables.length, 0);
}

static void properties_name_the_paper_and_nobody(void **state)
{
	struct kit *kit = *state;
	struct book_read *b = kit_book(kit);
	static const struct {
		const char *part, *element, *text;
	} cases[] = {
		{"docProps/core.xml", "dc:title", "Winter service & grit"},
		{"docProps/core.xml", "dc:subject", "ENV/2009/4, Cabinet, 29 September 2009"},
		{"docProps/core.xml", "dc:description", "To agree the plan."},
		{"docProps/core.xml", "cp:contentStatus", "Final"},
		{"docProps/core.xml", "dc:creator", ""},
		{"docProps/core.xml", "dcterms:created", "2009-09-29T00:00:00Z"},
		{"docProps/core.xml", "dcterms:modified", "2009-09-29T00:00:00Z"},
		{"docProps/custom.xml", "vt:lpwstr", "en"},
		{"docProps/app.xml", "Company", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(span_is(book_property(b, cases[i].part, cases[i].element), cases[i].text));
}

static const char *const item_amount[] = {"Item", "Amount"};

static void contents_lead_to_every_sheet(void **state)
{
	struct kit *kit = *state;
	const struct cell cells[] = {kit_text("Salt"), kit_figure(CELL_number, "3", 3, 0)};
	kit_table(kit, "Contents", item_amount, 2, cells, 1);
	struct table *second = kit_table(kit, "Dad's & Mum's", item_amount, 2, cells, 1);
	second->label = SPAN("Table 2");
	second->note = SPAN("Counted in May.");
	const struct book_read *b = kit_book(kit);
	assert_int_equal(b->sheet_count, 3);
	assert_true(span_is(b->sheets[1].name, "Contents (2)"));
	assert_text(b, 0, "A5", SPAN("Sheet"));
	assert_text(b, 0, "C5", SPAN("Note"));
	assert_text(b, 0, "A6", SPAN("Contents (2)"));
	assert_true(span_is(book_at(b, 0, "A6")->link, "'Contents (2)'!A1"));
	assert_true(span_is(book_at(b, 0, "A7")->link, "'Dad''s & Mum''s'!A1"));
	assert_text(b, 0, "B7", SPAN("Table 2: Dad's & Mum's"));
	assert_text(b, 0, "C7", SPAN("Counted in May."));
	assert_null(book_at(b, 0, "C6"));
	assert_true(span_is(b->sheets[0].tables, "T1_Contents A5:C7, no filter | Sheet | What it shows | Note\n"));
}

static void sheets_are_ready_for_reading_and_print(void **state)
{
	struct kit *kit = *state;
	const struct cell cells[] = {kit_text("Salt"), kit_figure(CELL_number, "3", 3, 0)};
	kit_table(kit, "B&G [Picture] &[Picture] R&D", item_amount, 2, cells, 1);
	const struct book_read *b = kit_book(kit);
	const struct book_sheet *s = &b->sheets[1];
	assert_true(span_is(s->view, "frozen frozen above A2"));
	assert_true(span_is(s->page, "paper 9 portrait, one page wide"));
	assert_true(span_is(s->header, "&LB+G [Picture] +[Picture] R&&D&RFinal"));
	assert_true(span_is(s->footer, "&LENV/2009/4  Winter service && grit&R&P / &N"));
	assert_true(span_is(s->tables, "T2_B_G_Picture_Picture_R_D A1:B2, filter | Item | Amount\n"));
	assert_int_not_equal(span_find(b->names, SPAN("!$1:$1")), SIZE_MAX);
}

/* --- figures */
static void money_in_pounds(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Item", "Whole", "Pence"};
	const struct formula sum = {.kind = FORMULA_sum_column, .from = 0, .to = 1};
	const struct cell cells[] = {
		kit_text("Salt"), kit_figure(CELL_money, "\xC2\xA3" "1,250", 125000, 0),
		kit_figure(CELL_money, "\xC2\xA3" "0.10", 10, 0),
		kit_text("Grit"), kit_figure(CELL_money, "-\xC2\xA3" "500", -50000, 0),
		kit_figure(CELL_money, "\xC2\xA3" "0.20", 20, 0),
		kit_text("Total"), kit_formula(kit_figure(CELL_money, "\xC2\xA3" "750", 75000, 0), sum),
		kit_formula(kit_figure(CELL_money, "\xC2\xA3" "0.30", 30, 0), sum),
	};
	kit_total(kit_table(kit, "Costs", titles, 3, cells, 3), 2);
	const struct book_read *b = kit_book(kit);
	const char *whole = "\"\xC2\xA3\"#,##0;-\"\xC2\xA3\"#,##0";
	const char *pence = "\"\xC2\xA3\"#,##0.00;-\"\xC2\xA3\"#,##0.00";
	assert_number(b, 1, "B2", 1250, whole, NULL);
	assert_number(b, 1, "B3", -500, whole, NULL);
	assert_number(b, 1, "B4", 750, whole, "SUM(B2:B3)");
	assert_number(b, 1, "C2", 0.10, pence, NULL);
	assert_number(b, 1, "C4", 0.30, pence, "SUM(C2:C3)");
	/* The total stands outside what the filter works on. */
	assert_true(span_is(b->sheets[1].tables, "T2_Costs A1:C3, filter | Item | Whole | Pence\n"));
}

static void negative_money_in_brackets(void **state)
{
	struct kit *kit = *state;
	const struct house house = {.negative_brackets = true, .name = SPAN("Somewhere Council")};
	kit->settled.house = &house;
	const struct cell cells[] = {kit_text("Salt"), kit_figure(CELL_money, "(\xC2\xA3" "500)", -50000, 0)};
	kit_table(kit, "Costs", item_amount, 2, cells, 1);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "B2", -500, "\"\xC2\xA3\"#,##0_);(\"\xC2\xA3\"#,##0)", NULL);
	assert_text(b, 0, "B2", SPAN("Somewhere Council"));
}

static void money_in_thousands_is_what_the_page_shows(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Item", "2005/06", ("2006/07 (\xC2\xA3" "m)")};
	const struct cell cells[] = {
		kit_text("Works"), kit_figure(CELL_money, "620", 62000000, 0),
		kit_figure(CELL_money, "0", 0, 0),
		kit_text("Saved"), kit_figure(CELL_money, "-12.5", -1250000, 0),
		kit_figure(CELL_money, "1,250", 125000000, 0),
	};
	struct table *table = kit_table(kit, "By unit", titles, 3, cells, 2);
	table->unit = SPAN("\xC2\xA3" "000");
	((struct column *)table->columns)[1].unit = ((struct column *)table->columns)[2].unit = MONEY_THOUSANDS;
	const struct cell unmarked[] = {kit_text("Works"), kit_figure(CELL_money, "1.25", 125000000, 0)};
	struct table *millions = kit_table(kit, "By column", item_amount, 2, unmarked, 1);
	((struct column *)millions->columns)[1].unit = MONEY_MILLIONS;
	const struct book_read *b = kit_book(kit);
	assert_text(b, 1, "B1", SPAN("2005/06 (\xC2\xA3" "000)"));
	assert_number(b, 1, "B2", 620, "#,##0.0;-#,##0.0", NULL);
	assert_number(b, 1, "B3", -12.5, "#,##0.0;-#,##0.0", NULL);
	assert_number(b, 2, "B2", 1.25, "#,##0.00;-#,##0.00", NULL);
}

static void largest_money_is_exact(void **state)
{
	struct kit *kit = *state;
	const struct cell cells[] = {
		kit_text("a"), kit_figure(CELL_money, "", LIMIT_PENCE - 1, 0),
		kit_text("b"), kit_figure(CELL_money, "", -(LIMIT_PENCE - 1), 0),
		kit_text("c"), kit_figure(CELL_money, "", 995, 0),
		kit_text("d"), kit_figure(CELL_number, "999,999,999,999,999", 999999999999999, 0),
		kit_text("e"), kit_figure(CELL_number, "0.000000000000001", 1, 15),
		kit_text("f"), kit_figure(CELL_number, "9,007,199,254,740,993", 9007199254740993, 0),
	};
	kit_table(kit, "Big", item_amount, 2, cells, 6);
	const struct book_read *b = kit_book(kit);
	const char *pence = "\"\xC2\xA3\"#,##0.00;-\"\xC2\xA3\"#,##0.00";
	assert_number(b, 1, "B2", 99999999999.99, pence, NULL);
	assert_number(b, 1, "B3", -99999999999.99, pence, NULL);
	assert_number(b, 1, "B4", 9.95, pence, NULL);
	assert_number(b, 1, "B5", 999999999999999, "#,##0.000000000000000", NULL);
	assert_number(b, 1, "B6", 1e-15, "#,##0.000000000000000", NULL);
	assert_text(b, 1, "B7", SPAN("9,007,199,254,740,993")); /* a spreadsheet would round it */
}

static void every_penny_reads_back(void **state)
{
	struct kit *kit = *state;
	static struct cell cells[2000];
	for (size_t i = 0; i < 1000; i++) {
		cells[2 * i] = kit_text("x");
		cells[2 * i + 1] = kit_figure(CELL_money, "", (int64_t)(i * i * i * 9973 + i), 0);
	}
	kit_table(kit, "Pence", item_amount, 2, cells, 1000);
	const struct book_read *b = kit_book(kit);
	for (size_t i = 0; i < 1000; i++) {
		char ref[16];
		snprintf(ref, sizeof ref, "B%zu", i + 2);
		const double value = strtod(book_at(b, 1, ref)->value.at, NULL);
		assert_int_equal((int64_t)(value * 100 + 0.5), cells[2 * i + 1].amount);
	}
}

static void numbers_percents_and_dates(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Year", "Visits", "Share", "Day"};
	struct date day, first, leap;
	assert_int_equal(date_read(SPAN("2005-09-29"), &day), DATE_RIGHT);
	assert_int_equal(date_read(SPAN("1900-01-01"), &first), DATE_RIGHT);
	assert_int_equal(date_read(SPAN("1900-03-01"), &leap), DATE_RIGHT);
	const struct cell cells[] = {
		kit_figure(CELL_number, "2005", 2005, 0), kit_figure(CELL_number, "1,250.5", 12505, 1),
		kit_figure(CELL_percent, "12.5%", 125, 1), kit_figure(CELL_date, "29/09/2005", day.days, 0),
		kit_figure(CELL_number, "2006", 2006, 0), kit_figure(CELL_number, "-3", -3, 0),
		kit_figure(CELL_percent, "7%", 7, 0), kit_figure(CELL_date, "01/01/1900", first.days, 0),
		kit_figure(CELL_number, "2007", 2007, 0), kit_text("n/a"),
		kit_text("not known"), kit_figure(CELL_date, "01/03/1900", leap.days, 0),
	};
	kit_table(kit, "Mixed", titles, 4, cells, 3);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "A2", 2005, "0", NULL); /* the page parts no thousands in years */
	assert_number(b, 1, "B2", 1250.5, "#,##0.0", NULL);
	assert_number(b, 1, "B3", -3, "#,##0.0", NULL);
	assert_text(b, 1, "B4", SPAN("n/a"));
	assert_number(b, 1, "C2", 0.125, "0.0%", NULL);
	assert_number(b, 1, "C3", 0.07, "0.0%", NULL);
	assert_number(b, 1, "D2", 38624, "dd/mm/yyyy", NULL);
	assert_number(b, 1, "D3", 1, "dd/mm/yyyy", NULL);
	assert_number(b, 1, "D4", 61, "dd/mm/yyyy", NULL);
}

static void date_forms(void **state)
{
	struct kit *kit = *state;
	static const struct {
		const char *shown, *language, *format;
	} cases[] = {
		{"05/02/2033", "en", "dd/mm/yyyy"}, {"5/2/33", "en", "d/m/yy"},
		{"2033-02-05", "en", "yyyy-mm-dd"}, {"05.02.33", "en", "dd.mm.yy"},
		{"5 Feb 2033", "en", "[$-809]d mmm yyyy"}, {"5TH FEBRUARY, 2033", "en", "[$-809]d mmmm, yyyy"},
		{"Saturday 5 February 2033", "en", "[$-809]dddd d mmmm yyyy"},
		{"5 Chwefror 2033", "cy", "[$-452]d mmmm yyyy"}, {"5 of Feb", "en", "dd/mm/yyyy"},
		{"5 F\xC3\xA9vrier", "fr", "dd/mm/yyyy"}, {"", "en", "dd/mm/yyyy"},
		{"\"5\"", "en", "dd/mm/yyyy"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(date_format_like(kit->arena, span_of(cases[i].shown),
			span_of(cases[i].language)), cases[i].format);
}

static void scores_keep_their_word(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Likelihood", "Impact", "Score"};
	struct cell cells[] = {kit_figure(CELL_number, "Possible", 3, 0), kit_figure(CELL_number, "4", 4, 0),
		kit_formula(kit_figure(CELL_number, "12 \"Amber\"", 12, 0),
			(struct formula){.kind = FORMULA_product, .from = 0, .to = 1})};
	cells[2].band = SPAN("amber");
	kit_table(kit, "Risks", titles, 3, cells, 1);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "A2", 3, "#,##0\" (Possible)\"", NULL);
	assert_number(b, 1, "B2", 4, "#,##0", NULL);
	assert_number(b, 1, "C2", 12, "#,##0\" 'Amber'\"", "A2*B2");
}

/* --- formulas */
static void every_kind_of_formula(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Item", "Kind", "2005/06", "2006/07", "Total"};
#define N(n) kit_figure(CELL_number, #n, n, 0)
#define F(n, k, a, b) kit_formula(N(n), (struct formula){.kind = (k), .from = (a), .to = (b)})
#define IF(n, a, b, c, said) kit_formula(N(n), (struct formula){.kind = FORMULA_sum_if, .from = (a), \
	.to = (b), .by = (c), .key = said})
	const struct cell cells[] = {
		kit_text("a"), kit_text("capital"), N(1), N(2), F(3, FORMULA_sum_row, 2, 3),
		kit_text("b"), kit_text("revenue"), N(10), N(20), F(30, FORMULA_sum_row, 2, 3),
		kit_text("c"), kit_text("capital"), N(100), N(200), F(300, FORMULA_sum_row, 2, 3),
		kit_text("sum"), kit_text(""), F(111, FORMULA_sum_column, 0, 2), F(222, FORMULA_sum_column, 0, 2),
		F(333, FORMULA_sum_column, 0, 2),
		kit_text("capital"), kit_text(""), IF(101, 0, 2, 1, SPAN("capital")),
		IF(202, 0, 2, 1, SPAN("capital")), IF(303, 0, 2, 1, SPAN("capital")),
		kit_text("rest"), kit_text(""), F(10, FORMULA_difference, 3, 4), F(20, FORMULA_difference, 3, 4),
		F(30, FORMULA_difference, 3, 4),
	};
	struct table *table = kit_table(kit, "Finance", titles, 5, cells, 6);
	for (size_t r = 3; r < 6; r++)
		kit_total(table, r);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "E2", 3, "#,##0", "SUM(C2:D2)");
	assert_number(b, 1, "C5", 111, "#,##0", "SUM(C2:C4)");
	assert_number(b, 1, "D6", 202, "#,##0", "SUMIF(B2:B4,\"capital\",D2:D4)");
	assert_number(b, 1, "E7", 30, "#,##0", "E5-E6");
	assert_false(book_at(b, 1, "B5")->value.at != NULL); /* blank, but ruled off */
}

static void sums_by_a_key_that_sumif_would_misread(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Kind", "Amount"};
	const struct cell cells[] = {
		kit_text("Capital"), N(1), kit_text("capital"), N(2), kit_text("a*\"b\""), N(4),
		kit_text("1"), IF(1, 0, 2, 0, SPAN("Capital")),
		kit_text("2"), IF(4, 0, 2, 0, SPAN("a*\"b\"")),
	};
	struct table *table = kit_table(kit, "Keys", titles, 2, cells, 5);
	kit_total(table, 3);
	kit_total(table, 4);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "B5", 1, "#,##0", "SUMPRODUCT(--EXACT(A2:A4,\"Capital\"),B2:B4)");
	assert_number(b, 1, "B6", 4, "#,##0", "SUMPRODUCT(--EXACT(A2:A4,\"a*\"\"b\"\"\"),B2:B4)");
}

static void differences_across_two_sheets(void **state)
{
	struct kit *kit = *state;
	static const char *const costs[] = {"Item", "Kind", "Amount"};
	static const char *const funding[] = {"Source", "Amount"};
	const struct cell cost_cells[] = {kit_text("a"), kit_text("capital"), N(90),
		kit_text("Total"), kit_text(""), F(90, FORMULA_sum_column, 0, 0)};
	const struct table *table = kit_table(kit, "Cllrs' costs", costs, 3, cost_cells, 2);
	struct formula gap = {.kind = FORMULA_difference, .from = 1, .to = 0, .by = 2, .other = table};
	struct cell cells[] = {kit_text("b"), N(70), kit_text("gap"), kit_formula(N(20), gap),
		kit_text("beyond"), kit_text("")};
	gap.turned = true;
	cells[5] = kit_formula(N(20), gap);
	struct table *funds = kit_table(kit, "Funding", funding, 2, cells, 3);
	kit_total(funds, 1);
	kit_total(funds, 2);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 2, "B3", 20, "#,##0", "'Cllrs'' costs'!C3-B2");
	assert_number(b, 2, "B4", 20, "#,##0", "B2-'Cllrs'' costs'!C3");
}

static void a_difference_to_a_table_without_a_sheet_is_a_figure(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Source", "Amount"};
	static const struct table elsewhere = {.row_count = 1, .column_count = 1};
	const struct cell cells[] = {kit_text("b"), N(70), kit_text("gap"),
		kit_formula(N(20), (struct formula){.kind = FORMULA_difference, .other = &elsewhere})};
	kit_table(kit, "Funding", titles, 2, cells, 2);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "B3", 20, "#,##0", NULL);
}

/* --- texts */
static void texts_stay_texts(void **state)
{
	struct kit *kit = *state;
	static const struct span texts[] = {
		{"=HYPERLINK(\"http://e.example\",\"x\")", 34}, {"=1+1", 4}, {"+1", 2}, {"-1", 2},
		{"@SUM(A1)", 8}, {"\tx", 2}, {"|x", 2}, {"=cmd|' /C calc'!A0", 18}, {"{=1}", 4},
		{"00123", 5}, {"1-2", 3}, {"MARCH1", 6}, {"1e5", 3}, {"TRUE", 4}, {"#N/A", 4},
		{"http://e.example/", 17}, {"mailto:a@e.example", 18}, {"_x0041_", 7}, {"__x000D__", 9},
		{"_x0041", 6}, {"<b>&amp;</b>", 12}, {" leading and trailing ", 22}, {"two\nlines", 9},
		{"\xF0\x9F\x8F\xAB\xF0\x9F\x87\xAC\xF0\x9F\x87\xA7", 12}, {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 8},
		{"\xE2\x80\x8F" "abc", 6}, {"]]>", 3}, {"'quoted", 7}, {"&#65;", 5},
		{"0123456789012345678901234567890123456789", 40},
	};
	static struct cell cells[2 * (sizeof texts / sizeof *texts)];
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		cells[2 * i] = (struct cell){.kind = CELL_text, .shown = texts[i]};
		cells[2 * i + 1] = kit_text("");
	}
	kit_table(kit, "Harm", item_amount, 2, cells, sizeof texts / sizeof *texts);
	const struct book_read *b = kit_book(kit);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char ref[16];
		snprintf(ref, sizeof ref, "A%zu", i + 2);
		assert_text(b, 1, ref, texts[i]);
		assert_null(book_at(b, 1, ref)->link.at);
	}
}

static void characters_that_cannot_stand_are_left_out(void **state)
{
	struct kit *kit = *state;
	kit_one_text(kit, (struct span){"a\x01\x1B\x7F\rb\0c\xC2\x85\xFF\xEF\xBF\xBF\xED\xA0\x80" "d", 18});
	assert_text(kit_book(kit), 1, "A2", SPAN("abcd"));
}

static struct span repeated(struct kit *kit, const char *what, size_t times)
{
	struct text t = {0};
	for (size_t i = 0; i < times; i++)
		text_add_string(&t, what);
	const struct span s = arena_copy(kit->arena, text_span(&t));
	text_release(&t);
	return s;
}

static void longest_texts(void **state)
{
	struct kit *kit = *state;
	static const struct {
		const char *unit;
		size_t times;
	} cases[] = {{"x", 32767}, {"\xC5\xB5", 32767}, {"\xF0\x9F\x8F\xAB", 16383}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		kit->settled.table_count = 0;
		const struct span text = repeated(kit, cases[i].unit, cases[i].times);
		kit_one_text(kit, text);
		assert_text(kit_book(kit), 1, "A2", text);
		assert_true(workbook_fits(&kit->what));
	}
}

static void text_one_letter_too_long(void **state)
{
	struct kit *kit = *state;
	kit_one_text(kit, repeated(kit, "x", 32768));
	const struct finding *f = kit_refused(kit, FINDING_cell_too_long);
	assert_true(span_is(f->arguments[0], "32,768"));
	assert_true(span_is(f->arguments[1], "32,767"));
}

static void emoji_count_twice(void **state)
{
	struct kit *kit = *state;
	kit_one_text(kit, repeated(kit, "\xF0\x9F\x8F\xAB", 16384));
	kit_refused(kit, FINDING_cell_too_long);
	assert_false(workbook_fits(&kit->what));
}

/* Markdown is spoken plainly. */
static struct prose_node *add(struct kit *kit, struct prose_node *parent, enum prose_kind kind,
	const char *text)
{
	struct prose_node *node = prose_new(kit->arena, kind, (struct place){1, 7, 9});
	if (text)
		node->text = span_of(text);
	if (parent)
		prose_append(parent, node);
	return node;
}

static void prose_becomes_plain(void **state)
{
	struct kit *kit = *state;
	struct prose_node *document = add(kit, NULL, PROSE_document, NULL);
	struct prose_node *p = add(kit, document, PROSE_paragraph, NULL);
	add(kit, p, PROSE_text, "Two ");
	add(kit, add(kit, p, PROSE_strong, NULL), PROSE_text, "bold");
	add(kit, p, PROSE_soft_break, NULL);
	struct prose_node *link = add(kit, p, PROSE_link, NULL);
	link->url = SPAN("https://a.example/b");
	add(kit, link, PROSE_text, "words");
	struct prose_node *inner = add(kit, p, PROSE_link, NULL);
	inner->url = SPAN("#_p4");
	inner->internal = true;
	add(kit, inner, PROSE_text, ", paragraph 4");
	struct prose_node *list = add(kit, document, PROSE_list, NULL);
	for (int i = 0; i < 2; i++) {
		struct prose_node *item = add(kit, list, PROSE_item, NULL);
		add(kit, add(kit, item, PROSE_paragraph, NULL), PROSE_text, i ? "second" : "first");
		if (i == 0) {
			struct prose_node *ordered = add(kit, item, PROSE_list, NULL);
			ordered->ordered = true;
			ordered->start = 3;
			add(kit, add(kit, add(kit, ordered, PROSE_item, NULL), PROSE_paragraph, NULL), PROSE_text,
				"deep");
		}
	}
	add(kit, document, PROSE_code_block, "code\n");
	static const char *const title[] = {"Text"};
	const struct cell cell = {.kind = CELL_text, .shown = SPAN("unused"), .prose = document};
	kit_table(kit, "Prose", title, 1, &cell, 1);
	assert_text(kit_book(kit), 1, "A2", SPAN("Two bold words (https://a.example/b), paragraph 4\n"
		"\xE2\x80\xA2 first\n    3. deep\n\xE2\x80\xA2 second\ncode"));
}

static void long_prose_is_found_where_it_stands(void **state)
{
	struct kit *kit = *state;
	struct prose_node *document = add(kit, NULL, PROSE_document, NULL);
	add(kit, add(kit, document, PROSE_paragraph, NULL), PROSE_text, repeated(kit, "x", 32768).at);
	static const char *const title[] = {"Text"};
	const struct cell cell = {.kind = CELL_text, .prose = document, .place = {1, 7, 8}};
	kit_table(kit, "Prose", title, 1, &cell, 1);
	assert_int_equal(kit_refused(kit, FINDING_cell_too_long)->place.from, 7);
}

static void headers_are_never_empty_nor_equal(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"", "Cost", "COST", "two\nlines", "_x0041_", "=1+1"};
	const struct cell cells[] = {kit_text("a"), kit_text("b"), kit_text("c"), kit_text("d"),
		kit_text("e"), kit_text("f")};
	kit_table(kit, "Headers", titles, 6, cells, 1);
	const struct book_read *b = kit_book(kit);
	assert_text(b, 1, "A1", SPAN("Column1"));
	assert_text(b, 1, "C1", SPAN("COST (2)"));
	assert_text(b, 1, "D1", SPAN("two lines"));
	assert_text(b, 1, "E1", SPAN("_x0041_"));
	assert_text(b, 1, "F1", SPAN("=1+1"));
	assert_int_not_equal(span_find(b->sheets[1].tables,
		SPAN("| Column1 | Cost | COST (2) | two lines | _x0041_ | =1+1\n")), SIZE_MAX);
}

static void header_too_long(void **state)
{
	struct kit *kit = *state;
	const char *titles[] = {repeated(kit, "x", 255).at};
	const struct cell cell = kit_text("a");
	kit_table(kit, "Long", titles, 1, &cell, 1);
	kit_book(kit);
	titles[0] = repeated(kit, "x", 256).at;
	kit->settled.table_count = 0;
	kit_table(kit, "Long", titles, 1, &cell, 1);
	assert_true(span_is(kit_refused(kit, FINDING_cell_too_long)->arguments[1], "255"));
}

/* --- sizes */
static void table_without_rows(void **state)
{
	struct kit *kit = *state;
	kit_table(kit, "Empty", item_amount, 2, NULL, 0);
	const struct book_read *b = kit_book(kit);
	assert_text(b, 1, "B1", SPAN("Amount"));
	assert_int_equal(b->sheets[1].tables.length, 0);
}

static void wide_and_tall(void **state)
{
	struct kit *kit = *state;
	struct cell *cells = ARENA_ARRAY(kit->arena, struct cell, 300);
	const char **titles = ARENA_ARRAY(kit->arena, const char *, 300);
	for (size_t i = 0; i < 300; i++) {
		cells[i] = kit_figure(CELL_number, "1", (int64_t)i, 0);
		titles[i] = "Same";
	}
	kit_table(kit, "Wide", titles, 300, cells, 1);
	struct cell *tall = ARENA_ARRAY(kit->arena, struct cell, 20000);
	for (size_t i = 0; i < 20000; i++)
		tall[i] = i % 2 ? kit_figure(CELL_number, "1", (int64_t)i, 0) : kit_text("row");
	kit_table(kit, "Tall", item_amount, 2, tall, 10000);
	const struct book_read *b = kit_book(kit);
	assert_number(b, 1, "KN2", 299, "#,##0", NULL);
	assert_text(b, 1, "KN1", SPAN("Same (300)"));
	assert_true(span_is(b->sheets[1].view, "frozen frozen above B2"));
	assert_true(span_is(b->sheets[1].page, "paper 9 landscape, one page wide"));
	assert_number(b, 2, "B10001", 19999, "0", NULL);
	assert_int_equal(b->sheets[2].cell_count, 20002);
}

static void too_many_sheets(void **state)
{
	struct kit *kit = *state;
	for (size_t i = 0; i < LIMIT_SHEETS - 1; i++)
		kit_one_text(kit, SPAN("x"));
	assert_int_equal(kit_book(kit)->sheet_count, LIMIT_SHEETS);
	kit_one_text(kit, SPAN("x"));
	kit_refused(kit, FINDING_not_rendered);
}

static void too_many_columns(void **state)
{
	struct kit *kit = *state;
	struct cell *cells = ARENA_ARRAY(kit->arena, struct cell, LIMIT_TABLE_COLUMNS + 1);
	const char **titles = ARENA_ARRAY(kit->arena, const char *, LIMIT_TABLE_COLUMNS + 1);
	for (size_t i = 0; i <= LIMIT_TABLE_COLUMNS; i++)
		titles[i] = "x";
	kit_table(kit, "Wide", titles, LIMIT_TABLE_COLUMNS + 1, cells, 1);
	kit_refused(kit, FINDING_not_rendered);
}

static void lines_are_counted_as_they_wrap(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t characters, lines;
	} cases[] = {
		{"", 10, 1}, {"ten of ten", 10, 1}, {"eleven of 11", 10, 2}, {"a b", 1, 2}, {"abcdefghij", 4, 3},
		{"one\ntwo\nthree", 10, 3}, {"one\n", 10, 2}, {"\xC5\xB5\xC5\xB5\xC5\xB5 \xC5\xB5\xC5\xB5\xC5\xB5", 7, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(wrapped_lines(cases[i].text, cases[i].characters), cases[i].lines);
}

/* Three columns of long text share a page that can still be read; their rows are high enough. */
static void wide_texts_give_way(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Option", "For", "Against"};
	const char *text = repeated(kit, "words and ", 40).at;
	const struct cell cells[] = {kit_text(text), kit_text(text), kit_text(text)};
	kit_table(kit, "Options", titles, 3, cells, 1);
	const struct book *plan = book_plan(&kit->what, NULL);
	const struct sheet *sheet = &plan->sheets[1];
	size_t across = 0;
	for (size_t i = 0; i < 3; i++)
		across += sheet->columns[i].characters;
	assert_true(sheet->landscape);
	assert_in_range(across, 120, 130);
	assert_in_range((size_t)sheet->heights[1], 10 * 15, 16 * 15);
	assert_true(sheet->heights[0] == 0);
	kit_book(kit);
	/* However long the text, no row is higher than Excel takes. */
	kit->settled.table_count = 0;
	kit_one_text(kit, repeated(kit, "x ", 16000));
	assert_true(book_plan(&kit->what, NULL)->sheets[1].heights[1] == 409);
	kit_book(kit);
}

/* --- risks: words and scores that follow, and colours that follow the words */
#define SAID(words) {words, sizeof(words) - 1}
struct risk_case {
	struct banding banding;
	const char *score, *band; /* formulas; NULL: what stands there stands alone */
};

static void bands_follow_in_every_form_of_scale(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"How likely", "How bad", "Score", "Band"};
	static const struct span odd[] = {SAID("Rare"), SAID("Why?")},
		same[] = {SAID("Rare"), SAID("rare")},
		names[] = {SAID("Rare"), SAID("\"Sure\"")};
	static const struct span bands[] = {SAID("low"), SAID("amber"), SAID("amber"),
		SAID("high")}, uneven[] = {SAID("low"), SAID("low"), SAID("amber"),
		SAID("high")}, words[] = {SAID("isel"), SAID("isel"), SAID("oren"),
		SAID("uchel")}, silent[] = {SAID("isel"), SAID(""), SAID("oren"),
		SAID("uchel")};
#define AXIS(column, names) {column, names, 2}
	const struct risk_case cases[] = {
		{{AXIS(0, NULL), AXIS(1, NULL), 2, 3, true, bands, bands}, "A2*B2",
			"IF(C2>=4,\"high\",IF(C2>=2,\"amber\",IF(C2>=1,\"low\",\"\")))"},
		{{AXIS(0, NULL), AXIS(1, NULL), 2, 3, false, uneven, words}, "A2*B2",
			"IF(A2*B2,INDEX({\"isel\",\"isel\";\"oren\",\"uchel\"},A2,B2),\"\")"},
		{{AXIS(0, names), AXIS(1, NULL), 2, 3, false, uneven, words},
			"MATCH(A2,{\"Rare\",\"\"\"Sure\"\"\"},0)*B2",
			"INDEX({\"isel\",\"isel\";\"oren\",\"uchel\"},MATCH(A2,{\"Rare\",\"\"\"Sure\"\"\"},0),B2)"},
		{{AXIS(0, names), AXIS(1, odd), 2, 3, false, uneven, words}, NULL, NULL},
		{{AXIS(0, same), AXIS(1, NULL), 2, 3, false, uneven, words}, NULL, NULL},
		{{AXIS(0, NULL), AXIS(NO_COLUMN, NULL), 2, 3, false, uneven, words}, NULL, NULL},
		{{AXIS(0, NULL), AXIS(1, NULL), 2, 3, false, uneven, silent}, "A2*B2", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct banding *banding = &cases[i].banding;
		const struct formula score = {.kind = FORMULA_score, .banding = banding},
			band = {.kind = FORMULA_band, .banding = banding};
		const struct span *by_name = banding->likelihood.names;
		const char *word = banding->words[3].at;
		const struct cell cells[] = {
			by_name ? kit_text(by_name[1].at) : kit_figure(CELL_number, "2", 2, 0),
			kit_figure(CELL_number, "2", 2, 0),
			kit_formula(kit_figure(CELL_number, "4", 4, 0), score),
			kit_formula(kit_text(word), band)};
		kit->settled.table_count = 0;
		kit_table(kit, "Risks", titles, 4, cells, 1);
		const struct book_read *b = kit_book(kit);
		assert_number(b, 1, "C2", 4, "#,##0", cases[i].score);
		assert_true(book_at(b, 1, "D2")->is_text && span_is(book_at(b, 1, "D2")->value, word));
		const struct span formula = book_at(b, 1, "D2")->formula;
		if (cases[i].band ? !span_is(formula, cases[i].band) : formula.length > 0)
			fail_msg("%zu: %.*s", i, SPAN_ARG(formula));
	}
}

static void colours_stand_for_words(void **state)
{
	struct kit *kit = *state;
	static const char *const titles[] = {"Score", "Band"};
	static const struct span bands[] = {SAID("green"), SAID("dire"), SAID("red"),
		SAID("red")}, words[] = {SAID("a \"good\" one"), SAID("dire"),
		SAID("coch"), SAID("coch")};
	struct banding bandings[] = {
		{AXIS(NO_COLUMN, NULL), AXIS(NO_COLUMN, NULL), 0, 1, false, bands, words},
		{AXIS(NO_COLUMN, NULL), AXIS(NO_COLUMN, NULL), 0, NO_COLUMN, false, bands, words},
	};
	const struct cell cells[] = {kit_figure(CELL_number, "4", 4, 0), kit_text("coch"),
		kit_figure(CELL_number, "1", 1, 0), kit_text("dire")};
	struct table *table = kit_table(kit, "Risks", titles, 2, cells, 2);
	table->bandings = bandings;
	table->banding_count = 2;
	const struct book_sheet *sheet = &kit_book(kit)->sheets[1];
	assert_int_equal(sheet->rule_count, 2); /* none for a band without a colour, none without a word */
	assert_true(span_is(sheet->rules[0].ranges, "B2:B3 A2:A3"));
	assert_true(span_is(sheet->rules[0].formula, "$B2=\"a \"\"good\"\" one\""));
	assert_true(span_is(sheet->rules[1].formula, "$B2=\"coch\""));
	assert_true(span_is(sheet->rules[1].fill, "FFF8CBCB"));
}

/* --- charts */
static struct table *table_with_chart(struct kit *kit, const char *caption, size_t years)
{
	const char **titles = ARENA_ARRAY(kit->arena, const char *, years + 1);
	struct cell *cells = ARENA_ARRAY(kit->arena, struct cell, years + 1);
	int64_t *pence = ARENA_ARRAY(kit->arena, int64_t, years);
	struct span *shown = ARENA_ARRAY(kit->arena, struct span, years);
	struct span *names = ARENA_ARRAY(kit->arena, struct span, years);
	titles[0] = "Item";
	cells[0] = kit_text("Total & rest");
	for (size_t i = 0; i < years; i++) {
		names[i] = arena_format(kit->arena, "20%02zu/%02zu", i, i + 1);
		titles[i + 1] = names[i].at;
		pence[i] = (int64_t)i * 100 - 50;
		shown[i] = arena_format(kit->arena, "%zu", i);
		cells[i + 1] = kit_figure(CELL_money, shown[i].at, pence[i], 0);
	}
	struct table *table = kit_table(kit, caption, titles, years + 1, cells, 1);
	struct chart_series *series = ARENA_NEW(kit->arena, struct chart_series);
	struct chart *chart = ARENA_NEW(kit->arena, struct chart);
	*series = (struct chart_series){SPAN("Total & rest"), pence, shown, 0};
	*chart = (struct chart){table->caption, names, years, 1, series, 1};
	table->chart = chart;
	return table;
}

static void charts_show_the_cells_of_their_sheet(void **state)
{
	struct kit *kit = *state;
	struct table *table = table_with_chart(kit, "=Dad's & Mum's", 2);
	table->unit = SPAN("\xC2\xA3" "000");
	((struct column *)table->columns)[1].unit = ((struct column *)table->columns)[2].unit = MONEY_THOUSANDS;
	const struct book_sheet *sheet = &kit_book(kit)->sheets[1];
	assert_int_equal(sheet->chart_count, 1);
	const struct book_chart *chart = &sheet->charts[0];
	assert_true(span_is(chart->title, " =Dad's & Mum's")); /* a title, and no formula */
	assert_true(span_is(chart->description,
		"=Dad's & Mum's (\xC2\xA3" "000). Total & rest: 2000/01 0; 2001/02 1."));
	assert_true(span_is(chart->category_title, "Year"));
	assert_true(span_is(chart->value_title, "Amount (\xC2\xA3" "000)"));
	assert_int_equal(chart->series_count, 1);
	const struct book_series *series = &chart->series[0];
	assert_true(span_is(series->name.ref, "'=Dad''s & Mum''s'!$A$2"));
	assert_true(span_is(series->categories.ref, "'=Dad''s & Mum''s'!$B$1:$C$1"));
	assert_true(span_is(series->values.ref, "'=Dad''s & Mum''s'!$B$2:$C$2"));
	assert_true(span_is(series->name.points[0], "Total & rest"));
	assert_true(span_is(series->categories.points[1], "2001/02 (\xC2\xA3" "000)"));
	assert_true(span_is(series->values.points[0], "-0.0005"));
	assert_true(span_is(series->values.points[1], "0.0005"));
	assert_int_equal(chart->place[1], 3); /* a row is left between */
}

/* As wide as the widest table, and with more in words than the library would hold. */
static void charts_of_many_years_stay_small(void **state)
{
	struct kit *kit = *state;
	table_with_chart(kit, "Long", 99);
	const struct book_read *b = kit_book(kit);
	const struct book_chart *chart = &b->sheets[1].charts[0];
	assert_true(span_is(chart->description, "Long. Total & rest; 2000/01 \xE2\x80\x93 2098/99"));
	assert_int_equal(chart->series[0].values.point_count, 99);
	const struct sheet_chart *plan = book_plan(&kit->what, NULL)->sheets[1].chart;
	assert_false(plan->figures);
	assert_in_range(plan->height, 900, 1000);
	assert_in_range(plan->width, 400, 960);
}

/* --- recommendations */
static void recommendations_with_an_owner_have_a_sheet(void **state)
{
	struct kit *kit = *state;
	struct date due;
	assert_int_equal(date_read(SPAN("2010-03-31"), &due), DATE_RIGHT);
	const struct settled_recommendation list[] = {
		{.number = SPAN("(a)"), .text = SPAN("agree the plan"), .owner = SPAN("Head of Highways")},
		{.number = SPAN("(b)"), .text = SPAN("=report"), .due = SPAN("31 March 2010"), .due_date = due},
		{.number = SPAN("(c)"), .text = SPAN("ask again"), .due = SPAN("in spring")},
	};
	kit->settled.recommendations = list;
	kit->settled.recommendation_count = 3;
	const struct book_read *b = kit_book(kit);
	assert_int_equal(b->sheet_count, 2);
	assert_true(span_is(book_at(b, 0, "A6")->link, "'Recommendations'!A1"));
	assert_text(b, 1, "C2", SPAN("Head of Highways"));
	assert_text(b, 1, "B3", SPAN("=report"));
	assert_number(b, 1, "D3", 40268, "dd/mm/yyyy", NULL);
	assert_text(b, 1, "D4", SPAN("in spring"));
	assert_null(book_at(b, 1, "D2"));
}

/* --- the file */
static void same_bytes_every_time(void **state)
{
	struct kit *kit = *state;
	kit_one_text(kit, SPAN("x"));
	kit_book(kit);
	const struct span first = arena_copy(kit->arena, text_span(&kit->bytes));
	sleep(1);
	kit_book(kit);
	assert_true(span_same(first, text_span(&kit->bytes)));
	/* The first second of 1970 is a date too; the library would put in the time of day. */
	kit->what.stamp = 0;
	assert_true(span_is(book_property(kit_book(kit), "docProps/core.xml", "dcterms:created"),
		"1970-01-01T00:00:01Z"));
}

static void nothing_is_appended_but_the_book(void **state)
{
	struct kit *kit = *state;
	text_add_string(&kit->bytes, "before");
	assert_true(render_workbook(&kit->what, &kit->bytes));
	assert_true(span_starts(text_span(&kit->bytes), "beforePK"));
}

static void folder_that_is_not_there(void **state)
{
	struct kit *kit = *state;
	kit->what.temporary = "/nonexistent/folder";
	const struct finding *f = kit_refused(kit, FINDING_not_rendered);
	assert_int_not_equal(span_find(f->arguments[1], SPAN("/nonexistent/folder")), SIZE_MAX);
}

static void folder_that_is_given_is_left_clean(void **state)
{
	struct kit *kit = *state;
	char folder[] = "/tmp/workbook-test-XXXXXX";
	assert_non_null(mkdtemp(folder));
	kit->what.temporary = folder;
	kit_book(kit);
	assert_int_equal(rmdir(folder), 0);
}

static void verify_knows_another_paper(void **state)
{
	struct kit *kit = *state;
	kit_book(kit);
	kit_one_text(kit, SPAN("x"));
	assert_false(verify_workbook(&kit->what, text_span(&kit->bytes)));
	assert_int_equal(kit->diags.items[0].id, FINDING_not_verified);
	assert_false(verify_workbook(&kit->what, SPAN("")));
}

/* The library's own complaints must not get out: they can hold what a paper says. */
static void stderr_stays_silent(void **state)
{
	struct kit *kit = *state;
	char path[] = "/tmp/workbook-stderr-XXXXXX";
	const int file = mkstemp(path), kept = dup(STDERR_FILENO);
	assert_true(file >= 0 && kept >= 0);
	unlink(path);
	dup2(file, STDERR_FILENO);
	kit_one_text(kit, SPAN("=cmd|x"));
	const bool made = render_workbook(&kit->what, &kit->bytes);
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
	struct stat status;
	assert_int_equal(fstat(file, &status), 0);
	close(file);
	assert_true(made);
	assert_int_equal(status.st_size, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_open, kit_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paper_without_tables), TEST(properties_name_the_paper_and_nobody),
		TEST(contents_lead_to_every_sheet), TEST(sheets_are_ready_for_reading_and_print),
		TEST(money_in_pounds), TEST(negative_money_in_brackets),
		TEST(money_in_thousands_is_what_the_page_shows), TEST(largest_money_is_exact),
		TEST(every_penny_reads_back), TEST(numbers_percents_and_dates), TEST(date_forms),
		TEST(scores_keep_their_word), TEST(every_kind_of_formula),
		TEST(differences_across_two_sheets),
		TEST(a_difference_to_a_table_without_a_sheet_is_a_figure),
		TEST(sums_by_a_key_that_sumif_would_misread), TEST(texts_stay_texts),
		TEST(characters_that_cannot_stand_are_left_out), TEST(longest_texts),
		TEST(text_one_letter_too_long), TEST(emoji_count_twice), TEST(prose_becomes_plain),
		TEST(long_prose_is_found_where_it_stands), TEST(headers_are_never_empty_nor_equal),
		TEST(header_too_long), TEST(table_without_rows), TEST(wide_and_tall), TEST(too_many_sheets),
		TEST(bands_follow_in_every_form_of_scale), TEST(colours_stand_for_words),
		TEST(charts_show_the_cells_of_their_sheet), TEST(charts_of_many_years_stay_small),
		TEST(too_many_columns), TEST(lines_are_counted_as_they_wrap), TEST(wide_texts_give_way), TEST(recommendations_with_an_owner_have_a_sheet),
		TEST(same_bytes_every_time), TEST(nothing_is_appended_but_the_book),
		TEST(folder_that_is_not_there), TEST(folder_that_is_given_is_left_clean),
		TEST(verify_knows_another_paper), TEST(stderr_stays_silent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
