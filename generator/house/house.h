/*
 * house: what a council wants, read from templates/NAME/style.yaml. No C changes when a council
 * joins. A house is read-only once loaded; it knows nothing of papers: texts and conditions ask
 * about names through struct asker, which settle/ answers.
 *
 * The language is described in the design "House styles"; each key of style.yaml is a row of a
 * field table in this room.
 */
#ifndef HOUSE_HOUSE_H
#define HOUSE_HOUSE_H

#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "base/vocabulary.h"
#include "source/shape.h"

struct house_text;    /* a text: pieces, choice, languages; opaque */
struct condition;     /* opaque */
struct pattern;       /* a number pattern, or a choice of them; opaque */
struct template_page; /* a parsed Mustache template; opaque, see house/mustache.h */

/* How a text or condition asks about a name ("meeting.date", "one_recommendation"). `of` belongs to
 * whoever made the asker. */
struct asker {
	const void *of;
	/* What stands there, for conditions. */
	struct answer (*answer)(const void *of, struct span name);
	/* Appends the printed form (dates, lists, answers as the style has them); false: absent,
	 * nothing appended. `short_form`: in a table cell. */
	bool (*print)(const void *of, struct span name, bool short_form, struct text *into);
	/* The same as CommonMark: what was typed is escaped (house_escape), the style's own words
	 * (answers, items) are as they stand. NULL: what `print` appends is escaped whole. */
	bool (*print_marked)(const void *of, struct span name, bool short_form, struct text *into);
};

enum fill_mark {
	FILL_PLAIN,    /* the text is plain; what facts put in is not escaped */
	FILL_MARKDOWN, /* the text is CommonMark: what facts put in is escaped */
};
/* Appends it so that CommonMark reads no markup in it; line ends become hard breaks. */
void house_escape(struct span s, struct text *into);
/*
 * Appends the text in the language. false: it cannot be filled (a fact outside [ ] is absent); then
 * nothing is appended and *missing names the fact.
 * `capitals`: {NAME} puts in capitals; without it facts keep their own case (for pages that draw
 * capitals by style sheet). Lines that come out empty are dropped.
 */
bool house_text_fill(const struct house_text *text, const struct asker *asker,
	struct span language, enum fill_mark mark, bool capitals, struct text *into,
	struct span *missing);
/* The text asks for some name in capitals, in the language. */
bool house_text_has_capitals(const struct house_text *text, struct span language);
/* The style's own words in it, in any language, hold what CommonMark could take for markup. */
bool house_text_has_markup(const struct house_text *text);
/* The first name that the text asks for, or absent: the class of a head row. */
struct span house_text_first_name(const struct house_text *text);
struct place house_text_place(const struct house_text *text);
/* The texts that are the same in every paper, in each language; *texts lie in the arena. */
size_t house_text_constants(const struct house_text *text, struct arena *arena,
	const struct span **texts);
/* Somewhere in it, in any of its languages and branches, stands {NAME}. */
bool house_text_asks_for(const struct house_text *text, struct span name);

bool condition_holds(const struct condition *condition, const struct asker *asker);
/* The condition is the bare word `no` (or absent: NULL). */
bool condition_is_never(const struct condition *condition);
/* The condition is the bare word `yes`. */
bool condition_is_always(const struct condition *condition);
/* As a style writes it: "report_kind is budget or late". Nothing of a bare word. */
void condition_write(const struct condition *condition, struct text *into);
/* A condition taken apart, for those who say it in words: its terms, of which all must hold, or any
 * one where *any is set. None of the bare words. */
enum term_test { TERM_given, TERM_is, TERM_at_least, TERM_over };
struct term { /* [not] NAME [is [not | at least | over] VALUE] */
	bool negated;
	enum term_test test;
	bool value_negated; /* is not */
	struct span name, value;
	int64_t amount; /* of `at least` and `over`; read once the kind of the fact is known */
};
const struct term *condition_terms(const struct condition *condition, size_t *count, bool *any);

