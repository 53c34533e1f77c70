/* source/source.c and characters.c: which bytes are read, which are refused, and where they stand.
 */
#include "unit/source_kit.h"

#include "base/limits.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void clean_text(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: b\n", ""),
		CASE("\xEF\xBB\xBF"
		     "a: b\n",
			""),
		CASE("a: \xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x8F\x9B\tb\n", ""),
		CASE("a: \xC2\xA0\xC2\xAD x\n", ""), CASE("a: b\r\nc: d\r\n", ""),
		CASE("a: b\rc: d\r", ""), CASE("a: b\nc: d\r\ne: f\n", ""),
		CASE("a: \xEF\xBF\xBD \xF4\x8F\xBF\xBD\n", ""), /* U+FFFD, U+10FFFD */
		CASE("a: \xEE\x80\x80 \xED\x9F\xBF\n", ""),     /* U+E000, U+D7FF */
	};
	KIT_CHECK(cases);
}

static void bytes_that_are_not_utf8(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: b\nc: caf\xE9 x\n", "2:7 not-utf8"),
		CASE("a: \xC3\xA9 \xA3"
		     "5\n",
			"1:6 not-utf8"),
		CASE("a: \x93x\x94\n", "1:4 not-utf8"), CASE("a: \xC0\xAF\n", "1:4 not-utf8"),
		CASE("a: \xE0\x80\xAF\n", "1:4 not-utf8"),
		CASE("a: \xED\xA0\x80\n", "1:4 not-utf8"),
		CASE("a: \xF4\x90\x80\x80\n", "1:4 not-utf8"),
		CASE("a: \xF5\x80\x80\x80\n", "1:4 not-utf8"),
		CASE("a: x\nb: \xE2\x82", "2:4 not-utf8"), CASE("a: x\xC3", "1:5 not-utf8"),
		CASE("a: \x80\n", "1:4 not-utf8"), CASE("\xEF\xBB\xBF\xE9: x\n", "1:1 not-utf8"),
		CASE("a: \xE9\xE9 \xE9\nb: \xE9\n",
			"1:4 not-utf8"), /* once: it is the whole file's */
	};
	KIT_CHECK(cases);
}

static void the_likely_character_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *sentence;
	} cases[] = {
		{"caf\xE9 x\n", "byte E9 is not UTF-8 text: probably \"é\", saved as Windows-1252"},
		{"\xA3"
		 "5\n",
			"byte A3 is not UTF-8 text: probably \"£\", saved as Windows-1252"},
		{"\x80 5\n", "byte 80 is not UTF-8 text: probably \"€\", saved as Windows-1252"},
		{"\x93x\n", "byte 93 is not UTF-8 text: probably \"“\", saved as Windows-1252"},
		{"x \x96 y\n", "byte 96 is not UTF-8 text: probably \"–\", saved as Windows-1252"},
		{"x\x81\n", "byte 81 is not UTF-8 text"},
		{"x\xC0\xAF\n",
			"byte C0 is not UTF-8 text: a character in a longer form than it may have"},
		{"x\xED\xA0\x80\n", "byte ED is not UTF-8 text: half of a character (a surrogate)"},
		{"x\xC3", "byte C3 is not UTF-8 text: the last character of the file is cut off"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_take(&kit, span_of(cases[i].bytes));
		assert_int_equal(kit.diags.count, 1);
		struct text sentence = {0};
		finding_sentence(&kit.diags.items[0], &sentence);
		assert_string_equal(sentence.at, cases[i].sentence);
		text_release(&sentence);
		kit_release(&kit);
	}
}

static void characters_that_cannot_stand(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: x\0y\n", "1:5 control-character"),
		CASE("a: \x01\n", "1:4 control-character"),
		CASE("a: \x0Bx\x0C\n", "1:4 control-character; 1:6 control-character"),
		CASE("a: \x1B[31m\n", "1:4 control-character"),
		CASE("a: \x7F\n", "1:4 control-character"),
		CASE("a: \xC2\x80\n", "1:4 control-character"),
		CASE("a: \xC2\x9F\n", "1:4 control-character"),
		CASE("a: x\xC2\x85"
		     "b: y\n",
			"1:5 line-separator"),
		CASE("a: \xE2\x80\xA8\n", "1:4 line-separator"),
		CASE("a: \xE2\x80\xA9\n", "1:4 line-separator"),
		CASE("a: x\xEF\xBB\xBFy\n", "1:5 stray-mark"),
		CASE("a: b\n\xEF\xBB\xBF"
		     "c: d\n",
			"2:1 stray-mark"),
		CASE("\xEF\xBB\xBF\xEF\xBB\xBF"
		     "a: b\n",
			"1:1 stray-mark"),
		CASE("a: \xEF\xBF\xBE\n", "1:4 noncharacter"),
		CASE("a: \xEF\xBF\xBF\n", "1:4 noncharacter"),
		CASE("a: \xEF\xB7\x90 \xEF\xB7\xAF\n", "1:4 noncharacter; 1:6 noncharacter"),
		CASE("a: \xF0\x9F\xBF\xBE\n", "1:4 noncharacter"),
		CASE("a: \xF4\x8F\xBF\xBF\n", "1:4 noncharacter"),
		CASE("a: \x93x\x94 \x01\n", "1:4 not-utf8; 1:8 control-character"),
		CASE("a: \xE9\nb: \x01\n", "1:4 not-utf8; 2:4 control-character"),
	};
	KIT_CHECK(cases);
}

