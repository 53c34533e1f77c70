/* The table of rules and its loop. A new theme is one file and one row. */
#include "check/themes.h"

static void (*const themes[])(const struct checking *what) = {
	check_parts,
	check_facts,
	check_recommendations,
	check_options,
	check_risks,
	check_finance,
	check_figures,
	check_sums,
	check_days,
	check_late_item,
	check_key_decision,
	check_put_off,
	check_clearances,
	check_exempt,
	check_documents,
	check_written_days,
	check_limits,
	check_left_over,
	check_twice,
	check_personal,
	check_links,
	check_acronyms,
	check_typed_numbers,
	check_council,
	check_nothing_follows,
	check_title_form,
};

void check_all(const struct checking *what)
{
	for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
		themes[i](what);
}
