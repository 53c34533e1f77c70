/* What parts and facts are called, and which keys they may have. */
#include "house/reading.h"

static void missing(const struct reading *r, struct place place, const char *what, const char *key)
{
	diag_add(r->diags, FINDING_style_missing, place, span_of(what), span_of(key), SPAN_NONE);
}

static void hides(const struct reading *r, struct place place, struct span name, const char *what)
{
	diag_add(r->diags, FINDING_style_hides, place, name, span_of(what), SPAN_NONE);
}

/* Keys of a paper that are neither fact nor part. */
static bool is_key_of_paper(struct span key)
{
	static const char *const keys[] = {"meeting", "tables", "waivers", "note", "exempt"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (span_is(key, keys[i]))
			return true;
	return false;
}

static bool is_key(const struct house_part *part)
{
	return part->kind != PART_fixed && part->kind != PART_group;
}

static bool is_made(struct span name)
{
	const char *made, *where, *says;
	for (size_t i = 0; (made = made_name_at(i, &where, &says)); i++)
		if (span_is(name, made) &&
			(span_is(span_of(where), "made") || span_is(span_of(where), "condition")))
			return true;
	return false;
}

/* What no part or fact of a style may be called; NULL: nothing stands against the name. */
static const char *name_is_taken(struct span name)
{
	if (is_key_of_paper(name))
		return "a key of every paper";
	return is_made(name) ? "what the program finds out itself" : NULL;
}

static void check_part(const struct reading *r, const struct house_part *part)
{
	if (part->kind == PART_fixed && !part->text && part->rows.row_count == 0)
		missing(r, part->place, "a fixed part", "text");
	if (part->kind == PART_group && part->part_count == 0)
		missing(r, part->place, "a group", "parts");
	if (part->kind == PART_records && part->field_count == 0)
		missing(r, part->place, "a part of records", "fields");
	const char *taken = name_is_taken(part->key);
	if (!taken && is_key(part) && builtin_fact(part->key))
		taken = "a key of every paper";
	if (taken && (is_key(part) || is_made(part->key)))
		hides(r, part->place, part->key, taken);
}

/* A default is an answer too. */
static void check_default(const struct reading *r, const struct house_fact *fact,
	const struct node *typed)
{
	const struct node *given = typed->kind == NODE_mapping ? node_get(typed, "default") : NULL;
	if (!given || !fact->fallback.at || fact->answer_count == 0)
		return;
	struct span all = SPAN("");
	for (size_t i = 0; i < fact->answer_count; i++) {
		if (span_same_ignoring_case(fact->answers[i].answer, fact->fallback))
			return;
		all = arena_format(r->arena, "%.*s%s%.*s", SPAN_ARG(all),
			i == 0 ? "" : i + 1 == fact->answer_count ? " or " : ", ",
			SPAN_ARG(fact->answers[i].answer));
	}
	bad_word(r, given, all.at);
}

static void check_facts(const struct reading *r, const struct house *house, const struct node *root)
{
	const struct node *facts = node_get(root, "facts");
	for (size_t i = 0; facts && facts->kind == NODE_mapping && i < facts->count; i++) {
		const struct node *key = facts->pairs[i].key;
		const struct house_fact *fact = house_fact(house, key->text);
		if (fact)
			check_default(r, fact, facts->pairs[i].value);
		if (!fact || !fact->own)
			continue;
		const struct house_part *part = house_part(house, key->text);
		const char *taken = name_is_taken(key->text);
		if (taken)
			hides(r, key->place, key->text, taken);
		else if (part && is_key(part))
			hides(r, key->place, key->text, "the part of that name");
	}
}

/* --- other names of parts and facts */

struct alias_list {
	struct span *items;
	size_t count, capacity;
};

static void check_alias(const struct reading *r, const struct house *house, struct span owner,
	const struct node *alias, struct alias_list *before)
{
	struct span name = span_trim(alias->text);
	const struct house_part *part = house_part(house, name);
	const struct house_fact *fact = house_fact(house, name);
	const char *taken = builtin_fact(name) ? "a key of every paper" : name_is_taken(name);
	if (fact && fact->own)
		taken = "the fact of that name";
	if (part && is_key(part) && !span_same(name, owner))
		taken = "the part of that name";
	for (size_t i = 0; i < before->count && !taken; i++)
		if (span_same(before->items[i], name))
			taken = "another alias of that name";
	if (taken)
		hides(r, alias->place, name, taken);
	ARENA_GROW(r->arena, before->items, before->count, before->capacity);
	before->items[before->count++] = name;
}

static void check_aliases_in(const struct reading *r, const struct house *house,
	const struct node *section, struct alias_list *before)
{
	for (size_t i = 0; section && section->kind == NODE_mapping && i < section->count; i++) {
		const struct pair *pair = &section->pairs[i];
		const struct node *aliases =
			pair->value->kind == NODE_mapping ? node_get(pair->value, "aliases") : NULL;
		if (!aliases || is_none(aliases))
			continue;
		if (aliases->kind == NODE_scalar)
			check_alias(r, house, pair->key->text, aliases, before);
		for (size_t k = 0; aliases->kind == NODE_list && k < aliases->count; k++)
			if (aliases->items[k]->kind == NODE_scalar)
				check_alias(r, house, pair->key->text, aliases->items[k], before);
	}
}

/* An alias is a key of a paper: no other may be called so. */
static void check_aliases(const struct reading *r, const struct house *house,
	const struct node *root)
{
	struct alias_list before = {0};
	check_aliases_in(r, house, node_get(root, "facts"), &before);
	check_aliases_in(r, house, node_get(root, "parts"), &before);
}

/* --- keys that say something of some kinds of part only */

#define KIND(kind) (1u << PART_##kind)
#define HAVE_RECORDS                                                                               \
	(KIND(options) | KIND(risks) | KIND(list) | KIND(documents) | KIND(appendices) |           \
		KIND(people) | KIND(clearances) | KIND(records))
#define NOT_WRITTEN (KIND(fixed) | KIND(group))

static const struct key_of_kinds {
	const char *key;
	unsigned kinds;
	const char *help;
} keys_of_kinds[] = {
	{"text", KIND(fixed), "Write `kind: fixed`, or put what is printed before the author's text "
		"under `lead`."},
	{"form", KIND(recommendations), "Take it out."},
	{"item", HAVE_RECORDS, "Take it out, or give the part a kind that holds records."},
	{"columns", HAVE_RECORDS | KIND(group),
		"Take it out, or give the part a kind that holds records."},
	{"fields", ~NOT_WRITTEN, "Take it out, or give the part a kind that authors write."},
	{"none", ~NOT_WRITTEN, "Take it out: nobody answers this part."},
	{"required", ~NOT_WRITTEN,
		"Require the facts that it prints, under `facts`, or the parts below it."},
	{"expected", ~NOT_WRITTEN, "Expect the facts that it prints, under `facts`, or the parts below it."},
};

bool key_says_something(enum part_kind kind, struct span key)
{
	for (size_t i = 0; i < sizeof keys_of_kinds / sizeof *keys_of_kinds; i++)
		if (span_is(key, keys_of_kinds[i].key))
			return keys_of_kinds[i].kinds & 1u << kind;
	return true;
}

/* A kind that replaces an inherited one leaves inherited keys behind: only what the style itself
 * says is looked at. */
static void check_key_of_kind(const struct reading *r, const struct house_part *part,
	const struct pair *pair)
{
	for (size_t i = 0; i < sizeof keys_of_kinds / sizeof *keys_of_kinds; i++) {
		const struct key_of_kinds *known = &keys_of_kinds[i];
		if (span_is(pair->key->text, known->key) && !(known->kinds & 1u << part->kind) &&
			!is_none(pair->value))
			diag_add(r->diags, FINDING_style_key_of_other, pair->key->place,
				pair->key->text, span_of(part_kind_name(part->kind)),
				span_of(known->help));
	}
}

static void check_keys_of_kinds(const struct reading *r, const struct house *house,
	const struct node *parts)
{
	for (size_t i = 0; parts && parts->kind == NODE_mapping && i < parts->count; i++) {
		const struct node *keys = parts->pairs[i].value;
		const struct house_part *part = house_part(house, parts->pairs[i].key->text);
		for (size_t k = 0; part && keys->kind == NODE_mapping && k < keys->count; k++)
			if (keys->pairs[k].key->place.source == r->own_source)
				check_key_of_kind(r, part, &keys->pairs[k]);
	}
}

void check_definitions(const struct reading *r, const struct house *house, const struct node *root)
{
	for (size_t i = 0; i < house->part_count; i++)
		check_part(r, &house->parts[i]);
	check_keys_of_kinds(r, house, node_get(root, "parts"));
	check_facts(r, house, root);
	check_aliases(r, house, root);
}
