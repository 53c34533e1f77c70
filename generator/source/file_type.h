/*
 * file_type: what a file is by its own bytes, whatever its name says: only what can be read by
 * everybody for years and holds nothing that runs may be published beside a paper.
 */
#ifndef SOURCE_FILE_TYPE_H
#define SOURCE_FILE_TYPE_H

#include "base/span.h"

#define FILE_TYPES(X)                                                                              \
	X(pdf, "PDF", "application/pdf")                                                           \
	X(png, "PNG", "image/png")                                                                 \
	X(jpeg, "JPEG", "image/jpeg")                                                              \
	X(svg, "SVG", "image/svg+xml")
enum file_type {
#define X(name, shown, media) FILE_##name,
	FILE_TYPES(X)
#undef X
	FILE_unknown,
};
const char *file_type_name(enum file_type type);   /* "PDF" */
const char *file_type_media(enum file_type type);  /* "application/pdf" */
const char *file_type_suffix(enum file_type type); /* ".pdf" */

struct file_facts {
	enum file_type type;
	const char *wrong;      /* NULL: nothing. Why it cannot be used: "it ends early" */
	uint32_t width, height; /* pixels of a picture; 0 when an SVG gives none */
	bool turned; /* a photograph that is not stored upright */
	const char *beside;     /* NULL: nothing. What it carries beside what is seen: "EXIF data" */
};
struct file_facts file_look(struct span bytes);

/* A picture without what it carries beside what is seen (camera, place, author): appends it. */
struct text;
void file_picture_bare(struct span bytes, enum file_type type, struct text *into);

#endif
