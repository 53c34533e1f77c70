/*
 * Runners of CI read the log of a job for commands: a line that begins with "::" (GitHub), and "##[",
 * "##vso[" or "##teamcity[" anywhere in one (GitHub of old, Azure Pipelines, TeamCity). The text report
 * quotes papers, and who may send one in must not be able to switch the job's commands off.
 */
#include "report/report.h"

#define MIDDLE_DOT "\xC2\xB7" /* as wide as what it stands for: carets stay below their letters */

static bool begins_line(struct span s, size_t at)
{
	while (at > 0 && is_blank(s.at[at - 1]))
		at--;
	return at == 0 || s.at[at - 1] == '\n' || s.at[at - 1] == '\r';
}

/* "##[", "##vso[" */
static bool is_command(struct span s, size_t at)
{
	if (at + 2 > s.length || s.at[at] != '#' || s.at[at + 1] != '#')
		return false;
	at += 2;
	while (at < s.length && is_letter(s.at[at]))
		at++;
	return at < s.length && s.at[at] == '[';
}

static bool is_colons(struct span s, size_t at)
{
	return at + 2 <= s.length && s.at[at] == ':' && s.at[at + 1] == ':' && begins_line(s, at);
}

void report_disarm(struct span words, struct text *into)
{
	size_t kept = 0;
	for (size_t at = 0; at < words.length; at++) {
		if (!is_command(words, at) && !is_colons(words, at))
			continue;
		text_add(into, span_cut(words, kept, at));
		text_add_string(into, MIDDLE_DOT);
		kept = at + 1;
	}
	text_add(into, span_cut(words, kept, words.length));
}
