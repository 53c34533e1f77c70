#include "author/yaml.h"

#include <string.h>

#define COMMENT_COLUMNS 78

void yaml_comment(struct span words, const char *indent, struct text *into)
{
	size_t column = 0;
	while ((words = span_trim(words)).length) {
		size_t length = 0;
		while (length < words.length && !is_space(words.at[length]))
			length++;
		if (column && column + 1 + length > COMMENT_COLUMNS) {
			text_add_char(into, '\n');
			column = 0;
		}
		if (!column) {
			text_format(into, "%s#", indent);
			column = strlen(indent) + 1;
		}
		text_add_char(into, ' ');
		text_add(into, span_cut(words, 0, length));
		column += 1 + length;
		words = span_cut(words, length, words.length);
	}
	if (column)
		text_add_char(into, '\n');
}

/* Begins with a letter or digit, and holds nothing that YAML or a list in brackets could take for a
 * sign of its own. Letters beyond ASCII are letters. */
static bool needs_no_quotes(struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		const bool plain = is_letter(c) || is_digit(c) || (c & 0x80);
		const bool inside = i > 0 && c && strchr(" .;'()-/+%_@&", c);
		const bool comma = i > 0 && c == ',' && i + 1 < s.length && s.at[i + 1] == ' ';
		if (!plain && !inside && !comma)
			return false;
	}
	return s.length > 0 && s.at[s.length - 1] != ' ';
}

static void add_quoted(struct span s, struct text *into)
{
	text_add_char(into, '"');
	for (size_t i = 0; i < s.length; i++) {
		const char c = s.at[i];
		if (c == '"' || c == '\\')
			text_format(into, "\\%c", c);
		else if (c == '\n')
			text_add_string(into, "\\n");
		else if (c == '\t')
			text_add_string(into, "\\t");
		else
			text_add_char(into, c);
	}
	text_add_char(into, '"');
}

static bool has_line_end(struct span s)
{
	return span_find(s, SPAN("\n")) != SIZE_MAX || span_find(s, SPAN("\r")) != SIZE_MAX;
}

void yaml_word(struct span s, struct text *into)
{
	if (needs_no_quotes(s)) {
		text_add(into, s);
		return;
	}
	struct text line = {0};
	for (size_t i = 0; i < s.length; i++)
		text_add_char(&line, s.at[i] == '\n' || s.at[i] == '\r' ? ' ' : s.at[i]);
	add_quoted(text_span(&line), into);
	text_release(&line);
}

static void new_line(size_t indent, struct text *into)
{
	text_add_char(into, '\n');
	text_add_repeated(into, ' ', indent);
}

/* A block after |, which ends with one line end. */
static void add_block(struct span s, size_t indent, struct text *into)
{
	text_add_string(into, " |");
	while (s.length) {
		size_t end = span_find(s, SPAN("\n"));
		const struct span line = span_cut(s, 0, end == SIZE_MAX ? s.length : end);
		if (line.length)
			new_line(indent, into);
		else
			text_add_char(into, '\n');
		text_add(into, line);
		s = end == SIZE_MAX ? SPAN_NONE : span_cut(s, end + 1, s.length);
	}
}

void yaml_text(struct span s, size_t indent, struct text *into)
{
	while (s.length && s.at[s.length - 1] == '\n')
		s.length--;
	const bool block = span_find(s, SPAN("\n")) != SIZE_MAX && !is_blank(s.at[0]) &&
			   s.at[0] != '\n' && span_find(s, SPAN("\r")) == SIZE_MAX;
	if (block) {
		add_block(s, indent, into);
		return;
	}
	text_add_char(into, ' ');
	if (has_line_end(s))
		add_quoted(s, into);
	else
		yaml_word(s, into);
}

static void add_pairs(const struct node *mapping, size_t indent, bool in_line, struct text *into)
{
	for (size_t i = 0; i < mapping->count; i++) {
		if (i == 0 && in_line)
			text_add_char(into, ' ');
		else
			new_line(indent, into);
		yaml_word(mapping->pairs[i].key->text, into);
		text_add_char(into, ':');
		yaml_node(mapping->pairs[i].value, indent + 2, into);
	}
}

static void add_items(const struct node *list, size_t indent, struct text *into)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct node *item = list->items[i];
		new_line(indent, into);
		text_add_char(into, '-');
		if (item->kind == NODE_mapping && item->count)
			add_pairs(item, indent + 2, true, into);
		else
			yaml_node(item, indent + 2, into);
	}
}

void yaml_node(const struct node *node, size_t indent, struct text *into)
{
	if (node->kind == NODE_scalar)
		yaml_text(node->text, indent, into);
	else if (node->count == 0)
		text_add_string(into, node->kind == NODE_list ? " []" : " {}");
	else if (node->kind == NODE_list)
		add_items(node, indent, into);
	else
		add_pairs(node, indent, false, into);
}

void yaml_schema_lines(struct span schema, struct text *into)
{
	if (!schema.at)
		return;
	text_format(into, "# yaml-language-server: $schema=%.*s\n# $schema: %.*s\n", SPAN_ARG(schema),
		SPAN_ARG(schema));
}
