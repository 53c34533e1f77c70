/* Parts: each form that its kind may have, and the keys of its entries. */
#include "author/making.h"

#include <string.h>

struct entry {
	enum part_kind kind;
	const struct house_part *part; /* NULL: people of a fact */
};

static const struct value_decl *keys_of(const struct making *m, const struct entry *entry,
	size_t *count)
{
	const struct part_decl *decl = entry->part ? entry->part->decl : NULL;
	return paper_fields_with(m->arena, entry->kind, decl ? decl->fields : NULL,
		decl ? decl->field_count : 0, count);
}

static const struct house_field *own_field(const struct house_part *part, struct span name)
{
	for (size_t i = 0; part && i < part->field_count; i++)
		if (span_same(part->fields[i].decl->name, name))
			return &part->fields[i];
	return NULL;
}

/* --- scores: a number of the council's scale, or its name */

static json_t *score_schema(const struct making *m, const struct house_text *const *names,
	size_t count)
{
	struct span words[2 * HOUSE_SCALE];
	json_t *listed = object_new(), *spelt = object_new(), *schema = object_new();
	for (size_t i = 0; i < count; i++) {
		words[i] = arena_format(m->arena, "%zu", i + 1);
		words[count + i] = asked_text(m->arena, m->house, names[i]);
	}
	for (size_t i = 0; i < 2 * count; i++) {
		add(list_in(listed, "enum"),
			i < count ? json_integer((json_int_t)i + 1) : word_of(words[i]));
		add(list_in(listed, "enumDescriptions"), word_of(words[(i + count) % (2 * count)]));
	}
	const struct span message =
		arena_format(m->arena, "Write a number from 1 to %zu, or its name.", count);
	put_string(listed, "errorMessage", message);
	put_forms(spelt, FORM_string, message.at);
	put_pattern(spelt, pattern_of_words(m->arena, words, 2 * count, WORDS_in_any_case).at, message.at);
	add(list_in(schema, "anyOf"), listed);
	add(list_in(schema, "anyOf"), spelt);
	return schema;
}

static json_t *score_of(const struct making *m, struct span name)
{
	const struct house_risk *risk = &m->house->risk;
	if (span_ends(name, "likelihood") && risk->likelihood_count)
		return score_schema(m, risk->likelihood, risk->likelihood_count);
	if (span_ends(name, "impact") && risk->impact_count)
		return score_schema(m, risk->impact, risk->impact_count);
	return NULL;
}

/* --- entries */

static json_t *plain_value(const struct making *m, const struct value_decl *decl,
	const struct entry *entry)
{
	json_t *score = entry->kind == PART_risks ? score_of(m, decl->name) : NULL;
	if (score)
		return score;
	if (span_is(decl->name, "id") && decl->kind == VALUE_text && !decl->answer_count)
		return schema_of(entry->kind == PART_risks ? "register-id" : "id");
	const struct house_field *own = own_field(entry->part, decl->name);
	return value_schema(m, decl, own ? own->answers : NULL, own ? own->answer_count : 0);
}

static json_t *field_schema(const struct making *m, const struct value_decl *decl, const void *of)
{
	const struct entry *entry = of;
	const struct house_field *own = own_field(entry->part, decl->name);
	const bool guided = own && own->guidance.length;
	const bool unsaid = span_is(decl->description, "a field of the style");
	return described(guided ? own->guidance : unsaid ? SPAN_NONE : decl->description,
		plain_value(m, decl, entry));
}

/* An entry typed as one text is the first of its keys, and can have no other. */
static bool may_be_one_text(const struct value_decl *decls, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (decls[i].required)
			return false;
	return count > 0;
}

static json_t *table_or_id(void)
{
	json_t *schema = object_new();
	add(list_in(schema, "anyOf"), schema_of("id"));
	add(list_in(schema, "anyOf"), schema_of("table"));
	return described(SPAN("The table itself, as under `tables`, or the id of one that stands there."),
		schema);
}

