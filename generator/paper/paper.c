/* The whole paper: facts, parts, tables and waivers of the top mapping. */
#include "paper/binding.h"

#include "base/nearest.h"

#include <stdlib.h>
#include <string.h>

/* --- facts */

/* Reasons that make a decision key, where the style lists no answers of its own. */
static const struct span key_answers[] = {{"no", 2}, {"spending", 8}, {"wards", 5}};

static const struct value_decl *own_fact(const struct vocabulary *vocabulary, struct span name)
{
	for (size_t i = 0; i < vocabulary->fact_count; i++)
		if (span_same(vocabulary->facts[i].name, name))
			return &vocabulary->facts[i];
	return NULL;
}

static struct value_decl built_in_fact(const struct vocabulary *vocabulary, struct value_decl decl)
{
	const struct value_decl *own = own_fact(vocabulary, decl.name);
	if (own) {
		decl.aliases = own->aliases;
		decl.alias_count = own->alias_count;
	}
	if (span_is(decl.name, "status"))
		return decl; /* draft or final, whatever the style calls them in print */
	if (own && own->answer_count) {
		decl.answers = own->answers;
		decl.answer_count = own->answer_count;
	} else if (span_is(decl.name, "key_decision")) {
		decl.answers = key_answers;
		decl.answer_count = 3;
	}
	return decl;
}

/* A fact is read under each of its names; which one was typed no longer matters after that. */
static void add_aliases(struct value_decl *all, size_t *count)
{
	const size_t named = *count;
	for (size_t i = 0; i < named; i++)
		for (size_t k = 0; k < all[i].alias_count; k++) {
			all[*count] = all[i];
			all[*count].name = all[i].aliases[k];
			all[(*count)++].alias_count = 0;
		}
}

static size_t alias_count(const struct vocabulary *vocabulary)
{
	size_t count = 0;
	for (size_t i = 0; i < vocabulary->fact_count; i++)
		count += vocabulary->facts[i].alias_count;
	return count;
}

/* The built-in facts with the style's answers, and the style's own. `exempt` is no value: it marks
 * what stands beside it (exempt.c). */
const struct value_decl *paper_facts_with(struct arena *arena, const struct vocabulary *own,
	size_t *count)
{
	size_t built_in;
	const struct value_decl *facts = paper_facts(&built_in);
	struct value_decl *all = ARENA_ARRAY(arena, struct value_decl,
		built_in + own->fact_count + alias_count(own));
	*count = 0;
	for (size_t i = 0; i < built_in; i++)
		if (!span_is(facts[i].name, "exempt"))
			all[(*count)++] = built_in_fact(own, facts[i]);
	size_t known = *count;
	for (size_t i = 0; i < own->fact_count; i++) {
		bool is_known = span_is(own->facts[i].name, "exempt");
		for (size_t k = 0; k < known; k++)
			is_known = is_known || span_same(all[k].name, own->facts[i].name);
		if (!is_known) {
			all[*count] = own->facts[i];
			all[(*count)++].required = false; /* check/ asks for facts, by condition */
		}
	}
	add_aliases(all, count);
	return all;
}

static struct span name_of_alias(const struct vocabulary *vocabulary, struct span alias)
{
	for (size_t i = 0; i < vocabulary->fact_count; i++)
		for (size_t k = 0; k < vocabulary->facts[i].alias_count; k++)
			if (span_same(vocabulary->facts[i].aliases[k], alias))
				return vocabulary->facts[i].name;
	return SPAN_NONE;
}

/* Each fact under its own name, once. */
static void settle_aliases(const struct binding *b, struct paper *paper)
{
	struct value *facts = ARENA_ARRAY(b->binder.arena, struct value, paper->fact_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < paper->fact_count; i++) {
		struct value value = paper->facts[i];
		const struct span name = name_of_alias(b->vocabulary, value.name);
		const struct value *before = NULL;
		for (size_t k = 0; name.at && k < paper->fact_count && !before; k++)
			if (span_same(paper->facts[k].name, name))
				before = &paper->facts[k];
		for (size_t k = 0; name.at && k < count && !before; k++)
			if (span_same(facts[k].name, name))
				before = &facts[k];
		if (name.at)
			value.name = name;
		if (!before) {
			facts[count++] = value;
			continue;
		}
		struct finding *f = diag_add(b->binder.diags, FINDING_duplicate_key,
			value.key_place, name, SPAN_NONE, SPAN_NONE);
		f->because = before->key_place;
	}
	paper->facts = facts;
	paper->fact_count = count;
}

