/*
 * Numbers of this paper that an author typed ("paragraph 9.4 above", "(see Table 3)"): they must be
 * there, and they stay behind when paragraphs move. Papers cite acts, plans and other reports far more
 * often than themselves, so a number counts as this paper's only where the sentence says so: above,
 * below, of this report; or set out in it, in brackets, with no other document in the paragraph. The
 * words for it are the language's (`cited_...`). Appendices cited in words: settle/cite.h.
 */
#include "check/phrases.h"

#include <string.h>

enum cited_kind { CITED_paragraph, CITED_table, CITED_recommendation, CITED_kind_count };

#define MOST_CITED 16u /* numbers after one word; a longer list is told by its first */

struct cited {
	enum cited_kind kind;
	size_t from, to; /* in the text of the block, the word and its numbers */
	struct {
		struct span typed, number; /* "(b)" and "b", "4.2(a)" and "4.2" */
	} numbers[MOST_CITED];
	size_t count;
};

enum own_kind { OWN_paragraph, OWN_other };
struct own_number {
	struct span number; /* "4.2" */
	enum own_kind kind;
};

/* Where a piece of the block's text stands in the file. */
struct piece {
	size_t at;
	const struct prose_node *node;
};

struct typing {
	const struct checking *what;
	struct span words[CITED_kind_count];
	bool looked; /* own numbers are collected, and the lists read, for the first citation */
	const struct phrases *here, *said_in, *other_documents, *others_recommend;
	struct own_number *own;
	size_t own_count, own_capacity;
	struct text plain;
	struct piece *pieces;
	size_t piece_count, piece_capacity;
	size_t typed; /* citations of what is there, typed by hand */
	struct span first_typed;
	struct place first_place;
};

/* --- the paper's own numbers */

/* "(a)" and "4." as a reader says them. */
static struct span bare(struct span number)
{
	while (number.length && !is_letter(number.at[0]) && !is_digit(number.at[0]))
		number = span_cut(number, 1, number.length);
	while (number.length && !is_letter(number.at[number.length - 1]) &&
		!is_digit(number.at[number.length - 1]))
		number.length--;
	return number;
}

static void add_own(struct typing *t, struct span number, enum own_kind kind)
{
	number = bare(number);
	if (!number.length)
		return;
	ARENA_GROW(t->what->arena, t->own, t->own_count, t->own_capacity);
	t->own[t->own_count++] = (struct own_number){number, kind};
}

/* "4.2 The bridge was built": an author who numbers by hand. */
static struct span typed_at_start(const struct prose_node *block)
{
	const struct span text = block->first && block->first->kind == PROSE_text ? block->first->text
										 : SPAN_NONE;
	size_t end = 0;
	while (end < text.length && (is_digit(text.at[end]) || text.at[end] == '.'))
		end++;
	return end && is_digit(text.at[0]) ? span_cut(text, 0, end) : SPAN_NONE;
}

static void collect_below(struct typing *t, const struct prose_node *root, enum own_kind numbered)
{
	for (struct prose_node *n = root ? root->first : NULL; n; n = prose_walk(root, n)) {
		if (n->kind == PROSE_numbered)
			add_own(t, n->number, numbered);
		else if (n->kind == PROSE_heading || n->kind == PROSE_item)
			add_own(t, n->number, OWN_other);
		else if (n->kind == PROSE_paragraph)
			add_own(t, typed_at_start(n), OWN_other);
	}
}

static void collect_parts(struct typing *t, const struct settled_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add_own(t, parts[i].number, OWN_other);
		collect_below(t, parts[i].body,
			parts[i].kind == PART_recommendations ? OWN_other : OWN_paragraph);
		collect_parts(t, parts[i].parts, parts[i].part_count);
	}
}

static void look(struct typing *t)
{
	const struct settled *settled = t->what->settled;
	struct lexicon *lexicon = lexicon_of(t->what);
	t->looked = true;
	t->here = lexicon_numbered(lexicon, "cited_here");
	t->said_in = lexicon_numbered(lexicon, "cited_in");
	t->other_documents = lexicon_numbered(lexicon, "cited_elsewhere");
	t->others_recommend = lexicon_numbered(lexicon, "cited_recommendations");
	for (size_t i = 0; i < settled->sheet_count; i++)
		collect_parts(t, settled->sheets[i].parts, settled->sheets[i].part_count);
	for (size_t i = 0; i < settled->recommendation_count; i++)
		add_own(t, settled->recommendations[i].number, OWN_other);
}

