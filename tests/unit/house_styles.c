/*
 * The styles that come with the program: each loads for the day of every edition without a finding,
 * and Herefordshire has the shape of its papers of 2005 and of 2008.
 */
#include "house_kit.h"

static const char *const folders[] = {"templates"};
static const struct house_search search = {folders, 1, false};

static const struct house *load(struct kit *kit, const char *name, const char *day)
{
	struct date date;
	kit_open(kit);
	assert_int_equal(date_read(span_of(day), &date), DATE_RIGHT);
	const struct house *house = house_load(kit->arena, &kit->sources, &kit->diags, &search,
		(struct words){span_of(name), PLACE_NONE}, &date);
	kit_expect(kit, name, "");
	assert_non_null(house);
	return house;
}

static void no_finding_in_any_edition(void **state)
{
	(void)state;
	static const char *const names[] = {"base", "herefordshire"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct kit kit;
		kit_open(&kit);
		house_check(kit.arena, &kit.sources, &kit.diags, &search,
			(struct words){span_of(names[i]), PLACE_NONE});
		kit_expect(&kit, names[i], "");
		kit_close(&kit);
	}
}

static void expect_head(const struct house *house, const char *expected)
{
	struct text into = {0};
	for (size_t i = 0; i < house->head.row_count; i++) {
		if (i)
			text_add_char(&into, '\n');
		assert_true(house_text_fill(house->head.rows[i].text, &known_asker, SPAN("en"),
			FILL_PLAIN, true, &into, NULL));
	}
	assert_string_equal(into.at, expected);
	text_release(&into);
}

static void expect_parts(const struct house *house, const char *expected)
{
	struct text into = {0};
	assert_int_equal(house->sheet_count, 1);
	for (size_t i = 0; i < house->sheets[0].part_count; i++) {
		text_add_string(&into, i ? " " : "");
		text_add(&into, house->sheets[0].parts[i]->key);
	}
	assert_string_equal(into.at, expected);
	text_release(&into);
}

static void expect_number(const struct pattern *pattern, const char *expected)
{
	struct text into = {0};
	pattern_print(pattern_pick(pattern, &known_asker), 2, SPAN_NONE, &into);
	assert_string_equal(into.at ? into.at : "", expected);
	text_release(&into);
}

static void expect_date(const struct house *house, const char *iso, const char *expected)
{
	struct date date;
	struct text into = {0};
	assert_int_equal(date_read(span_of(iso), &date), DATE_RIGHT);
	house_print_date(house, SPAN("en"), date, false, &into);
	assert_string_equal(into.at, expected);
	text_release(&into);
}

static void herefordshire_in_2005(void **state)
{
	(void)state;
	struct kit kit;
	const struct house *h = load(&kit, "herefordshire", "2005-01-13");
	assert_int_equal(h->edition.year, 2004);
	assert_int_equal(h->head.layout, BLOCK_lines);
	expect_head(h, "YOUTH CENTRES\nPROGRAMME AREA RESPONSIBILITY: CHILDREN'S SERVICES\nCABINET\n"
		"29 SEPTEMBER 2005");
	expect_date(h, "2005-01-13", "13th January, 2005");
	expect_date(h, "2005-09-29", "29th September, 2005");
	expect_parts(h, "wards purpose key_decision notice_exceptions recommendations reasons considerations "
		"alternative_options risk_management consultees appendices background_papers "
		"financial_assessment");
	assert_int_equal(pattern_kind_of(pattern_pick(h->numbering.recommendations, &known_asker)),
		PATTERN_BULLET);
	assert_non_null(h->page_foot.first);
	assert_int_equal(pattern_kind_of(h->numbering.headings[0]), PATTERN_NONE);
	expect_number(house_part(h, SPAN("considerations"))->numbering.paragraphs, "2.");
	assert_null(house_part(h, SPAN("reasons"))->numbering.paragraphs);
	assert_int_equal(house_part(h, SPAN("recommendations"))->form, FORM_bare);
	assert_int_equal(house_part(h, SPAN("risk_management"))->none, NONE_refused);
	kit_close(&kit);
}

