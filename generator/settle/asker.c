/* Answers to what texts and conditions of a style ask about a paper. */
#include "settle/asker.h"

#include "base/decimal.h"
#include "settle/appendices.h"
#include "settle/cite.h"
#include "settle/notice.h"

/* A value that was asked for by name, with what the style says of it. */
struct found {
	const struct value *value;
	const struct made *made; /* in place of a value: the program makes it */
	const struct house_answer *answers;
	size_t answer_count;
	const struct house_fact *fact; /* NULL: a field, or a fact of which the style says nothing */
};

static const struct value *value_in(const struct value *values, size_t count, struct span name)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(values[i].name, name))
			return &values[i];
	return NULL;
}

static const struct made *made_of(const struct asking *a, struct span name)
{
	for (size_t i = 0; i < a->made_count; i++)
		if (span_is(name, a->made[i].name))
			return &a->made[i];
	return NULL;
}

static const struct record_field {
	enum part_kind kind;
	const char *name;
} record_fields[] = {
#define RECORD_FIELD(part, field, value, required, description) {PART_##part, field},
#include "base/record_fields.def"
#undef RECORD_FIELD
};

/* A key that the record, or the part, may have: left out, it is absent, and no fact of that name
 * takes its place (a clearance without `status` is not the draft that the paper is). */
static bool is_own_key(const struct asking *a, struct span name)
{
	const enum part_kind kind = a->part ? a->part->kind : PART_people;
	for (size_t i = 0; a->part && i < a->part->field_count; i++)
		if (span_same(a->part->fields[i].decl->name, name))
			return true;
	for (size_t i = 0; a->record && i < sizeof record_fields / sizeof *record_fields; i++)
		if (record_fields[i].kind == kind && span_is(name, record_fields[i].name))
			return true;
	return false;
}

static void say_field(const struct asking *a, struct span name, struct found *found)
{
	for (size_t i = 0; a->part && i < a->part->field_count; i++) {
		const struct house_field *field = &a->part->fields[i];
		if (!span_same(field->decl->name, name))
			continue;
		found->answers = field->answers;
		found->answer_count = field->answer_count;
	}
}

/* The record's own values come first, then what is made for it, the part's fields, the facts. */
static struct found find(const struct asking *a, struct span name)
{
	struct found found = {0};
	if (a->record)
		found.value = value_in(a->record->values, a->record->value_count, name);
	if (!found.value)
		found.made = made_of(a, name);
	if (!found.value && !found.made)
		found.value = value_in(a->fields, a->field_count, name);
	if (found.value || found.made) {
		say_field(a, name, &found);
		return found;
	}
	if (is_own_key(a, name))
		return found;
	found.fact = house_fact(a->house, name);
	if (found.fact && found.fact->audience == AUDIENCE_restricted &&
		a->audience == AUDIENCE_public)
		return (struct found){0};
	found.value = paper_fact(a->paper, name);
	if (found.fact) {
		found.answers = found.fact->answers;
		found.answer_count = found.fact->answer_count;
	}
	return found;
}

/* 12.5 is 12 and more; -0.5 is -1 and more. */
static int64_t whole_part(const struct value *v, bool *more)
{
	int64_t one = 1;
	for (uint8_t i = 0; i < v->decimals; i++)
		one *= 10;
	const int64_t rest = v->amount % one;
	*more = rest != 0;
	return v->amount / one - (rest < 0);
}

static bool has_member(const void *members, struct span value)
{
	const struct value *list = members;
	for (size_t i = 0; i < list->list_count; i++)
		if (span_same_ignoring_case(list->list[i].text, value))
			return true;
	return false;
}

