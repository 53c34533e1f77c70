/* Names and braces of a template against values.def. */
#include "base/nearest.h"
#include "house/mustache_pieces.h"
#include "house/values.def"

#include <string.h>

enum scope_id {
	IN_none,
#define X(name, values) IN_##name,
	PAGE_SCOPES(X)
#undef X
		IN_count
};

enum value_type { IS_text, IS_rendered, IS_yes_no, IS_list, IS_texts, IS_map, IS_any };

struct declared {
	const char *name;
	enum value_type type;
	enum scope_id inside;
};

#define X(name, type, inside, says) {#name, IS_##type, IN_##inside},
#define ROWS(name, values) static const struct declared name##_rows[] = {values(X)};
PAGE_SCOPES(ROWS)
#undef ROWS
#undef X

static const struct {
	const struct declared *rows;
	size_t count;
} scopes[IN_count] = {
#define X(name, values) [IN_##name] = {name##_rows, sizeof name##_rows / sizeof *name##_rows},
	PAGE_SCOPES(X)
#undef X
};

/* The scopes in reach, innermost last. One that is entered again moves to the end: for a name there
 * is no difference, and so there are only a few contexts even for a partial that calls itself. */
struct context {
	uint8_t scopes[IN_count];
	uint8_t count;
	const struct declared *here; /* what {{.}} is; NULL: nothing that prints */
};

struct visit {
	const struct template_file *file;
	struct context context;
};

struct checker {
	struct arena *arena;
	struct diags *diags;
	size_t first;         /* finding of ours */
	struct visit *visits; /* partials checked already */
	size_t visit_count, visit_capacity;
};

static const struct declared a_text = {"", IS_text, IN_none};

static struct context entered(struct context context, enum scope_id scope)
{
	size_t kept = 0;
	for (size_t i = 0; i < context.count; i++)
		if (context.scopes[i] != scope)
			context.scopes[kept++] = context.scopes[i];
	context.scopes[kept++] = (uint8_t)scope;
	context.count = (uint8_t)kept;
	context.here = NULL;
	return context;
}

static const struct declared *declared_in(enum scope_id scope, struct span name)
{
	for (size_t i = 0; i < scopes[scope].count; i++)
		if (span_is(name, scopes[scope].rows[i].name))
			return &scopes[scope].rows[i];
	return NULL;
}

static const struct declared *resolve(const struct context *context, const struct dotted *name)
{
	if (name->count == 0)
		return context->here;
	const struct declared *found = NULL;
	for (size_t i = context->count; i > 0 && !found; i--)
		found = declared_in(context->scopes[i - 1], name->segments[0]);
	for (size_t i = 1; found && i < name->count; i++) {
		if (found->type == IS_any)
			return &a_text;
		found = found->type == IS_map ? declared_in(found->inside, name->segments[i])
					      : NULL;
	}
	return found;
}

/* A partial is checked once for each context it is used in; one finding for a tag is enough. */
static bool reported(const struct checker *c, const struct piece *piece)
{
	for (size_t i = c->first; i < c->diags->count; i++) {
		const struct place *place = &c->diags->items[i].place;
		if (place->source == piece->place.source && place->from == piece->place.from)
			return true;
	}
	return false;
}

static void try_scope(struct nearest *nearest, size_t scope)
{
	for (size_t i = 0; i < scopes[scope].count; i++)
		nearest_try(nearest, span_of(scopes[scope].rows[i].name));
}

