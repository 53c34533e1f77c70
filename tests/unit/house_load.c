/* Loading: search, extends, editions, what a loaded style says, and what a wrong one is told. */
#include "house_kit.h"

#define STYLES "tests/data/house"

struct loaded {
	struct kit kit;
	const struct house *house;
};

static const char *const folders[] = {"tests/data/no-such-folder", STYLES};

static void load_with(struct loaded *l, const char *name, const char *day, bool without_pages)
{
	kit_open(&l->kit);
	const struct house_search search = {folders, 2, without_pages};
	struct date date;
	if (day)
		assert_int_equal(date_read(span_of(day), &date), DATE_RIGHT);
	const struct words asked = {span_of(name), PLACE_NONE};
	l->house = house_load(l->kit.arena, &l->kit.sources, &l->kit.diags, &search, asked,
		day ? &date : NULL);
}

static void load(struct loaded *l, const char *name, const char *day)
{
	load_with(l, name, day, true);
}

static void load_well(struct loaded *l, const char *name, const char *day)
{
	load(l, name, day);
	kit_expect(&l->kit, name, "");
	assert_non_null(l->house);
}

static void expect_text(const struct house_text *text, const char *expected)
{
	struct text into = {0};
	assert_non_null(text);
	assert_true(house_text_fill(text, &known_asker, SPAN("en"), FILL_PLAIN, true, &into, NULL));
	assert_string_equal(into.at, expected);
	text_release(&into);
}

static const struct house_part *part(const struct loaded *l, const char *key)
{
	const struct house_part *found = house_part(l->house, span_of(key));
	assert_non_null(found);
	return found;
}

/* --- merging */

static void a_style_alone(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "plain", NULL);
	const struct house *h = l.house;
	assert_true(span_is(h->key, "plain") && span_is(h->name, "Plain"));
	assert_int_equal(h->sheet_count, 1);
	assert_true(span_is(h->sheets[0].key, "sheet1"));
	assert_int_equal(h->sheets[0].part_count, 3);
	assert_true(h->sheets[0].new_page);
	assert_int_equal(h->head.layout, BLOCK_table);
	assert_int_equal(h->head.row_count, 2);
	assert_true(h->foot.none);
	assert_false(h->head.none);
	assert_non_null(h->page_foot.first);
	assert_null(h->page_foot.others);
	assert_true(h->notice_papers.set && h->notice_papers.working);
	assert_int_equal(h->notice_papers.days, 5);
	assert_false(h->notice_private.working);
	assert_int_equal(h->layout, LAYOUT_flow);
	assert_true(span_is(h->page, "A4"));
	assert_true(span_is(h->risk.bands[0], "green"));                       /* 1 x 1 */
	assert_true(span_is(h->risk.bands[1 * HOUSE_SCALE + 1], "amber"));     /* 2 x 2 */
	assert_true(span_is(h->risk.bands[2 * HOUSE_SCALE + 2], "red"));       /* 3 x 3 */
	const struct house_part *purpose = part(&l, "purpose");
	assert_int_equal(purpose->none, NONE_refused);
	assert_int_equal(purpose->limits.sentences.most, 2);
	assert_int_equal(purpose->own_headings, 1);
	expect_text(part(&l, "recommendations")->lead, "THAT");
	kit_close(&l.kit);
}

static void keys_merge_and_lists_replace(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "child", "2004-04-01");
	const struct house *h = l.house;
	expect_text(part(&l, "purpose")->heading, "Purpose of 2004");
	assert_true(span_is(part(&l, "purpose")->guidance, "Say it."));
	assert_int_equal(part(&l, "purpose")->limits.sentences.most, 2);
	const struct house_fact *key = house_fact(h, SPAN("key_decision"));
	assert_int_equal(key->answer_count, 3);
	expect_text(key->answers[0].text, "This is not a Key Decision.");
	expect_text(key->answers[1].text, "Key by cost.");
	/* one pattern is level 1, and the other levels stay as they were */
	struct text number = {0};
	pattern_print(h->numbering.lists[0], 3, SPAN_NONE, &number);
	pattern_print(h->numbering.lists[1], 3, SPAN_NONE, &number);
	assert_string_equal(number.at, "3.(iii)");
	text_release(&number);
	/* a matrix takes the place of bands */
	assert_true(span_is(h->risk.bands[1], "amber") && span_is(h->risk.bands[0], "green"));
	assert_int_equal(h->risk.likelihood_count, 2);
	assert_true(span_is(house_word(h, SPAN("en"), "none"), "Nothing."));
	assert_true(span_is(house_word(h, SPAN("en"), "weekday_1"), "Washday"));
	assert_true(span_is(house_word(h, SPAN("en"), "weekday_2"), "Tuesday"));
	assert_true(span_is(house_word(h, SPAN("gd"), "paragraph"), "paragraph"));
	assert_true(span_is(house_word(h, SPAN("en"), "no_such_word"), "no_such_word"));
	kit_close(&l.kit);
}

