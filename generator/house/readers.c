/* The readers that the tables of style.yaml share. */
#include "house/reading.h"

#include "base/limits.h"

const enum asks asks_paper = ASKS_paper, asks_record = ASKS_record, asks_member = ASKS_member,
	asks_exempt = ASKS_exempt, asks_date = ASKS_date, asks_time = ASKS_time,
	asks_nothing = ASKS_nothing;

static const char *const audiences[] = {"public", "restricted"};
const struct word_list audience_words = WORD_LIST(audiences);

struct binder reading_binder(const struct reading *r, const struct node *node)
{
	return (struct binder){.arena = r->arena, .diags = r->diags, .context = r,
		.source = sources_at(r->sources, node->place.source)};
}

bool reading_bind(const struct reading *r, const struct shape *shape, const struct node *node,
	void *into)
{
	const struct binder binder = reading_binder(r, node);
	return shape_bind(&binder, shape, node, into);
}

struct place reading_place(const struct reading *r, const struct node *scalar, size_t from,
	size_t to)
{
	if (scalar->kind != NODE_scalar)
		return scalar->place;
	return place_in_scalar(r->arena, sources_at(r->sources, scalar->place.source), scalar, from,
		to);
}

bool is_none(const struct node *node)
{
	return node->kind == NODE_scalar && node->style == SCALAR_plain &&
	       span_is(node->text, "none");
}

bool wants(const struct reading *r, const struct node *node, enum node_kind kind, const char *what)
{
	static const char *const kinds[] = {"a text", "a list", "a mapping"};
	if (node->kind == kind)
		return true;
	diag_add(r->diags, FINDING_wrong_shape, node->place, span_of(what), span_of(kinds[kind]),
		span_of(kinds[node->kind]));
	return false;
}

struct span wants_text(const struct reading *r, const struct node *node, const char *what)
{
	return wants(r, node, NODE_scalar, what) ? span_trim(node->text) : SPAN_NONE;
}

static struct span shown(const struct reading *r, const struct node *node)
{
	if (node->kind == NODE_scalar)
		return node->text;
	return node->kind == NODE_list ? arena_copy(r->arena, SPAN("a list"))
				       : arena_copy(r->arena, SPAN("a mapping"));
}

void bad_word(const struct reading *r, const struct node *node, const char *expected)
{
	diag_add(r->diags, FINDING_style_bad_word, node->place, shown(r, node), span_of(expected),
		SPAN_NONE);
}

void suggest(const struct reading *r, struct finding *finding, const struct nearest *nearest)
{
	if (!nearest->best.at)
		return;
	finding->help = arena_format(r->arena, "Did you mean \"%.*s\"?", SPAN_ARG(nearest->best));
	finding->edit = (struct edit){.place = finding->place, .bytes = nearest->best};
}

bool name_is_right(struct span s)
{
	bool right = s.length > 0 && s.length <= LIMIT_ID_BYTES && s.at[0] >= 'a' && s.at[0] <= 'z';
	for (size_t i = 0; right && i < s.length; i++)
		right = (s.at[i] >= 'a' && s.at[i] <= 'z') || is_digit(s.at[i]) || s.at[i] == '_';
	return right;
}

void use_note(const struct reading *r, struct use use)
{
	use.part = r->part;
	use.fact = r->fact;
	ARENA_GROW(r->arena, r->uses->items, r->uses->count, r->uses->capacity);
	r->uses->items[r->uses->count++] = use;
}

/* "flow, boxes or run_in" */
static struct span words_joined(const struct reading *r, const struct word_list *list)
{
	struct span all = SPAN("");
	for (size_t i = 0; i < list->count; i++) {
		const char *between = i == 0 ? "" : i + 1 == list->count ? " or " : ", ";
		all = arena_format(r->arena, "%.*s%s%s", SPAN_ARG(all), between, list->words[i]);
	}
	return all;
}

