/* Mappings: keys that are declared, and those that are the same in every style. */
#include "author/making.h"

#include "base/limits.h"

#include <string.h>

void put_words(json_t *schema, struct span words)
{
	put_string(schema, "description", words);
	if (span_find(words, SPAN("`")) != SIZE_MAX)
		put_string(schema, "markdownDescription", words);
}

json_t *described(struct span words, json_t *value)
{
	json_t *schema = object_new();
	put_words(schema, words);
	/* editors begin a value where they see `anyOf`, and only then write the colon */
	if (json_object_get(value, "anyOf")) {
		json_object_update(schema, value);
		json_decref(value);
	} else {
		add(list_in(schema, "anyOf"), value);
	}
	return schema;
}

json_t *wanted(json_t *value)
{
	also(value, "given");
	return value;
}

static json_t *unoffered(const char *words, json_t *value)
{
	json_t *schema = described(span_of(words), value);
	put_true(schema, "doNotSuggest");
	return schema;
}

void close_mapping(json_t *schema, bool exempt)
{
	json_t *properties = object_in(schema, "properties");
	put(properties, "note", unoffered("For those who write the paper; it is never printed.",
		object_new()));
	if (exempt)
		put(properties, "exempt", unoffered("`no`: nothing here is exempt. This version makes "
			"nothing of a paper with exempt matter.", schema_of("exempt")));
	put(schema, "additionalProperties", json_false());
}

/* --- declared keys */

static struct span first_of(struct span name)
{
	const size_t dot = span_find(name, SPAN("."));
	return span_cut(name, 0, dot == SIZE_MAX ? name.length : dot);
}

static bool is_below(struct span name, struct span prefix)
{
	return name.length > prefix.length && name.at[prefix.length] == '.' &&
	       span_same(span_cut(name, 0, prefix.length), prefix);
}

static void put_decl(json_t *schema, struct span key, bool required, json_t *value)
{
	put_at(object_in(schema, "properties"), key, value);
	if (required)
		add(list_in(schema, "required"), word_of(key));
}

static json_t *known_key(json_t *schema, struct span key)
{
	return json_object_getn(object_in(schema, "properties"), key.at, key.length);
}

/* The keys below the prefix; whether one of them is required. */
static bool put_below(json_t *schema, const struct making *m, const struct value_decl *decls,
	size_t count, struct span prefix, decl_schema *make, const void *of)
{
	bool required = false;
	for (size_t i = 0; i < count; i++) {
		const struct span name = decls[i].name;
		if (!is_below(name, prefix))
			continue;
		const struct span rest = span_cut(name, prefix.length + 1, name.length);
		const struct span key = first_of(rest);
		bool needed = decls[i].required;
		if (known_key(schema, key))
			continue;
		json_t *value;
		if (key.length < rest.length) {
			value = object_of("type", word_of(SPAN("object")));
			needed = put_below(value, m, decls, count,
				span_cut(name, 0, prefix.length + 1 + key.length), make, of);
		} else {
			value = make(m, &decls[i], of);
			value = needed ? wanted(value) : value;
		}
		put_decl(schema, key, needed, value);
		required = required || needed;
	}
	close_mapping(schema, true);
	return required;
}

/* `key_decision: no`, or `{reason: ...}`: the last form of the value takes the keys. */
static json_t *join_group(json_t *value, const struct making *m, const struct value_decl *decls,
	size_t count, struct span prefix, decl_schema *make, const void *of)
{
	json_t *forms = json_object_get(value, "anyOf");
	json_t *last = json_array_get(forms, json_array_size(forms) - 1);
	add(list_in(object_in(last, "then"), "type"), word_of(SPAN("object")));
	put_below(last, m, decls, count, prefix, make, of);
	return value;
}

