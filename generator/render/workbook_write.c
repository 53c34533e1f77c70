#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "render/workbook_plan.h"

#define PAPER_A4 9
#define FONT "Arial" /* what councils' guides to accessible print ask for, in 12 point */
#define FONT_SIZE 12
#define TITLE_SIZE 16
#define HEADER_GROUND 0xE7E6E6
#define LINK_COLOUR 0x0563C1
#define TABLE_LINES 15 /* of Excel's light styles: thin lines around every cell, no stripes */

/* One attempt. Nothing more is asked of the library once it has said no. */
struct writer {
	const struct book *book;
	lxw_workbook *workbook;
	lxw_format **formats; /* one for each style of the book */
	lxw_format *header;
	lxw_error error;
};
#define ASK(w, call)                                                                               \
	do {                                                                                       \
		if ((w)->error == LXW_NO_ERROR)                                                    \
			(w)->error = (call);                                                       \
	} while (0)

/* The library's strings are not const, and it copies all of them. */
static char *lent(const char *s)
{
	union {
		const char *lasting;
		char *lent;
	} u = {s};
	return u.lent;
}

/* --- formats */
static lxw_format *new_format(struct writer *w)
{
	lxw_format *format = w->error == LXW_NO_ERROR ? workbook_add_format(w->workbook) : NULL;
	if (!format) {
		ASK(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return NULL;
	}
	format_set_font_name(format, FONT);
	format_set_font_size(format, FONT_SIZE);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	return format;
}

static void set_look(lxw_format *format, const struct style *style)
{
	switch (style->look) {
	case LOOK_title:
		format_set_bold(format);
		format_set_font_size(format, TITLE_SIZE);
		break;
	case LOOK_header:
	case LOOK_label:
		format_set_bold(format);
		format_set_text_wrap(format);
		break;
	case LOOK_link:
		format_set_font_color(format, LINK_COLOUR);
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
		format_set_text_wrap(format);
		break;
	case LOOK_text:
		format_set_text_wrap(format);
		break;
	case LOOK_figure:
		format_set_align(format, LXW_ALIGN_RIGHT);
		format_set_indent(format, 1); /* a text in the next column must not touch it */
		if (style->total)
			format_set_bold(format);
		break;
	}
}

static void make_format(struct writer *w, size_t index)
{
	const struct style *style = &w->book->styles[index];
	lxw_format *format = w->formats[index] = new_format(w);
	if (!format)
		return;
	set_look(format, style);
	if (style->number_format)
		format_set_num_format(format, style->number_format);
	if (style->total)
		format_set_top(format, LXW_BORDER_THIN);
	if (style->fill)
		format_set_bg_color(format, style->fill);
}

static void make_formats(struct writer *w)
{
	w->formats = ARENA_ARRAY(w->book->arena, lxw_format *, w->book->style_count + 1);
	for (size_t i = 0; i < w->book->style_count; i++)
		make_format(w, i);
	const struct style header = {.look = LOOK_header};
	w->header = new_format(w);
	if (!w->header)
		return;
	set_look(w->header, &header);
	format_set_bg_color(w->header, HEADER_GROUND);
	format_set_bottom(w->header, LXW_BORDER_THIN);
}

/* --- cells */
static lxw_error write_cell(lxw_worksheet *sheet, const struct sheet_cell *cell, lxw_format *format)
{
	const lxw_row_t row = cell->row;
	const lxw_col_t column = cell->column;
	switch (cell->kind) {
	case SHEET_blank:
		return worksheet_write_blank(sheet, row, column, format);
	case SHEET_text: /* whatever it begins with: text is never written as a formula or a link */
		return worksheet_write_string(sheet, row, column, cell->text, format);
	case SHEET_number:
		return worksheet_write_number(sheet, row, column, cell->value, format);
	case SHEET_formula: /* always with its value: not every reader of the file can work it out */
		return worksheet_write_formula_num(sheet, row, column, cell->text, format, cell->value);
	case SHEET_link:
		return worksheet_write_url_opt(sheet, row, column, cell->target, format, cell->text, NULL);
	}
	return LXW_ERROR_PARAMETER_VALIDATION;
}

/* --- sheets */
static void add_table(struct writer *w, lxw_worksheet *sheet, const struct sheet *plan)
{
	const size_t count = plan->column_count;
	lxw_table_column *columns = ARENA_ARRAY(w->book->arena, lxw_table_column, count);
	lxw_table_column **list = ARENA_ARRAY(w->book->arena, lxw_table_column *, count + 1);
	for (size_t i = 0; i < count; i++) {
		columns[i].header = lent(plan->columns[i].header);
		columns[i].header_format = w->header;
		list[i] = &columns[i];
	}
	lxw_table_options options = {.name = lent(plan->table_name), .columns = list,
		.style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = TABLE_LINES,
		.no_banded_rows = LXW_TRUE, .no_autofilter = !plan->filter};
	ASK(w, worksheet_add_table(sheet, plan->header_row, 0, plan->header_row + plan->table_rows,
		(lxw_col_t)(count - 1), &options));
}

/* The library writes the headers of a table itself; one without rows cannot be a table. */
static void add_headers(struct writer *w, lxw_worksheet *sheet, const struct sheet *plan)
{
	if (plan->table_rows) {
		add_table(w, sheet, plan);
		return;
	}
	for (size_t i = 0; i < plan->column_count && plan->columns[i].header; i++)
		ASK(w, worksheet_write_string(sheet, plan->header_row, (lxw_col_t)i,
			plan->columns[i].header, w->header));
}

static void set_page(struct writer *w, lxw_worksheet *sheet, const struct sheet *plan)
{
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_fit_to_pages(sheet, 1, 0);
	if (plan->landscape)
		worksheet_set_landscape(sheet);
	ASK(w, worksheet_set_header(sheet, plan->page_header));
	ASK(w, worksheet_set_footer(sheet, plan->page_footer));
	if (!plan->frozen)
		return;
	worksheet_freeze_panes(sheet, plan->header_row + 1, plan->frozen_columns);
	ASK(w, worksheet_repeat_rows(sheet, plan->header_row, plan->header_row));
}

static void write_sheet(struct writer *w, const struct sheet *plan)
{
	lxw_worksheet *sheet = w->error == LXW_NO_ERROR
		? workbook_add_worksheet(w->workbook, plan->name.at) : NULL;
	if (!sheet) {
		ASK(w, LXW_ERROR_PARAMETER_VALIDATION);
		return;
	}
	set_page(w, sheet, plan);
	for (size_t i = 0; i < plan->column_count; i++)
		ASK(w, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, plan->columns[i].width, NULL));
	worksheet_set_default_row(sheet, ROW_HEIGHT, LXW_FALSE);
	for (size_t i = 0; i < plan->height_count; i++)
		if (plan->heights[i] > ROW_HEIGHT)
			ASK(w, worksheet_set_row(sheet, (lxw_row_t)i, plan->heights[i], NULL));
	add_headers(w, sheet, plan);
	for (size_t i = 0; i < plan->cell_count; i++)
		ASK(w, write_cell(sheet, &plan->cells[i], w->formats[plan->cells[i].style]));
}

