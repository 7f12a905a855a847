// SPDX-License-Identifier: MIT
/*
 * Goal:  a program runs that the student brought, where only installed programs should.
 * Means: none: a copy in the student's own folder, executable, and exec. It shows where the right
 *        to execute is given; sleep(1) serves as the program.
 */
#include "attacks/landlock-gap/copy.h"

#include <errno.h>

static enum claim run(const struct brief *b)
{
	char path[] = "./own-XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0 || !copy_sleep(fd) || fchmod(fd, 0700))
		return failed("copy a program");
	close(fd);
	attempting(b);
	execl(path, "own", "1", (char *)NULL);
	return denied("exec");
}

const struct attack attack = {
	.effect = "a program that the student brought runs",
	.means = "exec(3) in the student's folder, which is what the right is there for",
	.oracle = "code",
	.attack_id = "T1105, CWE-693",
	.remedy = "Landlock: no LANDLOCK_ACCESS_FS_EXECUTE where the student may write",
	.refs = (const char *const[]){ "landlock(7)", NULL },
	.run = run,
};
