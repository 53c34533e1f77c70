/*
 * Number patterns: literal text around exactly one counter ({1} {01} {001} {a} {A} {i} {I}), beside
 * which may stand {h}, the number of the heading above, or {p}, that of the paragraph; {for} is the
 * counter of paragraphs that take the numbers of recommendations.
 */
#include "house/reading.h"

enum mark { MARK_words, MARK_number, MARK_letters, MARK_roman, MARK_heading, MARK_paragraph, MARK_for };

struct pattern_piece {
	enum mark mark;
	bool capitals;   /* {A}, {I} */
	uint8_t width;   /* of {001}: 3 */
	struct span words;
};

struct pattern_branch {
	const struct condition *when; /* NULL: always */
	const struct pattern *pattern;
};

struct pattern {
	struct place place;
	enum pattern_kind kind;
	const struct pattern_piece *pieces;
	size_t count;
	size_t carry_from, carry_to; /* pieces from the first { to the last } */
	const struct pattern_branch *branches; /* a choice; NULL: none */
	size_t branch_count;
};

static const struct pattern no_number = {.kind = PATTERN_NONE};

static const struct mark_name {
	const char *name;
	enum mark mark;
	bool capitals;
	uint8_t width;
} mark_names[] = {
	{"1", MARK_number, false, 1}, {"01", MARK_number, false, 2},
	{"001", MARK_number, false, 3}, {"a", MARK_letters, false, 0},
	{"A", MARK_letters, true, 0}, {"i", MARK_roman, false, 0},
	{"I", MARK_roman, true, 0}, {"h", MARK_heading, false, 0},
	{"p", MARK_paragraph, false, 0}, {"for", MARK_for, false, 0},
};

static const struct mark_name *find_mark(struct span name)
{
	for (size_t i = 0; i < sizeof mark_names / sizeof *mark_names; i++)
		if (span_is(name, mark_names[i].name))
			return &mark_names[i];
	return NULL;
}

static void *fault(const struct reading *r, const struct node *node, size_t from, size_t to,
	struct span sentence)
{
	diag_add(r->diags, FINDING_style_bad_pattern, reading_place(r, node, from, to), sentence,
		SPAN_NONE, SPAN_NONE);
	return NULL;
}

struct pieces {
	struct pattern_piece *items;
	size_t count, capacity;
};

static void add_words(const struct reading *r, struct pieces *pieces, struct span words)
{
	if (words.length == 0)
		return;
	ARENA_GROW(r->arena, pieces->items, pieces->count, pieces->capacity);
	pieces->items[pieces->count++] = (struct pattern_piece){.mark = MARK_words, .words = words};
}

/* The mark at `at`, a {; returns the byte after its }, or 0 after a finding. */
static size_t add_mark(const struct reading *r, const struct node *node, size_t at, unsigned may,
	struct pieces *pieces)
{
	struct span s = node->text;
	size_t end = at;
	while (end < s.length && s.at[end] != '}')
		end++;
	if (end == s.length) {
		fault(r, node, at, at + 1, SPAN("{ is never closed"));
		return 0;
	}
	struct span name = span_cut(s, at + 1, end);
	const struct mark_name *known = find_mark(name);
	if (!known) {
		fault(r, node, at, end + 1, arena_format(r->arena, "there is no counter {%.*s}",
			SPAN_ARG(name)));
		return 0;
	}
	if ((known->mark == MARK_paragraph && !(may & PATTERN_MAY_PARENT)) ||
		(known->mark == MARK_for && !(may & PATTERN_MAY_FOR))) {
		fault(r, node, at, end + 1, arena_format(r->arena, "{%s} stands in %s only",
			known->name, known->mark == MARK_for ? "paragraphs" : "lists"));
		return 0;
	}
	ARENA_GROW(r->arena, pieces->items, pieces->count, pieces->capacity);
	pieces->items[pieces->count++] = (struct pattern_piece){.mark = known->mark,
		.capitals = known->capitals, .width = known->width};
	return end + 1;
}

static bool is_counter(enum mark mark)
{
	return mark == MARK_number || mark == MARK_letters || mark == MARK_roman || mark == MARK_for;
}