bool word_read(const struct reading *r, const struct word_list *list, const struct node *node,
	unsigned *value)
{
	for (size_t i = 0; node->kind == NODE_scalar && i < list->count; i++) {
		if (!span_is(span_trim(node->text), list->words[i]))
			continue;
		*value = (unsigned)i;
		return true;
	}
	struct nearest nearest = nearest_start(node->kind == NODE_scalar ? node->text : SPAN(""));
	for (size_t i = 0; i < list->count; i++)
		nearest_try(&nearest, span_of(list->words[i]));
	struct finding *f = diag_add(r->diags, FINDING_style_bad_word, node->place, shown(r, node),
		words_joined(r, list), SPAN_NONE);
	suggest(r, f, &nearest);
	return false;
}

void read_text(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	const enum asks *asks = field->extra;
	if (!is_none(value))
		*(const struct house_text **)at = text_parse(reading_of(binder), value, *asks);
}

void read_condition(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	*(const struct condition **)at = condition_parse(reading_of(binder), value);
}

void read_word(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	word_read(reading_of(binder), field->extra, value, at);
}

void read_flag(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)field;
	if (value->kind != NODE_scalar || !yes_no_read(span_trim(value->text), at))
		diag_add(binder->diags, FINDING_bad_yes_no, value->place,
			shown(reading_of(binder), value), SPAN_NONE, SPAN_NONE);
}

void read_layout(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)field;
	static const char *const words[] = {"flow", "boxes", "headings_beside", "numbers_beside",
		"run_in"};
	static const struct word_list list = WORD_LIST(words);
	unsigned layout;
	if (word_read(reading_of(binder), &list, value, &layout))
		*(enum layout *)at = (enum layout)(LAYOUT_flow + layout);
}

void read_restart(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	bool yes = false;
	read_flag(binder, field, value, &yes);
	*(enum restart *)at = yes ? RESTART_yes : RESTART_no;
}

void read_count(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)field;
	if (value->kind != NODE_scalar || !span_number(span_trim(value->text), at))
		bad_word(reading_of(binder), value, "a whole number");
}

void read_span(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	if (!is_none(value))
		*(struct span *)at = wants_text(reading_of(binder), value, field->key);
}

/* Kept as it is: `none` is an answer here. */
void read_example(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)binder, (void)field;
	if (!node_is_empty(value))
		*(const struct node **)at = value;
}

/* --- limits: 60 at most, 120-150, 3- at least */

static bool limit_parse(struct span s, struct limit *limit)
{
	s = span_trim(s);
	const size_t dash = span_find(s, SPAN("-"));
	*limit = (struct limit){.set = true};
	if (dash == SIZE_MAX)
		return span_number(s, &limit->most) && limit->most > 0;
	struct span last = span_cut(s, dash + 1, s.length);
	if (!span_number(span_cut(s, 0, dash), &limit->least) || limit->least == 0)
		return false;
	return last.length == 0 || (span_number(last, &limit->most) && limit->least <= limit->most);
}

static void read_limit(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct limit limit;
	if (is_none(value))
		return;
	if (value->kind == NODE_scalar && limit_parse(value->text, &limit))
		*(struct limit *)at = limit;
	else
		diag_add(binder->diags, FINDING_style_bad_limit, value->place,
			shown(reading_of(binder), value), SPAN_NONE, SPAN_NONE);
}

static const struct field limits_fields[] = {
	{"words", read_limit, offsetof(struct limits, words), false,
		"How many words.", NULL},
	{"characters", read_limit, offsetof(struct limits, characters), false,
		"How many characters, spaces included.", NULL},
	{"sentences", read_limit, offsetof(struct limits, sentences), false,
		"How many sentences.", NULL},
	{"items", read_limit, offsetof(struct limits, items), false,
		"How many recommendations, records or entries of a list.", NULL},
};
const struct shape limits_shape = SHAPE("limits", limits_fields);

void read_limits(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)field;
	if (is_none(value))
		return;
	struct limits *limits = at;
	limits->place = value->place;
	reading_bind(reading_of(binder), &limits_shape, value, limits);
}

