#include "source/tree.h"

#include "base/limits.h"
#include "source/characters.h"
#include "source/mend.h"
#include "source/pitfalls.h"
#include "source/syntax.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

#define DIRECTIVES_SHOWN 8

/* A place that libyaml named last; the next is near. */
struct cursor {
	size_t line, column, at;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	yaml_parser_t parser;
	yaml_event_t event;
	size_t first_line; /* of the bytes that libyaml was given: directives stand before them */
	struct cursor cursor;
	struct pitfalls pitfalls;
	size_t nodes, depth;
	bool in_key; /* inside a list or mapping that stands where a key belongs */
	uint32_t brackets[LIMIT_DEPTH]; /* the open [ and { */
	size_t bracket_count;
};

/* --- places */

/*
 * libyaml's marks count lines and characters; its `index` counts otherwise after a byte order mark
 * and is not used. Walks from the last place, so that one long line is not read anew for each mark.
 */
static uint32_t offset_of(struct reader *r, yaml_mark_t mark)
{
	const struct source *s = r->source;
	size_t line = mark.line + r->first_line;
	if (line >= s->line_count)
		return (uint32_t)s->bytes.length;
	struct cursor c = r->cursor;
	if (c.line != line || c.column > mark.column)
		c = (struct cursor){line, 0, line == 0 ? s->mark : s->lines[line]};
	while (c.column < mark.column && c.at < s->bytes.length) {
		c.at++;
		while (c.at < s->bytes.length && ((unsigned char)s->bytes.at[c.at] & 0xC0) == 0x80)
			c.at++;
		c.column++;
	}
	r->cursor = c;
	return (uint32_t)c.at;
}

static char byte_at(const struct reader *r, size_t at)
{
	return at < r->source->bytes.length ? r->source->bytes.at[at] : 0;
}

static struct place place_from_to(const struct reader *r, size_t from, size_t to)
{
	return (struct place){r->source->number, (uint32_t)from, (uint32_t)to};
}

static struct finding *report(
	struct reader *r, enum finding_id id, struct place place, struct span argument)
{
	return diag_add(r->diags, id, place, argument, SPAN_NONE, SPAN_NONE);
}

/* A limit was passed: what follows is not read. */
static void *stop(struct reader *r, enum finding_id id, uint32_t at, size_t limit)
{
	report(r, id, place_from_to(r, at, at), grouped_number(r->arena, limit));
	return NULL;
}

/* --- events */

static void report_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	if (p->error == YAML_MEMORY_ERROR) {
		report(r, FINDING_cannot_read, place_from_to(r, 0, 0), SPAN("out of memory"));
		return;
	}
	struct complaint complaint = {
		.source = r->source,
		.context = p->context,
		.problem = p->problem,
		/* errors of libyaml's reader have no marks, only an offset */
		.at = p->error == YAML_READER_ERROR ? (uint32_t)p->problem_offset
						    : offset_of(r, p->problem_mark),
		.last = r->pitfalls.last,
		.bracket = r->bracket_count ? r->brackets[r->bracket_count - 1] : NO_BRACKET,
	};
	complaint.begun_at = p->context ? offset_of(r, p->context_mark) : complaint.at;
	syntax_report(r->diags, &complaint);
}

/* The next event; false when the text is not YAML, which was then reported. After an error libyaml
 * would go on to report success without an event, for ever: nobody calls this again. */
static bool next(struct reader *r)
{
	yaml_event_delete(&r->event);
	if (yaml_parser_parse(&r->parser, &r->event)) {
		assert(r->event.type != YAML_NO_EVENT);
		return true;
	}
	memset(&r->event, 0, sizeof r->event);
	report_syntax(r);
	return false;
}

static struct span event_text(const yaml_char_t *text)
{
	return span_of((const char *)text);
}

/* --- nodes */

static size_t end_of_line(const struct source *s, size_t at)
{
	while (at < s->bytes.length && s->bytes.at[at] != '\n' && s->bytes.at[at] != '\r')
		at++;
	return at;
}

static size_t end_of_word(const struct reader *r, size_t at)
{
	while (at < r->source->bytes.length && !is_space(byte_at(r, at)) &&
		!strchr(",[]{}", byte_at(r, at)))
		at++;
	return at;
}

