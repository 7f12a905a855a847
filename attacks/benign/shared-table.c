// SPDX-License-Identifier: MIT
/*
 * shared-table.c - a table that is made once, and six workers that look things up in it.
 *
 * fork(2) copies no page that nobody writes to: seven processes say that they hold 60 MiB, and hold
 * them together. Who adds up what each process says sees 420.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MIB = 60, WORKERS = 6, PAGE = 4096 };

/* Adds up its table, says so, and waits for the others. */
static _Noreturn void work(const char *table, int done, int gate)
{
	long sum = 0;
	char byte = 0;

	for (size_t at = 0; at < (size_t)MIB << 20; at += PAGE)
		sum += table[at];
	if (write(done, &byte, 1) != 1 || read(gate, &byte, 1) != 0)
		_exit(2);
	_exit(sum != ((long)MIB << 20) / PAGE);
}

static enum claim run(const struct brief *b)
{
	char *table = malloc((size_t)MIB << 20), byte;
	int done[2], gate[2], status, well = 0;

	(void)b;
	if (!table || pipe(done) || pipe(gate))
		return failed("malloc, pipe");
	memset(table, 1, (size_t)MIB << 20);
	for (int i = 0; i < WORKERS; i++) {
		pid_t child = fork();

		if (child < 0)
			return failed("fork");
		if (child == 0) {
			close(gate[1]);
			work(table, done[1], gate[0]);
		}
	}
	for (int i = 0; i < WORKERS; i++)
		if (read(done[0], &byte, 1) != 1)
			return failed("read");
	usleep(50000); /* all of them are there for a while, as they would be in earnest */
	close(gate[1]);
	while (wait(&status) > 0)
		well += status == 0;
	printf("%d workers read the table\n", well);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "workers share what they read",
	.means = "fork(2), and no page is written to",
	.oracle = "done",
	.expect = "6 workers read the table\n",
	.run = run,
};
