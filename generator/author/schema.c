/* The schema of a whole paper. */
#include "author/schema.h"
#include "author/making.h"

/* A key that an editor offers elsewhere, and once. */
json_t *quiet(const char *definition)
{
	json_t *schema = object_of("allOf", list_new());
	also(schema, definition);
	put_true(schema, "doNotSuggest");
	return schema;
}

/* --- a part that says nothing yet */

/* A letter or digit anywhere but under a key that goes with a text. */
static json_t *says_something(void)
{
	json_t *schema = object_new(), *forms = list_in(schema, "anyOf");
	json_t *text = object_of("type", word_of(SPAN("string")));
	put_word(text, "pattern", SAYS);
	json_t *figure = object_new();
	add(list_in(figure, "type"), word_of(SPAN("number")));
	add(list_in(figure, "type"), word_of(SPAN("boolean")));
	json_t *list = object_of("type", word_of(SPAN("array")));
	put(list, "contains", schema_of("says-something"));
	json_t *silent = object_of("additionalProperties",
		object_of("not", schema_of("says-something")));
	for (size_t i = 0; paper_company_keys[i]; i++)
		put(object_in(silent, "properties"), paper_company_keys[i], json_true());
	json_t *mapping = object_of("type", word_of(SPAN("object")));
	put(mapping, "not", silent);
	add(forms, text);
	add(forms, figure);
	add(forms, list);
	add(forms, mapping);
	return schema;
}

/* Exempt matter is refused even there. */
static json_t *nothing_yet(bool lead_says)
{
	json_t *mark = object_of("properties", object_of("exempt", quiet("exempt")));
	json_t *schema = json_deep_copy(mark);
	put(schema, "items", mark);
	json_t *something = object_new();
	add(list_in(something, "anyOf"), schema_of("says-something"));
	if (lead_says)
		add(list_in(something, "anyOf"), at_key(SPAN("lead"), schema_of("given")));
	put(schema, "not", something);
	return schema;
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

	json_t *part = object_of("pattern", word_of(SPAN("^(?!" BLANKS NONE BLANKS "$)")));
	also(part, "says-something");
	put(definitions, "part-given", part);

	json_t *needed = with_pattern(but_null, NOT_EMPTY, "A final paper must have it: write it here.");
	put_number(needed, "minItems", 1);
	put(definitions, "needed", needed);

	json_t *matter = with_pattern(but_null, SAYS, SAID_MESSAGE);
	put_number(matter, "minProperties", 1);
	put(matter, "contains", schema_of("says-something"));
	put_word(matter, "errorMessage", SAID_MESSAGE);
	put(definitions, "matter", matter);

	const unsigned entry = FORM_string | FORM_number | FORM_boolean | FORM_mapping;
	put(definitions, "said-passage", with_pattern(entry, SAYS, SAID_MESSAGE));
	put(definitions, "said-entry", with_pattern(entry, NOT_EMPTY, SAID_MESSAGE));

	put(definitions, "says-something", says_something());
	put(definitions, "nothing-yet", nothing_yet(false));
	put(definitions, "nothing-recommended-yet", nothing_yet(true));
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
	m.facts = schema_facts(arena, house, &m.fact_count);
	struct places places = {.m = &m};
	place_all(&places);

	json_t *root = begin_paper(&m), *definitions = object_new();
	put_decls(root, &m, m.facts, m.fact_count, fact_schema, NULL);
	json_t *properties = object_in(root, "properties");
	put_parts(properties, &places);
	put(properties, "tables", described(SPAN("Tables by their ids; place one with `![](#its-id)`."),
		schema_of("tables")));
	put(properties, "waivers", described(
		SPAN("Findings that are to be notes only, each with the reason."), schema_of("waivers")));
	close_mapping(root, true);

	for (size_t i = 0; i < m.fact_count; i++)
		add_fact_rules(root, &m, &m.facts[i]);
	for (size_t i = 0; i < places.count; i++) {
		if (part_is_key(places.items[i].part))
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
