/*
 * making: what the files that make the schema share. Private to the room.
 *
 * A value is one schema for all the forms that it may have (a text, a list, a mapping): most keywords
 * of JSON Schema bear on one form only, so that an editor names the fault itself, and not "matches
 * none of these". Where forms part ways they stand in `anyOf`.
 */
#ifndef AUTHOR_MAKING_H
#define AUTHOR_MAKING_H

#include "author/asked.h"
#include "author/object.h"

struct making {
	struct arena *arena;
	const struct house *house;
	const struct value_decl *facts; /* as paper_bind knows them */
	size_t fact_count;
};

/* --- forms that a value may have */
enum form {
	FORM_string = 1,
	FORM_number = 2,
	FORM_boolean = 4,
	FORM_null = 8,
	FORM_list = 16,
	FORM_mapping = 32,
	FORMS_scalar = FORM_string | FORM_number | FORM_boolean | FORM_null,
};
/* Refuses other forms than these; `message` names what is expected. */
void put_forms(json_t *schema, unsigned forms, const char *message);
void put_pattern(json_t *schema, const char *pattern, const char *message);
json_t *schema_of(const char *definition); /* {"$ref": "#/definitions/NAME"} */
/* All of `schema`, and of the definition. */
void also(json_t *schema, const char *definition);

/* --- patterns, as JavaScript reads them */
#define BLANKS "[\\t-\\r ]*"
#define NOTHING "^" BLANKS "$"
#define NOT_EMPTY "[^\\t-\\r ]"
#define NONE "[nN][oO][nN][eE]"
/* A letter or digit, of whatever alphabet: what has none says nothing. */
#define SAYS "[^\\s!-/:-@\\[-`{-\\u00BF\\u2000-\\u2FFF\\u3000-\\u303F]"
/* The name of a rule, with hyphens or underscores. */
void pattern_add_rule(enum finding_id rule, struct text *into);
/* A key under `tables`. */
#define TABLE_ID "^(?!(?:note|exempt)$)[a-z][a-z0-9-]{0,62}$"
/* The whole text is one of the words. */
enum { WORDS_in_any_case = 1, WORDS_or_nothing = 2 };
struct span pattern_of_words(struct arena *arena, const struct span *words, size_t count,
	unsigned how);

/* --- values (schema_value.c) */
/* Beside what other forms the schema may have: what a text or number of the kind is. */
void put_scalar(json_t *schema, const struct making *m, const struct value_decl *decl,
	unsigned other_forms);
/* A value of a fact, or of a key of an entry. `shown`: what each answer prints; or NULL. */
json_t *value_schema(const struct making *m, const struct value_decl *decl,
	const struct house_answer *shown, size_t shown_count);
/* Only these words, ended by NULL; `how`: as above. */
json_t *words_schema(const struct making *m, const char *const *words, unsigned how);
void put_value_definitions(json_t *definitions);

/* --- mappings (schema_mapping.c) */
/* What an editor shows of it: sentences, of which some have `keys` in them. */
void put_words(json_t *schema, struct span words);
/* The value, with such words. */
json_t *described(struct span words, json_t *value);
/* What must not be left empty. */
json_t *wanted(json_t *value);
/* `note`, `exempt` where it may stand, and no other key than those that are there. */
void close_mapping(json_t *schema, bool exempt);
/* A value of this declaration; `of` is whatever the caller handed to put_decls. */
typedef json_t *decl_schema(const struct making *m, const struct value_decl *decl, const void *of);
/* The keys that the declarations make; a dot parts a mapping from its key. */
void put_decls(json_t *schema, const struct making *m, const struct value_decl *decls, size_t count,
	decl_schema *make, const void *of);
/* A list of what the definition says, or nothing yet. */
json_t *list_of(const char *definition);
void put_mapping_definitions(const struct making *m, json_t *definitions);

/* --- parts and their entries (schema_part.c) */
/* The keys of an entry of the kind; `part`: whose entry it is, or NULL. */
void put_entry(json_t *schema, const struct making *m, enum part_kind kind,
	const struct house_part *part, unsigned other_forms);
json_t *part_schema(const struct making *m, const struct house_part *part);

/* --- facts (schema_fact.c) */
/* As paper_bind knows them; a mapping under `key_decision` needs its reason. */
const struct value_decl *schema_facts(struct arena *arena, const struct house *house, size_t *count);
decl_schema fact_schema;

/* --- conditions (schema_when.c): under which schema of the paper one surely holds, and under which
 * it surely does not; NULL: a schema cannot tell, or never */
struct verdict {
	json_t *yes, *no;
};
struct verdict verdict_of(const struct making *m, const struct condition *condition); /* NULL: yes */
struct verdict verdict_both(struct verdict a, struct verdict b);
struct verdict verdict_either(struct verdict a, struct verdict b);
struct verdict verdict_never(void);
void verdict_release(struct verdict v);
/* {"required": ["a"], "properties": {"a": ...}} down to the key that the dotted name means. */
json_t *at_key(struct span name, json_t *schema);

/* What is more than the amount of an `at least` or `over` (schema_amount.c); NULL: it cannot be
 * told. */
json_t *more_than(enum value_kind kind, const struct term *term);

/* --- where the style has its parts (schema_place.c) */
struct place_of_part {
	const struct house_part *part;
	struct verdict placed;
};
struct places {
	const struct making *m;
	struct place_of_part *items; /* in the order in which a reader meets them */
	size_t count;
};
void place_all(struct places *places);
/* A property for each part that is a key of the paper, and for its other names. */
void put_parts(json_t *properties, const struct places *places);

/* --- what is asked (schema_rule.c) */
void add_fact_rules(json_t *root, const struct making *m, const struct value_decl *decl);
void add_part_rules(json_t *root, const struct making *m, const struct place_of_part *place);
void add_final_rules(json_t *root, json_t *definitions, const struct places *places);
#define SAID_MESSAGE "It is empty: write it, or answer `none` where there is nothing to say."
/* The definition, for a key that an editor offers elsewhere. */
json_t *quiet(const char *definition);

/* --- words (schema_say.c): what a style says of it, in paragraphs of Markdown */
struct span words_on_fact(const struct making *m, const struct value_decl *decl);
struct span words_on_part(const struct making *m, const struct house_part *part);
struct span words_on_paper(const struct making *m);

#endif
