/* Paragraphs into tokens, and questions about them. */
#include "check/reading.h"

#include "base/decimal.h"
#include "base/limits.h"

/* --- the phrases of the language */

static const char *const list_names[SAYING_count] = {
	[SAYS_about] = "figures_about",
	[SAYS_each] = "figures_each",
	[SAYS_year] = "figures_each_year",
	[SAYS_total] = "figures_total",
	[SAYS_made_of] = "figures_made_of",
	[SAYS_other] = "figures_other",
	[SAYS_unsure] = "figures_unsure",
	[SAYS_apart] = "figures_apart",
	[SAYS_small] = "figures_small",
	[SAYS_more] = "figures_change",
	[SAYS_which_is] = "figures_which_is",
	[SAYS_between] = "figures_between",
	[SAYS_from] = "figures_from",
	[SAYS_to] = "figures_to",
	[SAYS_in_year] = "figures_in_year",
	[SAYS_year_of] = "figures_year_of",
	[SAYS_of] = "figures_of",
	[SAYS_and] = "figures_and",
	[SAYS_month] = "month",
	[SAYS_mon] = "mon",
	[SAYS_quarter_begins] = "figures_quarter_begins",
	[SAYS_remaining] = "figures_remaining",
	[SAYS_share] = "figures_share",
	[SAYS_total_row] = "figures_total_row",
	[SAYS_following] = "figures_following",
	[SAYS_there_are] = "figures_there_are",
	[SAYS_listed] = "figures_listed",
	[SAYS_not_listed] = "figures_not_listed",
	[SAYS_quarter] = "figures_quarter",
	[SAYS_ending] = "figures_ending",
	[SAYS_count] = "figures_count",
	[SAYS_nth] = "figures_nth",
};

/* Most papers never ask for most of them. */
static const struct phrases *list_of(const struct reading *r, enum saying saying)
{
	if (!r->sayings[saying])
		r->sayings[saying] = lexicon_numbered(r->lexicon, list_names[saying]);
	return r->sayings[saying];
}

void reading_open(struct reading *r, const struct checking *what)
{
	*r = (struct reading){.what = what, .lexicon = lexicon_of(what),
		.sayings = ARENA_ARRAY(what->arena, const struct phrases *, SAYING_count)};
}

void reading_close(struct reading *r)
{
	text_release(&r->plain);
}

/* --- bytes into tokens */

/* Spaces of more than one byte: no-break (C2 A0), thin (E2 80 89), narrow no-break (E2 80 AF). */
static size_t space_length(struct span s, size_t at)
{
	static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF"};
	if ((unsigned char)s.at[at] < 0x80)
		return is_space(s.at[at]);
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (span_starts(span_cut(s, at, s.length), spaces[i]))
			return span_of(spaces[i]).length;
	return 0;
}

static size_t after_space(struct span s, size_t at)
{
	const size_t length = at < s.length ? space_length(s, at) : 0;
	return at + length;
}

/* Marks of more than one byte; `to` is what they are read as. */
static const struct long_mark {
	const char *bytes;
	char to;
} long_marks[] = {
	{"\xE2\x80\x90", '-'}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x80\x94", '-'},
	{"\xE2\x88\x92", '-'}, {"\xE2\x80\x98", '\''}, {"\xE2\x80\x99", '\''}, {"\xE2\x80\x9C", '"'},
	{"\xE2\x80\x9D", '"'}, {"\xE2\x80\xA2", '*'}, {"\xC2\xB7", '*'}, {"\xC2\xA3", '\x01'},
};

static const struct long_mark *long_mark_at(struct span s, size_t at)
{
	const unsigned char first = (unsigned char)s.at[at];
	if (first != 0xC2 && first != 0xE2)
		return NULL;
	for (size_t i = 0; i < sizeof long_marks / sizeof *long_marks; i++)
		if (span_starts(span_cut(s, at, s.length), long_marks[i].bytes))
			return &long_marks[i];
	return NULL;
}

static bool is_of_a_word(struct span s, size_t at)
{
	if (at >= s.length)
		return false;
	if (is_letter(s.at[at]))
		return true;
	return (unsigned char)s.at[at] >= 0x80 && !space_length(s, at) && !long_mark_at(s, at);
}