/* --- number patterns */
enum pattern_kind { PATTERN_NONE, PATTERN_BULLET, PATTERN_PARAGRAPHS, PATTERN_COUNTER };
/* Picks from a choice. NULL in gives NULL out. */
const struct pattern *pattern_pick(const struct pattern *pattern, const struct asker *asker);
enum pattern_kind pattern_kind_of(const struct pattern *picked);
bool pattern_uses_heading(const struct pattern *picked); /* {h} stands in it */
bool pattern_uses_paragraph(const struct pattern *picked); /* {p} */
bool pattern_uses_for(const struct pattern *picked); /* {for} */
/*
 * Appends the number as printed: counter from 1; `above`: the carried number of the heading ({h}) or
 * of the paragraph ({p}), or the list of numbers for {for}.
 */
void pattern_print(const struct pattern *picked, uint32_t counter, struct span above,
	struct text *into);
/* Appends what is carried on: only what lies between the first { and the last } of the pattern. */
void pattern_carry(const struct pattern *picked, uint32_t counter, struct span above,
	struct text *into);

#define HOUSE_LEVELS 6
#define HOUSE_LIST_LEVELS 4
/* NULL: not set here, what flows down holds. A pattern of kind PATTERN_NONE: set to none. */
struct numbering {
	const struct pattern *headings[HOUSE_LEVELS]; /* level 1 is [0] */
	const struct pattern *subheadings[HOUSE_LEVELS];
	const struct pattern *paragraphs, *recommendations, *items;
	const struct pattern *lists[HOUSE_LIST_LEVELS];
	const struct pattern *appendices, *tables, *pictures;
};

/* What holds inside: `inner` where it says something, else `outer`. */
struct numbering numbering_flow(const struct numbering *outer, const struct numbering *inner);

enum layout { LAYOUT_inherit, LAYOUT_flow, LAYOUT_boxes, LAYOUT_headings_beside,
	LAYOUT_numbers_beside, LAYOUT_run_in };
enum audience { AUDIENCE_public, AUDIENCE_restricted };
enum restart { RESTART_default, RESTART_yes, RESTART_no };

struct limit { /* of 0 means unbounded; at least one bound is set when `set` */
	bool set;
	uint32_t least, most;
};
struct limits {
	struct limit words, characters, sentences, items;
	struct place place;
};

struct house_row {
	const struct house_text *label; /* NULL: none */
	const struct house_text *text;
	const struct condition *when;   /* NULL: always */
	enum audience audience;
};
enum block_layout { BLOCK_lines, BLOCK_table, BLOCK_box };
struct house_block { /* head, foot, rows */
	bool none;   /* taken away, or never given */
	enum block_layout layout;
	const struct house_row *rows;
	size_t row_count;
};
struct house_page_lines {
	const struct house_text *first, *others; /* NULL: none */
};

struct house_answer {
	struct span answer; /* as typed in a paper, lower case */
	const struct house_text *text;
};
struct house_fact {
	struct span name;
	const struct value_decl *decl; /* own facts: from the style; built-in ones: NULL */
	bool own;
	const struct condition *required, *expected, *when; /* NULL: no, no, yes */
	struct span fallback;                    /* `default`; absent: none */
	const struct house_answer *answers;
	size_t answer_count;
	const struct house_text *item; /* one member of a list; NULL: as it is */
	bool join_lines;
	struct span guidance;
	const struct node *example; /* a text, or a list of texts; NULL: none */
	struct place place;         /* of its name in the style */
	const struct span *aliases;
	size_t alias_count;
	struct limits limits;
	enum audience audience;
};

enum none_answer { NONE_text, NONE_refused, NONE_left_out };
enum recommendation_form { FORM_any, FORM_to, FORM_that, FORM_bare, FORM_sentence };
struct house_column {
	const struct house_text *title, *text;
};

/* A key beside `text`, or of each record. `decl` is what paper_bind needs of it. */
struct house_field {
	const struct value_decl *decl;
	const struct house_answer *answers;
	size_t answer_count;
	const struct span *every; /* a record with each of these must be there */
	size_t every_count;
	struct limits limits;
	struct span guidance;
};

