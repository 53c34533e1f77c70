#include "run/find.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES 200 /* of one folder or file, a suffix left room for */

/* --- paths */

static void append_component(struct text *path, struct span part)
{
	if (part.length == 0 || span_is(part, "."))
		return;
	if (!span_is(part, "..")) {
		text_add_char(path, '/');
		text_add(path, part);
		return;
	}
	size_t cut = path->length;
	while (cut > 0 && path->at[cut - 1] != '/')
		cut--;
	text_cut(path, cut > 0 ? cut - 1 : 0);
}

static void append_path(struct text *path, struct span more)
{
	size_t from = 0;
	for (size_t at = 0; at <= more.length; at++) {
		if (at < more.length && more.at[at] != '/')
			continue;
		append_component(path, span_cut(more, from, at));
		from = at + 1;
	}
}

struct span path_absolute(struct arena *arena, const char *path)
{
	struct text whole = {0};
	char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
	if (here)
		append_path(&whole, span_of(here));
	free(here);
	append_path(&whole, span_of(path));
	struct span kept = arena_copy(arena, text_span(&whole));
	text_release(&whole);
	return kept;
}

static struct span folder_of(struct span path)
{
	size_t end = path.length;
	while (end > 0 && path.at[end - 1] != '/')
		end--;
	return span_cut(path, 0, end > 0 ? end - 1 : 0);
}

/* --- names of outputs */

static bool is_device(struct span name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul"};
	static const char *const numbered[] = {"com", "lpt"};
	size_t point = span_find(name, SPAN("."));
	struct span stem = span_cut(name, 0, point == SIZE_MAX ? name.length : point);
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		if (span_same_ignoring_case(stem, span_of(devices[i])))
			return true;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (stem.length == 4 && is_digit(stem.at[3]) &&
			span_same_ignoring_case(span_cut(stem, 0, 3), span_of(numbered[i])))
			return true;
	return false;
}

static bool component_is_right(struct span name)
{
	if (name.length == 0 || name.length > NAME_BYTES || is_device(name))
		return false;
	if (name.at[0] == '.' || name.at[0] == '-' || name.at[name.length - 1] == '.')
		return false;
	for (size_t i = 0; i < name.length; i++) {
		char c = name.at[i];
		if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.')
			return false;
	}
	return true;
}

bool output_name_is_right(struct span base)
{
	if (base.length > LIMIT_PATH_BYTES)
		return false;
	size_t from = 0;
	for (size_t at = 0; at <= base.length; at++) {
		if (at < base.length && base.at[at] != '/')
			continue;
		if (!component_is_right(span_cut(base, from, at)))
			return false;
		from = at + 1;
	}
	return true;
}

/* What stands below the nearest folder called `inputs`; absent when there is none. */
static struct span below_inputs(struct span absolute)
{
	const struct span inputs = SPAN("/inputs/");
	for (size_t at = absolute.length; at-- > 0;)
		if (absolute.length - at >= inputs.length &&
			memcmp(absolute.at + at, inputs.at, inputs.length) == 0)
			return span_cut(absolute, at + inputs.length, absolute.length);
	return SPAN_NONE;
}

static bool is_yaml(struct span name)
{
	return span_ends(name, ".yaml") || span_ends(name, ".yml");
}

static struct span without_yaml(struct span name)
{
	size_t suffix = span_ends(name, ".yaml") ? 5 : span_ends(name, ".yml") ? 4 : 0;
	return span_cut(name, 0, name.length - suffix);
}

/* --- findings of our own */

static void add_finding(struct found *found, enum finding_id id, struct span file, struct span one,
	struct span two)
{
	ARENA_GROW(found->arena, found->findings, found->finding_count, found->finding_capacity);
	found->findings[found->finding_count++] =
		report_made(found->arena, id, file, 0, one, two);
}

/* --- the walk */

struct walk {
	struct found *found;
	struct span operand; /* as typed */
	struct span folder; /* the folder operand, absolute; absent for a file operand */
};

static bool is_exempt(struct span name)
{
	return span_ends(name, ".exempt.yaml") || span_ends(name, ".exempt.yml");
}

/* Below the nearest folder called inputs, else below the folder operand, else the name alone. */
static struct span base_of(struct span absolute, struct span operand)
{
	struct span base = below_inputs(absolute);
	if (!base.at && operand.at && absolute.length > operand.length)
		base = span_cut(absolute, operand.length + 1, absolute.length);
	if (!base.at)
		base = span_cut(absolute, folder_of(absolute).length + 1, absolute.length);
	return without_yaml(base);
}

