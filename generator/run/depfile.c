/* The file that tells make which outputs depend on which inputs. */
#include "run/building.h"

#include <fcntl.h>
#include <string.h>

/* As make reads a name. */
static void add_name(struct span name, struct text *into)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.at[i];
		if (c == ' ' || c == '#')
			text_add_char(into, '\\');
		if (c == '$')
			text_add_char(into, '$');
		text_add_char(into, c);
	}
}

static void add_target(const struct build *build, struct span base, struct span suffix,
	struct text *into)
{
	struct text name = {0};
	text_format(&name, "%s/%.*s%.*s", build->outputs.path, SPAN_ARG(base), SPAN_ARG(suffix));
	add_name(text_span(&name), into);
	text_add_char(into, ' ');
	text_release(&name);
}

/* The formats that were asked for, made or not, and the companions that were made. */
static void add_targets(const struct build *build, struct span base, const struct kept *kept,
	struct text *into)
{
	for (size_t format = 0; format < JOB_FORMATS && format < renderer_count; format++)
		if (build->work.options->formats[format])
			add_target(build, base, span_of(renderers[format].suffix), into);
	for (size_t i = 0; kept && i < kept->output_count; i++)
		if (is_companion(kept->outputs[i].suffix))
			add_target(build, base, kept->outputs[i].suffix, into);
	into->length--;
	text_add_string(into, ":");
}

/* A name with a line end cannot be told to make. */
static bool may_be_named(struct span name)
{
	return span_find(name, SPAN("\n")) == SIZE_MAX;
}

static void add_rule(const struct build *build, uint32_t paper, struct text *into)
{
	const struct found_paper *found = &build->work.found->papers[paper];
	struct arena *scratch = arena_new();
	struct kept kept;
	const bool is_kept = build->records[paper].bytes.at &&
			     kept_read(scratch, build->records[paper], &kept);
	add_targets(build, found->base, is_kept ? &kept : NULL, into);
	text_add_char(into, ' ');
	add_name(found->name, into);
	const struct input_set *set = is_kept ? &build->cache.sets.items[kept.set] : NULL;
	for (uint32_t i = 0; set && i < set->count; i++) {
		if (set->inputs[i].kind == INPUT_absent || !may_be_named(set->inputs[i].name))
			continue;
		text_add_string(into, " \\\n ");
		add_name(set->inputs[i].name, into);
	}
	text_add_char(into, '\n');
	arena_release(scratch);
}

/* An empty rule for each file that may go away, so that make does not stop when it does. */
static void add_empty_rule(struct span name, struct text *into)
{
	if (!may_be_named(name))
		return;
	add_name(name, into);
	text_add_string(into, ":\n");
}

int depfile_write(const struct build *build, const char *path)
{
	const struct found *found = build->work.found;
	const struct input_sets *sets = &build->cache.sets;
	struct text out = {0};
	for (uint32_t i = 0; i < found->count; i++)
		if (!found->papers[i].refused && may_be_named(found->papers[i].name))
			add_rule(build, i, &out);
	for (uint32_t i = 0; i < found->count; i++)
		add_empty_rule(found->papers[i].name, &out);
	for (size_t set = 0; set < sets->count; set++)
		for (uint32_t i = 0; i < sets->items[set].count; i++)
			add_empty_rule(sets->items[set].inputs[i].name, &out);
	int error = file_replace(AT_FDCWD, path, text_span(&out), false);
	text_release(&out);
	return error;
}
