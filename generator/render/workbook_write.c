#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

#define FILLS 8 /* different colours of rules in a book */

/* One attempt. Nothing more is asked of the library once it has said no. */
struct writer {
	const struct book *book;
	lxw_workbook *workbook;
	lxw_format **formats; /* one for each style of the book */
	lxw_format *header;
	struct {
		uint32_t fill;
		lxw_format *format;
	} fills[FILLS]; /* of rules, each once */
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

static char *arena_lent(struct writer *w, struct text *text)
{
	return lent(arena_copy(w->book->arena, text_span(text)).at);
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
	case SHEET_text_formula:
		return worksheet_write_formula_str(sheet, row, column, cell->text, format, cell->result);
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

/* --- colours by a rule: a ground and nothing else, so that font and figures stay those of the cell */
static lxw_format *format_of_fill(struct writer *w, uint32_t fill)
{
	size_t i = 0;
	while (i + 1 < FILLS && w->fills[i].format && w->fills[i].fill != fill)
		i++;
	if (w->fills[i].format && w->fills[i].fill == fill)
		return w->fills[i].format;
	lxw_format *format = workbook_add_format(w->workbook);
	if (!format)
		return NULL;
	format_set_bg_color(format, fill);
	w->fills[i].fill = fill;
	w->fills[i].format = format;
	return format;
}

static void add_rule(struct writer *w, lxw_worksheet *sheet, const struct sheet_rule *plan)
{
	struct text ranges = {0};
	for (size_t i = 0; i < plan->column_count; i++) {
		text_add_string(&ranges, i ? " " : "");
		formula_column(&ranges, plan->columns[i][0]);
		text_format(&ranges, "%u:", plan->first_row + 1);
		formula_column(&ranges, plan->columns[i][1]);
		text_format(&ranges, "%u", plan->last_row + 1);
	}
	lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
		.value_string = lent(plan->formula), .format = format_of_fill(w, plan->fill),
		.multi_range = arena_lent(w, &ranges)};
	text_release(&ranges);
	if (!rule.format)
		ASK(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
	ASK(w, worksheet_conditional_format_range(sheet, plan->first_row, plan->columns[0][0],
		plan->last_row, plan->columns[0][1], &rule));
}

/* --- charts */
#define CHART_WIDTH 480.0 /* pixels of the library's chart, of which ours is a multiple */
#define CHART_HEIGHT 288.0
#define CHART_GAP 40      /* between two years, in hundredths of a bar */
#define INK 0x1A1C1E
#define GRID 0xD0D3D6

/* Told apart without colour, in print too: dark, middling, and white with an outline, as on the page. */
static const lxw_color_t series_fills[CHART_SERIES] = {INK, 0x8A9299, 0xFFFFFF};

static lxw_chart_font chart_font(bool bold, double size)
{
	return (lxw_chart_font){.name = lent(FONT), .size = size, .bold = bold, .color = INK};
}

/* 'Costs'!$C$8:$E$8; of a single cell the first half. */
static char *range_of(struct writer *w, const struct sheet *plan, uint32_t row, uint16_t first,
	uint16_t last)
{
	struct text range = {0};
	text_add_char(&range, '=');
	formula_sheet(&range, plan->name.at);
	for (uint16_t column = first;; column = last) {
		text_add_char(&range, '$');
		formula_column(&range, column);
		text_format(&range, "$%u", row + 1);
		if (column == last)
			break;
		text_add_char(&range, ':');
	}
	char *result = arena_lent(w, &range);
	text_release(&range);
	return result;
}

/*
 * What a chart shows before anything is worked out. The library takes it from cells, but knows no
 * values of formulas, which totals are, and no sheet with an apostrophe in its name; so it is told, as
 * lxw_chart_add_data_cache tells it. The library frees both.
 */
static void store_point(struct writer *w, lxw_series_range *range, const char *words, double number)
{
	lxw_series_data_point *point = w->error == LXW_NO_ERROR ? calloc(1, sizeof *point) : NULL;
	char *copy = point && words ? strdup(words) : NULL;
	if (!point || (words && !copy)) {
		free(point);
		ASK(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	point->number = number;
	point->string = copy;
	point->is_string = range->has_string_cache = words != NULL;
	range->ignore_cache = LXW_TRUE;
	range->num_data_points++;
	STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
}

static void add_series(struct writer *w, lxw_chart *chart, const struct sheet *plan, size_t index)
{
	const struct sheet_chart *c = plan->chart;
	const struct sheet_series *from = &c->series[index];
	lxw_chart_series *series = w->error != LXW_NO_ERROR ? NULL : chart_add_series(chart,
		range_of(w, plan, plan->header_row, c->first_column, c->last_column),
		range_of(w, plan, from->row, c->first_column, c->last_column));
	if (!series) {
		ASK(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	chart_series_set_name(series, range_of(w, plan, from->row, 0, 0));
	store_point(w, series->title.range, from->name, 0);
	for (uint16_t column = c->first_column; column <= c->last_column; column++) {
		store_point(w, series->categories, plan->columns[column].header, 0);
		store_point(w, series->values, NULL, from->values[column - c->first_column]);
	}
	lxw_chart_fill fill = {.color = series_fills[index]};
	lxw_chart_line line = {.color = INK, .width = 0.75f};
	chart_series_set_fill(series, &fill);
	chart_series_set_line(series, &line);
	if (!c->figures)
		return;
	lxw_chart_font font = chart_font(false, FONT_SIZE);
	chart_series_set_labels(series);
	chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
	chart_series_set_labels_font(series, &font);
	chart_series_set_labels_num_format(series, c->number_format);
}

/* The first year on top, as on the page; names of years beside the bars of negative figures too. Of
 * bars the library calls the axis of the categories y, because it stands upright. */
static void set_axes(lxw_chart *chart, const struct sheet_chart *plan)
{
	lxw_chart_axis *const years = chart->y_axis, *const values = chart->x_axis;
	lxw_chart_font font = chart_font(false, FONT_SIZE), bold = chart_font(true, FONT_SIZE);
	lxw_chart_line grid = {.color = GRID, .width = 0.75f};
	chart_axis_set_name(years, plan->category_title);
	chart_axis_set_name_font(years, &bold);
	chart_axis_set_num_font(years, &font);
	chart_axis_set_reverse(years);
	chart_axis_set_label_position(years, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	chart_axis_set_name(values, plan->value_title);
	chart_axis_set_name_font(values, &bold);
	chart_axis_set_num_font(values, &font);
	chart_axis_set_num_format(values, plan->number_format);
	chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
	chart_axis_major_gridlines_set_line(values, &grid);
}

static void add_chart(struct writer *w, lxw_worksheet *sheet, const struct sheet *plan)
{
	const struct sheet_chart *c = plan->chart;
	lxw_chart *chart = w->error == LXW_NO_ERROR ? workbook_add_chart(w->workbook, LXW_CHART_BAR) : NULL;
	if (!chart) {
		ASK(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	for (size_t i = 0; i < c->series_count; i++)
		add_series(w, chart, plan, i);
	lxw_chart_font title = chart_font(true, FONT_SIZE + 2), font = chart_font(false, FONT_SIZE);
	chart_title_set_name(chart, c->title);
	chart_title_set_name_font(chart, &title);
	set_axes(chart, c);
	chart_set_series_gap(chart, CHART_GAP);
	if (c->series_count > 1) {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
		chart_legend_set_font(chart, &font);
	} else {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	}
	lxw_chart_options options = {.x_scale = c->width / CHART_WIDTH, .y_scale = c->height / CHART_HEIGHT,
		.object_position = LXW_OBJECT_MOVE_DONT_SIZE, .description = lent(c->description)};
	ASK(w, worksheet_insert_chart_opt(sheet, c->row, 0, chart, &options));
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
	for (size_t i = 0; i < plan->rule_count; i++)
		add_rule(w, sheet, &plan->rules[i]);
	if (plan->chart)
		add_chart(w, sheet, plan);
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
