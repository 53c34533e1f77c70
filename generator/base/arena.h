/*
 * arena: everything made for one paper comes from one arena and goes with it in one call. Nothing
 * in a stage is freed by hand; objects of other libraries are handed over in the line after they
 * are made. Out of memory ends the worker (design: the parent reports it as one finding).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/span.h"

struct arena;

/* A new, empty arena; ends the process with one line when memory is out. */
struct arena *arena_new(void);
/*
 * The same in memory that processes forked later share page by page: what one of them has read may be
 * forgotten (arena_forget_pages) and is read again when needed. For lists that grow with the run and
 * that workers look into: in an ordinary arena each worker would count the whole list as its own.
 */
struct arena *arena_new_shared(void);
/* Takes the pages of a shared arena out of this process; nothing is lost. */
void arena_forget_pages(const struct arena *arena);
/* Calls the registered release functions, last first, and gives all memory back. NULL is allowed. */
void arena_release(struct arena *arena);

/* Zeroed memory, aligned for anything; never NULL. It lives as long as the arena. */
void *arena_take(struct arena *arena, size_t bytes);
#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_take_array((arena), (count), sizeof(type)))
/* Room that is written at once: what it holds before is anything. */
#define ARENA_ROOM(arena, type, count) ((type *)arena_take_room((arena), (count), sizeof(type)))
void *arena_take_room(struct arena *arena, size_t count, size_t bytes);
void *arena_take_array(struct arena *arena, size_t count, size_t bytes);

/* A copy that ends with a NUL (not counted). An absent span stays absent. */
struct span arena_copy(struct arena *arena, struct span s);
struct span arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct span arena_join(struct arena *arena, struct span a, struct span b);

/* Bytes handed out so far. */
size_t arena_bytes(const struct arena *arena);

void arena_when_released(struct arena *arena, void (*release)(void *), void *object);

/*
 * Room for one more element at the end of an array that lives in the arena. `items` is a pointer
 * variable, `count` and `capacity` size_t variables; the count is not changed:
 *	ARENA_GROW(arena, list->items, list->count, list->capacity);
 *	list->items[list->count++] = item;
 */
#define ARENA_GROW(arena, items, count, capacity)                                                  \
	((items) = arena_grow((arena), (items), (count), &(capacity), sizeof *(items)))
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t bytes);

#endif