static void severities_move(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "child", NULL);
	assert_true(l.house->moved[FINDING_too_long]);
	assert_int_equal(l.house->severities[FINDING_too_long], SEVERITY_error);
	assert_int_equal(l.house->severities[FINDING_table_not_placed], SEVERITY_off);
	assert_false(l.house->moved[FINDING_too_short]);
	assert_int_equal(l.house->severities[FINDING_too_short], rule_of(FINDING_too_short)->final);
	kit_close(&l.kit);
}

static void the_vocabulary_of_papers(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "child", NULL);
	const struct vocabulary *v = &l.house->vocabulary;
	assert_int_equal(v->part_count, 5); /* the fixed one too */
	assert_int_equal(v->fact_count, 2);
	for (size_t i = 0; i < v->part_count; i++)
		assert_ptr_equal(l.house->parts[i].decl, &v->parts[i]);
	assert_true(span_is(v->facts[0].name, "key_decision"));
	assert_int_equal(v->facts[0].answer_count, 3);
	assert_true(span_is(v->facts[0].answers[1], "spending"));
	assert_true(span_is(v->facts[1].name, "risk_grade"));
	assert_int_equal(v->facts[1].kind, VALUE_number);
	const struct house_part *options = part(&l, "options");
	assert_int_equal(options->decl->field_count, 2);
	assert_int_equal(options->decl->fields[0].kind, VALUE_money);
	assert_true(options->decl->fields[0].required);
	assert_int_equal(options->decl->fields[1].kind, VALUE_prose); /* built in, keeps its kind */
	assert_true(span_is(house_fact(l.house, SPAN("risk_grade"))->aliases[0], "grade"));
	kit_close(&l.kit);
}

/* --- editions */

static void editions_begin_on_their_day(void **state)
{
	(void)state;
	static const struct {
		const char *day;      /* NULL: the latest */
		bool early, later;    /* before the first; the edition of 2007 holds */
		uint32_t words;       /* of plain's edition of 2006 */
	} cases[] = {
		{"2004-03-31", true, false, 1000}, {"2004-04-01", false, false, 1000},
		{"2005-12-31", false, false, 1000}, {"2006-01-01", false, false, 900},
		{"2007-04-30", false, false, 900},  {"2007-05-01", false, true, 900},
		{"2007-05-02", false, true, 900},   {NULL, false, true, 900},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct loaded l;
		load(&l, "child", cases[i].day);
		kit_expect(&l.kit, "child", cases[i].early ? "0:0 before-first-edition" : "");
		assert_non_null(l.house);
		const struct house *h = l.house;
		assert_int_equal(h->before_first_edition, cases[i].early);
		assert_int_equal(h->edition.year, cases[i].later ? 2007 : 2004);
		assert_int_equal(h->limits.words.most, cases[i].words);
		assert_int_equal(h->page_foot.first == NULL, cases[i].later);
		assert_int_equal(h->notice_private.set, !cases[i].later);
		assert_int_equal(h->head.row_count, cases[i].later ? 1 : 2);
		assert_int_equal(h->head.layout, BLOCK_table);
		assert_int_equal(h->sheets[0].part_count, cases[i].later ? 2 : 3);
		assert_int_equal(pattern_kind_of(h->numbering.recommendations),
			cases[i].later ? PATTERN_COUNTER : PATTERN_BULLET);
		kit_close(&l.kit);
	}
}

/* --- languages */

