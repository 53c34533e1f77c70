/*
 * A style and those it extends, and the one tree that holds on a day: the style it extends is settled
 * for the day first, then comes this file, then each of its editions up to the day. A mapping merges
 * key by key, anything else replaces; nothing is appended to a list. Nodes keep their places, so that
 * a finding stands in whichever file its key came from.
 */
#include "house/reading.h"

#include "base/limits.h"

#include <dirent.h>
#include <sys/stat.h>

/* --- finding and reading the files */

/* The styles on the way here, to notice one that extends itself. */
struct way {
	const struct way *before;
	struct span name;
};

static bool style_name_is_right(struct span s)
{
	bool right = s.length > 0 && s.length <= LIMIT_ID_BYTES && s.at[0] != '-';
	for (size_t i = 0; right && i < s.length; i++)
		right = (s.at[i] >= 'a' && s.at[i] <= 'z') || is_digit(s.at[i]) || s.at[i] == '-';
	return right;
}

static bool exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0;
}

/* The folder of the style, or absent. */
static struct span find_folder(const struct reading *r, const struct house_search *search,
	struct span name)
{
	for (size_t i = 0; i < search->count; i++) {
		struct span folder = arena_format(r->arena, "%s/%.*s", search->folders[i],
			SPAN_ARG(name));
		struct span path = arena_format(r->arena, "%s/style.yaml", folder.at);
		if (path.length <= LIMIT_PATH_BYTES && exists(path.at))
			return folder;
	}
	return SPAN_NONE;
}

/* The styles of a folder, for "did you mean". */
static void try_styles(const struct reading *r, const char *folder, struct nearest *nearest)
{
	DIR *entries = opendir(folder);
	if (!entries)
		return;
	for (const struct dirent *entry; (entry = readdir(entries));) {
		if (!style_name_is_right(span_of(entry->d_name)))
			continue;
		struct span path = arena_format(r->arena, "%s/%s/style.yaml", folder, entry->d_name);
		if (exists(path.at))
			nearest_try(nearest, arena_copy(r->arena, span_of(entry->d_name)));
	}
	closedir(entries);
}

static void not_found(const struct reading *r, const struct house_search *search, struct span name,
	struct place asked)
{
	struct span looked = SPAN("");
	struct nearest nearest = nearest_start(name);
	for (size_t i = 0; i < search->count; i++) {
		looked = arena_format(r->arena, "%.*s%s%s/%.*s", SPAN_ARG(looked), i ? ", " : "",
			search->folders[i], SPAN_ARG(name));
		try_styles(r, search->folders[i], &nearest);
	}
	if (search->count == 0)
		looked = SPAN("no folder called templates beside the paper or above it");
	struct finding *f =
		diag_add(r->diags, FINDING_style_not_found, asked, name, looked, SPAN_NONE);
	suggest(r, f, &nearest);
	if (nearest.best.at)
		f->help = arena_format(r->arena, "%.*s Looked in: %.*s.", SPAN_ARG(f->help),
			SPAN_ARG(looked));
}

static bool goes_round(const struct reading *r, const struct way *way, struct span name,
	struct place asked)
{
	struct span round = name;
	for (const struct way *w = way; w; w = w->before) {
		round = arena_format(r->arena, "%.*s, %.*s", SPAN_ARG(w->name), SPAN_ARG(round));
		if (!span_same(w->name, name))
			continue;
		diag_add(r->diags, FINDING_style_circle, asked, name, round, SPAN_NONE);
		return true;
	}
	return false;
}

static bool read_root(const struct reading *r, struct style_file *file)
{
	struct span path = arena_format(r->arena, "%.*s/style.yaml", SPAN_ARG(file->folder));
	if (source_read(r->sources, r->diags, path.at, path, LIMIT_TEMPLATE_BYTES, &file->source) !=
		SOURCE_READ)
		return false;
	file->root = tree_read(r->arena, r->diags, file->source);
	if (!file->root || !wants(r, file->root, NODE_mapping, "a style"))
		return false;
	if (!node_get(file->root, "name"))
		diag_add(r->diags, FINDING_style_missing, file->root->place, SPAN("the style"),
			SPAN("name"), SPAN_NONE);
	return true;
}

