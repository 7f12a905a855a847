// SPDX-License-Identifier: MIT
/*
 * sieve.c - what a student computes: the primes below two million, in C. No call but one.
 */
#include <stdio.h>
#include <stdlib.h>

enum { LAST = 2000000 };

int main(void)
{
	char *composite = calloc(LAST + 1, 1);
	long count = 0;

	for (long i = 2; composite && i <= LAST; i++) {
		if (composite[i])
			continue;
		count++;
		for (long k = i * i; k <= LAST; k += i)
			composite[k] = 1;
	}
	free(composite);
	return printf("%ld\n", count) < 0 || count != 148933;
}
