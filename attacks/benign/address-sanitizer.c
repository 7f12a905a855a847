// SPDX-License-Identifier: MIT
// build: -fsanitize=address,undefined -static-libasan -static-libubsan
/*
 * address-sanitizer.c - a program built to find its own bugs.
 *
 * Courses in C compile with -fsanitize=address. Its shadow memory is 20 TiB of addresses, so that
 * no useful RLIMIT_AS lets it start; at its end the leak check stops all threads with ptrace(2)
 * from a clone(2) of its own, which an allow list refuses.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>

static enum claim run(const struct brief *b)
{
	int *squares = malloc(10 * sizeof(*squares)), sum = 0;

	(void)b;
	if (!squares)
		return failed("malloc");
	for (int i = 0; i < 10; i++)
		squares[i] = i * i;
	for (int i = 0; i < 10; i++)
		sum += squares[i];
	free(squares);
	printf("%d\n", sum);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program under the address sanitizer ends clean",
	.means = "gcc -fsanitize=address,undefined",
	.oracle = "done",
	.id = "C09",
	.expect = "285\n",
	.run = run,
};
