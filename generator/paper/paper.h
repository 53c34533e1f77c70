/*
 * paper: what a Cabinet paper is. paper_bind makes a typed paper from a tree and a vocabulary; the
 * paper is read-only from then on. It knows nothing of house styles: what differs between councils
 * comes in as struct vocabulary.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include "base/date.h"
#include "base/money.h"
#include "base/vocabulary.h"
#include "prose/prose.h"
#include "source/beside.h"
#include "source/file_type.h"

/* One value of a fact or of a field in a record. */
struct value {
	struct span name; /* "meeting.date", "owner", "residual.impact" */
	enum value_kind kind;
	struct place key_place, place;
	struct span text; /* as typed, trimmed; "" when given empty */
	bool right;       /* read well as its kind; otherwise a finding was added */
	bool none;        /* the answer `none` */
	struct date date;
	struct time_of_day time;
	int64_t amount;   /* money: pence; number: amount / 10^decimals; date: days */
	uint8_t decimals;
	bool yes;
	const struct words *list; /* a list given as one text has one member */
	size_t list_count;
	const struct record *people;
	size_t people_count;
	struct prose_node *prose;
};

/* A file that is published with the paper. */
struct attached {
	struct words name; /* as the paper names it */
	struct span bytes;
	enum file_type type;
};

/* A recommendation, option, risk, document, person, appendix, list entry, or the style's record. */
struct record {
	struct place place;
	struct span id; /* absent: none given */
	struct place id_place;
	const struct value *values; /* those given; an entry typed as one text has the one value that the
	                               kind names first (text, title, option ...) */
	size_t value_count;
	const struct table_source *table; /* of an appendix */
	const struct attached *file;      /* of an appendix; NULL: none, or a finding says why not */
};
const struct value *record_value(const struct record *record, const char *name); /* or NULL */

enum cell_kind {
	CELL_empty,
	CELL_text,
	CELL_number,
	CELL_money,
	CELL_percent,
	CELL_date,
	CELL_yes_no,
};

struct table_column {
	struct words title;
	enum cell_kind kind; /* CELL_text when no type was given */
	enum money_unit unit; /* of money */
};

struct table_cell {
	enum cell_kind kind;       /* CELL_text for a word in a column of numbers ("n/a") */
	struct place place;
	struct span text;          /* as typed, trimmed */
	struct prose_node *prose;  /* of CELL_text */
	int64_t amount;            /* number, percent: amount / 10^decimals; money: pence; date: days;
	                              yes_no: 0 or 1 */
	uint8_t decimals;
};

enum table_total { TOTAL_none, TOTAL_sum };

struct table_source {
	struct span id; /* key under tables:, or the appendix's id */
	struct place place, key_place;
	struct words caption;
	struct words note; /* `footnote:`, printed below the table; `note:` is never printed */
	const struct table_column *columns;
	size_t column_count;
	const struct table_cell *cells; /* row by row, column_count each; short rows end in CELL_empty */
	size_t row_count;
	enum table_total total;
	struct span file; /* the rows stand in this CSV file; absent: in the paper */
};

struct finance_line {
	struct place place;
	struct words item;   /* of a line `item`, of funding `source` */
	struct words kind;   /* revenue, capital ... */
	const struct table_cell *amounts; /* CELL_money each, one for each year; kind CELL_empty if bad */
	size_t amount_count;
};

/* The line has a kind, and none before it has the same. */
bool finance_opens_kind(const struct finance_line *lines, size_t line);
/* Every line has one. */
bool finance_has_kinds(const struct finance_line *lines, size_t count);

struct finance_total {
	struct words kind; /* "capital"; "total" for a plain amount */
	int64_t pence;
	struct place place;
};

struct finance {
	struct place place;
	enum money_unit unit;
	struct words_list years;
	const struct finance_line *lines, *funding;
	size_t line_count, funding_count;
	const struct finance_total *totals; /* as the author states them */
	size_t total_count;
};

/* Prose of a part: one passage for a text, one for each item of a list. */
struct passage {
	struct place place;
	struct prose_node *prose; /* a document */
	struct span id;
	struct place id_place;
	struct words heading;
	struct words_list explains; /* `for:` ids of recommendations */
};

