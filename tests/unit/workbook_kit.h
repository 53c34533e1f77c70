/*
 * workbook_kit: settled papers made by hand, and the workbook made of them, read back.
 */
#ifndef TESTS_WORKBOOK_KIT_H
#define TESTS_WORKBOOK_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/render.h"
#include "render/workbook_plan.h"
#include "tools/book.h"

struct kit {
	struct arena *arena;
	struct diags diags;
	struct settled settled;
	struct rendering what;
	const struct table *tables[80];
	struct text bytes;
};

static inline int kit_open(void **state)
{
	static struct kit kit;
	kit = (struct kit){.arena = arena_new()};
	diags_init(&kit.diags, kit.arena);
	kit.settled = (struct settled){.language = SPAN("en"), .title = SPAN("Winter service & grit"),
		.reference = SPAN("ENV/2009/4"), .status_text = SPAN("Final"), .final = true,
		.body = SPAN("Cabinet"), .date_text = SPAN("29 September 2009"),
		.description = SPAN("To agree the plan."), .tables = kit.tables};
	kit.what = (struct rendering){.settled = &kit.settled, .arena = kit.arena, .diags = &kit.diags,
		.place = {1, 0, 1}, .stamp = 1254182400};
	*state = &kit;
	return 0;
}

static inline int kit_close(void **state)
{
	struct kit *kit = *state;
	text_release(&kit->bytes);
	arena_release(kit->arena);
	return 0;
}

/* --- cells */
static inline struct cell kit_text(const char *shown)
{
	return (struct cell){.kind = CELL_text, .shown = span_of(shown)};
}
static inline struct cell kit_figure(enum cell_kind kind, const char *shown, int64_t amount,
	uint8_t decimals)
{
	return (struct cell){.kind = kind, .shown = span_of(shown), .amount = amount, .decimals = decimals};
}
static inline struct cell kit_formula(struct cell cell, struct formula formula)
{
	cell.formula = formula;
	return cell;
}

/* --- tables: cells row by row */
static inline struct table *kit_table(struct kit *kit, const char *caption, const char *const *titles,
	size_t columns, const struct cell *cells, size_t rows)
{
	struct table *t = ARENA_NEW(kit->arena, struct table);
	struct column *list = ARENA_ARRAY(kit->arena, struct column, columns);
	struct row *lines = ARENA_ARRAY(kit->arena, struct row, rows);
	for (size_t c = 0; c < columns; c++)
		list[c] = (struct column){.title = span_of(titles[c]),
			.kind = rows ? cells[c].kind : CELL_text};
	for (size_t r = 0; r < rows; r++)
		lines[r].cells = cells + r * columns;
	*t = (struct table){.caption = span_of(caption), .sheet_name = span_of(caption), .columns = list,
		.column_count = columns, .rows = lines, .row_count = rows};
	kit->tables[kit->settled.table_count++] = t;
	return t;
}

static inline void kit_total(struct table *table, size_t row)
{
	((struct row *)table->rows)[row].total = true;
}

/* A table of one text. */
static inline void kit_one_text(struct kit *kit, struct span text)
{
	static const char *const title[] = {"Text"};
	struct cell *cell = ARENA_NEW(kit->arena, struct cell);
	*cell = (struct cell){.kind = CELL_text, .shown = text};
	kit_table(kit, "One", title, 1, cell, 1);
}

/* --- making and reading */
/* With BOOKS=FOLDER every workbook is kept there, for tests/office/run.sh. */
static inline void kit_keep(const struct kit *kit)
{
	static int number;
	const char *folder = getenv("BOOKS");
	if (!folder)
		return;
	char path[512];
	snprintf(path, sizeof path, "%s/book-%02d.xlsx", folder, ++number);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(kit->bytes.at, 1, kit->bytes.length, file), kit->bytes.length);
	assert_int_equal(fclose(file), 0);
}

static inline struct book_read *kit_book(struct kit *kit)
{
	text_clear(&kit->bytes);
	if (!render_workbook(&kit->what, &kit->bytes)) {
		for (size_t i = 0; i < kit->diags.count; i++) {
			struct text sentence = {0};
			finding_sentence(&kit->diags.items[i], &sentence);
			print_error("%s\n", sentence.at);
			text_release(&sentence);
		}
		fail_msg("no workbook was made");
	}
	assert_true(verify_workbook(&kit->what, text_span(&kit->bytes)));
	assert_int_equal(kit->diags.count, 0);
	kit_keep(kit);
	struct book_read *book = book_read(kit->arena, text_span(&kit->bytes));
	if (book->faults.length)
		fail_msg("%s", book->faults.at);
	return book;
}

static inline void assert_text(const struct book_read *b, size_t sheet, const char *ref, struct span text)
{
	const struct book_cell *cell = book_at(b, sheet, ref);
	if (!cell)
		fail_msg("%s is not there", ref);
	assert_true(cell->is_text);
	if (!span_same(cell->value, text))
		fail_msg("%s is \"%.*s\", not \"%.*s\"", ref, SPAN_ARG(cell->value), SPAN_ARG(text));
	assert_null(cell->formula.at);
}

static inline void assert_number(const struct book_read *b, size_t sheet, const char *ref, double value,
	const char *format, const char *formula)
{
	const struct book_cell *cell = book_at(b, sheet, ref);
	if (!cell)
		fail_msg("%s is not there", ref);
	assert_false(cell->is_text);
	if (strtod(cell->value.at, NULL) != value)
		fail_msg("%s is %.17g, not %.17g", ref, strtod(cell->value.at, NULL), value);
	if (!span_is(cell->format, format))
		fail_msg("%s is shown as %.*s, not %s", ref, SPAN_ARG(cell->format), format);
	if (formula ? !span_is(cell->formula, formula) : cell->formula.at != NULL)
		fail_msg("%s has the formula %.*s", ref, SPAN_ARG(cell->formula));
}

/* Refused with exactly this finding; nothing was appended. */
static inline const struct finding *kit_refused(struct kit *kit, enum finding_id id)
{
	text_clear(&kit->bytes);
	assert_false(render_workbook(&kit->what, &kit->bytes));
	assert_int_equal(kit->bytes.length, 0);
	assert_int_equal(kit->diags.count, 1);
	assert_int_equal(kit->diags.items[0].id, id);
	/* What `check` takes for granted can be planned at least. */
	assert_true(!book_surely_fits(&kit->what) || book_plan(&kit->what, NULL));
	return &kit->diags.items[0];
}

#endif