static struct value *fact_of(struct value *facts, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(facts[i].name, name))
			return &facts[i];
	return NULL;
}

/*
 * `key_decision` is one answer however it was given: the word, or the reason in the mapping. `false`
 * is `no`.
 */
static void settle_key_decision(const struct binding *b, struct paper *paper,
	const struct value_decl *decls, size_t decl_count)
{
	struct value *facts = ARENA_ARRAY(b->binder.arena, struct value, paper->fact_count + 1);
	if (paper->fact_count)
		memcpy(facts, paper->facts, paper->fact_count * sizeof *facts);
	paper->facts = facts;
	struct value *whole = fact_of(facts, paper->fact_count, "key_decision");
	const struct node *typed = node_get(paper->root, "key_decision");
	if (!typed || typed->kind == NODE_list)
		return;
	if (whole) {
		if (span_same_ignoring_case(whole->text, SPAN("none")))
			whole->none = false;
		return;
	}
	if (typed->kind != NODE_mapping)
		return;
	const struct value *reason = fact_of(facts, paper->fact_count, "key_decision.reason");
	if (!reason || reason->text.length == 0) {
		complain_missing(b, typed->place, SPAN("key_decision"), SPAN("reason"));
		return;
	}
	const struct value_decl *decl = NULL;
	for (size_t i = 0; i < decl_count; i++)
		if (span_is(decls[i].name, "key_decision"))
			decl = &decls[i];
	whole = &facts[paper->fact_count++];
	*whole = *reason;
	whole->name = decl->name;
	bool known = span_same_ignoring_case(reason->text, SPAN("none"));
	for (size_t i = 0; i < decl->answer_count; i++)
		known = known || span_same_ignoring_case(decl->answers[i], reason->text);
	if (known || !reason->right)
		return;
	whole->right = false;
	complain_answer(b, reason->place, reason->text, SPAN("key_decision"), decl->answers,
		decl->answer_count);
}

static void settle_status(const struct binding *b, struct paper *paper)
{
	const struct value *status = paper_fact(paper, SPAN("status"));
	if (!status || !status->right)
		return;
	paper->final = span_same_ignoring_case(status->text, SPAN("final"));
	if (!paper->final && !span_same_ignoring_case(status->text, SPAN("draft")))
		diag_add(b->binder.diags, FINDING_bad_status,
			place_or_key(node_get(paper->root, "status"), status->key_place), status->text,
			SPAN_NONE, SPAN_NONE);
}

/* --- keys that are no facts */

static bool is_key_of_paper(const struct part_decl *decl)
{
	return decl->kind != PART_fixed && decl->kind != PART_group;
}

static const struct part_decl *part_called(const struct vocabulary *vocabulary, struct span key)
{
	static const struct part_decl clearances = {.key = {"clearances", 10},
		.kind = PART_clearances};
	for (size_t i = 0; i < vocabulary->part_count; i++) {
		const struct part_decl *decl = &vocabulary->parts[i];
		if (!is_key_of_paper(decl))
			continue;
		if (span_same(decl->key, key))
			return decl;
		for (size_t k = 0; k < decl->alias_count; k++)
			if (span_same(decl->aliases[k], key))
				return decl;
	}
	return span_is(key, "clearances") ? &clearances : NULL;
}

struct keys {
	const char **items;
	size_t count, capacity;
};

static void add_key(const struct binding *b, struct keys *keys, struct span key)
{
	ARENA_GROW(b->binder.arena, keys->items, keys->count, keys->capacity);
	keys->items[keys->count++] = arena_copy(b->binder.arena, key).at;
}

static struct keys other_keys(const struct binding *b)
{
	struct keys keys = {0};
	for (size_t i = 0; i < b->vocabulary->part_count; i++) {
		const struct part_decl *decl = &b->vocabulary->parts[i];
		if (!is_key_of_paper(decl))
			continue;
		add_key(b, &keys, decl->key);
		for (size_t k = 0; k < decl->alias_count; k++)
			add_key(b, &keys, decl->aliases[k]);
	}
	add_key(b, &keys, SPAN("clearances"));
	add_key(b, &keys, SPAN("tables"));
	add_key(b, &keys, SPAN("waivers"));
	return keys;
}

