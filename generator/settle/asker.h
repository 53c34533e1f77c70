/*
 * asker: what texts and conditions of a style ask about a paper, answered. Inside a record (a risk,
 * a document) its own values come first, then the part's fields, then the paper's facts.
 */
#ifndef SETTLE_ASKER_H
#define SETTLE_ASKER_H

#include "settle/inset.h"
#include "settle/settled.h"

/* A name that the program makes: {number}, {score}, {appendix_list}. */
struct made {
	const char *name;
	struct span text;
};

struct asking {
	const struct paper *paper;
	const struct house *house;
	struct span language;
	struct span sheet;           /* key of the sheet that is being set; absent: none */
	enum audience audience;      /* public: facts for restricted outputs are not there */
	const struct house_part *part; /* whose fields and records these are; NULL: none */
	const struct record *record; /* NULL: none */
	const struct value *fields;  /* of the part */
	size_t field_count;
	const struct made *made;
	size_t made_count;
	struct insets *insets; /* where prose goes whole into sentences; NULL: its words alone do */
};

/* An asker over `a`, which must outlive it. */
struct asker asking_asker(const struct asking *a);
/* The paper's language if the style has it, else the style's first. */
struct span settle_language(const struct paper *paper, const struct house *house);

#endif
