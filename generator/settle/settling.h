/*
 * settling: what the files of settle/ share while one paper is being settled. Private to the room.
 * Two passes: the first builds parts, numbers and tables and notes every target; the second, when
 * all numbers are known, resolves references (refer.c).
 */
#ifndef SETTLE_SETTLING_H
#define SETTLE_SETTLING_H

#include "settle/asker.h"
#include "settle/number.h"

enum target_kind {
	TARGET_paragraph,
	TARGET_section, /* a heading, of the style or the author */
	TARGET_recommendation,
	TARGET_table,
	TARGET_picture,
	TARGET_appendix,
	TARGET_risk,
	TARGET_item,
	TARGET_kind_count
};

struct target {
	enum target_kind kind;
	struct span id;      /* as an author refers to it */
	struct span number;  /* bare: "4", "(b)"; absent: none */
	struct span anchor;
	struct span heading; /* of a section without a number */
	bool of_style;       /* a heading of the style: an author's own id of the same name goes first */
	bool cited;
};

/* A picture; a part that stands on two sheets shows it twice under one number. */
struct drawn {
	const struct picture *picture;
	struct span label, number, url, anchor;
};

struct settling {
	struct arena *arena;
	struct diags *diags;
	const struct paper *paper;
	const struct house *house;
	struct span language;
	enum audience audience;
	struct asking asking;
	struct asker asker; /* over `asking` */
	struct settled *out;

	struct numberer numberer;
	uint32_t anchors; /* generated ones so far */

	struct target *targets;
	size_t target_count, target_capacity;

	struct table **tables;
	size_t table_count, table_capacity;
	uint32_t table_number; /* series of the whole paper */
	const struct table **placed; /* for each table of the paper: where it was placed, or NULL */

	struct settled_appendix *appendices;
	size_t appendix_count, appendix_capacity;
	uint32_t appendix_number;
	const struct record **appendix_records;
	struct settled_file *files;
	size_t file_count, file_capacity;
	struct drawn *drawn; /* pictures that have their numbers */
	size_t drawn_count, drawn_capacity;
	uint32_t picture_number; /* series of the whole paper */
	size_t companions; /* files beside the pages so far: these, and tables as CSV */
	bool *appendix_cited;

	struct settled_recommendation *recommendations;
	size_t recommendation_count, recommendation_capacity;
	const struct prose_node **recommendation_nodes; /* where each stands, for its words */
	size_t node_capacity;

	struct contents_entry *contents;
	size_t contents_count, contents_capacity;

	struct prose_node **bodies; /* every prose tree of the settled paper, for the second pass */
	size_t body_count, body_capacity;
};

/* What flows down to a part. */
struct flow {
	struct numbering numbering;
	enum layout layout;
	uint8_t level;         /* of the headings of the parts here */
	uint8_t depth;         /* level of numbering.headings: 1 for a top part */
	const struct house_part *part;
	const struct part *typed; /* NULL: not in the paper */
};

/* --- settle.c */
struct span settle_word(const struct settling *s, const char *key);
/* The text as a span of the arena; the buffer is released. */
struct span settle_text(struct settling *s, struct text *t);
/* "_p4": an anchor that no author can type. */
struct span settle_anchor(struct settling *s, const char *prefix);
void settle_target(struct settling *s, enum target_kind kind, struct span id, struct span number,
	struct span anchor, struct span heading);
/* A part may be referred to by its key and by its kind ("finance"), where no author's id is so called. */
void settle_part_target(struct settling *s, struct span id, struct span number, struct span anchor,
	struct span heading);
void settle_body(struct settling *s, struct prose_node *document);
void settle_contents(struct settling *s, uint8_t level, struct number number, struct span heading,
	struct span anchor);
/* A text of the style through the asker, CommonMark: a document, or NULL when it cannot be filled
 * (then a finding says which fact is missing, unless `quiet`). */
struct prose_node *settle_sentence(struct settling *s, const struct house_text *text,
	const struct asker *asker, struct span what, bool quiet);
/* The same as plain words; absent when it cannot be filled. */
struct span settle_words(struct settling *s, const struct house_text *text,
	const struct asker *asker);
/* The same in all languages of the style where `all`, the paper's own first. */
struct span settle_words_in(struct settling *s, const struct house_text *text,
	const struct asker *asker, bool all);
/* The heading of a part: the style's, or its key in words. */
struct span settle_heading_of(struct settling *s, const struct house_part *part);

/* --- body.c: the body of a part */
struct prose_node *settle_part_body(struct settling *s, const struct flow *flow);
/* A copy in the settled arena; ordered lists take the style's patterns. */
struct prose_node *settle_copy(struct settling *s, const struct prose_node *node,
	const struct flow *flow);

/* --- tables.c, finance.c, records.c */
struct prose_node *settle_table_node(struct settling *s, struct table *table);
struct table *settle_table_here(struct settling *s, const struct prose_node *node);
struct table *settle_paper_table(struct settling *s, const struct table_source *source,
	enum table_use use, struct span label, struct span caption);
void settle_finance(struct settling *s, const struct flow *flow, struct prose_node *body);
void settle_records(struct settling *s, const struct flow *flow, struct prose_node *body);

/* --- attach.c */
/* The appendix is a file: it is published beside the pages, and the appendix is a line that links to
 * it. */
struct prose_node *settle_attached(struct settling *s, const struct attached *file,
	struct span number, struct span id, struct span title);

/* A picture in the text: its number, and where Markdown finds it. */
void settle_picture(struct settling *s, struct prose_node *node);
/* The appendix is a table: a line that links to the same as CSV. */
struct prose_node *settle_csv_twin(struct settling *s, struct table *table, struct span number,
	struct span id, struct place place);

/* --- refer.c: the second pass */
void settle_references(struct settling *s);

#endif
