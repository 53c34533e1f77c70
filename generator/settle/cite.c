#include "settle/cite.h"

#include <string.h>

/* The words of one leaf block run together, so that a citation may cross a line end or emphasis. */
struct words_run {
	struct text text;
	const struct prose_node *nodes[256]; /* where each piece of the text came from */
	size_t starts[256];
	size_t count;
};

static void run_add(struct words_run *run, const struct prose_node *node, struct span text)
{
	if (run->count == 256)
		return;
	run->nodes[run->count] = node;
	run->starts[run->count++] = run->text.length;
	text_add(&run->text, text);
}

static struct place run_place(const struct words_run *run, size_t at, size_t length,
	const struct source *source)
{
	size_t k = run->count;
	while (k && run->starts[k - 1] > at)
		k--;
	if (!k)
		return PLACE_NONE;
	const struct prose_node *node = run->nodes[k - 1];
	if (node->place.source != source->number)
		return node->place;
	const size_t from = at - run->starts[k - 1];
	struct place place = node->place;
	if (place.to - place.from == node->text.length) {
		place.from += (uint32_t)from;
	} else { /* escapes or folds in between: look for the word itself */
		struct span range = span_cut(source->bytes, place.from, place.to);
		size_t hit = span_find(range, span_cut(text_span(&run->text), at, at + 8));
		if (hit != SIZE_MAX)
			place.from += (uint32_t)hit;
	}
	if (place.from + length < place.to)
		place.to = place.from + (uint32_t)length;
	return place;
}

static size_t skip(struct span s, size_t at, const char *word)
{
	return span_starts(span_cut(s, at, s.length), word) ? at + strlen(word) : at;
}

/* "2", "12", "A" or "B2", not the beginning of a longer word; 0 bytes: no number here. */
static size_t number_length(struct span s, size_t at)
{
	size_t end = at;
	if (end < s.length && s.at[end] >= 'A' && s.at[end] <= 'Z')
		end++;
	while (end < s.length && is_digit(s.at[end]) && end - at < 4)
		end++;
	if (end == at || (end < s.length && (is_letter(s.at[end]) || is_digit(s.at[end]) ||
		s.at[end] == '\'')))
		return 0;
	return end - at;
}

static bool of_another_document(struct span s, size_t at)
{
	size_t next = skip(s, at, " of ");
	if (next == at)
		next = skip(s, at, " to ");
	if (next == at)
		return false;
	struct span rest = span_cut(s, next, s.length);
	return !span_starts(rest, "this") && number_length(s, next) == 0;
}

/* How many bytes part one number from the next; 0: the list ends. */
static size_t separator_length(struct span s, size_t at)
{
	static const char *const separators[] = {", and ", ", ", " and ", " & ", " to ", "-", "\xE2\x80\x93"};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		size_t next = skip(s, at, separators[i]);
		if (next != at && number_length(s, next))
			return next - at;
	}
	return 0;
}

static bool is_range(struct span separator)
{
	return span_is(separator, " to ") || span_is(separator, "-") ||
	       span_is(separator, "\xE2\x80\x93");
}

static size_t cited_list(const struct words_run *run, size_t word, size_t at,
	const struct source *source, cite_found *found, void *of)
{
	struct span s = text_span(&run->text);
	struct span numbers[64];
	size_t count = 0;
	while (count < 64) {
		size_t length = number_length(s, at);
		if (!length)
			break;
		numbers[count++] = span_cut(s, at, at + length);
		at += length;
		size_t separator = separator_length(s, at);
		if (!separator)
			break;
		uint32_t first, last;
		size_t next = number_length(s, at + separator);
		if (is_range(span_cut(s, at, at + separator)) && span_number(numbers[count - 1], &first) &&
			span_number(span_cut(s, at + separator, at + separator + next), &last))
			for (uint32_t n = first + 1; n < last && count < 63; n++) {
				static const char digits[] = "0123456789";
				if (n < 10) /* longer ranges are told by their ends */
					numbers[count++] = (struct span){digits + n, 1};
			}
		at += separator;
	}
	if (!count || of_another_document(s, at))
		return at;
	for (size_t i = 0; i < count; i++)
		found(of, numbers[i], run_place(run, word, at - word, source));
	return at;
}

