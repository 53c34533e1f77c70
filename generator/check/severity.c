/*
 * What findings weigh in the end: by the rule, draft or final; as the style moves it; as the paper
 * waives it. And which of them must not quote the paper, because they stand in exempt matter.
 */
#include "check/themes.h"

static enum severity own_severity(const struct rule *rule, const struct paper *paper)
{
	return paper && !paper->final ? rule->draft : rule->final;
}

static enum severity settled_severity(enum finding_id id, const struct paper *paper,
	const struct house *house)
{
	const struct rule *rule = rule_of(id);
	if (house && rule->movable && house->moved[id])
		return house->severities[id];
	return own_severity(rule, paper);
}

/* --- exempt matter */

static bool overlap(struct place a, struct place b)
{
	return a.source && a.source == b.source && a.from <= b.to && b.from <= a.to;
}

static bool is_inside(struct place place, struct place outer)
{
	return place.source && place.source == outer.source && place.from >= outer.from &&
	       place.to <= outer.to;
}

static bool is_exempt(const struct paper *paper, struct place place)
{
	for (size_t i = 0; i < paper->exempt_count; i++)
		if (overlap(place, paper->exempt[i]))
			return true;
	return false;
}

static bool touches_exempt(const struct finding *finding, const struct paper *paper)
{
	return is_exempt(paper, finding->place) || is_exempt(paper, finding->because);
}

/* --- what no report may repeat */

static bool is_personal(enum finding_id id)
{
	return id == FINDING_personal_number || id == FINDING_personal_birth_date ||
	       id == FINDING_personal_bank_account || id == FINDING_personal_contact ||
	       id == FINDING_personal_address;
}

#define ABOUT_BYTES 60

/*
 * A finding about the very words that are hidden says too much even without quoting them: the weekday of
 * a date of birth. One about the text in which they stand does not.
 */
static bool is_about_secret(const struct finding *finding, const struct diags *diags)
{
	for (size_t i = 0; i < diags->secret_count && !is_personal(finding->id); i++) {
		const struct place secret = diags->secrets[i].place, place = finding->place;
		if (overlap(place, secret) && place.to - place.from <= secret.to - secret.from + ABOUT_BYTES)
			return true;
	}
	return false;
}

/* --- refusals */

static bool is_refusal(const struct finding *finding)
{
	return finding->id == FINDING_exempt_not_built || finding->id == FINDING_exempt_unclear;
}

/* A paper refused for its exempt matter needs no remarks on it that may not say what they mean; those
 * on the mark itself may (exempt.c). */
static bool is_idle(const struct finding *finding, const struct paper *paper, bool refused)
{
	return refused && !is_refusal(finding) && !finding->told && touches_exempt(finding, paper);
}

static bool is_refused(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (is_refusal(&diags->items[i]))
			return true;
	return false;
}

/* --- waivers */

/* The place of a top-level key with its value; no place when the paper has none of that name. */
static struct place place_of_key(const struct paper *paper, struct span key)
{
	for (size_t i = 0; i < paper->root->count; i++) {
		const struct pair *pair = &paper->root->pairs[i];
		if (span_same(pair->key->text, key))
			return (struct place){pair->key->place.source, pair->key->place.from,
				pair->value->place.to};
	}
	return PLACE_NONE;
}

/* A waiver made ready: most papers have none, some have many findings. */
struct waiving {
	const struct waiver *waiver;
	enum finding_id id;
	struct span part;    /* absent: it holds for the whole paper */
	struct place place;  /* of the part; none: the paper does not have it */
	struct span by, why; /* withheld when the waiver stands in exempt matter */
};

static size_t make_waivings(struct arena *arena, const struct paper *paper, struct waiving **waivings)
{
	*waivings = ARENA_ARRAY(arena, struct waiving, paper->waiver_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < paper->waiver_count; i++) {
		const struct waiver *waiver = &paper->waivers[i];
		const bool exempt = is_exempt(paper, waiver->place);
		struct waiving w = {.waiver = waiver,
			.by = exempt ? SPAN("(withheld)") : waiver->by.text,
			.why = exempt ? SPAN("(withheld)") : waiver->reason.text};
		if (!waiver->rule.text.at || !rule_find(waiver->rule.text, &w.id) || !rule_of(w.id)->waivable)
			continue; /* paper_bind has told it */
		if (waiver->part.text.length)
			w.part = waiver->part.text;
		w.place = w.part.at ? place_of_key(paper, w.part) : PLACE_NONE;
		(*waivings)[count++] = w;
	}
	return count;
}

