// SPDX-License-Identifier: MIT
/*
 * wake.c - a timer that sends SIGCONT, for who can be stopped by the program.
 */
#include "sandbox/wake.h"

#include "sandbox/stack.h"

#include <signal.h>
#include <time.h>

enum { WAKE_S = 1 };

/*
 * Where no filter keeps the program from it, it may stop all of us at once, and nobody would be
 * there to look at the clock. Who is stopped goes on when SIGCONT is sent, blocked or not; and
 * a timer sends it.
 */
bool wake_if_stopped(const struct box *b, timer_t *timer)
{
	struct sigevent how = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGCONT };
	const struct itimerspec often = { { .tv_sec = WAKE_S }, { .tv_sec = WAKE_S } };

	if (stack_has(b->opt->layers, &layer_seccomp) ||
	    timer_create(CLOCK_MONOTONIC, &how, timer) < 0)
		return false;
	timer_settime(*timer, 0, &often, NULL);
	return true;
}
