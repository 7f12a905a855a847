// SPDX-License-Identifier: MIT
/*
 * Goal:  a program runs that the student brought, where only installed programs should.
 * Means: what is executed is the dynamic linker, an installed program like any other; the student's
 *        file is its argument. It is read and mapped, for which there is no right of its own: it
 *        needs neither a mode with x nor LANDLOCK_ACCESS_FS_EXECUTE.
 */
#include "attacks/landlock-gap/copy.h"

static enum claim run(const struct brief *b)
{
	char path[] = "./data-XXXXXX"; /* mode 0600 */
	int fd = mkstemp(path);

	if (fd < 0 || !copy_sleep(fd))
		return failed("copy a program");
	close(fd);
	attempting(b);
	execl("/lib64/ld-linux-x86-64.so.2", "ld.so", path, "1", (char *)NULL);
	return denied("exec of the dynamic linker");
}

const struct attack attack = {
	.effect = "a program that the student brought runs",
	.means = "the dynamic linker, given a file of mode 0600 in a folder without EXECUTE",
	.oracle = "code",
	.needs = NEED_X86_64,
	.id = "LLK-12",
	.attack_id = "T1218, CWE-693",
	.remedy = "no right stops it: bound what code may do, not whose it is",
	.refs = (const char *const[]){ "ld.so(8)", "landlock(7)", NULL },
	.run = run,
};
