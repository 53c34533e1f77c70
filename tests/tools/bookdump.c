/*
 * bookdump FILE.xlsx: what stands in a workbook, readable and the same on every machine, for golden
 * files. Exit 1 and a line for each fault when something is hidden, merged, commented, links out of
 * the file, names a person, or is not whole.
 */
#include "tools/book.h"

static void print_quoted(struct span s)
{
	putchar('"');
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '\n')
			fputs("\\n", stdout);
		else if (s.at[i] == '\t')
			fputs("\\t", stdout);
		else if (s.at[i] == '"' || s.at[i] == '\\')
			printf("\\%c", s.at[i]);
		else
			putchar(s.at[i]);
	}
	putchar('"');
}

static void print_cell(const struct book_cell *cell)
{
	printf("  %.*s ", SPAN_ARG(cell->ref));
	if (!cell->value.at)
		fputs("blank", stdout);
	else if (cell->is_text)
		print_quoted(cell->value);
	else
		printf("%.15g", strtod(cell->value.at, NULL));
	if (cell->formula.at)
		printf(" = %.*s", SPAN_ARG(cell->formula));
	if (!span_is(cell->format, "General"))
		printf(" [%.*s]", SPAN_ARG(cell->format));
	if (cell->link.at)
		printf(" -> %.*s", SPAN_ARG(cell->link));
	putchar('\n');
}

static void print_line(const char *label, struct span text)
{
	if (text.length)
		printf("%s: %.*s\n", label, SPAN_ARG(text));
}

static void print_range(const char *label, const struct book_range *range)
{
	printf("    %s %.*s", label, SPAN_ARG(range->ref));
	for (size_t i = 0; i < range->point_count; i++)
		printf(" | %.*s", SPAN_ARG(range->points[i]));
	putchar('\n');
}

static void print_chart(const struct book_chart *chart)
{
	printf("  chart: %.*s, columns %zu to %zu, rows %zu to %zu\n", SPAN_ARG(chart->title),
		chart->place[0] + 1, chart->place[2] + 1, chart->place[1] + 1, chart->place[3] + 1);
	printf("    %s: %.*s\n", chart->decorative ? "decorative" : "description",
		SPAN_ARG(chart->description));
	printf("    axes: %.*s | %.*s\n", SPAN_ARG(chart->category_title), SPAN_ARG(chart->value_title));
	for (size_t i = 0; i < chart->series_count; i++) {
		print_range("series", &chart->series[i].name);
		print_range("  of", &chart->series[i].categories);
		print_range("  figures", &chart->series[i].values);
		printf("      colours %.*s\n", SPAN_ARG(chart->series[i].colours));
	}
}

static void print_sheet(const struct book_sheet *sheet, size_t number)
{
	printf("\nsheet %zu: %.*s\n", number, SPAN_ARG(sheet->name));
	print_line("  columns", sheet->widths);
	print_line("  view", sheet->view);
	print_line("  page", sheet->page);
	print_line("  header", sheet->header);
	print_line("  footer", sheet->footer);
	print_line("  table", span_trim(sheet->tables));
	for (size_t i = 0; i < sheet->rule_count; i++)
		printf("  colour: %.*s %.*s where %.*s\n", SPAN_ARG(sheet->rules[i].fill),
			SPAN_ARG(sheet->rules[i].ranges), SPAN_ARG(sheet->rules[i].formula));
	for (size_t i = 0; i < sheet->chart_count; i++)
		print_chart(&sheet->charts[i]);
	for (size_t i = 0; i < sheet->cell_count; i++)
		print_cell(&sheet->cells[i]);
}

static void print_properties(struct book_read *b)
{
	static const struct {
		const char *label, *part, *element;
	} properties[] = {
		{"title", "docProps/core.xml", "dc:title"}, {"subject", "docProps/core.xml", "dc:subject"},
		{"description", "docProps/core.xml", "dc:description"},
		{"status", "docProps/core.xml", "cp:contentStatus"},
		{"created", "docProps/core.xml", "dcterms:created"},
		{"modified", "docProps/core.xml", "dcterms:modified"},
		{"language", "docProps/custom.xml", "vt:lpwstr"},
	};
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		print_line(properties[i].label, book_property(b, properties[i].part, properties[i].element));
}

int main(int argc, char **argv)
{
	struct text bytes = {0};
	if (argc != 2 || !read_file(argv[1], &bytes)) {
		fprintf(stderr, "bookdump: cannot read %s\n", argc == 2 ? argv[1] : "(one file, please)");
		return 2;
	}
	struct arena *arena = arena_new();
	struct book_read *b = book_read(arena, text_span(&bytes));
	print_properties(b);
	if (b->names.length)
		printf("\nnames\n%.*s", SPAN_ARG(b->names));
	for (size_t i = 0; i < b->sheet_count; i++)
		print_sheet(&b->sheets[i], i + 1);
	const bool faulty = b->faults.length > 0;
	fprintf(stderr, "%s", faulty ? b->faults.at : "");
	text_release(&b->faults);
	text_release(&bytes);
	arena_release(arena);
	return faulty;
}
