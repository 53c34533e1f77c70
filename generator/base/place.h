/*
 * place: where something stands, as bytes of a source. Lines and columns are made only when
 * reporting (source_locate). Offsets count from the first byte of the file, a byte order mark
 * included.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include <stdint.h>

struct place {
	uint32_t source; /* number of the source, from 1; 0: no place */
	uint32_t from, to;
};

#define PLACE_NONE ((struct place){0, 0, 0})

#endif