static struct answer answer_of_value(const struct value *v)
{
	struct answer answer = {.given = v->text.length > 0 || v->list_count > 0 || v->people_count > 0 ||
		v->prose, .text = v->text};
	if (v->kind == VALUE_date && v->right) {
		answer.has_amount = true;
		answer.amount = v->date.days;
	} else if ((v->kind == VALUE_money || v->kind == VALUE_number) && v->right) {
		answer.has_amount = true;
		answer.amount = whole_part(v, &answer.more);
	} else if (v->kind == VALUE_yes_no && v->right) {
		answer.text = v->yes ? SPAN("yes") : SPAN("no");
	} else if (v->kind == VALUE_list && v->list_count) {
		answer.has = has_member;
		answer.members = v;
	}
	return answer;
}

static bool has_one_recommendation(const struct asking *a)
{
	size_t count = 0;
	for (size_t i = 0; i < a->paper->part_count; i++)
		if (a->paper->parts[i].decl->kind == PART_recommendations)
			count += a->paper->parts[i].item_count;
	return count == 1;
}

/* Published with less notice than the style asks; not known without both days. */
static bool is_late(const struct asking *a)
{
	return notice_of_papers(a->paper, a->house).late;
}

/* A citation of "Appendix 1" that is a sheet of the style asks nothing of the author. */
static bool cites_appendices(const struct asking *a)
{
	return cite_any(a->paper, appendices_sheets(a, a->audience));
}

/* The facts that the program makes (design: conditions). Exempt matter is refused in this version, so
 * it never holds. */
static const struct made_fact {
	const char *name;
	bool (*holds)(const struct asking *a);
} made_facts[] = {
	{"one_recommendation", has_one_recommendation},
	{"appendices_cited", cites_appendices},
	{"late", is_late},
};

static struct answer made_fact(const struct asking *a, struct span name)
{
	for (size_t i = 0; i < sizeof made_facts / sizeof *made_facts; i++)
		if (span_is(name, made_facts[i].name) && made_facts[i].holds(a))
			return (struct answer){.given = true, .text = {"yes", 3}};
	if (a->sheet.at && span_same(name, a->sheet)) /* a part may be headed otherwise on another */
		return (struct answer){.given = true, .text = {"yes", 3}};
	return (struct answer){0};
}

static struct answer answer_name(const void *of, struct span name)
{
	const struct asking *a = of;
	const struct found found = find(a, name);
	if (found.value)
		return answer_of_value(found.value);
	if (found.made)
		return (struct answer){.given = true, .text = found.made->text};
	if (found.fact && found.fact->fallback.at)
		return (struct answer){.given = found.fact->fallback.length > 0,
			.text = found.fact->fallback};
	const struct part *part = paper_part(a->paper, name);
	if (part)
		return (struct answer){.given = !part->empty,
			.text = part->none ? SPAN("none") : SPAN("given")};
	return made_fact(a, name);
}

/* --- printing: plain, or as CommonMark in which what was typed is escaped */

static void add_typed(struct span s, enum fill_mark mark, struct text *into)
{
	if (mark == FILL_MARKDOWN)
		house_escape(s, into);
	else
		text_add(into, s);
}

/* The words of a text with markup, where no markup can stand. */
static bool fill_without_markup(const struct asking *a, const struct house_text *text,
	struct text *into)
{
	static const struct prose_options options = {.plain = true};
	struct asking words = *a;
	words.insets = NULL;
	const struct asker asker = asking_asker(&words);
	struct text marked = {0};
	const bool filled = house_text_fill(text, &asker, a->language, FILL_MARKDOWN, true, &marked, NULL);
	if (filled) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena); /* what is wrong with it is told where it is printed */
		prose_plain(prose_read_text(arena, &diags, text_span(&marked),
				house_text_place(text), &options), into);
		arena_release(arena);
	}
	text_release(&marked);
	return filled;
}

/* A text of the style inside another: an answer, or one member of a list. */
static bool fill_inner(const struct asking *a, const struct house_text *text, enum fill_mark mark,
	struct text *into)
{
	const struct asker asker = asking_asker(a);
	if (mark == FILL_PLAIN && house_text_has_markup(text))
		return fill_without_markup(a, text, into);
	return house_text_fill(text, &asker, a->language, mark, true, into, NULL);
}

