#include "run/styles.h"

#include "check/check.h"

#include <stdlib.h>

struct loaded {
	struct span name;
	const struct house_search *search;
	bool dated;
	int32_t first_day, last_day; /* the days for which this is the edition */
	const struct house *house;
	struct lexicons *lexicons; /* NULL where there is no house */
	struct diags diags;
	uint32_t paper; /* number of the paper for which it was loaded */
	uint32_t first_source, last_source; /* read for it; 0: none */
};

struct styles {
	struct arena *arena;
	struct sources sources;
	struct loaded *items;
	size_t count, capacity;
};

/* The place in the series that a paper had while its style was loaded. */
static const struct source gap = {.name = {"", 0}, .bytes = {"", 0}, .line_count = 1,
	.lines = (const uint32_t[]){0}};

struct styles *styles_new(void)
{
	struct arena *arena = arena_new();
	struct styles *styles = ARENA_NEW(arena, struct styles);
	styles->arena = arena;
	sources_init(&styles->sources, arena);
	return styles;
}

void styles_release(struct styles *styles)
{
	if (styles)
		arena_release(styles->arena);
}

static void add_source(struct sources *sources, const struct source *source)
{
	ARENA_GROW(sources->arena, sources->items, sources->count, sources->capacity);
	sources->items[sources->count++] = source;
}

void styles_begin(const struct styles *styles, struct sources *sources, struct arena *arena)
{
	sources_init(sources, arena);
	for (size_t i = 0; i < styles->sources.count; i++)
		add_source(sources, styles->sources.items[i]);
}

static bool same_search(const struct house_search *a, const struct house_search *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; a != b && i < a->count; i++)
		if (!span_same(span_of(a->folders[i]), span_of(b->folders[i])))
			return false;
	return true;
}

static struct loaded *find(struct styles *styles, const struct house_search *search, struct span name,
	const struct date *date)
{
	for (size_t i = 0; i < styles->count; i++) {
		struct loaded *l = &styles->items[i];
		if (span_same(l->name, name) && same_search(l->search, search) &&
			l->dated == (date != NULL) &&
			(!date || (date->days >= l->first_day && date->days <= l->last_day)))
			return l;
	}
	return NULL;
}

/* A copy: the list of folders may belong to the paper. */
static const struct house_search *keep_search(struct arena *arena, const struct house_search *search)
{
	struct house_search *kept = ARENA_NEW(arena, struct house_search);
	*kept = *search;
	const char **folders = ARENA_ARRAY(arena, const char *, search->count);
	for (size_t i = 0; i < search->count; i++)
		folders[i] = arena_copy(arena, span_of(search->folders[i])).at;
	kept->folders = folders;
	return kept;
}

static struct loaded *load(struct styles *styles, size_t paper_number, const struct house_search *search,
	struct words asked, const struct date *date)
{
	while (styles->sources.count < paper_number)
		add_source(&styles->sources, &gap);
	ARENA_GROW(styles->arena, styles->items, styles->count, styles->capacity);
	struct loaded *l = &styles->items[styles->count++];
	*l = (struct loaded){.name = arena_copy(styles->arena, asked.text),
		.search = keep_search(styles->arena, search), .dated = date != NULL,
		.paper = asked.place.source};
	diags_init(&l->diags, styles->arena);
	const size_t before = styles->sources.count;
	l->house = house_load(styles->arena, &styles->sources, &l->diags, l->search,
		(struct words){l->name, asked.place}, date);
	if (l->house)
		l->lexicons = lexicons_new(styles->arena, l->house);
	if (styles->sources.count > before) {
		l->first_source = (uint32_t)before + 1;
		l->last_source = (uint32_t)styles->sources.count;
	}
	if (date) {
		l->first_day = l->house ? l->house->first_day : date->days;
		l->last_day = l->house ? l->house->last_day : date->days;
	}
	return l;
}

static void repeat_findings(const struct loaded *l, struct diags *diags, struct place asked)
{
	for (size_t i = 0; i < l->diags.count; i++) {
		const struct finding *from = &l->diags.items[i];
		const bool in_paper = from->place.source == 0 || from->place.source == l->paper;
		struct finding *f = diag_add(diags, from->id, in_paper ? asked : from->place,
			from->arguments[0], from->arguments[1], from->arguments[2]);
		f->because = from->because;
		f->help = from->help;
		f->severity = from->severity;
	}
}

const struct house *styles_get(struct styles *styles, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, const struct date *date)
{
	struct loaded *l = find(styles, search, asked.text, date);
	if (!l) {
		const size_t before = sources->count;
		l = load(styles, before, search, asked, date);
		for (size_t i = before; i < styles->sources.count; i++)
			add_source(sources, styles->sources.items[i]);
	}
	repeat_findings(l, diags, asked.place);
	return l->house;
}

struct lexicons *styles_lexicons(const struct styles *styles, const struct house *house)
{
	for (size_t i = 0; i < styles->count; i++)
		if (styles->items[i].house == house)
			return styles->items[i].lexicons;
	return NULL;
}

void styles_sources(const struct styles *styles, const struct house *house, uint32_t *first,
	uint32_t *last)
{
	*first = 1;
	*last = 0;
	for (size_t i = 0; i < styles->count; i++) {
		const struct loaded *l = &styles->items[i];
		if (l->house != house || !l->first_source)
			continue;
		*first = l->first_source;
		*last = l->last_source;
	}
}
