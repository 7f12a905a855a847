// SPDX-License-Identifier: MIT
/*
 * dangling-symlink.c - a secret that is in no file.
 *
 * Goal: another student's work.
 * Means: a symbolic link is a short text in the folder itself. When it points nowhere, exists(),
 * isfile() and stat(2) say that nothing is there, and a cleaner that asks them first walks on.
 * readlink(2) gives the text.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[128], text[256];
	ssize_t n;

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	attempting(b);
	n = readlink(path, text, sizeof(text));
	if (n < 0)
		return denied("readlink");
	loot(text, (size_t)n);
	return CLAIM_DONE;
}

/* Where /tmp is out of reach, the student's own folder is used: the working directory. */
static enum claim victim(const struct brief *b)
{
	char path[128];

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	if (symlink(b->secret, path) && symlink(b->secret, b->name))
		return failed("symlink");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student reads what the last one left",
	.means = "the text of a dangling symbolic link, which stat(2) denies the existence of",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.id = "TMPS-02",
	.attack_id = "T1005, CWE-459",
	.remedy = "empty by readdir and unlinkat; ask lstat(2) if anything",
	.run = run,
	.victim = victim,
};
