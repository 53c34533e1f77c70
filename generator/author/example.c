/*
 * The example paper of a style. What it holds depends on the style's conditions, and those on what it
 * holds: it is written, read back and asked until nothing changes.
 */
#include "author/author.h"
#include "author/filling.h"
#include "author/yaml.h"

#define ROUNDS 6
#define DAY_OF_EXAMPLE 20517 /* Thursday 5 March 2026, unless the style's latest edition is later */

struct plan {
	bool *facts, *parts; /* which of them are there */
};

struct making {
	struct arena *arena;
	const struct house *house;
	const struct beginning *beginning;
	struct date date;
	const struct asked_fact *facts;
	size_t fact_count;
	const struct asked_part *parts;
	size_t part_count;
	struct plan plan;
	struct example *example;
	struct text *into;
	bool cite;  /* the text of the next part refers to the appendix */
	size_t texts; /* so far: each begins with another sentence */
};

/* --- single values */

static void add_date(struct making *m, int32_t days_later, struct text *into)
{
	struct text day = {0};
	date_write_iso(&day, date_of_days(m->date.days + days_later));
	text_add(into, text_span(&day));
	text_release(&day);
}

/* How many days before the meeting a fact's date is. */
static int32_t days_later(struct span name)
{
	static const struct {
		const char *name;
		int32_t days;
	} days[] = {
		{"meeting.date", 0},
		{"meeting.published", -14},
		{"meeting.convened", -14},
		{"dated", -14},
		{"key_decision.notice", -42},
		{"due", 90},
		{"date", -60},
	};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (span_is(name, days[i].name))
			return days[i].days;
	return -14;
}

struct one_value {
	const struct value_decl *decl;
	const struct house_answer *answers;
	size_t answer_count;
	const struct limits *limits;
	struct span says; /* absent: anything of its kind */
};

static bool is_an_answer(const struct one_value *value)
{
	for (size_t i = 0; i < value->answer_count; i++)
		if (span_same(value->answers[i].answer, value->says))
			return true;
	return false;
}

/* What the value says, as plain words. */
static void say(struct making *m, const struct one_value *value, struct text *into)
{
	if (value->answer_count)
		text_add(into, is_an_answer(value) ? value->says : value->answers[0].answer);
	else if (value->decl->kind == VALUE_date)
		add_date(m, days_later(value->decl->name), into);
	else if (value->decl->kind == VALUE_text || value->decl->kind == VALUE_prose)
		filling_text(value->limits,
			value->says.at ? value->says : filling_of_kind(value->decl->kind), into);
	else
		text_add(into, value->says.at ? value->says : filling_of_kind(value->decl->kind));
}

static void add_value(struct making *m, const struct one_value *value, size_t indent)
{
	struct text said = {0};
	say(m, value, &said);
	yaml_text(text_span(&said), indent, m->into);
	text_release(&said);
}

static void new_line(struct making *m, size_t indent)
{
	text_add_char(m->into, '\n');
	text_add_repeated(m->into, ' ', indent);
}

/* --- records */

struct one_record {
	const struct house_part *part; /* NULL: a person of a fact */
	enum part_kind kind;
	size_t number, indent;
	bool begun;
	struct span mapping; /* that is open: "residual" */
	bool preferred;      /* the option that the style wants marked */
	struct span nothing; /* the option to do nothing, where the style wants one; or absent */
};

static struct span mapping_of(struct span name)
{
	size_t dot = span_find(name, SPAN("."));
	return dot == SIZE_MAX ? SPAN_NONE : span_cut(name, 0, dot);
}

static void record_key(struct making *m, struct one_record *r, struct span key, size_t more)
{
	if (r->begun) {
		new_line(m, r->indent + 2 + more);
	} else {
		new_line(m, r->indent);
		text_add_string(m->into, "- ");
	}
	r->begun = true;
	text_format(m->into, "%.*s:", SPAN_ARG(key));
}