static void the_same_by_escape(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: \"x\\0y\"\n", "1:6 control-character"),
		CASE("\"a\\0\": x\n", "1:3 control-character"),
		CASE("a: \"\\x1b\\x7f\"\n", "1:5 control-character; 1:9 control-character"),
		CASE("a: \"x\n  y\\e\"\n", "2:4 control-character"),
		CASE("a: \"\\r\"\n", "1:5 control-character"),
		CASE("a: \"\\t\\n\\_\"\n", ""),
		CASE("a: \"\\uFFFF\"\n", "1:5 noncharacter"),
		CASE("a: \"\\uFEFF\"\n", "1:5 stray-mark"),
		CASE("a: \"\\N\\L\\P\"\n",
			"1:5 line-separator; 1:7 line-separator; 1:9 line-separator"),
		CASE("a: '\\0'\n", ""),
		CASE("a: \"\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301x\"\n",
			"1:5 combining-pile"),
	};
	KIT_CHECK(cases);
}

static void utf16(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("\xFF\xFE"
		     "a\0:\0 \0b\0\n\0",
			"1:1 utf16-file"),
		CASE("\xFE\xFF\0a\0:\0 \0b\0\n", "1:1 utf16-file"),
		CASE("\xFF\xFE", "1:1 utf16-file"),
		CASE("a\0:\0 \0b\0\n\0", "1:2 utf16-file"),
		CASE("\0a\0:\0 \0b\0\n", "1:1 utf16-file"),
		CASE("abcdefghijklmnopqrstuv\0wxyz", "1:23 control-character"),
	};
	KIT_CHECK(cases);
}

#define MARK "\xCC\x81"
#define MARKS_8 MARK MARK MARK MARK MARK MARK MARK MARK

static void combining_marks(void **state)
{
	(void)state;
	static const struct kit_case cases[] = {
		CASE("a: e" MARK "\n", ""),
		CASE("a: e" MARKS_8 "\n", ""),
		CASE("a: e" MARKS_8 MARK "\n", "1:4 combining-pile"),
		CASE("a: e" MARKS_8 " e" MARKS_8 "\n", ""),
		CASE("a: xe" MARKS_8 MARKS_8, "1:5 combining-pile"),
		CASE("a: e" MARKS_8 MARK "f" MARKS_8 MARK "\n",
			"1:4 combining-pile; 1:14 combining-pile"),
	};
	KIT_CHECK(cases);
}

static void not_more_than_twenty_faults(void **state)
{
	(void)state;
	struct text text = {0};
	text_add_repeated(&text, '\x01', 1000);
	struct kit kit;
	kit_take(&kit, text_span(&text));
	assert_int_equal(kit.outcome, SOURCE_REFUSED);
	assert_int_equal(kit.diags.count, 20);
	text_release(&text);
	kit_release(&kit);
}

