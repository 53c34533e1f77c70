/*
 * The guards before cmark 0.30.2, which takes minutes for some texts: 23 s for 120 kB of nested list
 * marks (quadratic in depth), 8 s for 480 kB of `![[]()`. Measured, see limits.h.
 */
#include "base/limits.h"
#include "prose/reading.h"

enum container_kind { QUOTE, ITEM };

struct container {
	enum container_kind kind;
	size_t indent; /* columns that a line of this item must begin with */
	bool bare;     /* an item of which no word was seen yet: an empty line ends it */
};

/* A place in a line as CommonMark counts it: tabs reach to the next column that 4 divides. */
struct cursor {
	struct span line;
	size_t at, column;
	size_t held; /* columns of a tab that are not yet consumed */
};

struct guard {
	struct reading *r;
	struct container open[LIMIT_PROSE_DEPTH];
	size_t depth;
	size_t openers;   /* `[` since the paragraph began */
	bool after_words; /* the line before was not empty: this one may go on with it lazily */
	bool unsure;      /* a container is held open that a lazy line may or may not have closed */
	bool refused;
};

static size_t blank_columns(const struct cursor *c)
{
	size_t columns = c->held;
	for (size_t i = c->at; i < c->line.length && is_blank(c->line.at[i]); i++)
		columns += c->line.at[i] == '\t' ? 4 - (c->column + columns) % 4 : 1;
	return columns;
}

static void skip_columns(struct cursor *c, size_t columns)
{
	while (columns > 0) {
		if (c->held == 0 && (c->at >= c->line.length || !is_blank(c->line.at[c->at])))
			return;
		if (c->held == 0) {
			c->held = c->line.at[c->at] == '\t' ? 4 - c->column % 4 : 1;
			c->at++;
		}
		size_t step = columns < c->held ? columns : c->held;
		c->held -= step;
		c->column += step;
		columns -= step;
	}
}

static char next_byte(const struct cursor *c, size_t ahead)
{
	return c->at + ahead < c->line.length ? c->line.at[c->at + ahead] : '\n';
}

