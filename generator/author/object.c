#include "author/object.h"

#include <stdio.h>
#include <stdlib.h>

/* As arena.c does: a schema in which something is missing would let everything pass. */
static void *take(size_t bytes)
{
	void *memory = malloc(bytes);
	if (memory)
		return memory;
	static const char line[] = "cabpaper: out of memory\n";
	fwrite(line, 1, sizeof line - 1, stderr);
	_Exit(2);
}

/* Each way to a first value leads through one of these three. */
json_t *object_new(void)
{
	json_set_alloc_funcs(take, free);
	return json_object();
}

json_t *list_new(void)
{
	json_set_alloc_funcs(take, free);
	return json_array();
}

json_t *word_of(struct span s)
{
	json_set_alloc_funcs(take, free);
	return json_stringn(s.at ? s.at : "", s.length);
}

void put_at(json_t *object, struct span key, json_t *value)
{
	json_object_setn_new(object, key.at, key.length, value);
}

void put(json_t *object, const char *key, json_t *value)
{
	put_at(object, span_of(key), value);
}

void put_word(json_t *object, const char *key, const char *word)
{
	put(object, key, word_of(span_of(word)));
}

void put_string(json_t *object, const char *key, struct span s)
{
	if (s.length)
		put(object, key, word_of(s));
}

void put_true(json_t *object, const char *key)
{
	put(object, key, json_true());
}

void put_number(json_t *object, const char *key, int64_t number)
{
	put(object, key, json_integer(number));
}

void add(json_t *list, json_t *value)
{
	json_array_append_new(list, value);
}

json_t *list_in(json_t *object, const char *key)
{
	if (!json_object_get(object, key))
		put(object, key, list_new());
	return json_object_get(object, key);
}

json_t *object_in(json_t *object, const char *key)
{
	if (!json_object_get(object, key))
		put(object, key, object_new());
	return json_object_get(object, key);
}

json_t *object_of(const char *key, json_t *value)
{
	json_t *object = object_new();
	put(object, key, value);
	return object;
}

static int take_bytes(const char *bytes, size_t count, void *into)
{
	text_add(into, (struct span){bytes, count});
	return 0;
}

void object_write(json_t *value, struct text *into)
{
	if (json_dump_callback(value, take_bytes, into, JSON_INDENT(1)) != 0)
		into->failed = true;
	text_add_char(into, '\n');
	json_decref(value);
}