struct part {
	const struct part_decl *decl;
	struct place key_place, place; /* of the key as typed, of its value */
	bool none;  /* the answer `none` */
	bool empty; /* no letter or digit in it (`~`, `-`, an empty list): never an answer */
	bool listed; /* `text` given as a list */
	const struct passage *passages;
	size_t passage_count;
	struct words lead; /* of recommendations */
	const struct record *items; /* recommendations, options, register, list, documents, people,
	                               appendices, clearances, records */
	size_t item_count;
	const struct finance *finance;
	const struct value *fields; /* the style's own fields beside `text`, of kinds text and finance; of
	                               other kinds they are fields of each item */
	size_t field_count;
};

struct waiver {
	struct words rule, part, reason, by;
	struct place place;
};

struct paper {
	const struct source *source;
	const struct node *root;
	const struct value *facts; /* given ones, dotted names; the place of an absent one is `start` */
	size_t fact_count;
	const struct part *parts; /* as typed */
	size_t part_count;
	const struct table_source *tables;
	size_t table_count;
	const struct waiver *waivers;
	size_t waiver_count;
	const struct place *exempt; /* ranges of the file that hold exempt matter, or may */
	size_t exempt_count;
	bool final;         /* status: final */
	struct span published; /* address of the folder of attached files, from the page */
	struct place start; /* first byte of the mapping: "missing" findings stand here */
};

/*
 * The value of one top-level key of a tree, before the paper is bound: job asks for `style` and the
 * edition's date. Words are absent when the key is missing or no text.
 */
struct words paper_peek(const struct node *root, const char *key, const char *below);

/*
 * Binds the whole paper; files that it names are read through `beside`. Findings for all that is wrong; never NULL for a mapping, NULL otherwise.
 * `exempt:` other than `no`, anywhere, is an error until exempt matter is built: fail closed.
 */
const struct paper *paper_bind(struct arena *arena, struct diags *diags,
	const struct source *source, const struct node *root, const struct vocabulary *vocabulary,
	struct beside *beside);

const struct value *paper_fact(const struct paper *paper, struct span name); /* or NULL */
const struct part *paper_part(const struct paper *paper, struct span key);   /* or NULL */

/*
 * Places that may hold exempt matter in a tree (or in raw bytes when no tree could be made), found
 * before anything is reported: every mapping with an `exempt` key whose answer is not `no`, as whole
 * lines with their ends. The whole file (its end included) when the paper itself is marked, when a
 * mark was dropped with a key that stood there twice, or when there is no tree and the word stands
 * anywhere.
 */
size_t paper_exempt_places(struct arena *arena, const struct source *source,
	const struct node *root, const struct place **places);

/* Built-in facts, and the keys of each kind's records: for house/ checks, schema, manual. */
const struct value_decl *paper_facts(size_t *count);
const struct value_decl *paper_fields(enum part_kind kind, size_t *count);

/* --- what paper_bind binds by, for the schema and the manual */

/* All facts that a paper may give: built-in ones with the style's answers, the style's own, and each
 * once more under every alias. */
const struct value_decl *paper_facts_with(struct arena *arena, const struct vocabulary *vocabulary,
	size_t *count);
/* The keys of an entry of the kind, those of the style among them. */
const struct value_decl *paper_fields_with(struct arena *arena, enum part_kind kind,
	const struct value_decl *own, size_t own_count, size_t *count);
/* Whether the style's own fields are keys of each entry; else they stand beside `text`. */
bool paper_kind_has_records(enum part_kind kind);

/* What the value of a part may be, and the keys of its full form. */
struct part_form {
	bool text;           /* a text is prose */
	bool passages;       /* a list is paragraphs, else entries */
	bool entry;          /* one text is one entry */
	const char *items;   /* the key of the entries in the full form */
	const char *keys[7]; /* all keys of the full form, beside the style's */
	const char *expected;
};
const struct part_form *paper_part_form(enum part_kind kind);
/* Keys that go with a text and say nothing alone; ended by NULL. */
extern const char *const paper_company_keys[];
bool paper_is_company(struct span key);

/* Mappings whose keys are the same in every style. `extra` of a key that is one line of text: the
 * only words it may be, ended by NULL; or NULL. */
enum paper_mapping { MAPPING_paragraph, MAPPING_waiver, MAPPING_table, MAPPING_column, MAPPING_line,
	MAPPING_funding };
const struct shape *paper_mapping(enum paper_mapping which);
extern const char *const paper_money_units[]; /* what `unit` may be; ended by NULL */

#endif