static void direction_marks_are_found_for_others(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct span name = SPAN_NONE;
	struct span text = SPAN("ab\xE2\x80\xAE"
				"cd\xE2\x81\xA6\xE2\x80\x93");
	assert_int_equal(source_find_bidi(text, 0, arena, &name), 2);
	assert_true(span_is(name, "U+202E (right-to-left override)"));
	assert_int_equal(source_find_bidi(text, 3, arena, &name), 7);
	assert_true(span_is(name, "U+2066 (left-to-right isolate)"));
	assert_true(source_find_bidi(text, 8, NULL, NULL) == SIZE_MAX);
	assert_true(source_find_bidi(SPAN("\xE2\x80"), 0, NULL, NULL) == SIZE_MAX);
	static const char *const all[] = {"\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
		"\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
		"\xE2\x81\xA9"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_int_equal(source_find_bidi(span_of(all[i]), 0, NULL, NULL), 0);
	static const char *const none[] = {
		"\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\xA5", "\xE2\x81\xAA", "\xE2\x80\x8D"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_true(source_find_bidi(span_of(none[i]), 0, NULL, NULL) == SIZE_MAX);
	arena_release(arena);
}

/* --- lines and columns */

static void lines_and_columns(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit, SPAN("\xEF\xBB\xBF"
			    "a: é\r\nb\r\n\rc: 日x\n"));
	static const struct {
		uint32_t offset, line, column;
	} cases[] = {{0, 1, 1}, {2, 1, 1}, {3, 1, 1}, {4, 1, 2}, {6, 1, 4}, {7, 1, 4}, {8, 1, 5},
		{9, 1, 6}, {10, 2, 1}, {13, 3, 1}, {14, 4, 1}, {17, 4, 4}, {18, 4, 4}, {20, 4, 5},
		{21, 4, 6}, {22, 5, 1}, {99, 5, 1}};
	assert_int_equal(kit.source->line_count, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct location at = source_locate(kit.source, cases[i].offset);
		if (at.line != cases[i].line || at.column != cases[i].column)
			fail_msg("byte %u is said to be at %u:%u", cases[i].offset, at.line,
				at.column);
	}
	assert_true(span_is(source_line(kit.source, 8), "a: é"));
	assert_true(span_is(source_line(kit.source, 0), "a: é"));
	assert_true(span_is(source_line(kit.source, 13), ""));
	assert_true(span_is(source_line(kit.source, 20), "c: 日x"));
	assert_true(span_is(source_line(kit.source, 22), ""));
	kit_release(&kit);
}

/* A slow count agrees at every byte of lines longer than a kilobyte. */
static void columns_of_long_lines(void **state)
{
	(void)state;
	static const char *const letters[] = {"a", "é", "日", "\xF0\x9F\x8F\x9B", "b"};
	struct text text = {0};
	uint32_t columns[8192];
	for (uint32_t i = 0, column = 1; text.length < 4100; i++) {
		const char *letter = i == 700 ? "\n" : letters[i * i % 7 % 5];
		for (size_t k = 0; letter[k]; k++)
			columns[text.length + k] = column;
		text_add_string(&text, letter);
		column = i == 700 ? 1 : column + 1;
	}
	struct kit kit;
	kit_take(&kit, text_span(&text));
	for (uint32_t at = 0; at < text.length; at++)
		assert_int_equal(source_locate(kit.source, at).column, columns[at]);
	text_release(&text);
	kit_release(&kit);
}

static void an_empty_source_has_a_line(void **state)
{
	(void)state;
	struct kit kit;
	kit_take(&kit, SPAN_NONE);
	assert_int_equal(kit.source->line_count, 1);
	assert_int_equal(source_locate(kit.source, 0).line, 1);
	assert_int_equal(source_locate(kit.source, 0).column, 1);
	assert_int_equal(source_line(kit.source, 0).length, 0);
	assert_ptr_equal(sources_at(&kit.sources, 1), kit.source);
	assert_null(sources_at(&kit.sources, 0));
	assert_null(sources_at(&kit.sources, 2));
	kit_release(&kit);
}

/* --- files */

struct folder {
	char path[64];
	char file[96];
};

static void make_folder(struct folder *f)
{
	snprintf(f->path, sizeof f->path, "/tmp/cabpaper-source-XXXXXX");
	assert_non_null(mkdtemp(f->path));
	snprintf(f->file, sizeof f->file, "%s/paper.yaml", f->path);
}

static void remove_folder(const struct folder *f)
{
	unlink(f->file);
	assert_int_equal(rmdir(f->path), 0);
}

static void write_file(const char *path, size_t bytes)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(file >= 0);
	for (size_t i = 0; i < bytes; i++)
		assert_int_equal(write(file, "x", 1), 1);
	close(file);
}

static void check_read(const char *path, size_t limit, enum source_outcome outcome,
	const char *rule, const char *argument)
{
	struct arena *arena = arena_new();
	struct diags diags;
	struct sources sources;
	diags_init(&diags, arena);
	sources_init(&sources, arena);
	const struct source *source = NULL;
	assert_int_equal(source_read(&sources, &diags, path, SPAN("p"), limit, &source), outcome);
	assert_non_null(source);
	assert_int_equal(source->number, 1);
	if (outcome == SOURCE_READ) {
		assert_int_equal(diags.count, 0);
	} else {
		assert_int_equal(diags.count, 1);
		assert_string_equal(rule_of(diags.items[0].id)->name, rule);
		assert_int_equal(diags.items[0].place.source, 1);
		assert_int_equal(source->bytes.length, 0);
		if (argument)
			assert_true(span_is(diags.items[0].arguments[0], argument));
	}
	arena_release(arena);
}

