/* The workbook: planned, written by libxlsxwriter, and read back before anybody gets it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "readback/readback.h"
#include "render/workbook_plan.h"

#define MEMORY_FOLDER "/dev/shm"
#define DISK_FOLDER "/tmp"

bool workbook_fits(const struct rendering *what)
{
	return book_surely_fits(what) || book_plan(what, what->diags) != NULL;
}

/* --- what the file must hold */
static uint32_t headers_of(const struct sheet *sheet)
{
	return sheet->columns[0].header ? sheet->column_count : 0;
}

static void promise_chart(const struct sheet_chart *chart, struct workbook_promise *promise)
{
	const uint32_t across = chart->last_column - chart->first_column + 1u;
	promise->charts++;
	promise->series += (uint32_t)chart->series_count;
	promise->points += (uint32_t)chart->series_count * across;
}

static struct workbook_promise promise_of(const struct book *book)
{
	struct workbook_promise promise = {.sheets = (uint32_t)book->sheet_count,
		.first_sheet = book->sheets[0].name};
	for (size_t i = 0; i < book->sheet_count; i++) {
		const struct sheet *sheet = &book->sheets[i];
		promise.tables += sheet->table_rows > 0;
		promise.cells += (uint32_t)sheet->cell_count + headers_of(sheet);
		for (size_t k = 0; k < sheet->cell_count; k++)
			promise.formulas += sheet->cells[k].kind == SHEET_formula ||
					    sheet->cells[k].kind == SHEET_text_formula;
		promise.rules += (uint32_t)sheet->rule_count;
		if (sheet->chart)
			promise_chart(sheet->chart, &promise);
	}
	return promise;
}

/* --- folders for the library's temporary parts */
static bool make_folder(const char *parent, char *path, size_t size)
{
	snprintf(path, size, "%s/cabpaper-XXXXXX", parent);
	return mkdtemp(path) != NULL;
}

struct attempt {
	const struct rendering *what;
	const struct book *book;
	struct text bytes, reason;
	bool written; /* the library was content; the file did not read back */
};

static bool attempt_in(struct attempt *a, const char *folder)
{
	text_clear(&a->bytes);
	text_clear(&a->reason);
	a->written = book_write(a->book, folder, a->what->stamp, &a->bytes, &a->reason);
	return a->written;
}

static bool attempt_below(struct attempt *a, const char *parent)
{
	char folder[64];
	if (!make_folder(parent, folder, sizeof folder)) {
		text_clear(&a->reason);
		text_format(&a->reason, "no folder can be made in %s", parent);
		a->written = false;
		return false;
	}
	const struct workbook_promise promise = promise_of(a->book);
	const bool right = attempt_in(a, folder) &&
			   readback_workbook(text_span(&a->bytes), &promise, &a->reason);
	rmdir(folder); /* empty: the library unlinks its parts as soon as they are open */
	return right;
}

/*
 * In the caller's folder, and nowhere else, when there is one: the caller verifies, and knows where
 * to try again. Otherwise parts in memory first: a container's /dev/shm is often 64 MiB and shared,
 * and the library does not notice when it is full; then the same once more on disk.
 */
static bool make(struct attempt *a)
{
	if (a->what->temporary)
		return attempt_in(a, a->what->temporary);
	return attempt_below(a, MEMORY_FOLDER) || attempt_below(a, DISK_FOLDER);
}

bool render_workbook(const struct rendering *what, struct text *into)
{
	const struct book *book = book_plan(what, what->diags);
	if (!book)
		return false;
	struct attempt a = {.what = what, .book = book};
	const bool right = make(&a);
	if (right)
		text_add(into, text_span(&a.bytes));
	else
		diag_add(what->diags, a.written ? FINDING_not_verified : FINDING_not_rendered, what->place,
			SPAN("workbook"), text_span(&a.reason), SPAN_NONE);
	text_release(&a.bytes);
	text_release(&a.reason);
	return right;
}

bool verify_workbook(const struct rendering *what, struct span bytes)
{
	const struct book *book = book_plan(what, NULL);
	struct text reason = {0};
	bool right = false;
	if (book) {
		const struct workbook_promise promise = promise_of(book);
		right = readback_workbook(bytes, &promise, &reason);
	} else {
		text_add_string(&reason, "the paper does not fit into one");
	}
	if (!right)
		diag_add(what->diags, FINDING_not_verified, what->place, SPAN("workbook"),
			text_span(&reason), SPAN_NONE);
	text_release(&reason);
	return right;
}
