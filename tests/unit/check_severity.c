/* What a finding weighs: by the rule, in a draft, as the style moves it, as the paper waives it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "check/check.h"

#define RANGE(from, to) {1, (from), (to)}
#define AT(from, to) ((struct place)RANGE(from, to))

/* A paper of two keys: `reasons` at 10 to 30, `purpose` at 40 to 60. */
static const struct node reasons_key = {.text = {"reasons", 7}, .place = RANGE(10, 17)};
static const struct node purpose_key = {.text = {"purpose", 7}, .place = RANGE(40, 47)};
static const struct node reasons_value = {.place = RANGE(19, 30)};
static const struct node purpose_value = {.place = RANGE(49, 60)};
static const struct pair pairs[] = {
	{&reasons_key, &reasons_value},
	{&purpose_key, &purpose_value},
};
static const struct node root = {.kind = NODE_mapping, .pairs = pairs, .count = 2};

struct fixture {
	struct arena *arena;
	struct diags diags;
	struct paper paper;
	struct house house;
};

static int make(void **state)
{
	static struct fixture f;
	f = (struct fixture){.arena = arena_new()};
	diags_init(&f.diags, f.arena);
	f.paper = (struct paper){.root = &root, .final = true};
	*state = &f;
	return 0;
}

static int unmake(void **state)
{
	arena_release(((struct fixture *)*state)->arena);
	return 0;
}

static void add(struct fixture *f, enum finding_id id, struct place place)
{
	diag_add(&f->diags, id, place, SPAN("one"), SPAN("two"), SPAN_NONE);
}

static void settle(struct fixture *f)
{
	check_settle_severities(&f->diags, &f->paper, &f->house);
}

static void a_final_paper_and_a_draft(void **state)
{
	struct fixture *f = *state;
	add(f, FINDING_missing_part, AT(0, 0));
	settle(f);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_error);
	f->paper.final = false;
	settle(f);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_warning);
}

static void without_a_paper_or_a_house(void **state)
{
	struct fixture *f = *state;
	add(f, FINDING_missing_part, AT(0, 0));
	check_settle_severities(&f->diags, NULL, NULL);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_error);
}

static void the_style_moves_what_may_move(void **state)
{
	struct fixture *f = *state;
	f->house.moved[FINDING_too_long] = true;
	f->house.severities[FINDING_too_long] = SEVERITY_error;
	f->house.moved[FINDING_duplicate_key] = true; /* fixed: the loader refuses it too */
	f->house.severities[FINDING_duplicate_key] = SEVERITY_note;
	add(f, FINDING_too_long, AT(10, 12));
	add(f, FINDING_duplicate_key, AT(10, 12));
	settle(f);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_error);
	assert_int_equal(f->diags.items[1].severity, SEVERITY_error);
}

static void off_takes_it_away(void **state)
{
	struct fixture *f = *state;
	f->house.moved[FINDING_too_long] = true;
	f->house.severities[FINDING_too_long] = SEVERITY_off;
	add(f, FINDING_too_long, AT(10, 12));
	add(f, FINDING_left_over, AT(20, 22));
	add(f, FINDING_too_long, AT(40, 42));
	settle(f);
	assert_int_equal(f->diags.count, 1);
	assert_int_equal(f->diags.items[0].id, FINDING_left_over);
}

static void waive(struct fixture *f, struct span rule, struct span part)
{
	struct waiver *waiver = ARENA_NEW(f->arena, struct waiver);
	*waiver = (struct waiver){.rule = {rule, AT(70, 80)}, .part = {part, AT(82, 90)},
		.by = {SPAN("A. Officer"), AT(91, 93)}, .reason = {SPAN("The Leader asked for it."), AT(94, 96)},
		.place = AT(66, 99)};
	f->paper.waivers = waiver;
	f->paper.waiver_count = 1;
}

static void a_waiver_makes_a_note(void **state)
{
	struct fixture *f = *state;
	waive(f, SPAN("too-long"), SPAN_NONE);
	add(f, FINDING_too_long, AT(19, 30));
	add(f, FINDING_left_over, AT(19, 30));
	settle(f);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_note);
	assert_true(f->diags.items[0].waived);
	assert_int_equal(f->diags.items[1].severity, SEVERITY_warning);
	assert_false(f->diags.items[1].waived);
}

