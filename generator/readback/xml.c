#include "readback/xml.h"

#include <string.h>

struct xml xml_start(struct span bytes)
{
	return (struct xml){.bytes = bytes};
}

static bool is_name_character(char c)
{
	return is_letter(c) || is_digit(c) || c == ':' || c == '_' || c == '-' || c == '.';
}

/* Where the tag that begins at `from` ends: the place of its '>', quotes apart; or SIZE_MAX. */
static size_t end_of_tag(struct span bytes, size_t from)
{
	for (size_t i = from; i < bytes.length; i++) {
		const char c = bytes.at[i];
		if (c == '>')
			return i;
		if (c == '<')
			return SIZE_MAX;
		if (c != '"')
			continue;
		const char *quote = memchr(bytes.at + i + 1, '"', bytes.length - i - 1);
		if (!quote)
			return SIZE_MAX;
		i = (size_t)(quote - bytes.at);
	}
	return SIZE_MAX;
}

static enum xml_event close_element(struct xml *x)
{
	if (x->depth == 0 || !span_same(x->open[x->depth - 1], x->name))
		return XML_BROKEN;
	x->depth--;
	return XML_CLOSE;
}

static enum xml_event open_element(struct xml *x, struct span tag)
{
	if (x->depth == XML_DEPTH || (x->depth == 0 && x->rooted))
		return XML_BROKEN;
	x->empty = tag.length && tag.at[tag.length - 1] == '/';
	if (x->empty)
		tag.length--;
	size_t n = 0;
	while (n < tag.length && is_name_character(tag.at[n]))
		n++;
	if (n == 0 || (n < tag.length && !is_space(tag.at[n])))
		return XML_BROKEN;
	x->name = span_cut(tag, 0, n);
	x->attributes = span_cut(tag, n, tag.length);
	x->open[x->depth++] = x->name;
	x->rooted = true;
	return XML_OPEN;
}

enum xml_event xml_next(struct xml *x)
{
	if (x->empty) {
		x->empty = false;
		x->text = SPAN_NONE;
		return close_element(x);
	}
	const char *start = x->at < x->bytes.length
		? memchr(x->bytes.at + x->at, '<', x->bytes.length - x->at) : NULL;
	const size_t from = start ? (size_t)(start - x->bytes.at) : x->bytes.length;
	x->text = span_cut(x->bytes, x->at, from);
	if (x->text.length && (memchr(x->text.at, 0, x->text.length) ||
				      (x->depth == 0 && span_trim(x->text).length != 0)))
		return XML_BROKEN; /* a block that was lost reads as NULs */
	if (!start)
		return x->depth == 0 && x->rooted ? XML_END : XML_BROKEN;
	const size_t to = end_of_tag(x->bytes, from + 1);
	if (to == SIZE_MAX || to == from + 1)
		return XML_BROKEN;
	const struct span tag = span_cut(x->bytes, from + 1, to);
	x->at = to + 1;
	if (tag.at[0] == '?')
		return from == 0 && tag.at[tag.length - 1] == '?' ? xml_next(x) : XML_BROKEN;
	if (tag.at[0] != '/')
		return open_element(x, tag);
	x->name = span_cut(tag, 1, tag.length);
	return close_element(x);
}

struct span xml_attribute(const struct xml *x, const char *name)
{
	const struct span all = x->attributes;
	const size_t length = strlen(name);
	for (size_t i = 0; i < all.length;) {
		while (i < all.length && is_space(all.at[i]))
			i++;
		const size_t from = i;
		while (i < all.length && is_name_character(all.at[i]))
			i++;
		const struct span found = span_cut(all, from, i);
		if (i + 1 >= all.length || all.at[i] != '=' || all.at[i + 1] != '"')
			return SPAN_NONE;
		const size_t value = i + 2;
		for (i = value; i < all.length && all.at[i] != '"'; i++)
			;
		if (found.length == length && memcmp(found.at, name, length) == 0)
			return span_cut(all, value, i);
		i++;
	}
	return SPAN_NONE;
}

static const struct {
	const char *entity;
	char meaning;
} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};

/* The byte at the start of the value, and how many raw bytes it takes. */
static char first_byte(struct span raw, size_t *taken)
{
	*taken = 1;
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (!span_starts(raw, entities[i].entity))
			continue;
		*taken = strlen(entities[i].entity);
		return entities[i].meaning;
	}
	return raw.at[0];
}

bool xml_value_is(struct span raw, struct span text)
{
	size_t at = 0;
	for (size_t taken; raw.length; raw = span_cut(raw, taken, raw.length), at++)
		if (at == text.length || first_byte(raw, &taken) != text.at[at])
			return false;
	return at == text.length;
}