static void record_value_of(struct making *m, struct one_record *r, const struct one_value *value)
{
	const struct span name = value->decl->name, mapping = mapping_of(name);
	if (mapping.at && !span_same(mapping, r->mapping))
		record_key(m, r, mapping, 0);
	r->mapping = mapping;
	const struct span key = mapping.at ? span_cut(name, mapping.length + 1, name.length) : name;
	record_key(m, r, key, mapping.at ? 2 : 0);
	add_value(m, value, r->indent + 4);
}

static const struct house_field *own_field(const struct house_part *part, struct span name)
{
	for (size_t i = 0; part && i < part->field_count; i++)
		if (span_same(part->fields[i].decl->name, name))
			return &part->fields[i];
	return NULL;
}

static struct one_value value_of_field(const struct one_record *r, const struct value_decl *decl,
	const struct house_field *own)
{
	static const struct limits none;
	struct one_value value = {.decl = decl, .limits = own ? &own->limits : &none,
		.says = filling_of_field(r->kind, decl->name, r->number)};
	if (own) {
		value.answers = own->answers;
		value.answer_count = own->answer_count;
	}
	if (own && own->every_count) {
		value.says = own->every[r->number % own->every_count];
		value.answer_count = 0; /* else the first of them, every time */
	}
	if (r->kind == PART_recommendations && span_is(decl->name, "text"))
		value.says = filling_of_recommendation(r->part->form, r->number);
	if (r->preferred && span_is(decl->name, "preferred"))
		value.says = SPAN("yes");
	if (r->nothing.length && span_is(decl->name, "option") && !(own && own->every_count))
		value.says = r->nothing;
	return value;
}

static bool is_wanted(const struct one_value *value, const struct house_field *own)
{
	return value->says.at || (own && own->decl->required) ||
	       (value->decl->kind == VALUE_date && !span_is(value->decl->name, "due"));
}

/* An entry that says one thing is a text. */
static bool is_one_text(const struct one_record *r)
{
	return r->part && !r->part->field_count &&
	       (r->kind == PART_recommendations || r->kind == PART_list);
}

static void add_entry(struct making *m, const struct one_record *r, const struct value_decl *first)
{
	const struct one_value value = value_of_field(r, first, NULL);
	new_line(m, r->indent);
	text_add_char(m->into, '-');
	add_value(m, &value, r->indent + 2);
}

static void add_record(struct making *m, struct one_record r)
{
	size_t count;
	const struct value_decl *fields = paper_fields(r.kind, &count);
	if (is_one_text(&r)) {
		add_entry(m, &r, fields);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const struct house_field *own = own_field(r.part, fields[i].name);
		const struct one_value value = value_of_field(&r, &fields[i], own);
		if (is_wanted(&value, own))
			record_value_of(m, &r, &value);
	}
	for (size_t i = 0; r.part && i < r.part->field_count; i++) {
		const struct house_field *own = &r.part->fields[i];
		bool builtin = false;
		for (size_t k = 0; k < count; k++)
			builtin = builtin || span_same(fields[k].name, own->decl->name);
		const struct one_value value = value_of_field(&r, own->decl, own);
		if (!builtin)
			record_value_of(m, &r, &value);
	}
}

static size_t how_many(const struct house_part *part)
{
	size_t count = 2;
	const struct limit *items = &part->limits.items;
	if (items->set && items->least > count)
		count = items->least;
	for (size_t i = 0; i < part->field_count; i++)
		if (part->fields[i].every_count > count)
			count = part->fields[i].every_count;
	return items->set && items->most && count > items->most ? items->most : count;
}

static bool asks_for(const struct making *m, enum finding_id rule)
{
	return m->house->moved[rule] && m->house->severities[rule] != SEVERITY_off;
}

/* In the language of the paper, by the first of the words that the rule knows it by. */
static struct span option_to_do_nothing(const struct making *m)
{
	struct text option = {0};
	text_add(&option, house_word(m->house, m->house->languages[0], "do_nothing_1"));
	if (option.length && option.at[0] >= 'a' && option.at[0] <= 'z')
		option.at[0] = (char)(option.at[0] - 'a' + 'A');
	const struct span said = arena_copy(m->arena, text_span(&option));
	text_release(&option);
	return said;
}

