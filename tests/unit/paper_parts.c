/* Parts: each kind in its simplest and its full form, and what is wrong in each. */
#include "unit/paper_try.h"

static void assert_prose(const struct prose_node *prose, const char *words)
{
	struct text t = {0};
	prose_plain(prose, &t);
	assert_string_equal(t.at ? t.at : "", words);
	text_release(&t);
}

static void texts(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"purpose: |\n  To agree **this**.\n\n  And that.\n"
		"comments:\n  officer: A. Officer\n  agreed: 2005-09-01\n  note: hidden\n"
		"  text:\n    - One.\n    - {text: Two., id: two, heading: Second, for: [a, b], exempt: no}\n");
	assert_string_equal(t.findings, "");
	const struct part *purpose = part(&t, "purpose");
	assert_false(purpose->listed);
	assert_int_equal(purpose->passage_count, 1);
	assert_prose(purpose->passages[0].prose, "To agree this. And that.");
	const struct part *comments = part(&t, "comments");
	assert_true(comments->listed);
	assert_int_equal(comments->passage_count, 2);
	assert_span(comments->passages[1].id, "two");
	assert_span(comments->passages[1].heading.text, "Second");
	assert_int_equal(comments->passages[1].explains.count, 2);
	assert_int_equal(comments->field_count, 2);
	assert_span(comments->fields[0].text, "A. Officer");
	assert_true(comments->fields[1].right);
	assert_int_equal(t.paper->part_count, 2);
	trial_end(&t);
	t = trial_of("purpose: [One, Two]\n");
	assert_int_equal(part(&t, "purpose")->passage_count, 2);
	trial_end(&t);
	expect_findings("purpose: {text: [One, {text: Two}], heading: x}\n", "1:37 unknown-key");
	expect_findings("comments: {text: x}\n", "1:11 missing-key");
	expect_findings("comments: x\n", "1:1 missing-key");
	expect_findings("comments: [x, y]\n", "1:1 missing-key");
	expect_findings("comments: none\n", "");
	expect_findings("comments: {officer: '', text: x}\n", "1:21 missing-key");
	expect_findings("comments: {officer: A, agreed: soon, text: x}\n", "1:32 bad-date");
	expect_findings("purpose:\n  - One\n  - [Two]\n", "3:5 wrong-shape");
	expect_findings("purpose:\n  - One\n  - {id: two}\n", "3:5 missing-key");
	expect_findings("purpose:\n  - One\n  - {id: Two, text: x}\n", "3:10 bad-id");
	expect_findings("purpose:\n  - One\n  -\n", "3:4 empty-part");
	expect_findings("purpose:\n  - One\n  - {text: '-'}\n", "3:12 missing-key");
	expect_findings("purpose: {text: {a: b}}\n", "1:17 wrong-shape");
}

static void none_and_nothing(void **state)
{
	(void)state;
	static const char *const none[] = {"purpose: none\n", "purpose: None\n",
		"recommendations: \"none\"\n", "financial_assessment: none\n", "glossary: NONE\n"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct trial t = trial_of(none[i]);
		assert_string_equal(t.findings, "");
		assert_true(t.paper->parts[0].none);
		assert_false(t.paper->parts[0].empty);
		trial_end(&t);
	}
	static const struct {
		const char *yaml, *findings;
	} empty[] = {
		{"purpose:\ntitle: x\n", "1:1 empty-part"},
		{"purpose: ~\n", "1:10 empty-part"},
		{"purpose: '-'\n", "1:10 empty-part"},
		{"purpose: \"\"\n", "1:10 empty-part"},
		{"purpose: ...\n", "1:10 empty-part"},
		{"purpose: –\n", "1:10 empty-part"},
		{"purpose: |\n  ---\n", "1:10 empty-part"},
		{"recommendations: []\n", "1:18 empty-part"},
		{"recommendations: [\"\", '-']\n", "1:18 empty-part"},
		{"recommendations: {items: []}\n", "1:18 empty-part"},
		{"financial_assessment: {}\n", "1:23 empty-part"},
		{"financial_assessment: {unit: £000, note: later}\n", "1:23 empty-part"},
		{"risk_management:\n  text:\n", "2:3 empty-part"},
		{"comments: {officer: A. Officer}\n", "1:11 empty-part"},
		{"financial_assessment: {years: [2005/06]}\n", "1:23 empty-part"},
	};
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		expect_findings(empty[i].yaml, empty[i].findings);
		struct trial t = trial_of(empty[i].yaml);
		assert_true(t.paper->parts[0].empty);
		trial_end(&t);
	}
	expect_sentence("risk_management: ~\n", "risk management is empty");
	expect_findings("recommendations: {lead: THAT, items: []}\n", ""); /* check/ tells it */
	expect_findings("purpose: 25\n", "");
	expect_findings("purpose: \"É\"\n", "");
}

