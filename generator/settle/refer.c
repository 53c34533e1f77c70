/* The second pass: references become words and links, and appendices meet their citations. */
#include "base/nearest.h"
#include "settle/cite.h"
#include "settle/settling.h"

/* The key of a part, with hyphens or as the style writes it. */
static bool is_key(struct span dashed, struct span typed)
{
	bool same = dashed.length == typed.length;
	for (size_t i = 0; same && i < dashed.length; i++)
		same = dashed.at[i] == typed.at[i] || (dashed.at[i] == '-' && typed.at[i] == '_');
	return same;
}

static struct target *find_target(struct settling *s, struct span id)
{
	struct target *of_style = NULL;
	for (size_t i = 0; i < s->target_count; i++) {
		if (!s->targets[i].of_style && span_same(s->targets[i].id, id))
			return &s->targets[i];
		if (s->targets[i].of_style && !of_style && is_key(s->targets[i].id, id))
			of_style = &s->targets[i];
	}
	return of_style;
}

static bool is_unplaced_table(const struct settling *s, struct span id)
{
	for (size_t i = 0; i < s->paper->table_count; i++)
		if (!s->placed[i].table && span_same(s->paper->tables[i].id, id))
			return true;
	return false;
}

static void unknown(struct settling *s, const struct prose_node *node, struct span id)
{
	if (is_unplaced_table(s, id)) {
		diag_add(s->diags, FINDING_table_nowhere, node->place, id, SPAN_NONE, SPAN_NONE);
		return;
	}
	struct nearest near = nearest_start(id);
	for (size_t i = 0; i < s->target_count; i++)
		nearest_try(&near, s->targets[i].id);
	struct finding *f = diag_add(s->diags, FINDING_reference_unknown, node->place, id, SPAN_NONE, SPAN_NONE);
	if (near.best.length)
		f->help = arena_format(s->diags->arena, "Did you mean \"%.*s\"?", SPAN_ARG(near.best));
}

/* The targets of "a,#b,#c"; reports unknown ones. */
static size_t targets_of(struct settling *s, const struct prose_node *node, struct target **targets)
{
	size_t count = 0;
	struct span rest = node->url;
	while (rest.at) {
		size_t comma = span_find(rest, SPAN(","));
		struct span id = span_trim(span_cut(rest, 0, comma));
		rest = comma == SIZE_MAX ? SPAN_NONE : span_cut(rest, comma + 1, rest.length);
		if (span_starts(id, "#"))
			id = span_cut(id, 1, id.length);
		struct target *target = find_target(s, id);
		if (!target) {
			unknown(s, node, id);
			continue;
		}
		target->cited = true;
		targets[count++] = target;
	}
	return count;
}

static void write_words(struct settling *s, struct prose_node *at, struct span words)
{
	if (words.length)
		prose_insert_before(at, prose_new_text(s->arena, words, at->place));
}

static void write_link(struct settling *s, struct prose_node *at, const struct target *target,
	struct span words)
{
	if (!target->anchor.length) {
		write_words(s, at, words);
		return;
	}
	struct prose_node *link = prose_new(s->arena, PROSE_link, at->place);
	link->internal = true;
	link->url = arena_format(s->arena, "#%.*s", SPAN_ARG(target->anchor));
	prose_append(link, prose_new_text(s->arena, words, at->place));
	prose_insert_before(at, link);
}

static struct span kind_word(struct settling *s, enum target_kind kind, bool many)
{
	static const char *const words[TARGET_kind_count][2] = {
		[TARGET_paragraph] = {"paragraph", "paragraphs"},
		[TARGET_section] = {"section", "sections"},
		[TARGET_recommendation] = {"recommendation", "recommendations"},
		[TARGET_table] = {"table", "tables"},
		[TARGET_picture] = {"picture", "pictures"},
		[TARGET_appendix] = {"appendix", "appendices"},
		[TARGET_risk] = {"risk", "risks"},
		[TARGET_item] = {"item", "items"},
	};
	return settle_word(s, words[kind][many]);
}

/* --- "Paragraph 4 says": a reference that begins a sentence begins with a capital */
static bool is_abbreviation(struct span words)
{
	static const char *const known[] = {"para", "paras", "no", "nos", "cf", "vs", "viz", "s", "ss",
		"p", "pp", "app", "apps", "fig", "figs", "approx", "incl", "inc", "ref", "sch", "reg",
		"art", "col", "cllr", "mr", "mrs", "ms", "dr", "st"};
	size_t from = words.length;
	while (from && !is_space(words.at[from - 1]) && words.at[from - 1] != '(')
		from--;
	const struct span last = span_cut(words, from, words.length);
	if (span_find(last, SPAN(".")) != SIZE_MAX) /* e.g. */
		return true;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (span_same_ignoring_case(last, span_of(known[i])))
			return true;
	return false;
}

