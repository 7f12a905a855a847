/* SPDX-License-Identifier: MIT */
/*
 * random.h - random numbers that a seed gives again: for orders, never for secrets.
 */
#ifndef LIB_RANDOM_H
#define LIB_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014): one word of state, passes BigCrush, any seed is good. */
struct rng {
	uint64_t state;
};
uint64_t rng_next(struct rng *);

/* Uniform in [0, n), n > 0; the bias is below n / 2^32. */
size_t rng_below(struct rng *, size_t n);

/* Fisher-Yates. */
void rng_shuffle(struct rng *, size_t *x, size_t n);

#endif
