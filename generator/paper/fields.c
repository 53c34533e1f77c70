/* Mappings whose keys are declared by data: a shape is made of value declarations at run time. */
#include "paper/binding.h"

#include <string.h>

/* --- the built-in declarations */

#define LENGTH_OF(literal) (sizeof(literal) - 1)

const struct value_decl *paper_facts(size_t *count)
{
	static const struct value_decl facts[] = {
#define FACT(name_, kind_, description_)                                                           \
	{.name = {name_, LENGTH_OF(name_)}, .kind = VALUE_##kind_,                                     \
		.description = {description_, LENGTH_OF(description_)}},
#include "base/facts.def"
#undef FACT
	};
	*count = sizeof facts / sizeof *facts;
	return facts;
}

const struct value_decl *paper_fields(enum part_kind kind, size_t *count)
{
	static const enum part_kind kinds[] = {
#define RECORD_FIELD(part_, name_, kind_, required_, description_) PART_##part_,
#include "base/record_fields.def"
#undef RECORD_FIELD
	};
	/* the rows of one kind stand together: the caller gets a slice */
	static const struct value_decl fields[] = {
#define RECORD_FIELD(part_, name_, kind_, required_, description_)                                 \
	{.name = {name_, LENGTH_OF(name_)}, .kind = VALUE_##kind_, .required = required_,              \
		.description = {description_, LENGTH_OF(description_)}},
#include "base/record_fields.def"
#undef RECORD_FIELD
	};
	size_t first = 0, total = sizeof kinds / sizeof *kinds;
	while (first < total && kinds[first] != kind)
		first++;
	size_t end = first;
	while (end < total && kinds[end] == kind)
		end++;
	*count = end - first;
	return fields + first;
}

bool paper_kind_has_records(enum part_kind kind)
{
	return kind != PART_text && kind != PART_finance && kind != PART_fixed && kind != PART_group;
}

static struct value_decl *decl_find(struct value_decl *decls, size_t count, struct span name)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(decls[i].name, name))
			return &decls[i];
	return NULL;
}

const struct value_decl *paper_fields_with(struct arena *arena, enum part_kind kind,
	const struct value_decl *own, size_t own_count, size_t *count)
{
	size_t built_in;
	const struct value_decl *fields = paper_fields(kind, &built_in);
	struct value_decl *all = ARENA_ARRAY(arena, struct value_decl, built_in + own_count);
	for (size_t i = 0; i < built_in; i++)
		all[i] = fields[i];
	*count = built_in;
	for (size_t i = 0; i < own_count; i++) {
		struct value_decl *known = decl_find(all, built_in, own[i].name);
		if (!known) {
			all[(*count)++] = own[i];
			continue;
		}
		known->required = known->required || own[i].required;
		known->answers = own[i].answers;
		known->answer_count = own[i].answer_count;
	}
	return all;
}

/* --- mappings whose keys are always the same */

const struct shape *paper_mapping(enum paper_mapping which)
{
	static const struct shape *const shapes[] = {
		[MAPPING_paragraph] = &paragraph_mapping,
		[MAPPING_waiver] = &waiver_mapping,
		[MAPPING_table] = &table_mapping,
		[MAPPING_column] = &column_mapping,
		[MAPPING_line] = &line_mapping,
		[MAPPING_funding] = &funding_mapping,
	};
	return shapes[which];
}

/* --- shapes made of declarations */

/* A mapping inside: `residual: {impact: 3}` is residual.impact. `itself` is what the key means when
 * it is given as a text (`key_decision: no`) or, of a fact that is a list, as one; if anything. */
struct nested {
	const struct value_decl *itself;
	size_t slot;
	struct shape shape;
};

void read_nothing(const struct binder *binder, const struct field *field,
	const struct node *typed, void *at)
{
	(void)binder;
	(void)field;
	(void)typed;
	(void)at;
}

static void read_declared(const struct binder *binder, const struct field *field,
	const struct node *typed, void *at)
{
	const struct binding *b = binding_of(binder);
	const struct value_decl *decl = field->extra;
	value_read(b, decl, typed, at);
	if (decl->required && typed->kind == NODE_scalar && node_is_empty(typed))
		complain_missing(b, typed->place, SPAN("this entry"), decl->name);
}

/* `at` is the first slot: the fields of the inner shape know their own. */
static void read_nested(const struct binder *binder, const struct field *field,
	const struct node *typed, void *at)
{
	const struct nested *nested = field->extra;
	const bool list = nested->itself && nested->itself->kind == VALUE_list &&
			  typed->kind == NODE_list;
	if (list || (nested->itself && typed->kind == NODE_scalar))
		value_read(binding_of(binder), nested->itself, typed, (struct value *)at + nested->slot);
	else
		shape_bind(binder, &nested->shape, typed, at);
}

static size_t dot_in(struct span name)
{
	for (size_t i = 0; i < name.length; i++)
		if (name.at[i] == '.')
			return i;
	return SIZE_MAX;
}

static bool is_below(struct span name, struct span prefix)
{
	return name.length > prefix.length && name.at[prefix.length] == '.' &&
	       memcmp(name.at, prefix.at, prefix.length) == 0;
}

static bool has_group(const struct field_set *set, struct span prefix)
{
	for (size_t i = 0; i < set->count; i++)
		if (is_below(set->decls[i].name, prefix))
			return true;
	return false;
}

