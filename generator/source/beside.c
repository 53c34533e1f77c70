#include "source/beside.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEPS 64 /* folders in a name, and in the path of the paper */

/* A path as its steps. */
struct steps {
	struct span at[STEPS];
	size_t count;
};

static bool add_steps(struct steps *steps, struct span path)
{
	for (size_t from = 0, at = 0; at <= path.length; at++) {
		if (at < path.length && path.at[at] != '/')
			continue;
		const struct span step = span_cut(path, from, at);
		from = at + 1;
		if (!step.length || span_is(step, "."))
			continue;
		if (steps->count == STEPS)
			return false;
		steps->at[steps->count++] = step;
	}
	return true;
}

static struct span join_steps(struct arena *arena, const char *before, const struct steps *steps,
	size_t count)
{
	struct text path = {0};
	text_add_string(&path, before);
	for (size_t i = 0; i < count; i++) {
		if (i)
			text_add_char(&path, '/');
		text_add(&path, steps->at[i]);
	}
	const struct span joined = arena_copy(arena, text_span(&path));
	text_release(&path);
	return joined;
}

/* Where a name leads: `root` is the folder that it may not leave, `below` the way down from there. */
struct target {
	struct span root;
	struct steps below;
	struct span shown;
};

static const struct beside_file *refuse(struct beside *beside, enum finding_id id, struct words name,
	struct span why)
{
	diag_add(beside->diags, id, name.place, name.text, why, SPAN_NONE);
	return NULL;
}

static bool is_a_name(struct span name)
{
	return name.length && name.length <= LIMIT_PATH_BYTES && name.at[0] != '/' &&
	       name.at[name.length - 1] != '/' && !memchr(name.at, '\\', name.length) &&
	       !memchr(name.at, ':', name.length) && !memchr(name.at, 0, name.length);
}

/* What findings call it: the paper's folder and the name, each `..` taken out where it can be. */
static struct span shown_name(struct beside *beside, const struct steps *named)
{
	struct steps shown = {.count = 0};
	add_steps(&shown, beside->shown);
	for (size_t i = 0; i < named->count && shown.count < STEPS; i++) {
		const bool up = span_is(named->at[i], "..");
		if (up && shown.count && !span_is(shown.at[shown.count - 1], ".."))
			shown.count--;
		else
			shown.at[shown.count++] = named->at[i];
	}
	const bool from_root = span_starts(beside->shown, "/");
	return join_steps(beside->arena, from_root ? "/" : "", &shown, shown.count);
}

/* False after a finding. */
static bool find_target(struct beside *beside, struct words name, struct target *target)
{
	struct steps whole = {.count = 0}, named = {.count = 0};
	if (!is_a_name(name.text) || !add_steps(&named, name.text) || !add_steps(&whole, beside->folder))
		return refuse(beside, FINDING_file_bad_name, name, SPAN_NONE) != NULL;
	const size_t levels = beside->levels < whole.count ? beside->levels : whole.count;
	const size_t root = whole.count - levels;
	target->root = join_steps(beside->arena, "/", &whole, root);
	target->shown = shown_name(beside, &named);
	target->below.count = 0;
	for (size_t i = root; i < whole.count; i++)
		target->below.at[target->below.count++] = whole.at[i];
	for (size_t i = 0; i < named.count; i++) {
		const bool up = span_is(named.at[i], "..");
		if (up && target->below.count == 0)
			return refuse(beside, FINDING_file_outside, name, target->root) != NULL;
		if (!up && target->below.count == STEPS)
			return refuse(beside, FINDING_file_bad_name, name, SPAN_NONE) != NULL;
		if (up)
			target->below.count--;
		else
			target->below.at[target->below.count++] = named.at[i];
	}
	return true;
}

/* Opens step by step from the root down, so that no link can lead elsewhere; -1 and errno. */
static int open_target(struct beside *beside, const struct target *target)
{
	int at = open(target->root.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; i < target->below.count && at >= 0; i++) {
		const bool last = i + 1 == target->below.count;
		const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
				  (last ? 0 : O_DIRECTORY);
		const struct span step = arena_copy(beside->arena, target->below.at[i]);
		const int below = openat(at, step.at, flags);
		const int error = errno;
		close(at);
		at = below;
		errno = error;
	}
	return at;
}

