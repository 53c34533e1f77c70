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

static bool touches_exempt(const struct finding *finding, const struct paper *paper)
{
	for (size_t i = 0; i < paper->exempt_count; i++)
		if (overlap(finding->place, paper->exempt[i]) ||
			overlap(finding->because, paper->exempt[i]))
			return true;
	return false;
}

static bool is_refusal(const struct finding *finding)
{
	return finding->id == FINDING_exempt_not_built || finding->id == FINDING_exempt_unclear;
}

/* A paper refused for its exempt matter needs no remarks on it that may not say what they mean. */
static bool is_idle(const struct finding *finding, const struct paper *paper, bool refused)
{
	return refused && !is_refusal(finding) && touches_exempt(finding, paper);
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

/* What is missing has no place of its own; the finding names it. */
static bool is_about(const struct finding *finding, const struct paper *paper, struct span part)
{
	if (finding->id == FINDING_missing_part)
		return span_same(finding->arguments[1], part);
	if (finding->id == FINDING_missing_fact)
		return span_same(finding->arguments[0], part);
	return is_inside(finding->place, place_of_key(paper, part));
}

static bool is_waived_by(const struct finding *finding, const struct paper *paper,
	const struct waiver *waiver)
{
	enum finding_id id;
	if (!waiver->rule.text.at || !rule_find(waiver->rule.text, &id) || id != finding->id ||
		!rule_of(id)->waivable)
		return false;
	return !waiver->part.text.length || is_about(finding, paper, waiver->part.text);
}

static bool is_waived(const struct finding *finding, const struct paper *paper)
{
	for (size_t i = 0; i < paper->waiver_count; i++)
		if (is_waived_by(finding, paper, &paper->waivers[i]))
			return true;
	return false;
}

static void check_waivers(struct diags *diags, const struct paper *paper)
{
	for (size_t i = 0; i < paper->waiver_count; i++) {
		const struct words *rule = &paper->waivers[i].rule;
		enum finding_id id;
		if (!rule->text.length || (rule_find(rule->text, &id) && rule_of(id)->waivable))
			continue;
		diag_add(diags, FINDING_waiver_unknown, rule->place, rule->text, SPAN_NONE,
			SPAN_NONE);
	}
}

static void settle_one(struct finding *finding, const struct paper *paper,
	const struct house *house)
{
	finding->severity = settled_severity(finding->id, paper, house);
	if (!paper)
		return;
	if (finding->severity != SEVERITY_off && is_waived(finding, paper)) {
		finding->severity = SEVERITY_note;
		finding->waived = true;
	}
	finding->withheld = finding->withheld || touches_exempt(finding, paper);
}

void check_settle_severities(struct diags *diags, const struct paper *paper,
	const struct house *house)
{
	if (paper)
		check_waivers(diags, paper);
	const bool refused = paper && is_refused(diags);
	size_t kept = 0;
	for (size_t i = 0; i < diags->count; i++) {
		if (paper && (is_idle(&diags->items[i], paper, refused) ||
				     check_is_echo(diags, &diags->items[i])))
			continue;
		settle_one(&diags->items[i], paper, house);
		if (diags->items[i].severity != SEVERITY_off)
			diags->items[kept++] = diags->items[i];
	}
	diags->count = kept;
	/* findings beyond the limit were dropped, errors perhaps among them */
	if (diags->overflow && kept)
		diags->items[kept - 1].severity = SEVERITY_error;
}