/* No author and no company, on purpose: a workbook must not say who typed it. */
static void set_properties(struct writer *w, int64_t stamp)
{
	const struct book *b = w->book;
	lxw_doc_properties properties = {.title = lent(b->title), .subject = lent(b->subject),
		.comments = lent(b->description), .status = lent(b->status),
		.created = stamp ? (time_t)stamp : 1 /* the library takes 0 for "now" */};
	ASK(w, workbook_set_properties(w->workbook, &properties));
	if (b->language)
		ASK(w, workbook_set_custom_property_string(w->workbook, "Language", b->language));
}

/* --- the file */
/* The library prints system errors to stderr by itself. They are reported by us, once. */
static int hush(void)
{
	fflush(stderr);
	const int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	const int nowhere = kept < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (nowhere >= 0) {
		dup2(nowhere, STDERR_FILENO);
		close(nowhere);
	}
	return kept;
}

static void unhush(int kept)
{
	if (kept < 0)
		return;
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
}

static lxw_error write_book(const struct book *book, const char *path, const char *folder,
	int64_t stamp)
{
	struct writer w = {.book = book};
	lxw_workbook_options options = {.tmpdir = lent(folder)};
	w.workbook = workbook_new_opt(path, &options);
	if (!w.workbook)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	set_properties(&w, stamp);
	make_formats(&w);
	for (size_t i = 0; i < book->sheet_count; i++)
		write_sheet(&w, &book->sheets[i]);
	if (w.error == LXW_NO_ERROR)
		return workbook_close(w.workbook);
	lxw_workbook_free(w.workbook);
	return w.error;
}

static bool take_file(int file, struct text *into)
{
	struct stat status;
	if (fstat(file, &status) != 0 || status.st_size <= 0)
		return false;
	const size_t size = (size_t)status.st_size;
	void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
	if (bytes == MAP_FAILED)
		return false;
	text_add(into, (struct span){bytes, size});
	munmap(bytes, size);
	return !text_failed(into);
}

bool book_write(const struct book *book, const char *folder, int64_t stamp, struct text *into,
	struct text *reason)
{
	/* A missing folder would send the parts to /tmp without a word. */
	struct stat status;
	if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode)) {
		text_format(reason, "there is no folder %s", folder);
		return false;
	}
	const int file = memfd_create("workbook", MFD_CLOEXEC);
	if (file < 0) {
		text_format(reason, "no memory for it (%s)", strerror(errno));
		return false;
	}
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	const int kept = hush();
	errno = 0;
	const lxw_error error = write_book(book, path, folder, stamp);
	const int system_error = errno;
	unhush(kept);
	const bool right = error == LXW_NO_ERROR && take_file(file, into);
	if (error != LXW_NO_ERROR)
		text_format(reason, "%s%s%s", lxw_strerror(error), system_error ? ": " : "",
			system_error ? strerror(system_error) : "");
	else if (!right)
		text_add_string(reason, "the finished file cannot be read");
	close(file);
	return right;
}
