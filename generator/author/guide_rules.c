/* Facts, rules and deadlines of a style, in words. */
#include "author/guide_page.h"

/* --- answers and facts */

void guide_answers(struct guide *g, const struct house_answer *answers, size_t count)
{
	struct text *line = &g->leaf.line;
	for (size_t i = 0; i < count; i++) {
		const struct span shown = asked_text(g->leaf.arena, g->house, answers[i].text);
		text_format(line, "%s`%.*s`", i == 0 ? "Answers: " : "; ", SPAN_ARG(answers[i].answer));
		if (shown.at && !span_same_ignoring_case(shown, answers[i].answer))
			text_format(line, " (\xE2\x80\x9C%.*s\xE2\x80\x9D)", SPAN_ARG(shown));
	}
	if (count)
		text_add_char(line, '.');
}

static const char *const kinds[VALUE_KIND_count] = {
	[VALUE_text] = "",
	[VALUE_prose] = "",
	[VALUE_yes_no] = " Answers: `yes`; `no`.",
	[VALUE_date] = " A date: `2026-03-05`.",
	[VALUE_time] = " A time: `14:00`.",
	[VALUE_money] = " An amount: `£620,000` or `£1.25m`.",
	[VALUE_number] = " A number.",
	[VALUE_list] = " One, or a list.",
	[VALUE_people] = " A list of people, each with `name`, `role`, `phone` and `email`.",
};

static void what_fact_says(struct guide *g, const struct asked_fact *fact)
{
	struct text *line = &g->leaf.line;
	const struct house_fact *house = fact->house;
	const bool own_words = !span_is(fact->decl->description, "a fact of the style");
	if (house && house->guidance.length)
		text_add(line, house->guidance);
	else if (own_words)
		text_add(line, fact->decl->description);
	if (house && house->answer_count) {
		text_add_char(line, ' ');
		guide_answers(g, house->answers, house->answer_count);
	} else {
		text_add_string(line, kinds[fact->decl->kind]);
	}
	if (house && house->fallback.length)
		text_format(line, " Where nothing is said: `%.*s`.", SPAN_ARG(house->fallback));
	const size_t before = line->length;
	text_add_string(line, " Length: ");
	if (house && asked_limits(&house->limits, line))
		text_add_char(line, '.');
	else
		text_cut(line, before);
}

static void when_fact_is_needed(struct guide *g, const struct asked_fact *fact)
{
	struct text *line = &g->leaf.line;
	const struct condition *required = fact->house ? fact->house->required : NULL;
	const struct condition *when = fact->house ? fact->house->when : NULL;
	if (is_always(required)) {
		text_add_string(line, "always");
	} else if (asked_anything(required)) {
		text_add_string(line, "when ");
		asked_condition(g->house, required, line);
	} else {
		text_add_string(line, "no");
	}
	if (fact->house && !condition_is_never(fact->house->expected)) {
		text_add_string(line, "; expected ");
		text_add_string(line, is_always(fact->house->expected) ? "always" : "when ");
		asked_condition(g->house, fact->house->expected, line);
	}
	if (!asked_anything(when))
		return;
	text_add_string(line, "; there only when ");
	asked_condition(g->house, when, line);
}

void guide_facts(struct guide *g, struct prose_node *document)
{
	static const char *const titles[] = {"Key", "What it says", "Needed", NULL};
	struct leaf *leaf = &g->leaf;
	const struct asked_fact *facts;
	const size_t count = asked_facts(leaf->arena, g->house, &facts);
	leaf_paragraph(leaf, document, SPAN("Facts stand at the top of the file. Of a key with a point in it, "
		"as `meeting.date`, the first word is a line of its own and the next stands below it, two "
		"blanks further in."));
	struct leaf_table table = leaf_table(leaf, SPAN("Facts that this style asks for or prints"), titles);
	for (size_t i = 0; i < count; i++) {
		struct cell *cells = leaf_row(leaf, &table);
		text_format(&leaf->line, "`%.*s`", SPAN_ARG(facts[i].decl->name));
		leaf_cell(leaf, &cells[0], leaf_take(leaf));
		what_fact_says(g, &facts[i]);
		leaf_cell(leaf, &cells[1], leaf_take(leaf));
		when_fact_is_needed(g, &facts[i]);
		leaf_cell(leaf, &cells[2], leaf_take(leaf));
	}
	leaf_add_table(leaf, document, &table);
}

/* --- rules */

static void add_rule_name(enum finding_id id, struct text *into)
{
	for (const char *c = rule_of(id)->name; *c; c++)
		text_add_char(into, *c == '_' ? '-' : *c);
}

