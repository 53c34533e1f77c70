/*
 * What announces something and stands over nothing: a paragraph that ends with a colon, or a heading of
 * the author's, with nothing after it. Most often a list was lost on the way from another program.
 */
#include "check/themes.h"

static struct span words_of(const struct checking *what, const struct prose_node *node)
{
	const struct span plain = check_plain(what, node);
	size_t from = plain.length > 60 ? plain.length - 60 : 0;
	while (from > 0 && from < plain.length && !is_space(plain.at[from - 1]))
		from++;
	return span_cut(plain, from, plain.length);
}

static bool ends_with_colon(const struct prose_node *paragraph)
{
	const struct prose_node *last = paragraph->last;
	return last && last->kind == PROSE_text && span_ends(last->text, ":");
}

static void report(const struct checking *what, const struct prose_node *node)
{
	const bool heading = node->kind == PROSE_heading;
	diag_add(what->diags, FINDING_nothing_follows, node->place,
		arena_format(what->arena,
			heading ? "the heading \"%.*s\" stands here" : "\"%.*s\" ends with a colon",
			SPAN_ARG(words_of(what, node))),
		SPAN_NONE, SPAN_NONE);
}

/* What stands there without a heading of its own goes on with the part before it. */
static bool one_goes_on(const struct checking *what, const struct house_part *const *parts, size_t count,
	const struct house_part *from)
{
	bool passed = false;
	for (size_t i = 0; i < count; i++) {
		if (passed && parts[i]->heading_none &&
			(parts[i]->kind == PART_fixed || parts[i]->kind == PART_group ||
				paper_part(what->paper, parts[i]->key)))
			return true;
		passed = passed || parts[i] == from;
	}
	return false;
}

static bool goes_on(const struct checking *what, const struct house_part *from)
{
	for (size_t i = 0; i < what->house->sheet_count; i++)
		if (one_goes_on(what, what->house->sheets[i].parts, what->house->sheets[i].part_count, from))
			return true;
	for (size_t i = 0; i < what->house->part_count; i++)
		if (one_goes_on(what, what->house->parts[i].parts, what->house->parts[i].part_count, from))
			return true;
	return false;
}

/* `next`: what stands below it, if it is not the end of all. */
static void check_before(const struct checking *what, const struct house_part *house,
	const struct prose_node *node, const struct prose_node *next)
{
	if (next && next->kind != PROSE_heading)
		return;
	const bool colon = node->kind == PROSE_paragraph && ends_with_colon(node);
	const bool heading = node->kind == PROSE_heading && (!next || next->level <= node->level);
	if ((colon || heading) && (next || !goes_on(what, house)))
		report(what, node);
}

/* The last paragraph of the last item stands where the list ends. */
static const struct prose_node *last_block(const struct prose_node *node)
{
	while (node && (node->kind == PROSE_list || node->kind == PROSE_item))
		node = node->last;
	return node;
}

static void check_document(const struct checking *what, const struct house_part *house,
	const struct prose_node *document, bool ends)
{
	const struct prose_node *node = document ? document->first : NULL;
	for (; node; node = node->next) {
		const struct prose_node *last = last_block(node);
		if (last && (node->next || ends))
			check_before(what, house, last, node->next);
	}
}

/* Whatever else may be printed below the text: a table, a register, a sentence of the style. */
static bool ends_with_its_text(const struct house_part *house, const struct part *part)
{
	return !house->tail && !house->part_count && !part->item_count && !part->finance &&
	       !part->field_count;
}

void check_nothing_follows(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		const struct house_part *house = house_part(what->house, part->decl->key);
		const bool ends = house && ends_with_its_text(house, part);
		for (size_t k = 0; k < part->passage_count; k++)
			check_document(what, house, part->passages[k].prose,
				ends && k + 1 == part->passage_count);
		if (part->decl->kind != PART_recommendations || !part->item_count || !house)
			continue;
		const struct value *last = record_value(&part->items[part->item_count - 1], "text");
		if (last)
			check_document(what, house, last->prose, true);
	}
}
