/*
 * The schema that editors read, made of a style of every kind of fact, part and condition: what stands
 * in it, and that nothing in it points at nothing. Whether it agrees with `check` is asked by
 * tests/editor, with the tools that editors use.
 */
#include "author/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

static struct span schema_of_style(struct arena *arena, const char *style, const struct date *date)
{
	static const char *const folders[] = {"tests/editor/templates", "tests/papers/templates", "templates"};
	static const struct house_search search = {folders, 3, true};
	struct sources sources;
	struct diags diags;
	struct text made = {0};
	sources_init(&sources, arena);
	diags_init(&diags, arena);
	const struct house *house = house_load(arena, &sources, &diags, &search,
		(struct words){span_of(style), PLACE_NONE}, date);
	assert_non_null(house);
	assert_int_equal(diags.count, 0);
	author_schema(arena, house, &made);
	assert_false(text_failed(&made));
	const struct span kept = arena_copy(arena, text_span(&made));
	text_release(&made);
	return kept;
}

struct trial {
	struct arena *arena;
	json_t *root, *properties;
};

static struct trial open_trial(const char *style, const struct date *date)
{
	struct trial t = {.arena = arena_new()};
	json_error_t error;
	t.root = json_loads(schema_of_style(t.arena, style, date).at, JSON_REJECT_DUPLICATES, &error);
	if (!t.root)
		fail_msg("line %d: %s", error.line, error.text);
	t.properties = json_object_get(t.root, "properties");
	assert_non_null(t.properties);
	return t;
}

static void close_trial(struct trial *t)
{
	json_decref(t->root);
	arena_release(t->arena);
}

static const char *words_of(const struct trial *t, const char *key)
{
	const char *words =
		json_string_value(json_object_get(json_object_get(t->properties, key), "description"));
	return words ? words : "";
}

/* --- nothing points at nothing */

static const json_t *pointed_at(const json_t *root, const char *pointer)
{
	assert_true(strncmp(pointer, "#/", 2) == 0);
	const json_t *at = root;
	for (struct span rest = span_of(pointer + 2); rest.at && at;) {
		const size_t slash = span_find(rest, SPAN("/"));
		const struct span key = span_cut(rest, 0, slash == SIZE_MAX ? rest.length : slash);
		at = json_object_getn(at, key.at, key.length);
		rest = slash == SIZE_MAX ? SPAN_NONE : span_cut(rest, slash + 1, rest.length);
	}
	return at;
}

static size_t follow(const json_t *root, const json_t *value)
{
	size_t found = 0, i;
	const char *key;
	json_t *below;
	if (json_is_array(value))
		json_array_foreach(value, i, below)
			found += follow(root, below);
	json_object_foreach((json_t *)value, key, below) {
		found += follow(root, below);
		if (strcmp(key, "$ref") != 0)
			continue;
		found++;
		if (!pointed_at(root, json_string_value(below)))
			fail_msg("%s points at nothing", json_string_value(below));
	}
	return found;
}

static void every_reference_leads_somewhere(void **state)
{
	(void)state;
	static const char *const styles[] = {"whole", "trial", "base", "herefordshire", "stockton",
		"norfolk", "tower-hamlets", "cardiff", "west-lothian"};
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		struct trial t = open_trial(styles[i], NULL);
		assert_true(follow(t.root, t.root) > 100);
		close_trial(&t);
	}
}

/* --- keys */

static void keys_of_the_style_and_no_others(void **state)
{
	(void)state;
	static const char *const there[] = {"style", "title", "meeting", "scheme", "scheme_name", "grades",
		"programme_area", "purpose", "aim", "steps", "annexe_text", "appendices", "clearances",
		"tables", "waivers",
		"note", "exempt"};
	static const char *const absent[] = {"executive_summary", "equality", "fixed",
		"meeting.date"};
	struct trial t = open_trial("whole", NULL);
	for (size_t i = 0; i < sizeof there / sizeof *there; i++)
		if (!json_object_get(t.properties, there[i]))
			fail_msg("%s is no key of the schema", there[i]);
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		if (json_object_get(t.properties, absent[i]))
			fail_msg("%s is a key of the schema", absent[i]);
	assert_true(json_is_false(json_object_get(t.root, "additionalProperties")));
	const json_t *required = json_object_get(t.root, "required");
	assert_int_equal(json_array_size(required), 1);
	assert_string_equal(json_string_value(json_array_get(required, 0)), "style");
	close_trial(&t);
}

static void parts_stand_in_the_order_of_the_paper(void **state)
{
	(void)state;
	static const char *const order[] = {"style", "title", "purpose", "recommendations", "reasons",
		"options", "risks", "costs", "steps", "annexe_text", "tables"};
	struct trial t = open_trial("whole", NULL);
	size_t at = 0;
	const char *key;
	json_t *value;
	json_object_foreach(t.properties, key, value)
		if (at < sizeof order / sizeof *order && strcmp(key, order[at]) == 0)
			at++;
	assert_int_equal(at, sizeof order / sizeof *order);
	close_trial(&t);
}

/* --- words */

