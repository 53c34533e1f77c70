/* Ids share one space over the whole paper: paragraphs, tables, appendices, recommendations, risks. */
#include "paper/binding.h"

#include <stdlib.h>

struct named {
	struct span id;
	struct place place;
};
struct names {
	struct arena *arena;
	struct named *items;
	size_t count, capacity;
};

static void add(struct names *names, struct span id, struct place place)
{
	if (!id.at || id.length == 0)
		return;
	ARENA_GROW(names->arena, names->items, names->count, names->capacity);
	names->items[names->count++] = (struct named){id, place};
}

static void add_prose(struct names *names, const struct prose_node *prose)
{
	if (!prose)
		return;
	for (struct prose_node *at = prose->first; at; at = prose_walk(prose, at))
		add(names, at->id, at->id_place);
}

static void add_table(struct names *names, const struct table_source *table)
{
	size_t cells = table->row_count * table->column_count;
	for (size_t i = 0; i < cells; i++)
		add_prose(names, table->cells[i].prose);
}

static void add_part(struct names *names, const struct paper *paper, const struct part *part)
{
	for (size_t i = 0; i < part->passage_count; i++) {
		add(names, part->passages[i].id, part->passages[i].id_place);
		add_prose(names, part->passages[i].prose);
	}
	for (size_t i = 0; i < part->field_count; i++)
		add_prose(names, part->fields[i].prose);
	for (size_t i = 0; i < part->item_count; i++) {
		const struct record *record = &part->items[i];
		add(names, record->id, record->id_place);
		for (size_t k = 0; k < record->value_count; k++)
			add_prose(names, record->values[k].prose);
		bool shared = record->table >= paper->tables &&
			record->table < paper->tables + paper->table_count;
		if (record->table && !shared)
			add_table(names, record->table);
	}
}

static int by_id(const void *a, const void *b)
{
	const struct named *one = a, *other = b;
	int order = span_compare(one->id, other->id);
	if (order != 0)
		return order;
	return one->place.from < other->place.from ? -1 : one->place.from > other->place.from;
}

void ids_check(const struct binding *b, const struct paper *paper)
{
	struct names names = {.arena = b->binder.arena};
	for (size_t i = 0; i < paper->table_count; i++) {
		add(&names, paper->tables[i].id, paper->tables[i].key_place);
		add_table(&names, &paper->tables[i]);
	}
	for (size_t i = 0; i < paper->fact_count; i++)
		add_prose(&names, paper->facts[i].prose);
	for (size_t i = 0; i < paper->part_count; i++)
		add_part(&names, paper, &paper->parts[i]);
	if (names.count == 0)
		return;
	qsort(names.items, names.count, sizeof *names.items, by_id);
	const struct named *first = names.items;
	for (size_t i = 1; i < names.count; i++) {
		const struct named *now = &names.items[i];
		if (!span_same(first->id, now->id)) {
			first = now;
			continue;
		}
		struct finding *f = diag_add(b->binder.diags, FINDING_id_twice, now->place, now->id,
			SPAN_NONE, SPAN_NONE);
		f->because = first->place;
	}
}
