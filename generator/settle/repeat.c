/* Parts that stand on several sheets: the last copy is the one that counts. */
#include "settle/settling.h"

struct repeat *repeat_of(struct settling *s, const struct house_part *part)
{
	for (size_t i = 0; i < s->house->part_count; i++)
		if (&s->house->parts[i] == part || span_same(s->house->parts[i].key, part->key))
			return &s->repeats[i];
	return NULL;
}

static void count_parts(struct settling *s, const struct house_part *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct repeat *repeat = repeat_of(s, parts[i]);
		if (!settle_is_shown(s, parts[i]))
			continue;
		if (repeat)
			repeat->times++;
		count_parts(s, parts[i]->parts, parts[i]->part_count);
	}
}

void repeats_count(struct settling *s)
{
	s->repeats = ARENA_ARRAY(s->arena, struct repeat, s->house->part_count);
	for (size_t i = 0; i < s->house->sheet_count; i++)
		if (settle_is_sheet_here(s, &s->house->sheets[i]))
			count_parts(s, s->house->sheets[i].parts, s->house->sheets[i].part_count);
}

struct around repeat_begin(struct settling *s, const struct house_part *part)
{
	const struct around around = {s->repeat, s->copy, s->diags};
	struct repeat *repeat = repeat_of(s, part);
	s->repeat = repeat;
	if (!repeat)
		return around;
	repeat->seen++;
	repeat->next_slot = 0;
	s->copy = repeat->seen < repeat->times ? repeat->seen : 0;
	s->diags = s->copy ? &s->unheard : s->heard;
	return around;
}

void repeat_end(struct settling *s, const struct around *around)
{
	s->repeat = around->repeat;
	s->copy = around->copy;
	s->diags = around->diags;
}

size_t repeat_slot(struct settling *s)
{
	struct repeat *repeat = s->repeat;
	if (!repeat || repeat->seen < 2 || repeat->next_slot == repeat->slot_count)
		return SIZE_MAX;
	return repeat->slots[repeat->next_slot++];
}

void repeat_note_slot(struct settling *s, size_t slot)
{
	struct repeat *repeat = s->repeat;
	if (!repeat || repeat->times < 2)
		return;
	ARENA_GROW(s->arena, repeat->slots, repeat->slot_count, repeat->slot_capacity);
	repeat->slots[repeat->slot_count++] = slot;
}
