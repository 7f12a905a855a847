// SPDX-License-Identifier: MIT
/*
 * processes - what one of them may do to another of the same user, and how many there may be.
 */
#include "probe/groups.h"
#include "probe/launcher.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 200, ROUNDS = 40 };

static volatile long secret = 4711;

/* A child that waits until it is killed with the question. */
static pid_t victim(void)
{
	pid_t pid = fork();

	if (pid == 0)
		trial_pause();
	return pid;
}

static void ask_ptrace(struct answer *a)
{
	pid_t pid;

	if (DO(a, "fork(2)", pid = victim()))
		DO(a, "ptrace(PTRACE_ATTACH) to a child", ptrace(PTRACE_ATTACH, pid, NULL, NULL));
}

static void ask_traceme(struct answer *a)
{
	DO(a, "ptrace(PTRACE_TRACEME)", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void ask_readv(struct answer *a)
{
	long copy = 0;
	struct iovec to = { &copy, sizeof(copy) },
		     from = { (void *)(uintptr_t)&secret, sizeof(secret) };
	pid_t pid;

	if (DO(a, "fork(2)", pid = victim()))
		DO(a, "process_vm_readv(2) of a child",
		   syscall(SYS_process_vm_readv, pid, &to, 1, &from, 1, 0));
}

static void ask_writev(struct answer *a)
{
	long copy = 0;
	struct iovec from = { &copy, sizeof(copy) },
		     to = { (void *)(uintptr_t)&secret, sizeof(secret) };
	pid_t pid;

	if (DO(a, "fork(2)", pid = victim()))
		DO(a, "process_vm_writev(2) to a child",
		   syscall(SYS_process_vm_writev, pid, &from, 1, &to, 1, 0));
}

static void ask_getfd(struct answer *a)
{
	pid_t pid;
	int fd;

	if (DO(a, "fork(2)", pid = victim()) &&
	    DO(a, "pidfd_open(2) of a child", fd = (int)syscall(SYS_pidfd_open, pid, 0)))
		DO(a, "pidfd_getfd(2) from a child", syscall(SYS_pidfd_getfd, fd, 0, 0));
}

static void ask_pidfd_signal(struct answer *a)
{
	pid_t pid;
	int fd;

	if (DO(a, "fork(2)", pid = victim()) &&
	    DO(a, "pidfd_open(2) of a child", fd = (int)syscall(SYS_pidfd_open, pid, 0)))
		DO(a, "pidfd_send_signal(2) to a child",
		   syscall(SYS_pidfd_send_signal, fd, SIGKILL, NULL, 0));
}

static void ask_prlimit(struct answer *a)
{
	const struct rlimit none = { 0, 0 };
	pid_t pid;

	if (DO(a, "fork(2)", pid = victim()))
		DO(a, "prlimit(2) of a child", prlimit(pid, RLIMIT_CORE, &none, NULL));
}

static void open_each(struct answer *a, pid_t pid)
{
	static const char *const names[] = { "cmdline", "status", "environ", "maps", "mem",
					     "pagemap", "io",	  "fd",	     "task", "ns" };
	static const char *const links[] = { "exe", "cwd", "root" };
	char path[64], target[8];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "/proc/%d/%s", pid, names[i]);
		answer_item_error(a, names[i], open(path, O_RDONLY | O_CLOEXEC) < 0 ? errno : 0);
	}
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		snprintf(path, sizeof(path), "/proc/%d/%s", pid, links[i]);
		answer_item_error(a, links[i],
				  readlink(path, target, sizeof(target)) < 0 ? errno : 0);
	}
}

/* Who started this program: what of it can be opened. Nothing of it is read. */
static void ask_parent(struct answer *a)
{
	struct iovec to = { NULL, 0 };
	char path[64];

	open_each(a, started_by);
	answer_item_error(a, "kill", kill(started_by, 0) ? errno : 0);
	answer_item_error(a, "prlimit", prlimit(started_by, RLIMIT_CORE, NULL, NULL) ? errno : 0);
	answer_item_error(a, "process_vm_readv",
			  syscall(SYS_process_vm_readv, started_by, &to, 1, &to, 1, 0) < 0 ? errno
											   : 0);
	snprintf(path, sizeof(path), "/proc/%d/environ", started_by);
	DO(a, "open /proc/PID/environ of who started us", open(path, O_RDONLY | O_CLOEXEC));
}

