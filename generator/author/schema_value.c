/* Values by kind: what a fact or a key of an entry may be, as the binder reads it. */
#include "author/making.h"

#include "base/limits.h"

#include <string.h>

/* --- forms and patterns */

static const struct {
	enum form form;
	const char *type;
} types[] = {
	{FORM_string, "string"}, {FORM_number, "number"}, {FORM_boolean, "boolean"},
	{FORM_null, "null"}, {FORM_list, "array"}, {FORM_mapping, "object"},
};
#define ALL_FORMS ((1u << sizeof types / sizeof *types) - 1)

json_t *schema_of(const char *definition)
{
	json_t *schema = object_new();
	put(schema, "$ref", json_sprintf("#/definitions/%s", definition));
	return schema;
}

void also(json_t *schema, const char *definition)
{
	add(list_in(schema, "allOf"), schema_of(definition));
}

/* Under `then`, which holds always: an editor that finds `boolean` or `null` beside the other
 * keywords offers true, false and null in every line of text. */
void put_forms(json_t *schema, unsigned forms, const char *message)
{
	if (forms == ALL_FORMS)
		return;
	json_t *then = object_new();
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (forms & types[i].form)
			add(list_in(then, "type"), word_of(span_of(types[i].type)));
	put_word(then, "errorMessage", message);
	put(schema, "if", object_new());
	put(schema, "then", then);
}

void put_pattern(json_t *schema, const char *pattern, const char *message)
{
	put_word(schema, "pattern", pattern);
	put_word(schema, "patternErrorMessage", message);
}

/* Its signs have no meaning. */
static void pattern_add_word(struct span word, bool in_any_case, struct text *into)
{
	for (size_t i = 0; i < word.length; i++) {
		const char c = word.at[i];
		if (is_letter(c) && in_any_case)
			text_format(into, "[%c%c]", to_lower(c), to_lower(c) - 'a' + 'A');
		else if (strchr("^$\\.*+?()[]{}|/", c))
			text_format(into, "\\%c", c);
		else
			text_add_char(into, c);
	}
}

void pattern_add_rule(enum finding_id rule, struct text *into)
{
	for (const char *c = rule_of(rule)->name; *c; c++)
		text_format(into, *c == '_' ? "[-_]" : "%c", *c);
}

struct span pattern_of_words(struct arena *arena, const struct span *words, size_t count,
	unsigned how)
{
	struct text pattern = {0};
	text_add_string(&pattern, "^" BLANKS "(?:");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add_char(&pattern, '|');
		pattern_add_word(words[i], how & WORDS_in_any_case, &pattern);
	}
	text_format(&pattern, ")%s" BLANKS "$", how & WORDS_or_nothing ? "?" : "");
	const struct span made = arena_copy(arena, text_span(&pattern));
	text_release(&pattern);
	return made;
}

/* --- the kinds */

#define WHOLE(body) "^" BLANKS "(?:" body ")?" BLANKS "$"
/* Nothing that cannot be seen; a line end only among the blanks before and after. */
#define ONE_LINE(barred) "^(?:" BLANKS "\\n)?[^\\n" barred "]*(?:\\n" BLANKS ")?$"
#define UNSEEN "\\u200B-\\u200D\\u202A-\\u202E\\u2066-\\u2069"

#define CENTURIES "(?:19|20|21)\\d\\d"
#define LEAP_YEARS "(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))"
#define DAYS "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|" \
	"02-(?:0[1-9]|1\\d|2[0-8]))"
#define DATE CENTURIES "-" DAYS "|" LEAP_YEARS "-02-29"
#define TIME "(?:[01]\\d|2[0-3])[:.][0-5]\\d"

#define WHOLE_NUMBER "(?:0|[1-9]\\d*|[1-9]\\d{0,2}(?:,\\d{3})+)"
#define SIGNED(body) "-" body "|\\(" body "\\)|" body
#define NUMBER SIGNED(WHOLE_NUMBER "(?:\\.\\d+)?")
#define IN_WORDS(word, decimals) "(?:\\.\\d{1," decimals "})? ?(?:" word ")"
/* As many decimals as make whole pence. */
#define POUNDS(decimals) "£?" WHOLE_NUMBER "(?:(?:\\.\\d{1," decimals "})?|" \
	IN_WORDS("[kK]|[tT][hH][oO][uU][sS][aA][nN][dD]", "5") "|" \
	IN_WORDS("[mM]|[mM][iI][lL][lL][iI][oO][nN]", "8") "|" \
	IN_WORDS("[bB][nN]|[bB][iI][lL][lL][iI][oO][nN]", "11") ")"
/* In figures by year the unit says how many decimals there may be. */
#define AMOUNT SIGNED(POUNDS("8"))
#define LEFT_OPEN "[-–—]|[nN]/[aA]|[nN][iI][lL]"
#define YES_NO "[yY][eE][sS]|[nN][oO]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]"
#define ID "[a-z][a-z0-9-]{0,62}"
#define REGISTER_ID "[A-Za-z][A-Za-z0-9-]{0,62}"


