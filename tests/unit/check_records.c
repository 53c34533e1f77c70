/* Scores of risks on the scale, and how many options may be preferred. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check/themes.h"

struct fixture {
	struct arena *arena;
	struct diags diags;
	struct house house;
	struct settled settled;
};

static void make(struct fixture *f)
{
	*f = (struct fixture){.arena = arena_new()};
	diags_init(&f->diags, f->arena);
	f->house.risk.likelihood_count = 4;
	f->house.risk.impact_count = 5;
	f->settled.language = SPAN("en");
}

static void look(struct fixture *f, void (*theme)(const struct checking *), enum part_kind kind,
	const struct record *items, size_t count)
{
	const struct part_decl decl = {.key = SPAN("part"), .kind = kind};
	const struct part part = {.decl = &decl, .items = items, .item_count = count};
	const struct paper paper = {.parts = &part, .part_count = 1};
	theme(&(struct checking){.arena = f->arena, .diags = &f->diags, .paper = &paper,
		.settled = &f->settled, .house = &f->house});
}

static void scores(void **state)
{
	(void)state;
	static const struct {
		const char *field, *typed;
		bool right, on_scale;
	} cases[] = {
		{"likelihood", "1", true, true},
		{"likelihood", "4", true, true},
		{"likelihood", "5", true, false},
		{"likelihood", "0", true, false},
		{"likelihood", "-1", true, false},
		{"likelihood", "2.5", true, false},
		{"likelihood", "99999999999", true, false},
		{"likelihood", "High", true, false},
		{"likelihood", "High", false, true}, /* reported when it was read */
		{"impact", "5", true, true},
		{"impact", "6", true, false},
		{"residual.likelihood", "5", true, false},
		{"residual.impact", "5", true, true},
		{"residual.impact", "6", true, false},
		{"owner", "6", true, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture f;
		make(&f);
		const struct value value = {.name = span_of(cases[i].field),
			.text = span_of(cases[i].typed), .right = cases[i].right};
		const struct record risk = {.values = &value, .value_count = 1};
		look(&f, check_risks, PART_risks, &risk, 1);
		if (f.diags.count != !cases[i].on_scale)
			fail_msg("%s: %s", cases[i].field, cases[i].typed);
		arena_release(f.arena);
	}
}

static void a_style_without_a_scale_takes_any(void **state)
{
	(void)state;
	struct fixture f;
	make(&f);
	f.house.risk.likelihood_count = 0;
	const struct value value = {.name = SPAN("likelihood"), .text = SPAN("High"), .right = true};
	const struct record risk = {.values = &value, .value_count = 1};
	look(&f, check_risks, PART_risks, &risk, 1);
	assert_int_equal(f.diags.count, 0);
	arena_release(f.arena);
}

static size_t count_of(const struct fixture *f, enum finding_id id)
{
	size_t count = 0;
	for (size_t i = 0; i < f->diags.count; i++)
		count += f->diags.items[i].id == id;
	return count;
}

static void these_rules_are_off_until_a_style_turns_them_on(void **state)
{
	(void)state;
	static const enum finding_id ids[] = {FINDING_no_preferred_option, FINDING_no_do_nothing};
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(rule_of(ids[i])->final, SEVERITY_off);
		assert_int_equal(rule_of(ids[i])->draft, SEVERITY_off);
		assert_true(rule_of(ids[i])->movable);
	}
}

static void preferred(void **state)
{
	(void)state;
	for (size_t yes = 0; yes <= 3; yes++) {
		struct fixture f;
		make(&f);
		struct value values[4];
		struct record options[4];
		for (uint32_t i = 0; i < 4; i++) {
			values[i] = (struct value){.name = SPAN("preferred"), .right = true,
				.yes = i < yes, .place = {1, i + 1, i + 2}};
			options[i] = (struct record){.values = &values[i], .value_count = 1};
		}
		look(&f, check_options, PART_options, options, 4);
		assert_int_equal(count_of(&f, FINDING_one_preferred), yes > 1);
		assert_int_equal(count_of(&f, FINDING_no_preferred_option), yes == 0);
		assert_int_equal(count_of(&f, FINDING_no_do_nothing), 1);
		for (size_t i = 0; i < f.diags.count; i++)
			if (f.diags.items[i].id == FINDING_one_preferred) {
				assert_int_equal(f.diags.items[i].place.from, 2);
				assert_int_equal(f.diags.items[i].because.from, 1);
				assert_int_equal(atoi(f.diags.items[i].arguments[0].at), yes);
			}
		arena_release(f.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scores),
		cmocka_unit_test(a_style_without_a_scale_takes_any),
		cmocka_unit_test(preferred),
		cmocka_unit_test(these_rules_are_off_until_a_style_turns_them_on),
	};
	return cmocka_run_group_tests_name("check: records", tests, NULL, NULL);
}
