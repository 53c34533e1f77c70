/* Parts by their kind: each in the simplest form that says it, or in full. */
#include "paper/binding.h"

#include <string.h>

/* --- empty, and the answer `none` */

/* Letters and digits of any alphabet; what is left out is punctuation and signs. */
static bool says_something(struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (is_letter((char)c) || is_digit((char)c))
			return true;
		/* U+0080-BF are C2 xx, U+2000-2FFF are E2 xx, U+3000-303F are E3 80 xx */
		if (c >= 0xC3 && c != 0xE2 &&
			!(c == 0xE3 && i + 1 < s.length && (unsigned char)s.at[i + 1] == 0x80))
			return true;
		if (c == 0xE2)
			i += 2;
	}
	return false;
}

const char *const paper_company_keys[] = {"note", "exempt", "lead", "unit", "years", "id", NULL};

bool paper_is_company(struct span key)
{
	for (size_t i = 0; paper_company_keys[i]; i++)
		if (span_is(key, paper_company_keys[i]))
			return true;
	return false;
}

bool node_says_something(const struct node *node)
{
	if (node->kind == NODE_scalar)
		return says_something(node->text);
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind == NODE_list && node_says_something(node->items[i]))
			return true;
		if (node->kind == NODE_mapping && !paper_is_company(node->pairs[i].key->text) &&
			node_says_something(node->pairs[i].value))
			return true;
	}
	return false;
}

static struct span in_words(const struct binding *b, struct span key)
{
	char *at = arena_take(b->binder.arena, key.length + 1);
	for (size_t i = 0; i < key.length; i++)
		at[i] = key.at[i] == '_' ? ' ' : key.at[i];
	return (struct span){at, key.length};
}

/* --- prose: one text, or a list of paragraphs */

struct passage_form {
	const struct node *text;
	struct words id, heading;
	struct words_list explains;
};
static const struct field passage_fields[] = {
	{.key = "text", .read = read_node, .offset = offsetof(struct passage_form, text),
		.required = true, .description = "The paragraph, whatever it holds."},
	{.key = "id", .read = read_words, .offset = offsetof(struct passage_form, id),
		.description = "Names it, so that the text can refer to it."},
	{.key = "heading", .read = read_words, .offset = offsetof(struct passage_form, heading),
		.description = "A heading above it."},
	{.key = "for", .read = read_words_list, .offset = offsetof(struct passage_form, explains),
		.description = "The ids of the recommendations that it explains."},
	{.key = "exempt", .read = read_nothing},
};
const struct shape paragraph_mapping = SHAPE("a paragraph", passage_fields);

static bool read_passage(const struct binding *b, struct span what, const struct node *typed,
	struct passage *passage)
{
	passage->place = typed->place;
	if (typed->kind != NODE_scalar) {
		complain_shape(b, typed->place, what, "a text", typed);
		return false;
	}
	passage->prose = prose_of(b, typed);
	return true;
}

static bool read_full_passage(const struct binding *b, const struct node *typed,
	struct passage *passage)
{
	struct passage_form form = {0};
	if (!shape_bind(&b->binder, &paragraph_mapping, typed, &form) || !form.text)
		return false;
	if (!node_says_something(form.text)) {
		complain_missing(b, form.text->place, SPAN("a paragraph"), SPAN("text"));
		return false;
	}
	if (!read_passage(b, SPAN("the text of a paragraph"), form.text, passage))
		return false;
	passage->place = typed->place;
	passage->heading = form.heading;
	passage->explains = form.explains;
	words_are_plain(b, form.heading.text, form.heading.place);
	if (form.id.text.at) {
		passage->id_place = form.id.place;
		if (id_is_good(b, form.id.text, form.id.place))
			passage->id = form.id.text;
	}
	return true;
}

static bool read_item(const struct binding *b, struct span entry, const struct node *typed,
	struct passage *passage)
{
	if (typed->kind == NODE_list) {
		complain_shape(b, typed->place, entry, "a text or a mapping", typed);
		return false;
	}
	if (typed->kind == NODE_mapping)
		return read_full_passage(b, typed, passage);
	if (!node_says_something(typed)) {
		diag_add(b->binder.diags, FINDING_empty_part, typed->place, entry, SPAN_NONE, SPAN_NONE);
		return false;
	}
	return read_passage(b, entry, typed, passage);
}

static void read_passages(const struct binding *b, const struct node *typed, struct part *part)
{
	struct span name = in_words(b, part->decl->key);
	part->listed = typed->kind == NODE_list;
	size_t count = part->listed ? typed->count : 1;
	struct passage *passages = ARENA_ARRAY(b->binder.arena, struct passage, count);
	part->passages = passages;
	if (!part->listed) {
		part->passage_count = read_passage(b, name, typed, passages);
		return;
	}
	struct span entry = arena_join(b->binder.arena, SPAN("an entry of "), name);
	for (size_t i = 0; i < count; i++)
		if (read_item(b, entry, typed->items[i], &passages[part->passage_count]))
			part->passage_count++;
}

/* --- kinds */

