/*
 * house_kit: the value of a YAML scalar, list or mapping as a style's file would hold it, an asker that
 * answers from a table, and findings as one line: "LINE:COLUMN rule; LINE:COLUMN rule".
 */
#ifndef TESTS_HOUSE_KIT_H
#define TESTS_HOUSE_KIT_H

#include "house/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct kit {
	struct arena *arena;
	struct diags diags;
	struct sources sources;
	struct uses uses;
	struct reading r;
};

static inline void kit_open(struct kit *kit)
{
	static const struct span languages[] = {{"en", 2}, {"cy", 2}};
	*kit = (struct kit){.arena = arena_new()};
	diags_init(&kit->diags, kit->arena);
	sources_init(&kit->sources, kit->arena);
	kit->r = (struct reading){.arena = kit->arena, .sources = &kit->sources,
		.diags = &kit->diags, .uses = &kit->uses, .languages = languages,
		.language_count = 2};
}

static inline void kit_close(struct kit *kit)
{
	arena_release(kit->arena);
}

/* The one value of a YAML text, "x: VALUE". */
static inline const struct node *kit_node(struct kit *kit, const char *value)
{
	const struct source *source;
	struct span bytes = arena_format(kit->arena, "x: %s\n", value);
	assert_int_equal(source_take(&kit->sources, &kit->diags, bytes, SPAN("style.yaml"), &source),
		SOURCE_READ);
	const struct node *root = tree_read(kit->arena, &kit->diags, source);
	assert_non_null(root);
	return node_get(root, "x");
}

static inline void kit_findings(const struct kit *kit, struct text *into)
{
	for (size_t i = 0; i < kit->diags.count; i++) {
		const struct finding *f = &kit->diags.items[i];
		const struct source *source = sources_at(&kit->sources, f->place.source);
		struct location at = source ? source_locate(source, f->place.from)
					    : (struct location){0, 0};
		text_format(into, "%s%u:%u ", i ? "; " : "", at.line, at.column);
		for (const char *c = rule_of(f->id)->name; *c; c++)
			text_add_char(into, *c == '_' ? '-' : *c);
	}
}

static inline void kit_expect(const struct kit *kit, const char *what, const char *findings)
{
	struct text found = {0};
	kit_findings(kit, &found);
	if (!span_is(text_span(&found), findings))
		fail_msg("%s: expected \"%s\", found \"%s\"", what, findings, found.at ? found.at : "");
	text_release(&found);
}

/* --- an asker over a table */

struct known {
	const char *name, *text;
	int64_t amount; /* of money, numbers and dates; 0: none */
};
static const struct known known_facts[] = {
	{"title", "Youth centres", 0},
	{"portfolio", "children's services", 0},
	{"meeting.body", "Cabinet", 0},
	{"meeting.date", "29 September 2005", 13055},
	{"value", "\xc2\xa3" "620,000", 62000000},
	{"key_decision", "no", 0},
	{"urgent", "yes", 0},
	{"call_in", "None", 0},
	{"decision_type", "Decision", 0},
	{"markup", "*a* [b](c) #1", 0},
	{"lines", "one\ntwo", 0},
	{"empty", "", 0},
	{"name", "A. Officer", 0},
	{"phone", "01632 960001", 0},
	{"welsh", "si\xc3\xb4n", 0},
};

static inline const struct known *known_fact(struct span name)
{
	for (size_t i = 0; i < sizeof known_facts / sizeof *known_facts; i++)
		if (span_is(name, known_facts[i].name))
			return &known_facts[i];
	return NULL;
}

static inline struct answer known_answer(const void *of, struct span name)
{
	(void)of;
	const struct known *k = known_fact(name);
	if (!k)
		return (struct answer){0};
	return (struct answer){.given = k->text[0] != 0, .text = span_of(k->text),
		.has_amount = k->amount != 0, .amount = k->amount};
}

static inline bool known_print(const void *of, struct span name, bool short_form, struct text *into)
{
	(void)of;
	const struct known *k = known_fact(name);
	if (!k)
		return false;
	text_add_string(into, short_form && span_is(name, "meeting.date") ? "29/09/2005" : k->text);
	return true;
}

static const struct asker known_asker = {.answer = known_answer, .print = known_print};

#endif
