#include "source/source.h"

#include "base/limits.h"
#include "source/characters.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file with more faults than this is of another kind; its author needs no list of them. */
#define FAULTS_SHOWN 20

void sources_init(struct sources *sources, struct arena *arena)
{
	*sources = (struct sources){.arena = arena};
}

const struct source *sources_at(const struct sources *sources, uint32_t number)
{
	return number && number <= sources->count ? sources->items[number - 1] : NULL;
}

/* --- lines */

/* The first byte after the line end at `at`. */
static size_t after_line_end(struct span bytes, size_t at)
{
	const bool two = bytes.at[at] == '\r' && at + 1 < bytes.length && bytes.at[at + 1] == '\n';
	return at + (two ? 2 : 1);
}

/* Where the next line ends, or the end. Most files have no carriage return to look for. */
static size_t next_line_end(struct span bytes, size_t at, bool has_returns)
{
	if (!has_returns) {
		const char *end = memchr(bytes.at + at, '\n', bytes.length - at);
		return end ? (size_t)(end - bytes.at) : bytes.length;
	}
	while (at < bytes.length && bytes.at[at] != '\n' && bytes.at[at] != '\r')
		at++;
	return at;
}

/* Writes where each line begins, or only counts when `lines` is NULL. */
static size_t find_lines(struct span bytes, uint32_t *lines)
{
	const bool has_returns = memchr(bytes.at, '\r', bytes.length) != NULL;
	size_t count = 1;
	for (size_t at = next_line_end(bytes, 0, has_returns); at < bytes.length;
		at = next_line_end(bytes, at, has_returns)) {
		at = after_line_end(bytes, at);
		if (lines)
			lines[count] = (uint32_t)at;
		count++;
	}
	return count;
}

