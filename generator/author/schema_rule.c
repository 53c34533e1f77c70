/*
 * Rules: what the style asks under a condition, and what it asks of a final paper only. What a paper
 * waives is not asked.
 */
#include "author/making.h"

/* --- what is asked under a condition */

static void add_rule(json_t *root, json_t *when, json_t *then)
{
	json_t *rule = object_of("if", when);
	put(rule, "then", then);
	add(list_in(root, "allOf"), rule);
}

/* A waiver of the rule; `part` absent: for whatever part. */
static json_t *waives(enum finding_id rule, struct span part)
{
	struct text pattern = {0};
	text_add_string(&pattern, "^" BLANKS);
	pattern_add_rule(rule, &pattern);
	text_add_string(&pattern, BLANKS "$");
	json_t *word = object_of("pattern", word_of(text_span(&pattern)));
	text_release(&pattern);
	json_t *waiver = at_key(SPAN("rule"), word);
	if (part.at) {
		json_t *whose = object_new();
		add(list_in(whose, "enum"), json_null());
		add(list_in(whose, "enum"), word_of(SPAN("")));
		add(list_in(whose, "enum"), word_of(part));
		put(object_in(waiver, "properties"), "part", whose);
	}
	return at_key(SPAN("waivers"), object_of("contains", waiver));
}

/* The paper is final, `when` holds, and it does not waive the rule. */
static json_t *in_final(enum finding_id rule, struct span part, json_t *when)
{
	json_t *schema = object_new(), *all = list_in(schema, "allOf");
	add(all, schema_of("final"));
	if (when && !json_is_true(when))
		add(all, when);
	else
		json_decref(when);
	add(all, object_of("not", waives(rule, part)));
	return schema;
}

/* The value of the key, where the paper has it. */
static json_t *if_there(struct span name, json_t *schema)
{
	const size_t dot = span_find(name, SPAN("."));
	const struct span key = span_cut(name, 0, dot == SIZE_MAX ? name.length : dot);
	if (dot != SIZE_MAX)
		schema = if_there(span_cut(name, dot + 1, name.length), schema);
	json_t *outer = object_new();
	put_at(object_in(outer, "properties"), key, schema);
	return outer;
}

/* The key by one of its names. */
static json_t *one_of_keys(struct span name, const struct span *aliases, size_t count, json_t *value)
{
	json_t *schema = at_key(name, value);
	if (!count)
		return schema;
	json_t *any = object_new();
	add(list_in(any, "anyOf"), schema);
	for (size_t i = 0; i < count; i++)
		add(list_in(any, "anyOf"), at_key(aliases[i], json_incref(value)));
	return any;
}

/* A fact or part is given once, by one of its names. */
static void add_one_name(json_t *root, struct span name, const struct span *aliases, size_t count)
{
	json_t *others = object_new();
	for (size_t i = 0; i < count; i++)
		put_at(object_in(others, "properties"), aliases[i], json_false());
	if (!count) {
		json_decref(others);
		return;
	}
	put(others, "errorMessage", json_sprintf("This is `%.*s` again: keep one of the two.",
		SPAN_ARG(name)));
	add_rule(root, at_key(name, json_true()), others);
}

static json_t *barred(struct span name, const struct span *aliases, size_t count)
{
	json_t *schema = object_new();
	json_t *at = schema;
	struct span rest = name;
	for (size_t dot; (dot = span_find(rest, SPAN("."))) != SIZE_MAX;
		rest = span_cut(rest, dot + 1, rest.length)) {
		json_t *below = object_new();
		put_at(object_in(at, "properties"), span_cut(rest, 0, dot), below);
		at = below;
	}
	put_at(object_in(at, "properties"), rest, json_false());
	for (size_t i = 0; i < count; i++)
		put_at(object_in(schema, "properties"), aliases[i], json_false());
	put(at, "errorMessage", json_sprintf("`%.*s` does not belong in this paper: the style has it only "
		"under a condition that does not hold here.", SPAN_ARG(name)));
	return schema;
}

