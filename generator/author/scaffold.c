/* A new paper with what its council's style asks for. */
#include "author/asked.h"
#include "author/author.h"
#include "author/yaml.h"

static const struct span notes[] = {
#define NOTE(name, sentence) {sentence, sizeof sentence - 1},
#include "base/notes.def"
#undef NOTE
};
enum note {
#define NOTE(name, sentence) NOTE_##name,
#include "base/notes.def"
#undef NOTE
};

struct scaffold {
	struct arena *arena;
	const struct house *house;
	struct text *into;
	struct text line; /* a comment under construction */
};

/* --- comments */

static void comment(struct scaffold *s, struct span words, const char *indent)
{
	yaml_comment(words, indent, s->into);
}

static void end_comment(struct scaffold *s, const char *indent)
{
	comment(s, text_span(&s->line), indent);
	text_clear(&s->line);
}

/* "Needed when the decision is key." */
static void comment_condition(struct scaffold *s, const char *begin,
	const struct condition *condition, const char *indent)
{
	if (!asked_anything(condition))
		return;
	text_add_string(&s->line, begin);
	asked_condition(s->house, condition, &s->line);
	text_add_char(&s->line, '.');
	end_comment(s, indent);
}

static void comment_limits(struct scaffold *s, const struct limits *limits, const char *indent)
{
	text_add_string(&s->line, "It has ");
	if (!asked_limits(limits, &s->line)) {
		text_clear(&s->line);
		return;
	}
	text_add_char(&s->line, '.');
	end_comment(s, indent);
}

static void comment_answers(struct scaffold *s, const struct house_answer *answers, size_t count,
	const char *indent)
{
	if (!count)
		return;
	comment(s, SPAN("Answers:"), indent);
	for (size_t i = 0; i < count; i++) {
		const struct span shown = asked_text(s->arena, s->house, answers[i].text);
		text_format(&s->line, "- `%.*s`", SPAN_ARG(answers[i].answer));
		if (shown.at && !span_same(shown, answers[i].answer))
			text_format(&s->line, ", printed as: %.*s", SPAN_ARG(shown));
		end_comment(s, indent);
	}
}

/* A key of a commented skeleton, with what it is for. */
static void skeleton_key(struct scaffold *s, size_t indent, const char *mark, struct span key,
	struct span description)
{
	text_add_string(s->into, "# ");
	text_add_repeated(s->into, ' ', indent);
	text_format(s->into, "%s%.*s:", mark, SPAN_ARG(key));
	if (description.length) {
		text_add_string(s->into, "  # ");
		for (size_t i = 0; i < description.length; i++)
			text_add_char(s->into, is_space(description.at[i]) ? ' ' : description.at[i]);
	}
	text_add_char(s->into, '\n');
}

/* --- facts */

/* "meeting" of "meeting.date"; absent when there is no dot. */
static struct span mapping_of(struct span name)
{
	size_t dot = span_find(name, SPAN("."));
	return dot == SIZE_MAX ? SPAN_NONE : span_cut(name, 0, dot);
}

static struct span key_of(struct span name)
{
	const struct span mapping = mapping_of(name);
	return mapping.at ? span_cut(name, mapping.length + 1, name.length) : name;
}

static bool is_needed(const struct asked_fact *fact)
{
	return fact->house && is_always(fact->house->required);
}

static bool is_written_first(struct span name)
{
	return span_is(name, "style") || span_is(name, "title") || span_is(name, "status");
}

static const char *form_of(enum value_kind kind)
{
	switch (kind) {
	case VALUE_yes_no: return "yes or no.";
	case VALUE_date: return "A date, as 2005-09-29.";
	case VALUE_time: return "A time, as 14:00.";
	case VALUE_money: return "An amount, as £620,000 or £1.25m.";
	case VALUE_number: return "A number.";
	default: return "";
	}
}

static void comment_fact(struct scaffold *s, const struct asked_fact *fact, const char *indent)
{
	const struct house_fact *house = fact->house;
	const bool guided = house && house->guidance.length;
	comment(s, guided ? house->guidance : fact->decl->description, indent);
	if (house) {
		comment_condition(s, "Needed when ", house->required, indent);
		comment_condition(s, "Expected when ", house->expected, indent);
		comment_condition(s, "Only when ", house->when, indent);
		comment_limits(s, &house->limits, indent);
		comment_answers(s, house->answers, house->answer_count, indent);
	}
	if (!guided && (!house || !house->answer_count))
		comment(s, span_of(form_of(fact->decl->kind)), indent);
	if (fact->decl->kind == VALUE_list)
		comment(s, notes[NOTE_each_item], indent);
}

