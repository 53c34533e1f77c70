#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_release(struct text *t)
{
	free(t->at);
	*t = (struct text){0};
}

void text_clear(struct text *t)
{
	t->length = 0;
	t->failed = false;
	if (t->at)
		t->at[0] = 0;
}

static bool make_room(struct text *t, size_t more)
{
	if (t->failed)
		return false;
	if (more > TEXT_LIMIT_BYTES || t->length + more > TEXT_LIMIT_BYTES) {
		t->failed = true;
		return false;
	}
	size_t wanted = t->length + more + 1;
	if (wanted <= t->capacity)
		return true;
	size_t capacity = t->capacity ? t->capacity : 128;
	while (capacity < wanted)
		capacity *= 2;
	char *larger = realloc(t->at, capacity);
	if (!larger) {
		t->failed = true;
		return false;
	}
	t->at = larger;
	t->capacity = capacity;
	return true;
}

void text_add(struct text *t, struct span s)
{
	if (s.length == 0 || !make_room(t, s.length))
		return;
	memcpy(t->at + t->length, s.at, s.length);
	t->length += s.length;
	t->at[t->length] = 0;
}

void text_add_string(struct text *t, const char *string)
{
	text_add(t, span_of(string));
}

void text_add_char(struct text *t, char c)
{
	if (t->failed || t->length + 1 >= t->capacity) {
		text_add(t, (struct span){&c, 1});
		return;
	}
	t->at[t->length++] = c;
	t->at[t->length] = 0;
}

void text_add_repeated(struct text *t, char c, size_t times)
{
	if (times == 0 || !make_room(t, times))
		return;
	memset(t->at + t->length, c, times);
	t->length += times;
	t->at[t->length] = 0;
}

void text_add_number(struct text *t, long long number)
{
	text_format(t, "%lld", number);
}

void text_format(struct text *t, const char *format, ...)
{
	char small[512];
	va_list list;
	va_start(list, format);
	int length = vsnprintf(small, sizeof small, format, list);
	va_end(list);
	if (length < 0) {
		t->failed = true;
		return;
	}
	if ((size_t)length < sizeof small) {
		text_add(t, (struct span){small, (size_t)length});
		return;
	}
	if (!make_room(t, (size_t)length))
		return;
	va_start(list, format);
	vsnprintf(t->at + t->length, (size_t)length + 1, format, list);
	va_end(list);
	t->length += (size_t)length;
}

void text_cut(struct text *t, size_t length)
{
	if (length >= t->length)
		return;
	t->length = length;
	t->at[length] = 0;
}

bool text_failed(const struct text *t)
{
	return t->failed;
}

struct span text_span(const struct text *t)
{
	return (struct span){t->at ? t->at : "", t->length};
}

char text_last(const struct text *t)
{
	return t->length ? t->at[t->length - 1] : 0;
}
