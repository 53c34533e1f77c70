#include "base/limits.h"
#include "prose/reading.h"

#include <assert.h>
#include <cmark.h>
#include <string.h>

/* A tree of cmark's: freed when it is copied, or with the arena if that is sooner. */
struct parsed {
	cmark_node *root;
};

static void free_parsed(void *object)
{
	struct parsed *parsed = object;
	if (parsed->root)
		cmark_node_free(parsed->root);
	parsed->root = NULL;
}

struct place prose_place(const struct reading *r, size_t from, size_t to)
{
	if (!r->map)
		return r->whole;
	return (struct place){r->whole.source, r->map[from], r->map[to]};
}

/* ---- lines */

static size_t line_break_length(struct span text, size_t at)
{
	if (text.at[at] != '\r')
		return text.at[at] == '\n';
	return at + 1 < text.length && text.at[at + 1] == '\n' ? 2 : 1;
}

/* Where the next line break begins, or the end. */
static size_t next_break(struct span text, size_t from)
{
	size_t at = from + span_plain_run(text, from);
	while (at < text.length && !line_break_length(text, at)) {
		at++;
		at += span_plain_run(text, at);
	}
	return at;
}

static void index_lines(struct reading *r)
{
	size_t count = 1;
	for (size_t i = next_break(r->text, 0); i < r->text.length; i = next_break(r->text, i + 1))
		count++;
	uint32_t *lines = ARENA_ARRAY(r->arena, uint32_t, count);
	r->taken = ARENA_ARRAY(r->arena, bool, count);
	r->lines = lines;
	r->line_count = 1;
	for (size_t i = next_break(r->text, 0); i < r->text.length; i = next_break(r->text, i)) {
		i += line_break_length(r->text, i);
		lines[r->line_count++] = (uint32_t)i;
	}
}

size_t line_end(const struct reading *r, size_t line)
{
	size_t end = line + 1 < r->line_count ? r->lines[line + 1] : r->text.length;
	if (line + 1 < r->line_count) {
		end--;
		if (r->text.at[end] == '\n' && end > r->lines[line] && r->text.at[end - 1] == '\r')
			end--;
	}
	return end;
}

/* ---- from cmark's nodes to ours */

static enum prose_kind kind_of(cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_DOCUMENT: return PROSE_document;
	case CMARK_NODE_BLOCK_QUOTE: return PROSE_quote;
	case CMARK_NODE_LIST: return PROSE_list;
	case CMARK_NODE_ITEM: return PROSE_item;
	case CMARK_NODE_CODE_BLOCK: return PROSE_code_block;
	case CMARK_NODE_HTML_BLOCK: return PROSE_html_block;
	case CMARK_NODE_HEADING: return PROSE_heading;
	case CMARK_NODE_THEMATIC_BREAK: return PROSE_rule;
	case CMARK_NODE_TEXT: return PROSE_text;
	case CMARK_NODE_SOFTBREAK: return PROSE_soft_break;
	case CMARK_NODE_LINEBREAK: return PROSE_hard_break;
	case CMARK_NODE_CODE: return PROSE_code;
	case CMARK_NODE_HTML_INLINE: return PROSE_html;
	case CMARK_NODE_EMPH: return PROSE_emphasis;
	case CMARK_NODE_STRONG: return PROSE_strong;
	case CMARK_NODE_LINK: return PROSE_link;
	case CMARK_NODE_IMAGE: return PROSE_image;
	default: return PROSE_paragraph;
	}
}

static size_t line_of(const struct reading *r, int line)
{
	size_t index = line > 0 ? (size_t)line - 1 : 0;
	return index < r->line_count ? index : r->line_count - 1;
}

struct lines {
	size_t first, last;
	size_t from, to; /* bytes of the value */
};