static void add_paper(const struct walk *walk, struct span name, struct span absolute)
{
	struct found *found = walk->found;
	ARENA_GROW(found->arena, found->papers, found->count, found->capacity);
	struct found_paper *paper = &found->papers[found->count++];
	*paper = (struct found_paper){.path = name.at, .name = name, .absolute = absolute,
		.base = base_of(absolute, walk->folder), .operand = !walk->folder.at};
	if (is_exempt(absolute)) {
		paper->refused = true;
		add_finding(found, FINDING_exempt_not_built, name, SPAN_NONE, SPAN_NONE);
	} else if (!output_name_is_right(paper->base)) {
		paper->refused = true;
		add_finding(found, FINDING_bad_output_name, name, paper->base, SPAN_NONE);
	}
}

/* --- house styles */

/* A style says nothing under `style:`; a paper that is called style.yaml does. */
static bool reads_like_a_paper(const char *path)
{
	FILE *file = fopen(path, "re");
	char line[4096];
	bool begins = true, paper = false;
	while (file && !paper && fgets(line, sizeof line, file)) {
		paper = begins && strncmp(line, "style:", 6) == 0;
		begins = strchr(line, '\n') != NULL;
	}
	if (file)
		fclose(file);
	return paper;
}

static bool is_style(struct span path)
{
	struct stat s;
	size_t slash = path.length;
	while (slash > 0 && path.at[slash - 1] != '/')
		slash--;
	return span_is(span_cut(path, slash, path.length), "style.yaml") &&
	       lstat(path.at, &s) == 0 && S_ISREG(s.st_mode) && !reads_like_a_paper(path.at);
}

static void add_style(const struct walk *walk, struct span name, struct span absolute, bool operand)
{
	struct found *found = walk->found;
	ARENA_GROW(found->arena, found->papers, found->count, found->capacity);
	found->papers[found->count++] = (struct found_paper){.path = name.at, .name = name,
		.absolute = absolute, .base = walk->operand,
		.operand = operand, .style = true};
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static struct span join(struct arena *arena, struct span folder, const char *name)
{
	bool slash = folder.length > 0 && folder.at[folder.length - 1] == '/';
	return arena_format(arena, "%.*s%s%s", SPAN_ARG(folder), slash ? "" : "/", name);
}

static void walk_folder(const struct walk *walk, struct span name, struct span absolute);

static void walk_entry(const struct walk *walk, struct span folder, struct span absolute,
	const char *entry)
{
	struct arena *arena = walk->found->arena;
	struct stat s;
	struct span name = join(arena, folder, entry);
	if (lstat(name.at, &s) != 0)
		return; /* went away since the folder was read */
	struct span whole = join(arena, absolute, entry);
	if (S_ISDIR(s.st_mode))
		walk_folder(walk, name, whole);
	else if (S_ISREG(s.st_mode))
		add_paper(walk, name, whole);
}

/* Only folders and what is called like a paper are worth a look. */
static bool may_matter(const struct dirent *entry)
{
	if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)
		return true;
	struct span name = span_of(entry->d_name);
	return entry->d_type == DT_REG && is_yaml(name) && !is_exempt(name);
}

static bool holds_style(struct dirent **entries, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(entries[i]->d_name, "style.yaml") == 0)
			return true;
	return false;
}

static void walk_folder(const struct walk *walk, struct span name, struct span absolute)
{
	struct dirent **entries = NULL;
	int count = name.length > LIMIT_PATH_BYTES ? -1
		: scandir(name.at, &entries, not_hidden, by_bytes);
	if (count < 0) {
		const char *why = name.length > LIMIT_PATH_BYTES ? "its name is too long"
			: strerror(errno);
		add_finding(walk->found, FINDING_cannot_read, name, span_of(why), SPAN_NONE);
		walk->found->unreadable = true;
		return;
	}
	struct span style = join(walk->found->arena, name, "style.yaml");
	const bool is_of_style = holds_style(entries, count) && is_style(style);
	if (is_of_style)
		add_style(walk, style, join(walk->found->arena, absolute, "style.yaml"),
			span_same(absolute, walk->folder));
	for (int i = 0; i < count && !is_of_style; i++) {
		struct span entry = span_of(entries[i]->d_name);
		bool unknown = entries[i]->d_type == DT_UNKNOWN;
		if (may_matter(entries[i]) && !(unknown && is_exempt(entry)))
			walk_entry(walk, name, absolute, entries[i]->d_name);
	}
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
}

static void take_operand(struct found *found, const char *operand)
{
	struct arena *arena = found->arena;
	struct span absolute = path_absolute(arena, operand);
	const struct span name = arena_copy(arena, span_of(operand));
	struct walk walk = {.found = found, .operand = name};
	struct stat s;
	if (stat(operand, &s) == 0 && S_ISDIR(s.st_mode)) {
		walk.folder = absolute;
		walk_folder(&walk, name, absolute);
	} else if (is_style(name)) {
		add_style(&walk, name, absolute, true);
	} else { /* what cannot be read is reported by the job itself */
		add_paper(&walk, name, absolute);
	}
}

