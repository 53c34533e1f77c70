/* Tables of the pages: header cells, figures, totals, wide ones, cells with blocks, bars in words. */
#include "page_kit.h"

struct trial {
	struct page_kit k; /* its arena only: no style is needed */
	struct text out;
};

static void begin(struct trial *t)
{
	*t = (struct trial){0};
	t->k.arena = arena_new();
	diags_init(&t->k.diags, t->k.arena);
}

static void end(struct trial *t)
{
	text_release(&t->out);
	arena_release(t->k.arena);
}

#define TEXT(words) {.kind = CELL_text, .shown = SPAN(words)}
#define NUMBER(words) {.kind = CELL_number, .shown = SPAN(words)}

static const struct column costs[] = {{{"Item", 4}, CELL_text, MONEY_POUNDS}, {{"2005/06", 7}, CELL_money, MONEY_POUNDS},
	{{"2006/07", 7}, CELL_money, MONEY_POUNDS}};

static struct table table_of(const struct column *columns, size_t column_count, const struct row *rows,
	size_t row_count)
{
	return (struct table){.use = TABLE_placed, .anchor = SPAN("costs"), .label = SPAN("Table 2"),
		.caption = SPAN("Costs"), .columns = columns, .column_count = column_count, .rows = rows,
		.row_count = row_count};
}

static void expect_html(struct trial *t, const struct table *table, const char *expected)
{
	text_clear(&t->out);
	html_table(table, &t->out);
	assert_string_equal(text_span(&t->out).at, expected);
}

static void expect_markdown(struct trial *t, const struct table *table, const char *expected)
{
	text_clear(&t->out);
	markdown_table(table, &t->out);
	assert_string_equal(text_span(&t->out).at, expected);
}

static void test_figures_and_total(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	const struct cell works[] = {TEXT("Building works"), NUMBER("200"), NUMBER("1,250")};
	const struct cell saved[] = {TEXT("Costs saved"), NUMBER("0"), NUMBER("-40")};
	const struct cell total[] = {{.kind = CELL_text, .shown = SPAN("Total"), .header = true},
		NUMBER("200"), NUMBER("1,210")};
	const struct row rows[] = {{.cells = works}, {.cells = saved}, {.cells = total, .total = true}};
	struct table table = table_of(costs, 3, rows, 3);
	table.unit = SPAN("£000");
	table.note = SPAN("At the prices of April.");
	expect_html(&t, &table,
		"<div class=\"table table-placed\" id=\"costs\">\n"
		"<table>\n"
		"<caption><span class=\"label\">Table 2:</span> Costs (£000)</caption>\n"
		"<thead>\n"
		"<tr><th scope=\"col\">Item</th><th scope=\"col\" class=\"number\">2005/06</th>"
		"<th scope=\"col\" class=\"number\">2006/07</th></tr>\n"
		"</thead>\n"
		"<tbody>\n"
		"<tr><th scope=\"row\">Building works</th><td class=\"number\">200</td><td class=\"number\">1,250</td></tr>\n"
		"<tr><th scope=\"row\">Costs saved</th><td class=\"number\">0</td><td class=\"number\">-40</td></tr>\n"
		"<tr class=\"total\"><th scope=\"row\">Total</th><td class=\"number\">200</td><td class=\"number\">1,210</td></tr>\n"
		"</tbody>\n"
		"</table>\n"
		"<p class=\"note\">At the prices of April.</p>\n"
		"</div>\n");
	expect_markdown(&t, &table,
		"**Table 2: Costs (£000)**\n"
		"\n"
		"| Item           | 2005/06 |   2006/07 |\n"
		"| -------------- | ------: | --------: |\n"
		"| Building works |     200 |     1,250 |\n"
		"| Costs saved    |       0 |       -40 |\n"
		"| **Total**      | **200** | **1,210** |\n"
		"\n"
		"At the prices of April.\n");
	end(&t);
}

