/*
 * Conditions, the one form for `required:` and `when:`:
 *	condition = "yes" | "no" | term { " and " term } | term { " or " term }
 *	term      = [ "not " ] NAME [ " is " [ "not " | "at least " | "over " ] VALUE ]
 */
#include "house/reading.h"

enum condition_kind { CONDITION_terms, CONDITION_always, CONDITION_never };

struct condition {
	enum condition_kind kind;
	bool any; /* parted by `or` */
	struct term *terms;
	size_t count, capacity;
};

/* One word of the condition, or a value in double quotes. */
struct word {
	struct span text; /* absent at the end */
	size_t from, to;  /* with the quotes */
	bool quoted;
};

struct condition_parser {
	const struct reading *r;
	const struct node *node;
	struct span from;
	size_t at;
	struct condition *condition;
	bool failed, joined; /* an `and` or `or` has been read */
};

static void fault(struct condition_parser *p, size_t from, size_t to, const char *sentence)
{
	if (!p->failed)
		diag_add(p->r->diags, FINDING_style_bad_condition,
			reading_place(p->r, p->node, from, to), span_of(sentence), SPAN_NONE,
			SPAN_NONE);
	p->failed = true;
}

static struct word next_word(struct condition_parser *p)
{
	while (p->at < p->from.length && is_space(p->from.at[p->at]))
		p->at++;
	struct word word = {.from = p->at, .to = p->at};
	if (p->at == p->from.length)
		return word;
	word.quoted = p->from.at[p->at] == '"';
	size_t end = p->at + 1;
	while (end < p->from.length &&
		(word.quoted ? p->from.at[end] != '"' : !is_space(p->from.at[end])))
		end++;
	if (word.quoted && end == p->from.length)
		fault(p, p->at, end, "\" is never closed");
	word.text = span_cut(p->from, p->at + word.quoted, end);
	p->at = word.to = word.quoted && end < p->from.length ? end + 1 : end;
	return word;
}

static bool word_is(const struct word *word, const char *text)
{
	return !word->quoted && word->text.at && span_is(word->text, text);
}

static struct word peek_word(struct condition_parser *p)
{
	const size_t at = p->at;
	struct word word = next_word(p);
	p->at = at;
	return word;
}

static bool take_word(struct condition_parser *p, const char *text)
{
	struct word word = peek_word(p);
	if (!word_is(&word, text))
		return false;
	p->at = word.to;
	return true;
}

/* Everything up to the next `and`, `or` or the end, or one text in quotes. */
static struct span parse_value(struct condition_parser *p)
{
	struct word first = peek_word(p);
	if (first.quoted) {
		p->at = first.to;
		return first.text;
	}
	size_t from = first.from, to = from;
	for (struct word word = first; word.text.at && !word.quoted; word = peek_word(p)) {
		if (word_is(&word, "and") || word_is(&word, "or"))
			break;
		p->at = to = word.to;
	}
	if (from == to)
		fault(p, from, to, "a value is missing after `is`");
	return span_cut(p->from, from, to);
}

static void parse_test(struct condition_parser *p, struct term *term)
{
	if (!take_word(p, "is"))
		return;
	term->test = TERM_is;
	if (take_word(p, "not")) {
		term->value_negated = true;
	} else if (take_word(p, "over")) {
		term->test = TERM_over;
	} else if (take_word(p, "at")) {
		if (!take_word(p, "least"))
			fault(p, p->at, p->at, "expected `at least` and a value");
		term->test = TERM_at_least;
	}
	term->value = parse_value(p);
}

static void parse_term(struct condition_parser *p)
{
	ARENA_GROW(p->r->arena, p->condition->terms, p->condition->count, p->condition->capacity);
	struct term term = {.negated = take_word(p, "not")};
	struct word name = next_word(p);
	if (!name.text.at || word_is(&name, "and") || word_is(&name, "or") || word_is(&name, "is")) {
		fault(p, name.from, name.to, "a name is missing");
		return;
	}
	if (name.quoted) {
		fault(p, name.from, name.to, "a name takes no quotes");
		return;
	}
	term.name = name.text;
	parse_test(p, &term);
	p->condition->terms[p->condition->count++] = term;
}