static const struct style_file *read_file(const struct reading *r,
	const struct house_search *search, struct span name, struct place asked,
	const struct way *before)
{
	if (!style_name_is_right(name)) {
		diag_add(r->diags, FINDING_style_bad_name, asked, name, SPAN_NONE, SPAN_NONE);
		return NULL;
	}
	if (goes_round(r, before, name, asked))
		return NULL;
	const struct way way = {before, name};
	struct style_file *file = ARENA_NEW(r->arena, struct style_file);
	file->key = arena_copy(r->arena, name);
	file->folder = find_folder(r, search, name);
	if (!file->folder.at) {
		not_found(r, search, name, asked);
		return NULL;
	}
	if (!read_root(r, file))
		return NULL;
	const struct node *extends = node_get(file->root, "extends");
	if (!extends)
		return file;
	struct span other = wants_text(r, extends, "extends");
	if (!other.at)
		return NULL;
	file->extends = read_file(r, search, other, extends->place, &way);
	return file->extends ? file : NULL;
}

const struct style_file *style_files_read(const struct reading *r,
	const struct house_search *search, struct span name, struct place asked)
{
	return read_file(r, search, name, asked, NULL);
}

/* --- merging */

static const char *const by_level[] = {"headings", "subheadings", "lists"};

static bool is_one_of(struct span key, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(key, words[i]))
			return true;
	return false;
}

/* One pattern means level 1, `none` means all levels: written out, so that levels merge. */
static const struct node *written_by_level(struct arena *arena, const struct node *node,
	struct span key)
{
	static const char *const levels[] = {"1", "2", "3", "4", "5", "6"};
	if (node->kind == NODE_mapping)
		return node;
	const size_t all = span_is(key, "lists") ? HOUSE_LIST_LEVELS : HOUSE_LEVELS;
	const size_t count = is_none(node) ? all : 1;
	struct pair *pairs = ARENA_ARRAY(arena, struct pair, count);
	for (size_t i = 0; i < count; i++) {
		struct node *level = ARENA_NEW(arena, struct node);
		*level = (struct node){.kind = NODE_scalar, .place = node->place,
			.text = span_of(levels[i])};
		pairs[i] = (struct pair){level, node};
	}
	struct node *mapping = ARENA_NEW(arena, struct node);
	*mapping = (struct node){.kind = NODE_mapping, .place = node->place, .pairs = pairs,
		.count = count};
	return mapping;
}

static const struct node *merge_mappings(struct arena *arena, const struct node *base,
	const struct node *over, struct span parent);

static const struct node *merge(struct arena *arena, const struct node *base,
	const struct node *over, struct span key, struct span parent)
{
	if (span_is(parent, "numbering") && is_one_of(key, by_level, 3)) {
		base = written_by_level(arena, base, key);
		over = written_by_level(arena, over, key);
	}
	/* bands cover every score once: half a scale with the rest of another is none; and a council has
	 * its own kinds of money, not those of the style that it extends besides */
	const bool whole = (span_is(parent, "risk") && span_is(key, "bands")) ||
			   (span_is(parent, "finance") && span_is(key, "kinds"));
	if (whole || base->kind != NODE_mapping || over->kind != NODE_mapping)
		return over;
	return merge_mappings(arena, base, over, key);
}

/* Bands and a matrix say the same thing in two ways: the later one holds. */
static bool outdone(const struct node *over, struct span key, struct span parent)
{
	if (!span_is(parent, "risk"))
		return false;
	return (span_is(key, "bands") && node_get(over, "matrix")) ||
	       (span_is(key, "matrix") && node_get(over, "bands"));
}

static const struct pair *find_pair(const struct node *mapping, struct span key)
{
	for (size_t i = 0; i < mapping->count; i++)
		if (span_same(mapping->pairs[i].key->text, key))
			return &mapping->pairs[i];
	return NULL;
}

/* `parent` is the key that the mapping stands under; absent at the top. */
static const struct node *merge_mappings(struct arena *arena, const struct node *base,
	const struct node *over, struct span parent)
{
	static const char *const not_merged[] = {"extends", "editions", "from"};
	struct pair *pairs = ARENA_ARRAY(arena, struct pair, base->count + over->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < base->count; i++) {
		const struct pair *below = &base->pairs[i];
		const struct pair *above = find_pair(over, below->key->text);
		if (!above && !outdone(over, below->key->text, parent))
			pairs[count++] = *below;
		else if (above)
			pairs[count++] = (struct pair){above->key, merge(arena, below->value,
				above->value, above->key->text, parent)};
	}
	for (size_t i = 0; i < over->count; i++) {
		struct span key = over->pairs[i].key->text;
		if (find_pair(base, key) || (!parent.at && is_one_of(key, not_merged, 3)))
			continue;
		pairs[count++] = over->pairs[i];
	}
	struct node *merged = ARENA_NEW(arena, struct node);
	*merged = (struct node){.kind = NODE_mapping, .place = over->place, .pairs = pairs,
		.count = count};
	return merged;
}