static void test_captions(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct {
		struct span label, caption, unit;
		const char *html, *markdown;
	} cases[] = {
		{{"Table 1", 7}, {"A", 1}, {NULL, 0}, "<caption><span class=\"label\">Table 1:</span> A</caption>", "**Table 1: A**\n\n| Item"},
		{{"Table 1", 7}, {"", 0}, {NULL, 0}, "<caption><span class=\"label\">Table 1</span></caption>", "**Table 1**\n\n| Item"},
		{{NULL, 0}, {"A & B", 5}, {"£m", 3}, "<caption>A &amp; B (£m)</caption>", "**A & B (£m)**\n\n| Item"},
	};
	const struct cell cells[] = {TEXT("x"), NUMBER("1"), NUMBER("2")};
	const struct row rows[] = {{.cells = cells}};
	struct table table = table_of(costs, 3, rows, 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		table.label = cases[i].label;
		table.caption = cases[i].caption;
		table.unit = cases[i].unit;
		text_clear(&t.out);
		html_table(&table, &t.out);
		assert_true(kit_has(&t.out, cases[i].html));
		text_clear(&t.out);
		markdown_table(&table, &t.out);
		assert_true(span_starts(text_span(&t.out), cases[i].markdown));
	}
	table.label = SPAN_NONE;
	table.caption = SPAN("");
	table.unit = SPAN_NONE;
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_false(kit_has(&t.out, "<caption>"));
	text_clear(&t.out);
	markdown_table(&table, &t.out);
	assert_true(span_starts(text_span(&t.out), "| Item"));
	end(&t);
}

static void test_wide_tables(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	struct column columns[8];
	struct cell cells[8];
	for (size_t i = 0; i < 8; i++) {
		columns[i] = (struct column){.title = SPAN("C"), .kind = CELL_text};
		cells[i] = (struct cell)TEXT("x");
	}
	const struct row rows[] = {{.cells = cells}};
	struct table table = table_of(columns, 3, rows, 1);
	for (size_t count = 1; count <= 8; count++) {
		table.column_count = count;
		text_clear(&t.out);
		html_table(&table, &t.out);
		assert_int_equal(kit_has(&t.out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table 2: Costs\">"),
			count >= 3);
		assert_int_equal(kit_has(&t.out, "many-columns"), count >= 7);
		assert_int_equal(kit_count(&t.out, "<div"), kit_count(&t.out, "</div"));
		/* one column names nothing: there is nothing to name */
		assert_int_equal(kit_count(&t.out, "scope=\"row\""), count > 1);
	}
	end(&t);
}

