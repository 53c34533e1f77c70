#include "source/file_type.h"

#include "base/text.h"

#include <string.h>

static const struct {
	const char *shown, *media, *suffix;
} types[] = {
#define X(name, shown, media) [FILE_##name] = {shown, media, "." #name},
	FILE_TYPES(X)
#undef X
	[FILE_unknown] = {"unknown", "application/octet-stream", ""},
};

const char *file_type_name(enum file_type type)
{
	return types[type].shown;
}

const char *file_type_media(enum file_type type)
{
	return types[type].media;
}

const char *file_type_suffix(enum file_type type)
{
	return types[type].suffix;
}

static bool has_at(struct span s, size_t at, struct span expected)
{
	return at <= s.length && s.length - at >= expected.length &&
	       memcmp(s.at + at, expected.at, expected.length) == 0;
}

static uint32_t number_at(struct span s, size_t at, size_t bytes)
{
	uint32_t number = 0;
	for (size_t i = 0; i < bytes; i++)
		number = number << 8 | (unsigned char)s.at[at + i];
	return number;
}

/* --- PDF: a header, and the mark at the end that a cut-off download lacks */

#define PDF_TAIL 1024

static struct file_facts look_at_pdf(struct span bytes)
{
	struct file_facts facts = {.type = FILE_pdf};
	const struct span tail = span_cut(
		bytes, bytes.length > PDF_TAIL ? bytes.length - PDF_TAIL : 0, bytes.length);
	if (span_find(tail, SPAN("%%EOF")) == SIZE_MAX)
		facts.wrong = "it ends early";
	else if (span_find(bytes, SPAN("/Encrypt")) != SIZE_MAX)
		facts.wrong = "it is locked by a password or by rights";
	else if (span_find(bytes, SPAN("/JavaScript")) != SIZE_MAX ||
		 span_find(bytes, SPAN("/Launch")) != SIZE_MAX)
		facts.wrong = "it holds a program";
	else if (span_find(bytes, SPAN("/EmbeddedFile")) != SIZE_MAX)
		facts.wrong = "it holds another file inside";
	else if (span_find(bytes, SPAN("/Author")) != SIZE_MAX)
		facts.beside = "the name of an author";
	return facts;
}

/* --- PNG: chunks of length, name, bytes and check sum */

#define PNG_HEAD 8
#define PNG_CHUNK 12

struct chunk {
	size_t at, length; /* of its bytes; the name stands 4 before */
};

static bool next_chunk(struct span bytes, size_t *at, struct chunk *chunk)
{
	if (bytes.length - *at < PNG_CHUNK)
		return false;
	chunk->length = number_at(bytes, *at, 4);
	chunk->at = *at + 8;
	if (chunk->length > bytes.length - *at - PNG_CHUNK)
		return false;
	*at += PNG_CHUNK + chunk->length;
	return true;
}

static bool chunk_is(struct span bytes, const struct chunk *chunk, const char *name)
{
	return memcmp(bytes.at + chunk->at - 4, name, 4) == 0;
}

