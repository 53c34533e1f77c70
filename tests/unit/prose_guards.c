/*
 * The guards before cmark: each limit at, below and above, and texts that would keep cmark 0.30.2
 * busy for minutes, each in less than a second of this process's time.
 */
#include "unit/prose_kit.h"

#include "base/limits.h"

#include <time.h>

struct reading_result {
	struct arena *arena;
	struct diags diags;
	struct prose_node *document;
	double seconds;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct reading_result read_text(const struct text *prose)
{
	struct reading_result r = {.arena = arena_new()};
	diags_init(&r.diags, r.arena);
	double from = now();
	r.document = prose_read_text(r.arena, &r.diags, text_span(prose), (struct place){1, 0, 1}, NULL);
	r.seconds = now() - from;
	return r;
}

static void add_times(struct text *t, const char *s, size_t times)
{
	while (times--)
		text_add_string(t, s);
}

/* Refused with this finding and nothing else, or read without any of the guards' findings. */
static void expect(struct text *prose, enum finding_id id, bool refused, const char *what)
{
	struct reading_result r = read_text(prose);
	size_t guards = 0, same = 0;
	for (size_t i = 0; i < r.diags.count; i++) {
		enum finding_id got = r.diags.items[i].id;
		guards += got == FINDING_prose_too_large || got == FINDING_prose_too_deep ||
			  got == FINDING_prose_too_dense;
		same += got == id;
	}
	if (guards != refused || same != refused || (refused && r.document->first))
		fail_msg("%s: %zu findings of guards, %zu of the kind", what, guards, same);
	assert_non_null(r.document);
	assert_int_equal(r.document->kind, PROSE_document);
	if (r.seconds > 1)
		fail_msg("%s: %.2f seconds", what, r.seconds);
	arena_release(r.arena);
	text_release(prose);
}

static void bytes_are_limited(void **state)
{
	(void)state;
	for (int over = -1; over <= 1; over++) {
		struct text t = {0};
		add_times(&t, "0123456789abcd \n", (size_t)(LIMIT_PROSE_BYTES / 16) - 1);
		text_add_repeated(&t, 'x', (size_t)(16 + over));
		assert_int_equal((int)t.length, (int)LIMIT_PROSE_BYTES + over);
		expect(&t, FINDING_prose_too_large, over > 0, "bytes");
	}
}

static void nesting_on_one_line_is_limited(void **state)
{
	(void)state;
	static const char *const marks[] = {"> ", ">", "- ", "+ ", "* a\n  ", "1. ", "7) ", "> - "};
	for (size_t m = 0; m < 4; m++) {
		for (int over = -1; over <= 1; over++) {
			struct text t = {0};
			add_times(&t, marks[m], (size_t)((int)LIMIT_PROSE_DEPTH + over));
			text_add_string(&t, "x\n");
			expect(&t, FINDING_prose_too_deep, over > 0, marks[m]);
		}
	}
	for (size_t m = 5; m < 8; m++) {
		size_t each = m == 7 ? 2 : 1;
		for (size_t over = 0; over <= 1; over++) {
			struct text t = {0};
			add_times(&t, marks[m], LIMIT_PROSE_DEPTH / each + over);
			text_add_string(&t, "x\n");
			expect(&t, FINDING_prose_too_deep, over > 0, marks[m]);
		}
	}
}

static void add_nested_lines(struct text *t, const char *mark, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		text_add_repeated(t, ' ', i * 2);
		text_add_string(t, mark);
		text_add_string(t, "\n");
	}
}

static void nesting_by_indentation_is_limited(void **state)
{
	(void)state;
	for (size_t over = 0; over <= 1; over++) {
		struct text t = {0};
		add_nested_lines(&t, "- x", 0, LIMIT_PROSE_DEPTH + over);
		expect(&t, FINDING_prose_too_deep, over > 0, "lines");
		add_nested_lines(&t, "- x\n", 0, LIMIT_PROSE_DEPTH + over);
		expect(&t, FINDING_prose_too_deep, over > 0, "loose lines");
		add_nested_lines(&t, "2. x", 0, 1); /* `2.` takes three columns, not two */
		expect(&t, FINDING_prose_too_deep, false, "one");
	}
}

