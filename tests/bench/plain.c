/*
 * plain FOLDER FILE...: plain single-threaded use of the three libraries on the papers that
 * make_papers writes: libyaml's events, cmark's HTML and CommonMark writers on all prose, and a
 * workbook of the same sheets, formats, tables and formulas as cabpaper makes of such a paper, filled
 * from constants and written straight to its place. Nothing is checked, settled or read back. It is
 * what the benchmark holds cabpaper against.
 */
#include <cmark.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <yaml.h>

struct figures {
	lxw_format *text, *header, *number, *money, *total, *total_number, *total_money, *link, *title,
		*label, *amber, *red;
};

static lxw_format *format_new(lxw_workbook *book)
{
	lxw_format *format = workbook_add_format(book);
	format_set_font_name(format, "Arial");
	format_set_font_size(format, 12);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	return format;
}

static lxw_format *figure_new(lxw_workbook *book, const char *number, int total, lxw_color_t fill)
{
	lxw_format *format = format_new(book);
	format_set_num_format(format, number);
	format_set_align(format, LXW_ALIGN_RIGHT);
	if (total) {
		format_set_bold(format);
		format_set_top(format, LXW_BORDER_THIN);
	}
	if (fill)
		format_set_bg_color(format, fill);
	return format;
}

static void formats_make(lxw_workbook *book, struct figures *f)
{
	f->title = format_new(book);
	format_set_bold(f->title);
	format_set_font_size(f->title, 16);
	f->label = format_new(book);
	format_set_bold(f->label);
	format_set_text_wrap(f->label);
	f->text = format_new(book);
	format_set_text_wrap(f->text);
	f->link = format_new(book);
	format_set_underline(f->link, LXW_UNDERLINE_SINGLE);
	format_set_font_color(f->link, 0x0563C1);
	format_set_text_wrap(f->link);
	f->header = format_new(book);
	format_set_bold(f->header);
	format_set_bg_color(f->header, 0xE7E6E6);
	format_set_bottom(f->header, LXW_BORDER_THIN);
	format_set_text_wrap(f->header);
	f->total = format_new(book);
	format_set_bold(f->total);
	format_set_top(f->total, LXW_BORDER_THIN);
	f->number = figure_new(book, "#,##0", 0, 0);
	f->money = figure_new(book, "#,##0;-#,##0", 0, 0);
	f->total_number = figure_new(book, "#,##0", 1, 0);
	f->total_money = figure_new(book, "#,##0;-#,##0", 1, 0);
	f->amber = figure_new(book, "#,##0", 0, 0xFFE5A0);
	f->red = figure_new(book, "#,##0", 0, 0xF8C4C0);
}

static lxw_worksheet *sheet_new(lxw_workbook *book, const struct figures *f, const char *name, int index,
	int header_row, int rows, const char *const *headers, int columns, int filter)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book, name);
	worksheet_set_paper(sheet, 9);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_header(sheet, "&LVisits in a year by centre&RFinal");
	worksheet_set_footer(sheet, "&LBEN/2005/0  Programme of works, report 0&R&P / &N");
	if (filter) {
		worksheet_freeze_panes(sheet, 1, 0);
		worksheet_repeat_rows(sheet, 0, 0);
	}
	lxw_table_column column[8] = {{0}}, *list[9] = {0};
	for (int i = 0; i < columns; i++) {
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, 14 + i, NULL);
		column[i].header = (char *)(uintptr_t)headers[i];
		column[i].header_format = f->header;
		list[i] = &column[i];
	}
	char table[32];
	snprintf(table, sizeof table, "T%d_Table", index);
	lxw_table_options options = {.name = table, .columns = list, .no_autofilter = !filter,
		.style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = 15, .no_banded_rows = 1};
	worksheet_add_table(sheet, (lxw_row_t)header_row, 0, (lxw_row_t)(header_row + rows), (lxw_col_t)(columns - 1), &options);
	return sheet;
}

