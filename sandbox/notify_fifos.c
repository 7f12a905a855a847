// SPDX-License-Identifier: MIT
/*
 * notify_fifos.c - with --mediate: open(2) of a FIFO waits until its other end is opened too
 * (fifo(7)). The supervisor must not wait: who opens the other end asks the supervisor as well.
 * So each end is opened without waiting, and the answer is put off until the two have met.
 *
 *	a reader   is opened at once, and counts as one from then on, as in the kernel
 *	a writer   can be opened only when there is a reader (ENXIO); until then it is tried again
 *
 * Both ends in one box meet in meet(). Those whose other end is opened outside are found by looking
 * every few milliseconds. A signal for who waits is seen there too: the call is answered with
 * ERESTARTSYS, from which the kernel makes EINTR or the call anew, whatever its handler wants.
 */
#include "sandbox/notify_fifos.h"

#include "lib/fd.h"
#include "sandbox/grants.h"
#include "sandbox/notify_answer.h"
#include "sandbox/notify_args.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { INTERRUPTED = 512 }; /* ERESTARTSYS, which only the kernel's own headers name */

static int open_end(int fifo, int flags)
{
	return fd_reopen(fifo, flags | O_NONBLOCK);
}

/* A pipe's ends are there from its birth: nobody waits who opens one anew by /dev/fd. */
static bool is_pipe(int fifo)
{
	struct statfs fs;

	return fstatfs(fifo, &fs) == 0 && fs.f_type == PIPEFS_MAGIC;
}

static bool reads(int flags)
{
	return (flags & O_ACCMODE) == O_RDONLY;
}

/*
 * A reader that was there before any writer is not told that there is none: POLLHUP comes only
 * after one has come and gone. So one comes and goes; but not where the program may not write,
 * since others who wait there would take it for their writer. There, who writes is known by
 * what is written.
 */
static bool has_writer(const struct box *b, int fifo, int reader)
{
	struct pollfd p = { .fd = reader, .events = POLLIN };
	int writer;

	if (!(grants_of(b, fifo) & LL_WRITE_FILE))
		return poll(&p, 1, 0) > 0 && p.revents & POLLIN;
	writer = open_end(fifo, O_WRONLY);
	fd_close(&writer);
	return poll(&p, 1, 0) >= 0 && !(p.revents & POLLHUP);
}

/* An end of this FIFO was opened, by these flags: who waits for such a one has met it. */
static void meet(struct box *b, int fifo, int flags)
{
	for (unsigned i = 0; i < b->mediate.waiters; i++) {
		struct fifo_waiter *m = &b->mediate.waiter[i];

		if (m->met || !fd_same(m->fifo, fifo))
			continue;
		if (!reads(m->flags) && m->end < 0)
			m->end = open_end(m->fifo, m->flags);
		m->met = reads(m->flags) ? !reads(flags) : m->end >= 0;
	}
}

/* Is there the other end? Then this one is open. */
static bool has_met(const struct box *b, struct fifo_waiter *m)
{
	if (m->met)
		return true;
	if (reads(m->flags))
		return has_writer(b, m->fifo, m->end);
	m->end = open_end(m->fifo, m->flags);
	return m->end >= 0;
}

/* Is a signal waiting for this thread that it does not block? */
static bool is_signalled(pid_t pid)
{
	char name[32], status[STATUS];
	unsigned long long pending, blocked;

	proc_name(name, pid, "status");
	if (fd_slurp(AT_FDCWD, name, status, sizeof(status)) <= 0)
		return true;
	pending = (unsigned long long)status_field(status, "SigPnd", 16) |
		  (unsigned long long)status_field(status, "ShdPnd", 16);
	blocked = (unsigned long long)status_field(status, "SigBlk", 16);
	return pending & ~blocked;
}

/* Answer whom there is something to say to. True: it waits no longer. */
static bool is_over(struct box *b, struct fifo_waiter *m)
{
	struct seccomp_notif_resp say = { .id = m->id };
	int listener = b->supervise.listener;

	if (!args_waits(listener, m->id))
		return true;
	if (has_met(b, m)) {
		fd_block(m->end);
		if (!answer_with_fd(listener, m->id, m->end, m->flags, &say))
			say.id = 0;
		m->end = -1;
	} else if (is_signalled(m->pid)) {
		say.error = -INTERRUPTED;
	} else {
		return false;
	}
	if (say.id)
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &say);
	return true;
}

static void forget(struct box *b, unsigned i)
{
	struct fifo_waiter *m = &b->mediate.waiter[i];

	fd_close(&m->end);
	fd_close(&m->fifo);
	*m = b->mediate.waiter[--b->mediate.waiters];
}

void fifos_look(struct box *b)
{
	for (unsigned i = b->mediate.waiters; i-- > 0;)
		if (is_over(b, &b->mediate.waiter[i]))
			forget(b, i);
}

int fifos_open(struct box *b, const struct seccomp_notif *ask, int fifo, int flags)
{
	struct fifo_waiter m = { .id = ask->id, .pid = (pid_t)ask->pid, .fifo = -1, .end = -1,
			     .flags = flags };
	bool waits = !(flags & O_NONBLOCK) && (flags & O_ACCMODE) != O_RDWR && !is_pipe(fifo);
	int end;

	fifos_look(b); /* who was killed waiting is no reader any more */
	end = open_end(fifo, flags);
	if (end == -ENXIO && waits)
		end = -1;
	else if (end < 0)
		return end;
	if (end >= 0)
		meet(b, fifo, flags);
	if (end >= 0 && (!waits || !reads(flags) || has_writer(b, fifo, end))) {
		if (!(flags & O_NONBLOCK))
			fd_block(end);
		return end;
	}
	m.end = end;
	m.fifo = b->mediate.waiters < BOX_WAITERS ? fcntl(fifo, F_DUPFD_CLOEXEC, 0) : -1;
	if (m.fifo < 0) {
		fd_close(&m.end);
		return -ENFILE;
	}
	b->mediate.waiter[b->mediate.waiters++] = m;
	return -EINPROGRESS;
}

void fifos_forget(struct box *b)
{
	while (b->mediate.waiters > 0)
		forget(b, 0);
}