/* A lazy line leaves all containers open: nesting may go on below it. */
static void lazy_lines_do_not_hide_nesting(void **state)
{
	(void)state;
	struct text t = {0};
	add_times(&t, "- ", 10);
	text_add_string(&t, "x\nlazy\n");
	add_nested_lines(&t, "- y", 10, 17);
	expect(&t, FINDING_prose_too_deep, true, "lazy");
	add_times(&t, "> ", 10);
	text_add_string(&t, "x\nlazy\n");
	add_times(&t, "> ", 17);
	text_add_string(&t, "x\n");
	expect(&t, FINDING_prose_too_deep, true, "lazy quotes");
}

static void what_only_looks_nested_is_read(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"- - - - - - - - - - - - - - - - - - - - - -\n",
		"* * * * * * * * * * * * * * * * * * * * * *\n",
		"a\n\n    - - - - - - - - - - - - - - - - - - - - x\n",
		"- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h\n- i\n- j\n- k\n- l\n- m\n- n\n- o\n- p\n- q\n- r\n",
		"1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n8. h\n9. i\n10. j\n11. k\n12. l\n13. m\n"
		"14. n\n15. o\n16. p\n17. q\n18. r\n",
		"> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n"
		"> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n\n> a\n\nb\n",
		"-\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n"
		"\n  -\n\n  -\n\n  -\n\n  -\n\n  -\n",
		"x ->->->->->->->->->->->->->->->->->->->->->-> y\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct text t = {0};
		text_add_string(&t, texts[i]);
		expect(&t, FINDING_prose_too_deep, false, texts[i]);
	}
}

static void openers_in_a_paragraph_are_limited(void **state)
{
	(void)state;
	for (int over = -1; over <= 1; over++) {
		struct text t = {0};
		add_times(&t, "a [", (size_t)((int)LIMIT_PROSE_OPENERS + over));
		expect(&t, FINDING_prose_too_dense, over > 0, "openers");
	}
	struct text parted = {0}, listed = {0}, hidden = {0};
	for (size_t i = 0; i < 3; i++) {
		add_times(&parted, "a [", LIMIT_PROSE_OPENERS);
		text_add_string(&parted, "\n\n");
	}
	expect(&parted, FINDING_prose_too_dense, false, "three paragraphs");
	for (size_t i = 0; i < LIMIT_PROSE_OPENERS + 1; i++)
		text_add_string(&listed, "- [a](b)\n");
	expect(&listed, FINDING_prose_too_dense, false, "a long list of links");
	/* `2.` cannot end a paragraph, so this is one */
	text_add_string(&hidden, "x\n");
	for (size_t i = 0; i < 3; i++) {
		add_times(&hidden, "2. [", LIMIT_PROSE_OPENERS / 2);
		text_add_string(&hidden, "\n");
	}
	expect(&hidden, FINDING_prose_too_dense, true, "openers behind false marks");
}

static void runs_are_limited(void **state)
{
	(void)state;
	static const char marks[] = "*_~`";
	for (size_t m = 0; m < 4; m++) {
		for (int over = -1; over <= 1; over++) {
			struct text t = {0};
			text_add_string(&t, "x ");
			text_add_repeated(&t, marks[m], (size_t)((int)LIMIT_PROSE_RUN + over));
			text_add_string(&t, " y");
			expect(&t, FINDING_prose_too_dense, over > 0, "run");
		}
	}
	struct text dashes = {0};
	text_add_repeated(&dashes, '-', 5000);
	expect(&dashes, FINDING_prose_too_dense, false, "dashes");
}

