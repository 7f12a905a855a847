// SPDX-License-Identifier: MIT
#include "lib/trial.h"

#include "lib/clock.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEATH_MS = 5000, ORPHANS_MS = 2000 };

/* A pipe whose write end this process alone holds: [0] is at its end when it is dead. */
static int life[2] = { -1, -1 };
static pid_t holder;

/*
 * Orphans are to come to us: not every pid 1 reaps them at once. In places where a call can end its
 * caller this one is tried by a child first; without it outlive() waits for pid 1.
 */
static void adopt_orphans(void)
{
	int status = 1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) ? 1 : 0);
	if (pid > 0 && waitpid(pid, &status, 0) == pid && status == 0)
		prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

static int life_begin(void)
{
	if (holder == getpid())
		return 0;
	if (pipe2(life, O_CLOEXEC) < 0)
		return -errno;
	holder = getpid();
	adopt_orphans();
	return 0;
}

/* The child: die with the holder. Armed first, looked at then: no death is missed in between. */
static void hang_on(unsigned ms)
{
	struct pollfd end = { .fd = life[0], .events = POLLIN };

	close(life[1]);
	alarm(ms / 1000 + 2); /* and where a pipe has no signals, by the clock */
	fcntl(life[0], F_SETOWN, -getpid());
	fcntl(life[0], F_SETSIG, SIGKILL);
	fcntl(life[0], F_SETFL, O_ASYNC);
	if (poll(&end, 1, 0) > 0)
		_exit(0);
}

_Noreturn void trial_pause(void)
{
	struct pollfd end = { .fd = life[0], .events = POLLIN };

	while (poll(&end, 1, -1) <= 0)
		if (errno != EINTR)
			pause();
	_exit(0);
}

static void as_at_start(void)
{
	const struct rlimit none = { 0, 0 };
	sigset_t empty;

	for (int sig = 1; sig < NSIG; sig++)
		signal(sig, SIG_DFL);
	sigemptyset(&empty);
	sigprocmask(SIG_SETMASK, &empty, NULL);
	setrlimit(RLIMIT_CORE, &none); /* many of them die by a signal */
}

/* Has it ended? It stays to be reaped, so that nobody else gets its number, which is its group's
 * too. */
static bool ended(pid_t pid)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid;
}

static bool wait_for(pid_t pid, unsigned ms, const sigset_t *chld)
{
	double until = clock_ms() + ms, left;

	while (!ended(pid)) {
		struct timespec rest;

		left = until - clock_ms();
		if (left <= 0)
			return false;
		rest = (struct timespec){ (time_t)(left / 1e3), (long)(left * 1e6) % 1000000000 };
		sigtimedwait(chld, NULL, &rest);
	}
	return true;
}

static void reap(pid_t pid, struct trial *t)
{
	int status = 0;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return;
	t->code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	t->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/*
 * Those that it started are dying, too, and count against limits until they are reaped: by us,
 * where orphans come to us, else by pid 1, if that does.
 */
static void outlive(pid_t group)
{
	const struct timespec pause = { 0, 1000000 };
	double until = clock_ms() + ORPHANS_MS;

	while (clock_ms() < until && (waitpid(-group, NULL, WNOHANG) > 0 || !kill(-group, 0)))
		nanosleep(&pause, NULL);
}

bool trial_run(int (*act)(void *), void *arg, unsigned ms, struct trial *t)
{
	sigset_t chld, was;
	pid_t pid;

	*t = (struct trial){ .error = -life_begin() };
	if (t->error)
		return false;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, &was);
	pid = fork();
	t->error = pid < 0 ? errno : 0;
	if (pid == 0) {
		setpgid(0, 0);
		as_at_start();
		hang_on(ms);
		_exit(act(arg));
	}
	if (pid > 0) {
		setpgid(pid, pid); /* whoever comes first */
		t->hung = !wait_for(pid, ms, &chld);
		kill(-pid, SIGKILL);
		wait_for(pid, DEATH_MS, &chld); /* who waits for a disk dies later, or never */
		reap(pid, t);
		outlive(pid);
	}
	sigprocmask(SIG_SETMASK, &was, NULL);
	return !t->error && !t->hung && !t->signal;
}