void add_fact_rules(json_t *root, const struct making *m, const struct value_decl *decl)
{
	const struct house_fact *fact = house_fact(m->house, decl->name);
	if (!fact)
		return;
	const struct verdict now = verdict_of(m, fact->when);
	if (now.no)
		add_rule(root, json_incref(now.no), barred(decl->name, decl->aliases, decl->alias_count));
	if (fact->required) {
		const struct verdict wanted = verdict_both(
			(struct verdict){json_incref(now.yes), json_incref(now.no)},
			verdict_of(m, fact->required));
		if (wanted.yes)
			add_rule(root, in_final(FINDING_missing_fact, decl->name, json_incref(wanted.yes)),
				fact->fallback.length ? if_there(decl->name, schema_of("needed"))
					: one_of_keys(decl->name, decl->aliases, decl->alias_count,
						schema_of("needed")));
		verdict_release(wanted);
	}
	verdict_release(now);
	add_one_name(root, decl->name, decl->aliases, decl->alias_count);
}

void add_part_rules(json_t *root, const struct making *m, const struct place_of_part *place)
{
	const struct house_part *part = place->part;
	const struct part_decl *decl = part->decl;
	if (place->placed.no && part->kind != PART_appendices && part->kind != PART_clearances)
		add_rule(root, json_incref(place->placed.no),
			barred(part->key, decl->aliases, decl->alias_count));
	if (part->required) {
		const struct verdict wanted = verdict_both((struct verdict){
			json_incref(place->placed.yes), json_incref(place->placed.no)},
			verdict_of(m, part->required));
		if (wanted.yes)
			add_rule(root, in_final(FINDING_missing_part, part->key, json_incref(wanted.yes)),
				one_of_keys(part->key, decl->aliases, decl->alias_count, json_true()));
		verdict_release(wanted);
	}
	add_one_name(root, part->key, decl->aliases, decl->alias_count);
}

/* --- a final paper leaves nothing empty */

/* A text and a list need no such key. */
static json_t *at_key_of_mapping(struct span key, json_t *value)
{
	json_t *schema = at_key(key, value);
	json_object_del(schema, "type");
	return schema;
}

/* Something to print under one of the keys of the full form. */
static void put_matter(json_t *schema, const struct part_form *form)
{
	for (size_t i = 0; i < sizeof form->keys / sizeof *form->keys && form->keys[i]; i++) {
		const struct span key = span_of(form->keys[i]);
		if (paper_is_company(key))
			continue;
		const bool entries = form->items && span_is(key, form->items);
		put_at(object_in(schema, "properties"), key,
			object_of("items", schema_of(entries ? "said-entry" : "said-passage")));
		add(list_in(schema, "anyOf"), at_key_of_mapping(key, schema_of("matter")));
	}
}

static json_t *said_schema(enum part_kind kind)
{
	const struct part_form *form = paper_part_form(kind);
	json_t *schema = object_of("allOf", list_new());
	also(schema, "matter");
	put(schema, "items", schema_of(form->passages ? "said-passage" : "said-entry"));
	put_matter(schema, form);
	return schema;
}

void add_final_rules(json_t *root, json_t *definitions, const struct places *places)
{
	const struct making *m = places->m;
	json_t *said = object_new(), *refused = object_new(), *entered = object_new();
	for (size_t i = 0; i < places->count; i++) {
		const struct house_part *part = places->items[i].part;
		if (!part_is_key(part))
			continue;
		const struct span name = arena_format(m->arena, "said-%s", part_kind_name(part->kind));
		put(definitions, name.at, said_schema(part->kind));
		put_at(object_in(said, "properties"), part->key, quiet(name.at));
		if (part->none == NONE_refused)
			put_at(object_in(refused, "properties"), part->key, quiet("not-none"));
	}
	for (size_t i = 0; i < m->fact_count; i++)
		if (m->facts[i].kind == VALUE_list || m->facts[i].kind == VALUE_people) {
			json_t *list = object_of("items", schema_of("needed"));
			put_true(list, "doNotSuggest");
			put_at(object_in(entered, "properties"), m->facts[i].name, list);
		}
	json_t *table = object_of("properties", object_of("rows", schema_of("needed")));
	json_t *tables = object_of("patternProperties", object_of(TABLE_ID, table));
	put_true(tables, "doNotSuggest");
	put(object_in(entered, "properties"), "tables", tables);
	json_t *when = in_final(FINDING_empty_part, SPAN_NONE,
		object_of("not", waives(FINDING_no_recommendations, SPAN_NONE)));
	add_rule(root, json_incref(when), said);
	add_rule(root, when, entered);
	add_rule(root, in_final(FINDING_none_refused, SPAN_NONE, NULL), refused);
}
