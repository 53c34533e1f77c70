/* Parsing of page templates: the tags, the rules for lines that hold nothing but a tag, partials.
 */
#include "base/limits.h"
#include "house/mustache_pieces.h"

#include <string.h>

#define MOST_FILES 64u     /* a page and its partials */
#define MOST_DELIMITER 16u /* bytes */

struct parser {
	struct arena *arena;
	struct diags *diags;
	struct template_page *page;
	struct template_file *file;
	struct span bytes;
	size_t at; /* what is before it is done */
	struct span open, close;
	bool line_begins;             /* the next piece is the first on its line */
	size_t sections[LIMIT_DEPTH]; /* open ones, outermost first */
	size_t depth;
	bool strict;
};

struct tag {
	char sigil;         /* 0 for a variable */
	struct span inside; /* trimmed */
	size_t from, to;    /* delimiters included */
	/* A tag alone on its line takes the line with it. */
	bool alone;
	size_t line_from, line_to; /* of the line, its end included */
};

/* --- findings */
static struct place place_of(const struct parser *p, size_t from, size_t to)
{
	return (struct place){p->file->source->number, (uint32_t)from, (uint32_t)to};
}

static bool refuse(const struct parser *p, const struct tag *tag, struct span why)
{
	diag_add(p->diags, FINDING_template_syntax, place_of(p, tag->from, tag->to), why, SPAN_NONE,
		SPAN_NONE);
	return false;
}

static struct span written(const struct parser *p, const struct tag *tag)
{
	return span_cut(p->bytes, tag->from, tag->to);
}