/* An apostrophe or a hyphen between letters. */
static size_t joint_length(struct span s, size_t at)
{
	if (at >= s.length || s.at[at] == ' ')
		return 0;
	if ((s.at[at] == '\'' || s.at[at] == '-') && is_of_a_word(s, at + 1))
		return 1;
	const struct long_mark *mark = long_mark_at(s, at);
	const bool joins = mark && (span_is(span_of(mark->bytes), "\xE2\x80\x99") ||
		span_is(span_of(mark->bytes), "\xE2\x80\x91"));
	return joins && is_of_a_word(s, at + 3) ? 3 : 0;
}

static size_t word_end(struct span s, size_t at)
{
	for (;;) {
		while (at < s.length && is_letter(s.at[at]))
			at++;
		if (is_of_a_word(s, at)) { /* a letter beyond ASCII */
			at++;
			continue;
		}
		const size_t joint = joint_length(s, at);
		if (!joint)
			return at;
		at += joint;
	}
}

static size_t digits_end(struct span s, size_t at)
{
	while (at < s.length && (is_digit(s.at[at]) || ((s.at[at] == ',' || s.at[at] == '.') &&
		at + 1 < s.length && is_digit(s.at[at + 1]))))
		at++;
	return at;
}

static bool is_word_here(struct span s, size_t at, const char *word)
{
	const struct span wanted = span_of(word);
	const size_t end = at + wanted.length;
	return end <= s.length && span_same_ignoring_case(span_cut(s, at, end), wanted) &&
	       !is_of_a_word(s, end) && (end >= s.length || !is_digit(s.at[end]));
}

static const struct multiple {
	const char *name;
	int noughts;
	bool word; /* may stand after a hyphen, and without a pound sign before "pounds" */
} multiples[] = {
	{"million", 6, true}, {"billion", 9, true}, {"thousand", 3, true}, {"m", 6, false},
	{"mn", 6, false}, {"bn", 9, false}, {"k", 3, false},
};

/* "m", " million", "-million" at `at`; NULL when there is none. */
static const struct multiple *multiple_at(struct span s, size_t at, size_t *end)
{
	const bool hyphen = at < s.length && s.at[at] == '-';
	const size_t start = hyphen ? at + 1 : after_space(s, at);
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (is_word_here(s, start, multiples[i].name) && (!hyphen || multiples[i].word)) {
			*end = start + span_of(multiples[i].name).length;
			return &multiples[i];
		}
	return NULL;
}

static bool read_pence(struct decimal number, const struct multiple *multiple, struct token *t)
{
	const int places = (multiple ? multiple->noughts : 0) + 2 - number.decimals;
	if (number.fault || places < 0)
		return false;
	t->value = number.amount;
	t->step = 1;
	for (int i = 0; i < places; i++)
		if (__builtin_mul_overflow(t->value, 10, &t->value) || t->value >= LIMIT_PENCE ||
			__builtin_mul_overflow(t->step, 10, &t->step))
			return false;
	t->unit = multiple != NULL;
	return t->value < LIMIT_PENCE;
}

static struct decimal scan(struct span digits)
{
	struct decimal number = decimal_scan(digits);
	if (!number.fault && number.length != digits.length)
		number.fault = DECIMAL_NOT_A_NUMBER;
	return number;
}

/* From the pound sign on; a minus or a bracket may stand after it. */
static void read_amount(struct span s, struct token *t)
{
	size_t at = after_space(s, t->from + 2);
	const bool bracket = at < s.length && s.at[at] == '(';
	const struct long_mark *dash = at < s.length ? long_mark_at(s, at) : NULL;
	t->negative = bracket || (at < s.length && s.at[at] == '-') || (dash && dash->to == '-');
	if (t->negative)
		at += dash ? 3 : 1;
	const size_t end = digits_end(s, at);
	t->kind = TOKEN_mark;
	t->mark = '\x01';
	t->to = t->from + 2;
	if (end == at)
		return;
	t->to = end;
	const struct multiple *multiple = multiple_at(s, end, &t->to);
	const bool ends = multiple || !is_of_a_word(s, end); /* £1¼m */
	const bool right = ends && read_pence(scan(span_cut(s, at, end)), multiple, t);
	t->kind = right ? TOKEN_amount : TOKEN_other;
	if (bracket && t->to < s.length && s.at[t->to] == ')')
		t->to++;
}

