/* Answers to what texts and conditions of a style ask about a paper. */
#include "settle/asker.h"

#include "base/decimal.h"
#include "settle/cite.h"

static const struct value *value_of(const struct asking *a, struct span name)
{
	if (a->record) {
		for (size_t i = 0; i < a->record->value_count; i++)
			if (span_same(a->record->values[i].name, name))
				return &a->record->values[i];
	}
	for (size_t i = 0; i < a->field_count; i++)
		if (span_same(a->fields[i].name, name))
			return &a->fields[i];
	return paper_fact(a->paper, name);
}

static const struct made *made_of(const struct asking *a, struct span name)
{
	for (size_t i = 0; i < a->made_count; i++)
		if (span_is(name, a->made[i].name))
			return &a->made[i];
	return NULL;
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
		answer.amount = v->amount;
		for (uint8_t i = 0; i < v->decimals; i++)
			answer.amount /= 10;
	} else if (v->kind == VALUE_yes_no && v->right) {
		answer.text = v->yes ? SPAN("yes") : SPAN("no");
	}
	return answer;
}

/* The facts that the program makes (design: conditions). Exempt matter and lateness are refused or
 * unknown in this version, so they never hold. */
static struct answer made_fact(const struct asking *a, struct span name)
{
	static const struct answer yes = {.given = true, .text = {"yes", 3}};
	if (span_is(name, "one_recommendation")) {
		const struct part *part = paper_part(a->paper, SPAN("recommendations"));
		return part && part->item_count == 1 ? yes : (struct answer){0};
	}
	if (span_is(name, "appendices_cited"))
		return cite_any(a->paper) ? yes : (struct answer){0};
	return (struct answer){0};
}

static struct answer answer_name(const void *of, struct span name)
{
	const struct asking *a = of;
	const struct value *v = value_of(a, name);
	if (v)
		return answer_of_value(v);
	const struct house_fact *fact = house_fact(a->house, name);
	if (fact && fact->fallback.at)
		return (struct answer){.given = fact->fallback.length > 0, .text = fact->fallback};
	const struct made *made = made_of(a, name);
	if (made)
		return (struct answer){.given = true, .text = made->text};
	const struct part *part = paper_part(a->paper, name);
	if (part)
		return (struct answer){.given = !part->empty,
			.text = part->none ? SPAN("none") : SPAN("given")};
	return made_fact(a, name);
}

static void print_joined(const struct asking *a, const struct house_fact *fact, size_t i,
	size_t count, struct text *into)
{
	if (i == 0)
		return;
	if (fact && fact->join_lines) {
		text_add_char(into, '\n');
	} else if (i + 1 == count) {
		text_add_char(into, ' ');
		text_add(into, house_word(a->house, a->language, "and"));
		text_add_char(into, ' ');
	} else {
		text_add_string(into, ", ");
	}
}

/* One person, document ... through the style's `item`, or its first value as it is. */
static void print_member(const struct asking *a, const struct house_text *item,
	const struct record *record, struct text *into)
{
	struct asking inner = *a;
	inner.record = record;
	const struct asker asker = asking_asker(&inner);
	struct span missing;
	if (item && house_text_fill(item, &asker, a->language, FILL_PLAIN, true, into, &missing))
		return;
	if (record->value_count)
		asker.print(asker.of, record->values[0].name, false, into);
}

static bool print_list(const struct asking *a, const struct house_fact *fact,
	const struct value *v, struct text *into)
{
	const size_t count = v->people_count ? v->people_count : v->list_count;
	for (size_t i = 0; i < count; i++) {
		print_joined(a, fact, i, count, into);
		if (v->people_count)
			print_member(a, fact ? fact->item : NULL, &v->people[i], into);
		else
			text_add(into, v->list[i].text);
	}
	return count > 0;
}

static bool print_answer(const struct asking *a, const struct house_fact *fact, struct span typed,
	struct text *into)
{
	for (size_t i = 0; fact && i < fact->answer_count; i++) {
		if (!span_same_ignoring_case(fact->answers[i].answer, typed))
			continue;
		const struct asker asker = asking_asker(a);
		struct span missing;
		return fact->answers[i].text &&
		       house_text_fill(fact->answers[i].text, &asker, a->language, FILL_PLAIN, true,
			       into, &missing);
	}
	return false;
}

static bool print_value(const struct asking *a, const struct house_fact *fact,
	const struct value *v, bool short_form, struct text *into)
{
	const size_t before = into->length;
	if (fact && fact->answer_count && print_answer(a, fact, v->text, into))
		return true;
	if (v->people_count || v->list_count)
		return print_list(a, fact, v, into);
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
	return into->length > before;
}

static bool print_name(const void *of, struct span name, bool short_form, struct text *into)
{
	const struct asking *a = of;
	const struct house_fact *fact = house_fact(a->house, name);
	const struct value *v = value_of(a, name);
	if (v)
		return print_value(a, fact, v, short_form, into);
	const struct made *made = made_of(a, name);
	if (made) {
		text_add(into, made->text);
		return made->text.length > 0;
	}
	if (!fact || !fact->fallback.at)
		return false;
	if (print_answer(a, fact, fact->fallback, into))
		return true;
	text_add(into, fact->fallback);
	return fact->fallback.length > 0;
}

struct asker asking_asker(const struct asking *a)
{
	return (struct asker){.of = a, .answer = answer_name, .print = print_name};
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
	*a = (struct asking){.paper = paper, .house = house,
		.language = settle_language(paper, house)};
	return asking_asker(a);
}