static size_t pass_blanks_and_comments(const struct reader *r, size_t at)
{
	for (;; at++) {
		if (byte_at(r, at) == '#')
			at = end_of_line(r->source, at);
		if (!is_space(byte_at(r, at)))
			return at;
	}
}

/*
 * Anchors and tags before a node, each refused: the text that follows them stands. Gives where the
 * node itself begins, which libyaml does not tell.
 */
static uint32_t pass_properties(
	struct reader *r, uint32_t at, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	for (int left = (anchor != NULL) + (tag != NULL); left > 0; left--) {
		size_t to = end_of_word(r, at);
		struct span word = span_cut(r->source->bytes, at, to);
		if (byte_at(r, at) == '&')
			report(r, FINDING_anchor_used, place_from_to(r, at, to),
				span_cut(word, 1, word.length));
		else
			report(r, FINDING_tag_used, place_from_to(r, at, to), word);
		at = (uint32_t)pass_blanks_and_comments(r, to);
	}
	return at;
}

static enum scalar_style style_of(yaml_scalar_style_t style)
{
	return style == YAML_SINGLE_QUOTED_SCALAR_STYLE   ? SCALAR_single
	       : style == YAML_DOUBLE_QUOTED_SCALAR_STYLE ? SCALAR_double
	       : style == YAML_LITERAL_SCALAR_STYLE       ? SCALAR_literal
	       : style == YAML_FOLDED_SCALAR_STYLE        ? SCALAR_folded
							  : SCALAR_plain;
}

/* The end mark of a block scalar stands where the next thing begins: back to its last text. */
static uint32_t end_of_block(const struct reader *r, uint32_t from, uint32_t to)
{
	while (to > from + 1 && is_space(byte_at(r, to - 1)))
		to--;
	return to;
}

/* Characters that only an escape can bring into a value. */
static void check_escapes(struct reader *r, const struct node *scalar)
{
	if (scalar->style != SCALAR_double || !memchr(r->source->bytes.at + scalar->place.from,
						      '\\', scalar->place.to - scalar->place.from))
		return;
	struct fault_search search = {.arena = r->arena, .text = scalar->text};
	struct fault fault;
	while (fault_search_next(&search, &fault))
		diag_add(r->diags, fault.id,
			place_in_scalar(r->arena, r->source, scalar, fault.from, fault.to),
			fault.arguments[0], fault.arguments[1], SPAN_NONE);
}

static struct node *read_scalar(struct reader *r, bool is_key)
{
	const yaml_event_t *e = &r->event;
	struct node *node = ARENA_NEW(r->arena, struct node);
	node->kind = NODE_scalar;
	node->style = style_of(e->data.scalar.style);
	uint32_t from = offset_of(r, e->start_mark), to = offset_of(r, e->end_mark);
	if (e->data.scalar.length > LIMIT_SCALAR_BYTES) {
		diag_add(r->diags, FINDING_text_too_large, place_from_to(r, from, from),
			grouped_number(r->arena, e->data.scalar.length),
			grouped_number(r->arena, LIMIT_SCALAR_BYTES), SPAN_NONE);
		return NULL;
	}
	from = pass_properties(r, from, e->data.scalar.anchor, e->data.scalar.tag);
	if (node->style == SCALAR_literal || node->style == SCALAR_folded)
		to = end_of_block(r, from, to);
	if (to < from || (node->style == SCALAR_plain && e->data.scalar.length == 0))
		to = from; /* nothing typed */
	node->place = place_from_to(r, from, to);
	node->text = arena_copy(
		r->arena, (struct span){(const char *)e->data.scalar.value, e->data.scalar.length});
	check_escapes(r, node);
	pitfalls_scalar(&r->pitfalls, node, is_key, r->bracket_count > 0);
	return node;
}

/* A second star: `*word` alone may have been meant for an alias. */
static bool is_marked_up(struct span text)
{
	return memchr(text.at + 1, '*', text.length - 1) != NULL;
}

/* Outside of brackets the rest of the line, for more words may follow the first. */
static struct edit quoted_alias(const struct reader *r, struct place alias)
{
	const struct span bytes = r->source->bytes, word = span_cut(bytes, alias.from, alias.to);
	struct edit edit = mend_by_quotes(r->diags->arena, r->source, alias.from);
	if (r->bracket_count)
		edit = (struct edit){.place = alias,
			.bytes = arena_format(r->diags->arena, "\"%.*s\"", SPAN_ARG(word))};
	edit.certain = edit.place.source &&
		       is_marked_up(span_cut(bytes, edit.place.from, edit.place.to));
	return edit;
}

