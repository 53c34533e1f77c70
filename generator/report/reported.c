#include "report/report.h"
#include "report/line.h"

#include <stdlib.h>

/* No sentence needs more; a culprit quoted from a file can be a megabyte. */
#define SENTENCE_CHARACTERS 600

/* Where the last offset of a line was: findings come mostly in order, and a file can be one line of
 * megabytes, which must not be counted through again for each finding. */
struct locator {
	const struct source *source;
	const char *line;
	uint32_t offset;
	struct location location;
};

static struct location locate(struct locator *last, const struct source *source, uint32_t offset)
{
	struct span line = source_line(source, offset);
	bool onwards = last->source == source && last->line == line.at && offset >= last->offset &&
		       offset <= source->bytes.length;
	struct location found = last->location;
	if (!onwards) {
		found = source_locate(source, offset);
	} else {
		struct span between = span_cut(source->bytes, last->offset, offset);
		for (size_t at = 0; at < between.length; found.column++)
			at += character_bytes(span_cut(between, at, between.length));
	}
	*last = (struct locator){source, line.at, offset, found};
	return found;
}

/* Copies the text into the arena, cut where no sentence goes on. */
static struct span keep_short(struct arena *arena, const struct text *made)
{
	struct span s = text_span(made);
	size_t at = 0;
	for (size_t n = 0; n < SENTENCE_CHARACTERS && at < s.length; n++)
		at += character_bytes(span_cut(s, at, s.length));
	if (at >= s.length)
		return arena_copy(arena, s);
	return arena_join(arena, span_cut(s, 0, at), SPAN("\xE2\x80\xA6"));
}

/* --- what may stand in no report */

#define SECRET_BYTES 3 /* a shorter piece of text gives nobody away */

/* Blanks and characters beyond ASCII stay: an ellipsis must not be cut in half. */
static void cover(struct text *made, size_t from, size_t to)
{
	for (; from < to && from < made->length; from++)
		if (made->at[from] > ' ' && made->at[from] < 0x7F)
			made->at[from] = '*';
}

/* A finding may quote what another one found to be a secret. */
static void cover_quoted(const struct diags *diags, struct text *made)
{
	const struct span all = text_span(made);
	for (size_t i = 0; i < diags->secret_count; i++) {
		const struct span secret = diags->secrets[i].text;
		size_t from = secret.length < SECRET_BYTES ? SIZE_MAX : 0;
		while (from < all.length) {
			const size_t at = span_find(span_cut(all, from, all.length), secret);
			if (at == SIZE_MAX)
				break;
			cover(made, from + at, from + at + secret.length);
			from += at + secret.length;
		}
	}
}

/* `shown` was cut from a line; its byte 0 would be the byte `start` of the file. */
static void cover_shown(const struct diags *diags, uint32_t source, int64_t start, struct text *shown)
{
	for (size_t i = 0; i < diags->secret_count; i++) {
		const struct place place = diags->secrets[i].place;
		const int64_t from = place.from - start, to = place.to - start;
		if (place.source == source && to > 0)
			cover(shown, from > 0 ? (size_t)from : 0, (size_t)to);
	}
}

static struct span keep_given(struct arena *arena, const struct diags *diags, struct span given)
{
	struct text made = {0};
	text_add(&made, given);
	cover_quoted(diags, &made);
	const struct span kept = given.at ? keep_short(arena, &made) : SPAN_NONE;
	text_release(&made);
	return kept;
}

static void put_words(struct arena *arena, const struct diags *diags, const struct finding *f,
	struct reported *r)
{
	struct text made = {0};
	finding_sentence(f, &made);
	cover_quoted(diags, &made);
	r->sentence = keep_short(arena, &made);
	text_clear(&made);
	finding_help(f, &made);
	cover_quoted(diags, &made);
	r->help = keep_short(arena, &made);
	text_release(&made);
	r->waived_by = keep_given(arena, diags, f->waived_by);
	r->waived_why = keep_given(arena, diags, f->waived_why);
}

/* The line in which from stands, cut around from..to. */
static struct span cut_line(struct arena *arena, const struct diags *diags,
	const struct source *source, struct place place, uint32_t *caret_from, uint32_t *caret_to)
{
	struct span line = source_line(source, place.from);
	if (!line.at)
		return SPAN_NONE;
	size_t start = (size_t)(line.at - source->bytes.at);
	size_t from = place.from > start ? place.from - start : 0;
	size_t to = place.to > start ? place.to - start : 0;
	if (start == 0 && source->mark && line.length >= source->mark) { /* the mark is not shown */
		line = span_cut(line, source->mark, line.length);
		from = from > source->mark ? from - source->mark : 0;
		to = to > source->mark ? to - source->mark : 0;
	}
	from = from < line.length ? from : line.length;
	const int64_t caret = line.at - source->bytes.at + (int64_t)from;
	struct text shown = {0};
	line_cut(line, &from, &to, &shown);
	cover_shown(diags, place.source, caret - (int64_t)from, &shown);
	*caret_from = (uint32_t)from;
	*caret_to = (uint32_t)to;
	struct span kept = arena_copy(arena, text_span(&shown));
	text_release(&shown);
	return kept;
}