static void guards_name_the_place(void **state)
{
	(void)state;
	struct text t = {0}, got = {0};
	text_add_string(&t, "words\n\n");
	add_times(&t, "- ", LIMIT_PROSE_DEPTH + 1);
	text_add_string(&t, "x");
	struct prose_kit p;
	prose_kit_read(&p, text_span(&t));
	prose_kit_findings(&p, &got);
	assert_string_equal(got.at, "4:35 prose-too-deep <->");
	prose_kit_release(&p);
	text_clear(&t);
	text_clear(&got);
	text_add_string(&t, "one\ntwo ");
	add_times(&t, "[", LIMIT_PROSE_OPENERS + 1);
	prose_kit_read(&p, text_span(&t));
	prose_kit_findings(&p, &got);
	assert_string_equal(got.at, "3:2007 prose-too-dense <[>");
	prose_kit_release(&p);
	text_release(&t);
	text_release(&got);
}

/* ---- texts that cmark, or a careless walk beside it, would need minutes for */

static struct text fill(const char *unit)
{
	struct text t = {0};
	add_times(&t, unit, LIMIT_PROSE_BYTES / span_of(unit).length);
	return t;
}

static void hostile_texts_take_no_time(void **state)
{
	(void)state;
	static const char *const units[] = {"- ", ">", "![[]()", "<!--", "<![CDATA[", "<?", "*a **a ",
		"*a _b ", "[", "]", "[a](", "[a](<b", "`a", "&", "&amp;", "&#1;", "&ngE;", "\\", "\\*", "a][b]",
		"[a][b] ", "[](#", "x {#a} ", "{#", "{-}", "_a", "a*", "**x* ", "<a ", "a\n", "a  \n",
		"[a]: b\n", "[a]: b\n\n", "- a\n", "1. a\n", "> a\nb\n", "# a\n", "***\n", "\xE2\x80\xAE",
		"|-|\n", "- - a\n\n", "*a\n", "\\\n", "\t", "\t-", "`` ` ", "[a]\n\n", "![](#a)\n\n", "a\r"};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct text t = fill(units[i]);
		struct reading_result r = read_text(&t);
		if (r.seconds > 1.5)
			fail_msg("%s: %.2f seconds", units[i], r.seconds);
		struct text plain = {0};
		prose_plain(r.document, &plain);
		text_release(&plain);
		prose_is_empty(r.document);
		arena_release(r.arena);
		text_release(&t);
	}
}

/* Without guards (the specification's examples) our walks must not use the stack for depth. */
static void depth_without_guards_is_walked(void **state)
{
	(void)state;
	static const struct prose_options unlimited = {.raw_html = true, .plain = true, .unlimited = true};
	struct text t = {0};
	add_times(&t, "*a **a ", 20000);
	add_times(&t, "b** c*", 20000);
	text_add_string(&t, "\n\n");
	add_times(&t, ">", 3000);
	text_add_string(&t, "x\n");
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	struct prose_node *document =
		prose_read_text(arena, &diags, text_span(&t), PLACE_NONE, &unlimited);
	size_t nodes = 0;
	for (struct prose_visit v = {.root = document}; prose_visit(&v);)
		nodes++;
	assert_true(nodes > 80000);
	struct text plain = {0};
	prose_plain(document, &plain);
	assert_true(span_ends(text_span(&plain), " x"));
	text_release(&plain);
	text_release(&t);
	arena_release(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_are_limited),
		cmocka_unit_test(nesting_on_one_line_is_limited),
		cmocka_unit_test(nesting_by_indentation_is_limited),
		cmocka_unit_test(lazy_lines_do_not_hide_nesting),
		cmocka_unit_test(what_only_looks_nested_is_read),
		cmocka_unit_test(openers_in_a_paragraph_are_limited),
		cmocka_unit_test(runs_are_limited),
		cmocka_unit_test(guards_name_the_place),
		cmocka_unit_test(hostile_texts_take_no_time),
		cmocka_unit_test(depth_without_guards_is_walked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
