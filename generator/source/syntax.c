#include "source/syntax.h"

#include "base/limits.h"
#include "source/characters.h"
#include "source/mend.h"

#include <string.h>

#define LIBYAML_KEY_MOST 1024 /* characters of a key that libyaml still takes for one */

/* --- looking at the file */

static char byte_at(const struct complaint *c, size_t at)
{
	return at < c->source->bytes.length ? c->source->bytes.at[at] : 0;
}

static bool ends_line(const struct complaint *c, size_t at)
{
	return at >= c->source->bytes.length || byte_at(c, at) == '\n' || byte_at(c, at) == '\r';
}

static size_t line_begin(const struct complaint *c, size_t at)
{
	while (at > c->source->mark && byte_at(c, at - 1) != '\n' && byte_at(c, at - 1) != '\r')
		at--;
	return at;
}

static size_t line_end(const struct complaint *c, size_t at)
{
	while (!ends_line(c, at))
		at++;
	return at;
}

static size_t skip_blanks(const struct complaint *c, size_t at)
{
	while (is_blank(byte_at(c, at)))
		at++;
	return at;
}

static size_t line_text(const struct complaint *c, size_t at)
{
	return skip_blanks(c, line_begin(c, at));
}

static bool begins_line(const struct complaint *c, size_t at)
{
	return line_text(c, at) == at;
}

static bool same_line(const struct complaint *c, size_t a, size_t b)
{
	return line_begin(c, a) == line_begin(c, b);
}

/* The last byte before `at` in its line that is no blank; 0 at the line's beginning. */
static char byte_before(const struct complaint *c, size_t at)
{
	size_t begin = line_begin(c, at);
	while (at > begin && is_blank(byte_at(c, at - 1)))
		at--;
	return at > begin ? byte_at(c, at - 1) : 0;
}

static bool ends_in_blanks(const struct complaint *c, size_t from, size_t to)
{
	while (from < to && is_space(byte_at(c, from)))
		from++;
	return from >= to;
}

/* After `- ` marks. */
static size_t skip_list_marks(const struct complaint *c, size_t at)
{
	while (byte_at(c, at) == '-' && is_blank(byte_at(c, at + 1)))
		at = skip_blanks(c, at + 1);
	return at;
}

