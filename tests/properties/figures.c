/*
 * figures make FOLDER FIRST BLOCKS PER-PAPER: random finance blocks, PER-PAPER in each paper below
 * FOLDER/papers, with a style that has as many parts; and the totals that each must have, added up
 * here, in FOLDER/NAME.want: "TABLE ROW-LABEL|pence|pence..." in the order of the paper.
 * figures hold WANT FILE...: every total on the page (.html), in the Markdown (.md) and in the workbook
 * (.xlsx) is the one that is wanted, to the penny; prints how many. Nothing of the program's
 * arithmetic is used: amounts are read from what the files say.
 */
#include <math.h>
#include <sys/stat.h>

#include "tools/book.h"

#define MOST_LINES 6
#define MOST_YEARS 4
#define LINE_BYTES 512

/* --- chance: the same blocks for the same number on every machine */
static uint64_t chance_state;
static uint64_t chance(uint64_t below)
{
	uint64_t z = (chance_state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (z ^ (z >> 31)) % below;
}

/* --- blocks */
struct line {
	int kind; /* -1: none */
	int64_t pence[MOST_YEARS];
};
struct block {
	int unit; /* decimals of a pence amount in it: 2, 5, 8 */
	size_t years, lines, funding;
	struct line of[2 * MOST_LINES];
};
static const char *const kinds[] = {"capital", "revenue", "one-off", "Reserve A"};

static int64_t random_pence(int unit)
{
	static const int64_t sizes[] = {100, 10000, 1000000, 100000000, 10000000000};
	const int64_t size = sizes[chance(5)];
	int64_t pence = (int64_t)chance((uint64_t)size);
	if (chance(3) == 0) /* whole ones of the unit are what papers have most */
		pence = (int64_t)chance(2000) * (unit == 2 ? 100 : unit == 5 ? 100000 : 100000000);
	return chance(5) == 0 ? -pence : pence;
}

static struct block random_block(void)
{
	static const int units[] = {2, 5, 8};
	struct block b = {.unit = units[chance(3)], .years = 1 + chance(MOST_YEARS),
		.lines = 1 + chance(MOST_LINES), .funding = chance(2) ? 1 + chance(3) : 0};
	const int most_kinds = (int)chance(5);
	for (size_t i = 0; i < b.lines + b.funding; i++) {
		b.of[i].kind = most_kinds ? (int)chance((uint64_t)most_kinds) : -1;
		for (size_t y = 0; y < b.years; y++)
			b.of[i].pence[y] = random_pence(b.unit);
	}
	return b;
}

static void print_amount(FILE *to, int64_t pence, int decimals)
{
	int64_t power = 1;
	for (int i = 0; i < decimals; i++)
		power *= 10;
	const uint64_t size = (uint64_t)(pence < 0 ? -pence : pence);
	fprintf(to, "\"%s%llu.%0*llu\"", pence < 0 ? "-" : "", (unsigned long long)(size / (uint64_t)power),
		decimals, (unsigned long long)(size % (uint64_t)power));
}

static void print_lines(FILE *to, const struct block *b, const struct line *lines, size_t count,
	const char *item)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(to, "    - {%s: Thing %zu", item, i + 1);
		if (lines[i].kind >= 0)
			fprintf(to, ", kind: %s", kinds[lines[i].kind]);
		fputs(", amounts: [", to);
		for (size_t y = 0; y < b->years; y++) {
			if (y)
				fputs(", ", to);
			print_amount(to, lines[i].pence[y], b->unit);
		}
		fputs("]}\n", to);
	}
}

static void print_block(FILE *to, const struct block *b, size_t number)
{
	fprintf(to, "money_%zu:\n  unit: %s\n", number, b->unit == 2 ? "£" : b->unit == 5 ? "£000" : "£m");
	if (b->years > 1) {
		fputs("  years: [", to);
		for (size_t y = 0; y < b->years; y++)
			fprintf(to, "%s%d/%02d", y ? ", " : "", 2024 + (int)y, 25 + (int)y);
		fputs("]\n", to);
	}
	fputs("  lines:\n", to);
	print_lines(to, b, b->of, b->lines, "item");
	if (b->funding)
		fputs("  funding:\n", to);
	print_lines(to, b, b->of + b->lines, b->funding, "source");
}

