/*
 * binding: what the files of this room share while they make a paper of a tree. Nothing here is
 * for other rooms.
 */
#ifndef PAPER_BINDING_H
#define PAPER_BINDING_H

#include "paper/paper.h"

struct binding {
	struct binder binder; /* its context is this binding */
	const struct vocabulary *vocabulary;
	struct beside *beside;
	bool data; /* cells come from a file of data, not of CommonMark */
	const struct table_source *tables; /* bound before the parts: appendices may name one */
	size_t table_count;
};
const struct binding *binding_of(const struct binder *binder);

/* --- complaints (complain.c) */
void complain_shape(const struct binding *b, struct place place, struct span what,
	const char *expected, const struct node *typed);
void complain_missing(const struct binding *b, struct place place, struct span what,
	struct span key);
/* An answer that is not one of the list. */
void complain_answer(const struct binding *b, struct place place, struct span typed,
	struct span name, const struct span *answers, size_t count);
/* The same of a list of words that NULL ends. */
void complain_word(const struct binding *b, struct words typed, struct span name,
	const char *const *known);
/* The reading is of the scalar's whole text. */
void complain_money(const struct binding *b, const struct node *scalar, struct money_reading r);
void complain_date(const struct binding *b, const struct node *scalar, enum date_fault fault);
void complain_number(const struct binding *b, const struct node *scalar);
/* Characters that cannot be seen have no place in names, figures and ids: false, with a finding. */
bool characters_are_plain(const struct binding *b, struct span text, struct place place);
/* The same of a title, caption or name, in which a reference is not read. */
bool words_are_plain(const struct binding *b, struct span text, struct place place);
/* The id is right, or a finding was added. */
bool id_is_good(const struct binding *b, struct span id, struct place place);
/* The place of a value; of one that was left empty the place of its key. */
struct place place_or_key(const struct node *value, struct place key);

/* --- values (value.c) */
/* Without the blanks around it; "" for `~`. */
struct span scalar_words(const struct node *scalar);
void value_read(const struct binding *b, const struct value_decl *decl, const struct node *typed,
	struct value *value);
/* The prose of a scalar; text that can hold no markup is not given to the parser. */
struct prose_node *prose_of(const struct binding *b, const struct node *scalar);

/* --- mappings whose keys are declared at run time (fields.c) */
struct field_set {
	struct shape shape;
	const struct value_decl *decls;
	size_t count;
	struct value *slots; /* one for each declaration, used anew for each mapping */
};
/* `keys`: other keys that the mapping may have; whoever wants them takes them with node_get. */
struct field_set *fields_make(const struct binding *b, struct span what,
	const struct value_decl *decls, size_t count, const char *const *keys, size_t key_count);
field_reader read_nothing; /* for keys that other code takes, and for `exempt` */
/* The values given, in the order of the declarations. */
void fields_bind(const struct binding *b, const struct field_set *set, const struct node *mapping,
	const struct value **values, size_t *count);

/* --- records (record.c) */
/* Entries of a list; a single text or mapping counts as a list of one. */
void records_read(const struct binding *b, enum part_kind kind, const struct value_decl *own,
	size_t own_count, const struct node *typed, const struct record **records, size_t *count);

/* --- parts */
bool node_says_something(const struct node *node); /* a letter or digit stands in it */
void part_read(const struct binding *b, const struct part_decl *decl, const struct pair *typed,
	struct part *part);
const struct finance *finance_read(const struct binding *b, const struct node *mapping);

/* --- tables (table.c) */
/* One table: `id` and `key_place` name it. NULL when it is not a mapping. */
const struct table_source *table_read(const struct binding *b, struct span id,
	struct place key_place, const struct node *typed);
/* Reads one cell as a column of the kind would. */
void cell_read(const struct binding *b, const struct table_column *column,
	const struct node *typed, struct table_cell *cell);

/* --- mappings whose keys are always the same: each beside its reader */
extern const struct shape paragraph_mapping, waiver_mapping, table_mapping, column_mapping, line_mapping,
	funding_mapping;

/* --- the whole paper */
/* --- tables from a file (csv.c): titles in its first row; false after a finding */
bool csv_rows_read(const struct binding *b, struct words name, struct table_source *table);
void ids_check(const struct binding *b, const struct paper *paper);
void exempt_check(const struct binding *b, const struct node *root);

#endif