static bool is_point(struct span s, size_t at)
{
	at = after_space(s, at);
	return is_word_here(s, at, "point") || is_word_here(s, at, "points");
}

/* Past "%" or " per cent"; 0 when it is no percentage. Percentage points are none. */
static size_t percent_end(struct span s, size_t at)
{
	size_t end = at;
	const size_t word = after_space(s, at);
	if (word < s.length && s.at[word] == '%')
		end = word + 1;
	else if (is_word_here(s, word, "percent"))
		end = word + 7;
	else if (is_word_here(s, word, "per") && is_word_here(s, after_space(s, word + 3), "cent"))
		end = after_space(s, word + 3) + 4;
	return end == at || is_point(s, end) ? 0 : end;
}

/* "1.25 million pounds"; "£" may be missing before a word that is no measure. */
static bool read_pounds(struct span s, struct decimal number, struct token *t)
{
	size_t end = t->to;
	const struct multiple *multiple = multiple_at(s, t->to, &end);
	const size_t word = after_space(s, end);
	if (!multiple || !multiple->word || !is_word_here(s, word, "pounds") ||
		!read_pence(number, multiple, t))
		return false;
	t->kind = TOKEN_amount;
	t->to = word + 6;
	return true;
}

static void read_number(struct span s, struct token *t)
{
	t->to = digits_end(s, t->from);
	struct decimal number = scan(span_cut(s, t->from, t->to));
	uint32_t whole;
	if (number.fault && span_number(span_cut(s, t->from, t->to), &whole)) /* 09 of 2008/09 */
		number = (struct decimal){.amount = whole};
	if (number.fault == DECIMAL_RIGHT && read_pounds(s, number, t))
		return;
	const size_t percent = percent_end(s, t->to);
	t->kind = number.fault ? TOKEN_other : percent ? TOKEN_percent : TOKEN_number;
	t->value = number.amount;
	t->decimals = number.decimals;
	if (percent)
		t->to = percent;
}

static struct token token_at(struct span s, size_t at)
{
	struct token t = {.from = at, .to = at + 1};
	const struct long_mark *mark = long_mark_at(s, at);
	if (mark && mark->to == '\x01')
		read_amount(s, &t);
	else if (is_digit(s.at[at]))
		read_number(s, &t);
	else if (is_of_a_word(s, at))
		t.to = word_end(s, at);
	else {
		t.kind = TOKEN_mark;
		t.mark = mark ? mark->to : s.at[at];
		t.to = mark ? at + span_of(mark->bytes).length : at + 1;
	}
	return t;
}

static bool is_negative(const struct reading *r, size_t from)
{
	const struct token *last = r->count ? &r->tokens[r->count - 1] : NULL;
	const bool dash = last && last->kind == TOKEN_mark && last->mark == '-' && last->to == from;
	return dash && (r->count < 2 || r->tokens[r->count - 2].to < last->from);
}

static void read_tokens(struct reading *r)
{
	const struct span s = text_span(&r->plain);
	r->count = 0;
	r->has_figures = false;
	r->amount_count = 0;
	for (size_t at = 0; at < s.length;) {
		const size_t space = space_length(s, at);
		at += space;
		if (space)
			continue;
		struct token token = token_at(s, at);
		if (token.kind == TOKEN_amount && is_negative(r, token.from))
			token.negative = true;
		r->has_figures = r->has_figures || token.kind == TOKEN_amount ||
				 token.kind == TOKEN_number || token.kind == TOKEN_percent;
		r->amount_count += token.kind == TOKEN_amount;
		ARENA_GROW(r->what->arena, r->tokens, r->count, r->capacity);
		r->tokens[r->count++] = token;
		at = token.to;
	}
}

/* --- prose into bytes */

static void add_piece(struct reading *r, struct span text, struct place place)
{
	ARENA_GROW(r->what->arena, r->pieces, r->piece_count, r->piece_capacity);
	r->pieces[r->piece_count++] = (struct piece){r->plain.length, text.length, place};
	text_add(&r->plain, text);
}

static void empty(struct reading *r, const struct part *part, const struct prose_node *block)
{
	text_clear(&r->plain);
	r->piece_count = 0;
	r->part = part;
	r->block = block;
}

