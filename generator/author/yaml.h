/*
 * yaml: papers as text. What is written here reads back as the same text, whatever it holds.
 */
#ifndef AUTHOR_YAML_H
#define AUTHOR_YAML_H

#include "base/text.h"
#include "source/tree.h"

/* The words as comment lines of at most 78 columns, each begun with `indent` and "# ". */
void yaml_comment(struct span words, const char *indent, struct text *into);
/* A text in one line: as it is where it needs no quotes. Line ends become blanks. */
void yaml_word(struct span s, struct text *into);
/*
 * What stands after "key:" or "-", a blank or a line end first, no line end last. `indent`: columns of
 * the lines below.
 */
void yaml_text(struct span s, size_t indent, struct text *into);
void yaml_node(const struct node *node, size_t indent, struct text *into);
/* The two lines that tell an editor where the schema lies; nothing where there is none. */
void yaml_schema_lines(struct span schema, struct text *into);

#endif
