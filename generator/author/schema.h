/*
 * schema: a JSON Schema (draft 07) of a paper in a council's style, for editors: what the style asks
 * for, with its guidance, while the author types. It is made from the tables by which papers are
 * bound, and tells apart right and wrong as `check` does wherever a schema can tell it: what is asked
 * of a final paper only is asked under `status: final` only. What YAML has read as a number or a yes
 * before the schema sees it is passed where `check` might pass it.
 */
#ifndef AUTHOR_SCHEMA_H
#define AUTHOR_SCHEMA_H

#include "house/house.h"
#include "paper/paper.h"

void author_schema(struct arena *arena, const struct house *house, struct text *into);

#endif
