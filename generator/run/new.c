/* `cabpaper new`: the file of a paper that is begun. What stands in it is made by author/. */
#include "run/commands.h"
#include "run/find.h"
#include "run/search.h"

#include "author/author.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file must be new: nobody's paper is written over. */
static int create(const char *path, const struct text *paper)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0) {
		say("cannot make %s: %s", path,
			errno == EEXIST ? "it is there already, and stays as it is" : strerror(errno));
		return EXIT_failed;
	}
	struct span rest = text_span(paper);
	while (rest.length) {
		ssize_t written = write(file, rest.at, rest.length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			break;
		rest = span_cut(rest, (size_t)written, rest.length);
	}
	if (close(file) == 0 && rest.length == 0)
		return EXIT_fine;
	say("cannot write %s: %s", path, strerror(errno));
	unlink(path);
	return EXIT_failed;
}

/* --- where the editor finds the schema */

static struct span folder_of(struct span path)
{
	size_t end = path.length;
	while (end > 0 && path.at[end - 1] != '/')
		end--;
	return span_cut(path, 0, end > 0 ? end - 1 : 0);
}

/* From one folder to a file, both from the root: "../.schemas/herefordshire.json". */
static struct span relative_path(struct arena *arena, struct span folder, struct span file)
{
	size_t same = 0; /* bytes of the folders that both have */
	for (size_t i = 0; i <= folder.length && i < file.length; i++) {
		if ((i == folder.length || folder.at[i] == '/') && file.at[i] == '/')
			same = i;
		if (i == folder.length || folder.at[i] != file.at[i])
			break;
	}
	struct text path = {0};
	for (size_t i = same; i < folder.length; i++)
		if (folder.at[i] == '/')
			text_add_string(&path, "../");
	text_add(&path, span_cut(file, same + 1, file.length));
	const struct span made = arena_copy(arena, text_span(&path));
	text_release(&path);
	return made;
}

static bool is_file(struct span path)
{
	struct stat s;
	return stat(path.at, &s) == 0 && S_ISREG(s.st_mode);
}

/* `.schemas/NAME.json` in the paper's folder or one above it, as `make new` writes it into the folder
 * of papers; else what lies in the style's own folder. */
static struct span find_schema(struct arena *arena, struct span folder, const struct house *house)
{
	for (struct span up = folder; up.length; up = folder_of(up)) {
		const struct span near = arena_format(arena, "%.*s/.schemas/%.*s.json", SPAN_ARG(up),
			SPAN_ARG(house->key));
		if (is_file(near))
			return near;
	}
	const struct span style = path_absolute(arena, house->source->name.at);
	const struct span own = arena_format(arena, "%.*s/paper.schema.json",
		SPAN_ARG(folder_of(style)));
	return is_file(own) ? own : SPAN_NONE;
}

static struct span schema_of(struct arena *arena, const struct options *options,
	struct span absolute, const struct house *house)
{
	const struct span given = span_of(options->schema), folder = folder_of(absolute);
	if (given.at && span_find(given, SPAN("://")) != SIZE_MAX)
		return given;
	const struct span file = given.at ? path_absolute(arena, options->schema)
					  : find_schema(arena, folder, house);
	return file.at ? relative_path(arena, folder, file) : SPAN_NONE;
}

static void write_paper(struct arena *arena, const struct options *options,
	const struct house *house, struct span schema, struct text *into)
{
	const struct beginning beginning = {.title = span_of(options->title), .schema = schema};
	if (!options->example) {
		author_scaffold(arena, house, &beginning, into);
		return;
	}
	struct example example;
	author_example(arena, house, NULL, &beginning, &example);
	text_add(into, text_span(&example.paper));
	text_release(&example.paper);
}

int command_new(const struct options *options)
{
	struct arena *arena = arena_new();
	const char *path = options->operands[0];
	struct span absolute = path_absolute(arena, path);
	struct search search;
	struct sources sources;
	struct diags diags;
	struct text paper = {0};
	search_init(&search, arena, options->templates);
	sources_init(&sources, arena);
	diags_init(&diags, arena);
	struct house_search folders = *search_for(&search, absolute);
	folders.without_pages = true;
	const struct house *house = house_load(arena, &sources, &diags, &folders,
		(struct words){.text = span_of(options->style), .place = PLACE_NONE}, NULL);
	int code = EXIT_failed;
	if (house) {
		write_paper(arena, options, house, schema_of(arena, options, absolute, house), &paper);
		code = create(path, &paper);
	} else {
		print_findings(arena, options, &diags, &sources);
	}
	if (code == EXIT_fine && !options->quiet)
		say(options->example ? "%s is an example; run `cabpaper build %s`"
				     : "%s is begun; fill it in, then run `cabpaper check %s`", path, path);
	text_release(&paper);
	arena_release(arena);
	return code;
}
