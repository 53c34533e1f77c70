/*
 * syntax: what libyaml says about text that is not YAML, said for an officer. libyaml tells where
 * it gave up; the likeliest cause is looked for in the bytes around that place, and reported where
 * it is.
 */
#ifndef SOURCE_SYNTAX_H
#define SOURCE_SYNTAX_H

#include "source/tree.h"

struct complaint {
	const struct source *source;
	const char *context, *problem; /* libyaml's words; the context may be NULL */
	uint32_t begun_at, at;         /* where what it was reading begins, and where it gave up */
	const struct node *last;       /* the last scalar before; NULL if none */
	uint32_t bracket;              /* innermost open [ or {; NO_BRACKET if none */
};
#define NO_BRACKET UINT32_MAX

/* Adds one finding; none where the last scalar was an alias, which is reported already. */
void syntax_report(struct diags *diags, const struct complaint *complaint);

#endif
