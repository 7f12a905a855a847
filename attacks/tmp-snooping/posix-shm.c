// SPDX-License-Identifier: MIT
/*
 * posix-shm.c - shared memory that nobody unlinked.
 *
 * Goal: another student's work.
 * Means: shm_open(3) makes a file in /dev/shm. It stays until shm_unlink(3), which is forgotten by
 * crashed programs and by most students; a cleaner of /tmp does not look there.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char name[128], text[256];
	ssize_t n;
	int fd;

	snprintf(name, sizeof(name), "/%s", b->name);
	attempting(b);
	fd = shm_open(name, O_RDONLY, 0);
	if (fd < 0)
		return denied("shm_open");
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n < 0)
		return denied("read");
	loot(text, (size_t)n);
	return CLAIM_DONE;
}

/* A defence that refuses /dev/shm has stopped the attack: the student then works with a file. */
static enum claim victim(const struct brief *b)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	fd = shm_open(path + strlen("/tmp"), O_RDWR | O_CREAT, 0600);
	if (fd < 0)
		fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open(b->name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0)
		return failed("shm_open");
	close(fd);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student reads the last one's shared memory",
	.means = "shm_open(3) of an object that was never unlinked",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.id = "TMPS-01",
	.attack_id = "T1005, CWE-459, CWE-226",
	.remedy = "empty /dev/shm too, or keep it out of reach",
	.run = run,
	.victim = victim,
};
