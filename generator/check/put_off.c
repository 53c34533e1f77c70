/*
 * What must be done before the decision, and is put off: an equality assessment "to follow" in a
 * paper that asks for the decision. The style says which parts tell of such a thing
 * (`before_decision`), the language with what words it is put off.
 */
#include "check/phrases.h"

struct lists {
	const struct phrases *assessment; /* what it is called */
	const struct phrases *put_off;    /* "... to follow" after it, "awaiting ..." before it; either alone */
	const struct phrases *between;    /* words that may stand between the two */
	const struct phrases *unless;     /* words with which the sentence says something else */
	const struct phrases *done;       /* words with which the part says that one is there */
	const struct phrases *noting;     /* recommendations that decide nothing begin with these */
};

/* --- does the paper ask for a decision? */

#define FIRST_WORDS 4u /* "that the Cabinet note" */

static bool only_notes(const struct checking *what, const struct record *item,
	const struct phrases *noting)
{
	struct sentence sentence;
	const struct value *text = record_value(item, "text");
	if (!text || !text->prose)
		return true;
	sentence_read(check_plain(what, text->prose), 0, &sentence);
	return phrases_within(&sentence, 0, FIRST_WORDS, noting);
}

static bool asks_for_decision(const struct checking *what, const struct phrases *noting)
{
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_recommendations)
			continue;
		for (size_t k = 0; k < part->item_count; k++)
			if (!only_notes(what, &part->items[k], noting))
				return true;
	}
	return false;
}

/* --- one text of the part */

struct found {
	size_t from, to; /* words of the sentence */
};

/* Past the words that may stand between. */
static size_t after_between(const struct sentence *s, size_t word, const struct lists *lists)
{
	for (size_t taken; word < s->count &&
		(taken = phrases_at(s, word, lists->between)) != 0;)
		word += taken;
	return word;
}

static bool is_before(struct span phrase) /* "awaiting ..." */
{
	return span_ends(phrase, "...");
}

/* From the word on: the assessment and then what puts it off, or the other way round. */
static bool puts_off_at(const struct sentence *s, size_t word, const struct lists *lists,
	struct found *found)
{
	const size_t called = phrases_at(s, word, lists->assessment);
	const size_t next = called ? after_between(s, word + called, lists) : 0;
	for (size_t i = 0; i < lists->put_off->count; i++) {
		const struct span phrase = lists->put_off->items[i];
		const size_t at = is_before(phrase) ? word : next;
		const size_t taken = is_before(phrase) || called ? phrase_at(s, at, phrase) : 0;
		if (!taken)
			continue;
		const size_t after = at + taken;
		const size_t thing = is_before(phrase) ? after_between(s, after, lists) : 0;
		const size_t named = is_before(phrase) ? phrases_at(s, thing, lists->assessment) : 0;
		if (is_before(phrase) && !named)
			continue;
		*found = (struct found){word, is_before(phrase) ? thing + named : after};
		return true;
	}
	return false;
}

/* "To follow." is all that is said. */
static bool is_all_put_off(const struct sentence *s, const struct lists *lists)
{
	for (size_t i = 0; i < lists->put_off->count; i++)
		if (!is_before(lists->put_off->items[i]) && s->count &&
			phrase_at(s, 0, lists->put_off->items[i]) == s->count)
			return true;
	return false;
}

static bool puts_off(const struct sentence *s, const struct lists *lists, struct found *found)
{
	for (size_t word = 0; word < s->count; word++) {
		if (!puts_off_at(s, word, lists, found))
			continue;
		return !phrases_within(s, 0, found->from, lists->unless) &&
		       !phrases_within(s, found->to, s->count, lists->unless);
	}
	return false;
}

static void report(const struct checking *what, const struct node *scalar, const struct sentence *s,
	const struct found *found)
{
	const size_t from = s->words[found->from].from, to = s->words[found->to - 1].to;
	diag_add(what->diags, FINDING_assessment_put_off,
		place_in_scalar(what->arena, what->paper->source, scalar, from, to),
		check_one_line(what, span_cut(s->text, from, to)), SPAN_NONE, SPAN_NONE);
}

static void check_scalar(const struct checking *what, const struct lists *lists,
	const struct node *scalar)
{
	struct sentence s;
	struct found found;
	bool first = true;
	for (size_t at = 0; at != SIZE_MAX; first = false) {
		at = sentence_read(scalar->text, at, &s);
		if (puts_off(&s, lists, &found))
			report(what, scalar, &s, &found);
		else if (first && is_all_put_off(&s, lists))
			report(what, scalar, &s, &(struct found){0, s.count});
	}
}

/* --- the part */

static bool says_done(const struct lists *lists, const struct node *node)
{
	bool done = false;
	struct sentence s;
	for (size_t at = 0; node->kind == NODE_scalar && at != SIZE_MAX && !done;) {
		at = sentence_read(node->text, at, &s);
		done = phrases_within(&s, 0, s.count, lists->done);
	}
	for (size_t i = 0; node->kind == NODE_list && i < node->count && !done; i++)
		done = says_done(lists, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count && !done; i++)
		done = says_done(lists, node->pairs[i].value);
	return done;
}

static void check_node(const struct checking *what, const struct lists *lists,
	const struct node *node)
{
	if (node->kind == NODE_scalar)
		check_scalar(what, lists, node);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		check_node(what, lists, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		if (!span_is(node->pairs[i].key->text, "note")) /* never printed */
			check_node(what, lists, node->pairs[i].value);
}

static const struct node *typed_part(const struct paper *paper, const struct part *part)
{
	for (size_t i = 0; i < paper->root->count; i++)
		if (paper->root->pairs[i].key->place.from == part->key_place.from)
			return paper->root->pairs[i].value;
	return NULL;
}

void check_put_off(const struct checking *what)
{
	struct lexicon *lexicon = lexicon_of(what);
	struct lists lists = {0};
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		const struct house_part *house = house_part(what->house, part->decl->key);
		const struct node *typed = typed_part(what->paper, part);
		if (!house || !house->before_decision || part->none || part->empty || !typed)
			continue;
		if (!lists.assessment)
			lists = (struct lists){lexicon_numbered(lexicon, "assessment"),
				lexicon_numbered(lexicon, "put_off"),
				lexicon_numbered(lexicon, "put_off_between"),
				lexicon_numbered(lexicon, "put_off_unless"),
				lexicon_numbered(lexicon, "assessment_done"),
				lexicon_numbered(lexicon, "only_note")};
		if (asks_for_decision(what, lists.noting) && !says_done(&lists, typed))
			check_node(what, &lists, typed);
	}
}
