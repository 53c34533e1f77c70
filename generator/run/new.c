/* `cabpaper new`: a paper to begin with, with what its council's style asks for. */
#include "run/commands.h"
#include "run/find.h"
#include "run/search.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define COMMENT_COLUMNS 78

/* Guidance as comment lines. */
static void add_comment(struct span words, const char *indent, struct text *into)
{
	size_t column = 0;
	while ((words = span_trim(words)).length) {
		size_t length = 0;
		while (length < words.length && !is_space(words.at[length]))
			length++;
		if (column && column + 1 + length > COMMENT_COLUMNS) {
			text_add_char(into, '\n');
			column = 0;
		}
		if (!column) {
			text_format(into, "%s#", indent);
			column = strlen(indent) + 1;
		}
		text_add_char(into, ' ');
		text_add(into, span_cut(words, 0, length));
		column += 1 + length;
		words = span_cut(words, length, words.length);
	}
	if (column)
		text_add_char(into, '\n');
}

/* In double quotes, whatever the title holds. */
static void add_quoted(struct span s, struct text *into)
{
	text_add_char(into, '"');
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '"' || s.at[i] == '\\')
			text_add_char(into, '\\');
		text_add_char(into, s.at[i] == '\n' || s.at[i] == '\r' ? ' ' : s.at[i]);
	}
	text_add_char(into, '"');
}

static bool is_required(const struct condition *required)
{
	return required && !condition_is_never(required);
}

static bool is_written_already(struct span name)
{
	return span_is(name, "style") || span_is(name, "title") || span_is(name, "status") ||
	       span_is(name, "exempt") || span_is(name, "language");
}

/* "meeting" of "meeting.date"; absent when there is no dot. */
static struct span mapping_of(struct span name)
{
	size_t dot = span_find(name, SPAN("."));
	return dot == SIZE_MAX ? SPAN_NONE : span_cut(name, 0, dot);
}

static void add_fact(const struct house_fact *fact, struct span *mapping, struct text *into)
{
	struct span above = mapping_of(fact->name);
	const char *indent = above.at ? "  " : "";
	if (above.at && !(mapping->at && span_same(above, *mapping)))
		text_format(into, "%.*s:\n", SPAN_ARG(above));
	*mapping = above;
	add_comment(fact->guidance, indent, into);
	struct span key = above.at ? span_cut(fact->name, above.length + 1, fact->name.length)
				   : fact->name;
	text_format(into, "%s%.*s:\n", indent, SPAN_ARG(key));
}

/* Facts of one mapping must stand together: each takes those after it with it. */
static void add_facts(const struct house *house, struct text *into)
{
	struct span mapping = SPAN_NONE;
	for (size_t i = 0; i < house->fact_count; i++) {
		const struct house_fact *fact = &house->facts[i];
		struct span above = mapping_of(fact->name);
		bool told = false;
		for (size_t k = 0; k < i && above.at; k++)
			told = told || (is_required(house->facts[k].required) &&
					       span_same(mapping_of(house->facts[k].name), above));
		if (told || !is_required(fact->required) || is_written_already(fact->name))
			continue;
		add_fact(fact, &mapping, into);
		for (size_t k = i + 1; k < house->fact_count && above.at; k++)
			if (is_required(house->facts[k].required) &&
				span_same(mapping_of(house->facts[k].name), above))
				add_fact(&house->facts[k], &mapping, into);
	}
}

struct parts_written {
	const struct house_part *parts[256];
	size_t count;
};

static bool write_once(struct parts_written *written, const struct house_part *part)
{
	for (size_t i = 0; i < written->count; i++)
		if (written->parts[i] == part)
			return false;
	if (written->count == sizeof written->parts / sizeof *written->parts)
		return false;
	written->parts[written->count++] = part;
	return true;
}

static void add_part(const struct house_part *part, struct parts_written *written,
	struct text *into)
{
	if (part->kind == PART_group) {
		for (size_t i = 0; i < part->part_count; i++)
			add_part(part->parts[i], written, into);
		return;
	}
	if (part->kind == PART_fixed || part->audience != AUDIENCE_public ||
		!write_once(written, part))
		return;
	text_add_char(into, '\n');
	add_comment(part->guidance, "", into);
	if (part->none != NONE_refused && is_required(part->required))
		add_comment(SPAN("Write `none` where there is nothing to say."), "", into);
	text_format(into, "%s%.*s:\n", is_required(part->required) ? "" : "# ", SPAN_ARG(part->key));
}

static void write_paper(const struct house *house, const struct options *options, struct text *into)
{
	struct parts_written written = {.count = 0};
	add_comment(SPAN("Lines that begin with # are notes for you; they are not printed. A line "
			 "like `# name:` is a part that this council does not always ask for."),
		"", into);
	text_format(into, "style: %s\ntitle: ", options->style);
	add_quoted(span_of(options->title ? options->title : "Title of the paper"), into);
	text_add_string(into, "\nstatus: draft\n");
	add_facts(house, into);
	for (size_t i = 0; i < house->sheet_count; i++)
		for (size_t k = 0; k < house->sheets[i].part_count; k++)
			add_part(house->sheets[i].parts[k], &written, into);
}

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
		write_paper(house, options, &paper);
		code = create(path, &paper);
	} else {
		complain(arena, options, &diags, &sources);
	}
	if (code == EXIT_fine && !options->quiet)
		say("%s is begun; fill it in, then run `cabpaper check %s`", path, path);
	text_release(&paper);
	arena_release(arena);
	return code;
}
