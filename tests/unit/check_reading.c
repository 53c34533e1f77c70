/* Sentences into figures: amounts in all their forms, percentages, years; and slips of digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "check/reading.h"

/* The one figure of the text. */
struct figure_case {
	const char *text, *typed;
	enum token_kind kind;
	int64_t value, step;
	bool negative;
};

static const struct figure_case figures[] = {
	{"It is £1,235,000.", "£1,235,000", TOKEN_amount, 123500000, 100, false},
	{"It is £1.235m, they say", "£1.235m", TOKEN_amount, 123500000, 100000, false},
	{"£1.235 million", "£1.235 million", TOKEN_amount, 123500000, 100000, false},
	{"£1.235\xC2\xA0million", "£1.235\xC2\xA0million", TOKEN_amount, 123500000, 100000, false},
	{"a £2-million scheme", "£2-million", TOKEN_amount, 200000000, 100000000, false},
	{"£1,235k", "£1,235k", TOKEN_amount, 123500000, 100000, false},
	{"£1,235,000.00", "£1,235,000.00", TOKEN_amount, 123500000, 1, false},
	{"£(1,235)", "£(1,235)", TOKEN_amount, 123500, 100, true},
	{"£-500", "£-500", TOKEN_amount, 50000, 100, true},
	{"of -£500", "£500", TOKEN_amount, 50000, 100, true},
	{"\xE2\x88\x92£500", "£500", TOKEN_amount, 50000, 100, true},
	{"£\xE2\x88\x92" "500", "£\xE2\x88\x92" "500", TOKEN_amount, 50000, 100, true},
	{"1.235 million pounds", "1.235 million pounds", TOKEN_amount, 123500000, 100000, false},
	{"£2bn", "£2bn", TOKEN_amount, 200000000000, 100000000000, false},
	{"£5 more", "£5", TOKEN_amount, 500, 100, false},
	{"£5 m", "£5 m", TOKEN_amount, 500000000, 100000000, false},
	{"£0.50", "£0.50", TOKEN_amount, 50, 1, false},
	{"£1,23", "£1,23", TOKEN_other, 0, 0, false},
	{"£1.234", "£1.234", TOKEN_other, 0, 0, false},
	{"£1\xC2\xBCm", "£1", TOKEN_other, 0, 0, false},
	{"£99,999,999,999.99", "£99,999,999,999.99", TOKEN_amount, LIMIT_PENCE - 1, 1, false},
	{"£100,000,000,000", "£100,000,000,000", TOKEN_other, 0, 0, false},
	{"45%", "45%", TOKEN_percent, 45, 0, false},
	{"4.5 per cent of", "4.5 per cent", TOKEN_percent, 45, 0, false},
	{"4.5 percent", "4.5 percent", TOKEN_percent, 45, 0, false},
	{"5 percentage points", "5", TOKEN_number, 5, 0, false},
	{"5% points", "5", TOKEN_number, 5, 0, false},
	{"5 per centre", "5", TOKEN_number, 5, 0, false},
	{"500 pounds of sugar", "500", TOKEN_number, 500, 0, false},
	{"1,250 visits", "1,250", TOKEN_number, 1250, 0, false},
};

static struct arena *arena;
static struct diags diags;
static const struct house no_words;
static const struct source no_source;
static const struct paper paper = {.source = &no_source};
static const struct settled settled;

static struct checking what(void)
{
	return (struct checking){.arena = arena, .diags = &diags, .paper = &paper, .settled = &settled,
		.house = &no_words};
}

static void read_text(struct reading *r, const char *text)
{
	const struct words words = {span_of(text), {1, 0, (uint32_t)span_of(text).length}};
	reading_words(r, &words);
}

static bool is_figure(const struct token *t)
{
	return t->kind != TOKEN_word && t->kind != TOKEN_mark;
}