/* --- names */
static bool is_name_character(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

static bool read_name(const struct parser *p, const struct tag *tag, struct dotted *name)
{
	const struct span s = tag->inside;
	name->whole = arena_copy(p->arena, s);
	if (span_is(s, "."))
		return true;
	size_t count = 1;
	bool right = s.length > 0;
	for (size_t i = 0, begin = 0; right && i <= s.length; i++) {
		if (i < s.length && is_name_character(s.at[i]))
			continue;
		right = i > begin && (i == s.length || s.at[i] == '.');
		begin = i + 1;
		count += i < s.length;
	}
	if (!right)
		return refuse(p, tag,
			arena_format(p->arena,
				"\"%.*s\" names no value: a name has letters, "
				"digits, - and _, parted by points",
				SPAN_ARG(written(p, tag))));
	struct span *segments = ARENA_ARRAY(p->arena, struct span, count);
	for (size_t i = 0, begin = 0; i <= s.length; i++) {
		if (i < s.length && s.at[i] != '.')
			continue;
		segments[name->count++] = arena_copy(p->arena, span_cut(s, begin, i));
		begin = i + 1;
	}
	name->segments = segments;
	return true;
}

/* --- finding the next tag */
static size_t find_from(const struct parser *p, size_t from, struct span needle)
{
	const char *found = from >= p->bytes.length
				    ? NULL
				    : memmem(p->bytes.at + from, p->bytes.length - from, needle.at,
					      needle.length);
	return found ? (size_t)(found - p->bytes.at) : SIZE_MAX;
}

/* Nothing but blanks before and behind the tag on its line or lines. */
static void look_at_line(const struct parser *p, struct tag *tag)
{
	const char *bytes = p->bytes.at;
	size_t from = tag->from, to = tag->to;
	while (from > p->file->source->mark && is_blank(bytes[from - 1]))
		from--;
	while (to < p->bytes.length && is_blank(bytes[to]))
		to++;
	if (from > p->file->source->mark && bytes[from - 1] != '\n')
		return;
	if (to + 1 < p->bytes.length && bytes[to] == '\r' && bytes[to + 1] == '\n')
		to++;
	if (to < p->bytes.length && bytes[to] != '\n')
		return;
	tag->alone = true;
	tag->line_from = from;
	tag->line_to = to < p->bytes.length ? to + 1 : to;
}

/* false: there is no further tag, or it is never closed (then *right is false). */
static bool next_tag(const struct parser *p, struct tag *tag, bool *right)
{
	*tag = (struct tag){.from = find_from(p, p->at, p->open)};
	*right = true;
	if (tag->from == SIZE_MAX)
		return false;
	size_t begin = tag->from + p->open.length;
	tag->to = begin;
	if (begin < p->bytes.length && strchr("#^/>&{!=<$", p->bytes.at[begin]) &&
		p->bytes.at[begin])
		tag->sigil = p->bytes.at[begin++];
	const char *before = tag->sigil == '{' ? "}" : tag->sigil == '=' ? "=" : "";
	const struct span closer = arena_join(p->arena, span_of(before), p->close);
	const size_t end = find_from(p, begin, closer);
	if (end == SIZE_MAX) {
		*right = refuse(p, tag,
			arena_format(p->arena, "\"%.*s\" is never closed; it takes \"%.*s\"",
				SPAN_ARG(span_cut(p->bytes, tag->from, begin)), SPAN_ARG(closer)));
		return false;
	}
	tag->inside = span_trim(span_cut(p->bytes, begin, end));
	tag->to = end + closer.length;
	if (tag->sigil && strchr("#^/>!=", tag->sigil))
		look_at_line(p, tag);
	return true;
}

/* --- pieces */
static struct piece *add_piece(struct parser *p, enum piece_kind kind, const struct tag *tag)
{
	struct template_file *file = p->file;
	ARENA_GROW(p->arena, file->pieces, file->count, file->capacity);
	struct piece *piece = &file->pieces[file->count++];
	*piece = (struct piece){.kind = kind, .after = file->count};
	if (tag)
		piece->place = place_of(p, tag->from, tag->to);
	if (!tag || !tag->alone) {
		piece->begins_line = p->line_begins;
		p->line_begins = false;
	}
	return piece;
}

static void add_text(struct parser *p, size_t from, size_t to)
{
	if (from >= to)
		return;
	add_piece(p, PIECE_text, NULL)->text = span_cut(p->bytes, from, to);
	p->line_begins = p->bytes.at[to - 1] == '\n';
}

/* Our pages have LF line ends even where a template was saved with CRLF. */
static void add_text_before(struct parser *p, size_t to)
{
	size_t from = p->at;
	for (size_t i = from; p->strict && i + 1 < to; i++) {
		if (p->bytes.at[i] == '\r' && p->bytes.at[i + 1] == '\n') {
			add_text(p, from, i);
			from = i + 1;
		}
	}
	add_text(p, from, to);
}

/* --- tags */
static bool take_value(struct parser *p, const struct tag *tag)
{
	struct dotted name = {0};
	if (!read_name(p, tag, &name))
		return false;
	add_piece(p, tag->sigil ? PIECE_raw : PIECE_escaped, tag)->name = name;
	return true;
}

static bool take_section(struct parser *p, const struct tag *tag)
{
	struct dotted name = {0};
	if (!read_name(p, tag, &name))
		return false;
	if (p->depth == LIMIT_DEPTH)
		return refuse(p, tag,
			arena_format(p->arena, "sections nested deeper than %u", LIMIT_DEPTH));
	p->sections[p->depth++] = p->file->count;
	add_piece(p, tag->sigil == '#' ? PIECE_section : PIECE_inverted, tag)->name = name;
	return true;
}

static bool take_end(struct parser *p, const struct tag *tag)
{
	if (p->depth == 0)
		return refuse(p, tag,
			arena_format(p->arena, "\"%.*s\" ends a section that was never begun",
				SPAN_ARG(written(p, tag))));
	const size_t begun = p->sections[--p->depth];
	const struct span name = p->file->pieces[begun].name.whole;
	if (!span_same(name, tag->inside)) {
		refuse(p, tag,
			arena_format(p->arena,
				"\"%.*s\" stands where the section \"%.*s\" must end "
				"first",
				SPAN_ARG(written(p, tag)), SPAN_ARG(name)));
		return false;
	}
	if (!tag->alone && p->line_begins)
		add_piece(
			p, PIECE_text, NULL); /* what indents the line stands inside the section */
	p->file->pieces[begun].after = p->file->count;
	return true;
}

/* The file of a partial, to be parsed later. */
static struct template_file *file_called(struct parser *p, struct span name)
{
	for (size_t i = 1; i < p->page->count; i++)
		if (span_same(p->page->files[i]->name, name))
			return p->page->files[i];
	if (p->page->count == MOST_FILES)
		return NULL;
	ARENA_GROW(p->arena, p->page->files, p->page->count, p->page->capacity);
	struct template_file *file = ARENA_NEW(p->arena, struct template_file);
	file->name = name;
	p->page->files[p->page->count++] = file;
	return file;
}

static bool take_partial(struct parser *p, const struct tag *tag)
{
	struct dotted name = {0};
	if (tag->inside.length && tag->inside.at[0] == '*')
		return refuse(p, tag,
			SPAN("names of partials that come from values ({{>*name}}) are not used"));
	if (!read_name(p, tag, &name))
		return false;
	if (name.count == 0)
		return refuse(p, tag, SPAN("\".\" is not a partial"));
	struct piece *piece = add_piece(p, PIECE_partial, tag);
	piece->name = name;
	if (tag->alone)
		piece->text = span_cut(p->bytes, tag->line_from, tag->from);
	piece->partial = file_called(p, name.whole);
	if (!piece->partial)
		return refuse(p, tag, arena_format(p->arena, "more than %u partials", MOST_FILES));
	return true;
}

static bool take_comment(struct parser *p, const struct tag *tag)
{
	(void)p;
	(void)tag;
	return true;
}

static bool is_delimiter(struct span s)
{
	bool right = s.length > 0 && s.length <= MOST_DELIMITER;
	for (size_t i = 0; i < s.length; i++)
		right &= !is_space(s.at[i]) && s.at[i] != '=';
	return right;
}

static bool take_delimiters(struct parser *p, const struct tag *tag)
{
	size_t end = 0;
	while (end < tag->inside.length && !is_space(tag->inside.at[end]))
		end++;
	const struct span open = span_cut(tag->inside, 0, end);
	const struct span close = span_trim(span_cut(tag->inside, end, tag->inside.length));
	if (!is_delimiter(open) || !is_delimiter(close))
		return refuse(p, tag,
			arena_format(p->arena,
				"\"%.*s\" must hold two marks with a space "
				"between them and no = in them",
				SPAN_ARG(written(p, tag))));
	p->open = open;
	p->close = close;
	return true;
}

static bool take_inheritance(struct parser *p, const struct tag *tag)
{
	return refuse(p, tag,
		arena_format(p->arena,
			"\"%.*s\": templates that inherit are not used; take "
			"a partial",
			SPAN_ARG(written(p, tag))));
}

typedef bool tag_taker(struct parser *p, const struct tag *tag);
static const struct {
	char sigil;
	tag_taker *take;
} takers[] = {
	{0, take_value},
	{'&', take_value},
	{'{', take_value},
	{'#', take_section},
	{'^', take_section},
	{'/', take_end},
	{'>', take_partial},
	{'!', take_comment},
	{'=', take_delimiters},
	{'<', take_inheritance},
	{'$', take_inheritance},
};

static bool take_tag(struct parser *p, const struct tag *tag)
{
	size_t i = 0;
	while (takers[i].sigil != tag->sigil)
		i++;
	return takers[i].take(p, tag);
}

/* --- files */
static bool parse_file(struct parser *p, struct template_file *file)
{
	p->file = file;
	p->bytes = file->source->bytes;
	p->at = file->source->mark;
	p->open = SPAN("{{");
	p->close = SPAN("}}");
	p->line_begins = true;
	p->depth = 0;
	if (p->bytes.length > LIMIT_TEMPLATE_BYTES) {
		diag_add(p->diags, FINDING_file_too_large, place_of(p, 0, 0),
			arena_format(p->arena, "%zu", p->bytes.length),
			arena_format(p->arena, "%u", LIMIT_TEMPLATE_BYTES), SPAN_NONE);
		return false;
	}
	struct tag tag;
	bool right;
	while (next_tag(p, &tag, &right)) {
		add_text_before(p, tag.alone ? tag.line_from : tag.from);
		if (!take_tag(p, &tag))
			return false;
		p->at = tag.alone ? tag.line_to : tag.to;
		p->line_begins |= tag.alone;
	}
	if (!right)
		return false;
	add_text_before(p, p->bytes.length);
	if (p->depth == 0)
		return true;
	const struct piece *begun = &file->pieces[p->sections[p->depth - 1]];
	diag_add(p->diags, FINDING_template_syntax, begun->place,
		arena_format(p->arena, "the section \"%.*s\" is never ended",
			SPAN_ARG(begun->name.whole)),
		SPAN_NONE, SPAN_NONE);
	return false;
}

/* The first tag that asks for a partial by this name. */
static struct place asked_at(const struct template_page *page, const struct template_file *partial)
{
	for (size_t f = 0; f < page->count; f++)
		for (size_t i = 0; i < page->files[f]->count; i++)
			if (page->files[f]->pieces[i].partial == partial)
				return page->files[f]->pieces[i].place;
	return PLACE_NONE;
}

static bool find_source(
	struct parser *p, struct template_file *file, const struct partial_finder *finder)
{
	file->source = finder && finder->find ? finder->find(finder->of, file->name) : NULL;
	if (file->source || !p->strict)
		return true;
	diag_add(p->diags, FINDING_template_missing, asked_at(p->page, file),
		arena_format(p->arena, "%.*s.mustache", SPAN_ARG(file->name)), SPAN_NONE,
		SPAN_NONE);
	return false;
}

/* --- partials that include themselves whatever the values are */
static bool has_end(struct parser *p, struct template_file *file)
{
	if (file->left)
		return true;
	file->entered = true;
	for (size_t i = 0; i < file->count; i = file->pieces[i].after) {
		const struct piece *piece = &file->pieces[i];
		if (piece->kind != PIECE_partial)
			continue;
		struct template_file *inner = file_called(p, piece->name.whole);
		if (inner->entered && !inner->left) {
			diag_add(p->diags, FINDING_template_syntax, piece->place,
				arena_format(p->arena,
					"the partial \"%.*s\" includes itself without a section "
					"around it, so the page has no end",
					SPAN_ARG(inner->name)),
				SPAN_NONE, SPAN_NONE);
			return false;
		}
		if (!has_end(p, inner))
			return false;
	}
	file->left = true;
	return true;
}

const struct template_page *mustache_parse(struct arena *arena, struct diags *diags,
	const struct source *source, const struct partial_finder *finder, bool strict)
{
	struct template_page *page = ARENA_NEW(arena, struct template_page);
	struct parser *p = ARENA_NEW(arena, struct parser);
	*p = (struct parser){.arena = arena, .diags = diags, .page = page, .strict = strict};
	file_called(p, SPAN(""))->source = source;
	bool right = true;
	for (size_t i = 0; i < page->count; i++) { /* grows while partials are met */
		struct template_file *file = page->files[i];
		if (i > 0)
			right &= find_source(p, file, finder);
		if (file->source)
			right &= parse_file(p, file);
	}
	if (!right || !has_end(p, page->files[0]))
		return NULL;
	const size_t before = diags->count;
	if (strict)
		mustache_check_names(arena, diags, page);
	return diags->count == before ? page : NULL;
}
