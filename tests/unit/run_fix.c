/* Diffs of fixes, and the file that takes the place of a paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "run/fix.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void diff_is(const char *name, const char *before, const char *after, const char *wanted)
{
	struct text made = {0};
	fix_diff(span_of(name), span_of(before), span_of(after), &made);
	assert_string_equal(made.at ? made.at : "", wanted);
	text_release(&made);
}

static void diffs(void **state)
{
	(void)state;
	diff_is("a", "", "", "");
	diff_is("a", "x\n", "x\n", "");
	diff_is("a", "x\n", "y\n", "--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n+y\n");
	diff_is("./a b", "x", "y",
		"--- a b\t\n+++ a b\t\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n"
		"\\ No newline at end of file\n");
	diff_is("a\n\"", "x\n", "y\n",
		"--- \"a\\012\\\"\"\n+++ \"a\\012\\\"\"\n@@ -1,1 +1,1 @@\n-x\n+y\n");
	/* six same lines between two changes are context of one hunk, seven part two */
	diff_is("a", "x\n1\n2\n3\n4\n5\n6\nx\n", "y\n1\n2\n3\n4\n5\n6\ny\n",
		"--- a\n+++ a\n@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n");
	diff_is("a", "x\n1\n2\n3\n4\n5\n6\n7\nx\n", "y\n1\n2\n3\n4\n5\n6\n7\ny\n",
		"--- a\n+++ a\n@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n");
}

static char folder[] = "/tmp/run_fix_XXXXXX";
static char path[64];

static void put(const char *bytes, mode_t mode)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
	chmod(path, mode);
}

static void file_is(const char *wanted, mode_t mode)
{
	char got[64] = {0};
	struct stat s;
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(got, 1, sizeof got - 1, file) <= sizeof got);
	fclose(file);
	assert_string_equal(got, wanted);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 07777, mode);
}

static void only_what_was_read_is_replaced(void **state)
{
	(void)state;
	put("old", 0600);
	assert_null(fix_write(path, SPAN("old"), SPAN("new")));
	file_is("new", 0600);
	put("other", 0664);
	const char *const read[] = {"old", "othe", "others", ""};
	for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
		const char *why = fix_write(path, span_of(read[i]), SPAN("new"));
		assert_non_null(why);
		assert_non_null(strstr(why, "changed"));
		file_is("other", 0664);
	}
	assert_null(fix_write(path, SPAN("other"), SPAN("")));
	file_is("", 0664);
	unlink(path);
	assert_non_null(fix_write(path, SPAN(""), SPAN("new")));
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(mkdir(path, 0755), 0);
	assert_non_null(fix_write(path, SPAN(""), SPAN("new")));
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_non_null(fix_write(path, SPAN(""), SPAN("new")));
	unlink(path);
	assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(diffs),
		cmocka_unit_test(only_what_was_read_is_replaced),
	};
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/paper.yaml", folder);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