static void recommendations(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"proposals:\n  lead: THAT Cabinet\n  items:\n"
		"    - agree the programme in [](#programme);\n"
		"    - {id: funding, text: commit the money, owner: Head of Property, due: 2006-03-31}\n");
	assert_string_equal(t.findings, "");
	const struct part *p = part(&t, "recommendations");
	assert_span(p->lead.text, "THAT Cabinet");
	assert_int_equal(p->item_count, 2);
	assert_int_equal(record_value(&p->items[0], "text")->prose->first->kind, PROSE_paragraph);
	assert_span(p->items[1].id, "funding");
	assert_span(p->items[1].values[0].name, "text");
	assert_span(record_value(&p->items[1], "owner")->text, "Head of Property");
	assert_int_equal(record_value(&p->items[1], "due")->date.month, 3);
	assert_null(record_value(&p->items[0], "due"));
	struct location at = source_locate(t.source, record_value(&p->items[1], "due")->key_place.from);
	assert_int_equal(at.column, 70);
	trial_end(&t);
	expect_findings("recommendations: agree it\n", "1:18 wrong-shape");
	expect_findings("recommendations: [[a]]\n", "1:19 wrong-shape");
	expect_findings("recommendations: [{owner: x}]\n", "1:19 missing-key");
	expect_findings("recommendations: [{text: a, id: 1a}]\n", "1:33 bad-id");
	expect_findings("recommendations: [{text: a, due: tomorrow}]\n", "1:34 bad-date");
	expect_findings("recommendations: [{text: a, ownr: b}]\n", "1:29 unknown-key");
	expect_findings("recommendations: {items: agree}\n", "1:26 wrong-shape");
	expect_findings("recommendations: [a, '']\n", "1:22 empty-part");
	expect_findings("recommendations: [a]\nproposals: [b]\n", "2:1 duplicate-key");
	expect_findings("recommendations: {lead: [a], items: [b]}\n", "1:25 wrong-shape");
}

static void options_and_risks(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"alternative_options:\n"
		"  - {option: Keep all, for: Simple., against: Dear., cost: £1.4m, preferred: yes}\n"
		"  - Close all\n"
		"risk_management:\n"
		"  text: Delay.\n"
		"  register:\n"
		"    - id: r1\n      risk: Works overrun\n      likelihood: 3\n      impact: 4\n"
		"      residual: {likelihood: 2, impact: 3, note: x}\n");
	assert_string_equal(t.findings, "");
	const struct part *options = part(&t, "alternative_options");
	assert_int_equal(record_value(&options->items[0], "cost")->amount, 140000000);
	assert_true(record_value(&options->items[0], "preferred")->yes);
	assert_prose(record_value(&options->items[1], "option")->prose, "Close all");
	const struct part *risks = part(&t, "risk_management");
	assert_int_equal(risks->passage_count, 1);
	assert_span(risks->items[0].id, "r1");
	const struct value *residual = record_value(&risks->items[0], "residual.impact");
	assert_span(residual->text, "3");
	struct location at = source_locate(t.source, residual->key_place.from);
	assert_int_equal(at.line, 11);
	assert_int_equal(at.column, 33);
	trial_end(&t);
	t = trial_of("alternative_options: {text: Two were looked at., items: [A, B]}\n");
	assert_string_equal(t.findings, "");
	assert_int_equal(part(&t, "alternative_options")->item_count, 2);
	assert_int_equal(part(&t, "alternative_options")->passage_count, 1);
	trial_end(&t);
	expect_findings("alternative_options: none were thought of\n", "");
	expect_findings("risk_management: The main risk is delay.\n", "");
	expect_findings("alternative_options: [{for: x}]\n", "1:23 missing-key");
	expect_findings("alternative_options: [{option: x, cost: lots}]\n", "1:41 bad-money");
	expect_findings("alternative_options: [{option: x, preferred: si}]\n", "1:46 bad-yes-no");
	expect_findings("risk_management: {register: [{risk: x, likelihood: 3}]}\n", "1:30 missing-key");
	expect_findings("risk_management: {register: [x]}\n", "1:30 missing-key; 1:30 missing-key");
	expect_findings("risk_management: {register: [{risk: x, likelihood: 3, impact: 2, "
		"residual: {chance: 1}}]}\n", "1:77 unknown-key");
	expect_findings("risk_management: {register: [{risk: x, likelihood: 3, impact: 2, "
		"residual: low}]}\n", "1:76 wrong-shape");
	expect_findings("risk_management: {register: {risk: x}}\n", "1:29 wrong-shape");
}