/* "Total capital|12|12|24": of one kind, or of all for -1. */
static void want_total(FILE *to, const struct block *b, const struct line *lines, size_t count, int kind)
{
	int64_t all = 0;
	fprintf(to, "Total%s%s", kind < 0 ? "" : " ", kind < 0 ? "" : kinds[kind]);
	for (size_t y = 0; y < b->years; y++) {
		int64_t sum = 0;
		for (size_t i = 0; i < count; i++)
			sum += kind < 0 || lines[i].kind == kind ? lines[i].pence[y] : 0;
		all += sum;
		fprintf(to, "|%lld", (long long)sum);
	}
	if (b->years > 1)
		fprintf(to, "|%lld", (long long)all);
	fputc('\n', to);
}

static void want_table(FILE *to, const struct block *b, const struct line *lines, size_t count)
{
	bool had[sizeof kinds / sizeof *kinds] = {false};
	int different = 0;
	for (size_t i = 0; i < count; i++)
		if (lines[i].kind >= 0 && !had[lines[i].kind]) {
			had[lines[i].kind] = true;
			different++;
		}
	memset(had, 0, sizeof had);
	fprintf(to, "table %d\n", b->unit);
	for (size_t i = 0; i < count && different > 1; i++)
		if (!had[lines[i].kind]) {
			had[lines[i].kind] = true;
			want_total(to, b, lines, count, lines[i].kind);
		}
	want_total(to, b, lines, count, -1);
}

static FILE *open_in(const char *folder, const char *name, const char *end)
{
	char path[2 * LINE_BYTES];
	snprintf(path, sizeof path, "%s/%s%s", folder, name, end);
	FILE *file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(2);
	}
	return file;
}

static void make_style(const char *folder, const char *name, size_t blocks, const char *negative)
{
	char path[LINE_BYTES];
	snprintf(path, sizeof path, "%s/templates/%s", folder, name);
	mkdir(path, 0777);
	FILE *to = open_in(path, "style", ".yaml");
	fprintf(to, "name: Figures\nextends: base\nformats: {negative: %s}\nsheets:\n"
		    "  - key: report\n    parts: [", negative);
	for (size_t i = 1; i <= blocks; i++)
		fprintf(to, "%smoney_%zu", i > 1 ? ", " : "", i);
	fputs("]\nparts:\n", to);
	for (size_t i = 1; i <= blocks; i++)
		fprintf(to, "  money_%zu: {heading: Money %zu, kind: finance}\n", i, i);
	fclose(to);
}

static int make(const char *folder, size_t first, size_t blocks, size_t each)
{
	char path[LINE_BYTES];
	const char *const folders[] = {"", "/templates", "/papers"};
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s%s", folder, folders[i]);
		mkdir(path, 0777);
	}
	make_style(folder, "figures-minus", each, "minus");
	make_style(folder, "figures-brackets", each, "brackets");
	for (size_t paper = 0; paper * each < blocks; paper++) {
		char name[64];
		snprintf(name, sizeof name, "p%04zu", paper);
		chance_state = (first + paper) * 1000003u;
		FILE *to = open_in(path, name, ".yaml"), *want = open_in(folder, name, ".want");
		fprintf(to, "style: figures-%s\ntitle: Figures\nstatus: final\n"
			    "meeting: {body: Cabinet, date: 2024-03-12, published: 2024-03-01}\n"
			    "contacts: [{name: A. Officer, role: Accountant}]\n",
			paper % 2 ? "brackets" : "minus");
		for (size_t i = 0; i < each && paper * each + i < blocks; i++) {
			const struct block b = random_block();
			print_block(to, &b, i + 1);
			want_table(want, &b, b.of, b.lines);
			if (b.funding)
				want_table(want, &b, b.of + b.lines, b.funding);
		}
		fclose(to);
		fclose(want);
	}
	return 0;
}

/* --- what the files say: one total row after another, in the form of the .want file */
struct totals {
	struct text rows; /* "Total capital|12|12|24\n" */
	size_t figures;
};

