/* What can be checked of a style only when all of it is known. */
#include "house/reading.h"

#include "base/limits.h"

/* --- names */

/* What the program makes, for texts and conditions, beside the facts of facts.def. */
enum made_for { MADE_texts = 1, MADE_conditions = 2, MADE_exempt = 4, MADE_risks = 8,
	MADE_records = 16 };
static const struct made_name {
	const char *name;
	unsigned made_for;
	const char *says;
} made_names[] = {
	{"appendix_list", MADE_texts, "The appendices, as a list in words."},
	{"exempt.paragraphs", MADE_texts, "The numbers of the paragraphs of the law that apply."},
	{"exempt.law", MADE_texts, "The law that lists the paragraphs."},
	{"exempt.appendices", MADE_texts | MADE_conditions, "The exempt appendices: Appendix 2."},
	{"late", MADE_conditions, "The paper is published with less notice than is asked."},
	{"one_recommendation", MADE_conditions, "The paper has exactly one recommendation."},
	{"appendices_cited", MADE_conditions, "The paper refers to an appendix."},
	{"exempt.paragraph", MADE_exempt, "The number of the paragraph that applies here."},
	{"exempt.description", MADE_exempt, "What the style says of that paragraph."},
	{"exempt.public_interest", MADE_exempt, "The reason that the paper gives to the public."},
	{"number", MADE_records, "The number of the record, from 1, or as it is printed."},
	{"score", MADE_risks, "Likelihood times impact."},
	{"band", MADE_risks, "The band of the score."},
	{"residual.score", MADE_risks, "The score that is left after the mitigation."},
	{"residual.band", MADE_risks, "The band of that score."},
	{"likelihood.name", MADE_risks, "The likelihood by its name on the style's scale: Likely."},
	{"impact.name", MADE_risks, "The impact by its name on the style's scale: Major."},
	{"residual.likelihood.name", MADE_risks, "The likelihood that is left, by its name."},
	{"residual.impact.name", MADE_risks, "The impact that is left, by its name."},
};

const char *made_name_at(size_t index, const char **where, const char **says)
{
	static const struct {
		unsigned made_for;
		const char *where;
	} places[] = {{MADE_texts, "made"}, {MADE_conditions, "condition"},
		{MADE_exempt, "exempt"}, {MADE_risks, "risks"}, {MADE_records, "records"}};
	if (index >= sizeof made_names / sizeof *made_names)
		return NULL;
	const struct made_name *made = &made_names[index];
	for (size_t i = sizeof places / sizeof *places; i-- > 0;)
		if (made->made_for & places[i].made_for)
			*where = places[i].where;
	*says = made->says;
	return made->name;
}

/* Walks all names that a use may mean, each handed to `try`; true: stop. */
struct asking {
	struct span name;
	struct nearest nearest;
	bool found;
};

static void try_name(struct asking *asking, struct span name)
{
	asking->found = asking->found || span_same(asking->name, name);
	nearest_try(&asking->nearest, name);
}

static void try_made(struct asking *asking, unsigned made_for)
{
	for (size_t i = 0; i < sizeof made_names / sizeof *made_names; i++)
		if (made_names[i].made_for & made_for)
			try_name(asking, span_of(made_names[i].name));
}

static void try_facts(struct asking *asking, const struct house *house, bool condition)
{
	size_t count;
	const struct value_decl *facts = builtin_facts(&count);
	for (size_t i = 0; i < count; i++)
		try_name(asking, facts[i].name);
	for (size_t i = 0; i < house->fact_count; i++)
		try_name(asking, house->facts[i].name);
	try_made(asking, condition ? MADE_conditions : MADE_texts);
}

static void try_part_fields(struct asking *asking, const struct house_part *part)
{
	for (size_t i = 0; part && i < part->field_count; i++)
		try_name(asking, part->fields[i].decl->name);
}

static void try_record(struct asking *asking, enum part_kind kind)
{
	enum part_kind of;
	const struct value_decl *decl;
	for (size_t i = 0; (decl = builtin_field_at(i, &of)); i++)
		if (of == kind)
			try_name(asking, decl->name);
	try_made(asking, kind == PART_risks ? MADE_records | MADE_risks : MADE_records);
}

static void try_moments(struct asking *asking, enum asks wanted)
{
	enum asks asks;
	const char *name, *says;
	for (size_t i = 0; (name = moment_name(i, &asks, &says)); i++)
		if (asks == wanted)
			try_name(asking, span_of(name));
}

