/* Tables and appendices: typed cells, ragged rows, ids, and ten thousand rows in good time. */
#include "unit/paper_try.h"

#include <time.h>

#define TABLE(columns, rows) "tables:\n  t:\n    columns: [" columns "]\n    rows:\n      - [" rows "]\n"

static const struct table_cell *only_row(const struct trial *t)
{
	assert_int_equal(t->paper->table_count, 1);
	assert_int_equal(t->paper->tables[0].row_count, 1);
	return t->paper->tables[0].cells;
}

static void typed_cells(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"tables:\n  use:\n    caption: Visits\n    footnote: Counted in May.\n    note: hidden\n"
		"    total: sum\n    columns:\n      - Centre\n      - {title: Visits, type: number}\n"
		"      - {title: Cost, type: money, unit: £000}\n      - {title: Share, type: percent}\n"
		"      - {title: Opened, type: date}\n      - {title: Kept, type: yes/no}\n"
		"      - {title: Why, type: text}\n    rows:\n"
		"      - [Leominster, \"1,310\", 1.5, 4.25%, 1999-04-01, Yes, \"*near*\"]\n");
	assert_string_equal(t.findings, "");
	const struct table_source *table = &t.paper->tables[0];
	assert_span(table->id, "use");
	assert_span(table->caption.text, "Visits");
	assert_span(table->note.text, "Counted in May.");
	assert_int_equal(table->total, TOTAL_sum);
	assert_int_equal(table->column_count, 7);
	assert_span(table->columns[0].title.text, "Centre");
	const struct table_cell *cells = only_row(&t);
	assert_int_equal(cells[0].kind, CELL_text);
	assert_span(cells[0].prose->first->first->text, "Leominster");
	assert_int_equal(cells[1].kind, CELL_number);
	assert_int_equal(cells[1].amount, 1310);
	assert_int_equal(cells[2].kind, CELL_money);
	assert_int_equal(cells[2].amount, 150000);
	assert_int_equal(cells[3].kind, CELL_percent);
	assert_int_equal(cells[3].amount, 425);
	assert_int_equal(cells[3].decimals, 2);
	assert_int_equal(cells[4].kind, CELL_date);
	assert_int_equal(cells[4].amount, 10682);
	assert_int_equal(cells[5].kind, CELL_yes_no);
	assert_int_equal(cells[5].amount, 1);
	assert_int_equal(cells[6].prose->first->first->kind, PROSE_emphasis);
	trial_end(&t);
}

static void cells_left_open(void **state)
{
	(void)state;
	static const char *const open[] = {"\"\"", "'-'", "–", "—", "~"};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		char yaml[256];
		snprintf(yaml, sizeof yaml, TABLE("A, {title: B, type: number}", "x, %s"), open[i]);
		struct trial t = trial_of(yaml);
		assert_string_equal(t.findings, "");
		assert_int_equal(only_row(&t)[1].kind, CELL_empty);
		trial_end(&t);
	}
	struct trial t = trial_of(TABLE("A, {title: B, type: money}", "x, N/A"));
	assert_string_equal(t.findings, "");
	assert_int_equal(only_row(&t)[1].kind, CELL_text);
	assert_span(only_row(&t)[1].text, "N/A");
	trial_end(&t);
}