static void report_unknown(
	const struct checker *c, const struct piece *piece, const struct context *context)
{
	if (reported(c, piece))
		return;
	struct finding *f = diag_add(c->diags, FINDING_template_unknown, piece->place,
		piece->name.whole, SPAN_NONE, SPAN_NONE);
	if (piece->name.count == 0) {
		f->help = SPAN("{{.}} stands inside a section over a text or a list of texts.");
		return;
	}
	const struct dotted first = {.segments = piece->name.segments, .count = 1};
	const struct declared *outer = piece->name.count > 1 ? resolve(context, &first) : NULL;
	struct nearest nearest = nearest_start(piece->name.segments[outer ? 1 : 0]);
	if (outer)
		try_scope(&nearest, outer->inside);
	for (size_t i = outer ? 0 : context->count; i > 0; i--)
		try_scope(&nearest, context->scopes[i - 1]);
	if (nearest.best.at)
		f->help = arena_format(c->arena, "Did you mean \"%.*s\"?", SPAN_ARG(nearest.best));
}

static bool fits(const struct piece *piece, const struct declared *value)
{
	switch (piece->kind) {
	case PIECE_escaped:
		return value->type == IS_text;
	case PIECE_raw:
		return value->type == IS_rendered;
	default:
		return value->type != IS_any;
	}
}

static void check_braces(
	const struct checker *c, const struct piece *piece, const struct declared *value)
{
	if (fits(piece, value) || reported(c, piece))
		return;
	const struct span name = piece->name.whole;
	struct span takes;
	if (value->type == IS_text)
		takes = arena_format(c->arena, "two braces: {{%.*s}}", SPAN_ARG(name));
	else if (value->type == IS_rendered)
		takes = arena_format(c->arena, "three braces: {{{%.*s}}}", SPAN_ARG(name));
	else if (value->type == IS_any)
		takes = arena_format(c->arena, "a name after it: {{%.*s.name}}", SPAN_ARG(name));
	else
		takes = arena_format(c->arena, "a section: {{#%.*s}}", SPAN_ARG(name));
	diag_add(c->diags, FINDING_template_braces, piece->place, name, takes, SPAN_NONE);
}

static struct context inside_section(const struct context *context, const struct declared *value)
{
	if (value->type == IS_list || value->type == IS_map)
		return entered(*context, value->inside);
	struct context inner = *context;
	inner.here = value->type == IS_texts ? &a_text : value;
	return inner;
}

static void check_pieces(struct checker *c, const struct template_file *file, size_t from,
	size_t to, const struct context *context);

static void check_partial(
	struct checker *c, const struct template_file *file, const struct context *context)
{
	for (size_t i = 0; i < c->visit_count; i++) {
		const struct context *old = &c->visits[i].context;
		if (c->visits[i].file == file && old->count == context->count &&
			old->here == context->here &&
			memcmp(old->scopes, context->scopes, context->count) == 0)
			return;
	}
	ARENA_GROW(c->arena, c->visits, c->visit_count, c->visit_capacity);
	c->visits[c->visit_count++] = (struct visit){file, *context};
	check_pieces(c, file, 0, file->count, context);
}

static void check_pieces(struct checker *c, const struct template_file *file, size_t from,
	size_t to, const struct context *context)
{
	for (size_t i = from; i < to; i = file->pieces[i].after) {
		const struct piece *piece = &file->pieces[i];
		if (piece->kind == PIECE_text)
			continue;
		if (piece->kind == PIECE_partial) {
			check_partial(c, piece->partial, context);
			continue;
		}
		const struct declared *value = resolve(context, &piece->name);
		if (!value) {
			report_unknown(c, piece, context);
			continue;
		}
		check_braces(c, piece, value);
		if (piece->kind == PIECE_section) {
			const struct context inner = inside_section(context, value);
			check_pieces(c, file, i + 1, piece->after, &inner);
		} else if (piece->kind == PIECE_inverted) {
			check_pieces(c, file, i + 1, piece->after, context);
		}
	}
}

void mustache_check_names(
	struct arena *arena, struct diags *diags, const struct template_page *page)
{
	struct checker c = {.arena = arena, .diags = diags, .first = diags->count};
	struct context context = {0};
	context = entered(context, IN_paper);
	check_pieces(&c, page->files[0], 0, page->files[0]->count, &context);
}
