#include "author/asked.h"

/* --- facts */

static bool rows_ask(const struct house_block *block, struct span name)
{
	for (size_t i = 0; i < block->row_count; i++)
		if (house_text_asks_for(block->rows[i].text, name))
			return true;
	return false;
}

static bool text_asks(const struct house_text *text, struct span name)
{
	return text && house_text_asks_for(text, name);
}

static bool lines_ask(const struct house_page_lines *lines, struct span name)
{
	return lines && (text_asks(lines->first, name) || text_asks(lines->others, name));
}

static bool part_asks(const struct house_part *part, struct span name)
{
	const struct house_text *const texts[] = {part->heading, part->none_text, part->lead, part->tail,
		part->text};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (text_asks(texts[i], name))
			return true;
	return rows_ask(&part->rows, name);
}

static bool sheet_asks(const struct house *house, const struct house_sheet *sheet, struct span name)
{
	return rows_ask(sheet->head ? sheet->head : &house->head, name) ||
	       rows_ask(sheet->foot ? sheet->foot : &house->foot, name) ||
	       lines_ask(sheet->page_head ? sheet->page_head : &house->page_head, name) ||
	       lines_ask(sheet->page_foot ? sheet->page_foot : &house->page_foot, name) ||
	       text_asks(sheet->title, name);
}

static bool style_prints(const struct house *house, const struct asked_part *parts, size_t count,
	struct span name)
{
	for (size_t i = 0; i < house->sheet_count; i++)
		if (sheet_asks(house, &house->sheets[i], name))
			return true;
	for (size_t i = 0; i < count; i++)
		if (part_asks(parts[i].part, name))
			return true;
	return false;
}

/* Nothing is made of a paper with exempt matter in this version, and a translation is one of a paper
 * that is there. */
static bool is_not_begun_with(struct span name)
{
	return span_is(name, "exempt") || span_is(name, "translation_of");
}

/* Who may agree to an exception is law that base knows: asked for where the style prints it. */
size_t asked_facts(struct arena *arena, const struct house *house, const struct asked_fact **facts)
{
	size_t builtin, count = 0;
	const struct value_decl *decls = paper_facts(&builtin);
	const struct asked_part *parts;
	const size_t part_count = asked_parts(arena, house, &parts);
	struct asked_fact *found = ARENA_ARRAY(arena, struct asked_fact, builtin + house->fact_count);
	for (size_t i = 0; i < builtin; i++) {
		const struct house_fact *fact = house_fact(house, decls[i].name);
		const bool said = fact && !span_starts(decls[i].name, "exceptions.");
		if (!is_not_begun_with(decls[i].name) &&
			(said || style_prints(house, parts, part_count, decls[i].name)))
			found[count++] = (struct asked_fact){&decls[i], fact};
	}
	for (size_t i = 0; i < house->fact_count; i++)
		if (house->facts[i].own)
			found[count++] = (struct asked_fact){house->facts[i].decl, &house->facts[i]};
	*facts = found;
	return count;
}

/* --- parts */

struct listing {
	struct asked_part *items;
	size_t count;
};

static bool is_listed(const struct listing *list, const struct house_part *part)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].part == part)
			return true;
	return false;
}

static void list_parts(struct listing *list, const struct house_sheet *sheet,
	const struct asked_part *above, const struct house_part *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_listed(list, parts[i]))
			continue;
		struct asked_part *here = &list->items[list->count++];
		*here = (struct asked_part){parts[i], sheet, above};
		list_parts(list, sheet, here, parts[i]->parts, parts[i]->part_count);
	}
}

size_t asked_parts(struct arena *arena, const struct house *house, const struct asked_part **parts)
{
	struct listing list = {.items = ARENA_ARRAY(arena, struct asked_part, house->part_count + 1)};
	for (size_t i = 0; i < house->sheet_count; i++)
		list_parts(&list, &house->sheets[i], NULL, house->sheets[i].parts,
			house->sheets[i].part_count);
	*parts = list.items;
	return list.count;
}

/* --- texts, with the names of facts where they will stand */

static struct answer answer_nothing(const void *of, struct span name)
{
	(void)of, (void)name;
	return (struct answer){0};
}

static void add_in_words(struct span key, struct text *into)
{
	for (size_t i = 0; i < key.length; i++)
		text_add_char(into, key.at[i] == '_' || key.at[i] == '.' ? ' ' : key.at[i]);
}

static bool print_name(const void *of, struct span name, bool short_form, struct text *into)
{
	(void)of, (void)short_form;
	text_add_char(into, '[');
	add_in_words(name, into);
	text_add_char(into, ']');
	return true;
}

