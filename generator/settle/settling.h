/*
 * settling: what the files of settle/ share while one paper is being settled. Private to the room.
 * Two passes: the first builds parts, numbers and tables and notes every target; the second, when
 * all numbers are known, resolves references (refer.c).
 */
#ifndef SETTLE_SETTLING_H
#define SETTLE_SETTLING_H

#include "settle/appendices.h"
#include "settle/asker.h"
#include "settle/inset.h"
#include "settle/number.h"

/* What a recommendation was made of. */
struct noted_recommendation {
	const struct prose_node *node; /* where it stands, for its words */
	const struct record *record;
	struct span carried;           /* its number, for {for} */
};

/* Where a table of the paper was placed. */
struct placing {
	const struct table *table; /* NULL: nowhere yet */
	struct place place;        /* of `![](#id)` */
	struct span number, label; /* "1", "Table 1"; absent: none */
};

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
	struct span anchor;  /* absent: nothing on the page can be led to, and its words are no link */
	struct span heading; /* of a section without a number */
	bool of_style;       /* a heading of the style: an author's own id of the same name goes first */
	bool cited;
};

/* A picture; a part that stands on two sheets shows it twice under one number. */
struct drawn {
	const struct picture *picture;
	struct span label, number, url;
};

/*
 * A part may stand on several sheets; it is written once in the paper, so all copies say the same.
 * References lead to the last, which has the plain anchors; what is listed, counted or complained of
 * for the whole paper is taken from it alone. Tables keep the place of the first among all tables.
 */
struct repeat {
	uint32_t times, seen;  /* how often it stands in the paper; how many have begun */
	bool told;             /* a finding said that it cannot be printed */
	size_t *slots;         /* in settling.tables: those that the first copy has made */
	size_t slot_count, slot_capacity;
	size_t next_slot;      /* of the copy that is being written */
};

struct settled_body {
	struct prose_node *document;
	bool copy; /* of a part that comes again: not counted */
};

struct settling {
	struct arena *arena;
	struct diags *diags;      /* `heard`; of copies that come again: `unheard` */
	struct diags *heard, unheard;
	struct repeat *repeats;   /* one for each part of the style, in its order */
	struct repeat *repeat;    /* of the part that is being written; NULL: none */
	uint32_t copy;            /* 1, 2 .. in a copy of a part that comes again; 0: not in one */
	const struct paper *paper;
	const struct house *house;
	struct span language;
	enum audience audience;
	struct asking asking;
	struct asker asker; /* over `asking` */
	struct insets insets; /* prose in the sentence that is being put together */
	struct settled *out;

	struct numberer numberer;
	uint32_t anchors; /* generated ones so far */
	uint32_t matrices;

	struct target *targets;
	size_t target_count, target_capacity;

	struct table **tables;
	size_t table_count, table_capacity;
	uint32_t table_number; /* series of the whole paper */
	struct placing *placed; /* one for each table of the paper */

	struct settled_appendix *appendices; /* sheets that are appendices, then the paper's own */
	size_t appendix_count;
	const struct listed_appendix *listed_appendices; /* what each of them was made of */
	bool *appendix_listed; /* a part of the page names it */
	struct settled_file *files;
	size_t file_count, file_capacity;
	struct drawn *drawn; /* pictures that have their numbers */
	size_t drawn_count, drawn_capacity;
	uint32_t picture_number; /* series of the whole paper */
	size_t companions; /* files beside the pages so far: these, and tables as CSV */
	bool *appendix_cited;

	struct settled_recommendation *recommendations;
	size_t recommendation_count, recommendation_capacity;
	struct noted_recommendation *noted; /* one for each of them */
	size_t noted_capacity;

	size_t sheets_here;
	bool sheet_title; /* the sheet stands in the contents, its headings below it */
	struct contents_entry *contents;
	size_t contents_count, contents_capacity;

	/* Where paragraphs take the numbers of recommendations, a first round has found those, because
	 * recommendations may come after the reasons for them. NULL: nothing takes them. */
	const struct settling *first;
	bool *explained;       /* for each recommendation of the first round: some paragraph names it */
	bool explains_by_list; /* some part takes them item by item */