static void bad_cells(void **state)
{
	(void)state;
	static const struct {
		const char *type, *cell, *findings;
	} cases[] = {
		{"number", "many", "5:13 bad-number"},
		{"number", "1_000", "5:13 bad-number"},
		{"number", "0x10", "5:13 bad-number"},
		{"number", "1.2.3", "5:13 bad-number"},
		{"number", "--5", "5:13 bad-number"},
		{"number", "٣", "5:13 bad-number"},
		{"number", "１２", "5:13 bad-number"},
		{"number", "4%", "5:13 bad-number"},
		{"number", "\"1,23\"", "5:13 bad-number"},
		{"number", "1e400", "5:13 bad-number"},
		{"number", "9223372036854775808", "5:13 too-large"},
		{"percent", "some", "5:13 bad-number"},
		{"money", "£1.234", "5:18 bad-money"},
		{"money", "lots", "5:13 bad-money"},
		{"date", "June 2005", "5:13 bad-date"},
		{"date", "2005-06-31", "5:13 no-such-day"},
		{"yes_no", "perhaps", "5:13 bad-yes-no"},
		{"text", "[a]", "5:13 wrong-shape"},
		{"text", "{a: b}", "5:13 wrong-shape"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char yaml[256];
		snprintf(yaml, sizeof yaml, TABLE("A, {title: B, type: %s}", "x, %s"), cases[i].type,
			cases[i].cell);
		expect_findings(yaml, cases[i].findings);
		struct trial t = trial_of(yaml);
		assert_int_equal(only_row(&t)[1].kind, CELL_empty); /* nothing wrong is added up */
		assert_int_equal(only_row(&t)[1].amount, 0);
		trial_end(&t);
	}
	/* 12 £ and six digits: the column of the character, not of the byte */
	expect_findings(TABLE("{title: B, type: money}", "£12\xC2\xAD" "5"), "5:13 bad-money");
}

static void shapes_of_tables(void **state)
{
	(void)state;
	expect_findings(TABLE("A, B", "x"), "5:9 table-ragged");
	expect_findings(TABLE("A, B", "x, y, z"), "5:9 table-ragged");
	expect_sentence(TABLE("A, B", "x"), "this row has 1 cells, the table has 2 columns");
	struct trial t = trial_of(TABLE("A, B", "x"));
	assert_int_equal(t.paper->tables[0].cells[1].kind, CELL_empty);
	trial_end(&t);
	expect_findings(TABLE("{title: A, type: sum}", "x"), "3:32 bad-answer");
	expect_findings(TABLE("{type: text}", "x"), "3:15 missing-key");
	expect_findings(TABLE("{title: A, width: 3}", "x"), "3:26 unknown-key");
	expect_findings(TABLE("{title: A, type: money, unit: pence}", "1"), "3:45 bad-answer");
	expect_findings("tables: {t: {columns: [A], rows: []}}\n", "1:34 empty-part");
	expect_findings("tables: {t: {columns: [A], rows: x}}\n", "1:34 wrong-shape");
	expect_findings("tables: {t: {columns: [A], rows: [x]}}\n", "1:35 wrong-shape");
	expect_findings("tables: {t: {columns: A, rows: [[x]]}}\n", "1:23 wrong-shape");
	expect_findings("tables: {t: {rows: [[x]]}}\n", "1:13 missing-key");
	expect_findings("tables: {t: {columns: [A]}}\n", "1:13 missing-key");
	expect_findings("tables: {t: {columns: [A], rows: [[x]], total: mean}}\n", "1:48 bad-answer");
	expect_findings("tables: {t: {columns: [A], csv: a.csv}}\n", "1:33 file-not-looked-at");
	expect_findings("tables: {t: x}\n", "1:13 wrong-shape");
	expect_findings("tables: [x]\n", "1:9 wrong-shape");
	expect_findings("tables: {T1: {columns: [A], rows: [[x]]}}\n", "1:10 bad-id");
	expect_findings("tables: {note: {}, t: {columns: [A], rows: [[x]]}}\n", "");
}

static void too_many_columns(void **state)
{
	(void)state;
	for (int columns = 299; columns <= 301; columns++) {
		struct text yaml = {0};
		text_add_string(&yaml, "tables: {t: {columns: [a");
		for (int i = 1; i < columns; i++)
			text_add_string(&yaml, ", a");
		text_add_string(&yaml, "], rows: [[x");
		for (int i = 1; i < (columns > 300 ? 300 : columns); i++)
			text_add_string(&yaml, ", x");
		text_add_string(&yaml, "]]}}\n");
		struct trial t = trial_of_bytes(text_span(&yaml));
		assert_string_equal(t.findings, columns > 300 ? "1:924 list-too-long" : "");
		trial_end(&t);
		text_release(&yaml);
	}
}

static void appendices(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"appendices:\n"
		"  - {id: programme, title: Programme, table: {columns: [A], rows: [[x]]}}\n"
		"  - {id: visits, title: Visits, table: use}\n"
		"  - {id: letter, title: Letter, file: letters/2005.pdf}\n"
		"  - {title: Apart, at: with the agenda, public_title: A}\n"
		"  - {title: Words, text: Some *words*.}\n"
		"  - Bare title\n"
		"tables:\n  use: {columns: [A], rows: [[x]]}\n");
	assert_string_equal(t.findings, "4:39 file-not-looked-at");
	const struct part *p = part(&t, "appendices");
	assert_int_equal(p->item_count, 6);
	assert_span(p->items[0].table->id, "programme");
	assert_int_equal(p->items[0].table->row_count, 1);
	assert_ptr_equal(p->items[1].table, &t.paper->tables[0]);
	assert_span(record_value(&p->items[2], "file")->text, "letters/2005.pdf");
	assert_null(p->items[3].table);
	assert_non_null(record_value(&p->items[4], "text")->prose);
	assert_span(record_value(&p->items[5], "title")->text, "Bare title");
	trial_end(&t);
	expect_findings("appendices: [{title: A, table: use}]\n", "1:32 reference-unknown");
	expect_findings("tables: {use: {columns: [A], rows: [[x]]}}\n"
		"appendices: [{title: A, table: uze}]\n", "2:32 reference-unknown");
	expect_help("tables: {use: {columns: [A], rows: [[x]]}}\n"
		"appendices: [{title: A, table: ues}]\n", "Did you mean \"use\"?");
	expect_findings("appendices: [{title: A, table: {csv: a.csv, columns: [A]}}]\n",
		"1:38 file-not-looked-at");
	expect_findings("appendices: [{title: A, file: a.pdf, text: b}]\n", "1:31 file-not-looked-at; 1:44 wrong-shape");
	expect_findings("appendices: [{id: A, file: a.pdf}]\n", "1:14 missing-key; 1:19 bad-id; 1:28 file-not-looked-at");
	expect_findings("appendices: one\n", "1:13 wrong-shape");
	expect_findings("appendices: [{title: A, table: [x]}]\n", "1:32 wrong-shape");
}

