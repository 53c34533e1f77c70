/* Files that are published beside the pages, under names that are safe everywhere and say what they are. */
#include "settle/settling.h"

#include "base/limits.h"

#define SLUG_BYTES 48

static void add_slug(struct span words, struct text *into)
{
	const size_t limit = into->length + SLUG_BYTES;
	bool pending = false;
	for (size_t i = 0; i < words.length && into->length < limit; i++) {
		const char c = to_lower(words.at[i]);
		if (!is_digit(c) && !is_letter(c)) {
			pending = true;
			continue;
		}
		if (pending && into->length && into->at[into->length - 1] != '-')
			text_add_char(into, '-');
		pending = false;
		text_add_char(into, c);
	}
}

/* False after a finding: there is no end to what one paper could make. */
static bool has_room(struct settling *s, struct place place)
{
	if (s->companions == LIMIT_COMPANIONS)
		diag_add(s->diags, FINDING_list_too_long, place,
			arena_format(s->arena, "%u", LIMIT_COMPANIONS), SPAN_NONE, SPAN_NONE);
	return s->companions++ < LIMIT_COMPANIONS;
}

/* "appendix-2-letter.pdf"; the number keeps two appendices of one title apart. */
static struct span file_name(struct settling *s, const char *kind, struct span number,
	struct span words, const char *suffix)
{
	struct text name = {0};
	text_format(&name, "%s-", kind);
	const size_t before = name.length;
	add_slug(number, &name);
	if (name.length == before)
		text_format(&name, "%zu", s->companions);
	text_add_char(&name, '-');
	add_slug(words, &name);
	while (name.length && name.at[name.length - 1] == '-')
		text_cut(&name, name.length - 1);
	text_add_string(&name, suffix);
	return settle_text(s, &name);
}

static struct span size_words(struct settling *s, size_t bytes)
{
	if (bytes < 1000000)
		return arena_format(s->arena, "%zu kB", bytes < 1000 ? (size_t)1 : (bytes + 500) / 1000);
	return arena_format(s->arena, "%zu.%zu MB", bytes / 1000000, bytes % 1000000 / 100000);
}

/* A document of one paragraph, which is a link to a file beside the pages. */
static struct prose_node *line_with_link(struct settling *s, struct span name, struct span words,
	struct place place)
{
	struct prose_node *document = prose_new(s->arena, PROSE_document, place);
	struct prose_node *paragraph = prose_new(s->arena, PROSE_paragraph, place);
	struct prose_node *link = prose_new(s->arena, PROSE_link, place);
	link->url = arena_join(s->arena, arena_copy(s->arena, s->paper->published), name);
	prose_append(document, paragraph);
	prose_append(paragraph, link);
	prose_append(link, prose_new_text(s->arena, words, place));
	return document;
}

struct prose_node *settle_attached(struct settling *s, const struct attached *file,
	struct span number, struct span id, struct span title)
{
	const struct place place = file->name.place;
	const struct span name = file_name(
		s, "appendix", number, id.length ? id : title, file_type_suffix(file->type));
	if (!has_room(s, place))
		return prose_new(s->arena, PROSE_document, place);
	ARENA_GROW(s->arena, s->files, s->file_count, s->file_capacity);
	s->files[s->file_count++] = (struct settled_file){name, file->type, file->bytes};

	struct prose_node *document = line_with_link(s, name, title, place);
	const struct span kind = arena_format(s->arena, " (%s, %.*s)", file_type_name(file->type),
		SPAN_ARG(size_words(s, file->bytes.length)));
	prose_append(document->first, prose_new_text(s->arena, kind, place));
	return document;
}

struct prose_node *settle_csv_twin(struct settling *s, struct table *table, struct span number,
	struct span id, struct place place)
{
	if (!has_room(s, place))
		return prose_new(s->arena, PROSE_document, place);
	table->csv_name = file_name(s, "appendix", number, id.length ? id : table->caption, ".csv");
	return line_with_link(s, table->csv_name, settle_word(s, "csv_file"), place);
}

static const struct drawn *find_drawn(const struct settling *s, const struct picture *picture)
{
	for (size_t i = 0; i < s->drawn_count; i++)
		if (s->drawn[i].picture == picture)
			return &s->drawn[i];
	return NULL;
}

/* Where Markdown finds the picture; absent: there is no room for one more file. */
static struct span publish_picture(struct settling *s, const struct prose_node *node,
	struct span number)
{
	if (!has_room(s, node->place))
		return SPAN_NONE;
	const struct span name = file_name(s, "picture", number,
		node->id.length ? settle_id_of(node->id)
				: node->title.length ? node->title : node->text,
		file_type_suffix(node->picture->type));
	ARENA_GROW(s->arena, s->files, s->file_count, s->file_capacity);
	s->files[s->file_count++] =
		(struct settled_file){name, node->picture->type, node->picture->bytes};
	return arena_join(s->arena, arena_copy(s->arena, s->paper->published), name);
}

static const struct drawn *draw(struct settling *s, const struct prose_node *node)
{
	struct drawn drawn = {.picture = node->picture};
	const struct pattern *pattern = pattern_pick(s->house->numbering.pictures, &s->asker);
	if (node->title.length && pattern && pattern_kind_of(pattern) == PATTERN_COUNTER) {
		drawn.number = number_bare(
			number_of(s->arena, pattern, ++s->picture_number, SPAN_NONE).printed);
		const struct span word = settle_word(s, "picture");
		drawn.label = arena_format(
			s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(drawn.number));
	}
	drawn.url = publish_picture(s, node, drawn.number);
	ARENA_GROW(s->arena, s->drawn, s->drawn_count, s->drawn_capacity);
	s->drawn[s->drawn_count++] = drawn;
	return &s->drawn[s->drawn_count - 1];
}

void settle_picture(struct settling *s, struct prose_node *node)
{
	const struct drawn *drawn = find_drawn(s, node->picture);
	if (!drawn)
		drawn = draw(s, node);
	struct picture *copy = ARENA_NEW(s->arena, struct picture);
	*copy = *node->picture;
	copy->bytes = arena_copy(s->arena, copy->bytes); /* nothing leads back to the paper */
	node->picture = copy;
	node->number = drawn->label;
	node->url = drawn->url;
	const struct span id = node->id;
	if (!id.length)
		node->id = settle_anchor(s, "f");
	settle_target(s, TARGET_picture, id, drawn->number, node->id,
		arena_copy(s->arena, node->title.length ? node->title : node->text));
}
