#include "check/phrases.h"

/* --- words and sentences */

#define APOSTROPHE "\xE2\x80\x99" /* as word processors type it */

static size_t apostrophe_at(struct span s, size_t at)
{
	if (s.at[at] == '\'')
		return 1;
	return span_starts(span_cut(s, at, s.length), APOSTROPHE) ? sizeof APOSTROPHE - 1 : 0;
}

/* Letters beyond ASCII begin with C3 or more; dashes and quotes with C2 or E2. */
static size_t letter_at(struct span s, size_t at)
{
	const unsigned char byte = (unsigned char)s.at[at];
	if (is_letter(s.at[at]) || is_digit(s.at[at]))
		return 1;
	if (byte < 0xC3 || byte == 0xE2)
		return 0;
	size_t end = at + 1;
	while (end < s.length && ((unsigned char)s.at[end] & 0xC0) == 0x80)
		end++;
	return end - at;
}

/* The end of the word at `at`: apostrophes stand inside words. */
static size_t word_end(struct span s, size_t at)
{
	for (size_t end = at; end < s.length;) {
		const size_t apostrophe = apostrophe_at(s, end);
		if (letter_at(s, end))
			at = end += letter_at(s, end);
		else if (apostrophe && end == at)
			end += apostrophe;
		else
			break;
	}
	return at;
}

static bool is_blank_line(struct span s, size_t line_end)
{
	size_t at = line_end + 1;
	while (at < s.length && (s.at[at] == ' ' || s.at[at] == '\t' || s.at[at] == '\r'))
		at++;
	return at < s.length && (s.at[at] == '\n' || s.at[at] == '-' || s.at[at] == '*' ||
				 s.at[at] == '+' || s.at[at] == '#' || s.at[at] == '|');
}

static bool ends_sentence(struct span s, size_t at)
{
	const char c = s.at[at];
	if (c == '\n')
		return is_blank_line(s, at);
	if (c == ';')
		return true;
	return (c == '.' || c == '!' || c == '?') && at + 1 < s.length &&
	       (is_space(s.at[at + 1]) || s.at[at + 1] == '*' || s.at[at + 1] == ')');
}

size_t sentence_read(struct span text, size_t at, struct sentence *sentence)
{
	sentence->text = text;
	sentence->count = 0;
	while (at < text.length) {
		if (ends_sentence(text, at))
			return at + 1;
		if (!letter_at(text, at)) {
			at++;
			continue;
		}
		const size_t end = word_end(text, at);
		if (sentence->count < SENTENCE_WORDS) {
			sentence->words[sentence->count].from = at;
			sentence->words[sentence->count].to = end;
			sentence->count++;
		}
		at = end;
	}
	return SIZE_MAX;
}

/* --- phrases in them */

static bool same_word(struct span typed, struct span wanted)
{
	size_t i = 0, k = 0;
	while (i < typed.length && k < wanted.length) {
		const size_t one = apostrophe_at(typed, i), other = apostrophe_at(wanted, k);
		if (!one != !other || (!one && to_lower(typed.at[i]) != to_lower(wanted.at[k])))
			return false;
		i += one ? one : 1;
		k += other ? other : 1;
	}
	return i == typed.length && k == wanted.length;
}

size_t phrase_at(const struct sentence *sentence, size_t word, struct span phrase)
{
	size_t taken = 0;
	for (size_t at = 0; at < phrase.length;) {
		if (!letter_at(phrase, at)) {
			at++;
			continue;
		}
		const size_t end = word_end(phrase, at), i = word + taken++;
		if (i >= sentence->count ||
			!same_word(span_cut(sentence->text, sentence->words[i].from,
					   sentence->words[i].to),
				span_cut(phrase, at, end)))
			return 0;
		at = end;
	}
	return taken;
}

size_t phrases_at(const struct sentence *sentence, size_t word, const struct phrases *phrases)
{
	size_t longest = 0;
	if (word >= sentence->count ||
		!(phrases->first & phrase_letter(sentence->text.at[sentence->words[word].from])))
		return 0;
	for (size_t i = 0; i < phrases->count; i++) {
		const size_t taken = phrase_at(sentence, word, phrases->items[i]);
		longest = taken > longest ? taken : longest;
	}
	return longest;
}

bool phrases_within(const struct sentence *sentence, size_t from, size_t to,
	const struct phrases *phrases)
{
	for (size_t word = from; word < to && word < sentence->count; word++)
		if (phrases_at(sentence, word, phrases))
			return true;
	return false;
}
