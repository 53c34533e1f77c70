/* `facts:` of a style: what it asks of built-in facts, and the facts of its own. */
#include "house/reading.h"

static const struct value_decl builtin[] = {
#define FACT(fact, value_kind, says)                                                               \
	{.name = {fact, sizeof fact - 1}, .kind = VALUE_##value_kind,                              \
		.description = {says, sizeof says - 1}},
#include "base/facts.def"
#undef FACT
};

const struct value_decl *builtin_facts(size_t *count)
{
	*count = sizeof builtin / sizeof *builtin;
	return builtin;
}

const struct value_decl *builtin_fact(struct span name)
{
	for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
		if (span_same(builtin[i].name, name))
			return &builtin[i];
	return NULL;
}

static const struct record_field {
	enum part_kind kind;
	struct value_decl decl;
} record_fields[] = {
#define RECORD_FIELD(part_kind, field, value_kind, must, says)                                     \
	{PART_##part_kind,                                                                         \
		{.name = {field, sizeof field - 1}, .kind = VALUE_##value_kind, .required = must,  \
			.description = {says, sizeof says - 1}}},
#include "base/record_fields.def"
#undef RECORD_FIELD
};

const struct value_decl *builtin_field(enum part_kind kind, struct span name)
{
	for (size_t i = 0; i < sizeof record_fields / sizeof *record_fields; i++)
		if (record_fields[i].kind == kind && span_same(record_fields[i].decl.name, name))
			return &record_fields[i].decl;
	return NULL;
}

const struct value_decl *builtin_field_at(size_t index, enum part_kind *kind)
{
	if (index >= sizeof record_fields / sizeof *record_fields)
		return NULL;
	*kind = record_fields[index].kind;
	return &record_fields[index].decl;
}

struct fact_reading {
	struct house_fact fact;
	enum value_kind kind;
	bool kind_given;
	unsigned join;
};

static void read_fact_kind(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	/* no prose and no time: a fact of a style is a line of the head, not a part */
	static const char *const words[] = {"text", "yes_no", "date", "money", "number", "list",
		"people"};
	static const enum value_kind kinds[] = {VALUE_text, VALUE_yes_no, VALUE_date, VALUE_money,
		VALUE_number, VALUE_list, VALUE_people};
	static const struct word_list list = WORD_LIST(words);
	(void)field;
	struct fact_reading *f = at;
	unsigned kind;
	if (word_read(reading_of(binder), &list, value, &kind)) {
		f->kind = kinds[kind];
		f->kind_given = true;
	}
}

static void read_fact_answers(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct fact_reading *f = at;
	f->fact.answer_count = read_answers(reading_of(binder), value, &f->fact.answers);
}

static void read_fact_aliases(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct fact_reading *f = at;
	f->fact.alias_count =
		read_spans(reading_of(binder), value, field->key, &f->fact.aliases);
}

static const char *const joins[] = {"sentence", "lines"};
static const struct word_list join_words = WORD_LIST(joins);

#define FACT_AT(member) offsetof(struct fact_reading, fact.member)
static const struct field fact_fields[] = {
	{"kind", read_fact_kind, 0, false,
		"What its values are, of a fact of the style's own: text, yes_no, date, money, number, list or people.", NULL},
	{"required", read_condition, FACT_AT(required), false,
		"When a paper must give it.", NULL},
	{"expected", read_condition, FACT_AT(expected), false,
		"When a paper without it is given a warning.", NULL},
	{"when", read_condition, FACT_AT(when), false,
		"When it may be given at all.", NULL},
	{"default", read_span, FACT_AT(fallback), false,
		"The answer where none is given.", NULL},
	{"answers", read_fact_answers, 0, false,
		"The only answers that are accepted, and what each prints.", NULL},
	{"item", read_text, FACT_AT(item), false,
		"One member of a list as a text.", &asks_member},
	{"join", read_word, offsetof(struct fact_reading, join), false,
		"How the members of a list are joined: sentence (a, b and c) or lines.", &join_words},
	{"guidance", read_span, FACT_AT(guidance), false,
		"For authors; never printed in a paper.", NULL},
	{"example", read_example, FACT_AT(example), false,
		"The fact as it would stand in a paper: for the example paper and the guidance page.", NULL},
	{"aliases", read_fact_aliases, 0, false,
		"Other keys that are accepted for it.", NULL},
	{"limits", read_limits, FACT_AT(limits), false,
		"How long it may be.", NULL},
	{"audience", read_word, FACT_AT(audience), false,
		"Who may see it: public or restricted.", &audience_words},
};
const struct shape fact_shape = SHAPE("a fact", fact_fields);