/* A sheet's key holds while that sheet is being set. */
static void try_sheets(struct asking *asking, const struct house *house)
{
	for (size_t i = 0; i < house->sheet_count; i++)
		try_name(asking, house->sheets[i].key);
}

static void try_parts(struct asking *asking, const struct house *house)
{
	for (size_t i = 0; i < house->part_count; i++)
		try_name(asking, house->parts[i].key);
}

static enum value_kind kind_of_fact(const struct house *house, struct span name)
{
	const struct value_decl *known = builtin_fact(name);
	if (known)
		return known->kind;
	const struct house_fact *fact = house_fact(house, name);
	return fact ? fact->decl->kind : VALUE_text;
}

static void try_all(struct asking *asking, const struct house *house, const struct use *use)
{
	if (use->asks == ASKS_nothing)
		return;
	if (use->asks == ASKS_date || use->asks == ASKS_time) {
		try_moments(asking, use->asks);
		return;
	}
	try_facts(asking, house, use->asks == ASKS_condition);
	try_part_fields(asking, use->part);
	if (use->asks == ASKS_condition) {
		try_parts(asking, house);
		try_sheets(asking, house);
	}
	if (use->asks == ASKS_exempt)
		try_made(asking, MADE_exempt);
	if (use->part && (use->asks == ASKS_record || use->asks == ASKS_cell))
		try_record(asking, use->part->kind);
	if (use->fact && use->asks == ASKS_member)
		try_record(asking, kind_of_fact(house, use->fact->name) == VALUE_people
			? PART_people : PART_list);
}

static bool check_use(const struct reading *r, const struct house *house, const struct use *use)
{
	struct asking asking = {.name = use->name, .nearest = nearest_start(use->name)};
	try_all(&asking, house, use);
	if (asking.found)
		return true;
	struct finding *f = diag_add(r->diags, FINDING_style_unknown_name,
		reading_place(r, use->node, use->from, use->to), use->name, SPAN_NONE, SPAN_NONE);
	suggest(r, f, &asking.nearest);
	return false;
}

/* --- values in conditions */

static void bad_value(const struct reading *r, const struct use *use, struct span sentence)
{
	const size_t from = (size_t)(use->term->value.at - use->node->text.at);
	diag_add(r->diags, FINDING_style_bad_condition,
		reading_place(r, use->node, from, from + use->term->value.length), sentence,
		SPAN_NONE, SPAN_NONE);
}

/* `at least` and `over`: an amount of the fact's own kind. */
static void read_amount(const struct reading *r, const struct house *house, const struct use *use)
{
	struct term *term = use->term;
	const enum value_kind kind = kind_of_fact(house, use->name);
	struct date date;
	if (kind == VALUE_date && date_read(term->value, &date) == DATE_RIGHT) {
		term->amount = date.days;
		return;
	}
	const struct money_reading money = money_read(term->value, MONEY_POUNDS);
	if (kind == VALUE_money && money.fault == MONEY_RIGHT) {
		term->amount = money.pence;
		return;
	}
	if (kind == VALUE_number && money.fault == MONEY_RIGHT && money.pence % 100 == 0) {
		term->amount = money.pence / 100;
		return;
	}
	if (kind != VALUE_date && kind != VALUE_money && kind != VALUE_number)
		bad_value(r, use, arena_format(r->arena, "\"%.*s\" is neither money, number nor date",
			SPAN_ARG(use->name)));
	else
		bad_value(r, use, arena_format(r->arena, "\"%.*s\" is no %s", SPAN_ARG(term->value),
			kind == VALUE_date ? "date as YYYY-MM-DD"
			: kind == VALUE_money ? "amount of money" : "whole number"));
}

/* `is`: one of the answers, where the style says which there are. A style that puts answers of its own in
 * place of inherited ones leaves inherited conditions behind that never hold: that is its right. */
static void check_answer(const struct reading *r, const struct house *house, const struct use *use)
{
	const struct house_fact *fact = house_fact(house, use->name);
	if (!fact || fact->answer_count == 0 || use->node->place.source != r->own_source)
		return;
	struct nearest nearest = nearest_start(use->term->value);
	for (size_t i = 0; i < fact->answer_count; i++) {
		if (span_same_ignoring_case(fact->answers[i].answer, use->term->value))
			return;
		nearest_try(&nearest, fact->answers[i].answer);
	}
	bad_value(r, use, arena_format(r->arena, "\"%.*s\" is not an answer of \"%.*s\"",
		SPAN_ARG(use->term->value), SPAN_ARG(use->name)));
}