static bool is_key_letter(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

/* A word as keys have it, with a colon behind: the colon, or 0. */
static size_t key_colon(const struct complaint *c, size_t at)
{
	size_t from = at;
	char first = byte_at(c, at);
	if (first == '"' || first == '\'') {
		at++;
		while (!ends_line(c, at) && byte_at(c, at) != first)
			at++;
		at++;
	} else {
		while (is_key_letter(byte_at(c, at)))
			at++;
	}
	return at > from && byte_at(c, at) == ':' ? at : 0;
}

static bool is_key_line(const struct complaint *c, size_t at)
{
	size_t colon = key_colon(c, skip_list_marks(c, line_text(c, at)));
	return colon && (ends_line(c, colon + 1) || is_blank(byte_at(c, colon + 1)));
}

static size_t next_line(const struct complaint *c, size_t at)
{
	at = line_end(c, at);
	return byte_at(c, at) == '\r' && byte_at(c, at + 1) == '\n' ? at + 2 : at + 1;
}

/* How deep the text of a line stands, its list marks counted as depth. */
static size_t depth_of_line(const struct complaint *c, size_t at)
{
	return skip_list_marks(c, line_text(c, at)) - line_begin(c, at);
}

/* A line after the first of from..to that looks like the next key, no deeper than that first line.
 */
static bool holds_key_line(const struct complaint *c, size_t from, size_t to)
{
	size_t depth = depth_of_line(c, from);
	for (size_t at = next_line(c, from); at <= to && at < c->source->bytes.length;
		at = next_line(c, at))
		if (is_key_line(c, at) && depth_of_line(c, at) <= depth)
			return true;
	return false;
}

/* --- reporting */

static struct finding *add(struct diags *diags, const struct complaint *c, enum finding_id id,
	size_t from, size_t to, struct span argument)
{
	size_t length = c->source->bytes.length;
	if (from > length)
		from = length;
	if (to > length || to < from)
		to = length;
	struct place place = {c->source->number, (uint32_t)from, (uint32_t)to};
	return diag_add(diags, id, place, argument, SPAN_NONE, SPAN_NONE);
}

static void add_plain(struct diags *diags, const struct complaint *c, size_t from, size_t to,
	const char *sentence, const char *help)
{
	add(diags, c, FINDING_yaml_syntax, from, to, span_of(sentence))->help = span_of(help);
}

static struct span character_of(const struct complaint *c, size_t at)
{
	if (at >= c->source->bytes.length)
		return SPAN("");
	return span_cut(c->source->bytes, at, at + character_at(c->source->bytes, at).bytes);
}

/* Offers quotes around the rest of the line, where that mends it. */
static void offer_quotes(struct diags *diags, const struct complaint *c, struct finding *f,
	size_t from, bool certain)
{
	if (c->bracket != NO_BRACKET)
		return;
	f->edit = mend_by_quotes(diags->arena, c->source, from);
	f->edit.certain = f->edit.certain && certain;
}

/* Characters that begin a text only where YAML's meaning was not thought of: `@`, a backtick and `%`
 * have none, `&` one only before a name, `[x] y` and `{x} y` none that holds text behind them. A dash
 * may be a list in the wrong place. */
static bool is_slip_of_text(const struct complaint *c, size_t at)
{
	const char first = byte_at(c, at);
	if (first == '[' || first == '{') {
		const char end = first == '[' ? ']' : '}';
		size_t close = at + 1;
		while (!ends_line(c, close) && !strchr("[]{},:", byte_at(c, close)))
			close++;
		const size_t after = skip_blanks(c, close + 1);
		return byte_at(c, close) == end && after > close + 1 &&
		       (is_letter(byte_at(c, after)) || is_digit(byte_at(c, after)));
	}
	return strchr("@`%", first) || (first == '&' && is_blank(byte_at(c, at + 1)));
}

static void needs_quotes(struct diags *diags, const struct complaint *c, size_t at)
{
	struct span character = character_of(c, at);
	struct finding *f =
		add(diags, c, FINDING_needs_quotes, at, at + character.length, character);
	offer_quotes(diags, c, f, at, is_slip_of_text(c, at));
}

static void after_quotes(struct diags *diags, const struct complaint *c, size_t at, char quote)
{
	struct finding *f =
		add(diags, c, FINDING_text_after_quotes, at, line_end(c, at), SPAN_NONE);
	if (quote == '\'')
		f->help = SPAN("Quote the whole text with double quotes; inside single quotes an "
			       "apostrophe is "
			       "written twice ('').");
}

static void unclosed(struct diags *diags, const struct complaint *c, size_t at)
{
	char opening = byte_at(c, at);
	struct span what = opening == '['   ? SPAN("bracket [")
			   : opening == '{' ? SPAN("bracket {")
					    : SPAN("quote");
	add(diags, c, FINDING_unclosed, at, at + 1, what);
}

static struct finding *bad_indent(struct diags *diags, const struct complaint *c, size_t at)
{
	size_t from = line_text(c, at);
	return add(diags, c, FINDING_bad_indent, from, line_end(c, from), SPAN_NONE);
}

/* --- causes that several complaints share; each reports and says true, or says false */

static bool is_tab_indent(struct diags *diags, const struct complaint *c, size_t at)
{
	size_t text = line_text(c, at);
	for (size_t i = line_begin(c, at); i < text; i++)
		if (byte_at(c, i) == '\t') {
			add(diags, c, FINDING_tab_indent, i, text, SPAN_NONE)->edit =
				mend_tabs(diags->arena, c->source, i);
			return true;
		}
	return false;
}

static bool last_is_quoted(const struct complaint *c)
{
	return c->last && (c->last->style == SCALAR_single || c->last->style == SCALAR_double);
}

static bool last_is_block(const struct complaint *c)
{
	return c->last && (c->last->style == SCALAR_literal || c->last->style == SCALAR_folded);
}

/* The last text was quoted, and something follows its closing quote; or that quote was the opening
 * one of a later text, and the first was never closed. */
static bool is_after_quotes(struct diags *diags, const struct complaint *c, size_t at)
{
	if (!last_is_quoted(c) || c->last->place.to > at || !same_line(c, c->last->place.to, at) ||
		!ends_in_blanks(c, c->last->place.to, at))
		return false;
	if (holds_key_line(c, c->last->place.from, c->last->place.to))
		unclosed(diags, c, c->last->place.from);
	else
		after_quotes(diags, c, at, byte_at(c, c->last->place.from));
	return true;
}

/* `*A second van*`: the alias was reported already, and says it all. */
static bool is_after_alias(const struct complaint *c)
{
	return c->last && byte_at(c, c->last->place.from) == '*' && c->last->place.to <= c->at &&
	       same_line(c, c->last->place.to, c->at);
}

/* `title: [Draft] Youth centres` */
static bool is_after_bracket(struct diags *diags, const struct complaint *c, size_t at)
{
	char before = begins_line(c, at) ? 0 : byte_before(c, at);
	bool closes = byte_at(c, at) == ']' || byte_at(c, at) == '}';
	if (before != ']' && before != '}')
		return false;
	size_t from = skip_list_marks(c, line_text(c, at));
	size_t colon = key_colon(c, from);
	from = colon ? skip_blanks(c, colon + 1) : from;
	if (closes)
		add_plain(diags, c, at, at + 1, "this bracket closes nothing", "Delete it.");
	else if (byte_at(c, from) == '[' || byte_at(c, from) == '{')
		needs_quotes(diags, c, from);
	else
		add_plain(diags, c, at, line_end(c, at), "text follows the closing bracket",
			"Put the whole text in quotes.");
	return true;
}

/* A comment, at the end of the text above or on a line of its own, ended a text that goes on here.
 */
static bool is_after_comment(struct diags *diags, const struct complaint *c, size_t at)
{
	if (!begins_line(c, at) || !c->last || c->last->style != SCALAR_plain)
		return false;
	size_t from = c->last->place.to;
	while (from < at && is_space(byte_at(c, from)))
		from++;
	if (from >= at || byte_at(c, from) != '#')
		return false;
	struct span line = span_trim(span_cut(c->source->bytes, from, line_end(c, from)));
	struct finding *f =
		add(diags, c, FINDING_heading_is_comment, from, from + line.length, line);
	if (begins_line(c, from))
		f->help = SPAN("Write `|` after the key, and the whole text on the lines below.");
	else
		f->help = SPAN("Put the whole text in quotes, or write it as a block after `|`.");
	return true;
}

/* A line that stands less deep than the first of the block it belongs to. */
static bool is_out_of_block(struct diags *diags, const struct complaint *c, size_t at)
{
	if (!last_is_block(c) || !begins_line(c, at) || c->last->place.to > at ||
		!ends_in_blanks(c, c->last->place.to, at) || is_key_line(c, at))
		return false;
	bad_indent(diags, c, at)->help =
		SPAN("Indent it as far as the first line of the block above it.");
	return true;
}

/* --- one function for each complaint */

static void say_what_libyaml_says(struct diags *diags, const struct complaint *c)
{
	struct span sentence =
		arena_format(diags->arena, "this cannot be read as YAML: %s", c->problem);
	add(diags, c, FINDING_yaml_syntax, c->at, line_end(c, c->at), sentence)->help =
		SPAN("Put the text in quotes, or write it as a block after `|`.");
}

static void on_bad_start(struct diags *diags, const struct complaint *c)
{
	if (byte_at(c, c->at) == '\t' || begins_line(c, c->at))
		if (is_tab_indent(diags, c, c->at + 1))
			return;
	if (byte_at(c, c->at) == '\t')
		add(diags, c, FINDING_tab_indent, c->at, c->at + 1, SPAN_NONE);
	else
		needs_quotes(diags, c, c->at);
}

static void on_tab(struct diags *diags, const struct complaint *c)
{
	if (!is_tab_indent(diags, c, c->at + 1))
		add(diags, c, FINDING_tab_indent, c->at, c->at + 1, SPAN_NONE);
}

static void on_alias(struct diags *diags, const struct complaint *c)
{
	size_t to = c->begun_at + 1;
	while (!ends_line(c, to) && !is_blank(byte_at(c, to)))
		to++;
	struct span word = span_cut(c->source->bytes, c->begun_at + 1, to);
	struct finding *f = add(diags, c, FINDING_alias_used, c->begun_at, to, word);
	if (word.length == 0)
		f->help = SPAN("Begin a list item with `- `; put a text that begins with a star in "
			       "quotes.");
	const size_t second = c->begun_at + 1;
	const size_t end = line_end(c, second);
	offer_quotes(diags, c, f, c->begun_at,
		word.length && memchr(c->source->bytes.at + second, '*', end - second) != NULL);
}

static void on_anchor(struct diags *diags, const struct complaint *c)
{
	needs_quotes(diags, c, c->begun_at);
}

static void on_tag(struct diags *diags, const struct complaint *c)
{
	size_t to = c->begun_at;
	while (!ends_line(c, to) && !is_blank(byte_at(c, to)))
		to++;
	struct finding *f = add(diags, c, FINDING_tag_used, c->begun_at, to,
		span_cut(c->source->bytes, c->begun_at, to));
	offer_quotes(diags, c, f, c->begun_at, false);
}

static void on_directive(struct diags *diags, const struct complaint *c)
{
	struct finding *f = add(diags, c, FINDING_directive_used, line_begin(c, c->begun_at),
		line_end(c, c->begun_at), SPAN_NONE);
	f->help = SPAN(
		"Delete the line; if it belongs to a text, indent it like the rest of the text.");
}

static size_t characters_between(const struct complaint *c, size_t from, size_t to)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++)
		count += ((unsigned char)byte_at(c, i) & 0xC0) != 0x80;
	return count;
}