static void put_place(struct arena *arena, const struct diags *diags, struct locator *last,
	const struct source *source, const struct finding *f, struct reported *r)
{
	if (!source)
		return;
	r->file = source->name;
	struct location at = locate(last, source, f->place.from);
	r->line = at.line;
	r->column = at.column;
	struct location end = f->place.to > f->place.from ? locate(last, source, f->place.to) : at;
	r->end_line = end.line;
	r->end_column = end.column;
	if (!f->withheld && source->bytes.length)
		r->source_line = cut_line(arena, diags, source, f->place, &r->caret_from,
			&r->caret_to);
}

static void put_because(struct arena *arena, const struct diags *diags,
	const struct source *source, const struct finding *f, struct reported *r)
{
	if (!source)
		return;
	struct location at = source_locate(source, f->because.from);
	r->because_file = source->name;
	r->because_line = at.line;
	r->because_column = at.column;
	uint32_t from, to;
	if (!f->withheld && source->bytes.length)
		r->because_text = cut_line(arena, diags, source, f->because, &from, &to);
}

/* Larger ones are made, but not written into reports. */
#define EDIT_BYTES 4096

static bool holds_secret(const struct diags *diags, struct span s)
{
	for (size_t i = 0; i < diags->secret_count; i++)
		if (diags->secrets[i].text.length >= SECRET_BYTES &&
			span_find(s, diags->secrets[i].text) != SIZE_MAX)
			return true;
	return false;
}

/* Of what is withheld not even the new words are told. */
static void put_edit(struct arena *arena, const struct diags *diags, struct locator *last,
	const struct source *source, const struct finding *f, struct reported *r)
{
	if (!source || f->withheld || holds_secret(diags, f->edit.bytes) || f->edit.place.source != f->place.source ||
		f->edit.bytes.length > EDIT_BYTES)
		return;
	const struct location from = locate(last, source, f->edit.place.from);
	const struct location to = locate(last, source, f->edit.place.to);
	r->edit = (struct reported_edit){from.line, from.column, to.line, to.column,
		f->edit.certain, arena_copy(arena, f->edit.bytes)};
}

void report_from_diags(struct arena *arena, const struct diags *diags,
	const struct sources *sources, struct reported **reported, size_t *count)
{
	struct reported *made = ARENA_ARRAY(arena, struct reported, diags->count + 1);
	struct locator last = {0};
	for (size_t i = 0; i < diags->count; i++) {
		const struct finding *f = &diags->items[i];
		made[i] = (struct reported){
			.id = f->id, .severity = f->severity, .waived = f->waived};
		put_words(arena, diags, f, &made[i]);
		put_place(arena, diags, &last, sources_at(sources, f->place.source), f, &made[i]);
		put_because(arena, diags, sources_at(sources, f->because.source), f, &made[i]);
		put_edit(arena, diags, &last, sources_at(sources, f->edit.place.source), f, &made[i]);
	}
	*reported = made;
	*count = diags->count;
}

struct reported report_made(struct arena *arena, enum finding_id id, struct span file,
	uint32_t line, struct span one, struct span two)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct finding *f = diag_add(&diags, id, PLACE_NONE, one, two, SPAN_NONE);
	struct reported made = {.id = id, .severity = f->severity, .file = arena_copy(arena, file),
		.line = line, .column = line, .end_line = line, .end_column = line};
	put_words(arena, &diags, f, &made);
	return made;
}

static int by_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
	const struct reported *a = left, *b = right;
	int order = span_compare(a->file, b->file);
	if (!order)
		order = by_number(a->line, b->line);
	if (!order)
		order = by_number(a->column, b->column);
	if (!order)
		order = span_compare(
			span_of(rule_of(a->id)->name), span_of(rule_of(b->id)->name));
	if (!order)
		order = span_compare(a->sentence, b->sentence);
	if (!order) /* the gravest of equal ones is the one that stays */
		order = by_number(b->severity, a->severity);
	return order;
}

static bool same(const struct reported *a, const struct reported *b)
{
	return a->id == b->id && a->line == b->line && a->column == b->column &&
	       span_same(a->file, b->file) && span_same(a->sentence, b->sentence);
}

void report_sort(struct reported *reported, size_t *count)
{
	if (*count == 0)
		return;
	qsort(reported, *count, sizeof *reported, compare);
	size_t kept = 1;
	for (size_t i = 1; i < *count; i++)
		if (!same(&reported[kept - 1], &reported[i]))
			reported[kept++] = reported[i];
	*count = kept;
}