static void skeleton_of_people(struct scaffold *s)
{
	size_t count;
	const struct value_decl *fields = paper_fields(PART_people, &count);
	for (size_t i = 0; i < count; i++)
		skeleton_key(s, 2, i == 0 ? "- " : "  ", fields[i].name, fields[i].description);
}

static void add_fact(struct scaffold *s, const struct asked_fact *fact, const char *indent)
{
	comment_fact(s, fact, indent);
	text_format(s->into, "%s%s%.*s:\n", indent, is_needed(fact) ? "" : "# ",
		SPAN_ARG(key_of(fact->decl->name)));
	if (fact->decl->kind == VALUE_people)
		skeleton_of_people(s);
}

struct facts {
	const struct asked_fact *items;
	size_t count;
};

static bool any_is_needed(const struct facts *facts, struct span mapping)
{
	for (size_t i = 0; i < facts->count; i++)
		if (is_needed(&facts->items[i]) &&
			span_same(mapping_of(facts->items[i].decl->name), mapping))
			return true;
	return false;
}

/* A key, or a key of the mapping that stands below: `general: {reason: ...}`. */
static void skeleton_step(struct scaffold *s, struct span key, struct span description,
	struct span *open)
{
	const struct span mapping = mapping_of(key);
	if (mapping.at && !span_same(mapping, *open))
		skeleton_key(s, 2, "", mapping, SPAN_NONE);
	*open = mapping;
	skeleton_key(s, mapping.at ? 4 : 2, "", key_of(key), description);
}

/* What stands below a key that is a fact itself: `key_decision: {reason: ...}`. */
static void skeleton_below(struct scaffold *s, const struct facts *facts, struct span mapping)
{
	bool first = true;
	struct span open = SPAN_NONE;
	for (size_t i = 0; i < facts->count; i++) {
		const struct value_decl *decl = facts->items[i].decl;
		if (!span_same(mapping_of(decl->name), mapping))
			continue;
		if (first)
			comment(s, notes[NOTE_as_mapping], "");
		first = false;
		skeleton_step(s, key_of(decl->name), decl->description, &open);
	}
}

static void add_mapping(struct scaffold *s, const struct facts *facts, struct span mapping)
{
	const bool needed = any_is_needed(facts, mapping);
	struct span open = SPAN_NONE;
	text_format(s->into, "%s%.*s:\n", needed ? "" : "# ", SPAN_ARG(mapping));
	for (size_t i = 0; i < facts->count; i++) {
		const struct asked_fact *fact = &facts->items[i];
		if (!span_same(mapping_of(fact->decl->name), mapping))
			continue;
		const struct span key = key_of(fact->decl->name);
		if (needed && !mapping_of(key).at)
			add_fact(s, fact, "  ");
		else
			skeleton_step(s, key, fact->decl->description, &open);
	}
}

static bool is_a_fact(const struct facts *facts, struct span name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (span_same(facts->items[i].decl->name, name))
			return true;
	return false;
}

/* The keys of one mapping stand together, where the first of them stands. */
static void add_facts(struct scaffold *s)
{
	struct facts facts;
	struct span done = SPAN_NONE;
	facts.count = asked_facts(s->arena, s->house, &facts.items);
	for (size_t i = 0; i < facts.count; i++) {
		const struct span name = facts.items[i].decl->name, mapping = mapping_of(name);
		if (is_written_first(name) || (mapping.at && is_a_fact(&facts, mapping)))
			continue;
		if (!mapping.at) {
			add_fact(s, &facts.items[i], "");
			skeleton_below(s, &facts, name);
		} else if (!span_same(mapping, done)) {
			add_mapping(s, &facts, mapping);
			done = mapping;
		}
	}
}

/* --- parts */

/* The answers and the guidance of a field, in the one line that it has. */
static struct span describe_field(struct scaffold *s, const struct value_decl *decl,
	const struct house_field *own)
{
	if (own && own->guidance.length)
		text_add(&s->line, own->guidance);
	else if (!own || !span_is(decl->description, "a field of the style"))
		text_add(&s->line, decl->description);
	const struct span *answers = decl->answers;
	for (size_t i = 0; i < decl->answer_count; i++)
		text_format(&s->line, "%s%.*s", i > 0 ? i + 1 < decl->answer_count ? ", " : " or "
				: s->line.length ? " One of: " : "One of: ", SPAN_ARG(answers[i]));
	if (decl->answer_count == 0 && s->line.length == 0)
		text_add_string(&s->line, form_of(decl->kind));
	const struct span made = arena_copy(s->arena, text_span(&s->line));
	text_clear(&s->line);
	return made;
}

