/* The schema of a whole paper: its keys, and what the style asks under which condition. */
#include "author/schema.h"
#include "author/making.h"

/* --- facts */

static bool is_alias(const struct making *m, struct span name, struct span *of)
{
	for (size_t i = 0; i < m->fact_count; i++)
		for (size_t k = 0; k < m->facts[i].alias_count; k++)
			if (span_same(m->facts[i].aliases[k], name)) {
				*of = m->facts[i].name;
				return true;
			}
	return false;
}

/* A mapping under `key_decision` gives its answer as the reason. */
static const struct value_decl *facts_of(struct arena *arena, const struct house *house, size_t *count)
{
	const struct value_decl *facts = paper_facts_with(arena, &house->vocabulary, count);
	struct value_decl *all = ARENA_ARRAY(arena, struct value_decl, *count + 1);
	const struct value_decl *decision = NULL;
	for (size_t i = 0; i < *count; i++) {
		all[i] = facts[i];
		if (span_is(all[i].name, "key_decision"))
			decision = &all[i];
		if (!span_is(all[i].name, "key_decision.reason") || !decision)
			continue;
		all[i].required = true;
		all[i].answers = decision->answers;
		all[i].answer_count = decision->answer_count;
	}
	return all;
}

static json_t *status_schema(const struct making *m)
{
	static const char *const answers[] = {"draft", "final", NULL};
	return words_schema(m, answers);
}

/* A paper in another style has another schema. */
static json_t *style_schema(const struct making *m)
{
	json_t *schema = object_new();
	add(list_in(schema, "enum"), word_of(m->house->key));
	put_string(schema, "errorMessage", arena_format(m->arena,
		"This schema is for papers in the style %.*s: name another in the first lines of this file.",
		SPAN_ARG(m->house->key)));
	return schema;
}

static json_t *language_schema(const struct making *m)
{
	json_t *schema = schema_of("name"), *forms = object_new();
	add(list_in(forms, "anyOf"), schema);
	for (size_t i = 0; i < m->house->language_count; i++)
		add(list_in(forms, "examples"), word_of(m->house->languages[i]));
	return forms;
}

static const struct {
	const char *name;
	json_t *(*make)(const struct making *m);
} special_facts[] = {
	{"style", style_schema}, {"status", status_schema}, {"language", language_schema},
};

static json_t *fact_schema(const struct making *m, const struct value_decl *decl, const void *of)
{
	(void)of;
	struct span name = decl->name;
	const bool alias = is_alias(m, name, &name);
	const struct house_fact *fact = house_fact(m->house, name);
	json_t *value = NULL;
	for (size_t i = 0; i < sizeof special_facts / sizeof *special_facts; i++)
		if (span_is(name, special_facts[i].name))
			value = special_facts[i].make(m);
	if (!value)
		value = value_schema(m, decl, fact ? fact->answers : NULL, fact ? fact->answer_count : 0);
	json_t *schema = described(alias
		? arena_format(m->arena, "Another name of `%.*s`.", SPAN_ARG(name))
		: words_on_fact(m, decl), value);
	if (alias)
		put_true(schema, "doNotSuggest");
	return schema;
}

/* --- parts: where the style has them */

struct place_of_part {
	const struct house_part *part;
	struct verdict placed;
};
struct places {
	const struct making *m;
	struct place_of_part *items; /* in the order in which a reader meets them */
	size_t count;
};

static bool is_key_of_papers(const struct house_part *part)
{
	return part->kind != PART_fixed && part->kind != PART_group;
}

static void place_part(struct places *places, const struct house_part *part, struct verdict here)
{
	size_t i = 0;
	while (i < places->count && places->items[i].part != part)
		i++;
	if (i == places->count)
		places->items[places->count++] = (struct place_of_part){part, verdict_never()};
	const struct verdict now = {json_incref(here.yes), json_incref(here.no)};
	places->items[i].placed = verdict_either(places->items[i].placed, now);
}

