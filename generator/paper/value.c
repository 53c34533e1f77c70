/* One value by its kind: facts and the fields of entries. */
#include "paper/binding.h"

#include "base/decimal.h"

#include <string.h>

struct span scalar_words(const struct node *scalar)
{
	return node_is_empty(scalar) ? SPAN("") : span_trim(scalar->text);
}

/* --- prose without the parser */

#define SHORT_BYTES 2000

static bool may_be_markup(char c)
{
	return strchr("*_`[]<>&\\!#{}|~\t\r\n", c) != NULL;
}

/*
 * One line in which no character can have a meaning in Markdown, written in the file byte for byte:
 * what the parser would make of it is known. Tables of ten thousand cells live on this.
 */
static bool is_plain_line(const struct node *scalar)
{
	struct span s = scalar->text;
	size_t typed = scalar->place.to - scalar->place.from;
	size_t quotes = scalar->style == SCALAR_plain ? 0 : 2;
	if (scalar->style == SCALAR_literal || scalar->style == SCALAR_folded)
		return false;
	if (s.length == 0 || s.length > SHORT_BYTES || typed != s.length + quotes)
		return false;
	if (is_space(s.at[0]) || is_space(s.at[s.length - 1]) || strchr("-+=", s.at[0]))
		return false;
	size_t digits = 0;
	while (digits < s.length && is_digit(s.at[digits]))
		digits++;
	if (digits && digits < s.length && (s.at[digits] == '.' || s.at[digits] == ')'))
		return false; /* an ordered list */
	for (size_t i = 0; i < s.length; i++)
		if (may_be_markup(s.at[i]) || (unsigned char)s.at[i] < 0x20)
			return false;
	return source_find_bidi(s, 0, NULL, NULL) == SIZE_MAX;
}

struct prose_node *prose_of(const struct binding *b, const struct node *scalar)
{
	const struct prose_options options = {.beside = b->beside};
	struct arena *arena = b->binder.arena;
	if (!is_plain_line(scalar))
		return prose_read(arena, b->binder.diags, b->binder.source, scalar, &options);
	struct place place = scalar->place;
	if (scalar->style != SCALAR_plain) {
		place.from++;
		place.to--;
	}
	struct prose_node *document = prose_new(arena, PROSE_document, place);
	struct prose_node *paragraph = prose_new(arena, PROSE_paragraph, place);
	prose_append(document, paragraph);
	prose_append(paragraph, prose_new_text(arena, scalar->text, place));
	return document;
}

/* --- readers by kind: `value` has its name, place and text already */

typedef void value_reader(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value);

static bool is_answer(const struct value_decl *decl, struct span text)
{
	for (size_t i = 0; i < decl->answer_count; i++)
		if (span_same_ignoring_case(decl->answers[i], text))
			return true;
	return decl->answer_count == 0;
}

static bool is_none(struct span text)
{
	return span_same_ignoring_case(text, SPAN("none"));
}

/* One line that can be seen as it is. */
static bool is_a_line(const struct binding *b, struct span name, struct span text,
	struct place place)
{
	if (text.length && memchr(text.at, '\n', text.length)) {
		diag_add(b->binder.diags, FINDING_several_lines, place, name, SPAN_NONE, SPAN_NONE);
		return false;
	}
	return words_are_plain(b, text, place);
}

static bool is_good_text(const struct binding *b, const struct value_decl *decl, struct span text,
	struct place place)
{
	if (!is_a_line(b, decl->name, text, place))
		return false;
	if (is_answer(decl, text))
		return true;
	complain_answer(b, place, text, decl->name, decl->answers, decl->answer_count);
	return false;
}

static void read_text(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	value->none = is_none(value->text);
	value->right = is_good_text(b, decl, value->text, typed->place);
}

static void read_prose(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	value->none = is_none(value->text);
	value->prose = prose_of(b, typed);
	value->right = true;
}

static void read_yes_no_value(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	value->right = yes_no_read(value->text, &value->yes);
	if (!value->right && characters_are_plain(b, value->text, typed->place))
		diag_add(b->binder.diags, FINDING_bad_yes_no, typed->place, value->text, SPAN_NONE,
			SPAN_NONE);
}

static void read_date(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	enum date_fault fault = date_read(value->text, &value->date);
	value->right = fault == DATE_RIGHT;
	if (!value->right)
		complain_date(b, typed, fault);
	value->amount = value->date.days;
}