static size_t line_of(const struct source *source, uint32_t offset)
{
	size_t low = 0, high = source->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t line_begin(const struct source *source, size_t line)
{
	return line == 0 ? source->mark : source->lines[line];
}

#define STEP_BYTES 1024

/* A byte that is not UTF-8 is a character of its own. */
static size_t after_character(struct span bytes, size_t at)
{
	if ((unsigned char)bytes.at[at] < 0x80)
		return at + 1;
	size_t length = character_at(bytes, at).bytes;
	return at + (length ? length : 1);
}

static const struct source_step *make_steps(struct arena *arena, struct span bytes)
{
	struct source_step *steps =
		ARENA_ARRAY(arena, struct source_step, bytes.length / STEP_BYTES + 1);
	size_t at = 0, characters = 0;
	for (size_t step = 0; step <= bytes.length / STEP_BYTES; step++) {
		while (at < step * STEP_BYTES) {
			const size_t plain = span_ascii_run(span_cut(bytes, 0, step * STEP_BYTES), at);
			at = plain ? at + plain : after_character(bytes, at);
			characters += plain ? plain : 1;
		}
		steps[step] = (struct source_step){(uint32_t)at, (uint32_t)characters};
	}
	return steps;
}

/* How many characters end at or before the offset, from the beginning of the file. */
static size_t characters_before(const struct source *source, size_t offset)
{
	size_t step = offset / STEP_BYTES;
	if (source->steps[step].at > offset)
		step--; /* the offset is inside the character that ends in this kilobyte */
	size_t at = source->steps[step].at, characters = source->steps[step].characters;
	while (at < offset) {
		at = after_character(source->bytes, at);
		characters += at <= offset;
	}
	return characters;
}

struct location source_locate(const struct source *source, uint32_t offset)
{
	if (offset > source->bytes.length)
		offset = (uint32_t)source->bytes.length;
	size_t line = line_of(source, offset), begin = line_begin(source, line);
	size_t column = 1;
	if (offset > begin)
		column += characters_before(source, offset) - characters_before(source, begin);
	return (struct location){(uint32_t)line + 1, (uint32_t)column};
}

struct span source_line(const struct source *source, uint32_t offset)
{
	size_t from = line_begin(source, line_of(source, offset));
	size_t to = from;
	while (to < source->bytes.length && source->bytes.at[to] != '\n' &&
		source->bytes.at[to] != '\r')
		to++;
	return span_cut(source->bytes, from, to);
}

size_t source_find_bidi(struct span text, size_t from, struct arena *arena, struct span *name)
{
	for (size_t at = from; at + 2 < text.length; at++) {
		if ((unsigned char)text.at[at] != 0xE2)
			continue;
		struct character c = character_at(text, at);
		if (!c.bytes || !is_direction_mark(c.point))
			continue;
		if (name)
			*name = character_name(arena, c.point);
		return at;
	}
	return SIZE_MAX;
}

/* --- bytes that no text file of ours has */

static struct place place_of(const struct source *source, size_t from, size_t to)
{
	return (struct place){source->number, (uint32_t)from, (uint32_t)to};
}

/*
 * Two bytes for each letter: with a byte order mark, or with a NUL in every other byte. `at`
 * becomes where that shows. libyaml would read the marked kind without a word.
 */
static bool is_utf16(struct span bytes, size_t *at)
{
	*at = 0;
	if (span_starts(bytes, "\xFF\xFE") || span_starts(bytes, "\xFE\xFF"))
		return true;
	size_t looked_at = bytes.length < 64 ? bytes.length & ~(size_t)1 : 64;
	size_t nuls[2] = {0, 0};
	for (size_t i = 0; i < looked_at; i++)
		nuls[i % 2] += bytes.at[i] == 0;
	if (looked_at < 4 || (nuls[0] == 0) == (nuls[1] == 0))
		return false;
	if ((nuls[0] + nuls[1]) * 2 < looked_at - looked_at / 4)
		return false;
	while (bytes.at[*at])
		++*at;
	return true;
}

static bool is_clean(const struct source *source, struct arena *arena, struct diags *diags)
{
	size_t at;
	if (is_utf16(source->bytes, &at)) {
		diag_add(diags, FINDING_utf16_file, place_of(source, at, at + 1), SPAN_NONE,
			SPAN_NONE, SPAN_NONE);
		return false;
	}
	struct fault_search search = {.arena = arena,
		.text = source->bytes,
		.at = source->mark,
		.letter = source->mark,
		.return_ends_line = true};
	struct fault fault;
	size_t shown = 0;
	bool encoding_shown = false; /* one wrong byte says all about the file's encoding */
	while (shown < FAULTS_SHOWN && fault_search_next(&search, &fault)) {
		if (fault.id == FINDING_not_utf8 && encoding_shown)
			continue;
		encoding_shown = encoding_shown || fault.id == FINDING_not_utf8;
		diag_add(diags, fault.id, place_of(source, fault.from, fault.to),
			fault.arguments[0], fault.arguments[1], SPAN_NONE);
		shown++;
	}
	return shown == 0;
}

/* --- reading */

static struct source *new_source(struct sources *sources, struct span name)
{
	struct source *source = ARENA_NEW(sources->arena, struct source);
	ARENA_GROW(sources->arena, sources->items, sources->count, sources->capacity);
	sources->items[sources->count++] = source;
	static const uint32_t first_line[] = {0};
	static const struct source_step first_step[] = {{0, 0}};
	*source = (struct source){
		.number = (uint32_t)sources->count,
		.name = arena_copy(sources->arena, name),
		.bytes = SPAN(""),
		.lines = first_line,
		.line_count = 1,
		.steps = first_step,
	};
	return source;
}

/* `bytes` live in the arena already and end with a NUL. */
static enum source_outcome settle(
	struct sources *sources, struct diags *diags, struct source *source, struct span bytes)
{
	source->bytes = bytes;
	source->mark = span_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
	uint32_t *lines = ARENA_ARRAY(sources->arena, uint32_t, find_lines(bytes, NULL));
	source->line_count = find_lines(bytes, lines);
	source->lines = lines;
	source->steps = make_steps(sources->arena, bytes);
	return is_clean(source, sources->arena, diags) ? SOURCE_READ : SOURCE_REFUSED;
}

static enum source_outcome refuse(struct diags *diags, const struct source *source,
	enum finding_id id, struct span one, struct span two)
{
	diag_add(diags, id, place_of(source, 0, 0), one, two, SPAN_NONE);
	return id == FINDING_cannot_read || id == FINDING_not_a_file ? SOURCE_UNREADABLE
								     : SOURCE_REFUSED;
}

static const char *kind_of_file(mode_t mode)
{
	return S_ISDIR(mode)    ? "a folder"
	       : S_ISFIFO(mode) ? "a pipe"
	       : S_ISSOCK(mode) ? "a socket"
				: "a device";
}

static bool is_unchanged(const struct stat *before, const struct stat *after)
{
	return before->st_size == after->st_size && before->st_ino == after->st_ino &&
	       before->st_mtim.tv_sec == after->st_mtim.tv_sec &&
	       before->st_mtim.tv_nsec == after->st_mtim.tv_nsec;
}

/* Reads until the end or until the room is full; -1 on failure. An interrupted call is made again.
 */
static ssize_t read_all(int descriptor, char *into, size_t room)
{
	size_t have = 0;
	while (have < room) {
		ssize_t got = read(descriptor, into + have, room - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		have += (size_t)got;
		if (got == 0 || have + 1 == room) /* the last byte of room is for a file that grew */
			break;
	}
	return (ssize_t)have;
}

static enum source_outcome read_open_file(struct sources *sources, struct diags *diags,
	int descriptor, size_t limit_bytes, struct source *source)
{
	struct stat before, after;
	if (fstat(descriptor, &before) != 0)
		return refuse(
			diags, source, FINDING_cannot_read, span_of(strerror(errno)), SPAN_NONE);
	if (!S_ISREG(before.st_mode))
		return refuse(diags, source, FINDING_not_a_file,
			span_of(kind_of_file(before.st_mode)), SPAN_NONE);
	uint64_t size = (uint64_t)before.st_size;
	if (size > limit_bytes || size >= UINT32_MAX)
		return refuse(diags, source, FINDING_file_too_large,
			grouped_number(sources->arena, size),
			grouped_number(sources->arena, limit_bytes));
	/* One byte more than there should be: it shows a file that grew, or one of /proc. */
	char *bytes = arena_take(sources->arena, (size_t)size + 2);
	ssize_t got = read_all(descriptor, bytes, (size_t)size + 1);
	if (got < 0 || fstat(descriptor, &after) != 0)
		return refuse(
			diags, source, FINDING_cannot_read, span_of(strerror(errno)), SPAN_NONE);
	if ((size_t)got != size || !is_unchanged(&before, &after))
		return refuse(diags, source, FINDING_changed_while_read, SPAN_NONE, SPAN_NONE);
	return settle(sources, diags, source, (struct span){bytes, (size_t)size});
}

enum source_outcome source_read(struct sources *sources, struct diags *diags, const char *path,
	struct span name, size_t limit_bytes, const struct source **into)
{
	struct source *source = new_source(sources, name);
	*into = source;
	/* Without O_NONBLOCK a pipe that nobody writes to would hold us for ever. */
	int descriptor;
	do
		descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	while (descriptor < 0 && errno == EINTR);
	if (descriptor < 0)
		return errno == ENXIO ? refuse(diags, source, FINDING_not_a_file,
						SPAN("a socket or device"), SPAN_NONE)
				      : refuse(diags, source, FINDING_cannot_read,
						span_of(strerror(errno)), SPAN_NONE);
	enum source_outcome outcome =
		read_open_file(sources, diags, descriptor, limit_bytes, source);
	close(descriptor);
	return outcome;
}

enum source_outcome source_take(struct sources *sources, struct diags *diags, struct span bytes,
	struct span name, const struct source **into)
{
	struct source *source = new_source(sources, name);
	*into = source;
	if (bytes.length > LIMIT_FILE_BYTES)
		return refuse(diags, source, FINDING_file_too_large,
			grouped_number(sources->arena, bytes.length),
			grouped_number(sources->arena, LIMIT_FILE_BYTES));
	if (!bytes.at)
		bytes = SPAN("");
	return settle(sources, diags, source, arena_copy(sources->arena, bytes));
}
