/*
 * source_kit: reads a text with tree_read and writes its findings as one line each,
 * "LINE:COLUMN rule; LINE:COLUMN rule", in the order of the file, so that a case is one row of a
 * table.
 */
#ifndef TESTS_SOURCE_KIT_H
#define TESTS_SOURCE_KIT_H

#include "source/tree.h"

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
	const struct source *source;
	enum source_outcome outcome;
	const struct node *root;
};

static inline void kit_take(struct kit *kit, struct span bytes)
{
	*kit = (struct kit){.arena = arena_new()};
	diags_init(&kit->diags, kit->arena);
	sources_init(&kit->sources, kit->arena);
	kit->outcome =
		source_take(&kit->sources, &kit->diags, bytes, SPAN("paper.yaml"), &kit->source);
	if (kit->outcome == SOURCE_READ)
		kit->root = tree_read(kit->arena, &kit->diags, kit->source);
}

static inline void kit_release(struct kit *kit)
{
	arena_release(kit->arena);
}

static inline int kit_order(const void *a, const void *b)
{
	const struct finding *one = a, *two = b;
	if (one->place.from != two->place.from)
		return one->place.from < two->place.from ? -1 : 1;
	return (int)one->id - (int)two->id;
}

static inline void kit_write(struct kit *kit, struct text *into)
{
	if (kit->diags.count)
		qsort(kit->diags.items, kit->diags.count, sizeof *kit->diags.items, kit_order);
	for (size_t i = 0; i < kit->diags.count; i++) {
		const struct finding *f = &kit->diags.items[i];
		struct location at = source_locate(kit->source, f->place.from);
		text_format(into, "%s%u:%u ", i ? "; " : "", at.line, at.column);
		for (const char *c = rule_of(f->id)->name; *c; c++)
			text_add_char(into, *c == '_' ? '-' : *c);
	}
}

struct kit_case {
	struct span bytes;
	const char *expected; /* "" for none */
};
#define CASE(literal, expected)                                                                    \
	{                                                                                          \
		{"" literal, sizeof(literal) - 1}, expected                                        \
	}

static inline void kit_check(const struct kit_case *cases, size_t count)
{
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct kit kit;
		kit_take(&kit, cases[i].bytes);
		struct text got = {0};
		kit_write(&kit, &got);
		if (!span_is(text_span(&got), cases[i].expected)) {
			print_error("case %zu: %.*s\n  expected: %s\n       got: %.*s\n", i,
				SPAN_ARG(cases[i].bytes), cases[i].expected,
				SPAN_ARG(text_span(&got)));
			wrong++;
		}
		text_release(&got);
		kit_release(&kit);
	}
	assert_int_equal(wrong, 0);
}
#define KIT_CHECK(cases) kit_check((cases), sizeof(cases) / sizeof *(cases))

#endif
