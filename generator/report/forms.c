/* The table of forms, and how words get into JSON and XML. */
#include "report/forms.h"

#include "source/characters.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	form_writer *write; /* NULL: text, which takes more than a report */
} forms[] = {
	{"text", NULL},
	{"json", report_json},
	{"sarif", report_sarif},
	{"junit", report_junit},
	{"github", report_github},
	{"gitlab", report_gitlab},
	{"checkstyle", report_checkstyle},
};

const char *report_form_name(size_t form)
{
	return form < sizeof forms / sizeof *forms ? forms[form].name : NULL;
}

void report_write(size_t form, const struct report *report, struct text *into)
{
	forms[form].write(report, into);
}

bool report_form_is_text(size_t form)
{
	return !forms[form].write;
}

/* --- JSON */

json_t *json_words(struct span s)
{
	json_t *words = json_stringn(s.at ? s.at : "", s.length);
	if (words)
		return words;
	struct text mended = {0};
	for (size_t at = 0; at < s.length;) {
		const struct character c = character_at(s, at);
		if (c.bytes)
			text_add(&mended, span_cut(s, at, at + c.bytes));
		else
			text_add_string(&mended, "\xEF\xBF\xBD");
		at += c.bytes ? c.bytes : 1;
	}
	words = json_stringn(mended.at, mended.length);
	text_release(&mended);
	return words ? words : json_string("");
}

json_t *json_rule(enum finding_id id)
{
	struct text name = {0};
	report_rule_name(id, &name);
	json_t *rule = json_words(text_span(&name));
	text_release(&name);
	return rule;
}

static int add_piece(const char *bytes, size_t count, void *into)
{
	text_add(into, (struct span){bytes, count});
	return 0;
}

void json_write(json_t *value, struct text *into)
{
	json_dump_callback(value, add_piece, into, JSON_INDENT(2));
	text_add_char(into, '\n');
	json_decref(value);
}

/* --- XML */

void report_escaped(struct span s, struct text *into)
{
	static const struct {
		char sign;
		const char *entity;
	} entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"},
		{'\t', "&#9;"}};
	for (size_t at = 0; at < s.length;) {
		const struct character c = character_at(s, at);
		const size_t bytes = c.bytes ? c.bytes : 1;
		const char *entity = NULL;
		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
			entity = s.at[at] == entities[i].sign ? entities[i].entity : entity;
		const bool allowed = c.bytes && c.point >= 0x20 && c.point != 0xFFFE && c.point != 0xFFFF;
		if (entity)
			text_add_string(into, entity);
		else if (allowed)
			text_add(into, span_cut(s, at, at + bytes));
		at += bytes;
	}
}

void report_attribute(const char *name, struct span value, struct text *into)
{
	text_format(into, " %s=\"", name);
	report_escaped(value, into);
	text_add_char(into, '"');
}

void report_number(const char *name, size_t number, struct text *into)
{
	text_format(into, " %s=\"%zu\"", name, number);
}

/* --- words and places */

void report_waiver(const struct reported *finding, struct text *into)
{
	text_format(into, "waived by %.*s: %.*s", SPAN_ARG(finding->waived_by), SPAN_ARG(finding->waived_why));
}

void report_message(const struct reported *finding, struct text *into)
{
	text_add(into, finding->sentence);
	if (finding->waived) {
		text_add_string(into, " (");
		report_waiver(finding, into);
		text_add_char(into, ')');
	} else if (finding->help.length)
		text_format(into, ". %.*s", SPAN_ARG(finding->help));
}

struct span report_relative(struct span file)
{
	while (span_starts(file, "./"))
		file = span_cut(file, 2, file.length);
	return file;
}

void report_uri(struct span file, struct text *into)
{
	static const char hex[] = "0123456789ABCDEF";
	file = report_relative(file);
	if (span_starts(file, "/"))
		text_add_string(into, "file://");
	for (size_t i = 0; i < file.length; i++) {
		const unsigned char c = (unsigned char)file.at[i];
		if (is_letter((char)c) || is_digit((char)c) || strchr("-._~/", c)) {
			text_add_char(into, (char)c);
			continue;
		}
		text_add_char(into, '%');
		text_add_char(into, hex[c >> 4]);
		text_add_char(into, hex[c & 15]);
	}
}