static void a_waiver_holds_for_its_part_only(void **state)
{
	struct fixture *f = *state;
	waive(f, SPAN("too-long"), SPAN("reasons"));
	add(f, FINDING_too_long, AT(19, 30));
	add(f, FINDING_too_long, AT(49, 60));
	add(f, FINDING_too_long, AT(19, 31)); /* goes beyond the part */
	add(f, FINDING_too_long, PLACE_NONE);
	settle(f);
	assert_true(f->diags.items[0].waived);
	for (size_t i = 1; i < 4; i++)
		assert_false(f->diags.items[i].waived);
}

static void a_waiver_of_a_part_the_paper_has_not(void **state)
{
	struct fixture *f = *state;
	waive(f, SPAN("too-long"), SPAN("conclusion"));
	add(f, FINDING_too_long, AT(19, 30));
	add(f, FINDING_too_long, PLACE_NONE);
	settle(f);
	assert_false(f->diags.items[0].waived);
	assert_false(f->diags.items[1].waived);
}

static void a_missing_part_is_named_by_its_key(void **state)
{
	struct fixture *f = *state;
	waive(f, SPAN("missing_part"), SPAN("two"));
	add(f, FINDING_missing_part, AT(0, 0));
	diag_add(&f->diags, FINDING_missing_part, AT(0, 0), SPAN("two"), SPAN("three"), SPAN_NONE);
	settle(f);
	assert_true(f->diags.items[0].waived);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_note);
	assert_false(f->diags.items[1].waived);
	assert_int_equal(f->diags.items[1].severity, SEVERITY_error);
}

static void who_waived_it_and_why_is_kept(void **state)
{
	struct fixture *f = *state;
	waive(f, SPAN("too-long"), SPAN("reasons"));
	add(f, FINDING_too_long, AT(19, 30));
	settle(f);
	assert_true(span_is(f->diags.items[0].waived_by, "A. Officer"));
	assert_true(span_is(f->diags.items[0].waived_why, "The Leader asked for it."));
}

static void the_waiver_of_the_part_comes_before_that_of_the_paper(void **state)
{
	struct fixture *f = *state;
	static const struct waiver waivers[] = {
		{.rule = {{"too-long", 8}, RANGE(70, 80)}, .by = {{"all", 3}, RANGE(0, 0)}},
		{.rule = {{"too-long", 8}, RANGE(90, 95)}, .by = {{"part", 4}, RANGE(0, 0)},
			.part = {{"reasons", 7}, RANGE(96, 99)}},
		{.rule = {{"too-long", 8}, RANGE(70, 80)}, .by = {{"again", 5}, RANGE(0, 0)}},
	};
	f->paper.waivers = waivers;
	f->paper.waiver_count = 3;
	add(f, FINDING_too_long, AT(19, 30));
	add(f, FINDING_too_long, AT(49, 60));
	settle(f);
	assert_true(span_is(f->diags.items[0].waived_by, "part"));
	assert_true(span_is(f->diags.items[1].waived_by, "all"));
	check_unused_waivers(&f->diags, &f->paper, &f->house);
	assert_int_equal(f->diags.count, 2); /* one that another comes before is not unused */
}

static void what_may_not_be_waived_is_not(void **state)
{
	struct fixture *f = *state;
	static const struct span rules[] = {{"no-such-rule", 12}, {"duplicate-key", 13}};
	for (size_t i = 0; i < 2; i++) {
		f->diags.count = 0;
		waive(f, rules[i], SPAN_NONE);
		add(f, FINDING_duplicate_key, AT(10, 17));
		settle(f);
		assert_int_equal(f->diags.count, 1);
		assert_int_equal(f->diags.items[0].severity, SEVERITY_error);
		assert_false(f->diags.items[0].waived);
		f->diags.count = 0;
		check_unused_waivers(&f->diags, &f->paper, &f->house);
		assert_int_equal(f->diags.count, 0); /* paper_bind has told it */
	}
}

static void a_waiver_in_exempt_matter_is_withheld(void **state)
{
	struct fixture *f = *state;
	static const struct place exempt[] = {RANGE(65, 99)};
	f->paper.exempt = exempt;
	f->paper.exempt_count = 1;
	waive(f, SPAN("too-long"), SPAN_NONE);
	add(f, FINDING_too_long, AT(19, 30));
	settle(f);
	assert_true(span_is(f->diags.items[0].waived_by, "(withheld)"));
	assert_true(span_is(f->diags.items[0].waived_why, "(withheld)"));
	f->diags.count = 0;
	check_unused_waivers(&f->diags, &f->paper, &f->house);
	assert_int_equal(f->diags.count, 1);
	assert_true(f->diags.items[0].withheld);
}