	struct settled_body *bodies; /* every prose tree of the settled paper, for the second pass */
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
/* What an author calls a place, as an anchor of the page: in a copy that comes again another one. */
struct span settle_id(struct settling *s, struct span id);
/* The other way round. */
struct span settle_id_of(struct span anchor);
/* Names a place that references may lead to; not in a copy that comes again. */
void settle_target(struct settling *s, enum target_kind kind, struct span id, struct span number,
	struct span anchor, struct span heading);
/* A part may be referred to by its key and by its kind ("finance"), a sheet that is an appendix by its
 * key, where no author's id is so called. */
void settle_style_target(struct settling *s, enum target_kind kind, struct span key,
	struct span number, struct span anchor, struct span heading);
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

/* The key with hyphens: as an anchor, and as an author may refer to it. */
struct span settle_dashed(struct settling *s, struct span key);
/* What is printed for this paper and audience. */
bool settle_is_shown(struct settling *s, const struct house_part *part);
bool settle_is_sheet_here(struct settling *s, const struct house_sheet *sheet);

/* --- repeat.c: parts on several sheets */
/* Counts how often each part stands in the paper. */
void repeats_count(struct settling *s);
struct repeat *repeat_of(struct settling *s, const struct house_part *part); /* or NULL */
/* A part begins and ends; what stood around it is kept in between. */
struct around {
	struct repeat *repeat;
	uint32_t copy;
	struct diags *diags;
};
struct around repeat_begin(struct settling *s, const struct house_part *part);
void repeat_end(struct settling *s, const struct around *around);
/* The place among all tables of the next table of this part, where a copy before it has made that
 * already; SIZE_MAX: it has not. And the place that a table has taken. */
size_t repeat_slot(struct settling *s);
void repeat_note_slot(struct settling *s, size_t slot);

/* --- appendices.c: sheets that are appendices, and the paper's own */
/* Gives each its number, label, title and anchor, before anything else is settled. */
void settle_appendices_begin(struct settling *s);
/* Their texts and tables, which are printed after the last sheet. */
void settle_appendices_end(struct settling *s);
/* The one that is this sheet, or that the record describes; NULL: none. */
const struct settled_appendix *settle_appendix_of(const struct settling *s,
	const struct house_sheet *sheet, const struct record *record);
/* The entries of a part: the paper's, and of appendices those of the style before them. */
struct entry {
	const struct record *record;
	struct span number; /* of an appendix, or the place in the list */
};
#define RECORD_MADE 9
struct record_asking {
	struct made made[RECORD_MADE];
	struct asking asking;
};
/* What texts may ask about an entry: its values, and what is made for it (records.c). */
void settle_record_asking(struct settling *s, const struct flow *flow, const struct entry *entry,
	struct record_asking *into);
const struct entry *settle_entries(struct settling *s, const struct flow *flow, size_t *count);
bool settle_lists_sheets(const struct settling *s, const struct house_part *part);

/* --- body.c: the body of a part */
struct prose_node *settle_part_body(struct settling *s, const struct flow *flow,
	const struct asker *asker);
/* A copy in the settled arena; ordered lists take the style's patterns. */
struct prose_node *settle_copy(struct settling *s, const struct prose_node *node,
	const struct flow *flow);

/* --- recommend.c */
/* Some paragraphs of the style take the numbers of recommendations. */
bool settle_explains(struct settling *s);
/* "1" or "1, 3-5": the recommendations that a paragraph names. Absent: none. */
struct span settle_explained(struct settling *s, const struct flow *flow,
	const struct words_list *ids);
/* A recommendation that no paragraph names, where paragraphs do. */
void settle_report_unexplained(struct settling *s);

/* --- tables.c, finance.c, records.c, matrix.c */
struct prose_node *settle_table_node(struct settling *s, struct table *table);
struct table *settle_table_here(struct settling *s, const struct prose_node *node);
struct table *settle_paper_table(struct settling *s, const struct table_source *source,
	enum table_use use, struct span label, struct span caption);
void settle_finance(struct settling *s, const struct flow *flow, struct prose_node *body);
void settle_records(struct settling *s, const struct flow *flow, struct prose_node *body);
/* Where the risks of a register stand on the council's scale, below the register. */
void settle_matrix(struct settling *s, const struct flow *flow, struct prose_node *body);

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
