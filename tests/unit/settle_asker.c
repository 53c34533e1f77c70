/*
 * What texts and conditions of a style ask about a paper, answered: plain, as CommonMark, to the
 * public and to those who may see all.
 */
#include "settle/asker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

struct trial {
	struct arena *arena;
	struct diags diags;
	struct sources sources;
	const struct house *house;
	const struct paper *paper;
};

static const char usual[] =
	"style: asker\n"
	"title: A *title*\n"
	"meeting: {body: Cabinet, date: 2005-09-29, time: \"09:05\"}\n"
	"portfolio: \"Children *and* [youth]\"\n"
	"wards: [North_End, South & East, West]\n"
	"exceptions: [\"a*b\", c, d]\n"
	"contacts: [{name: A. Officer, role: Head_of}, {name: B. Other}, C. Third]\n"
	"helpers: [{name: D, role: E, phone: \"01632 960001\"}]\n"
	"places: Hall\n"
	"saving: -1250.50\n"
	"grade: HIGH\n"
	"secret: SECRETWORD\n"
	"urgent: yes\n"
	"older_scheme: S_1\n"
	"people_here: [{status: done, weight: 1.5}, {portfolio: Roads}]\n";

static void open_trial(struct trial *t, const char *yaml)
{
	static const char *const folders[] = {"tests/data/settle", "templates"};
	static const struct house_search search = {folders, 2, true};
	*t = (struct trial){.arena = arena_new()};
	diags_init(&t->diags, t->arena);
	sources_init(&t->sources, t->arena);
	t->house = house_load(t->arena, &t->sources, &t->diags, &search,
		(struct words){SPAN("asker"), PLACE_NONE}, NULL);
	assert_non_null(t->house);
	const struct source *source;
	assert_int_equal(source_take(&t->sources, &t->diags, span_of(yaml), SPAN("trial.yaml"), &source),
		SOURCE_READ);
	const struct node *root = tree_read(t->arena, &t->diags, source);
	assert_non_null(root);
	struct beside beside = {.arena = t->arena, .diags = &t->diags, .sources = &t->sources};
	t->paper = paper_bind(t->arena, &t->diags, source, root, &t->house->vocabulary, &beside);
	assert_non_null(t->paper);
}

static void close_trial(struct trial *t)
{
	arena_release(t->arena);
}

static struct asking asking_of(const struct trial *t, enum audience audience)
{
	return (struct asking){.paper = t->paper, .house = t->house, .language = SPAN("en"),
		.audience = audience};
}

/* `expected` NULL: absent. */
static void expect_printed(const struct asking *a, const char *name, const char *expected,
	const char *marked)
{
	const struct asker asker = asking_asker(a);
	struct text plain = {0}, markdown = {0};
	const bool there = asker.print(asker.of, span_of(name), false, &plain);
	const bool also = asker.print_marked(asker.of, span_of(name), false, &markdown);
	if (there != also || there != (expected != NULL))
		fail_msg("%s: %s", name, there ? "it is there" : "it is absent");
	if (expected)
		assert_string_equal(plain.at, expected);
	else
		assert_int_equal(plain.length + markdown.length, 0);
	if (marked)
		assert_string_equal(markdown.at, marked);
	text_release(&plain);
	text_release(&markdown);
}

static void values_as_the_style_prints_them(void **state)
{
	(void)state;
	static const struct {
		const char *name, *plain, *marked;
	} cases[] = {
		{"title", "A *title*", "A \\*title\\*"},
		{"meeting.date", "29 September 2005", NULL},
		{"meeting.time", "09:05", "09\\:05"},
		{"meeting.venue", NULL, NULL},
		{"saving", "(\xc2\xa3" "1,250.50)", NULL},
		{"urgent", "Yes", "Yes"},
		{"wards", "1. the ward of North_End\n2. the ward of South & East\n3. the ward of West",
			"1. the ward of North\\_End\n2. the ward of South \\& East\n3. the ward of West"},
		{"exceptions", "a*b, c and d", "*a\\*b*, *c* and *d*"},
		{"contacts", "A. Officer, Head_of, B. Other and C. Third",
			"A\\. Officer, Head\\_of, B\\. Other and C\\. Third"},
		{"helpers", "D, E, 01632 960001", "D, E, 01632 960001"},
		{"places", "Hall", "Hall"},
		{"grade", "A grave matter of Children *and* [youth].",
			"A **grave** matter of Children \\*and\\* \\[youth\\]."},
		{"scheme", "S_1", "S\\_1"},
		{"older_scheme", NULL, NULL},
		{"exempt.law", "the law of this test", NULL},
		{"nothing.like_it", NULL, NULL},
	};
	struct trial t;
	open_trial(&t, usual);
	const struct asking a = asking_of(&t, AUDIENCE_public);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_printed(&a, cases[i].name, cases[i].plain, cases[i].marked);
	assert_int_equal(t.diags.count, 0);
	close_trial(&t);
}

static void joined_in_the_language(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, usual);
	struct asking a = asking_of(&t, AUDIENCE_public);
	a.language = SPAN("cy");
	expect_printed(&a, "exceptions", "a*b, c a d", "*a\\*b*, *c* a *d*");
	expect_printed(&a, "meeting.date", "29 Medi 2005", NULL);
	close_trial(&t);
}

