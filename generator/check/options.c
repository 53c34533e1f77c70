/* At most one option is the preferred one. */
#include "check/themes.h"

static void check_preferred(const struct checking *what, const struct part *part)
{
	const struct value *first = NULL, *second = NULL;
	size_t preferred = 0;
	for (size_t i = 0; i < part->item_count; i++) {
		const struct value *value = record_value(&part->items[i], "preferred");
		if (!value || !value->right || !value->yes)
			continue;
		preferred++;
		if (!first)
			first = value;
		else if (!second)
			second = value;
	}
	if (!second)
		return;
	struct finding *finding = diag_add(what->diags, FINDING_one_preferred, second->place,
		arena_format(what->arena, "%zu", preferred), SPAN_NONE, SPAN_NONE);
	finding->because = first->place;
}

void check_options(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++)
		if (what->paper->parts[i].decl->kind == PART_options)
			check_preferred(what, &what->paper->parts[i]);
}
