/*
 * The text language of styles: {name}, [pieces that may be left out], one text for each language,
 * and choices. Parsed once when the style is loaded, filled for each paper.
 */
#include "house/reading.h"

enum piece_kind { PIECE_words, PIECE_name };

struct piece {
	enum piece_kind kind;
	bool capitals;  /* {NAME} */
	uint32_t group; /* number of the [ ] it stands in, from 1; 0: outside */
	struct span text;
};

enum text_kind { TEXT_pieces, TEXT_languages, TEXT_choice };

struct branch {
	struct span language;         /* of TEXT_languages */
	const struct condition *when; /* of TEXT_choice; NULL: always */
	const struct house_text *text;
};

struct house_text {
	enum text_kind kind;
	bool in_cell;
	struct place place;
	const struct piece *pieces;
	size_t piece_count;
	const struct branch *branches; /* languages: the style's first language is [0] */
	size_t branch_count;
};

/* --- parsing */

struct text_parser {
	const struct reading *r;
	const struct node *node;
	struct span from;
	enum asks asks;
	size_t at;
	struct text words; /* literal text not yet made a piece */
	struct piece *pieces;
	size_t count, capacity;
	uint32_t group, groups;
	size_t group_from;
	bool group_names; /* a name stands in the open [ ] */
	bool failed;
};

static void text_fault(struct text_parser *p, size_t from, size_t to, const char *fault)
{
	diag_add(p->r->diags, FINDING_style_bad_text, reading_place(p->r, p->node, from, to),
		span_of(fault), SPAN_NONE, SPAN_NONE);
	p->failed = true;
}

static void add_piece(struct text_parser *p, struct piece piece)
{
	piece.group = p->group;
	ARENA_GROW(p->r->arena, p->pieces, p->count, p->capacity);
	p->pieces[p->count++] = piece;
}

static void end_words(struct text_parser *p)
{
	if (p->words.length == 0)
		return;
	add_piece(p, (struct piece){.kind = PIECE_words,
		.text = arena_copy(p->r->arena, text_span(&p->words))});
	text_clear(&p->words);
}

/* {PORTFOLIO} asks for `portfolio` in capitals. */
static bool is_in_capitals(struct span name)
{
	bool letters = false;
	for (size_t i = 0; i < name.length; i++) {
		if (name.at[i] >= 'a' && name.at[i] <= 'z')
			return false;
		letters = letters || is_letter(name.at[i]);
	}
	return letters;
}

static struct span in_small_letters(struct arena *arena, struct span name)
{
	char *at = arena_take(arena, name.length + 1);
	for (size_t i = 0; i < name.length; i++)
		at[i] = to_lower(name.at[i]);
	return (struct span){at, name.length};
}

static void parse_name(struct text_parser *p)
{
	const size_t open = p->at;
	size_t end = open + 1;
	while (end < p->from.length && p->from.at[end] != '}' && p->from.at[end] != '{' &&
		p->from.at[end] != '\n')
		end++;
	if (end >= p->from.length || p->from.at[end] != '}') {
		text_fault(p, open, open + 1, "{ is never closed");
		return;
	}
	struct span name = span_cut(p->from, open + 1, end);
	p->at = end + 1;
	if (span_trim(name).length == 0) {
		text_fault(p, open, end + 1, "there is no name in { }");
		return;
	}
	if (span_is(name, "-")) { /* the mark for a paragraph without a number */
		text_add_string(&p->words, "{-}");
		return;
	}
	end_words(p);
	const bool capitals = is_in_capitals(name);
	name = capitals ? in_small_letters(p->r->arena, name) : arena_copy(p->r->arena, name);
	add_piece(p, (struct piece){.kind = PIECE_name, .capitals = capitals, .text = name});
	p->group_names = true;
	use_note(p->r, (struct use){.name = name, .node = p->node, .from = open + 1, .to = end,
		.asks = p->asks});
}

static void open_group(struct text_parser *p)
{
	if (p->group) {
		text_fault(p, p->at, p->at + 1, "[ ] cannot stand inside [ ]");
		return;
	}
	end_words(p);
	p->group = ++p->groups;
	p->group_from = p->at++;
	p->group_names = false;
}

static void close_group(struct text_parser *p)
{
	if (!p->group) {
		text_fault(p, p->at, p->at + 1, "] without a [ before it");
		return;
	}
	if (!p->group_names) {
		text_fault(p, p->group_from, p->at + 1,
			"there is no {name} in [ ], so it would never be left out");
		return;
	}
	end_words(p);
	p->group = 0;
	p->at++;
}

