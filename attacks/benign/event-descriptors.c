// SPDX-License-Identifier: MIT
/*
 * event-descriptors.c - an event loop on Linux.
 *
 * A timer, an event counter and a signal as descriptors, waited for by epoll. An allow list made by
 * tracing other programs has none of these calls; a limit on descriptors has to leave room for
 * them.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { TIMER, EVENT, SIGNAL, SOURCES };

static int watch(int loop, int fd, uint32_t which)
{
	struct epoll_event e = { .events = EPOLLIN, .data.u32 = which };

	return fd < 0 ? -1 : epoll_ctl(loop, EPOLL_CTL_ADD, fd, &e);
}

static enum claim run(const struct brief *b)
{
	const struct itimerspec soon = { .it_value.tv_nsec = 10 * 1000 * 1000 };
	int loop = epoll_create1(EPOLL_CLOEXEC), fd[SOURCES], seen[SOURCES] = { 0 };
	struct signalfd_siginfo info;
	uint64_t count = 0;
	sigset_t mask;

	(void)b;
	sigemptyset(&mask);
	sigaddset(&mask, SIGUSR1);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	fd[TIMER] = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	fd[EVENT] = eventfd(3, EFD_CLOEXEC);
	fd[SIGNAL] = signalfd(-1, &mask, SFD_CLOEXEC);
	for (uint32_t i = 0; i < SOURCES; i++)
		if (watch(loop, fd[i], i))
			return failed("timerfd, eventfd, signalfd, epoll");
	if (timerfd_settime(fd[TIMER], 0, &soon, NULL) || raise(SIGUSR1))
		return failed("timerfd_settime, raise");
	for (int left = SOURCES; left > 0; left--) {
		struct epoll_event e;

		if (epoll_wait(loop, &e, 1, 5000) != 1)
			return failed("epoll_wait");
		seen[e.data.u32] += e.data.u32 == SIGNAL ?
					    read(fd[SIGNAL], &info, sizeof(info)) > 0 :
					    read(fd[e.data.u32], &count, sizeof(count)) > 0;
	}
	printf("timer %d, event %d, signal %d\n", seen[TIMER], seen[EVENT], seen[SIGNAL]);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "an event loop wakes up for everything",
	.means = "timerfd, eventfd, signalfd and epoll_wait(2)",
	.oracle = "done",
	.expect = "timer 1, event 1, signal 1\n",
	.run = run,
};
