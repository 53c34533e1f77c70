#include "source/pitfalls.h"

#include "source/mend.h"

#include <string.h>

static char byte_at(const struct pitfalls *p, size_t at)
{
	return at < p->source->bytes.length ? p->source->bytes.at[at] : 0;
}

static bool ends_line(const struct pitfalls *p, size_t at)
{
	char c = byte_at(p, at);
	return at >= p->source->bytes.length || c == '\n' || c == '\r';
}

static size_t line_end(const struct pitfalls *p, size_t at)
{
	while (!ends_line(p, at))
		at++;
	return at;
}

static size_t line_begin(const struct pitfalls *p, size_t at)
{
	while (at > p->source->mark && byte_at(p, at - 1) != '\n' && byte_at(p, at - 1) != '\r')
		at--;
	return at;
}

static size_t indent_of_line(const struct pitfalls *p, size_t at)
{
	size_t from = line_begin(p, at), to = from;
	while (byte_at(p, to) == ' ')
		to++;
	return to - from;
}

static struct finding *report(
	const struct pitfalls *p, enum finding_id id, size_t from, size_t to, struct span argument)
{
	struct place place = {p->source->number, (uint32_t)from, (uint32_t)to};
	return diag_add(p->diags, id, place, argument, SPAN_NONE, SPAN_NONE);
}

/* --- comments */

struct comment {
	size_t from, to; /* the # and the end of the line */
	size_t blanks;   /* before the # */
	size_t hashes;
	bool space_after; /* a blank or nothing follows the hashes */
	bool own_line;    /* nothing stands before it in its line */
	bool same_line;   /* it stands in the line in which the last scalar ends */
	char mark;        /* the last of , : - [ ] { } ? between the last scalar and it; 0: none */
};

static struct comment comment_at(const struct pitfalls *p, size_t at, size_t gap_from, char mark)
{
	struct comment c = {.from = at, .to = line_end(p, at), .mark = mark};
	while (byte_at(p, at + c.hashes) == '#')
		c.hashes++;
	c.space_after = is_blank(byte_at(p, at + c.hashes)) || ends_line(p, at + c.hashes);
	size_t begin = line_begin(p, at);
	while (at - c.blanks > begin && is_blank(byte_at(p, at - c.blanks - 1)))
		c.blanks++;
	c.own_line = at - c.blanks == begin;
	c.same_line = begin <= gap_from && !c.own_line;
	return c;
}

static bool is_empty(const struct node *n)
{
	return n->style == SCALAR_plain && n->text.length == 0;
}

/* Indented deeper than the line in which the last scalar begins: as if it belonged to it. */
static bool is_deeper(const struct pitfalls *p, const struct comment *c)
{
	return c->own_line && c->blanks > indent_of_line(p, p->last->place.from);
}

/* Directly after a text, as in "Item #4" or "see item # 4"; a comment has two spaces before it. */
static enum finding_id after_text(const struct pitfalls *p, const struct comment *c)
{
	if (c->same_line && p->last->style == SCALAR_plain)
		return (c->blanks == 1 && byte_at(p, c->from - 1) == ' ') || !c->space_after
			       ? FINDING_comment_swallowed
			       : FINDING_count;
	if (p->last_is_key || !is_deeper(p, c))
		return FINDING_count;
	return c->hashes > 1 && c->space_after ? FINDING_heading_is_comment
	       : c->space_after                ? FINDING_count
					       : FINDING_comment_swallowed;
}

/* Where a value is missing: `- ### Heading`, `title: #4`. `purpose: # to do` is a comment. */
static enum finding_id instead_of_value(const struct pitfalls *p, const struct comment *c)
{
	if (!c->same_line && !is_deeper(p, c))
		return FINDING_count;
	bool in_list = p->last->place.from > 0 && byte_at(p, p->last->place.from - 1) == '-';
	if (!c->space_after)
		return c->same_line ? FINDING_comment_swallowed : FINDING_count;
	if (c->hashes > 1 || (in_list && c->same_line))
		return FINDING_heading_is_comment;
	return FINDING_count;
}

