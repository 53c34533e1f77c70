/*
 * diag: the findings of one run of one pipeline. Findings are data; no stage prints. The sentences
 * and all other facts about a rule stand in findings.def and nowhere else.
 *
 * Three ways to fail, never mixed: the paper is wrong -> a finding; the machine is wrong -> a finding
 * with the errno text, the next paper goes on; we are wrong -> assert.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/place.h"
#include "base/text.h"

enum severity { SEVERITY_off, SEVERITY_note, SEVERITY_warning, SEVERITY_error };
const char *severity_name(enum severity s);

enum finding_id {
#define FINDING(name, ...) FINDING_##name,
#include "base/findings.def"
#undef FINDING
	FINDING_count
};

/* What findings.def says of one rule. */
struct rule {
	const char *name;     /* with underscores; it is printed with hyphens */
	enum severity final;  /* in a final paper */
	enum severity draft;  /* in a draft */
	bool movable;         /* a style may change the severity */
	bool waivable;        /* a paper may waive it */
	const char *sentence; /* %1 %2 %3 stand for the arguments; lower case, no full stop */
	const char *help;     /* the mend, as an imperative; may use %1 %2 %3; "" if none */
	const char *why;      /* for `explain`: reason, source in law where one was read */
};
const struct rule *rule_of(enum finding_id id);
bool rule_find(struct span name, enum finding_id *id); /* hyphens or underscores */

/*
 * Bytes to put in place of a range: `--fix`, editors, "did you mean". A range and what takes its place
 * have equally many line ends. `certain`: nothing else can have been meant, so that `--fix` may make
 * it unasked; the others are offers.
 */
struct edit {
	struct place place; /* source 0: no edit */
	struct span bytes;
	bool certain;
};

struct finding {
	enum finding_id id;
	enum severity severity;
	struct place place;   /* what is wrong */
	struct place because; /* what it contradicts, if anything */
	struct span arguments[3];
	struct span help; /* in place of the rule's own, when not absent; no %1 in it */
	struct edit edit;
	bool withheld; /* inside exempt matter: arguments and source line are not shown */
	bool told;     /* its arguments are numbers and dates alone: shown even so */
	bool waived;     /* by the paper, which says by whom and why */
	struct span waived_by, waived_why;
};

/* What stands in a file and may stand in no report: a number of a person, say. A report may be read by
 * everybody who can see the log of a run. */
struct secret {
	struct place place;
	struct span text; /* as read: a finding may quote it */
};

struct diags {
	struct arena *arena; /* arguments are copied into it */
	struct finding *items;
	size_t count, capacity;
	bool overflow; /* more than LIMIT_FINDINGS were made; the rest were dropped */
	struct secret *secrets; /* in the order they were found */
	size_t secret_count, secret_capacity;
};

void diags_init(struct diags *diags, struct arena *arena);

/*
 * Adds a finding with the severity of a final paper (diags_settle_severity moves it later). The
 * arguments are copied; SPAN_NONE where the sentence has no more. Returns the finding, so that the
 * caller may set `because`, `help` or `edit`; never NULL, valid until the next diag_add.
 */
struct finding *diag_add(struct diags *diags, enum finding_id id, struct place place,
	struct span one, struct span two, struct span three);

/* From now on no report shows these bytes of the file, nor quotes the text, in whichever finding. */
void diag_hide(struct diags *diags, struct place place, struct span text);

/* The sentence or help with arguments put in ("(withheld)" for each when the finding is, unless it
 * is one whose arguments are told). */
void finding_sentence(const struct finding *f, struct text *into);
void finding_help(const struct finding *f, struct text *into);

enum severity diags_worst(const struct diags *diags);

#endif