static void contents(lxw_workbook *book, const struct figures *f)
{
	static const char *const headers[] = {"Sheet", "What it shows"};
	static const char *const names[] = {"Table 1 Visits in a year by cen", "Table 2 Hours of opening by cen",
		"Options compared", "Risk register", "Costs and savings"};
	lxw_worksheet *sheet = sheet_new(book, f, "Contents", 1, 5, 5, headers, 2, 0);
	worksheet_write_string(sheet, 0, 0, "Programme of works, report 0", f->title);
	static const char *const facts[][2] = {{"Council", "Herefordshire Council, report to Cabinet"},
		{"Reference", "BEN/2005/0"}, {"Meeting", "Cabinet, 1st January, 2005"}, {"Status", "Final"}};
	for (int i = 0; i < 4; i++) {
		worksheet_write_string(sheet, (lxw_row_t)(i + 1), 0, facts[i][0], f->label);
		worksheet_write_string(sheet, (lxw_row_t)(i + 1), 1, facts[i][1], f->text);
	}
	for (int i = 0; i < 5; i++) {
		char target[64];
		snprintf(target, sizeof target, "internal:'%s'!A1", names[i]);
		worksheet_write_url_opt(sheet, (lxw_row_t)(i + 6), 0, target, f->link, names[i], NULL);
		worksheet_write_string(sheet, (lxw_row_t)(i + 6), 1, names[i], f->text);
	}
}

static void placed_table(lxw_workbook *book, const struct figures *f, const char *name, int index)
{
	static const char *const headers[] = {"Place", "Last year", "This year", "Remarks"};
	lxw_worksheet *sheet = sheet_new(book, f, name, index, 0, 14, headers, 4, 1);
	for (lxw_row_t i = 1; i <= 14; i++) {
		char place[32];
		snprintf(place, sizeof place, "Centre %d", (int)i);
		worksheet_write_string(sheet, i, 0, place, f->text);
		worksheet_write_number(sheet, i, 1, 311.0 * i, f->number);
		worksheet_write_number(sheet, i, 2, 290.0 * i, f->number);
		worksheet_write_string(sheet, i, 3, "the service of the towns", f->text);
	}
	worksheet_write_string(sheet, 15, 0, "Total", f->total);
	worksheet_write_formula_num(sheet, 15, 1, "=SUM(B2:B15)", f->total_number, 32655);
	worksheet_write_formula_num(sheet, 15, 2, "=SUM(C2:C15)", f->total_number, 30450);
	worksheet_write_blank(sheet, 15, 3, f->total);
}

static void options(lxw_workbook *book, const struct figures *f)
{
	static const char *const headers[] = {"Option", "For", "Against", "Preferred"};
	lxw_worksheet *sheet = sheet_new(book, f, "Options compared", 4, 0, 2, headers, 4, 1);
	for (lxw_row_t i = 1; i <= 2; i++)
		for (lxw_col_t c = 0; c < 4; c++)
			worksheet_write_string(sheet, i, c, "Two towns go without.", f->text);
}

static void risks(lxw_workbook *book, const struct figures *f)
{
	static const char *const headers[] = {"Risk", "Likelihood", "Impact", "Score", "Band", "Mitigation", "Owner"};
	lxw_worksheet *sheet = sheet_new(book, f, "Risk register", 5, 0, 6, headers, 7, 1);
	for (lxw_row_t i = 1; i <= 6; i++) {
		char product[32];
		snprintf(product, sizeof product, "=B%d*C%d", (int)i + 1, (int)i + 1);
		worksheet_write_string(sheet, i, 0, "The review is late", f->text);
		worksheet_write_number(sheet, i, 1, 3, f->number);
		worksheet_write_number(sheet, i, 2, 4, f->number);
		worksheet_write_formula_num(sheet, i, 3, product, i % 2 ? f->amber : f->red, 12);
		worksheet_write_string(sheet, i, 4, "amber", f->text);
		worksheet_write_string(sheet, i, 5, "Begin in May", f->text);
		worksheet_write_string(sheet, i, 6, "Head of Property", f->text);
	}
}

