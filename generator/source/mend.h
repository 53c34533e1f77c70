/*
 * mend: edits that this room proposes with its findings: quotes around a text, spaces for tabs, `|`
 * for `>`. Each is offered only where it mends what is wrong and leaves the rest of the file as it is
 * read; `certain` where nothing else can have been meant. Private to the room.
 */
#ifndef SOURCE_MEND_H
#define SOURCE_MEND_H

#include "source/tree.h"

/* Whether the line below stands deeper than this one: then a text that begins here may go on there. */
bool line_goes_on(const struct source *source, size_t at);

/* Double quotes around the rest of the line. No edit where the text goes on below, or holds what would
 * have to be written otherwise inside quotes, or a number sign, which may begin a comment. */
struct edit mend_by_quotes(struct arena *arena, const struct source *source, size_t from);
/* Straight quotes for the curly ones at both ends of bytes from..to; no edit where there are none, or
 * one stands between them. */
struct edit mend_curly_quotes(
	struct arena *arena, const struct source *source, size_t from, size_t to);
/* Two spaces, or as many as the file indents by, for each tab, in all lines around `at` that tabs
 * alone indent. No edit where tabs and spaces are mixed. */
struct edit mend_tabs(struct arena *arena, const struct source *source, size_t at);
/* `|` for the `>` of a folded scalar; certain where its lines then read as they were meant. */
struct edit mend_folded(const struct source *source, const struct node *scalar, bool is_list);

#endif
