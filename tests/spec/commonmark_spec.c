/*
 * The examples of the CommonMark specification (spec.txt, not part of this repository: tests/spec/
 * run.sh gets it) through our own nodes and writers: the HTML must be that of the specification and
 * that of cmark, and what our Markdown writer makes of a text must give the same HTML.
 *
 *	commonmark_spec SPEC.TXT [EXAMPLE]     prints two lines; exit 1 if one example fails
 */
#include "render/render.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct prose_options plain = {.raw_html = true, .plain = true, .unlimited = true};

struct tally {
	int examples, html, round_trips;
	int only; /* show this one */
};

static struct span read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		perror(path);
		exit(2);
	}
	struct text all = {0};
	char piece[4096];
	for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
		text_add(&all, (struct span){piece, n});
	fclose(file);
	return text_span(&all);
}

/* The specification writes tabs as arrows. */
static void add_with_tabs(struct text *into, struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		if (span_starts(span_cut(s, i, i + 3), "\xE2\x86\x92")) {
			text_add_char(into, '\t');
			i += 2;
		} else {
			text_add_char(into, s.at[i]);
		}
	}
}

static void html_of(struct arena *arena, struct span markdown, struct text *html, struct text *again)
{
	struct diags diags;
	diags_init(&diags, arena);
	struct prose_node *document =
		prose_read_text(arena, &diags, markdown, PLACE_NONE, &plain);
	html_prose_raw(document, html);
	if (again)
		markdown_prose(document, &(struct markdown_options){.raw = true}, again);
}

static void try_example(struct tally *tally, struct span markdown, struct span expected)
{
	struct arena *arena = arena_new();
	struct text html = {0}, written = {0}, second = {0};
	html_of(arena, markdown, &html, &written);
	html_of(arena, text_span(&written), &second, NULL);
	char *theirs = cmark_markdown_to_html(markdown.at, markdown.length, CMARK_OPT_UNSAFE);
	bool same = span_same(text_span(&html), expected) &&
		    span_same(text_span(&html), span_of(theirs));
	bool round = span_same(text_span(&html), text_span(&second));
	tally->examples++;
	tally->html += same;
	tally->round_trips += round;
	if (!same || !round || tally->only == tally->examples)
		printf("example %d%s%s\n-- text\n%.*s-- expected\n%.*s-- HTML\n%s-- Markdown\n%s"
		       "-- read back\n%s",
			tally->examples, same ? "" : ": HTML differs",
			round ? "" : ": round trip differs", SPAN_ARG(markdown),
			SPAN_ARG(expected), text_span(&html).at, text_span(&written).at,
			text_span(&second).at);
	free(theirs);
	text_release(&html);
	text_release(&written);
	text_release(&second);
	arena_release(arena);
}

#define FENCE "````````````````````````````````"

static void try_all(struct tally *tally, struct span spec)
{
	struct span opening = SPAN("\n" FENCE " example\n");
	struct span closing = SPAN("\n" FENCE "\n");
	for (size_t from = 0, found; from < spec.length; from = found) {
		found = span_find(span_cut(spec, from, spec.length), opening);
		if (found == SIZE_MAX)
			return;
		found += from + opening.length;
		struct span rest = span_cut(spec, found - 1, spec.length);
		size_t end = span_find(rest, closing);
		size_t parting = span_find(rest, SPAN("\n.\n"));
		if (end == SIZE_MAX || parting >= end)
			continue;
		struct text markdown = {0}, html = {0};
		add_with_tabs(&markdown, span_cut(rest, 1, parting + 1));
		add_with_tabs(&html, span_cut(rest, parting + 3, end + 1));
		try_example(tally, text_span(&markdown), text_span(&html));
		text_release(&markdown);
		text_release(&html);
		found += end;
	}
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: commonmark_spec SPEC.TXT [EXAMPLE]\n");
		return 2;
	}
	struct tally tally = {.only = argc > 2 ? atoi(argv[2]) : 0};
	struct span spec = read_file(argv[1]);
	try_all(&tally, spec);
	free((void *)(uintptr_t)spec.at);
	printf("HTML equal %d of %d\n", tally.html, tally.examples);
	printf("Markdown round trip %d of %d\n", tally.round_trips, tally.examples);
	bool all = tally.examples > 0 && tally.html == tally.examples &&
		   tally.round_trips == tally.examples;
	return all ? 0 : 1;
}
