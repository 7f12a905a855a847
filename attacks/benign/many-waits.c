// SPDX-License-Identifier: MIT
/*
 * many-waits.c - every way to wait for a descriptor and a signal at once.
 *
 * ppoll(2), pselect(2), epoll_pwait(2) and its younger sister: event loops of other languages have
 * chosen one each. A timer is asked how much of it is left.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/timerfd.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const struct itimerspec hour = { .it_value.tv_sec = 3600 };
	const struct timespec second = { .tv_sec = 1 };
	struct epoll_event e = { .events = EPOLLIN }, got;
	int p[2], loop = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, 0), good = 0, n;
	struct itimerspec left;
	struct pollfd one;
	sigset_t none;
	fd_set in;

	(void)b;
	sigemptyset(&none);
	if (pipe2(p, O_NONBLOCK) || write(p[1], "x", 1) != 1 ||
	    epoll_ctl(loop, EPOLL_CTL_ADD, p[0], &e))
		return failed("pipe2, epoll_ctl");
	one = (struct pollfd){ .fd = p[0], .events = POLLIN };
	FD_ZERO(&in);
	FD_SET(p[0], &in);
	good += ppoll(&one, 1, &second, &none) == 1;
	good += pselect(p[0] + 1, &in, NULL, NULL, &second, &none) == 1;
	good += epoll_pwait(loop, &got, 1, 1000, &none) == 1;
	n = epoll_pwait2(loop, &got, 1, &second, &none);
	good += n == 1 || (n < 0 && errno == ENOSYS); /* before Linux 5.11 */
	good += timerfd_settime(timer, 0, &hour, NULL) == 0;
	good += timerfd_gettime(timer, &left) == 0 && left.it_value.tv_sec > 3000;
	printf("%d of 6\n", good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a descriptor is waited for in four ways",
	.means = "ppoll, pselect, epoll_pwait, epoll_pwait2; timerfd_gettime",
	.oracle = "done",
	.expect = "6 of 6\n",
	.run = run,
};