static void parse_next(struct text_parser *p)
{
	const char c = p->from.at[p->at];
	const bool sign = c == '{' || c == '}' || c == '[' || c == ']';
	if (sign && p->at + 1 < p->from.length && p->from.at[p->at + 1] == c) {
		text_add_char(&p->words, c);
		p->at += 2;
	} else if (c == '{') {
		parse_name(p);
	} else if (c == '[') {
		open_group(p);
	} else if (c == ']') {
		close_group(p);
	} else if (c == '}') {
		text_fault(p, p->at, p->at + 1, "} without a { before it");
	} else {
		text_add_char(&p->words, c);
		p->at++;
	}
}

static const struct house_text *parse_scalar(const struct reading *r, const struct node *node,
	enum asks asks)
{
	struct text_parser p = {.r = r, .node = node, .from = node->text, .asks = asks};
	while (p.at < p.from.length && !p.failed)
		parse_next(&p);
	if (!p.failed && p.group)
		text_fault(&p, p.group_from, p.group_from + 1, "[ is never closed");
	end_words(&p);
	text_release(&p.words);
	if (p.failed)
		return NULL;
	struct house_text *text = ARENA_NEW(r->arena, struct house_text);
	*text = (struct house_text){.kind = TEXT_pieces, .in_cell = asks == ASKS_cell,
		.place = node->place, .pieces = p.pieces, .piece_count = p.count};
	return text;
}

/* {title} without quotes is a mapping of one key without a value. */
static bool lacks_quotes(const struct reading *r, const struct node *node)
{
	bool lacks = node->count > 0;
	for (size_t i = 0; i < node->count; i++)
		lacks = lacks && node->pairs[i].value->kind == NODE_scalar &&
			node->pairs[i].value->text.length == 0;
	if (!lacks)
		return false;
	diag_add(r->diags, FINDING_style_bad_text, node->place,
		SPAN("a text that begins with { must be in quotes"), SPAN_NONE, SPAN_NONE);
	return true;
}

bool is_language(struct span s)
{
	bool right = s.length == 2 || s.length == 3;
	for (size_t i = 0; right && i < s.length; i++)
		right = s.at[i] >= 'a' && s.at[i] <= 'z';
	return right;
}

static bool is_of_style(const struct reading *r, struct span language)
{
	for (size_t i = 0; i < r->language_count; i++)
		if (span_same(r->languages[i], language))
			return true;
	return false;
}

static void check_languages(const struct reading *r, const struct node *node)
{
	for (size_t i = 0; i < r->language_count; i++) {
		bool found = false;
		for (size_t k = 0; k < node->count; k++)
			found = found || span_same(node->pairs[k].key->text, r->languages[i]);
		if (!found)
			diag_add(r->diags, FINDING_style_no_translation, node->place,
				r->languages[i], SPAN_NONE, SPAN_NONE);
	}
}

static const struct house_text *parse_languages(const struct reading *r, const struct node *node,
	enum asks asks)
{
	if (lacks_quotes(r, node))
		return NULL;
	struct branch *branches = ARENA_ARRAY(r->arena, struct branch, node->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct pair *pair = &node->pairs[i];
		if (!is_language(pair->key->text)) {
			diag_add(r->diags, FINDING_style_bad_word, pair->key->place, pair->key->text,
				SPAN("a text, or one for each language ({en: ..., cy: ...})"),
				SPAN_NONE);
			return NULL;
		}
		if (!is_of_style(r, pair->key->text) && pair->key->place.source == r->own_source)
			bad_word(r, pair->key, "a language that the style lists under `languages`");
		const struct house_text *text = text_parse(r, pair->value, asks);
		if (!text)
			return NULL;
		branches[count++] = (struct branch){.language = pair->key->text, .text = text};
		if (r->language_count && span_same(pair->key->text, r->languages[0])) {
			struct branch first = branches[0];
			branches[0] = branches[count - 1];
			branches[count - 1] = first;
		}
	}
	if (count == 0) {
		wants_text(r, node, "a text");
		return NULL;
	}
	check_languages(r, node);
	struct house_text *text = ARENA_NEW(r->arena, struct house_text);
	*text = (struct house_text){.kind = TEXT_languages, .place = node->place,
		.branches = branches, .branch_count = count};
	return text;
}

const struct node *choice_entry(const struct reading *r, const struct node *entry,
	const struct condition **when)
{
	*when = NULL;
	if (entry->kind != NODE_mapping || !node_get(entry, "text"))
		return entry;
	for (size_t i = 0; i < entry->count; i++) {
		const struct node *key = entry->pairs[i].key;
		if (span_is(key->text, "text"))
			continue;
		if (!span_is(key->text, "when")) {
			diag_add(r->diags, FINDING_unknown_key, key->place, key->text,
				SPAN("a choice"), SPAN_NONE);
			return NULL;
		}
		*when = condition_parse(r, entry->pairs[i].value);
		if (!*when)
			return NULL;
	}
	return node_get(entry, "text");
}