static void add_records(struct making *m, const struct house_part *part, size_t indent)
{
	const size_t count = how_many(part);
	const bool options = part->kind == PART_options;
	const bool preferred = options && asks_for(m, FINDING_no_preferred_option);
	const struct span nothing =
		options && asks_for(m, FINDING_no_do_nothing) ? option_to_do_nothing(m) : SPAN_NONE;
	for (size_t i = 0; i < count; i++)
		add_record(m, (struct one_record){.part = part, .kind = part->kind, .number = i,
			.indent = indent, .preferred = preferred && i + 1 == count,
			.nothing = i == 0 ? nothing : SPAN_NONE});
}

/* --- parts */

static void add_prose(struct making *m, const struct house_part *part, size_t indent)
{
	struct text prose = {0};
	filling_prose(&part->limits, m->texts++, &prose);
	if (m->cite)
		text_add_string(&prose, " The hours are set out in [](#new-hours).");
	m->cite = false;
	yaml_text(text_span(&prose), indent, m->into);
	text_release(&prose);
}

static void add_own_fields(struct making *m, const struct house_part *part)
{
	for (size_t i = 0; i < part->field_count; i++) {
		const struct house_field *field = &part->fields[i];
		const struct one_value value = {.decl = field->decl, .answers = field->answers,
			.answer_count = field->answer_count, .limits = &field->limits,
			.says = field->every_count ? field->every[0] : SPAN_NONE};
		new_line(m, 2);
		text_format(m->into, "%.*s:", SPAN_ARG(field->decl->name));
		add_value(m, &value, 4);
	}
}

static void make_text(struct making *m, const struct house_part *part)
{
	if (!part->field_count) {
		add_prose(m, part, 2);
		return;
	}
	text_add_string(m->into, "\n  text:");
	add_prose(m, part, 4);
	add_own_fields(m, part);
}

static void make_entries(struct making *m, const struct house_part *part)
{
	add_records(m, part, 2);
}

static void make_risks(struct making *m, const struct house_part *part)
{
	text_add_string(m->into, "\n  text:");
	add_prose(m, part, 4);
	text_add_string(m->into, "\n  register:");
	add_records(m, part, 4);
}

/* A line of the first or second kind of money that the style has. */
static void add_money(struct making *m, const char *line, size_t kind, const char *amounts)
{
	static const char *const usual[] = {"revenue", "capital"};
	const struct house *house = m->house;
	const size_t count = house->money_kind_count;
	text_format(m->into, "\n    - {%s, kind: ", line);
	yaml_word(count ? house->money_kinds[kind < count ? kind : 0].answer : span_of(usual[kind]),
		m->into);
	text_format(m->into, ", amounts: %s}", amounts);
}

static void make_finance(struct making *m, const struct house_part *part)
{
	const int year = m->date.year;
	text_add_string(m->into, "\n  text:");
	add_prose(m, part, 4);
	text_format(m->into, "\n  unit: £000\n  years: [%d/%02d, %d/%02d]", year, (year + 1) % 100,
		year + 1, (year + 2) % 100);
	text_add_string(m->into, "\n  lines:");
	add_money(m, "item: Staff", 0, "[40, 48]");
	add_money(m, "item: Lights and doors", 1, "[12, 0]");
	text_add_string(m->into, "\n  funding:");
	add_money(m, "source: Approved budget", 0, "[40, 48]");
	add_money(m, "source: Capital reserve", 1, "[12, 0]");
	add_own_fields(m, part);
}

/* An appendix has to be referred to, so there is one only where the style insists. */
static void make_appendices(struct making *m, const struct house_part *part)
{
	if (part->none != NONE_refused)
		text_add_string(m->into, " none");
	else
		text_add_string(m->into, "\n  - id: new-hours\n    title: The new hours, day by day"
					 "\n    text: Monday to Saturday, from nine to five.");
}

static void (*const makers[PART_KIND_count])(struct making *, const struct house_part *) = {
	[PART_text] = make_text,
	[PART_recommendations] = make_entries,
	[PART_options] = make_entries,
	[PART_risks] = make_risks,
	[PART_finance] = make_finance,
	[PART_list] = make_entries,
	[PART_documents] = make_entries,
	[PART_appendices] = make_appendices,
	[PART_people] = make_entries,
	[PART_clearances] = make_entries,
	[PART_records] = make_entries,
};