/* Words, dates and camera data; what is left makes the picture. */
static bool chunk_tells(struct span bytes, const struct chunk *chunk)
{
	static const char *const names[] = {"tEXt", "zTXt", "iTXt", "tIME", "eXIf"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (chunk_is(bytes, chunk, names[i]))
			return true;
	return false;
}

static struct file_facts look_at_png(struct span bytes)
{
	struct file_facts facts = {.type = FILE_png, .wrong = "it ends early"};
	struct chunk chunk;
	for (size_t at = PNG_HEAD; next_chunk(bytes, &at, &chunk);) {
		if (chunk_is(bytes, &chunk, "IHDR") && chunk.length >= 8) {
			facts.width = number_at(bytes, chunk.at, 4);
			facts.height = number_at(bytes, chunk.at + 4, 4);
		}
		if (chunk_tells(bytes, &chunk))
			facts.beside = "words or camera data";
		if (chunk_is(bytes, &chunk, "IEND")) {
			facts.wrong = facts.width && facts.height ? NULL : "it has no size";
			break;
		}
	}
	return facts;
}

static void bare_png(struct span bytes, struct text *into)
{
	struct chunk chunk;
	text_add(into, span_cut(bytes, 0, PNG_HEAD));
	for (size_t at = PNG_HEAD, from = at; next_chunk(bytes, &at, &chunk); from = at) {
		if (!chunk_tells(bytes, &chunk))
			text_add(into, span_cut(bytes, from, at));
		if (chunk_is(bytes, &chunk, "IEND"))
			break;
	}
}

/* --- JPEG: segments of a mark and a length, up to the picture itself */

struct segment {
	unsigned char mark;
	size_t from, to; /* with its mark */
};

/* False at the start of the picture's own data, or where the file is broken. */
static bool next_segment(struct span bytes, size_t *at, struct segment *segment)
{
	if (bytes.length - *at < 4 || (unsigned char)bytes.at[*at] != 0xFF)
		return false;
	segment->mark = (unsigned char)bytes.at[*at + 1];
	const size_t length = number_at(bytes, *at + 2, 2);
	if (segment->mark == 0xDA || length < 2 || length > bytes.length - *at - 2)
		return false;
	segment->from = *at;
	*at += 2 + length;
	segment->to = *at;
	return true;
}

/* APP1 holds EXIF and XMP, APP13 what Photoshop writes, COM a comment. APP0, APP2 (colours) and APP14
 * are needed to show the picture as it is. */
static bool segment_tells(const struct segment *segment)
{
	return segment->mark == 0xFE || segment->mark == 0xE1 ||
	       (segment->mark >= 0xE3 && segment->mark <= 0xED) || segment->mark == 0xEF;
}

static bool has_size(unsigned char mark)
{
	return mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
}

static uint32_t tiff_number(struct span s, size_t at, size_t bytes, bool little)
{
	uint32_t number = 0;
	for (size_t i = 0; i < bytes; i++)
		number = number << 8 | (unsigned char)s.at[little ? at + bytes - 1 - i : at + i];
	return number;
}

/* A camera stores the picture as its chip saw it, and says in EXIF how to turn it: taken out, the
 * picture would lie on its side. EXIF is a TIFF: byte order, then a list of 12 bytes an entry. */
static bool is_turned(struct span exif)
{
	enum { ORIENTATION = 0x0112, UPRIGHT = 1 };
	if (!span_starts(exif, "Exif") || exif.length < 14)
		return false;
	const struct span tiff = span_cut(exif, 6, exif.length);
	const bool little = tiff.at[0] == 'I';
	const size_t list = tiff_number(tiff, 4, 4, little);
	if (list > tiff.length || tiff.length - list < 2)
		return false;
	const size_t count = tiff_number(tiff, list, 2, little);
	for (size_t i = 0, at = list + 2; i < count && at + 12 <= tiff.length; i++, at += 12)
		if (tiff_number(tiff, at, 2, little) == ORIENTATION)
			return tiff_number(tiff, at + 8, 2, little) != UPRIGHT;
	return false;
}

static struct file_facts look_at_jpeg(struct span bytes)
{
	struct file_facts facts = {.type = FILE_jpeg};
	struct segment segment;
	for (size_t at = 2; next_segment(bytes, &at, &segment);) {
		if (has_size(segment.mark) && segment.to - segment.from >= 9) {
			facts.height = number_at(bytes, segment.from + 5, 2);
			facts.width = number_at(bytes, segment.from + 7, 2);
		}
		if (segment.mark == 0xE1 &&
			is_turned(span_cut(bytes, segment.from + 4, segment.to)))
			facts.turned = true;
		if (segment_tells(&segment))
			facts.beside = "camera data, a comment or a place";
	}
	const struct span tail =
		span_cut(bytes, bytes.length > 64 ? bytes.length - 64 : 0, bytes.length);
	if (!facts.width || !facts.height)
		facts.wrong = "it has no size";
	else if (span_find(tail, SPAN("\xFF\xD9")) == SIZE_MAX)
		facts.wrong = "it ends early";
	return facts;
}

static void bare_jpeg(struct span bytes, struct text *into)
{
	size_t at = 2;
	struct segment segment;
	text_add(into, span_cut(bytes, 0, 2));
	while (next_segment(bytes, &at, &segment))
		if (!segment_tells(&segment))
			text_add(into, span_cut(bytes, segment.from, segment.to));
	text_add(into, span_cut(bytes, at, bytes.length));
}

/* --- SVG: a drawing in XML; inside an <img> no browser runs or fetches anything, but as a file of its
 * own it would */

static bool mentions(struct span bytes, const char *word)
{
	const struct span needle = span_of(word);
	for (size_t i = 0; i + needle.length <= bytes.length; i++)
		if (span_same_ignoring_case(span_cut(bytes, i, i + needle.length), needle))
			return true;
	return false;
}

static struct file_facts look_at_svg(struct span bytes)
{
	static const char *const refused[][2] = {{"<script", "it holds a program"},
		{"<foreignObject", "it holds a page of its own"}, {"<!ENTITY", "it defines entities"},
		{"javascript:", "it holds a program"}, {"@import", "it loads another file"},
		{"onload", "it holds a program"}, {"onclick", "it holds a program"},
		{"href=\"http", "it loads another file"}, {"href='http", "it loads another file"},
		{"href=\"//", "it loads another file"}, {"url(http", "it loads another file"}};
	struct file_facts facts = {.type = FILE_svg};
	if (!mentions(bytes, "</svg>"))
		facts.wrong = "it ends early";
	for (size_t i = 0; i < sizeof refused / sizeof *refused && !facts.wrong; i++)
		if (mentions(bytes, refused[i][0]))
			facts.wrong = refused[i][1];
	return facts;
}

static bool begins_svg(struct span bytes)
{
	struct span rest = bytes;
	if (span_starts(rest, "\xEF\xBB\xBF"))
		rest = span_cut(rest, 3, rest.length);
	rest = span_trim(span_cut(rest, 0, rest.length < 4096 ? rest.length : 4096));
	return span_starts(rest, "<") && span_find(rest, SPAN("<svg")) != SIZE_MAX;
}

struct file_facts file_look(struct span bytes)
{
	if (span_starts(bytes, "%PDF-"))
		return look_at_pdf(bytes);
	if (has_at(bytes, 0, SPAN("\x89PNG\r\n\x1A\n")))
		return look_at_png(bytes);
	if (has_at(bytes, 0, SPAN("\xFF\xD8\xFF")))
		return look_at_jpeg(bytes);
	if (begins_svg(bytes))
		return look_at_svg(bytes);
	return (struct file_facts){.type = FILE_unknown};
}

void file_picture_bare(struct span bytes, enum file_type type, struct text *into)
{
	if (type == FILE_png)
		bare_png(bytes, into);
	else if (type == FILE_jpeg)
		bare_jpeg(bytes, into);
	else
		text_add(into, bytes);
}