static void missing_space(struct diags *diags, const struct complaint *c, size_t colon)
{
	struct finding *f = add(diags, c, FINDING_yaml_syntax, colon, colon + 1,
		SPAN("there is no space after this colon"));
	f->help = SPAN("Write a space after the colon of a key.");
	const size_t after = colon + 1, begin = skip_list_marks(c, line_text(c, colon));
	/* no address (https://), no time (14:00), no word of prose */
	const bool is_key = is_letter(byte_at(c, begin)) && colon > begin + 1 &&
			    (is_letter(byte_at(c, after)) || is_digit(byte_at(c, after)));
	f->edit = (struct edit){{c->source->number, (uint32_t)after, (uint32_t)after}, SPAN(" "),
		is_key};
}

/* `title: Homes leader: Ann`: two keys in one line, and not a text with a colon. The word before the
 * colon is then one that a key of this file is called. */
static bool may_be_key(const struct complaint *c, size_t colon)
{
	size_t from = colon;
	while (from > 0 && is_key_letter(byte_at(c, from - 1)))
		from--;
	if (from == colon || !is_blank(byte_at(c, from - 1)))
		return from == colon;
	for (size_t i = from; i < colon; i++)
		if (byte_at(c, i) == '_')
			return true;
	const struct span word = span_cut(c->source->bytes, from, colon + 1);
	for (size_t line = c->source->mark; line < c->source->bytes.length; line = next_line(c, line)) {
		const size_t text = skip_list_marks(c, skip_blanks(c, line));
		const struct span typed =
			span_cut(c->source->bytes, text, text + word.length);
		if (span_same(typed, word) && is_space(byte_at(c, text + word.length)))
			return true;
	}
	return false;
}

