/*
 * Conditions of a style as schemas of the paper. Each gives two: one under which the condition surely
 * holds, one under which it surely does not. A schema sees no prose and adds nothing up, so there may
 * be papers between the two: of those an editor says nothing, and `check` decides.
 */
#include "author/making.h"

/* --- verdicts */

struct verdict verdict_never(void)
{
	return (struct verdict){NULL, json_true()};
}

static struct verdict always(void)
{
	return (struct verdict){json_true(), NULL};
}

static const struct verdict unknown = {NULL, NULL};

void verdict_release(struct verdict v)
{
	json_decref(v.yes);
	json_decref(v.no);
}

static json_t *joined(const char *how, json_t *a, json_t *b)
{
	json_t *schema = object_new();
	add(list_in(schema, how), a);
	add(list_in(schema, how), b);
	return schema;
}

/* Both hold; NULL where one of them cannot be told. */
static json_t *all_of(json_t *a, json_t *b)
{
	if (json_is_true(a) || json_is_true(b)) {
		json_t *rest = json_is_true(a) ? b : a;
		json_decref(json_is_true(a) ? a : b);
		return rest;
	}
	if (a && b)
		return joined("allOf", a, b);
	json_decref(a);
	json_decref(b);
	return NULL;
}

/* At least one that can be told holds. */
static json_t *any_of(json_t *a, json_t *b)
{
	if (!a || !b)
		return a ? a : b;
	if (!json_is_true(a) && !json_is_true(b))
		return joined("anyOf", a, b);
	json_decref(a);
	json_decref(b);
	return json_true();
}

struct verdict verdict_both(struct verdict a, struct verdict b)
{
	return (struct verdict){all_of(a.yes, b.yes), any_of(a.no, b.no)};
}

struct verdict verdict_either(struct verdict a, struct verdict b)
{
	return (struct verdict){any_of(a.yes, b.yes), all_of(a.no, b.no)};
}

static struct verdict exactly(json_t *holds)
{
	return (struct verdict){holds, object_of("not", json_incref(holds))};
}

/* --- what stands under a name */

json_t *at_key(struct span name, json_t *schema)
{
	const size_t dot = span_find(name, SPAN("."));
	const struct span key = span_cut(name, 0, dot == SIZE_MAX ? name.length : dot);
	if (dot != SIZE_MAX)
		schema = at_key(span_cut(name, dot + 1, name.length), schema);
	json_t *outer = object_of("type", word_of(SPAN("object")));
	add(list_in(outer, "required"), word_of(key));
	put_at(object_in(outer, "properties"), key, schema);
	return outer;
}

static json_t *text_like(struct span pattern)
{
	json_t *schema = object_of("type", word_of(SPAN("string")));
	put_string(schema, "pattern", pattern);
	return schema;
}

/* The word, as a text or as what YAML reads it as; or a list with it. */
static json_t *is_word(const struct making *m, const struct value_decl *decl, struct span value)
{
	bool yes = false;
	struct span words[2] = {value, value};
	json_t *schema = object_new(), *forms = list_in(schema, "anyOf");
	uint32_t number;
	if (yes_no_read(value, &yes)) {
		if (decl->kind == VALUE_yes_no) {
			words[0] = yes ? SPAN("yes") : SPAN("no");
			words[1] = yes ? SPAN("true") : SPAN("false");
		}
		if (decl->kind == VALUE_yes_no || value.length > 3) /* `no` is a text to YAML, false is not */
			add(forms, object_of("const", yes ? json_true() : json_false()));
	}
	if (span_number(value, &number))
		add(forms, object_of("const", json_integer(number)));
	add(forms, text_like(pattern_of_words(m->arena, words, 2, WORDS_in_any_case)));
	if (decl->kind == VALUE_list) {
		json_t *list = object_of("type", word_of(SPAN("array")));
		put(list, "contains", text_like(pattern_of_words(m->arena, words, 1, WORDS_in_any_case)));
		add(forms, list);
	}
	return schema;
}

/* --- facts */

static const struct value_decl *fact_called(const struct making *m, struct span name)
{
	for (size_t i = 0; i < m->fact_count; i++)
		if (span_same(m->facts[i].name, name))
			return &m->facts[i];
	return NULL;
}

/* A fact with keys below it (key_decision) is what its `reason` says, when given as a mapping. */
static json_t *or_reason(const struct making *m, const struct value_decl *decl, json_t *value)
{
	const struct span reason = arena_join(m->arena, decl->name, SPAN(".reason"));
	if (!fact_called(m, reason))
		return value;
	return joined("anyOf", value, at_key(SPAN("reason"), json_incref(value)));
}

