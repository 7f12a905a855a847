// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although no call that sends one is made.
 * Means: a lease. Who holds one on a file is told by signal when somebody opens it; F_SETOWN passes
 *        the telling on. The file is our own, and so is the open(2) that breaks the lease.
 */
#include "attacks/peer-tampering/target.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[64];
	int leased, broken;
	enum claim claim = CLAIM_DONE;

	signal(SIGIO, SIG_IGN);
	snprintf(path, sizeof(path), "%s.lease", b->name);
	leased = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
	if (leased < 0)
		return failed(path);
	attempting(b);
	if (fcntl(leased, F_SETLEASE, F_RDLCK))
		claim = denied("fcntl F_SETLEASE");
	else if (fcntl(leased, F_SETOWN, target(b)))
		claim = denied("fcntl F_SETOWN");
	if (claim == CLAIM_DONE) {
		broken = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC); /* EWOULDBLOCK, and told */
		close(broken);
		fcntl(leased, F_SETLEASE, F_UNLCK);
	}
	unlink(path);
	return claim;
}

const struct attack attack = {
	.effect = "another process is signalled by the kernel, on behalf of a file",
	.means = "fcntl(2): F_SETLEASE and F_SETOWN; opening the file sends SIGIO",
	.oracle = "bystander",
	.id = "PEER-05",
	.attack_id = "T1489, CWE-693",
	.remedy = "seccomp on the commands of fcntl(2); Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "fcntl(2), Leases", NULL },
	.run = run,
};
