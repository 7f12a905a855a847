// SPDX-License-Identifier: MIT
/*
 * seccomp - an allow list of system calls. The list is seccomp.rules; policyc made BPF of it.
 *
 * One thing the list cannot say, since the pid is known only now: whom a signal may reach. kill,
 * tkill and tgkill are allowed by the list and judged by a few instructions put in front of it:
 *
 *	without processes   the target is the program itself, so that abort() and raise() work
 *	--processes         the target is not older than the program: pid >= SELF, or the group
 *			    -pid <= -SELF. Read as unsigned numbers that is one range, and it
 *			    leaves out 0 (our group) and -1 (everybody). The worker and the
 *			    supervisor are older; after the pids have wrapped round, this refuses
 *			    too much or, for strangers of the same user, too little: Landlock's
 *			    signal scope is the exact tool where the kernel has it.
 *
 * BPF jumps are relative, so instructions in front of a program leave it as it is.
 */
#include "sandbox/layer.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "seccomp_bpf.h"

#define LD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(what))
#define JUMP(how, k, yes, no) BPF_JUMP(BPF_JMP | BPF_K | (how), (uint32_t)(k), yes, no)
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, what)

enum { SCOPE = 10 };

_Static_assert(SCOPE + sizeof(policy_alone) / sizeof(policy_alone[0]) <= SECCOMP_LENGTH &&
		       SCOPE + sizeof(policy_processes) / sizeof(policy_processes[0]) <=
			       SECCOMP_LENGTH,
	       "room for every policy");

/* The targets lo..hi may be signalled; anything else is EPERM. What is no signal goes on. */
static void scope(struct sock_filter *f, uint32_t lo, uint32_t hi)
{
	const struct sock_filter judge[SCOPE] = {
		LD(offsetof(struct seccomp_data, arch)),
		JUMP(BPF_JEQ, AUDIT_ARCH_X86_64, 0, 8),
		LD(offsetof(struct seccomp_data, nr)),
		JUMP(BPF_JEQ, SYS_kill, 2, 0),
		JUMP(BPF_JEQ, SYS_tgkill, 1, 0),
		JUMP(BPF_JEQ, SYS_tkill, 0, 4),
		LD(offsetof(struct seccomp_data, args[0])), /* the low half: a pid is an int */
		JUMP(BPF_JGE, lo, 0, 1),
		JUMP(BPF_JGT, hi, 0, 1),
		ANSWER(SECCOMP_RET_ERRNO | EPERM),
	};

	memcpy(f, judge, sizeof(judge));
}

size_t seccomp_filter(struct sock_filter *f, pid_t self, bool processes)
{
	uint32_t lo = (uint32_t)self;

	scope(f, lo, processes ? -lo : lo);
	if (processes)
		memcpy(f + SCOPE, policy_processes, sizeof(policy_processes));
	else
		memcpy(f + SCOPE, policy_alone, sizeof(policy_alone));
	return SCOPE + (processes ? sizeof(policy_processes) : sizeof(policy_alone)) / sizeof(*f);
}

static int probe(struct err *e)
{
	const uint32_t kill_process = SECCOMP_RET_KILL_PROCESS;

	if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill_process) < 0)
		return err_set(e, errno, "seccomp(SECCOMP_GET_ACTION_AVAIL)");
	return 0;
}

/* How many filters this process already runs under: "Seccomp: 2" may be true before ours. */
static int prepare(struct box *b, struct err *e)
{
	int r;

	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0)
		return 0;
	r = (int)fd_slurp(AT_FDCWD, "/proc/self/status", b->status, sizeof(b->status));
	if (r < 0)
		return err_set(e, -r, "/proc/self/status");
	if (status_field(b->status, "Seccomp", 10) == 0)
		return 0; /* prctl(2) is refused by other means than seccomp */
	r = (int)status_field(b->status, "Seccomp_filters", 10);
	if (r < 0)
		return err_set(e, ENOTSUP, "under a filter already, and this kernel cannot count");
	b->seccomp.before = (unsigned)r;
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	struct sock_filter f[SECCOMP_LENGTH];
	struct sock_fprog prog = { .filter = f };

	prog.len = (unsigned short)seccomp_filter(f, getpid(), b->opt->processes);
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog) < 0)
		return err_set(e, errno, "seccomp(SECCOMP_SET_MODE_FILTER)");
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	long long filters = status_field(b->status, "Seccomp_filters", 10);

	if (status_field(b->status, "Seccomp", 10) != 2)
		return err_set(e, EPERM, "Seccomp of pid %d is not 2", b->pid);
	/* Linux < 5.9 does not count; then `before` is 0, and mode 2 is our filter. */
	if (filters >= 0 && filters != (long long)b->seccomp.before + 1)
		return err_set(e, EPERM, "%lld filters, not %u", filters, b->seccomp.before + 1);
	return 0;
}

const struct layer layer_seccomp = {
	.name = "seccomp",
	.blurb = "an allow list of system calls; no sockets, no processes",
	.requires = (const char *const[]){ "nnp", NULL },
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
};