struct house_part {
	struct span key;
	enum part_kind kind;
	const struct part_decl *decl;
	struct place place; /* of its key in the style */
	bool heading_none;
	const struct house_text *heading; /* NULL with heading_none, or: the key in words */
	const struct condition *required, *expected, *when;
	const struct house_part *const *parts;
	const struct place *part_places; /* where each is named */
	size_t part_count;
	enum none_answer none;
	const struct house_text *none_text; /* NULL: the word `none` */
	const struct house_text *lead, *tail, *text;
	struct house_block rows;
	enum recommendation_form form;
	const struct house_field *fields;
	size_t field_count;
	const struct house_text *item;
	const struct house_column *columns;
	size_t column_count;
	enum layout layout;
	struct numbering numbering;
	enum restart restart;
	struct limits limits;
	uint8_t own_headings;
	bool before_decision; /* it tells of what must be done before the decision */
	enum audience audience;
	struct span guidance;
	const struct node *example; /* as the part would stand in a paper; NULL: none */
};

struct house_sheet {
	struct span key;
	const struct house_text *title; /* NULL: none */
	const struct house_part *const *parts;
	const struct place *part_places; /* where each is named */
	size_t part_count;
	const struct house_block *head, *foot; /* NULL: the style's */
	const struct house_page_lines *page_head, *page_foot; /* NULL: the style's */
	struct numbering numbering;
	enum layout layout;
	enum restart restart;
	const struct condition *when;
	enum audience audience;
	bool new_page, appendix;
};

#define HOUSE_SCALE 10
struct house_risk {
	const struct house_text *likelihood[HOUSE_SCALE], *impact[HOUSE_SCALE]; /* names from 1 up */
	size_t likelihood_count, impact_count;
	struct span bands[HOUSE_SCALE * HOUSE_SCALE]; /* of likelihood l, impact i (from 1):
	                                                 [(l - 1) * HOUSE_SCALE + (i - 1)] */
	bool no_matrix; /* pages draw none below a register */
};

struct house_notice {
	bool set;
	uint32_t days;
	bool working;
};

struct house_exempt_paragraph {
	struct span number; /* "3", "18A" */
	const struct house_text *description; /* NULL: none given */
};
struct house_exempt {
	const struct house_exempt_paragraph *paragraphs;
	size_t paragraph_count;
	const struct house_exempt_paragraph *unless; /* of some: what they leave out */
	size_t unless_count;
	const struct house_text *instead, *mark; /* NULL: none */
};

struct house {
	struct span key;  /* folder name: "herefordshire" */
	struct span name; /* in full */
	const struct source *source; /* style.yaml of the style itself */
	struct date edition;         /* the latest edition that applies; days 0 when there is none */
	int32_t first_day, last_day; /* the days for which these editions hold (INT32_MIN, INT32_MAX:
	                                without end): a caller may keep the house for all of them */
	bool before_first_edition;   /* the paper is older than the first edition */
	const struct span *languages; /* the first is the default */
	size_t language_count;
	struct span page;            /* "A4" */
	const struct house_text *date_format, *short_date_format, *time_format;
	bool negative_brackets;
	const struct house_fact *facts; /* those the style says anything about */
	size_t fact_count;
	struct house_block head, foot;
	struct house_page_lines page_head, page_foot;
	const struct house_sheet *sheets;
	size_t sheet_count;
	const struct house_part *parts; /* all defined ones */
	size_t part_count;
	struct numbering numbering;
	enum layout layout;
	struct limits limits;
	int64_t key_threshold; /* pence; 0: none */
	uint32_t key_wards;    /* 0: none */
	struct house_notice notice_papers, notice_key_decision, notice_private, notice_private_again,
		notice_general_exception, notice_clearances;
	uint32_t call_in_days;
	bool call_in_day_after;
	struct house_risk risk;
	const struct house_answer *money_kinds; /* revenue, capital; none: what authors call them */
	size_t money_kind_count;
	const struct house_text *exempt_law; /* NULL: none */
	struct house_exempt exempt;
	struct span holidays; /* name of a table of holidays */
	const struct date *closed_days;
	size_t closed_day_count;
	const struct pattern *agenda_numbers;
	const struct house_text *agenda_resolution;
	bool bilingual_headings, bilingual_labels; /* printed in all languages ... */
	struct span bilingual_join;                /* ... with this between them */
	bool repository_public, copy_workbooks;
	const struct house_answer *leftovers; /* answer: the string; text: what to write instead */
	size_t leftover_count;
	const struct house_answer *plain_words; /* answer: a word to avoid; text: what to write instead */
	size_t plain_word_count;
	const struct span *council_decides; /* plans that full council adopts */
	size_t council_decides_count;
	enum severity severities[FINDING_count]; /* as the style moves them */
	bool moved[FINDING_count];
	struct vocabulary vocabulary; /* for paper_bind */
	const struct words_of_language *words; /* one for each language */
	struct span style_sheet;               /* the CSS, read whole */
	const struct template_page *page_html, *page_md;
	bool own_pages; /* a template of theirs is not that of the style that all others extend */
};

