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

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
#define X(name) #name,
		VALUE_KINDS(X)
#undef X
	};
	return names[kind];
}