static void read_time(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	value->right = time_read(value->text, &value->time);
	if (!value->right && characters_are_plain(b, value->text, typed->place))
		diag_add(b->binder.diags, FINDING_bad_time, typed->place, value->text, SPAN_NONE, SPAN_NONE);
}

static void read_money(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	value->none = is_none(value->text);
	if (value->none)
		return;
	struct money_reading reading = money_read(typed->text, MONEY_POUNDS);
	value->right = reading.fault == MONEY_RIGHT;
	value->amount = reading.pence;
	if (!value->right)
		complain_money(b, typed, reading);
}

static void read_number(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	struct decimal number = decimal_read(typed->text, false);
	value->right = number.fault == DECIMAL_RIGHT;
	value->amount = number.amount;
	value->decimals = number.decimals;
	if (number.fault == DECIMAL_TOO_LARGE)
		diag_add(b->binder.diags, FINDING_too_large, typed->place, value->text, SPAN_NONE,
			SPAN_NONE);
	else if (!value->right)
		complain_number(b, typed);
}

/* "an entry of wards" */
static struct span entry_of(const struct binding *b, struct span name)
{
	return arena_join(b->binder.arena, SPAN("an entry of "), name);
}

static void read_list(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	const struct node *const *items = typed->kind == NODE_list ? typed->items : &typed;
	size_t count = typed->kind == NODE_list ? typed->count : 1;
	struct words *list = ARENA_ARRAY(b->binder.arena, struct words, count);
	struct text joined = {0};
	value->right = true;
	for (size_t i = 0; i < count; i++) {
		if (items[i]->kind != NODE_scalar) {
			complain_shape(b, items[i]->place, entry_of(b, decl->name), "a text", items[i]);
			value->right = false;
			continue;
		}
		struct words words = {scalar_words(items[i]), items[i]->place};
		if (words.text.length == 0)
			diag_add(b->binder.diags, FINDING_empty_part, words.place, entry_of(b, decl->name),
				SPAN_NONE, SPAN_NONE);
		else if (!is_good_text(b, decl, words.text, words.place))
			value->right = false;
		else
			list[value->list_count++] = words;
		if (joined.length && words.text.length)
			text_add_string(&joined, ", ");
		text_add(&joined, words.text);
	}
	value->list = list;
	value->none = typed->kind == NODE_scalar && is_none(value->text);
	if (typed->kind == NODE_list)
		value->text = arena_copy(b->binder.arena, text_span(&joined));
	text_release(&joined);
}

static void read_people(const struct binding *b, const struct value_decl *decl,
	const struct node *typed, struct value *value)
{
	(void)decl;
	value->none = typed->kind == NODE_scalar && is_none(value->text);
	value->right = true;
	if (!value->none)
		records_read(b, PART_people, NULL, 0, typed, &value->people, &value->people_count);
}

static const struct {
	value_reader *read;
	bool scalar; /* a list or mapping is refused before the reader is called */
} readers[] = {
	[VALUE_text] = {read_text, true},
	[VALUE_prose] = {read_prose, true},
	[VALUE_yes_no] = {read_yes_no_value, true},
	[VALUE_date] = {read_date, true},
	[VALUE_time] = {read_time, true},
	[VALUE_money] = {read_money, true},
	[VALUE_number] = {read_number, true},
	[VALUE_list] = {read_list, false},
	[VALUE_people] = {read_people, false},
};

void value_read(const struct binding *b, const struct value_decl *decl, const struct node *typed,
	struct value *value)
{
	*value = (struct value){.name = decl->name, .kind = decl->kind, .key_place = typed->place,
		.place = typed->place, .text = SPAN("")};
	if (readers[decl->kind].scalar && typed->kind != NODE_scalar) {
		complain_shape(b, typed->place, decl->name, "a text", typed);
		return;
	}
	if (decl->kind == VALUE_list && typed->kind == NODE_mapping) {
		complain_shape(b, typed->place, decl->name, "a text or a list", typed);
		return;
	}
	if (typed->kind == NODE_scalar) {
		value->text = scalar_words(typed);
		if (value->text.length == 0) {
			value->right = decl->kind == VALUE_text;
			return; /* as if it were not given: whoever needs it says so */
		}
	}
	readers[decl->kind].read(b, decl, typed, value);
}
