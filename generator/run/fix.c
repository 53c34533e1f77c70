#include "run/fix.h"

#include "paper/paper.h"

#include <stdlib.h>
#include <string.h>

struct edits {
	struct arena *arena;
	struct edit *items;           /* by place; none overlaps another */
	const struct finding **found; /* the finding of each; NULL: blanks at the end of a line */
	size_t count, capacity;
};

enum way { WAY_errors, WAY_warnings, WAY_line_ends, WAY_count };

struct fixing {
	const struct job_request *request;
	struct job *job; /* of the paper as it is by now */
	struct fix done;
	size_t given_up[WAY_count]; /* by the last round */
	size_t tries; /* how often the paper was read anew */
};

/* --- the edits of a paper's findings */

static size_t count_line_ends(struct span s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.length; i++)
		count += s.at[i] == '\n' || s.at[i] == '\r';
	return count;
}

/* Whether a paper may waive it is not known before it is read whole. */
static bool may_be_fixed(const struct job *job, const struct finding *f)
{
	const struct edit *edit = &f->edit;
	return edit->certain && edit->place.source && edit->place.source == job->paper_source &&
	       !f->waived && (job->checked || !rule_of(f->id)->waivable) &&
	       count_line_ends(edit->bytes) == count_line_ends(span_cut(job->source->bytes,
						       edit->place.from, edit->place.to));
}

struct numbered {
	const struct finding *finding;
	size_t number;
};

static int by_place(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;
	const uint32_t x = a->finding->edit.place.from, y = b->finding->edit.place.from;
	if (x != y)
		return x < y ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static void add_edit(struct edits *edits, struct edit edit, const struct finding *f)
{
	size_t capacity = edits->capacity;
	ARENA_GROW(edits->arena, edits->found, edits->count, capacity);
	ARENA_GROW(edits->arena, edits->items, edits->count, edits->capacity);
	edits->found[edits->count] = f;
	edits->items[edits->count++] = edit;
}

/* Of edits that overlap the first stands; the others come in the next round. Errors of reading come
 * first: until they are fixed the paper is not read whole. */
static struct edits collect(struct arena *arena, const struct job *job, enum way way)
{
	struct edits edits = {.arena = arena};
	struct numbered *all = ARENA_ARRAY(arena, struct numbered, job->diags.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < job->diags.count; i++) {
		const struct finding *f = &job->diags.items[i];
		if (may_be_fixed(job, f) && rule_of(f->id)->waivable == (way == WAY_warnings))
			all[count++] = (struct numbered){f, i};
	}
	if (count)
		qsort(all, count, sizeof *all, by_place);
	for (size_t i = 0; i < count; i++) {
		const struct place place = all[i].finding->edit.place;
		const struct edit *last = edits.count ? &edits.items[edits.count - 1] : NULL;
		if (!last || (place.from >= last->place.to && place.from > last->place.from))
			add_edit(&edits, all[i].finding->edit, all[i].finding);
	}
	return edits;
}

static void apply(struct span bytes, const struct edits *edits, struct text *into)
{
	size_t at = 0;
	for (size_t i = 0; i < edits->count; i++) {
		text_add(into, span_cut(bytes, at, edits->items[i].place.from));
		text_add(into, edits->items[i].bytes);
		at = edits->items[i].place.to;
	}
	text_add(into, span_cut(bytes, at, bytes.length));
}

/* --- the proof */

struct proof {
	const struct job *before, *after;
	const struct edits *edits;
	const size_t *now; /* where each edit begins in the paper as it is now */
	bool strict;   /* nothing new at all may be found */
	bool by_words; /* blanks at the ends of lines do not count in texts */
};

static const size_t *places_now(struct arena *arena, const struct edits *edits)
{
	size_t *now = ARENA_ARRAY(arena, size_t, edits->count + 1), more = 0, less = 0;
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		now[i] = edit->place.from + more - less;
		more += edit->bytes.length;
		less += edit->place.to - edit->place.from;
	}
	return now;
}