static void ids_are_one_space(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"purpose: |\n  One. {#same}\n\n  Two. {#other}\n"
		"recommendations: [{id: same, text: x}]\n"
		"tables:\n  other: {columns: [A], rows: [[x]]}\n  same: {columns: [A], rows: [[x]]}\n");
	assert_string_equal(t.findings, "5:24 id-twice; 7:3 id-twice; 8:3 id-twice");
	struct location first = source_locate(t.source, t.diags.items[0].because.from);
	assert_int_equal(first.line, 2);
	first = source_locate(t.source, t.diags.items[1].because.from);
	assert_int_equal(first.line, 4);
	first = source_locate(t.source, t.diags.items[2].because.from);
	assert_int_equal(first.line, 2);
	trial_end(&t);
	expect_findings("recommendations: [{id: r1, text: x}]\n"
		"risk_management: {register: [{id: r1, risk: a, likelihood: 1, impact: 1}]}\n",
		"2:35 id-twice");
	expect_findings("purpose: [{id: a, text: x}, {id: a, text: y}]\n", "1:34 id-twice");
	expect_findings("appendices: [{id: a, title: A, table: {columns: [A], rows: [[x]]}}]\n", "");
	expect_findings("recommendations: [{id: a\xE2\x80\x8B" "b, text: x}]\n", "1:25 bidi-override");
	char yaml[256];
	for (int length = 62; length <= 64; length++) {
		snprintf(yaml, sizeof yaml, "recommendations: [{id: %.*s, text: x}]\n", length,
			"abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-0123456789");
		expect_findings(yaml, length > 63 ? "1:24 bad-id" : "");
	}
}

/* Plain cells do without the parser: what it would have made is the same. */
static void the_short_way_is_the_long_way(void **state)
{
	(void)state;
	static const char *const cells[] = {"Leominster", "St. Mary's (north) – and “others”", "12",
		"7 of 9", "'it is quoted'", "\"so is it\"", "'a: b'", "1. a list", "2) a list", "'- a list'",
		"'+ a list'", "a *b*", "'# heading'", "a_b_c", "'a &amp; b'", "a \\* b", "\"a\\tb\"",
		"\"caf\\u00E9\"", "'---'", "'==='", "http://example.org/", "3.5", "'  blank '", "£5",
		"a -- b", "'1.'", "'12)'", "x {#id}", "x {-}", "~~~"};
	static const struct prose_options usual = {0};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		char yaml[256];
		snprintf(yaml, sizeof yaml, "tables:\n  t:\n    columns: [A]\n    rows:\n      - - %s\n",
			cells[i]);
		struct trial t = trial_of(yaml);
		const struct node *scalar = node_get(node_get(node_get(t.root, "tables"), "t"),
			"rows")->items[0]->items[0];
		const struct prose_node *a = only_row(&t)[0].prose;
		const struct prose_node *b = prose_read(t.arena, &t.diags, t.source, scalar, &usual);
		if (!a) { /* dashes alone */
			assert_int_equal(only_row(&t)[0].kind, CELL_empty);
			trial_end(&t);
			continue;
		}
		const struct prose_node *x = a->first, *y = b->first;
		while (x && y) {
			if (x->kind != y->kind || !span_same(x->text, y->text) ||
				x->place.from != y->place.from)
				fail_msg("%s: kinds %d %d at %u %u", cells[i], x->kind, y->kind, x->place.from,
					y->place.from);
			x = prose_walk(a, (struct prose_node *)(uintptr_t)x);
			y = prose_walk(b, (struct prose_node *)(uintptr_t)y);
		}
		assert_true(!x && !y);
		trial_end(&t);
	}
}

static void many_rows(void **state)
{
	(void)state;
	struct text yaml = {0};
	text_add_string(&yaml, "tables:\n  t:\n    columns: [A, B, C, D, E, F, G, {title: N, type: number}, "
		"{title: M, type: money}]\n    rows:\n");
	for (int i = 0; i < 9000; i++)
		text_format(&yaml, "      - [Centre %d, a, b, c, d, e, f, %d, £%d]\n", i, i, i);
	clock_t before = clock();
	struct trial t = trial_of_bytes(text_span(&yaml));
	double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
	assert_string_equal(t.findings, "");
	assert_int_equal(t.paper->tables[0].row_count, 9000);
	assert_int_equal(t.paper->tables[0].cells[8999 * 9 + 8].amount, 899900);
	print_message("9,000 rows of 9 cells: %.2f s, %zu MB\n", seconds,
		arena_bytes(t.arena) / 1000000);
	assert_true(seconds < 10); /* with sanitizers; the parser on each cell would take far longer */
	trial_end(&t);
	text_release(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_cells),
		cmocka_unit_test(cells_left_open),
		cmocka_unit_test(bad_cells),
		cmocka_unit_test(shapes_of_tables),
		cmocka_unit_test(too_many_columns),
		cmocka_unit_test(appendices),
		cmocka_unit_test(ids_are_one_space),
		cmocka_unit_test(the_short_way_is_the_long_way),
		cmocka_unit_test(many_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