static void finance(lxw_workbook *book, const struct figures *f)
{
	static const char *const headers[] = {"Item", "Kind", "2005/06 (\xC2\xA3" "000)", "2006/07 (\xC2\xA3" "000)",
		"2007/08 (\xC2\xA3" "000)", "Total (\xC2\xA3" "000)"};
	static const char *const totals[] = {"Total capital", "Total revenue", "Total"};
	lxw_worksheet *sheet = sheet_new(book, f, "Costs and savings", 6, 0, 6, headers, 6, 1);
	for (lxw_row_t i = 1; i <= 6; i++) {
		char item[32], sum[32];
		snprintf(item, sizeof item, "Stage %d", (int)i);
		snprintf(sum, sizeof sum, "=SUM(C%d:E%d)", (int)i + 1, (int)i + 1);
		worksheet_write_string(sheet, i, 0, item, f->text);
		worksheet_write_string(sheet, i, 1, i % 2 ? "capital" : "revenue", f->text);
		for (lxw_col_t c = 2; c < 5; c++)
			worksheet_write_number(sheet, i, c, 101.0 * i, f->money);
		worksheet_write_formula_num(sheet, i, 5, sum, f->money, 303.0 * i);
	}
	for (lxw_row_t i = 0; i < 3; i++) {
		worksheet_write_string(sheet, 7 + i, 0, totals[i], f->total);
		worksheet_write_blank(sheet, 7 + i, 1, f->total);
		for (lxw_col_t c = 2; c < 6; c++) {
			char sum[64];
			snprintf(sum, sizeof sum, i < 2 ? "=SUMIF(B2:B7,\"capital\",%c2:%c7)" : "=SUM(%c2:%c7)", 'A' + c, 'A' + c);
			worksheet_write_formula_num(sheet, 7 + i, c, sum, f->total_money, 909);
		}
	}
}

static int workbook_write(const char *path)
{
	lxw_workbook *book = workbook_new(path);
	char title[] = "Programme of works, report 0", subject[] = "BEN/2005/0, Cabinet",
		comments[] = "To agree the programme of works for three years.", status[] = "Final";
	lxw_doc_properties properties = {.title = title, .subject = subject,
		.comments = comments, .status = status, .created = 1104537600};
	workbook_set_properties(book, &properties);
	workbook_set_custom_property_string(book, "Language", "en");
	struct figures f;
	formats_make(book, &f);
	contents(book, &f);
	placed_table(book, &f, "Table 1 Visits in a year by cen", 2);
	placed_table(book, &f, "Table 2 Hours of opening by cen", 3);
	options(book, &f);
	risks(book, &f);
	finance(book, &f);
	return workbook_close(book);
}

static char *read_all(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	fseek(f, 0, SEEK_END);
	*size = (size_t)ftell(f);
	rewind(f);
	char *bytes = malloc(*size + 1);
	if (fread(bytes, 1, *size, f) != *size)
		return NULL;
	bytes[*size] = 0;
	fclose(f);
	return bytes;
}

static int write_all(const char *folder, const char *base, const char *suffix, const char *text)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s%s", folder, base, suffix);
	FILE *f = fopen(path, "wb");
	return !f || fputs(text, f) < 0 || fclose(f);
}

static int paper(const char *folder, const char *path)
{
	size_t size, prose_size;
	char *bytes = read_all(path, &size), *prose;
	if (!bytes)
		return 1;
	FILE *all = open_memstream(&prose, &prose_size);
	yaml_parser_t parser;
	yaml_event_t event;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
	for (int done = 0; !done;) {
		if (!yaml_parser_parse(&parser, &event))
			return 1;
		if (event.type == YAML_SCALAR_EVENT)
			fprintf(all, "%s\n\n", (const char *)event.data.scalar.value);
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	fclose(all);
	char base[256];
	const char *name = strrchr(path, '/');
	snprintf(base, sizeof base, "%s", name ? name + 1 : path);
	*strrchr(base, '.') = 0;
	cmark_node *document = cmark_parse_document(prose, prose_size, CMARK_OPT_DEFAULT);
	char *html = cmark_render_html(document, CMARK_OPT_DEFAULT), *markdown = cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0);
	cmark_node_free(document);
	int bad = write_all(folder, base, ".html", html) || write_all(folder, base, ".md", markdown);
	char book[4096];
	snprintf(book, sizeof book, "%s/%s.xlsx", folder, base);
	bad = bad || workbook_write(book);
	free(html);
	free(markdown);
	free(prose);
	free(bytes);
	return bad;
}

int main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++)
		if (paper(argv[1], argv[i])) {
			fprintf(stderr, "plain: %s\n", argv[i]);
			return 1;
		}
	return argc < 3;
}
