/*
 * bookplant IN.xlsx PART: prints a part.
 * bookplant IN.xlsx OUT.xlsx PART FROM TO [PART FROM TO]...: a copy of a workbook with a text of one of
 * its parts replaced once; where FROM is empty, TO is a part that was not there. For tests of what reads
 * workbooks. Exit 2 where PART has no FROM: a defect that was not planted must not count as found.
 */
#include "tools/book.h"

static struct span content(zip_t *archive, struct arena *arena, const char *name)
{
	zip_stat_t stat;
	if (zip_stat(archive, name, 0, &stat) != 0)
		return SPAN_NONE;
	char *at = arena_take(arena, stat.size + 1);
	zip_file_t *file = zip_fopen(archive, name, 0);
	const zip_int64_t got = file ? zip_fread(file, at, stat.size) : -1;
	if (file)
		zip_fclose(file);
	return got < 0 ? SPAN_NONE : (struct span){at, (size_t)got};
}

static bool plant(zip_t *archive, struct arena *arena, char **what)
{
	const struct span from = span_of(what[1]), before = content(archive, arena, what[0]);
	const size_t at = from.length ? span_find(before, from) : 0;
	if (at == SIZE_MAX || (from.length && !before.at))
		return false;
	const struct span rest = from.length ? span_cut(before, at + from.length, before.length) : SPAN("");
	const struct span after = arena_format(arena, "%.*s%s%.*s",
		SPAN_ARG(from.length ? span_cut(before, 0, at) : SPAN("")), what[2], SPAN_ARG(rest));
	zip_source_t *source = zip_source_buffer(archive, after.at, after.length, 0);
	return source && zip_file_add(archive, what[0], source, ZIP_FL_OVERWRITE) >= 0;
}

static bool copy(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char block[16384];
	size_t got;
	while (in && out && (got = fread(block, 1, sizeof block, in)) > 0)
		fwrite(block, 1, got, out);
	const bool right = in && out && !ferror(in) && !ferror(out);
	if (in)
		fclose(in);
	return out && fclose(out) == 0 && right;
}

static int print_part(const char *book, const char *name)
{
	zip_t *archive = zip_open(book, ZIP_RDONLY, NULL);
	if (!archive)
		return 2;
	struct arena *arena = arena_new();
	const struct span bytes = content(archive, arena, name);
	if (bytes.length)
		fwrite(bytes.at, 1, bytes.length, stdout);
	zip_discard(archive);
	arena_release(arena);
	return bytes.length ? 0 : 2;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strstr(argv[2], ".xlsx"))
		return print_part(argv[1], argv[2]);
	if (argc < 3 || argc % 3 != 0 || !copy(argv[1], argv[2]))
		return 2;
	zip_t *archive = zip_open(argv[2], 0, NULL);
	if (!archive)
		return 2;
	struct arena *arena = arena_new();
	bool right = true;
	for (int i = 3; right && i < argc; i += 3) {
		right = plant(archive, arena, argv + i);
		if (!right)
			fprintf(stderr, "bookplant: %s has no %s\n", argv[i], argv[i + 1]);
	}
	if (right)
		right = zip_close(archive) == 0;
	else
		zip_discard(archive);
	arena_release(arena);
	return right ? 0 : 2;
}
