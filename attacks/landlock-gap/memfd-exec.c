// SPDX-License-Identifier: MIT
/*
 * Goal:  a program runs that the student brought, where only installed programs should.
 * Means: a file in memory. A memfd lies in no folder, so that no rule could be about it, and
 *        Landlock lets it be opened, written and executed; execveat(2) needs no path.
 */
#include "attacks/landlock-gap/copy.h"

#include <sys/mman.h>

static enum claim run(const struct brief *b)
{
	extern char **environ;
	char *argv[] = { "own", "1", NULL };
	int fd;

	attempting(b);
	fd = memfd_create("own", MFD_CLOEXEC);
	if (fd < 0)
		return denied("memfd_create");
	if (!copy_sleep(fd))
		return failed("copy a program");
	execveat(fd, "", argv, environ, AT_EMPTY_PATH);
	return denied("execveat");
}

const struct attack attack = {
	.effect = "a program that the student brought runs",
	.means = "memfd_create(2) and execveat(2): a file that lies in no folder",
	.oracle = "code",
	.id = "LLK-15",
	.attack_id = "T1620, CWE-693",
	.remedy = "seccomp without memfd_create(2) and execveat(2)",
	.refs = (const char *const[]){ "memfd_create(2)", "execveat(2)", "landlock(7)", NULL },
	.run = run,
};