static bool ends_sentence(struct span words)
{
	const struct span said = span_trim(words);
	const char last = said.length ? said.at[said.length - 1] : ' ';
	if (said.at + said.length == words.at + words.length) /* no blank between */
		return false;
	if (last == '.')
		return !is_abbreviation(span_cut(said, 0, said.length - 1));
	return last == '?' || last == '!';
}

/* The last words of the block before the node: of its nearest neighbour that says something. */
static void words_before(const struct prose_node *block, const struct prose_node *node, struct text *into)
{
	for (const struct prose_node *n = node; n != block; n = n->parent)
		for (const struct prose_node *before = n->previous; before; before = before->previous) {
			struct text words = {0};
			if (before->kind == PROSE_soft_break || before->kind == PROSE_hard_break)
				text_add_char(&words, ' ');
			else if (before->kind == PROSE_text) /* its blanks too */
				text_add(&words, before->text);
			else
				prose_plain(before, &words);
			text_add(&words, text_span(into));
			text_clear(into);
			text_add(into, text_span(&words));
			text_release(&words);
			if (span_trim(text_span(into)).length)
				return;
		}
}

/* The items of a list may go on with the sentence before it. */
static bool begins_sentence(const struct prose_node *node)
{
	const struct prose_node *block = node->parent;
	while (block && !prose_is_block(block->kind))
		block = block->parent;
	if (!block)
		return false;
	struct text before = {0};
	words_before(block, node, &before);
	const struct span words = text_span(&before);
	const bool first = span_trim(words).length == 0 && block->parent &&
			   block->parent->kind != PROSE_item;
	const bool begins = first || ends_sentence(words);
	text_release(&before);
	return begins;
}

static size_t first_character(struct span s)
{
	size_t end = s.length ? 1 : 0;
	while (end < s.length && ((unsigned char)s.at[end] & 0xC0) == 0x80)
		end++;
	return end;
}

static struct span with_capital(struct settling *s, struct span words)
{
	const size_t end = first_character(words);
	struct text text = {0};
	house_capitals(span_cut(words, 0, end), &text);
	text_add(&text, span_cut(words, end, words.length));
	return settle_text(s, &text);
}

static void write_separator(struct settling *s, struct prose_node *at, size_t i, size_t count)
{
	if (i == 0)
		return;
	if (i + 1 < count) {
		write_words(s, at, SPAN(", "));
		return;
	}
	struct span word = settle_word(s, "and");
	write_words(s, at, arena_format(s->arena, " %.*s ", SPAN_ARG(word)));
}

/* One target without company: "paragraph 4" in one link, or the heading's own words. */
static void write_single(struct settling *s, struct prose_node *at, const struct target *target,
	bool bare, bool capital)
{
	if (!target->number.length) {
		struct span words = target->heading;
		if (!words.length) {
			diag_add(s->diags, FINDING_reference_unnumbered, at->place, target->id, SPAN_NONE,
				SPAN_NONE);
			words = target->id;
		}
		write_link(s, at, target, words);
		return;
	}
	struct span words = target->number;
	if (!bare) {
		struct span word = kind_word(s, target->kind, false);
		word = capital ? with_capital(s, word) : word;
		words = arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(target->number));
	}
	write_link(s, at, target, words);
}

/* Neighbours of one kind share the word: "paragraphs 4 and 5", "Appendices 1, 2 and 3". */
static void write_targets(struct settling *s, struct prose_node *at, struct target **targets, size_t count)
{
	const bool begins = begins_sentence(at);
	size_t groups = 0, written = 0;
	for (size_t i = 0; i < count; i++)
		groups += i == 0 || targets[i]->kind != targets[i - 1]->kind || !targets[i]->number.length ||
			!targets[i - 1]->number.length;
	for (size_t i = 0; i < count;) {
		size_t end = i + 1;
		while (end < count && targets[end]->kind == targets[i]->kind && targets[end]->number.length &&
			targets[i]->number.length)
			end++;
		const bool capital = begins && written == 0;
		write_separator(s, at, written++, groups);
		if (end - i == 1) {
			write_single(s, at, targets[i], at->bare, capital);
		} else {
			if (!at->bare) {
				struct span word = kind_word(s, targets[i]->kind, true);
				word = capital ? with_capital(s, word) : word;
				write_words(s, at, arena_format(s->arena, "%.*s ", SPAN_ARG(word)));
			}
			for (size_t k = i; k < end; k++) {
				write_separator(s, at, k - i, end - i);
				write_link(s, at, targets[k], targets[k]->number);
			}
		}
		i = end;
	}
}

