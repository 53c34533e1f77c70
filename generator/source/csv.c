#include "source/csv.h"

#include "base/limits.h"

#include <csv.h>

/* libcsv says what a field holds and not where it stood: it is fed byte by byte, and the places are
 * counted here. */
struct csv_reading {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	size_t at;    /* the byte that is being read */
	size_t start; /* where the field began */
	struct csv_field *fields; /* of the present row */
	size_t field_count, field_capacity;
	struct csv_row *rows;
	size_t row_count, row_capacity;
	bool failed;
};

static struct place place_of(const struct csv_reading *r, size_t from, size_t to)
{
	return (struct place){r->source->number, (uint32_t)from, (uint32_t)to};
}

static void fail(struct csv_reading *r, enum finding_id id, struct place place, struct span one)
{
	if (!r->failed)
		diag_add(r->diags, id, place, one, SPAN_NONE, SPAN_NONE);
	r->failed = true;
}

/* The field as it stands in the file, without the blanks around it. */
static struct place field_place(const struct csv_reading *r)
{
	size_t from = r->start, to = r->at;
	const char *bytes = r->source->bytes.at;
	while (from < to && is_space(bytes[from]))
		from++;
	while (to > from && is_space(bytes[to - 1]))
		to--;
	return place_of(r, from, to);
}

static void take_field(void *field, size_t length, void *context)
{
	struct csv_reading *r = context;
	const struct span text = {field, length};
	const struct place place = field_place(r);
	ARENA_GROW(r->arena, r->fields, r->field_count, r->field_capacity);
	r->fields[r->field_count++] =
		(struct csv_field){arena_copy(r->arena, span_trim(text)), place};
	r->start = r->at + 1;
	if (r->field_count > LIMIT_TABLE_COLUMNS)
		fail(r, FINDING_csv_too_large, place,
			arena_format(r->arena, "%u columns", LIMIT_TABLE_COLUMNS));
}

static void take_row(int ended_by, void *context)
{
	struct csv_reading *r = context;
	(void)ended_by;
	if (!r->field_count)
		return;
	const struct place last = r->fields[r->field_count - 1].place;
	ARENA_GROW(r->arena, r->rows, r->row_count, r->row_capacity);
	r->rows[r->row_count++] = (struct csv_row){r->fields, r->field_count,
		place_of(r, r->fields[0].place.from, last.to)};
	r->fields = NULL; /* the next row has an array of its own */
	r->field_count = r->field_capacity = 0;
	if (r->row_count > LIMIT_TABLE_ROWS)
		fail(r, FINDING_csv_too_large, last,
			arena_format(r->arena, "%u rows", LIMIT_TABLE_ROWS));
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static void read_rows(struct csv_reading *r, struct csv_parser *parser)
{
	const struct span bytes = r->source->bytes;
	r->at = r->start = r->source->mark;
	for (; r->at < bytes.length && !r->failed; r->at++) {
		const bool between_rows = !r->field_count && r->start == r->at;
		if (csv_parse(parser, bytes.at + r->at, 1, take_field, take_row, r) != 1)
			fail(r, FINDING_csv_quote, place_of(r, r->at, r->at + 1), SPAN_NONE);
		if (between_rows && is_line_end(bytes.at[r->at]))
			r->start = r->at + 1;
	}
	if (!r->failed && csv_fini(parser, take_field, take_row, r) != 0)
		fail(r, FINDING_csv_unclosed, place_of(r, r->start, r->start + 1), SPAN_NONE);
}

const struct csv *csv_read(struct arena *arena, struct diags *diags, const struct source *source)
{
	struct csv_reading reading = {.arena = arena, .diags = diags, .source = source};
	struct csv_parser parser;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return NULL;
	read_rows(&reading, &parser);
	csv_free(&parser);
	if (reading.failed)
		return NULL;
	struct csv *csv = ARENA_NEW(arena, struct csv);
	*csv = (struct csv){reading.rows, reading.row_count};
	return csv;
}