/* `*word`: refused, and kept as the text that was meant. */
static struct node *read_alias(struct reader *r, bool is_key)
{
	struct node *node = ARENA_NEW(r->arena, struct node);
	node->place = place_from_to(
		r, offset_of(r, r->event.start_mark), offset_of(r, r->event.end_mark));
	node->text =
		arena_copy(r->arena, span_cut(r->source->bytes, node->place.from, node->place.to));
	struct finding *f =
		report(r, FINDING_alias_used, node->place, event_text(r->event.data.alias.anchor));
	if (!is_key)
		f->edit = quoted_alias(r, node->place);
	pitfalls_scalar(&r->pitfalls, node, is_key, r->bracket_count > 0);
	return node;
}

static struct node *read_node(struct reader *r);

/* The start of a list or mapping; NULL when it is nested too deep. */
static struct node *open_collection(
	struct reader *r, enum node_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	uint32_t from = offset_of(r, r->event.start_mark);
	if (r->depth == LIMIT_DEPTH)
		return stop(r, FINDING_too_deep, from, LIMIT_DEPTH);
	r->depth++;
	struct node *node = ARENA_NEW(r->arena, struct node);
	node->kind = kind;
	from = pass_properties(r, from, anchor, tag);
	node->place = place_from_to(r, from, from);
	return node;
}

/* `[a: b]` holds a mapping that libyaml calls bracketed too, though it has no bracket of its own.
 */
static bool has_bracket(const struct reader *r, const struct node *node)
{
	return byte_at(r, node->place.from) == (node->kind == NODE_list ? '[' : '{');
}

/* At the event that ends it. */
static void close_collection(struct reader *r, struct node *node, bool bracketed, uint32_t last_to)
{
	r->depth--;
	node->place.to = last_to > node->place.from ? last_to : node->place.from;
	if (bracketed)
		node->place.to = offset_of(r, r->event.end_mark);
	r->bracket_count -= bracketed;
}

static struct node *read_list(struct reader *r)
{
	struct node *list = open_collection(r, NODE_list, r->event.data.sequence_start.anchor,
		r->event.data.sequence_start.tag);
	if (!list)
		return NULL;
	bool bracketed = r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	if (bracketed)
		r->brackets[r->bracket_count++] = list->place.from;
	const struct node **items = NULL;
	size_t capacity = 0;
	uint32_t last_to = 0;
	for (;;) {
		if (!next(r))
			return NULL;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		if (list->count == LIMIT_LIST_ITEMS)
			return stop(r, FINDING_list_too_long, offset_of(r, r->event.start_mark),
				LIMIT_LIST_ITEMS);
		const struct node *item = read_node(r);
		if (!item)
			return NULL;
		last_to = item->place.to;
		if (pitfalls_is_piece(&r->pitfalls, item))
			continue;
		ARENA_GROW(r->arena, items, list->count, capacity);
		items[list->count++] = item;
	}
	list->items = items;
	close_collection(r, list, bracketed, last_to);
	return list;
}

/* --- keys */

/* Whether the pair can stand; a finding was added if not. */
static bool key_is_right(struct reader *r, const struct node *key)
{
	if (pitfalls_is_piece(&r->pitfalls, key))
		return false;
	if (key->text.length == 0) {
		report(r, FINDING_empty_key, key->place, SPAN_NONE);
		return false;
	}
	if (key->style == SCALAR_plain && span_is(key->text, "<<")) {
		report(r, FINDING_merge_key, key->place, SPAN_NONE);
		return false;
	}
	size_t characters = 0;
	for (size_t i = 0; i < key->text.length; i++)
		characters += ((unsigned char)key->text.at[i] & 0xC0) != 0x80;
	if (characters > LIMIT_KEY_CHARACTERS)
		report(r, FINDING_key_too_long, key->place,
			grouped_number(r->arena, LIMIT_KEY_CHARACTERS));
	return characters <= LIMIT_KEY_CHARACTERS;
}

