/*
 * Words as CommonMark: a backslash goes before whatever could be read as markup where it stands, and
 * before nothing else, so that the page reads well as it is.
 */
#include "render/markdown_parts.h"

#include <string.h>

/* Where one byte of a text stands. */
struct spot {
	const struct text *line; /* what is written so far */
	struct span text;
	size_t i;
	char before, after;     /* the bytes beside it: '\n' at the start, 0 at the end */
	bool line_start;        /* nothing but marks of blocks before it on its line */
	bool more;              /* something else than text follows the text */
	bool in_link, one_line; /* inside brackets; in a heading after `#` */
};

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_gap(char c)
{
	return c == 0 || is_space(c);
}

static bool looks_like_entity(struct span s, size_t i)
{
	size_t from = i + 1;
	from += from < s.length && s.at[from] == '#';
	size_t at = from;
	while (at < s.length && (is_letter(s.at[at]) || is_digit(s.at[at])))
		at++;
	return at > from && at < s.length && s.at[at] == ';';
}

static bool star_is_mark(const struct spot *s)
{
	return s->line_start || !(is_space(s->before) && is_space(s->after));
}

static bool underscore_is_mark(const struct spot *s)
{
	if (s->line_start)
		return true;
	bool inside_word = is_word(s->before) && is_word(s->after);
	return !inside_word && !(is_space(s->before) && is_space(s->after));
}

static bool hash_is_mark(const struct spot *s)
{
	if (s->line_start)
		return true;
	if (!s->one_line || s->more || !is_blank(s->before))
		return false;
	size_t at = s->i;
	while (at < s->text.length && s->text.at[at] == '#')
		at++;
	return at == s->text.length;
}

static bool number_mark_ends_here(const struct spot *s)
{
	const struct text *line = s->line;
	size_t at = line->length;
	while (at > 0 && is_digit(line->at[at - 1]))
		at--;
	size_t digits = line->length - at; /* with more than nine it is no mark */
	return digits > 0 && digits <= 9 && (at == 0 || line->at[at - 1] == '\n') && is_gap(s->after);
}

static bool tilde_is_mark(const struct spot *s)
{
	return s->before == '~' || s->after == '~'; /* a fence, or GitHub's struck-out words */
}

static bool is_markup(const struct spot *s)
{
	switch (s->text.at[s->i]) {
	case '\\': return !is_letter(s->after) && !is_digit(s->after);
	case '`':
	case '[': return true;
	case ']': return s->in_link;
	case '*': return star_is_mark(s);
	case '_': return underscore_is_mark(s);
	case '<': return !is_space(s->after);
	case '>':
	case '=': return s->line_start;
	case '&': return looks_like_entity(s->text, s->i) || (s->after == 0 && s->more);
	case '!': return s->after == 0 && s->more;
	case '#': return hash_is_mark(s);
	case '-': return s->line_start;
	case '+': return s->line_start && is_gap(s->after);
	case '~': return tilde_is_mark(s);
	case '.':
	case ')': return number_mark_ends_here(s);
	default: return false;
	}
}

void markdown_literal(struct span s, const char *escaped, struct text *into)
{
	for (size_t i = 0; i < s.length; i++) {
		char c = s.at[i];
		char after = i + 1 < s.length ? s.at[i + 1] : 0;
		if (c == '\n' || (is_blank(c) && (i == 0 || i + 1 == s.length))) {
			text_format(into, "&#%d;", c); /* at the ends blanks would be stripped */
			continue;
		}
		if ((c == '\\' && (after == 0 || is_punctuation(after))) ||
			(c == '&' && looks_like_entity(s, i)) || (c && strchr(escaped, c)))
			text_add_char(into, '\\');
		text_add_char(into, c);
	}
}

/* ---- the inlines of one leaf */

struct leaf_writer {
	struct text *into;
	const struct prose_node *leaf;
	struct text marks; /* the mark of each bold or italic that is open */
	size_t links;      /* links and pictures that are open */
	size_t from;       /* where the leaf begins in `into` */
	bool one_line;
};

static bool at_line_start(const struct leaf_writer *w)
{
	return w->into->length == w->from || text_last(w->into) == '\n';
}