/* The number itself, one below it ("4.2" where 4.2.1 is), or the one above ("4.2.1" may count what
 * stands inside 4.2). */
static bool has_paragraph(const struct typing *t, struct span number)
{
	for (size_t i = 0; i < t->own_count; i++) {
		const struct span own = t->own[i].number;
		const size_t shorter = own.length < number.length ? own.length : number.length;
		const struct span longer = own.length < number.length ? number : own;
		if (span_same_ignoring_case(span_cut(own, 0, shorter), span_cut(number, 0, shorter)) &&
			(longer.length == shorter ||
				(longer.at[shorter] == '.' && span_find(span_cut(longer, 0, shorter), SPAN(".")) != SIZE_MAX)))
			return true;
	}
	return false;
}

static struct span section_of(struct span number)
{
	size_t end = number.length;
	while (end > 0 && number.at[end - 1] != '.')
		end--;
	return span_cut(number, 0, end);
}

static struct span last_paragraph(const struct typing *t, struct span section)
{
	for (size_t i = t->own_count; i > 0; i--) {
		const struct own_number *own = &t->own[i - 1];
		if (own->kind == OWN_paragraph && span_same(span_cut(own->number, 0, section.length), section))
			return own->number;
	}
	return SPAN_NONE;
}

/* What the paper has in its place. */
static struct span ends_of_paragraphs(const struct typing *t, struct span number)
{
	const struct span section = section_of(number), last = last_paragraph(t, section);
	if (section.length && last.length)
		return arena_format(t->what->arena, "those of section %.*s end at %.*s",
			(int)section.length - 1, section.at, SPAN_ARG(last));
	const struct span end = last_paragraph(t, SPAN(""));
	return end.length ? arena_format(t->what->arena, "its paragraphs end at %.*s", SPAN_ARG(end))
			  : SPAN("its paragraphs have no numbers");
}

static struct span last_word(struct span s)
{
	size_t from = s.length;
	while (from > 0 && !is_space(s.at[from - 1]))
		from--;
	return span_cut(s, from, s.length);
}

static bool has_table(const struct typing *t, struct span number, struct span *last)
{
	const struct settled *settled = t->what->settled;
	for (size_t i = 0; i < settled->table_count; i++) {
		const struct table *table = settled->tables[i];
		if (span_same_ignoring_case(last_word(table->label), number))
			return true;
		if (table->label.length)
			*last = last_word(table->label);
		if (span_find(table->caption, number) != SIZE_MAX) /* numbered by its own caption */
			return true;
	}
	return false;
}

/* "3", "c" and "2.3" are the third. */
static size_t place_in_series(struct span number)
{
	const struct span last = span_cut(number, section_of(number).length, number.length);
	uint32_t n;
	if (span_number(last, &n))
		return n;
	return last.length == 1 ? (size_t)(to_lower(last.at[0]) - 'a') + 1 : 0;
}

static bool has_recommendation(const struct typing *t, struct span number)
{
	for (size_t i = 0; i < t->what->settled->recommendation_count; i++)
		if (span_same_ignoring_case(bare(t->what->settled->recommendations[i].number), number))
			return true;
	return place_in_series(number) <= t->what->settled->recommendation_count;
}

/* What the paper has in place of the number; absent: the number is there. */
static struct span wanting(const struct typing *t, enum cited_kind kind, struct span number)
{
	struct arena *arena = t->what->arena;
	struct span last = SPAN_NONE;
	if (kind == CITED_paragraph)
		return has_paragraph(t, number) ? SPAN_NONE : ends_of_paragraphs(t, number);
	if (kind == CITED_table) {
		if (has_table(t, number, &last))
			return SPAN_NONE;
		return last.length ? arena_format(arena, "its tables end at %.*s", SPAN_ARG(last))
				   : t->what->settled->table_count ? SPAN("none of its tables has a number")
								   : SPAN("it has no table");
	}
	if (has_recommendation(t, number))
		return SPAN_NONE;
	const size_t count = t->what->settled->recommendation_count;
	return count == 1 ? SPAN("it has one") : arena_format(arena, "it has %zu", count);
}

/* --- a word and its numbers */

static size_t blank_at(struct span s, size_t at)
{
	if (at < s.length && is_space(s.at[at]))
		return 1;
	return span_starts(span_cut(s, at, s.length), "\xC2\xA0") ? 2 : 0;
}

static bool ends_word(struct span s, size_t at)
{
	return at >= s.length || !check_is_of_a_word(s.at[at]);
}

