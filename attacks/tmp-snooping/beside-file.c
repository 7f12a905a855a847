// SPDX-License-Identifier: MIT
/*
 * Goal:  another student's work, while it is being done.
 * Means: the file is in /tmp, or wherever the other one works, and is opened through that process's
 *        root and working folder in /proc as well. Nothing was left behind: whoever tidies up after
 *        a turn has had no reason to yet.
 */
#include "attacks/beside.h"
#include "attacks/own_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

static bool print(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char text[256];
	ssize_t n;

	if (fd < 0)
		return false;
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n > 0)
		loot(text, (size_t)n);
	return n > 0;
}

static enum claim run(const struct brief *b)
{
	static const char *const folders[] = { "/tmp", "/tmp/*", "/tmp/*/*", "/proc/[0-9]*/root/tmp",
					       "/proc/[0-9]*/cwd" };
	bool found = false;
	char pattern[256];

	attempting(b);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders) && !found; i++) {
		glob_t all;

		snprintf(pattern, sizeof(pattern), "%s/%s.txt", folders[i], b->name);
		if (glob(pattern, GLOB_NOSORT, NULL, &all))
			continue;
		for (size_t k = 0; k < all.gl_pathc && !found; k++)
			found = print(all.gl_pathv[k]);
		globfree(&all);
	}
	return found ? CLAIM_DONE : denied("open the other one's file");
}

static enum claim victim(const struct brief *b)
{
	enum claim kept = keep_file(b);

	return kept == CLAIM_DONE ? at_work() : kept;
}

const struct attack attack = {
	.effect = "another student's file is read while that student is at work",
	.means = "open(2) in /tmp, and through /proc/PID/root and /proc/PID/cwd",
	.oracle = "secret:neighbour",
	.attack_id = "T1005, CWE-377",
	.remedy = "a folder of one's own that nobody else reaches (Landlock, mount namespaces); one student at a time",
	.run = run,
	.victim = victim,
};
