/*
 * paper_try: one paper from a string to a bound paper, with a vocabulary that has a part of every
 * kind, and its findings as one line of text: "3:5 bad-date; 7:1 empty-part".
 */
#ifndef TESTS_PAPER_TRY_H
#define TESTS_PAPER_TRY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/paper.h"

struct trial {
	struct arena *arena;
	struct diags diags;
	struct sources sources;
	const struct source *source;
	const struct node *root;
	const struct paper *paper;
	char findings[4096];
};

#define NAME(literal) {literal, sizeof(literal) - 1}

static const struct span trial_aliases[] = {NAME("proposals")};
static const struct value_decl trial_text_fields[] = {
	{.name = NAME("officer"), .kind = VALUE_text, .required = true},
	{.name = NAME("agreed"), .kind = VALUE_date},
};
static const struct value_decl trial_record_fields[] = {
	{.name = NAME("term"), .kind = VALUE_text, .required = true},
	{.name = NAME("meaning"), .kind = VALUE_prose},
	{.name = NAME("weight"), .kind = VALUE_number},
	{.name = NAME("who"), .kind = VALUE_people},
};
static const struct value_decl trial_document_fields[] = {
	{.name = NAME("date"), .kind = VALUE_text, .required = true},
	{.name = NAME("shelf"), .kind = VALUE_text},
};
static const struct span trial_types[] = {NAME("decision"), NAME("information")};
static const struct value_decl trial_facts[] = {
	{.name = NAME("decision_type"), .kind = VALUE_text, .answers = trial_types, .answer_count = 2},
	{.name = NAME("to_panel"), .kind = VALUE_yes_no},
	{.name = NAME("homes"), .kind = VALUE_number},
};
static const struct part_decl trial_parts[] = {
	{.key = NAME("purpose"), .kind = PART_text},
	{.key = NAME("comments"), .kind = PART_text, .fields = trial_text_fields, .field_count = 2},
	{.key = NAME("recommendations"), .kind = PART_recommendations, .aliases = trial_aliases,
		.alias_count = 1},
	{.key = NAME("alternative_options"), .kind = PART_options},
	{.key = NAME("risk_management"), .kind = PART_risks},
	{.key = NAME("financial_assessment"), .kind = PART_finance},
	{.key = NAME("consultees"), .kind = PART_list},
	{.key = NAME("background_papers"), .kind = PART_documents},
	{.key = NAME("shelved_papers"), .kind = PART_documents, .fields = trial_document_fields,
		.field_count = 2},
	{.key = NAME("appendices"), .kind = PART_appendices},
	{.key = NAME("authors"), .kind = PART_people},
	{.key = NAME("glossary"), .kind = PART_records, .fields = trial_record_fields,
		.field_count = 4},
	{.key = NAME("wards"), .kind = PART_fixed},
	{.key = NAME("interests"), .kind = PART_fixed},
	{.key = NAME("report"), .kind = PART_group},
};
static const struct vocabulary trial_vocabulary = {.parts = trial_parts,
	.part_count = sizeof trial_parts / sizeof *trial_parts, .facts = trial_facts,
	.fact_count = sizeof trial_facts / sizeof *trial_facts};

static int trial_by_place(const void *a, const void *b)
{
	const struct finding *one = a, *other = b;
	if (one->place.from != other->place.from)
		return one->place.from < other->place.from ? -1 : 1;
	return strcmp(rule_of(one->id)->name, rule_of(other->id)->name);
}

static void trial_list_findings(struct trial *t)
{
	t->findings[0] = 0;
	if (t->diags.count)
		qsort(t->diags.items, t->diags.count, sizeof *t->diags.items, trial_by_place);
	for (size_t i = 0; i < t->diags.count; i++) {
		const struct finding *f = &t->diags.items[i];
		struct location at = source_locate(t->source, f->place.from);
		size_t length = strlen(t->findings);
		snprintf(t->findings + length, sizeof t->findings - length, "%s%u:%u %s",
			i ? "; " : "", at.line, at.column, rule_of(f->id)->name);
	}
	for (char *c = t->findings; *c; c++)
		*c = *c == '_' ? '-' : *c;
}

static struct trial trial_of_bytes(struct span yaml)
{
	struct trial t = {.arena = arena_new()};
	diags_init(&t.diags, t.arena);
	sources_init(&t.sources, t.arena);
	if (source_take(&t.sources, &t.diags, yaml, SPAN("trial.yaml"), &t.source) == SOURCE_READ)
		t.root = tree_read(t.arena, &t.diags, t.source);
	if (t.root) { /* no file beside it is looked at */
		struct beside beside = {
			.arena = t.arena, .diags = &t.diags, .sources = &t.sources};
		t.paper = paper_bind(
			t.arena, &t.diags, t.source, t.root, &trial_vocabulary, &beside);
	}
	trial_list_findings(&t);
	return t;
}

static inline struct trial trial_of(const char *yaml)
{
	return trial_of_bytes(span_of(yaml));
}

static inline void trial_end(struct trial *t)
{
	arena_release(t->arena);
}

/* The paper gives exactly these findings. */
static inline void expect_findings(const char *yaml, const char *findings)
{
	struct trial t = trial_of(yaml);
	if (strcmp(t.findings, findings) != 0)
		fail_msg("%s\ngave     %s\nexpected %s", yaml, t.findings, findings);
	trial_end(&t);
}

/* The first finding's help. */
static inline void expect_help(const char *yaml, const char *help)
{
	struct trial t = trial_of(yaml);
	assert_true(t.diags.count > 0);
	struct text said = {0};
	finding_help(&t.diags.items[0], &said);
	assert_string_equal(said.at ? said.at : "", help);
	text_release(&said);
	trial_end(&t);
}

/* The first finding's sentence. */
static inline void expect_sentence(const char *yaml, const char *sentence)
{
	struct trial t = trial_of(yaml);
	assert_true(t.diags.count > 0);
	struct text said = {0};
	finding_sentence(&t.diags.items[0], &said);
	assert_string_equal(said.at, sentence);
	text_release(&said);
	trial_end(&t);
}

static inline const struct value *fact(const struct trial *t, const char *name)
{
	const struct value *value = paper_fact(t->paper, span_of(name));
	assert_non_null(value);
	return value;
}

static inline const struct part *part(const struct trial *t, const char *key)
{
	const struct part *found = paper_part(t->paper, span_of(key));
	assert_non_null(found);
	return found;
}

static inline void assert_span(struct span s, const char *expected)
{
	if (!span_is(s, expected))
		fail_msg("\"%.*s\" instead of \"%s\"", SPAN_ARG(s), expected);
}

#endif