static struct beside_file *remember(struct beside *beside, struct span name, struct span bytes)
{
	ARENA_GROW(beside->arena, beside->files, beside->count, beside->capacity);
	struct beside_file *file = &beside->files[beside->count++];
	*file = (struct beside_file){.name = name, .bytes = bytes};
	return file;
}

/* A folder on the way that is a link shows as "not a folder", the file itself as too many links. */
static const struct beside_file *refuse_to_open(struct beside *beside, struct words name,
	const struct target *target, int error)
{
	if (error == ENOENT) {
		remember(beside, target->shown, SPAN_NONE);
		return refuse(beside, FINDING_file_missing, name, target->shown);
	}
	if (error == ELOOP || error == ENOTDIR)
		return refuse(beside, FINDING_file_is_link, name, SPAN_NONE);
	return refuse(beside, FINDING_file_unreadable, name, span_of(strerror(error)));
}

static const struct beside_file *refuse_size(struct beside *beside, struct words name, uint64_t size,
	uint64_t limit)
{
	diag_add(beside->diags, FINDING_attachment_too_large, name.place, name.text,
		arena_format(beside->arena, "%llu", (unsigned long long)size),
		arena_format(beside->arena, "%llu", (unsigned long long)limit));
	return NULL;
}

/* One byte more than there should be shows a file that grew. */
static bool read_bytes(int file, char *into, size_t size)
{
	size_t have = 0;
	while (have <= size) {
		const ssize_t got = read(file, into + have, size + 1 - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && have == size;
		have += (size_t)got;
	}
	return false;
}

static const struct beside_file *read_open(struct beside *beside, struct words name,
	const struct target *target, int file, size_t limit)
{
	struct stat s;
	if (fstat(file, &s) != 0)
		return refuse(beside, FINDING_file_unreadable, name, span_of(strerror(errno)));
	if (!S_ISREG(s.st_mode))
		return refuse(beside, FINDING_file_unreadable, name,
			S_ISDIR(s.st_mode) ? SPAN("it is a folder") : SPAN("it is not a file"));
	const uint64_t size = (uint64_t)s.st_size;
	if (size > limit)
		return refuse_size(beside, name, size, limit);
	if (beside->bytes + size > LIMIT_ATTACHED_BYTES)
		return refuse_size(beside, name, beside->bytes + size, LIMIT_ATTACHED_BYTES);
	char *bytes = arena_take(beside->arena, (size_t)size + 2);
	if (!read_bytes(file, bytes, (size_t)size))
		return refuse(
			beside, FINDING_file_unreadable, name, SPAN("it changed while it was read"));
	bytes[size] = 0;
	beside->bytes += size;
	return remember(beside, target->shown, (struct span){bytes, (size_t)size});
}

static const struct beside_file *known(const struct beside *beside, struct span shown)
{
	for (size_t i = 0; i < beside->count; i++)
		if (span_same(beside->files[i].name, shown) && beside->files[i].bytes.at)
			return &beside->files[i];
	return NULL;
}

const struct beside_file *beside_read(struct beside *beside, struct words name, size_t limit_bytes)
{
	struct target target;
	if (!beside->folder.at)
		return refuse(beside, FINDING_file_not_looked_at, name, SPAN_NONE);
	if (!find_target(beside, name, &target))
		return NULL;
	const struct beside_file *before = known(beside, target.shown);
	if (before)
		return before->bytes.length <= limit_bytes
			       ? before : refuse_size(beside, name, before->bytes.length, limit_bytes);
	const int file = open_target(beside, &target);
	if (file < 0)
		return refuse_to_open(beside, name, &target, errno);
	const struct beside_file *read = read_open(beside, name, &target, file, limit_bytes);
	close(file);
	return read;
}

const struct source *beside_text(struct beside *beside, struct words name, size_t limit_bytes)
{
	const struct beside_file *file = beside_read(beside, name, limit_bytes);
	const struct source *source;
	if (!file || source_take(beside->sources, beside->diags, file->bytes, file->name, &source) !=
			     SOURCE_READ)
		return NULL;
	return source;
}
