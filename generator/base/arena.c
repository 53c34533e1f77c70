#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK_BYTES (64 * 1024)

struct block {
	struct block *before;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

struct foreign {
	struct foreign *before;
	void (*release)(void *);
	void *object;
};

struct arena {
	bool shared; /* blocks are mappings, not of the heap */
	struct block *block;
	struct foreign *foreign;
	size_t handed_out;
};

static void *memory_or_end(void *memory)
{
	if (!memory || memory == MAP_FAILED) {
		static const char line[] = "cabpaper: out of memory\n";
		fwrite(line, 1, sizeof line - 1, stderr);
		_Exit(2);
	}
	return memory;
}

static void *get_or_end(size_t bytes)
{
	return memory_or_end(malloc(bytes));
}

struct arena *arena_new(void)
{
	struct arena *arena = get_or_end(sizeof *arena);
	*arena = (struct arena){0};
	return arena;
}

struct arena *arena_new_shared(void)
{
	struct arena *arena = arena_new();
	arena->shared = true;
	return arena;
}

void arena_forget_pages(const struct arena *arena)
{
	for (const struct block *b = arena->shared ? arena->block : NULL; b;) {
		const struct block *before = b->before;
		madvise((void *)(uintptr_t)b, sizeof *b + b->size, MADV_DONTNEED);
		b = before;
	}
}

static void give_back(const struct arena *arena, struct block *block)
{
	if (arena->shared)
		munmap(block, sizeof *block + block->size);
	else
		free(block);
}

void arena_release(struct arena *arena)
{
	if (!arena)
		return;
	for (struct foreign *f = arena->foreign; f; f = f->before)
		f->release(f->object);
	for (struct block *b = arena->block; b;) {
		struct block *before = b->before;
		give_back(arena, b);
		b = before;
	}
	free(arena);
}

static struct block *add_block(struct arena *arena, size_t bytes)
{
	size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
	const size_t whole = sizeof(struct block) + size;
	struct block *block = arena->shared
		? memory_or_end(mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
		: get_or_end(whole);
	block->used = 0;
	block->size = size;
	block->before = arena->block;
	arena->block = block;
	return block;
}

/* Whatever the bytes held before. */
static void *take(struct arena *arena, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	if (bytes > SIZE_MAX / 2)
		bytes = SIZE_MAX / 2; /* malloc refuses this: ends the process with its line */
	bytes = (bytes + align - 1) / align * align;
	struct block *block = arena->block;
	if (!block || block->size - block->used < bytes)
		block = add_block(arena, bytes);
	void *at = block->bytes + block->used;
	block->used += bytes;
	arena->handed_out += bytes;
	return at;
}

void *arena_take(struct arena *arena, size_t bytes)
{
	return memset(take(arena, bytes), 0, bytes);
}

void *arena_take_array(struct arena *arena, size_t count, size_t bytes)
{
	if (bytes && count > SIZE_MAX / 2 / bytes)
		return arena_take(arena, SIZE_MAX / 2);
	return arena_take(arena, count * bytes);
}

void *arena_take_room(struct arena *arena, size_t count, size_t bytes)
{
	return take(arena, bytes && count > SIZE_MAX / 2 / bytes ? SIZE_MAX / 2 : count * bytes);
}

struct span arena_copy(struct arena *arena, struct span s)
{
	if (!s.at)
		return s;
	char *at = take(arena, s.length + 1);
	memcpy(at, s.at, s.length);
	at[s.length] = '\0';
	return (struct span){at, s.length};
}

#define SHORT_BYTES 256 /* nearly every sentence and name is shorter */

struct span arena_format(struct arena *arena, const char *format, ...)
{
	char bytes[SHORT_BYTES];
	va_list list;
	va_start(list, format);
	const int length = vsnprintf(bytes, sizeof bytes, format, list);
	va_end(list);
	if (length < 0)
		return SPAN("");
	if ((size_t)length < sizeof bytes)
		return arena_copy(arena, (struct span){bytes, (size_t)length});
	char *at = take(arena, (size_t)length + 1);
	va_start(list, format);
	vsnprintf(at, (size_t)length + 1, format, list);
	va_end(list);
	return (struct span){at, (size_t)length};
}

struct span arena_join(struct arena *arena, struct span a, struct span b)
{
	char *at = take(arena, a.length + b.length + 1);
	at[a.length + b.length] = '\0';
	if (a.length)
		memcpy(at, a.at, a.length);
	if (b.length)
		memcpy(at + a.length, b.at, b.length);
	return (struct span){at, a.length + b.length};
}

size_t arena_bytes(const struct arena *arena)
{
	return arena->handed_out;
}

void arena_when_released(struct arena *arena, void (*release)(void *), void *object)
{
	struct foreign *f = arena_take(arena, sizeof *f);
	*f = (struct foreign){arena->foreign, release, object};
	arena->foreign = f;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t bytes)
{
	if (count < *capacity)
		return items;
	size_t more = *capacity ? *capacity * 2 : 8;
	void *larger = arena_take_array(arena, more, bytes);
	if (count)
		memcpy(larger, items, count * bytes);
	*capacity = more;
	return larger;
}