static void words_of_two_languages(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "bilingual", NULL);
	const struct house *h = l.house;
	assert_int_equal(h->language_count, 2);
	assert_true(h->bilingual_headings && !h->bilingual_labels);
	assert_true(span_is(h->bilingual_join, " | "));
	assert_true(span_is(house_word(h, SPAN("en"), "none"), "Nothing."));
	assert_true(span_is(house_word(h, SPAN("cy"), "none"), "Dim."));
	assert_true(span_is(house_word(h, SPAN("cy"), "paragraph"), "paragraff"));
	/* a numbered word that Welsh does not have comes from English */
	assert_true(span_is(house_word(h, SPAN("cy"), "weekday_1"), "Monday"));
	kit_close(&l.kit);
}

static void words_that_are_missing(void **state)
{
	(void)state;
	struct loaded l;
	load(&l, "wordless", NULL);
	kit_expect(&l.kit, "wordless", "1:1 style-no-word");
	assert_null(l.house);
	kit_close(&l.kit);
	load(&l, "no-words", NULL);
	kit_expect(&l.kit, "no-words", "1:1 template-missing");
	assert_null(l.house);
	kit_close(&l.kit);
}

/* --- pages */

static void pages_and_style_sheet(void **state)
{
	(void)state;
	struct loaded l;
	load_with(&l, "paged", NULL, false);
	kit_expect(&l.kit, "paged", "");
	assert_non_null(l.house);
	assert_non_null(l.house->page_html);
	assert_non_null(l.house->page_md);
	assert_true(span_is(l.house->style_sheet, "p { margin: 0 }\n"));
	kit_close(&l.kit);
	load_with(&l, "misspelt", NULL, false);
	kit_expect(&l.kit, "misspelt", "2:4 template-unknown; 1:1 template-unknown");
	assert_null(l.house);
	kit_close(&l.kit);
	load_with(&l, "plain", NULL, false);
	kit_expect(&l.kit, "plain", "2:1 template-missing; 2:1 template-missing; 2:1 template-missing");
	assert_null(l.house);
	kit_close(&l.kit);
}

/* --- what is wrong */

