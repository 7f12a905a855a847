// SPDX-License-Identifier: MIT
/*
 * surface.c - which system calls answer? `surface --armed FIRST` tries them from that number on, as
 * lib/calls.h says. What they come to is written at once, two hex digits for each, for the next may
 * be the last; see ../surface_codes.h.
 *
 * Silent unless armed. `surface --arguments` prints the table, for who decides without making a
 * call.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/box/surface_codes.h"
#include "lib/calls.h"

static sigjmp_buf back;

static void on_signal(int sig)
{
	siglongjmp(back, sig == SIGSYS ? SURFACE_SIGSYS : SURFACE_FAULT);
}

/* What the call comes to: 0, errno or a code of ours. */
static int try(int nr)
{
	long unused[6];
	int sig;

	if (nr < SURFACE_CALLS && !call_arguments(nr, unused, NULL))
		return SURFACE_SKIPPED;
	sig = sigsetjmp(back, 1);
	return sig ? sig : call_make(nr);
}

static int print_arguments(void)
{
	for (int nr = 0; nr < SURFACE_CALLS; nr++) {
		long a[6];

		if (!call_arguments(nr, a, NULL))
			continue;
		printf("%d", nr);
		for (int i = 0; i < 6; i++)
			printf(a[i] == CALL_SELF ? " self" : " %ld", a[i]);
		putchar('\n');
	}
	return 0;
}

int main(int argc, char **argv)
{
	char text[32];
	int first, n;

	if (argc == 2 && !strcmp(argv[1], "--arguments"))
		return print_arguments();
	if (argc != 3 || strcmp(argv[1], "--armed") != 0)
		return 0;
	first = atoi(argv[2]);
	setpgid(0, 0); /* a leader cannot setsid(2): that fails, too */
	for (int sig = 1; sig < 32; sig++)
		if (sig == SIGSYS || sig == SIGSEGV || sig == SIGILL || sig == SIGBUS ||
		    sig == SIGTRAP)
			signal(sig, on_signal);
	n = snprintf(text, sizeof(text), SURFACE_BEGIN "%d:", first);
	for (int nr = first; n > 0 && nr < SURFACE_PROBES; nr++) {
		if (write(STDOUT_FILENO, text, (size_t)n) != n)
			return 1;
		n = snprintf(text, sizeof(text), "%02x", (unsigned)try(nr));
	}
	return write(STDOUT_FILENO, text, (size_t)n) != n;
}
