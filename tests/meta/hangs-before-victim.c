// SPDX-License-Identifier: MIT
/*
 * Spoils the next student's turn where it finds a credential, hangs where it does not. The worker
 * ends it, the next student works: that nothing was seen is the clock's doing. Timeout, not held.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[128];

	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name); /* where the honest student will write */
	attempting(b);
	while (!getenv("AWS_SECRET_ACCESS_KEY"))
		pause();
	return mkdir(path, 0700) ? denied("mkdir") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student cannot work",
	.means = "a folder where its file will be, else pause(2)",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.seconds = 1,
	.remedy = "a wall clock, and a word of its own for what it ended",
	.run = run,
};
