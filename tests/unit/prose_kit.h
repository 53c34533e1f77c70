/*
 * prose_kit: reads a text as the prose of a paper, in a block after `text: |`, so that places are
 * those of a real file: line 1 of the text is line 2 of the file, column 1 is column 3.
 */
#ifndef TESTS_UNIT_PROSE_KIT_H
#define TESTS_UNIT_PROSE_KIT_H

#include "unit/source_kit.h"
#include "prose/prose.h"

struct prose_kit {
	struct kit kit;
	struct prose_node *document;
};

static inline void prose_kit_read(struct prose_kit *p, struct span prose)
{
	struct text yaml = {0};
	text_add_string(&yaml, "text: |\n  ");
	for (size_t i = 0; i < prose.length; i++) {
		text_add_char(&yaml, prose.at[i]);
		if (prose.at[i] == '\n' && i + 1 < prose.length && prose.at[i + 1] != '\n')
			text_add_string(&yaml, "  ");
	}
	text_add_char(&yaml, '\n');
	kit_take(&p->kit, text_span(&yaml));
	text_release(&yaml);
	assert_non_null(p->kit.root);
	const struct node *scalar = node_get(p->kit.root, "text");
	assert_non_null(scalar);
	p->document = prose_read(p->kit.arena, &p->kit.diags, p->kit.source, scalar, NULL);
}

static inline void prose_kit_release(struct prose_kit *p)
{
	kit_release(&p->kit);
}

/* The bytes of the file at a place. */
static inline struct span prose_kit_at(const struct prose_kit *p, struct place place)
{
	return span_cut(p->kit.source->bytes, place.from, place.to);
}

/* Each finding as `LINE:COLUMN rule <what stands there>`. */
static inline void prose_kit_findings(struct prose_kit *p, struct text *into)
{
	struct diags *diags = &p->kit.diags;
	if (diags->count)
		qsort(diags->items, diags->count, sizeof *diags->items, kit_order);
	for (size_t i = 0; i < diags->count; i++) {
		const struct finding *f = &diags->items[i];
		struct location at = source_locate(p->kit.source, f->place.from);
		text_format(into, "%s%u:%u ", i ? "; " : "", at.line, at.column);
		for (const char *c = rule_of(f->id)->name; *c; c++)
			text_add_char(into, *c == '_' ? '-' : *c);
		text_format(into, " <%.*s>", SPAN_ARG(prose_kit_at(p, f->place)));
	}
}

struct prose_case {
	struct span prose;
	const char *expected;
};
#define PROSE(literal, expected) {{"" literal, sizeof(literal) - 1}, expected}

typedef void prose_kit_writer(struct prose_kit *p, struct text *into);

/* Each text read, and what the writer makes of it compared. */
static inline void prose_kit_check(const struct prose_case *cases, size_t count,
	prose_kit_writer *write)
{
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct prose_kit p;
		prose_kit_read(&p, cases[i].prose);
		struct text got = {0};
		write(&p, &got);
		if (!span_is(text_span(&got), cases[i].expected)) {
			print_error("case %zu: %.*s\n  expected: %s\n       got: %.*s\n", i,
				SPAN_ARG(cases[i].prose), cases[i].expected, SPAN_ARG(text_span(&got)));
			wrong++;
		}
		text_release(&got);
		prose_kit_release(&p);
	}
	assert_int_equal(wrong, 0);
}
#define PROSE_CHECK(cases, write)                                                                  \
	prose_kit_check((cases), sizeof(cases) / sizeof *(cases), (write))

#endif
