/* Where the style has its parts: on which sheets, below which others, and so under which condition. */
#include "author/making.h"

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

/* Appendices are printed whether a sheet lists them or not; clearances are the office's own. */
static void place_everywhere(struct places *places)
{
	for (size_t i = 0; i < places->m->house->part_count; i++) {
		const struct house_part *part = &places->m->house->parts[i];
		if (part->kind != PART_appendices && part->kind != PART_clearances)
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

void place_all(struct places *places)
{
	const struct house *house = places->m->house;
	places->items = ARENA_ARRAY(places->m->arena, struct place_of_part, house->part_count + 1);
	for (size_t i = 0; i < house->sheet_count; i++) {
		const struct verdict here = verdict_of(places->m, house->sheets[i].when);
		place_parts(places, house->sheets[i].parts, house->sheets[i].part_count, here);
		verdict_release(here);
	}
	place_everywhere(places);
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

void put_parts(json_t *properties, const struct places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct house_part *part = places->items[i].part;
		if (!part_is_key(part) || has_key(properties, part->key))
			continue;
		put_at(properties, part->key, part_schema(places->m, part));
		for (size_t k = 0; k < part->decl->alias_count; k++)
			put_alias(properties, places->m, part->decl->aliases[k], part->key);
	}
}
