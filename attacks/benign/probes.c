// SPDX-License-Identifier: MIT
/*
 * probes.c - a program that is built for kernels old and new.
 *
 * It tries the younger call, and where there is none (ENOSYS) the older one. "Not permitted" is
 * another answer: that means the file, and not the call, and nobody tries again.
 */
#include "attacks/benign/calls.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

static void files(void)
{
	struct winsize size;
	struct termios terminal;
	int p[2], waiting = 0, on = 1;

	if (pipe2(p, O_CLOEXEC) || write(p[1], "x", 1) != 1)
		return;
	CALL(errno == ENOTTY, ioctl, p[0], TCGETS, &terminal);
	CALL(errno == ENOTTY, ioctl, p[0], TIOCGWINSZ, &size);
	CALL(r == 0 && waiting == 1, ioctl, p[0], FIONREAD, &waiting);
	CALL(r == 0, ioctl, p[0], FIONBIO, &on);
	CALL(r == 0, ioctl, p[0], FIOCLEX);
	CALL(r == 0, ioctl, p[0], FIONCLEX);
	CALL(r > 0, fcntl, p[0], F_GETPIPE_SZ);
	CALL(r == 0, fcntl, p[0], F_GETOWN);
	CALL(r == 0, fcntl, p[0], F_GETSIG);
	CALL(r > p[1], fcntl, p[0], F_DUPFD, 0);
}

static void younger_calls(void)
{
	CALL(r < 0 && errno != EPERM, sendfile, -1, -1, NULL, 1);
	CALL(r < 0 && errno != EPERM, openat2, AT_FDCWD, ".", NULL, 0);
	CALL(r < 0 && errno != EPERM, fchmodat2, AT_FDCWD, "nowhere", 0600, 0);
	CALL(r < 0 && errno != EPERM, futex_waitv, NULL, 0, 0, NULL, 0);
	CALL(r >= 0 || errno == ENOSYS, pidfd_open, getpid(), 0);
	CALL(r > 0 || errno != EPERM, landlock_create_ruleset, NULL, 0, 1);
	CALL(r < 0 && errno != EPERM, landlock_add_rule, -1, 0, NULL, 0);
	CALL(r == 0, prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	CALL(r < 0 && errno != EPERM, landlock_restrict_self, -1, 0);
}

static enum claim run(const struct brief *b)
{
	(void)b;
	files();
	younger_calls();
	return tell_calls();
}

const struct attack attack = {
	.effect = "a program finds out what there is, and does without the rest",
	.means = "openat2, fchmodat2, futex_waitv, pidfd_open; ioctl(2) of what is no terminal",
	.oracle = "done",
	.expect = "19 calls, 0 refused\n",
	.run = run,
};
