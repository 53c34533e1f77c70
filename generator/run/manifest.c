#include "run/manifest.h"
#include "run/version.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT_BYTES (60u * 1024 * 1024)
#define HEAD "{\n\"cabpaper\": \"" CABPAPER_VERSION "\",\n\"styles\": {\n"
#define BETWEEN "},\n\"papers\": {\n"
#define FOOT "}\n}\n"

/* --- JSON */

static void add_string(struct span s, struct text *into)
{
	text_add_char(into, '"');
	for (size_t i = 0; i < s.length; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c == '"' || c == '\\')
			text_add_char(into, '\\');
		if (c < 0x20)
			text_format(into, "\\u%04x", c);
		else
			text_add_char(into, (char)c);
	}
	text_add_char(into, '"');
}

static void add_member(const char *key, struct span value, struct text *into)
{
	if (!value.length)
		return;
	text_format(into, "\"%s\": ", key);
	add_string(value, into);
	text_add_string(into, ", ");
}

/* --- reading: the lines that manifest_write has written, and nothing else */

/* `"NAME": {...}` with or without a comma; false for any other line. */
static bool read_line(struct span line, struct manifest_line *into)
{
	if (span_ends(line, ","))
		line.length--;
	size_t colon = span_find(line, SPAN("\": {"));
	if (colon == SIZE_MAX || !span_starts(line, "\"") || !span_ends(line, "}"))
		return false;
	*into = (struct manifest_line){.base = span_cut(line, 1, colon),
		.line = span_cut(line, colon + 3, line.length)};
	return true;
}

static size_t count_lines(struct span s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.length; i++)
		count += s.at[i] == '\n';
	return count;
}

/* Reads lines up to the closing one; NULL if they are not sorted lines of ours. */
static struct manifest_line *read_lines(struct arena *arena, struct span part, size_t *count)
{
	struct manifest_line *lines =
		ARENA_ARRAY(arena, struct manifest_line, count_lines(part) + 1);
	*count = 0;
	for (size_t end; (end = span_find(part, SPAN("\n"))) != SIZE_MAX;) {
		struct manifest_line *line = &lines[*count];
		if (!read_line(span_cut(part, 0, end), line) ||
			(*count && span_compare(line[-1].base, line->base) >= 0))
			return NULL;
		++*count;
		part = span_cut(part, end + 1, part.length);
	}
	return part.length == 0 ? lines : NULL;
}

static void read_old(struct manifest *manifest)
{
	struct span whole = text_span(&manifest->file);
	size_t styles = span_find(whole, SPAN("\"styles\": {\n"));
	size_t between = span_find(whole, span_of("\n" BETWEEN));
	if (span_starts(whole, "{\n\"cabpaper\": \"") && styles != SIZE_MAX && between == SIZE_MAX)
		between = span_find(whole, span_of(BETWEEN)) - 1; /* no styles */
	if (styles == SIZE_MAX || between >= whole.length || !span_ends(whole, FOOT))
		return;
	size_t from = styles + strlen("\"styles\": {\n"), papers = between + 1 + strlen(BETWEEN);
	size_t foot = whole.length - strlen(FOOT);
	if (from > between + 1 || papers > foot)
		return;
	manifest->styles = read_lines(
		manifest->arena, span_cut(whole, from, between + 1), &manifest->style_count);
	manifest->old =
		read_lines(manifest->arena, span_cut(whole, papers, foot), &manifest->old_count);
	if (!manifest->styles || !manifest->old)
		manifest->style_count = manifest->old_count = 0;
}

void manifest_open(struct manifest *manifest, struct arena *arena, struct outputs *outputs)
{
	*manifest = (struct manifest){.arena = arena, .outputs = outputs};
	if (file_read(outputs->folder, MANIFEST_NAME, LIMIT_BYTES, &manifest->file))
		read_old(manifest);
}

void manifest_close(struct manifest *manifest)
{
	text_release(&manifest->file);
}

static int compare_base(const void *base, const void *line)
{
	return span_compare(*(const struct span *)base, ((const struct manifest_line *)line)->base);
}

static const struct manifest_line *find_line(const struct manifest_line *lines, size_t count,
	struct span base)
{
	return count ? bsearch(&base, lines, count, sizeof *lines, compare_base) : NULL;
}

static bool take(struct span *rest, const char *expected)
{
	if (!span_starts(*rest, expected))
		return false;
	*rest = span_cut(*rest, strlen(expected), rest->length);
	return true;
}

static struct span take_until(struct span *rest, const char *end)
{
	size_t at = span_find(*rest, span_of(end));
	if (at == SIZE_MAX)
		at = rest->length;
	const struct span taken = span_cut(*rest, 0, at);
	*rest = span_cut(*rest, at, rest->length);
	return taken;
}