static const struct pattern *finish(const struct reading *r, const struct node *node,
	const struct pieces *pieces)
{
	struct pattern *pattern = ARENA_NEW(r->arena, struct pattern);
	*pattern = (struct pattern){.place = node->place, .kind = PATTERN_COUNTER,
		.pieces = pieces->items, .count = pieces->count, .carry_from = pieces->count};
	size_t counters = 0;
	for (size_t i = 0; i < pieces->count; i++) {
		if (pieces->items[i].mark == MARK_words)
			continue;
		counters += is_counter(pieces->items[i].mark);
		if (pattern->carry_from == pieces->count)
			pattern->carry_from = i;
		pattern->carry_to = i + 1;
	}
	if (counters == 1)
		return pattern;
	return fault(r, node, 0, node->text.length,
		counters ? SPAN("it has more than one counter") : SPAN("it has no counter"));
}

static const struct pattern *parse_counter(const struct reading *r, const struct node *node,
	unsigned may)
{
	struct pieces pieces = {0};
	struct span s = node->text;
	size_t from = 0, at = 0;
	while (at < s.length) {
		if (s.at[at] == '}')
			return fault(r, node, at, at + 1, SPAN("} without a { before it"));
		if (s.at[at] == '\n')
			return fault(r, node, at, at + 1, SPAN("it has several lines"));
		if (s.at[at] != '{') {
			at++;
			continue;
		}
		add_words(r, &pieces, span_cut(s, from, at));
		at = from = add_mark(r, node, at, may, &pieces);
		if (!at)
			return NULL;
	}
	add_words(r, &pieces, span_cut(s, from, at));
	return finish(r, node, &pieces);
}

static const struct pattern *parse_choice(const struct reading *r, const struct node *node,
	unsigned may)
{
	if (node->count == 0) {
		wants_text(r, node, "a number pattern");
		return NULL;
	}
	struct pattern_branch *branches = ARENA_ARRAY(r->arena, struct pattern_branch, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *inner = choice_entry(r, node->items[i], &branches[i].when);
		branches[i].pattern = inner ? pattern_parse(r, inner, may) : NULL;
		if (!branches[i].pattern)
			return NULL;
	}
	struct pattern *pattern = ARENA_NEW(r->arena, struct pattern);
	*pattern = (struct pattern){.place = node->place, .branches = branches,
		.branch_count = node->count};
	return pattern;
}

const struct pattern *pattern_parse(const struct reading *r, const struct node *node, unsigned may)
{
	static const struct {
		const char *word;
		enum pattern_kind kind;
		unsigned may;
	} words[] = {
		{"none", PATTERN_NONE, 0},
		{"bullet", PATTERN_BULLET, PATTERN_MAY_BULLET},
		{"paragraphs", PATTERN_PARAGRAPHS, PATTERN_MAY_PARAGRAPHS},
	};
	if (node->kind == NODE_list)
		return parse_choice(r, node, may);
	if (node->kind == NODE_mapping) {
		fault(r, node, 0, 0, node->count == 1 && node->pairs[0].value->text.length == 0 ?
			SPAN("a pattern that begins with { must be in quotes") :
			SPAN("it is a mapping"));
		return NULL;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!span_is(node->text, words[i].word))
			continue;
		if ((words[i].may & may) != words[i].may) {
			bad_word(r, node, "a number pattern or none");
			return NULL;
		}
		struct pattern *pattern = ARENA_NEW(r->arena, struct pattern);
		*pattern = (struct pattern){.place = node->place, .kind = words[i].kind};
		return pattern;
	}
	return parse_counter(r, node, may);
}

/* --- asking and printing */

const struct pattern *pattern_pick(const struct pattern *pattern, const struct asker *asker)
{
	while (pattern && pattern->branches) {
		const struct pattern *picked = NULL;
		for (size_t i = 0; i < pattern->branch_count && !picked; i++) {
			const struct pattern_branch *branch = &pattern->branches[i];
			if (!branch->when || condition_holds(branch->when, asker))
				picked = branch->pattern;
		}
		if (!picked) /* no condition holds and nothing says otherwise */
			return &no_number;
		pattern = picked;
	}
	return pattern;
}

enum pattern_kind pattern_kind_of(const struct pattern *picked)
{
	return picked ? picked->kind : PATTERN_NONE;
}

static bool has_mark(const struct pattern *pattern, enum mark mark)
{
	for (size_t i = 0; pattern && i < pattern->count; i++)
		if (pattern->pieces[i].mark == mark)
			return true;
	return false;
}

