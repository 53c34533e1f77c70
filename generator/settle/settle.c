/* settle_for: sheets, parts and facts of a paper with everything decided. Reads from top to bottom:
 * words, parts, sheets, facts, and the whole at the end. */
#include "settle/settled.h"

#include "settle/cite.h"
#include "settle/settling.h"

/* --- words of the style */
struct span settle_word(const struct settling *s, const char *key)
{
	return house_word(s->house, s->language, key);
}

struct span settle_text(struct settling *s, struct text *t)
{
	struct span copy = arena_copy(s->arena, text_span(t));
	text_release(t);
	return copy;
}

struct span settle_anchor(struct settling *s, const char *prefix)
{
	return arena_format(s->arena, "_%s%u", prefix, ++s->anchors);
}

/* No author can type an underscore, and no key of a part holds one here. */
struct span settle_id(struct settling *s, struct span id)
{
	if (!s->copy || !id.length)
		return id.at ? arena_copy(s->arena, id) : id;
	return arena_format(s->arena, "_%u_%.*s", s->copy, SPAN_ARG(id));
}

struct span settle_id_of(struct span anchor)
{
	const size_t end = span_find(span_cut(anchor, 1, anchor.length), SPAN("_"));
	return !span_starts(anchor, "_") || end == SIZE_MAX ? anchor
							    : span_cut(anchor, end + 2, anchor.length);
}

void settle_target(struct settling *s, enum target_kind kind, struct span id, struct span number,
	struct span anchor, struct span heading)
{
	if (!id.length || s->copy)
		return;
	ARENA_GROW(s->arena, s->targets, s->target_count, s->target_capacity);
	s->targets[s->target_count++] = (struct target){.kind = kind, .id = arena_copy(s->arena, id),
		.number = number, .anchor = arena_copy(s->arena, anchor), .heading = heading};
}

struct span settle_dashed(struct settling *s, struct span key)
{
	char *at = arena_take(s->arena, key.length + 1);
	for (size_t i = 0; i < key.length; i++)
		at[i] = key.at[i] == '_' ? '-' : key.at[i];
	return (struct span){at, key.length};
}

void settle_style_target(struct settling *s, enum target_kind kind, struct span key,
	struct span number, struct span anchor, struct span heading)
{
	const size_t before = s->target_count;
	settle_target(s, kind, settle_dashed(s, key), number, anchor, heading);
	if (s->target_count > before)
		s->targets[before].of_style = true;
}

void settle_body(struct settling *s, struct prose_node *document)
{
	ARENA_GROW(s->arena, s->bodies, s->body_count, s->body_capacity);
	s->bodies[s->body_count++] = (struct settled_body){document, s->copy > 0};
}

void settle_contents(struct settling *s, uint8_t level, struct number number, struct span heading,
	struct span anchor)
{
	ARENA_GROW(s->arena, s->contents, s->contents_count, s->contents_capacity);
	s->contents[s->contents_count++] = (struct contents_entry){.level = level, .number = number.printed,
		.heading = heading, .anchor = anchor, .again = s->copy > 0, .indented = s->sheet_title};
}

/* The fact that a text needs is missing. Where the style requires that fact, check/ says so. */
static void report_unfilled(struct settling *s, struct span what, struct span missing)
{
	const struct house_fact *fact = house_fact(s->house, missing);
	if (fact && fact->required && condition_holds(fact->required, &s->asker))
		return;
	diag_add(s->diags, FINDING_text_not_filled, s->paper->start, what, missing, SPAN_NONE);
}

/* A sentence of the style is plain CommonMark but for `{-}` at its end, which keeps the number off its
 * last paragraph. Facts come escaped, so none of them ends in the mark. */
