/* Papers that need not be made again, and what is kept of those that were made. */
#include "run/building.h"

#include "base/limits.h"

void keep_record(struct build *build, uint32_t paper, const struct kept *kept)
{
	struct text record = {0};
	kept_write(kept, &record);
	build->records[paper] = (struct kept_record){
		arena_copy(build->collected.arena, text_span(&record)), kept->set};
	text_release(&record);
}

static bool is_fresh(struct build *build, struct arena *arena, uint32_t paper, struct kept *kept,
	struct kept_record *record)
{
	const struct found_paper *found = &build->work.found->papers[paper];
	struct text bytes = {0};
	bool fresh = false;
	if (build->cache.count && file_read_followed(span_of(found->path), LIMIT_FILE_BYTES, &bytes)) {
		struct digest digest = digest_of(text_span(&bytes));
		struct digest key = cache_key(&build->cache, &build->work, paper, &digest);
		fresh = cache_fresh(&build->cache, arena, &key, found->base, kept,
			record);
	}
	text_release(&bytes);
	return fresh;
}

bool skip_paper(struct build *build, uint32_t paper)
{
	struct arena *scratch = arena_new();
	struct kept kept;
	struct kept_record record;
	bool fresh = is_fresh(build, scratch, paper, &kept, &record);
	if (fresh) {
		collect(&build->collected, kept.reported, kept.reported_count);
		build->collected.left_out += kept.left_out;
		build->unchanged++;
		if (record.bytes.at)
			build->records[paper] = record;
		else
			keep_record(build, paper, &kept);
	}
	arena_release(scratch);
	return fresh;
}