static void write_moved_rules(struct guide *g, struct prose_node *document)
{
	static const char *const titles[] = {"Rule", "Here", NULL};
	struct leaf *leaf = &g->leaf;
	struct leaf_table table = leaf_table(leaf, SPAN("Rules that this council weighs in its own way"),
		titles);
	for (int id = 0; id < FINDING_count; id++) {
		if (!g->house->moved[id])
			continue;
		struct cell *cells = leaf_row(leaf, &table);
		text_add_char(&leaf->line, '`');
		add_rule_name((enum finding_id)id, &leaf->line);
		text_add_char(&leaf->line, '`');
		leaf_cell(leaf, &cells[0], leaf_take(leaf));
		const enum severity severity = g->house->severities[id];
		leaf_cell(leaf, &cells[1], severity == SEVERITY_off ? SPAN("not looked for")
			: span_of(severity_name(severity)));
	}
	leaf_add_table(leaf, document, &table);
}

static void write_instead(struct guide *g, struct prose_node *document, struct span caption,
	const char *const *titles, const struct house_answer *words, size_t count)
{
	struct leaf *leaf = &g->leaf;
	struct leaf_table table = leaf_table(leaf, caption, titles);
	for (size_t i = 0; i < count; i++) {
		struct cell *cells = leaf_row(leaf, &table);
		leaf_cell(leaf, &cells[0], words[i].answer);
		leaf_cell(leaf, &cells[1], asked_text(leaf->arena, g->house, words[i].text));
	}
	leaf_add_table(leaf, document, &table);
}

static void write_leftovers(struct guide *g, struct prose_node *document)
{
	static const char *const of_form[] = {"Words of the form", "Write instead", NULL};
	static const char *const avoided[] = {"Words to avoid", "Write instead", NULL};
	const struct house *house = g->house;
	write_instead(g, document, SPAN("Words that must not be left in a paper"), of_form,
		house->leftovers, house->leftover_count);
	if (house->plain_word_count)
		write_instead(g, document, SPAN("Words that can be said more plainly"), avoided,
			house->plain_words, house->plain_word_count);
}

static void write_council_decides(struct guide *g, struct prose_node *document)
{
	struct text *line = &g->leaf.line;
	if (!g->house->council_decides_count)
		return;
	text_add_string(line, "Full council adopts, and the executive only recommends to it: ");
	for (size_t i = 0; i < g->house->council_decides_count; i++)
		text_format(line, "%s%.*s", i ? ", " : "", SPAN_ARG(g->house->council_decides[i]));
	text_add_char(line, '.');
	leaf_paragraph(&g->leaf, document, leaf_take(&g->leaf));
}

static bool has_risks(const struct guide *g)
{
	const struct asked_part *parts;
	const size_t count = asked_parts(g->leaf.arena, g->house, &parts);
	for (size_t i = 0; i < count; i++)
		if (parts[i].part->kind == PART_risks)
			return true;
	return false;
}

static struct span name_on_scale(struct guide *g, const struct house_text *const *names, size_t number)
{
	const struct span name = asked_text(g->leaf.arena, g->house, names[number - 1]);
	return arena_format(g->leaf.arena, "%zu %.*s", number, name.at ? (int)name.length : 0,
		name.at ? name.at : "");
}

/* Likelihood down, impact across, each with its score and band. */
static void write_scale(struct guide *g, struct prose_node *document)
{
	const struct house_risk *risk = &g->house->risk;
	struct leaf *leaf = &g->leaf;
	const char *titles[HOUSE_SCALE + 2] = {"Likelihood"};
	if (!has_risks(g) || !risk->likelihood_count || !risk->impact_count)
		return;
	for (size_t i = 1; i <= risk->impact_count; i++)
		titles[i] = name_on_scale(g, risk->impact, i).at;
	struct leaf_table table =
		leaf_table(leaf, SPAN("The score of a risk, by its likelihood and its impact"), titles);
	for (size_t l = 1; l <= risk->likelihood_count; l++) {
		struct cell *cells = leaf_row(leaf, &table);
		leaf_cell(leaf, &cells[0], name_on_scale(g, risk->likelihood, l));
		for (size_t i = 1; i <= risk->impact_count; i++) {
			const struct span band = risk->bands[(l - 1) * HOUSE_SCALE + (i - 1)];
			leaf_cell(leaf, &cells[i],
				arena_format(leaf->arena, "%zu %.*s", l * i, SPAN_ARG(band)));
			cells[i].band = band;
		}
	}
	leaf_add_table(leaf, document, &table);
}

