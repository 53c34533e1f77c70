#include "run/search.h"
#include "run/find.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct search_memory {
	struct span folder;
	const struct house_search *search;
};

static bool exists(const char *path)
{
	struct stat s;
	return lstat(path, &s) == 0;
}

static bool is_folder(const char *path)
{
	struct stat s;
	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* templates/ of the tree in which the program was built: two folders above build/plain/cabpaper,
 * one above build/cabpaper. */
static const char *build_tree(struct arena *arena)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	if (length <= 0)
		return NULL;
	program[length] = 0;
	for (int up = 0; up < 3; up++) {
		char *slash = strrchr(program, '/');
		if (!slash || slash == program)
			return NULL;
		*slash = 0;
		struct span sources = arena_format(arena, "%s/generator", program);
		struct span templates = arena_format(arena, "%s/templates", program);
		if (up > 0 && is_folder(sources.at) && is_folder(templates.at))
			return templates.at;
	}
	return NULL;
}

void search_init(struct search *search, struct arena *arena, const char *given)
{
	const char *environment = getenv("CABPAPER_TEMPLATES");
	*search = (struct search){.arena = arena, .here = path_absolute(arena, "."), .given = given,
		.from_environment = environment && *environment ? environment : NULL};
	const char *tree = build_tree(arena);
	if (tree)
		search->own[search->own_count++] = tree;
	search->own[search->own_count++] = CABPAPER_DATADIR;
}

/* How findings call a folder: without the current folder, so that a report holds no machine's
 * path. */
static const char *as_shown(const struct search *search, struct span folder)
{
	size_t here = search->here.length;
	bool below = folder.length > here + 1 && memcmp(folder.at, search->here.at, here) == 0 &&
		     folder.at[here] == '/';
	return below ? folder.at + here + 1 : folder.at;
}

struct list {
	const char **folders;
	size_t count, capacity;
};

static void add_folder(struct search *search, struct list *list, const char *folder)
{
	if (!is_folder(folder))
		return;
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->folders[i], folder) == 0)
			return;
	ARENA_GROW(search->arena, list->folders, list->count, list->capacity);
	list->folders[list->count++] = folder;
}

static size_t parent_length(struct span path, size_t length)
{
	while (length > 0 && path.at[length - 1] != '/')
		length--;
	return length > 0 ? length - 1 : 0;
}

/* A tree of papers is a folder that holds `inputs`; styles of its own lie beside that. */
static size_t holds_inputs(struct span folder)
{
	const struct span inputs = SPAN("/inputs");
	for (size_t end = folder.length; end >= inputs.length; end--)
		if ((end == folder.length || folder.at[end] == '/') &&
			memcmp(folder.at + end - inputs.length, inputs.at, inputs.length) == 0)
			return end - inputs.length;
	return SIZE_MAX;
}

/* How many bytes of the folder's path are the highest folder that is searched: the one that holds
 * `inputs` or the one that holds .git, whichever is higher; where there is neither, the root. It
 * hangs on nothing but the path of the paper, so that one paper has one style, however it is named
 * on the command line. */
static size_t highest(struct search *search, struct span folder)
{
	const size_t inputs = holds_inputs(folder);
	for (size_t length = folder.length; length > 0; length = parent_length(folder, length)) {
		struct span git = arena_format(search->arena, "%.*s/.git", (int)length, folder.at);
		if (exists(git.at))
			return length < inputs ? length : inputs;
	}
	return inputs == SIZE_MAX ? 0 : inputs;
}

/* Anyone could have put a templates/ into /tmp: only what stands beside the paper is taken there. */
static bool is_everybodys(struct search *search, struct span folder, size_t length)
{
	struct span path = arena_format(search->arena, "%.*s/", (int)length, folder.at);
	struct stat s;
	return length < folder.length && stat(path.at, &s) == 0 && (s.st_mode & S_IWOTH);
}

static void add_folders_above(struct search *search, struct list *list, struct span folder)
{
	size_t last = highest(search, folder);
	for (size_t length = folder.length;; length = parent_length(folder, length)) {
		struct span templates =
			arena_format(search->arena, "%.*s/templates", (int)length, folder.at);
		if (!is_everybodys(search, folder, length))
			add_folder(search, list, as_shown(search, templates));
		if (length <= last)
			return;
	}
}

static struct house_search make_list(struct search *search, struct span folder)
{
	struct list list = {0};
	if (search->given)
		add_folder(search, &list, search->given);
	if (search->from_environment)
		add_folder(search, &list, search->from_environment);
	add_folders_above(search, &list, folder);
	for (size_t i = 0; i < search->own_count; i++) {
		struct span own = arena_copy(search->arena, span_of(search->own[i]));
		add_folder(search, &list, as_shown(search, own));
	}
	return (struct house_search){.folders = list.folders, .count = list.count};
}

static bool same_list(const struct house_search *a, const struct house_search *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->folders[i], b->folders[i]) != 0)
			return false;
	return true;
}

/* Most folders of papers have the same list: what is known of it is known for all of them. */
static const struct house_search *share_list(struct search *search, struct house_search list)
{
	for (size_t i = 0; i < search->count; i++)
		if (same_list(search->memory[i]->search, &list))
			return search->memory[i]->search;
	struct house_search *kept = ARENA_NEW(search->arena, struct house_search);
	*kept = list;
	return kept;
}

const struct house_search *search_for(struct search *search, struct span absolute)
{
	struct span folder = span_cut(absolute, 0, parent_length(absolute, absolute.length));
	for (size_t i = search->count; i-- > 0;) {
		const struct search_memory *known = search->memory[i];
		if (span_same(known->folder, folder))
			return known->search;
	}
	ARENA_GROW(search->arena, search->memory, search->count, search->capacity);
	struct search_memory *made = ARENA_NEW(search->arena, struct search_memory);
	*made = (struct search_memory){folder, share_list(search, make_list(search, folder))};
	search->memory[search->count++] = made;
	return made->search;
}

/* "templates" of "templates/herefordshire/style.yaml"; where less was typed, from the root. */
static const char *folder_of_style(struct search *search, struct span path, struct span absolute)
{
	size_t end = parent_length(path, parent_length(path, path.length));
	struct span named = span_cut(path, end, parent_length(path, path.length));
	if (end > 0 && named.length > 1 && !span_ends(named, "/.") && !span_ends(named, "/.."))
		return arena_copy(search->arena, span_cut(path, 0, end)).at;
	end = parent_length(absolute, parent_length(absolute, absolute.length));
	return as_shown(search, arena_copy(search->arena, span_cut(absolute, 0, end)));
}

const struct house_search *search_for_style(struct search *search, struct span path,
	struct span absolute)
{
	const struct house_search *others = search_for(search, absolute);
	struct list list = {0};
	add_folder(search, &list, folder_of_style(search, path, absolute));
	for (size_t i = 0; i < others->count; i++)
		add_folder(search, &list, others->folders[i]);
	return share_list(search,
		(struct house_search){.folders = list.folders, .count = list.count});
}
