/*
 * object: JSON under construction. Keys stay in the order in which they are put, so that the same
 * style gives the same bytes. A value that is put belongs to what it is put into. Out of memory ends
 * the process, as it does for an arena: no value is ever left out in silence. Private to the room.
 */
#ifndef AUTHOR_OBJECT_H
#define AUTHOR_OBJECT_H

#include "base/text.h"

#include <jansson.h>

json_t *object_new(void);
json_t *list_new(void);
json_t *word_of(struct span s);

/* The value takes the place of one that stands there. */
void put(json_t *object, const char *key, json_t *value);
void put_at(json_t *object, struct span key, json_t *value);
void put_word(json_t *object, const char *key, const char *word);
void put_string(json_t *object, const char *key, struct span s); /* absent or empty: not put */
void put_true(json_t *object, const char *key);
void put_number(json_t *object, const char *key, int64_t number);
void add(json_t *list, json_t *value);
/* The list under the key, made if need be: "required", "allOf" ... */
json_t *list_in(json_t *object, const char *key);
json_t *object_in(json_t *object, const char *key);

/* {"KEY": value} */
json_t *object_of(const char *key, json_t *value);

/* Appends the value as text with a line end after it, and gives the value back. */
void object_write(json_t *value, struct text *into);

#endif