void put_entry(json_t *schema, const struct making *m, enum part_kind kind,
	const struct house_part *part, unsigned other_forms)
{
	static const char keys_only[] = "Write its keys, each in a line of its own.";
	const struct entry entry = {kind, part};
	size_t count;
	const struct value_decl *decls = keys_of(m, &entry, &count);
	if (may_be_one_text(decls, count)) {
		put_scalar(schema, m, &decls[0], FORM_mapping | other_forms);
	} else {
		put_forms(schema, FORM_string | FORM_null | FORM_mapping | other_forms, keys_only);
		put_pattern(schema, NOTHING, keys_only);
	}
	put_decls(schema, m, decls, count, field_schema, &entry);
	if (kind == PART_appendices) {
		put(object_in(schema, "properties"), "table", table_or_id());
		also(schema, "one-appendix");
	}
	close_mapping(schema, true);
}

/* --- every: [Finance, Legal] */

static bool wants_every(const struct house_part *part)
{
	for (size_t i = 0; i < part->field_count; i++)
		if (part->fields[i].every_count)
			return true;
	return false;
}

/* An entry that has the word under the key; or is the word, if that is its first key. */
static json_t *has_word(struct span key, bool first, struct span pattern)
{
	json_t *schema = object_new(), *keyed = object_new(), *word = object_new();
	put_word(word, "type", "string");
	put_string(word, "pattern", pattern);
	put_word(keyed, "type", "object");
	add(list_in(keyed, "required"), word_of(key));
	put_at(object_in(keyed, "properties"), key, word);
	add(list_in(schema, "anyOf"), keyed);
	if (first)
		add(list_in(schema, "anyOf"), json_incref(word));
	return schema;
}

static void put_every(json_t *list, const struct making *m, const struct house_part *part)
{
	const struct entry entry = {part->kind, part};
	size_t count;
	const struct value_decl *decls = keys_of(m, &entry, &count);
	for (size_t i = 0; i < part->field_count; i++) {
		const struct house_field *field = &part->fields[i];
		const struct span name = field->decl->name;
		for (size_t k = 0; k < field->every_count; k++) {
			const struct span pattern = pattern_of_words(m->arena, &field->every[k], 1,
				WORDS_in_any_case);
			json_t *rule = object_of("contains",
				has_word(name, span_same(decls[0].name, name), pattern));
			put(rule, "errorMessage", json_sprintf("An entry is missing whose `%.*s` is %.*s.",
				SPAN_ARG(name), SPAN_ARG(field->every[k])));
			add(list_in(list, "allOf"), rule);
		}
	}
}

static void put_entries(json_t *list, const struct making *m, const struct house_part *part)
{
	json_t *entry = object_new();
	put_entry(entry, m, part->kind, part, 0);
	put(list, "items", entry);
	put_every(list, m, part);
}

/* --- the full form */

static json_t *entries_schema(const struct making *m, const struct house_part *part)
{
	json_t *schema = object_new();
	put_forms(schema, FORM_string | FORM_null | FORM_list, "Write a list.");
	put_pattern(schema, NOTHING, "Write a list.");
	put_entries(schema, m, part);
	return schema;
}

/* Keys of the full form, whichever kinds have them; those of entries apart. */
static const struct {
	const char *key, *says, *definition;
} form_keys[] = {
	{"text", "What is said in words.", "passages"},
	{"lead", "The words before the recommendations, in place of the council's own.", "name"},
	{"unit", "What the amounts are in: £, £000 or £m.", "unit"},
	{"years", "The years, in the order of the amounts: [2026/27, 2027/28].", "names"},
	{"lines", "What it costs or saves, each line with one amount for each year.", "lines"},
	{"funding", "What pays for it, each line with one amount for each year.", "fundings"},
	{"total", "What the lines add up to, as you believe: the sum is checked against it.", "totals"},
};

static json_t *form_key(const struct making *m, const struct house_part *part,
	const struct part_form *form, const char *key)
{
	if (form->items && strcmp(key, form->items) == 0)
		return described(SPAN("The entries, each after a `- `."), entries_schema(m, part));
	for (size_t i = 0; i < sizeof form_keys / sizeof *form_keys; i++)
		if (strcmp(form_keys[i].key, key) == 0)
			return described(span_of(form_keys[i].says), schema_of(form_keys[i].definition));
	return object_new();
}

static void put_full_form(json_t *schema, const struct making *m, const struct house_part *part)
{
	const struct part_form *form = paper_part_form(part->kind);
	const struct entry entry = {part->kind, part};
	for (size_t i = 0; i < sizeof form->keys / sizeof *form->keys && form->keys[i]; i++)
		put(object_in(schema, "properties"), form->keys[i],
			form_key(m, part, form, form->keys[i]));
	if (part->kind == PART_finance)
		also(schema, "years-or-one-amount");
	if (!paper_kind_has_records(part->kind))
		put_decls(schema, m, part->decl->fields, part->decl->field_count, field_schema, &entry);
	if (wants_every(part) && form->items)
		add(list_in(schema, "required"), word_of(span_of(form->items)));
	close_mapping(schema, true);
}

