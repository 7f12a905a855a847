// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although every call that sends signals is denied.
 * Means: fcntl(2). A descriptor may send a signal when something can be read from it: F_SETOWN says
 *        to whom, F_SETSIG which one. Own it to the bystander, and write a byte. The kernel sends.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int ends[2];

	signal(SIGUSR1, SIG_IGN);
	if (pipe2(ends, O_CLOEXEC))
		return failed("pipe");
	attempting(b);
	if (fcntl(ends[0], F_SETSIG, SIGUSR1))
		return denied("fcntl F_SETSIG");
	if (fcntl(ends[0], F_SETOWN, b->decoy ? b->decoy : b->worker))
		return denied("fcntl F_SETOWN");
	if (fcntl(ends[0], F_SETFL, O_ASYNC))
		return denied("fcntl F_SETFL O_ASYNC");
	if (write(ends[1], "!", 1) != 1)
		return denied("write");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process is signalled although kill(2) and its kin are denied",
	.means = "fcntl(2): F_SETOWN, F_SETSIG, O_ASYNC on a pipe; the kernel sends the signal",
	.oracle = "bystander",
	.quick = true,
	.id = "SCF-09",
	.attack_id = "T1489, CWE-693",
	.remedy = "Landlock's signal scope; seccomp on the commands of fcntl(2); a pid namespace",
	.refs = (const char *const[]){ "fcntl(2), Managing signals", "landlock(7)", NULL },
	.run = run,
};
