/* Entries of parts: recommendations, options, risks, documents, people ... and the style's own. */
#include "paper/binding.h"

#include "base/limits.h"

#include "base/nearest.h"

/* What findings call one entry. */
static const char *const entry_names[] = {
	[PART_text] = "a paragraph",
	[PART_recommendations] = "a recommendation",
	[PART_options] = "an option",
	[PART_risks] = "a risk",
	[PART_finance] = "a line",
	[PART_list] = "an entry",
	[PART_documents] = "a document",
	[PART_appendices] = "an appendix",
	[PART_people] = "a person",
	[PART_clearances] = "a clearance",
	[PART_records] = "an entry",
	[PART_fixed] = "an entry",
	[PART_group] = "an entry",
};

struct record_reading {
	const struct binding *b;
	enum part_kind kind;
	struct span what;
	const struct field_set *fields;
};

static void add_id(const struct binding *b, enum part_kind kind, struct record *record)
{
	const struct value *id = record_value(record, "id");
	if (!id || id->text.length == 0 || !id->right)
		return;
	record->id_place = id->place;
	if ((kind == PART_risks && risk_id_is_right(id->text)) || id_is_good(b, id->text, id->place))
		record->id = id->text;
}

/* --- what an appendix is: at most one of table, file, text */

static const struct table_source *table_called(const struct binding *b, const struct node *typed)
{
	struct span id = scalar_words(typed);
	struct nearest near = nearest_start(id);
	for (size_t i = 0; i < b->table_count; i++) {
		if (span_same(b->tables[i].id, id))
			return &b->tables[i];
		nearest_try(&near, b->tables[i].id);
	}
	struct finding *f = diag_add(b->binder.diags, FINDING_reference_unknown, typed->place, id,
		SPAN_NONE, SPAN_NONE);
	f->help = near.best.at
		? arena_format(b->binder.arena, "Did you mean \"%.*s\"?", SPAN_ARG(near.best))
		: SPAN("Name a table that stands under `tables:`.");
	return NULL;
}

/* What may be published beside a paper: kinds that everybody can read, whole, and without anything
 * that runs or hides. Workbooks and documents of Word hide too much: their tables belong into the
 * paper, or into a CSV file. */
static const struct attached *file_called(const struct binding *b, const struct node *typed)
{
	const struct words name = {span_trim(typed->text), typed->place};
	const struct beside_file *file = beside_read(b->beside, name, LIMIT_ATTACHMENT_BYTES);
	if (!file)
		return NULL;
	const struct file_facts facts = file_look(file->bytes);
	if (facts.type == FILE_unknown || facts.wrong) {
		diag_add(b->binder.diags, FINDING_file_not_fit, name.place, name.text,
			facts.wrong ? span_of(facts.wrong)
				    : SPAN("it is neither PDF nor a picture (PNG, JPEG, SVG)"),
			SPAN_NONE);
		return NULL;
	}
	if (facts.beside)
		diag_add(b->binder.diags, FINDING_file_tells_more, name.place, name.text,
			span_of(facts.beside), SPAN_NONE);
	struct attached *attached = ARENA_NEW(b->binder.arena, struct attached);
	*attached = (struct attached){name, file->bytes, facts.type};
	return attached;
}

static void read_appendix(const struct binding *b, const struct node *typed, struct record *record)
{
	static const char *const forms[] = {"table", "file", "text"};
	size_t given = 0;
	for (size_t i = 0; i < 3; i++) {
		const struct node *form = node_get(typed, forms[i]);
		if (!form || (form->kind == NODE_scalar && node_is_empty(form)))
			continue;
		if (++given == 2)
			diag_add(b->binder.diags, FINDING_wrong_shape, form->place, SPAN("an appendix"),
				SPAN("one of `table`, `file` and `text`"), SPAN("the second of them"));
	}
	const struct node *file = node_get(typed, "file"), *table = node_get(typed, "table");
	if (file && file->kind == NODE_scalar && !node_is_empty(file))
		record->file = file_called(b, file);
	if (!table || (table->kind == NODE_scalar && node_is_empty(table)))
		return;
	if (table->kind == NODE_scalar)
		record->table = table_called(b, table);
	else
		record->table = table_read(b, record->id, record->id_place, table);
}

/* --- entries */

/* An entry typed as one text has the first value of its kind, and needs no other. */
static void read_single(const struct record_reading *r, const struct node *typed,
	struct record *record)
{
	const struct binding *b = r->b;
	const struct field_set *fields = r->fields;
	if (node_is_empty(typed)) {
		diag_add(b->binder.diags, FINDING_empty_part, typed->place, r->what, SPAN_NONE, SPAN_NONE);
		return;
	}
	if (fields->count == 0) {
		complain_shape(b, typed->place, r->what, "a mapping", typed);
		return;
	}
	struct value *value = ARENA_NEW(b->binder.arena, struct value);
	value_read(b, &fields->decls[0], typed, value);
	record->values = value;
	record->value_count = 1;
	for (size_t i = 1; i < fields->count; i++)
		if (fields->decls[i].required)
			complain_missing(b, typed->place, r->what, fields->decls[i].name);
}

static bool read_entry(const struct record_reading *r, const struct node *typed,
	struct record *record)
{
	const struct binding *b = r->b;
	record->place = typed->place;
	if (typed->kind == NODE_list) {
		complain_shape(b, typed->place, r->what, "a text or a mapping", typed);
		return false;
	}
	if (typed->kind == NODE_scalar) {
		read_single(r, typed, record);
		return record->value_count > 0;
	}
	fields_bind(b, r->fields, typed, &record->values, &record->value_count);
	add_id(b, r->kind, record);
	if (r->kind == PART_appendices)
		read_appendix(b, typed, record);
	return true;
}

void records_read(const struct binding *b, enum part_kind kind, const struct value_decl *own,
	size_t own_count, const struct node *typed, const struct record **records, size_t *count)
{
	static const char *const table[] = {"table"};
	size_t decl_count;
	const struct value_decl *decls = paper_fields_with(b->binder.arena, kind, own, own_count,
		&decl_count);
	struct record_reading r = {b, kind, span_of(entry_names[kind]), NULL};
	r.fields = fields_make(b, r.what, decls, decl_count, table, kind == PART_appendices ? 1 : 0);

	const struct node *const *items = typed->kind == NODE_list ? typed->items : &typed;
	size_t typed_count = typed->kind == NODE_list ? typed->count : 1;
	struct record *list = ARENA_ARRAY(b->binder.arena, struct record, typed_count);
	*count = 0;
	for (size_t i = 0; i < typed_count; i++)
		if (read_entry(&r, items[i], &list[*count]))
			++*count;
	*records = list;
}

const struct value *record_value(const struct record *record, const char *name)
{
	for (size_t i = 0; i < record->value_count; i++)
		if (span_is(record->values[i].name, name))
			return &record->values[i];
	return NULL;
}
