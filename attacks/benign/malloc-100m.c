// SPDX-License-Identifier: MIT
/*
 * malloc-100m.c - a big array, and a bigger sparse one.
 *
 * 100 MiB in use and 64 MiB merely asked for: a limit on the address space must leave room for
 * both, since calloc(3) gives pages that cost nothing until they are touched.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT  (25UL << 20) /* 100 MiB of unsigned */
#define SPARSE (64UL << 20)

static enum claim run(const struct brief *b)
{
	unsigned *numbers = malloc(COUNT * sizeof(*numbers));
	char *volatile sparse = calloc(SPARSE, 1);
	unsigned long sum = 0;

	(void)b;
	if (!numbers || !sparse)
		return failed("malloc");
	for (size_t i = 0; i < COUNT; i++)
		numbers[i] = (unsigned)i & 0xff;
	for (size_t i = 0; i < COUNT; i++)
		sum += numbers[i];
	printf("%lu %d\n", sum, sparse[SPARSE / 2]);
	free(sparse);
	free(numbers);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program uses 100 MiB",
	.means = "malloc(3) in use, calloc(3) sparse",
	.oracle = "done",
	.id = "C01",
	.expect = "3342336000 0\n",
	.run = run,
};
