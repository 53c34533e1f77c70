/* `cabpaper schema`: what editors know of a council's papers, printed. */
#include "run/commands.h"
#include "run/search.h"

#include "author/schema.h"

static void complain(struct arena *arena, const struct options *options, const struct diags *diags,
	const struct sources *sources)
{
	struct reported *reported;
	size_t count;
	struct text out = {0};
	const struct report_options how = {
		.colour = in_colour(options, stderr), .show = SEVERITY_warning};
	report_from_diags(arena, diags, sources, &reported, &count);
	report_sort(reported, &count);
	report_text(reported, count, &how, &out);
	print(&out, stderr);
	text_release(&out);
}

int command_schema(const struct options *options)
{
	struct arena *arena = arena_new();
	struct search search;
	struct sources sources;
	struct diags diags;
	struct text schema = {0};
	search_init(&search, arena, options->templates);
	sources_init(&sources, arena);
	diags_init(&diags, arena);
	const struct span paper = arena_join(arena, search.here, SPAN("/inputs/paper.yaml"));
	struct house_search folders = *search_for(&search, paper);
	folders.without_pages = true;
	const struct house *house = house_load(arena, &sources, &diags, &folders,
		(struct words){.text = span_of(options->style), .place = PLACE_NONE},
		options->on.year ? &options->on : NULL);
	if (house) {
		author_schema(arena, house, &schema);
		print(&schema, stdout);
	}
	complain(arena, options, &diags, &sources);
	text_release(&schema);
	arena_release(arena);
	return house ? EXIT_fine : EXIT_failed;
}
