// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps the calls that open files.
 * Means: syscall(2), libc's own door for calls that it has no function for. What is called is a
 *        number, and openat2(2) a number that older shims have never seen.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

static enum claim run(const struct brief *b)
{
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC };

	attempting(b);
	return take((int)syscall(SYS_openat2, AT_FDCWD, quarry(b), &how, sizeof(how)),
		    "syscall(SYS_openat2)");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "libc's syscall(2) with the number of openat2(2)",
	.oracle = "secret:environ",
	.id = "LPS-04",
	.attack_id = "T1106, CWE-184",
	.remedy = "a decision in the kernel, which all names lead to: Landlock",
	.refs = (const char *const[]){ "syscall(2)", "openat2(2), Linux 5.6", NULL },
	.run = run,
};