/* "£1,234.5", "(12)", "-3": pence, `decimals` being those of a pence amount in the unit. */
static bool read_shown(struct span s, int decimals, int64_t *pence)
{
	bool negative = false, point = false, digit = false;
	int after = 0;
	*pence = 0;
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		if (c == '(' || c == '-')
			negative = true;
		if (c == '.')
			point = true;
		if (c == '.' || c == ',' || c == '(' || c == ')' || c == '-')
			continue;
		if ((unsigned char)c == 0xC2 || (unsigned char)c == 0xA3)
			continue;
		if (!is_digit(c) || (point && ++after > decimals))
			return false;
		digit = true;
		*pence = *pence * 10 + (c - '0');
	}
	for (; after < decimals; after++)
		*pence *= 10;
	*pence = negative ? -*pence : *pence;
	return digit;
}

static void add_figure(struct totals *t, int64_t pence)
{
	text_format(&t->rows, "|%lld", (long long)pence);
	t->figures++;
}

/* The units of the tables, in order, from the .want file; the file's rows without them go to `rows`. */
static size_t read_want(struct span want, struct totals *t, int *units, size_t most)
{
	size_t count = 0;
	for (size_t at = 0; at < want.length;) {
		const struct span rest = span_cut(want, at, want.length);
		const size_t end = span_find(rest, SPAN("\n"));
		const struct span line = span_cut(rest, 0, end);
		at += end + 1;
		text_add(&t->rows, line);
		text_add_char(&t->rows, '\n');
		if (span_starts(line, "table ") && count < most)
			units[count++] = line.at[6] - '0';
		for (size_t i = 0; i < line.length; i++)
			t->figures += line.at[i] == '|';
	}
	return count;
}

static void begin_table(struct totals *t, int unit)
{
	text_format(&t->rows, "table %d\n", unit);
}

/* The text between tags of a piece of the page. */
static struct span without_tags(struct arena *arena, struct span s)
{
	struct text t = {0};
	bool tag = false;
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '<')
			tag = true;
		if (!tag)
			text_add_char(&t, s.at[i]);
		if (s.at[i] == '>')
			tag = false;
	}
	const struct span copy = t.length ? arena_copy(arena, text_span(&t)) : SPAN("");
	text_release(&t);
	return copy;
}

static bool is_total(struct span label)
{
	return span_is(label, "Total") || span_starts(label, "Total ");
}

/* One row of cells, of which the first is a label; empty ones (the column of kinds) are passed over. */
static bool take_row(struct totals *t, const struct span *cells, size_t count, int unit)
{
	text_add(&t->rows, cells[0]);
	for (size_t i = 1; i < count; i++) {
		int64_t pence;
		if (!cells[i].length)
			continue;
		if (!read_shown(cells[i], unit, &pence))
			return false;
		add_figure(t, pence);
	}
	text_add_char(&t->rows, '\n');
	return true;
}

static size_t next(struct span s, size_t from, const char *what)
{
	const size_t found = span_find(span_cut(s, from, s.length), span_of(what));
	return found == SIZE_MAX ? s.length : from + found;
}

static bool read_page(struct arena *arena, struct span page, const int *units, size_t count, struct totals *t)
{
	size_t at = 0;
	for (size_t table = 0; table < count; table++) {
		/* The page's head is a table too: only one with totals counts. */
		at = next(page, at, "<tr class=\"total\"");
		const size_t end = next(page, at, "</table>");
		begin_table(t, units[table]);
		for (size_t row = at; row < end;
			row = next(page, row + 1, "<tr class=\"total\"")) {
			const size_t stop = next(page, row, "</tr>");
			struct span cells[16];
			size_t n = 0;
			for (size_t cell = row + 4; cell < stop && n < 16;) {
				const size_t a = next(page, cell, "<t"), close = next(page, a, "</t");
				if (a >= stop || close > stop)
					break;
				cells[n++] = span_trim(without_tags(arena, span_cut(page, a, close)));
				cell = close + 4;
			}
			if (n && is_total(cells[0]) && !take_row(t, cells, n, units[table]))
				return false;
		}
		at = end;
	}
	return next(page, at, "<tr class=\"total\"") == page.length;
}

static struct span bare(struct span cell)
{
	cell = span_trim(cell);
	const bool strong = cell.length > 4 && span_starts(cell, "**") && span_ends(cell, "**");
	return strong ? span_cut(cell, 2, cell.length - 2) : cell;
}