/* Reads the key at hand; *right says whether its pair can stand. NULL: nothing more is read. */
static const struct node *read_key(struct reader *r, bool *right)
{
	if (++r->nodes > LIMIT_NODES)
		return stop(
			r, FINDING_too_many_nodes, offset_of(r, r->event.start_mark), LIMIT_NODES);
	if (r->event.type == YAML_SCALAR_EVENT) {
		const struct node *key = read_scalar(r, true);
		*right = key && key_is_right(r, key);
		return key;
	}
	*right = false;
	if (r->event.type == YAML_ALIAS_EVENT)
		return read_alias(r, true);
	bool outermost = !r->in_key;
	uint32_t from = offset_of(r, r->event.start_mark);
	if (outermost)
		report(r, FINDING_key_not_text, place_from_to(r, from, from + 1), SPAN_NONE);
	r->in_key = true;
	r->nodes--; /* read_node counts it */
	const struct node *key = read_node(r);
	r->in_key = !outermost;
	return key;
}

/* FNV-1a. */
static size_t hash_of(struct span s)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < s.length; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* Leaves the first pair of each key. */
static void drop_duplicates(struct reader *r, struct pair *pairs, size_t *count)
{
	size_t slots = 8;
	while (slots < *count * 2)
		slots *= 2;
	const struct node **seen = ARENA_ARRAY(r->arena, const struct node *, slots);
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++) {
		const struct node *key = pairs[i].key;
		size_t slot = hash_of(key->text) % slots;
		while (seen[slot] && !span_same(seen[slot]->text, key->text))
			slot = (slot + 1) % slots;
		if (seen[slot]) {
			report(r, FINDING_duplicate_key, key->place, key->text)->because =
				seen[slot]->place;
			continue;
		}
		seen[slot] = key;
		pairs[kept++] = pairs[i];
	}
	*count = kept;
}

static struct node *read_mapping(struct reader *r)
{
	struct node *mapping = open_collection(r, NODE_mapping, r->event.data.mapping_start.anchor,
		r->event.data.mapping_start.tag);
	if (!mapping)
		return NULL;
	bool bracketed = r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE &&
			 has_bracket(r, mapping);
	if (bracketed)
		r->brackets[r->bracket_count++] = mapping->place.from;
	struct pair *pairs = NULL;
	size_t count = 0, capacity = 0;
	uint32_t last_to = 0;
	for (;;) {
		if (!next(r))
			return NULL;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			break;
		bool right;
		struct pair pair;
		pair.key = read_key(r, &right);
		if (!pair.key || !next(r))
			return NULL;
		pair.value = read_node(r);
		if (!pair.value)
			return NULL;
		last_to = pair.value->place.to > pair.key->place.to ? pair.value->place.to
								    : pair.key->place.to;
		if (!right)
			continue;
		ARENA_GROW(r->arena, pairs, count, capacity);
		pairs[count++] = pair;
	}
	drop_duplicates(r, pairs, &count);
	mapping->pairs = pairs;
	mapping->count = count;
	close_collection(r, mapping, bracketed, last_to);
	return mapping;
}

/* The node that the event at hand begins; NULL when nothing more is read. */
static struct node *read_node(struct reader *r)
{
	if (++r->nodes > LIMIT_NODES)
		return stop(
			r, FINDING_too_many_nodes, offset_of(r, r->event.start_mark), LIMIT_NODES);
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(r, false);
	case YAML_ALIAS_EVENT:
		return read_alias(r, false);
	case YAML_SEQUENCE_START_EVENT:
		return read_list(r);
	default:
		assert(r->event.type == YAML_MAPPING_START_EVENT);
		return read_mapping(r);
	}
}

/* --- the document */

static size_t begin_of_line(const struct source *s, size_t line)
{
	return line == 0 ? s->mark : s->lines[line];
}

/*
 * The lines at the top of the file that begin with % are kept from libyaml, which needs minutes for
 * some hundred thousand of them. Gives the first line after them, or 0.
 */
static size_t pass_directives(struct reader *r)
{
	const struct source *s = r->source;
	size_t after = 0, shown = 0;
	for (size_t line = 0; line < s->line_count; line++) {
		size_t from = begin_of_line(s, line), to = end_of_line(s, from);
		struct span text = span_trim(span_cut(s->bytes, from, to));
		if (text.length && text.at[0] == '%' && text.at == s->bytes.at + from) {
			if (shown++ < DIRECTIVES_SHOWN)
				report(r, FINDING_directive_used, place_from_to(r, from, to),
					SPAN_NONE);
			after = line + 1;
		} else if (text.length && text.at[0] != '#') {
			break;
		}
	}
	return after;
}