/* `".html": ["DIGEST", BYTES]` */
static bool read_output(struct span *rest, struct manifest_output *into)
{
	if (!take(rest, "\""))
		return false;
	into->suffix = take_until(rest, "\"");
	if (!take(rest, "\": [\"") || !digest_read(take_until(rest, "\""), &into->digest) ||
		!take(rest, "\", "))
		return false;
	const struct span bytes = take_until(rest, "]");
	into->bytes = 0;
	for (size_t i = 0; i < bytes.length && i < 12; i++)
		into->bytes = into->bytes * 10 + (uint64_t)(bytes.at[i] - '0');
	return take(rest, "]");
}

static size_t read_outputs(struct span line, struct manifest_output *into)
{
	const size_t at = span_find(line, SPAN("\"outputs\": {"));
	struct span rest = at == SIZE_MAX ? SPAN("")
		: span_cut(line, at + strlen("\"outputs\": {"), line.length);
	size_t count = 0;
	while (count < JOB_OUTPUTS && read_output(&rest, &into[count])) {
		count++;
		if (!take(&rest, ", "))
			break;
	}
	return count;
}

size_t manifest_outputs(const struct manifest *manifest, struct span base,
	struct manifest_output *into)
{
	const struct manifest_line *line = find_line(manifest->old, manifest->old_count, base);
	return line ? read_outputs(line->line, into) : 0;
}

bool manifest_digest(const struct manifest *manifest, struct span base, struct span suffix,
	struct digest *digest)
{
	struct manifest_output outputs[JOB_OUTPUTS];
	const size_t count = manifest_outputs(manifest, base, outputs);
	for (size_t i = 0; i < count; i++) {
		if (!span_same(outputs[i].suffix, suffix))
			continue;
		*digest = outputs[i].digest;
		return true;
	}
	return false;
}

/* --- writing */

static void add_set_name(const struct input_set *set, struct text *into)
{
	struct text hex = {0};
	digest_write(&set->digest, &hex);
	text_add(into, span_cut(text_span(&hex), 0, 16));
	text_release(&hex);
}

/* Without the folder in which styles, or attachments of the paper, lie:
 * "herefordshire/style.yaml". */
static struct span relative_name(const struct house_search *search, struct span name)
{
	for (size_t i = 0; i < search->count; i++) {
		struct span folder = span_of(search->folders[i]);
		if (name.length > folder.length + 1 && name.at[folder.length] == '/' &&
			memcmp(name.at, folder.at, folder.length) == 0)
			return span_cut(name, folder.length + 1, name.length);
	}
	size_t start = name.length;
	while (start > 0 && name.at[start - 1] != '/')
		start--;
	return span_cut(name, start, name.length);
}

/* The set as it stands in the manifest: named by its public content, so that neither the folder nor
 * the machine shows. */
static struct manifest_line style_line(struct arena *arena, const struct house_search *search,
	const struct input_set *set)
{
	struct text line = {0}, name = {0};
	struct input *inputs = ARENA_ARRAY(arena, struct input, set->count + 1);
	for (uint32_t i = 0; i < set->count; i++) {
		inputs[i] = set->inputs[i];
		inputs[i].name = relative_name(search, inputs[i].name);
	}
	struct input_sets one = {.arena = arena};
	input_sets_add(&one, inputs, set->count); /* sorts by the names that are shown */
	add_set_name(&one.items[0], &name);
	text_add_char(&line, '{');
	for (uint32_t i = 0; i < one.items[0].count; i++) {
		if (i)
			text_add_string(&line, ", ");
		add_string(one.items[0].inputs[i].name, &line);
		text_add_string(&line, ": \"");
		digest_write(&one.items[0].inputs[i].digest, &line);
		text_add_char(&line, '"');
	}
	text_add_char(&line, '}');
	struct manifest_line made = {.base = arena_copy(arena, text_span(&name)),
		.line = arena_copy(arena, text_span(&line))};
	text_release(&line);
	text_release(&name);
	return made;
}

/* What a line says but for the outputs. */
static void add_paper(const struct kept *kept, struct span style, struct text *into)
{
	text_add_string(into, "{\"paper\": \"");
	digest_write(&kept->paper, into);
	text_add_string(into, "\", ");
	add_member("style", style, into);
	add_member("reference", kept->reference, into);
	add_member("title", kept->title, into);
	add_member("body", kept->body, into);
	add_member("date", kept->date_iso, into);
	text_format(into, "\"status\": \"%s\", ", kept->final ? "final" : "draft");
}

/* The outputs that this run was not asked for, but that the old line has, made from the same paper
 * and style, and that are still there as they were. */