static void note_piece(struct making *m, size_t from, const struct node *example, struct place place)
{
	m->example->pieces[m->example->count++] = (struct example_piece){
		(uint32_t)from, (uint32_t)m->into->length, example ? example->place : place};
}

static void add_part(struct making *m, const struct house_part *part)
{
	const size_t from = m->into->length;
	text_format(m->into, "%.*s:", SPAN_ARG(part->key));
	if (part->example)
		yaml_node(part->example, 2, m->into);
	else
		makers[part->kind](m, part);
	text_add_char(m->into, '\n');
	note_piece(m, from, part->example, part->place);
}

/* --- facts */

static struct span says_of_fact(const struct making *m, const struct asked_fact *fact)
{
	const struct span name = fact->decl->name;
	const int64_t threshold = m->house->key_threshold;
	if (span_is(name, "title") && m->beginning->title.at)
		return m->beginning->title;
	if (span_is(name, "language"))
		return m->house->languages[0];
	if (span_is(name, "value") && threshold && threshold <= 4800000)
		return SPAN("£480");
	return filling_of_fact(name);
}

static void add_people(struct making *m, size_t indent)
{
	add_record(m, (struct one_record){.kind = PART_people, .indent = indent});
}

static void add_fact_value(struct making *m, const struct asked_fact *fact, size_t indent)
{
	static const struct limits none;
	const struct house_fact *house = fact->house;
	const struct one_value value = {.decl = fact->decl, .limits = house ? &house->limits : &none,
		.answers = house ? house->answers : NULL,
		.answer_count = house ? house->answer_count : 0, .says = says_of_fact(m, fact)};
	if (house && house->example && !(span_is(house->name, "title") && m->beginning->title.at))
		yaml_node(house->example, indent, m->into);
	else if (fact->decl->kind == VALUE_people)
		add_people(m, indent);
	else
		add_value(m, &value, indent);
}

static void add_fact(struct making *m, const struct asked_fact *fact, size_t indent)
{
	const struct span name = fact->decl->name, mapping = mapping_of(name);
	const size_t from = m->into->length;
	text_add_repeated(m->into, ' ', indent);
	text_format(m->into, "%.*s:",
		SPAN_ARG(mapping.at ? span_cut(name, mapping.length + 1, name.length) : name));
	add_fact_value(m, fact, indent + 2);
	text_add_char(m->into, '\n');
	if (fact->house)
		note_piece(m, from, fact->house->example, fact->house->place);
}

static bool is_fact_itself(const struct making *m, struct span name)
{
	for (size_t i = 0; i < m->fact_count; i++)
		if (m->plan.facts[i] && span_same(m->facts[i].decl->name, name))
			return true;
	return false;
}

/* `key_decision: no` is enough: what a key decision says besides is left out. */
static void add_facts(struct making *m)
{
	struct span done = SPAN_NONE;
	for (size_t i = 0; i < m->fact_count; i++) {
		const struct span mapping = mapping_of(m->facts[i].decl->name);
		if (!m->plan.facts[i] || (mapping.at && is_fact_itself(m, mapping)))
			continue;
		if (mapping.at && !span_same(mapping, done)) {
			text_format(m->into, "%.*s:\n", SPAN_ARG(mapping));
			done = mapping;
		}
		add_fact(m, &m->facts[i], mapping.at ? 2 : 0);
	}
}

/* --- which facts and parts there are */

static bool is_filled(const struct making *m, const struct asked_fact *fact)
{
	static const char *const left_out[] = {"style", "status", "supersedes", "exceptions",
		"meeting.convened"};
	const struct span name = fact->decl->name;
	if (span_starts(name, "exceptions.") || span_starts(name, "late_item."))
		return false;
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (span_is(name, left_out[i]))
			return false;
	if (span_is(name, "language") && m->house->language_count < 2)
		return false;
	return true;
}

static bool holds(const struct condition *when, const struct asker *asker)
{
	if (!when)
		return true;
	return asker ? condition_holds(when, asker) : condition_is_always(when);
}

