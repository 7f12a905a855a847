// SPDX-License-Identifier: MIT
/*
 * Goal:  a file that a sweep of the low numbers has missed.
 * Means: descriptors need not be small. Loops to 255, to sysconf(_SC_OPEN_MAX), or to a limit that
 *        was lowered first, end before number 1000; RLIMIT_NOFILE does not close what is open.
 */
#include "attacks/inherited-fd/inherited.h"

#define LOOPS_END 256

static enum claim run(const struct brief *b)
{
	char text[256];
	ssize_t n;
	int fd;

	attempting(b);
	fd = inherited(LOOPS_END - 1, S_IFREG, O_RDONLY);
	if (fd < 0)
		return denied("no file with a high number");
	n = pread(fd, text, sizeof(text), 0);
	if (n <= 0)
		return denied("pread");
	loot(text, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the worker has open is read by the student",
	.means = "an inherited descriptor above 255, where loops over numbers have ended",
	.oracle = "secret:high-fd",
	.quick = true,
	.id = "FDS-05",
	.attack_id = "T1005, CWE-403",
	.remedy = "close_range(2) up to the highest number there is; close-on-exec in the worker",
	.refs = (const char *const[]){ "close_range(2)", "closefrom(3)", NULL },
	.run = run,
};