/* "- North ward", "2. North ward": lines of a list end without a mark of their own. */
static bool begins_entry(struct span s)
{
	size_t at = 0;
	while (at < s.length && is_digit(s.at[at]))
		at++;
	const bool ordered = at > 0 && at < s.length && (s.at[at] == '.' || s.at[at] == ')');
	const bool bullet = s.length && (s.at[0] == '-' || s.at[0] == '+' || s.at[0] == '*');
	at = bullet ? 1 : at + 1;
	return (ordered || bullet) && at < s.length && s.at[at] == ' ';
}

static void add_join(const struct asking *a, const struct house_fact *fact, size_t i, size_t count,
	enum fill_mark mark, struct span next, struct text *into)
{
	if (i == 0)
		return;
	if (fact && fact->join_lines) {
		const bool hard = mark == FILL_MARKDOWN && !begins_entry(next);
		text_add_string(into, hard ? "\\\n" : "\n");
	} else if (i + 1 == count) {
		text_add_char(into, ' ');
		text_add(into, house_word(a->house, a->language, "and"));
		text_add_char(into, ' ');
	} else {
		text_add_string(into, ", ");
	}
}

/* "A. Officer, Head of Housing": what is given of a person. */
static void print_person(const struct record *person, enum fill_mark mark, struct text *into)
{
	for (size_t i = 0; i < person->value_count; i++) {
		text_add_string(into, i ? ", " : "");
		add_typed(person->values[i].text, mark, into);
	}
}

/* One person or ward through the style's `item`; without one, or where it cannot be filled, as it was
 * typed. */
static void print_member(const struct asking *a, const struct found *found, size_t i,
	enum fill_mark mark, struct text *into)
{
	const struct value *v = found->value;
	const struct house_text *item = found->fact ? found->fact->item : NULL;
	struct text number = {0};
	text_add_number(&number, (int64_t)i + 1);
	const struct made made[] = {{"number", text_span(&number)},
		{"text", v->people_count ? SPAN_NONE : v->list[i].text}};
	struct asking inner = *a;
	inner.record = v->people_count ? &v->people[i] : NULL;
	inner.part = NULL;
	inner.made = made;
	inner.made_count = v->people_count ? 1 : 2;
	if (item && fill_inner(&inner, item, mark, into))
		;
	else if (!v->people_count)
		add_typed(v->list[i].text, mark, into);
	else
		print_person(&v->people[i], mark, into);
	text_release(&number);
}

/* The lines of an `item` stay lines, which in CommonMark takes a mark at their ends. */
static void add_member(struct span member, enum fill_mark mark, struct text *into)
{
	for (size_t i = 0; i < member.length; i++) {
		const struct span next = span_cut(member, i + 1, member.length);
		if (mark == FILL_MARKDOWN && member.at[i] == '\n' && i > 0 && member.at[i - 1] != '\n' &&
			member.at[i - 1] != '\\' && next.length && next.at[0] != '\n' && !begins_entry(next))
			text_add_char(into, '\\');
		text_add_char(into, member.at[i]);
	}
}

static bool print_list(const struct asking *a, const struct found *found, enum fill_mark mark,
	struct text *into)
{
	const struct value *v = found->value;
	const size_t count = v->people_count ? v->people_count : v->list_count;
	for (size_t i = 0; i < count; i++) {
		struct text member = {0};
		print_member(a, found, i, mark, &member);
		add_join(a, found->fact, i, count, mark, text_span(&member), into);
		add_member(text_span(&member), mark, into);
		into->failed = into->failed || member.failed;
		text_release(&member);
	}
	return count > 0;
}

static bool print_answer(const struct asking *a, const struct found *found, struct span typed,
	enum fill_mark mark, struct text *into)
{
	for (size_t i = 0; i < found->answer_count; i++)
		if (found->answers[i].text &&
			span_same_ignoring_case(found->answers[i].answer, typed))
			return fill_inner(a, found->answers[i].text, mark, into);
	return false;
}

