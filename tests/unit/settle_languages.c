/* Papers of two languages: each is printed in its own, headings and labels in both, its own first. */
#include "settle/settled.h"

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
	const struct settled *settled;
};

static const char rest[] =
	"title: Title\n"
	"reference: R1\n"
	"meeting: {body: Cabinet, date: 2024-03-05}\n"
	"grade: high\n"
	"purpose: Words.\n"
	"considerations: Words.\n"
	"vision: Words.\n"
	"risk_management: {register: [{risk: Fire, likelihood: 2, impact: 1}]}\n";

static void open_trial(struct trial *t, const char *language)
{
	static const char *const folders[] = {"tests/data/settle", "templates"};
	static const struct house_search search = {folders, 2, true};
	*t = (struct trial){.arena = arena_new()};
	diags_init(&t->diags, t->arena);
	sources_init(&t->sources, t->arena);
	const struct house *house = house_load(t->arena, &t->sources, &t->diags, &search,
		(struct words){SPAN("bilingual"), PLACE_NONE}, NULL);
	assert_non_null(house);
	/* vision is given in Welsh only, and that is said once */
	assert_int_equal(t->diags.count, 1);
	assert_int_equal(t->diags.items[0].id, FINDING_style_no_translation);
	const struct source *source;
	struct span yaml = arena_format(t->arena, "style: bilingual\nlanguage: %s\n%s", language, rest);
	assert_int_equal(source_take(&t->sources, &t->diags, yaml, SPAN("trial.yaml"), &source),
		SOURCE_READ);
	struct beside beside = {.arena = t->arena, .diags = &t->diags, .sources = &t->sources};
	const struct paper *paper = paper_bind(t->arena, &t->diags, source,
		tree_read(t->arena, &t->diags, source), &house->vocabulary, &beside);
	assert_non_null(paper);
	t->settled = settle_for(AUDIENCE_public, t->arena, &t->diags, paper, house);
}

static void expect(struct span found, const char *expected)
{
	if (!span_is(found, expected))
		fail_msg("expected \"%s\", found \"%.*s\"", expected, SPAN_ARG(found));
}

static void expect_part(const struct trial *t, size_t index, const char *heading)
{
	expect(t->settled->sheets[0].parts[index].heading, heading);
}

static void expect_label(const struct trial *t, size_t index, const char *label, const char *text)
{
	const struct settled_row *row = &t->settled->sheets[0].head.rows[index];
	expect(row->label, label);
	expect(row->text, text);
}

static struct span cell_of(const struct trial *t, const char *column)
{
	const struct table *table = t->settled->tables[0];
	for (size_t i = 0; i < table->column_count; i++)
		if (span_is(table->columns[i].title, column))
			return table->rows[0].cells[i].shown;
	return SPAN("no column");
}

static void a_paper_in_welsh(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, "cy");
	expect(t.settled->sheets[0].title, "Adroddiad | Report");
	expect_label(&t, 1, "Cyfarfod: | Meeting:", "Cabinet");
	expect_label(&t, 2, "Dyddiad: | Date:", "5 Mawrth 2024");
	expect_label(&t, 3, "Ref:", "R1");
	expect_part(&t, 0, "Diben (Uchel) | Purpose (High)");
	expect_part(&t, 1, "Cabinet");
	expect_part(&t, 2, "Camau nesaf");
	expect(cell_of(&t, "Band"), "oren");
	expect(cell_of(&t, "Words"), "Uchel, Bach");
	arena_release(t.arena);
}

static void a_paper_in_english(void **state)
{
	(void)state;
	struct trial t;
	open_trial(&t, "en");
	expect(t.settled->sheets[0].title, "Report | Adroddiad");
	expect_label(&t, 1, "Meeting: | Cyfarfod:", "Cabinet");
	expect_label(&t, 2, "Date: | Dyddiad:", "5 March 2024");
	expect_part(&t, 0, "Purpose (High) | Diben (Uchel)");
	expect_part(&t, 2, "Camau nesaf");
	expect(cell_of(&t, "Band"), "amber");
	expect(cell_of(&t, "Words"), "High, Small");
	arena_release(t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_in_welsh),
		cmocka_unit_test(a_paper_in_english),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
