// SPDX-License-Identifier: MIT
/*
 * objects - calls that make something of the kernel's, most of which a student has no use for and
 * attackers had. Each is made for good, small, and ends with the child.
 */
#include "probe/groups.h"

#include "lib/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif

static void ask_io_uring(struct answer *a)
{
	struct io_uring_params p = { .flags = 0 };

	DO(a, "io_uring_setup(2)", syscall(SYS_io_uring_setup, 1, &p));
}

static void ask_userfaultfd(struct answer *a)
{
	DO(a, "userfaultfd(2)", syscall(SYS_userfaultfd, O_CLOEXEC));
}

static void ask_userfaultfd_user(struct answer *a)
{
	DO(a, "userfaultfd(UFFD_USER_MODE_ONLY)", syscall(SYS_userfaultfd, O_CLOEXEC | 1));
}

static int memfd(void)
{
	return (int)syscall(SYS_memfd_create, "ordeal-probe", 0U);
}

static void ask_memfd(struct answer *a)
{
	DO(a, "memfd_create(2)", memfd());
}

/* This program, copied into memory and run from there. */
static void ask_memfd_exec(struct answer *a)
{
	static char *const argv[] = { "ordeal-probe", "--end", NULL };
	int fd, self, status = 0;
	pid_t pid;

	if (!DO(a, "memfd_create(2)", fd = memfd()) ||
	    !DO(a, "open " SELF_EXE, self = open(SELF_EXE, O_RDONLY | O_CLOEXEC)))
		return;
	while (sendfile(fd, self, NULL, 1 << 20) > 0)
		;
	if (!DO(a, "fork(2)", pid = fork()))
		return;
	if (pid == 0) {
		syscall(SYS_execveat, fd, "", argv, NULL, AT_EMPTY_PATH);
		_exit(errno);
	}
	about_to(a, "execveat(2) of a memfd");
	waitpid(pid, &status, 0);
	errno = WEXITSTATUS(status) == SELF_ENDED ? 0 : WEXITSTATUS(status);
	came_to(a, errno ? -1 : 0);
}

static void ask_memfd_secret(struct answer *a)
{
	DO(a, "memfd_secret(2)", syscall(SYS_memfd_secret, 0));
}

/* The thread's own keyring ends with the thread. */
static void ask_keyctl(struct answer *a)
{
	DO(a, "keyctl(KEYCTL_GET_KEYRING_ID, the thread's, made)",
	   syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_THREAD_KEYRING, 1));
}

static void ask_add_key(struct answer *a)
{
	DO(a, "add_key(2) to the thread's keyring",
	   syscall(SYS_add_key, "user", "ordeal-probe", "x", 1, KEY_SPEC_THREAD_KEYRING));
}

static void ask_bpf(struct answer *a)
{
	union bpf_attr attr = {
		.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1
	};

	DO(a, "bpf(BPF_MAP_CREATE)", syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr)));
}

static void ask_perf(struct answer *a)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.size = sizeof(attr),
					.config = PERF_COUNT_SW_TASK_CLOCK,
					.disabled = 1,
					.exclude_kernel = 1,
					.exclude_hv = 1 };

	DO(a, "perf_event_open(2)", syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0));
}

static void ask_handle(struct answer *a)
{
	struct {
		struct file_handle h;
		char room[128];
	} handle = { .h.handle_bytes = 128 };
	int mount, root;

	if (DO(a, "name_to_handle_at(\"/tmp\")",
	       name_to_handle_at(AT_FDCWD, "/tmp", &handle.h, &mount, 0)) &&
	    DO(a, "open(\"/tmp\")", root = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC)))
		DO(a, "open_by_handle_at(2)", open_by_handle_at(root, &handle.h, O_RDONLY));
}

static void ask_fallocate(struct answer *a)
{
	int fd;

	if (DO(a, "memfd_create(2)", fd = memfd()))
		DO(a, "fallocate(2)", fallocate(fd, 0, 0, 4096));
}

