/*
 * What full council decides and the executive only proposes: the budget and the plans of the policy
 * framework. Which they are is the council's own list (`council_decides` of its style); without it
 * nothing is looked for. A recommendation is told only where it approves a plan as a whole: "approve
 * the Local Plan", "that the Local Plan 2031 be adopted", not "approve the Local Plan timetable". The
 * words around the plan's name are the language's (`council_...`).
 */
#include "check/phrases.h"

struct lists {
	const struct phrases *executives; /* Cabinet */
	const struct phrases *approve;    /* approve, adopts */
	const struct phrases *approved;   /* be approved */
	const struct phrases *between;    /* the, a, revised: before the plan's name */
	const struct phrases *after;      /* for, as set out: after it */
	const struct phrases *unless;     /* to council, draft, consultation */
};

#define WORDS_TO_VERB 3u  /* That Cabinet formally approves */
#define WORDS_TO_PASSIVE 12u /* The Local Plan, as set out in the appendix to this report, be adopted */

static bool begins_with_digit(const struct sentence *s, size_t word)
{
	return word < s->count && is_digit(s->text.at[s->words[word].from]);
}

static size_t skip(const struct sentence *s, size_t word, const struct phrases *phrases)
{
	for (size_t taken; word < s->count; word += taken) {
		taken = begins_with_digit(s, word) ? 1 : phrases_at(s, word, phrases);
		if (!taken)
			break;
	}
	return word;
}

/* "2026/27", "2026 to 2030" */
static size_t skip_years(const struct sentence *s, size_t word)
{
	while (begins_with_digit(s, word) || begins_with_digit(s, word + 1))
		word++;
	return word;
}

/* How many words of a listed plan stand at the word. */
static size_t plan_at(const struct checking *what, const struct sentence *s, size_t word)
{
	size_t longest = 0;
	for (size_t i = 0; i < what->house->council_decides_count; i++) {
		const size_t taken = phrase_at(s, word, what->house->council_decides[i]);
		longest = taken > longest ? taken : longest;
	}
	return longest;
}

/* A mark ends what is approved; a word goes on, and may be another thing: the Local Plan timetable. */
static bool ends_there(const struct sentence *s, size_t word, const struct lists *lists)
{
	if (word >= s->count || phrases_at(s, word, lists->after))
		return true;
	for (size_t at = s->words[word - 1].to; at < s->words[word].from; at++)
		if (is_punctuation(s->text.at[at]) && s->text.at[at] != '-' && s->text.at[at] != '/')
			return true;
	return false;
}

struct found {
	size_t from, to; /* words of the plan's name */
};

static bool is_approved(const struct checking *what, const struct sentence *s, const struct lists *lists,
	struct found *found)
{
	for (size_t verb = 0; verb < s->count && verb <= WORDS_TO_VERB; verb++) {
		const size_t taken = phrases_at(s, verb, lists->approve);
		if (!taken)
			continue;
		found->from = skip(s, verb + taken, lists->between);
		found->to = found->from + plan_at(what, s, found->from);
		return found->to > found->from && ends_there(s, skip_years(s, found->to), lists);
	}
	return false;
}

/* "that the Local Plan be adopted", with or without its first word. */
static bool is_to_be_approved(const struct checking *what, const struct sentence *s, size_t word,
	const struct lists *lists, struct found *found)
{
	found->from = skip(s, word, lists->between);
	found->to = found->from + plan_at(what, s, found->from);
	if (found->to == found->from)
		return false;
	const size_t next = skip_years(s, found->to);
	if (phrases_at(s, next, lists->approved))
		return true;
	return ends_there(s, next, lists) &&
	       phrases_within(s, next, next + WORDS_TO_PASSIVE, lists->approved);
}

static bool goes_to_council(const struct sentence *s, const struct found *found,
	const struct lists *lists)
{
	return phrases_within(s, 0, found->from, lists->unless) ||
	       phrases_within(s, found->to, s->count, lists->unless);
}

static void check_one(const struct checking *what, const struct lists *lists,
	const struct value *value, struct span body)
{
	const struct span plain = check_plain(what, value->prose);
	for (size_t at = 0; at != SIZE_MAX;) {
		struct sentence s;
		struct found found;
		at = sentence_read(plain, at, &s);
		if (!is_approved(what, &s, lists, &found) &&
			!is_to_be_approved(what, &s, 0, lists, &found) &&
			!is_to_be_approved(what, &s, 1, lists, &found))
			continue;
		if (!goes_to_council(&s, &found, lists))
			diag_add(what->diags, FINDING_council_decides, value->place,
				span_cut(plain, s.words[found.from].from, s.words[found.to - 1].to), body,
				SPAN_NONE);
	}
}

/* "Cabinet is asked to recommend to Council that:" */
static bool leads_to_council(const struct checking *what, const struct part *part,
	const struct house_part *house, const struct lists *lists)
{
	struct sentence s;
	sentence_read(part->lead.text.length ? part->lead.text : check_words_of(what, house->lead), 0, &s);
	return phrases_within(&s, 0, s.count, lists->unless);
}

static bool is_executive(struct span body, const struct lists *lists)
{
	struct sentence s;
	sentence_read(body, 0, &s);
	return phrases_within(&s, 0, s.count, lists->executives);
}

void check_council(const struct checking *what)
{
	const struct value *body = paper_fact(what->paper, SPAN("meeting.body"));
	if (!what->house->council_decides_count || !body)
		return;
	struct lexicon *lexicon = lexicon_of(what);
	const struct lists lists = {.executives = lexicon_numbered(lexicon, "council_executives"),
		.approve = lexicon_numbered(lexicon, "council_approve"),
		.approved = lexicon_numbered(lexicon, "council_approved"),
		.between = lexicon_numbered(lexicon, "council_between"),
		.after = lexicon_numbered(lexicon, "council_after"),
		.unless = lexicon_numbered(lexicon, "council_unless")};
	if (!is_executive(body->text, &lists))
		return;
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		const struct house_part *house = house_part(what->house, part->decl->key);
		if (part->decl->kind != PART_recommendations || !house ||
			leads_to_council(what, part, house, &lists))
			continue;
		for (size_t k = 0; k < part->item_count; k++) {
			const struct value *text = record_value(&part->items[k], "text");
			if (text && text->prose)
				check_one(what, &lists, text, body->text);
		}
	}
}
