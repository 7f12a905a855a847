// SPDX-License-Identifier: MIT
/*
 * deed.c - a question that only the deed answers. Where a filter refuses one call and allows
 * its neighbour, asking the neighbour says yes to all, and the launch fails then. What is done
 * cannot be undone, so a child does it, which ends.
 */
#include "sandbox/deed.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct answer {
	int r;
	struct err e;
};

int deed_try(int (*deed)(struct err *), struct err *e)
{
	struct answer *a =
		mmap(NULL, sizeof(*a), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status, r;
	pid_t pid;

	if (a == MAP_FAILED)
		return err_set(e, errno, "mmap");
	a->r = -ECHILD; /* killed: a filter that kills is a no */
	err_set(&a->e, ECHILD, "who tried it was killed");
	pid = fork();
	if (pid == 0) {
		a->e = (struct err){ 0 };
		a->r = deed(&a->e);
		_exit(0);
	}
	if (pid < 0)
		err_set(&a->e, errno, "fork");
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (pid > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
		a->r = err_set(&a->e, ECHILD, "who tried it was killed");
	*e = a->e;
	r = pid < 0 ? -a->e.code : a->r;
	munmap(a, sizeof(*a));
	return r;
}

int deed_nnp(struct err *e)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_NO_NEW_PRIVS)");
	return 0;
}

/*
 * A filter that refuses nothing. Privileged, it needs no nnp; then that is another layer's
 * question.
 */
static int filter(unsigned flags, struct err *e)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };
	int r;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	r = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &prog);
	return r < 0 ? err_set(e, errno, "seccomp(SECCOMP_SET_MODE_FILTER%s)",
			       flags ? ", a listener" : "") : r;
}

int deed_filter(struct err *e)
{
	return filter(0, e);
}

/* And whoever supervises takes the listener over. */
int deed_listener(struct err *e)
{
	int listener = filter(SECCOMP_FILTER_FLAG_NEW_LISTENER, e);
	int self = (int)syscall(SYS_pidfd_open, getpid(), 0);

	if (listener < 0)
		return listener;
	return syscall(SYS_pidfd_getfd, self, listener, 0) < 0 ? err_set(e, errno, "pidfd_getfd(2)")
							       : 0;
}
