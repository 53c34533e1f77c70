/*
 * Our additions to CommonMark: `{#id}` and `{-}` at the end of a block, references `[](#id)`, tables
 * `![](#id)`; and what a paper may not hold: pictures from elsewhere, links that are not safe.
 */
#include "prose/reading.h"

#include "base/limits.h"
#include "source/shape.h"

struct mark {
	size_t from, to;   /* bytes of the text, braces included */
	struct span inner; /* what is between the braces */
};

static size_t find_from(struct span s, size_t from, struct span needle)
{
	size_t found = span_find(span_cut(s, from, s.length), needle);
	return found == SIZE_MAX ? NOWHERE : found + from;
}

/* The last `{...}` of the text before `end`, if nothing but blanks follows it. One with a blank
 * inside is a mark only when it begins as an id does: then the id is wrong. */
static bool mark_at_end(struct span text, size_t end, struct mark *mark)
{
	while (end > 0 && is_space(text.at[end - 1]))
		end--;
	if (end < 3 || text.at[end - 1] != '}')
		return false;
	size_t open = end - 1;
	bool blank = false;
	for (; open > 0 && text.at[open] != '{'; open--)
		blank = blank || is_space(text.at[open]);
	if (text.at[open] != '{' || (blank && text.at[open + 1] != '#'))
		return false;
	*mark = (struct mark){open, end, span_cut(text, open + 1, end - 1)};
	return true;
}

static bool is_end_of_item(const struct prose_node *paragraph)
{
	const struct prose_node *item = paragraph->parent;
	return paragraph->kind == PROSE_paragraph && item && item->kind == PROSE_item;
}

/* An id after the words of an item names the item, which has the number, not its paragraph. */
static struct prose_node *named_by(struct prose_node *block)
{
	if (is_end_of_item(block) && !block->parent->id.at)
		return block->parent;
	return block;
}

static bool take_id(struct reading *r, struct prose_node *block, struct span id, struct place place)
{
	if (!id_is_right(id)) {
		diag_add(r->diags, FINDING_bad_id, place, id, SPAN_NONE, SPAN_NONE);
		return true;
	}
	struct prose_node *named = named_by(block);
	if (named->id.at)
		return false;
	named->id = arena_copy(r->arena, id);
	named->id_place = place;
	return true;
}

static bool take_mark(struct reading *r, struct prose_node *block, struct span inner,
	struct place place)
{
	if (inner.length > 0 && inner.at[0] == '#')
		return take_id(r, block, span_cut(inner, 1, inner.length), place);
	if (!span_is(inner, "-") || block->kind != PROSE_paragraph || block->unnumbered)
		return false;
	block->unnumbered = true;
	return true;
}

static void shorten(struct prose_node *text, size_t length)
{
	while (length > 0 && is_space(text->text.at[length - 1]))
		length--;
	if (text->place.to - text->place.from == text->text.length)
		text->place.to = text->place.from + (uint32_t)length;
	text->text.length = length;
	if (length > 0)
		return;
	struct prose_node *before = text->previous;
	if (before && before->kind == PROSE_soft_break)
		prose_remove(before);
	prose_remove(text);
}

void marks_at_end(struct reading *r, const struct leaf *leaf, struct prose_node *block,
	const uint32_t *at)
{
	struct prose_node *text = block->last;
	struct mark mark;
	if (r->options->plain)
		return;
	size_t end = text->text.length;
	while (mark_at_end(text->text, end, &mark)) {
		if (leaf->content.at[at[mark.from]] == '\\')
			break;
		struct place place = leaf_place(r, leaf, at[mark.from], at[mark.to]);
		if (!take_mark(r, block, mark.inner, place))
			break;
		end = mark.from;
	}
	if (end < text->text.length)
		shorten(text, end);
}

/* `{#id}` that is not at the end is printed as it stands. Text with escapes in it meant that. */
void marks_misplaced(struct reading *r, const struct prose_node *block)
{
	if (r->options->plain)
		return;
	for (struct prose_node *n = block->first; n; n = prose_walk(block, n)) {
		if (n->kind != PROSE_text || n->place.to - n->place.from != n->text.length)
			continue;
		for (size_t i = 0; (i = find_from(n->text, i, SPAN("{#"))) != NOWHERE; i += 2) {
			const size_t end = find_from(n->text, i, SPAN("}"));
			if (end == NOWHERE || !id_is_right(span_cut(n->text, i + 2, end)))
				continue;
			struct place place = n->place;
			place.from += (uint32_t)i;
			place.to = place.from + (uint32_t)(end + 1 - i);
			diag_add(r->diags, FINDING_misplaced_id, place, span_cut(n->text, i + 2, end),
				SPAN_NONE, SPAN_NONE);
		}
	}
}

