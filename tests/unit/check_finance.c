/* Sums against what a paper states: to the penny, by kind, by year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "check/themes.h"

#define NO_AMOUNT INT64_MIN /* a cell that could not be read */

struct line {
	const char *kind; /* NULL: the end */
	int64_t amounts[2];
};
struct total {
	const char *kind;
	int64_t pence;
};
struct finance_case {
	const char *name;
	struct line lines[4], funding[4];
	struct total totals[3];
	size_t findings;
	enum finding_id id;    /* of the first */
	const char *sentence;
};

static const struct finance_case cases[] = {
	{"nothing stated", {{"capital", {100, 200}}}, {{0}}, {{0}}, 0, 0, NULL},
	{"a total that agrees", {{"capital", {100, 200}}}, {{0}}, {{"capital", 300}}, 0, 0, NULL},
	{"a penny too much", {{"capital", {100, 200}}}, {{0}}, {{"capital", 301}}, 1,
		FINDING_total_disagrees,
		"the lines add up to £3, and the paper says £3.01 of capital"},
	{"the whole", {{"capital", {100, 200}}, {"revenue", {-50, 0}}}, {{0}}, {{"total", 250}}, 0, 0,
		NULL},
	{"the whole, wrong", {{"capital", {100, 200}}, {"revenue", {-50, 0}}}, {{0}},
		{{"total", 300}}, 1, FINDING_total_disagrees,
		"the lines add up to £2.50, and the paper says £3"},
	{"capitals do not matter", {{"Capital", {100, 200}}, {"capital", {1, 2}}}, {{0}},
		{{"CAPITAL", 303}}, 0, 0, NULL},
	{"a total of a kind that no line has", {{"capital", {100, 200}}}, {{0}}, {{"revenue", 1}}, 1,
		FINDING_total_disagrees,
		"the lines add up to £0, and the paper says £0.01 of revenue"},
	{"two totals, both wrong", {{"capital", {100, 0}}, {"revenue", {5, 0}}}, {{0}},
		{{"capital", 99}, {"revenue", 6}}, 2, FINDING_total_disagrees, NULL},
	{"an amount that was not read", {{"capital", {100, NO_AMOUNT}}}, {{"capital", {7, 7}}},
		{{"capital", 7}}, 0, 0, NULL},
	{"beyond the limit", {{"capital", {LIMIT_PENCE - 1, LIMIT_PENCE - 1}}}, {{0}},
		{{"capital", 7}}, 0, 0, NULL},
	{"funding that agrees", {{"capital", {100, 200}}},
		{{"capital", {60, 150}}, {"capital", {40, 50}}}, {{0}}, 0, 0, NULL},
	{"too little funding", {{"capital", {100, 200}}}, {{"capital", {100, 199}}}, {{0}}, 1,
		FINDING_funding_disagrees, "the funding of capital is £2.99, the cost is £3"},
	{"the right sum in the wrong year", {{"capital", {100, 200}}}, {{"capital", {200, 100}}},
		{{0}}, 1, FINDING_funding_disagrees,
		"the funding of capital in 2006/07 is £2, the cost is £1"},
	{"a kind nobody pays for", {{"capital", {100, 0}}, {"revenue", {5, 5}}},
		{{"capital", {100, 0}}}, {{0}}, 1, FINDING_funding_disagrees,
		"the funding of revenue is £0, the cost is £0.10"},
	{"savings need no funding", {{"capital", {100, 0}}, {"revenue", {-5, -5}}},
		{{"capital", {100, 0}}}, {{0}}, 0, 0, NULL},
	{"funding of a kind without a cost", {{"capital", {100, 0}}},
		{{"capital", {100, 0}}, {"revenue", {5, 0}}, {"revenue", {5, 0}}}, {{0}}, 1,
		FINDING_funding_disagrees, "the funding of revenue is £0.10, the cost is £0"},
	{"without kinds the whole counts", {{"", {100, 0}}, {"revenue", {5, 0}}},
		{{"", {105, 0}}}, {{0}}, 0, 0, NULL},
	{"without kinds, wrong", {{"", {100, 0}}, {"revenue", {5, 0}}}, {{"", {100, 0}}}, {{0}}, 1,
		FINDING_funding_disagrees, "the funding of the whole is £1, the cost is £1.05"},
};

static const struct finance_line *make_lines(struct arena *arena, const struct line *lines,
	size_t *count)
{
	*count = 0;
	while (*count < 4 && lines[*count].kind)
		++*count;
	struct finance_line *made = ARENA_ARRAY(arena, struct finance_line, *count + 1);
	for (size_t i = 0; i < *count; i++) {
		struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 2);
		for (size_t k = 0; k < 2; k++) {
			const int64_t amount = lines[i].amounts[k];
			cells[k].kind = amount == NO_AMOUNT ? CELL_empty : CELL_money;
			cells[k].amount = amount == NO_AMOUNT ? 0 : amount;
		}
		made[i] = (struct finance_line){.place = {1, 1 + (uint32_t)i, 2 + (uint32_t)i},
			.kind = {.text = span_of(lines[i].kind)}, .amounts = cells,
			.amount_count = 2};
	}
	return made;
}

static struct finance *make(struct arena *arena, const struct finance_case *c)
{
	static const struct words years[] = {{{"2006/07", 7}, {0, 0, 0}}, {{"2007/08", 7}, {0, 0, 0}}};
	struct finance *finance = ARENA_NEW(arena, struct finance);
	finance->years = (struct words_list){years, 2, {0, 0, 0}};
	finance->lines = make_lines(arena, c->lines, &finance->line_count);
	finance->funding = make_lines(arena, c->funding, &finance->funding_count);
	struct finance_total *totals = ARENA_ARRAY(arena, struct finance_total, 3);
	for (; finance->total_count < 3 && c->totals[finance->total_count].kind;
		finance->total_count++)
		totals[finance->total_count] = (struct finance_total){
			.kind = {.text = span_of(c->totals[finance->total_count].kind)},
			.pence = c->totals[finance->total_count].pence};
	finance->totals = totals;
	return finance;
}

static void compare(const struct finance_case *c, const struct diags *diags)
{
	if (diags->count != c->findings)
		fail_msg("%s: %zu findings", c->name, diags->count);
	if (!c->findings)
		return;
	assert_int_equal(diags->items[0].id, c->id);
	struct text sentence = {0};
	finding_sentence(&diags->items[0], &sentence);
	if (c->sentence && !span_is(text_span(&sentence), c->sentence))
		fail_msg("%s: %s", c->name, sentence.at);
	text_release(&sentence);
}

static void sums(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		const struct part part = {.finance = make(arena, &cases[i])};
		const struct paper paper = {.parts = &part, .part_count = 1};
		const struct house house = {0};
		check_finance(&(struct checking){.arena = arena, .diags = &diags, .paper = &paper,
			.house = &house});
		compare(&cases[i], &diags);
		arena_release(arena);
	}
}

static void the_other_place_is_the_first_line(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	const struct finance_case c = {"", {{"revenue", {1, 1}}, {"capital", {1, 1}}}, {{0}},
		{{"capital", 3}}, 1, FINDING_total_disagrees, NULL};
	const struct part part = {.finance = make(arena, &c)};
	const struct paper paper = {.parts = &part, .part_count = 1};
	const struct house house = {0};
	check_finance(&(struct checking){.arena = arena, .diags = &diags, .paper = &paper,
		.house = &house});
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].because.from, 2);
	arena_release(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums),
		cmocka_unit_test(the_other_place_is_the_first_line),
	};
	return cmocka_run_group_tests_name("check: finance", tests, NULL, NULL);
}