void reading_block(struct reading *r, const struct part *part, const struct prose_node *block)
{
	empty(r, part, block);
	for (struct prose_node *n = block->first; n; n = prose_walk(block, n)) {
		if (n->kind == PROSE_text)
			add_piece(r, n->text, n->place);
		else if (n->kind == PROSE_soft_break || n->kind == PROSE_hard_break)
			add_piece(r, SPAN(" "), n->place);
		else if (n->kind == PROSE_code || n->kind == PROSE_image ||
			(n->kind == PROSE_reference && !n->first))
			add_piece(r, SPAN("#"), n->place);
	}
	read_tokens(r);
}

void reading_words(struct reading *r, const struct words *words)
{
	empty(r, NULL, NULL);
	if (words->text.length)
		add_piece(r, words->text, words->place);
	read_tokens(r);
}

/* --- questions */

struct span tokens_text(const struct reading *r, size_t first, size_t last)
{
	return span_cut(text_span(&r->plain), r->tokens[first].from, r->tokens[last].to);
}

struct span token_text(const struct reading *r, size_t token)
{
	return tokens_text(r, token, token);
}

/*
 * The byte of the file that some byte of a piece was typed as. Where the two are not of one length,
 * lines were joined: any blanks of the file are then one of the piece. Anything else (an escape, a
 * quote typed twice) cannot be followed: SIZE_MAX.
 */
static size_t follow(const struct reading *r, const struct piece *piece, size_t offset)
{
	const struct span text = span_cut(text_span(&r->plain), piece->at, piece->at + piece->length);
	const struct span file = r->what->paper->source->bytes;
	size_t at = piece->place.from;
	if (piece->place.to - piece->place.from == piece->length)
		return at + offset;
	if (piece->place.source != r->what->paper->source->number)
		return SIZE_MAX;
	for (size_t i = 0; i < offset; i++) {
		const bool blank = is_space(text.at[i]);
		if (at >= piece->place.to ||
			(blank ? !is_space(file.at[at]) : file.at[at] != text.at[i]))
			return SIZE_MAX;
		at++;
		while (blank && at < piece->place.to && is_space(file.at[at]))
			at++;
	}
	return at < piece->place.to ? at : SIZE_MAX;
}

/* Of one byte; of the whole piece when that cannot be told. */
static struct place place_at(const struct reading *r, size_t byte)
{
	for (size_t i = r->piece_count; i-- > 0;) {
		const struct piece *piece = &r->pieces[i];
		if (byte < piece->at)
			continue;
		const size_t at = follow(r, piece, byte - piece->at);
		if (at == SIZE_MAX)
			return piece->place;
		return (struct place){piece->place.source, (uint32_t)at, (uint32_t)at + 1};
	}
	return PLACE_NONE;
}

struct place tokens_place(const struct reading *r, size_t first, size_t last)
{
	struct place place = place_at(r, r->tokens[first].from);
	place.to = place_at(r, r->tokens[last].to - 1).to;
	return place;
}

bool token_is_mark(const struct reading *r, size_t token, char mark)
{
	return token < r->count && r->tokens[token].kind == TOKEN_mark && r->tokens[token].mark == mark;
}

bool token_joins(const struct reading *r, size_t token)
{
	return token > 0 && token < r->count && r->tokens[token - 1].to == r->tokens[token].from;
}

/* "approx. £2m" and "c. £2m" go on; so does "p. 4". */
static bool is_abbreviation(const struct reading *r, size_t word)
{
	return r->tokens[word].kind == TOKEN_word &&
	       (token_text(r, word).length == 1 || says_is(r, SAYS_about, token_text(r, word)));
}

static bool ends_sentence(const struct reading *r, size_t token)
{
	static const char marks[] = {'.', '!', '?', ';'};
	if (r->tokens[token].kind != TOKEN_mark || (token + 1 < r->count && token_joins(r, token + 1)))
		return false;
	for (size_t i = 0; i < sizeof marks; i++)
		if (r->tokens[token].mark == marks[i])
			return marks[i] != '.' || token == 0 || !is_abbreviation(r, token - 1);
	return false;
}

bool reading_sentence(const struct reading *r, size_t from, struct stretch *sentence)
{
	size_t to = from;
	while (to < r->count && !ends_sentence(r, to))
		to++;
	*sentence = (struct stretch){from, to < r->count ? to + 1 : to};
	return from < r->count;
}

/* --- phrases */

