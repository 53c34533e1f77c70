/* What the council's form asks for, and what it has no place for. */
#include "check/themes.h"

static bool is_key_of_papers(enum part_kind kind)
{
	return kind != PART_fixed && kind != PART_group;
}

static bool was_reported(const struct diags *diags, enum finding_id id)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].id == id)
			return true;
	return false;
}

/* "report_kind is budget and late": under which conditions the style asks for it; empty: always. */
static struct span asked_when(const struct checking *what, const struct condition *asks,
	const struct condition *when)
{
	struct text said = {0}, there = {0};
	condition_write(asks, &said);
	condition_write(when, &there);
	if (said.length && there.length)
		text_add_string(&said, ", and ");
	text_add(&said, text_span(&there));
	const struct span kept = arena_copy(what->arena, text_span(&said));
	text_release(&said);
	text_release(&there);
	return kept;
}

/* Why this paper must have what another need not. */
static void say_when(const struct checking *what, struct finding *finding, const struct condition *asks,
	const struct condition *when)
{
	const struct span asked = asked_when(what, asks, when);
	if (!asked.length)
		return;
	struct text help = {0};
	finding_help(finding, &help);
	text_format(&help, " The style asks for it when %.*s.", SPAN_ARG(asked));
	finding->help = arena_copy(what->arena, text_span(&help));
	text_release(&help);
}

/* What a style expects and does not require: a statement that papers of some kind make. */
static void report_expected(const struct checking *what, struct span name, struct span key,
	const struct condition *expected, const struct condition *when)
{
	const struct span asked = asked_when(what, expected, when);
	diag_add(what->diags, FINDING_expected_missing, what->paper->start, name, key,
		asked.length ? arena_format(what->arena, "when %.*s", SPAN_ARG(asked))
			     : SPAN("in every paper"));
}

static void check_missing_part(const struct checking *what, const struct house_part *part)
{
	if (!part->required || !condition_holds(part->required, &what->asker)) {
		if (part->expected && condition_holds(part->expected, &what->asker))
			report_expected(what, check_part_name(what, part), part->key, part->expected,
				part->when);
		return;
	}
	/* each citation of an appendix that is not listed says it better, where it stands */
	if (part->kind == PART_appendices && was_reported(what->diags, FINDING_appendix_not_listed))
		return;
	struct finding *finding = diag_add(what->diags, FINDING_missing_part, what->paper->start,
		check_part_name(what, part), part->key, SPAN_NONE);
	if (part->none == NONE_refused)
		finding->help = arena_format(what->arena, "Add the key `%.*s:`; `none` is no answer to it.",
			SPAN_ARG(part->key));
	say_when(what, finding, part->required, part->when);
}

static bool has_record_with(const struct part *given, struct span field, struct span wanted)
{
	struct text name = {0};
	text_add(&name, field);
	bool found = false;
	for (size_t i = 0; i < given->item_count && !found; i++) {
		const struct value *value = record_value(&given->items[i], name.at);
		found = value && span_same_ignoring_case(value->text, wanted);
	}
	text_release(&name);
	return found;
}

/* `every: [Finance, Legal]`: a record with each of them must be there. */
static void check_every(const struct checking *what, const struct house_part *part,
	const struct part *given)
{
	for (size_t i = 0; i < part->field_count; i++) {
		const struct house_field *field = &part->fields[i];
		for (size_t k = 0; k < field->every_count; k++)
			if (!has_record_with(given, field->decl->name, field->every[k]))
				diag_add(what->diags, FINDING_missing_key, given->place,
					check_part_name(what, part), field->every[k], SPAN_NONE);
	}
}

static bool was_reported_inside(const struct diags *diags, struct place place)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct place at = diags->items[i].place;
		if (at.source == place.source && at.from >= place.from && at.to <= place.to)
			return true;
	}
	return false;
}