/* The author's own words become a link, or stay words where there is nothing to lead to. */
static void resolve_words(struct settling *s, struct prose_node *node, const struct target *target)
{
	if (!target || target->anchor.length) {
		node->kind = PROSE_link;
		node->internal = target;
		node->url = target ? arena_format(s->arena, "#%.*s", SPAN_ARG(target->anchor)) : SPAN("");
		return;
	}
	while (node->first) {
		struct prose_node *child = node->first;
		prose_remove(child);
		prose_insert_before(node, child);
	}
	prose_remove(node);
}

static void resolve(struct settling *s, struct prose_node *node)
{
	size_t most = 1;
	for (size_t i = 0; i < node->url.length; i++)
		most += node->url.at[i] == ',';
	struct target **targets = ARENA_ARRAY(s->arena, struct target *, most);
	const size_t count = targets_of(s, node, targets);
	if (node->first) {
		resolve_words(s, node, count ? targets[0] : NULL);
		return;
	}
	write_targets(s, node, targets, count);
	prose_remove(node);
}

static void resolve_below(struct settling *s, struct prose_node *root)
{
	for (struct prose_node *n = root->first; n;) {
		/* words of a reference stay in the tree, whatever becomes of it: the walk goes on there */
		struct prose_node *next = prose_walk(root, n);
		if (n->kind == PROSE_reference)
			resolve(s, n);
		n = next;
	}
}

/* A heading's words stand in the contents and in references to it: both take them once they are whole. */
static void resolve_heading(struct settling *s, struct prose_node *heading)
{
	resolve_below(s, heading);
	struct text plain = {0};
	prose_plain(heading, &plain);
	const struct span words = settle_text(s, &plain);
	for (size_t i = 0; i < s->contents_count; i++)
		if (span_same(s->contents[i].anchor, heading->id))
			s->contents[i].heading = words;
	for (size_t i = 0; i < s->target_count; i++)
		if (span_same(s->targets[i].anchor, heading->id))
			s->targets[i].heading = words;
}

static bool holds_reference(const struct prose_node *root)
{
	for (const struct prose_node *n = root->first; n; n = prose_walk(root, (struct prose_node *)n))
		if (n->kind == PROSE_reference)
			return true;
	return false;
}

static void resolve_headings(struct settling *s, struct prose_node *root)
{
	for (struct prose_node *n = root->first; n; n = prose_walk(root, n))
		if (n->kind == PROSE_heading && holds_reference(n))
			resolve_heading(s, n);
}

/* --- citations of appendices */
static void cited_in_words(void *of, struct span number, struct place place)
{
	struct settling *s = of;
	for (size_t i = 0; i < s->appendix_count; i++)
		if (span_same_ignoring_case(s->appendices[i].number, number)) {
			s->appendix_cited[i] = true;
			return;
		}
	if (place.source != s->paper->source->number)
		return;
	struct span word = settle_word(s, "appendix");
	struct span called = arena_format(s->arena, "%.*s %.*s", SPAN_ARG(word), SPAN_ARG(number));
	struct span listed = s->appendix_count
		? arena_format(s->arena, "only %zu", s->appendix_count) : SPAN("no appendices");
	diag_add(s->diags, FINDING_appendix_not_listed, place, called, listed, SPAN_NONE);
}

static void report_uncited(struct settling *s)
{
	for (size_t i = 0; i < s->appendix_count; i++) {
		const struct settled_appendix *a = &s->appendices[i];
		const struct record *record = s->listed_appendices[i].record;
		if (!record) /* a sheet of the style: every paper has it */
			continue;
		const struct target *target = record->id.length ? find_target(s, record->id) : NULL;
		if (s->appendix_cited[i] || (target && target->cited))
			continue;
		struct finding *f = diag_add(s->diags, FINDING_appendix_not_cited, record->place, a->label,
			a->title, record->id);
		if (!record->id.length)
			f->help = arena_format(s->diags->arena, "Write %.*s where the text relies on it, or take it out.",
				SPAN_ARG(a->label));
	}
}

static void resolve_body(struct settling *s, const struct settled_body *body,
	void (*resolved)(struct settling *, struct prose_node *))
{
	s->diags = body->copy ? &s->unheard : s->heard;
	resolved(s, body->document);
	s->diags = s->heard;
}

void settle_references(struct settling *s)
{
	s->appendix_cited = ARENA_ARRAY(s->arena, bool, s->appendix_count + 1);
	for (size_t i = 0; i < s->body_count; i++) {
		if (!s->bodies[i].copy)
			cite_each(s->bodies[i].document, s->paper->source, cited_in_words, s);
		resolve_body(s, &s->bodies[i], resolve_headings);
	}
	for (size_t i = 0; i < s->body_count; i++)
		resolve_body(s, &s->bodies[i], resolve_below);
	report_uncited(s);
	for (size_t i = 0; i < s->paper->table_count; i++)
		if (!s->placed[i].table)
			diag_add(s->diags, FINDING_table_not_placed, s->paper->tables[i].key_place,
				s->paper->tables[i].id, SPAN_NONE, SPAN_NONE);
}