struct record_skeleton {
	size_t indent;
	bool begun;            /* the mark of the entry stands */
	struct span mapping;   /* that is open: "residual" */
};

static void skeleton_field(struct scaffold *s, struct record_skeleton *r, struct span name,
	struct span description)
{
	const struct span mapping = mapping_of(name);
	const size_t more = mapping.at ? 2 : 0;
	if (mapping.at && !span_same(mapping, r->mapping)) {
		skeleton_key(s, r->indent, r->begun ? "  " : "- ", mapping, SPAN_NONE);
		r->begun = true;
	}
	r->mapping = mapping;
	skeleton_key(s, r->indent + more, r->begun ? "  " : "- ", key_of(name), description);
	r->begun = true;
}

static const struct house_field *own_field(const struct house_part *part, struct span name)
{
	for (size_t i = 0; i < part->field_count; i++)
		if (span_same(part->fields[i].decl->name, name))
			return &part->fields[i];
	return NULL;
}

static bool is_builtin(const struct value_decl *fields, size_t count, struct span name)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(fields[i].name, name))
			return true;
	return false;
}

/* One entry with the keys of its kind and those of the style. */
static void skeleton_of_record(struct scaffold *s, const struct house_part *part, size_t indent)
{
	struct record_skeleton r = {.indent = indent};
	size_t count;
	const struct value_decl *fields = paper_fields(part->kind, &count);
	for (size_t i = 0; i < count; i++) {
		const struct house_field *own = own_field(part, fields[i].name);
		skeleton_field(s, &r, fields[i].name,
			describe_field(s, own ? own->decl : &fields[i], own));
	}
	for (size_t i = 0; i < part->field_count; i++) {
		const struct value_decl *decl = part->fields[i].decl;
		if (!is_builtin(fields, count, decl->name))
			skeleton_field(s, &r, decl->name, describe_field(s, decl, &part->fields[i]));
	}
}

static void skeleton_of_own_fields(struct scaffold *s, const struct house_part *part)
{
	for (size_t i = 0; i < part->field_count; i++)
		skeleton_key(s, 2, "", part->fields[i].decl->name,
			describe_field(s, part->fields[i].decl, &part->fields[i]));
}

static void skeleton_of_text(struct scaffold *s, const struct house_part *part)
{
	if (!part->field_count)
		return;
	skeleton_key(s, 2, "", SPAN("text"), SPAN_NONE);
	skeleton_of_own_fields(s, part);
}

static void skeleton_of_entries(struct scaffold *s, const struct house_part *part)
{
	skeleton_of_record(s, part, 2);
}

static void skeleton_of_risks(struct scaffold *s, const struct house_part *part)
{
	skeleton_key(s, 2, "", SPAN("text"), SPAN("What the register shows."));
	skeleton_key(s, 2, "", SPAN("register"), SPAN_NONE);
	skeleton_of_record(s, part, 4);
}

/* "revenue or capital." */
static void list_money_kinds(struct scaffold *s)
{
	const struct house *house = s->house;
	for (size_t i = 0; i < house->money_kind_count; i++)
		text_format(s->into, "%s%.*s", i == 0 ? "" : i + 1 < house->money_kind_count ? ", " : " or ",
			SPAN_ARG(house->money_kinds[i].answer));
	text_add_string(s->into, house->money_kind_count ? "." : "revenue or capital.");
}

static void skeleton_of_finance(struct scaffold *s, const struct house_part *part)
{
	static const char kind_line[] = "  kind:  # ";
	static const struct {
		size_t indent;
		const char *line;
	} lines[] = {
		{2, "text:  # What it costs, and how it is paid."},
		{2, "unit:  # £, £000 or £m: what the amounts below are in."},
		{2, "years:  # In brackets: [2026/27, 2027/28]."},
		{2, "lines:"},
		{4, "- item:  # What the money is for."},
		{4, kind_line},
		{4, "  amounts:  # One for each year, in brackets: [12, 40]."},
		{2, "funding:"},
		{4, "- source:  # Where the money comes from."},
		{4, kind_line},
		{4, "  amounts:  # One for each year, in brackets: [12, 40]."},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		text_add_string(s->into, "# ");
		text_add_repeated(s->into, ' ', lines[i].indent);
		text_add_string(s->into, lines[i].line);
		if (lines[i].line == kind_line)
			list_money_kinds(s);
		text_add_char(s->into, '\n');
	}
	skeleton_of_own_fields(s, part);
}