/* The fact, by any of its names, has such a value. */
static json_t *fact_has(const struct making *m, const struct value_decl *decl, json_t *value)
{
	json_t *schema = at_key(decl->name, or_reason(m, decl, value));
	for (size_t i = 0; i < decl->alias_count; i++)
		schema = joined("anyOf", schema, at_key(decl->aliases[i], json_incref(value)));
	return schema;
}

static bool fallback_holds(const struct term *term, struct span fallback)
{
	bool yes;
	const bool no = span_same_ignoring_case(fallback, SPAN("none")) ||
			(yes_no_read(fallback, &yes) && !yes);
	return term->test == TERM_given ? fallback.length && !no
		: term->test == TERM_is && span_same_ignoring_case(fallback, term->value);
}

static struct verdict fact_verdict(const struct making *m, const struct value_decl *decl,
	const struct term *term)
{
	const struct house_fact *fact = house_fact(m->house, decl->name);
	json_t *value = term->test == TERM_given ? schema_of("given-and-not-no")
		: term->test == TERM_is ? is_word(m, decl, term->value) : more_than(decl->kind, term);
	if (!value)
		return unknown;
	json_t *holds = fact_has(m, decl, value);
	if (fact && fact->fallback.at && fallback_holds(term, fact->fallback)) {
		json_t *absent = object_of("not", fact_has(m, decl, json_true()));
		holds = joined("anyOf", holds, absent);
	}
	return exactly(holds);
}

/* --- parts */

static json_t *part_has(const struct house_part *part, json_t *value)
{
	json_t *schema = at_key(part->key, value);
	for (size_t i = 0; i < part->decl->alias_count; i++)
		schema = joined("anyOf", schema, at_key(part->decl->aliases[i], json_incref(value)));
	return schema;
}

static struct verdict part_verdict(const struct making *m, const struct house_part *part,
	const struct term *term)
{
	static const struct span none = {"none", 4};
	if (term->test == TERM_given || span_is(term->value, "given"))
		return exactly(part_has(part, schema_of("part-given")));
	if (span_is(term->value, "none"))
		return exactly(part_has(part, text_like(pattern_of_words(m->arena, &none, 1, WORDS_in_any_case))));
	return verdict_never();
}

static struct verdict one_recommendation(const struct making *m)
{
	const struct house_part *part = NULL;
	for (size_t i = 0; i < m->house->part_count; i++) {
		if (m->house->parts[i].kind != PART_recommendations)
			continue;
		if (part)
			return unknown; /* it is counted over all of them */
		part = &m->house->parts[i];
	}
	if (!part)
		return verdict_never();
	json_t *list = object_of("type", word_of(SPAN("array")));
	put_number(list, "minItems", 1);
	put_number(list, "maxItems", 1);
	json_t *full = at_key(SPAN("items"), json_incref(list));
	return exactly(part_has(part, joined("anyOf", list, full)));
}

/* --- terms and conditions */

/* Days are not counted here; but without the day of publication nothing is late. */
static struct verdict late(const struct making *m)
{
	const struct value_decl *published = fact_called(m, SPAN("meeting.published"));
	return (struct verdict){NULL,
		object_of("not", fact_has(m, published, schema_of("given-and-not-no")))};
}

/* Exempt matter is refused in this version, so it never holds: settle/asker.c. Whether prose cites an
 * appendix a schema cannot see. */
static struct verdict made_verdict(const struct making *m, struct span name)
{
	if (span_is(name, "one_recommendation"))
		return one_recommendation(m);
	if (span_is(name, "late"))
		return late(m);
	return span_is(name, "exempt") || span_is(name, "exempt.appendices") ? verdict_never() : unknown;
}

static struct verdict term_verdict(const struct making *m, const struct term *term)
{
	const struct value_decl *decl = fact_called(m, term->name);
	const struct house_part *part = house_part(m->house, term->name);
	struct verdict v = decl ? fact_verdict(m, decl, term)
		: part ? part_verdict(m, part, term) : made_verdict(m, term->name);
	const bool inverse = term->negated != (term->test == TERM_is && term->value_negated);
	return inverse ? (struct verdict){v.no, v.yes} : v;
}

struct verdict verdict_of(const struct making *m, const struct condition *condition)
{
	if (!condition || condition_is_always(condition))
		return always();
	if (condition_is_never(condition))
		return verdict_never();
	size_t count;
	bool any;
	const struct term *terms = condition_terms(condition, &count, &any);
	struct verdict v = term_verdict(m, &terms[0]);
	for (size_t i = 1; i < count; i++)
		v = any ? verdict_either(v, term_verdict(m, &terms[i]))
			: verdict_both(v, term_verdict(m, &terms[i]));
	return v;
}
