/* `cabpaper styles`: the house styles that are found, and where. */
#include "run/commands.h"
#include "run/search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct listing {
	const struct options *options;
	struct arena *arena;
	const struct house_search *search;
	struct span *names; /* listed already: a style in an earlier folder hides one in a later */
	size_t count, capacity;
	struct text out, wrong;
};

static bool is_listed(const struct listing *listing, struct span name)
{
	for (size_t i = 0; i < listing->count; i++)
		if (span_same(listing->names[i], name))
			return true;
	return false;
}

static void print_findings(struct listing *listing, const struct diags *diags,
	const struct sources *sources)
{
	struct reported *reported;
	size_t count;
	const struct report_options options = {
		.colour = in_colour(listing->options, stderr), .show = SEVERITY_warning};
	report_from_diags(listing->arena, diags, sources, &reported, &count);
	report_sort(reported, &count);
	report_text(reported, count, &options, &listing->wrong);
}

static void list_style(struct listing *listing, const char *folder, struct span name)
{
	struct sources sources;
	struct diags diags;
	struct house_search search = *listing->search;
	sources_init(&sources, listing->arena);
	diags_init(&diags, listing->arena);
	search.without_pages = true;
	const struct house *house = house_load(listing->arena, &sources, &diags, &search,
		(struct words){.text = name, .place = PLACE_NONE}, NULL);
	text_format(&listing->out, "%-16.*s ", SPAN_ARG(name));
	if (house)
		text_add(&listing->out, house->name);
	else
		text_add_string(&listing->out, "(cannot be used)");
	text_format(&listing->out, "\n%17s%s/%.*s", "", folder, SPAN_ARG(name));
	if (house && house->edition.days != 0) {
		text_add_string(&listing->out, ", edition of ");
		date_write_iso(&listing->out, house->edition);
	}
	text_add_char(&listing->out, '\n');
	print_findings(listing, &diags, &sources);
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
		if (stat(file.at, &s) != 0 || is_listed(listing, name))
			continue;
		ARENA_GROW(listing->arena, listing->names, listing->count, listing->capacity);
		listing->names[listing->count++] = name;
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
	struct span beside = arena_join(arena, search.here, SPAN("/paper.yaml"));
	struct listing listing = {.options = options, .arena = arena,
		.search = search_for(&search, beside, search.here.length)};
	for (size_t i = 0; i < listing.search->count; i++)
		list_folder(&listing, listing.search->folders[i]);
	int code = listing.wrong.length ? EXIT_findings : EXIT_fine;
	if (listing.count == 0) {
		say("there are no styles; name their folder with --templates");
		code = EXIT_failed;
	}
	print(&listing.out, stdout);
	print(&listing.wrong, stderr);
	text_release(&listing.out);
	text_release(&listing.wrong);
	arena_release(arena);
	return code;
}
