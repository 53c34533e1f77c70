/*
 * text: a growing buffer of bytes with a sticky failure flag. Append without asking; ask once, with
 * text_failed, before the bytes leave the program. An empty text may be read as "".
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/span.h"

#define TEXT_LIMIT_BYTES (64u * 1024 * 1024) /* no output is larger; a text that would be has failed */

struct text {
	char *at; /* NUL after the last byte; NULL before the first append */
	size_t length, capacity;
	bool failed;
};

void text_release(struct text *t); /* gives the memory back; the text is empty and usable again */
void text_clear(struct text *t);   /* empty, memory kept, failure forgotten */
void text_add(struct text *t, struct span s);
void text_add_string(struct text *t, const char *string);
void text_add_char(struct text *t, char c);
void text_add_repeated(struct text *t, char c, size_t times);
void text_add_number(struct text *t, long long number);
void text_format(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_cut(struct text *t, size_t length); /* shortens to this many bytes */
bool text_failed(const struct text *t);
/* The bytes, valid until the next append; at "" when empty. */
struct span text_span(const struct text *t);
char text_last(const struct text *t); /* the last byte, or 0 */

#endif