static void wrong_styles(void **state)
{
	(void)state;
	static const struct {
		const char *name, *findings;
	} cases[] = {
		{"no-such-style", "0:0 style-not-found"},
		{"Plain", "0:0 style-bad-name"},
		{"../house/plain", "0:0 style-bad-name"},
		{"", "0:0 style-bad-name"},
		{"-plain", "0:0 style-bad-name"},
		{"round", "2:10 style-circle"},
		{"no-name", "1:1 style-missing"},
		{"unordered", "5:11 style-bad-edition"},
		{"parts-round", "5:3 style-part-circle"},
		{"by-level", "8:53 style-no-heading"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct loaded l;
		load(&l, cases[i].name, NULL);
		kit_expect(&l.kit, cases[i].name, cases[i].findings);
		assert_null(l.house);
		kit_close(&l.kit);
	}
}

static void the_places_looked_in_are_told(void **state)
{
	(void)state;
	struct loaded l;
	load(&l, "nowhere", NULL);
	struct text help = {0};
	finding_help(&l.kit.diags.items[0], &help);
	assert_string_equal(help.at,
		"Looked in: tests/data/no-such-folder/nowhere, tests/data/house/nowhere.");
	text_release(&help);
	kit_close(&l.kit);
}

static int by_place(const void *a, const void *b)
{
	const struct finding *one = a, *other = b;
	return one->place.from < other->place.from ? -1 : one->place.from > other->place.from;
}

static void each_mistake_in_its_place(void **state)
{
	(void)state;
	struct loaded l;
	load(&l, "ten", NULL);
	assert_null(l.house);
	qsort(l.kit.diags.items, l.kit.diags.count, sizeof *l.kit.diags.items, by_place);
	kit_expect(&l.kit, "ten",
		"3:1 unknown-key; "           /* colour: */
		"5:3 style-hides; "           /* a fact called as a part */
		"6:24 style-bad-condition; "  /* on Tuesdays */
		"7:3 style-unknown-name; "    /* titel.long */
		"8:26 style-bad-pattern; "    /* two counters */
		"8:50 style-no-heading; "     /* {h} at level 1 */
		"9:17 style-bad-limit; "      /* 90-60 */
		"10:33 style-bad-band; "      /* 4 twice */
		"11:9 style-fixed-rule; "     /* not-utf8 */
		"11:24 style-unknown-rule; "  /* tolong */
		"13:22 style-part-twice; "    /* purpose */
		"13:31 style-unknown-part; "  /* porpoise */
		"15:24 style-unknown-name; "  /* {tilte} */
		"15:41 style-bad-word; "      /* boxed */
		"16:28 style-bad-text; "      /* [THAT] */
		"17:3 style-missing");        /* a fixed part without text */
	kit_close(&l.kit);
}

static const char wrong_values[] =
	"3:7 style-bad-word; 4:9 style-bad-word; 5:21 style-bad-word; 6:27 bad-money; "
	"6:42 style-bad-word; 7:26 style-bad-word; 7:39 style-bad-word; 7:56 wrong-shape; "
	"8:17 style-bad-word; 8:32 style-bad-word; 9:11 style-bad-word; 10:15 no-such-day; "
	"11:22 style-bad-word; 12:66 style-bad-word; 13:19 style-bad-word; "
	"14:19 style-bad-text; 15:19 style-bad-word; 16:13 style-bad-word; 17:17 bad-yes-no; "
	"18:21 style-bad-word; 19:17 style-bad-limit; 19:42 style-bad-limit; "
	"21:27 wrong-shape; 22:19 style-hides; 23:17 style-bad-word; 24:7 style-missing; "
	"24:16 style-bad-word; 24:29 style-missing; 26:42 bad-yes-no; 27:5 style-hides; "
	"28:5 missing-key; 30:19 style-bad-word; 30:40 style-bad-word; 30:53 style-bad-word; "
	"30:69 style-bad-text; 31:3 style-bad-word; 32:25 style-bad-word; "
	"32:47 style-bad-word; 32:65 missing-key; 32:84 style-missing; 33:3 style-missing; "
	"34:3 style-missing; 35:3 style-hides";

static const char wrong_names[] =
	"3:25 style-unknown-name; 3:41 style-unknown-name; 5:45 style-bad-condition; "
	"5:67 style-bad-condition; 6:97 style-bad-condition; 7:29 style-unknown-name; "
	"8:31 style-unknown-name; 9:49 style-bad-condition; 10:35 style-bad-condition; "
	"11:39 style-bad-condition; 12:3 style-hides; 13:3 style-hides; "
	"14:42 style-unknown-name; 14:67 style-unknown-name; 15:20 style-unknown-name; "
	"18:41 style-unknown-name; 18:55 style-unknown-name; 18:72 style-unknown-name; "
	"19:22 style-unknown-name; 20:93 style-unknown-name";

static void expect_sorted(const char *name, const char *findings)
{
	struct loaded l;
	load(&l, name, NULL);
	assert_null(l.house);
	qsort(l.kit.diags.items, l.kit.diags.count, sizeof *l.kit.diags.items, by_place);
	kit_expect(&l.kit, name, findings);
	kit_close(&l.kit);
}

static void values_of_the_wrong_kind(void **state)
{
	(void)state;
	expect_sorted("wrong-values", wrong_values);
}

static void names_that_nobody_sets(void **state)
{
	(void)state;
	expect_sorted("wrong-names", wrong_names);
}

static void values_that_are_kept(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "right-values", NULL);
	const struct house *h = l.house;
	assert_true(span_is(h->page, "A3") && h->negative_brackets);
	assert_int_equal(h->layout, LAYOUT_run_in);
	assert_int_equal(h->key_threshold, 150000000);
	assert_int_equal(h->key_wards, 3);
	assert_false(h->notice_papers.set);
	assert_true(h->notice_general_exception.set);
	assert_int_equal(h->call_in_days, 7);
	assert_false(h->call_in_day_after);
	assert_true(span_is(h->holidays, "scotland"));
	assert_int_equal(h->closed_day_count, 1);
	assert_int_equal(h->closed_days[0].day, 27);
	expect_text(h->exempt_law, "Schedule 7A");
	assert_int_equal(h->exempt.paragraph_count, 15);
	assert_true(span_is(h->exempt.paragraphs[11].number, "12"));
	assert_true(span_is(h->exempt.paragraphs[14].number, "18C"));
	assert_non_null(h->exempt.mark);
	assert_non_null(h->agenda_numbers);
	expect_text(h->agenda_resolution, "Leave.");
	assert_int_equal(h->leftover_count, 1);
	assert_true(span_is(h->leftovers[0].answer, "XYZ"));
	assert_true(h->repository_public && h->copy_workbooks);
	assert_true(h->bilingual_headings && h->bilingual_labels);
	assert_true(span_is(h->bilingual_join, " / "));
	assert_int_equal(h->limits.words.least, 100);
	assert_int_equal(h->limits.words.most, 200);
	assert_int_equal(h->limits.sentences.least, 3);
	assert_int_equal(h->limits.sentences.most, 0);
	assert_false(h->limits.items.set);
	assert_false(h->limits.characters.set);
	assert_non_null(h->page_head.others);
	assert_int_equal(h->foot.layout, BLOCK_box);
	assert_int_equal(h->foot.rows[0].audience, AUDIENCE_restricted);
	assert_non_null(h->foot.rows[0].when);
	const struct house_fact *wards = house_fact(h, SPAN("wards"));
	assert_true(wards->join_lines && span_is(wards->fallback, "County-wide"));
	assert_false(wards->own);
	kit_close(&l.kit);
}