static const struct part_form forms[] = {
	[PART_text] = {.text = true, .passages = true, .keys = {"text"}, .expected = "a text"},
	[PART_recommendations] = {.items = "items", .keys = {"lead", "items"},
		.expected = "a list, each recommendation after a `- `"},
	[PART_options] = {.text = true, .items = "items", .keys = {"text", "items"},
		.expected = "a text or a list"},
	[PART_risks] = {.text = true, .passages = true, .items = "register",
		.keys = {"text", "register"}, .expected = "a text, or `text` and `register`"},
	[PART_finance] = {.text = true, .passages = true,
		.keys = {"text", "unit", "years", "lines", "funding", "total"},
		.expected = "a text, or `text`, `years` and `lines`"},
	[PART_list] = {.text = true, .items = "items", .keys = {"text", "items"},
		.expected = "a text or a list"},
	[PART_documents] = {.text = true, .items = "items", .keys = {"text", "items"},
		.expected = "a text or a list"},
	[PART_appendices] = {.items = "items", .keys = {"text", "items"}, .expected = "a list"},
	[PART_people] = {.entry = true, .items = "items", .keys = {"text", "items"},
		.expected = "a list"},
	[PART_clearances] = {.items = "items", .keys = {"text", "items"}, .expected = "a list"},
	[PART_records] = {.items = "items", .keys = {"text", "items"}, .expected = "a list"},
	[PART_fixed] = {.expected = "left out"},
	[PART_group] = {.expected = "left out"},
};

const struct part_form *paper_part_form(enum part_kind kind)
{
	return &forms[kind];
}

static size_t key_count_of(const struct part_form *form)
{
	size_t count = 0;
	while (count < sizeof form->keys / sizeof *form->keys && form->keys[count])
		count++;
	return count;
}

static void read_items(const struct binding *b, const struct node *typed, struct part *part)
{
	records_read(b, part->decl->kind, part->decl->fields, part->decl->field_count, typed,
		&part->items, &part->item_count);
}

static void read_lead(const struct binding *b, const struct node *typed, struct part *part)
{
	static const struct field lead = {.key = "lead"};
	read_words(&b->binder, &lead, typed, &part->lead);
	words_are_plain(b, part->lead.text, part->lead.place);
}

static bool is_given(const struct node *node)
{
	return node && !(node->kind == NODE_scalar && node_is_empty(node));
}

static void complain_empty(const struct binding *b, struct part *part)
{
	part->empty = true;
	diag_add(b->binder.diags, FINDING_empty_part,
		part->place.to > part->place.from ? part->place : part->key_place,
		in_words(b, part->decl->key), SPAN_NONE, SPAN_NONE);
}

/* Something to print, beside the style's own fields. */
static bool gives_matter(const struct part_form *form, const struct node *typed)
{
	for (size_t i = 0; i < key_count_of(form); i++) {
		const struct node *value = node_get(typed, form->keys[i]);
		if (value && !paper_is_company(span_of(form->keys[i])) && node_says_something(value))
			return true;
	}
	return false;
}

/* A lead-in without recommendations is not empty: check/ says that there are none. */
static bool is_lead_only(const struct part_decl *decl, const struct node *typed)
{
	return decl->kind == PART_recommendations && typed->kind == NODE_mapping &&
	       is_given(node_get(typed, "lead"));
}

static void read_full(const struct binding *b, const struct part_form *form,
	const struct node *typed, struct part *part)
{
	const struct part_decl *decl = part->decl;
	size_t own = paper_kind_has_records(decl->kind) ? 0 : decl->field_count;
	const struct field_set *set = fields_make(b, in_words(b, decl->key), decl->fields, own,
		form->keys, key_count_of(form));
	size_t faults = b->binder.diags->count;
	fields_bind(b, set, typed, &part->fields, &part->field_count);
	if (b->binder.diags->count == faults && !gives_matter(form, typed) &&
		!is_lead_only(decl, typed))
		complain_empty(b, part);
	const struct node *text = node_get(typed, "text");
	if (is_given(text) && text->kind == NODE_mapping)
		complain_shape(b, text->place, SPAN("`text`"), "a text or a list", text);
	else if (is_given(text))
		read_passages(b, text, part);
	const struct node *items = form->items ? node_get(typed, form->items) : NULL;
	if (is_given(items) && items->kind != NODE_list)
		complain_shape(b, items->place, arena_format(b->binder.arena, "`%s`", form->items), "a list",
			items);
	else if (is_given(items))
		read_items(b, items, part);
	const struct node *lead = node_get(typed, "lead");
	if (decl->kind == PART_recommendations && is_given(lead))
		read_lead(b, lead, part);
	if (decl->kind == PART_finance)
		part->finance = finance_read(b, typed);
}

/* The simplest form has no place for the style's own fields. */
static void complain_fields(const struct binding *b, const struct part *part)
{
	const struct part_decl *decl = part->decl;
	for (size_t i = 0; !paper_kind_has_records(decl->kind) && i < decl->field_count; i++)
		if (decl->fields[i].required)
			complain_missing(b, part->key_place, in_words(b, decl->key), decl->fields[i].name);
}

static void read_kind(const struct binding *b, const struct node *typed, struct part *part)
{
	const struct part_form *form = &forms[part->decl->kind];
	if (typed->kind != NODE_mapping)
		complain_fields(b, part);
	if (typed->kind == NODE_mapping)
		read_full(b, form, typed, part);
	else if (typed->kind == NODE_list ? form->passages : form->text)
		read_passages(b, typed, part);
	else if (typed->kind == NODE_list || form->entry)
		read_items(b, typed, part);
	else
		complain_shape(b, typed->place, in_words(b, part->decl->key), form->expected, typed);
}

void part_read(const struct binding *b, const struct part_decl *decl, const struct pair *typed,
	struct part *part)
{
	const struct node *value = typed->value;
	*part = (struct part){.decl = decl, .key_place = typed->key->place, .place = value->place};
	if (value->kind == NODE_scalar &&
		span_same_ignoring_case(span_trim(value->text), SPAN("none"))) {
		part->none = true;
		return;
	}
	if (node_says_something(value) || is_lead_only(decl, value))
		read_kind(b, value, part);
	else
		complain_empty(b, part);
}