/* The key of the name right below the prefix: "exceptions.general" of "exceptions.general.reason". */
static struct span step_below(struct span name, struct span prefix)
{
	const size_t from = prefix.length + 1;
	const size_t dot = dot_in(span_cut(name, from, name.length));
	return span_cut(name, 0, dot == SIZE_MAX ? name.length : from + dot);
}

static bool has_field(const struct field *fields, size_t count, struct span key)
{
	for (size_t i = 0; i < count; i++)
		if (key.length && fields[i].key[0] == key.at[0] && span_is(key, fields[i].key))
			return true;
	return false;
}

static struct field field_of(const struct binding *b, const struct field_set *set, size_t i,
	size_t skip)
{
	struct span name = set->decls[i].name;
	return (struct field){
		.key = arena_copy(b->binder.arena, span_cut(name, skip, name.length)).at,
		.read = read_declared,
		.offset = i * sizeof(struct value),
		.required = set->decls[i].required,
		.description = set->decls[i].description.at,
		.extra = &set->decls[i],
	};
}

/* `skip`: so many bytes of the prefix stand above the key. */
static struct field field_of_group(const struct binding *b, const struct field_set *set,
	struct span prefix, size_t skip)
{
	struct nested *nested = ARENA_NEW(b->binder.arena, struct nested);
	struct field *inner = ARENA_ARRAY(b->binder.arena, struct field, set->count + 1);
	size_t count = 0;
	bool required = false;
	for (size_t i = 0; i < set->count; i++) {
		if (span_same(set->decls[i].name, prefix)) {
			nested->itself = &set->decls[i];
			nested->slot = i;
		} else if (is_below(set->decls[i].name, prefix)) {
			const struct span step = step_below(set->decls[i].name, prefix);
			if (has_field(inner, count, span_cut(step, prefix.length + 1, step.length)))
				continue;
			inner[count] = has_group(set, step)
				? field_of_group(b, set, step, prefix.length + 1)
				: field_of(b, set, i, prefix.length + 1);
			required = required || inner[count].required;
			count++;
		}
	}
	inner[count++] = (struct field){.key = "exempt", .read = read_nothing};
	const char *name = arena_copy(b->binder.arena, prefix).at;
	nested->shape = (struct shape){.what = name, .fields = inner, .count = count};
	return (struct field){.key = name + skip, .read = read_nested, .required = required,
		.extra = nested};
}

struct field_set *fields_make(const struct binding *b, struct span what,
	const struct value_decl *decls, size_t count, const char *const *keys, size_t key_count)
{
	struct arena *arena = b->binder.arena;
	struct field_set *set = ARENA_NEW(arena, struct field_set);
	struct field *fields = ARENA_ARRAY(arena, struct field, count + key_count + 1);
	set->decls = decls;
	set->count = count;
	set->slots = ARENA_ARRAY(arena, struct value, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		size_t dot = dot_in(decls[i].name);
		struct span first = span_cut(decls[i].name, 0, dot);
		if (has_field(fields, n, first))
			continue;
		fields[n++] = dot != SIZE_MAX || has_group(set, first)
			? field_of_group(b, set, first, 0)
			: field_of(b, set, i, 0);
	}
	for (size_t i = 0; i < key_count; i++)
		if (!has_field(fields, n, span_of(keys[i])))
			fields[n++] = (struct field){.key = keys[i], .read = read_nothing};
	if (!has_field(fields, n, SPAN("exempt")))
		fields[n++] = (struct field){.key = "exempt", .read = read_nothing};
	set->shape = (struct shape){.what = arena_copy(arena, what).at, .fields = fields, .count = n};
	return set;
}

/* Readers are not told the key: find its place by the value's. */
static void note_keys(const struct binding *b, const struct field_set *set,
	const struct node *mapping, struct span prefix)
{
	for (size_t p = 0; p < mapping->count; p++) {
		const struct pair *pair = &mapping->pairs[p];
		for (size_t i = 0; i < set->count; i++) {
			struct span name = set->decls[i].name;
			if (prefix.at ? !is_below(name, prefix) : dot_in(name) != SIZE_MAX)
				continue;
			if (prefix.at)
				name = span_cut(name, prefix.length + 1, name.length);
			if (span_same(name, pair->key->text))
				set->slots[i].key_place = pair->key->place;
		}
		if (pair->value->kind != NODE_mapping)
			continue;
		const struct span below = !prefix.at ? pair->key->text
			: arena_format(b->binder.arena, "%.*s.%.*s", SPAN_ARG(prefix),
				SPAN_ARG(pair->key->text));
		if (has_group(set, below))
			note_keys(b, set, pair->value, below);
	}
}

void fields_bind(const struct binding *b, const struct field_set *set, const struct node *mapping,
	const struct value **values, size_t *count)
{
	*values = NULL;
	*count = 0;
	memset(set->slots, 0, set->count * sizeof *set->slots);
	if (!shape_bind(&b->binder, &set->shape, mapping, set->slots))
		return;
	note_keys(b, set, mapping, SPAN_NONE);
	size_t given = 0;
	for (size_t i = 0; i < set->count; i++)
		given += set->slots[i].name.at != NULL;
	struct value *list = ARENA_ARRAY(b->binder.arena, struct value, given);
	for (size_t i = 0; i < set->count; i++)
		if (set->slots[i].name.at)
			list[(*count)++] = set->slots[i];
	*values = list;
}
