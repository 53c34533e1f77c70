/*
 * Background papers: each entry names a document that a reader can ask for (section 100D of the Local
 * Government Act 1972, regulation 15 of SI 2012/2089). By what words one is told that names none, the
 * language says; what has a figure, a date, a month, a link or a title in quotation marks is left alone.
 */
#include "check/phrases.h"

struct lists {
	const struct phrases *unnamed;  /* "files held ..." at the beginning, or the whole entry */
	const struct phrases *quantity; /* "previous", at the beginning, with ... */
	const struct phrases *papers;   /* ... "reports" after it */
	const struct phrases *months;
	const struct phrases *exempt;   /* in brackets */
};

static bool has_any(struct span s, const char *const *needles, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_find(s, span_of(needles[i])) != SIZE_MAX)
			return true;
	return false;
}

/* Something by which it can be found. */
static bool is_specific(const struct record *document, struct span title, const struct sentence *words,
	const struct lists *lists)
{
	static const char *const signs[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x98", ":", ";", "www.", "#"};
	static const char *const keys[] = {"date", "url"};
	for (size_t i = 0; document && i < sizeof keys / sizeof *keys; i++) {
		const struct value *value = record_value(document, keys[i]);
		if (value && value->text.length && !value->none)
			return true;
	}
	for (size_t i = 0; i < title.length; i++)
		if (is_digit(title.at[i]))
			return true;
	return has_any(title, signs, sizeof signs / sizeof *signs) ||
	       phrases_within(words, 0, words->count, lists->months);
}

static bool is_unnamed(const struct sentence *words, const struct lists *lists)
{
	for (size_t i = 0; i < lists->unnamed->count; i++) {
		const struct span phrase = lists->unnamed->items[i];
		const size_t taken = phrase_at(words, 0, phrase);
		if (taken && (taken == words->count || span_ends(phrase, "...")))
			return true;
	}
	const size_t quantity = phrases_at(words, 0, lists->quantity);
	return quantity && phrases_within(words, quantity, words->count, lists->papers);
}

/* "(exempt)", "[Confidential]". */
static bool is_said_exempt(const struct sentence *words, const struct lists *lists)
{
	for (size_t i = 0; i < words->count; i++) {
		const size_t from = words->words[i].from;
		const char before = from > 0 ? words->text.at[from - 1] : ' ';
		if ((before == '(' || before == '[') && phrases_at(words, i, lists->exempt))
			return true;
	}
	return false;
}

/* `document`: the record with that title; NULL: the title is all that is typed. */
static void check_title(const struct checking *what, const struct lists *lists, struct span title,
	struct place place, const struct record *document)
{
	struct sentence words;
	sentence_read(title, 0, &words);
	if (is_said_exempt(&words, lists))
		diag_add(what->diags, FINDING_document_exempt, place, title, SPAN_NONE, SPAN_NONE);
	else if (is_unnamed(&words, lists) && !is_specific(document, title, &words, lists))
		diag_add(what->diags, FINDING_document_unnamed, place, title, SPAN_NONE, SPAN_NONE);
}

#define TITLE_BYTES 200 /* a longer text says more than a title does */

/* Documents may be written as a text too. */
static void check_part(const struct checking *what, const struct lists *lists,
	const struct part *part)
{
	for (size_t i = 0; i < part->item_count; i++) {
		const struct value *title = record_value(&part->items[i], "title");
		if (title && !title->none && title->text.length)
			check_title(what, lists, title->text, title->place, &part->items[i]);
	}
	for (size_t i = 0; i < part->passage_count; i++) {
		const struct span words = check_plain(what, part->passages[i].prose);
		if (words.length && words.length <= TITLE_BYTES)
			check_title(what, lists, words, part->passages[i].place, NULL);
	}
}

void check_documents(const struct checking *what)
{
	struct lexicon *lexicon = lexicon_of(what);
	struct lists lists = {0};
	for (size_t i = 0; i < what->paper->part_count; i++) {
		const struct part *part = &what->paper->parts[i];
		if (part->decl->kind != PART_documents || part->none)
			continue;
		if (!lists.unnamed)
			lists = (struct lists){lexicon_numbered(lexicon, "document_unnamed"),
				lexicon_numbered(lexicon, "document_quantity"),
				lexicon_numbered(lexicon, "document_papers"),
				lexicon_numbered(lexicon, "month"),
				lexicon_numbered(lexicon, "document_exempt")};
		check_part(what, &lists, part);
	}
}