static void place_parts(struct places *places, const struct house_part *const *parts, size_t count,
	struct verdict here)
{
	for (size_t i = 0; i < count; i++) {
		const struct verdict now = verdict_both(
			(struct verdict){json_incref(here.yes), json_incref(here.no)},
			verdict_of(places->m, parts[i]->when));
		place_part(places, parts[i], now);
		place_parts(places, parts[i]->parts, parts[i]->part_count, now);
		verdict_release(now);
	}
}

/* Appendices are printed whether a sheet lists them or not. */
static void place_appendices(struct places *places)
{
	for (size_t i = 0; i < places->m->house->part_count; i++) {
		const struct house_part *part = &places->m->house->parts[i];
		if (part->kind != PART_appendices)
			continue;
		const struct verdict always = verdict_of(places->m, NULL);
		size_t k = 0;
		while (k < places->count && places->items[k].part != part)
			k++;
		if (k == places->count)
			place_part(places, part, always);
		verdict_release(always);
	}
}

static void place_all(struct places *places)
{
	const struct house *house = places->m->house;
	places->items = ARENA_ARRAY(places->m->arena, struct place_of_part, house->part_count + 1);
	for (size_t i = 0; i < house->sheet_count; i++) {
		const struct verdict here = verdict_of(places->m, house->sheets[i].when);
		place_parts(places, house->sheets[i].parts, house->sheets[i].part_count, here);
		verdict_release(here);
	}
	place_appendices(places);
}

static bool has_key(json_t *properties, struct span key)
{
	return json_object_getn(properties, key.at, key.length) != NULL;
}

static void put_alias(json_t *properties, const struct making *m, struct span alias, struct span key)
{
	json_t *schema = object_new();
	put_string(schema, "description",
		arena_format(m->arena, "Another name of `%.*s`.", SPAN_ARG(key)));
	put_true(schema, "doNotSuggest");
	json_t *same = object_new();
	put(same, "$ref", json_sprintf("#/properties/%.*s", SPAN_ARG(key)));
	add(list_in(schema, "allOf"), same);
	put_at(properties, alias, schema);
}

static void put_parts(json_t *properties, const struct places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct house_part *part = places->items[i].part;
		if (!is_key_of_papers(part) || has_key(properties, part->key))
			continue;
		put_at(properties, part->key, part_schema(places->m, part));
		for (size_t k = 0; k < part->decl->alias_count; k++)
			put_alias(properties, places->m, part->decl->aliases[k], part->key);
	}
	if (!house_part(places->m->house, SPAN("clearances"))) {
		json_t *clearance = object_new();
		put_entry(clearance, places->m, PART_clearances, NULL, FORM_list);
		put(clearance, "items", object_new());
		put(properties, "clearances", clearance);
	}
}

/* --- rules: what is asked under a condition */

static void add_rule(json_t *root, json_t *when, json_t *then)
{
	json_t *rule = object_of("if", when);
	put(rule, "then", then);
	add(list_in(root, "allOf"), rule);
}

/* A waiver of the rule; `part` absent: for whatever part. */
static json_t *waives(const struct making *m, enum finding_id rule, struct span part)
{
	const struct span name = span_of(rule_of(rule)->name);
	struct text pattern = {0};
	text_add_string(&pattern, "^" BLANKS);
	for (size_t i = 0; i < name.length; i++)
		text_format(&pattern, name.at[i] == '_' ? "[-_]" : "%c", name.at[i]);
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
	(void)m;
	return at_key(SPAN("waivers"), object_of("contains", waiver));
}

/* The paper is final, `when` holds, and it does not waive the rule. */
static json_t *in_final(const struct making *m, enum finding_id rule, struct span part, json_t *when)
{
	json_t *schema = object_new(), *all = list_in(schema, "allOf");
	add(all, schema_of("final"));
	if (when && !json_is_true(when))
		add(all, when);
	else
		json_decref(when);
	add(all, object_of("not", waives(m, rule, part)));
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
	put(at, "errorMessage", json_sprintf(
		"`%.*s` does not belong in this paper: the style has it only under a condition that does not hold here.",
		SPAN_ARG(name)));
	return schema;
}