static const struct house_text *parse_choice(const struct reading *r, const struct node *node,
	enum asks asks)
{
	if (node->count == 0) {
		diag_add(r->diags, FINDING_style_bad_text, node->place,
			SPAN("a choice needs at least one text"), SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	struct branch *branches = ARENA_ARRAY(r->arena, struct branch, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *inner = choice_entry(r, node->items[i], &branches[i].when);
		if (!inner)
			return NULL;
		if (is_none(inner))
			branches[i].text = ARENA_NEW(r->arena, struct house_text);
		else
			branches[i].text = text_parse(r, inner, asks);
		if (!branches[i].text)
			return NULL;
	}
	struct house_text *text = ARENA_NEW(r->arena, struct house_text);
	*text = (struct house_text){.kind = TEXT_choice, .place = node->place,
		.branches = branches, .branch_count = node->count};
	return text;
}

const struct house_text *text_parse(const struct reading *r, const struct node *node,
	enum asks asks)
{
	if (node->kind == NODE_mapping)
		return parse_languages(r, node, asks);
	if (node->kind == NODE_list)
		return parse_choice(r, node, asks);
	return parse_scalar(r, node, asks);
}

/* --- filling */

struct filling {
	const struct asker *asker;
	struct span language;
	enum fill_mark mark;
	bool capitals;
	struct text *into;
	struct span *missing;
	size_t start;      /* of this text in `into` */
	size_t line;       /* of the line being filled */
	bool line_asks;    /* a name or a [ ] stands in the line, so it may come out empty */
};

/* A fact's own characters are never markup; its line ends stay line ends. */
void house_escape(struct span s, struct text *into)
{
	s = span_trim(s);
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		if (c == '\n' || c == '\r') {
			while (i + 1 < s.length && is_space(s.at[i + 1]))
				i++;
			text_add_string(into, "\\\n");
			continue;
		}
		if (is_punctuation(c))
			text_add_char(into, '\\');
		text_add_char(into, c);
	}
}

static bool fill_name(struct filling *f, const struct house_text *text, const struct piece *piece)
{
	struct text value = {0}, capital = {0};
	/* in capitals an address or an entity in markup would be another one: then all is plain */
	const bool marked = f->mark == FILL_MARKDOWN && f->asker->print_marked &&
			    !(piece->capitals && f->capitals);
	if (!(marked ? f->asker->print_marked : f->asker->print)(
		    f->asker->of, piece->text, text->in_cell, &value)) {
		text_release(&value);
		*f->missing = piece->text;
		return false;
	}
	struct text *shown = &value;
	if (piece->capitals && f->capitals) {
		house_capitals(text_span(&value), &capital);
		shown = &capital;
	}
	if (f->mark == FILL_MARKDOWN && !marked)
		house_escape(text_span(shown), f->into);
	else if (marked)
		text_add(f->into, span_trim(text_span(shown)));
	else
		text_add(f->into, text_span(shown));
	f->into->failed = f->into->failed || value.failed || capital.failed;
	text_release(&value);
	text_release(&capital);
	return true;
}

static bool line_is_empty(const struct filling *f)
{
	struct span all = text_span(f->into);
	return f->line_asks && span_trim(span_cut(all, f->line, all.length)).length == 0;
}

static void fill_words(struct filling *f, struct span words)
{
	for (size_t i = 0; i < words.length; i++) {
		if (words.at[i] != '\n') {
			text_add_char(f->into, words.at[i]);
			continue;
		}
		if (line_is_empty(f))
			text_cut(f->into, f->line);
		else
			text_add_char(f->into, '\n');
		f->line = f->into->length;
		f->line_asks = false;
	}
}

/* The last line has no line end of its own; a text never ends in one. */
static void fill_end(struct filling *f)
{
	if (line_is_empty(f))
		text_cut(f->into, f->line);
	while (f->into->length > f->start && text_last(f->into) == '\n')
		text_cut(f->into, f->into->length - 1);
}

static bool fill_pieces(const struct house_text *text, struct filling *f)
{
	size_t group_start = 0, group_line = 0;
	for (size_t i = 0; i < text->piece_count; i++) {
		const struct piece *piece = &text->pieces[i];
		if (piece->group && (i == 0 || text->pieces[i - 1].group != piece->group)) {
			group_start = f->into->length;
			group_line = f->line;
		}
		f->line_asks = f->line_asks || piece->group || piece->kind == PIECE_name;
		if (piece->kind == PIECE_words) {
			fill_words(f, piece->text);
			continue;
		}
		if (fill_name(f, text, piece))
			continue;
		if (!piece->group)
			return false;
		*f->missing = SPAN_NONE;
		text_cut(f->into, group_start);
		f->line = group_line;
		f->line_asks = true;
		while (i + 1 < text->piece_count && text->pieces[i + 1].group == piece->group)
			i++;
	}
	fill_end(f);
	return true;
}

static const struct house_text *in_language(const struct house_text *text, struct span language)
{
	for (size_t i = 0; i < text->branch_count; i++)
		if (span_same(text->branches[i].language, language))
			return text->branches[i].text;
	return text->branches[0].text;
}

static bool fill(const struct house_text *text, struct filling f)
{
	f.line = f.start = f.into->length;
	if (text->kind == TEXT_languages)
		return fill(in_language(text, f.language), f);
	if (text->kind == TEXT_pieces) {
		if (fill_pieces(text, &f))
			return true;
		text_cut(f.into, f.start);
		return false;
	}
	for (size_t i = 0; i < text->branch_count; i++) {
		const struct branch *branch = &text->branches[i];
		if (branch->when && !condition_holds(branch->when, f.asker))
			continue;
		if (fill(branch->text, f))
			return true;
	}
	if (!f.missing->at) /* no condition held: what the first one asks for would do */
		*f.missing = condition_first_name(text->branches[0].when);
	return false;
}

bool house_text_fill(const struct house_text *text, const struct asker *asker,
	struct span language, enum fill_mark mark, bool capitals, struct text *into,
	struct span *missing)
{
	struct span unfilled = SPAN_NONE;
	const bool filled = fill(text, (struct filling){.asker = asker, .language = language,
		.mark = mark, .capitals = capitals, .into = into, .missing = &unfilled});
	if (missing)
		*missing = filled ? SPAN_NONE : unfilled;
	return filled;
}

bool house_text_has_capitals(const struct house_text *text, struct span language)
{
	if (text->kind == TEXT_languages)
		return house_text_has_capitals(in_language(text, language), language);
	for (size_t i = 0; i < text->branch_count; i++)
		if (house_text_has_capitals(text->branches[i].text, language))
			return true;
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].capitals)
			return true;
	return false;
}

