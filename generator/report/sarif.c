/* SARIF 2.1.0 (OASIS), as code scanning reads it: every rule of the list, every finding with its place,
 * what is waived or known from the baseline as suppressed. */
#include "report/forms.h"

static const char *level_of(enum severity severity)
{
	static const char *const levels[] = {[SEVERITY_off] = "none", [SEVERITY_note] = "note",
		[SEVERITY_warning] = "warning", [SEVERITY_error] = "error"};
	return levels[severity];
}

static json_t *text_object(struct span s)
{
	json_t *object = json_object();
	json_object_set_new(object, "text", json_words(s));
	return object;
}

static json_t *pattern_object(const char *pattern)
{
	struct text words = {0};
	report_pattern(pattern, &words);
	json_t *object = text_object(text_span(&words));
	text_release(&words);
	return object;
}

static json_t *rule_object(enum finding_id id)
{
	const struct rule *rule = rule_of(id);
	json_t *object = json_object(), *configuration = json_object();
	json_object_set_new(object, "id", json_rule(id));
	json_object_set_new(object, "shortDescription", pattern_object(rule->sentence));
	json_object_set_new(object, "fullDescription",
		pattern_object(rule->why[0] ? rule->why : rule->sentence));
	json_object_set_new(object, "help",
		pattern_object(rule->help[0] ? rule->help : rule->sentence));
	json_object_set_new(configuration, "level", json_string(level_of(rule->final)));
	json_object_set_new(object, "defaultConfiguration", configuration);
	return object;
}

static json_t *region_object(const struct reported *f)
{
	json_t *region = json_object();
	json_object_set_new(region, "startLine", json_integer(f->line ? f->line : 1));
	json_object_set_new(region, "startColumn", json_integer(f->line ? f->column : 1));
	if (f->line) {
		json_object_set_new(region, "endLine", json_integer(f->end_line));
		json_object_set_new(region, "endColumn", json_integer(f->end_column));
	}
	return region;
}

static json_t *artifact_object(struct span file)
{
	struct text uri = {0};
	json_t *artifact = json_object();
	report_uri(file, &uri);
	json_object_set_new(artifact, "uri", json_words(text_span(&uri)));
	if (!span_starts(file, "/"))
		json_object_set_new(artifact, "uriBaseId", json_string("SRCROOT"));
	text_release(&uri);
	return artifact;
}

static json_t *location_object(struct span file, json_t *region)
{
	json_t *location = json_object(), *physical = json_object();
	json_object_set_new(physical, "artifactLocation", artifact_object(file));
	json_object_set_new(physical, "region", region);
	json_object_set_new(location, "physicalLocation", physical);
	return location;
}

/* Viewers offer it as a quick fix; --fix makes those that are certain. */
static void add_fix(json_t *result, const struct reported *f)
{
	if (!f->edit.line)
		return;
	json_t *fixes = json_array(), *fix = json_object(), *changes = json_array();
	json_t *change = json_object(), *replacements = json_array(), *replacement = json_object();
	json_t *region = json_object(), *properties = json_object();
	json_object_set_new(region, "startLine", json_integer(f->edit.line));
	json_object_set_new(region, "startColumn", json_integer(f->edit.column));
	json_object_set_new(region, "endLine", json_integer(f->edit.end_line));
	json_object_set_new(region, "endColumn", json_integer(f->edit.end_column));
	json_object_set_new(replacement, "deletedRegion", region);
	json_object_set_new(replacement, "insertedContent", text_object(f->edit.text));
	json_array_append_new(replacements, replacement);
	json_object_set_new(change, "artifactLocation", artifact_object(f->file));
	json_object_set_new(change, "replacements", replacements);
	json_array_append_new(changes, change);
	if (f->help.length)
		json_object_set_new(fix, "description", text_object(f->help));
	json_object_set_new(fix, "artifactChanges", changes);
	json_object_set_new(properties, "certain", json_boolean(f->edit.certain));
	json_object_set_new(fix, "properties", properties);
	json_array_append_new(fixes, fix);
	json_object_set_new(result, "fixes", fixes);
}

static void add_related(json_t *result, const struct reported *f)
{
	if (!f->because_line)
		return;
	json_t *region = json_object(), *list = json_array();
	json_object_set_new(region, "startLine", json_integer(f->because_line));
	json_object_set_new(region, "startColumn", json_integer(f->because_column));
	json_array_append_new(list, location_object(f->because_file, region));
	json_object_set_new(result, "relatedLocations", list);
}

static void add_suppression(json_t *result, const struct reported *f)
{
	if (!f->waived && !f->known)
		return;
	json_t *list = json_array(), *one = json_object();
	json_object_set_new(one, "kind", json_string(f->waived ? "inSource" : "external"));
	if (f->waived) {
		struct text why = {0};
		report_waiver(f, &why);
		json_object_set_new(one, "status", json_string("accepted"));
		json_object_set_new(one, "justification", json_words(text_span(&why)));
		text_release(&why);
	}
	json_array_append_new(list, one);
	json_object_set_new(result, "suppressions", list);
}

static json_t *result_object(const struct report *report, const struct reported *f)
{
	struct text message = {0};
	json_t *result = json_object(), *locations = json_array(), *prints = json_object();
	report_message(f, &message);
	json_object_set_new(result, "ruleId", json_rule(f->id));
	json_object_set_new(result, "ruleIndex", json_integer((json_int_t)f->id));
	json_object_set_new(result, "level", json_string(level_of(f->severity)));
	json_object_set_new(result, "message", text_object(text_span(&message)));
	json_array_append_new(locations, location_object(f->file, region_object(f)));
	json_object_set_new(result, "locations", locations);
	add_related(result, f);
	add_fix(result, f);
	json_object_set_new(prints, "cabpaper/v1", json_words(f->fingerprint));
	json_object_set_new(result, "partialFingerprints", prints);
	add_suppression(result, f);
	if (report->has_baseline)
		json_object_set_new(
			result, "baselineState", json_string(f->known ? "unchanged" : "new"));
	text_release(&message);
	return result;
}

static json_t *driver_object(const struct report *report)
{
	json_t *driver = json_object(), *rules = json_array();
	json_object_set_new(driver, "name", json_string("cabpaper"));
	json_object_set_new(driver, "semanticVersion", json_words(report->version));
	for (int id = 0; id < FINDING_count; id++)
		json_array_append_new(rules, rule_object((enum finding_id)id));
	json_object_set_new(driver, "rules", rules);
	return driver;
}

void report_sarif(const struct report *report, struct text *into)
{
	json_t *root = json_object(), *runs = json_array(), *run = json_object();
	json_t *tool = json_object(), *results = json_array(), *invocations = json_array();
	json_t *invocation = json_object();
	json_object_set_new(root, "$schema",
		json_string("https://json.schemastore.org/sarif-2.1.0.json"));
	json_object_set_new(root, "version", json_string("2.1.0"));
	json_object_set_new(tool, "driver", driver_object(report));
	json_object_set_new(run, "tool", tool);
	json_object_set_new(run, "columnKind", json_string("unicodeCodePoints"));
	json_object_set_new(invocation, "executionSuccessful", json_boolean(!report->broken));
	json_array_append_new(invocations, invocation);
	json_object_set_new(run, "invocations", invocations);
	for (size_t i = 0; i < report->count; i++)
		if (report->reported[i].severity >= report->show)
			json_array_append_new(results, result_object(report, &report->reported[i]));
	json_object_set_new(run, "results", results);
	json_array_append_new(runs, run);
	json_object_set_new(root, "runs", runs);
	json_write(root, into);
}
