/* What a style says of its facts and parts, in the paragraphs that an editor shows. */
#include "author/making.h"

struct saying {
	const struct making *m;
	struct text words;
	struct text line; /* a paragraph under construction */
};

static void end_line(struct saying *s)
{
	const struct span line = span_trim(text_span(&s->line));
	if (line.length) {
		text_add_string(&s->words, s->words.length ? "\n\n" : "");
		text_add(&s->words, line);
	}
	text_clear(&s->line);
}

static void say(struct saying *s, struct span words)
{
	text_add(&s->line, words);
	end_line(s);
}

static void say_condition(struct saying *s, const char *begin, const struct condition *condition)
{
	if (!asked_anything(condition))
		return;
	text_add_string(&s->line, begin);
	asked_condition(s->m->house, condition, &s->line);
	text_add_char(&s->line, '.');
	end_line(s);
}

static void say_limits(struct saying *s, const struct limits *limits)
{
	text_add_string(&s->line, "It has ");
	if (asked_limits(limits, &s->line))
		text_add_char(&s->line, '.');
	else
		text_clear(&s->line);
	end_line(s);
}

static struct span said(struct saying *s)
{
	const struct span made = arena_copy(s->m->arena, text_span(&s->words));
	text_release(&s->words);
	text_release(&s->line);
	return made;
}

struct span words_on_fact(const struct making *m, const struct value_decl *decl)
{
	struct saying s = {.m = m};
	const struct house_fact *fact = house_fact(m->house, decl->name);
	const bool guided = fact && fact->guidance.length;
	if (guided || !span_is(decl->description, "a fact of the style"))
		say(&s, guided ? fact->guidance : decl->description);
	if (!fact)
		return said(&s);
	if (is_always(fact->required))
		say(&s, SPAN("A final paper must have it."));
	say_condition(&s, "Needed when ", fact->required);
	say_condition(&s, "Expected when ", fact->expected);
	say_condition(&s, "Only when ", fact->when);
	say_limits(&s, &fact->limits);
	if (fact->fallback.length) {
		text_format(&s.line, "Where it is left out: `%.*s`.", SPAN_ARG(fact->fallback));
		end_line(&s);
	}
	return said(&s);
}

static void say_none(struct saying *s, const struct house_part *part)
{
	const struct span shown = asked_text(s->m->arena, s->m->house, part->none_text);
	if (part->none == NONE_refused)
		text_add_string(&s->line, "`none` is not accepted here.");
	else if (part->none == NONE_left_out)
		text_add_string(&s->line, "`none` leaves it out, heading and all.");
	else if (shown.at)
		text_format(&s->line, "`none` prints: %.*s", SPAN_ARG(shown));
	else
		text_add_string(&s->line, "Write `none` where there is nothing to say.");
	end_line(s);
}

static const struct asked_part *where_asked(const struct making *m, const struct house_part *part)
{
	const struct asked_part *parts;
	const size_t count = asked_parts(m->arena, m->house, &parts);
	for (size_t i = 0; i < count; i++)
		if (parts[i].part == part)
			return &parts[i];
	return NULL;
}

static void say_when(struct saying *s, const struct house_part *part)
{
	const struct asked_part *asked = where_asked(s->m, part);
	if (asked)
		say_condition(s, "Only when ", asked->sheet->when);
	for (const struct asked_part *p = asked; p; p = p->above)
		say_condition(s, "Only when ", p->part->when);
}

static void say_form(struct saying *s, const struct house_part *part)
{
	static const char *const forms[] = {
		[FORM_any] = "",
		[FORM_to] = "Each begins with \"to\".",
		[FORM_that] = "Each begins with \"that\".",
		[FORM_bare] = "Each begins with a verb in small letters.",
		[FORM_sentence] = "Each is a whole sentence.",
	};
	if (part->kind != PART_recommendations)
		return;
	say(s, span_of(forms[part->form]));
	const struct span lead = asked_text(s->m->arena, s->m->house, part->lead);
	if (lead.at)
		text_format(&s->line, "Before them is printed: %.*s", SPAN_ARG(lead));
	end_line(s);
}

struct span words_on_part(const struct making *m, const struct house_part *part)
{
	struct saying s = {.m = m};
	say(&s, part->guidance);
	if (is_always(part->required))
		say(&s, SPAN("A final paper must have it."));
	say_condition(&s, "Needed when ", part->required);
	say_condition(&s, "Expected when ", part->expected);
	say_when(&s, part);
	say_form(&s, part);
	say_limits(&s, &part->limits);
	say_none(&s, part);
	return said(&s);
}

struct span words_on_paper(const struct making *m)
{
	struct saying s = {.m = m};
	text_format(&s.line, "A paper in the house style `%.*s`", SPAN_ARG(m->house->key));
	if (m->house->edition.days) {
		text_add_string(&s.line, ", by its edition of ");
		date_write_iso(&s.line, m->house->edition);
	}
	text_format(&s.line, ". Made by `cabpaper schema --style %.*s`: make it anew when the style "
		"changes.", SPAN_ARG(m->house->key));
	end_line(&s);
	return said(&s);
}
