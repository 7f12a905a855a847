// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: the compatibility layer: the table of i386 and its translations of every structure,
 *        entered with int $0x80 from a 64-bit program. The call itself, inotify_init, is only there
 *        to be seen from outside; its number, 291, is epoll_create1 in the table of x86_64.
 */
#include "attacks/attack.h"

#include <errno.h>

enum { I386_INOTIFY_INIT = 291 };

static enum claim run(const struct brief *b)
{
	long fd;

	attempting(b);
	__asm__ volatile("int $0x80"
			 : "=a"(fd)
			 : "0"(I386_INOTIFY_INIT)
			 : "r8", "r9", "r10", "r11", "memory");
	if ((int)fd >= 0)
		return hold();
	errno = -(int)fd;
	return denied("int $0x80, inotify_init");
}

const struct attack attack = {
	.effect = "the student's process calls through the compatibility layer for i386",
	.means = "int $0x80 for a call whose number means a harmless one on x86_64",
	.oracle = "reach:inotify",
	.needs = NEED_X86_64 | NEED_IA32,
	.attack_id = "T1068, T1106, CWE-1125",
	.remedy = "a filter that kills on every architecture but its own; ia32_emulation=off",
	.refs = (const char *const[]){ "seccomp(2), Notes on the arch field", NULL },
	.run = run,
};