/* --- numbering */

struct pattern_use {
	unsigned may;
	size_t levels; /* of a mapping by level; 0: one pattern */
};

static void read_pattern(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct pattern_use *use = field->extra;
	*(const struct pattern **)at = pattern_parse(reading_of(binder), value, use->may);
}

static void read_level(const struct reading *r, const struct pattern_use *use,
	const struct pair *pair, const struct pattern **levels)
{
	uint32_t level;
	if (!span_number(pair->key->text, &level) || level == 0 || level > use->levels) {
		bad_word(r, pair->key, use->levels == HOUSE_LEVELS ? "a level from 1 to 6"
								   : "a level from 1 to 4");
		return;
	}
	levels[level - 1] = pattern_parse(r, pair->value, use->may);
}

/* One pattern means level 1; `none` means all levels. */
static void read_levels(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct reading *r = reading_of(binder);
	const struct pattern_use *use = field->extra;
	const struct pattern **levels = at;
	if (value->kind == NODE_mapping) {
		for (size_t i = 0; i < value->count; i++)
			read_level(r, use, &value->pairs[i], levels);
		return;
	}
	levels[0] = pattern_parse(r, value, use->may);
	for (size_t i = 1; is_none(value) && i < use->levels; i++)
		levels[i] = levels[0];
}

static const struct pattern_use headings = {0, HOUSE_LEVELS},
	lists = {PATTERN_MAY_BULLET | PATTERN_MAY_PARENT, HOUSE_LIST_LEVELS},
	paragraphs = {PATTERN_MAY_FOR, 0},
	items = {PATTERN_MAY_BULLET | PATTERN_MAY_PARAGRAPHS, 0}, series = {0, 0};
#define ROW(key, read, use, description)                                                           \
	{#key, read, offsetof(struct numbering, key), false, description, &use}
static const struct field numbering_fields[] = {
	ROW(headings, read_levels, headings,
		"The headings of the style, by level."),
	ROW(subheadings, read_levels, headings,
		"The author's own headings, by depth below the part."),
	ROW(paragraphs, read_pattern, paragraphs,
		"Every paragraph of prose."),
	ROW(recommendations, read_pattern, items,
		"The recommendations, or paragraphs: each takes the number of one."),
	ROW(items, read_pattern, items,
		"Entries of lists and records that are not set in a table."),
	ROW(lists, read_levels, lists,
		"Ordered lists in prose, by depth."),
	ROW(appendices, read_pattern, series,
		"The appendices, one series through the whole paper."),
	ROW(tables, read_pattern, series,
		"The tables, one series through the whole paper."),
	ROW(pictures, read_pattern, series,
		"The pictures, one series through the whole paper."),
};
#undef ROW
const struct shape numbering_shape = SHAPE("numbering", numbering_fields);

void read_numbering(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	reading_bind(reading_of(binder), &numbering_shape, value, at);
}

/* --- blocks of rows */

#define ROW(key, read, extra, description)                                                         \
	{#key, read, offsetof(struct house_row, key), false, description, extra}
static const struct field row_fields[] = {
	ROW(label, read_text, &asks_paper,
		"What stands before the text."),
	ROW(text, read_text, &asks_paper,
		"The text; a row whose text cannot be filled is left out."),
	ROW(when, read_condition, NULL,
		"When the row is there."),
	ROW(audience, read_word, &audience_words,
		"Who may see it: public or restricted."),
};
#undef ROW
const struct shape row_shape = SHAPE("a row", row_fields);

static bool bind_row(const struct reading *r, const struct node *node, struct house_row *row)
{
	if (node->kind == NODE_mapping && (node_get(node, "text") || node_get(node, "label"))) {
		if (!reading_bind(r, &row_shape, node, row))
			return false;
	} else {
		row->text = text_parse(r, node, ASKS_paper);
		return row->text != NULL;
	}
	if (!node_get(node, "text")) {
		struct finding *f = diag_add(r->diags, FINDING_style_missing, node->place,
			SPAN("this row"), SPAN("text"), SPAN_NONE);
		f->help = SPAN("Add it; for a row of words alone write the words without `label:`.");
	}
	return row->text != NULL;
}

void read_rows(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	const struct reading *r = reading_of(binder);
	struct house_block *block = at;
	if (is_none(value)) {
		block->none = true;
		return;
	}
	if (!wants(r, value, NODE_list, field->key))
		return;
	struct house_row *rows = ARENA_ARRAY(r->arena, struct house_row, value->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < value->count; i++)
		if (bind_row(r, value->items[i], &rows[count]))
			count++;
	block->rows = rows;
	block->row_count = count;
	block->none = false;
}

static const char *const block_layouts[] = {"lines", "table", "box"};
static const struct word_list layouts_of_block = WORD_LIST(block_layouts);
static const struct field block_fields[] = {
	{"layout", read_word, offsetof(struct house_block, layout), false,
		"How the rows are set: lines, table or box.", &layouts_of_block},
	{"rows", read_rows, 0, true,
		"The rows: a text each, or a mapping.", NULL},
};
const struct shape block_shape = SHAPE("a head or foot", block_fields);

void read_block(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)field;
	struct house_block *block = at;
	block->none = is_none(value);
	if (!block->none)
		reading_bind(reading_of(binder), &block_shape, value, block);
}

static const struct field page_lines_fields[] = {
	{"first", read_text, offsetof(struct house_page_lines, first), false,
		"What is printed on the first page.", &asks_paper},
	{"others", read_text, offsetof(struct house_page_lines, others), false,
		"What is printed on the other pages.", &asks_paper},
};
const struct shape page_lines_shape = SHAPE("lines of a page", page_lines_fields);

void read_page_lines(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &page_lines_shape, value, at);
}