#define WORD_INSIDE "ppendi" /* of appendix, appendices, Appendix ... */

static void cite_run(const struct words_run *run, const struct source *source, cite_found *found,
	void *of)
{
	static const char *const words[] = {"Appendix ", "Appendices ", "appendix ", "appendices "};
	struct span s = text_span(&run->text);
	for (size_t at = 0; at + 10 <= s.length;) {
		const size_t here = span_find(span_cut(s, at, s.length), SPAN(WORD_INSIDE));
		if (here == SIZE_MAX || at + here == 0) {
			if (here == SIZE_MAX)
				return;
			at = 6;
			continue;
		}
		at += here - 1;
		size_t after = at;
		for (size_t w = 0; w < 4 && after == at; w++)
			after = skip(s, at, words[w]);
		at = after == at ? at + 7 : cited_list(run, at, after, source, found, of);
	}
}

/* Most prose does not: it need not be run together. */
static bool mentions_appendix(const struct prose_node *root)
{
	for (struct prose_node *n = root->first; n; n = prose_walk(root, n))
		if (n->kind == PROSE_text && n->text.length &&
			memmem(n->text.at, n->text.length, WORD_INSIDE, sizeof WORD_INSIDE - 1))
			return true;
	return false;
}

void cite_each(const struct prose_node *root, const struct source *source, cite_found *found,
	void *of)
{
	struct words_run run = {0};
	if (!root || !mentions_appendix(root))
		return;
	for (struct prose_node *n = root->first; n; n = prose_walk(root, n)) {
		if (prose_is_block(n->kind)) {
			cite_run(&run, source, found, of);
			text_clear(&run.text);
			run.count = 0;
		} else if (n->kind == PROSE_text) {
			run_add(&run, n, n->text);
		} else if (n->kind == PROSE_soft_break || n->kind == PROSE_hard_break) {
			run_add(&run, n, SPAN(" "));
		}
	}
	cite_run(&run, source, found, of);
	text_release(&run.text);
}

/* --- does the paper cite any appendix? */
struct citing {
	const struct paper *paper;
	size_t of_style;
	bool any;
};

/* "2" is the second, and so is "B"; anything else is beyond all. */
static size_t place_in_series(struct span number)
{
	uint32_t n;
	if (span_number(number, &n))
		return n;
	return number.length == 1 && is_letter(number.at[0]) ? (size_t)(to_lower(number.at[0]) - 'a') + 1
							     : SIZE_MAX;
}

static void note_any(void *of, struct span number, struct place place)
{
	(void)place;
	struct citing *c = of;
	c->any |= place_in_series(number) > c->of_style;
}

static bool is_appendix(const struct paper *paper, struct span id)
{
	for (size_t i = 0; i < paper->part_count; i++)
		if (paper->parts[i].decl->kind == PART_appendices)
			for (size_t k = 0; k < paper->parts[i].item_count; k++)
				if (span_same(paper->parts[i].items[k].id, id))
					return true;
	return false;
}

static void look(struct citing *c, const struct prose_node *prose)
{
	if (!prose || c->any)
		return;
	for (struct prose_node *n = prose->first; n; n = prose_walk(prose, n))
		if (n->kind == PROSE_reference && is_appendix(c->paper, n->url))
			c->any = true;
	if (!c->any)
		cite_each(prose, c->paper->source, note_any, c);
}

bool cite_any(const struct paper *paper, size_t of_style)
{
	struct citing c = {paper, of_style, false};
	for (size_t i = 0; i < paper->part_count && !c.any; i++) {
		const struct part *part = &paper->parts[i];
		for (size_t k = 0; k < part->passage_count; k++)
			look(&c, part->passages[k].prose);
		for (size_t k = 0; k < part->item_count; k++)
			for (size_t v = 0; v < part->items[k].value_count; v++)
				look(&c, part->items[k].values[v].prose);
	}
	return c.any;
}