static char last_written(const struct leaf_writer *w)
{
	return w->into->length == w->from ? '\n' : text_last(w->into);
}

static bool ends_line(const struct prose_node *text)
{
	const struct prose_node *next = text->next;
	return !next || next->kind == PROSE_soft_break || next->kind == PROSE_hard_break;
}

static bool is_mark(const struct prose_node *node)
{
	return node->kind == PROSE_emphasis || node->kind == PROSE_strong;
}

/* Bytes of the white space that begins here: ASCII's and, as CommonMark 6.2 has it, Unicode's. */
static size_t space_length(struct span s, size_t i)
{
	static const char *const spaces[] = {"\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80",
		"\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85",
		"\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",
		"\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};
	if (is_blank(s.at[i]) || s.at[i] == '\n')
		return 1;
	if ((unsigned char)s.at[i] < 0x80)
		return 0;
	for (size_t k = 0; k < sizeof spaces / sizeof *spaces; k++)
		if (span_starts(span_cut(s, i, s.length), spaces[k]))
			return span_of(spaces[k]).length;
	return 0;
}

static unsigned space_character(struct span s, size_t i, size_t length)
{
	const unsigned char *b = (const unsigned char *)s.at + i;
	if (length == 2)
		return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
	if (length == 3)
		return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
	return b[0];
}

/*
 * White space at the edges of a line would be stripped, line ends would end it, and at the inner
 * edges of bold or italics it would keep the mark from being one: there it is written as an entity.
 * The bytes that were written, or 0.
 */
static size_t write_space(struct leaf_writer *w, const struct prose_node *node, size_t i)
{
	size_t length = space_length(node->text, i);
	if (!length)
		return 0;
	bool last = i + length == node->text.length;
	bool ascii = length == 1;
	bool line_edge = ascii && (at_line_start(w) || (last && ends_line(node)));
	bool mark_edge = is_mark(node->parent) &&
			 ((i == 0 && !node->previous) || (last && !node->next));
	if (!line_edge && !mark_edge && node->text.at[i] != '\n')
		return 0;
	text_format(w->into, "&#%u;", space_character(node->text, i, length));
	return length;
}

static void write_text(struct leaf_writer *w, const struct prose_node *node)
{
	struct span s = node->text;
	for (size_t i = 0; i < s.length; i++) {
		size_t space = write_space(w, node, i);
		if (space) {
			i += space - 1;
			continue;
		}
		struct spot spot = {
			.line = w->into,
			.text = s,
			.i = i,
			.before = last_written(w),
			.after = i + 1 < s.length ? s.at[i + 1] : 0,
			.line_start = at_line_start(w),
			.more = node->next != NULL,
			.in_link = w->links > 0,
			.one_line = w->one_line,
		};
		bool escape = w->leaf->bare ? is_punctuation(s.at[i]) : is_markup(&spot);
		if (escape)
			text_add_char(w->into, '\\');
		text_add_char(w->into, s.at[i]);
	}
}

static void write_code(struct leaf_writer *w, struct span s)
{
	bool used[64] = {0};
	size_t run = 0;
	for (size_t i = 0; i <= s.length; i++) {
		if (i < s.length && s.at[i] == '`') {
			run++;
			continue;
		}
		if (run < 64)
			used[run] = true;
		run = 0;
	}
	size_t marks = 1;
	while (marks < 63 && used[marks])
		marks++;
	char first = s.length ? s.at[0] : 0;
	char last = s.length ? s.at[s.length - 1] : 0;
	bool pad = first == '`' || last == '`' ||
		   (first == ' ' && last == ' ' && span_trim(s).length > 0);
	text_add_repeated(w->into, '`', marks);
	text_add_string(w->into, pad ? " " : "");
	text_add(w->into, s);
	text_add_string(w->into, pad ? " " : "");
	text_add_repeated(w->into, '`', marks);
}

static bool touches_star(const struct leaf_writer *w)
{
	const struct text *t = w->into;
	if (last_written(w) != '*')
		return false;
	size_t backslashes = 0;
	for (size_t i = t->length - 1; i > w->from && t->at[i - 1] == '\\'; i--)
		backslashes++;
	return backslashes % 2 == 0;
}

static bool word_follows(const struct prose_node *node)
{
	const struct prose_node *next = node->next;
	return next && next->kind == PROSE_text && next->text.length && is_word(next->text.at[0]);
}

/* A star, or an underscore where stars would run together: inside marks of its own kind and right
 * behind a star. An underscore can stand neither behind nor before a word. */
static char mark_for(const struct leaf_writer *w, const struct prose_node *node)
{
	const struct prose_node *parent = node->parent;
	if (is_word(last_written(w)) || word_follows(node))
		return '*';
	bool in_own_kind = parent->kind == node->kind && text_last(&w->marks) == '*';
	bool opens_parent = node->kind == PROSE_strong && is_mark(parent) && parent->first == node;
	if (in_own_kind)
		return opens_parent ? '*' : '_';
	return touches_star(w) && !opens_parent ? '_' : '*';
}

static void open_mark(struct leaf_writer *w, const struct prose_node *node)
{
	char mark = mark_for(w, node);
	text_add_char(&w->marks, mark);
	text_add_repeated(w->into, mark, node->kind == PROSE_strong ? 2 : 1);
}

static void close_mark(struct leaf_writer *w, const struct prose_node *node)
{
	char mark = text_last(&w->marks);
	text_cut(&w->marks, w->marks.length - 1);
	text_add_repeated(w->into, mark, node->kind == PROSE_strong ? 2 : 1);
}

/* `<` and `>` are needed where an address has blanks, controls or brackets that do not pair. */
static bool needs_angles(struct span url)
{
	int depth = 0, deepest = 0;
	if (url.length == 0 || url.at[0] == '<')
		return true;
	for (size_t i = 0; i < url.length; i++) {
		unsigned char c = (unsigned char)url.at[i];
		depth += c == '(';
		depth -= c == ')';
		deepest = depth > deepest ? depth : deepest;
		if (c <= ' ' || c == 0x7F || depth < 0)
			return true;
	}
	return depth != 0 || deepest > 30;
}

static void write_address(struct leaf_writer *w, const struct prose_node *node)
{
	bool angles = needs_angles(node->url);
	text_add_string(w->into, angles ? "](<" : "](");
	markdown_literal(node->url, angles ? "<>" : "", w->into);
	text_add_string(w->into, angles ? ">" : "");
	if (node->title.length) {
		text_add_string(w->into, " \"");
		markdown_literal(node->title, "\"", w->into);
		text_add_char(w->into, '"');
	}
	text_add_char(w->into, ')');
}

static bool is_absolute(struct span s)
{
	size_t i = 0;
	while (i < s.length && (is_letter(s.at[i]) || is_digit(s.at[i]) || s.at[i] == '+' ||
				       s.at[i] == '.' || s.at[i] == '-'))
		i++;
	return i >= 2 && i <= 32 && is_letter(s.at[0]) && i < s.length && s.at[i] == ':';
}

static bool is_mail_address(struct span s)
{
	size_t at = span_find(s, SPAN("@"));
	if (at == SIZE_MAX || at == 0 || at + 1 >= s.length)
		return false;
	for (size_t i = 0; i < s.length; i++) {
		char c = s.at[i];
		bool sign = c == '.' || c == '-' || (i < at && (c == '_' || c == '+'));
		bool edge = i == at + 1 || i + 1 == s.length || !is_word(s.at[i - (i > 0)]);
		if (i == at)
			continue;
		if ((unsigned char)c >= 0x80 || (!is_word(c) && !sign) || (sign && i > at && edge))
			return false;
	}
	return true;
}

/* `<https://...>`: a link whose words are its address. */
static bool is_autolink(const struct prose_node *link)
{
	const struct prose_node *text = link->first;
	if (!text || text->next || text->kind != PROSE_text || link->title.length)
		return false;
	for (size_t i = 0; i < text->text.length; i++) {
		unsigned char c = (unsigned char)text->text.at[i];
		if (c <= ' ' || c == 0x7F || strchr("<>\\&", c))
			return false;
	}
	if (span_same(text->text, link->url))
		return is_absolute(link->url);
	return span_starts(link->url, "mailto:") && is_mail_address(text->text) &&
	       span_same(text->text, span_cut(link->url, 7, link->url.length));
}

static void write_autolink(struct leaf_writer *w, const struct prose_node *link)
{
	text_add_char(w->into, '<');
	text_add(w->into, link->first->text);
	text_add_char(w->into, '>');
}

static void enter(struct leaf_writer *w, struct prose_visit *visit)
{
	const struct prose_node *node = visit->node;
	switch (node->kind) {
	case PROSE_text:
		write_text(w, node);
		break;
	case PROSE_soft_break:
		text_add_char(w->into, '\n');
		break;
	case PROSE_hard_break:
		text_add_string(w->into, "\\\n");
		break;
	case PROSE_code:
		write_code(w, node->text);
		break;
	case PROSE_html:
		text_add(w->into, node->text);
		break;
	case PROSE_emphasis:
	case PROSE_strong:
		open_mark(w, node);
		break;
	case PROSE_link:
		if (is_autolink(node)) {
			write_autolink(w, node);
			visit->leaving = true;
			break;
		}
		w->links++;
		text_add_char(w->into, '[');
		break;
	case PROSE_image:
		w->links++;
		text_add_string(w->into, "![");
		break;
	default:
		break;
	}
}

static void leave(struct leaf_writer *w, const struct prose_node *node)
{
	if (is_mark(node)) {
		close_mark(w, node);
	} else if (node->kind == PROSE_link || node->kind == PROSE_image) {
		w->links--;
		write_address(w, node);
	}
}

bool markdown_has_break(const struct prose_node *leaf)
{
	for (struct prose_node *n = leaf->first; n; n = prose_walk(leaf, n))
		if (n->kind == PROSE_soft_break || n->kind == PROSE_hard_break)
			return true;
	return false;
}

void markdown_inlines(const struct prose_node *leaf, struct text *into)
{
	struct leaf_writer w = {
		.into = into,
		.leaf = leaf,
		.from = into->length,
		.one_line = leaf->kind == PROSE_heading && !markdown_has_break(leaf),
	};
	for (struct prose_visit v = {.root = leaf}; prose_visit(&v);) {
		if (v.leaving)
			leave(&w, v.node);
		else
			enter(&w, &v);
	}
	text_release(&w.marks);
}

/* ---- words alone */

/* Whether what is on the line so far are marks of blocks only, such as `- ` or `> `. */
static bool only_marks_before(const struct text *into)
{
	size_t from = into->length;
	while (from > 0 && into->at[from - 1] != '\n')
		from--;
	for (size_t i = from; i < into->length; i++)
		if (!is_digit(into->at[i]) && !strchr(" >-+*.)", into->at[i]))
			return false;
	return true;
}

/* Bars too: the words may stand in a table of GitHub's. Whatever surrounds them is not known, so a
 * star or underscore is escaped wherever it stands. */
void markdown_escape(struct span s, struct text *into)
{
	bool start = only_marks_before(into);
	struct text alone = {0}; /* the words without what is before them */
	for (size_t i = 0; i < s.length; i++) {
		char c = s.at[i];
		if (is_space(c)) {
			text_add_char(&alone, ' ');
			continue;
		}
		bool first = alone.length == 0;
		struct spot spot = {
			.line = &alone,
			.text = s,
			.i = i,
			.before = first ? '\n' : text_last(&alone),
			.after = i + 1 < s.length ? s.at[i + 1] : 0,
			.line_start = first && start,
			.more = true,
			.one_line = true,
		};
		bool anywhere = c == '*' || c == '_' || c == '|' || c == '<' || c == ']' ||
				(c == '#' && is_blank(spot.before));
		bool number = (c == '.' || c == ')') && !start;
		if (anywhere || (!number && is_markup(&spot)))
			text_add_char(&alone, '\\');
		text_add_char(&alone, c);
	}
	into->failed |= alone.failed;
	text_add(into, text_span(&alone));
	text_release(&alone);
}
