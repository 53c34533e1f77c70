/* Facts: each kind read well, each kind read badly with the exact place. */
#include "unit/paper_try.h"

static void facts_of_a_whole_paper(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"style: herefordshire\n"
		"title: Youth centres, the next three years\n"
		"status: Final\n"
		"version: 0x1F\n"
		"reference: 010\n"
		"meeting: {body: Cabinet, date: 2005-09-29, time: \"14:00\", published: 2005-09-21}\n"
		"wards: [Kington, Ledbury]\n"
		"value: £620,000\n"
		"key_decision: {reason: spending, notice: 2005-08-25, value: 0.62m}\n"
		"decision_type: Decision\n"
		"to_panel: NO\n"
		"homes: 18,100\n"
		"urgent: true\n"
		"note: never printed\n"
		"contacts:\n"
		"  - {name: A. Officer, phone: 01632 960001, note: on leave}\n"
		"  - B. Officer\n");
	assert_string_equal(t.findings, "");
	assert_true(t.paper->final);
	assert_span(fact(&t, "title")->text, "Youth centres, the next three years");
	assert_span(fact(&t, "version")->text, "0x1F");
	assert_span(fact(&t, "reference")->text, "010");
	assert_span(fact(&t, "meeting.body")->text, "Cabinet");
	assert_int_equal(fact(&t, "meeting.date")->date.weekday, 3);
	assert_true(fact(&t, "meeting.date")->right);
	assert_int_equal(fact(&t, "meeting.time")->time.hour, 14);
	assert_int_equal(fact(&t, "meeting.published")->amount,
		fact(&t, "meeting.date")->amount - 8);
	assert_int_equal(fact(&t, "wards")->list_count, 2);
	assert_span(fact(&t, "wards")->list[1].text, "Ledbury");
	assert_span(fact(&t, "wards")->text, "Kington, Ledbury");
	assert_int_equal(fact(&t, "value")->amount, 62000000);
	assert_span(fact(&t, "key_decision")->text, "spending");
	assert_int_equal(fact(&t, "key_decision.value")->amount, 62000000);
	assert_true(fact(&t, "key_decision.notice")->right);
	assert_false(fact(&t, "to_panel")->yes);
	assert_true(fact(&t, "urgent")->yes);
	assert_int_equal(fact(&t, "homes")->amount, 18100);
	const struct value *contacts = fact(&t, "contacts");
	assert_int_equal(contacts->people_count, 2);
	assert_span(record_value(&contacts->people[0], "phone")->text, "01632 960001");
	assert_span(record_value(&contacts->people[1], "name")->text, "B. Officer");
	assert_null(paper_fact(t.paper, SPAN("note")));
	assert_null(paper_fact(t.paper, SPAN("subtitle")));
	struct location at = source_locate(t.source, fact(&t, "meeting.date")->key_place.from);
	assert_int_equal(at.line, 6);
	assert_int_equal(at.column, 26);
	trial_end(&t);
}

static void a_draft_unless_final(void **state)
{
	(void)state;
	struct trial t = trial_of("title: x\n");
	assert_false(t.paper->final);
	trial_end(&t);
	t = trial_of("status: draft\n");
	assert_string_equal(t.findings, "");
	assert_false(t.paper->final);
	trial_end(&t);
	expect_findings("status: finale\n", "1:9 bad-status");
	expect_findings("title: x\nstatus:\n", "2:1 bad-status");
	expect_findings("status: [final]\n", "1:9 wrong-shape");
}

static void key_decisions(void **state)
{
	(void)state;
	static const char *const no[] = {"key_decision: no\n", "key_decision: \"No\"\n",
		"key_decision: {reason: no}\n"};
	for (size_t i = 0; i < 3; i++) {
		struct trial t = trial_of(no[i]);
		assert_string_equal(t.findings, "");
		assert_true(span_same_ignoring_case(fact(&t, "key_decision")->text, SPAN("no")));
		trial_end(&t);
	}
	struct trial t = trial_of("key_decision: wards\n");
	assert_string_equal(t.findings, "");
	assert_span(fact(&t, "key_decision")->text, "wards");
	trial_end(&t);
	expect_findings("key_decision: yes\n", "1:15 bad-answer");
	expect_sentence("key_decision: yes\n", "\"yes\" is not an answer for key_decision");
	expect_help("key_decision: yes\n", "Write one of: no, spending or wards.");
	expect_findings("key_decision: {reason: money}\n", "1:24 bad-answer");
	expect_findings("key_decision: {notice: 2005-08-25}\n", "1:15 missing-key");
	expect_findings("key_decision: {reason: wards, why: x}\n", "1:31 unknown-key");
	expect_findings("key_decision: [no]\n", "1:15 wrong-shape");
}