/* A colon where no key can be: the second in a line, or one in a text that goes on below its key.
 */
static void on_colon(struct diags *diags, const struct complaint *c)
{
	size_t text = skip_list_marks(c, line_text(c, c->at));
	if (characters_between(c, text, c->at) > LIBYAML_KEY_MOST) {
		struct span most = arena_format(diags->arena, "%u", LIMIT_KEY_CHARACTERS);
		add(diags, c, FINDING_key_too_long, text, c->at, most);
		return;
	}
	if (is_tab_indent(diags, c, c->at))
		return;
	if (last_is_quoted(c) && c->last->place.from > text && is_after_quotes(diags, c, c->at))
		return;
	bool goes_on = c->last && !same_line(c, c->last->place.from, c->at);
	size_t colon = goes_on && begins_line(c, c->last->place.from)
			       ? key_colon(c, c->last->place.from)
			       : 0;
	if (colon) { /* `title:Homes` and the next key in one text */
		missing_space(diags, c, colon);
		return;
	}
	if (goes_on && is_key_line(c, c->at)) {
		struct finding *f = bad_indent(diags, c, c->at);
		f->because = c->last->place;
		return;
	}
	struct finding *f = add(diags, c, FINDING_colon_in_text, c->at, c->at + 1, SPAN_NONE);
	if (!c->last || goes_on)
		return;
	const size_t from = c->last->place.from;
	offer_quotes(diags, c, f, from, !last_is_quoted(c) && !may_be_key(c, c->at));
	if (!span_starts(c->last->text, "\xE2\x80\x9C"))
		return;
	f->help = SPAN("Type straight quotes (\"): curly ones do not quote in YAML.");
	if (f->edit.place.source)
		f->edit = mend_curly_quotes(diags->arena, c->source, from, line_end(c, from));
}

