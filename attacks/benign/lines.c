// SPDX-License-Identifier: MIT
/*
 * lines.c - read lines, cut them into words, count.
 *
 * getline, strtok_r, strtol with its errors, on a stream in memory; and standard input, which has
 * nothing to say and must say so by its end. A sandbox that leaves descriptor 0 closed makes the
 * next open(2) its owner, one that leaves it to a terminal makes the program wait for ever.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char text[] = "12 apples\n7 pears\nmany plums\n", *line = NULL, *rest, *end;
	FILE *f = fmemopen(text, strlen(text), "r");
	size_t room = 0;
	long sum = 0;

	(void)b;
	if (!f)
		return failed("fmemopen");
	while (getline(&line, &room, f) > 0) {
		char *word = strtok_r(line, " \n", &rest);
		long n = strtol(word, &end, 10);

		if (*end)
			printf("\"%s\" is no number\n", word);
		sum += n;
	}
	free(line);
	fclose(f);
	printf("%ld\n", sum);
	printf("input ends: %d, terminal: %d\n", getchar() == EOF, isatty(STDIN_FILENO));
	errno = 0;
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "lines are read and the input ends",
	.means = "getline(3), strtok_r(3), strtol(3), getchar(3)",
	.oracle = "done",
	.expect = "\"many\" is no number\n19\ninput ends: 1, terminal: 0\n",
	.run = run,
};
