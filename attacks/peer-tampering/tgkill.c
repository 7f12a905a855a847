// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although kill(2) and tkill(2) are denied.
 * Means: tgkill(2). The C library raises a program's own signals with it, abort(3) among them, so
 *        that hardly any list can do without it; whom it is aimed at, a list of numbers cannot say.
 */
#include "attacks/peer-tampering/target.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (syscall(SYS_tgkill, target(b), target(b), SIGUSR1))
		return denied("tgkill");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process of the user is signalled although kill(2) is denied",
	.means = "tgkill(2), which abort(3) needs, and every list has",
	.oracle = "bystander",
	.id = "PEER-04",
	.attack_id = "T1489, CWE-184",
	.remedy = "seccomp on the targets of kill, tkill and tgkill alike; Landlock's signal scope",
	.refs = (const char *const[]){ "tgkill(2)", "abort(3)", NULL },
	.run = run,
};