/* cmark is right about the lines of blocks and where they begin; ends of columns are made anew. */
static struct lines lines_of(const struct reading *r, cmark_node *made)
{
	struct lines lines = {line_of(r, cmark_node_get_start_line(made)),
		line_of(r, cmark_node_get_end_line(made)), 0, 0};
	int column = cmark_node_get_start_column(made);
	if (lines.last < lines.first)
		lines.last = lines.first;
	lines.to = line_end(r, lines.last);
	lines.from = r->lines[lines.first] + (column > 0 ? (size_t)column - 1 : 0);
	if (lines.from > lines.to)
		lines.from = lines.to;
	while (lines.to > lines.from && is_space(r->text.at[lines.to - 1]))
		lines.to--;
	return lines;
}

static void copy_list(struct prose_node *node, cmark_node *made)
{
	node->ordered = cmark_node_get_list_type(made) == CMARK_ORDERED_LIST;
	node->tight = cmark_node_get_list_tight(made);
	node->paren = cmark_node_get_list_delim(made) == CMARK_PAREN_DELIM;
	node->start = cmark_node_get_list_start(made);
}

static struct span copy_clean(struct reading *r, const char *string)
{
	return clean(r->arena, arena_copy(r->arena, span_of(string)));
}

static struct prose_node *copy_node(struct reading *r, cmark_node *made)
{
	struct prose_node *node = prose_new(r->arena, kind_of(cmark_node_get_type(made)), r->whole);
	const char *literal = NULL;
	switch (node->kind) {
	case PROSE_heading:
		node->level = (uint8_t)cmark_node_get_heading_level(made);
		break;
	case PROSE_list:
		copy_list(node, made);
		break;
	case PROSE_code_block:
		node->title = copy_clean(r, cmark_node_get_fence_info(made));
		literal = cmark_node_get_literal(made);
		break;
	case PROSE_link:
	case PROSE_image:
		node->url = copy_clean(r, cmark_node_get_url(made));
		node->title = copy_clean(r, cmark_node_get_title(made));
		break;
	case PROSE_html_block:
	case PROSE_text:
	case PROSE_code:
	case PROSE_html:
		literal = cmark_node_get_literal(made);
		break;
	default:
		break;
	}
	/* Not cleaned yet: the walk along the source compares it byte for byte. */
	if (literal)
		node->text = arena_copy(r->arena, span_of(literal));
	return node;
}

/* Entities in the info string of a fence stand in no paragraph. */
static void judge_info(struct reading *r, struct lines lines)
{
	size_t end = line_end(r, lines.first);
	uint32_t *at = ARENA_ARRAY(r->arena, uint32_t, end - lines.from + 1);
	for (size_t i = 0; i <= end - lines.from; i++)
		at[i] = (uint32_t)(lines.from + i);
	struct leaf leaf = {span_cut(r->text, lines.from, end), at};
	if (leaf.content.length && (leaf.content.at[0] == '`' || leaf.content.at[0] == '~'))
		entities_judge(r, &leaf, 0, leaf.content.length);
}

static void clean_texts(struct reading *r, struct prose_node *block)
{
	block->text = clean(r->arena, block->text);
	for (struct prose_node *n = prose_walk(block, NULL); n; n = prose_walk(block, n))
		n->text = clean(r->arena, n->text);
}

static void leave_block(struct reading *r, cmark_node *made, struct prose_node *node)
{
	struct lines lines = lines_of(r, made);
	if (node->kind != PROSE_document)
		node->place = prose_place(r, lines.from, lines.to);
	switch (node->kind) {
	case PROSE_paragraph:
	case PROSE_heading:
		leaf_read(r, node, lines.first, lines.last, lines.from);
		break;
	case PROSE_html_block:
		marks_of_html_block(r, node);
		break;
	case PROSE_code_block:
		judge_info(r, lines);
		break;
	case PROSE_rule:
		break;
	default: /* cmark ends containers a line early or late */
		if (node->last && r->map)
			node->place.to = node->last->place.to;
		return;
	}
	for (size_t line = lines.first; line <= lines.last; line++)
		r->taken[line] = true;
}