static bool is_document_mark(struct span line, const char *mark)
{
	return span_starts(line, mark) && (line.length == 3 || is_space(line.at[3]));
}

/*
 * What stands after the document, seen without libyaml: it needs no reading to be refused. Only
 * comments, empty lines and the end mark `...` may.
 */
static void check_rest(struct reader *r)
{
	const struct source *s = r->source;
	size_t at = offset_of(r, r->event.end_mark);
	bool ended = at >= 3 && memcmp(s->bytes.at + at - 3, "...", 3) == 0;
	while (at < s->bytes.length) {
		size_t to = end_of_line(s, at);
		struct span rest = span_cut(s->bytes, at, to), text = span_trim(rest);
		if (is_document_mark(rest, "...")) {
			ended = true;
		} else if (is_document_mark(rest, "---") ||
			   (ended && text.length && text.at[0] != '#')) {
			report(r, FINDING_second_document, place_from_to(r, at, to), SPAN_NONE);
			return;
		} else if (text.length && text.at[0] != '#') {
			struct complaint c = {.source = s,
				.problem = "did not find expected <document start>",
				.begun_at = (uint32_t)at,
				.at = (uint32_t)(text.at - s->bytes.at),
				.last = r->pitfalls.last,
				.bracket = NO_BRACKET};
			syntax_report(r->diags, &c);
			return;
		}
		at = to + 1;
	}
}

static const struct node *no_paper(struct reader *r)
{
	report(r, FINDING_empty_file, place_from_to(r, r->source->mark, r->source->mark),
		SPAN_NONE);
	return NULL;
}

static const struct node *read_document(struct reader *r)
{
	if (!next(r) || !next(r)) /* the stream's start, the document's */
		return NULL;
	if (r->event.type == YAML_STREAM_END_EVENT)
		return no_paper(r);
	if (!next(r))
		return NULL;
	const struct node *root = read_node(r);
	if (!root || !next(r))
		return NULL;
	assert(r->event.type == YAML_DOCUMENT_END_EVENT);
	check_rest(r);
	pitfalls_end(&r->pitfalls);
	bool empty =
		root->kind == NODE_scalar && root->style == SCALAR_plain && root->text.length == 0;
	return empty ? no_paper(r) : root;
}

const struct node *tree_read(struct arena *arena, struct diags *diags, const struct source *source)
{
	struct reader reader = {
		.arena = arena,
		.diags = diags,
		.source = source,
		.cursor = {.at = source->mark},
		.pitfalls = {.arena = arena,
			.diags = diags,
			.source = source,
			.seen_to = (uint32_t)source->mark},
	};
	if (!yaml_parser_initialize(&reader.parser)) {
		report(&reader, FINDING_cannot_read, place_from_to(&reader, 0, 0),
			SPAN("out of memory"));
		return NULL;
	}
	reader.first_line = pass_directives(&reader);
	bool all_directives = reader.first_line >= source->line_count;
	size_t from =
		all_directives ? source->bytes.length : begin_of_line(source, reader.first_line);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source->bytes.at + from,
		source->bytes.length - from);
	const struct node *root = read_document(&reader);
	yaml_event_delete(&reader.event);
	yaml_parser_delete(&reader.parser);
	return root;
}

/* --- asking a tree */

const char *node_kind_name(enum node_kind kind)
{
	static const char *const names[] = {"a text", "a list", "a mapping"};
	return names[kind];
}

bool node_is_empty(const struct node *node)
{
	if (node->kind != NODE_scalar)
		return node->count == 0;
	struct span text = span_trim(node->text);
	return text.length == 0 || (node->style == SCALAR_plain && span_is(text, "~"));
}

const struct node *node_get(const struct node *mapping, const char *key)
{
	if (mapping->kind != NODE_mapping)
		return NULL;
	for (size_t i = 0; i < mapping->count; i++)
		if (span_is(mapping->pairs[i].key->text, key))
			return mapping->pairs[i].value;
	return NULL;
}
