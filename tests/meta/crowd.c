// SPDX-License-Identifier: MIT
/*
 * Needs thirty processes at once to leak, under a limit of forty for its user. If instances that
 * run side by side shared a kernel uid, they would use up each other's limit: breached in all. (Since
 * Linux 5.14 that limit counts per user namespace, but others still count per uid.)
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CROWD = 30 };

/* Who we are to the kernel. */
static void print_ids(void)
{
	char map[512];
	int fd = open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, map, sizeof(map));

	if (n > 0)
		loot(map, (size_t)n);
}

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	print_ids();
	attempting(b);
	for (int i = 0; i < CROWD; i++) {
		pid_t pid = fork();

		if (pid < 0)
			return denied("fork");
		if (pid == 0) {
			alarm(5);
			pause();
		}
	}
	nanosleep(&(struct timespec){ .tv_nsec = 500000000 }, NULL);
	if (secret)
		loot(secret, strlen(secret));
	signal(SIGTERM, SIG_IGN);
	kill(0, SIGTERM);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves when thirty stand together",
	.means = "fork(2) under RLIMIT_NPROC",
	.oracle = "secret:environ",
	.remedy = "a kernel uid of its own for every instance",
	.run = run,
};