static void (*const skeletons[PART_KIND_count])(struct scaffold *, const struct house_part *) = {
	[PART_text] = skeleton_of_text,
	[PART_recommendations] = skeleton_of_entries,
	[PART_options] = skeleton_of_entries,
	[PART_risks] = skeleton_of_risks,
	[PART_finance] = skeleton_of_finance,
	[PART_list] = NULL, /* the note says how */
	[PART_documents] = skeleton_of_entries,
	[PART_appendices] = skeleton_of_entries,
	[PART_people] = skeleton_of_entries,
	[PART_clearances] = skeleton_of_entries,
	[PART_records] = skeleton_of_entries,
};

static const char *const forms[] = {
	[FORM_any] = "",
	[FORM_to] = "Each begins with \"to\".",
	[FORM_that] = "Each begins with \"that\".",
	[FORM_bare] = "Each begins with a verb in small letters.",
	[FORM_sentence] = "Each is a whole sentence.",
};

static void comment_form(struct scaffold *s, const struct house_part *part)
{
	if (part->kind == PART_list)
		comment(s, notes[NOTE_each_item], "");
	if (part->kind != PART_recommendations)
		return;
	comment(s, span_of(forms[part->form]), "");
	const struct span lead = asked_text(s->arena, s->house, part->lead);
	if (!lead.at)
		return;
	text_format(&s->line, "Before them is printed: %.*s", SPAN_ARG(lead));
	end_comment(s, "");
}

static void comment_none(struct scaffold *s, const struct house_part *part)
{
	if (part->none == NONE_refused) {
		comment(s, notes[NOTE_none_refused], "");
		return;
	}
	text_add(&s->line, notes[NOTE_none]);
	const struct span shown = asked_text(s->arena, s->house, part->none_text);
	if (part->none == NONE_left_out)
		text_add_string(&s->line, " The heading is then left out.");
	else if (shown.at)
		text_format(&s->line, " It is printed as: %.*s", SPAN_ARG(shown));
	end_comment(s, "");
}

/* A part is there only where all that it stands in is. */
static void comment_when(struct scaffold *s, const struct asked_part *asked)
{
	comment_condition(s, "Only when ", asked->sheet->when, "");
	for (const struct asked_part *p = asked; p; p = p->above)
		comment_condition(s, "Only when ", p->part->when, "");
}

static bool is_conditional(const struct asked_part *asked)
{
	bool conditional = asked->sheet->when && !is_always(asked->sheet->when);
	for (const struct asked_part *p = asked; p; p = p->above)
		conditional = conditional || (p->part->when && !is_always(p->part->when));
	return conditional;
}

static void add_part(struct scaffold *s, const struct asked_part *asked)
{
	const struct house_part *part = asked->part;
	const bool needed = is_always(part->required) && !is_conditional(asked);
	text_format(&s->line, "--- %.*s", SPAN_ARG(asked_heading(s->arena, s->house, part)));
	text_add_char(s->into, '\n');
	end_comment(s, "");
	comment(s, part->guidance, "");
	comment_when(s, asked);
	comment_condition(s, "Needed when ", part->required, "");
	comment_condition(s, "Expected when ", part->expected, "");
	comment_form(s, part);
	comment_limits(s, &part->limits, "");
	comment_none(s, part);
	text_format(s->into, "%s%.*s:\n", needed ? "" : "# ", SPAN_ARG(part->key));
	if (skeletons[part->kind])
		skeletons[part->kind](s, part);
}

/* --- the paper */

static void add_title(struct scaffold *s, struct span title)
{
	const struct house_fact *fact = house_fact(s->house, SPAN("title"));
	if (fact)
		comment(s, fact->guidance, "");
	text_add_string(s->into, "title:");
	if (title.at)
		yaml_text(title, 2, s->into);
	text_add_string(s->into, "\nstatus: draft\n");
}

void author_scaffold(struct arena *arena, const struct house *house,
	const struct beginning *beginning, struct text *into)
{
	struct scaffold s = {.arena = arena, .house = house, .into = into};
	yaml_schema_lines(beginning->schema, into);
	text_format(&s.line, "%.*s %.*s", SPAN_ARG(notes[NOTE_lines]), SPAN_ARG(notes[NOTE_optional]));
	end_comment(&s, "");
	text_format(into, "style: %.*s\n", SPAN_ARG(house->key));
	add_title(&s, beginning->title);
	add_facts(&s);
	const struct asked_part *parts;
	const size_t count = asked_parts(arena, house, &parts);
	for (size_t i = 0; i < count; i++)
		if (part_is_key(parts[i].part) && parts[i].part->audience == AUDIENCE_public)
			add_part(&s, &parts[i]);
	text_release(&s.line);
}
