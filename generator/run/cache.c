#include "run/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CACHE_NAME "cache"
#define MAGIC "cabpaper cache 3\n"
#define CACHE_LIMIT_BYTES (60u * 1024 * 1024)
#define LAYOUT_LEVELS 4
/* A file changed within the same tick of the clock as it was marked would bear the same stamp:
 * marks younger than this when the cache was written are not trusted. */
#define YOUNG_NS 200000000

struct known_search {
	const struct house_search *search;
	struct digest digest;
};

/* --- which program this is */

static void add_file_of(const char *path, struct text *into)
{
	struct stat s;
	if (stat(path, &s) != 0)
		return;
	put_u64(into, (uint64_t)s.st_size);
	put_u64(into, (uint64_t)s.st_mtim.tv_sec);
	put_u64(into, (uint64_t)s.st_mtim.tv_nsec);
}

/* Linkers give programs and libraries a digest of their contents; what has none is told by its
 * file. */
static int add_object(struct dl_phdr_info *info, size_t size, void *into)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		if (info->dlpi_phdr[i].p_type != PT_NOTE)
			continue;
		const char *notes = (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
		put_span(into, (struct span){notes, info->dlpi_phdr[i].p_memsz});
	}
	put_span(into, span_of(info->dlpi_name));
	add_file_of(*info->dlpi_name ? info->dlpi_name : "/proc/self/exe", into);
	return 0;
}

static struct digest this_program(void)
{
	struct text all = {0};
	text_add_string(&all, MAGIC);
	put_u32(&all, (uint32_t)sizeof(struct kept));
	dl_iterate_phdr(add_object, &all);
	struct digest digest = digest_of(text_span(&all));
	text_release(&all);
	return digest;
}

/* --- the file */

static bool read_sets(struct cache *cache, struct reader *reader)
{
	uint32_t count = get_count(reader, sizeof(uint32_t));
	for (uint32_t i = 0; i < count && !reader->failed; i++) {
		uint32_t inputs = get_count(reader, 2 * sizeof(uint32_t) + DIGEST_BYTES);
		struct input *read = ARENA_ARRAY(cache->arena, struct input, inputs + 1);
		for (uint32_t k = 0; k < inputs; k++) {
			read[k].kind = (enum input_kind)get_below(reader, INPUT_absent + 1);
			read[k].name = get_span(reader);
			read[k].digest = get_digest(reader);
		}
		if (!reader->failed && input_sets_add(&cache->sets, read, inputs) != i)
			reader->failed = true; /* the same set twice: not written by us */
	}
	return !reader->failed;
}

static bool read_entries(struct cache *cache, struct reader *reader)
{
	uint32_t count = get_count(reader, 3 * sizeof(uint32_t));
	cache->entries = ARENA_ARRAY(cache->arena, struct cache_entry, count + 1);
	for (uint32_t i = 0; i < count && !reader->failed; i++) {
		struct cache_entry *entry = &cache->entries[i];
		entry->base = get_span(reader);
		entry->record.set = get_below(reader, (uint32_t)cache->sets.count);
		entry->record.bytes = get_span(reader);
		bool sorted = i == 0 || span_compare(cache->entries[i - 1].base, entry->base) < 0;
		if (!entry->base.at || !entry->record.bytes.at || !sorted)
			reader->failed = true;
	}
	cache->count = reader->failed ? 0 : count;
	return !reader->failed && reader->rest.length == 0;
}

/* The bytes between magic and closing digest, if the file is whole and of this program. */
static bool unwrap(const struct cache *cache, struct reader *reader)
{
	struct span whole = text_span(&cache->file), magic = span_of(MAGIC);
	if (whole.length < magic.length + 2 * DIGEST_BYTES || !span_starts(whole, MAGIC))
		return false;
	struct span body = span_cut(whole, 0, whole.length - DIGEST_BYTES);
	struct digest closing = digest_of(body);
	if (memcmp(closing.bytes, whole.at + body.length, DIGEST_BYTES) != 0)
		return false;
	*reader = (struct reader){.rest = span_cut(body, magic.length, body.length)};
	struct digest program = get_digest(reader);
	return digest_same(&program, &cache->program);
}