/* Headings typed for keys. Those of fixed parts stand over facts of the same name. */
static void add_wordings(const struct binding *b, struct field_set *set)
{
	const struct vocabulary *vocabulary = b->vocabulary;
	size_t count = 0;
	for (size_t i = 0; i < vocabulary->part_count; i++)
		count += vocabulary->parts[i].heading_count;
	struct wording *wordings = ARENA_ARRAY(b->binder.arena, struct wording, count + 1);
	set->shape.wordings = wordings;
	for (size_t i = 0; i < vocabulary->part_count; i++) {
		const struct part_decl *decl = &vocabulary->parts[i];
		for (size_t k = 0; k < decl->heading_count; k++)
			wordings[set->shape.wording_count++] =
				(struct wording){decl->headings[k], decl->key.at};
	}
}

static bool is_fact(const struct value_decl *decls, size_t count, struct span key)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(decls[i].name, key))
			return true;
	return false;
}

/* --- tables and waivers */

static void read_tables(struct binding *b, struct paper *paper)
{
	const struct node *typed = node_get(paper->root, "tables");
	if (!typed || (typed->kind == NODE_scalar && node_is_empty(typed)))
		return;
	if (typed->kind != NODE_mapping) {
		complain_shape(b, typed->place, SPAN("`tables`"), "a mapping of ids", typed);
		return;
	}
	struct table_source *tables = ARENA_ARRAY(b->binder.arena, struct table_source, typed->count);
	for (size_t i = 0; i < typed->count; i++) {
		const struct node *key = typed->pairs[i].key;
		if (span_is(key->text, "note") || span_is(key->text, "exempt"))
			continue;
		struct span id = id_is_good(b, key->text, key->place) ? key->text : SPAN_NONE;
		const struct table_source *table = table_read(b, id, key->place, typed->pairs[i].value);
		if (table)
			tables[paper->table_count++] = *table;
	}
	paper->tables = b->tables = tables;
	b->table_count = paper->table_count;
}

static const struct field waiver_fields[] = {
	{.key = "rule", .read = read_words, .offset = offsetof(struct waiver, rule), .required = true,
		.description = "The rule that is waived, by the name that findings print."},
	{.key = "part", .read = read_words, .offset = offsetof(struct waiver, part),
		.description = "The part or fact in which it is waived; left out: in the whole paper."},
	{.key = "reason", .read = read_words, .offset = offsetof(struct waiver, reason),
		.required = true, .description = "Why."},
	{.key = "by", .read = read_words, .offset = offsetof(struct waiver, by),
		.required = true, .description = "Who decided so."},
	{.key = "exempt", .read = read_nothing},
};
const struct shape waiver_mapping = SHAPE("a waiver", waiver_fields);

static void check_rule(const struct binding *b, struct words rule)
{
	enum finding_id id;
	if (!rule.text.at || (rule_find(rule.text, &id) && rule_of(id)->waivable))
		return;
	struct finding *f = diag_add(b->binder.diags, FINDING_waiver_unknown, rule.place, rule.text,
		SPAN_NONE, SPAN_NONE);
	struct nearest near = nearest_start(rule.text);
	for (int i = 0; i < FINDING_count; i++)
		if (rule_of((enum finding_id)i)->waivable)
			nearest_try(&near, span_of(rule_of((enum finding_id)i)->name));
	if (!near.best.at || near.distance == 0)
		return;
	char *name = arena_take(b->binder.arena, near.best.length + 1);
	for (size_t i = 0; i < near.best.length; i++)
		name[i] = near.best.at[i] == '_' ? '-' : near.best.at[i];
	f->help = arena_format(b->binder.arena, "Did you mean \"%s\"?", name);
}

/* Without a reason and a name it would be silence: it waives nothing. */
static bool waiver_says(const struct binding *b, const struct node *typed)
{
	static const char *const keys[] = {"reason", "by"};
	bool says = true;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct node *value = node_get(typed, keys[i]);
		const bool something = value && node_says_something(value);
		if (value && !something)
			diag_add(b->binder.diags, FINDING_missing_key, value->place,
				span_of(waiver_mapping.what), span_of(keys[i]), SPAN_NONE);
		says = says && something;
	}
	return says;
}

