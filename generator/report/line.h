/*
 * line: a piece of somebody's file as it may be shown on a terminal. Control characters, characters
 * that turn the direction of text and bytes that are not UTF-8 are written out (\u202E, \xFF), so
 * that a file can neither command the terminal nor show a figure otherwise than it is stored.
 */
#ifndef REPORT_LINE_H
#define REPORT_LINE_H

#include "base/text.h"

/* Appends the bytes, dangerous characters written out; tabs stay. */
void line_show(struct span s, struct text *into);
/* The same on one line: tabs and line ends are written out too. */
void line_show_word(struct span s, struct text *into);
/* Appends blanks (tabs for tabs) up to the byte `from` of what line_show prints, then a caret and
 * tildes up to the byte `to`. */
void line_caret(struct span s, size_t from, size_t to, struct text *into);

/*
 * At most LINE_SHOWN characters of the line, around the byte range from..to, which are moved to
 * fit; an ellipsis stands for what is cut. The bytes are appended to `into`.
 */
#define LINE_SHOWN 100
void line_cut(struct span line, size_t *from, size_t *to, struct text *into);

/* How many bytes the character at the start has: 1 for a byte that is not UTF-8; 0 at the end. */
size_t character_bytes(struct span s);

#endif