void put_decls(json_t *schema, const struct making *m, const struct value_decl *decls, size_t count,
	decl_schema *make, const void *of)
{
	for (size_t i = 0; i < count; i++) {
		const struct span name = decls[i].name, first = first_of(name);
		if (known_key(schema, first))
			continue;
		bool group = false;
		for (size_t k = 0; k < count; k++)
			group = group || is_below(decls[k].name, first);
		json_t *value;
		bool required = decls[i].required;
		if (!group) {
			value = make(m, &decls[i], of);
			value = required ? wanted(value) : value;
		} else if (span_same(name, first)) {
			value = join_group(make(m, &decls[i], of), m, decls, count, first, make, of);
		} else {
			value = object_of("type", word_of(SPAN("object")));
			required = put_below(value, m, decls, count, first, make, of);
		}
		put_decl(schema, first, required, value);
	}
}

/* --- keys that are the same in every style */

json_t *list_of(const char *definition)
{
	json_t *schema = object_new();
	put_forms(schema, FORM_string | FORM_null | FORM_list, "Write a list.");
	put_pattern(schema, NOTHING, "Write a list.");
	put(schema, "items", schema_of(definition));
	return schema;
}

/* One of what the declaration is, or a list. */
static json_t *one_or_list(const struct making *m, const struct value_decl *decl,
	const char *definition)
{
	json_t *schema = object_new();
	put_scalar(schema, m, decl, FORM_list);
	put(schema, "items", schema_of(definition));
	return schema;
}

/* "missing-part", as findings print it. */
static json_t *rule_name(enum finding_id rule)
{
	struct text name = {0};
	for (const char *c = rule_of(rule)->name; *c; c++)
		text_add_char(&name, *c == '_' ? '-' : *c);
	json_t *word = word_of(text_span(&name));
	text_release(&name);
	return word;
}

static json_t *waivable_rules(void)
{
	static const char message[] =
		"Write the name of a rule that a paper may waive: `cabpaper explain` lists them.";
	json_t *listed = object_new(), *spelt = object_new(), *schema = object_new();
	struct text pattern = {0};
	for (int i = 0; i < FINDING_count; i++) {
		const enum finding_id rule = (enum finding_id)i;
		if (!rule_of(rule)->waivable)
			continue;
		add(list_in(listed, "enum"), rule_name(rule));
		text_add_string(&pattern, pattern.length ? "|" : "^" BLANKS "(?:");
		pattern_add_rule(rule, &pattern);
	}
	text_add_string(&pattern, ")" BLANKS "$");
	put_word(listed, "errorMessage", message);
	put_forms(spelt, FORM_string, message);
	put_pattern(spelt, pattern.at, message);
	add(list_in(schema, "anyOf"), listed);
	add(list_in(schema, "anyOf"), spelt);
	text_release(&pattern);
	return schema;
}

/* Keys that are more, or less, than a name in one line. */
static const struct {
	enum paper_mapping which;
	const char *key, *definition;
	const char *more; /* what it must be as well; NULL: nothing */
} special[] = {
	{MAPPING_paragraph, "text", "paragraph-text", NULL},
	{MAPPING_paragraph, "id", "paragraph-id", NULL},
	{MAPPING_paragraph, "for", "ids", NULL},
	{MAPPING_waiver, "rule", "waivable-rule", NULL},
	{MAPPING_waiver, "part", "words", NULL},
	{MAPPING_waiver, "reason", "words", "paragraph-text"},
	{MAPPING_waiver, "by", "words", "paragraph-text"},
	{MAPPING_table, "columns", "columns", NULL},
	{MAPPING_table, "rows", "rows", NULL},
	{MAPPING_line, "item", "name", "given"},
	{MAPPING_line, "amounts", "amounts", NULL},
	{MAPPING_funding, "source", "name", "given"},
	{MAPPING_funding, "amounts", "amounts", NULL},
};

/* One of the kinds of money that the style has. */
static json_t *money_kind(const struct making *m)
{
	const struct house *house = m->house;
	const struct value_decl kind = {.name = SPAN("kind"), .kind = VALUE_text,
		.answers = house->vocabulary.money_kinds, .answer_count = house->money_kind_count};
	return value_schema(m, &kind, house->money_kinds, house->money_kind_count);
}