/* Where a byte of the paper as it was is now; of one that was replaced, where the new ones begin. */
static size_t moved(const struct proof *p, size_t offset)
{
	size_t low = 0, high = p->edits->count; /* edits before low begin before the offset */
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (p->edits->items[middle].place.from < offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return offset;
	const struct edit *last = &p->edits->items[low - 1];
	return last->place.to > offset ? p->now[low - 1]
				       : p->now[low - 1] + last->bytes.length + offset - last->place.to;
}

/* Where an edit stands now. */
static struct place place_of_edit(const struct proof *p, size_t i)
{
	return (struct place){p->after->paper_source, (uint32_t)p->now[i],
		(uint32_t)(p->now[i] + p->edits->items[i].bytes.length)};
}

static bool same_words(const struct finding *a, const struct finding *b)
{
	return a->id == b->id && span_same(a->arguments[0], b->arguments[0]) &&
	       span_same(a->arguments[1], b->arguments[1]) &&
	       span_same(a->arguments[2], b->arguments[2]);
}

static bool stands_there(const struct proof *p, const struct finding *before,
	const struct finding *after)
{
	const bool own = before->place.source == p->before->paper_source;
	const bool own_after = after->place.source == p->after->paper_source;
	return same_words(before, after) && own == own_after &&
	       (!own || moved(p, before->place.from) == after->place.from);
}

static bool is_new(const struct proof *p, const struct finding *found,
	const struct finding *before, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (stands_there(p, &before[i], found))
			return false;
	return true;
}

static bool is_of_structure(enum finding_id id)
{
	return id == FINDING_unknown_key || id == FINDING_duplicate_key ||
	       id == FINDING_wrong_shape || id == FINDING_bad_indent || id == FINDING_empty_key;
}

/* An edit of several lines holds what could not be read before, with what is wrong in it. */
static bool is_at_edit(const struct proof *p, const struct finding *found)
{
	for (size_t i = 0; i < p->edits->count; i++) {
		const struct edit *edit = &p->edits->items[i];
		const struct place place = place_of_edit(p, i);
		size_t from = place.from;
		if (edit->place.from == edit->place.to) /* an insertion is about what is before it */
			while (from && !strchr("\r\n", p->after->source->bytes.at[from - 1]))
				from--;
		if (found->place.from <= place.to && found->place.to >= from &&
			(!count_line_ends(edit->bytes) || is_of_structure(found->id)))
			return true;
	}
	return false;
}

/* What was to be fixed is gone, and what was done has not brought a fault into the text. */
static bool findings_are_right(const struct proof *p)
{
	const struct job *before = p->before, *after = p->after;
	if (before->diags.overflow || after->diags.overflow)
		return false;
	for (size_t i = 0; i < after->read_count; i++) {
		const struct finding *found = &after->read_findings[i];
		if (found->place.source != after->paper_source)
			continue;
		for (size_t k = 0; k < p->edits->count; k++)
			if (p->edits->found[k] && stands_there(p, p->edits->found[k], found))
				return false;
		if (is_at_edit(p, found) &&
			is_new(p, found, before->read_findings, before->read_count))
			return false;
	}
	for (size_t i = 0; p->strict && i < after->diags.count; i++)
		if (is_new(p, &after->diags.items[i], before->diags.items, before->diags.count))
			return false;
	return !before->checked || after->checked;
}

static bool was_edited(const struct proof *p, struct place place)
{
	for (size_t i = 0; i < p->edits->count; i++) {
		const struct place edited = p->edits->items[i].place;
		if (edited.from < place.to && edited.to > place.from)
			return true;
	}
	return false;
}

static size_t skip_last_blanks(struct span s, size_t at)
{
	size_t end = at;
	while (end < s.length && is_blank(s.at[end]))
		end++;
	return end == s.length || s.at[end] == '\n' ? end : at;
}

static bool same_but_for_line_ends(struct span a, struct span b)
{
	size_t i = 0, k = 0;
	for (;; i++, k++) {
		i = skip_last_blanks(a, i);
		k = skip_last_blanks(b, k);
		if (i == a.length || k == b.length)
			return i == a.length && k == b.length;
		if (a.at[i] != b.at[k])
			return false;
	}
}

static bool same_text(const struct proof *p, const struct node *before, const struct node *after)
{
	return after->kind == NODE_scalar &&
	       (span_same(before->text, after->text) ||
		       (p->by_words ? same_but_for_line_ends(before->text, after->text)
				    : was_edited(p, before->place)));
}

/* Every key and text that was not edited is what it was, in the same order. */
static bool same_tree(const struct proof *p, const struct node *before, const struct node *after)
{
	if (before->kind == NODE_scalar)
		return same_text(p, before, after);
	bool same = before->kind == after->kind && before->count == after->count;
	for (size_t i = 0; same && i < before->count; i++)
		same = before->kind == NODE_list
			? same_tree(p, before->items[i], after->items[i])
			: same_text(p, before->pairs[i].key, after->pairs[i].key) &&
				  same_tree(p, before->pairs[i].value, after->pairs[i].value);
	return same;
}

static bool holds_scalar_at(const struct node *node, struct place place)
{
	bool holds = node->kind == NODE_scalar && node->place.from == place.from &&
		     node->place.to == place.to;
	for (size_t i = 0; !holds && i < node->count; i++)
		holds = node->kind == NODE_list
			? holds_scalar_at(node->items[i], place)
			: holds_scalar_at(node->pairs[i].key, place) ||
				  holds_scalar_at(node->pairs[i].value, place);
	return holds;
}

/* Where reading ended. */
static size_t end_of_reading(const struct job *job)
{
	size_t at = 0;
	for (size_t i = 0; i < job->read_count; i++)
		if (job->read_findings[i].place.source == job->paper_source &&
			job->read_findings[i].place.from > at)
			at = job->read_findings[i].place.from;
	return at;
}

/* Of a paper that was not YAML there is no tree to compare: what was put in quotes must be one text
 * now; while it is not yet YAML, reading must have come further. */
static bool is_read_further(const struct proof *p)
{
	for (size_t i = 0; i < p->edits->count; i++) {
		const struct edit *edit = &p->edits->items[i];
		const struct place place = place_of_edit(p, i);
		const bool quotes = edit->bytes.length > 1 && strchr("\"'", edit->bytes.at[0]);
		if (p->after->root ? quotes && !holds_scalar_at(p->after->root, place)
				   : end_of_reading(p->after) <= place.from)
			return false;
	}
	for (size_t i = 0; !p->after->root && i < p->after->read_count; i++)
		if (p->after->read_findings[i].place.from < p->edits->items[0].place.from &&
			is_new(p, &p->after->read_findings[i], p->before->read_findings,
				p->before->read_count))
			return false;
	return true;
}

static bool proves_right(const struct proof *p)
{
	if (!p->after->source || p->after->outcome == JOB_unreadable || !findings_are_right(p))
		return false;
	if (!p->before->root)
		return is_read_further(p);
	return p->after->root && same_tree(p, p->before->root, p->after->root);
}

/* --- making them */

/* Makes the edits if they prove right together. */
static bool make(struct fixing *x, const struct edits *edits, enum way way)
{
	if (x->tries >= LIMIT_FIX_TRIES)
		return false;
	x->tries++;
	struct text bytes = {0};
	apply(x->job->source->bytes, edits, &bytes);
	struct job_request request = *x->request;
	request.path = NULL;
	request.bytes = text_span(&bytes);
	struct job after;
	job_run(&request, &after);
	const struct proof proof = {.before = x->job, .after = &after, .edits = edits,
		.now = places_now(after.arena, edits),
		.strict = way != WAY_errors, .by_words = way == WAY_line_ends};
	const bool right = !text_failed(&bytes) && proves_right(&proof);
	if (right) {
		job_release(x->job);
		*x->job = after;
	} else {
		job_release(&after);
	}
	text_release(&bytes);
	return right;
}

/* One by one, the last first: so the places of those before it stay what they are. */
static size_t make_singly(struct fixing *x, const struct edits *edits, enum way way)
{
	size_t made = 0;
	for (size_t i = edits->count; i-- > 0 && x->tries < LIMIT_FIX_TRIES;) {
		const struct edits one = {.items = &edits->items[i], .found = &edits->found[i],
			.count = 1};
		made += make(x, &one, way);
	}
	return made;
}

/* The edits outlive the job that found them. */
static void keep(struct edits *edits)
{
	for (size_t i = 0; i < edits->count; i++) {
		struct finding *f = ARENA_NEW(edits->arena, struct finding);
		*f = *edits->found[i];
		for (size_t k = 0; k < 3; k++)
			f->arguments[k] = arena_copy(edits->arena, f->arguments[k]);
		edits->found[i] = f;
		edits->items[i].bytes = arena_copy(edits->arena, edits->items[i].bytes);
	}
}

/* false: nothing was fixed. */
static bool run_round(struct fixing *x, enum way way)
{
	struct arena *arena = arena_new();
	struct edits edits = collect(arena, x->job, way);
	size_t made = 0;
	keep(&edits);
	if (edits.count) {
		made = make(x, &edits, way) ? edits.count : 0;
		if (!made && edits.count > 1)
			made = make_singly(x, &edits, way);
		x->done.findings += made;
	}
	x->given_up[way] = edits.count - made;
	arena_release(arena);
	return made > 0;
}

/* --- blanks at the ends of lines */

struct blocks {
	const struct node **items; /* scalars written as blocks, in the order of the file */
	size_t count, capacity;
};

static void list_blocks(struct arena *arena, const struct node *node, struct blocks *blocks)
{
	if (node->kind == NODE_scalar &&
		(node->style == SCALAR_literal || node->style == SCALAR_folded)) {
		ARENA_GROW(arena, blocks->items, blocks->count, blocks->capacity);
		blocks->items[blocks->count++] = node;
	}
	for (size_t i = 0; node->kind != NODE_scalar && i < node->count; i++)
		list_blocks(arena,
			node->kind == NODE_list ? node->items[i] : node->pairs[i].value, blocks);
}

/* Two spaces at the end of a line of a block break the line on the page: they stay. */
static bool means_nothing(const struct node *block, size_t blanks, bool whole_line)
{
	return !block || (block->style == SCALAR_literal && (blanks == 1 || whole_line));
}

static struct edits collect_line_ends(struct arena *arena, const struct job *job, bool in_blocks)
{
	struct edits edits = {.arena = arena};
	struct blocks blocks = {0};
	const struct span bytes = job->source->bytes;
	size_t next = 0;
	list_blocks(arena, job->root, &blocks);
	for (size_t line = 0, end = 0; line < bytes.length; line = end + 1) {
		end = line;
		while (end < bytes.length && bytes.at[end] != '\n' && bytes.at[end] != '\r')
			end++;
		size_t from = end;
		while (from > line && is_blank(bytes.at[from - 1]))
			from--;
		while (next < blocks.count && blocks.items[next]->place.to <= from)
			next++;
		const struct node *block = next < blocks.count &&
				blocks.items[next]->place.from < line ? blocks.items[next] : NULL;
		if (from < end && (in_blocks || !block) &&
			means_nothing(block, end - from, from == line))
			add_edit(&edits, (struct edit){{job->paper_source, (uint32_t)from,
				(uint32_t)end}, SPAN(""), true}, NULL);
	}
	return edits;
}

static void tidy_line_ends(struct fixing *x)
{
	if (!x->job->root || !x->job->checked)
		return;
	for (int in_blocks = 1; in_blocks >= 0; in_blocks--) {
		struct arena *arena = arena_new();
		const struct edits edits = collect_line_ends(arena, x->job, in_blocks);
		const bool made = edits.count && make(x, &edits, WAY_line_ends);
		if (made)
			x->done.lines = edits.count;
		arena_release(arena);
		if (made)
			return;
	}
}

/* --- the door */

static bool holds_exempt(const struct job *job)
{
	const struct place *places;
	return paper_exempt_places(job->arena, job->source, job->root, &places) > 0;
}

/* The paper as it was: what is said of it must be true of the file. */
static void go_back(struct fixing *x, struct span bytes, const char *why)
{
	struct job_request request = *x->request;
	request.path = NULL;
	request.bytes = bytes;
	job_release(x->job);
	job_run(&request, x->job);
	x->done = (struct fix){.left = why};
}

struct fix fix_run(const struct job_request *request, struct job *job)
{
	struct fixing x = {.request = request, .job = job};
	if (!job->source || job->outcome == JOB_unreadable ||
		job->source->bytes.length > LIMIT_FILE_BYTES)
		return x.done;
	if (job->source->bytes.length > LIMIT_FIX_BYTES) {
		x.done.left = "it is too large to be fixed by the program";
		return x.done;
	}
	if (job->diags.overflow) { /* what is new and what is gone could not be told */
		x.done.left = "it has more findings than are counted: mend some by hand first";
		return x.done;
	}
	struct text before = {0};
	text_add(&before, job->source->bytes);
	while (run_round(&x, WAY_errors) && x.tries < LIMIT_FIX_TRIES)
		continue;
	while (run_round(&x, WAY_warnings) && x.tries < LIMIT_FIX_TRIES)
		continue;
	tidy_line_ends(&x);
	x.done.given_up = x.given_up[WAY_errors] + x.given_up[WAY_warnings];
	if (x.done.findings + x.done.lines && (text_failed(&before) || holds_exempt(job)))
		go_back(&x, text_span(&before), "it holds exempt matter, or could");
	text_release(&before);
	return x.done;
}