static struct span next_word(struct span s, size_t *at)
{
	size_t from = *at;
	while (from < s.length && s.at[from] == ' ')
		from++;
	size_t to = from;
	while (to < s.length && s.at[to] != ' ')
		to++;
	*at = to;
	return span_cut(s, from, to);
}

static size_t words_at(const struct reading *r, struct span phrase, size_t token)
{
	size_t at = 0, taken = 0;
	for (struct span word = next_word(phrase, &at); word.length; word = next_word(phrase, &at)) {
		if (token + taken >= r->count ||
			!span_same_ignoring_case(token_text(r, token + taken), word))
			return 0;
		taken++;
	}
	return taken;
}

size_t says_at(const struct reading *r, enum saying saying, size_t token)
{
	if (token >= r->count)
		return 0;
	const struct phrases *list = list_of(r, saying);
	const char first = to_lower(text_span(&r->plain).at[r->tokens[token].from]);
	if (!(list->first & phrase_letter(first)))
		return 0;
	size_t longest = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct span phrase = list->items[i];
		if (!phrase.length || to_lower(phrase.at[0]) != first)
			continue;
		const size_t taken = words_at(r, phrase, token);
		if (taken > longest)
			longest = taken;
	}
	return longest;
}

#define WORDS_OF_A_PHRASE 5

size_t says_before(const struct reading *r, enum saying saying, size_t token)
{
	for (size_t back = 1; back <= WORDS_OF_A_PHRASE && back <= token; back++)
		if (says_at(r, saying, token - back) == back)
			return back;
	return 0;
}

bool says_within(const struct reading *r, enum saying saying, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (says_at(r, saying, i))
			return true;
	return false;
}

size_t says_is(const struct reading *r, enum saying saying, struct span words)
{
	return phrases_which(list_of(r, saying), words);
}

static bool stands_in(struct span words, struct span phrase)
{
	for (size_t at = 0; phrase.length && at + phrase.length <= words.length; at++) {
		const size_t end = at + phrase.length;
		if ((at == 0 || !is_of_a_word(words, at - 1)) && !is_of_a_word(words, end) &&
			span_same_ignoring_case(span_cut(words, at, end), phrase))
			return true;
	}
	return false;
}

bool says_in(const struct reading *r, enum saying saying, struct span words)
{
	const struct phrases *list = list_of(r, saying);
	for (size_t i = 0; i < list->count; i++)
		if (stands_in(words, list->items[i]))
			return true;
	return false;
}

/* --- years */

static bool is_whole(const struct reading *r, size_t token, size_t digits)
{
	return token < r->count && r->tokens[token].kind == TOKEN_number &&
	       r->tokens[token].to - r->tokens[token].from == digits && !r->tokens[token].decimals;
}

static bool is_stroke(const struct reading *r, size_t token)
{
	return token_is_mark(r, token, '/') || token_is_mark(r, token, '-');
}

bool reading_year(const struct reading *r, size_t token, struct financial_year *year)
{
	if (!is_whole(r, token, 4) || !is_stroke(r, token + 1) || !token_joins(r, token + 1) ||
		!token_joins(r, token + 2) || (token > 0 && token_joins(r, token) &&
			!token_is_mark(r, token - 1, '(')))
		return false;
	const bool four = is_whole(r, token + 2, 4);
	if (!four && !is_whole(r, token + 2, 2))
		return false;
	*year = (struct financial_year){.first = (uint32_t)r->tokens[token].value,
		.second = (uint32_t)r->tokens[token + 2].value, .end = token + 3,
		.slash = token_is_mark(r, token + 1, '/')};
	if (year->first < LIMIT_YEAR_FIRST || year->first > LIMIT_YEAR_LAST || is_stroke(r, year->end) ||
		(year->end < r->count && token_joins(r, year->end) &&
			r->tokens[year->end].kind != TOKEN_mark))
		return false;
	year->right = year->second == (four ? year->first + 1 : (year->first + 1) % 100);
	return true;
}

static bool is_calendar_year(const struct reading *r, size_t token)
{
	return is_whole(r, token, 4) && r->tokens[token].value >= LIMIT_YEAR_FIRST &&
	       r->tokens[token].value <= LIMIT_YEAR_LAST;
}

bool reading_has_year(const struct reading *r, struct stretch s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (is_calendar_year(r, i))
			return true;
	return false;
}
