// SPDX-License-Identifier: MIT
#include "lib/random.h"

uint64_t rng_next(struct rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

size_t rng_below(struct rng *r, size_t n)
{
	return (size_t)((rng_next(r) >> 32) * n >> 32);
}

void rng_shuffle(struct rng *r, size_t *x, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(r, i), was = x[i - 1];

		x[i - 1] = x[k];
		x[k] = was;
	}
}