static bool is_typed(const struct leaf *leaf, uint32_t at, char c)
{
	return leaf->content.at[at] == c;
}

/* The `[` that a `]` closes, not far before it. */
static bool is_closing(const struct leaf *leaf, size_t at)
{
	enum { FAR = 1000 };
	struct span s = leaf->content;
	size_t depth = 0;
	for (size_t i = at; i-- > 0 && at - i < FAR;) {
		if (i > 0 && s.at[i - 1] == '\\')
			continue;
		depth += s.at[i] == ']';
		if (s.at[i] == '[' && depth-- == 0)
			return true;
	}
	return false;
}

/* `[words][label]` that stayed text: no definition has that label. */
static void find_missing_definitions(struct reading *r, const struct leaf *leaf, struct span text,
	const uint32_t *at)
{
	for (size_t i = 0; (i = find_from(text, i, SPAN("]["))) != NOWHERE; i += 2) {
		size_t end = i + 2;
		while (end < text.length && text.at[end] != ']' && text.at[end] != '[')
			end++;
		if (end == text.length)
			return;
		bool typed = is_typed(leaf, at[i], ']') && is_typed(leaf, at[i + 1], '[') &&
			     is_typed(leaf, at[end], ']');
		struct span label = span_trim(span_cut(text, i + 2, end));
		if (!typed || label.length == 0 || text.at[end] != ']' || !is_closing(leaf, at[i]))
			continue;
		diag_add(r->diags, FINDING_definition_missing,
			leaf_place(r, leaf, at[i + 1], at[end] + 1), label, SPAN_NONE, SPAN_NONE);
	}
}

/* `[](#a, #b)` is no link for CommonMark, because of the blank, and would be printed as it stands. */
static void find_broken_references(struct reading *r, const struct leaf *leaf, struct span text,
	const uint32_t *at)
{
	for (size_t i = 0; (i = find_from(text, i, SPAN("](#"))) != NOWHERE; i += 3) {
		size_t end = i + 3;
		while (end < text.length && text.at[end] != ')')
			end++;
		if (!is_typed(leaf, at[i], ']') || !is_typed(leaf, at[i + 1], '(') ||
			end == text.length)
			continue;
		struct finding *f = diag_add(r->diags, FINDING_bad_id,
			leaf_place(r, leaf, at[i + 2], at[end]), span_cut(text, i + 2, end),
			SPAN_NONE, SPAN_NONE);
		f->help = SPAN("Write a reference like [](#one) or [](#one,#two), without blanks.");
	}
}

void marks_of_text(struct reading *r, const struct leaf *leaf, const struct prose_node *text,
	const uint32_t *at)
{
	if (r->options->plain)
		return;
	find_missing_definitions(r, leaf, text->text, at);
	find_broken_references(r, leaf, text->text, at);
}

/* ---- links and pictures */

/* A heading of the style may be called by its key as the style writes it: executive_summary. */
static bool is_part_key(struct span id)
{
	char dashed[64];
	if (!id.length || id.length >= sizeof dashed)
		return false;
	for (size_t i = 0; i < id.length; i++)
		dashed[i] = id.at[i] == '_' ? '-' : id.at[i];
	return id_is_right((struct span){dashed, id.length});
}

static bool ids_are_right(struct span list)
{
	for (size_t from = 0; from <= list.length;) {
		size_t comma = find_from(list, from, SPAN(","));
		size_t end = comma == NOWHERE ? list.length : comma;
		struct span id = span_cut(list, from, end);
		if (from > 0) { /* each but the first still has its # */
			if (id.length == 0 || id.at[0] != '#')
				return false;
			id = span_cut(id, 1, id.length);
		}
		if (!risk_id_is_right(id) && !is_part_key(id))
			return false;
		from = end + 1;
	}
	return true;
}

static bool is_only(const struct prose_node *node, const char *text)
{
	const struct prose_node *child = node->first;
	return child && !child->next && child->kind == PROSE_text && span_is(child->text, text);
}

static void make_reference(struct reading *r, struct prose_node *link)
{
	struct span ids = span_cut(link->url, 1, link->url.length);
	if (!ids_are_right(ids)) {
		diag_add(r->diags, FINDING_bad_id, link->place, ids, SPAN_NONE, SPAN_NONE);
		return;
	}
	link->kind = PROSE_reference;
	link->url = ids;
	if (is_only(link, "#")) {
		link->bare = true;
		link->first = link->last = NULL;
	}
}

