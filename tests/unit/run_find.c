/* Which papers are meant, what their outputs are called, where styles are looked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/find.h"
#include "run/search.h"

struct place_of_test {
	char folder[64], before[4096];
	struct arena *arena;
	struct found found;
};

static int enter(void **state)
{
	static struct place_of_test place;
	strcpy(place.folder, "/tmp/run_find.XXXXXX");
	if (!getcwd(place.before, sizeof place.before) || !mkdtemp(place.folder) ||
		chdir(place.folder) != 0)
		return -1;
	place.arena = arena_new();
	*state = &place;
	return 0;
}

static int leave(void **state)
{
	struct place_of_test *place = *state;
	char command[128];
	arena_release(place->arena);
	snprintf(command, sizeof command, "rm -rf %s", place->folder);
	return chdir(place->before) == 0 && system(command) == 0 ? 0 : -1;
}

/* Makes the file and the folders above it. */
static void make(const char *path)
{
	char part[512];
	for (size_t i = 1; path[i]; i++) {
		if (path[i] != '/')
			continue;
		snprintf(part, sizeof part, "%.*s", (int)i, path);
		mkdir(part, 0777);
	}
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
}

static void find(struct place_of_test *place, const char *const *operands, size_t count)
{
	find_papers(place->arena, operands, count, NULL, &place->found);
}

