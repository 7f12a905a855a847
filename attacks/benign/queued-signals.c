// SPDX-License-Identifier: MIT
/*
 * queued-signals.c - signals that carry a value, and input and output that end with one.
 *
 * sigqueue(3), pthread_sigqueue(3) and aio_write(3)'s note are rt_sigqueueinfo(2) and its like: a
 * filter that knows kill and tgkill only refuses them, and lets the note be lost.
 */
#include "attacks/attack.h"

#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t sum;

static void add(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	sum += info->si_value.sival_int;
}

static enum claim run(const struct brief *b)
{
	struct sigaction act = { .sa_sigaction = add, .sa_flags = SA_SIGINFO };
	struct aiocb io = { .aio_buf = "abc", .aio_nbytes = 3 };
	const struct timespec ms = { .tv_nsec = 1000000 };

	(void)b;
	sigaction(SIGRTMIN, &act, NULL);
	if (sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 1 }) < 0)
		return failed("sigqueue");
	errno = pthread_sigqueue(pthread_self(), SIGRTMIN, (union sigval){ .sival_int = 10 });
	if (errno)
		return failed("pthread_sigqueue");
	io.aio_fildes = open("queued", O_CREAT | O_RDWR, 0600);
	io.aio_sigevent = (struct sigevent){ .sigev_notify = SIGEV_SIGNAL,
					     .sigev_signo = SIGRTMIN,
					     .sigev_value = { .sival_int = 100 } };
	if (io.aio_fildes < 0 || aio_write(&io) < 0)
		return failed("aio_write");
	for (int i = 0; i < 1000 && (sum < 111 || aio_error(&io) == EINPROGRESS); i++)
		nanosleep(&ms, NULL);
	unlink("queued");
	printf("sum %d, written %zd\n", (int)sum, aio_return(&io));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "signals bring a value",
	.means = "sigqueue(3), pthread_sigqueue(3), aio_write(3) with a note",
	.oracle = "done",
	.expect = "sum 111, written 3\n",
	.run = run,
};
