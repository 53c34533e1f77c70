/* Frames and records: what is written is read back, and nothing else is taken for a frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "run/frame.h"
#include "run/kept.h"

static struct reported a_finding(void)
{
	return (struct reported){.id = FINDING_bad_date, .severity = SEVERITY_warning, .waived = true,
		.file = SPAN("inputs/a.yaml"), .line = 3, .column = 4, .end_line = 5, .end_column = 6,
		.because_file = SPAN("b"), .because_line = 7, .because_column = 8,
		.sentence = SPAN("a sentence"), .help = SPAN(""), .source_line = SPAN_NONE,
		.caret_from = 9, .caret_to = 10, .because_text = SPAN("other"),
		.waived_by = SPAN("A. Officer"), .waived_why = SPAN("It is so.")};
}

static struct job_result a_result(struct reported *reported, struct input *inputs)
{
	struct job_result result = {.outcome = JOB_done, .worst = SEVERITY_warning, .error = 28,
		.reported = reported, .reported_count = 1, .inputs = inputs, .input_count = 2,
		.reference = SPAN("CYP/1"), .title = SPAN_NONE, .body = SPAN(""),
		.date_iso = SPAN("2005-09-29"), .final = true};
	result.output_count = 2;
	result.outputs[0] = (struct output_record){.suffix = SPAN(".md")};
	result.outputs[1] = (struct output_record){.suffix = SPAN("-files/a.pdf"), .staged = true, .replaces = true,
		.present = digest_of(SPAN("old")), .digest = digest_of(SPAN("new")), .bytes = 1234567890123};
	inputs[0] = (struct input){INPUT_paper, SPAN("inputs/a.yaml"), digest_of(SPAN("a"))};
	inputs[1] = (struct input){INPUT_style, SPAN("templates/s/style.yaml"), digest_of(SPAN("s"))};
	return result;
}

static bool same_span(struct span a, struct span b)
{
	return (a.at == NULL) == (b.at == NULL) && span_same(a, b);
}

static void a_frame_reads_back_as_it_was_written(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct reported one = a_finding();
	struct input inputs[2];
	struct job_result result = a_result(&one, inputs), back;
	struct text frame = {0};
	frame_write(&result, &frame);
	assert_true(frame_read(arena, text_span(&frame), &back));
	assert_int_equal(back.outcome, JOB_done);
	assert_int_equal(back.worst, SEVERITY_warning);
	assert_int_equal(back.error, 28);
	assert_true(back.final);
	assert_true(same_span(back.reference, result.reference));
	assert_true(same_span(back.title, SPAN_NONE));
	assert_true(same_span(back.body, SPAN("")));
	assert_true(same_span(back.date_iso, result.date_iso));
	assert_int_equal(back.output_count, 2);
	assert_true(same_span(back.outputs[0].suffix, SPAN(".md")) && !back.outputs[0].staged);
	assert_true(same_span(back.outputs[1].suffix, SPAN("-files/a.pdf")));
	assert_true(back.outputs[1].staged && back.outputs[1].replaces);
	assert_true(digest_same(&back.outputs[1].digest, &result.outputs[1].digest));
	assert_true(digest_same(&back.outputs[1].present, &result.outputs[1].present));
	assert_int_equal(back.outputs[1].bytes, 1234567890123);
	assert_int_equal(back.input_count, 2);
	assert_int_equal(back.inputs[1].kind, INPUT_style);
	assert_true(same_span(back.inputs[1].name, inputs[1].name));
	assert_true(digest_same(&back.inputs[1].digest, &inputs[1].digest));
	assert_int_equal(back.reported_count, 1);
	const struct reported *r = &back.reported[0];
	assert_int_equal(r->id, FINDING_bad_date);
	assert_int_equal(r->severity, SEVERITY_warning);
	assert_true(r->waived);
	assert_int_equal(r->line, 3);
	assert_int_equal(r->column, 4);
	assert_int_equal(r->end_line, 5);
	assert_int_equal(r->end_column, 6);
	assert_int_equal(r->because_line, 7);
	assert_int_equal(r->because_column, 8);
	assert_int_equal(r->caret_from, 9);
	assert_int_equal(r->caret_to, 10);
	assert_true(same_span(r->file, one.file));
	assert_true(same_span(r->because_file, one.because_file));
	assert_true(same_span(r->sentence, one.sentence));
	assert_true(same_span(r->help, one.help));
	assert_true(same_span(r->source_line, SPAN_NONE));
	assert_true(same_span(r->because_text, one.because_text));
	assert_true(same_span(r->waived_by, one.waived_by));
	assert_true(same_span(r->waived_why, one.waived_why));
	text_release(&frame);
	arena_release(arena);
}

static void a_frame_cut_anywhere_is_none(void **state)
{
	(void)state;
	struct reported one = a_finding();
	struct input inputs[2];
	struct job_result result = a_result(&one, inputs), back;
	struct text frame = {0};
	frame_write(&result, &frame);
	for (size_t length = 0; length < frame.length; length++) {
		struct arena *arena = arena_new();
		/* a copy of that length, so that the sanitizer sees a byte too much */
		struct span cut = arena_copy(arena, span_cut(text_span(&frame), 0, length));
		assert_false(frame_read(arena, cut, &back));
		arena_release(arena);
	}
	text_add_char(&frame, 0);
	struct arena *arena = arena_new();
	assert_false(frame_read(arena, text_span(&frame), &back));
	arena_release(arena);
	text_release(&frame);
}

