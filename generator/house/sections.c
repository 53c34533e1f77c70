/* The language of styles as lists: keys of style.yaml, values of templates, names of texts. */
#include "house/reading.h"
#include "house/values.def"

static const struct house_section sections[] = {
	{"style", &style_shape}, {"edition", &edition_shape}, {"formats", &formats_shape},
	{"bilingual", &bilingual_shape}, {"facts", &fact_shape}, {"head and foot", &block_shape},
	{"row", &row_shape}, {"page_head and page_foot", &page_lines_shape},
	{"sheets", &sheet_shape}, {"parts", &part_shape}, {"fields", &field_shape},
	{"columns", &column_shape}, {"numbering", &numbering_shape}, {"limits", &limits_shape},
	{"key_decision", &key_decision_shape}, {"notices", &notices_shape},
	{"notice", &notice_shape}, {"call_in", &call_in_shape}, {"exempt", &exempt_shape},
	{"risk", &risk_shape}, {"finance", &finance_shape}, {"agenda", &agenda_shape},
};

const struct house_section *house_sections(size_t *count)
{
	*count = sizeof sections / sizeof *sections;
	return sections;
}

static const struct house_page_value page_values[] = {
#define PAPER(name, kind, inside, says) {"paper", #name, #kind, #inside, says},
#define MEETING(name, kind, inside, says) {"meeting", #name, #kind, #inside, says},
#define SHEET(name, kind, inside, says) {"sheet", #name, #kind, #inside, says},
#define BLOCK(name, kind, inside, says) {"block", #name, #kind, #inside, says},
#define ROW(name, kind, inside, says) {"row", #name, #kind, #inside, says},
#define PART(name, kind, inside, says) {"part", #name, #kind, #inside, says},
#define PARAGRAPH(name, kind, inside, says) {"paragraph", #name, #kind, #inside, says},
#define CONTENT(name, kind, inside, says) {"content", #name, #kind, #inside, says},
#define TABLE(name, kind, inside, says) {"table", #name, #kind, #inside, says},
#define APPENDIX(name, kind, inside, says) {"appendix", #name, #kind, #inside, says},
	PAPER_VALUES(PAPER) MEETING_VALUES(MEETING) SHEET_VALUES(SHEET) BLOCK_VALUES(BLOCK)
	ROW_VALUES(ROW) PART_VALUES(PART) PARAGRAPH_VALUES(PARAGRAPH) CONTENT_VALUES(CONTENT)
	TABLE_VALUES(TABLE) APPENDIX_VALUES(APPENDIX)
};

const struct house_page_value *house_page_values(size_t *count)
{
	*count = sizeof page_values / sizeof *page_values;
	return page_values;
}

static bool fact_at(size_t index, struct house_name *name)
{
	size_t count;
	const struct value_decl *facts = builtin_facts(&count);
	if (index < count)
		*name = (struct house_name){"fact", facts[index].name.at, facts[index].description.at};
	return index < count;
}

static bool field_at(size_t index, struct house_name *name)
{
	enum part_kind kind;
	const struct value_decl *field = builtin_field_at(index, &kind);
	if (field)
		*name = (struct house_name){part_kind_name(kind), field->name.at,
			field->description.at};
	return field != NULL;
}

static bool moment_at(size_t index, struct house_name *name)
{
	enum asks asks;
	name->name = moment_name(index, &asks, &name->says);
	if (name->name)
		name->where = asks == ASKS_date ? "date" : "time";
	return name->name != NULL;
}

static bool made_at(size_t index, struct house_name *name)
{
	name->name = made_name_at(index, &name->where, &name->says);
	return name->name != NULL;
}

bool house_name_at(size_t index, struct house_name *name)
{
	static bool (*const lists[])(size_t, struct house_name *) = {fact_at, made_at, moment_at,
		field_at};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		size_t count = 0;
		while (lists[i](count, name)) {
			if (count == index)
				return true;
			count++;
		}
		index -= count;
	}
	return false;
}