/* The uses point at the terms, so they are noted when the array grows no more. */
static void note_uses(const struct condition_parser *p)
{
	for (size_t i = 0; i < p->condition->count; i++) {
		struct term *term = &p->condition->terms[i];
		const size_t from = (size_t)(term->name.at - p->from.at);
		use_note(p->r, (struct use){.name = term->name, .node = p->node, .from = from,
			.to = from + term->name.length, .asks = ASKS_condition, .term = term});
	}
}

static void parse_joiner(struct condition_parser *p)
{
	struct word word = next_word(p);
	const bool any = word_is(&word, "or");
	if (!any && !word_is(&word, "and")) {
		fault(p, word.from, word.to, "expected `is`, `and`, `or` or the end");
		return;
	}
	if (p->joined && any != p->condition->any)
		fault(p, word.from, word.to, "`and` and `or` cannot stand in one condition");
	p->joined = true;
	p->condition->any = any;
}

static const struct condition *parse_terms(const struct reading *r, const struct node *node)
{
	struct condition_parser p = {.r = r, .node = node, .from = node->text,
		.condition = ARENA_NEW(r->arena, struct condition)};
	parse_term(&p);
	while (!p.failed && peek_word(&p).text.at) {
		parse_joiner(&p);
		if (!p.failed)
			parse_term(&p);
	}
	if (p.failed)
		return NULL;
	note_uses(&p);
	return p.condition;
}

const struct condition *condition_parse(const struct reading *r, const struct node *node)
{
	if (node->kind != NODE_scalar) {
		wants_text(r, node, "a condition");
		return NULL;
	}
	bool yes;
	if (yes_no_read(span_trim(node->text), &yes)) {
		struct condition *condition = ARENA_NEW(r->arena, struct condition);
		condition->kind = yes ? CONDITION_always : CONDITION_never;
		return condition;
	}
	return parse_terms(r, node);
}

static bool says_no(struct span answer)
{
	bool yes;
	return span_same_ignoring_case(answer, SPAN("none")) ||
	       (yes_no_read(answer, &yes) && !yes);
}

/* Of a list: one of its members is. */
static bool answers_with(const struct answer *answer, struct span value)
{
	if (!answer->given)
		return false;
	return answer->has ? answer->has(answer->members, value)
			   : span_same_ignoring_case(answer->text, value);
}

static bool term_holds(const struct term *term, const struct asker *asker)
{
	const struct answer answer = asker->answer(asker->of, term->name);
	switch (term->test) {
	case TERM_given:
		return answer.given && !says_no(answer.text);
	case TERM_is:
		return answers_with(&answer, term->value) != term->value_negated;
	case TERM_at_least:
		return answer.given && answer.has_amount && answer.amount >= term->amount;
	case TERM_over:
		return answer.given && answer.has_amount &&
		       (answer.amount > term->amount ||
			       (answer.amount == term->amount && answer.more));
	}
	return false;
}

bool condition_holds(const struct condition *condition, const struct asker *asker)
{
	if (condition->kind != CONDITION_terms)
		return condition->kind == CONDITION_always;
	for (size_t i = 0; i < condition->count; i++) {
		const struct term *term = &condition->terms[i];
		const bool holds = term_holds(term, asker) != term->negated;
		if (holds == condition->any)
			return holds;
	}
	return !condition->any;
}

bool condition_is_never(const struct condition *condition)
{
	return !condition || condition->kind == CONDITION_never;
}

bool condition_is_always(const struct condition *condition)
{
	return condition && condition->kind == CONDITION_always;
}

const struct term *condition_terms(const struct condition *condition, size_t *count, bool *any)
{
	*count = condition ? condition->count : 0;
	*any = condition && condition->any;
	return condition ? condition->terms : NULL;
}

static void write_term(const struct term *term, struct text *into)
{
	static const char *const tests[] = {[TERM_is] = " is ", [TERM_at_least] = " is at least ",
		[TERM_over] = " is over "};
	text_add_string(into, term->negated ? "not " : "");
	text_add(into, term->name);
	if (term->test == TERM_given)
		return;
	text_add_string(into, tests[term->test]);
	text_add_string(into, term->value_negated ? "not " : "");
	text_add(into, term->value);
}

void condition_write(const struct condition *condition, struct text *into)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		text_add_string(into, i == 0 ? "" : condition->any ? " or " : " and ");
		write_term(&condition->terms[i], into);
	}
}

struct span condition_first_name(const struct condition *condition)
{
	return condition && condition->count ? condition->terms[0].name : SPAN("no");
}