static size_t carry_outputs(const struct manifest *manifest, struct span base, struct span said,
	const struct kept *kept, struct manifest_output *into)
{
	const struct manifest_line *line = find_line(manifest->old, manifest->old_count, base);
	struct manifest_output old[JOB_OUTPUTS];
	size_t carried = 0;
	if (!line || line->line.length < said.length ||
		memcmp(line->line.at, said.at, said.length) != 0)
		return 0;
	const size_t count = read_outputs(line->line, old);
	for (size_t i = 0; i < count; i++) {
		struct digest present;
		bool made = false;
		for (size_t k = 0; k < kept->output_count; k++)
			made = made || span_same(kept->outputs[k].suffix, old[i].suffix);
		if (!made && carried + kept->output_count < JOB_OUTPUTS &&
			outputs_digest(manifest->outputs, (struct output_name){base, old[i].suffix},
				&present) &&
			digest_same(&present, &old[i].digest))
			into[carried++] = old[i];
	}
	return carried;
}

/* Formats in the order of their table, then companions by name. */
static int by_suffix(const void *left, const void *right)
{
	const struct manifest_output *a = left, *b = right;
	const int order = is_companion(a->suffix) - is_companion(b->suffix);
	if (order || is_companion(a->suffix))
		return order ? order : span_compare(a->suffix, b->suffix);
	size_t places[2] = {0, 0};
	for (size_t i = 0; i < renderer_count; i++) {
		places[0] = span_is(a->suffix, renderers[i].suffix) ? i : places[0];
		places[1] = span_is(b->suffix, renderers[i].suffix) ? i : places[1];
	}
	return (places[0] > places[1]) - (places[0] < places[1]);
}

static void add_outputs(const struct manifest *manifest, const struct kept *kept, struct span base,
	size_t start, struct text *into)
{
	struct manifest_output all[JOB_OUTPUTS];
	size_t count = carry_outputs(
		manifest, base, span_cut(text_span(into), start, into->length), kept, all);
	for (size_t i = 0; i < kept->output_count; i++)
		all[count++] = (struct manifest_output){kept->outputs[i].suffix,
			kept->outputs[i].digest, kept->outputs[i].bytes};
	qsort(all, count, sizeof *all, by_suffix);
	text_add_string(into, "\"outputs\": {");
	for (size_t i = 0; i < count; i++) {
		text_format(into, "%s\"%.*s\": [\"", i == 0 ? "" : ", ", SPAN_ARG(all[i].suffix));
		digest_write(&all[i].digest, into);
		text_format(into, "\", %llu]", (unsigned long long)all[i].bytes);
	}
	text_add_string(into, "}}");
}

struct writing {
	struct manifest *manifest;
	struct arena *arena;
	const struct work *work;
	const struct input_sets *sets;
	struct manifest_line *styles; /* all that papers refer to */
	size_t style_count;
	struct manifest_line **of_sets; /* by the number of the set; NULL: not met yet */
};

static struct span name_of_style(struct writing *w, const struct house_search *search, uint32_t set)
{
	if (w->of_sets[set])
		return w->of_sets[set]->base;
	struct manifest_line made = style_line(w->arena, search, &w->sets->items[set]);
	for (size_t i = 0; i < w->style_count; i++)
		if (span_same(w->styles[i].base, made.base)) {
			w->of_sets[set] = &w->styles[i];
			return made.base;
		}
	w->styles[w->style_count] = made;
	w->of_sets[set] = &w->styles[w->style_count++];
	return made.base;
}

/* One line of the papers, in the order of their names. */
struct place_in_file {
	struct span base;
	struct span old; /* the line that stays; absent: it is made of the record */
	uint32_t paper;
};

static int by_place(const void *left, const void *right)
{
	const struct place_in_file *a = left, *b = right;
	int order = span_compare(a->base, b->base);
	return order ? order : (a->old.at != NULL) - (b->old.at != NULL);
}

/* Nothing is left of a paper when none of its outputs is there. */
static bool is_there(const struct manifest *manifest, struct span base)
{
	struct file_mark mark;
	for (size_t i = 0; i < JOB_FORMATS && i < renderer_count; i++)
		if (outputs_mark(manifest->outputs,
			    (struct output_name){base, span_of(renderers[i].suffix)}, &mark))
			return true;
	return false;
}