static void take_stdin(struct found *found, const char *name)
{
	struct arena *arena = found->arena;
	struct span absolute = path_absolute(arena, name ? name : "(standard input)");
	ARENA_GROW(arena, found->papers, found->count, found->capacity);
	found->papers[found->count++] = (struct found_paper){
		.name = name ? arena_copy(arena, span_of(name)) : SPAN("(standard input)"),
		.absolute = absolute, .base = name ? base_of(absolute, SPAN_NONE) : SPAN_NONE,
		.operand = true};
}

/* --- the same file twice, and two files with one output */

struct sorted {
	struct found_paper *paper;
	struct span key;
	size_t number;
};

static int by_key(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;
	int order = span_compare(a->key, b->key);
	return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* Sorted by what `key` gives; those for which it gives nothing are left out. */
static struct sorted *sort_papers(struct found *found, struct arena *arena, size_t *count,
	struct span (*key)(struct arena *, const struct found_paper *))
{
	struct sorted *sorted = ARENA_ARRAY(arena, struct sorted, found->count + 1);
	*count = 0;
	for (size_t i = 0; i < found->count; i++) {
		struct found_paper *paper = &found->papers[i];
		const struct span by = paper->path ? key(arena, paper) : SPAN_NONE;
		if (by.at)
			sorted[(*count)++] = (struct sorted){paper, by, i};
	}
	qsort(sorted, *count, sizeof *sorted, by_key);
	return sorted;
}

/* The real path tells a file met through a link; hard links stay two papers. */
static struct span identity(struct arena *arena, const struct found_paper *paper)
{
	if (!paper->operand && !paper->style)
		return paper->absolute;
	char *real = realpath(paper->path, NULL);
	struct span found = real ? arena_copy(arena, span_of(real)) : paper->absolute;
	free(real);
	return found;
}

static void drop_repeated(struct found *found)
{
	size_t count, kept = 0;
	struct arena *scratch = arena_new();
	const struct sorted *sorted = sort_papers(found, scratch, &count, identity);
	bool *twice = ARENA_ARRAY(scratch, bool, found->count + 1);
	for (size_t i = 1; i < count; i++)
		twice[sorted[i].number] = span_same(sorted[i].key, sorted[i - 1].key);
	for (size_t i = 0; i < found->count; i++)
		if (!twice[i])
			found->papers[kept++] = found->papers[i];
	found->count = kept;
	arena_release(scratch);
}

static struct span folded_base(struct arena *arena, const struct found_paper *paper)
{
	if (paper->style)
		return SPAN_NONE; /* nothing is made of it */
	char *folded = ARENA_ARRAY(arena, char, paper->base.length + 1);
	for (size_t i = 0; i < paper->base.length; i++)
		folded[i] = to_lower(paper->base.at[i]);
	return (struct span){folded, paper->base.length};
}

static void refuse_clash(struct found *found, struct found_paper *paper, struct span other)
{
	if (paper->refused)
		return;
	paper->refused = true;
	add_finding(found, FINDING_output_clash, paper->name, paper->base, other);
}

static void refuse_clashes(struct found *found)
{
	size_t count;
	struct arena *scratch = arena_new();
	const struct sorted *sorted = sort_papers(found, scratch, &count, folded_base);
	for (size_t i = 1; i < count; i++) {
		if (!span_same(sorted[i].key, sorted[i - 1].key))
			continue;
		refuse_clash(found, sorted[i - 1].paper, sorted[i].paper->name);
		refuse_clash(found, sorted[i].paper, sorted[i - 1].paper->name);
	}
	arena_release(scratch);
}

void find_papers(struct arena *arena, const char *const *operands, size_t count,
	const char *stdin_name, struct found *found)
{
	*found = (struct found){.arena = arena};
	if (count == 0)
		take_operand(found, "inputs");
	bool stdin_taken = false;
	for (size_t i = 0; i < count; i++) {
		bool is_stdin = strcmp(operands[i], FIND_STDIN) == 0;
		if (!is_stdin)
			take_operand(found, operands[i]);
		else if (!stdin_taken)
			take_stdin(found, stdin_name);
		stdin_taken = stdin_taken || is_stdin;
	}
	drop_repeated(found);
	refuse_clashes(found);
	for (size_t i = 0; i < found->count; i++)
		found->styles += found->papers[i].style;
}

struct span find_drop_styles(struct found *found)
{
	struct span refused = SPAN_NONE;
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++) {
		const struct found_paper *paper = &found->papers[i];
		if (!paper->style)
			found->papers[kept++] = *paper;
		else if (!refused.at && (paper->operand || found->styles == found->count))
			refused = paper->base;
	}
	found->count = kept;
	found->styles = 0;
	return refused;
}
