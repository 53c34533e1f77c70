/* `sheets:` of a style: where each part stands. */
#include "house/reading.h"

#include "base/limits.h"

struct sheet_reading {
	struct house_sheet sheet;
	struct words key;
	struct words_list parts;
};

static void read_sheet_block(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct house_block *block = ARENA_NEW(binder->arena, struct house_block);
	read_block(binder, field, value, block);
	*(const struct house_block **)at = block;
}

static void read_sheet_lines(const struct binder *binder, const struct field *field,
	const struct node *value, void *at)
{
	struct house_page_lines *lines = ARENA_NEW(binder->arena, struct house_page_lines);
	read_page_lines(binder, field, value, lines);
	*(const struct house_page_lines **)at = lines;
}

#define SHEET_AT(member) offsetof(struct sheet_reading, sheet.member)
static const struct field sheet_fields[] = {
	{"parts", read_words_list, offsetof(struct sheet_reading, parts), true,
		"The parts that stand on it, in order.", NULL},
	{"key", read_words, offsetof(struct sheet_reading, key), false,
		"Its name; sheet1, sheet2 where none is given.", NULL},
	{"title", read_text, SHEET_AT(title), false,
		"What is printed above it.", &asks_paper},
	{"head", read_sheet_block, SHEET_AT(head), false,
		"The rows before its first part, in place of the style's.", NULL},
	{"foot", read_sheet_block, SHEET_AT(foot), false,
		"The rows after its last part, in place of the style's.", NULL},
	{"page_head", read_sheet_lines, SHEET_AT(page_head), false,
		"The lines at the head of its pages, in place of the style's.", NULL},
	{"page_foot", read_sheet_lines, SHEET_AT(page_foot), false,
		"The lines at the foot of its pages, in place of the style's.", NULL},
	{"numbering", read_numbering, SHEET_AT(numbering), false,
		"The numbers on it.", NULL},
	{"layout", read_layout, SHEET_AT(layout), false,
		"How its parts are set.", NULL},
	{"restart", read_restart, SHEET_AT(restart), false,
		"no: numbers go on from the sheet before.", NULL},
	{"when", read_condition, SHEET_AT(when), false,
		"When the sheet is there.", NULL},
	{"audience", read_word, SHEET_AT(audience), false,
		"Who may see it: public or restricted.", &audience_words},
	{"new_page", read_flag, SHEET_AT(new_page), false,
		"Whether it begins a page in print.", NULL},
	{"appendix", read_flag, SHEET_AT(appendix), false,
		"Whether the sheet is the next appendix.", NULL},
};
const struct shape sheet_shape = SHAPE("a sheet", sheet_fields);

static void bind_sheet(const struct reading *r, const struct node *node, size_t number,
	const struct house *house, struct house_sheet *sheet)
{
	struct sheet_reading s = {.sheet = {.new_page = true}};
	reading_bind(r, &sheet_shape, node, &s);
	s.sheet.key = s.key.text.at ? s.key.text : arena_format(r->arena, "sheet%zu", number);
	s.sheet.part_count = parts_named(r, house, &s.parts, &s.sheet.parts,
		&s.sheet.part_places);
	*sheet = s.sheet;
}

/* Keys name worksheets and anchors, so each stands once. */
static void check_key(const struct reading *r, const struct node *node,
	const struct house_sheet *sheets, size_t number)
{
	for (size_t i = 0; i < number; i++)
		if (span_same(sheets[i].key, sheets[number].key))
			diag_add(r->diags, FINDING_style_hides, node->place, sheets[number].key,
				SPAN("another sheet of that key"), SPAN_NONE);
}

void read_sheets(const struct reading *r, const struct node *node, struct house *house)
{
	if (!node || !wants(r, node, NODE_list, "sheets"))
		return;
	if (node->count > LIMIT_SHEETS) {
		bad_word(r, node, "at most 64 sheets");
		return;
	}
	struct house_sheet *sheets = ARENA_ARRAY(r->arena, struct house_sheet, node->count + 1);
	for (size_t i = 0; i < node->count; i++) {
		bind_sheet(r, node->items[i], i + 1, house, &sheets[i]);
		check_key(r, node->items[i], sheets, i);
	}
	house->sheets = sheets;
	house->sheet_count = node->count;
}