static void reads_figures(void **state)
{
	(void)state;
	const struct checking w = what();
	struct reading r;
	reading_open(&r, &w);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		const struct figure_case *c = &figures[i];
		read_text(&r, c->text);
		size_t at = 0;
		while (at < r.count && !is_figure(&r.tokens[at]))
			at++;
		if (at == r.count)
			fail_msg("%s: no figure", c->text);
		const struct token *t = &r.tokens[at];
		if (!span_is(token_text(&r, at), c->typed) || t->kind != c->kind)
			fail_msg("%s: read as %.*s", c->text, SPAN_ARG(token_text(&r, at)));
		if (c->kind == TOKEN_other)
			continue;
		if (t->value != c->value || (c->step && t->step != c->step) || t->negative != c->negative)
			fail_msg("%s: %lld in steps of %lld", c->text, (long long)t->value,
				(long long)t->step);
	}
	reading_close(&r);
}

static void knows_places(void **state)
{
	(void)state;
	const struct checking w = what();
	struct reading r;
	reading_open(&r, &w);
	read_text(&r, "A sum of £1.25m.");
	const struct place place = tokens_place(&r, 3, 3);
	assert_int_equal(place.from, 9);
	assert_int_equal(place.to, 16); /* the pound sign has two bytes */
	reading_close(&r);
}

static void reads_years(void **state)
{
	static const struct {
		const char *text;
		bool year, right;
	} years[] = {
		{"2025/26", true, true}, {"(2025/26)", true, true}, {"2025-26", true, true},
		{"1999/00", true, true}, {"2025/2026", true, true}, {"2005/07", true, false},
		{"2025/2027", true, false}, {"2005/07/12", false, false}, {"2005/679", false, false},
		{"1899/00", false, false}, {"2,025/26", false, false}, {"2025 / 26", false, false},
		{"2014/24/EU", false, false},
	};
	(void)state;
	const struct checking w = what();
	struct reading r;
	reading_open(&r, &w);
	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		struct financial_year year = {0};
		read_text(&r, years[i].text);
		const size_t at = token_is_mark(&r, 0, '(') ? 1 : 0;
		if (reading_year(&r, at, &year) != years[i].year || year.right != years[i].right)
			fail_msg("%s", years[i].text);
	}
	reading_close(&r);
}

static void reads_sentences(void **state)
{
	(void)state;
	const struct checking w = what();
	struct reading r;
	struct stretch s;
	size_t count = 0;
	reading_open(&r, &w);
	read_text(&r, "It is £1.2m. Is it 4.5%? Yes; see p. 4. That is all");
	for (size_t at = 0; reading_sentence(&r, at, &s); at = s.to)
		count++;
	assert_int_equal(count, 5);
	reading_close(&r);
}

static void knows_slips(void **state)
{
	(void)state;
	assert_true(digits_exchanged(1235, 1253));
	assert_true(digits_exchanged(1235, 2135));
	assert_true(digits_exchanged(1235000, 1253000));
	assert_true(digits_exchanged(120, 102));
	assert_false(digits_exchanged(1235, 1235));
	assert_false(digits_exchanged(1235, 5231)); /* no neighbours */
	assert_false(digits_exchanged(1235, 2153)); /* two pairs */
	assert_false(digits_exchanged(5, 6));
	assert_true(digits_one_other(1235, 1236));
	assert_true(digits_one_other(1235, 2235));
	assert_false(digits_one_other(1235, 1246));
	assert_false(digits_one_other(1235, 235));
	assert_false(digits_one_other(1235, 1235));
	assert_int_equal(noughts_apart(1235, 1235000), 3);
	assert_int_equal(noughts_apart(1235000, 123500), 1);
	assert_int_equal(noughts_apart(1235, 1235), 0);
	assert_int_equal(noughts_apart(0, 1000), 0);
	assert_int_equal(noughts_apart(1235, 123600), 0);
	assert_int_equal(digits_significant(1250000), 3);
	assert_int_equal(digits_significant(1), 1);
	assert_int_equal(digits_significant(0), 0);
}

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	diags_init(&diags, arena);
	return 0;
}

static int release_arena(void **state)
{
	(void)state;
	arena_release(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_figures, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(knows_places, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(reads_years, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(reads_sentences, make_arena, release_arena),
		cmocka_unit_test(knows_slips),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