static void a_default_is_an_answer(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, "style: asker\ntitle: T\n");
	const struct asking a = asking_of(&t, AUDIENCE_public);
	expect_printed(&a, "grade", "Slight", "Slight");
	expect_printed(&a, "status", "Draft", "Draft");
	const struct asker asker = asking_asker(&a);
	assert_true(span_is(asker.answer(asker.of, SPAN("grade")).text, "low"));
	assert_false(asker.answer(asker.of, SPAN("secret")).given);
	close_trial(&t);
}

static void what_the_public_may_not_see_is_absent(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, usual);
	const struct asking open = asking_of(&t, AUDIENCE_public), closed = asking_of(&t, AUDIENCE_restricted);
	expect_printed(&open, "secret", NULL, NULL);
	expect_printed(&closed, "secret", "SECRETWORD", "SECRETWORD");
	const struct asker one = asking_asker(&open), other = asking_asker(&closed);
	assert_false(one.answer(one.of, SPAN("secret")).given);
	assert_true(other.answer(other.of, SPAN("secret")).given);
	close_trial(&t);
}

static struct asking of_record(const struct trial *t, size_t index)
{
	struct asking a = asking_of(t, AUDIENCE_public);
	a.part = house_part(t->house, SPAN("people_here"));
	a.record = &paper_part(t->paper, SPAN("people_here"))->items[index];
	return a;
}

/* A key that the record may have and has not is absent: the fact of that name is another thing. */
static void a_record_before_the_facts(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, usual);
	struct asking a = of_record(&t, 0);
	expect_printed(&a, "status", "Ready", "Ready");
	expect_printed(&a, "portfolio", NULL, NULL);
	expect_printed(&a, "weight", "1.5", NULL);
	expect_printed(&a, "title", "A *title*", NULL);
	const struct made made[] = {{"number", SPAN("7")}, {"weight", SPAN("no")}};
	a.made = made;
	a.made_count = 2;
	expect_printed(&a, "number", "7", "7");
	expect_printed(&a, "weight", "1.5", NULL);
	a = of_record(&t, 1);
	expect_printed(&a, "status", NULL, NULL);
	expect_printed(&a, "portfolio", "Roads", "Roads");
	close_trial(&t);
}

/* What is over 12 need not be 13. */
static void numbers_are_whole_and_more(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int64_t amount;
		bool more;
	} cases[] = {{"12", 12, false}, {"12.5", 12, true}, {"12.0", 12, false}, {"-12", -12, false},
		{"-0.5", -1, true}, {"0", 0, false}, {"1,000.25", 1000, true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct trial t;
		struct text yaml = {0};
		text_format(&yaml, "style: asker\npeople_here: [{weight: \"%s\"}, {weight: 1}]\n",
			cases[i].typed);
		open_trial(&t, yaml.at);
		const struct asking a = of_record(&t, 0);
		const struct asker asker = asking_asker(&a);
		const struct answer answer = asker.answer(asker.of, SPAN("weight"));
		assert_true(answer.has_amount);
		assert_int_equal(answer.amount, cases[i].amount);
		assert_int_equal(answer.more, cases[i].more);
		close_trial(&t);
		text_release(&yaml);
	}
}

/* One part, two headings: on another sheet it is called otherwise. */
static void a_condition_may_ask_for_the_sheet(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, "style: asker\ntitle: T\nrecommendations: [agree.]\n");
	const struct settled *s = settle_for(AUDIENCE_public, t.arena, &t.diags, t.paper, t.house);
	assert_int_equal(s->sheet_count, 2);
	assert_true(span_is(s->sheets[0].parts[0].heading, "Recommendations"));
	assert_true(span_is(s->sheets[1].parts[0].heading, "Decision"));
	close_trial(&t);
}

/* A fact under any of its names, and never twice. */
static void other_names_of_facts(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, "style: asker\ntitle: T\nold_scheme: A\nscheme: B\n");
	assert_int_equal(t.diags.count, 1);
	assert_int_equal(t.diags.items[0].id, FINDING_duplicate_key);
	assert_true(span_is(paper_fact(t.paper, SPAN("scheme"))->text, "B"));
	assert_null(paper_fact(t.paper, SPAN("old_scheme")));
	close_trial(&t);
	open_trial(&t, "style: asker\ntitle: T\nold_scheme: A\nolder_scheme: B\n");
	assert_int_equal(t.diags.count, 1);
	assert_true(span_is(paper_fact(t.paper, SPAN("scheme"))->text, "A"));
	close_trial(&t);
	open_trial(&t, "style: asker\ntitle: T\nold_shceme: A\n");
	assert_int_equal(t.diags.count, 1);
	assert_int_equal(t.diags.items[0].id, FINDING_unknown_key);
	assert_true(span_is(t.diags.items[0].edit.bytes, "old_scheme"));
	close_trial(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_as_the_style_prints_them),
		cmocka_unit_test(joined_in_the_language),
		cmocka_unit_test(a_default_is_an_answer),
		cmocka_unit_test(what_the_public_may_not_see_is_absent),
		cmocka_unit_test(a_record_before_the_facts),
		cmocka_unit_test(numbers_are_whole_and_more),
		cmocka_unit_test(a_condition_may_ask_for_the_sheet),
		cmocka_unit_test(other_names_of_facts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