static void finance(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"financial_assessment:\n"
		"  text: Met from reserves.\n"
		"  unit: £000\n"
		"  years: [2005/06, 2006/07]\n"
		"  lines:\n"
		"    - {item: Works, kind: capital, amounts: [200, \"1,250\"]}\n"
		"    - {item: Saved, kind: revenue, amounts: [-, (85)]}\n"
		"  funding:\n"
		"    - {source: Reserve, kind: capital, amounts: [200, £0.25m]}\n"
		"  total: {capital: 450, note: checked}\n");
	assert_string_equal(t.findings, "");
	const struct finance *f = part(&t, "financial_assessment")->finance;
	assert_int_equal(f->unit, MONEY_THOUSANDS);
	assert_int_equal(f->years.count, 2);
	assert_int_equal(f->line_count, 2);
	assert_int_equal(f->lines[0].amounts[1].amount, 125000000);
	assert_int_equal(f->lines[1].amounts[0].kind, CELL_empty);
	assert_int_equal(f->lines[1].amounts[1].amount, -8500000);
	assert_int_equal(f->funding[0].amounts[1].amount, 25000000);
	assert_span(f->funding[0].item.text, "Reserve");
	assert_int_equal(f->total_count, 1);
	assert_span(f->totals[0].kind.text, "capital");
	assert_int_equal(f->totals[0].pence, 45000000);
	assert_int_equal(part(&t, "financial_assessment")->passage_count, 1);
	trial_end(&t);
	t = trial_of("financial_assessment: {lines: [{item: A, amounts: £5}], total: £5}\n");
	assert_string_equal(t.findings, "");
	f = part(&t, "financial_assessment")->finance;
	assert_int_equal(f->lines[0].amount_count, 1);
	assert_span(f->totals[0].kind.text, "total");
	trial_end(&t);

	expect_findings("financial_assessment: {years: [a, b], lines: [{item: A, amounts: [1]}]}\n",
		"1:66 years-disagree");
	expect_findings("financial_assessment: {years: [a], lines: [{item: A, amounts: [1, 250]}]}\n",
		"1:63 years-disagree");
	expect_findings("financial_assessment: {lines: [{item: A, amounts: [1, 2]}]}\n",
		"1:32 missing-key");
	expect_findings("financial_assessment: {years: [a], lines: [{item: A, amounts: [x]}]}\n",
		"1:64 bad-money");
	expect_findings("financial_assessment: {years: [a], lines: [{item: A}]}\n", "1:44 missing-key");
	expect_findings("financial_assessment: {years: [a], lines: [{item: '', amounts: [1]}]}\n",
		"1:51 missing-key");
	expect_findings("financial_assessment: {years: [a], funding: [{item: A, amounts: [1]}]}\n",
		"1:46 missing-key; 1:47 unknown-key");
	expect_findings("financial_assessment: {unit: k, lines: [{item: A, amounts: 1}]}\n",
		"1:30 bad-answer");
	expect_findings("financial_assessment: {text: x, total: lots}\n", "1:40 bad-money");
	expect_findings("financial_assessment: {text: x, total: ''}\n", "1:40 bad-money");
	expect_findings("financial_assessment: {text: x, total: [1]}\n", "1:40 wrong-shape");
	expect_findings("financial_assessment: {text: x, lines: none}\n", "1:40 wrong-shape");
	expect_findings("financial_assessment: {text: x, line: []}\n", "1:33 unknown-key");
	expect_findings("financial_assessment: {text: x, total: {capital: [1]}}\n",
		"1:50 wrong-shape");
	/* the counts agree again: one cell for each year, whatever was typed */
	t = trial_of("financial_assessment: {years: [a, b], lines: [{item: A, amounts: [1, 2, 3]}]}\n");
	assert_int_equal(part(&t, "financial_assessment")->finance->lines[0].amount_count, 2);
	trial_end(&t);
}