static void check_uses(const struct reading *r, const struct house *house)
{
	for (size_t i = 0; i < r->uses->count; i++) {
		const struct use *use = &r->uses->items[i];
		if (!check_use(r, house, use) || !use->term)
			continue;
		if (use->term->test == TERM_at_least || use->term->test == TERM_over)
			read_amount(r, house, use);
		else if (use->term->test == TERM_is)
			check_answer(r, house, use);
	}
}

/* --- parts on sheets */

struct placing {
	const struct reading *r;
	const struct house *house;
	bool *stands;        /* for each part: on the sheet being walked */
	bool *reported;      /* for each part: its {h} */
	bool *reached;       /* for each part: by any sheet */
};

/* What flows down to a part. */
struct above {
	const struct above *outer;
	const struct house_part *part;
	struct numbering numbering;
	size_t level;         /* of headings here, from 1 */
	size_t depth;         /* parts above */
	bool numbered;        /* a heading above has a number */
};

static size_t index_of(const struct house *house, const struct house_part *part)
{
	return (size_t)(part - house->parts);
}

static bool is_numbered(const struct pattern *pattern)
{
	return pattern && pattern_may_be(pattern, PATTERN_COUNTER);
}

/* {h} needs a number above: of this part's heading, of one it stands under, or of the author's. */
static void check_heading_number(const struct placing *p, const struct above *here, bool numbered)
{
	const struct numbering *n = &here->numbering;
	const bool own = is_numbered(n->subheadings[0]) &&
		!pattern_may_use_heading(n->subheadings[0]);
	const size_t part = index_of(p->house, here->part);
	if (numbered || own || p->reported[part] || !pattern_may_use_heading(n->paragraphs))
		return;
	if (here->part->kind == PART_group || here->part->kind == PART_appendices)
		return;
	p->reported[part] = true;
	diag_add(p->r->diags, FINDING_style_no_heading, pattern_place(n->paragraphs), SPAN_NONE,
		SPAN_NONE, SPAN_NONE);
}

static bool is_held_already(const struct above *outer, const struct house_part *part)
{
	for (const struct above *a = outer; a && a->part; a = a->outer)
		if (a->part == part)
			return true;
	return false;
}

static void report_circle(const struct placing *p, const struct above *outer,
	const struct house_part *part)
{
	struct span round = part->key;
	for (const struct above *a = outer; a && a->part; a = a->outer) {
		round = arena_format(p->r->arena, "%.*s, %.*s", SPAN_ARG(a->part->key),
			SPAN_ARG(round));
		if (a->part == part)
			break;
	}
	diag_add(p->r->diags, FINDING_style_part_circle, part->place, part->key, round, SPAN_NONE);
}

/* Reports once for each part that its heading's or paragraphs' {h} has no number to show. */
static void check_numbers(const struct placing *p, const struct above *here,
	const struct pattern *own, bool numbered_above)
{
	const bool has_number = !here->part->heading_none && is_numbered(own);
	bool *reported = &p->reported[index_of(p->house, here->part)];
	if (has_number && pattern_may_use_heading(own) && !numbered_above && !*reported) {
		*reported = true;
		diag_add(p->r->diags, FINDING_style_no_heading, pattern_place(own), SPAN_NONE,
			SPAN_NONE, SPAN_NONE);
	}
	check_heading_number(p, here, numbered_above || has_number);
}

static bool may_stand(const struct placing *p, const struct above *outer,
	const struct house_part *part, struct place named)
{
	if (is_held_already(outer, part)) {
		report_circle(p, outer, part);
		return false;
	}
	if (outer->depth > LIMIT_DEPTH) {
		diag_add(p->r->diags, FINDING_too_deep, part->place,
			arena_format(p->r->arena, "%u", LIMIT_DEPTH), SPAN_NONE, SPAN_NONE);
		return false;
	}
	bool *stands = &p->stands[index_of(p->house, part)];
	if (*stands)
		diag_add(p->r->diags, FINDING_style_part_twice, named, part->key, SPAN_NONE,
			SPAN_NONE);
	const bool free = !*stands;
	*stands = p->reached[index_of(p->house, part)] = true;
	return free;
}

