// SPDX-License-Identifier: MIT
/*
 * reason.c - why the program ended. A reason is what was measured: a signal's name is none, since the
 * program can send each of them to itself.
 */
#include "sandbox/reason.h"

#include "sandbox/limits.h"
#include "sandbox/stack.h"
#include "sandbox/written.h"

#include <signal.h>
#include <stdio.h>

enum box_end reason_of(const struct box *b, int sig)
{
	uint64_t limit = limit_us(b->opt, BOX_CPU);

	/*
	 * Soft and hard limit are one, so the kernel sends SIGKILL: who ends of SIGXCPU has sent it to
	 * itself. The kernel counts whole ticks and rusage the time run: on a busy machine they differ by a
	 * tenth.
	 */
	if (stack_has(b->res->layers, &layer_rlimit) && sig == SIGKILL && limit != BOX_NONE &&
	    b->reaped_us >= limit / 4 * 3)
		return BOX_HIT_CPU;
	return BOX_SIGNALLED;
}

/* To look for a file one takes locks: nobody is left who could hold them. */
void reason_explain(struct box *b)
{
	const char *as_if = NULL;

	if (b->res->end != BOX_SIGNALLED)
		return;
	if (b->res->signal == SIGXFSZ && stack_has(b->res->layers, &layer_rlimit)) {
		if (written_largest(b) >= b->opt->limit[BOX_FSIZE]) {
			b->res->end = BOX_HIT_FSIZE;
			return;
		}
		as_if = "SIGXFSZ, as if it had written beyond the largest file that is allowed";
	}
	if (b->res->signal == SIGSYS && stack_has(b->res->layers, &layer_seccomp))
		as_if = "SIGSYS, as if it had used a foreign system call table";
	if (as_if)
		snprintf(b->res->sum, sizeof(b->res->sum), "%s", as_if);
}
