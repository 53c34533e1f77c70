/* `parts:` of a style: what each part is. Sheets and other parts say where it stands. */
#include "house/reading.h"

#include "base/limits.h"

/* A part while its keys are read; `parts` are names until all parts are known. */
struct part_reading {
	struct house_part part;
	struct words_list below;
	const struct span *aliases;
	size_t alias_count;
	struct value_decl *field_decls;
	bool own_headings_given;
};

/* --- fields */

static void read_value_kind(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	static const char *const words[] = {
#define X(name) #name,
		VALUE_KINDS(X)
#undef X
	};
	static const struct word_list kinds = WORD_LIST(words);
	word_read(reading_of(binder), &kinds, value, at);
}

struct field_reading {
	struct house_field field;
	enum value_kind kind;
	bool required;
};

static void read_field_answers(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct field_reading *f = at;
	f->field.answer_count = read_answers(reading_of(binder), value, &f->field.answers);
}

static void read_every(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct field_reading *f = at;
	f->field.every_count = read_spans(reading_of(binder), value, field->key, &f->field.every);
}

#define FIELD_AT(member) offsetof(struct field_reading, member)
static const struct field field_fields[] = {
	{"kind", read_value_kind, FIELD_AT(kind), false,
		"What its values are: text, prose, yes_no, date, time, money, number, list or people.", NULL},
	{"required", read_flag, FIELD_AT(required), false,
		"Whether it must be given.", NULL},
	{"answers", read_field_answers, 0, false,
		"The only answers that are accepted, and what each prints.", NULL},
	{"every", read_every, 0, false,
		"A record with each of these must be there.", NULL},
	{"limits", read_limits, FIELD_AT(field.limits), false,
		"How long it may be.", NULL},
	{"guidance", read_span, FIELD_AT(field.guidance), false,
		"For authors; never printed in a paper.", NULL},
};
const struct shape field_shape = SHAPE("a field", field_fields);

static void bind_field(const struct reading *r, const struct pair *pair, enum part_kind kind,
	struct house_field *field, struct value_decl *decl)
{
	const struct value_decl *builtin = builtin_field(kind, pair->key->text);
	struct field_reading f = {.kind = builtin ? builtin->kind : VALUE_text};
	if (!node_is_empty(pair->value))
		reading_bind(r, &field_shape, pair->value, &f);
	if (builtin && f.kind != builtin->kind) {
		const struct node *given = node_get(pair->value, "kind");
		diag_add(r->diags, FINDING_style_bad_word, given->place, given->text,
			span_of(value_kind_name(builtin->kind)), SPAN_NONE);
	}
	*decl = (struct value_decl){.name = pair->key->text, .kind = f.kind, .required = f.required,
		.description = f.field.guidance.at ? f.field.guidance : SPAN("a field of the style"),
		.answers = answer_names(r, f.field.answers, f.field.answer_count),
		.answer_count = f.field.answer_count};
	*field = f.field;
	field->decl = decl;
}

static bool field_name_is_right(enum part_kind kind, struct span name)
{
	return builtin_field(kind, name) != NULL || name_is_right(name);
}

static void read_fields(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct reading *r = reading_of(binder);
	struct part_reading *p = at;
	if (is_none(value) || !wants(r, value, NODE_mapping, field->key))
		return;
	struct house_field *fields = ARENA_ARRAY(r->arena, struct house_field, value->count + 1);
	p->field_decls = ARENA_ARRAY(r->arena, struct value_decl, value->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < value->count; i++) {
		const struct pair *pair = &value->pairs[i];
		if (is_none(pair->value))
			continue;
		if (!field_name_is_right(p->part.kind, pair->key->text)) {
			bad_word(r, pair->key, "a name of small letters, digits and underscores");
			continue;
		}
		bind_field(r, pair, p->part.kind, &fields[count], &p->field_decls[count]);
		count++;
	}
	p->part.fields = fields;
	p->part.field_count = count;
}

/* --- columns */

static void read_cell_text(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	*(const struct house_text **)at = text_parse(reading_of(binder), value, ASKS_cell);
}

static const struct field column_fields[] = {
	{"title", read_text, offsetof(struct house_column, title), true,
		"What heads the column.", &asks_paper},
	{"text", read_cell_text, offsetof(struct house_column, text), false,
		"What stands in it, from the keys of the record.", NULL},
};
const struct shape column_shape = SHAPE("a column", column_fields);