static void ask_seen(struct answer *a)
{
	struct dirents d = { .fd = -1 };
	long n = 0;

	if (!DO(a, "open(\"/proc\")", d.fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)))
		return;
	while (dirents_next_pid(&d) > 0)
		n++;
	about_to(a, "processes in /proc");
	answer_number(a, n);
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The first, and the middle one of those that came after: how long until it was reaped. */
static void time_children(struct answer *a, const char *step, bool run)
{
	double ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double start = clock_ms();
		pid_t pid;

		if (!DO(a, step, pid = fork()))
			return;
		if (pid == 0) {
			if (run)
				execl(SELF_EXE, "ordeal-probe", "--end", NULL);
			_exit(0);
		}
		waitpid(pid, NULL, 0);
		ms[i] = clock_ms() - start;
	}
	answer_item(a, "cold_us", "%.0f", ms[0] * 1e3);
	qsort(ms + 1, ROUNDS - 1, sizeof(*ms), by_size);
	answer_item(a, "warm_us", "%.0f", ms[ROUNDS / 2] * 1e3);
	answer_number(a, (long long)(ms[ROUNDS / 2] * 1e3));
}

static void ask_fork(struct answer *a)
{
	time_children(a, "fork(2) and wait4(2), warm, us", false);
}

static void ask_exec(struct answer *a)
{
	time_children(a, "fork(2), execve(2) and wait4(2), warm, us", true);
}

/* How many at a time, up to a bound that is ours. They wait, and are killed with the question. */
static void ask_children(struct answer *a)
{
	int n = 0;

	while (n < MOST && DO(a, "fork(2), all alive", victim()))
		n++;
	if (n == MOST)
		about_to(a, "fork(2), no more than that was tried");
	a->numbered = true;
	a->number = n;
	answer(a, n == MOST ? YES : NO);
}

static void *idle(void *x)
{
	(void)x;
	for (;;)
		pause();
	return NULL;
}

static void ask_threads(struct answer *a)
{
	pthread_attr_t small;
	int n = 0, r = 0;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	about_to(a, "pthread_create(3)");
	while (n < MOST) {
		pthread_t t;

		r = pthread_create(&t, &small, idle, NULL);
		if (r)
			break;
		n++;
	}
	errno = r;
	came_to(a, r ? -1 : 0);
	a->numbered = true;
	a->number = n;
}

static void ask_reaping(struct answer *a)
{
	pid_t pid;

	if (DO(a, "fork(2)", pid = victim()) && DO(a, "setpgid(2) of a child", setpgid(pid, pid)) &&
	    DO(a, "kill(2) of its group", kill(-pid, SIGKILL)))
		DO(a, "wait4(2)", waitpid(pid, NULL, 0));
}

static void ask_affinity(struct answer *a)
{
	cpu_set_t set;

	if (DO(a, "sched_getaffinity(2)", sched_getaffinity(0, sizeof(set), &set)))
		DO(a, "sched_setaffinity(2) to the same", sched_setaffinity(0, sizeof(set), &set));
}

static const struct question questions[] = {
	{ "kill_group", ask_reaping, .what = "a group of processes can be killed" },
	{ "ptrace", ask_ptrace, .what = "a child can be traced" },
	{ "traceme", ask_traceme, .what = "a child can ask to be traced" },
	{ "process_vm_readv", ask_readv, .what = "a child's memory can be read" },
	{ "process_vm_writev", ask_writev, .what = "... and written" },
	{ "pidfd_getfd", ask_getfd, .what = "a child's descriptors can be taken" },
	{ "pidfd_send_signal", ask_pidfd_signal, .what = "a child can be signalled by pidfd" },
	{ "prlimit", ask_prlimit, .what = "a child's limits can be set" },
	{ "parent", ask_parent, .what = "who started us: its environment can be opened" },
	{ "launcher", ask_launcher, .what = "a launcher of mode 0111 hides itself" },
	{ "seen", ask_seen, .what = "processes to be seen in /proc" },
	{ "affinity", ask_affinity, .what = "processors can be chosen" },
	{ "fork_us", ask_fork, .what = "us that a fork takes", .ms = 4 * DEADLINE_MS },
	{ "exec_us", ask_exec, .what = "us that a fork and an exec take", .ms = 4 * DEADLINE_MS },
	{ "children", ask_children, .what = "children at a time (of 200)", .ms = 4 * DEADLINE_MS },
	{ "threads", ask_threads, .what = "threads at a time (of 200)", .ms = 4 * DEADLINE_MS },
	{ .name = NULL },
};

const struct group group_processes = { "processes", "Processes", questions };
