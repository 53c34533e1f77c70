/* What a file is by its own bytes, and what it carries beside what is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "source/file_type.h"

#include <string.h>

#define BYTES(literal) ((struct span){literal, sizeof(literal) - 1})

#define PNG_START "\x89PNG\r\n\x1A\n"
#define PNG_SIZE "\0\0\0\x0DIHDR\0\0\0\x28\0\0\0\x14\x08\x02\0\0\0crc1"
#define PNG_WORDS "\0\0\0\x05tEXthelloc0de"
#define PNG_DATA "\0\0\0\x02IDATxxcrc2"
#define PNG_END "\0\0\0\0IENDcrc3"

#define JPEG_START "\xFF\xD8"
#define JPEG_JFIF "\xFF\xE0\0\x06JFIF"
#define JPEG_EXIF "\xFF\xE1\0\x08" "Exif.."
#define JPEG_SIZE "\xFF\xC0\0\x0B\x08\0\x14\0\x28\x01\x01\x11\0"
#define JPEG_DATA "\xFF\xDA\0\x02picture\xFF\xD9"

static void is_refused(struct span bytes, enum file_type type, const char *why)
{
	const struct file_facts facts = file_look(bytes);
	assert_int_equal(facts.type, type);
	assert_non_null(facts.wrong);
	assert_string_equal(facts.wrong, why);
}

static void kinds_that_nobody_publishes(void **state)
{
	(void)state;
	static const char *const others[] = {"", "PK\x03\x04", "hello", "<html></html>", "%!PS",
		"GIF89a", "\x89PNG", "\xFF\xD8", "<", "{\\rtf1"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(file_look(span_of(others[i])).type, FILE_unknown);
}

static void pdf_files(void **state)
{
	(void)state;
	struct file_facts facts = file_look(SPAN("%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"));
	assert_int_equal(facts.type, FILE_pdf);
	assert_null(facts.wrong);
	assert_null(facts.beside);
	is_refused(SPAN("%PDF-1.7\n1 0 obj"), FILE_pdf, "it ends early");
	is_refused(SPAN("%PDF-1.7 /Encrypt 4 0 R %%EOF"), FILE_pdf,
		"it is locked by a password or by rights");
	is_refused(SPAN("%PDF-1.7 /Launch %%EOF"), FILE_pdf, "it holds a program");
	is_refused(SPAN("%PDF-1.7 /EmbeddedFiles %%EOF"), FILE_pdf, "it holds another file inside");
	facts = file_look(SPAN("%PDF-1.7 /Author (A) %%EOF"));
	assert_null(facts.wrong);
	assert_string_equal(facts.beside, "the name of an author");
}

static void png_pictures(void **state)
{
	(void)state;
	const struct span told = BYTES(PNG_START PNG_SIZE PNG_WORDS PNG_DATA PNG_END);
	const struct span bare = BYTES(PNG_START PNG_SIZE PNG_DATA PNG_END);
	struct file_facts facts = file_look(told);
	assert_null(facts.wrong);
	assert_int_equal(facts.width, 40);
	assert_int_equal(facts.height, 20);
	assert_non_null(facts.beside);
	assert_null(file_look(bare).beside);
	struct text out = {0};
	file_picture_bare(told, FILE_png, &out);
	assert_true(span_same(text_span(&out), bare));
	text_release(&out);
	for (size_t length = 8; length < told.length; length++)
		is_refused(span_cut(told, 0, length), FILE_png, "it ends early");
}

static void jpeg_pictures(void **state)
{
	(void)state;
	const struct span told = BYTES(JPEG_START JPEG_JFIF JPEG_EXIF JPEG_SIZE JPEG_DATA);
	const struct span bare = BYTES(JPEG_START JPEG_JFIF JPEG_SIZE JPEG_DATA);
	struct file_facts facts = file_look(told);
	assert_null(facts.wrong);
	assert_int_equal(facts.width, 40);
	assert_int_equal(facts.height, 20);
	assert_non_null(facts.beside);
	assert_null(file_look(bare).beside);
	struct text out = {0};
	file_picture_bare(told, FILE_jpeg, &out);
	assert_true(span_same(text_span(&out), bare));
	text_release(&out);
	for (size_t length = 3; length + 2 <= told.length; length++)
		assert_non_null(file_look(span_cut(told, 0, length)).wrong);
}

static void photographs_that_lie_on_their_side(void **state)
{
	(void)state;
	static const char big[] = JPEG_START "\xFF\xE1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\x01"
		"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0" JPEG_SIZE JPEG_DATA;
	static const char little[] = JPEG_START "\xFF\xE1\0\x22" "Exif\0\0II*\0\x08\0\0\0\x01\0"
		"\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0" JPEG_SIZE JPEG_DATA;
	assert_true(file_look(BYTES(big)).turned);
	assert_false(file_look(BYTES(little)).turned); /* upright */
	for (size_t length = 3; length < sizeof big; length++)
		file_look(span_cut(BYTES(big), 0, length)); /* nothing is read behind the end */
}

static void svg_drawings(void **state)
{
	(void)state;
	struct file_facts facts = file_look(SPAN("<?xml version='1.0'?>\n<svg><path/></svg>\n"));
	assert_int_equal(facts.type, FILE_svg);
	assert_null(facts.wrong);
	is_refused(SPAN("<svg><path/>"), FILE_svg, "it ends early");
	is_refused(SPAN("<svg><SCRIPT/></svg>"), FILE_svg, "it holds a program");
	is_refused(SPAN("<svg><g onload='x()'/></svg>"), FILE_svg, "it holds a program");
	is_refused(SPAN("<svg><image href=\"https://x\"/></svg>"), FILE_svg, "it loads another file");
	is_refused(SPAN("<svg><foreignObject/></svg>"), FILE_svg, "it holds a page of its own");
	is_refused(SPAN("<!DOCTYPE x [<!ENTITY a 'b'>]><svg></svg>"), FILE_svg, "it defines entities");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_that_nobody_publishes), cmocka_unit_test(pdf_files),
		cmocka_unit_test(png_pictures), cmocka_unit_test(jpeg_pictures),
		cmocka_unit_test(photographs_that_lie_on_their_side),
		cmocka_unit_test(svg_drawings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