/* "4", "4.2", "C.1". */
static size_t dotted_length(struct span s, size_t at)
{
	size_t end = at;
	if (end + 1 < s.length && is_capital(s.at[end]) && s.at[end + 1] == '.')
		end += 2;
	const size_t digits = end;
	while (end < s.length && is_digit(s.at[end])) {
		while (end < s.length && is_digit(s.at[end]))
			end++;
		if (end + 1 < s.length && s.at[end] == '.' && is_digit(s.at[end + 1]))
			end++;
	}
	return end > digits && ends_word(s, end) ? end - at : 0;
}

/* "(b)", "(iv)": up to four letters or digits in brackets. */
static size_t bracketed_length(struct span s, size_t at)
{
	size_t end = at + 1;
	if (at >= s.length || s.at[at] != '(')
		return 0;
	while (end < s.length && end - at <= 4 && (is_letter(s.at[end]) || is_digit(s.at[end])))
		end++;
	return end > at + 1 && end < s.length && s.at[end] == ')' ? end + 1 - at : 0;
}

/* The number at `at`, with what is below it in brackets: "4.2(a)". */
static size_t number_length(struct span s, size_t at, enum cited_kind kind, struct span *number)
{
	size_t length = dotted_length(s, at);
	if (!length && kind == CITED_recommendation)
		length = bracketed_length(s, at);
	*number = bare(span_cut(s, at, at + length));
	for (size_t below; length && (below = bracketed_length(s, at + length)) != 0;)
		length += below;
	return length;
}

/* How many bytes part one number from the next. */
static size_t separator_length(const struct typing *t, struct span s, size_t at)
{
	static const char *const marks[] = {", ", "-", "\xE2\x80\x93"};
	const struct span joins[] = {
		house_word(t->what->house, t->what->settled->language, "and"), SPAN("to"), SPAN("&")};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_starts(span_cut(s, at, s.length), marks[i]))
			return strlen(marks[i]);
	const size_t from = at + blank_at(s, at);
	for (size_t i = 0; from > at && i < sizeof joins / sizeof *joins; i++) {
		const size_t end = from + joins[i].length;
		if (span_same(span_cut(s, from, end), joins[i]) && blank_at(s, end))
			return end + blank_at(s, end) - at;
	}
	return 0;
}

/* The word's letters after its first stand at `at`: "aragraph". */
static bool read_cited(const struct typing *t, struct span s, size_t at, struct cited *cited)
{
	const struct span word = t->words[cited->kind];
	if (at == 0 || to_lower(s.at[at - 1]) != to_lower(word.at[0]) ||
		(at > 1 && check_is_of_a_word(s.at[at - 2])))
		return false;
	cited->from = at - 1;
	at += word.length - 1;
	at += at < s.length && s.at[at] == 's';
	const size_t blank = blank_at(s, at);
	if (!blank)
		return false;
	at += blank;
	cited->count = 0;
	for (size_t length; cited->count < MOST_CITED; cited->count++) {
		length = number_length(s, at, cited->kind, &cited->numbers[cited->count].number);
		if (!length)
			break;
		cited->to = at + length;
		cited->numbers[cited->count].typed = span_cut(s, at, cited->to);
		at = cited->to + separator_length(t, s, cited->to);
		if (at == cited->to) {
			cited->count++;
			break;
		}
	}
	return cited->count > 0;
}

/* --- whose number it is */

static size_t before_blanks(struct span s, size_t at)
{
	while (at > 0 && (is_space(s.at[at - 1]) || (unsigned char)s.at[at - 1] == 0xA0 ||
		(unsigned char)s.at[at - 1] == 0xC2))
		at--;
	return at;
}

/* "Schedule 12A, paragraph 3", "Part 2 paragraph 8". */
static bool is_below_another(struct span s, size_t from)
{
	const size_t end = before_blanks(s, from);
	if (end == 0 || end == from)
		return false;
	const char last = s.at[end - 1];
	size_t word = end;
	while (word > 0 && check_is_of_a_word(s.at[word - 1]))
		word--;
	return last == ',' || last == ')' || is_digit(last) || (is_capital(last) && end - word <= 3);
}

/* Above, below, of this report. */
static bool says_here(const struct typing *t, struct span s, size_t to)
{
	struct sentence after;
	sentence_read(span_cut(s, to, s.length), 0, &after);
	return after.count && after.words[0].from <= 3 && phrases_at(&after, 0, t->here);
}