static void the_size_limit(void **state)
{
	(void)state;
	struct folder f;
	make_folder(&f);
	write_file(f.file, 1000);
	check_read(f.file, 1001, SOURCE_READ, NULL, NULL);
	check_read(f.file, 1000, SOURCE_READ, NULL, NULL);
	check_read(f.file, 999, SOURCE_REFUSED, "file_too_large", "1,000");
	/* five gigabytes that take no room: refused before anything is read */
	assert_int_equal(truncate(f.file, 5368709120), 0);
	check_read(f.file, LIMIT_FILE_BYTES, SOURCE_REFUSED, "file_too_large", "5,368,709,120");
	write_file(f.file, 0);
	check_read(f.file, 0, SOURCE_READ, NULL, NULL);
	remove_folder(&f);
}

static void the_size_limit_in_memory(void **state)
{
	(void)state;
	struct text text = {0};
	text_add_repeated(&text, '#', LIMIT_FILE_BYTES);
	struct kit kit;
	kit_take(&kit, text_span(&text));
	assert_int_equal(kit.outcome, SOURCE_READ);
	kit_release(&kit);
	text_add_char(&text, '#');
	kit_take(&kit, text_span(&text));
	assert_int_equal(kit.outcome, SOURCE_REFUSED);
	assert_string_equal(rule_of(kit.diags.items[0].id)->name, "file_too_large");
	kit_release(&kit);
	text_release(&text);
}

static void what_is_no_file(void **state)
{
	(void)state;
	struct folder f;
	make_folder(&f);
	check_read(f.path, 100, SOURCE_UNREADABLE, "not_a_file", "a folder");
	check_read(f.file, 100, SOURCE_UNREADABLE, "cannot_read", "No such file or directory");
	assert_int_equal(mkfifo(f.file, 0600), 0);
	alarm(10); /* a read that waits for a writer ends the test */
	check_read(f.file, 100, SOURCE_UNREADABLE, "not_a_file", "a pipe");
	alarm(0);
	unlink(f.file);
	assert_int_equal(symlink(f.file, f.file), 0);
	check_read(
		f.file, 100, SOURCE_UNREADABLE, "cannot_read", "Too many levels of symbolic links");
	unlink(f.file);
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof address.sun_path, "%s", f.file);
	assert_int_equal(bind(s, (struct sockaddr *)&address, sizeof address), 0);
	check_read(f.file, 100, SOURCE_UNREADABLE, "not_a_file", NULL);
	close(s);
	check_read("/dev/null", 100, SOURCE_UNREADABLE, "not_a_file", "a device");
	check_read("/dev/zero", 100, SOURCE_UNREADABLE, "not_a_file", "a device");
	remove_folder(&f);
}

/* Files of /proc say that they hold nothing, and then grow while they are read. */
static void a_file_that_grows(void **state)
{
	(void)state;
	if (access("/proc/self/status", R_OK) != 0)
		skip();
	check_read("/proc/self/status", 1000, SOURCE_REFUSED, "changed_while_read", NULL);
}

static void a_file_that_may_not_be_read(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip(); /* root may read everything */
	struct folder f;
	make_folder(&f);
	write_file(f.file, 10);
	assert_int_equal(chmod(f.file, 0), 0);
	check_read(f.file, 100, SOURCE_UNREADABLE, "cannot_read", "Permission denied");
	remove_folder(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_text),
		cmocka_unit_test(bytes_that_are_not_utf8),
		cmocka_unit_test(the_likely_character_is_named),
		cmocka_unit_test(characters_that_cannot_stand),
		cmocka_unit_test(the_same_by_escape),
		cmocka_unit_test(utf16),
		cmocka_unit_test(combining_marks),
		cmocka_unit_test(not_more_than_twenty_faults),
		cmocka_unit_test(direction_marks_are_found_for_others),
		cmocka_unit_test(lines_and_columns),
		cmocka_unit_test(columns_of_long_lines),
		cmocka_unit_test(an_empty_source_has_a_line),
		cmocka_unit_test(the_size_limit),
		cmocka_unit_test(the_size_limit_in_memory),
		cmocka_unit_test(what_is_no_file),
		cmocka_unit_test(a_file_that_grows),
		cmocka_unit_test(a_file_that_may_not_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