/* What has a form of its own: amounts, dates, yes and no. */
static void print_plain(const struct asking *a, const struct value *v, bool short_form,
	struct text *into)
{
	if (v->kind == VALUE_date && v->right)
		house_print_date(a->house, a->language, v->date, short_form, into);
	else if (v->kind == VALUE_time && v->right)
		house_print_time(a->house, a->language, v->time, into);
	else if (v->kind == VALUE_money && v->right)
		money_write(into, v->amount, false, a->house->negative_brackets);
	else if (v->kind == VALUE_number && v->right)
		decimal_write(into, v->amount, v->decimals);
	else if (v->kind == VALUE_yes_no && v->right)
		text_add(into, house_word(a->house, a->language, v->yes ? "yes" : "no"));
	else if (v->prose)
		prose_plain(v->prose, into);
	else
		text_add(into, v->text);
}

static bool print_value(const struct asking *a, const struct found *found, bool short_form,
	enum fill_mark mark, struct text *into)
{
	const struct value *v = found->value;
	const struct span typed = answer_of_value(v).text;
	if (found->answer_count && print_answer(a, found, typed, mark, into))
		return true;
	if (v->people_count || v->list_count)
		return print_list(a, found, mark, into);
	if (mark == FILL_MARKDOWN && a->insets && v->prose && v->prose->first) {
		inset_add(a->insets, v->prose, into);
		return true;
	}
	struct text plain = {0};
	print_plain(a, v, short_form, &plain);
	add_typed(text_span(&plain), mark, into);
	const bool printed = plain.length > 0 || v->prose; /* references have no words yet */
	into->failed = into->failed || plain.failed;
	text_release(&plain);
	return printed;
}

static bool print_appendices(const struct asking *a, enum fill_mark mark, struct text *into)
{
	struct text list = {0};
	const bool any = appendices_print(a, a->audience, &list);
	add_typed(text_span(&list), mark, into);
	text_release(&list);
	return any;
}

static bool print_by_name(const struct asking *a, struct span name, bool short_form,
	enum fill_mark mark, struct text *into)
{
	const struct found found = find(a, name);
	if (found.value)
		return print_value(a, &found, short_form, mark, into);
	if (found.made) {
		add_typed(found.made->text, mark, into);
		return found.made->text.length > 0;
	}
	if (span_is(name, "appendix_list"))
		return print_appendices(a, mark, into);
	if (span_is(name, "exempt.law") && a->house->exempt_law)
		return fill_inner(a, a->house->exempt_law, mark, into);
	if (!found.fact || !found.fact->fallback.at)
		return false;
	if (print_answer(a, &found, found.fact->fallback, mark, into))
		return true;
	add_typed(found.fact->fallback, mark, into);
	return found.fact->fallback.length > 0;
}

static bool print_name(const void *of, struct span name, bool short_form, struct text *into)
{
	return print_by_name(of, name, short_form, FILL_PLAIN, into);
}

static bool print_marked(const void *of, struct span name, bool short_form, struct text *into)
{
	return print_by_name(of, name, short_form, FILL_MARKDOWN, into);
}

struct asker asking_asker(const struct asking *a)
{
	return (struct asker){.of = a, .answer = answer_name, .print = print_name,
		.print_marked = print_marked};
}

struct span settle_language(const struct paper *paper, const struct house *house)
{
	const struct value *v = paper_fact(paper, SPAN("language"));
	if (v && v->text.length)
		for (size_t i = 0; i < house->language_count; i++)
			if (span_same(house->languages[i], v->text))
				return house->languages[i];
	return house->language_count ? house->languages[0] : SPAN("en");
}

struct asker settle_asker(struct arena *arena, const struct paper *paper, const struct house *house)
{
	struct asking *a = ARENA_NEW(arena, struct asking);
	*a = (struct asking){.paper = paper, .house = house, .audience = AUDIENCE_restricted,
		.language = settle_language(paper, house)};
	return asking_asker(a);
}
