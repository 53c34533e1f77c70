/* `cabpaper guide`: the page of guidance of a house style, on standard output. */
#include "run/commands.h"
#include "run/search.h"

#include "author/guide.h"
#include "run/find.h"

struct guiding {
	struct arena *arena;
	struct sources sources;
	struct diags diags;
};

/* One page, HTML where nothing else is asked for; NULL: there is no such guide. */
static const struct renderer *chosen(const struct options *options)
{
	const struct renderer *found = NULL;
	size_t asked = 0;
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++)
		asked += options->formats[i];
	for (size_t i = 0; i < renderer_count && i < JOB_FORMATS; i++) {
		const bool page = renderers[i].render == render_html || renderers[i].render == render_markdown;
		const bool wanted = asked == 1 ? options->formats[i] : renderers[i].render == render_html;
		if (page && wanted && (asked == 1 || asked == JOB_FORMATS))
			found = &renderers[i];
	}
	return found;
}

static bool render(struct guiding *g, const struct renderer *renderer, const struct house *house,
	const struct checked_editions *editions, struct text *page)
{
	const struct settled *settled = author_guide(g->arena, house, editions);
	const struct rendering rendering = {.settled = settled, .arena = g->arena, .diags = &g->diags,
		.place = {house->source->number, 0, 0}};
	return renderer->render(&rendering, page) && renderer->verify(&rendering, text_span(page));
}

int command_guide(const struct options *options)
{
	if (!chosen(options)) {
		say("--format: a guide is html or md, one of them");
		return EXIT_failed;
	}
	struct guiding g = {.arena = arena_new()};
	struct search search;
	struct text page = {0};
	struct diags ignored; /* `check` of the style tells them */
	int code = EXIT_failed;
	search_init(&search, g.arena, options->templates);
	sources_init(&g.sources, g.arena);
	diags_init(&g.diags, g.arena);
	diags_init(&ignored, g.arena);
	const struct span beside = arena_join(g.arena, search.here, SPAN("/paper.yaml"));
	const struct house_search *folders = search_for(&search, beside);
	const struct words asked = {.text = span_of(options->style), .place = PLACE_NONE};
	const struct house *house =
		house_load(g.arena, &g.sources, &g.diags, folders, asked, NULL);
	if (house) {
		const struct checked_editions editions =
			house_check(g.arena, &g.sources, &ignored, folders, asked);
		if (render(&g, chosen(options), house, &editions, &page)) {
			print(&page, stdout);
			code = EXIT_fine;
		}
	}
	if (code != EXIT_fine)
		print_findings(g.arena, options, &g.diags, &g.sources);
	text_release(&page);
	arena_release(g.arena);
	return code;
}