/* --- editions */

static bool edition_day(const struct node *edition, struct date *day)
{
	const struct node *from = edition->kind == NODE_mapping ? node_get(edition, "from") : NULL;
	return from && from->kind == NODE_scalar &&
	       date_read(span_trim(from->text), day) == DATE_RIGHT;
}

/* What belongs to the whole style cannot begin on a day. */
static void check_edition_keys(const struct reading *r, const struct node *edition)
{
	static const char *const refused[] = {"extends", "editions"};
	for (size_t i = 0; i < edition->count; i++) {
		const struct node *key = edition->pairs[i].key;
		if (is_one_of(key->text, refused, 2))
			diag_add(r->diags, FINDING_unknown_key, key->place, key->text,
				SPAN("an edition"), SPAN_NONE);
	}
}

/* Goes on after a finding: what else is wrong in the style is found in the same run. */
static void check_editions(const struct reading *r, const struct node *editions)
{
	struct date before = {0};
	for (size_t i = 0; i < editions->count; i++) {
		struct date day;
		const struct node *edition = editions->items[i];
		if (!edition_day(edition, &day) || (i && day.days <= before.days)) {
			const struct node *from = edition->kind == NODE_mapping
				? node_get(edition, "from") : NULL;
			diag_add(r->diags, FINDING_style_bad_edition,
				from ? from->place : edition->place, SPAN_NONE, SPAN_NONE,
				SPAN_NONE);
			continue;
		}
		check_edition_keys(r, edition);
		before = day;
	}
}

static void apply_editions(const struct reading *r, const struct node *editions,
	const struct date *date, struct settled_style *style)
{
	for (size_t i = 0; i < editions->count; i++) {
		struct date day;
		if (!edition_day(editions->items[i], &day))
			continue;
		const bool later = date && day.days > date->days;
		if (later && i > 0)
			break;
		if (later) {
			style->before_first = true;
			style->first = day;
		}
		style->root = merge_mappings(r->arena, style->root, editions->items[i], SPAN_NONE);
		style->edition = day;
	}
}

struct settled_style style_settle(const struct reading *r, const struct style_file *file,
	const struct date *date)
{
	static const struct node nothing = {.kind = NODE_mapping};
	struct settled_style style = {.root = &nothing};
	if (file->extends)
		style = style_settle(r, file->extends, date);
	style.root = merge_mappings(r->arena, style.root, file->root, SPAN_NONE);
	const struct node *editions = node_get(file->root, "editions");
	if (!editions || is_none(editions) || !wants(r, editions, NODE_list, "editions"))
		return style;
	check_editions(r, editions);
	apply_editions(r, editions, date, &style);
	return style;
}

size_t style_edition_days(const struct reading *r, const struct style_file *file,
	const struct date **days)
{
	struct date *all = NULL;
	size_t count = 0, capacity = 0;
	for (; file; file = file->extends) {
		const struct node *editions = node_get(file->root, "editions");
		if (!editions || editions->kind != NODE_list)
			continue;
		for (size_t i = 0; i < editions->count; i++) {
			struct date day;
			if (!edition_day(editions->items[i], &day))
				continue;
			ARENA_GROW(r->arena, all, count, capacity);
			all[count++] = day;
		}
	}
	*days = all;
	return count;
}

/* --- what `cabpaper styles` says of a style */

bool house_outline(struct arena *arena, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, struct house_outline *outline)
{
	const struct reading r = {.arena = arena, .sources = sources, .diags = diags};
	const struct style_file *file = style_files_read(&r, search, asked.text, asked.place);
	*outline = (struct house_outline){0};
	if (!file)
		return false;
	const struct node *name = node_get(file->root, "name");
	if (name && name->kind == NODE_scalar)
		outline->name = span_trim(name->text);
	if (file->extends)
		outline->extends = file->extends->key;
	const struct style_file alone = {.root = file->root};
	outline->edition_count = style_edition_days(&r, &alone, &outline->editions);
	return true;
}