/* Of a waiver of too-long in `reasons`: what else was found, and whether it is told. */
static void a_waiver_that_waives_nothing_is_told(void **state)
{
	struct fixture *f = *state;
	static const struct {
		enum finding_id id;
		struct place place;
		bool off, told;
	} cases[] = {
		{FINDING_left_over, RANGE(19, 30), false, true},
		{FINDING_too_long, RANGE(49, 60), false, true},   /* elsewhere */
		{FINDING_too_long, RANGE(19, 30), false, false},
		{FINDING_left_over, RANGE(19, 30), true, false},  /* the style has turned the rule off */
		{FINDING_bad_date, RANGE(49, 60), false, false},  /* an error may hide it */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		f->diags.count = 0;
		f->house.moved[FINDING_too_long] = cases[i].off;
		f->house.severities[FINDING_too_long] = SEVERITY_off;
		waive(f, SPAN("too-long"), SPAN("reasons"));
		add(f, cases[i].id, cases[i].place);
		settle(f);
		check_unused_waivers(&f->diags, &f->paper, &f->house);
		if (f->diags.count != 1u + cases[i].told)
			fail_msg("case %zu", i);
	}
	f->house.moved[FINDING_too_long] = false;
	f->diags.count = 0;
	check_unused_waivers(&f->diags, &f->paper, &f->house);
	assert_int_equal(f->diags.items[0].id, FINDING_waiver_unused);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_warning);
	assert_int_equal(f->diags.items[0].place.from, 70);
	f->diags.count = 0;
	f->paper.final = false;
	check_unused_waivers(&f->diags, &f->paper, &f->house);
	assert_int_equal(f->diags.items[0].severity, SEVERITY_note);
	f->diags.count = 0;
	f->diags.overflow = true; /* what it waives may be among those that were dropped */
	check_unused_waivers(&f->diags, &f->paper, &f->house);
	assert_int_equal(f->diags.count, 0);
}

static void exempt_matter_is_withheld(void **state)
{
	struct fixture *f = *state;
	static const struct place exempt[] = {RANGE(100, 200)};
	f->paper.exempt = exempt;
	f->paper.exempt_count = 1;
	static const struct {
		struct place place, because;
		bool withheld;
	} cases[] = {
		{RANGE(100, 200), {0, 0, 0}, true},
		{RANGE(150, 160), {0, 0, 0}, true},
		{RANGE(50, 150), {0, 0, 0}, true},
		{RANGE(150, 250), {0, 0, 0}, true},
		{RANGE(50, 300), {0, 0, 0}, true},
		{RANGE(50, 99), {0, 0, 0}, false},
		{RANGE(201, 210), {0, 0, 0}, false},
		{{2, 150, 160}, {0, 0, 0}, false}, /* another file */
		{RANGE(50, 60), RANGE(120, 130), true},
		{{0, 0, 0}, {0, 0, 0}, false},
	};
	const size_t count = sizeof cases / sizeof *cases;
	for (size_t i = 0; i < count; i++) {
		add(f, FINDING_left_over, cases[i].place);
		f->diags.items[i].because = cases[i].because;
	}
	settle(f);
	for (size_t i = 0; i < count; i++)
		if (f->diags.items[i].withheld != cases[i].withheld)
			fail_msg("case %zu", i);
}

static void too_many_findings_stay_an_error(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < LIMIT_FINDINGS; i++)
		add(f, FINDING_too_long, AT(19, 30));
	settle(f);
	assert_int_equal(diags_worst(&f->diags), SEVERITY_warning);
	add(f, FINDING_duplicate_key, AT(19, 30));
	settle(f);
	assert_int_equal(diags_worst(&f->diags), SEVERITY_error);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, make, unmake)
	const struct CMUnitTest tests[] = {
		CASE(a_final_paper_and_a_draft),
		CASE(without_a_paper_or_a_house),
		CASE(the_style_moves_what_may_move),
		CASE(off_takes_it_away),
		CASE(a_waiver_makes_a_note),
		CASE(a_waiver_holds_for_its_part_only),
		CASE(a_waiver_of_a_part_the_paper_has_not),
		CASE(a_missing_part_is_named_by_its_key),
		CASE(who_waived_it_and_why_is_kept),
		CASE(the_waiver_of_the_part_comes_before_that_of_the_paper),
		CASE(what_may_not_be_waived_is_not),
		CASE(a_waiver_in_exempt_matter_is_withheld),
		CASE(a_waiver_that_waives_nothing_is_told),
		CASE(exempt_matter_is_withheld),
		CASE(too_many_findings_stay_an_error),
	};
	return cmocka_run_group_tests_name("check: severity", tests, NULL, NULL);
}