static bool read_markdown(struct span paper, const int *units, size_t count, struct totals *t)
{
	size_t table = 0;
	bool inside = false;
	for (size_t at = 0; at < paper.length;) {
		const size_t end = next(paper, at, "\n");
		const struct span line = span_cut(paper, at, end);
		at = end + 1;
		if (!span_starts(line, "|")) {
			table += inside;
			inside = false;
			continue;
		}
		if (table >= count)
			return false;
		if (!inside)
			begin_table(t, units[table]);
		inside = true;
		struct span cells[16];
		size_t n = 0;
		for (size_t i = 1; i < line.length && n < 16;) {
			const size_t bar = next(line, i, "|");
			cells[n++] = bare(span_cut(line, i, bar));
			i = bar + 1;
		}
		if (n && is_total(cells[0]) && !take_row(t, cells, n, units[table]))
			return false;
	}
	return table + inside == count;
}

/* The pence that a stored number is, which must be one to the last digits of a double. */
static bool take_number(struct totals *t, struct span value, int unit)
{
	const double pence = strtod(value.at, NULL) * pow(10, unit);
	const double whole = round(pence);
	if (!(fabs(pence - whole) < 0.01))
		return false;
	add_figure(t, (int64_t)whole);
	return true;
}

static bool read_workbook(struct arena *arena, struct span bytes, const int *units, size_t count,
	struct totals *t)
{
	struct book_read *b = book_read(arena, bytes);
	text_release(&b->faults); /* another suite's concern; LibreOffice writes types of its own */
	if (b->sheet_count != count + 1)
		return false;
	for (size_t i = 1; i <= count; i++) {
		const struct book_sheet *sheet = &b->sheets[i];
		bool total = false, open = false;
		begin_table(t, units[i - 1]);
		for (size_t k = 0; k < sheet->cell_count; k++) {
			const struct book_cell *cell = &sheet->cells[k];
			if (cell->is_text && span_starts(cell->ref, "A")) {
				if (open)
					text_add_char(&t->rows, '\n');
				open = total = is_total(cell->value);
				if (total)
					text_add(&t->rows, cell->value);
			} else if (total && cell->value.length && !cell->is_text &&
				   !take_number(t, cell->value, units[i - 1])) {
				return false;
			}
		}
		if (open)
			text_add_char(&t->rows, '\n');
	}
	return true;
}

/* Where two texts differ first, each from the beginning of its line. */
static void print_difference(const char *path, struct span want, struct span got)
{
	size_t i = 0, line = 0;
	for (; i < want.length && i < got.length && want.at[i] == got.at[i]; i++)
		if (want.at[i] == '\n')
			line = i + 1;
	printf("%s: \"%.60s\" should be \"%.60s\"\n", path, line < got.length ? got.at + line : "",
		line < want.length ? want.at + line : "");
}

static int hold(int count, char **paths)
{
	struct arena *arena = arena_new();
	struct text want = {0};
	struct totals wanted = {0};
	int units[128];
	int wrong = 0;
	if (!read_file(paths[0], &want))
		return 2;
	const size_t tables = read_want(text_span(&want), &wanted, units, 128);
	for (int i = 1; i < count; i++) {
		struct text bytes = {0};
		struct totals found = {0};
		bool right = read_file(paths[i], &bytes);
		const struct span file = text_span(&bytes);
		if (right)
			right = span_ends(span_of(paths[i]), ".html") ? read_page(arena, file, units, tables, &found)
				: span_ends(span_of(paths[i]), ".md") ? read_markdown(file, units, tables, &found)
				: read_workbook(arena, file, units, tables, &found);
		text_add_char(&found.rows, '\0');
		text_add_char(&wanted.rows, '\0');
		found.rows.length--;
		wanted.rows.length--;
		if (!right || !span_same(text_span(&found.rows), text_span(&wanted.rows))) {
			print_difference(paths[i], text_span(&wanted.rows), text_span(&found.rows));
			wrong++;
		}
		text_release(&bytes);
		text_release(&found.rows);
	}
	printf("%zu\n", wanted.figures);
	text_release(&want);
	text_release(&wanted.rows);
	arena_release(arena);
	return wrong > 0 || wanted.figures == 0;
}

int main(int argc, char **argv)
{
	if (argc == 6 && strcmp(argv[1], "make") == 0)
		return make(argv[2], strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10),
			strtoul(argv[5], NULL, 10));
	if (argc >= 4 && strcmp(argv[1], "hold") == 0)
		return hold(argc - 2, argv + 2);
	return 2;
}
