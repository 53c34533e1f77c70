/* The baseline: findings that are known, one a line, sorted: fingerprint, rule, file and sentence. The
 * fingerprint says what is known; the file, of which paper it was when it is mended; the rest is for
 * those who read what changed in it. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#define FINGERPRINT_BYTES 32
#define HEAD "# cabpaper baseline: what was known when it was written. Make it anew with --write-baseline.\n"

static int by_bytes(const void *left, const void *right)
{
	return span_compare(*(const struct span *)left, *(const struct span *)right);
}

static int by_fingerprint(const void *print, const void *line)
{
	return span_compare(
		*(const struct span *)print, span_cut(*(const struct span *)line, 0, FINGERPRINT_BYTES));
}

static struct span plain_path(struct span file)
{
	while (span_starts(file, "./"))
		file = span_cut(file, 2, file.length);
	return file;
}

static bool is_fingerprint(struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		if (!is_digit(s.at[i]) && !(s.at[i] >= 'a' && s.at[i] <= 'f'))
			return false;
	return s.length == FINGERPRINT_BYTES;
}

bool baseline_read(struct arena *arena, struct span bytes, struct baseline *baseline)
{
	size_t lines = 1;
	for (size_t i = 0; i < bytes.length; i++)
		lines += bytes.at[i] == '\n';
	*baseline = (struct baseline){.known = ARENA_ARRAY(arena, struct span, lines)};
	for (size_t from = 0, line = 1; from < bytes.length; line++) {
		const size_t length = span_find(span_cut(bytes, from, bytes.length), SPAN("\n"));
		const size_t end = length == SIZE_MAX ? bytes.length : from + length;
		const struct span here = span_cut(bytes, from, end);
		from = end + 1;
		if (!span_trim(here).length || here.at[0] == '#')
			continue;
		const struct span print = span_cut(here, 0, FINGERPRINT_BYTES);
		if (!is_fingerprint(print)) {
			baseline->bad_line = line;
			return false;
		}
		baseline->known[baseline->count++] = here;
	}
	if (baseline->count)
		qsort(baseline->known, baseline->count, sizeof *baseline->known, by_bytes);
	return true;
}

size_t baseline_apply(const struct baseline *baseline, struct reported *reported, size_t count)
{
	size_t known = 0;
	for (size_t i = 0; i < count; i++) {
		reported[i].known = baseline->count &&
			bsearch(&reported[i].fingerprint, baseline->known, baseline->count,
				sizeof *baseline->known, by_fingerprint) != NULL;
		known += reported[i].known;
	}
	return known;
}

/* Whether a line of the baseline, after its fingerprint and rule, names one of the files. */
static bool names_one(struct span line, const struct span *files, size_t count)
{
	line = span_cut(line, FINGERPRINT_BYTES + 1, line.length);
	const size_t rule = span_find(line, SPAN(" "));
	if (rule == SIZE_MAX)
		return false;
	line = plain_path(span_cut(line, rule + 1, line.length));
	for (size_t i = 0; i < count; i++) {
		const struct span file = plain_path(files[i]);
		if (line.length > file.length && line.at[file.length] == ':' &&
			span_same(span_cut(line, 0, file.length), file))
			return true;
	}
	return false;
}

size_t baseline_mended(const struct baseline *baseline, const struct reported *reported, size_t count,
	const struct span *files, size_t file_count)
{
	size_t mended = 0, found = 0;
	struct span *prints = calloc(count + 1, sizeof *prints);
	if (!prints)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (reported[i].known)
			prints[found++] = reported[i].fingerprint;
	qsort(prints, found, sizeof *prints, by_bytes);
	for (size_t i = 0; i < baseline->count; i++) {
		const struct span print = span_cut(baseline->known[i], 0, FINGERPRINT_BYTES);
		if (!bsearch(&print, prints, found, sizeof *prints, by_bytes))
			mended += names_one(baseline->known[i], files, file_count);
	}
	free(prints);
	return mended;
}

void baseline_write(struct arena *arena, const struct reported *reported, size_t count,
	struct text *into)
{
	struct span *lines = ARENA_ARRAY(arena, struct span, count + 1);
	size_t written = 0;
	for (size_t i = 0; i < count; i++) {
		if (reported[i].severity < SEVERITY_warning)
			continue;
		struct text line = {0};
		text_format(&line, "%.*s ", SPAN_ARG(reported[i].fingerprint));
		report_rule_name(reported[i].id, &line);
		text_format(&line, " %.*s: ", SPAN_ARG(reported[i].file));
		for (size_t k = 0; k < reported[i].sentence.length; k++) {
			const char c = reported[i].sentence.at[k];
			text_add_char(&line, c == '\n' || c == '\r' ? ' ' : c);
		}
		lines[written++] = arena_copy(arena, text_span(&line));
		text_release(&line);
	}
	if (written)
		qsort(lines, written, sizeof *lines, by_bytes);
	text_add_string(into, HEAD);
	for (size_t i = 0; i < written; i++)
		text_format(into, "%.*s\n", SPAN_ARG(lines[i]));
}
