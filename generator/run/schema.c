/* `cabpaper schema`: what editors know of a council's papers, printed. */
#include "run/commands.h"
#include "run/search.h"

#include "author/schema.h"

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
	print_findings(arena, options, &diags, &sources);
	text_release(&schema);
	arena_release(arena);
	return house ? EXIT_fine : EXIT_failed;
}
