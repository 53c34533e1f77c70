/* What findings call things: headings as the page prints them, prose without its markup. */
#include "check/themes.h"

struct span check_words_of(const struct checking *what, const struct house_text *text)
{
	if (!text)
		return SPAN_NONE;
	struct text filled = {0};
	struct span missing;
	struct span words = SPAN_NONE;
	if (house_text_fill(text, &what->asker, what->settled->language, FILL_PLAIN, true, &filled,
		    &missing))
		words = arena_copy(what->arena, span_trim(text_span(&filled)));
	text_release(&filled);
	return words;
}

/* "risk_management" as "Risk management". */
static struct span key_in_words(struct arena *arena, struct span key)
{
	char *words = ARENA_ARRAY(arena, char, key.length + 1);
	for (size_t i = 0; i < key.length; i++)
		words[i] = key.at[i] == '_' ? ' ' : key.at[i];
	if (words[0] >= 'a' && words[0] <= 'z')
		words[0] = (char)(words[0] - 'a' + 'A');
	return (struct span){words, key.length};
}

struct span check_part_name(const struct checking *what, const struct house_part *part)
{
	const struct span heading =
		part->heading_none ? SPAN_NONE : check_words_of(what, part->heading);
	return heading.length ? heading : key_in_words(what->arena, part->key);
}

struct span check_plain(const struct checking *what, const struct prose_node *prose)
{
	struct text plain = {0};
	if (prose)
		prose_plain(prose, &plain);
	const struct span words = arena_copy(what->arena, span_trim(text_span(&plain)));
	text_release(&plain);
	return words;
}

struct span check_one_line(const struct checking *what, struct span s)
{
	char *line = arena_take(what->arena, s.length + 1);
	for (size_t i = 0; i < s.length; i++)
		line[i] = is_space(s.at[i]) ? ' ' : s.at[i];
	return (struct span){line, s.length};
}

struct span check_money(const struct checking *what, int64_t pence)
{
	struct text text = {0};
	money_write(&text, pence, false, what->house->negative_brackets);
	const struct span copy = arena_copy(what->arena, text_span(&text));
	text_release(&text);
	return copy;
}