struct scalar {
	const char *definition;
	unsigned forms;
	const char *pattern; /* NULL: any text */
	const char *message;
	double least, most;  /* of a number; both 0: any */
};
#define FORMS_text FORMS_scalar
static const struct scalar scalars[] = {
	[VALUE_text] = {"name", FORMS_text, ONE_LINE(UNSEEN),
		"Write one line of text, without characters that cannot be seen.", 0, 0},
	[VALUE_prose] = {"prose", FORMS_text, NULL, "Write a text.", 0, 0},
	[VALUE_yes_no] = {"yes-or-no", FORM_string | FORM_boolean | FORM_null, WHOLE(YES_NO),
		"Write yes or no.", 0, 0},
	[VALUE_date] = {"date", FORM_string | FORM_null, WHOLE(DATE),
		"Write the year, the month and the day in figures: 2005-09-29.", 0, 0},
	[VALUE_time] = {"time", FORM_string | FORM_number | FORM_null, WHOLE(TIME),
		"Write hours and minutes, 00:00 to 23:59.", 0, 23.59},
	[VALUE_money] = {"money", FORM_string | FORM_number | FORM_null,
		WHOLE(SIGNED(POUNDS("2")) "|" NONE),
		"Write an amount like £1,250,000, £1.25m, 1250000 or (500).",
		-(double)(LIMIT_PENCE / 100 - 1), (double)(LIMIT_PENCE / 100 - 1)},
	[VALUE_number] = {"number", FORM_string | FORM_number | FORM_null, WHOLE(NUMBER),
		"Write digits only, with commas or a point: 1,250 or 12.5.", 0, 0},
	[VALUE_list] = {"name", FORMS_text, ONE_LINE(UNSEEN),
		"Write one line of text, without characters that cannot be seen.", 0, 0},
	[VALUE_people] = {"name", FORMS_text, ONE_LINE(UNSEEN),
		"Write one line of text, without characters that cannot be seen.", 0, 0},
};
static const struct scalar others[] = {
	{"words", FORMS_text, ONE_LINE(""), "Write one line of text.", 0, 0},
	{"id", FORM_string | FORM_boolean | FORM_null, WHOLE(ID),
		"Use small letters, digits and hyphens, a letter first, at most 63.", 0, 0},
	{"register-id", FORM_string | FORM_boolean | FORM_null, WHOLE(REGISTER_ID),
		"Use letters, digits and hyphens, a letter first, at most 63.", 0, 0},
	{"paragraph-id", FORM_string | FORM_boolean, "^" BLANKS ID BLANKS "$",
		"Use small letters, digits and hyphens, a letter first, at most 63.", 0, 0},
	{"amount", FORM_string | FORM_number | FORM_null, WHOLE(AMOUNT "|" LEFT_OPEN),
		"Write an amount like £1,250,000, £1.25m, 1250000 or (500).", 0, 0},
	{"total", FORM_string | FORM_number, "^" BLANKS "(?:" AMOUNT ")" BLANKS "$",
		"Write an amount like £1,250,000, £1.25m, 1250000 or (500).", 0, 0},
	{"cell", FORMS_text, NULL, "Write a text.", 0, 0},
	{"exempt", FORM_string, "^" BLANKS "[nN][oO]" BLANKS "$",
		"This version makes nothing of a paper with exempt matter: keep it out of this file.", 0, 0},
	{"paragraph-text", FORM_string | FORM_number | FORM_boolean, SAYS, "Write the text.", 0, 0},
	{"left-out", FORM_string | FORM_null, NOTHING,
		"An appendix is one of `table`, `file` and `text`.", 0, 0},
	{"given", FORM_string | FORM_number | FORM_boolean | FORM_list | FORM_mapping, NOT_EMPTY,
		"Write it here, or take the key away.", 0, 0},
};

static void put_rules(json_t *schema, const struct scalar *scalar, unsigned other_forms)
{
	put_forms(schema, scalar->forms | other_forms, scalar->message);
	if (scalar->pattern)
		put_pattern(schema, scalar->pattern, scalar->message);
	if (scalar->least == 0 && scalar->most == 0)
		return;
	put(schema, "minimum", json_real(scalar->least));
	put(schema, "maximum", json_real(scalar->most));
}

void put_value_definitions(json_t *definitions)
{
	static const enum value_kind kinds[] = {VALUE_text, VALUE_prose, VALUE_yes_no, VALUE_date,
		VALUE_time, VALUE_money, VALUE_number};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		put_rules(object_in(definitions, scalars[kinds[i]].definition), &scalars[kinds[i]], 0);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		put_rules(object_in(definitions, others[i].definition), &others[i], 0);
	put_number(object_in(definitions, "given"), "minItems", 1);
}

/* --- answers */

/* "Write one of: no, spending or wards." */
static struct span one_of(struct arena *arena, const struct span *words, size_t count)
{
	struct text message = {0};
	text_add_string(&message, "Write one of: ");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add_string(&message, i + 1 == count ? " or " : ", ");
		text_add(&message, words[i]);
	}
	text_add_char(&message, '.');
	const struct span made = arena_copy(arena, text_span(&message));
	text_release(&message);
	return made;
}

