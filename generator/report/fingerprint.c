/*
 * What a finding is called from one run to the next, wherever its line moves: the file, the rule, what
 * it says, and which one it is of those that are equal. Two FNV-1a hashes; nothing hangs on secrecy.
 */
#include "report/report.h"

#include <inttypes.h>

static void add_bytes(uint64_t *hash, struct span s)
{
	for (size_t i = 0; i < s.length; i++)
		*hash = (*hash ^ (unsigned char)s.at[i]) * UINT64_C(1099511628211);
	*hash = (*hash ^ 0xFF) * UINT64_C(1099511628211); /* no byte of UTF-8: parts what follows */
}

static uint64_t hash_of(const struct reported *r, struct span file, size_t which, uint64_t seed)
{
	uint64_t hash = UINT64_C(14695981039346656037) ^ seed;
	struct text rule = {0};
	report_rule_name(r->id, &rule);
	add_bytes(&hash, file);
	add_bytes(&hash, text_span(&rule));
	add_bytes(&hash, r->sentence);
	for (size_t i = 0; i < sizeof which; i++)
		hash = (hash ^ (which >> (8 * i) & 0xFF)) * UINT64_C(1099511628211);
	text_release(&rule);
	return hash;
}

static bool are_equal(const struct reported *a, const struct reported *b)
{
	return a->id == b->id && span_same(a->sentence, b->sentence);
}

void report_fingerprints(struct arena *arena, struct reported *reported, size_t count)
{
	size_t file_start = 0;
	for (size_t i = 0; i < count; i++) {
		struct reported *r = &reported[i];
		size_t which = 0;
		if (!span_same(reported[file_start].file, r->file))
			file_start = i;
		for (size_t k = file_start; k < i; k++)
			which += are_equal(&reported[k], r);
		struct span file = r->file;
		while (span_starts(file, "./"))
			file = span_cut(file, 2, file.length);
		r->fingerprint = arena_format(arena, "%016" PRIx64 "%016" PRIx64,
			hash_of(r, file, which, 0), hash_of(r, file, which, UINT64_C(0x9E3779B97F4A7C15)));
	}
}
