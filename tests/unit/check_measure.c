/* What counts as a word, a character and a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/themes.h"

struct measure_case {
	const char *plain;
	uint32_t words, characters, sentences;
};

static const struct measure_case cases[] = {
	{"", 0, 0, 0},
	{" \n\t ", 0, 0, 0},
	{"- ... –", 0, 7, 0},
	{"Bridge", 1, 6, 1},
	{"The bridge is sound.", 4, 20, 1},
	{"  The bridge is sound.  ", 4, 20, 1},
	{"The bridge is sound. It is old.", 7, 31, 2},
	{"The bridge is sound. It is old", 7, 30, 2},
	{"Is it sound? Yes! It is.", 6, 24, 3},
	{"\"Is it sound?\" he asked.", 5, 24, 1},
	{"He said \"It is sound.\" They left.", 7, 33, 2},
	{"(It is sound.) It is old.", 6, 25, 2},
	{"Mr. J. Smith and Cllr. A. B. Jones met Dr. Prys.", 11, 48, 1},
	{"St. Mary's C.E. school, i.e. the parish, asked.", 8, 47, 1},
	{"It cost £1.4m in 2005. It was 3.5 per cent.", 10, 43, 2},
	{"See paragraph 4. Then sign.", 5, 27, 2},
	{"Tŷ bach – caffi 👍.", 3, 18, 1},
	{"One. two. Three.", 3, 16, 2}, /* a small letter goes on */
	{"to agree:- the first; the second; and the third.", 9, 48, 1},
};

static void counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct measure m = {0};
		measure_add(&m, span_of(cases[i].plain));
		if (m.words != cases[i].words || m.characters != cases[i].characters ||
			m.sentences != cases[i].sentences)
			fail_msg("\"%s\": %u words, %u characters, %u sentences", cases[i].plain,
				m.words, m.characters, m.sentences);
	}
}

static void adds_up(void **state)
{
	(void)state;
	struct measure m = {0};
	measure_add(&m, SPAN("The bridge is sound"));
	measure_add(&m, SPAN("It is old."));
	assert_int_equal(m.words, 7);
	assert_int_equal(m.characters, 29);
	assert_int_equal(m.sentences, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(adds_up),
	};
	return cmocka_run_group_tests_name("check: measure", tests, NULL, NULL);
}
