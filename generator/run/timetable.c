/* `cabpaper timetable`: the days before and after a meeting, as a table or a calendar file. */
#include "run/commands.h"
#include "run/find.h"
#include "run/search.h"

#include "author/timetable.h"
#include "base/holidays.h"
#include "base/limits.h"
#include "paper/paper.h"

struct asked {
	struct words style;
	struct date meeting;
	struct span paper; /* from the root; where styles are looked for from */
};

/* What the paper says of itself, where the command line says nothing. The findings of a paper that
 * cannot be read are for `check`: this command shows no line of it. */
static bool ask_paper(struct arena *arena, const struct options *options, struct sources *sources,
	struct asked *asked)
{
	struct diags unseen;
	const struct source *source;
	const char *name = options->operands[0];
	diags_init(&unseen, arena);
	const struct node *root = NULL;
	if (source_read(sources, &unseen, name, span_of(name), LIMIT_FILE_BYTES, &source) == SOURCE_READ)
		root = tree_read(arena, &unseen, source);
	if (!root) {
		say("%s cannot be read; `cabpaper check` says why", name);
		return false;
	}
	const struct words style = paper_peek(root, "style", NULL);
	const struct words date = paper_peek(root, "meeting", "date");
	if (!options->style)
		asked->style = (struct words){.text = style.text, .place = PLACE_NONE};
	if (!options->meeting.year && (!date.text.length ||
		date_read(date.text, &asked->meeting) != DATE_RIGHT)) {
		say("%s gives no day of the meeting; give --meeting=2005-09-29", name);
		return false;
	}
	asked->paper = path_absolute(arena, name);
	return true;
}

static bool ask(struct arena *arena, const struct options *options, const struct search *search,
	struct sources *sources, struct asked *asked)
{
	*asked = (struct asked){.meeting = options->meeting,
		.style = {.text = span_of(options->style), .place = PLACE_NONE},
		.paper = arena_join(arena, search->here, SPAN("/paper.yaml"))};
	if (options->operand_count && !ask_paper(arena, options, sources, asked))
		return false;
	if (!asked->style.text.length) {
		say("`cabpaper timetable` needs a paper, or --style; see `cabpaper styles`");
		return false;
	}
	if (!asked->meeting.year)
		say("`cabpaper timetable` needs a paper, or --meeting=2005-09-29");
	return asked->meeting.year > 0;
}

static void print_timetable(const struct options *options, const struct house *house,
	struct date meeting)
{
	struct text out = {0};
	if (options->ics)
		author_timetable_ics(house, meeting, &out);
	else
		author_timetable(house, meeting, &out);
	print(&out, stdout);
	text_release(&out);
	if (meeting.year > HOLIDAYS_LAST_YEAR)
		say("bank holidays after %d are computed by their rules only: none that was appointed or "
		    "moved is known", HOLIDAYS_LAST_YEAR);
}

int command_timetable(const struct options *options)
{
	struct arena *arena = arena_new();
	struct search search;
	struct sources sources;
	struct diags diags;
	struct asked asked;
	const struct house *house = NULL;
	search_init(&search, arena, options->templates);
	sources_init(&sources, arena);
	diags_init(&diags, arena);
	if (ask(arena, options, &search, &sources, &asked)) {
		struct house_search folders = *search_for(&search, asked.paper);
		folders.without_pages = true;
		house = house_load(arena, &sources, &diags, &folders, asked.style, &asked.meeting);
		if (house)
			print_timetable(options, house, asked.meeting);
		else
			say("the style \"%.*s\" cannot be used; see `cabpaper styles` and `cabpaper check`",
				SPAN_ARG(asked.style.text));
	}
	arena_release(arena);
	return house ? EXIT_fine : EXIT_failed;
}