static void lists_and_documents(void **state)
{
	(void)state;
	struct trial t = trial_of(
		"consultees: [Youth Council, {text: Ward members, note: two}]\n"
		"background_papers:\n"
		"  - {title: A report, date: 2005-01-13, at: Democratic Services, published: no}\n"
		"  - Another\n"
		"shelved_papers: [{title: B, date: 2005-03-01, shelf: 3}]\n"
		"authors: [{name: A, email: a@example.gov.uk}]\n"
		"clearances: [{role: Finance, date: 2005-09-01}]\n");
	assert_string_equal(t.findings, "");
	assert_prose(part(&t, "consultees")->items[1].values[0].prose, "Ward members");
	assert_true(record_value(&part(&t, "background_papers")->items[0], "date")->right);
	assert_span(part(&t, "background_papers")->items[1].values[0].text, "Another");
	assert_int_equal(part(&t, "clearances")->item_count, 1);
	assert_span(part(&t, "authors")->items[0].values[0].text, "A");
	trial_end(&t);
	expect_findings("consultees: Youth Council and others\n", "");
	expect_findings("background_papers: Earlier reports.\n", "");
	expect_findings("background_papers: [{date: 2005-01-13}]\n", "1:21 missing-key");
	expect_findings("background_papers: [{title: A, date: 2005-1-13}]\n", "1:38 bad-date");
	/* the kind of a built-in key stays; that it is required is the style's to say */
	expect_findings("shelved_papers: [{title: B}]\n", "1:18 missing-key");
	expect_findings("clearances: Finance\n", "1:13 wrong-shape");
	expect_findings("authors: A. Officer\n", "");
	expect_findings("consultees: {a: b}\n", "1:14 unknown-key");
}

static void records(void **state)
{
	(void)state;
	struct trial t = trial_of("glossary:\n"
		"  - {term: A, meaning: The *first*, weight: \"1,000.5\", who: [X, {name: Y}]}\n"
		"  - B\n");
	assert_string_equal(t.findings, "");
	const struct record *a = &part(&t, "glossary")->items[0];
	assert_int_equal(record_value(a, "weight")->amount, 10005);
	assert_int_equal(record_value(a, "weight")->decimals, 1);
	assert_int_equal(record_value(a, "who")->people_count, 2);
	assert_prose(record_value(a, "meaning")->prose, "The first");
	assert_span(part(&t, "glossary")->items[1].values[0].text, "B");
	trial_end(&t);
	expect_findings("glossary: [{meaning: x}]\n", "1:12 missing-key");
	expect_findings("glossary: [{term: x, weight: heavy}]\n", "1:30 bad-number");
	expect_findings("glossary: [{term: x, size: 1}]\n", "1:22 unknown-key");
	expect_findings("glossary: words\n", "1:11 wrong-shape");
}

static void waivers(void **state)
{
	(void)state;
	struct trial t = trial_of("waivers:\n"
		"  - {rule: missing-part, part: purpose, reason: Agreed., by: Monitoring Officer}\n");
	assert_string_equal(t.findings, "");
	assert_int_equal(t.paper->waiver_count, 1);
	assert_span(t.paper->waivers[0].by.text, "Monitoring Officer");
	trial_end(&t);
	expect_findings("waivers: [{rule: bad-date, reason: x, by: y}]\n", "1:18 waiver-unknown");
	expect_findings("waivers: [{rule: mising-part, reason: x, by: y}]\n", "1:18 waiver-unknown");
	expect_help("waivers: [{rule: mising-part, reason: x, by: y}]\n", "Did you mean \"missing-part\"?");
	expect_findings("waivers: [{rule: missing-part, by: y}]\n", "1:11 missing-key");
	expect_findings("waivers: [{rule: missing-part, reason: x}]\n", "1:11 missing-key");
	expect_findings("waivers: [{rule: missing-part, reason: '-', by: y}]\n", "1:40 missing-key");
	expect_findings("waivers: [{rule: missing-part, reason: x, by: ''}]\n", "1:47 missing-key");
	t = trial_of("waivers: [{rule: missing-part, reason: x}, {rule: missing-part, reason: x, by: ''}]\n");
	assert_int_equal(t.paper->waiver_count, 0); /* without a name it waives nothing */
	trial_end(&t);
	expect_findings("waivers: missing-part\n", "1:10 wrong-shape");
	expect_findings("waivers: [missing-part]\n", "1:11 wrong-shape");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(none_and_nothing),
		cmocka_unit_test(recommendations),
		cmocka_unit_test(options_and_risks),
		cmocka_unit_test(finance),
		cmocka_unit_test(lists_and_documents),
		cmocka_unit_test(records),
		cmocka_unit_test(waivers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
