#include "prose/reading.h"

#include <cmark.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead < 0xE0)
		return 2;
	if (lead >= 0xE0 && lead < 0xF0)
		return 3;
	return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

uint32_t prose_character_at(struct span s, size_t offset, size_t *length)
{
	unsigned char lead = (unsigned char)s.at[offset];
	size_t n = sequence_length(lead);
	*length = 1;
	if (n == 1)
		return lead;
	if (n == 0 || s.length - offset < n)
		return 0xFFFF; /* not a character: as good as any other that is none */
	uint32_t c = lead & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		unsigned char next = (unsigned char)s.at[offset + i];
		if ((next & 0xC0) != 0x80)
			return 0xFFFF;
		c = c << 6 | (next & 0x3F);
	}
	*length = n;
	return c;
}

static bool is_unprintable(uint32_t c)
{
	if (c < 0x20)
		return c != '\t' && c != '\n';
	if (c >= 0x7F && c <= 0x9F)
		return true;
	return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* Characters that source/ refuses when typed: an entity must not bring them in. U+FFFD is what
 * becomes of &#0; and of halves of a pair. */
static bool is_refused_when_typed(uint32_t c)
{
	return is_unprintable(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFD;
}

#define DIRECTION_LEAD 0xE2 /* the first byte of each of these, and of no other character's rest */
static bool changes_direction(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct span clean(struct arena *arena, struct span s)
{
	size_t bad = 0;
	size_t length;
	for (size_t i = span_plain_run(s, 0); i < s.length; i += length + span_plain_run(s, i + length))
		bad += is_unprintable(prose_character_at(s, i, &length));
	if (!bad)
		return s;
	char *copy = arena_take(arena, s.length + bad * 3 + 1);
	size_t at = 0;
	for (size_t i = 0; i < s.length; i += length) {
		bool replace = is_unprintable(prose_character_at(s, i, &length));
		memcpy(copy + at, replace ? REPLACEMENT : s.at + i, replace ? 3 : length);
		at += replace ? 3 : length;
	}
	return (struct span){copy, at};
}

/* As cmark 0.30.2 writes it: U+FFFE and U+FFFF become one stray byte. */
static void encode(struct entity *entity, uint32_t c)
{
	char *b = entity->bytes;
	if (c == 0 || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
		c = 0xFFFD;
	if (c < 0x80) {
		b[0] = (char)c;
		entity->count = 1;
	} else if (c < 0x800) {
		b[0] = (char)(0xC0 | c >> 6);
		b[1] = (char)(0x80 | (c & 0x3F));
		entity->count = 2;
	} else if (c == 0xFFFE || c == 0xFFFF) {
		b[0] = (char)(c & 0xFF);
		entity->count = 1;
	} else if (c < 0x10000) {
		b[0] = (char)(0xE0 | c >> 12);
		b[1] = (char)(0x80 | (c >> 6 & 0x3F));
		b[2] = (char)(0x80 | (c & 0x3F));
		entity->count = 3;
	} else {
		b[0] = (char)(0xF0 | c >> 18);
		b[1] = (char)(0x80 | (c >> 12 & 0x3F));
		b[2] = (char)(0x80 | (c >> 6 & 0x3F));
		b[3] = (char)(0x80 | (c & 0x3F));
		entity->count = 4;
	}
}

static int hex_value(char c)
{
	char low = to_lower(c);
	if (is_digit(c))
		return c - '0';
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static struct entity numeric_entity(struct span s)
{
	struct entity entity = {0};
	bool hex = s.length > 2 && to_lower(s.at[2]) == 'x';
	size_t from = hex ? 3 : 2;
	size_t most = hex ? 6 : 7;
	uint32_t c = 0;
	size_t i = from;
	for (; i < s.length && i - from < most; i++) {
		int digit = hex_value(s.at[i]);
		if (digit < 0 || (!hex && digit > 9))
			break;
		c = c * (hex ? 16u : 10u) + (uint32_t)digit;
	}
	if (i == from || i >= s.length || s.at[i] != ';')
		return entity;
	entity.length = i + 1;
	encode(&entity, c);
	return entity;
}

/* The names of HTML are cmark's to know: it is asked for this one alone. */
static struct entity named_entity(struct span s)
{
	struct entity entity = {0};
	size_t i = 1;
	while (i < s.length && i < 33 && (is_letter(s.at[i]) || is_digit(s.at[i])))
		i++;
	if (i == 1 || i >= s.length || s.at[i] != ';')
		return entity;
	cmark_node *root = cmark_parse_document(s.at, i + 1, CMARK_OPT_DEFAULT);
	cmark_node *paragraph = cmark_node_first_child(root);
	cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
	const char *made = text ? cmark_node_get_literal(text) : NULL;
	size_t length = made ? strlen(made) : 0;
	bool known = length > 0 && length <= sizeof entity.bytes &&
		     !(length == i + 1 && memcmp(made, s.at, length) == 0);
	if (known) {
		entity.length = i + 1;
		entity.count = length;
		memcpy(entity.bytes, made, length);
	}
	cmark_node_free(root);
	return entity;
}

struct entity entity_at(struct span content, size_t from)
{
	struct span rest = span_cut(content, from, content.length);
	if (rest.length < 3 || rest.at[0] != '&')
		return (struct entity){0};
	return rest.at[1] == '#' ? numeric_entity(rest) : named_entity(rest);
}

static void judge_entity(struct reading *r, const struct leaf *leaf, size_t from,
	const struct entity *entity)
{
	struct span made = {entity->bytes, entity->count};
	size_t length;
	uint32_t c = prose_character_at(made, 0, &length);
	struct place place = leaf_place(r, leaf, from, from + entity->length);
	struct span typed = span_cut(leaf->content, from, from + entity->length);
	if (is_refused_when_typed(c) && c != '\n' && c != '\t')
		diag_add(r->diags, FINDING_entity_character, place, typed, SPAN_NONE, SPAN_NONE);
	else if (changes_direction(c))
		diag_add(r->diags, FINDING_bidi_in_prose, place, typed, SPAN_NONE, SPAN_NONE);
}

void entities_judge(struct reading *r, const struct leaf *leaf, size_t from, size_t to)
{
	struct span content = span_cut(leaf->content, 0, to);
	if (from >= content.length || !memchr(content.at + from, '&', content.length - from))
		return;
	for (size_t i = from; i < content.length; i++) {
		if (content.at[i] == '\\' && i + 1 < content.length &&
			is_punctuation(content.at[i + 1])) {
			i++;
			continue;
		}
		/* the named ones are all printable */
		if (content.at[i] != '&' || i + 1 >= content.length || content.at[i + 1] != '#')
			continue;
		struct entity entity = entity_at(content, i);
		if (!entity.length)
			continue;
		judge_entity(r, leaf, i, &entity);
		i += entity.length - 1;
	}
}

void direction_judge(struct reading *r)
{
	const struct span s = r->text;
	size_t length;
	for (size_t i = 0; i < s.length; i += length) {
		const char *found = memchr(s.at + i, DIRECTION_LEAD, s.length - i);
		if (!found)
			return;
		i = (size_t)(found - s.at);
		const uint32_t c = prose_character_at(s, i, &length);
		if (changes_direction(c))
			diag_add(r->diags, FINDING_bidi_in_prose, prose_place(r, i, i + length),
				arena_format(r->arena, "U+%04X", (unsigned)c), SPAN_NONE, SPAN_NONE);
	}
}
