/* Words of a form, found where they stand and nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/themes.h"

static const struct house_answer leftovers[] = {
	{{"XYZ", 3}, NULL},
	{{"[insert", 7}, NULL},
	{{"delete as applicable", 20}, NULL},
	{{"TBC", 3}, NULL},
};

static const struct house_field fields[] = {
	{.guidance = {"What changes for those who live there.", 38}},
};
static const struct house_part parts[] = {
	{.guidance = {"Say why the meeting should decide. Be short. The record copies this text.", 73},
		.fields = fields, .field_count = 1},
};
static const struct house_fact facts[] = {
	{.guidance = {"County-wide, or the wards by name.", 34}},
};

/* The paper, and LINE:COLUMN of each finding, in order. */
static const struct {
	const char *paper, *found;
} cases[] = {
	{"title: Bridge\n", ""},
	{"title: XYZ Bridge\n", "1:8 "},
	{"title: xyz Bridge\n", ""},
	{"title: The XYZ\n", "1:12 "},
	{"title: (XYZ)\n", "1:9 "},
	{"title: XYZs and AXYZ and XYZ1 and éXYZ\n", ""},
	{"title: £XYZ – XYZ “XYZ”, éXYZ XYZé\n", "1:9 1:15 1:20 "},
	{"title: XYZ and XYZ\n", "1:8 1:16 "},
	{"title: \"[insert name]\"\n", "1:9 "},
	{"title: \"[Insertion]\"\n", ""},
	{"title: Delete As Applicable\n", "1:8 "},
	{"title: undelete as applicable\n", ""},
	{"reasons: |\n  One.\n\n  Two is TBC.\n", "4:10 "},
	{"reasons: >-\n  One is\n  TBC.\n", "3:3 "},
	{"list:\n  - one\n  - {text: TBC, note: TBC}\n", "3:12 "},
	{"note: TBC\nwaivers: [{reason: TBC}]\ntitle: A\n", ""},
	{"TBC: a key\n", ""},
	{"reasons: see [insert name](a.pdf) and [insert name] here\n", "1:39 "},
	{"reasons: See \"[insert name\"\n", "1:15 "},
	{"title: Delete as\n  applicable\n", "1:8 "},
	/* guidance: the whole of it once, or one sentence of it, wherever lines are broken */
	{"reasons: Say why the meeting should decide. Be short. The record copies this text.\n", "1:10 "},
	{"reasons: We say why. The record copies this text. We do.\n", "1:22 "},
	{"reasons: |\n  the record copies\n  this text.\n", "2:3 "},
	{"reasons: Be short.\n", ""},
	{"reasons: The record copies this texture.\n", ""},
	{"wards: County-wide, or the wards by name.\n", "1:8 "},
	{"list: [{effect: What changes for those who live there.}]\n", "1:17 "},
	{"reasons: Write `none` where there is nothing to say.\n", "1:10 "},
	{"title: ''\n", ""},
};

static void write_places(const struct diags *diags, const struct source *source, struct text *into)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct location at = source_locate(source, diags->items[i].place.from);
		text_format(into, "%u:%u ", at.line, at.column);
	}
}

static void finds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		struct sources sources;
		diags_init(&diags, arena);
		sources_init(&sources, arena);
		const struct source *source;
		source_take(&sources, &diags, span_of(cases[i].paper), SPAN("paper.yaml"), &source);
		const struct node *root = tree_read(arena, &diags, source);
		assert_non_null(root);
		assert_int_equal(diags.count, 0);
		const struct paper paper = {.source = source, .root = root};
		const struct house house = {.leftovers = leftovers, .leftover_count = 4,
			.parts = parts, .part_count = 1, .facts = facts, .fact_count = 1};
		check_left_over(&(struct checking){.arena = arena, .diags = &diags,
			.paper = &paper, .house = &house});
		struct text found = {0};
		write_places(&diags, source, &found);
		if (!span_is(text_span(&found), cases[i].found))
			fail_msg("case %zu: %.*s", i, SPAN_ARG(text_span(&found)));
		text_release(&found);
		arena_release(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
	};
	return cmocka_run_group_tests_name("check: left over", tests, NULL, NULL);
}