static void unknown_keys(void **state)
{
	(void)state;
	expect_findings("titel: x\n", "1:1 unknown-key");
	expect_help("titel: x\n", "Did you mean \"title\"?");
	expect_help("recomendations: [x]\n", "Did you mean \"recommendations\"?");
	expect_help("proposal: [x]\n", "Did you mean \"proposals\"?");
	expect_help("table: {}\n", "Did you mean \"tables\"?");
	expect_findings("title: x\nquite_other: y\n", "2:1 unknown-key");
	/* parts of the style's own words and groups are no keys of a paper */
	expect_findings("interests: none\n", "1:1 unknown-key");
	expect_findings("report: text\n", "1:1 unknown-key");
	/* ... unless they are facts too */
	expect_findings("wards: County-wide\n", "");
	expect_findings("meeting: {dat: 2005-09-29}\n", "1:11 unknown-key");
	expect_findings("meeting: Cabinet\n", "1:10 wrong-shape");
	expect_findings("Title: x\n", "1:1 unknown-key");
	expect_findings("\"title \": x\n", "1:1 unknown-key");
}

static void dates(void **state)
{
	(void)state;
	expect_findings("dated: 2004-02-29\n", "");
	expect_findings("dated: 2005-02-29\n", "1:8 no-such-day");
	expect_findings("dated: 1899-12-31\n", "1:8 year-out-of-range");
	expect_findings("dated: 29 September 2005\n", "1:8 bad-date");
	expect_help("dated: 29 September 2005\n", "Write 2005-09-29.");
	expect_help("dated: 29/09/2005\n", "Write 2005-09-29.");
	expect_help("dated: 03/04/2005\n", "Write 2005-04-03 if the day comes first.");
	expect_help("dated: soon\n",
		"Write the year, the month and the day in figures: 2005-09-29.");
	/* a soft hyphen, a no-break hyphen and a no-break space: the character itself is named */
	expect_findings("dated: 2005-\xC2\xAD" "09-29\n", "1:13 bad-date");
	expect_help("dated: 2005-\xC2\xAD" "09-29\n",
		"The soft hyphen (U+00AD) cannot stand here. Delete it: it cannot be seen, so delete and "
		"retype the characters on both sides.");
	expect_findings("dated: 2005‑09‑29\n", "1:12 bad-date");
	expect_findings("dated: \"29\xC2\xA0September 2005\"\n", "1:11 bad-date");
	expect_findings("meeting: {date: 2005-13-01}\n", "1:17 no-such-day");
	expect_findings("meeting:\n  time: 24:00\n", "2:9 bad-time");
	expect_findings("dated: none\n", "1:8 bad-date");
	expect_findings("dated:\n", ""); /* as if it were not there */
}

static void money(void **state)
{
	(void)state;
	expect_findings("value: £1,23\n", "1:10 bad-money");
	expect_sentence("value: £1,23\n",
		"\"£1,23\" is not an amount of money: commas part groups of three digits");
	expect_findings("value: £1.234\n", "1:13 bad-money");
	expect_findings("value: £620,000 a year\n", "1:17 bad-money");
	expect_findings("value: about £6\n", "1:8 bad-money");
	expect_findings("value: 1\xC2\xA0" "250\n", "1:9 bad-money");
	expect_help("value: 1\xC2\xA0" "250\n", "The no-break space (U+00A0) cannot stand here. "
		"Delete it; it often comes with text pasted from a web page.");
	expect_findings("value: 1\xE2\x80\xAF" "250\n", "1:9 bad-money");
	expect_findings("value: 12\xC2\xAD" "50\n", "1:10 bad-money");
	expect_findings("value: '£5'\n", "");
	expect_findings("value: \"£\\u0031\\u00A0000\"\n", "1:16 bad-money");
	expect_findings("value: \xE2\x88\x92" "500\n", "1:8 bad-money");
	expect_help("value: \xE2\x88\x92" "500\n", "The minus sign (U+2212) cannot stand here. "
		"Write an ordinary hyphen (-) for minus, or put the amount in brackets.");
	expect_help("value: £１２\n",
		"The full-width digit (U+FF11) cannot stand here. Write it with the digits 0 to 9.");
	expect_findings("value: £100,000,000,000\n", "1:8 too-large");
	expect_findings("value: 1.2.3\n", "1:11 bad-money");
	expect_findings("value: 1_000\n", "1:9 bad-money");
	expect_findings("value: NaN\n", "1:8 bad-money");
	struct trial t = trial_of("value: (£500)\n");
	assert_int_equal(fact(&t, "value")->amount, -50000);
	trial_end(&t);
	t = trial_of("value: none\n");
	assert_string_equal(t.findings, "");
	assert_true(fact(&t, "value")->none);
	assert_false(fact(&t, "value")->right);
	trial_end(&t);
}