static bool is_in_brackets(struct span s, const struct cited *cited)
{
	const size_t from = before_blanks(s, cited->from);
	return from > 0 && s.at[from - 1] == '(' && cited->to < s.length && s.at[cited->to] == ')';
}

/* "as set out in paragraph 4.2" */
static bool says_in(const struct typing *t, struct span s, size_t from)
{
	struct sentence before;
	size_t start = 0;
	for (size_t next = 0; next != SIZE_MAX && next < from;) {
		start = next;
		next = sentence_read(span_cut(s, 0, from), next, &before);
	}
	sentence_read(span_cut(s, 0, from), start, &before);
	for (size_t word = 0; word < before.count; word++) {
		const size_t taken = phrases_at(&before, word, t->said_in);
		if (taken && word + taken == before.count)
			return true;
	}
	return false;
}

static bool goes_on_elsewhere(struct span s, size_t to)
{
	static const char *const others[] = {" of ", " in ", " to the ", " on page"};
	const struct span rest = span_cut(s, to, s.length);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (span_starts(rest, others[i]))
			return true;
	return false;
}

/* All that stands together: the sentence before a list may say whose numbers its items have. */
static struct span surroundings(const struct typing *t)
{
	const struct prose_node *block = t->pieces[0].node;
	while (block->parent && block->parent->parent)
		block = block->parent;
	return check_plain(t->what, block);
}

static bool names_another(const struct typing *t, enum cited_kind kind)
{
	const struct span s = surroundings(t);
	for (size_t at = 0; at != SIZE_MAX;) {
		struct sentence sentence;
		at = sentence_read(s, at, &sentence);
		if (phrases_within(&sentence, 0, sentence.count, t->other_documents) ||
			(kind == CITED_recommendation &&
				phrases_within(&sentence, 0, sentence.count, t->others_recommend)))
			return true;
	}
	return false;
}

static bool is_of_this_paper(const struct typing *t, struct span s, const struct cited *cited)
{
	if (is_below_another(s, cited->from))
		return false;
	if (says_here(t, s, cited->to))
		return true;
	if (goes_on_elsewhere(s, cited->to) || !last_paragraph(t, SPAN("")).length)
		return false;
	const bool dotted = span_find(cited->numbers[0].number, SPAN(".")) != SIZE_MAX;
	const bool bracketed = is_in_brackets(s, cited) && (dotted || cited->kind != CITED_paragraph);
	return (bracketed || says_in(t, s, cited->from)) && !names_another(t, cited->kind);
}

/* --- the text */

static struct place place_of(const struct typing *t, const struct cited *cited)
{
	size_t k = t->piece_count;
	while (k > 1 && t->pieces[k - 1].at > cited->from)
		k--;
	const struct prose_node *node = t->pieces[k - 1].node;
	struct place place = node->place;
	if (place.to - place.from != node->text.length) /* escapes or folds in between */
		return place;
	place.from += (uint32_t)(cited->from - t->pieces[k - 1].at);
	const size_t length = cited->to - cited->from;
	if (place.from + length < place.to)
		place.to = place.from + (uint32_t)length;
	return place;
}

static void judge(struct typing *t, const struct cited *cited)
{
	static const char *const helps[CITED_kind_count] = { /* NULL: the rule's own is of paragraphs */
		[CITED_table] = "Name the table by its key under `tables:`, [](#costs): the number is put in; where "
				"another document is meant, name it: table 3 of the plan.",
		[CITED_recommendation] = "Give the recommendation that is meant an `id:`, and write [](#sale); where "
					 "another document is meant, name it: recommendation 3 of the review.",
	};
	struct arena *arena = t->what->arena;
	if (!is_of_this_paper(t, text_span(&t->plain), cited))
		return;
	const struct place place = place_of(t, cited);
	const struct span word = t->words[cited->kind];
	bool all_there = true;
	for (size_t i = 0; i < cited->count; i++) {
		const struct span has = wanting(t, cited->kind, cited->numbers[i].number);
		all_there = all_there && !has.length;
		if (!has.length)
			continue;
		struct finding *finding = diag_add(t->what->diags, FINDING_typed_number_unknown, place,
			arena_format(arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(cited->numbers[i].typed)),
			has, SPAN_NONE);
		finding->help = span_of(helps[cited->kind]);
	}
	if (!all_there || t->typed++ > 0)
		return;
	t->first_typed = arena_copy(arena, span_cut(text_span(&t->plain), cited->from, cited->to));
	t->first_place = place;
}

