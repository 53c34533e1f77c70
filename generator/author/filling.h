/*
 * filling: what stands in an example paper where the style has no example of its own. Everything is
 * about longer opening hours of a library; names, numbers and addresses are those that are set aside
 * for fiction (01632, example.gov.uk). Private to the room.
 */
#ifndef AUTHOR_FILLING_H
#define AUTHOR_FILLING_H

#include "author/asked.h"

/* A text that begins with these words and keeps the limits. */
void filling_text(const struct limits *limits, struct span begins, struct text *into);
/* Sentences that keep the limits; other ones for another number. */
void filling_prose(const struct limits *limits, size_t number, struct text *into);

/* What a built-in fact says; absent: it is better left out. */
struct span filling_of_fact(struct span name);
/* What a key of the built-in records says in the entry of this number, from 0; absent: left out. */
struct span filling_of_field(enum part_kind kind, struct span name, size_t number);
/* A recommendation in the form. */
struct span filling_of_recommendation(enum recommendation_form form, size_t number);
/* Any value of the kind; a date is the one given. */
struct span filling_of_kind(enum value_kind kind);

#endif
