// SPDX-License-Identifier: MIT
/*
 * fdless - no new descriptor, no new task, no new byte in a file: setrlimit(2) to zero, thrice.
 *
 * What can be had where neither prctl(2) nor seccomp(2) works, as nobody may be refused to lower
 * his own limits; the idea is that of OpenSSH's rlimit sandbox. All that begins with a descriptor
 * is refused: open, listdir, socket, pipe, memfd_create, inotify, io_uring. Descriptors that are
 * open stay open and usable, so the layer fds belongs to it; output goes through a pipe, which
 * FSIZE does not count.
 *
 *	NOFILE 0   EMFILE for whoever wants a descriptor
 *	NPROC  0   EAGAIN for fork(2) and for threads; root is exempt, and may raise all three again
 *	FSIZE  0   SIGXFSZ or EFBIG for files that are open already
 *
 * It stops nothing that needs a path alone (mkdir, symlink, rename, unlink, chmod, truncate to
 * nothing, stat), no kill(2), no prlimit(2) of others, no process_vm_readv(2), no System V memory,
 * and execve(2) of a static program only goes on in here. A dynamic one cannot load its libraries,
 * an interpreter not its script: the mode is made for a worker that forks when all is imported and
 * calls box_fdless() in the child.
 */
#include "sandbox/layer.h"

#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const struct {
	int         resource;
	const char *name;
} rows[] = {
	{ RLIMIT_NOFILE, "NOFILE" },
	{ RLIMIT_NPROC, "NPROC" },
	{ RLIMIT_FSIZE, "FSIZE" },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

int box_fdless(struct err *e)
{
	int fd;

	for (int i = 0; i < ROWS; i++)
		if (setrlimit(rows[i].resource, &(struct rlimit){ 0, 0 }) < 0)
			return err_set(e, errno, "setrlimit(%s)", rows[i].name);
	fd = open("/", O_PATH | O_CLOEXEC);
	if (fd < 0)
		return errno == EMFILE ? 0 : err_set(e, errno, "open(2)");
	close(fd);
	return err_set(e, EPERM, "open(2) still works");
}

static int prepare(struct box *b, struct err *e)
{
	if (stack_has(b->opt->layers, &layer_supervise))
		return err_set(e, 0, "not with supervise, whose listener is a descriptor");
	b->res->nproc_exempt |= getuid() == 0;
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	(void)b;
	return box_fdless(e);
}

static int readback(const struct box *b, struct err *e)
{
	for (int i = 0; i < ROWS; i++) {
		struct rlimit is;

		if (prlimit(b->pid, rows[i].resource, NULL, &is) < 0)
			return err_set(e, errno, "prlimit(%s)", rows[i].name);
		if (is.rlim_cur || is.rlim_max)
			return err_set(e, EPERM, "%s of pid %d is %llu, at most %llu", rows[i].name,
				       b->pid, (unsigned long long)is.rlim_cur,
				       (unsigned long long)is.rlim_max);
	}
	return 0;
}

static int probe(struct err *e)
{
	struct rlimit is;

	for (int i = 0; i < ROWS; i++)
		if (getrlimit(rows[i].resource, &is) < 0 || setrlimit(rows[i].resource, &is) < 0)
			return err_set(e, errno, "setrlimit(%s)", rows[i].name);
	if (getuid() == 0)
		err_set(e, 0, "but root is exempt from NPROC, and may raise limits again");
	return 0;
}

const struct layer layer_fdless = {
	.name = "fdless",
	.blurb = "no new descriptors, tasks or bytes in files: static programs only",
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
};