static struct prose_node *read_sentence(struct settling *s, struct span sentence, struct place place)
{
	static const struct prose_options plain = {.plain = true};
	const struct span mark = SPAN("{-}");
	const struct span trimmed = span_trim(sentence);
	const bool unnumbered = span_ends(trimmed, "{-}");
	if (unnumbered)
		sentence = span_trim(span_cut(trimmed, 0, trimmed.length - mark.length));
	struct prose_node *document = prose_read_text(s->arena, s->diags, arena_copy(s->arena, sentence),
		place, &plain);
	if (unnumbered && document->last && document->last->kind == PROSE_paragraph)
		document->last->unnumbered = true;
	return document;
}

struct prose_node *settle_sentence(struct settling *s, const struct house_text *text,
	const struct asker *asker, struct span what, bool quiet)
{
	struct text filled = {0};
	struct span missing = SPAN_NONE;
	struct prose_node *document = NULL;
	s->insets.count = 0;
	if (house_text_fill(text, asker, s->language, FILL_MARKDOWN, true, &filled, &missing)) {
		document = read_sentence(s, text_span(&filled), house_text_place(text));
		inset_place(s, document);
	} else if (!quiet) {
		report_unfilled(s, what, missing);
	}
	text_release(&filled);
	return document;
}

struct span settle_words(struct settling *s, const struct house_text *text, const struct asker *asker)
{
	if (!text)
		return SPAN_NONE;
	struct text filled = {0};
	struct span missing = SPAN_NONE;
	struct span words = SPAN_NONE;
	if (house_text_fill(text, asker, s->language, FILL_PLAIN, true, &filled, &missing))
		words = arena_copy(s->arena, text_span(&filled));
	text_release(&filled);
	return words;
}

/* The asker answers in the language of `asking`, so each language has its own. */
static struct span words_in_language(struct settling *s, const struct house_text *text,
	const struct asker *asker, struct span language)
{
	struct asking other = *(const struct asking *)asker->of;
	other.language = language;
	const struct asker inner = asking_asker(&other);
	struct text filled = {0};
	struct span words = SPAN_NONE;
	if (house_text_fill(text, &inner, language, FILL_PLAIN, true, &filled, NULL))
		words = arena_copy(s->arena, text_span(&filled));
	text_release(&filled);
	return words;
}

struct span settle_words_in(struct settling *s, const struct house_text *text,
	const struct asker *asker, bool all)
{
	const struct span own = settle_words(s, text, asker);
	struct span joined = own;
	for (size_t i = 0; all && own.length && i < s->house->language_count; i++) {
		if (span_same(s->house->languages[i], s->language))
			continue;
		struct span other = words_in_language(s, text, asker, s->house->languages[i]);
		if (other.length && !span_same(other, own))
			joined = arena_format(s->arena, "%.*s%.*s%.*s", SPAN_ARG(joined),
				SPAN_ARG(s->house->bilingual_join), SPAN_ARG(other));
	}
	return joined;
}

/* --- blocks of rows */
static struct span class_of(struct settling *s, struct span name)
{
	struct text t = {0};
	for (size_t i = 0; i < name.length; i++)
		text_add_char(&t, name.at[i] == '.' || name.at[i] == '_' ? '-' : to_lower(name.at[i]));
	struct span copy = arena_copy(s->arena, text_span(&t));
	text_release(&t);
	return copy;
}

static bool is_row_here(
	struct settling *s, const struct house_row *from, const struct asker *asker)
{
	if (from->when && !condition_holds(from->when, asker))
		return false;
	return from->audience == AUDIENCE_public || s->audience == AUDIENCE_restricted;
}

static bool fill_row(struct settling *s, const struct house_row *from, const struct asker *asker,
	struct settled_row *row)
{
	struct span missing;
	struct text printed = {0}, spoken = {0};
	const bool filled =
		house_text_fill(from->text, asker, s->language, FILL_PLAIN, true, &printed, &missing) &&
		house_text_fill(from->text, asker, s->language, FILL_PLAIN, false, &spoken, &missing);
	if (filled) {
		row->text = arena_copy(s->arena, text_span(&printed));
		row->spoken = arena_copy(s->arena, text_span(&spoken));
		row->capitals = house_text_has_capitals(from->text, s->language);
		row->name = class_of(s, house_text_first_name(from->text));
		row->label = settle_words_in(s, from->label, asker, s->house->bilingual_labels);
	}
	text_release(&printed);
	text_release(&spoken);
	return filled;
}

