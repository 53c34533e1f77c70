/* The keys of style.yaml: each is a row of the table at the end of this file. */
#include "house/reading.h"

#include "base/limits.h"

struct style_reading {
	struct house house;
	const struct node *parts, *facts, *sheets;
};

/* --- formats */

static void read_negative(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"minus", "brackets"};
	static const struct word_list list = WORD_LIST(words);
	unsigned negative;
	if (word_read(reading_of(binder), &list, value, &negative))
		*(bool *)at = negative == 1;
}

static const struct field formats_fields[] = {
	{"date", read_text, offsetof(struct house, date_format), false,
		"How dates are shown.", &asks_date},
	{"short_date", read_text, offsetof(struct house, short_date_format), false,
		"How dates are shown in the cells of tables.", &asks_date},
	{"time", read_text, offsetof(struct house, time_format), false,
		"How times are shown.", &asks_time},
	{"negative", read_negative, offsetof(struct house, negative_brackets), false,
		"How amounts below nought are shown: minus or brackets.", NULL},
};
const struct shape formats_shape = SHAPE("formats", formats_fields);

static void read_formats(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	reading_bind(reading_of(binder), &formats_shape, value, at);
}

/* --- key decisions, notices, call-in */

static void read_money(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	if (is_none(value))
		return;
	struct span typed = wants_text(reading_of(binder), value, field->key);
	if (!typed.at)
		return;
	const struct money_reading money = money_read(typed, MONEY_POUNDS);
	if (money.fault == MONEY_RIGHT && money.pence > 0)
		*(int64_t *)at = money.pence;
	else
		diag_add(binder->diags, FINDING_bad_money, value->place, typed, SPAN(""), SPAN_NONE);
}

static const struct field key_decision_fields[] = {
	{"threshold", read_money, offsetof(struct house, key_threshold), false,
		"A value from which a decision must be key.", NULL},
	{"wards", read_count, offsetof(struct house, key_wards), false,
		"A number of wards from which a decision must be key.", NULL},
};
const struct shape key_decision_shape = SHAPE("key_decision", key_decision_fields);

static void read_key_decision(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &key_decision_shape, value, at);
}

static void read_basis(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"working", "calendar"};
	static const struct word_list list = WORD_LIST(words);
	unsigned basis;
	if (word_read(reading_of(binder), &list, value, &basis))
		*(bool *)at = basis == 0;
}

/* Days are counted one by one, so there is an end to them. */
static void read_days(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	uint32_t days;
	if (value->kind == NODE_scalar && span_number(span_trim(value->text), &days) &&
		days <= LIMIT_NOTICE_DAYS)
		*(uint32_t *)at = days;
	else
		bad_word(reading_of(binder), value, "a whole number of days, at most 366");
}

static const struct field notice_fields[] = {
	{"days", read_days, offsetof(struct house_notice, days), true,
		"How many clear days.", NULL},
	{"basis", read_basis, offsetof(struct house_notice, working), true,
		"What counts as a day: working or calendar.", NULL},
};
const struct shape notice_shape = SHAPE("a notice", notice_fields);

static void read_notice(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct house_notice *notice = at;
	if (!is_none(value))
		notice->set = reading_bind(reading_of(binder), &notice_shape, value, notice);
}

#define ROW(key, description)                                                                      \
	{#key, read_notice, offsetof(struct house, notice_##key), false, description, NULL}
static const struct field notices_fields[] = {
	ROW(papers,
		"From the day the papers are open to the public to the meeting."),
	ROW(key_decision,
		"From the forward plan to a key decision."),
	ROW(private,
		"From the first notice to a meeting in private."),
	ROW(private_again,
		"From the second notice to a meeting in private."),
	ROW(general_exception,
		"From the notice of a key decision that the forward plan missed to the decision."),
	ROW(clearances,
		"From the last clearance of the paper to the meeting."),
};
#undef ROW
const struct shape notices_shape = SHAPE("notices", notices_fields);

static void read_notices(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &notices_shape, value, at);
}

static void read_effective(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"last_day", "day_after"};
	static const struct word_list list = WORD_LIST(words);
	unsigned effective;
	if (word_read(reading_of(binder), &list, value, &effective))
		*(bool *)at = effective == 1;
}

