/*
 * Findings that only repeat another one: what is missing because its key is misspelt, because the
 * rest of the paper stands in a second document, because YAML took it for a comment, or because a
 * reference asks for it already. Two findings for one slip send the author looking for the second.
 */
#include "check/themes.h"

static struct span last_name(struct span name)
{
	size_t from = name.length;
	while (from > 0 && name.at[from - 1] != '.')
		from--;
	return span_cut(name, from, name.length);
}

/* The key that a finding says is missing; absent when it says something else. */
static struct span missing_key(const struct finding *finding)
{
	switch (finding->id) {
	case FINDING_missing_part:
	case FINDING_expected_missing:
	case FINDING_missing_key:
		return finding->arguments[1];
	case FINDING_missing_fact:
		return last_name(finding->arguments[0]);
	default:
		return SPAN_NONE;
	}
}

static bool explains(const struct finding *other, const struct finding *finding, struct span key)
{
	if (other->id == FINDING_unknown_key)
		return key.length && span_same(other->edit.bytes, key);
	if (other->id == FINDING_second_document)
		return key.length && finding->id != FINDING_missing_key;
	if (other->id == FINDING_table_nowhere)
		return finding->id == FINDING_table_not_placed &&
		       span_same(other->arguments[0], finding->arguments[0]);
	return other->id == FINDING_heading_is_comment && finding->id == FINDING_empty_part &&
	       other->place.source == finding->place.source &&
	       other->place.from >= finding->place.from && other->place.from <= finding->place.to + 1;
}

bool check_is_echo(const struct diags *diags, const struct finding *finding)
{
	const struct span key = missing_key(finding);
	if (!key.length && finding->id != FINDING_empty_part && finding->id != FINDING_table_not_placed)
		return false;
	for (size_t i = 0; i < diags->count; i++)
		if (explains(&diags->items[i], finding, key))
			return true;
	return false;
}
