/* Our own form, one object for each finding; its schema is findings.schema.json beside this file. */
#include "report/forms.h"

static void add_because(json_t *object, const struct reported *f)
{
	if (!f->because_line)
		return;
	json_t *place = json_object();
	json_object_set_new(place, "file", json_words(f->because_file));
	json_object_set_new(place, "line", json_integer(f->because_line));
	json_object_set_new(place, "column", json_integer(f->because_column));
	json_object_set_new(object, "because", place);
}

static void add_waiver(json_t *object, const struct reported *f)
{
	json_object_set_new(object, "waived", json_boolean(f->waived));
	if (!f->waived)
		return;
	json_t *waiver = json_object();
	json_object_set_new(waiver, "by", json_words(f->waived_by));
	json_object_set_new(waiver, "reason", json_words(f->waived_why));
	json_object_set_new(object, "waiver", waiver);
}

static void add_edit(json_t *object, const struct reported *f)
{
	if (!f->edit.line)
		return;
	json_t *edit = json_object();
	json_object_set_new(edit, "line", json_integer(f->edit.line));
	json_object_set_new(edit, "column", json_integer(f->edit.column));
	json_object_set_new(edit, "end_line", json_integer(f->edit.end_line));
	json_object_set_new(edit, "end_column", json_integer(f->edit.end_column));
	json_object_set_new(edit, "text", json_words(f->edit.text));
	json_object_set_new(edit, "certain", json_boolean(f->edit.certain));
	json_object_set_new(object, "edit", edit);
}

static json_t *finding_object(const struct reported *f)
{
	json_t *object = json_object();
	json_object_set_new(object, "rule", json_rule(f->id));
	json_object_set_new(object, "severity", json_string(severity_name(f->severity)));
	json_object_set_new(object, "message", json_words(f->sentence));
	if (f->help.length)
		json_object_set_new(object, "help", json_words(f->help));
	json_object_set_new(object, "file", json_words(f->file));
	if (f->line) {
		json_object_set_new(object, "line", json_integer(f->line));
		json_object_set_new(object, "column", json_integer(f->column));
		json_object_set_new(object, "end_line", json_integer(f->end_line));
		json_object_set_new(object, "end_column", json_integer(f->end_column));
	}
	add_because(object, f);
	add_edit(object, f);
	add_waiver(object, f);
	json_object_set_new(object, "known", json_boolean(f->known));
	json_object_set_new(object, "fingerprint", json_words(f->fingerprint));
	return object;
}

void report_json(const struct report *report, struct text *into)
{
	json_t *root = json_object(), *files = json_array(), *findings = json_array();
	json_object_set_new(root, "version", json_integer(1));
	json_object_set_new(root, "program", json_string("cabpaper"));
	json_object_set_new(root, "program_version", json_words(report->version));
	for (size_t i = 0; i < report->file_count; i++)
		json_array_append_new(files, json_words(report->files[i]));
	json_object_set_new(root, "files", files);
	for (size_t i = 0; i < report->count; i++)
		if (report->reported[i].severity >= report->show)
			json_array_append_new(findings, finding_object(&report->reported[i]));
	json_object_set_new(root, "findings", findings);
	json_object_set_new(root, "left_out", json_integer((json_int_t)report->left_out));
	json_write(root, into);
}