static bool part_is_there(const struct asked_part *asked, const struct asker *asker)
{
	bool there = part_is_key(asked->part) && holds(asked->sheet->when, asker);
	for (const struct asked_part *p = asked; p && there; p = p->above)
		there = holds(p->part->when, asker);
	return there;
}

/* `asker` NULL: nothing is known yet, and only what stands under no condition is there. */
static bool make_plan(struct making *m, const struct asker *asker)
{
	bool changed = false;
	for (size_t i = 0; i < m->fact_count; i++) {
		const struct house_fact *house = m->facts[i].house;
		const bool there = is_filled(m, &m->facts[i]) && holds(house ? house->when : NULL, asker);
		changed = changed || there != m->plan.facts[i];
		m->plan.facts[i] = there;
	}
	for (size_t i = 0; i < m->part_count; i++) {
		const bool there = part_is_there(&m->parts[i], asker);
		changed = changed || there != m->plan.parts[i];
		m->plan.parts[i] = there;
	}
	return changed;
}

static bool wants_citation(const struct making *m)
{
	for (size_t i = 0; i < m->part_count; i++)
		if (m->plan.parts[i] && m->parts[i].part->kind == PART_appendices &&
			m->parts[i].part->none == NONE_refused && !m->parts[i].part->example)
			return true;
	return false;
}

static void write_paper(struct making *m)
{
	text_clear(m->into);
	m->example->count = 0;
	m->texts = 0;
	m->cite = wants_citation(m);
	yaml_schema_lines(m->beginning->schema, m->into);
	text_format(m->into, "style: %.*s\nstatus: draft\n", SPAN_ARG(m->house->key));
	add_facts(m);
	for (size_t i = 0; i < m->part_count; i++) {
		if (!m->plan.parts[i])
			continue;
		text_add_char(m->into, '\n');
		add_part(m, m->parts[i].part);
	}
}

/* The paper that has been written, asked whether the conditions hold. False: nothing changes. */
static bool ask(struct making *m)
{
	struct arena *scratch = arena_new();
	struct sources sources;
	struct diags diags;
	const struct source *source;
	bool changed = false;
	sources_init(&sources, scratch);
	diags_init(&diags, scratch);
	if (source_take(&sources, &diags, text_span(m->into), SPAN("example"), &source) == SOURCE_READ) {
		const struct node *root = tree_read(scratch, &diags, source);
		struct beside beside = {.arena = scratch, .diags = &diags, .sources = &sources};
		const struct paper *paper = root ? paper_bind(scratch, &diags, source, root,
			&m->house->vocabulary, &beside) : NULL;
		if (paper) {
			const struct asker asker = settle_asker(scratch, paper, m->house);
			changed = make_plan(m, &asker);
		}
	}
	arena_release(scratch);
	return changed;
}

static struct date day_of(const struct house *house, const struct date *date)
{
	const int32_t edition = house->edition.days;
	const int32_t day = date ? date->days : edition > DAY_OF_EXAMPLE ? edition : DAY_OF_EXAMPLE;
	/* day 0 was a Thursday: a meeting is on the first from that day on */
	return date_of_days(day + (7 - ((day % 7) + 7) % 7) % 7);
}

void author_example(struct arena *arena, const struct house *house, const struct date *date,
	const struct beginning *beginning, struct example *example)
{
	struct making m = {.arena = arena, .house = house, .beginning = beginning,
		.date = day_of(house, date), .example = example, .into = &example->paper};
	m.fact_count = asked_facts(arena, house, &m.facts);
	m.part_count = asked_parts(arena, house, &m.parts);
	m.plan.facts = ARENA_ARRAY(arena, bool, m.fact_count + 1);
	m.plan.parts = ARENA_ARRAY(arena, bool, m.part_count + 1);
	*example = (struct example){.pieces = ARENA_ARRAY(arena, struct example_piece,
		m.fact_count + m.part_count + 1)};
	make_plan(&m, NULL);
	write_paper(&m);
	for (int round = 0; round < ROUNDS && ask(&m); round++)
		write_paper(&m);
}
