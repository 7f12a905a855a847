// SPDX-License-Identifier: MIT
/*
 * Goal:  what the worker keeps in a file without a name.
 * Means: read(2) of a descriptor that was open before the rules were in force. Landlock decides
 *        when a file is opened; what is open stays as it is, through exec too.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <unistd.h>

#define DESCRIPTORS 64

static enum claim run(const struct brief *b)
{
	char text[256];
	bool any = false;

	attempting(b);
	for (int fd = 3; fd < DESCRIPTORS; fd++) {
		ssize_t n = pread(fd, text, sizeof(text), 0); /* of files, not of sockets */

		if (n > 0)
			loot(text, (size_t)n);
		any |= n > 0;
	}
	errno = EBADF;
	return any ? CLAIM_DONE : denied("pread of descriptors from 3 on");
}

const struct attack attack = {
	.effect = "a file that no rule allows is read",
	.means = "a descriptor that the worker opened before the rules were in force",
	.oracle = "secret:worker-fd",
	.quick = true,
	.id = "LLK-03",
	.attack_id = "T1005, CWE-403",
	.remedy = "close_range(2) before exec; O_CLOEXEC in the worker",
	.refs = (const char *const[]){ "landlock(7)", "close_range(2), Linux 5.9", NULL },
	.run = run,
};
