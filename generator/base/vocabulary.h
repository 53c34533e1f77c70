/*
 * vocabulary: what a paper may hold, in the words that paper/ and house/ share without seeing each
 * other. House makes one from a style; paper binds a tree by it.
 */
#ifndef BASE_VOCABULARY_H
#define BASE_VOCABULARY_H

#include "base/date.h"
#include "base/span.h"

/* Kinds of part (design: paper format, "Parts and their kinds"). */
#define PART_KINDS(X)                                                                              \
	X(text) X(recommendations) X(options) X(risks) X(finance) X(list) X(documents)             \
	X(appendices) X(people) X(clearances) X(records) X(fixed) X(group)
enum part_kind {
#define X(name) PART_##name,
	PART_KINDS(X)
#undef X
	PART_KIND_count
};
const char *part_kind_name(enum part_kind kind);

/* Kinds of a fact or of a field in a record. */
#define VALUE_KINDS(X)                                                                             \
	X(text) X(prose) X(yes_no) X(date) X(time) X(money) X(number) X(list) X(people)
enum value_kind {
#define X(name) VALUE_##name,
	VALUE_KINDS(X)
#undef X
	VALUE_KIND_count
};
const char *value_kind_name(enum value_kind kind);

/* One key of a record, or one fact. Built-in ones are in paper/facts.def and paper/fields.c; a
 * style adds its own. */
struct value_decl {
	struct span name; /* of a fact it may have a dot: "meeting.date" */
	enum value_kind kind;
	bool required;
	struct span description; /* one sentence for manual, schema and scaffold */
	const struct span *answers; /* only these are accepted, ASCII case apart; NULL: anything */
	size_t answer_count;
	const struct span *aliases; /* of a fact: other keys accepted for it */
	size_t alias_count;
};

struct part_decl {
	struct span key;
	enum part_kind kind;
	const struct value_decl *fields; /* the style's own */
	size_t field_count;
	const struct span *aliases; /* other keys accepted for it */
	size_t alias_count;
	const struct span *headings; /* as printed, in each language: often typed for the key */
	size_t heading_count;
};

struct vocabulary {
	const struct part_decl *parts; /* every part the style defines; fixed and group parts are not
	                                  keys of a paper */
	size_t part_count;
	const struct value_decl *facts; /* the style's own facts, and `answers` and `aliases` of
	                                   built-in ones */
	size_t fact_count;
	const struct span *money_kinds; /* of lines of money, in small letters; none: any */
	size_t money_kind_count;
};

/* What a condition or a text may ask of a paper about one name. */
struct answer {
	bool given;       /* stands in the paper (or the style's default) and is not empty */
	struct span text; /* as typed, trimmed; of a part given as `none`: "none" */
	bool has_amount;
	int64_t amount; /* pence, whole number, or days */
	bool more;      /* of a number: it is more than the amount, by less than one */
	/* Of a list: whether the value is one of its members, ASCII case apart. NULL: it is no list. */
	bool (*has)(const void *members, struct span value);
	const void *members;
};

#endif
