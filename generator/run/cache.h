/*
 * cache: which papers need not be made again. It lies in outputs/.cabpaper/, is private, and is
 * never needed: one that cannot be read, is of another version or was written by another user is
 * as good as none. Skipping is by content: a paper is skipped when everything it was made from
 * still has the bytes it had, no file was added where styles are looked for, and its outputs are
 * what was written.
 */
#ifndef RUN_CACHE_H
#define RUN_CACHE_H

#include "run/kept.h"
#include "run/work.h"

struct cache_entry {
	struct span base;
	struct kept_record record;
};
enum freshness { NOT_LOOKED_AT, FRESH, STALE };

struct cache {
	struct arena *arena;
	struct outputs *outputs;
	struct digest program;    /* this program and the libraries it runs with */
	struct text file;         /* as it was read; entries point into it */
	struct cache_entry *entries; /* sorted by base */
	size_t count;
	struct input_sets sets;   /* the old ones first; new ones are added */
	enum freshness *of_sets;  /* of the old ones */
	size_t old_sets;
	bool hashed;              /* an output's mark was too young to be trusted: stamp the cache anew */
	int64_t written_ns;       /* when the file was written, by its own time stamp */
	struct known_search *searches;
	size_t search_count, search_capacity;
};

void cache_open(struct cache *cache, struct arena *arena, struct outputs *outputs);
void cache_close(struct cache *cache);

/* The key of a paper of these bytes, with all that is known before it is read. */
struct digest cache_key(struct cache *cache, const struct work *work, uint32_t paper,
	const struct digest *bytes);
/*
 * What is kept of the paper, if it is still true; findings lie in the arena. When an output bears
 * another mark, with the same bytes, its new one is in *kept and *record is empty; otherwise
 * *record is the present one, in the memory of the cache.
 */
bool cache_fresh(struct cache *cache, struct arena *arena, const struct digest *key,
	struct span base, struct kept *kept, struct kept_record *record);

/* Writes the entries of this run (sorted by base here), and old ones of other papers. 0 or
 * errno. */
int cache_write(struct cache *cache, struct cache_entry *entries, size_t count,
	const struct found *found);

#endif
