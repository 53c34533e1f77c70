/* `cabpaper styles`: the house styles that are found, and where. */
#include "run/commands.h"
#include "run/search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A style met on the way through the folders: one in an earlier folder hides one in a later. */
struct listed {
	struct span name;
	const char *folder;
	dev_t device; /* of its style.yaml: a folder met through a link is no other folder */
	ino_t number;
};

struct listing {
	const struct options *options;
	struct arena *arena;
	const struct house_search *search;
	struct listed *styles;
	size_t count, capacity;
	struct text out, wrong;
};

static const struct listed *find(const struct listing *listing, struct span name)
{
	for (size_t i = 0; i < listing->count; i++)
		if (span_same(listing->styles[i].name, name))
			return &listing->styles[i];
	return NULL;
}

/* ", editions of 2004-04-01 and 2007-05-01" */
static void print_outline(const struct house_outline *outline, struct text *into)
{
	if (outline->extends.at)
		text_format(into, ", extends %.*s", SPAN_ARG(outline->extends));
	for (size_t i = 0; i < outline->edition_count; i++) {
		const bool one = outline->edition_count == 1, last = i + 1 == outline->edition_count;
		text_add_string(into, i == 0 ? one ? ", edition of " : ", editions of "
					: last ? " and " : ", ");
		date_write_iso(into, outline->editions[i]);
	}
}

static void list_style(struct listing *listing, const char *folder, struct span name)
{
	const struct words asked = {.text = name, .place = PLACE_NONE};
	struct sources sources;
	struct diags diags;
	struct house_outline outline;
	sources_init(&sources, listing->arena);
	diags_init(&diags, listing->arena);
	if (house_outline(listing->arena, &sources, &diags, listing->search, asked, &outline)) {
		diags_init(&diags, listing->arena); /* the check finds the same again */
		house_check(listing->arena, &sources, &diags, listing->search, asked);
	}
	const bool broken = diags_worst(&diags) >= SEVERITY_error;
	text_format(&listing->out, "%-16.*s %.*s%s\n%17s%s/%.*s", SPAN_ARG(name),
		SPAN_ARG(outline.name), !broken ? "" : outline.name.at ? " (cannot be used)"
			: "(cannot be used)", "", folder, SPAN_ARG(name));
	print_outline(&outline, &listing->out);
	text_add_char(&listing->out, '\n');
	append_findings(listing->arena, listing->options, &diags, &sources, &listing->wrong);
}

static void list_hidden(struct listing *listing, const char *folder, const struct listed *by)
{
	text_format(&listing->out, "%-16.*s (not used: hidden by %s/%.*s)\n%17s%s/%.*s\n",
		SPAN_ARG(by->name), by->folder, SPAN_ARG(by->name), "", folder, SPAN_ARG(by->name));
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void list_folder(struct listing *listing, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, not_hidden, by_bytes);
	for (int i = 0; i < count; i++) {
		struct span name = arena_copy(listing->arena, span_of(entries[i]->d_name));
		free(entries[i]);
		struct span file = arena_format(listing->arena, "%s/%s/style.yaml", folder, name.at);
		struct stat s;
		if (stat(file.at, &s) != 0)
			continue;
		const struct listed *by = find(listing, name);
		if (by && (by->device != s.st_dev || by->number != s.st_ino))
			list_hidden(listing, folder, by);
		if (by)
			continue;
		ARENA_GROW(listing->arena, listing->styles, listing->count, listing->capacity);
		listing->styles[listing->count++] =
			(struct listed){name, folder, s.st_dev, s.st_ino};
		list_style(listing, folder, name);
	}
	if (count >= 0)
		free(entries);
}

int command_styles(const struct options *options)
{
	struct arena *arena = arena_new();
	struct search search;
	search_init(&search, arena, options->templates);
	struct stat s; /* the papers of a tree lie in its inputs/ */
	struct span paper = stat("inputs", &s) == 0 ? SPAN("/inputs/paper.yaml") : SPAN("/paper.yaml");
	struct span beside = arena_join(arena, search.here, paper);
	struct listing listing = {.options = options, .arena = arena,
		.search = search_for(&search, beside)};
	for (size_t i = 0; i < listing.search->count; i++)
		list_folder(&listing, listing.search->folders[i]);
	int code = listing.wrong.length ? EXIT_findings : EXIT_fine;
	if (listing.count == 0) {
		say("there are no styles; name their folder with --templates");
		code = EXIT_failed;
	}
	print(&listing.out, stdout);
	print_words(&listing.wrong, stderr);
	text_release(&listing.out);
	text_release(&listing.wrong);
	arena_release(arena);
	return code;
}