static void write_key_decision(struct guide *g, struct prose_node *document)
{
	const struct house *house = g->house;
	struct text *line = &g->leaf.line;
	if (!house->key_threshold && !house->key_wards)
		return;
	text_add_string(line, "A decision is key when it ");
	if (house->key_threshold) {
		text_add_string(line, "spends or saves ");
		money_write(line, house->key_threshold, false, false);
		text_add_string(line, " or more");
	}
	if (house->key_wards)
		text_format(line, "%shas a significant effect on %u or more wards",
			house->key_threshold ? ", or " : "", house->key_wards);
	text_add_char(line, '.');
	leaf_paragraph(&g->leaf, document, leaf_take(&g->leaf));
}

void guide_rules(struct guide *g, struct prose_node *document)
{
	struct leaf *leaf = &g->leaf;
	write_key_decision(g, document);
	write_council_decides(g, document);
	text_add_string(&leaf->line, "The whole paper has ");
	if (asked_limits(&g->house->limits, &leaf->line)) {
		text_add_char(&leaf->line, '.');
		leaf_paragraph(leaf, document, leaf_take(leaf));
	}
	text_clear(&leaf->line);
	leaf_paragraph(leaf, document, SPAN("`cabpaper explain RULE` says what a rule means and how to mend what "
		"it finds. Guidance on this page that is left standing in a paper is found too."));
	write_moved_rules(g, document);
	write_scale(g, document);
	write_leftovers(g, document);
}

/* --- notices and deadlines */

static void add_days(struct text *line, const struct house_notice *notice)
{
	text_format(line, "%u clear %sday%s", notice->days, notice->working ? "working " : "",
		notice->days == 1 ? "" : "s");
}

static void write_deadlines(struct guide *g, struct prose_node *list)
{
	const struct house *house = g->house;
	const struct {
		const struct house_notice *notice;
		const char *label, *after;
	} rows[] = {
		{&house->notice_papers, "The paper:", " before the meeting it is open to the public"},
		{&house->notice_clearances, "Clearances:",
			" before the meeting, all who must clear the paper have done so"},
		{&house->notice_key_decision, "A key decision:",
			" before the decision, notice of it is published"},
		{&house->notice_private, "A meeting in private:",
			" before the meeting, notice of it is published"},
		{&house->notice_private_again, "A meeting in private, again:",
			" before the meeting, a second notice answers what was said about the first"},
		{&house->notice_general_exception, "A key decision without that notice:",
			" after the chair of scrutiny is told, where the full notice cannot be given"},
	};
	struct leaf *leaf = &g->leaf;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!rows[i].notice->set)
			continue;
		add_days(&leaf->line, rows[i].notice);
		text_add_string(&leaf->line, rows[i].after);
		leaf_item(leaf, list, span_of(rows[i].label), leaf_take(leaf));
	}
	if (!house->call_in_days)
		return;
	text_format(&leaf->line, "a decision may be called in for %u working day%s; it takes effect on the %s",
		house->call_in_days, house->call_in_days == 1 ? "" : "s",
		house->call_in_day_after ? "day after the last of them" : "last of them");
	leaf_item(leaf, list, SPAN("Call-in:"), leaf_take(leaf));
}

static void write_exempt(struct guide *g, struct prose_node *document)
{
	static const char *const titles[] = {"Paragraph", "Information", NULL};
	struct leaf *leaf = &g->leaf;
	const struct house_exempt *exempt = &g->house->exempt;
	const struct span law = asked_text(leaf->arena, g->house, g->house->exempt_law);
	struct leaf_table table = leaf_table(leaf, law.at
		? arena_format(leaf->arena, "What may be exempt: %.*s", SPAN_ARG(law))
		: SPAN("What may be exempt"), titles);
	for (size_t i = 0; i < exempt->paragraph_count; i++) {
		struct cell *cells = leaf_row(leaf, &table);
		leaf_cell(leaf, &cells[0], exempt->paragraphs[i].number);
		leaf_cell(leaf, &cells[1],
			asked_text(leaf->arena, g->house, exempt->paragraphs[i].description));
	}
	leaf_add_table(leaf, document, &table);
}

void guide_notices(struct guide *g, struct prose_node *document)
{
	struct leaf *leaf = &g->leaf;
	leaf_paragraph(leaf, document, SPAN("Clear days leave out the day of the notice and the day of the "
		"meeting. Working days leave out Saturdays, Sundays, holidays and the days on which the "
		"council is closed."));
	struct prose_node *list = leaf_list(leaf, document);
	write_deadlines(g, list);
	leaf_drop_empty(list);
	write_exempt(g, document);
}