static void ask_clone3(struct answer *a)
{
	struct clone_args args = { .exit_signal = SIGCHLD };
	long pid;

	about_to(a, "clone3(2)");
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		_exit(0);
	came_to(a, pid);
}

static void ask_i386(struct answer *a)
{
	DO(a, "getpid(2) by int 0x80", door_i386());
}

static void ask_x32(struct answer *a)
{
	DO(a, "getpid(2) by x32", door_x32());
}

static void ask_fanotify(struct answer *a)
{
	DO(a, "fanotify_init(FAN_REPORT_FID)", fanotify_init(FAN_REPORT_FID, O_RDONLY));
}

static void ask_inotify(struct answer *a)
{
	DO(a, "inotify_init1(2)", inotify_init1(IN_CLOEXEC));
}

static void ask_pidfd(struct answer *a)
{
	DO(a, "pidfd_open(2) of itself", syscall(SYS_pidfd_open, getpid(), 0));
}

static void ask_openat2(struct answer *a)
{
	struct {
		unsigned long long flags, mode, resolve;
	} how = { O_RDONLY | O_CLOEXEC, 0, 0x08 /* RESOLVE_BENEATH */ };

	DO(a, "openat2(RESOLVE_BENEATH)", syscall(SYS_openat2, AT_FDCWD, ".", &how, sizeof(how)));
}

static void ask_close_range(struct answer *a)
{
	DO(a, "close_range(2)", syscall(SYS_close_range, 1000U, ~0U, 0));
}

/* Of a key that nobody has: ENOENT says that there is such a call. Nothing is made. */
static void ask_sysv(struct answer *a)
{
	long r;

	about_to(a, "shmget(2) of a key that nobody has");
	r = syscall(SYS_shmget, 0x0dea1, 4096, 0);
	came_to(a, r);
	if (a->error == ENOENT)
		answer(a, YES);
}

static void ask_mqueue(struct answer *a)
{
	long r;

	about_to(a, "mq_open(2) of a name that nobody has");
	r = syscall(SYS_mq_open, "ordeal-probe", O_RDONLY, 0, NULL);
	came_to(a, r);
	if (a->error == ENOENT)
		answer(a, YES);
}

static const struct question questions[] = {
	{ "io_uring", ask_io_uring, .what = "io_uring" },
	{ "userfaultfd", ask_userfaultfd, .what = "userfaultfd, the kernel's faults too" },
	{ "userfaultfd_user", ask_userfaultfd_user, .what = "... faults of user space alone" },
	{ "memfd", ask_memfd, .what = "files without a name" },
	{ "memfd_exec", ask_memfd_exec, .what = "... that can be run" },
	{ "memfd_secret", ask_memfd_secret, .what = "memory that the kernel itself cannot read" },
	{ "keyctl", ask_keyctl, .what = "keyrings" },
	{ "add_key", ask_add_key, .what = "keys" },
	{ "bpf", ask_bpf, .what = "bpf(2)" },
	{ "perf_event_open", ask_perf, .what = "performance counters" },
	{ "open_by_handle_at", ask_handle, .what = "files by handle" },
	{ "fallocate", ask_fallocate, .what = "fallocate(2)" },
	{ "clone3", ask_clone3, .what = "clone3(2)" },
	{ "pidfd_open", ask_pidfd, .what = "pidfds" },
	{ "openat2", ask_openat2, .what = "openat2(2)" },
	{ "close_range", ask_close_range, .what = "close_range(2)" },
	{ "inotify", ask_inotify, .what = "inotify" },
	{ "fanotify", ask_fanotify, .what = "fanotify" },
	{ "sysv_shm", ask_sysv, .what = "System V shared memory" },
	{ "mqueue", ask_mqueue, .what = "message queues" },
	{ "int80", ask_i386, .what = "the 32-bit system calls" },
	{ "x32", ask_x32, .what = "the x32 system calls" },
	{ .name = NULL },
};

const struct group group_objects = { "objects", "Kernel objects", questions };
