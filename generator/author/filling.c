#include "author/filling.h"

/* --- texts that keep limits */

static const char *const sentences[] = {
	"The library in the market square opens on four days a week.",
	"From the spring it would open on six, and stay open until seven on two of them.",
	"The longer hours cost £48,000 a year, which the approved budget holds.",
	"Readers, staff and the town council were asked, and most of them agree.",
	"The hours are looked at again after the first year.",
	"Nothing else in the building changes.",
};
#define SENTENCES (sizeof sentences / sizeof *sentences)
#define MOST_SENTENCES 2000 /* of the longest part that a style can ask for */

struct size {
	uint32_t words, characters, sentences;
};

static struct size size_of(struct span s)
{
	struct size size = {0};
	for (size_t i = 0; i < s.length; i++) {
		const bool begins = !is_space(s.at[i]) && (i == 0 || is_space(s.at[i - 1]));
		const bool last = i + 1 == s.length || is_space(s.at[i + 1]);
		size.words += begins;
		size.sentences += s.at[i] == '.' && last;
		size.characters += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	}
	return size;
}

static bool is_under(const struct limit *limit, uint32_t count)
{
	return limit->set && limit->least && count < limit->least;
}

static bool is_over(const struct limit *limit, uint32_t count)
{
	return limit->set && limit->most && count > limit->most;
}

static bool is_too_short(const struct limits *limits, struct span s)
{
	const struct size size = size_of(s);
	return is_under(&limits->words, size.words) || is_under(&limits->characters, size.characters) ||
	       is_under(&limits->sentences, size.sentences);
}

static bool is_too_long(const struct limits *limits, struct span s)
{
	const struct size size = size_of(s);
	return is_over(&limits->words, size.words) || is_over(&limits->characters, size.characters) ||
	       is_over(&limits->sentences, size.sentences);
}

/* Whole words are taken from its end; a full stop stays where one was. */
static void cut_to(const struct limits *limits, size_t start, struct text *into)
{
	const bool stop = text_last(into) == '.';
	while (into->length > start && is_too_long(limits, span_cut(text_span(into), start, into->length))) {
		size_t end = into->length;
		while (end > start && into->at[end - 1] != ' ')
			end--;
		text_cut(into, end > start ? end - 1 : start);
		if (stop && into->length > start && text_last(into) != '.')
			text_add_char(into, '.');
		if (end == start)
			return;
	}
}

static void fill_up(const struct limits *limits, size_t start, size_t number, struct text *into)
{
	for (size_t i = 0; i < MOST_SENTENCES; i++) {
		if (!is_too_short(limits, span_cut(text_span(into), start, into->length)))
			break;
		if (into->length > start)
			text_add_char(into, ' ');
		text_add_string(into, sentences[(number + i) % SENTENCES]);
	}
	cut_to(limits, start, into);
}

void filling_text(const struct limits *limits, struct span begins, struct text *into)
{
	const size_t start = into->length;
	text_add(into, begins);
	fill_up(limits, start, 0, into);
}

void filling_prose(const struct limits *limits, size_t number, struct text *into)
{
	const size_t start = into->length;
	text_add_string(into, sentences[number % SENTENCES]);
	fill_up(limits, start, number + 1, into);
}

/* --- what single keys say */

struct said {
	const char *name, *says;
};

static const struct said facts[] = {
	{"title", "Longer opening hours for the library"},
	{"subtitle", "The library in the market square"},
	{"reference", "EX/2026/1"},
	{"version", "1"},
	{"meeting.body", "Cabinet"},
	{"meeting.time", "14:00"},
	{"meeting.venue", "Council Chamber, Example House"},
	{"agenda_item", "5"},
	{"report_of", "Director of Communities"},
	{"portfolio", "Culture and Libraries"},
	{"lead_member", "Councillor A. Member"},
	{"decision_type", "decide"},
	{"wards", "Market Ward"},
	{"value", "£48,000"},
	{"key_decision", "no"},
	{"urgent", "no"},
	{"call_in", "yes"},
};

struct span filling_of_fact(struct span name)
{
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (span_is(name, facts[i].name))
			return span_of(facts[i].says);
	return SPAN_NONE;
}

static const struct said_in_record {
	enum part_kind kind;
	const char *name, *says[2];
} fields[] = {
	{PART_options, "option", {"Keep the hours as they are", "Open on every day of the week"}},
	{PART_options, "for", {"It costs nothing more.", "Readers could come whenever they wish."}},
	{PART_options, "against",
		{"Those who work in the day cannot use the library.", "The budget does not hold the cost."}},
	{PART_risks, "id", {"R1", "R2"}},
	{PART_risks, "risk",
		{"Too few staff are found in time", "Fewer readers come in the evening than expected"}},
	{PART_risks, "likelihood", {"2", "2"}},
	{PART_risks, "impact", {"2", "1"}},
	{PART_risks, "mitigation",
		{"Posts are advertised as soon as the decision is made", "Visits are counted each week"}},
	{PART_risks, "owner", {"Head of Libraries", "Library Manager"}},
	{PART_risks, "residual.likelihood", {"1", "1"}},
	{PART_risks, "residual.impact", {"2", "1"}},
	{PART_list, "text", {"Readers of the library", "The town council"}},
	{PART_documents, "title",
		{"What readers said about opening hours", "Visits to the library, hour by hour"}},
	{PART_documents, "author", {"Head of Libraries", "Library Manager"}},
	{PART_documents, "at", {"Example House", "Example House"}},
	{PART_appendices, "title", {"The new hours, day by day", "Visits, hour by hour"}},
	{PART_appendices, "text", {"Monday to Saturday, from nine to five.",
		"Most readers come between four and six."}},
	{PART_people, "name", {"A. Officer", "B. Officer"}},
	{PART_people, "role", {"Head of Libraries", "Library Manager"}},
	{PART_people, "phone", {"01632 960001", "01632 960002"}},
	{PART_people, "email", {"a.officer@example.gov.uk", "b.officer@example.gov.uk"}},
	{PART_clearances, "role", {"Finance", "Legal"}},
	{PART_clearances, "name", {"C. Officer", "D. Officer"}},
	{PART_clearances, "status", {"Cleared", "Cleared"}},
};

struct span filling_of_field(enum part_kind kind, struct span name, size_t number)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].kind == kind && span_is(name, fields[i].name))
			return span_of(fields[i].says[number % 2]);
	return SPAN_NONE;
}

struct span filling_of_recommendation(enum recommendation_form form, size_t number)
{
	static const char *const says[][2] = {
		[FORM_any] = {"agree the longer opening hours from April; and",
			"ask for a report on the first year."},
		[FORM_to] = {"to agree the longer opening hours from April; and",
			"to ask for a report on the first year."},
		[FORM_that] = {"that the longer opening hours be agreed from April; and",
			"that a report on the first year be made."},
		[FORM_bare] = {"agree the longer opening hours from April; and",
			"ask for a report on the first year."},
		[FORM_sentence] = {"The longer opening hours begin in April.",
			"The Director of Communities reports on the first year."},
	};
	return span_of(says[form][number % 2]);
}

struct span filling_of_kind(enum value_kind kind)
{
	static const char *const says[VALUE_KIND_count] = {
		[VALUE_text] = "Example",
		[VALUE_prose] = "The longer hours change nothing here.",
		[VALUE_yes_no] = "no",
		[VALUE_time] = "14:00",
		[VALUE_money] = "£48,000",
		[VALUE_number] = "12",
		[VALUE_list] = "Example",
	};
	return span_of(says[kind]);
}