static void skip_bytes(struct cursor *c, size_t bytes)
{
	c->at += bytes;
	c->column += bytes;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool rest_is_empty(const struct cursor *c)
{
	return is_line_end(next_byte(c, 0));
}

/* `***`, `- - -`: a rule, not a list in a list. */
static bool is_rule(const struct cursor *c)
{
	char mark = next_byte(c, 0);
	size_t count = 0;
	if (mark != '*' && mark != '-' && mark != '_')
		return false;
	for (size_t i = c->at; i < c->line.length; i++) {
		if (c->line.at[i] == mark)
			count++;
		else if (!is_space(c->line.at[i]))
			return false;
	}
	return count >= 3;
}

/* Bytes of a list mark, 0 if none stands here. */
static size_t list_mark_length(const struct cursor *c)
{
	char first = next_byte(c, 0);
	size_t length = 1;
	if (is_digit(first)) {
		while (length < 10 && is_digit(next_byte(c, length)))
			length++;
		if (length > 9 || (next_byte(c, length) != '.' && next_byte(c, length) != ')'))
			return 0;
		length++;
	} else if (first != '-' && first != '*' && first != '+') {
		return 0;
	}
	char after = next_byte(c, length);
	return is_blank(after) || is_line_end(after) ? length : 0;
}

static void take_quote_mark(struct cursor *c)
{
	skip_columns(c, blank_columns(c));
	skip_bytes(c, 1);
	skip_columns(c, 1);
}

static bool continues(struct container *container, struct cursor *c, bool empty_line)
{
	size_t blank = blank_columns(c);
	struct cursor ahead = *c;
	skip_columns(&ahead, blank);
	if (container->kind == QUOTE) {
		if (blank > 3 || next_byte(&ahead, 0) != '>')
			return false;
		take_quote_mark(c);
		return true;
	}
	bool empty = empty_line || rest_is_empty(&ahead);
	if (empty)
		return !container->bare;
	if (blank < container->indent)
		return false;
	container->bare = false;
	skip_columns(c, container->indent);
	return true;
}

static void refuse(struct guard *g, enum finding_id id, size_t from, size_t to, const char *what,
	unsigned limit)
{
	struct arena *arena = g->r->arena;
	g->refused = true;
	diag_add(g->r->diags, id, prose_place(g->r, from, to), arena_format(arena, "%u", limit),
		span_of(what), SPAN_NONE);
}

static void open_container(struct guard *g, struct container container, size_t from, size_t to)
{
	if (g->depth == LIMIT_PROSE_DEPTH) {
		refuse(g, FINDING_prose_too_deep, from, to, NULL, LIMIT_PROSE_DEPTH);
		return;
	}
	g->open[g->depth++] = container;
}

/* The columns of an item: those of the mark and of one to four blanks after it; with more, the item
 * begins with indented code and one blank belongs to the mark. */
static void open_item(struct guard *g, struct cursor *c, size_t blank, size_t mark, size_t start)
{
	size_t from = start + c->at;
	struct container item = {.kind = ITEM};
	skip_bytes(c, mark);
	size_t after = blank_columns(c);
	struct cursor ahead = *c;
	skip_columns(&ahead, after);
	item.bare = rest_is_empty(&ahead);
	size_t kept = after >= 1 && after <= 4 && !item.bare ? after : 1;
	skip_columns(c, kept);
	item.indent = blank + mark + kept;
	/* such a mark ends any paragraph; `2.` and bare ones may be text of one */
	if (!item.bare && mark == 1 && !g->unsure)
		g->openers = 0;
	open_container(g, item, from, from + mark);
}

/* What opens on this line after the containers that went on. Over-counts where CommonMark reads a
 * mark as text: the guard may be too strict about what nobody writes, never too lax. */
static void open_containers(struct guard *g, struct cursor *c, size_t start)
{
	while (!g->refused) {
		size_t blank = blank_columns(c);
		if (blank > 3)
			return;
		struct cursor ahead = *c;
		skip_columns(&ahead, blank);
		size_t from = start + ahead.at;
		if (next_byte(&ahead, 0) == '>') {
			take_quote_mark(c);
			open_container(g, (struct container){.kind = QUOTE}, from, from + 1);
			continue;
		}
		size_t mark = is_rule(&ahead) ? 0 : list_mark_length(&ahead);
		if (!mark)
			return;
		*c = ahead;
		open_item(g, c, blank, mark, start);
	}
}

static void count_openers(struct guard *g, struct span rest, size_t start)
{
	for (size_t i = 0; i < rest.length && !g->refused; i++) {
		const char *opener = memchr(rest.at + i, '[', rest.length - i);
		if (!opener)
			return;
		i = (size_t)(opener - rest.at);
		if (++g->openers <= LIMIT_PROSE_OPENERS)
			continue;
		refuse(g, FINDING_prose_too_dense, start + i, start + i + 1, "opening brackets",
			LIMIT_PROSE_OPENERS);
	}
}

static void measure_runs(struct guard *g, struct span line, size_t start)
{
	static const struct {
		char mark;
		const char *name;
	} runs[] = {{'*', "* in a row"}, {'_', "_ in a row"}, {'~', "~ in a row"},
		{'`', "` in a row"}};
	size_t run = 0;
	for (size_t i = 0; i < line.length && line.length > LIMIT_PROSE_RUN; i++) {
		run = i > 0 && line.at[i] == line.at[i - 1] ? run + 1 : 1;
		if (run <= LIMIT_PROSE_RUN)
			continue;
		for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
			if (line.at[i] != runs[k].mark)
				continue;
			refuse(g, FINDING_prose_too_dense, start + i + 1 - run, start + i + 1,
				runs[k].name, LIMIT_PROSE_RUN);
			return;
		}
	}
}

/*
 * A line that leaves containers out and opens none may be a lazy one: they stay open, and the next
 * line can nest deeper. Where it closed them in truth (after a heading, say) we count too many.
 */
static void hold_lazily(struct guard *g, size_t before, size_t held)
{
	if (g->refused || g->depth != held || before == held || !g->after_words)
		return;
	g->depth = before;
	g->unsure = true;
}

static void guard_line(struct guard *g, size_t start, size_t end)
{
	struct cursor c = {.line = span_cut(g->r->text, start, end)};
	bool empty_line = span_trim(c.line).length == 0;
	size_t before = g->depth;
	size_t held = 0;
	while (held < before && continues(&g->open[held], &c, empty_line))
		held++;
	struct cursor ahead = c;
	skip_columns(&ahead, blank_columns(&c));
	g->depth = held;
	if (rest_is_empty(&ahead)) {
		if (empty_line || !g->unsure)
			g->openers = 0;
		g->after_words = false;
	} else {
		open_containers(g, &c, start);
		hold_lazily(g, before, held);
		g->after_words = true;
	}
	g->unsure = g->unsure && g->depth > 0;
	count_openers(g, span_cut(c.line, c.at, c.line.length), start + c.at);
	if (!g->refused)
		measure_runs(g, c.line, start);
}

bool guards_pass(struct reading *r)
{
	if (r->text.length > LIMIT_PROSE_BYTES) {
		diag_add(r->diags, FINDING_prose_too_large, r->whole,
			arena_format(r->arena, "%zu", r->text.length),
			arena_format(r->arena, "%u", LIMIT_PROSE_BYTES), SPAN_NONE);
		return false;
	}
	struct guard g = {.r = r};
	for (size_t i = 0; i < r->line_count && !g.refused; i++)
		guard_line(&g, r->lines[i], line_end(r, i));
	return !g.refused;
}