/* Room is asked for a column that holds sentences, of words and in a wide table only. */
static void test_long_columns(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct {
		const char *cell;
		enum cell_kind kind;
		size_t columns;
		bool expected;
	} cases[] = {{"thirty-two letters, as many as go", CELL_text, 3, true},
		{"thirty-two letters, no more than", CELL_text, 3, false},
		{"thirty-two letters, as many as go", CELL_text, 2, false},
		{"thirty-two letters, as many as go", CELL_number, 4, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct column columns[4];
		struct cell cells[4];
		for (size_t c = 0; c < 4; c++) {
			columns[c] = (struct column){.title = SPAN("C"), .kind = CELL_text};
			cells[c] = (struct cell)TEXT("x");
		}
		columns[1].kind = cases[i].kind;
		cells[1].shown = span_of(cases[i].cell);
		const struct row rows[] = {{.cells = cells}};
		struct table table = table_of(columns, cases[i].columns, rows, 1);
		text_clear(&t.out);
		html_table(&table, &t.out);
		assert_int_equal(kit_count(&t.out, "class=\"long\""), cases[i].expected);
	}
	end(&t);
}

static void test_header_cells(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct column columns[] = {{{NULL, 0}, CELL_text, MONEY_POUNDS}, {{"Score", 5}, CELL_number, MONEY_POUNDS}};
	const struct cell named[] = {TEXT("A"), {.kind = CELL_number, .shown = SPAN("12 Amber"), .band = SPAN("amber")}};
	const struct cell nameless[] = {{.kind = CELL_empty, .shown = SPAN("")}, {.kind = CELL_text, .shown = SPAN("n/a")}};
	const struct row rows[] = {{.cells = named}, {.cells = nameless}};
	struct table table = table_of(columns, 2, rows, 2);
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_true(kit_has(&t.out, "<tr><td></td><th scope=\"col\" class=\"number\">Score</th></tr>"));
	assert_true(kit_has(&t.out, "<th scope=\"row\">A</th><td class=\"number band band-amber\">12 Amber</td>"));
	assert_true(kit_has(&t.out, "<tr><td></td><td class=\"number\">n/a</td></tr>"));
	static const struct column figures[] = {{{"Year", 4}, CELL_number, MONEY_POUNDS}, {{"Visits", 6}, CELL_number, MONEY_POUNDS}};
	table.columns = figures;
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_false(kit_has(&t.out, "scope=\"row\""));
	static const struct column titleless[] = {{{NULL, 0}, CELL_text, MONEY_POUNDS}, {{"", 0}, CELL_text, MONEY_POUNDS}};
	table.columns = titleless;
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_false(kit_has(&t.out, "<thead>"));
	end(&t);
}

/* A cell of one paragraph, with words in bold. */
static struct prose_node *bold(struct trial *t, const char *before, const char *strong)
{
	struct prose_node *document = kit_document(&t->k, before);
	struct prose_node *mark = kit_node(&t->k, document->first, PROSE_strong);
	prose_append(mark, prose_new_text(t->k.arena, span_of(strong), PLACE_NONE));
	return document;
}

static void test_cells_with_markup(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct column columns[] = {{{"What", 4}, CELL_text, MONEY_POUNDS}, {{"Why", 3}, CELL_text, MONEY_POUNDS}};
	const struct cell cells[] = {TEXT("x | y"),
		{.kind = CELL_text, .shown = SPAN("so a|b"), .prose = bold(&t, "so ", "a|b")}};
	const struct row rows[] = {{.cells = cells}};
	const struct table table = table_of(columns, 2, rows, 1);
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_true(kit_has(&t.out, "<th scope=\"row\">x | y</th><td>so <strong>a|b</strong></td>"));
	expect_markdown(&t, &table,
		"**Table 2: Costs**\n"
		"\n"
		"| What   | Why         |\n"
		"| ------ | ----------- |\n"
		"| x \\| y | so **a\\|b** |\n");
	end(&t);
}

static void test_bar_behind_backslashes(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct column columns[] = {{{"A", 1}, CELL_text, MONEY_POUNDS}};
	struct prose_node *document = kit_document(&t.k, "x ");
	kit_node(&t.k, document->first, PROSE_code)->text = SPAN("a|b");
	const struct cell cells[] = {{.kind = CELL_text, .shown = SPAN("x a|b"), .prose = document}};
	const struct row rows[] = {{.cells = cells}};
	struct table table = table_of(columns, 1, rows, 1);
	table.label = SPAN_NONE;
	table.caption = SPAN("");
	expect_markdown(&t, &table, "| A        |\n| -------- |\n| x `a\\|b` |\n");
	end(&t);
}

static void test_cells_with_blocks(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct column columns[] = {{{"What", 4}, CELL_text, MONEY_POUNDS}, {{"Proof", 5}, CELL_text, MONEY_POUNDS},
		{{"When", 4}, CELL_text, MONEY_POUNDS}};
	struct prose_node *blocks = kit_document(&t.k, "Two things:");
	struct prose_node *list = kit_node(&t.k, blocks, PROSE_list);
	list->tight = true;
	kit_paragraph(&t.k, kit_node(&t.k, list, PROSE_item), "a digest");
	kit_paragraph(&t.k, kit_node(&t.k, list, PROSE_item), "minutes");
	const struct cell first[] = {TEXT("Performance"),
		{.kind = CELL_text, .shown = SPAN("Two things: a digest minutes"), .prose = blocks}, TEXT("At once")};
	const struct cell second[] = {TEXT("Change #1"), {.kind = CELL_empty, .shown = SPAN("")}, TEXT("1. May")};
	const struct row rows[] = {{.cells = first}, {.cells = second}};
	const struct table table = table_of(columns, 3, rows, 2);
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_true(kit_has(&t.out, "<td>\n<p>Two things:</p>\n<ul>\n<li>a digest</li>\n<li>minutes</li>\n</ul>\n</td>"));
	text_clear(&t.out);
	markdown_table(&table, &t.out);
	/* read back as CommonMark: nothing is lost, nothing is markup that was not */
	static const struct prose_options options = {.plain = true};
	struct prose_node *read =
		prose_read_text(t.k.arena, &t.k.diags, text_span(&t.out), PLACE_NONE, &options);
	struct text plain = {0};
	prose_plain(read, &plain);
	static const char *const words[] = {"Performance", "Proof: Two things:", "a digest", "minutes",
		"When: At once", "Change #1", "When: 1. May"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!kit_has(&plain, words[i]))
			fail_msg("no \"%s\" in\n%s", words[i], t.out.at);
	assert_false(kit_has(&t.out, "|"));
	assert_int_equal(read->first->kind, PROSE_paragraph);
	assert_int_equal(read->first->next->kind, PROSE_list);
	assert_null(read->first->next->next);
	size_t rows_read = 0;
	for (const struct prose_node *n = read->first->next->first; n; n = n->next)
		rows_read++;
	assert_int_equal(rows_read, 2);
	/* the cells of the table are as they were */
	assert_ptr_equal(blocks->first->next, list);
	assert_ptr_equal(list->parent, blocks);
	text_release(&plain);
	end(&t);
}

static void test_long_cells_are_not_padded_to(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	static const struct column columns[] = {{{"A", 1}, CELL_text, MONEY_POUNDS}};
	const struct cell long_one[] = {TEXT("0123456789 123456789 123456789 123456789 123456789")};
	const struct cell short_one[] = {TEXT("caf\xC3\xA9")};
	const struct row rows[] = {{.cells = long_one}, {.cells = short_one}};
	struct table table = table_of(columns, 1, rows, 2);
	table.label = SPAN_NONE;
	table.caption = SPAN("");
	expect_markdown(&t, &table,
		"| A                                        |\n"
		"| ---------------------------------------- |\n"
		"| 0123456789 123456789 123456789 123456789 123456789 |\n"
		"| caf\xC3\xA9                                     |\n");
	end(&t);
}

static void test_table_without_rows(void **state)
{
	(void)state;
	struct trial t;
	begin(&t);
	struct table table = table_of(costs, 3, NULL, 0);
	text_clear(&t.out);
	html_table(&table, &t.out);
	assert_true(kit_has(&t.out, "<tbody>\n</tbody>"));
	expect_markdown(&t, &table,
		"**Table 2: Costs**\n\n| Item | 2005/06 | 2006/07 |\n| ---- | ------: | ------: |\n");
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures_and_total),
		cmocka_unit_test(test_captions),
		cmocka_unit_test(test_wide_tables),
		cmocka_unit_test(test_long_columns),
		cmocka_unit_test(test_header_cells),
		cmocka_unit_test(test_cells_with_markup),
		cmocka_unit_test(test_bar_behind_backslashes),
		cmocka_unit_test(test_cells_with_blocks),
		cmocka_unit_test(test_long_cells_are_not_padded_to),
		cmocka_unit_test(test_table_without_rows),
	};
	return cmocka_run_group_tests_name("render_tables", tests, NULL, NULL);
}