static bool is_markup(char c)
{
	return c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '<' || c == '>' ||
	       c == '&' || c == '\\' || c == '!' || c == '#' || c == '~';
}

bool house_text_has_markup(const struct house_text *text)
{
	for (size_t i = 0; i < text->branch_count; i++)
		if (house_text_has_markup(text->branches[i].text))
			return true;
	for (size_t i = 0; i < text->piece_count; i++)
		for (size_t k = 0; text->pieces[i].kind == PIECE_words &&
				k < text->pieces[i].text.length; k++)
			if (is_markup(text->pieces[i].text.at[k]))
				return true;
	return false;
}

struct span house_text_first_name(const struct house_text *text)
{
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].kind == PIECE_name)
			return text->pieces[i].text;
	for (size_t i = 0; i < text->branch_count; i++) {
		struct span name = house_text_first_name(text->branches[i].text);
		if (name.at)
			return name;
	}
	return SPAN_NONE;
}

bool house_text_asks_for(const struct house_text *text, struct span name)
{
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].kind == PIECE_name && span_same(text->pieces[i].text, name))
			return true;
	for (size_t i = 0; i < text->branch_count; i++)
		if (house_text_asks_for(text->branches[i].text, name))
			return true;
	return false;
}

static void add_constants(const struct house_text *text, struct arena *arena, struct span **texts,
	size_t *count, size_t *capacity)
{
	for (size_t i = 0; text->kind != TEXT_pieces && i < text->branch_count; i++)
		add_constants(text->branches[i].text, arena, texts, count, capacity);
	if (text->kind != TEXT_pieces || text->piece_count != 1 ||
		text->pieces[0].kind != PIECE_words)
		return;
	ARENA_GROW(arena, *texts, *count, *capacity);
	(*texts)[(*count)++] = text->pieces[0].text;
}

size_t house_text_constants(const struct house_text *text, struct arena *arena,
	const struct span **texts)
{
	struct span *found = NULL;
	size_t count = 0, capacity = 0;
	if (text)
		add_constants(text, arena, &found, &count, &capacity);
	*texts = found;
	return count;
}

struct place house_text_place(const struct house_text *text)
{
	return text->place;
}
