/* The title in ordinary letters and without a full stop: the agenda, the contents, the workbook and the
 * minutes print it too, each in its own way. */
#include "check/themes.h"

#define LETTERS_OF_A_TITLE 8u /* fewer in capitals may be a name: BT */

static bool is_all_capitals(struct span title)
{
	size_t letters = 0;
	bool blank = false;
	for (size_t i = 0; i < title.length; i++) {
		blank = blank || is_space(title.at[i]);
		letters += is_letter(title.at[i]);
		if (is_letter(title.at[i]) && !is_capital(title.at[i]))
			return false;
	}
	return blank && letters >= LETTERS_OF_A_TITLE;
}

/* "etc.", "plc." and "U.K." keep theirs, and dots are no stop. */
static bool ends_with_stop(struct span title)
{
	if (!span_ends(title, "."))
		return false;
	size_t from = title.length - 1;
	while (from > 0 && !is_space(title.at[from - 1]))
		from--;
	const struct span word = span_cut(title, from, title.length - 1);
	return word.length > 4 && span_find(word, SPAN(".")) == SIZE_MAX;
}

void check_title_form(const struct checking *what)
{
	const struct value *title = paper_fact(what->paper, SPAN("title"));
	if (!title)
		return;
	if (is_all_capitals(title->text))
		diag_add(what->diags, FINDING_title_form, title->place, SPAN("is all in capitals"),
			SPAN("Write it in ordinary letters: a style that wants capitals prints them itself."),
			SPAN_NONE);
	else if (ends_with_stop(title->text))
		diag_add(what->diags, FINDING_title_form, title->place, SPAN("ends with a full stop"),
			SPAN("Take the stop away: a title is no sentence."), SPAN_NONE);
}