static void place_part(const struct placing *p, const struct above *outer,
	const struct house_part *part, struct place named)
{
	if (!may_stand(p, outer, part, named))
		return;
	struct above here = {.outer = outer, .part = part, .level = outer->level,
		.depth = outer->depth + 1,
		.numbering = numbering_flow(&outer->numbering, &part->numbering)};
	const struct pattern *own =
		here.level <= HOUSE_LEVELS ? here.numbering.headings[here.level - 1] : NULL;
	check_numbers(p, &here, own, outer->numbered);
	here.numbered = outer->numbered || (!part->heading_none && is_numbered(own));
	here.level += !part->heading_none;
	for (size_t i = 0; i < part->part_count; i++)
		place_part(p, &here, part->parts[i], part->part_places[i]);
}

static void check_sheets(const struct reading *r, const struct house *house, bool *reached)
{
	struct placing p = {.r = r, .house = house, .reached = reached,
		.reported = ARENA_ARRAY(r->arena, bool, house->part_count + 1)};
	for (size_t s = 0; s < house->sheet_count; s++) {
		const struct house_sheet *sheet = &house->sheets[s];
		p.stands = ARENA_ARRAY(r->arena, bool, house->part_count + 1);
		const struct above top = {.level = 1,
			.numbering = numbering_flow(&house->numbering, &sheet->numbering)};
		for (size_t i = 0; i < sheet->part_count; i++)
			place_part(&p, &top, sheet->parts[i], sheet->part_places[i]);
	}
}

/* --- the rest */

static void missing(const struct reading *r, struct place place, const char *what, const char *key)
{
	diag_add(r->diags, FINDING_style_missing, place, span_of(what), span_of(key), SPAN_NONE);
}

/* The page has one main heading: the title, in the head of the first sheet. */
static void check_title(const struct reading *r, const struct house *house, const struct node *root)
{
	const struct house_block *head = house->sheet_count && house->sheets[0].head
		? house->sheets[0].head : &house->head;
	for (size_t i = 0; i < head->row_count; i++)
		if (house_text_asks_for(head->rows[i].text, SPAN("title")))
			return;
	const struct node *given = node_get(root, "head");
	missing(r, given ? given->place : root->place, "the head of the first sheet",
		"a row with {title}");
}

/* A list that is no list has its finding already. */
static void check_any_sheet(const struct reading *r, const struct house *house,
	const struct node *root)
{
	const struct node *given = node_get(root, "sheets");
	if (house->sheet_count == 0 && (!given || given->kind == NODE_list))
		missing(r, given ? given->place : root->place, "the style", "sheets");
}

static void check_formats(const struct reading *r, const struct node *root)
{
	const struct node *formats = node_get(root, "formats");
	const struct place place = formats ? formats->place : root->place;
	if (!formats || !node_get(formats, "date"))
		missing(r, place, "formats", "date");
	if (!formats || !node_get(formats, "short_date"))
		missing(r, place, "formats", "short_date");
	if (!formats || !node_get(formats, "time"))
		missing(r, place, "formats", "time");
}

/* Only what the style's own file asks for: base defines more than any style places. */
static void check_reached(const struct reading *r, const struct house *house,
	const struct node *root, const bool *reached)
{
	const struct node *parts = node_get(root, "parts");
	for (size_t i = 0; i < house->part_count; i++) {
		const struct house_part *part = &house->parts[i];
		const struct node *node = parts ? node_get(parts, part->key.at) : NULL;
		const struct node *required =
			node && node->kind == NODE_mapping ? node_get(node, "required") : NULL;
		if (!reached[i] && required && !condition_is_never(part->required) &&
			required->place.source == house->source->number)
			diag_add(r->diags, FINDING_style_unreached, required->place, part->key,
				SPAN_NONE, SPAN_NONE);
	}
}

void style_check(const struct reading *r, const struct house *house, const struct node *root)
{
	bool *reached = ARENA_ARRAY(r->arena, bool, house->part_count + 1);
	check_uses(r, house);
	check_definitions(r, house, root);
	check_formats(r, root);
	check_sheets(r, house, reached);
	check_any_sheet(r, house, root);
	check_title(r, house, root);
	if (r->thorough)
		check_reached(r, house, root, reached);
}
