/* SPDX-License-Identifier: MIT */
/*
 * signals.h - the state of signals that a process begins with.
 */
#ifndef SANDBOX_SIGNALS_H
#define SANDBOX_SIGNALS_H

#include <signal.h>

/* None of the caller's handlers runs here, and nothing that it blocked or ignored stays so for the program. */
static inline void signals_forget(void)
{
	struct sigaction sa = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int sig = 1; sig < _NSIG; sig++)
		sigaction(sig, &sa, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

#endif
