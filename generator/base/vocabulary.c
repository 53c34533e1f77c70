#include "base/vocabulary.h"

const char *part_kind_name(enum part_kind kind)
{
	static const char *const names[] = {
#define X(name) #name,
		PART_KINDS(X)
#undef X
	};
	return names[kind];
}

bool part_kind_read(struct span s, enum part_kind *kind)
{
	for (int k = 0; k < PART_KIND_count; k++)
		if (span_is(s, part_kind_name((enum part_kind)k))) {
			*kind = (enum part_kind)k;
			return true;
		}
	return false;
}

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
#define X(name) #name,
		VALUE_KINDS(X)
#undef X
	};
	return names[kind];
}

bool value_kind_read(struct span s, enum value_kind *kind)
{
	for (int k = 0; k < VALUE_KIND_count; k++)
		if (span_is(s, value_kind_name((enum value_kind)k))) {
			*kind = (enum value_kind)k;
			return true;
		}
	return false;
}
