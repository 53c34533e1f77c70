/*
 * What the style prints already and an author typed again: the heading of a part as its first line,
 * and the lead-in of a part that is not a list of recommendations (wording.c has those).
 */
#include "check/themes.h"

static bool is_mark(char c)
{
	return is_space(c) || c == ':' || c == '.' || c == '*' || c == '_' || c == '#' || c == '-';
}

/* Without the colon, stop or rule that may stand about a heading. */
static struct span bare(struct span s)
{
	while (s.length && is_mark(s.at[0]))
		s = span_cut(s, 1, s.length);
	while (s.length && is_mark(s.at[s.length - 1]))
		s.length--;
	return s;
}

/* The words of the first paragraph or heading up to its first line end; absent when there is none. */
static struct span first_line(const struct checking *what, const struct prose_node *document)
{
	const struct prose_node *block = document ? document->first : NULL;
	if (!block || (block->kind != PROSE_paragraph && block->kind != PROSE_heading))
		return SPAN_NONE;
	struct text line = {0};
	for (const struct prose_node *n = block->first; n; n = n->next) {
		if (n->kind == PROSE_soft_break || n->kind == PROSE_hard_break)
			break;
		if (n->kind == PROSE_text || n->kind == PROSE_code)
			text_add(&line, n->text);
		else
			prose_plain(n, &line);
	}
	const struct span kept = arena_copy(what->arena, text_span(&line));
	text_release(&line);
	return kept;
}

static void check_heading(const struct checking *what, const struct house_part *house,
	const struct passage *first)
{
	if (house->heading_none)
		return;
	const struct span heading = check_part_name(what, house);
	const struct span line = first_line(what, first->prose);
	if (!line.length || !span_same_ignoring_case(bare(line), bare(heading)))
		return;
	diag_add(what->diags, FINDING_heading_twice, first->prose->first->place, heading, SPAN_NONE,
		SPAN_NONE);
}

static void check_lead(const struct checking *what, const struct house_part *house,
	const struct passage *first)
{
	const struct span lead = bare(check_words_of(what, house->lead));
	const struct span plain = check_plain(what, first->prose);
	const struct span begins = span_cut(plain, 0, lead.length);
	const bool ends = plain.length <= lead.length || !is_letter(plain.at[lead.length]);
	if (lead.length && ends && span_same_ignoring_case(begins, lead))
		diag_add(what->diags, FINDING_lead_in_twice, first->place, lead, SPAN_NONE, SPAN_NONE);
}

void check_twice(const struct checking *what)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		const struct house_part *house = house_part(what->house, part->decl->key);
		if (!house || !part->passage_count || part->none)
			continue;
		check_heading(what, house, &part->passages[0]);
		check_lead(what, house, &part->passages[0]);
	}
}