static json_t *key_schema(const struct making *m, enum paper_mapping which,
	const struct field *field)
{
	if ((which == MAPPING_line || which == MAPPING_funding) && strcmp(field->key, "kind") == 0 &&
		m->house->money_kind_count)
		return money_kind(m);
	for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
		if (special[i].which != which || strcmp(special[i].key, field->key) != 0)
			continue;
		json_t *value = schema_of(special[i].definition);
		if (special[i].more)
			also(value, special[i].more);
		return value;
	}
	return field->extra ? words_schema(m, field->extra, WORDS_or_nothing) : schema_of("name");
}

static void put_mapping(json_t *schema, const struct making *m, enum paper_mapping which)
{
	const struct shape *shape = paper_mapping(which);
	bool exempt = false;
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		if (field->description)
			put_decl(schema, span_of(field->key), field->required,
				described(span_of(field->description), key_schema(m, which, field)));
		exempt = exempt || strcmp(field->key, "exempt") == 0;
	}
	close_mapping(schema, exempt);
}

static json_t *text_or_mapping(const struct making *m, enum paper_mapping which,
	const char *expected)
{
	json_t *schema = object_new();
	put_forms(schema, FORMS_scalar | FORM_mapping, expected);
	put_mapping(schema, m, which);
	return schema;
}

static json_t *mapping_only(const struct making *m, enum paper_mapping which, const char *expected)
{
	json_t *schema = object_of("type", word_of(SPAN("object")));
	put_word(schema, "errorMessage", expected);
	put_mapping(schema, m, which);
	return schema;
}

/* Rows in the paper or in a CSV file, and columns unless the file has them. */
static json_t *table_schema(const struct making *m)
{
	json_t *schema = mapping_only(m, MAPPING_table, "Write the keys of the table.");
	json_t *has_file = object_of("required", list_new()), *own = object_new();
	add(list_in(has_file, "required"), word_of(SPAN("csv")));
	add(list_in(own, "required"), word_of(SPAN("columns")));
	add(list_in(own, "required"), word_of(SPAN("rows")));
	json_t *file = object_of("properties", object_of("rows", json_false()));
	put_word(file, "errorMessage", "Rows stand here or in the CSV file, not in both.");
	put(schema, "if", has_file);
	put(schema, "then", file);
	put(schema, "else", own);
	return schema;
}

static json_t *tables_schema(void)
{
	static const char message[] = "Write each table under its id.";
	json_t *schema = object_new();
	put_forms(schema, FORM_string | FORM_null | FORM_mapping, message);
	put_pattern(schema, NOTHING, message);
	put(schema, "patternProperties",
		object_of(TABLE_ID, schema_of("table")));
	close_mapping(schema, true);
	return schema;
}

/* At most one of what an appendix may be. */
static json_t *one_appendix(void)
{
	static const struct {
		const char *given, *left_out[2];
	} forms[] = {{"table", {"file", "text"}}, {"file", {"text", NULL}}};
	json_t *schema = object_new();
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		json_t *given = object_of("required", list_new()), *then = object_new();
		add(list_in(given, "required"), word_of(span_of(forms[i].given)));
		put(object_in(given, "properties"), forms[i].given, schema_of("given"));
		for (size_t k = 0; k < 2 && forms[i].left_out[k]; k++)
			put(object_in(then, "properties"), forms[i].left_out[k], schema_of("left-out"));
		json_t *rule = object_of("if", given);
		put(rule, "then", then);
		add(list_in(schema, "allOf"), rule);
	}
	return schema;
}

static json_t *ids_schema(void)
{
	json_t *schema = object_new(), *list = object_of("type", word_of(SPAN("array")));
	put(list, "items", schema_of("words"));
	add(list_in(schema, "anyOf"), schema_of("words"));
	add(list_in(schema, "anyOf"), list);
	return schema;
}

static json_t *columns_schema(void)
{
	json_t *schema = object_of("type", word_of(SPAN("array")));
	put_word(schema, "errorMessage", "Write a list of columns.");
	put_number(schema, "maxItems", LIMIT_TABLE_COLUMNS);
	put(schema, "items", schema_of("column"));
	return schema;
}