/* A line that should be `key: value`, and has no colon, or no space behind it. */
static void on_missing_colon(struct diags *diags, const struct complaint *c)
{
	size_t text = skip_list_marks(c, line_text(c, c->begun_at));
	if (is_tab_indent(diags, c, c->begun_at) || is_out_of_block(diags, c, text))
		return;
	if (is_after_comment(diags, c, c->begun_at))
		return;
	if (byte_at(c, c->begun_at) == '"' || byte_at(c, c->begun_at) == '\'') {
		unclosed(diags, c, c->begun_at);
		return;
	}
	size_t colon = key_colon(c, text);
	if (!colon) {
		add_plain(diags, c, text, line_end(c, text),
			"this line is neither `key: value` nor part of the text above it",
			"Indent it like the text it belongs to, or write `key: value`; a text of several paragraphs goes below `|`.");
		return;
	}
	missing_space(diags, c, colon);
}

static void on_dash(struct diags *diags, const struct complaint *c)
{
	if (is_tab_indent(diags, c, c->at))
		return;
	if (begins_line(c, c->at))
		bad_indent(diags, c, c->at);
	else
		needs_quotes(diags, c, c->at);
}

static void on_question_mark(struct diags *diags, const struct complaint *c)
{
	needs_quotes(diags, c, c->at);
}

/* The next key or `-` was expected. */
static void on_missing_key(struct diags *diags, const struct complaint *c)
{
	if (is_after_alias(c) || is_tab_indent(diags, c, c->at))
		return;
	if (byte_at(c, c->at) == ':') {
		add(diags, c, FINDING_empty_key, c->at, c->at + 1, SPAN_NONE);
		return;
	}
	if (is_after_quotes(diags, c, c->at) || is_after_bracket(diags, c, c->at) ||
		is_after_comment(diags, c, c->at) || is_out_of_block(diags, c, c->at))
		return;
	if (!begins_line(c, c->at)) {
		say_what_libyaml_says(diags, c);
		return;
	}
	struct finding *f = bad_indent(diags, c, c->at);
	f->because = (struct place){c->source->number, c->begun_at, c->begun_at};
}

/* Inside [ ] or { } neither a comma nor the closing bracket came. */
static void on_missing_bracket(struct diags *diags, const struct complaint *c)
{
	if (is_after_alias(c))
		return;
	size_t opening = c->bracket == NO_BRACKET ? c->begun_at : c->bracket;
	bool ended = ends_in_blanks(c, c->at, c->source->bytes.length);
	bool closes = byte_at(c, c->at) == ']' || byte_at(c, c->at) == '}';
	if (ended || closes || holds_key_line(c, opening, c->at)) {
		unclosed(diags, c, opening);
		return;
	}
	if (is_after_quotes(diags, c, c->at))
		return;
	if (byte_at(c, c->at) == ':' && c->last && same_line(c, c->last->place.from, c->at))
		add(diags, c, FINDING_colon_in_text, c->at, c->at + 1, SPAN_NONE);
	else if (byte_at(c, c->at) == ':')
		unclosed(diags, c, opening);
	else
		add_plain(diags, c, c->at, c->at + 1,
			"a comma or a closing bracket is missing before this",
			"Put a comma between the values, or quote a text that holds brackets.");
}

static void on_missing_value(struct diags *diags, const struct complaint *c)
{
	if (c->bracket == NO_BRACKET) {
		needs_quotes(diags, c, c->at);
		return;
	}
	bool ended = ends_in_blanks(c, c->at, c->source->bytes.length);
	char byte = byte_at(c, c->at);
	if (ended || byte == ']' || byte == '}' || holds_key_line(c, c->bracket, c->at))
		unclosed(diags, c, c->bracket);
	else if (byte == ':')
		add(diags, c, FINDING_empty_key, c->at, c->at + 1, SPAN_NONE);
	else if (byte == ',')
		add_plain(diags, c, c->at, c->at + 1, "nothing stands before this comma",
			"Delete the comma, or write the value.");
	else if (byte == '-')
		add_plain(diags, c, c->at, c->at + 1,
			"a list item with `-` cannot stand inside brackets",
			"Write the values with commas between them, or all of them on lines with "
			"`- `.");
	else
		needs_quotes(diags, c, c->at);
}

