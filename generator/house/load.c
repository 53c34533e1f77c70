/* A style for a date: read, merged, bound, checked, with its words, pages and style sheet. */
#include "house/mustache.h"
#include "house/reading.h"

#include "base/limits.h"

#include <stdlib.h>
#include <sys/stat.h>

const struct source *style_companion(const struct reading *r, const struct style_file *file,
	struct span name, size_t limit_bytes)
{
	for (; file; file = file->extends) {
		struct span path = arena_format(r->arena, "%.*s/%.*s", SPAN_ARG(file->folder),
			SPAN_ARG(name));
		struct stat status;
		const struct source *source;
		if (path.length > LIMIT_PATH_BYTES || stat(path.at, &status) != 0)
			continue;
		return source_read(r->sources, r->diags, path.at, path, limit_bytes, &source) ==
				SOURCE_READ ? source : NULL;
	}
	return NULL;
}

/* --- page templates */

struct finding_partials {
	const struct reading *r;
	const struct style_file *file;
	bool own; /* one came from a style that extends another */
};

static bool partial_name_is_right(struct span name)
{
	bool right = name.length > 0 && name.at[0] != '.';
	for (size_t i = 0; right && i < name.length; i++)
		right = is_letter(name.at[i]) || is_digit(name.at[i]) || name.at[i] == '-' ||
			name.at[i] == '_' || name.at[i] == '.';
	return right;
}

static bool is_own(const struct style_file *file, const struct source *source)
{
	const struct style_file *root = file;
	while (root->extends)
		root = root->extends;
	return file != root && !span_same(root->folder,
		span_cut(source->name, 0, root->folder.length));
}

static const struct source *find_partial(void *of, struct span name)
{
	struct finding_partials *f = of;
	if (!partial_name_is_right(name))
		return NULL;
	const struct source *source = style_companion(f->r, f->file,
		arena_format(f->r->arena, "%.*s.mustache", SPAN_ARG(name)), LIMIT_TEMPLATE_BYTES);
	f->own = f->own || (source && is_own(f->file, source));
	return source;
}

/* A file that is there and cannot be read has its finding already. */
static const struct source *must_have(const struct reading *r, const struct style_file *file,
	const char *name)
{
	const size_t faults = r->diags->count;
	const struct source *source =
		style_companion(r, file, span_of(name), LIMIT_TEMPLATE_BYTES);
	if (!source && r->diags->count == faults)
		diag_add(r->diags, FINDING_template_missing, file->root->place, span_of(name),
			SPAN_NONE, SPAN_NONE);
	return source;
}

static const struct template_page *load_page(const struct reading *r,
	const struct style_file *file, const char *name, bool *own)
{
	const struct source *source = must_have(r, file, name);
	if (!source)
		return NULL;
	struct finding_partials of = {.r = r, .file = file, .own = is_own(file, source)};
	const struct partial_finder finder = {&of, find_partial};
	const struct template_page *page = mustache_parse(r->arena, r->diags, source, &finder, true);
	*own = *own || of.own;
	return page;
}

struct page_words {
	const struct reading *r;
	const struct house *house;
};

/* house_word gives back the key where there is no word: a page would print it. */
static void see_word(void *of, struct span name, struct place place)
{
	const struct page_words *words = of;
	if (!span_starts(name, "word."))
		return;
	const char *key = arena_copy(words->r->arena, span_cut(name, 5, name.length)).at;
	if (house_word(words->house, words->house->languages[0], key).at == key)
		diag_add(words->r->diags, FINDING_template_unknown, place, name, SPAN_NONE, SPAN_NONE);
}

static void check_words_of_page(const struct reading *r, const struct house *house,
	const struct template_page *page)
{
	struct page_words words = {r, house};
	if (page)
		mustache_each_name(page, see_word, &words);
}

struct asked_word {
	struct span key;
	bool found;
};

