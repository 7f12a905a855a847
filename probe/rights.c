// SPDX-License-Identifier: MIT
#include "probe/rights.h"

#include "probe/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACE "/tmp/"
#define NEW   RIGHTS_NEW

static int deed_execute(void)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execl(SELF_EXE, "ordeal-probe", "--end", NULL);
		_exit(errno == EACCES ? 1 : 2);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	errno = WEXITSTATUS(status) == 1 ? EACCES : EIO;
	return WEXITSTATUS(status) == SELF_ENDED ? 0 : -1;
}

static int deed_write(void)
{
	return open("/dev/null", O_WRONLY | O_CLOEXEC);
}

static int deed_read(void)
{
	return open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
}

int deed_list(void)
{
	return open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int deed_file(void)
{
	return open(NEW, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
}

static int deed_dir(void)
{
	return mkdir(NEW, 0700);
}

static int deed_link(void)
{
	return symlink("nowhere", NEW);
}

static int deed_fifo(void)
{
	return mkfifo(NEW, 0600);
}

static int deed_socket(void)
{
	return mknod(NEW, S_IFSOCK | 0600, 0);
}

static int deed_char(void)
{
	return mknod(NEW, S_IFCHR | 0600, makedev(1, 3));
}

static int deed_block(void)
{
	return mknod(NEW, S_IFBLK | 0600, makedev(7, 0));
}

static int deed_unlink(void)
{
	return unlink(PLACE "file");
}

static int deed_rmdir(void)
{
	return rmdir(PLACE "folder");
}

static int deed_refer(void)
{
	return link(PLACE "file", PLACE "other/file");
}

static int deed_truncate(void)
{
	int fd = open(PLACE, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return fd < 0 ? -1 : truncate(path, 0);
}

/* TIOCGWINSZ is no terminal's here: ENOTTY is as good as yes. */
static int deed_ioctl(void)
{
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	char size[8];

	if (fd < 0)
		return -1;
	return ioctl(fd, TIOCGWINSZ, size) < 0 && errno == ENOTTY ? 0 : -1;
}

static int local(int (*act)(int, const struct sockaddr *, socklen_t), uint16_t port)
{
	struct sockaddr_in to = { AF_INET, htons(port), { htonl(INADDR_LOOPBACK) }, { 0 } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd < 0 ? -1 : act(fd, (struct sockaddr *)&to, sizeof(to));
}

static int deed_bind(void)
{
	return local(bind, 0);
}

/* Port 1 of this machine itself. Nobody listens: as good as yes. */
static int deed_connect(void)
{
	int r = local(connect, 1);

	return r < 0 && errno == ECONNREFUSED ? 0 : r;
}

/* To a name that this process's parent, outside the domain, listens on. */
static int deed_abstract(void)
{
	struct sockaddr_un to = { AF_UNIX, "" };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), n;

	n = snprintf(to.sun_path + 1, sizeof(to.sun_path) - 1, "ordeal-probe-%d", getppid());
	return fd < 0 ? -1 : connect(fd, (struct sockaddr *)&to, (socklen_t)(3 + n));
}

static int deed_signal(void)
{
	return kill(getppid(), 0);
}

const struct right rights[] = {
	{ "execute", deed_execute, { .fs = LL_EXECUTE }, .abi = 1 },
	{ "write_file", deed_write, { .fs = LL_WRITE_FILE }, .abi = 1 },
	{ "read_file", deed_read, { .fs = LL_READ_FILE }, .abi = 1 },
	{ "read_dir", deed_list, { .fs = LL_READ_DIR }, .abi = 1 },
	{ "remove_dir", deed_rmdir, { .fs = LL_REMOVE_DIR }, .abi = 1, .private = true },
	{ "remove_file", deed_unlink, { .fs = LL_REMOVE_FILE }, .abi = 1, .private = true },
	{ "make_char", deed_char, { .fs = LL_MAKE_CHAR }, .abi = 1, .makes = true },
	{ "make_dir", deed_dir, { .fs = LL_MAKE_DIR }, .abi = 1, .makes = true },
	{ "make_reg", deed_file, { .fs = LL_MAKE_REG }, .abi = 1, .makes = true },
	{ "make_sock", deed_socket, { .fs = LL_MAKE_SOCK }, .abi = 1, .makes = true },
	{ "make_fifo", deed_fifo, { .fs = LL_MAKE_FIFO }, .abi = 1, .makes = true },
	{ "make_block", deed_block, { .fs = LL_MAKE_BLOCK }, .abi = 1, .makes = true },
	{ "make_sym", deed_link, { .fs = LL_MAKE_SYM }, .abi = 1, .makes = true },
	{ "refer", deed_refer, { .fs = LL_REFER }, .abi = 2, .private = true, .expected = EXDEV },
	{ "truncate", deed_truncate, { .fs = LL_TRUNCATE }, .abi = 3 },
	{ "ioctl_dev", deed_ioctl, { .fs = LL_IOCTL_DEV }, .abi = 5 },
	{ "bind_tcp", deed_bind, { .net = LL_BIND_TCP }, .abi = 4 },
	{ "connect_tcp", deed_connect, { .net = LL_CONNECT_TCP }, .abi = 4 },
	{ "scope_abstract",
	  deed_abstract,
	  { .scoped = LL_SCOPE_ABSTRACT },
	  .abi = 6,
	  .expected = EPERM },
	{ "scope_signal", deed_signal, { .scoped = LL_SCOPE_SIGNAL }, .abi = 6, .expected = EPERM },
	{ .name = NULL },
};

void rights_listen(void)
{
	struct sockaddr_un at = { AF_UNIX, "" };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), n;

	n = snprintf(at.sun_path + 1, sizeof(at.sun_path) - 1, "ordeal-probe-%d", getpid());
	if (fd >= 0 && bind(fd, (struct sockaddr *)&at, (socklen_t)(3 + n)) == 0)
		listen(fd, 4);
}

bool rights_furnish(void)
{
	int fd = open(PLACE "file", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	remove(PLACE "other/file");
	return fd >= 0 && !close(fd) && (!mkdir(PLACE "folder", 0700) || errno == EEXIST) &&
	       (!mkdir(PLACE "other", 0700) || errno == EEXIST);
}
