/* Limits at, below and above; of parts, of facts and of the whole paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/themes.h"

struct fixture {
	struct arena *arena;
	struct diags diags;
	struct part_decl decl;
	struct part part;
	struct passage passage;
	struct paper paper;
	struct house_part own;
	struct house house;
	struct settled settled;
};

static int make(void **state)
{
	static struct fixture f;
	f = (struct fixture){.arena = arena_new()};
	diags_init(&f.diags, f.arena);
	f.decl.key = SPAN("executive_summary");
	f.part = (struct part){.decl = &f.decl, .place = {1, 5, 9}, .passages = &f.passage,
		.passage_count = 1};
	f.paper = (struct paper){.parts = &f.part, .part_count = 1};
	f.own.key = f.decl.key;
	f.house = (struct house){.parts = &f.own, .part_count = 1};
	f.settled.language = SPAN("en");
	*state = &f;
	return 0;
}

static int unmake(void **state)
{
	arena_release(((struct fixture *)*state)->arena);
	return 0;
}

static void say(struct fixture *f, const char *words)
{
	struct prose_node *prose = prose_new(f->arena, PROSE_document, PLACE_NONE);
	struct prose_node *paragraph = prose_new(f->arena, PROSE_paragraph, PLACE_NONE);
	prose_append(prose, paragraph);
	prose_append(paragraph, prose_new_text(f->arena, span_of(words), PLACE_NONE));
	f->passage.prose = prose;
}

static size_t run(struct fixture *f)
{
	f->diags.count = 0;
	check_limits(&(struct checking){.arena = f->arena, .diags = &f->diags, .paper = &f->paper,
		.settled = &f->settled, .house = &f->house});
	return f->diags.count;
}

static void expect(struct fixture *f, enum finding_id id, const char *sentence)
{
	assert_int_equal(run(f), 1);
	assert_int_equal(f->diags.items[0].id, id);
	struct text text = {0};
	finding_sentence(&f->diags.items[0], &text);
	assert_string_equal(text.at, sentence);
	text_release(&text);
}

static void words(void **state)
{
	struct fixture *f = *state;
	f->own.limits.words = (struct limit){true, 2, 4};
	say(f, "The bridge is");
	assert_int_equal(run(f), 0);
	say(f, "The bridge");
	assert_int_equal(run(f), 0);
	say(f, "The bridge is sound.");
	assert_int_equal(run(f), 0);
	say(f, "Bridge.");
	expect(f, FINDING_too_short,
		"Executive summary has 1 word; the style asks for at least 2");
	say(f, "The bridge is quite sound.");
	expect(f, FINDING_too_long, "Executive summary has 5 words; the style asks for at most 4");
	assert_int_equal(f->diags.items[0].place.from, 5);
}

static void sentences_and_characters(void **state)
{
	struct fixture *f = *state;
	f->own.limits.sentences = (struct limit){true, 0, 1};
	say(f, "It is sound. It is old.");
	expect(f, FINDING_too_long,
		"Executive summary has 2 sentences; the style asks for at most 1");
	f->own.limits = (struct limits){.characters = {true, 0, 4}};
	say(f, "Tŷŷ!");
	assert_int_equal(run(f), 0);
	say(f, "Tŷŷ!!");
	expect(f, FINDING_too_long,
		"Executive summary has 5 characters; the style asks for at most 4");
}

static void items(void **state)
{
	struct fixture *f = *state;
	static const struct record three[3];
	f->part.passage_count = 0;
	f->part.items = three;
	f->own.limits.items = (struct limit){true, 3, 0};
	f->part.item_count = 3;
	assert_int_equal(run(f), 0);
	f->part.item_count = 2;
	expect(f, FINDING_too_short,
		"Executive summary has 2 items; the style asks for at least 3");
}

static void no_answer_is_not_measured(void **state)
{
	struct fixture *f = *state;
	f->own.limits.words = (struct limit){true, 2, 4};
	say(f, "");
	f->part.empty = true;
	assert_int_equal(run(f), 0);
	f->part.empty = false;
	f->part.none = true;
	assert_int_equal(run(f), 0);
}

static void the_whole_paper(void **state)
{
	struct fixture *f = *state;
	say(f, "The bridge");
	f->house.limits.words = (struct limit){true, 0, 2500};
	f->settled.words = 2500;
	assert_int_equal(run(f), 0);
	f->settled.words = 2501;
	expect(f, FINDING_too_long, "the paper has 2501 words; the style asks for at most 2500");
}

static void a_fact(void **state)
{
	struct fixture *f = *state;
	say(f, "The bridge");
	struct value title = {.name = SPAN("title"), .kind = VALUE_text, .right = true,
		.text = SPAN("The bridge at Weir Lane"), .place = {1, 2, 3}};
	struct house_fact fact = {.name = SPAN("title"), .limits = {.words = {true, 0, 5}}};
	f->paper.facts = &title;
	f->paper.fact_count = 1;
	f->house.facts = &fact;
	f->house.fact_count = 1;
	assert_int_equal(run(f), 0);
	fact.limits.words.most = 4;
	expect(f, FINDING_too_long, "title has 5 words; the style asks for at most 4");
	title.right = false; /* what could not be read was reported */
	assert_int_equal(run(f), 0);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, make, unmake)
	const struct CMUnitTest tests[] = {
		CASE(words),
		CASE(sentences_and_characters),
		CASE(items),
		CASE(no_answer_is_not_measured),
		CASE(the_whole_paper),
		CASE(a_fact),
	};
	return cmocka_run_group_tests_name("check: limits", tests, NULL, NULL);
}
