/*
 * asked: what a style asks of a paper, in the order in which an author meets it, and what is said of
 * it in words. Private to the room.
 */
#ifndef AUTHOR_ASKED_H
#define AUTHOR_ASKED_H

#include "house/house.h"
#include "paper/paper.h"

struct asked_fact {
	const struct value_decl *decl;
	const struct house_fact *house; /* NULL: the style only prints it where it is given */
};
/* The facts that the style speaks of or prints: built-in ones in their own order, then the style's. */
size_t asked_facts(struct arena *arena, const struct house *house, const struct asked_fact **facts);

/* A part where a sheet first has it. */
struct asked_part {
	const struct house_part *part;
	const struct house_sheet *sheet;
	const struct asked_part *above; /* NULL: it stands on the sheet itself */
};
size_t asked_parts(struct arena *arena, const struct house *house, const struct asked_part **parts);

static inline bool part_is_key(const struct house_part *part)
{
	return part->kind != PART_fixed && part->kind != PART_group;
}
static inline bool is_always(const struct condition *required)
{
	return condition_is_always(required);
}

/* A text of the style with [names] where facts will stand; absent when it has nothing to show. */
struct span asked_text(struct arena *arena, const struct house *house, const struct house_text *text);
/* The heading, else its key in words. */
struct span asked_heading(struct arena *arena, const struct house *house,
	const struct house_part *part);
/* The condition asks something of a paper: it is neither absent nor a bare yes or no. */
bool asked_anything(const struct condition *condition);
/* "the decision is key and `value` is over `£100,000`": what stands after "when". */
void asked_condition(const struct house *house, const struct condition *condition,
	struct text *into);
/* "at most 3 sentences and 60 words"; false: there is no limit. */
bool asked_limits(const struct limits *limits, struct text *into);
/* "key_decision_number" in words. */
struct span asked_words(struct arena *arena, struct span key);

#endif