static void read_columns(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	const struct reading *r = reading_of(binder);
	struct part_reading *p = at;
	if (is_none(value) || !wants(r, value, NODE_list, field->key))
		return;
	if (value->count > LIMIT_TABLE_COLUMNS) {
		bad_word(r, value, "at most 300 columns");
		return;
	}
	if (p->part.kind == PART_group && value->count != 2) {
		bad_word(r, value, "two columns: one of headings and one of texts");
		return;
	}
	struct house_column *columns = ARENA_ARRAY(r->arena, struct house_column, value->count + 1);
	for (size_t i = 0; i < value->count; i++) {
		reading_bind(r, &column_shape, value->items[i], &columns[i]);
		if (!columns[i].text && p->part.kind != PART_group)
			diag_add(r->diags, FINDING_style_missing, value->items[i]->place,
				SPAN("a column"), SPAN("text"), SPAN_NONE);
	}
	p->part.columns = columns;
	p->part.column_count = value->count;
}

/* --- the other keys */

static void read_heading(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct part_reading *p = at;
	p->part.heading_none = is_none(value);
	read_text(binder, field, value, &p->part.heading);
}

static void read_none(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct part_reading *p = at;
	if (value->kind == NODE_scalar && span_is(value->text, "refused"))
		p->part.none = NONE_refused;
	else if (value->kind == NODE_scalar && span_is(value->text, "left_out"))
		p->part.none = NONE_left_out;
	else
		read_text(binder, field, value, &p->part.none_text);
}

static void read_aliases(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct part_reading *p = at;
	p->alias_count = read_spans(reading_of(binder), value, field->key, &p->aliases);
}

static void read_own_headings(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	(void)field;
	struct part_reading *p = at;
	uint32_t depths;
	if (value->kind != NODE_scalar || !span_number(span_trim(value->text), &depths) ||
		depths > 3) {
		bad_word(reading_of(binder), value, "0, 1, 2 or 3");
		return;
	}
	p->part.own_headings = (uint8_t)depths;
	p->own_headings_given = true;
}

/* The kind is read before the other keys, which depend on it. */
static void skip(const struct binder *binder, const struct field *field, const struct node *value,
	void *at)
{
	(void)binder, (void)field, (void)value, (void)at;
}

static const char *const forms[] = {"any", "to", "that", "bare", "sentence"};
static const struct word_list form_words = WORD_LIST(forms);

#define PART_AT(member) offsetof(struct part_reading, part.member)
static const struct field part_fields[] = {
	{"kind", skip, 0, false,
		"The kind of the part: text where nothing is said.", NULL},
	{"heading", read_heading, 0, false,
		"The heading, or none.", &asks_paper},
	{"required", read_condition, PART_AT(required), false,
		"When a paper must have it.", NULL},
	{"expected", read_condition, PART_AT(expected), false,
		"When a paper without it is given a warning.", NULL},
	{"when", read_condition, PART_AT(when), false,
		"When it is there at all.", NULL},
	{"parts", read_words_list, offsetof(struct part_reading, below), false,
		"The parts below, after its own text.", NULL},
	{"none", read_none, 0, false,
		"What the answer none prints; or refused; or left_out, heading and all.", &asks_paper},
	{"lead", read_text, PART_AT(lead), false,
		"The text before the author's.", &asks_paper},
	{"tail", read_text, PART_AT(tail), false,
		"The text after the author's.", &asks_paper},
	{"text", read_text, PART_AT(text), false,
		"The words of a fixed part.", &asks_paper},
	{"rows", read_rows, PART_AT(rows), false,
		"The rows above the text, from facts and the part's own fields.", NULL},
	{"form", read_word, PART_AT(form), false,
		"How each recommendation begins: any, to, that, bare or sentence.", &form_words},
	{"fields", read_fields, 0, false,
		"The keys beside text, or those of each record.", NULL},
	{"item", read_text, PART_AT(item), false,
		"One record as a text.", &asks_record},
	{"columns", read_columns, 0, false,
		"The records as a table: title and text of each column.", NULL},
	{"layout", read_layout, PART_AT(layout), false,
		"How it is set: flow, boxes, headings_beside, numbers_beside or run_in.", NULL},
	{"numbering", read_numbering, PART_AT(numbering), false,
		"The numbers in it and below.", NULL},
	{"restart", read_restart, PART_AT(restart), false,
		"Whether numbers begin afresh inside it.", NULL},
	{"limits", read_limits, PART_AT(limits), false,
		"How long it may be.", NULL},
	{"own_headings", read_own_headings, 0, false,
		"How many depths of headings of their own authors may use: 0 to 3.", NULL},
	{"before_decision", read_flag, PART_AT(before_decision), false,
		"Whether it tells of what must be done before the decision, as an assessment.", NULL},
	{"audience", read_word, PART_AT(audience), false,
		"Who may see it: public or restricted.", &audience_words},
	{"guidance", read_span, PART_AT(guidance), false,
		"For authors; never printed in a paper.", NULL},
	{"example", read_example, PART_AT(example), false,
		"The part as it would stand in a paper: for the example paper and the guidance page.", NULL},
	{"aliases", read_aliases, 0, false,
		"Other keys that are accepted for it, and its old headings.", NULL},
};
const struct shape part_shape = SHAPE("a part", part_fields);

