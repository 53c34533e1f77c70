/* `cabpaper explain` and `cabpaper styles`: what the program knows, printed. */
#include "run/commands.h"
#include "run/search.h"

#include "base/nearest.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int complain_of_rule(const char *typed)
{
	struct nearest near = nearest_start(span_of(typed));
	struct text names = {0};
	for (int i = 0; i < FINDING_count; i++)
		report_rule_name((enum finding_id)i, &names), text_add_char(&names, '\n');
	struct span rest = text_span(&names);
	for (size_t end; (end = span_find(rest, SPAN("\n"))) != SIZE_MAX;) {
		nearest_try(&near, span_cut(rest, 0, end));
		rest = span_cut(rest, end + 1, rest.length);
	}
	if (near.best.at)
		say("there is no rule \"%s\"; did you mean \"%.*s\"?", typed, SPAN_ARG(near.best));
	else
		say("there is no rule \"%s\"; `cabpaper explain` lists them", typed);
	text_release(&names);
	return EXIT_failed;
}

int command_explain(const struct options *options)
{
	enum finding_id id;
	struct text out = {0};
	if (options->operand_count == 0)
		report_rules(&out);
	else if (rule_find(span_of(options->operands[0]), &id))
		report_explain(id, &out);
	else
		return complain_of_rule(options->operands[0]);
	print(&out, stdout);
	text_release(&out);
	return EXIT_fine;
}