static bool was_written_by_us(struct cache *cache)
{
	struct stat s;
	if (fstatat(cache->outputs->own, CACHE_NAME, &s, AT_SYMLINK_NOFOLLOW) != 0 ||
		s.st_uid != geteuid())
		return false;
	cache->written_ns = (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec;
	return true;
}

void cache_open(struct cache *cache, struct arena *arena, struct outputs *outputs)
{
	struct reader reader;
	*cache = (struct cache){
		.arena = arena, .outputs = outputs, .program = this_program(), .sets.arena = arena};
	bool whole = was_written_by_us(cache) &&
		     file_read(outputs->own, CACHE_NAME, CACHE_LIMIT_BYTES, &cache->file) &&
		     unwrap(cache, &reader) && read_sets(cache, &reader) &&
		     read_entries(cache, &reader);
	if (!whole) {
		cache->count = 0;
		cache->sets = (struct input_sets){.arena = arena};
		text_release(&cache->file);
	}
	cache->old_sets = cache->sets.count;
	cache->of_sets = ARENA_ARRAY(arena, enum freshness, cache->old_sets + 1);
}

void cache_close(struct cache *cache)
{
	text_release(&cache->file);
}

/* --- keys */

/* The names of all files where styles are looked for: one that is added can take the place of
 * another, or of one that was missing. */
static void add_layout(int above, const char *name, int levels, struct text *into)
{
	int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = folder < 0 ? NULL : fdopendir(folder);
	if (!list && folder >= 0)
		close(folder);
	if (!list)
		return;
	struct dirent **entries;
	int count = scandirat(folder, ".", &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.') {
			put_span(into, span_of(entries[i]->d_name));
			put_u32(into, entries[i]->d_type);
			if (levels > 1 && entries[i]->d_type != DT_REG)
				add_layout(folder, entries[i]->d_name, levels - 1, into);
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	put_u32(into, 0);
	closedir(list);
}

static struct digest digest_of_search(struct cache *cache, const struct house_search *search)
{
	for (size_t i = cache->search_count; i-- > 0;)
		if (cache->searches[i].search == search)
			return cache->searches[i].digest;
	struct text all = {0};
	for (size_t i = 0; i < search->count; i++) {
		put_span(&all, span_of(search->folders[i]));
		add_layout(AT_FDCWD, search->folders[i], LAYOUT_LEVELS, &all);
	}
	ARENA_GROW(cache->arena, cache->searches, cache->search_count, cache->search_capacity);
	struct known_search *known = &cache->searches[cache->search_count++];
	*known = (struct known_search){search, digest_of(text_span(&all))};
	text_release(&all);
	return known->digest;
}

struct digest cache_key(struct cache *cache, const struct work *work, uint32_t paper,
	const struct digest *bytes)
{
	const struct found_paper *found = &work->found->papers[paper];
	struct digest search = digest_of_search(cache, work->searches[paper]);
	struct text all = {0};
	put_digest(&all, &cache->program);
	put_digest(&all, &search);
	put_u32(&all, work->has_epoch);
	put_u64(&all, (uint64_t)work->epoch);
	for (size_t i = 0; i < JOB_FORMATS; i++)
		put_u32(&all, work->options->formats[i]);
	put_u32(&all, found->operand);
	put_span(&all, found->name);
	put_span(&all, found->base);
	put_digest(&all, bytes);
	struct digest key = digest_of(text_span(&all));
	text_release(&all);
	return key;
}

/* --- is it still true? */

static bool input_is_fresh(const struct input *input, struct text *bytes)
{
	text_clear(bytes);
	const bool there = file_read_followed(input->name, LIMIT_ATTACHMENT_BYTES, bytes);
	if (input->kind == INPUT_absent || !there)
		return input->kind == INPUT_absent && !there;
	const struct digest digest = digest_of(text_span(bytes));
	return digest_same(&digest, &input->digest);
}

static bool set_is_fresh(struct cache *cache, uint32_t number)
{
	enum freshness *state = &cache->of_sets[number];
	const struct input_set *set = &cache->sets.items[number];
	struct text bytes = {0};
	if (*state == NOT_LOOKED_AT)
		*state = FRESH;
	else
		return *state == FRESH;
	for (uint32_t i = 0; i < set->count && *state == FRESH; i++)
		if (!input_is_fresh(&set->inputs[i], &bytes))
			*state = STALE;
	text_release(&bytes);
	return *state == FRESH;
}

static bool same_mark(const struct file_mark *a, const struct file_mark *b)
{
	return a->bytes == b->bytes && a->inode == b->inode && a->modified_ns == b->modified_ns &&
	       a->changed_ns == b->changed_ns;
}

static bool output_is_kept(struct cache *cache, struct span base, struct kept_output *output,
	bool *remarked)
{
	struct file_mark mark;
	const struct output_name name = {base, output->suffix};
	if (!outputs_mark(cache->outputs, name, &mark) || mark.bytes != output->bytes)
		return false;
	bool old = mark.changed_ns < cache->written_ns - YOUNG_NS;
	struct digest digest = output->digest;
	bool same = old && same_mark(&mark, &output->mark);
	cache->hashed = cache->hashed || !same;
	if (!same && !outputs_digest(cache->outputs, name, &digest))
		return false;
	*remarked = *remarked || !same_mark(&mark, &output->mark);
	output->mark = mark;
	return digest_same(&digest, &output->digest);
}

static int compare_base(const void *base, const void *entry)
{
	return span_compare(*(const struct span *)base, ((const struct cache_entry *)entry)->base);
}

bool cache_fresh(struct cache *cache, struct arena *arena, const struct digest *key,
	struct span base, struct kept *kept, struct kept_record *record)
{
	bool remarked = false;
	const struct cache_entry *entry = cache->count == 0 ? NULL
		: bsearch(&base, cache->entries, cache->count, sizeof *entry, compare_base);
	if (!entry || !kept_read(arena, entry->record, kept) || !digest_same(&kept->key, key) ||
		!set_is_fresh(cache, entry->record.set))
		return false;
	for (size_t i = 0; i < kept->output_count; i++)
		if (!output_is_kept(cache, base, &kept->outputs[i], &remarked))
			return false;
	*record = remarked ? (struct kept_record){SPAN_NONE, 0} : entry->record;
	return true;
}

/* --- writing */

static int by_base(const void *left, const void *right)
{
	const struct cache_entry *a = left, *b = right;
	return span_compare(a->base, b->base);
}

static int by_span(const void *left, const void *right)
{
	return span_compare(*(const struct span *)left, *(const struct span *)right);
}

/* The names of all papers of this run, sorted: what failed of them is forgotten. */
static struct span *bases_of_run(struct arena *arena, const struct found *found)
{
	struct span *bases = ARENA_ARRAY(arena, struct span, found->count + 1);
	for (size_t i = 0; i < found->count; i++)
		bases[i] = found->papers[i].base;
	qsort(bases, found->count, sizeof *bases, by_span);
	return bases;
}

static void put_set(struct text *into, const struct input_set *set)
{
	put_u32(into, set->count);
	for (uint32_t i = 0; i < set->count; i++) {
		put_u32(into, (uint32_t)set->inputs[i].kind);
		put_span(into, set->inputs[i].name);
		put_digest(into, &set->inputs[i].digest);
	}
}

/* The sets that entries use, and new numbers for them. */
static uint32_t *put_sets(struct cache *cache, struct arena *scratch,
	const struct cache_entry *entries, size_t count, struct text *into)
{
	uint32_t *numbers = ARENA_ARRAY(scratch, uint32_t, cache->sets.count + 1), used = 0;
	bool *wanted = ARENA_ARRAY(scratch, bool, cache->sets.count + 1);
	for (size_t i = 0; i < count; i++)
		wanted[entries[i].record.set] = true;
	for (size_t i = 0; i < cache->sets.count; i++)
		if (wanted[i])
			numbers[i] = used++;
	put_u32(into, used);
	for (size_t i = 0; i < cache->sets.count; i++)
		if (wanted[i])
			put_set(into, &cache->sets.items[i]);
	return numbers;
}

static int write_entries(struct cache *cache, struct arena *scratch,
	const struct cache_entry *entries, size_t count)
{
	struct text file = {0};
	text_add_string(&file, MAGIC);
	put_digest(&file, &cache->program);
	const uint32_t *numbers = put_sets(cache, scratch, entries, count, &file);
	put_u32(&file, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		put_span(&file, entries[i].base);
		put_u32(&file, numbers[entries[i].record.set]);
		put_span(&file, entries[i].record.bytes);
	}
	struct digest closing = digest_of(text_span(&file));
	put_digest(&file, &closing);
	int error = text_failed(&file) ? EFBIG : 0;
	if (!error && file.length <= CACHE_LIMIT_BYTES)
		error = file_replace(cache->outputs->own, CACHE_NAME, text_span(&file), false);
	if (cache->hashed)
		utimensat(cache->outputs->own, CACHE_NAME, NULL, AT_SYMLINK_NOFOLLOW);
	text_release(&file);
	return error;
}

int cache_write(struct cache *cache, struct cache_entry *entries, size_t count,
	const struct found *found)
{
	struct arena *scratch = arena_new();
	const struct span *bases = bases_of_run(scratch, found);
	struct cache_entry *all = ARENA_ARRAY(scratch, struct cache_entry, count + cache->count + 1);
	size_t total = count;
	memcpy(all, entries, count * sizeof *all);
	for (size_t i = 0; i < cache->count; i++)
		if (found->count == 0 || !bsearch(&cache->entries[i].base, bases, found->count,
						 sizeof *bases, by_span))
			all[total++] = cache->entries[i];
	qsort(all, total, sizeof *all, by_base);
	int error = write_entries(cache, scratch, all, total);
	arena_release(scratch);
	return error;
}