static enum part_kind kind_of(const struct reading *r, const struct node *part)
{
	static const char *const words[] = {
#define X(name) #name,
		PART_KINDS(X)
#undef X
	};
	static const struct word_list kinds = WORD_LIST(words);
	unsigned kind = PART_text;
	const struct node *given = part->kind == NODE_mapping ? node_get(part, "kind") : NULL;
	if (given)
		word_read(r, &kinds, given, &kind);
	return (enum part_kind)kind;
}

/* Without what says nothing of the kind: a style that changes the kind of an inherited part inherits
 * columns, too, that ask for the keys of other records. What the style itself says so is found by
 * check_definitions. */
static const struct node *of_kind(const struct reading *r, const struct node *keys,
	enum part_kind kind)
{
	if (keys->kind != NODE_mapping)
		return keys;
	struct pair *pairs = ARENA_ARRAY(r->arena, struct pair, keys->count + 1);
	struct node *copy = ARENA_NEW(r->arena, struct node);
	*copy = *keys;
	copy->pairs = pairs;
	copy->count = 0;
	for (size_t i = 0; i < keys->count; i++)
		if (key_says_something(kind, keys->pairs[i].key->text))
			pairs[copy->count++] = keys->pairs[i];
	return copy;
}

/* --- what a kind prints where the style says nothing */

/* A text of the program, read as one of the style that stands where the part does. */
static const struct house_text *own_text(const struct reading *r, struct span text, struct place place,
	enum asks asks)
{
	struct node *node = ARENA_NEW(r->arena, struct node);
	*node = (struct node){.kind = NODE_scalar, .style = SCALAR_double, .place = place, .text = text};
	return text_parse(r, node, asks);
}

/* Whatever was given of one record. */
static const struct house_text *usual_item(const struct reading *r, const struct house_part *part)
{
	static const char *const items[PART_KIND_count] = {
		[PART_documents] = "{title}[, {author}][, {date}][ ({at})][ {url}]",
		[PART_appendices] = "{number}. {title}[ ({at})]",
		[PART_people] = "{name}[, {role}][, {phone}][, {email}]",
		[PART_clearances] = "{role}[: {name}][, {date}][, {status}]",
	};
	const char *item = items[part->kind];
	return item ? own_text(r, span_of(item), part->place, ASKS_record) : NULL;
}

/* "area_of_work": "Area of work" */
static struct span in_words(const struct reading *r, struct span name)
{
	char *at = arena_take(r->arena, name.length + 1);
	for (size_t i = 0; i < name.length; i++)
		at[i] = name.at[i] == '_' ? ' ' : name.at[i];
	if (at[0] >= 'a' && at[0] <= 'z')
		at[0] = (char)(at[0] - 'a' + 'A');
	return (struct span){at, name.length};
}

/* A column for each field: records of the style's own have no other order. */
static void take_usual_columns(const struct reading *r, struct house_part *part)
{
	struct house_column *columns = ARENA_ARRAY(r->arena, struct house_column, part->field_count);
	for (size_t i = 0; i < part->field_count; i++) {
		const struct span name = part->fields[i].decl->name;
		columns[i].title = own_text(r, in_words(r, name), part->place, ASKS_paper);
		columns[i].text = own_text(r, arena_format(r->arena, "[{%.*s}]", SPAN_ARG(name)),
			part->place, ASKS_cell);
	}
	part->columns = columns;
	part->column_count = part->field_count;
}