/* Those that cmark's iterator comes to once. */
static bool has_one_event(enum prose_kind kind)
{
	switch (kind) {
	case PROSE_rule:
	case PROSE_code_block:
	case PROSE_html_block:
	case PROSE_text:
	case PROSE_soft_break:
	case PROSE_hard_break:
	case PROSE_code:
	case PROSE_html:
		return true;
	default:
		return false;
	}
}

static void finish_block(struct reading *r, cmark_node *made, struct prose_node *node)
{
	if (!prose_is_block(node->kind))
		return;
	bool container = node->kind == PROSE_document || node->kind == PROSE_list ||
			 node->kind == PROSE_item || node->kind == PROSE_quote;
	if (r->map || !r->options->plain)
		leave_block(r, made, node);
	if (!container)
		clean_texts(r, node);
}

static struct prose_node *copy_tree(struct reading *r, cmark_node *root)
{
	struct prose_node *document = NULL;
	struct prose_node *parent = NULL;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *made = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_EXIT) {
			struct prose_node *node = parent;
			parent = node->parent;
			finish_block(r, made, node);
			continue;
		}
		struct prose_node *node = copy_node(r, made);
		if (node->kind == PROSE_text && node->text.length == 0)
			continue; /* cmark leaves some before blanks that it stripped */
		if (parent)
			prose_append(parent, node);
		else
			document = node;
		if (has_one_event(node->kind))
			finish_block(r, made, node);
		else
			parent = node;
	}
	cmark_iter_free(iter);
	return document;
}

/* Bold in italics in bold: nobody reads that, and pages that are nested so deep are not proved. */
static void judge_nesting(struct reading *r, const struct prose_node *document)
{
	size_t depth = 0;
	for (struct prose_visit v = {.root = document}; prose_visit(&v);) {
		if (prose_is_block(v.node->kind) || !v.node->first)
			continue;
		if (v.leaving) {
			depth--;
			continue;
		}
		if (++depth <= LIMIT_PROSE_MARKS)
			continue;
		const struct prose_node *block = v.node;
		while (!prose_is_block(block->kind))
			block = block->parent;
		diag_add(r->diags, FINDING_prose_too_dense, block->place,
			arena_format(r->arena, "%u", LIMIT_PROSE_MARKS), SPAN("marks within each other"),
			SPAN_NONE);
		return;
	}
}

struct prose_node *prose_read_mapped(struct arena *arena, struct diags *diags, struct span text,
	struct place whole, const uint32_t *map, const struct prose_options *options)
{
	static const struct prose_options usual = {0};
	struct reading r = {
		.arena = arena,
		.diags = diags,
		.options = options ? options : &usual,
		.text = text.at ? text : SPAN(""),
		.map = map,
		.whole = whole,
	};
	index_lines(&r);
	if (!r.options->unlimited && !guards_pass(&r))
		return prose_new(arena, PROSE_document, whole);
	struct parsed *parsed = ARENA_NEW(arena, struct parsed);
	parsed->root = cmark_parse_document(r.text.at, r.text.length, CMARK_OPT_DEFAULT);
	arena_when_released(arena, free_parsed, parsed);
	struct prose_node *document = copy_tree(&r, parsed->root);
	free_parsed(parsed);
	if (!r.options->unlimited)
		judge_nesting(&r, document);
	if (!r.options->plain) {
		definitions_alone(&r);
		definitions_judge(&r);
		direction_judge(&r);
	}
	return document;
}

struct prose_node *prose_read(struct arena *arena, struct diags *diags, const struct source *source,
	const struct node *scalar, const struct prose_options *options)
{
	assert(scalar->kind == NODE_scalar); /* the binder has told lists and mappings apart */
	const uint32_t *map = scalar_map(arena, source, scalar);
	return prose_read_mapped(arena, diags, scalar->text, scalar->place, map, options);
}

struct prose_node *prose_read_text(struct arena *arena, struct diags *diags, struct span text,
	struct place place, const struct prose_options *options)
{
	return prose_read_mapped(arena, diags, text, place, NULL, options);
}