/* What YAML makes of the word before a schema sees it: 3 and true are no texts. NULL: it stays. */
static json_t *read_by_yaml(struct span word)
{
	uint32_t number;
	if (span_number(word, &number))
		return json_integer(number);
	if (span_same_ignoring_case(word, SPAN("true")))
		return json_true();
	return span_same_ignoring_case(word, SPAN("false")) ? json_false() : NULL;
}

static struct span shown_as(const struct making *m, const struct house_answer *shown, size_t count,
	struct span answer)
{
	for (size_t i = 0; i < count; i++)
		if (shown[i].text && span_same_ignoring_case(shown[i].answer, answer))
			return asked_text(m->arena, m->house, shown[i].text);
	return SPAN_NONE;
}

/* The answers as an editor lists them, each with what it prints. */
static json_t *listed(const struct making *m, const struct value_decl *decl,
	const struct house_answer *shown, size_t shown_count)
{
	json_t *schema = object_new(), *words = list_in(schema, "enum");
	for (size_t i = 0; i < decl->answer_count; i++)
		add(words, word_of(decl->answers[i]));
	for (size_t i = 0; shown_count && i < decl->answer_count; i++)
		add(list_in(schema, "enumDescriptions"),
			word_of(shown_as(m, shown, shown_count, decl->answers[i])));
	for (size_t i = 0; i < decl->answer_count; i++) {
		json_t *read = read_by_yaml(decl->answers[i]);
		if (read)
			add(words, read);
	}
	put_string(schema, "errorMessage", one_of(m->arena, decl->answers, decl->answer_count));
	return schema;
}

static const unsigned answers_how = WORDS_in_any_case | WORDS_or_nothing;

/* The answers as a text, or nothing yet. */
static json_t *spelt(const struct making *m, const struct value_decl *decl, unsigned how)
{
	json_t *schema = object_new();
	const struct span message = one_of(m->arena, decl->answers, decl->answer_count);
	put_forms(schema, FORM_string | FORM_null, message.at);
	put_pattern(schema, pattern_of_words(m->arena, decl->answers, decl->answer_count, how).at,
		message.at);
	return schema;
}

static json_t *either(json_t *one, json_t *other)
{
	json_t *schema = object_new();
	add(list_in(schema, "anyOf"), one);
	add(list_in(schema, "anyOf"), other);
	return schema;
}

json_t *words_schema(const struct making *m, const char *const *words, unsigned how)
{
	size_t count = 0;
	while (words[count])
		count++;
	struct span *answers = ARENA_ARRAY(m->arena, struct span, count + 1);
	for (size_t i = 0; i < count; i++)
		answers[i] = span_of(words[i]);
	const struct value_decl decl = {.answers = answers, .answer_count = count};
	return either(listed(m, &decl, NULL, 0), spelt(m, &decl, how));
}

/* --- values */

/* Answers like 3 and true are no texts when a schema sees them. */
static unsigned forms_of_answers(const struct value_decl *decl)
{
	unsigned forms = FORM_string | FORM_null;
	for (size_t i = 0; i < decl->answer_count; i++) {
		json_t *read = read_by_yaml(decl->answers[i]);
		if (read)
			forms |= json_is_boolean(read) ? FORM_boolean : FORM_number;
		json_decref(read);
	}
	return forms;
}

void put_scalar(json_t *schema, const struct making *m, const struct value_decl *decl,
	unsigned other_forms)
{
	struct scalar scalar = scalars[decl->kind];
	if (decl->answer_count && (decl->kind == VALUE_text || decl->kind == VALUE_list)) {
		scalar.forms = forms_of_answers(decl);
		scalar.pattern = pattern_of_words(m->arena, decl->answers, decl->answer_count,
			answers_how).at;
		scalar.message = one_of(m->arena, decl->answers, decl->answer_count).at;
	}
	put_rules(schema, &scalar, other_forms);
}

static json_t *list_schema(const struct making *m, const struct value_decl *decl,
	const struct house_answer *shown, size_t shown_count)
{
	json_t *schema = object_new();
	put_scalar(schema, m, decl, FORM_list);
	put(schema, "items", decl->answer_count
		? either(listed(m, decl, shown, shown_count), spelt(m, decl, answers_how)) : schema_of("name"));
	return schema;
}

json_t *value_schema(const struct making *m, const struct value_decl *decl,
	const struct house_answer *shown, size_t shown_count)
{
	static const struct span usual[] = {{"yes", 3}, {"no", 2}};
	static const struct value_decl yes_no = {.answers = usual, .answer_count = 2};
	const char *definition = scalars[decl->kind].definition;
	switch (decl->kind) {
	case VALUE_people: return schema_of("people");
	case VALUE_list: return list_schema(m, decl, shown, shown_count);
	case VALUE_yes_no: return either(listed(m, &yes_no, NULL, 0), schema_of(definition));
	case VALUE_text:
		return decl->answer_count
			? either(listed(m, decl, shown, shown_count), spelt(m, decl, answers_how))
			: schema_of(definition);
	default: return schema_of(definition);
	}
}