#define FIND(place, ...)                                                                           \
	find((place), (const char *const[]){__VA_ARGS__},                                          \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void expect(const struct place_of_test *place, size_t number, const char *name,
	const char *base)
{
	assert_true(number < place->found.count);
	assert_string_equal(place->found.papers[number].name.at, name);
	char own[512];
	snprintf(own, sizeof own, "%.*s", SPAN_ARG(place->found.papers[number].base));
	assert_string_equal(own, base);
}

static bool told(const struct place_of_test *place, enum finding_id id, const char *file)
{
	for (size_t i = 0; i < place->found.finding_count; i++)
		if (place->found.findings[i].id == id &&
			span_is(place->found.findings[i].file, file))
			return true;
	return false;
}

static void a_folder_is_searched_in_byte_order(void **state)
{
	struct place_of_test *place = *state;
	make("inputs/2005/b.yaml");
	make("inputs/2005/a.yml");
	make("inputs/2005/B.yaml");
	make("inputs/2004/z.yaml");
	make("inputs/x.yaml");
	make("inputs/notes.txt");
	make("inputs/.hidden.yaml");
	make("inputs/.git/c.yaml");
	make("inputs/secret.exempt.yaml");
	make("elsewhere/e.yaml");
	assert_int_equal(symlink("../elsewhere", "inputs/link"), 0);
	assert_int_equal(symlink("../elsewhere/e.yaml", "inputs/link.yaml"), 0);
	find(place, NULL, 0);
	/* b.yaml and B.yaml have one output name on some machines: both are refused */
	assert_int_equal(place->found.count, 5);
	expect(place, 0, "inputs/2004/z.yaml", "2004/z");
	expect(place, 1, "inputs/2005/B.yaml", "2005/B");
	expect(place, 2, "inputs/2005/a.yml", "2005/a");
	expect(place, 3, "inputs/2005/b.yaml", "2005/b");
	expect(place, 4, "inputs/x.yaml", "x");
	assert_false(place->found.papers[0].operand);
	assert_true(told(place, FINDING_output_clash, "inputs/2005/B.yaml"));
	assert_true(told(place, FINDING_output_clash, "inputs/2005/b.yaml"));
	assert_true(place->found.papers[1].refused && place->found.papers[3].refused);
	assert_false(place->found.papers[2].refused);
}

static void names_below_inputs_below_the_operand_or_bare(void **state)
{
	struct place_of_test *place = *state;
	make("inputs/2005/a.yaml");
	make("inputs/old/inputs/deep/c.yaml");
	make("papers/2005/d.yaml");
	FIND(place, "inputs/2005/a.yaml", "./inputs//old/../old/inputs/deep/c.yaml", "papers",
		"papers/2005/../2005/d.yaml");
	assert_int_equal(place->found.count, 3);
	expect(place, 0, "inputs/2005/a.yaml", "2005/a");
	assert_true(place->found.papers[0].operand);
	expect(place, 1, "./inputs//old/../old/inputs/deep/c.yaml", "deep/c");
	expect(place, 2, "papers/2005/d.yaml", "2005/d");
	FIND(place, "papers/2005/d.yaml");
	expect(place, 0, "papers/2005/d.yaml", "d");
	assert_int_equal(chdir("inputs/2005"), 0);
	FIND(place, "a.yaml");
	expect(place, 0, "a.yaml", "2005/a");
	assert_int_equal(chdir("../.."), 0);
}

static void a_file_met_twice_is_one_paper(void **state)
{
	struct place_of_test *place = *state;
	make("inputs/a.yaml");
	assert_int_equal(symlink("inputs/a.yaml", "b.yaml"), 0);
	FIND(place, "inputs/a.yaml", "inputs", "inputs/", "./inputs/a.yaml", "b.yaml");
	assert_int_equal(place->found.count, 1);
	assert_int_equal(place->found.finding_count, 0);
	expect(place, 0, "inputs/a.yaml", "a");
}

static void a_clash_names_the_other(void **state)
{
	struct place_of_test *place = *state;
	make("one/a.yaml");
	make("two/a.yaml");
	make("two/a.yml");
	FIND(place, "one", "two");
	assert_int_equal(place->found.finding_count, 3);
	assert_true(told(place, FINDING_output_clash, "one/a.yaml"));
	assert_true(told(place, FINDING_output_clash, "two/a.yml"));
	for (size_t i = 0; i < 3; i++)
		assert_true(span_find(place->found.findings[i].sentence, SPAN("a.y")) != SIZE_MAX);
}

static void what_is_not_there_is_left_to_the_job(void **state)
{
	struct place_of_test *place = *state;
	FIND(place, "nowhere.yaml");
	assert_int_equal(place->found.count, 1);
	assert_false(place->found.papers[0].refused);
	assert_int_equal(place->found.finding_count, 0);
	find(place, NULL, 0); /* there is no inputs/ */
	assert_int_equal(place->found.count, 1);
	assert_string_equal(place->found.papers[0].name.at, "inputs");
}

static void an_exempt_companion_is_never_a_paper(void **state)
{
	struct place_of_test *place = *state;
	make("inputs/a.exempt.yaml");
	FIND(place, "inputs/a.exempt.yaml");
	assert_true(place->found.papers[0].refused);
	assert_true(told(place, FINDING_exempt_not_built, "inputs/a.exempt.yaml"));
}

static void standard_input_is_one_paper(void **state)
{
	struct place_of_test *place = *state;
	const char *const operands[] = {"-", "-"};
	find_papers(place->arena, operands, 2, "inputs/x.yaml", &place->found);
	assert_int_equal(place->found.count, 1);
	assert_null(place->found.papers[0].path);
	assert_true(span_is(place->found.papers[0].name, "inputs/x.yaml"));
}

static void names_of_outputs(void **state)
{
	(void)state;
	static const char *const good[] = {"a", "2005/youth-centres", "A_b.c-1", "con-1", "common",
		"com0x", "a/b/c", "x.con"};
	static const char *const bad[] = {"", "a b", ".a", "-a", "a/", "/a", "a//b", "a/.b", "a/-b",
		"a.", "con", "CON", "nul.x", "com1", "LPT9.a", "a/aux/b", "caf\xC3\xA9", "a\nb", "a:b",
		"a&b", "a%2e", "..", "a/../b", "a\\b", "a*"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!output_name_is_right(span_of(good[i])))
			fail_msg("\"%s\" is refused", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (output_name_is_right(span_of(bad[i])))
			fail_msg("\"%s\" is accepted", bad[i]);
	char name[202];
	memset(name, 'a', sizeof name);
	assert_true(output_name_is_right((struct span){name, 199}));
	assert_true(output_name_is_right((struct span){name, 200}));
	assert_false(output_name_is_right((struct span){name, 201}));
}

static void bad_names_are_told_and_others_go_on(void **state)
{
	struct place_of_test *place = *state;
	make("inputs/a b.yaml");
	make("inputs/good.yaml");
	find(place, NULL, 0);
	assert_int_equal(place->found.count, 2);
	assert_true(told(place, FINDING_bad_output_name, "inputs/a b.yaml"));
	assert_false(place->found.papers[1].refused);
}

static void paths_from_the_root(void **state)
{
	struct place_of_test *place = *state;
	static const char *const cases[][2] = {{"/a/b", "/a/b"}, {"/a//b/", "/a/b"},
		{"/a/./b", "/a/b"}, {"/a/../b", "/b"}, {"/../../b", "/b"}, {"/a/b/..", "/a"}, {"/", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span made = path_absolute(place->arena, cases[i][0]);
		assert_true(span_is(made, cases[i][1]));
	}
}

static bool looks_in(const struct house_search *search, const char *folder)
{
	for (size_t i = 0; i < search->count; i++)
		if (strcmp(search->folders[i], folder) == 0)
			return true;
	return false;
}

static void styles_are_looked_for_above_the_paper_and_no_further(void **state)
{
	struct place_of_test *place = *state;
	struct search search;
	make("top/templates/s/style.yaml");
	make("top/tree/templates/s/style.yaml");
	make("top/tree/inputs/2005/templates/s/style.yaml");
	make("top/tree/inputs/2005/a.yaml");
	make("top/given/s/style.yaml");
	unsetenv("CABPAPER_TEMPLATES");
	search_init(&search, place->arena, "top/given");
	FIND(place, "top/tree/inputs/2005/a.yaml");
	const struct found_paper *paper = &place->found.papers[0];
	const struct house_search *list = search_for(&search, paper->absolute);
	assert_string_equal(list->folders[0], "top/given");
	assert_string_equal(list->folders[1], "top/tree/inputs/2005/templates");
	assert_string_equal(list->folders[2], "top/tree/templates");
	assert_false(looks_in(list, "top/templates"));
	assert_ptr_equal(list, search_for(&search, paper->absolute));
	/* the folder that holds .git may be higher */
	mkdir("top/.git", 0777);
	search_init(&search, place->arena, NULL);
	list = search_for(&search, paper->absolute);
	assert_true(looks_in(list, "top/templates"));
	assert_false(looks_in(list, "top/given"));
	setenv("CABPAPER_TEMPLATES", "top/given", 1);
	search_init(&search, place->arena, NULL);
	list = search_for(&search, paper->absolute);
	assert_string_equal(list->folders[0], "top/given");
	unsetenv("CABPAPER_TEMPLATES");
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_folder_is_searched_in_byte_order),
		IN_A_FOLDER(names_below_inputs_below_the_operand_or_bare),
		IN_A_FOLDER(a_file_met_twice_is_one_paper),
		IN_A_FOLDER(a_clash_names_the_other),
		IN_A_FOLDER(what_is_not_there_is_left_to_the_job),
		IN_A_FOLDER(an_exempt_companion_is_never_a_paper),
		IN_A_FOLDER(standard_input_is_one_paper),
		IN_A_FOLDER(names_of_outputs),
		IN_A_FOLDER(bad_names_are_told_and_others_go_on),
		IN_A_FOLDER(paths_from_the_root),
		IN_A_FOLDER(styles_are_looked_for_above_the_paper_and_no_further),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