/* Between the `:` or `-` and the text that follows: a heading above its own paragraph. */
static enum finding_id before_text(
	const struct comment *c, const struct node *next, bool next_is_key)
{
	bool heads = c->hashes > 1 && c->space_after && (c->blanks > 0 || !c->own_line);
	bool waits = c->mark == ':' || c->mark == '-';
	bool text = next && !next_is_key && next->style != SCALAR_literal &&
		    next->style != SCALAR_folded;
	return heads && waits && text ? FINDING_heading_is_comment : FINDING_count;
}

static void look_at_comment(const struct pitfalls *p, const struct comment *c,
	const struct node *next, bool next_is_key)
{
	enum finding_id id = c->mark || !p->last ? before_text(c, next, next_is_key)
			     : is_empty(p->last) ? instead_of_value(p, c)
						 : after_text(p, c);
	if (id == FINDING_count)
		return;
	struct span text = span_trim(span_cut(p->source->bytes, c->from, c->to));
	report(p, id, c->from, c->from + text.length,
		id == FINDING_heading_is_comment ? text : SPAN_NONE);
}

/* The bytes up to the next scalar (NULL: the end of the file). */
static void look_at_gap(struct pitfalls *p, size_t to, const struct node *next, bool next_is_key)
{
	char mark = 0;
	for (size_t at = p->seen_to; at < to; at++) {
		char c = byte_at(p, at);
		bool begins = at == p->source->mark || is_space(byte_at(p, at - 1));
		if (c == '#' && begins) {
			struct comment comment = comment_at(p, at, p->seen_to, mark);
			look_at_comment(p, &comment, next, next_is_key);
			at = comment.to;
		} else if (!is_space(c)) {
			mark = c;
		}
	}
}

/* --- amounts that a comma parted */

static bool three_digits(struct span s)
{
	return s.length >= 3 && is_digit(s.at[0]) && is_digit(s.at[1]) && is_digit(s.at[2]) &&
	       (s.length == 3 || !is_digit(s.at[3]));
}

/* Ends with one to three digits that are the head of a group: "£1", "(620", but not "2005". */
static bool ends_with_group(struct span s)
{
	size_t digits = 0;
	while (digits < s.length && is_digit(s.at[s.length - 1 - digits]))
		digits++;
	return digits >= 1 && digits <= 3;
}

/* The end of the amount: on over each comma with three digits behind it. */
static size_t amount_end(const struct pitfalls *p, size_t at)
{
	struct span file = p->source->bytes;
	while (byte_at(p, at) == ',' && three_digits(span_cut(file, at + 1, file.length))) {
		at++;
		while (!ends_line(p, at) && !strchr(",[]{}", byte_at(p, at)) &&
			!(byte_at(p, at) == ':' && is_space(byte_at(p, at + 1))) &&
			!(is_blank(byte_at(p, at)) && byte_at(p, at + 1) == '#'))
			at++;
	}
	return at;
}

/* Whether the commas between the values beside it have a space, and this one has none. */
static bool is_spaced(const struct pitfalls *p, struct place amount)
{
	size_t before = amount.from;
	while (before > 0 && is_blank(byte_at(p, before - 1)))
		before--;
	return (before > 0 && before < amount.from && byte_at(p, before - 1) == ',') ||
	       (byte_at(p, amount.to) == ',' && is_blank(byte_at(p, amount.to + 1)));
}

/* Inside { } the piece has no colon; a pound sign stands once, before the whole amount; or the values
 * are parted otherwise. */
static bool is_one_amount(const struct pitfalls *p, struct span whole, bool piece_is_key)
{
	size_t pounds = 0;
	for (size_t i = 0; i + 1 < whole.length; i++)
		pounds += span_starts(span_cut(whole, i, whole.length), "£");
	return piece_is_key ? pounds <= 1
			    : pounds <= 1 && (span_starts(whole, "£") || is_spaced(p, p->split));
}