static const struct field call_in_fields[] = {
	{"days", read_days, offsetof(struct house, call_in_days), true,
		"The working days in which a decision may be called in.", NULL},
	{"effective", read_effective, offsetof(struct house, call_in_day_after), false,
		"When a decision may be carried out: last_day of them, or the day_after.", NULL},
};
const struct shape call_in_shape = SHAPE("call_in", call_in_fields);

static void read_call_in(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &call_in_shape, value, at);
}

static void read_closed_days(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	static const enum finding_id findings[] = {
		[DATE_NOT_ISO] = FINDING_bad_date,
		[DATE_NO_SUCH_DAY] = FINDING_no_such_day,
		[DATE_OUT_OF_RANGE] = FINDING_year_out_of_range,
	};
	struct house *house = at;
	if (is_none(value) || !wants(reading_of(binder), value, NODE_list, field->key))
		return;
	struct date *days = ARENA_ARRAY(binder->arena, struct date, value->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < value->count; i++) {
		const struct node *item = value->items[i];
		struct span typed = wants_text(reading_of(binder), item, "a closed day");
		if (!typed.at)
			continue;
		const enum date_fault fault = date_read(typed, &days[count]);
		if (fault == DATE_RIGHT)
			count++;
		else
			diag_add(binder->diags, findings[fault], item->place, typed, SPAN_NONE,
				SPAN_NONE);
	}
	house->closed_days = days;
	house->closed_day_count = count;
}

static void read_holidays(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"none", "england-and-wales", "scotland",
		"northern-ireland"};
	static const struct word_list list = WORD_LIST(words);
	unsigned table;
	if (word_read(reading_of(binder), &list, value, &table) && table > 0)
		*(struct span *)at = span_of(words[table]);
}

/* --- risk */

static void read_risk_scale(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		read_risk(reading_of(binder), value, at);
}

/* --- finance */

static void read_money_kinds(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	const struct reading *r = reading_of(binder);
	struct house *house = at;
	house->money_kind_count = read_answers(r, value, &house->money_kinds);
	house->vocabulary.money_kind_count = house->money_kind_count;
	house->vocabulary.money_kinds = answer_names(r, house->money_kinds, house->money_kind_count);
}

static const struct field finance_fields[] = {
	{"kinds", read_money_kinds, 0, false,
		"The only kinds that lines of money may have, and what each prints.", NULL},
};
const struct shape finance_shape = SHAPE("finance", finance_fields);

static void read_finance(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &finance_shape, value, at);
}

/* --- agenda, languages, leftovers, rules */

static void read_agenda_numbers(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	*(const struct pattern **)at = pattern_parse(reading_of(binder), value, 0);
}

static const struct field agenda_fields[] = {
	{"numbers", read_agenda_numbers, offsetof(struct house, agenda_numbers), false,
		"The number pattern of the items.", NULL},
	{"resolution", read_text, offsetof(struct house, agenda_resolution), false,
		"The resolution before the first exempt item.", &asks_paper},
};
const struct shape agenda_shape = SHAPE("agenda", agenda_fields);

static void read_agenda(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	if (!is_none(value))
		reading_bind(reading_of(binder), &agenda_shape, value, at);
}

static void read_bilingual_where(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	static const char *const words[] = {"headings", "labels"};
	static const struct word_list list = WORD_LIST(words);
	const struct reading *r = reading_of(binder);
	struct house *house = at;
	if (!wants(r, value, NODE_list, field->key))
		return;
	for (size_t i = 0; i < value->count; i++) {
		unsigned where;
		if (!word_read(r, &list, value->items[i], &where))
			continue;
		house->bilingual_headings = house->bilingual_headings || where == 0;
		house->bilingual_labels = house->bilingual_labels || where == 1;
	}
}

/* " / ": the blanks belong to it. */
static void read_join(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	if (wants(reading_of(binder), value, NODE_scalar, field->key))
		*(struct span *)at = value->text;
}

static const struct field bilingual_fields[] = {
	{"where", read_bilingual_where, 0, true,
		"What is printed in all languages: headings, labels or both.", NULL},
	{"join", read_join, offsetof(struct house, bilingual_join), false,
		"What stands between the languages.", NULL},
};
const struct shape bilingual_shape = SHAPE("bilingual", bilingual_fields);

static void read_bilingual(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct house *house = at;
	house->bilingual_join = SPAN(" / ");
	if (!is_none(value))
		reading_bind(reading_of(binder), &bilingual_shape, value, at);
}