static void match_word(void *of, struct span name, struct place place)
{
	(void)place;
	struct asked_word *word = of;
	word->found = word->found || (span_starts(name, "word.") &&
		span_same(span_cut(name, 5, name.length), word->key));
}

/* Pages ask for words by name, risk registers for the words of bands. */
static bool page_asks_for(const void *of, struct span key)
{
	const struct house *house = of;
	for (size_t i = 0; i < HOUSE_SCALE * HOUSE_SCALE; i++)
		if (span_same(house->risk.bands[i], key))
			return true;
	struct asked_word word = {.key = key};
	if (house->page_html)
		mustache_each_name(house->page_html, match_word, &word);
	if (house->page_md)
		mustache_each_name(house->page_md, match_word, &word);
	return word.found;
}

static void load_pages(const struct reading *r, const struct style_file *file, struct house *house)
{
	house->page_html = load_page(r, file, "paper.html.mustache", &house->own_pages);
	house->page_md = load_page(r, file, "paper.md.mustache", &house->own_pages);
	check_words_of_page(r, house, house->page_html);
	check_words_of_page(r, house, house->page_md);
	if (house->page_html && house->page_md)
		words_check_own(r, house, page_asks_for, house);
	const struct source *css = must_have(r, file, "style.css");
	if (css)
		house->style_sheet = span_cut(css->bytes, css->mark, css->bytes.length);
}

/* --- languages come first: every text needs them */

static void read_languages(struct reading *r, const struct node *root)
{
	static const struct span english = {"en", 2};
	const struct node *given = node_get(root, "languages");
	r->languages = &english;
	r->language_count = 1;
	if (!given)
		return;
	const struct span *languages;
	const size_t count = read_spans(r, given, "languages", &languages);
	for (size_t i = 0; i < count; i++) {
		bool right = languages[i].length == 2 || languages[i].length == 3;
		for (size_t k = 0; right && k < languages[i].length; k++)
			right = languages[i].at[k] >= 'a' && languages[i].at[k] <= 'z';
		if (!right) {
			bad_word(r, given->kind == NODE_list ? given->items[i] : given,
				"a code of two or three small letters, as en or cy");
			return;
		}
	}
	if (count) {
		r->languages = languages;
		r->language_count = count;
	}
}

/* --- the whole style */

static bool has_errors(const struct diags *diags, size_t from)
{
	for (size_t i = from; i < diags->count; i++)
		if (diags->items[i].severity == SEVERITY_error)
			return true;
	return diags->overflow;
}

static void warn_of_edition(const struct reading *r, const struct settled_style *style,
	struct place asked)
{
	struct text day = {0};
	date_write_iso(&day, style->first);
	diag_add(r->diags, FINDING_before_first_edition, asked, text_span(&day), SPAN_NONE,
		SPAN_NONE);
	text_release(&day);
}

static struct house *make_house(struct reading *r, const struct style_file *file,
	const struct settled_style *style, bool without_pages)
{
	struct house *house = ARENA_NEW(r->arena, struct house);
	read_languages(r, style->root);
	*house = (struct house){.key = file->key, .source = file->source,
		.edition = style->edition, .before_first_edition = style->before_first,
		.languages = r->languages, .language_count = r->language_count};
	words_load(r, file, node_get(style->root, "words"), house);
	if (style_bind(r, style->root, house))
		style_check(r, house, style->root);
	if (!without_pages)
		load_pages(r, file, house);
	return house;
}

static const struct house *load(struct reading *r, const struct style_file *file,
	const struct date *date, struct place asked, bool without_pages)
{
	const size_t before = r->diags->count;
	struct uses uses = {0};
	r->uses = &uses;
	r->own_source = file->source->number;
	const struct settled_style style = style_settle(r, file, date);
	if (style.before_first && date)
		warn_of_edition(r, &style, asked);
	const struct house *house = make_house(r, file, &style, without_pages);
	return has_errors(r->diags, before) ? NULL : house;
}