static void on_open_quote(struct diags *diags, const struct complaint *c)
{
	unclosed(diags, c, c->begun_at);
}

static void on_block_header(struct diags *diags, const struct complaint *c)
{
	struct span mark = character_of(c, c->begun_at);
	struct finding *f = add(diags, c, FINDING_needs_quotes, c->begun_at, c->begun_at + 1, mark);
	f->help = arena_format(diags->arena,
		"Put the text in quotes; or, for a block, end the line after `%.*s` and indent the "
		"text below it.",
		SPAN_ARG(mark));
	const size_t text = skip_blanks(c, c->begun_at + 1);
	const char first = byte_at(c, text); /* "> 5 years", ">£5m" */
	offer_quotes(diags, c, f, c->begun_at, byte_at(c, c->begun_at) == '>' &&
		(is_digit(first) || span_starts(span_cut(c->source->bytes, text, text + 2), "£")));
}

static size_t backslash_before(const struct complaint *c)
{
	size_t at = c->at;
	while (at > c->begun_at && byte_at(c, at) != '\\')
		at--;
	return at;
}

static void on_escape(struct diags *diags, const struct complaint *c)
{
	size_t at = backslash_before(c);
	struct span letter = character_of(c, at + 1);
	struct span sentence = arena_format(
		diags->arena, "\"\\%.*s\" is not an escape that YAML knows", SPAN_ARG(letter));
	add(diags, c, FINDING_yaml_syntax, at, at + 1 + letter.length, sentence)->help =
		SPAN("Write two backslashes for a backslash, or put the text in single quotes.");
}

static void on_surrogate(struct diags *diags, const struct complaint *c)
{
	size_t at = backslash_before(c);
	add_plain(diags, c, at, at + 6, "this escape is no character of its own",
		"Type the character itself: pairs of \\u escapes belong to JSON.");
}

static void on_second_start(struct diags *diags, const struct complaint *c)
{
	add_plain(diags, c, c->at, line_end(c, c->at), "this stands after the end of the paper",
		"Write the whole paper as `key: value` lines.");
}

/* libyaml 0.2.5's words; "" of a context stands for any. */
static const struct {
	const char *context, *problem;
	void (*report)(struct diags *, const struct complaint *);
} answers[] = {
	{"", "found character that cannot start any token", on_bad_start},
	{"", "found a tab character where an indentation space is expected", on_tab},
	{"", "found a tab character that violates indentation", on_tab},
	{"while scanning an alias", "", on_alias},
	{"while scanning an anchor", "", on_anchor},
	{"while scanning a tag", "", on_tag},
	{"while parsing a tag", "", on_tag},
	{"while scanning a %TAG directive", "", on_directive},
	{"while scanning a %YAML directive", "", on_directive},
	{"while scanning a directive", "", on_directive},
	{"", "found undefined tag handle", on_tag},
	{"", "mapping values are not allowed in this context", on_colon},
	{"", "mapping keys are not allowed in this context", on_question_mark},
	{"", "block sequence entries are not allowed in this context", on_dash},
	{"while scanning a simple key", "", on_missing_colon},
	{"while parsing a block mapping", "", on_missing_key},
	{"while parsing a block collection", "", on_missing_key},
	{"while parsing a flow sequence", "", on_missing_bracket},
	{"while parsing a flow mapping", "", on_missing_bracket},
	{"while parsing a flow node", "", on_missing_value},
	{"while parsing a block node", "", on_missing_value},
	{"while scanning a quoted scalar", "", on_open_quote},
	{"while scanning a block scalar", "", on_block_header},
	{"while parsing a quoted scalar", "found invalid Unicode character escape code",
		on_surrogate},
	{"while parsing a quoted scalar", "", on_escape},
	{"", "did not find expected <document start>", on_second_start},
};

void syntax_report(struct diags *diags, const struct complaint *complaint)
{
	struct span context = span_of(complaint->context ? complaint->context : "");
	struct span problem = span_of(complaint->problem ? complaint->problem : "");
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if ((!*answers[i].context || span_is(context, answers[i].context)) &&
			(!*answers[i].problem || span_is(problem, answers[i].problem))) {
			answers[i].report(diags, complaint);
			return;
		}
	say_what_libyaml_says(diags, complaint);
}
