/* CSV files: fields, their places, what is refused; limits at and above. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/csv.h"

#include "base/limits.h"

#include <string.h>

struct reading {
	struct arena *arena;
	struct sources sources;
	struct diags diags;
	const struct source *source;
	const struct csv *csv;
};

static struct reading read_bytes(struct span bytes)
{
	static struct reading r;
	r = (struct reading){.arena = arena_new()};
	sources_init(&r.sources, r.arena);
	diags_init(&r.diags, r.arena);
	assert_int_equal(source_take(&r.sources, &r.diags, bytes, SPAN("x.csv"), &r.source), SOURCE_READ);
	r.csv = csv_read(r.arena, &r.diags, r.source);
	return r;
}

static void holds(const struct reading *r, size_t row, size_t field, const char *text,
	uint32_t line, uint32_t column)
{
	assert_true(row < r->csv->count && field < r->csv->rows[row].count);
	const struct csv_field *f = &r->csv->rows[row].fields[field];
	const struct location at = source_locate(r->source, f->place.from);
	assert_string_equal(f->text.at, text);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
}

static void fields_and_their_places(void **state)
{
	(void)state;
	struct reading r = read_bytes(SPAN("A,B\n1, 2 \n"));
	assert_int_equal(r.csv->count, 2);
	holds(&r, 0, 0, "A", 1, 1);
	holds(&r, 0, 1, "B", 1, 3);
	holds(&r, 1, 0, "1", 2, 1);
	holds(&r, 1, 1, "2", 2, 4);
	arena_release(r.arena);
}

static void quotes_line_ends_and_letters(void **state)
{
	(void)state;
	struct reading r = read_bytes(SPAN("\xEF\xBB\xBF"
		"Caf\xC3\xA9,\"a \"\"b\"\", c\"\r\n\r\n\"two\r\nlines\",x\r\n,\r\nlast,\"\""));
	assert_int_equal(r.csv->count, 4);
	holds(&r, 0, 0, "Caf\xC3\xA9", 1, 1);
	holds(&r, 0, 1, "a \"b\", c", 1, 6);
	holds(&r, 1, 0, "two\r\nlines", 3, 1);
	holds(&r, 1, 1, "x", 4, 8);
	assert_int_equal(r.csv->rows[2].count, 2);
	holds(&r, 2, 0, "", 5, 1);
	holds(&r, 3, 0, "last", 6, 1);
	holds(&r, 3, 1, "", 6, 6);
	arena_release(r.arena);
}

static void nothing_and_almost_nothing(void **state)
{
	(void)state;
	static const char *const none[] = {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF"};
	for (size_t i = 0; i < 4; i++) {
		struct reading r = read_bytes(span_of(none[i]));
		assert_int_equal(r.csv->count, 0);
		arena_release(r.arena);
	}
	struct reading r = read_bytes(SPAN("A"));
	assert_int_equal(r.csv->count, 1);
	holds(&r, 0, 0, "A", 1, 1);
	arena_release(r.arena);
}

static void is_refused(struct span bytes, enum finding_id id, uint32_t line, uint32_t column)
{
	struct reading r = read_bytes(bytes);
	assert_null(r.csv);
	assert_int_equal(r.diags.count, 1);
	assert_int_equal(r.diags.items[0].id, id);
	const struct location at = source_locate(r.source, r.diags.items[0].place.from);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
	arena_release(r.arena);
}

static void quotes_that_cannot_be_read(void **state)
{
	(void)state;
	is_refused(SPAN("A\nx \"y\"\n"), FINDING_csv_quote, 2, 3);
	is_refused(SPAN("A\n\"x\"y\n"), FINDING_csv_quote, 2, 4);
	is_refused(SPAN("A\n\"x\ny\n"), FINDING_csv_unclosed, 2, 1);
}

/* A file of so many rows, or one row of so many columns. */
static struct text repeat(const char *piece, size_t count)
{
	struct text t = {0};
	for (size_t i = 0; i < count; i++)
		text_add_string(&t, piece);
	return t;
}

static void limits_at_and_above(void **state)
{
	(void)state;
	struct text columns = repeat("a,", LIMIT_TABLE_COLUMNS - 1), rows = repeat("a\n", LIMIT_TABLE_ROWS);
	struct reading r = read_bytes(text_span(&columns)); /* an empty one stands after the last comma */
	assert_int_equal(r.csv->rows[0].count, LIMIT_TABLE_COLUMNS);
	arena_release(r.arena);
	text_add_string(&columns, "a,");
	is_refused(text_span(&columns), FINDING_csv_too_large, 1, 2 * LIMIT_TABLE_COLUMNS + 1);
	r = read_bytes(text_span(&rows));
	assert_int_equal(r.csv->count, LIMIT_TABLE_ROWS);
	arena_release(r.arena);
	text_add_string(&rows, "a\n");
	is_refused(text_span(&rows), FINDING_csv_too_large, LIMIT_TABLE_ROWS + 1, 1);
	text_release(&columns);
	text_release(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_and_their_places),
		cmocka_unit_test(quotes_line_ends_and_letters),
		cmocka_unit_test(nothing_and_almost_nothing),
		cmocka_unit_test(quotes_that_cannot_be_read),
		cmocka_unit_test(limits_at_and_above),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
