// SPDX-License-Identifier: MIT
/*
 * user_tasks.c - how many tasks this user has, as RLIMIT_NPROC counts them.
 */
#include "sandbox/user_tasks.h"

#include "lib/dirents.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Would the kernel refuse this user one more task under the limit n? The new task is to be pid 0,
 * which is refused too, but later: EAGAIN is the limit's answer, EINVAL came past it. No task is
 * ever made. Before Linux 5.5, or under a filter, the answer is another.
 */
static int refused_at(rlim_t n, rlim_t max)
{
	const pid_t nobody = 0;
	struct clone_args task = {
		.flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND,
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&nobody,
		.set_tid_size = 1,
	};

	if (setrlimit(RLIMIT_NPROC, &(struct rlimit){ n, max }) < 0)
		return -errno;
	syscall(SYS_clone3, &task, sizeof(task));
	return errno == EAGAIN ? 1 : errno == EINVAL ? 0 : -errno;
}

/*
 * Tasks of this user, as the kernel counts them: the largest limit at which it refuses. It costs
 * the same however many processes the machine has. Only where no other thread may want to fork.
 */
static int ask_tasks(unsigned long *n)
{
	rlim_t low = 0, high = 4;
	struct rlimit was;
	int r;

	if (getrlimit(RLIMIT_NPROC, &was) < 0)
		return -errno;
	/* We are one task: 0 must be refused. */
	r = refused_at(0, was.rlim_max) == 1 ? 1 : -ENOTSUP;
	while (r == 1 && (r = refused_at(high, was.rlim_max)) == 1) {
		low = high;
		high *= 2;
	}
	while (r >= 0 && high - low > 1) {
		rlim_t middle = (low + high) / 2;

		r = refused_at(middle, was.rlim_max);
		*(r == 1 ? &low : &high) = middle;
	}
	*n = low;
	return setrlimit(RLIMIT_NPROC, &was) < 0 ? -errno : r < 0 ? r : 0;
}

/*
 * The same where the kernel does not say. /proc/PID belongs to the process's user and the links of
 * /proc/PID/task are its threads and two: stats instead of reading files. A process that made
 * itself non-dumpable belongs to root there and is not seen: then the headroom is smaller.
 */
static int count_tasks(unsigned long *n, struct err *e)
{
	int fd _cleanup_fd_ = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirents d = { .fd = fd };
	uid_t me = getuid();
	const char *pid;

	if (fd < 0)
		return err_set(e, errno, "/proc");
	*n = 0;
	while ((pid = dirents_next(&d))) {
		struct stat st;
		char name[32];

		if (pid[0] < '0' || pid[0] > '9' || fstatat(fd, pid, &st, 0) < 0 || st.st_uid != me)
			continue;
		snprintf(name, sizeof(name), "%s/task", pid);
		if (fstatat(fd, name, &st, 0) == 0 && st.st_nlink > 2)
			*n += st.st_nlink - 2;
	}
	return d.error ? err_set(e, -d.error, "/proc") : 0;
}

int user_tasks(bool alone, unsigned long *n, struct err *e)
{
	return alone && ask_tasks(n) == 0 ? 0 : count_tasks(n, e);
}
