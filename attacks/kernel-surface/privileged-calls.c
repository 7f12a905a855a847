// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: what only an administrator may do: modules, kexec, swap, the clock, a new root. Every
 *        argument is one that could not have an effect, but chroot's, which would be seen. Ordinary
 *        permission refuses all of them: expected to be inert, and no filter's merit, though tables
 *        of filters list them as stopped.
 */
#include "attacks/attack.h"

#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	long passed = 0;

	attempting(b);
	passed += syscall(SYS_init_module, NULL, 0, NULL) == 0;
	passed += syscall(SYS_delete_module, "", 0) == 0;
	passed += syscall(SYS_kexec_load, 0, UINT32_MAX, NULL, 0) == 0;
	passed += syscall(SYS_swapon, "", -1) == 0;
	passed += syscall(SYS_settimeofday, (void *)1, NULL) == 0;
	passed += syscall(SYS_reboot, 0, 0, 0, NULL) == 0;
	passed += syscall(SYS_iopl, 4) == 0;
	return chroot("/usr") && !passed ? denied("chroot, and the calls before it") : hold();
}

const struct attack attack = {
	.effect = "the student's process administers the machine",
	.means = "module, kexec, swap and clock calls without effect, then chroot(2): inert by "
		 "design",
	.oracle = "reach:chroot",
	.id = "KERN-13",
	.attack_id = "T1068, CWE-250",
	.remedy = "nothing is needed: ordinary permission refuses; a filter spares the kernel the "
		  "asking",
	.refs = (const char *const[]){ "capabilities(7)", NULL },
	.run = run,
};
