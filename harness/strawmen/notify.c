// SPDX-License-Identifier: MIT
/*
 * notify.c - a supervisor that decides on paths, as people write it:
 * `notify [-a PREFIX]... -- COMMAND ARGUMENT...`
 *
 * A column of the matrix, not a part of the sandbox. A filter stops open, openat and execve of the
 * command and asks this process (SECCOMP_RET_USER_NOTIF), which reads the path out of the caller's
 * memory, compares it with a list, and lets the kernel continue, or answers EACCES:
 *
 *     command --openat("/var/task/...")--> kernel --notification--> notify
 *        ^                                                            | /proc/TID/mem: the path
 *        '--------------- EACCES, or CONTINUE ------------------------'
 *
 * Published supervisors make these mistakes, which are kept on purpose; the supervisor-evasion row
 * walks through each of them:
 *
 *   - CONTINUE makes the kernel read the path again, after it was judged (path-flip);
 *   - what cannot be read is let through, since programs would fail for no visible reason
 *     (secretmem-path, not-dumpable, unreadable-program, starved-of-descriptors);
 *   - a path is read into 256 bytes, and one without an end counts as not readable (long-path);
 *   - the name is compared, not the file that it leads to (dot-dot, link, link-flip, own-root,
 *     bind-mount), and a relative one is taken for a name in the student's own folder
 *     (working-folder, folder-descriptor);
 *   - three calls are watched; there are more ways to a file (filter-evasion/openat2, open-tree,
 *     io-uring-openat) and to a process;
 *   - it runs under the student's uid, may be traced, and keeps its list in memory that it may
 *     write to (rewritten-policy, stolen-listener, stopped-parents);
 *   - dup2(2) drops close-on-exec, so that the command has the listener too (inherited-listener).
 *
 * Exit: the command's; 128 and the signal that ended it; 125 the supervisor could not be set up,
 * 126 the command could not be run, 127 it was not found.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUFFER = 256, AGREED = 100, PREFIXES = 32 };

static const char *allowed[PREFIXES];
static size_t allowed_count;

#define ASK_IF(nr)                                                \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (nr), 0, 1),          \
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)

/* The listener, or -1. */
static int load(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef SYS_open
		ASK_IF(SYS_open),
#endif
		ASK_IF(SYS_openat),
		ASK_IF(SYS_execve),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = { sizeof(code) / sizeof(*code), code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
			    &filter);
}

/* The command, which leaves its listener at a number that both know and waits to be supervised. */
static _Noreturn void start(char **command, int ready, int go)
{
	int listener = load();
	char byte;

	if (listener < 0)
		perror("notify: the filter");
	if (listener < 0 || dup2(listener, AGREED) < 0 || write(ready, "", 1) != 1 ||
	    read(go, &byte, 1) != 1)
		_exit(125);
	execvp(*command, command);
	fprintf(stderr, "notify: %s: %s\n", *command, strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Copy the string at `address` of task `tid`. False: it cannot be read, or has no end. */
static bool path_of(uint32_t tid, uint64_t address, char path[BUFFER])
{
	char name[32];
	ssize_t n;
	int mem;

	snprintf(name, sizeof(name), "/proc/%u/mem", tid);
	mem = open(name, O_RDONLY | O_CLOEXEC);
	if (mem < 0)
		return false;
	n = pread(mem, path, BUFFER, (off_t)address);
	close(mem);
	return n > 0 && memchr(path, '\0', (size_t)n);
}

static bool permitted(const char *path)
{
	if (*path != '/')
		return true;
	for (size_t i = 0; i < allowed_count; i++)
		if (!strncmp(path, allowed[i], strlen(allowed[i])))
			return true;
	return false;
}

static void answer(int listener)
{
	struct seccomp_notif ask = { 0 };
	struct seccomp_notif_resp reply = { 0 };
	char path[BUFFER];

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
		return;
	reply.id = ask.id;
	reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	if (path_of(ask.pid, ask.data.args[ask.data.nr == SYS_openat], path) && !permitted(path)) {
		reply.flags = 0;
		reply.error = -EACCES;
	}
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
}

/* One notification after the other, until the command has ended. Its exit status. */
static int supervise(pid_t child, int pidfd, int listener)
{
	struct pollfd p[] = { { .fd = listener, .events = POLLIN },
			      { .fd = pidfd, .events = POLLIN } };
	int status = 125 << 8;

	while (poll(p, 2, -1) < 0 || !p[1].revents) {
		if (p[0].revents & POLLIN)
			answer(listener);
		else if (p[0].revents)
			p[0].fd = -1; /* nobody is left who could ask */
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
	int ready[2], go[2], option, pidfd, listener = -1;
	char byte;
	pid_t child;

	while ((option = getopt(argc, argv, "+a:")) == 'a' && allowed_count < PREFIXES)
		allowed[allowed_count++] = optarg;
	if (option != -1 || optind == argc) {
		fputs("usage: notify [-a PREFIX]... -- COMMAND [ARGUMENT]...\n", stderr);
		return 125;
	}
	if (pipe2(ready, O_CLOEXEC) || pipe2(go, O_CLOEXEC) || (child = fork()) < 0) {
		perror("notify");
		return 125;
	}
	if (!child) {
		close(ready[0]);
		start(argv + optind, ready[1], go[0]);
	}
	close(ready[1]);
	pidfd = (int)syscall(SYS_pidfd_open, child, 0);
	if (read(ready[0], &byte, 1) == 1)
		listener = (int)syscall(SYS_pidfd_getfd, pidfd, AGREED, 0);
	if (listener < 0 || write(go[1], "", 1) != 1) {
		fputs("notify: the command's listener cannot be taken\n", stderr);
		return 125;
	}
	return supervise(child, pidfd, listener);
}