static void judge_link(struct reading *r, struct prose_node *link)
{
	if (span_starts(link->url, "#")) {
		make_reference(r, link);
		return;
	}
	if (url_is_safe(link->url))
		return;
	struct span shown = link->url.length ? link->url : SPAN("it leads nowhere");
	diag_add(r->diags, FINDING_unsafe_link, link->place, shown, SPAN_NONE, SPAN_NONE);
}

static void judge_table_here(struct reading *r, struct prose_node *block, struct prose_node *image)
{
	struct span id = span_cut(image->url, 1, image->url.length);
	bool alone = block->kind == PROSE_paragraph && block->first == image && !image->next;
	const char *why = NULL;
	if (!alone)
		why = "other words stand in its paragraph";
	else if (image->first)
		why = "it takes no words between the brackets";
	if (!id_is_right(id))
		diag_add(r->diags, FINDING_bad_id, image->place, id, SPAN_NONE, SPAN_NONE);
	else if (why)
		diag_add(r->diags, FINDING_table_badly_placed, image->place, id, span_of(why),
			SPAN_NONE);
	if (!alone)
		return;
	block->kind = PROSE_table_here;
	block->place = image->place;
	block->url = id;
	block->first = block->last = NULL;
}

static bool is_remote(struct span url)
{
	return span_starts(url, "//") || span_starts(url, "\\\\") ||
	       span_same_ignoring_case(span_cut(url, 0, 5), SPAN("http:")) ||
	       span_same_ignoring_case(span_cut(url, 0, 6), SPAN("https:"));
}

static bool has_alternative(const struct prose_node *image)
{
	struct text words = {0};
	prose_plain(image, &words);
	bool has = span_trim(text_span(&words)).length > 0;
	text_release(&words);
	return has;
}

/* Nothing but an id may stand beside it: that has been taken out of the text, which stays empty. */
static bool stands_alone(const struct prose_node *block, const struct prose_node *image)
{
	bool alone = block->kind == PROSE_paragraph && block->first == image;
	for (const struct prose_node *n = image->next; n; n = n->next)
		alone = alone && n->kind == PROSE_text && !n->text.length;
	return alone;
}

/* False after a finding. */
static bool may_be_picture(struct reading *r, const struct prose_node *block,
	const struct prose_node *image)
{
	const struct span url = image->url;
	if (is_remote(url))
		diag_add(r->diags, FINDING_remote_picture, image->place, url, SPAN_NONE, SPAN_NONE);
	else if (!url.length || !url_is_safe(url))
		diag_add(r->diags, FINDING_unsafe_link, image->place, url, SPAN_NONE, SPAN_NONE);
	else if (!r->options->beside)
		diag_add(r->diags, FINDING_picture_badly_placed, image->place, url,
			SPAN("pictures stand in the text of a part"), SPAN_NONE);
	else if (!stands_alone(block, image))
		diag_add(r->diags, FINDING_picture_badly_placed, image->place, url,
			SPAN("other words stand in its paragraph"), SPAN_NONE);
	else if (has_alternative(image))
		return true;
	else
		diag_add(r->diags, FINDING_picture_without_words, image->place, SPAN_NONE,
			SPAN_NONE, SPAN_NONE);
	return false;
}

/* What it carries beside what is seen stays behind: camera, place, author. */
static const struct picture *picture_of(struct reading *r, const struct prose_node *image)
{
	const struct words name = {image->url, image->place};
	const struct beside_file *file = beside_read(r->options->beside, name, LIMIT_PICTURE_BYTES);
	if (!file)
		return NULL;
	const struct file_facts facts = file_look(file->bytes);
	const bool drawn = facts.type == FILE_png || facts.type == FILE_jpeg || facts.type == FILE_svg;
	const char *why = !drawn ? "it is not PNG, JPEG or SVG"
			  : facts.turned ? "it is not stored upright" : facts.wrong;
	if (why) {
		diag_add(r->diags, FINDING_picture_not_fit, image->place, image->url, span_of(why),
			SPAN_NONE);
		return NULL;
	}
	struct text bare = {0};
	file_picture_bare(file->bytes, facts.type, &bare);
	struct picture *picture = ARENA_NEW(r->arena, struct picture);
	*picture = (struct picture){facts.type, arena_copy(r->arena, text_span(&bare)), facts.width,
		facts.height};
	text_release(&bare);
	return picture;
}

static struct span alternative(struct reading *r, const struct prose_node *image)
{
	struct text words = {0};
	prose_plain(image, &words);
	struct span alternative = arena_copy(r->arena, span_trim(text_span(&words)));
	text_release(&words);
	return span_is(alternative, "decorative") ? SPAN("") : alternative;
}