static void words_say_what_the_style_says(void **state)
{
	(void)state;
	static const struct {
		const char *key, *words;
	} cases[] = {
		{"scheme", "What the scheme is called."},
		{"scheme", "A final paper must have it."},
		{"asked", "Needed when `wanted` is yes."},
		{"seats", "Only when `wanted` is yes."},
		{"wanted", "Where it is left out: `no`."},
		{"purpose", "at most 40 words."},
		{"purpose", "`none` is not accepted here."},
		{"costs", "`none` prints: No costs."},
		{"alone", "`none` leaves it out, heading and all."},
		{"steps", "Needed when `sum` is over `£100,000`."},
		{"recommendations", "Before them is printed: That Cabinet:"},
		{"aim", "Another name of `purpose`."},
		{"programme_area", "Another name of `portfolio`."},
	};
	struct trial t = open_trial("whole", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (!strstr(words_of(&t, cases[i].key), cases[i].words))
			fail_msg("%s says: %s", cases[i].key, words_of(&t, cases[i].key));
	close_trial(&t);
}

/* --- answers and scales */

static const json_t *answers_of(const json_t *schema)
{
	return json_object_get(json_array_get(json_object_get(schema, "anyOf"), 0), "enum");
}

static void answers_are_listed(void **state)
{
	(void)state;
	struct trial t = open_trial("whole", NULL);
	const json_t *answers = answers_of(json_object_get(t.properties, "decision_type"));
	assert_int_equal(json_array_size(answers), 4);
	assert_string_equal(json_string_value(json_array_get(answers, 0)), "decide");
	assert_string_equal(json_string_value(json_array_get(answers, 2)), "3");
	assert_int_equal(json_integer_value(json_array_get(answers, 3)), 3); /* as YAML reads it */
	answers = answers_of(json_object_get(t.properties, "style"));
	assert_int_equal(json_array_size(answers), 1);
	assert_string_equal(json_string_value(json_array_get(answers, 0)), "whole");
	close_trial(&t);
}

/* --- rules */

/* How many rules of the schema ask for the key, or bar it. */
static size_t rules_on(const struct trial *t, const char *key, bool bar)
{
	size_t found = 0, i;
	json_t *rule;
	json_array_foreach(json_object_get(t->root, "allOf"), i, rule) {
		const json_t *then = json_object_get(rule, "then");
		const json_t *any = json_object_get(then, "anyOf");
		const json_t *asked = json_object_get(any ? json_array_get(any, 0) : then, "required");
		const char *first = json_string_value(json_array_get(asked, 0));
		const json_t *property = json_object_get(json_object_get(then, "properties"), key);
		found += bar ? json_is_false(property) : first && strcmp(first, key) == 0;
	}
	return found;
}

static void rules_follow_the_conditions(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		size_t asked, barred;
	} cases[] = {
		{"scheme", 1, 0}, {"scheme_name", 0, 1}, /* once by one of its names */
		{"asked", 1, 0}, {"seats", 0, 1}, {"review_note", 1, 0}, {"board_view", 1, 0},
		{"purpose", 1, 0}, {"options", 0, 0}, {"steps", 1, 0}, {"several", 1, 0},
		{"annexe_text", 0, 1}, {"urgent_matters", 1, 1},
		{"appendices", 0, 0}, /* whether one is cited stands in prose */
	};
	struct trial t = open_trial("whole", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const size_t asked = rules_on(&t, cases[i].key, false), barred = rules_on(&t, cases[i].key, true);
		if (asked != cases[i].asked || barred != cases[i].barred)
			fail_msg("%s: asked by %zu rules, barred by %zu", cases[i].key, asked, barred);
	}
	close_trial(&t);
}

/* --- editions, and always the same bytes */

static void an_edition_has_its_schema(void **state)
{
	(void)state;
	struct date day;
	assert_int_equal(date_read(SPAN("2005-01-13"), &day), DATE_RIGHT);
	struct trial old = open_trial("herefordshire", &day), latest = open_trial("herefordshire", NULL);
	assert_string_equal(json_string_value(json_object_get(old.root, "$id")),
		"urn:cabpaper:paper:herefordshire:2004-04-01");
	assert_string_equal(json_string_value(json_object_get(latest.root, "$id")),
		"urn:cabpaper:paper:herefordshire:2007-05-01");
	assert_true(strstr(words_of(&old, "recommendations"), "a verb in small letters") != NULL);
	assert_true(strstr(words_of(&latest, "recommendations"), "a verb in small letters") == NULL);
	close_trial(&old);
	close_trial(&latest);
}

static void the_same_bytes_every_time(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	const struct span one = schema_of_style(arena, "whole", NULL);
	const struct span other = schema_of_style(arena, "whole", NULL);
	assert_true(span_same(one, other));
	assert_true(span_starts(one, "{\n \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"));
	assert_true(span_ends(one, "}\n"));
	arena_release(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reference_leads_somewhere),
		cmocka_unit_test(keys_of_the_style_and_no_others),
		cmocka_unit_test(parts_stand_in_the_order_of_the_paper),
		cmocka_unit_test(words_say_what_the_style_says),
		cmocka_unit_test(answers_are_listed),
		cmocka_unit_test(rules_follow_the_conditions),
		cmocka_unit_test(an_edition_has_its_schema),
		cmocka_unit_test(the_same_bytes_every_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