static void take_usual(const struct reading *r, struct house_part *part)
{
	if (part->item || part->column_count)
		return;
	part->item = usual_item(r, part);
	if (part->kind == PART_records && part->field_count)
		take_usual_columns(r, part);
}

static void bind_part(const struct reading *outer, const struct pair *pair, struct house_part *slot,
	struct part_decl *decl, struct words_list *below)
{
	struct reading r = *outer;
	r.part = slot;
	struct part_reading p = {.part = {.key = pair->key->text, .place = pair->key->place,
		.kind = kind_of(outer, pair->value), .decl = decl, .rows = {.none = true}}};
	if (p.part.kind == PART_clearances)
		p.part.audience = AUDIENCE_restricted;
	if (!node_is_empty(pair->value))
		reading_bind(&r, &part_shape, of_kind(outer, pair->value, p.part.kind), &p);
	*slot = p.part; /* names are checked against the part's own fields */
	take_usual(&r, &p.part);
	if (!p.own_headings_given)
		p.part.own_headings = p.part.heading_none ? 3 : 1;
	*slot = p.part;
	*below = p.below;
	*decl = (struct part_decl){.key = p.part.key, .kind = p.part.kind, .fields = p.field_decls,
		.field_count = p.part.field_count, .aliases = p.aliases,
		.alias_count = p.alias_count};
	decl->heading_count = house_text_constants(p.part.heading, r.arena, &decl->headings);
}

static void unknown_part(const struct reading *r, const struct house *house, const struct words *name)
{
	struct nearest nearest = nearest_start(name->text);
	for (size_t i = 0; i < house->part_count; i++)
		nearest_try(&nearest, house->parts[i].key);
	struct finding *f = diag_add(r->diags, FINDING_style_unknown_part, name->place, name->text,
		SPAN_NONE, SPAN_NONE);
	suggest(r, f, &nearest);
}

static bool is_among(const struct house_part *const *parts, size_t count,
	const struct house_part *part)
{
	for (size_t i = 0; i < count; i++)
		if (parts[i] == part)
			return true;
	return false;
}

size_t parts_named(const struct reading *r, const struct house *house,
	const struct words_list *names, const struct house_part *const **parts,
	const struct place **places)
{
	const struct house_part **found =
		ARENA_ARRAY(r->arena, const struct house_part *, names->count + 1);
	struct place *where = ARENA_ARRAY(r->arena, struct place, names->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < names->count; i++) {
		const struct words *name = &names->items[i];
		if (!name->text.at)
			continue;
		const struct house_part *part = house_part(house, name->text);
		if (!part)
			unknown_part(r, house, name);
		else if (is_among(found, count, part))
			diag_add(r->diags, FINDING_style_part_twice, name->place, name->text,
				SPAN_NONE, SPAN_NONE);
		else {
			where[count] = name->place;
			found[count++] = part;
		}
	}
	*places = where;
	*parts = found;
	return count;
}

void read_parts(const struct reading *r, const struct node *node, struct house *house)
{
	if (!node || !wants(r, node, NODE_mapping, "parts"))
		return;
	struct house_part *parts = ARENA_ARRAY(r->arena, struct house_part, node->count + 1);
	struct part_decl *decls = ARENA_ARRAY(r->arena, struct part_decl, node->count + 1);
	struct words_list *below = ARENA_ARRAY(r->arena, struct words_list, node->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct pair *pair = &node->pairs[i];
		if (!name_is_right(pair->key->text)) {
			bad_word(r, pair->key, "a name of small letters, digits and underscores");
			continue;
		}
		bind_part(r, pair, &parts[count], &decls[count], &below[count]);
		count++;
	}
	house->parts = parts;
	house->part_count = count;
	house->vocabulary.parts = decls;
	house->vocabulary.part_count = count;
	for (size_t i = 0; i < count; i++)
		parts[i].part_count = parts_named(r, house, &below[i], &parts[i].parts,
			&parts[i].part_places);
}

const struct house_part *house_part(const struct house *house, struct span key)
{
	for (size_t i = 0; i < house->part_count; i++)
		if (span_same(house->parts[i].key, key))
			return &house->parts[i];
	return NULL;
}
