// SPDX-License-Identifier: MIT
/*
 * notify_sockets.c - a program's own listeners: a socket in its own folder, to which its own
 * processes connect, as Python's forkserver does. With Landlock and a supervisor only; else no
 * socket is ever made.
 *
 *	socket   of the family AF_UNIX and of streams goes on; all other kinds are refused. Numbers in
 *	         registers: nobody changes them after the look
 *	bind     is done by a helper, which puts itself under the program's own Landlock rules first: so
 *	         the kernel sees to it that the name is made where the program may make one, whatever
 *	         happens to the path meanwhile. No abstract name, which others could see
 *	connect  no rule of Landlock's mediates. The path is resolved and held, what is held must lie in
 *	         the program's folder, and to that a helper connects: who listens may keep it waiting
 *	listen   is done here, with a queue of one: who waits in it is in no list of any process, and what
 *	         was sent to a listener that accepts nobody is the kernel's memory. So there are few
 *	accept   goes on: it names a socket that the program has
 *
 * Both addresses are copied once. A socket of the program's is taken by pidfd_getfd(2), so that
 * it is that one, whatever its number means by then; it is asked of what kind it is.
 *
 * A connection is counted as a pair is: what waits in it is the kernel's memory. To who accepts
 * it the other side is the helper (SO_PEERCRED), of the same user.
 */
#include "sandbox/notify_sockets.h"

#include "lib/fd.h"
#include "sandbox/grants.h"
#include "sandbox/notify_answer.h"
#include "sandbox/notify_args.h"
#include "sandbox/notify_find.h"
#include "sandbox/quota.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	TYPE = 0xf, /* SOCK_TYPE_MASK */
	LISTENERS = 96, /* ever: with a connection in each queue that is 24 MiB */
};

bool sockets_are_asked(const struct box *b, const struct seccomp_notif *ask)
{
	if (!stack_has(b->res->layers, &layer_landlock) ||
	    !stack_has(b->res->layers, &layer_session))
		return false;
	switch (ask->data.nr) {
	case SYS_socket:
	case SYS_bind:
	case SYS_connect:
	case SYS_listen:
	case SYS_accept:
	case SYS_accept4:
		return true;
	}
	return false;
}

/* The program's path, ended with a NUL. -EPERM: no path. */
static int read_address(const struct seccomp_notif *ask, struct sockaddr_un *a)
{
	const __u64 *arg = ask->data.args;
	socklen_t n = (socklen_t)arg[2], head = offsetof(struct sockaddr_un, sun_path);

	memset(a, 0, sizeof(*a));
	if (n <= head || n > sizeof(*a))
		return -EINVAL;
	if (args_read((pid_t)ask->pid, arg[1], a, n) != (ssize_t)n)
		return -EFAULT;
	if (a->sun_family != AF_UNIX || !*a->sun_path)
		return -EPERM;
	return memchr(a->sun_path, '\0', sizeof(a->sun_path)) ? 0 : -EINVAL;
}

/* The socket behind its descriptor, if it is one of streams between processes. */
static int take_socket(const struct seccomp_notif *ask)
{
	int process _cleanup_fd_ = args_process((pid_t)ask->pid), fd;
	int domain = 0, type = 0;
	socklen_t n = sizeof(int);

	if (process < 0)
		return process;
	fd = (int)syscall(SYS_pidfd_getfd, process, (int)ask->data.args[0], 0);
	if (fd < 0)
		return -errno;
	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &n) == 0 &&
	    getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && domain == AF_UNIX &&
	    type == SOCK_STREAM)
		return fd;
	close(fd);
	return -EPERM;
}

/* In the helper: make the name as the program would. */
static int bind_as_it(const struct box *b, int fd, const struct sockaddr_un *a, int base,
		      mode_t mask)
{
	if (fchdir(base) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    syscall(SYS_landlock_restrict_self, b->landlock.ruleset, 0) < 0)
		return -errno;
	umask(mask);
	return bind(fd, (const struct sockaddr *)a, sizeof(*a)) < 0 ? -errno : 0;
}

static int bind_it(struct box *b, const struct seccomp_notif *ask)
{
	int base _cleanup_fd_ = args_base((pid_t)ask->pid, AT_FDCWD), fd _cleanup_fd_ = -1;
	mode_t mask = ~args_mode((pid_t)ask->pid, 0777) & 0777;
	struct sockaddr_un a;
	int r = read_address(ask, &a);
	pid_t by;

	if (r == 0)
		r = fd = take_socket(ask);
	if (r >= 0 && base < 0)
		r = base;
	if (r >= 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	if (r < 0)
		return r;
	if (!quota_file(b, SYS_mknodat))
		return -EDQUOT;
	by = helper_fork(b);
	if (by == 0)
		helper_answer(b->supervise.listener, ask, bind_as_it(b, fd, &a, base, mask));
	return by > 0 ? 1 : by;
}

/* What the path leads to, held: a socket in the program's folder. */
static int find_listener(const struct box *b, const struct seccomp_notif *ask, const char *path)
{
	int base _cleanup_fd_ = args_base((pid_t)ask->pid, AT_FDCWD);
	int fd = base < 0 ? base : find_path(base, path, 0);
	struct stat st;

	if (fd < 0)
		return fd;
	if (fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode) && grants_writable(b, fd))
		return fd;
	close(fd);
	return -EACCES;
}

static int connect_it(struct box *b, const struct seccomp_notif *ask)
{
	int fd _cleanup_fd_ = -1, to _cleanup_fd_ = -1;
	struct sockaddr_un a;
	int r = read_address(ask, &a);
	pid_t by;

	if (r == 0)
		r = to = find_listener(b, ask, a.sun_path);
	if (r >= 0)
		r = fd = take_socket(ask);
	if (r >= 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	if (r < 0)
		return r;
	if (!quota_pair(b, (pid_t)ask->pid, SOCK_STREAM))
		return -ENFILE;
	by = helper_fork(b);
	if (by > 0)
		return 1;
	if (by < 0)
		return by;
	fd_path(to, a.sun_path);
	r = connect(fd, (const struct sockaddr *)&a, sizeof(a));
	helper_answer(b->supervise.listener, ask, r < 0 ? -errno : 0);
}

static int listen_to_it(struct box *b, const struct seccomp_notif *ask)
{
	int fd _cleanup_fd_ = take_socket(ask);

	if (fd < 0)
		return fd;
	if (!args_waits(b->supervise.listener, ask->id))
		return -ENOENT;
	if (b->supervise.listeners == LISTENERS)
		return -ENFILE;
	b->supervise.listeners++;
	return listen(fd, 0) < 0 ? -errno : 0;
}

int sockets_answer(struct box *b, const struct seccomp_notif *ask, bool *goes_on)
{
	const __u64 *a = ask->data.args;

	*goes_on = false;
	switch (ask->data.nr) {
	case SYS_bind:
		return bind_it(b, ask);
	case SYS_connect:
		return connect_it(b, ask);
	case SYS_listen:
		return listen_to_it(b, ask);
	case SYS_socket:
		*goes_on = (int)a[0] == AF_UNIX && ((int)a[1] & TYPE) == SOCK_STREAM;
		return *goes_on ? 0 : -EPERM;
	}
	*goes_on = true;
	return 0;
}
