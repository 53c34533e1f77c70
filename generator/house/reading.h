/*
 * reading: what the files of house/ share while one style is being read. Private to the room.
 *
 * A style is read in two passes. The first makes texts, conditions, patterns, parts and sheets out of
 * the merged tree and notes every name that a text or condition asks for; the second, when all parts
 * and facts are known, checks those names and whatever else needs the whole style (check.c).
 */
#ifndef HOUSE_READING_H
#define HOUSE_READING_H

#include "base/nearest.h"
#include "house/house.h"

/* What the names in a text may be. Facts of the paper may always be asked for, but in formats. */
enum asks {
	ASKS_paper,     /* facts, and the part's own fields where a part holds the text */
	ASKS_record,    /* and the keys of the part's records */
	ASKS_cell,      /* the same, in a table: dates are printed short */
	ASKS_member,    /* and the keys of one member of the fact's list */
	ASKS_exempt,    /* and what the sentence in the place of exempt matter names */
	ASKS_date,      /* the pieces of a date only */
	ASKS_time,      /* the pieces of a time only */
	ASKS_nothing,   /* no name at all: names of styles, risks, leftovers */
	ASKS_condition, /* facts, parts, and the facts that the program makes */
};

/* One name that a text or condition asks for. */
struct use {
	struct span name;
	const struct node *node; /* the scalar it stands in, bytes from..to of its value */
	size_t from, to;
	enum asks asks;
	const struct house_part *part; /* the part, or fact, whose keys were being read, or NULL */
	const struct house_fact *fact;
	struct term *term; /* of a condition: its amount is read when the fact is known */
};

struct uses {
	struct use *items;
	size_t count, capacity;
};

struct reading {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
	const struct span *languages; /* of the style; the first is the default */
	size_t language_count;
	struct uses *uses;
	const struct house_part *part; /* whose keys are being read, or NULL */
	const struct house_fact *fact;
	bool thorough; /* the style itself is being checked, not a paper */
	uint32_t own_source; /* the style's own file, beside those it extends */
};

/* --- the tables of keys, each beside the reader of its section (sections.c lists them) */
extern const struct shape style_shape, edition_shape, formats_shape, key_decision_shape,
	notices_shape, notice_shape, call_in_shape, exempt_shape, agenda_shape, bilingual_shape,
	risk_shape, finance_shape, limits_shape, numbering_shape, block_shape, row_shape, page_lines_shape,
	fact_shape, sheet_shape, part_shape, field_shape, column_shape;

/* --- readers.c: small things that every table uses */

struct binder reading_binder(const struct reading *r, const struct node *node);
bool reading_bind(const struct reading *r, const struct shape *shape, const struct node *node,
	void *into);
static inline const struct reading *reading_of(const struct binder *binder)
{
	return binder->context;
}
struct place reading_place(const struct reading *r, const struct node *scalar, size_t from,
	size_t to);

/* The setting is taken away: the bare word `none`. */
bool is_none(const struct node *node);
/* A mapping or a list where one is needed; otherwise wrong-shape, false. */
bool wants(const struct reading *r, const struct node *node, enum node_kind kind, const char *what);
/* The trimmed text of a scalar; wrong-shape and absent otherwise. */
struct span wants_text(const struct reading *r, const struct node *node, const char *what);
/* Words that a finding names: "flow, boxes or run_in". */
struct word_list {
	const char *const *words;
	size_t count;
};
#define WORD_LIST(words) {(words), sizeof(words) / sizeof *(words)}
bool word_read(const struct reading *r, const struct word_list *list, const struct node *node,
	unsigned *value);
/* style-bad-word: "%1" cannot stand here; expected %2. */
void bad_word(const struct reading *r, const struct node *node, const char *expected);
/* Says which known word is meant, if one is near, and offers it as an edit of the finding's place. */
void suggest(const struct reading *r, struct finding *finding, const struct nearest *nearest);
bool name_is_right(struct span s); /* [a-z][a-z0-9_]*: a key of a paper */

field_reader read_text;      /* const struct house_text *; extra: const enum asks */
field_reader read_condition; /* const struct condition * */
field_reader read_word;      /* an enum of as many values as words; extra: const struct word_list */
field_reader read_flag;      /* bool */
field_reader read_layout;    /* enum layout */
field_reader read_restart;   /* enum restart, from yes or no */
field_reader read_count;     /* uint32_t */
field_reader read_span;      /* struct span; may have several lines */
field_reader read_example;   /* const struct node *: of any shape */
field_reader read_limits;    /* struct limits */
field_reader read_numbering; /* struct numbering */
field_reader read_rows;      /* struct house_block from a list of rows */
field_reader read_block;     /* struct house_block: {layout, rows} or none */
field_reader read_page_lines; /* struct house_page_lines */
field_reader read_exempt;     /* exempt.c: of struct house */
extern const enum asks asks_paper, asks_record, asks_member, asks_exempt, asks_date, asks_time,
	asks_nothing;
