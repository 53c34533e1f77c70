/* Facts: what the paper says of itself, with the answers that the style has for them. */
#include "author/making.h"

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
const struct value_decl *schema_facts(struct arena *arena, const struct house *house,
	size_t *count)
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
	json_t *schema = words_schema(m, answers, WORDS_in_any_case);
	also(schema, "given"); /* an empty status could be meant as either */
	return schema;
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

/* "Key decision" */
static struct span capitalised(struct arena *arena, struct span words)
{
	struct text made = {0};
	house_capitals(span_cut(words, 0, 1), &made);
	text_add(&made, span_cut(words, 1, words.length));
	const struct span kept = arena_copy(arena, text_span(&made));
	text_release(&made);
	return kept;
}

json_t *fact_schema(const struct making *m, const struct value_decl *decl, const void *of)
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
	put_string(schema, "title", capitalised(m->arena, asked_words(m->arena, name)));
	if (alias)
		put_true(schema, "doNotSuggest");
	return schema;
}