const struct house_part *house_part(const struct house *house, struct span key); /* or NULL */
const struct house_fact *house_fact(const struct house *house, struct span name); /* or NULL */
/* A word of words.LANG.yaml ("paragraph", "appendix", "none", "table"). Falls back to the first
 * language, then to the key itself. */
struct span house_word(const struct house *house, struct span language, const char *key);

/* Dates and times as the style shows them. */
void house_print_date(const struct house *house, struct span language, struct date date,
	bool short_form, struct text *into);
void house_print_time(const struct house *house, struct span language, struct time_of_day time,
	struct text *into);
/* The text in capitals: ASCII, Latin-1, Latin Extended-A and Greek letters; others stay. */
void house_capitals(struct span s, struct text *into);

/* --- loading */
struct house_search {
	const char *const *folders; /* in order; the first NAME/style.yaml wins */
	size_t count;
	bool without_pages; /* page templates and style sheet are not read (lists of styles, tests) */
};
/*
 * The style NAME for a date (NULL: the latest edition). NULL when it cannot be used: then findings
 * were added; `asked` is where the paper names it (place of its `style:`), for style-not-found.
 * Everything made lives in the arena.
 */
const struct house *house_load(struct arena *arena, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, const struct date *date);

/*
 * Loads the style for the day of each of its editions and of those it extends, so that findings in
 * an edition that no paper uses yet come out too; one that several editions share is added once.
 * Gives those days in order, each once: how many, and none when the style cannot be read or has no
 * editions. `read` says which of the two.
 */
struct checked_editions {
	bool read;
	const struct date *days;
	size_t count;
};
struct checked_editions house_check(struct arena *arena, struct sources *sources,
	struct diags *diags, const struct house_search *search, struct words asked);

/* What a style's own file says of itself: for lists of styles. false after findings. */
struct house_outline {
	struct span name;    /* in full; absent: not given */
	struct span extends; /* absent: none */
	const struct date *editions; /* of its own */
	size_t edition_count;
};
bool house_outline(struct arena *arena, struct sources *sources, struct diags *diags,
	const struct house_search *search, struct words asked, struct house_outline *outline);

/*
 * The language itself, for manual, guidance and tests: every key of style.yaml, section by section,
 * every value that a page template may name, scope by scope, and every name that a text or condition
 * may ask for beside the style's own facts and fields. Each with a sentence.
 */
struct house_section {
	const char *name; /* "style", "numbering", "a field" ... */
	const struct shape *shape;
};
const struct house_section *house_sections(size_t *count);
struct house_page_value {
	const char *scope, *name, *kind;
	const char *inside; /* of a list or map: the scope of what it holds; "none" */
	const char *says;
};
const struct house_page_value *house_page_values(size_t *count);
struct house_name {
	const char *where; /* "fact", "made", "date", "time", "exempt", or a kind of part */
	const char *name, *says;
};
/* One by one; false at the end. */
bool house_name_at(size_t index, struct house_name *name);

#endif