static json_t *row_schema(void)
{
	json_t *schema = object_of("type", word_of(SPAN("array")));
	put_word(schema, "errorMessage", "Write a list of cells: [Leominster, 310, 290].");
	put(schema, "items", schema_of("cell"));
	return schema;
}

/* One amount, or one for each year. */
static json_t *amounts_schema(void)
{
	json_t *schema = object_new(), *list = object_of("type", word_of(SPAN("array")));
	put(list, "items", schema_of("amount"));
	add(list_in(schema, "anyOf"), schema_of("amount"));
	add(list_in(schema, "anyOf"), list);
	return schema;
}

/* Several amounts in a line are of several years. */
static json_t *years_or_one_amount(void)
{
	static const char message[] = "Several amounts need `years` beside the lines.";
	json_t *years = object_of("properties", object_of("years", schema_of("given")));
	add(list_in(years, "required"), word_of(SPAN("years")));
	json_t *amounts = object_of("maxItems", json_integer(1));
	put_word(amounts, "errorMessage", message);
	json_t *line = object_of("properties", object_of("amounts", amounts));
	json_t *lines = object_of("items", line), *otherwise = object_new();
	put(object_in(otherwise, "properties"), "lines", lines);
	put(object_in(otherwise, "properties"), "funding", json_incref(lines));
	json_t *schema = object_of("if", years);
	put(schema, "else", otherwise);
	return schema;
}

/* One amount, or one for each kind. */
static json_t *totals_schema(void)
{
	json_t *schema = object_new(), *by_kind = object_of("type", word_of(SPAN("object")));
	close_mapping(by_kind, true);
	put(by_kind, "additionalProperties", schema_of("total"));
	add(list_in(schema, "anyOf"), schema_of("total"));
	add(list_in(schema, "anyOf"), by_kind);
	return schema;
}

void put_mapping_definitions(const struct making *m, json_t *definitions)
{
	put(definitions, "passage", text_or_mapping(m, MAPPING_paragraph,
		"Write the paragraph as a text, or as a mapping with `text`."));
	json_t *passages = object_new();
	put_forms(passages, FORMS_scalar | FORM_list, "Write a text, or a list of paragraphs.");
	put(passages, "items", schema_of("passage"));
	put(definitions, "passages", passages);

	json_t *people = object_new(), *person = object_new();
	put_entry(person, m, PART_people, NULL, 0);
	put_entry(people, m, PART_people, NULL, FORM_list);
	put(people, "items", schema_of("person"));
	put(definitions, "person", person);
	put(definitions, "people", people);

	put(definitions, "line", mapping_only(m, MAPPING_line, "Write `item` and `amounts`."));
	put(definitions, "funding", mapping_only(m, MAPPING_funding, "Write `source` and `amounts`."));
	put(definitions, "lines", list_of("line"));
	put(definitions, "fundings", list_of("funding"));
	put(definitions, "amounts", amounts_schema());
	put(definitions, "totals", totals_schema());

	put(definitions, "years-or-one-amount", years_or_one_amount());
	static const struct value_decl name = {.kind = VALUE_text};
	put(definitions, "names", one_or_list(m, &name, "name"));
	put(definitions, "ids", ids_schema());
	put(definitions, "unit", words_schema(m, paper_money_units, WORDS_or_nothing));

	json_t *column = object_new();
	put_scalar(column, m, &name, FORM_mapping);
	put_mapping(column, m, MAPPING_column);
	put(definitions, "column", column);
	put(definitions, "columns", columns_schema());
	put(definitions, "row", row_schema());
	put(definitions, "rows", list_of("row"));
	put(definitions, "table", table_schema(m));
	put(definitions, "tables", tables_schema());
	put(definitions, "one-appendix", one_appendix());
	put(definitions, "waiver", mapping_only(m, MAPPING_waiver, "Write `rule`, `reason` and `by`."));
	put(definitions, "waivable-rule", waivable_rules());
	put(definitions, "waivers", list_of("waiver"));
}