extern const struct word_list audience_words;

/* A list of answers with their texts: {no: ..., spending: ...}, or a list of bare answers. */
size_t read_answers(const struct reading *r, const struct node *node,
	const struct house_answer **answers);
/* The answers alone, as the paper's binder wants them. */
const struct span *answer_names(const struct reading *r, const struct house_answer *answers,
	size_t count);
/* A list of short texts as spans. */
size_t read_spans(const struct reading *r, const struct node *node, const char *what,
	const struct span **spans);

/* --- text.c, condition.c, pattern.c: NULL after a finding */
bool is_language(struct span s); /* two or three small letters */
const struct house_text *text_parse(const struct reading *r, const struct node *node,
	enum asks asks);
const struct condition *condition_parse(const struct reading *r, const struct node *node);
struct span condition_first_name(const struct condition *condition);
enum { PATTERN_MAY_BULLET = 1, PATTERN_MAY_PARAGRAPHS = 2, PATTERN_MAY_PARENT = 4,
	PATTERN_MAY_FOR = 8 };
const struct pattern *pattern_parse(const struct reading *r, const struct node *node, unsigned may);
struct place pattern_place(const struct pattern *pattern);
/* Whether any pattern of a choice is of the kind, or uses {h}. */
bool pattern_may_be(const struct pattern *pattern, enum pattern_kind kind);
bool pattern_may_use_heading(const struct pattern *pattern);
/* An entry of a choice: a value alone, or {when: condition, text: value}. NULL after a finding. */
const struct node *choice_entry(const struct reading *r, const struct node *entry,
	const struct condition **when);

void use_note(const struct reading *r, struct use use);

/* --- merge.c: the style's files, and one tree of them for a date */
struct style_file {
	struct span key;    /* "herefordshire" */
	struct span folder; /* "templates/herefordshire" */
	const struct source *source;
	const struct node *root;
	const struct style_file *extends; /* NULL: none */
};
/* NULL after findings. */
const struct style_file *style_files_read(const struct reading *r,
	const struct house_search *search, struct span name, struct place asked);
struct settled_style {
	const struct node *root;
	struct date edition;     /* the latest that applies, of the style itself if it has any */
	bool before_first;
	struct date first; /* the edition that the date is before */
};
struct settled_style style_settle(const struct reading *r, const struct style_file *file,
	const struct date *date);
/* The days on which an edition begins, of the style and those it extends; unsorted. */
size_t style_edition_days(const struct reading *r, const struct style_file *file,
	const struct date **days);

/* --- the sections of a style.yaml */
void read_parts(const struct reading *r, const struct node *node, struct house *house);
void read_facts(const struct reading *r, const struct node *node, struct house *house);
/* The parts that the names mean; a finding for each that none has. */
size_t parts_named(const struct reading *r, const struct house *house,
	const struct words_list *names, const struct house_part *const **parts,
	const struct place **places);
void read_sheets(const struct reading *r, const struct node *node, struct house *house);
void read_risk(const struct reading *r, const struct node *node, struct house_risk *risk);
bool style_bind(const struct reading *r, const struct node *root, struct house *house);

/* --- facts.c: the built-in ones */
const struct value_decl *builtin_fact(struct span name); /* or NULL */
const struct value_decl *builtin_facts(size_t *count);
/* A key of the records of a kind of part, or NULL. */
const struct value_decl *builtin_field(enum part_kind kind, struct span name);
/* All of them, one by one; NULL at the end. */
const struct value_decl *builtin_field_at(size_t index, enum part_kind *kind);

/* --- words.c */
void words_load(const struct reading *r, const struct style_file *file, const struct node *own,
	struct house *house);
/* Words that the style gives itself, that no file of words has and nobody asks for: findings. */
void words_check_own(const struct reading *r, const struct house *house,
	bool (*is_asked)(const void *of, struct span key), const void *of);

/* --- load.c: a file of the style's own folder, else of the one it extends; NULL: none */
const struct source *style_companion(const struct reading *r, const struct style_file *file,
	struct span name, size_t limit_bytes);

/* --- format.c: the names that formats may use, one by one; NULL at the end */
const char *moment_name(size_t index, enum asks *asks, const char **says);

/* --- definitions.c */
bool key_says_something(enum part_kind kind, struct span key);
void check_definitions(const struct reading *r, const struct house *house, const struct node *root);

/* --- check.c */
/* The names that the program makes, one by one; NULL at the end. */
const char *made_name_at(size_t index, const char **where, const char **says);
void style_check(const struct reading *r, const struct house *house, const struct node *root);

#endif
