/* Words, characters and sentences, as a clerk counts them. */
#include "check/themes.h"

/* A full stop after one of these ends no sentence; nor does one after a single letter (initials). */
static const char *const abbreviations[] = {"Mr", "Mrs", "Ms", "Dr", "St", "Rev", "Prof", "Cllr",
	"Cllrs", "Hon", "No", "Nos", "para", "paras", "p", "pp", "vol", "cf", "eg", "ie", "e.g",
	"i.e", "etc", "approx", "Ltd", "Co"};

static bool is_abbreviation(struct span word)
{
	while (word.length && is_punctuation(word.at[0]))
		word = span_cut(word, 1, word.length);
	if (word.length == 1 || (word.length > 2 && word.at[word.length - 2] == '.'))
		return !is_digit(word.at[word.length - 1]);
	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
		if (span_same_ignoring_case(word, span_of(abbreviations[i])))
			return true;
	return false;
}

static struct span word_at(struct span plain, size_t *at)
{
	while (*at < plain.length && is_space(plain.at[*at]))
		(*at)++;
	const size_t from = *at;
	while (*at < plain.length && !is_space(plain.at[*at]))
		(*at)++;
	return span_cut(plain, from, *at);
}

static bool has_letter_or_digit(struct span word)
{
	for (size_t i = 0; i < word.length; i++)
		if (check_is_of_a_word(word.at[i]))
			return true;
	return false;
}

/* The word ends in . ! or ?, quotes and brackets aside. */
static bool ends_sentence(struct span word)
{
	while (word.length && (word.at[word.length - 1] == '"' || word.at[word.length - 1] == '\'' ||
				      word.at[word.length - 1] == ')'))
		word.length--;
	if (span_ends(word, "!") || span_ends(word, "?"))
		return true;
	return span_ends(word, ".") && !is_abbreviation(span_cut(word, 0, word.length - 1));
}

static bool begins_small(struct span word)
{
	return word.length && word.at[0] >= 'a' && word.at[0] <= 'z';
}

static uint32_t code_points(struct span s)
{
	uint32_t count = 0;
	for (size_t i = 0; i < s.length; i++)
		count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return count;
}

void measure_add(struct measure *measure, struct span plain)
{
	plain = span_trim(plain);
	measure->characters += code_points(plain);
	bool open = false; /* words since the last end of a sentence */
	size_t at = 0;
	for (struct span word = word_at(plain, &at); word.length;) {
		const struct span next = word_at(plain, &at);
		measure->words += has_letter_or_digit(word);
		open = open || has_letter_or_digit(word);
		if (open && ends_sentence(word) && !begins_small(next)) {
			measure->sentences++;
			open = false;
		}
		word = next;
	}
	measure->sentences += open;
}
