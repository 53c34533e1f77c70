#include "base/diag.h"

#include "base/limits.h"

#include <string.h>

const char *severity_name(enum severity s)
{
	static const char *const names[] = {"off", "note", "warning", "error"};
	return names[s];
}

#define off SEVERITY_off
#define note SEVERITY_note
#define warning SEVERITY_warning
#define error SEVERITY_error
#define FIXED false
#define MOVABLE true
#define KEPT false
#define WAIVABLE true
static const struct rule rules[] = {
#define FINDING(name, final, draft, movable, waivable, sentence, help, why)                        \
	{#name, final, draft, movable, waivable, sentence, help, why},
#include "base/findings.def"
#undef FINDING
};
_Static_assert(sizeof rules / sizeof *rules == FINDING_count, "one row for each finding");

const struct rule *rule_of(enum finding_id id)
{
	return &rules[id];
}

bool rule_find(struct span name, enum finding_id *id)
{
	for (int i = 0; i < FINDING_count; i++) {
		struct span own = span_of(rules[i].name);
		bool same = own.length == name.length;
		for (size_t k = 0; same && k < own.length; k++)
			same = name.at[k] == own.at[k] || (name.at[k] == '-' && own.at[k] == '_');
		if (same) {
			*id = (enum finding_id)i;
			return true;
		}
	}
	return false;
}

void diags_init(struct diags *diags, struct arena *arena)
{
	*diags = (struct diags){.arena = arena};
}

struct finding *diag_add(struct diags *diags, enum finding_id id, struct place place,
	struct span one, struct span two, struct span three)
{
	if (diags->count == LIMIT_FINDINGS) {
		diags->overflow = true;
		diags->items[diags->count - 1].severity = SEVERITY_error;
		return ARENA_NEW(diags->arena, struct finding);
	}
	ARENA_GROW(diags->arena, diags->items, diags->count, diags->capacity);
	struct finding *f = &diags->items[diags->count++];
	*f = (struct finding){.id = id, .severity = rules[id].final, .place = place};
	f->arguments[0] = arena_copy(diags->arena, one);
	f->arguments[1] = arena_copy(diags->arena, two);
	f->arguments[2] = arena_copy(diags->arena, three);
	return f;
}

void diag_hide(struct diags *diags, struct place place, struct span text)
{
	ARENA_GROW(diags->arena, diags->secrets, diags->secret_count, diags->secret_capacity);
	diags->secrets[diags->secret_count++] =
		(struct secret){place, arena_copy(diags->arena, text)};
}

static void fill(const struct finding *f, const char *pattern, struct text *into)
{
	for (const char *at = pattern; *at; at++) {
		if (*at != '%' || at[1] < '1' || at[1] > '3') {
			text_add_char(into, *at);
			continue;
		}
		at++;
		if (f->withheld && !f->told)
			text_add_string(into, "(withheld)");
		else
			text_add(into, f->arguments[*at - '1']);
	}
}

void finding_sentence(const struct finding *f, struct text *into)
{
	fill(f, rules[f->id].sentence, into);
}

void finding_help(const struct finding *f, struct text *into)
{
	if (!f->help.at)
		fill(f, rules[f->id].help, into);
	else if (!f->withheld || f->told)
		text_add(into, f->help);
}

enum severity diags_worst(const struct diags *diags)
{
	enum severity worst = SEVERITY_off;
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].severity > worst)
			worst = diags->items[i].severity;
	return worst;
}