static void add_fact_rules(json_t *root, const struct making *m, const struct value_decl *decl)
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
			add_rule(root, in_final(m, FINDING_missing_fact, decl->name, json_incref(wanted.yes)),
				fact->fallback.length ? if_there(decl->name, schema_of("needed"))
					: one_of_keys(decl->name, decl->aliases, decl->alias_count,
						schema_of("needed")));
		verdict_release(wanted);
	}
	verdict_release(now);
	add_one_name(root, decl->name, decl->aliases, decl->alias_count);
}

static void add_part_rules(json_t *root, const struct making *m, const struct place_of_part *place)
{
	const struct house_part *part = place->part;
	const struct part_decl *decl = part->decl;
	if (place->placed.no && part->kind != PART_appendices)
		add_rule(root, json_incref(place->placed.no),
			barred(part->key, decl->aliases, decl->alias_count));
	if (part->required) {
		const struct verdict wanted = verdict_both((struct verdict){
			json_incref(place->placed.yes), json_incref(place->placed.no)},
			verdict_of(m, part->required));
		if (wanted.yes)
			add_rule(root, in_final(m, FINDING_missing_part, part->key, json_incref(wanted.yes)),
				one_of_keys(part->key, decl->aliases, decl->alias_count, json_true()));
		verdict_release(wanted);
	}
	add_one_name(root, part->key, decl->aliases, decl->alias_count);
}

/* --- a final paper leaves nothing empty */

static const char said_message[] =
	"It is empty: write it, or answer `none` where there is nothing to say.";

/* Something to print under one of the keys of the full form. */
static void put_matter(json_t *schema, const struct part_form *form)
{
	for (size_t i = 0; i < sizeof form->keys / sizeof *form->keys && form->keys[i]; i++) {
		const struct span key = span_of(form->keys[i]);
		if (paper_is_company(key))
			continue;
		json_t *has = object_new();
		add(list_in(has, "required"), word_of(key));
		put_at(object_in(has, "properties"), key, schema_of("matter"));
		add(list_in(schema, "anyOf"), has);
	}
}

static json_t *said_schema(enum part_kind kind)
{
	const struct part_form *form = paper_part_form(kind);
	json_t *schema = object_new(), *entry = object_new();
	put_forms(schema, FORM_string | FORM_number | FORM_boolean | FORM_list | FORM_mapping, said_message);
	put_pattern(schema, SAYS, said_message);
	put_number(schema, "minItems", 1);
	put_forms(entry, FORM_string | FORM_number | FORM_boolean | FORM_mapping, said_message);
	put_pattern(entry, form->passages ? SAYS : "[^\\t-\\r ]", said_message);
	put(schema, "items", entry);
	put_matter(schema, form);
	put_true(schema, "doNotSuggest");
	return schema;
}

static json_t *quiet(const char *definition)
{
	json_t *schema = object_of("allOf", list_new());
	also(schema, definition);
	put_true(schema, "doNotSuggest"); /* editors would offer the key once more */
	return schema;
}

static void add_final_rules(json_t *root, json_t *definitions, const struct places *places)
{
	const struct making *m = places->m;
	json_t *said = object_new(), *refused = object_new(), *entered = object_new();
	for (size_t i = 0; i < places->count; i++) {
		const struct house_part *part = places->items[i].part;
		if (!is_key_of_papers(part))
			continue;
		const struct span name = arena_format(m->arena, "said-%s", part_kind_name(part->kind));
		put(definitions, name.at, said_schema(part->kind));
		put_at(object_in(said, "properties"), part->key, quiet(name.at));
		if (part->none == NONE_refused)
			put_at(object_in(refused, "properties"), part->key, quiet("not-none"));
	}
	for (size_t i = 0; i < m->fact_count; i++)
		if (m->facts[i].kind == VALUE_list && span_find(m->facts[i].name, SPAN(".")) == SIZE_MAX) {
			json_t *list = object_of("items", schema_of("needed"));
			put_true(list, "doNotSuggest");
			put_at(object_in(entered, "properties"), m->facts[i].name, list);
		}
	json_t *when = in_final(m, FINDING_empty_part, SPAN_NONE,
		object_of("not", waives(m, FINDING_no_recommendations, SPAN_NONE)));
	add_rule(root, json_incref(when), said);
	add_rule(root, when, entered);
	add_rule(root, in_final(m, FINDING_none_refused, SPAN_NONE, NULL), refused);
}

