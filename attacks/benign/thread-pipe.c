// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * thread-pipe.c - a pipe and a pair of sockets within one program.
 *
 * Threads that speak through descriptors, 256 KiB more than a pipe holds, with poll(2) and
 * writev(2). A filter that denies every socket call denies socketpair(2) too, which reaches nobody
 * else.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BLOCK = 4096, BLOCKS = 80 };

static void *feed(void *arg)
{
	static char block[BLOCK];
	struct iovec halves[] = { { block, BLOCK / 2 }, { block + BLOCK / 2, BLOCK / 2 } };
	const int *end = arg;

	for (int i = 0; i < BLOCKS; i++)
		if (writev(*end, halves, 2) != BLOCK)
			break;
	close(*end);
	return NULL;
}

/* How much comes out of one end while a thread fills the other. -1: not made, or nothing came. */
static long through(int ends[2])
{
	struct pollfd p = { .fd = ends[0], .events = POLLIN };
	pthread_t writer;
	char bytes[BLOCK];
	long sum = 0;
	ssize_t n;

	errno = pthread_create(&writer, NULL, feed, &ends[1]);
	if (errno || poll(&p, 1, 5000) != 1)
		return -1;
	while ((n = read(ends[0], bytes, sizeof(bytes))) > 0)
		sum += n;
	pthread_join(writer, NULL);
	close(ends[0]);
	return sum;
}

static enum claim run(const struct brief *b)
{
	int tube[2], pair[2];

	(void)b;
	if (pipe(tube))
		return failed("pipe");
	printf("pipe %ld\n", through(tube));
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return failed("socketpair");
	printf("pair %ld\n", through(pair));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "threads speak through descriptors",
	.means = "pipe(2), socketpair(2), poll(2), writev(2)",
	.oracle = "done",
	.expect = "pipe 327680\npair 327680\n",
	.run = run,
};