static void look_for_split(struct pitfalls *p, const struct node *scalar, bool is_key)
{
	struct node *first = p->last_text;
	if (!first || first->style != SCALAR_plain || scalar->style != SCALAR_plain)
		return;
	if (scalar->place.from != first->place.to + 1 || byte_at(p, first->place.to) != ',')
		return;
	if (first->place.from < p->split.to || !ends_with_group(first->text) ||
		!three_digits(scalar->text))
		return;
	size_t end = amount_end(p, first->place.to);
	struct span file = p->source->bytes;
	struct span whole = span_trim(span_cut(file, first->place.from, end));
	p->split = (struct place){
		p->source->number, first->place.from, first->place.from + (uint32_t)whole.length};
	struct finding *f = report(p, FINDING_comma_split, p->split.from, p->split.to, whole);
	f->help = arena_format(p->diags->arena,
		"Put the amount in quotes: \"%.*s\"; if these are separate values, put a space "
		"after each comma.",
		SPAN_ARG(whole));
	f->edit = (struct edit){p->split, arena_format(p->diags->arena, "\"%.*s\"", SPAN_ARG(whole)),
		!p->last_text_is_key && is_one_amount(p, whole, is_key)};
	if (p->last_text_is_key)
		return;
	/* Made whole, so that no later check counts or adds the pieces. */
	first->text =
		arena_join(p->arena, first->text, span_cut(file, first->place.to, p->split.to));
	first->place = p->split;
}

bool pitfalls_is_piece(const struct pitfalls *p, const struct node *node)
{
	return node->place.from > p->split.from && node->place.from < p->split.to;
}

/* --- quotes */

static const struct {
	const char *opening, *closing;
} curly[] = {
	{"\xE2\x80\x9C", "\xE2\x80\x9D"},
	{"\xE2\x80\x98", "\xE2\x80\x99"},
};

static void look_for_curly_quotes(
	const struct pitfalls *p, const struct node *scalar, bool in_brackets)
{
	if (scalar->style != SCALAR_plain)
		return;
	for (size_t i = 0; i < sizeof curly / sizeof *curly; i++) {
		if (!span_starts(scalar->text, curly[i].opening))
			continue;
		size_t closing = span_find(scalar->text, span_of(curly[i].closing));
		/* inside brackets a comma may have parted the text, which quotes would have
		 * prevented */
		bool parted = in_brackets && closing == SIZE_MAX;
		if (parted || (closing != SIZE_MAX && closing + 3 == scalar->text.length))
			report(p, FINDING_curly_quotes, scalar->place.from, scalar->place.to,
				SPAN_NONE)->edit = mend_curly_quotes(p->diags->arena, p->source,
				scalar->place.from, scalar->place.to);
	}
}

/* --- lists whose lines are joined */

/* "- ", "* ", "+ ", "1. ", "1) ": 1 for a bullet, 2 for a number, 0 for neither. */
static int list_mark(const struct pitfalls *p, size_t at)
{
	char c = byte_at(p, at);
	if ((c == '-' || c == '*' || c == '+') && is_blank(byte_at(p, at + 1)))
		return 1;
	size_t digits = 0;
	while (digits < 3 && is_digit(byte_at(p, at + digits)))
		digits++;
	c = byte_at(p, at + digits);
	return digits >= 1 && digits <= 2 && (c == '.' || c == ')') &&
			       is_blank(byte_at(p, at + digits + 1))
		       ? 2
		       : 0;
}

static size_t after_line(const struct pitfalls *p, size_t at)
{
	at = line_end(p, at);
	return byte_at(p, at) == '\r' && byte_at(p, at + 1) == '\n' ? at + 2 : at + 1;
}

struct list_lines {
	size_t bullets, numbers;
	size_t first; /* the first line of the list */
	bool joined;  /* one of them is joined to the line before it */
};

static struct list_lines find_list_lines(const struct pitfalls *p, const struct node *scalar)
{
	struct list_lines found = {0};
	bool folded = scalar->style == SCALAR_folded;
	size_t indent = SIZE_MAX; /* of a folded block: lines that are deeper are not joined */
	bool joins = !folded;
	for (size_t at = after_line(p, scalar->place.from); at < scalar->place.to;
		at = after_line(p, at)) {
		size_t text = at;
		while (is_blank(byte_at(p, text)))
			text++;
		if (ends_line(p, text)) {
			joins = false;
			continue;
		}
		if (indent == SIZE_MAX)
			indent = text - at;
		int mark = folded && text - at != indent ? 0 : list_mark(p, text);
		if (mark && found.first == 0)
			found.first = text;
		found.bullets += mark == 1;
		found.numbers += mark == 2;
		found.joined = found.joined || (mark && joins);
		joins = !folded || text - at == indent;
	}
	return found;
}