/* What is missing has no place of its own; the finding names it. */
static bool is_waived_by(const struct finding *finding, const struct waiving *waiving)
{
	if (waiving->id != finding->id)
		return false;
	if (!waiving->part.at)
		return true;
	if (finding->id == FINDING_missing_part)
		return span_same(finding->arguments[1], waiving->part);
	if (finding->id == FINDING_missing_fact)
		return span_same(finding->arguments[0], waiving->part);
	return is_inside(finding->place, waiving->place);
}

/* A waiver for a part says more than one for the whole paper. */
static const struct waiving *waiving_of(const struct finding *finding, const struct waiving *waivings,
	size_t count)
{
	const struct waiving *found = NULL;
	for (size_t i = 0; i < count; i++)
		if ((!found || !found->part.at) && is_waived_by(finding, &waivings[i]))
			found = found && !waivings[i].part.at ? found : &waivings[i];
	return found;
}

static void waive(struct finding *finding, const struct waiving *waiving)
{
	finding->severity = SEVERITY_note;
	finding->waived = true;
	finding->waived_by = waiving->by;
	finding->waived_why = waiving->why;
}

static void tell_unused(struct diags *diags, const struct paper *paper, const struct house *house,
	const struct waiving *waiving)
{
	const struct waiver *waiver = waiving->waiver;
	const struct span where = waiving->part.at
		? arena_format(diags->arena, " in \"%.*s\"", SPAN_ARG(waiving->part)) : SPAN("");
	struct finding *f = diag_add(diags, FINDING_waiver_unused, waiver->rule.place, waiver->rule.text,
		where, SPAN_NONE);
	f->severity = settled_severity(f->id, paper, house);
	f->withheld = is_exempt(paper, waiver->place);
	const bool missing = waiving->id == FINDING_missing_part || waiving->id == FINDING_missing_fact;
	if (!waiving->part.at || missing)
		return;
	f->help = waiving->place.source
		? SPAN("Delete the waiver: the matter was mended, or stands in another part.")
		: arena_format(diags->arena,
			"The paper has no key \"%.*s\": correct the name, or delete the waiver.",
			SPAN_ARG(waiving->part));
}

void check_unused_waivers(struct diags *diags, const struct paper *paper, const struct house *house)
{
	struct waiving *waivings;
	const size_t count = make_waivings(diags->arena, paper, &waivings), found = diags->count;
	if (diags->overflow || diags_worst(diags) >= SEVERITY_error)
		return;
	for (size_t i = 0; i < count; i++) {
		bool used = settled_severity(waivings[i].id, paper, house) == SEVERITY_off;
		for (size_t k = 0; k < found && !used; k++)
			used = is_waived_by(&diags->items[k], &waivings[i]);
		if (!used)
			tell_unused(diags, paper, house, &waivings[i]);
	}
}

static void settle_one(const struct diags *diags, struct finding *finding,
	const struct paper *paper, const struct house *house, const struct waiving *waivings,
	size_t waiving_count)
{
	finding->withheld = finding->withheld || is_about_secret(finding, diags);
	finding->severity = settled_severity(finding->id, paper, house);
	if (!paper)
		return;
	const struct waiving *waiving = waiving_of(finding, waivings, waiving_count);
	if (finding->severity != SEVERITY_off && waiving)
		waive(finding, waiving);
	finding->withheld = finding->withheld || touches_exempt(finding, paper);
}

void check_settle_severities(struct diags *diags, const struct paper *paper,
	const struct house *house)
{
	struct waiving *waivings = NULL;
	const size_t waiving_count = paper ? make_waivings(diags->arena, paper, &waivings) : 0;
	const bool refused = paper && is_refused(diags);
	size_t kept = 0;
	for (size_t i = 0; i < diags->count; i++) {
		if (paper && (is_idle(&diags->items[i], paper, refused) ||
				     check_is_echo(diags, &diags->items[i])))
			continue;
		settle_one(diags, &diags->items[i], paper, house, waivings, waiving_count);
		if (diags->items[i].severity != SEVERITY_off)
			diags->items[kept++] = diags->items[i];
	}
	diags->count = kept;
	/* findings beyond the limit were dropped, errors perhaps among them */
	if (diags->overflow && kept)
		diags->items[kept - 1].severity = SEVERITY_error;
}
