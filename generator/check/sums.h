/*
 * sums: the rules about figures in sentences, which share one reading of the paper: sums.c goes through
 * its prose once and asks each rule about each sentence or block. Private to the room.
 */
#ifndef CHECK_SUMS_H
#define CHECK_SUMS_H

#include "check/known.h"

struct mention; /* two_ways.c */

struct sums {
	struct reading reading;
	struct figures figures;
	struct mention *mentions;
	size_t mention_count, mention_capacity;
};

/* --- figures.c */
void figures_open(struct sums *sums);
void figures_in_sentence(struct sums *sums, struct stretch s);
/* The sentence says that the amount is the sum of all: of this decision, and of now. */
bool figures_says_total(const struct reading *r, struct stretch s, size_t token);
bool figures_has_percent(const struct reading *r, struct stretch s);

/* --- changes.c */
void change_in_sentence(struct sums *sums, struct stretch s);

/* --- added.c */
void added_in_sentence(struct sums *sums, struct stretch s);

/* --- shares.c */
void shares_in_sentence(struct sums *sums, struct stretch s);
void shares_in_table(struct sums *sums, const struct table_source *table);

/* --- periods.c */
void periods_in_sentence(struct sums *sums, struct stretch s);

/* --- two_ways.c */
void two_ways_in_sentence(struct sums *sums, struct stretch s);

/* --- announced.c */
void announced_in_block(struct sums *sums);

#endif
