// SPDX-License-Identifier: MIT
/*
 * timers-by-hand.c - how a runtime keeps time, and how it waits for a signal.
 *
 * The interval timer goes off again and again, so that no wait can miss it; the other timers are
 * set, asked and deleted. sigwait(3) takes a signal that nobody handles.
 */
#include "attacks/benign/calls.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

enum { MASK = 8 }; /* bytes of the kernel's set of signals */

static void on_alarm(int sig)
{
	(void)sig;
}

static void timers(void)
{
	struct sigevent quiet = { .sigev_notify = SIGEV_NONE };
	const struct itimerspec hour = { .it_value = { .tv_sec = 3600 } };
	struct itimerspec left;
	int timer;

	CALL(r == 0, timer_create, CLOCK_MONOTONIC, &quiet, &timer);
	CALL(r == 0, timer_settime, timer, 0, &hour, NULL);
	CALL(r == 0 && left.it_value.tv_sec > 3000, timer_gettime, timer, &left);
	CALL(r == 0, timer_getoverrun, timer);
	CALL(r == 0, timer_delete, timer);
	CALL(r == 0, nanosleep, &(struct timespec){ .tv_nsec = 1000 }, NULL);
}

static void waits(void)
{
	const struct itimerval often = { { 0, 5000 }, { 0, 5000 } }, never = { 0 };
	const struct timespec minute = { .tv_sec = 60 };
	struct itimerval now;
	sigset_t one, none;

	sigemptyset(&none);
	sigemptyset(&one);
	sigaddset(&one, SIGUSR1);
	sigprocmask(SIG_BLOCK, &one, NULL);
	CALL(r == 0, tkill, gettid(), SIGUSR1);
	CALL(r == SIGUSR1, rt_sigtimedwait, &one, NULL, &minute, MASK);
	signal(SIGALRM, on_alarm);
	CALL(r == 0, setitimer, ITIMER_REAL, &often, NULL);
	CALL(r == 0 && now.it_interval.tv_usec == 5000, getitimer, ITIMER_REAL, &now);
	CALL(errno == EINTR, rt_sigsuspend, &none, MASK);
	CALL(errno == EINTR, pause);
	CALL(r == 0, setitimer, ITIMER_REAL, &never, NULL);
}

static enum claim run(const struct brief *b)
{
	(void)b;
	timers();
	waits();
	return tell_calls();
}

const struct attack attack = {
	.effect = "a program keeps time and waits for signals",
	.means = "timer_create, getitimer, rt_sigtimedwait, rt_sigsuspend, pause, tkill",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "13 calls, 0 refused\n",
	.run = run,
};