static void herefordshire_in_2008(void **state)
{
	(void)state;
	struct kit kit;
	const struct house *h = load(&kit, "herefordshire", "2008-01-24");
	assert_int_equal(h->edition.year, 2007);
	expect_head(h, "YOUTH CENTRES\nPORTFOLIO RESPONSIBILITY: CHILDREN'S SERVICES\nCABINET\n"
		"29 SEPTEMBER 2005");
	expect_date(h, "2008-01-24", "24 January 2008");
	expect_parts(h, "wards purpose key_decision notice_exceptions recommendations reasons considerations "
		"alternative_options risk_management consultees appendices background_papers "
		"financial_assessment");
	expect_number(h->numbering.recommendations, "(b)");
	assert_non_null(h->page_foot.first);
	assert_null(h->page_foot.others);
	kit_close(&kit);
}

/* What the parts must be for the real papers, whichever edition. */
static void herefordshire_in_any_year(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		enum part_kind kind;
		bool never_required;
	} cases[] = {
		{"wards", PART_fixed, true}, {"purpose", PART_text, false},
		{"recommendations", PART_recommendations, false}, {"reasons", PART_text, false},
		{"considerations", PART_text, false}, {"alternative_options", PART_options, false},
		{"risk_management", PART_risks, false}, {"consultees", PART_list, false},
		{"appendices", PART_appendices, false}, {"background_papers", PART_documents, false},
		{"financial_assessment", PART_finance, false},
	};
	struct kit kit;
	const struct house *h = load(&kit, "herefordshire", "2006-06-01");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct house_part *part = house_part(h, span_of(cases[i].key));
		assert_non_null(part);
		assert_int_equal(part->kind, cases[i].kind);
		assert_int_equal(condition_is_never(part->required), cases[i].never_required);
	}
	/* required only where something asks for them: no appendix is cited, the decision is not key */
	assert_false(condition_holds(house_part(h, SPAN("appendices"))->required, &known_asker));
	assert_false(condition_holds(house_part(h, SPAN("financial_assessment"))->required,
		&known_asker));
	assert_true(condition_holds(house_part(h, SPAN("reasons"))->required, &known_asker));
	assert_int_equal(house_fact(h, SPAN("key_decision"))->answer_count, 3);
	assert_int_equal(h->key_threshold, 50000000);
	assert_int_equal(h->key_wards, 2);
	kit_close(&kit);
}

static void the_law_of_2012_begins_on_its_day(void **state)
{
	(void)state;
	struct kit kit;
	assert_false(load(&kit, "base", "2012-09-09")->notice_key_decision.set);
	kit_close(&kit);
	const struct house *h = load(&kit, "base", "2012-09-10");
	assert_true(h->notice_key_decision.set && !h->notice_key_decision.working);
	assert_int_equal(h->notice_key_decision.days, 28);
	assert_int_equal(h->notice_papers.days, 5);
	assert_int_equal(h->exempt.paragraph_count, 7);
	kit_close(&kit);
}

static void every_score_has_its_band(void **state)
{
	(void)state;
	struct kit kit;
	const struct house *h = load(&kit, "base", "2020-01-01");
	assert_int_equal(h->risk.likelihood_count, 5);
	for (size_t l = 1; l <= 5; l++)
		for (size_t i = 1; i <= 5; i++) {
			const char *band = l * i <= 5 ? "green" : l * i <= 14 ? "amber" : "red";
			assert_true(span_is(h->risk.bands[(l - 1) * HOUSE_SCALE + (i - 1)], band));
		}
	kit_close(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_finding_in_any_edition),
		cmocka_unit_test(herefordshire_in_2005),
		cmocka_unit_test(herefordshire_in_2008),
		cmocka_unit_test(herefordshire_in_any_year),
		cmocka_unit_test(the_law_of_2012_begins_on_its_day),
		cmocka_unit_test(every_score_has_its_band),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