/* A built-in fact keeps its kind; a name that is neither one nor could be a key is refused. */
static bool fact_name_is_right(const struct reading *r, const struct node *key)
{
	if (builtin_fact(key->text) || name_is_right(key->text))
		return true;
	size_t count;
	const struct value_decl *facts = builtin_facts(&count);
	struct nearest nearest = nearest_start(key->text);
	for (size_t i = 0; i < count; i++)
		nearest_try(&nearest, facts[i].name);
	struct finding *f = diag_add(r->diags, FINDING_style_unknown_name, key->place, key->text,
		SPAN_NONE, SPAN_NONE);
	suggest(r, f, &nearest);
	return false;
}

static void bind_fact(const struct reading *outer, const struct pair *pair, struct house_fact *slot,
	struct value_decl *decl)
{
	struct reading r = *outer;
	r.fact = slot;
	const struct value_decl *known = builtin_fact(pair->key->text);
	struct fact_reading f = {.fact = {.name = pair->key->text, .place = pair->key->place,
			.own = !known},
		.kind = known ? known->kind : VALUE_text};
	if (!node_is_empty(pair->value))
		reading_bind(&r, &fact_shape, pair->value, &f);
	if (known && f.kind_given && f.kind != known->kind) {
		const struct node *kind = node_get(pair->value, "kind");
		diag_add(r.diags, FINDING_style_hides, kind->place, pair->key->text,
			SPAN("a fact of the program, whose kind is fixed"), SPAN_NONE);
	}
	f.fact.join_lines = f.join == 1;
	*decl = (struct value_decl){.name = f.fact.name, .kind = known ? known->kind : f.kind,
		.description = known ? known->description
			: f.fact.guidance.at ? f.fact.guidance : SPAN("a fact of the style"),
		.answers = answer_names(&r, f.fact.answers, f.fact.answer_count),
		.answer_count = f.fact.answer_count, .aliases = f.fact.aliases,
		.alias_count = f.fact.alias_count};
	f.fact.decl = f.fact.own ? decl : NULL;
	*slot = f.fact;
}

/* The paper's binder needs the style's own facts, and answers and other names of built-in ones. */
void read_facts(const struct reading *r, const struct node *node, struct house *house)
{
	if (!node || !wants(r, node, NODE_mapping, "facts"))
		return;
	struct house_fact *facts = ARENA_ARRAY(r->arena, struct house_fact, node->count + 1);
	struct value_decl *decls = ARENA_ARRAY(r->arena, struct value_decl, node->count + 1);
	size_t count = 0, declared = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct pair *pair = &node->pairs[i];
		if (is_none(pair->value) || !fact_name_is_right(r, pair->key))
			continue;
		bind_fact(r, pair, &facts[count], &decls[declared]);
		declared += facts[count].own || facts[count].answer_count || facts[count].alias_count;
		count++;
	}
	house->facts = facts;
	house->fact_count = count;
	house->vocabulary.facts = decls;
	house->vocabulary.fact_count = declared;
}

const struct house_fact *house_fact(const struct house *house, struct span name)
{
	for (size_t i = 0; i < house->fact_count; i++)
		if (span_same(house->facts[i].name, name))
			return &house->facts[i];
	return NULL;
}
