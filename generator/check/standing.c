/* Which parts the style has for this paper: those that a sheet reaches, under their conditions. */
#include "check/themes.h"

static bool holds(const struct checking *what, const struct condition *when)
{
	return !when || condition_holds(when, &what->asker);
}

static void place_part(const struct checking *what, const struct house_part *part, bool now,
	enum standing *standings)
{
	const bool here = now && holds(what, part->when);
	for (size_t i = 0; i < what->house->part_count; i++) {
		if (!span_same(what->house->parts[i].key, part->key))
			continue;
		if (here)
			standings[i] = STANDING_placed;
		else if (standings[i] == STANDING_unplaced)
			standings[i] = STANDING_not_now;
	}
	for (size_t i = 0; i < part->part_count; i++)
		place_part(what, part->parts[i], here, standings);
}

const enum standing *check_standings(const struct checking *what)
{
	const struct house *house = what->house;
	enum standing *standings = ARENA_ARRAY(what->arena, enum standing, house->part_count);
	for (size_t i = 0; i < house->sheet_count; i++) {
		const struct house_sheet *sheet = &house->sheets[i];
		const bool now = holds(what, sheet->when);
		for (size_t k = 0; k < sheet->part_count; k++)
			place_part(what, sheet->parts[k], now, standings);
	}
	return standings;
}