static void numbers_and_answers(void **state)
{
	(void)state;
	expect_findings("homes: 18100 of them\n", "1:8 bad-number");
	expect_findings("homes: 0x10\n", "1:8 bad-number");
	expect_findings("homes: ٣\n", "1:8 bad-number");
	expect_findings("homes: 12345678901234567\n", "1:8 too-large");
	expect_findings("to_panel: maybe\n", "1:11 bad-yes-no");
	expect_findings("decision_type: note\n", "1:16 bad-answer");
	expect_help("decision_type: note\n", "Write one of: decision or information.");
	expect_findings("decision_type: [decision]\n", "1:16 wrong-shape");
}

static void lines_that_can_be_seen(void **state)
{
	(void)state;
	expect_findings("title: |\n  One\n  two\n", "1:8 several-lines");
	expect_findings("title: Re\xE2\x80\xAE" "port\n", "1:10 bidi-override");
	expect_findings("title: Re\xE2\x80\x8B" "port\n", "1:10 bidi-override");
	expect_findings("title: \"Re\\u202Eport\"\n", "1:8 bidi-override");
	expect_findings("wards: [Kington, Led\xE2\x81\xA6" "bury]\n", "1:21 bidi-override");
	expect_findings("value: £\xE2\x80\xAE" "5\n", "1:9 bidi-override");
	expect_findings("dated: 2005-\xE2\x80\x8D" "09-29\n", "1:13 bidi-override");
	expect_findings("contacts: [{name: A\xE2\x80\xAC" "B}]\n", "1:20 bidi-override");
	expect_findings("title: Dogs – and “cats” café €\n", "");
	expect_findings("wards: [Kington, [Ledbury]]\n", "1:18 wrong-shape");
	expect_findings("wards: [Kington, \"\"]\n", "1:18 empty-part");
	expect_findings("wards: {a: b}\n", "1:8 wrong-shape");
	expect_findings("title: [a, b]\n", "1:8 wrong-shape");
}

static void people(void **state)
{
	(void)state;
	expect_findings("contacts: [{role: Head}]\n", "1:12 missing-key");
	expect_findings("contacts: [{name: \"\", role: Head}]\n", "1:19 missing-key");
	expect_findings("contacts: [{name: A, fon: 1}]\n", "1:22 unknown-key");
	expect_findings("contacts: [[A]]\n", "1:12 wrong-shape");
	expect_findings("contacts: {name: A. Officer}\n", "");
	expect_findings("contacts: [A, \"\"]\n", "1:15 empty-part");
	struct trial t = trial_of("contacts: none\n");
	assert_string_equal(t.findings, "");
	assert_true(fact(&t, "contacts")->none);
	trial_end(&t);
}

static void peeking(void **state)
{
	(void)state;
	struct trial t = trial_of("style: ' herefordshire '\nmeeting: {date: 2005-09-29}\nwards: [a]\n");
	assert_span(paper_peek(t.root, "style", NULL).text, "herefordshire");
	assert_span(paper_peek(t.root, "meeting", "date").text, "2005-09-29");
	assert_null(paper_peek(t.root, "dated", NULL).text.at);
	assert_null(paper_peek(t.root, "meeting", NULL).text.at);
	assert_null(paper_peek(t.root, "style", "date").text.at);
	assert_null(paper_peek(NULL, "style", NULL).text.at);
	trial_end(&t);
	t = trial_of("- a\n");
	assert_null(t.paper);
	assert_string_equal(t.findings, "1:1 wrong-shape");
	trial_end(&t);
}

static void built_in_lists(void **state)
{
	(void)state;
	size_t count;
	const struct value_decl *facts = paper_facts(&count);
	assert_true(count > 25);
	assert_span(facts[0].name, "style");
	const struct value_decl *risk = paper_fields(PART_risks, &count);
	assert_span(risk[0].name, "risk");
	assert_true(risk[0].required);
	assert_true(count >= 8);
	paper_fields(PART_text, &count);
	assert_int_equal(count, 0);
	paper_fields(PART_records, &count);
	assert_int_equal(count, 0);
	const struct value_decl *last = paper_fields(PART_clearances, &count);
	assert_span(last[count - 1].name, "status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_of_a_whole_paper),
		cmocka_unit_test(a_draft_unless_final),
		cmocka_unit_test(key_decisions),
		cmocka_unit_test(unknown_keys),
		cmocka_unit_test(dates),
		cmocka_unit_test(money),
		cmocka_unit_test(numbers_and_answers),
		cmocka_unit_test(lines_that_can_be_seen),
		cmocka_unit_test(people),
		cmocka_unit_test(peeking),
		cmocka_unit_test(built_in_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
