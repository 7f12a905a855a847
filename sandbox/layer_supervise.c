// SPDX-License-Identifier: MIT
/*
 * supervise - the decisions that neither BPF nor Landlock can take: how many, and what was that.
 *
 * A seccomp listener (seccomp_unotify(2), Linux 5.5) hears of nine kinds of calls, all rare:
 *
 *	what makes a file or a name    counted; over the budget, or while the disk's is overdrawn,
 *	                               it fails with EDQUOT. No rlimit counts files, and whoever
 *	                               makes thousands in a millisecond outruns any watch
 *	what maps memory shared        added up: its pages stay when no process has them resident
 *	what makes a pair of sockets   counted too: what waits in them is the kernel's memory, and
 *	                               part of the program's as if they were always full
 *	what makes a task              counted: RLIMIT_NPROC is all of the user's (tasks.c)
 *	setsid(2)                      counted: each session has a share of the processors
 *	fallocate(2)                   added up: it gives 16 MiB in half a millisecond
 *	what changes a mode or times   which Landlock does not mediate: done here, for files in the
 *	                               program's own folders only (notify_attributes.c)
 *	sockets in its own folder      where Landlock stands, made here or let go on (notify_sockets.c)
 *	what names its own processes   let go on, where the filter could not know (notify_self.c)
 *	what the filter refuses        refused here instead, and remembered for the report: which
 *	                               call, with which arguments, how often
 *
 * A call that is let go on was not judged by anything behind a pointer, so there is nothing that a
 * second thread could change between the look and the deed; what depends on a path is never let go
 * on but done here. All other paths are Landlock's affair; or, with --mediate, every open is done
 * here too (notify_open.c). When the supervisor is gone such calls fail with ENOSYS: closed.
 *
 * The listener is made by the filter, in the child; the supervisor takes it over with
 * pidfd_getfd(2), and exec closes the child's copy. There is one per process: under another
 * supervisor's filter this layer is refused with EBUSY.
 */
#include "sandbox/layer_supervise.h"

#include "lib/fd.h"
#include "sandbox/deed.h"
#include "sandbox/grants.h"
#include "sandbox/notify_decide.h"
#include "sandbox/notify_fifos.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

enum { MOST_AT_ONCE = 8 };

static int probe(struct err *e)
{
	return deed_try(deed_listener, e);
}

static int prepare(struct box *b, struct err *e)
{
	return b->opt->mediate ? grants_keep(b, e) : 0;
}

/* Nobody asks yet, so that a kernel which can hand over a descriptor finds no such question. */
static int readback(const struct box *b, struct err *e)
{
	struct seccomp_notif_addfd add = { .flags = SECCOMP_ADDFD_FLAG_SEND,
					   .srcfd = (__u32)b->supervise.listener };

	if (b->supervise.listener < 0)
		return err_set(e, EPERM, "the filter has no listener");
	if (b->opt->mediate &&
	    (ioctl(b->supervise.listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) == 0 || errno != ENOENT))
		return err_set(e, errno, "SECCOMP_IOCTL_NOTIF_ADDFD");
	return 0;
}

int supervise_take(struct box *b, int theirs, struct err *e)
{
	int pidfd _cleanup_fd_ = (int)syscall(SYS_pidfd_open, b->pid, 0);

	b->supervise.listener = (int)syscall(SYS_pidfd_getfd, pidfd, theirs, 0);
	if (b->supervise.listener < 0)
		return err_set(e, errno, "pidfd_getfd(2)");
	/* Linux 6.6: who asks and who answers take turns on one processor. Without, it is slower. */
	ioctl(b->supervise.listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	return 0;
}

/* Answer who waits, a bounded number, so that a storm does not keep us from the clock. */
void supervise_answer(struct box *b)
{
	for (int i = 0; i < MOST_AT_ONCE; i++) {
		struct seccomp_notif ask = { 0 };
		struct seccomp_notif_resp say = { 0 };
		struct pollfd p = { .fd = b->supervise.listener, .events = POLLIN };

		if (poll(&p, 1, 0) <= 0)
			return;
		if (!(p.revents & POLLIN)) { /* the last of those under the filter is gone */
			fd_close(&b->supervise.listener);
			return;
		}
		if (ioctl(b->supervise.listener, SECCOMP_IOCTL_NOTIF_RECV, &ask) < 0)
			continue; /* who asked was killed meanwhile */
		if (notify_decide(b, &ask, &say))
			ioctl(b->supervise.listener, SECCOMP_IOCTL_NOTIF_SEND, &say);
	}
}

/* Before session kills what is left: whoever waits for an answer must not wait for ever. */
static void undo(struct box *b)
{
	fd_close(&b->supervise.listener);
	fifos_forget(b);
	grants_forget(b);
}

const struct layer layer_supervise = {
	.name = "supervise",
	.blurb = "counts new files and shared memory, and remembers which calls were refused",
	.requires = (const char *const[]){ "seccomp", "nnp", NULL },
	.probe = probe,
	.prepare = prepare,
	.readback = readback,
	.undo = undo,
};
