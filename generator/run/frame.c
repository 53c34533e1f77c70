#include "run/frame.h"

#include <openssl/sha.h>
#include <string.h>

#define HEADER_ROOM 64
#define ABSENT UINT32_MAX

struct digest digest_of(struct span bytes)
{
	struct digest digest;
	SHA256((const unsigned char *)(bytes.at ? bytes.at : ""), bytes.length, digest.bytes);
	return digest;
}

bool digest_same(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, DIGEST_BYTES) == 0;
}

void digest_write(const struct digest *digest, struct text *into)
{
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		text_add_char(into, "0123456789abcdef"[digest->bytes[i] >> 4]);
		text_add_char(into, "0123456789abcdef"[digest->bytes[i] & 15]);
	}
}

static int hex_value(char c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_read(struct span hex, struct digest *digest)
{
	if (hex.length != 2 * DIGEST_BYTES)
		return false;
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		int high = hex_value(hex.at[2 * i]), low = hex_value(hex.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		digest->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* --- writing; the byte order is this machine's: neither pipe nor cache leaves it */

void put_u32(struct text *into, uint32_t number)
{
	text_add(into, (struct span){(const char *)&number, sizeof number});
}

void put_u64(struct text *into, uint64_t number)
{
	text_add(into, (struct span){(const char *)&number, sizeof number});
}

void put_span(struct text *into, struct span s)
{
	put_u32(into, s.at ? (uint32_t)s.length : ABSENT);
	text_add(into, s);
}

void put_digest(struct text *into, const struct digest *digest)
{
	text_add(into, (struct span){(const char *)digest->bytes, DIGEST_BYTES});
}

static void put_reported(struct text *into, const struct reported *r)
{
	const uint32_t numbers[] = {(uint32_t)r->id, (uint32_t)r->severity, r->waived, r->line,
		r->column, r->end_line, r->end_column, r->because_line, r->because_column,
		r->caret_from, r->caret_to, r->edit.line, r->edit.column, r->edit.end_line,
		r->edit.end_column, r->edit.certain};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		put_u32(into, numbers[i]);
	const struct span spans[] = {r->file, r->because_file, r->sentence, r->help, r->source_line,
		r->because_text, r->waived_by, r->waived_why, r->edit.text};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		put_span(into, spans[i]);
}

static void put_output(struct text *into, const struct output_record *output)
{
	put_span(into, output->suffix);
	put_u32(into, output->staged);
	put_u32(into, output->replaces);
	put_digest(into, &output->present);
	put_digest(into, &output->digest);
	put_u64(into, output->bytes);
}

static void put_fixed(struct text *into, const struct fixed_record *fixed)
{
	put_u32(into, fixed->findings);
	put_u32(into, fixed->lines);
	put_u32(into, fixed->given_up);
	put_u32(into, fixed->failed);
	put_span(into, fixed->left);
	put_span(into, fixed->shown);
}

static void put_input(struct text *into, const struct input *input)
{
	put_u32(into, (uint32_t)input->kind);
	put_span(into, input->name);
	put_digest(into, &input->digest);
}

/* A number that is known only once what follows it is written. */
static void set_u32(struct text *into, size_t at, uint32_t number)
{
	if (!text_failed(into))
		memcpy(into->at + at, &number, sizeof number);
}

void put_findings(struct text *into, const struct reported *reported, uint32_t count,
	uint32_t left_out, size_t limit)
{
	size_t counts = into->length;
	put_u32(into, 0);
	put_u32(into, 0);
	uint32_t written = 0;
	for (; written < count; written++) {
		size_t before = into->length;
		put_reported(into, &reported[written]);
		if (into->length <= limit)
			continue;
		text_cut(into, before);
		break;
	}
	set_u32(into, counts, written);
	set_u32(into, counts + sizeof written, left_out + count - written);
}

void frame_write(const struct job_result *result, struct text *into)
{
	size_t start = into->length;
	put_u32(into, (uint32_t)result->outcome);
	put_u32(into, (uint32_t)result->worst);
	put_u32(into, result->error);
	put_u32(into, result->final);
	put_u32(into, result->output_count);
	for (size_t i = 0; i < result->output_count; i++)
		put_output(into, &result->outputs[i]);
	const struct span card[] = {result->reference, result->title, result->body, result->date_iso,
		result->editions};
	for (size_t i = 0; i < sizeof card / sizeof *card; i++)
		put_span(into, card[i]);
	put_fixed(into, &result->fixed);
	put_u32(into, result->input_count);
	for (size_t i = 0; i < result->input_count; i++)
		put_input(into, &result->inputs[i]);
	put_findings(into, result->reported, result->reported_count, result->left_out,
		start + FRAME_LIMIT - HEADER_ROOM);
}

/* --- reading */

static bool take_bytes(struct reader *reader, void *at, size_t count)
{
	if (reader->failed || reader->rest.length < count) {
		reader->failed = true;
		memset(at, 0, count);
		return false;
	}
	memcpy(at, reader->rest.at, count);
	reader->rest = span_cut(reader->rest, count, reader->rest.length);
	return true;
}

uint32_t get_u32(struct reader *reader)
{
	uint32_t number;
	take_bytes(reader, &number, sizeof number);
	return number;
}

uint32_t get_below(struct reader *reader, uint32_t limit)
{
	uint32_t number = get_u32(reader);
	if (number < limit)
		return number;
	reader->failed = true;
	return 0;
}

uint64_t get_u64(struct reader *reader)
{
	uint64_t number;
	take_bytes(reader, &number, sizeof number);
	return number;
}

struct span get_span(struct reader *reader)
{
	uint32_t length = get_u32(reader);
	if (reader->failed || length == ABSENT)
		return SPAN_NONE;
	if (length > reader->rest.length) {
		reader->failed = true;
		return SPAN_NONE;
	}
	struct span s = {reader->rest.at, length};
	reader->rest = (struct span){reader->rest.at + length, reader->rest.length - length};
	return s;
}

struct digest get_digest(struct reader *reader)
{
	struct digest digest;
	take_bytes(reader, digest.bytes, DIGEST_BYTES);
	return digest;
}

static void get_reported(struct reader *reader, struct reported *r)
{
	r->id = (enum finding_id)get_below(reader, FINDING_count);
	r->severity = (enum severity)get_below(reader, SEVERITY_error + 1);
	r->waived = get_below(reader, 2);
	uint32_t *const numbers[] = {&r->line, &r->column, &r->end_line, &r->end_column,
		&r->because_line, &r->because_column, &r->caret_from, &r->caret_to,
		&r->edit.line, &r->edit.column, &r->edit.end_line, &r->edit.end_column};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		*numbers[i] = get_u32(reader);
	r->edit.certain = get_below(reader, 2);
	struct span *const spans[] = {&r->file, &r->because_file, &r->sentence, &r->help,
		&r->source_line, &r->because_text, &r->waived_by, &r->waived_why,
		&r->edit.text};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		*spans[i] = get_span(reader);
}

static void get_output(struct reader *reader, struct output_record *output)
{
	output->suffix = get_span(reader);
	output->staged = get_below(reader, 2);
	output->replaces = get_below(reader, 2);
	output->present = get_digest(reader);
	output->digest = get_digest(reader);
	output->bytes = get_u64(reader);
}

static void get_fixed(struct reader *reader, struct fixed_record *fixed)
{
	fixed->findings = get_u32(reader);
	fixed->lines = get_u32(reader);
	fixed->given_up = get_u32(reader);
	fixed->failed = get_below(reader, 2);
	fixed->left = get_span(reader);
	fixed->shown = get_span(reader);
}

static void get_input(struct reader *reader, struct input *input)
{
	input->kind = (enum input_kind)get_below(reader, INPUT_absent + 1);
	input->name = get_span(reader);
	input->digest = get_digest(reader);
}

uint32_t get_count(struct reader *reader, size_t least)
{
	uint32_t count = get_u32(reader);
	if (count <= reader->rest.length / least)
		return count;
	reader->failed = true;
	return 0;
}

#define FINDING_LEAST_BYTES (25 * sizeof(uint32_t)) /* sixteen numbers, nine lengths */

struct reported *get_findings(struct reader *reader, struct arena *arena, uint32_t *count,
	uint32_t *left_out)
{
	*count = get_u32(reader);
	*left_out = get_u32(reader);
	if (*count > reader->rest.length / FINDING_LEAST_BYTES) {
		reader->failed = true;
		*count = 0;
	}
	struct reported *reported = ARENA_ARRAY(arena, struct reported, *count + 1);
	for (size_t i = 0; i < *count; i++)
		get_reported(reader, &reported[i]);
	return reported;
}

bool frame_read(struct arena *arena, struct span bytes, struct job_result *result)
{
	struct reader reader = {.rest = bytes};
	*result = (struct job_result){0};
	result->outcome = (enum job_outcome)get_below(&reader, JOB_not_a_paper + 1);
	result->worst = (enum severity)get_below(&reader, SEVERITY_error + 1);
	result->error = get_u32(&reader);
	result->final = get_below(&reader, 2);
	result->output_count = get_below(&reader, JOB_OUTPUTS + 1);
	for (size_t i = 0; i < result->output_count; i++)
		get_output(&reader, &result->outputs[i]);
	struct span *const card[] = {
		&result->reference, &result->title, &result->body, &result->date_iso,
		&result->editions};
	for (size_t i = 0; i < sizeof card / sizeof *card; i++)
		*card[i] = get_span(&reader);
	get_fixed(&reader, &result->fixed);
	result->input_count = get_count(&reader, 2 * sizeof(uint32_t) + DIGEST_BYTES);
	result->inputs = ARENA_ARRAY(arena, struct input, result->input_count + 1);
	for (size_t i = 0; i < result->input_count; i++)
		get_input(&reader, &result->inputs[i]);
	result->reported =
		get_findings(&reader, arena, &result->reported_count, &result->left_out);
	return !reader.failed && reader.rest.length == 0;
}