static void sheets_and_parts_that_are_kept(void **state)
{
	(void)state;
	struct loaded l;
	load_well(&l, "right-values", NULL);
	const struct house_sheet *cover = &l.house->sheets[0], *second = &l.house->sheets[1];
	assert_true(span_is(cover->key, "cover") && span_is(second->key, "sheet2"));
	assert_true(cover->foot && cover->foot->none);
	assert_true(cover->head && !cover->head->none && !second->head);
	assert_int_equal(cover->restart, RESTART_no);
	assert_int_equal(second->restart, RESTART_default);
	assert_true(cover->when && cover->new_page && !second->new_page && second->appendix);
	assert_int_equal(second->audience, AUDIENCE_restricted);
	assert_int_equal(second->layout, LAYOUT_boxes);
	const struct house_part *purpose = part(&l, "purpose");
	assert_int_equal(purpose->none, NONE_left_out);
	assert_int_equal(purpose->restart, RESTART_yes);
	assert_int_equal(purpose->own_headings, 0);
	assert_true(purpose->before_decision);
	assert_int_equal(purpose->decl->alias_count, 2);
	expect_text(purpose->tail, "After.");
	assert_true(purpose->rows.none);
	const struct house_part *bracket = part(&l, "bracket");
	assert_true(bracket->heading_none && !bracket->heading);
	assert_int_equal(bracket->own_headings, 3);
	assert_int_equal(bracket->column_count, 2);
	assert_ptr_equal(bracket->parts[0], part(&l, "cleared"));
	const struct house_part *cleared = part(&l, "cleared");
	assert_int_equal(cleared->audience, AUDIENCE_restricted);
	assert_int_equal(cleared->field_count, 2);
	assert_int_equal(cleared->fields[0].every_count, 2);
	assert_true(span_is(cleared->fields[1].decl->answers[1], "high"));
	assert_int_equal(cleared->fields[1].limits.words.most, 5);
	kit_close(&l.kit);
}

static void every_edition_is_checked_once(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit);
	const struct house_search search = {folders, 2, true};
	house_check(kit.arena, &kit.sources, &kit.diags, &search,
		(struct words){SPAN("later"), PLACE_NONE});
	kit_expect(&kit, "later", "5:36 style-bad-condition; 12:35 style-unreached; 10:5 unknown-key");
	kit_close(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_style_alone),
		cmocka_unit_test(keys_merge_and_lists_replace),
		cmocka_unit_test(severities_move),
		cmocka_unit_test(the_vocabulary_of_papers),
		cmocka_unit_test(editions_begin_on_their_day),
		cmocka_unit_test(words_of_two_languages),
		cmocka_unit_test(words_that_are_missing),
		cmocka_unit_test(pages_and_style_sheet),
		cmocka_unit_test(wrong_styles),
		cmocka_unit_test(the_places_looked_in_are_told),
		cmocka_unit_test(each_mistake_in_its_place),
		cmocka_unit_test(values_of_the_wrong_kind),
		cmocka_unit_test(names_that_nobody_sets),
		cmocka_unit_test(values_that_are_kept),
		cmocka_unit_test(sheets_and_parts_that_are_kept),
		cmocka_unit_test(every_edition_is_checked_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