static bool look_for_joined_list(const struct pitfalls *p, const struct node *scalar)
{
	const char *typed = p->source->bytes.at + scalar->place.from;
	size_t length = scalar->place.to - scalar->place.from;
	if (scalar->style == SCALAR_literal ||
		(!memchr(typed, '\n', length) && !memchr(typed, '\r', length)))
		return false;
	if (scalar->style == SCALAR_folded && scalar->text.length == 0)
		return false;
	struct list_lines found = find_list_lines(p, scalar);
	/* In a plain text one bullet is enough: nothing else begins a line with "- ". */
	size_t enough = scalar->style == SCALAR_plain ? 1 : 2;
	if (!found.joined || (found.bullets < enough && found.numbers < 2))
		return false;
	struct finding *f = report(p,
		scalar->style == SCALAR_folded ? FINDING_folded_list : FINDING_joined_list,
		found.first, line_end(p, found.first), SPAN_NONE);
	if (scalar->style == SCALAR_folded) {
		f->edit = mend_folded(p->source, scalar, true);
		f->edit.certain = f->edit.certain && (found.bullets == 0 || found.numbers == 0);
	}
	return true;
}

static bool ends_indented(struct span text, size_t line_end)
{
	size_t from = line_end;
	while (from > 0 && text.at[from - 1] != '\n')
		from--;
	return is_blank(text.at[from]);
}

/* Lists, headings and quotes begin anew on their line without an empty one before it. */
static bool begins_block(char c)
{
	return is_digit(c) || strchr("-*+#>`", c);
}

/* An empty line in a folded block leaves one line end, which parts no paragraphs. */
static void look_for_joined_paragraphs(const struct pitfalls *p, const struct node *scalar)
{
	const struct span text = scalar->text;
	for (size_t i = 1; scalar->style == SCALAR_folded && i + 1 < text.length; i++) {
		if (text.at[i] != '\n' || text.at[i - 1] == '\n' || text.at[i + 1] == '\n' ||
			is_blank(text.at[i + 1]) || begins_block(text.at[i + 1]) || ends_indented(text, i))
			continue;
		report(p, FINDING_folded_paragraphs, scalar->place.from, scalar->place.from + 1,
			SPAN_NONE)->edit = mend_folded(p->source, scalar, false);
		return;
	}
}

/* `value: >5` is a block with nothing in it, not a figure. */
static void look_for_lost_figure(const struct pitfalls *p, const struct node *scalar)
{
	if (scalar->style != SCALAR_folded || scalar->text.length ||
		!is_digit(byte_at(p, scalar->place.from + 1)) ||
		!ends_line(p, scalar->place.from + 2))
		return;
	report(p, FINDING_needs_quotes, scalar->place.from, line_end(p, scalar->place.from),
		span_cut(p->source->bytes, scalar->place.from, scalar->place.from + 1));
}

void pitfalls_scalar(struct pitfalls *p, struct node *scalar, bool is_key, bool in_brackets)
{
	look_at_gap(p, scalar->place.from, scalar, is_key);
	look_for_split(p, scalar, is_key);
	look_for_curly_quotes(p, scalar, in_brackets);
	if (!look_for_joined_list(p, scalar))
		look_for_joined_paragraphs(p, scalar);
	look_for_lost_figure(p, scalar);
	p->last = scalar;
	p->last_is_key = is_key;
	if (!is_empty(scalar)) {
		p->last_text = scalar;
		p->last_text_is_key = is_key;
	}
	if (scalar->place.to > p->seen_to)
		p->seen_to = scalar->place.to;
}

void pitfalls_end(struct pitfalls *p)
{
	look_at_gap(p, p->source->bytes.length, NULL, false);
}
