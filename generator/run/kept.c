#include "run/kept.h"

#include <stdlib.h>

static void put_output(struct text *into, const struct kept_output *output)
{
	put_span(into, output->suffix);
	put_digest(into, &output->digest);
	put_u64(into, output->bytes);
	put_u64(into, output->mark.bytes);
	put_u64(into, output->mark.inode);
	put_u64(into, (uint64_t)output->mark.modified_ns);
	put_u64(into, (uint64_t)output->mark.changed_ns);
}

static void get_output(struct reader *reader, struct kept_output *output)
{
	*output = (struct kept_output){.suffix = get_span(reader)};
	output->digest = get_digest(reader);
	output->bytes = get_u64(reader);
	output->mark.bytes = get_u64(reader);
	output->mark.inode = get_u64(reader);
	output->mark.modified_ns = (int64_t)get_u64(reader);
	output->mark.changed_ns = (int64_t)get_u64(reader);
}

void kept_write(const struct kept *kept, struct text *into)
{
	put_digest(into, &kept->key);
	put_digest(into, &kept->paper);
	put_u32(into, kept->final);
	const struct span card[] = {kept->reference, kept->title, kept->body, kept->date_iso};
	for (size_t i = 0; i < sizeof card / sizeof *card; i++)
		put_span(into, card[i]);
	put_u32(into, kept->output_count);
	for (size_t i = 0; i < kept->output_count; i++)
		put_output(into, &kept->outputs[i]);
	put_findings(into, kept->reported, kept->reported_count, kept->left_out, SIZE_MAX);
}

bool kept_read(struct arena *arena, struct kept_record record, struct kept *kept)
{
	struct reader reader = {.rest = record.bytes};
	*kept = (struct kept){.key = get_digest(&reader), .set = record.set};
	kept->paper = get_digest(&reader);
	kept->final = get_below(&reader, 2);
	struct span *const card[] = {&kept->reference, &kept->title, &kept->body, &kept->date_iso};
	for (size_t i = 0; i < sizeof card / sizeof *card; i++)
		*card[i] = get_span(&reader);
	kept->output_count = get_below(&reader, JOB_OUTPUTS + 1);
	for (size_t i = 0; i < kept->output_count; i++)
		get_output(&reader, &kept->outputs[i]);
	kept->reported = get_findings(&reader, arena, &kept->reported_count, &kept->left_out);
	return !reader.failed && reader.rest.length == 0;
}

static int by_name(const void *left, const void *right)
{
	const struct input *a = left, *b = right;
	return span_compare(a->name, b->name);
}

static struct digest digest_of_inputs(const struct input *inputs, uint32_t count)
{
	struct text all = {0};
	for (uint32_t i = 0; i < count; i++) {
		put_u32(&all, (uint32_t)inputs[i].kind);
		put_span(&all, inputs[i].name);
		put_digest(&all, &inputs[i].digest);
	}
	struct digest digest = digest_of(text_span(&all));
	text_release(&all);
	return digest;
}

uint32_t input_sets_add(struct input_sets *sets, const struct input *inputs, uint32_t count)
{
	struct arena *scratch = arena_new();
	struct input *sorted = ARENA_ARRAY(scratch, struct input, count + 1);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++)
		if (inputs[i].kind != INPUT_paper)
			sorted[kept++] = inputs[i];
	qsort(sorted, kept, sizeof *sorted, by_name);
	struct digest digest = digest_of_inputs(sorted, kept);
	uint32_t number = 0;
	while (number < sets->count && !digest_same(&sets->items[number].digest, &digest))
		number++;
	if (number == sets->count) {
		ARENA_GROW(sets->arena, sets->items, sets->count, sets->capacity);
		struct input *own = ARENA_ARRAY(sets->arena, struct input, kept + 1);
		for (uint32_t i = 0; i < kept; i++) {
			own[i] = sorted[i];
			own[i].name = arena_copy(sets->arena, sorted[i].name);
		}
		sets->items[sets->count++] = (struct input_set){digest, own, kept};
	}
	arena_release(scratch);
	return number;
}
