// SPDX-License-Identifier: MIT
/*
 * launcher - the trick of a launcher of mode 0111, which may be executed and not be read: the
 * kernel makes it non-dumpable (would_dump() in fs/exec.c), and it hides its memory, environment
 * and descriptors from others of its user, without prctl(2).
 *
 * It is shown on a copy in memory, so that no file has to be made. Where we are root, the one who
 * looks is made nobody first: root may always look.
 */
#include "probe/groups.h"
#include "probe/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NOBODY = 65534 };

/* This program as a file of this mode. A descriptor, or -1. */
static int copy(struct answer *a, mode_t mode)
{
	int fd, self;

	if (!DO(a, "memfd_create(2)", fd = (int)syscall(SYS_memfd_create, "ordeal-probe", 0U)) ||
	    !DO(a, "open " SELF_EXE, self = open(SELF_EXE, O_RDONLY | O_CLOEXEC)))
		return -1;
	while (sendfile(fd, self, NULL, 1 << 20) > 0)
		;
	return DO(a, "fchmod(2)", fchmod(fd, mode)) ? fd : -1;
}

/* Run it; it says when it is there. It waits for its standard input to end. */
static pid_t launch(struct answer *a, int fd)
{
	static char *const argv[] = { "ordeal-probe", "--wait", NULL };
	static char *const envp[] = { "CANARY=1", NULL };
	int in[2], out[2];
	char c;
	pid_t pid;

	if (!DO(a, "pipe(2)", pipe(in)) || !DO(a, "pipe(2)", pipe(out)) ||
	    !DO(a, "fork(2)", pid = fork()))
		return -1;
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		syscall(SYS_execveat, fd, "", argv, envp, AT_EMPTY_PATH);
		_exit(errno);
	}
	close(out[1]);
	about_to(a, "execveat(2) of the copy");
	if (read(out[0], &c, 1) == 1)
		return pid;
	errno = EACCES;
	came_to(a, -1);
	return -1;
}

static int peep(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return open(path, O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
}

static int peep_memory(pid_t pid)
{
	struct iovec none = { NULL, 0 };

	return syscall(SYS_process_vm_readv, pid, &none, 1, &none, 1, 0) < 0 ? errno : 0;
}

static bool become_nobody(struct answer *a)
{
	return geteuid() != 0 ||
	       (DO(a, "setresgid(2) to nobody", setresgid(NOBODY, NOBODY, NOBODY)) &&
		DO(a, "setresuid(2) to nobody", setresuid(NOBODY, NOBODY, NOBODY)));
}

void ask_launcher(struct answer *a)
{
	static const char *const names[] = { "environ", "mem", "maps", "fd", "cwd" };
	int open_one = copy(a, 0755), shut_one = open_one < 0 ? -1 : copy(a, 0111);
	pid_t open_pid, shut_pid;
	bool hidden = true;

	if (shut_one < 0 || !become_nobody(a) || (open_pid = launch(a, open_one)) < 0 ||
	    (shut_pid = launch(a, shut_one)) < 0)
		return;
	about_to(a, "open /proc/PID/environ of a program of mode 0755, as a control");
	errno = peep(open_pid, "environ");
	if (!came_to(a, errno ? -1 : 0))
		return;
	about_to(a, "open /proc/PID of a program of mode 0111");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		int error = peep(shut_pid, names[i]);

		answer_item_error(a, names[i], error);
		hidden = hidden && error;
	}
	answer_item_error(a, "process_vm_readv", peep_memory(shut_pid));
	answer(a, hidden ? YES : NO);
	a->error = hidden ? peep(shut_pid, "environ") : 0;
}
