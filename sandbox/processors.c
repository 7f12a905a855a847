// SPDX-License-Identifier: MIT
/*
 * processors.c - what differs between them, as far as the rules speak of it.
 *
 * Calls: the older ones that take a path and no folder (open, stat, mkdir, ...), those that a newer
 * one replaces (fork, pipe, dup2, poll, select, epoll_wait, alarm, time, ...) and x86's own
 * (arch_prctl, iopl, ioperm, modify_ldt) are in no table that was begun later. libseccomp has the tables.
 * A rule about a call that a processor lacks is no rule there: what cannot be called needs none.
 *
 * Constants: of all that the rules name O_DIRECT alone. Its bit is O_DIRECTORY on x86_64, where
 * x86_64's O_DIRECT is O_DIRECTORY on arm64. The build compares all of them with the headers of the
 * processor that it builds for (policyc --values).
 *
 * Arguments of calls: clone(2) has its fourth and fifth in another order; the rules look at the first.
 */
#include "sandbox/processors.h"

#include <linux/audit.h>
#include <seccomp.h>
#include <string.h>

const struct processor processors[] = {
	{ "x86_64", AUDIT_ARCH_X86_64, SCMP_ARCH_X86_64, 040000 },
	{ "aarch64", AUDIT_ARCH_AARCH64, SCMP_ARCH_AARCH64, 0200000 },
};
const size_t processors_n = sizeof(processors) / sizeof(processors[0]);

const struct processor *processor_named(const char *name)
{
	for (size_t i = 0; i < processors_n; i++)
		if (!strcmp(processors[i].name, name))
			return &processors[i];
	return NULL;
}

/* The last number that is tried leads where all above it lead. */
static bool in_table(int nr)
{
	return nr >= 0 && nr < PROCESSOR_CALLS - 1;
}

int processor_call(const struct processor *p, const char *name)
{
	int nr = seccomp_syscall_resolve_name_arch(p->table, name);

	if (in_table(nr))
		return nr;
	for (size_t i = 0; i < processors_n; i++)
		if (in_table(seccomp_syscall_resolve_name_arch(processors[i].table, name)))
			return PROCESSOR_LACKS;
	return -1;
}