/* --- definitions of this file */

static json_t *with_pattern(unsigned forms, const char *pattern, const char *message)
{
	json_t *schema = object_new();
	put_forms(schema, forms, message);
	put_pattern(schema, pattern, message);
	return schema;
}

static void put_paper_definitions(json_t *definitions)
{
	json_t *status = object_of("type", word_of(SPAN("string")));
	put_word(status, "pattern", "^" BLANKS "[fF][iI][nN][aA][lL]" BLANKS "$");
	put(definitions, "final", at_key(SPAN("status"), status));

	const unsigned but_null =
		FORM_string | FORM_number | FORM_boolean | FORM_list | FORM_mapping;
	json_t *given = with_pattern(but_null,
		"^(?!" BLANKS "(?:" NONE "|[nN][oO]|[fF][aA][lL][sS][eE])?" BLANKS "$)", "");
	put(given, "not", object_of("const", json_false()));
	put_number(given, "minItems", 1);
	put(definitions, "given-and-not-no", given);

	json_t *part = with_pattern(but_null, "^(?!" BLANKS NONE BLANKS "$)[\\s\\S]*" SAYS, "");
	put_number(part, "minItems", 1);
	put_number(part, "minProperties", 1);
	put(definitions, "part-given", part);

	json_t *needed = with_pattern(but_null, "[^\\t-\\r ]", "A final paper must have it: write it here.");
	put_number(needed, "minItems", 1);
	put(definitions, "needed", needed);

	json_t *matter = with_pattern(but_null, SAYS, said_message);
	put_number(matter, "minItems", 1);
	put_number(matter, "minProperties", 1);
	put(definitions, "matter", matter);

	put(definitions, "not-none", with_pattern(FORMS_scalar | FORM_list | FORM_mapping,
		"^(?!" BLANKS NONE BLANKS "$)", "`none` is not accepted here: write it."));
}

/* --- the paper */

static struct span id_of(const struct making *m)
{
	struct text id = {0};
	text_format(&id, "urn:cabpaper:paper:%.*s", SPAN_ARG(m->house->key));
	if (m->house->edition.days) {
		text_add_char(&id, ':');
		date_write_iso(&id, m->house->edition);
	}
	const struct span made = arena_copy(m->arena, text_span(&id));
	text_release(&id);
	return made;
}

static json_t *begin_paper(const struct making *m)
{
	json_t *root = object_new();
	put_word(root, "$schema", "http://json-schema.org/draft-07/schema#");
	put_string(root, "$id", id_of(m));
	put_string(root, "title", m->house->name);
	put_string(root, "description", words_on_paper(m));
	put_word(root, "type", "object");
	add(list_in(root, "required"), word_of(SPAN("style")));
	return root;
}

void author_schema(struct arena *arena, const struct house *house, struct text *into)
{
	struct making m = {.arena = arena, .house = house};
	m.facts = facts_of(arena, house, &m.fact_count);
	struct places places = {.m = &m};
	place_all(&places);

	json_t *root = begin_paper(&m), *definitions = object_new();
	put_decls(root, &m, m.facts, m.fact_count, fact_schema, NULL);
	json_t *properties = object_in(root, "properties");
	put_parts(properties, &places);
	put(properties, "tables", described(SPAN("Tables by their ids; place one with `![](#its-id)`."),
		schema_of("tables")));
	put(properties, "waivers", described(SPAN("Findings that are to be notes only, each with the reason."),
		schema_of("waivers")));
	close_mapping(root, true);

	for (size_t i = 0; i < m.fact_count; i++)
		add_fact_rules(root, &m, &m.facts[i]);
	for (size_t i = 0; i < places.count; i++) {
		if (is_key_of_papers(places.items[i].part))
			add_part_rules(root, &m, &places.items[i]);
		verdict_release(places.items[i].placed);
	}
	put_value_definitions(definitions);
	put_mapping_definitions(&m, definitions);
	put_paper_definitions(definitions);
	add_final_rules(root, definitions, &places);
	put(root, "definitions", definitions);
	object_write(root, into);
}