/* The papers of this run and those of before, each once, sorted. */
static struct place_in_file *all_papers(struct writing *w, const struct kept_record *records,
	size_t *count)
{
	const struct found *found = w->work->found;
	const struct manifest *manifest = w->manifest;
	struct place_in_file *places = ARENA_ARRAY(
		w->arena, struct place_in_file, found->count + manifest->old_count + 1);
	size_t total = 0, kept = 0;
	for (uint32_t i = 0; i < found->count; i++)
		if (records[i].bytes.at)
			places[total++] = (struct place_in_file){found->papers[i].base, SPAN_NONE, i};
	for (size_t i = 0; i < manifest->old_count; i++)
		places[total++] =
			(struct place_in_file){manifest->old[i].base, manifest->old[i].line, 0};
	qsort(places, total, sizeof *places, by_place);
	for (size_t i = 0; i < total; i++) {
		bool again = kept && span_same(places[kept - 1].base, places[i].base);
		if (!again && (!places[i].old.at || is_there(manifest, places[i].base)))
			places[kept++] = places[i];
	}
	*count = kept;
	return places;
}

/* The style that an old line names. */
static struct span style_of(struct span line)
{
	static const char key[] = "\"style\": \"";
	size_t at = span_find(line, span_of(key));
	return at == SIZE_MAX ? SPAN_NONE
			      : span_cut(line, at + sizeof key - 1, at + sizeof key - 1 + 16);
}

static void keep_old_style(struct writing *w, struct span line)
{
	struct span name = style_of(line);
	const struct manifest_line *old =
		name.at ? find_line(w->manifest->styles, w->manifest->style_count, name) : NULL;
	for (size_t i = 0; i < w->style_count && old; i++)
		if (span_same(w->styles[i].base, name))
			old = NULL;
	if (old)
		w->styles[w->style_count++] = *old;
}

static int by_base(const void *left, const void *right)
{
	return span_compare(((const struct manifest_line *)left)->base,
		((const struct manifest_line *)right)->base);
}

/* The styles that the lines will name: they stand before the papers. */
static void find_styles(struct writing *w, const struct place_in_file *places, size_t count,
	const struct kept_record *records)
{
	for (size_t i = 0; i < count; i++) /* those of this run first: they are made anew */
		if (!places[i].old.at)
			name_of_style(w, w->work->searches[places[i].paper],
				records[places[i].paper].set);
	for (size_t i = 0; i < count; i++)
		if (places[i].old.at)
			keep_old_style(w, places[i].old);
	qsort(w->styles, w->style_count, sizeof *w->styles, by_base);
	memset(w->of_sets, 0, w->sets->count * sizeof(*w->of_sets)); /* the lines have moved */
}

static void add_fresh(struct writing *w, uint32_t paper, struct kept_record record,
	struct text *into)
{
	struct arena *scratch = arena_new();
	struct kept kept;
	size_t start = into->length;
	bool whole = kept_read(scratch, record, &kept);
	assert(whole); /* this run has written it, or read it once already */
	if (whole) {
		add_paper(&kept, name_of_style(w, w->work->searches[paper], kept.set), into);
		add_outputs(w->manifest, &kept, w->work->found->papers[paper].base, start, into);
	}
	arena_release(scratch);
}

static void add_papers(struct writing *w, const struct place_in_file *places, size_t count,
	const struct kept_record *records, struct text *into)
{
	for (size_t i = 0; i < count; i++) {
		add_string(places[i].base, into);
		text_add_string(into, ": ");
		if (places[i].old.at)
			text_add(into, places[i].old);
		else
			add_fresh(w, places[i].paper, records[places[i].paper], into);
		text_add_string(into, i + 1 < count ? ",\n" : "\n");
	}
}

static void add_lines(const struct manifest_line *lines, size_t count, struct text *into)
{
	for (size_t i = 0; i < count; i++) {
		add_string(lines[i].base, into);
		text_add_string(into, ": ");
		text_add(into, lines[i].line);
		text_add_string(into, i + 1 < count ? ",\n" : "\n");
	}
}

int manifest_write(struct manifest *manifest, const struct work *work,
	const struct input_sets *sets, const struct kept_record *records)
{
	struct arena *arena = arena_new();
	struct writing w = {.manifest = manifest, .arena = arena, .work = work, .sets = sets};
	w.styles = ARENA_ARRAY(
		arena, struct manifest_line, sets->count + manifest->style_count + 1);
	w.of_sets = ARENA_ARRAY(arena, struct manifest_line *, sets->count + 1);
	size_t count;
	const struct place_in_file *places = all_papers(&w, records, &count);
	find_styles(&w, places, count, records);
	struct text out = {0};
	text_add_string(&out, HEAD);
	add_lines(w.styles, w.style_count, &out);
	text_add_string(&out, BETWEEN);
	add_papers(&w, places, count, records, &out);
	text_add_string(&out, FOOT);
	int error = text_failed(&out) ? EFBIG
		: file_replace(manifest->outputs->folder, MANIFEST_NAME, text_span(&out), true);
	text_release(&out);
	arena_release(arena);
	return error;
}
