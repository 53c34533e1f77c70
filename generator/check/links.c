/*
 * What links and pictures say of themselves. Those who listen to a page hear its links one after the
 * other, without the sentences around them, and of a picture its words alone.
 */
#include "check/lexicon.h"

#include <stdlib.h>

struct link {
	struct span words, url;
	struct place place;
	size_t order; /* in the paper */
};

struct links {
	const struct checking *what;
	const struct phrases *vague_links, *vague_pictures; /* of the paper's language */
	struct link *items;
	size_t count, capacity;
};

static struct span bare(struct span words)
{
	while (words.length && (is_space(words.at[0]) || is_punctuation(words.at[0])))
		words = span_cut(words, 1, words.length);
	while (words.length && (is_space(words.at[words.length - 1]) ||
		is_punctuation(words.at[words.length - 1])))
		words.length--;
	return words;
}

static void see_link(struct links *links, const struct prose_node *node)
{
	const struct span words = check_plain(links->what, node);
	if (!words.length)
		return;
	ARENA_GROW(links->what->arena, links->items, links->count, links->capacity);
	links->items[links->count] = (struct link){words, node->url, node->place, links->count};
	links->count++;
	if (phrases_which(links->vague_links, bare(words)))
		diag_add(links->what->diags, FINDING_link_words, node->place, words, SPAN_NONE, SPAN_NONE);
}

/* "IMG_0042.JPG", "bridge.png" */
static bool is_file_name(struct span words)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".tif", ".tiff", ".bmp"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		const struct span ending = span_of(endings[i]);
		if (words.length > ending.length && span_same_ignoring_case(ending,
			span_cut(words, words.length - ending.length, words.length)))
			return true;
	}
	return false;
}

static void see_picture(const struct links *links, const struct prose_node *node)
{
	const struct span words = span_trim(node->text);
	if (is_file_name(words) || phrases_which(links->vague_pictures, bare(words)))
		diag_add(links->what->diags, FINDING_picture_words, node->place, words, SPAN_NONE,
			SPAN_NONE);
}

static void see(struct links *links, const struct prose_node *document)
{
	for (struct prose_node *n = document ? document->first : NULL; n; n = prose_walk(document, n)) {
		if (n->kind == PROSE_link)
			see_link(links, n);
		else if (n->kind == PROSE_picture)
			see_picture(links, n);
	}
}

static void see_table(struct links *links, const struct table_source *table)
{
	for (size_t i = 0; table && i < table->row_count * table->column_count; i++)
		see(links, table->cells[i].prose);
}

static void see_part(struct links *links, const struct part *part)
{
	for (size_t i = 0; i < part->passage_count; i++)
		see(links, part->passages[i].prose);
	for (size_t i = 0; i < part->field_count; i++)
		see(links, part->fields[i].prose);
	for (size_t i = 0; i < part->item_count; i++) {
		for (size_t k = 0; k < part->items[i].value_count; k++)
			see(links, part->items[i].values[k].prose);
		see_table(links, part->items[i].table);
	}
}

/* --- one name for two places */

static int by_words(const void *left, const void *right)
{
	const struct link *a = left, *b = right;
	const int order = span_compare(a->words, b->words);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void check_names(const struct links *links)
{
	const struct link *first = NULL;
	if (links->count)
		qsort(links->items, links->count, sizeof *links->items, by_words);
	for (size_t i = 0; i < links->count; i++) {
		const struct link *link = &links->items[i];
		if (!first || !span_same(first->words, link->words))
			first = link;
		if (span_same(first->url, link->url) || phrases_which(links->vague_links, bare(link->words)))
			continue;
		struct finding *finding = diag_add(links->what->diags, FINDING_link_ambiguous, link->place,
			link->words, link->url, first->url);
		finding->because = first->place;
	}
}

void check_links(const struct checking *what)
{
	struct lexicon *lexicon = lexicon_of(what);
	struct links links = {.what = what, .vague_links = lexicon_listed(lexicon, "vague_links"),
		.vague_pictures = lexicon_listed(lexicon, "vague_pictures")};
	for (size_t i = 0; i < what->paper->part_count; i++)
		see_part(&links, &what->paper->parts[i]);
	for (size_t i = 0; i < what->paper->table_count; i++)
		see_table(&links, &what->paper->tables[i]);
	check_names(&links);
}
