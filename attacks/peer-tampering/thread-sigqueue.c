// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although kill(2) and its kin are denied.
 * Means: rt_tgsigqueueinfo(2), the youngest of the numbers that send: one thread, with a note.
 *        pthread_sigqueue(3) is made of it, and hardly any list names it.
 */
#include "attacks/peer-tampering/target.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	siginfo_t note = { .si_signo = SIGRTMIN, .si_code = SI_QUEUE };

	attempting(b);
	if (syscall(SYS_rt_tgsigqueueinfo, target(b), target(b), SIGRTMIN, &note))
		return denied("rt_tgsigqueueinfo");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process of the user is signalled although kill(2) is denied",
	.means = "rt_tgsigqueueinfo(2), a number that lists of kill(2) forget",
	.oracle = "bystander",
	.id = "PEER-04",
	.attack_id = "T1489, CWE-184",
	.remedy = "an allow list of system calls; Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "rt_tgsigqueueinfo(2)", NULL },
	.run = run,
};
