// SPDX-License-Identifier: MIT
/*
 * notify_self.c - calls that name a process or an id by its number, where it is the program's
 * own. The filter knows 0 only, and for signals one range of pids, which is wrong once they
 * have wrapped round. But libc names the number: pthread_setaffinity_np(3), OpenMP's bound
 * threads, kill $$.
 *
 *	signals      to a process of the box: one whose parents lead to the supervisor. What
 *	             has become a stranger by the time of the signal, Landlock's scope keeps
 *	             from it; where the kernel has no such scope, the range has the last word
 *	scheduling,  of the caller's own threads. One that ends between the look and the deed
 *	limits       would have to be somebody else by then: all other numbers lie between
 *	ids          where the launcher has only one, which is not root's: then what is asked
 *	             for is what is, or the kernel refuses it
 *	questions    about processes of the box: group, session, scheduling, processor time. Of
 *	             others they would say that they are there, and when they work
 *
 * All are numbers in registers: nobody changes them after the look. The caller waits meanwhile, so
 * its own number stays its own.
 */
#include "sandbox/notify_self.h"

#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIGNAL_SCOPE = 6, GENERATIONS = 64, CLOCK_OF_DESCRIPTOR = 3 };

/* The supervisor's helpers are its children as the program is, and younger. */
static bool is_helper(const struct box *b, pid_t pid)
{
	for (unsigned i = 0; i < BOX_HELPERS; i++)
		if (b->supervise.helper[i] == pid)
			return true;
	return false;
}

static bool in_box(const struct box *b, pid_t pid)
{
	struct proc_stat s;

	if (is_helper(b, pid))
		return false;
	for (int i = 0; i < GENERATIONS && pid > 1 && proc_stat(pid, &s); i++) {
		pid = s.ppid;
		if (pid == getpid())
			return true;
	}
	return false;
}

static bool is_a_thread_of(pid_t caller, pid_t named)
{
	char name[48];

	snprintf(name, sizeof(name), "/proc/%d/task/%d", caller, named);
	return named == 0 || (named > 0 && access(name, F_OK) == 0);
}

bool self_signals_are_asked(const struct box *b)
{
	return b->opt->processes && stack_has(b->res->layers, &layer_supervise) &&
	       b->res->landlock < SIGNAL_SCOPE;
}

/* Where the filter lets nobody signal a younger process unasked, the answer is here alone. */
static bool may_signal(const struct box *b, pid_t target)
{
	if ((b->res->landlock < SIGNAL_SCOPE && !self_signals_are_asked(b)) || target == -1)
		return false;
	return in_box(b, target < 0 ? -target : target);
}

static bool is_own(const struct box *b, pid_t caller, pid_t named)
{
	return is_a_thread_of(caller, named) || (named > 0 && in_box(b, named));
}

/* The clock of a process's time: its pid, all bits turned over, then three of which. */
static bool is_own_clock(const struct box *b, pid_t caller, int clock)
{
	return clock < 0 && (clock & 7) != CLOCK_OF_DESCRIPTOR && is_own(b, caller, ~(clock >> 3));
}

/* Real, effective and saved alike: the child's are ours. */
static bool has_one_id(void)
{
	uid_t u[3];
	gid_t g[3];

	return getresuid(&u[0], &u[1], &u[2]) == 0 && getresgid(&g[0], &g[1], &g[2]) == 0 && u[0] &&
	       u[0] == u[1] && u[1] == u[2] && g[0] == g[1] && g[1] == g[2];
}

bool self_is_asked(const struct box *b, const struct seccomp_notif *ask)
{
	pid_t caller = (pid_t)ask->pid;
	const int a[2] = { (int)ask->data.args[0], (int)ask->data.args[1] };

	switch (ask->data.nr) {
	case SYS_kill:
		return may_signal(b, a[0]);
	case SYS_tkill:
	case SYS_tgkill:
	case SYS_rt_sigqueueinfo:
	case SYS_rt_tgsigqueueinfo:
		return a[0] > 0 && may_signal(b, a[0]);
	case SYS_sched_setaffinity:
	case SYS_sched_setparam:
	case SYS_prlimit64:
		return is_a_thread_of(caller, a[0]);
	case SYS_sched_setscheduler:
		/* Not SCHED_IDLE: who gets no processor may hold a lock that others need. */
		return (a[1] == SCHED_OTHER || a[1] == SCHED_BATCH) &&
		       is_a_thread_of(caller, a[0]);
	case SYS_setpriority:
		return a[0] == PRIO_PROCESS && is_a_thread_of(caller, a[1]);
	case SYS_sched_getaffinity:
	case SYS_sched_getparam:
	case SYS_sched_getscheduler:
	case SYS_sched_getattr:
	case SYS_sched_rr_get_interval:
	case SYS_getpgid:
	case SYS_getsid:
		return is_own(b, caller, a[0]);
	case SYS_getpriority:
		return (a[0] == PRIO_PROCESS && is_own(b, caller, a[1])) ||
		       (a[0] == PRIO_PGRP && a[1] == 0);
	case SYS_clock_gettime:
	case SYS_clock_getres:
		return is_own_clock(b, caller, a[0]);
	case SYS_setuid:
	case SYS_setgid:
	case SYS_setreuid:
	case SYS_setregid:
	case SYS_setresuid:
	case SYS_setresgid:
		return has_one_id();
	}
	return false;
}

/* As if nobody were there; EPERM would say that somebody is. */
int self_refusal(int nr)
{
	switch (nr) {
	case SYS_sched_getaffinity:
	case SYS_sched_getparam:
	case SYS_sched_getscheduler:
	case SYS_sched_getattr:
	case SYS_sched_rr_get_interval:
	case SYS_getpgid:
	case SYS_getsid:
	case SYS_getpriority:
		return ESRCH;
	case SYS_clock_gettime:
	case SYS_clock_getres:
		return EINVAL;
	}
	return EPERM;
}