/* The days before and after which another edition, of the style or of one it extends, holds. */
static void note_days(const struct reading *r, const struct style_file *file,
	const struct date *date, struct house *house)
{
	const struct date *days;
	const size_t count = style_edition_days(r, file, &days);
	house->first_day = INT32_MIN;
	house->last_day = INT32_MAX;
	for (size_t i = 0; date && i < count; i++) {
		if (days[i].days <= date->days && days[i].days > house->first_day)
			house->first_day = days[i].days;
		if (days[i].days > date->days && days[i].days - 1 < house->last_day)
			house->last_day = days[i].days - 1;
	}
}

const struct house *house_load(struct arena *arena, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, const struct date *date)
{
	const size_t before = diags->count;
	struct reading r = {.arena = arena, .sources = sources, .diags = diags};
	const struct style_file *file = style_files_read(&r, search, asked.text, asked.place);
	if (!file || has_errors(diags, before))
		return NULL;
	struct house *house = (struct house *)load(&r, file, date, asked.place, search->without_pages);
	if (house)
		note_days(&r, file, date, house);
	return house;
}

/* --- every edition */

static bool same_place(struct place a, struct place b)
{
	return a.source == b.source && a.from == b.from && a.to == b.to;
}

static bool same_finding(const struct finding *a, const struct finding *b)
{
	return a->id == b->id && same_place(a->place, b->place) &&
	       span_same(a->arguments[0], b->arguments[0]) &&
	       span_same(a->arguments[1], b->arguments[1]);
}

static bool is_among(const struct diags *diags, size_t from, const struct finding *f)
{
	for (size_t i = from; i < diags->count; i++)
		if (same_finding(&diags->items[i], f))
			return true;
	return false;
}

/* A finding of one edition counts; that no sheet places a part, only where it holds for all. */
static void add_edition(struct diags *diags, size_t from, const struct diags *editions, size_t count,
	size_t edition)
{
	for (size_t i = 0; i < editions[edition].count; i++) {
		const struct finding *f = &editions[edition].items[i];
		bool known = f->id == FINDING_before_first_edition || is_among(diags, from, f);
		for (size_t e = 0; f->id == FINDING_style_unreached && e < count; e++)
			known = known || !is_among(&editions[e], 0, f);
		if (!known)
			*diag_add(diags, f->id, f->place, SPAN_NONE, SPAN_NONE, SPAN_NONE) = *f;
	}
}

static int by_day(const void *left, const void *right)
{
	const struct date *a = left, *b = right;
	return (a->days > b->days) - (a->days < b->days);
}

/* In order, each once. */
static struct checked_editions order_days(struct arena *arena, const struct date *days, size_t count)
{
	struct date *ordered = ARENA_ARRAY(arena, struct date, count + 1);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		ordered[i] = days[i];
	qsort(ordered, count, sizeof *ordered, by_day);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || ordered[kept - 1].days != ordered[i].days)
			ordered[kept++] = ordered[i];
	return (struct checked_editions){.read = true, .days = ordered, .count = kept};
}

struct checked_editions house_check(struct arena *arena, struct sources *sources,
	struct diags *diags, const struct house_search *search, struct words asked)
{
	const size_t from = diags->count;
	struct reading r = {.arena = arena, .sources = sources, .diags = diags};
	const struct style_file *file = style_files_read(&r, search, asked.text, asked.place);
	if (!file)
		return (struct checked_editions){0};
	const struct date *days;
	const size_t count = style_edition_days(&r, file, &days) + 1; /* and the latest */
	struct diags *editions = ARENA_ARRAY(arena, struct diags, count);
	for (size_t i = 0; i < count; i++) {
		diags_init(&editions[i], arena);
		struct reading inner = {.arena = arena, .sources = sources, .diags = &editions[i],
			.thorough = true};
		load(&inner, file, i + 1 < count ? &days[i] : NULL, asked.place,
			search->without_pages);
	}
	for (size_t i = 0; i < count; i++)
		add_edition(diags, from, editions, count, i);
	return order_days(arena, days, count - 1);
}