static void read_waivers(const struct binding *b, struct paper *paper)
{
	const struct node *typed = node_get(paper->root, "waivers");
	if (!typed || (typed->kind == NODE_scalar && node_is_empty(typed)))
		return;
	if (typed->kind != NODE_list) {
		complain_shape(b, typed->place, SPAN("`waivers`"), "a list", typed);
		return;
	}
	struct waiver *waivers = ARENA_ARRAY(b->binder.arena, struct waiver, typed->count);
	for (size_t i = 0; i < typed->count; i++) {
		struct waiver *waiver = &waivers[paper->waiver_count];
		if (!shape_bind(&b->binder, &waiver_mapping, typed->items[i], waiver))
			continue;
		waiver->place = typed->items[i]->place;
		check_rule(b, waiver->rule);
		paper->waiver_count += waiver_says(b, typed->items[i]);
	}
	paper->waivers = waivers;
}

/* --- parts */

static const struct part *part_before(const struct part *parts, size_t count,
	const struct part_decl *decl)
{
	for (size_t i = 0; i < count; i++)
		if (parts[i].decl == decl)
			return &parts[i];
	return NULL;
}

static void read_parts(const struct binding *b, struct paper *paper, const struct value_decl *facts,
	size_t fact_count)
{
	const struct node *root = paper->root;
	struct part *parts = ARENA_ARRAY(b->binder.arena, struct part, root->count);
	for (size_t i = 0; i < root->count; i++) {
		const struct node *key = root->pairs[i].key;
		const struct part_decl *decl = part_called(b->vocabulary, key->text);
		if (!decl || is_fact(facts, fact_count, key->text))
			continue;
		const struct part *before = part_before(parts, paper->part_count, decl);
		if (before) { /* once by its name, once by an alias */
			struct finding *f = diag_add(b->binder.diags, FINDING_duplicate_key, key->place,
				decl->key, SPAN_NONE, SPAN_NONE);
			f->because = before->key_place;
			continue;
		}
		part_read(b, decl, &root->pairs[i], &parts[paper->part_count++]);
	}
	paper->parts = parts;
}

/* --- the doors */

const struct paper *paper_bind(struct arena *arena, struct diags *diags,
	const struct source *source, const struct node *root, const struct vocabulary *vocabulary,
	struct beside *beside)
{
	struct binding b = {.binder = {arena, diags, source, NULL}, .vocabulary = vocabulary,
		.beside = beside};
	b.binder.context = &b;
	if (root->kind != NODE_mapping) {
		complain_shape(&b, root->place, SPAN("a paper"), "a mapping (`key: value`)", root);
		return NULL;
	}
	struct paper *paper = ARENA_NEW(arena, struct paper);
	paper->source = source;
	paper->root = root;
	paper->published = beside->published;
	paper->start = (struct place){source->number, root->place.from, root->place.from + 1};
	paper->exempt_count = paper_exempt_places(arena, source, root, &paper->exempt);
	exempt_check(&b, root);

	size_t fact_count;
	const struct value_decl *facts = paper_facts_with(arena, vocabulary, &fact_count);
	struct keys keys = other_keys(&b);
	struct field_set *set = fields_make(&b, SPAN("a paper"), facts, fact_count, keys.items,
		keys.count);
	add_wordings(&b, set);
	fields_bind(&b, set, root, &paper->facts, &paper->fact_count);
	if (alias_count(vocabulary))
		settle_aliases(&b, paper);
	settle_key_decision(&b, paper, facts, fact_count);
	settle_status(&b, paper);
	read_tables(&b, paper);
	read_waivers(&b, paper);
	read_parts(&b, paper, facts, fact_count);
	ids_check(&b, paper);
	return paper;
}

const struct value *paper_fact(const struct paper *paper, struct span name)
{
	for (size_t i = 0; i < paper->fact_count; i++)
		if (span_same(paper->facts[i].name, name))
			return &paper->facts[i];
	return NULL;
}

const struct part *paper_part(const struct paper *paper, struct span key)
{
	for (size_t i = 0; i < paper->part_count; i++)
		if (span_same(paper->parts[i].decl->key, key))
			return &paper->parts[i];
	return NULL;
}

struct words paper_peek(const struct node *root, const char *key, const char *below)
{
	const struct node *node = root && root->kind == NODE_mapping ? node_get(root, key) : NULL;
	if (node && below)
		node = node->kind == NODE_mapping ? node_get(node, below) : NULL;
	if (!node || node->kind != NODE_scalar || node_is_empty(node))
		return (struct words){0};
	return (struct words){span_trim(node->text), node->place};
}