/* --- lists of words and answers */

size_t read_spans(const struct reading *r, const struct node *node, const char *what,
	const struct span **spans)
{
	*spans = NULL;
	if (is_none(node))
		return 0;
	if (node->kind == NODE_scalar) {
		struct span *one = ARENA_NEW(r->arena, struct span);
		*one = span_trim(node->text);
		*spans = one;
		return 1;
	}
	if (!wants(r, node, NODE_list, what))
		return 0;
	struct span *all = ARENA_ARRAY(r->arena, struct span, node->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		all[count] = wants_text(r, node->items[i], what);
		count += all[count].at != NULL;
	}
	*spans = all;
	return count;
}

static struct span small_letters(const struct reading *r, struct span s)
{
	char *at = arena_take(r->arena, s.length + 1);
	for (size_t i = 0; i < s.length; i++)
		at[i] = to_lower(s.at[i]);
	return (struct span){at, s.length};
}

size_t read_answers(const struct reading *r, const struct node *node,
	const struct house_answer **answers)
{
	*answers = NULL;
	if (is_none(node))
		return 0;
	if (node->kind == NODE_scalar) {
		wants(r, node, NODE_mapping, "answers");
		return 0;
	}
	struct house_answer *all = ARENA_ARRAY(r->arena, struct house_answer, node->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		const bool list = node->kind == NODE_list;
		const struct node *name = list ? node->items[i] : node->pairs[i].key;
		const struct node *text = list ? name : node->pairs[i].value;
		struct span answer = wants_text(r, name, "an answer");
		if (!answer.at || (!list && is_none(text)))
			continue;
		all[count].answer = small_letters(r, answer);
		all[count].text = text_parse(r, text, list ? ASKS_nothing : ASKS_paper);
		count += all[count].text != NULL;
	}
	*answers = all;
	return count;
}

const struct span *answer_names(const struct reading *r, const struct house_answer *answers,
	size_t count)
{
	if (count == 0)
		return NULL;
	struct span *names = ARENA_ARRAY(r->arena, struct span, count);
	for (size_t i = 0; i < count; i++)
		names[i] = answers[i].answer;
	return names;
}
