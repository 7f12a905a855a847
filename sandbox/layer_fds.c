// SPDX-License-Identifier: MIT
/*
 * fds - the program gets descriptors 0, 1 and 2, its result's channel if it has one, and no other:
 * not the worker's sockets, not its deleted files. One close_range(2), since loops miss what lies
 * above their end.
 *
 * A parent's descriptors can be opened again as /proc/PPID/fd/N by the same user, so a supervisor
 * that is only a launcher closes its own copies too.
 */
#include "sandbox/layer_fds.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The line to the supervisor, until exec closes it: after the last of the program's own. */
static int line_of(const struct box *b)
{
	return b->session.result_child < 0 ? BOX_RESULT_FD : BOX_RESULT_FD + 1;
}

/* Close first..last; by a sweep of /proc where close_range (Linux 5.9) is not to be had. */
static int close_span(unsigned first, unsigned last)
{
	struct dirents d = { .fd = -1 };
	const char *name;

	if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
		return 0;
	d.fd = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d.fd < 0)
		return -errno;
	while ((name = dirents_next(&d))) {
		unsigned n = (unsigned)atoi(name);

		if (n >= first && n <= last && n != (unsigned)d.fd)
			close((int)n);
	}
	close(d.fd);
	return d.error;
}

static int probe(struct err *e)
{
	/* An empty span closes nothing: first above every table. */
	if (syscall(SYS_close_range, ~0U, ~0U, 0) < 0 && access("/proc/self/fd", R_OK) < 0)
		return err_set(e, errno, "neither close_range(2) nor /proc/self/fd");
	return 0;
}

/* Runs before a pipe or a folder of ours is open: see run.c. */
void fds_forget(const int keep[BOX_KEPT])
{
	unsigned from = 3;

	/* From one that stays to the next higher one. */
	for (;;) {
		unsigned next = ~0U;

		for (int i = 0; i < BOX_KEPT; i++)
			if (keep[i] >= (int)from && (unsigned)keep[i] < next)
				next = (unsigned)keep[i];
		if (next == ~0U)
			break;
		close_span(from, next - 1);
		from = next + 1;
	}
	close_span(from, ~0U);
}

static int inside(struct box *b, struct err *e)
{
	int line = line_of(b);
	int r = b->ctl == line || dup3(b->ctl, line, O_CLOEXEC) == line ? 0 : -errno;

	if (r < 0)
		return err_set(e, -r, "dup3");
	b->ctl = line;
	r = close_span((unsigned)line + 1, ~0U);
	return r < 0 ? err_set(e, -r, "close_range") : 0;
}

/*
 * Since Linux 6.2 the size of that folder is the number of descriptors. The launcher holds all from
 * 0 to the line, so that many are these; any other number has its names read, which makes an inode
 * for each.
 */
static int readback(const struct box *b, struct err *e)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	char name[32];
	const char *n;
	struct stat st;
	int last = line_of(b);

	proc_name(name, b->pid, "fd");
	if (stack_has(b->res->layers, &layer_supervise))
		last++; /* its listener, which exec closes */
	if (b->opt->launcher && stat(name, &st) == 0 && st.st_size == last + 1)
		return 0;
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, errno, "%s", name);
	while ((n = dirents_next(&d)))
		if (atoi(n) > last)
			return err_set(e, EPERM, "pid %d still has descriptor %s", b->pid, n);
	return d.error ? err_set(e, -d.error, "%s", name) : 0;
}

const struct layer layer_fds = {
	.name = "fds",
	.blurb = "no descriptors but 0, 1, 2 and the result's",
	.probe = probe,
	.inside = inside,
	.readback = readback,
};
