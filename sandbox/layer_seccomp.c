// SPDX-License-Identifier: MIT
/*
 * seccomp - an allow list of system calls. The list is seccomp.rules; policyc made BPF of it.
 *
 * One thing the list cannot say, since the pid is known only now: whom a signal may reach. The BPF
 * has places for one target and for the lowest and the highest of kill, tkill, tgkill and the two
 * calls of sigqueue(3):
 *
 *	without processes   the target is the program itself, so that abort() and raise() work
 *	--processes         the target is not older than the program: pid >= SELF, or the group
 *			    -pid <= -SELF. Read as unsigned numbers that is one range, and it
 *			    leaves out 0 (our group) and -1 (everybody). The worker and the
 *			    supervisor are older; after the pids have wrapped round, this refuses
 *			    too much or, for strangers of the same user, too little: Landlock's
 *			    signal scope is the exact tool where the kernel has it. Where it has
 *			    not, and there is a supervisor, that is asked instead (notify_self.c): its
 *			    own helpers are younger than the program.
 *	leads a session	    then 0, its own group, too: nobody outside a session is in its
 *			    groups, and scripts end what they started with `kill 0`. Without the
 *			    layer session the worker may be in the group.
 */
#include "sandbox/layer_seccomp.h"

#include "lib/fd.h"
#include "sandbox/deed.h"
#include "sandbox/notify_self.h"
#include "sandbox/prologue.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"
#include "seccomp_bpf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define POLICY(name) { name, sizeof(name) / sizeof(*name), name##_target }

/* By [processes][asks]. */
static const struct {
	const struct sock_filter *program;
	size_t n, target;
} policies[2][3] = {
	{ POLICY(policy_alone), POLICY(policy_alone_supervised), POLICY(policy_alone_mediated) },
	{ POLICY(policy_processes), POLICY(policy_processes_supervised),
	  POLICY(policy_processes_mediated) },
};

#define FITS(name) (sizeof(name) <= SECCOMP_LENGTH * sizeof(struct sock_filter))

_Static_assert(FITS(policy_alone_supervised) && FITS(policy_processes_supervised) &&
		       FITS(policy_alone_mediated) && FITS(policy_processes_mediated),
	       "room for every policy");

size_t seccomp_filter(struct sock_filter *f, pid_t self, bool processes, bool younger,
		      enum asks asks, bool group)
{
	size_t n = policies[processes][asks].n;
	struct sock_filter *target = f + policies[processes][asks].target;

	memcpy(f, policies[processes][asks].program, n * sizeof(*f));
	target[0].k = group ? 0 : (uint32_t)self;
	target[1].k = (uint32_t)self;
	target[2].k = younger ? -(uint32_t)self : (uint32_t)self;
	return n;
}

const char *seccomp_call(int nr)
{
	size_t n = sizeof(call_names) / sizeof(*call_names);

	return nr >= 0 && (size_t)nr < n ? call_names[nr] : NULL;
}

bool seccomp_is_missing(int nr)
{
	return nr >= 0 && (size_t)nr < sizeof(call_missing) / sizeof(*call_missing) && call_missing[nr];
}

static int probe(struct err *e)
{
	const uint32_t kill_process = SECCOMP_RET_KILL_PROCESS;

	if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill_process) < 0)
		return err_set(e, errno, "seccomp(SECCOMP_GET_ACTION_AVAIL)");
	return deed_try(deed_filter, e);
}

/* sendmsg(2) from a socket without a connection reaches any address; and standard input is not closed. */
static int check_input(const struct box *b, struct err *e)
{
	bool stays = b->opt->keep_stdin || !stack_has(b->res->layers, &layer_hygiene);
	socklen_t n = sizeof(int);
	int type;

	if (stays && getsockopt(0, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type != SOCK_STREAM &&
	    type != SOCK_SEQPACKET)
		return err_set(e, EINVAL, "standard input is a socket that reaches any address");
	return 0;
}

/* How many filters this process already runs under: "Seccomp: 2" may be true before ours. */
static int prepare(struct box *b, struct err *e)
{
	int r = check_input(b, e);

	if (r < 0)
		return r;
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0)
		return 0;
	r = (int)fd_slurp(AT_FDCWD, "/proc/self/status", b->status, STATUS);
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

/*
 * Linux 5.19: a signal with a handler does not interrupt a call that the supervisor has begun to
 * answer. Else it is begun anew, when a file that must not be there was made already.
 */
#define WAIT_KILLABLE (1u << 5) /* SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV */

static int load(const struct sock_fprog *prog, unsigned flags)
{
	int r = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, prog);

	return r < 0 ? -errno : r;
}

static int inside(struct box *b, struct err *e)
{
	struct sock_filter f[PROLOGUE_LENGTH + SECCOMP_LENGTH];
	struct sock_fprog prog = { .filter = f };
	bool supervised = stack_has(b->res->layers, &layer_supervise);
	enum asks asks = !supervised ? ASKS_NOTHING : b->opt->mediate ? ASKS_FOR_FILES : ASKS_RARELY;
	size_t before = prologue_filter(f, b, supervised), n;
	int r;

	n = seccomp_filter(f + before, getpid(), b->opt->processes,
			   b->opt->processes && !self_signals_are_asked(b), asks, getsid(0) == getpid());
	for (size_t i = before; b->opt->learnt && i < before + n; i++)
		if (f[i].code == (BPF_RET | BPF_K) && f[i].k == SECCOMP_RET_ALLOW)
			f[i].k = SECCOMP_RET_USER_NOTIF;
	prog.len = (unsigned short)(before + n);
	r = load(&prog, supervised ? SECCOMP_FILTER_FLAG_NEW_LISTENER | WAIT_KILLABLE : 0);
	if (r == -EINVAL && supervised && asks != ASKS_FOR_FILES)
		r = load(&prog, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (r < 0)
		return err_set(e, -r, "seccomp(SECCOMP_SET_MODE_FILTER)");
	b->supervise.listener = supervised ? r : -1;
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
