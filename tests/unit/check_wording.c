/* How recommendations may begin, for each form that a style can ask for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/themes.h"

#define NONE FINDING_count /* no finding */

static const struct wording_case {
	enum recommendation_form form;
	const char *lead, *text;
	enum finding_id id;
} cases[] = {
	{FORM_any, NULL, "Approve the scheme", NONE},
	{FORM_any, NULL, "to approve the scheme", NONE},

	{FORM_bare, NULL, "approve the scheme;", NONE},
	{FORM_bare, NULL, "(approve the scheme)", NONE},
	{FORM_bare, NULL, "£620,000 be spent", NONE},
	{FORM_bare, NULL, "tomorrow's agenda be changed", NONE}, /* not "to" */
	{FORM_bare, NULL, "thatch be allowed", NONE},            /* not "that" */
	{FORM_bare, NULL, "Approve the scheme", FINDING_recommendation_form},
	{FORM_bare, NULL, "to approve the scheme", FINDING_recommendation_form},
	{FORM_bare, NULL, "that the scheme be approved", FINDING_recommendation_form},
	{FORM_bare, NULL, "\"Approve\" be its name", FINDING_recommendation_form},

	{FORM_to, NULL, "to approve the scheme", NONE},
	{FORM_to, NULL, "To approve the scheme", NONE},
	{FORM_to, NULL, "together approve the scheme", FINDING_recommendation_form},
	{FORM_to, NULL, "approve the scheme", FINDING_recommendation_form},

	{FORM_that, NULL, "that the scheme be approved", NONE},
	{FORM_that, NULL, "That the scheme be approved", NONE},
	{FORM_that, NULL, "the scheme be approved", FINDING_recommendation_form},

	{FORM_sentence, NULL, "The scheme is approved.", NONE},
	{FORM_sentence, NULL, "Is it approved?", NONE},
	{FORM_sentence, NULL, "£620,000 is approved.", NONE},
	{FORM_sentence, NULL, "Écoles are approved.", NONE},
	{FORM_sentence, NULL, "the scheme is approved.", FINDING_recommendation_form},
	{FORM_sentence, NULL, "The scheme is approved;", FINDING_recommendation_form},

	{FORM_bare, "THAT Cabinet", "THAT Cabinet approve", FINDING_lead_in_twice},
	{FORM_bare, "THAT Cabinet:-", "that cabinet approve", FINDING_lead_in_twice},
	{FORM_any, "THAT", "That the scheme be approved", FINDING_lead_in_twice},
	{FORM_any, "THAT", "Thatch be allowed", NONE},
	{FORM_any, "THAT", "That", NONE},
	{FORM_any, ":-", "approve the scheme", NONE},
	{FORM_any, "", "approve the scheme", NONE},
	{FORM_bare, "THAT Cabinet", "approve THAT Cabinet", NONE},
	{FORM_bare, "THAT Cabinet", "Cabinet approve the scheme", FINDING_lead_in_twice},
	{FORM_bare, "THAT Cabinet", "Cabinets be bought", FINDING_recommendation_form},
	{FORM_bare, "THAT Cabinet", "to approve the scheme", FINDING_recommendation_form},
	{FORM_bare, "THAT Cabinet agree:-", "to approve the scheme", NONE},
	{FORM_bare, "THAT Cabinet agree", "agree the scheme", NONE},
};

static void look(const struct wording_case *c, struct arena *arena, struct diags *diags)
{
	struct prose_node *prose = prose_new(arena, PROSE_document, PLACE_NONE);
	struct prose_node *paragraph = prose_new(arena, PROSE_paragraph, PLACE_NONE);
	prose_append(prose, paragraph);
	prose_append(paragraph, prose_new_text(arena, span_of(c->text), PLACE_NONE));
	const struct value value = {.name = SPAN("text"), .kind = VALUE_prose, .prose = prose,
		.place = {1, 5, 9}, .right = true};
	const struct record item = {.values = &value, .value_count = 1};
	const struct part_decl decl = {.key = SPAN("recommendations"), .kind = PART_recommendations};
	const struct part part = {.decl = &decl, .items = &item, .item_count = 1,
		.lead = {.text = span_of(c->lead)}};
	const struct paper paper = {.parts = &part, .part_count = 1};
	const struct house_part own = {.key = SPAN("recommendations"), .form = c->form};
	const struct house house = {.parts = &own, .part_count = 1};
	const struct settled settled = {.language = SPAN("en")};
	check_recommendations(&(struct checking){.arena = arena, .diags = diags, .paper = &paper,
		.settled = &settled, .house = &house});
}

static void forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		look(&cases[i], arena, &diags);
		const bool right = cases[i].id == NONE
			? diags.count == 0
			: diags.count == 1 && diags.items[0].id == cases[i].id;
		if (!right)
			fail_msg("\"%s\" (case %zu): %zu findings, the first %s", cases[i].text, i,
				diags.count,
				diags.count ? rule_of(diags.items[0].id)->name : "none");
		arena_release(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
	};
	return cmocka_run_group_tests_name("check: wording", tests, NULL, NULL);
}
