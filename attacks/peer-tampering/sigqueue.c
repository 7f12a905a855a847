// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, with a note that claims to come from init.
 * Means: rt_sigqueueinfo(2), the call behind sigqueue(3). The caller fills in who sent it; the
 *        kernel only refuses a code that claims the kernel itself or kill(2).
 */
#include "attacks/peer-tampering/target.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	siginfo_t note = { .si_signo = SIGUSR1, .si_code = SI_QUEUE };

	note.si_pid = 1;
	attempting(b);
	if (syscall(SYS_rt_sigqueueinfo, target(b), SIGUSR1, &note))
		return denied("rt_sigqueueinfo");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process of the user is signalled, in somebody else's name",
	.means = "rt_sigqueueinfo(2) with a sender of one's own choice",
	.oracle = "bystander",
	.id = "PEER-04",
	.attack_id = "T1489, CWE-184, CWE-290",
	.remedy = "an allow list of system calls; Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "rt_sigqueueinfo(2)", "sigqueue(3)", NULL },
	.run = run,
};
