/*
 * shape: the one binder. A shape is a table of the keys a mapping may have; binding checks the keys
 * (unknown ones with the nearest known) and hands each value to its reader. Papers and styles are
 * read by it, and the schema, the manual and the scaffold are made from the same tables.
 */
#ifndef SOURCE_SHAPE_H
#define SOURCE_SHAPE_H

#include "source/tree.h"

struct binder {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	const void *context; /* what the readers of one room share */
};

struct field;
/* Reads one value into `at`, which points at the field's own place in the struct. It reports what
 * is wrong itself. */
typedef void field_reader(
	const struct binder *binder, const struct field *field, const struct node *value, void *at);

struct field {
	const char *key;
	field_reader *read;
	size_t offset; /* of the struct member that the reader fills */
	bool required;
	const char *description;
	const void *extra; /* for the reader: a sub-shape, a list of words, a declaration ... */
};

/* What a page prints for a key, and is often typed in its place. */
struct wording {
	struct span words;
	const char *key;
};

struct shape {
	const char *what; /* "a recommendation", for findings */
	const struct field *fields;
	size_t count;
	const struct wording *wordings;
	size_t wording_count;
};
#define SHAPE(what, fields)                                                                        \
	{                                                                                          \
		(what), (fields), sizeof(fields) / sizeof *(fields), NULL, 0                       \
	}

/*
 * Binds a mapping into the struct at `into` (zeroed by the caller). Not a mapping: finding
 * wrong-shape, false. Unknown keys, missing required keys: findings; binding goes on. The key
 * `note` is allowed everywhere and skipped.
 */
bool shape_bind(const struct binder *binder, const struct shape *shape, const struct node *mapping,
	void *into);

/* A short plain text with its place. */
struct words {
	struct span text; /* trimmed; absent when the key is not there */
	struct place place;
};

/* Readers for struct members of these types. Each reports a list or mapping where a text belongs.
 */
field_reader read_words;      /* struct words: one line; a line end inside is a finding */
field_reader read_node;       /* const struct node *: kept as it is */
field_reader read_yes_no;     /* struct yes_no */
field_reader read_words_list; /* struct words_list: one text or a list of texts */

struct yes_no {
	bool given, yes;
	struct place place;
};
struct words_list {
	const struct words *items;
	size_t count;
	struct place place;
};
/* yes, no, true, false in any case; false for anything else. */
bool yes_no_read(struct span s, bool *yes);
/* An id as the paper format has it: [a-z][a-z0-9-]{0,62} */
bool id_is_right(struct span s);
/* The number of a risk in the council's register, as "R1": an id in which capitals may stand. */
bool risk_id_is_right(struct span s);

#endif