/* An empty part was reported when the paper was read. */
static void check_given_part(const struct checking *what, const struct house_part *part,
	const struct part *given)
{
	if (given->none && part->none == NONE_refused)
		diag_add(what->diags, FINDING_none_refused, given->place,
			check_part_name(what, part), SPAN_NONE, SPAN_NONE);
	if (given->none || given->empty)
		return;
	check_every(what, part, given);
	if (part->kind == PART_recommendations && !given->item_count &&
		!was_reported_inside(what->diags, given->place))
		diag_add(what->diags, FINDING_no_recommendations, given->place, SPAN_NONE,
			SPAN_NONE, SPAN_NONE);
}

/* Appendices are printed after the last sheet whether a sheet lists them or not, and clearances are the
 * office's own, printed only where a sheet of the style has them: they are never out of place. */
static bool is_out_of_place(const struct house_part *part, enum standing standing)
{
	return standing != STANDING_placed && part->kind != PART_appendices &&
	       part->kind != PART_clearances;
}

static void report_out_of_place(const struct checking *what, const struct house_part *part,
	enum standing standing, const struct part *given)
{
	if (standing == STANDING_unplaced)
		diag_add(what->diags, FINDING_unknown_part, given->key_place, part->key,
			what->house->key, SPAN_NONE);
	else
		diag_add(what->diags, FINDING_part_not_now, given->key_place,
			check_part_name(what, part),
			SPAN("the style prints it only under a condition that does not hold here"),
			SPAN_NONE);
}

void check_parts(const struct checking *what)
{
	const enum standing *standings = check_standings(what);
	for (size_t i = 0; i < what->house->part_count; i++) {
		const struct house_part *part = &what->house->parts[i];
		if (!is_key_of_papers(part->kind))
			continue;
		const struct part *given = paper_part(what->paper, part->key);
		if (given && is_out_of_place(part, standings[i]))
			report_out_of_place(what, part, standings[i], given);
		else if (given)
			check_given_part(what, part, given);
		else if (standings[i] == STANDING_placed)
			check_missing_part(what, part);
	}
}

/* --- facts */

/* Something was typed for the fact, or below it, that could not be read: that was reported. What was
 * left empty was not. */
static bool was_typed_wrong(const struct checking *what, struct span name)
{
	for (size_t i = 0; i < what->paper->fact_count; i++) {
		const struct value *value = &what->paper->facts[i];
		const bool same = span_same(value->name, name);
		const bool below = value->name.length > name.length &&
				   value->name.at[name.length] == '.' &&
				   span_same(span_cut(value->name, 0, name.length), name);
		if ((same || below) && !value->right &&
			was_reported_inside(what->diags, value->place))
			return true;
	}
	return false;
}

static void check_missing_fact(const struct checking *what, const struct house_fact *fact)
{
	if (!fact->required && !fact->expected)
		return;
	if (what->asker.answer(what->asker.of, fact->name).given || was_typed_wrong(what, fact->name))
		return;
	if (!fact->required || !condition_holds(fact->required, &what->asker)) {
		if (fact->expected && condition_holds(fact->expected, &what->asker))
			report_expected(what, fact->name, fact->name, fact->expected, fact->when);
		return;
	}
	const struct value *value = paper_fact(what->paper, fact->name);
	struct finding *finding = diag_add(what->diags, FINDING_missing_fact,
		value ? value->key_place : what->paper->start, fact->name, SPAN_NONE, SPAN_NONE);
	say_when(what, finding, fact->required, fact->when);
}

void check_facts(const struct checking *what)
{
	for (size_t i = 0; i < what->house->fact_count; i++) {
		const struct house_fact *fact = &what->house->facts[i];
		const bool now = !fact->when || condition_holds(fact->when, &what->asker);
		const struct value *value = paper_fact(what->paper, fact->name);
		if (now)
			check_missing_fact(what, fact);
		else if (value)
			diag_add(what->diags, FINDING_part_not_now, value->key_place, fact->name,
				SPAN("the style asks for it only under a condition that does not "
				     "hold here"),
				SPAN_NONE);
	}
}