bool pattern_uses_heading(const struct pattern *picked)
{
	return has_mark(picked, MARK_heading);
}

bool pattern_uses_paragraph(const struct pattern *picked)
{
	return has_mark(picked, MARK_paragraph);
}

bool pattern_uses_for(const struct pattern *picked)
{
	return has_mark(picked, MARK_for);
}

struct place pattern_place(const struct pattern *pattern)
{
	return pattern->place;
}

bool pattern_may_be(const struct pattern *pattern, enum pattern_kind kind)
{
	if (!pattern)
		return kind == PATTERN_NONE;
	if (!pattern->branches)
		return pattern->kind == kind;
	for (size_t i = 0; i < pattern->branch_count; i++)
		if (pattern_may_be(pattern->branches[i].pattern, kind))
			return true;
	return false;
}

bool pattern_may_use_heading(const struct pattern *pattern)
{
	if (!pattern || !pattern->branches)
		return pattern_uses_heading(pattern);
	for (size_t i = 0; i < pattern->branch_count; i++)
		if (pattern_may_use_heading(pattern->branches[i].pattern))
			return true;
	return false;
}

/* a to z, then aa, ab: a number in base 26 whose digits are 1 to 26. */
static void print_letters(uint32_t counter, bool capitals, struct text *into)
{
	char letters[8];
	size_t count = 0;
	for (uint32_t n = counter; n > 0 && count < sizeof letters; n = (n - 1) / 26)
		letters[count++] = (char)((capitals ? 'A' : 'a') + (char)((n - 1) % 26));
	while (count > 0)
		text_add_char(into, letters[--count]);
}

#define ROMAN_LAST 3999u /* there is no sign for 5000 */

static void print_roman(uint32_t counter, bool capitals, struct text *into)
{
	static const struct {
		uint32_t value;
		const char *small, *capital;
	} signs[] = {
		{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
		{100, "c", "C"}, {90, "xc", "XC"}, {50, "l", "L"}, {40, "xl", "XL"},
		{10, "x", "X"}, {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"},
	};
	if (counter > ROMAN_LAST) {
		text_add_number(into, counter);
		return;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; counter >= signs[i].value; counter -= signs[i].value)
			text_add_string(into, capitals ? signs[i].capital : signs[i].small);
}

static void print_pieces(const struct pattern *pattern, size_t from, size_t to, uint32_t counter,
	struct span above, struct text *into)
{
	for (size_t i = from; i < to; i++) {
		const struct pattern_piece *piece = &pattern->pieces[i];
		switch (piece->mark) {
		case MARK_words:
			text_add(into, piece->words);
			break;
		case MARK_number:
			text_format(into, "%0*u", piece->width, counter);
			break;
		case MARK_letters:
			print_letters(counter, piece->capitals, into);
			break;
		case MARK_roman:
			print_roman(counter, piece->capitals, into);
			break;
		case MARK_heading:
		case MARK_paragraph:
		case MARK_for:
			text_add(into, above);
			break;
		}
	}
}

void pattern_print(const struct pattern *picked, uint32_t counter, struct span above,
	struct text *into)
{
	if (picked)
		print_pieces(picked, 0, picked->count, counter, above, into);
}

void pattern_carry(const struct pattern *picked, uint32_t counter, struct span above,
	struct text *into)
{
	if (picked)
		print_pieces(picked, picked->carry_from, picked->carry_to, counter, above, into);
}

static void flow_list(const struct pattern **into, const struct pattern *const *inner, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (inner[i])
			into[i] = inner[i];
}

struct numbering numbering_flow(const struct numbering *outer, const struct numbering *inner)
{
	struct numbering all = *outer;
	flow_list(all.headings, inner->headings, HOUSE_LEVELS);
	flow_list(all.subheadings, inner->subheadings, HOUSE_LEVELS);
	flow_list(all.lists, inner->lists, HOUSE_LIST_LEVELS);
	flow_list(&all.paragraphs, &inner->paragraphs, 1);
	flow_list(&all.recommendations, &inner->recommendations, 1);
	flow_list(&all.items, &inner->items, 1);
	flow_list(&all.appendices, &inner->appendices, 1);
	flow_list(&all.tables, &inner->tables, 1);
	flow_list(&all.pictures, &inner->pictures, 1);
	return all;
}
