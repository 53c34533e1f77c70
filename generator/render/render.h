/*
 * render: the table of formats. A renderer takes a settled paper and gives the whole file as bytes;
 * it never sees the typed paper. Adding a format is one file and one row.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "settle/settled.h"

struct rendering {
	const struct settled *settled;
	struct arena *arena;  /* of the job */
	struct diags *diags;  /* limits of a format; the machine's failures */
	struct place place;   /* where findings about the whole paper stand */
	const char *temporary; /* a private folder for a library that needs one; NULL: none */
	int64_t stamp;        /* seconds for a file's own date: SOURCE_DATE_EPOCH, or the meeting date */
	uint64_t input_bytes; /* of the paper and the files that it names; 0: not known */
	bool trial;           /* the page is thrown away unread: what never fails need not be written */
};

struct renderer {
	const char *name;   /* --format */
	const char *suffix; /* ".html" */
	/* Appends the file; false: a finding says why. */
	bool (*render)(const struct rendering *what, struct text *into);
	/* Proves finished bytes against what was promised (read back, counted); false: a finding. */
	bool (*verify)(const struct rendering *what, struct span bytes);
	/* For `check`: finds what render would refuse, and gives nothing. */
	bool (*fits)(const struct rendering *what);
	bool links; /* to the paper's companions, which are made with it */
};

extern const struct renderer renderers[];
extern const size_t renderer_count;

/* The single renderers (rows of the table). */
bool render_markdown(const struct rendering *what, struct text *into);
bool verify_markdown(const struct rendering *what, struct span bytes);
bool render_html(const struct rendering *what, struct text *into);
bool verify_html(const struct rendering *what, struct span bytes);
bool render_workbook(const struct rendering *what, struct text *into);
bool verify_workbook(const struct rendering *what, struct span bytes);
/* A page is made and thrown away; of a workbook, which takes longer, only the plan is made. */
bool markdown_fits(const struct rendering *what);
bool html_fits(const struct rendering *what);
bool workbook_fits(const struct rendering *what);

/* A file that is published beside the pages: an attachment, a picture, a table as CSV. */
struct companion {
	struct span name;  /* "appendix-2-letter.pdf" */
	struct span bytes; /* in the arena */
};
/* All of them, at most LIMIT_COMPANIONS. */
size_t render_companions(const struct rendering *what, struct companion **into);

/* Prose, for the pages. Raw HTML is escaped, addresses that are not safe are left out. */
void html_prose(const struct prose_node *node, struct text *into);
/* The same as cmark writes it, raw HTML and all: for the specification tests only. */
void html_prose_raw(const struct prose_node *node, struct text *into);
struct markdown_options {
	bool escape_all; /* every punctuation: the fallback when a leaf does not read back the same */
	bool raw;        /* raw HTML and any address pass: specification tests only */
};
void markdown_prose(const struct prose_node *node, const struct markdown_options *options,
	struct text *into);
/*
 * The same, proved: every paragraph with bold or italics, all that was ever seen to go wrong, is read
 * back and compared with what should stand there, tables left out. One that reads back differently is
 * written with every punctuation escaped, then without its bold and italics, and a finding says so.
 * False: not even then. `into` may be NULL: it is only tried.
 */
bool markdown_prose_checked(const struct prose_node *document, struct diags *diags,
	struct text *into);
/* Whether all bold and italics of the document read back as they are, and none need be mended. */
bool markdown_emphasis_holds(const struct prose_node *document);
/* Tables in each language of the page. */
void html_table(const struct table *table, struct text *into);
/* Bars drawn inside the page, with every figure in words beside its bar. */
void html_chart(const struct chart *chart, struct span anchor, struct text *into);
/* The same in words, for who cannot see them. */
void chart_words(const struct chart *chart, struct text *into);
void markdown_table(const struct table *table, struct text *into);
/* Plain words as CommonMark: everything that could be markup is escaped. */
void markdown_escape(struct span s, struct text *into);

#endif
