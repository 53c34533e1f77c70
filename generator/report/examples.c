#include "report/examples.h"

/* Where a rule comes from that no law or standard asks for. */
#define OURS "Our own: no law or standard asks for it"
#define FORMAT "The paper format, cabpaper-paper(5)"
#define LIMITS "The limits of cabpaper-paper(5)"
#define LANGUAGE "The language of house styles, cabpaper-style(5)"
#define FORM "The council's own form: its house style"
#define ARITHMETIC "Arithmetic"
#define SCHEDULE "Schedule 12A to the Local Government Act 1972"
#define SYSTEM "The machine: what it says of the file"

static const struct rule_example examples[FINDING_count] = {
#define EXAMPLE(rule, kind, source, bad, good) \
	[FINDING_##rule] = {EXAMPLE_##kind, source, bad, good},
#include "report/examples.def"
#undef EXAMPLE
};

const struct rule_example *rule_example_of(enum finding_id id)
{
	return &examples[id];
}