static void judge_picture(struct reading *r, struct prose_node *block, const struct prose_node *image)
{
	const struct picture *picture =
		may_be_picture(r, block, image) ? picture_of(r, image) : NULL;
	if (!picture)
		return;
	block->kind = PROSE_picture;
	block->picture = picture;
	block->text = alternative(r, image);
	block->url = image->url;
	block->title = image->title;
	block->first = block->last = NULL;
}

static struct span first_words(struct arena *arena, struct span s)
{
	size_t end = 0;
	while (end < s.length && end < 40 && s.at[end] != '\n')
		end++;
	while (end < s.length && end > 0 && ((unsigned char)s.at[end] & 0xC0) == 0x80)
		end--;
	bool whole = span_trim(span_cut(s, end, s.length)).length == 0;
	return arena_join(arena, span_cut(s, 0, end), whole ? SPAN("") : SPAN("..."));
}

/* ---- marks of other kinds of Markdown. Each gives where its mark begins, and its end in *end. */

static size_t find_struck_out(const struct prose_node *text, size_t *end)
{
	const struct span s = text->text, mark = SPAN("~~");
	const size_t first = span_find(s, mark);
	if (first == SIZE_MAX || first + 2 >= s.length || is_space(s.at[first + 2]))
		return SIZE_MAX;
	const size_t second = span_find(span_cut(s, first + 3, s.length), mark);
	if (second == SIZE_MAX)
		return SIZE_MAX;
	*end = first + 3 + second + mark.length;
	return first;
}

static size_t find_footnote(const struct prose_node *text, size_t *end)
{
	const struct span s = text->text;
	const size_t first = span_find(s, SPAN("[^"));
	if (first == SIZE_MAX)
		return SIZE_MAX;
	size_t at = first + 2;
	while (at < s.length && !is_space(s.at[at]) && s.at[at] != ']' && s.at[at] != '[')
		at++;
	*end = at + 1;
	return at > first + 2 && at < s.length && s.at[at] == ']' ? first : SIZE_MAX;
}

static size_t find_task(const struct prose_node *text, size_t *end)
{
	const struct prose_node *block = text->parent;
	const struct span s = text->text;
	const bool begins = !text->previous && !block->previous && block->parent &&
			    block->parent->kind == PROSE_item;
	*end = 3;
	return begins && (span_starts(s, "[ ] ") || span_starts(s, "[x] ") || span_starts(s, "[X] "))
		? 0 : SIZE_MAX;
}

static const struct {
	size_t (*find)(const struct prose_node *text, size_t *end);
	const char *name, *help;
} foreign_marks[] = {
	{find_struck_out, "a line through words (~~)",
		"Take the words out, or put a backslash before each ~."},
	{find_footnote, "a footnote ([^...])",
		"Write the note in the text, or as an appendix; or put a backslash before the [."},
	{find_task, "a box to tick ([ ])",
		"Write in words what is done; or put a backslash before the [."},
};

/* They are printed as they stand. Text with escapes in it meant that. */
void marks_foreign(struct reading *r, const struct prose_node *block)
{
	if (r->options->plain)
		return;
	for (struct prose_node *n = block->first; n; n = prose_walk(block, n)) {
		if (n->kind != PROSE_text || n->place.to - n->place.from != n->text.length)
			continue;
		for (size_t i = 0; i < sizeof foreign_marks / sizeof *foreign_marks; i++) {
			size_t end = 0;
			const size_t from = foreign_marks[i].find(n, &end);
			if (from == SIZE_MAX)
				continue;
			const struct place place = {n->place.source, n->place.from + (uint32_t)from,
				n->place.from + (uint32_t)end};
			diag_add(r->diags, FINDING_foreign_mark, place, span_of(foreign_marks[i].name),
				span_of(foreign_marks[i].help), SPAN_NONE);
		}
	}
}

void marks_of_links(struct reading *r, struct prose_node *block)
{
	for (struct prose_node *at = prose_walk(block, NULL); at; at = prose_walk(block, at)) {
		if (at->kind == PROSE_html && !r->options->raw_html)
			diag_add(r->diags, FINDING_raw_html, at->place,
				first_words(r->arena, at->text), SPAN_NONE, SPAN_NONE);
		if (r->options->plain)
			continue;
		if (at->kind == PROSE_link)
			judge_link(r, at);
		else if (at->kind == PROSE_image && !span_starts(at->url, "#"))
			judge_picture(r, block, at);
		else if (at->kind == PROSE_image)
			judge_table_here(r, block, at);
	}
}

void marks_of_html_block(struct reading *r, const struct prose_node *block)
{
	if (!r->options->raw_html)
		diag_add(r->diags, FINDING_raw_html, block->place,
			first_words(r->arena, block->text), SPAN_NONE, SPAN_NONE);
}