struct span asked_text(struct arena *arena, const struct house *house, const struct house_text *text)
{
	static const struct asker naming = {.answer = answer_nothing, .print = print_name};
	struct text made = {0};
	struct span shown = SPAN_NONE;
	if (text && house_text_fill(text, &naming, house->languages[0], FILL_PLAIN, false, &made, NULL) &&
		made.length)
		shown = arena_copy(arena, span_trim(text_span(&made)));
	text_release(&made);
	return shown;
}

struct span asked_words(struct arena *arena, struct span key)
{
	struct text words = {0};
	add_in_words(key, &words);
	const struct span kept = arena_copy(arena, text_span(&words));
	text_release(&words);
	return kept;
}

struct span asked_heading(struct arena *arena, const struct house *house,
	const struct house_part *part)
{
	const struct span heading = asked_text(arena, house, part->heading);
	if (heading.at)
		return heading;
	struct text words = {0};
	add_in_words(part->key, &words);
	if (words.length && words.at[0] >= 'a' && words.at[0] <= 'z')
		words.at[0] = (char)(words.at[0] - 'a' + 'A');
	const struct span kept = arena_copy(arena, text_span(&words));
	text_release(&words);
	return kept;
}

/* --- conditions */

static const struct {
	const char *name, *holds, *fails;
} phrases[] = {
	{"key_decision", "the decision is key", "the decision is not key"},
	{"urgent", "the decision is urgent", "the decision is not urgent"},
	{"exempt", "some of the paper is exempt", "nothing in the paper is exempt"},
	{"exempt.appendices", "an appendix is exempt", "no appendix is exempt"},
	{"late", "the paper is published late", "the paper is published in time"},
	{"one_recommendation", "there is one recommendation", "there is more than one recommendation"},
	{"appendices_cited", "the paper refers to an appendix", "the paper refers to no appendix"},
};

static bool add_phrase(struct span name, bool fails, struct text *into)
{
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		if (!span_is(name, phrases[i].name))
			continue;
		text_add_string(into, fails ? phrases[i].fails : phrases[i].holds);
		return true;
	}
	return false;
}

static bool is_yes_no(const struct house *house, struct span name)
{
	const struct house_fact *fact = house_fact(house, name);
	return fact && fact->decl && fact->decl->kind == VALUE_yes_no;
}

static bool is_sheet(const struct house *house, struct span name)
{
	for (size_t i = 0; i < house->sheet_count; i++)
		if (span_same(house->sheets[i].key, name))
			return true;
	return false;
}

static void add_given(const struct house *house, const struct term *term, struct text *into)
{
	if (add_phrase(term->name, term->negated, into))
		return;
	const bool fact = house_fact(house, term->name) != NULL;
	const bool part = !fact && house_part(house, term->name);
	const bool sheet = !fact && !part && is_sheet(house, term->name);
	text_format(into, "%s`%.*s` is %s%s", part ? "the part " : sheet ? "the sheet " : "",
		SPAN_ARG(term->name), term->negated ? "not " : "",
		sheet ? "there" : is_yes_no(house, term->name) ? "yes" : "given");
}

static void add_term(const struct house *house, const struct term *term, struct text *into)
{
	static const char *const tests[][2] = {
		[TERM_is] = {"is", "is not"},
		[TERM_at_least] = {"is at least", "is less than"},
		[TERM_over] = {"is over", "is at most"},
	};
	if (term->test == TERM_given)
		add_given(house, term, into);
	else
		text_format(into, "`%.*s` %s `%.*s`", SPAN_ARG(term->name),
			tests[term->test][term->negated != term->value_negated], SPAN_ARG(term->value));
}

bool asked_anything(const struct condition *condition)
{
	size_t count;
	bool any;
	condition_terms(condition, &count, &any);
	return count > 0;
}

void asked_condition(const struct house *house, const struct condition *condition, struct text *into)
{
	size_t count;
	bool any;
	const struct term *terms = condition_terms(condition, &count, &any);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add_string(into, any ? " or " : " and ");
		add_term(house, &terms[i], into);
	}
}

/* --- limits */

static void add_limit(const struct limit *limit, const char *unit, bool *first, struct text *into)
{
	if (!limit->set)
		return;
	text_add_string(into, *first ? "" : " and ");
	*first = false;
	const uint32_t last = limit->most ? limit->most : limit->least;
	if (limit->least && limit->most && limit->least != limit->most)
		text_format(into, "%u to %u", limit->least, limit->most);
	else if (limit->least && limit->most)
		text_format(into, "exactly %u", limit->most);
	else
		text_format(into, "%s %u", limit->most ? "at most" : "at least", last);
	text_format(into, " %s%s", unit, last == 1 ? "" : "s");
}

bool asked_limits(const struct limits *limits, struct text *into)
{
	bool first = true;
	add_limit(&limits->sentences, "sentence", &first, into);
	add_limit(&limits->words, "word", &first, into);
	add_limit(&limits->characters, "character", &first, into);
	add_limit(&limits->items, "item", &first, into);
	return !first;
}
