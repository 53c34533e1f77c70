/*
 * examples: of each rule what breaks it and how that is mended, and where the rule comes from, from
 * examples.def. Private to the room; the tests hold every example to its rule.
 */
#ifndef REPORT_EXAMPLES_H
#define REPORT_EXAMPLES_H

#include "base/diag.h"

enum example_kind {
	EXAMPLE_none,  /* there is no row for the rule: a test fails */
	EXAMPLE_PAPER, /* keys of a paper; they stand in place of a plain paper's */
	EXAMPLE_STYLE, /* keys of a style.yaml, likewise */
	EXAMPLE_PAGE,  /* first lines of a page template of a style */
	EXAMPLE_CSV,   /* the CSV file of a table */
	EXAMPLE_TOLD,  /* in words: what no few lines can show */
};

struct rule_example {
	enum example_kind kind;
	const char *source, *bad, *good; /* lines without an end after the last */
};
const struct rule_example *rule_example_of(enum finding_id id);

#endif