/* Words, and what to write instead of each. */
static size_t read_instead(const struct reading *r, const struct node *value, const char *what,
	const struct house_answer **words)
{
	if (is_none(value) || !wants(r, value, NODE_mapping, what))
		return 0;
	struct house_answer *all = ARENA_ARRAY(r->arena, struct house_answer, value->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < value->count; i++) {
		const struct pair *pair = &value->pairs[i];
		if (is_none(pair->value))
			continue;
		all[count].answer = pair->key->text;
		all[count].text = text_parse(r, pair->value, ASKS_nothing);
		count += all[count].text != NULL;
	}
	*words = all;
	return count;
}

static void read_leftovers(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct house *house = at;
	house->leftover_count = read_instead(reading_of(binder), value, field->key, &house->leftovers);
}

static void read_plain_words(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct house *house = at;
	house->plain_word_count = read_instead(reading_of(binder), value, field->key, &house->plain_words);
}

static void read_council_decides(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct house *house = at;
	house->council_decides_count =
		read_spans(reading_of(binder), value, field->key, &house->council_decides);
}

/* Rules are printed with hyphens. */
static struct span with_hyphens(const struct reading *r, struct span name)
{
	char *at = arena_take(r->arena, name.length + 1);
	for (size_t i = 0; i < name.length; i++)
		at[i] = name.at[i] == '_' ? '-' : name.at[i];
	return (struct span){at, name.length};
}

static void unknown_rule(const struct reading *r, const struct node *key)
{
	struct nearest nearest = nearest_start(key->text);
	for (int i = 0; i < FINDING_count; i++)
		nearest_try(&nearest, span_of(rule_of((enum finding_id)i)->name));
	if (nearest.best.at)
		nearest.best = with_hyphens(r, nearest.best);
	struct finding *f = diag_add(r->diags, FINDING_style_unknown_rule, key->place, key->text,
		SPAN_NONE, SPAN_NONE);
	suggest(r, f, &nearest);
}

static void read_rules(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	static const char *const words[] = {"off", "note", "warning", "error"};
	static const struct word_list list = WORD_LIST(words);
	const struct reading *r = reading_of(binder);
	struct house *house = at;
	if (is_none(value) || !wants(r, value, NODE_mapping, field->key))
		return;
	for (size_t i = 0; i < value->count; i++) {
		const struct pair *pair = &value->pairs[i];
		enum finding_id id;
		unsigned severity;
		if (!rule_find(pair->key->text, &id)) {
			unknown_rule(r, pair->key);
		} else if (!rule_of(id)->movable) {
			diag_add(r->diags, FINDING_style_fixed_rule, pair->key->place,
				pair->key->text, SPAN_NONE, SPAN_NONE);
		} else if (!is_none(pair->value) && word_read(r, &list, pair->value, &severity)) {
			house->severities[id] = (enum severity)severity;
			house->moved[id] = true;
		}
	}
}

static void read_page(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"A4", "A3", "letter"};
	static const struct word_list list = WORD_LIST(words);
	unsigned page;
	if (word_read(reading_of(binder), &list, value, &page))
		*(struct span *)at = span_of(words[page]);
}

static void read_repository(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {"private", "public"};
	static const struct word_list list = WORD_LIST(words);
	unsigned repository;
	if (word_read(reading_of(binder), &list, value, &repository))
		*(bool *)at = repository == 1;
}

static void read_name(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	*(struct span *)at = wants_text(reading_of(binder), value, field->key);
}

/* Read elsewhere: files and editions before all else, languages before any text, words with the
 * files of words. */
static void skip(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)binder, (void)field, (void)value, (void)at;
}

