/*
 * mutate: papers made worse, byte by byte and line by line, the same ones again for the same seed.
 */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

#define MUTANT_BYTES ((size_t)256 * 1024) /* no mutant is larger */

struct mutant {
	char bytes[MUTANT_BYTES];
	size_t length;
};

struct corpus_file {
	char *bytes;
	size_t length;
};

struct dice {
	uint64_t state;
};
/* A number below `below`, 0 when that is 0. */
size_t dice_throw(struct dice *dice, size_t below);

/* Takes a file of the corpus and spoils it in one to eight ways. */
void mutate(struct dice *dice, const struct corpus_file *corpus, size_t count,
	struct mutant *mutant);

#endif
