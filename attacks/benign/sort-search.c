// SPDX-License-Identifier: MIT
/*
 * sort-search.c - qsort, bsearch and strings.
 *
 * Plain C with the standard library: nothing but memory and one line of output. glibc's qsort takes
 * a temporary array from malloc and asks for the machine's memory (sysinfo) before it does.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct student {
	const char *name;
	int mark;
};

static int by_mark(const void *a, const void *b)
{
	const struct student *x = a, *y = b;

	return x->mark != y->mark ? y->mark - x->mark : strcmp(x->name, y->name);
}

static int by_value(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static enum claim run(const struct brief *b)
{
	struct student class[] = {
		{ "ada", 90 }, { "grace", 97 }, { "alan", 90 }, { "edsger", 71 }
	};
	enum { COUNT = 200000, SOUGHT = 3 * 66667 };
	int *numbers = malloc(COUNT * sizeof(*numbers)), key = SOUGHT, *found;

	(void)b;
	if (!numbers)
		return failed("malloc");
	qsort(class, sizeof(class) / sizeof(*class), sizeof(*class), by_mark);
	for (size_t i = 0; i < sizeof(class) / sizeof(*class); i++)
		printf("%s %d\n", class[i].name, class[i].mark);
	for (long i = 0; i < COUNT; i++)
		numbers[i] = (int)(i * 7919 % COUNT) * 3;
	qsort(numbers, COUNT, sizeof(*numbers), by_value);
	found = bsearch(&key, numbers, COUNT, sizeof(*numbers), by_value);
	printf("at %td\n", found ? found - numbers : -1);
	free(numbers);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "an array is sorted and searched",
	.means = "qsort(3), bsearch(3)",
	.oracle = "done",
	.expect = "grace 97\nada 90\nalan 90\nedsger 71\nat 66667\n",
	.run = run,
};