#define AT(member) offsetof(struct style_reading, house.member)
static const struct field style_fields[] = {
	{"extends", skip, 0, false,
		"The style that this one is made from; only base has none.", NULL},
	{"editions", skip, 0, false,
		"What changes from which day on, in order of date.", NULL},
	{"name", read_name, AT(name), true,
		"The name of the style in full.", NULL},
	{"languages", skip, 0, false,
		"The languages of its papers; the first holds where a paper says nothing.", NULL},
	{"words", skip, 0, false,
		"Words that replace those of words.LANG.yaml.", NULL},
	{"bilingual", read_bilingual, 0, false,
		"What is printed in all languages.", NULL},
	{"page", read_page, AT(page), false,
		"The size of the printed page: A4, A3 or letter.", NULL},
	{"formats", read_formats, 0, false,
		"How dates, times and amounts are shown.", NULL},
	{"facts", read_node, offsetof(struct style_reading, facts), false,
		"What papers must, may and may not answer, fact by fact.", NULL},
	{"head", read_block, AT(head), false,
		"The rows before the first part of each sheet.", NULL},
	{"foot", read_block, AT(foot), false,
		"The rows after the last part of each sheet.", NULL},
	{"page_head", read_page_lines, AT(page_head), false,
		"The lines at the head of printed pages.", NULL},
	{"page_foot", read_page_lines, AT(page_foot), false,
		"The lines at the foot of printed pages.", NULL},
	{"sheets", read_node, offsetof(struct style_reading, sheets), true,
		"The sheets of a paper, and the parts that stand on each.", NULL},
	{"parts", read_node, offsetof(struct style_reading, parts), true,
		"What each part is.", NULL},
	{"numbering", read_numbering, AT(numbering), false,
		"The numbers of headings, paragraphs and all else; flows down to sheets and parts.", NULL},
	{"layout", read_layout, AT(layout), false,
		"How parts are set; flows down to sheets and parts.", NULL},
	{"limits", read_limits, AT(limits), false,
		"How long the whole paper may be.", NULL},
	{"key_decision", read_key_decision, 0, false,
		"When a decision must be key.", NULL},
	{"notices", read_notices, 0, false,
		"How many clear days of notice each thing needs.", NULL},
	{"call_in", read_call_in, 0, false,
		"When a decision may be carried out.", NULL},
	{"holidays", read_holidays, AT(holidays), false,
		"The table of bank holidays: england-and-wales, scotland or northern-ireland.", NULL},
	{"closed_days", read_closed_days, 0, false,
		"Other days that are no working days.", NULL},
	{"exempt", read_exempt, 0, false,
		"Which paragraphs of the law exist, and the sentences that go with them.", NULL},
	{"risk", read_risk_scale, AT(risk), false,
		"The scale and the bands of risks.", NULL},
	{"finance", read_finance, 0, false,
		"The kinds of money that the council tells apart.", NULL},
	{"agenda", read_agenda, 0, false,
		"The numbers of items, and the resolution.", NULL},
	{"leftovers", read_leftovers, 0, false,
		"Words of the council's own forms that must not survive, and what to write instead.", NULL},
	{"plain_words", read_plain_words, 0, false,
		"Words that the council asks its authors to avoid, and what to write instead.", NULL},
	{"council_decides", read_council_decides, 0, false,
		"Plans and budgets that full council adopts and the executive only proposes.", NULL},
	{"rules", read_rules, 0, false,
		"How severe a rule is: error, warning, note or off.", NULL},
	{"repository", read_repository, AT(repository_public), false,
		"Whether others can read the papers' sources: public or private.", NULL},
	{"copy_workbooks", read_flag, AT(copy_workbooks), false,
		"Whether attached workbooks are copied to the outputs.", NULL},
};
const struct shape style_shape = SHAPE("a style", style_fields);

/* An edition may change every key of a style but these two; its day is read in merge.c. */
static const struct field edition_fields[] = {
	{"from", skip, 0, true, "The day from which it holds.", NULL},
};
const struct shape edition_shape = SHAPE("an edition", edition_fields);

bool style_bind(const struct reading *r, const struct node *root, struct house *house)
{
	struct style_reading s = {.house = *house};
	s.house.head.none = s.house.foot.none = true;
	s.house.page = SPAN("A4");
	for (int i = 0; i < FINDING_count; i++)
		s.house.severities[i] = rule_of((enum finding_id)i)->final;
	if (!reading_bind(r, &style_shape, root, &s))
		return false;
	if (s.house.limits.items.set)
		diag_add(r->diags, FINDING_style_bad_word, s.house.limits.place, SPAN("items"),
			SPAN("words, characters or sentences: a whole paper has no items"), SPAN_NONE);
	if (s.house.layout == LAYOUT_inherit)
		s.house.layout = LAYOUT_flow;
	*house = s.house;
	read_facts(r, s.facts, house);
	read_parts(r, s.parts, house);
	read_sheets(r, s.sheets, house);
	return true;
}