static void search_block(struct typing *t)
{
	const struct span s = text_span(&t->plain);
	for (enum cited_kind kind = 0; kind < CITED_kind_count; kind++) {
		const struct span rest = span_cut(t->words[kind], 1, t->words[kind].length);
		for (size_t at = 0; at < s.length;) {
			const char *found = memmem(s.at + at, s.length - at, rest.at, rest.length);
			if (!found)
				break;
			struct cited cited = {.kind = kind};
			at = (size_t)(found - s.at);
			if (!read_cited(t, s, at, &cited)) {
				at += rest.length;
				continue;
			}
			if (!t->looked)
				look(t);
			judge(t, &cited);
			at = cited.to;
		}
	}
}

static void add_piece(struct typing *t, const struct prose_node *node)
{
	if (node->kind == PROSE_soft_break || node->kind == PROSE_hard_break) {
		text_add_char(&t->plain, ' ');
		return;
	}
	ARENA_GROW(t->what->arena, t->pieces, t->piece_count, t->piece_capacity);
	t->pieces[t->piece_count++] = (struct piece){t->plain.length, node};
	text_add(&t->plain, node->text);
}

static void end_block(struct typing *t)
{
	if (t->piece_count)
		search_block(t);
	text_clear(&t->plain);
	t->piece_count = 0;
}

/* Quotations and code are somebody else's words; those of a link may be, too. */
static void read_document(struct typing *t, const struct prose_node *document)
{
	if (!document)
		return;
	for (struct prose_visit v = {.root = document}; prose_visit(&v);) {
		const struct prose_node *n = v.node;
		if (!v.leaving && (n->kind == PROSE_quote || n->kind == PROSE_link || n->kind == PROSE_reference))
			v.leaving = true;
		else if (!v.leaving && (n->kind == PROSE_text || n->kind == PROSE_soft_break ||
			n->kind == PROSE_hard_break))
			add_piece(t, n);
		else if (prose_is_block(n->kind))
			end_block(t);
	}
	end_block(t);
}

/* Something like a number stands after the word somewhere in the file: in most papers nothing does, and
 * their trees need not be walked. */
static bool is_cited_in_file(const struct typing *t, struct span word)
{
	const struct span s = t->what->paper->source->bytes, rest = span_cut(word, 1, word.length);
	const char *end = s.at + s.length;
	for (const char *at = s.at; (at = memmem(at, (size_t)(end - at), rest.at, rest.length)) != NULL;) {
		at += rest.length;
		const char *next = at + (at < end && *at == 's');
		while (next < end && (is_space(*next) || (unsigned char)*next >= 0x80))
			next++;
		if (next > at && next < end &&
			(is_digit(*next) || is_capital(*next) || *next == '(' || *next == '\\'))
			return true;
	}
	return false;
}

static void read_part(struct typing *t, const struct part *part)
{
	for (size_t i = 0; i < part->passage_count; i++)
		read_document(t, part->passages[i].prose);
	for (size_t i = 0; i < part->item_count; i++)
		for (size_t k = 0; k < part->items[i].value_count; k++)
			read_document(t, part->items[i].values[k].prose);
	for (size_t i = 0; i < part->field_count; i++)
		read_document(t, part->fields[i].prose);
}

static void report_typed(const struct typing *t)
{
	if (!t->typed)
		return;
	const struct span others = t->typed == 1 ? SPAN("")
		: arena_format(t->what->arena, ", and so %s %zu more", t->typed == 2 ? "is" : "are",
			t->typed - 1);
	diag_add(t->what->diags, FINDING_number_typed, t->first_place, t->first_typed, others, SPAN_NONE);
}

void check_typed_numbers(const struct checking *what)
{
	static const char *const words[CITED_kind_count] = {[CITED_paragraph] = "paragraph",
		[CITED_table] = "table", [CITED_recommendation] = "recommendation"};
	struct typing t = {.what = what};
	bool any = false;
	for (enum cited_kind kind = 0; kind < CITED_kind_count; kind++) {
		t.words[kind] = house_word(what->house, what->settled->language, words[kind]);
		if (t.words[kind].length < 2)
			return;
		any = any || is_cited_in_file(&t, t.words[kind]);
	}
	if (!any)
		return;
	for (size_t i = 0; i < what->paper->part_count; i++)
		if (what->paper->parts[i].decl->kind != PART_appendices) /* texts with numbers of their own */
			read_part(&t, &what->paper->parts[i]);
	report_typed(&t);
	text_release(&t.plain);
}