/* --- a text */

/* Where only a list can be: `none`, or nothing yet. */
static void put_no_text(json_t *schema, const struct making *m, const struct part_form *form)
{
	const struct span message = arena_format(m->arena, "Write %s.", form->expected);
	put_forms(schema, FORM_string | FORM_null | FORM_list | FORM_mapping, message.at);
	put_pattern(schema, "^(?:" BLANKS NONE BLANKS "|(?:(?!" SAYS ")[\\s\\S])*)$", message.at);
}

static void put_text(json_t *schema, const struct making *m, const struct house_part *part)
{
	const struct part_form *form = paper_part_form(part->kind);
	const struct entry entry = {part->kind, part};
	size_t count;
	const struct value_decl *decls = keys_of(m, &entry, &count);
	if (wants_every(part) || (!form->text && !form->entry))
		put_no_text(schema, m, form);
	else if (!form->text)
		put_scalar(schema, m, &decls[0], FORM_list | FORM_mapping);
}

/* --- what an editor offers to type */

static void add_snippet(json_t *schema, const char *label, json_t *body)
{
	json_t *snippet = object_of("label", word_of(span_of(label)));
	put(snippet, "body", body);
	add(list_in(schema, "defaultSnippets"), snippet);
}

static json_t *list_of_one(json_t *value)
{
	json_t *list = list_new();
	add(list, value);
	return list;
}

/* An entry with the keys that it needs. */
static json_t *entry_body(const struct making *m, const struct house_part *part)
{
	const struct entry entry = {part->kind, part};
	size_t count, number = 0;
	const struct value_decl *decls = keys_of(m, &entry, &count);
	json_t *body = object_new();
	for (size_t i = 0; i < count; i++)
		if (i == 0 || decls[i].required)
			put_at(body, decls[i].name, json_sprintf("$%zu", ++number));
	return body;
}

static json_t *finance_body(void)
{
	json_t *line = object_of("item", word_of(SPAN("$3"))), *body = object_new();
	put_word(line, "kind", "${4:revenue}");
	put(line, "amounts", list_of_one(word_of(SPAN("$5"))));
	put_word(body, "text", "$1");
	put_word(body, "unit", "£000");
	put(body, "years", list_of_one(word_of(SPAN("$2"))));
	put(body, "lines", list_of_one(line));
	return body;
}

static json_t *register_body(const struct making *m, const struct house_part *part)
{
	json_t *body = object_of("text", word_of(SPAN("$1")));
	put(body, "register", list_of_one(entry_body(m, part)));
	return body;
}

static void put_snippets(json_t *schema, const struct making *m, const struct house_part *part)
{
	const bool listed = part->kind == PART_recommendations || part->kind == PART_list;
	if (listed)
		add_snippet(schema, "as a list", list_of_one(word_of(SPAN("$1"))));
	else if (part->kind == PART_finance)
		add_snippet(schema, "with figures by year", finance_body());
	else if (part->kind == PART_risks)
		add_snippet(schema, "with a register", register_body(m, part));
	else if (!paper_part_form(part->kind)->passages)
		add_snippet(schema, "as entries", list_of_one(entry_body(m, part)));
}

json_t *part_schema(const struct making *m, const struct house_part *part)
{
	json_t *forms = object_new();
	put_text(forms, m, part);
	if (paper_part_form(part->kind)->passages)
		put(forms, "items", schema_of("passage"));
	else
		put_entries(forms, m, part);
	put_full_form(forms, m, part);
	json_t *schema = object_of("title", word_of(asked_heading(m->arena, m->house, part)));
	put_words(schema, words_on_part(m, part));
	add(list_in(schema, "anyOf"), forms);
	/* what says nothing yet is empty, and no more is said of it */
	add(list_in(schema, "anyOf"), schema_of(part->kind == PART_recommendations
		? "nothing-recommended-yet" : "nothing-yet"));
	/* beside the part it is what the key begins with, inside one of several things to begin with */
	put_snippets(paper_part_form(part->kind)->text ? forms : schema, m, part);
	return schema;
}