static struct settled_block settle_block(struct settling *s, const struct house_block *from,
	const struct asker *asker, bool with_title)
{
	struct settled_block block = {.layout = from->layout};
	if (from->none || !from->row_count)
		return block;
	struct settled_row *rows = ARENA_ARRAY(s->arena, struct settled_row, from->row_count);
	for (size_t i = 0; i < from->row_count; i++) {
		struct settled_row *row = &rows[block.row_count];
		const bool title =
			with_title && house_text_asks_for(from->rows[i].text, SPAN("title"));
		if (!is_row_here(s, &from->rows[i], asker))
			continue;
		if (!fill_row(s, &from->rows[i], asker, row)) {
			if (!title)
				continue;
			/* a draft that has none yet: a page without a main heading is not one */
			row->name = SPAN("title");
			row->text = row->spoken = settle_word(s, "untitled");
		}
		row->is_title = title;
		with_title = with_title && !title;
		block.row_count++;
	}
	block.rows = rows;
	return block;
}

/* --- parts */
struct span settle_heading_of(struct settling *s, const struct house_part *part)
{
	if (part->heading) {
		struct span words = settle_words_in(s, part->heading, &s->asker,
			s->house->bilingual_headings);
		if (words.length)
			return words;
	}
	struct text t = {0};
	for (size_t i = 0; i < part->key.length; i++) {
		char c = part->key.at[i] == '_' ? ' ' : part->key.at[i];
		text_add_char(&t, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
	}
	struct span words = arena_copy(s->arena, text_span(&t));
	text_release(&t);
	return words;
}

static bool is_required(struct settling *s, const struct house_part *part)
{
	return part->required && condition_holds(part->required, &s->asker);
}

static bool can_fill(struct settling *s, const struct house_text *text)
{
	return settle_words(s, text, &s->asker).at != NULL;
}

static const struct part *typed_part(struct settling *s, const struct house_part *part)
{
	if (part->kind == PART_fixed || part->kind == PART_group)
		return NULL;
	return paper_part(s->paper, part->key);
}

static bool is_here(struct settling *s, const struct house_part *part)
{
	if (part->when && !condition_holds(part->when, &s->asker))
		return false;
	return part->audience == AUDIENCE_public || s->audience == AUDIENCE_restricted;
}

bool settle_is_shown(struct settling *s, const struct house_part *part)
{
	if (!is_here(s, part))
		return false;
	for (size_t i = 0; i < part->part_count; i++)
		if (settle_is_shown(s, part->parts[i]))
			return true;
	if (part->kind == PART_group)
		return false;
	if (part->kind == PART_fixed)
		return !part->text || can_fill(s, part->text) || !s->paper->final;
	const struct part *typed = typed_part(s, part);
	if (settle_lists_sheets(s, part))
		return true;
	if (typed && typed->none && part->none == NONE_left_out)
		return false;
	if (typed && !typed->empty)
		return true;
	return is_required(s, part) && !s->paper->final;
}

static void report_unfilled_fixed(struct settling *s, const struct house_part *part)
{
	struct repeat *repeat = repeat_of(s, part);
	if (!repeat || repeat->told || !is_here(s, part) || part->kind != PART_fixed || !part->text ||
		can_fill(s, part->text))
		return;
	repeat->told = true;
	settle_sentence(s, part->text, &s->asker, settle_heading_of(s, part), false);
}

static size_t settle_parts(struct settling *s, const struct house_part *const *from, size_t count,
	const struct flow *above, const struct settled_part **into);

static void settle_heading(struct settling *s, const struct flow *flow, struct settled_part *out)
{
	const struct house_part *part = flow->part;
	out->has_heading = !part->heading_none;
	out->heading = settle_heading_of(s, part);
	const struct span key = settle_dashed(s, part->key);
	out->anchor = s->copy ? arena_format(s->arena, "_%u-%.*s", s->copy, SPAN_ARG(key))
			      : arena_format(s->arena, "_%.*s", SPAN_ARG(key));
	if (!out->has_heading)
		return;
	const size_t level = flow->depth > HOUSE_LEVELS ? HOUSE_LEVELS : flow->depth;
	const struct pattern *pattern = pattern_pick(flow->numbering.headings[level - 1], &s->asker);
	const struct number number = number_heading(&s->numberer, pattern, flow->depth);
	out->number = number.printed;
	settle_contents(s, out->level, number, out->heading, out->anchor);
	const struct span bare = number_bare(number.carried);
	settle_style_target(s, TARGET_section, part->key, bare, out->anchor, out->heading);
	if (part->kind == PART_finance || part->kind == PART_risks || part->kind == PART_options)
		settle_style_target(s, TARGET_section, span_of(part_kind_name(part->kind)), bare,
			out->anchor, out->heading);
}

static void settle_body_of(struct settling *s, const struct flow *flow, struct settled_part *out)
{
	const struct house_part *part = flow->part;
	const bool lacks_text = part->kind == PART_fixed && part->text && !can_fill(s, part->text);
	const bool untyped = part->kind != PART_fixed && part->kind != PART_group &&
			     (!flow->typed || flow->typed->empty) && !settle_lists_sheets(s, part);
	out->none = flow->typed && flow->typed->none && !settle_lists_sheets(s, part);
	if (lacks_text || (untyped && is_required(s, part))) {
		out->missing = true;
		out->missing_text = settle_word(s, "missing_part");
		return;
	}
	if (untyped)
		return;
	struct asking inner = s->asking;
	if (flow->typed) {
		inner.part = part;
		inner.fields = flow->typed->fields;
		inner.field_count = flow->typed->field_count;
	}
	const struct asker asker = asking_asker(&inner);
	out->rows = settle_block(s, &part->rows, &asker, false);
	out->body = settle_part_body(s, flow, &asker);
}

static void settle_part(struct settling *s, const struct house_part *part, const struct flow *above,
	struct settled_part *out)
{
	struct flow flow = *above;
	flow.numbering = numbering_flow(&above->numbering, &part->numbering);
	if (part->layout != LAYOUT_inherit)
		flow.layout = part->layout;
	flow.part = part;
	flow.typed = typed_part(s, part);
	*out = (struct settled_part){.key = part->key, .kind = part->kind, .layout = flow.layout,
		.level = flow.level > 6 ? 6 : flow.level,
		.place = flow.typed ? flow.typed->key_place : s->paper->start};
	struct numberer outer;
	const struct around around = repeat_begin(s, part);
	if (!part->heading_none)
		numberer_leave(&s->numberer, flow.depth);
	settle_heading(s, &flow, out);
	if (part->restart == RESTART_yes)
		numberer_begin_part(&s->numberer, &outer, flow.depth);
	settle_body_of(s, &flow, out);
	repeat_end(s, &around);
	struct flow below = flow;
	if (!part->heading_none) {
		below.level++;
		below.depth++;
	}
	if (part->layout == LAYOUT_headings_beside && part->column_count == 2)
		for (size_t i = 0; i < 2; i++)
			out->column_titles[i] = settle_words(s, part->columns[i].title, &s->asker);
	out->part_count = settle_parts(s, part->parts, part->part_count, &below, &out->parts);
	if (part->restart == RESTART_yes)
		numberer_end_part(&s->numberer, &outer);
}

static size_t settle_parts(struct settling *s, const struct house_part *const *from, size_t count,
	const struct flow *above, const struct settled_part **into)
{
	struct settled_part *parts = ARENA_ARRAY(s->arena, struct settled_part, count);
	size_t shown = 0;
	for (size_t i = 0; i < count; i++) {
		if (s->paper->final)
			report_unfilled_fixed(s, from[i]);
		if (settle_is_shown(s, from[i]))
			settle_part(s, from[i], above, &parts[shown++]);
	}
	*into = parts;
	return shown;
}

/* --- sheets */
static struct span page_line(struct settling *s, const struct house_text *text)
{
	return settle_words(s, text, &s->asker);
}

/* An appendix stands in the contents by its number and title; any other sheet that has a title does so
 * where there are several, so that headings which come twice are told apart. */
static void settle_sheet_title(struct settling *s, const struct house_sheet *from,
	struct settled_sheet *out)
{
	const struct settled_appendix *appendix =
		from->appendix ? settle_appendix_of(s, from, NULL) : NULL;
	s->sheet_title = !appendix && out->title.length && s->sheets_here > 1;
	if (s->sheet_title) {
		ARENA_GROW(s->arena, s->contents, s->contents_count, s->contents_capacity);
		s->contents[s->contents_count++] =
			(struct contents_entry){.level = 2, .heading = out->title,
				.anchor = out->anchor, .of_sheet = true};
	}
	if (!appendix)
		return;
	out->appendix_number = appendix->number;
	out->appendix_label = appendix->label;
	settle_contents(s, 2, (struct number){.printed = appendix->label}, appendix->title,
		appendix->anchor);
}

static void settle_sheet(struct settling *s, const struct house_sheet *from, struct settled_sheet *out,
	bool first)
{
	const struct house *house = s->house;
	s->asking.sheet = from->key;
	const struct house_page_lines *head = from->page_head ? from->page_head : &house->page_head;
	const struct house_page_lines *foot = from->page_foot ? from->page_foot : &house->page_foot;
	*out = (struct settled_sheet){.key = from->key, .first = first, .new_page = !first && from->new_page,
		.anchor = arena_format(s->arena, "_sheet-%.*s", SPAN_ARG(from->key)),
		.title = settle_words_in(s, from->title, &s->asker, house->bilingual_headings),
		.appendix = from->appendix};
	numberer_begin_sheet(&s->numberer, first ? RESTART_default : from->restart);
	settle_sheet_title(s, from, out);
	out->head = settle_block(s, from->head ? from->head : &house->head, &s->asker, first);
	const struct flow flow = {.numbering = numbering_flow(&house->numbering, &from->numbering),
		.layout = from->layout != LAYOUT_inherit ? from->layout : house->layout,
		.level = out->appendix ? 3 : 2, .depth = 1};
	out->part_count = settle_parts(s, from->parts, from->part_count, &flow, &out->parts);
	out->foot = settle_block(s, from->foot ? from->foot : &house->foot, &s->asker, false);
	/* the paper has one first page; a sheet with lines of its own has its own */
	if (first || from->page_head)
		out->page_head_first = page_line(s, head->first);
	out->page_head_others = page_line(s, head->others);
	if (first || from->page_foot)
		out->page_foot_first = page_line(s, foot->first);
	out->page_foot_others = page_line(s, foot->others);
}

bool settle_is_sheet_here(struct settling *s, const struct house_sheet *sheet)
{
	if (sheet->when && !condition_holds(sheet->when, &s->asker))
		return false;
	return sheet->audience == AUDIENCE_public || s->audience == AUDIENCE_restricted;
}

static void settle_sheets(struct settling *s)
{
	const struct house *house = s->house;
	struct settled_sheet *sheets = ARENA_ARRAY(s->arena, struct settled_sheet, house->sheet_count);
	for (size_t i = 0; i < house->sheet_count; i++)
		s->sheets_here += settle_is_sheet_here(s, &house->sheets[i]);
	for (size_t i = 0; i < house->sheet_count; i++) {
		const struct house_sheet *sheet = &house->sheets[i];
		if (!settle_is_sheet_here(s, sheet))
			continue;
		settle_sheet(s, sheet, &sheets[s->out->sheet_count], s->out->sheet_count == 0);
		s->out->sheet_count++;
	}
	s->out->sheets = sheets;
}

/* --- facts */
static struct span fact_text(struct settling *s, const char *name)
{
	struct text t = {0};
	struct span text = SPAN_NONE;
	if (s->asker.print(s->asker.of, span_of(name), false, &t))
		text = arena_copy(s->arena, text_span(&t));
	text_release(&t);
	return text;
}

/* Internal to the clerk's office, never printed. */
static bool is_public(struct settling *s, struct span name)
{
	static const char *const kept[] = {"note", "clearances", "exempt", "waivers"};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (span_is(name, kept[i]) || (span_starts(name, kept[i]) &&
			name.at[span_of(kept[i]).length] == '.'))
			return false;
	const struct house_fact *fact = house_fact(s->house, name);
	return !fact || fact->audience == AUDIENCE_public || s->audience == AUDIENCE_restricted;
}

static void settle_facts(struct settling *s)
{
	struct settled *out = s->out;
	struct settled_fact *facts = ARENA_ARRAY(s->arena, struct settled_fact, s->paper->fact_count);
	for (size_t i = 0; i < s->paper->fact_count; i++) {
		struct span name = s->paper->facts[i].name;
		if (!is_public(s, name))
			continue;
		struct text t = {0};
		if (s->asker.print(s->asker.of, name, false, &t))
			facts[out->fact_count++] = (struct settled_fact){arena_copy(s->arena, name),
				arena_copy(s->arena, text_span(&t))};
		text_release(&t);
	}
	out->facts = facts;
	out->title = fact_text(s, "title");
	if (!out->title.at)
		out->title = settle_word(s, "untitled");
	out->subtitle = fact_text(s, "subtitle");
	out->reference = fact_text(s, "reference");
	out->version = fact_text(s, "version");
	out->body = fact_text(s, "meeting.body");
	out->time = fact_text(s, "meeting.time");
	out->venue = fact_text(s, "meeting.venue");
	out->final = s->paper->final;
	out->status_text = fact_text(s, "status");
	if (!out->status_text.at)
		out->status_text = settle_word(s, out->final ? "final" : "draft");
}

static void settle_date(struct settling *s)
{
	struct settled *out = s->out;
	const struct value *date = paper_fact(s->paper, SPAN("meeting.date"));
	if (!date || !date->right)
		date = paper_fact(s->paper, SPAN("dated"));
	if (!date || !date->right)
		return;
	out->has_date = true;
	out->date = date->date;
	struct text t = {0};
	house_print_date(s->house, s->language, date->date, false, &t);
	out->date_text = arena_copy(s->arena, text_span(&t));
	text_clear(&t);
	date_write_iso(&t, date->date);
	out->date_iso = arena_copy(s->arena, text_span(&t));
	text_release(&t);
}

#define DESCRIPTION_BYTES 300

static const struct prose_node *purpose_of(const struct settled *out)
{
	for (size_t i = 0; i < out->sheet_count; i++)
		for (size_t k = 0; k < out->sheets[i].part_count; k++)
			if (span_is(out->sheets[i].parts[k].key, "purpose"))
				return out->sheets[i].parts[k].body;
	return NULL;
}

static void settle_description(struct settling *s)
{
	const struct prose_node *purpose = purpose_of(s->out);
	if (!purpose)
		return;
	struct text t = {0};
	prose_plain(purpose, &t);
	size_t end = t.length;
	if (end > DESCRIPTION_BYTES) {
		end = DESCRIPTION_BYTES;
		while (end && t.at[end] != ' ')
			end--;
		text_cut(&t, end);
		text_add_string(&t, " \xE2\x80\xA6");
	}
	s->out->description = arena_copy(s->arena, span_trim(text_span(&t)));
	text_release(&t);
}

/* Plain words have no other controls than tabs and line ends. */
static inline bool is_over_blank(char c)
{
	return (unsigned char)c > ' ';
}

static size_t count_words(const struct settling *s)
{
	size_t words = 0;
	struct text t = {0};
	for (size_t i = 0; i < s->body_count; i++) {
		if (s->bodies[i].copy)
			continue;
		text_clear(&t);
		prose_plain(s->bodies[i].document, &t);
		char before = ' ';
		for (size_t k = 0; k < t.length; before = t.at[k++])
			words += is_over_blank(t.at[k]) && !is_over_blank(before);
	}
	text_release(&t);
	return words;
}

static void settle_appendices_heading(struct settling *s)
{
	const struct house_part *part = house_part(s->house, SPAN("appendices"));
	s->out->appendices_heading = part ? settle_heading_of(s, part) : settle_word(s, "appendices");
}

static void settle_recommendation_words(struct settling *s)
{
	for (size_t i = 0; i < s->recommendation_count; i++) {
		struct text text = {0};
		prose_plain(s->noted[i].node, &text);
		s->recommendations[i].text = settle_text(s, &text);
	}
}

static void finish(struct settling *s)
{
	struct settled *out = s->out;
	out->tables = (const struct table *const *)s->tables;
	out->table_count = s->table_count;
	out->appendices = s->appendices;
	out->appendix_count = s->appendix_count;
	out->recommendations = s->recommendations;
	out->recommendation_count = s->recommendation_count;
	out->files = s->files;
	out->file_count = s->file_count;
	out->contents = s->contents;
	out->contents_count = s->contents_count;
	out->words = count_words(s);
}

static struct settling *settling_new(enum audience audience, struct arena *arena,
	struct diags *diags, const struct paper *paper, const struct house *house)
{
	struct settling *s = ARENA_NEW(arena, struct settling);
	s->arena = arena;
	s->diags = s->heard = diags;
	diags_init(&s->unheard, arena);
	s->paper = paper;
	s->house = house;
	s->audience = audience;
	s->language = settle_language(paper, house);
	s->asking = (struct asking){.paper = paper, .house = house, .language = s->language,
		.audience = s->audience, .insets = &s->insets};
	s->insets.arena = arena;
	s->asker = asking_asker(&s->asking);
	s->out = ARENA_NEW(arena, struct settled);
	s->out->audience = audience;
	s->out->house = house;
	s->out->language = s->language;
	s->placed = ARENA_ARRAY(arena, struct placing, paper->table_count + 1);
	numberer_init(&s->numberer, arena);
	return s;
}

static void settle_pages(struct settling *s)
{
	settle_appendices_begin(s);
	repeats_count(s);
	settle_sheets(s);
	s->sheet_title = false;
	settle_appendices_end(s);
}

/* Where a paragraph takes the numbers of recommendations that come after it, a first round finds
 * them; nothing else of it is used. */
static const struct settling *first_round(const struct settling *s)
{
	struct diags unheard;
	diags_init(&unheard, s->arena);
	struct settling *first = settling_new(s->audience, s->arena, &unheard, s->paper, s->house);
	settle_pages(first);
	return first;
}

const struct settled *settle_for(enum audience audience, struct arena *arena, struct diags *diags,
	const struct paper *paper, const struct house *house)
{
	struct settling *s = settling_new(audience, arena, diags, paper, house);
	if (settle_explains(s)) {
		s->first = first_round(s);
		s->explained = ARENA_ARRAY(arena, bool, s->first->recommendation_count + 1);
	}
	settle_facts(s);
	settle_date(s);
	settle_pages(s);
	settle_report_unexplained(s);
	settle_references(s);
	settle_recommendation_words(s);
	settle_description(s);
	settle_appendices_heading(s);
	finish(s);
	return s->out;
}
