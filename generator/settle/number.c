#include "settle/number.h"

void numberer_init(struct numberer *n, struct arena *arena)
{
	*n = (struct numberer){.arena = arena, .depth = 1};
}

void numberer_begin_sheet(struct numberer *n, enum restart restart)
{
	n->depth = 1;
	if (restart == RESTART_no)
		return;
	const bool again = n->begun;
	numberer_init(n, n->arena);
	n->begun = true;
	n->again = again;
}

struct number number_of(struct arena *arena, const struct pattern *pattern, uint32_t counter,
	struct span above)
{
	struct text printed = {0}, carried = {0};
	pattern_print(pattern, counter, above, &printed);
	pattern_carry(pattern, counter, above, &carried);
	struct number number = {.printed = arena_copy(arena, text_span(&printed)),
		.carried = arena_copy(arena, text_span(&carried))};
	text_release(&printed);
	text_release(&carried);
	return number;
}

static bool counts(const struct pattern *pattern)
{
	return pattern && pattern_kind_of(pattern) == PATTERN_COUNTER;
}

/* Half a number (".1") is none: what stands before the first numbered heading has no number. */
static bool lacks_heading(const struct pattern *pattern, const struct heading_scope *above)
{
	return pattern_uses_heading(pattern) && above->carried.length == 0;
}

void numberer_leave(struct numberer *n, uint8_t level)
{
	while (n->depth > 1 && n->scopes[n->depth - 1].level >= level)
		n->depth--;
}

struct number number_heading(struct numberer *n, const struct pattern *pattern, uint8_t level)
{
	numberer_leave(n, level);
	if (!counts(pattern))
		return NO_NUMBER;
	struct heading_scope *above = &n->scopes[n->depth - 1];
	if (lacks_heading(pattern, above))
		return NO_NUMBER;
	const uint32_t counter = pattern_uses_heading(pattern) ? ++above->shared : ++above->headings;
	const struct number number = number_of(n->arena, pattern, counter, above->carried);
	if (n->depth < NUMBER_DEPTH)
		n->scopes[n->depth++] = (struct heading_scope){.level = level, .carried = number.carried};
	return number;
}

struct number number_paragraph(struct numberer *n, const struct pattern *pattern,
	struct span explained)
{
	if (!counts(pattern))
		return NO_NUMBER;
	if (pattern_uses_for(pattern)) {
		if (!explained.length)
			return NO_NUMBER;
		return number_of(n->arena, pattern, 1, explained);
	}
	struct heading_scope *above = &n->scopes[n->depth - 1];
	if (lacks_heading(pattern, above))
		return NO_NUMBER;
	const bool own = pattern_uses_heading(pattern);
	const uint32_t counter = own ? ++above->shared : ++n->paragraphs;
	struct number number = number_of(n->arena, pattern, counter, above->carried);
	if (n->again && !own && span_starts(number.printed, "("))
		number.above = above->carried;
	return number;
}

struct span numberer_above(const struct numberer *n)
{
	return n->scopes[n->depth - 1].carried;
}

void numberer_begin_part(struct numberer *n, struct numberer *outer, uint8_t level)
{
	*outer = *n;
	struct heading_scope *above = &n->scopes[n->depth - 1];
	n->scopes[0] = (struct heading_scope){.level = level, .carried = above->carried};
	n->depth = 1;
	n->paragraphs = 0;
	n->again = true;
}

void numberer_end_part(struct numberer *n, const struct numberer *outer)
{
	*n = *outer;
}

struct span number_bare(struct span printed)
{
	while (printed.length && (printed.at[printed.length - 1] == '.' ||
		printed.at[printed.length - 1] == ' '))
		printed.length--;
	return printed;
}

struct span number_referred(struct arena *arena, const struct number *number)
{
	const struct span bare = number_bare(number->printed);
	return number->above.length && bare.length ? arena_join(arena, number->above, bare) : bare;
}