/* Any byte may be anything: no crash, no huge allocation; what is accepted has known numbers. */
static void damaged_frames_are_harmless(void **state)
{
	(void)state;
	struct reported one = a_finding();
	struct input inputs[2];
	struct job_result result = a_result(&one, inputs), back;
	struct text frame = {0};
	frame_write(&result, &frame);
	for (size_t at = 0; at < frame.length; at++) {
		for (int value = 0; value < 256; value += 51) {
			struct arena *arena = arena_new();
			char kept = frame.at[at];
			frame.at[at] = (char)value;
			if (frame_read(arena, text_span(&frame), &back)) {
				assert_true(back.outcome <= JOB_not_a_paper);
				for (size_t i = 0; i < back.reported_count; i++)
					assert_true(back.reported[i].id < FINDING_count &&
						    back.reported[i].severity <= SEVERITY_error);
			}
			assert_true(arena_bytes(arena) < 1024 * 1024);
			frame.at[at] = kept;
			arena_release(arena);
		}
	}
	text_release(&frame);
}

static void findings_without_room_are_counted(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct text words = {0}, frame = {0};
	text_add_repeated(&words, 'x', 1000);
	struct reported *many = ARENA_ARRAY(arena, struct reported, 5000);
	for (size_t i = 0; i < 5000; i++) {
		many[i] = a_finding();
		many[i].sentence = text_span(&words);
	}
	struct input inputs[2];
	struct job_result result = a_result(many, inputs), back;
	result.reported_count = 5000;
	result.left_out = 3;
	frame_write(&result, &frame);
	assert_true(frame.length <= FRAME_LIMIT - 8);
	assert_true(frame.length > FRAME_LIMIT - 8 - 2000);
	assert_true(frame_read(arena, text_span(&frame), &back));
	assert_int_equal(back.reported_count + back.left_out, 5003);
	assert_true(back.reported_count > 500);
	text_release(&words);
	text_release(&frame);
	arena_release(arena);
}

static void a_record_reads_back(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct reported one = a_finding();
	struct kept kept = {.key = digest_of(SPAN("k")), .paper = digest_of(SPAN("p")), .set = 7,
		.final = true, .title = SPAN("T"), .reported = &one, .reported_count = 1, .left_out = 2};
	kept.output_count = 1;
	kept.outputs[0] = (struct kept_output){.suffix = SPAN(".xlsx"), .digest = digest_of(SPAN("x")),
		.bytes = 5, .mark = {5, 99, -1, 1234567890123456789}};
	struct text record = {0};
	struct kept back;
	kept_write(&kept, &record);
	assert_true(kept_read(arena, (struct kept_record){text_span(&record), 7}, &back));
	assert_true(digest_same(&back.key, &kept.key) && digest_same(&back.paper, &kept.paper));
	assert_int_equal(back.set, 7);
	assert_true(back.final && span_is(back.title, "T") && !back.body.at);
	assert_int_equal(back.output_count, 1);
	assert_true(span_is(back.outputs[0].suffix, ".xlsx"));
	assert_memory_equal(&back.outputs[0].mark, &kept.outputs[0].mark, sizeof(struct file_mark));
	assert_int_equal(back.reported_count, 1);
	assert_int_equal(back.left_out, 2);
	for (size_t length = 0; length < record.length; length++)
		assert_false(kept_read(arena,
			(struct kept_record){span_cut(text_span(&record), 0, length), 7}, &back));
	text_release(&record);
	arena_release(arena);
}

static void equal_sets_of_inputs_are_one(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct input_sets sets = {.arena = arena};
	struct input a = {INPUT_style, SPAN("a"), digest_of(SPAN("1"))};
	struct input b = {INPUT_style, SPAN("b"), digest_of(SPAN("2"))};
	struct input paper = {INPUT_paper, SPAN("p"), digest_of(SPAN("3"))};
	struct input other = {INPUT_style, SPAN("b"), digest_of(SPAN("4"))};
	assert_int_equal(input_sets_add(&sets, (struct input[]){a, b, paper}, 3), 0);
	assert_int_equal(input_sets_add(&sets, (struct input[]){b, a}, 2), 0);
	assert_int_equal(input_sets_add(&sets, (struct input[]){a, other}, 2), 1);
	assert_int_equal(input_sets_add(&sets, &paper, 1), 2);
	assert_int_equal(sets.items[0].count, 2);
	assert_int_equal(sets.items[2].count, 0);
	arena_release(arena);
}

static void digests_in_hexadecimal(void **state)
{
	(void)state;
	struct digest digest = digest_of(SPAN("abc")), back;
	struct text hex = {0};
	digest_write(&digest, &hex);
	assert_string_equal(
		hex.at, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(digest_read(text_span(&hex), &back) && digest_same(&back, &digest));
	assert_false(digest_read(span_cut(text_span(&hex), 0, 63), &back));
	hex.at[5] = 'G';
	assert_false(digest_read(text_span(&hex), &back));
	text_release(&hex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_reads_back_as_it_was_written),
		cmocka_unit_test(a_frame_cut_anywhere_is_none),
		cmocka_unit_test(damaged_frames_are_harmless),
		cmocka_unit_test(findings_without_room_are_counted),
		cmocka_unit_test(a_record_reads_back),
		cmocka_unit_test(equal_sets_of_inputs_are_one),
		cmocka_unit_test(digests_in_hexadecimal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
