// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that takes a short read for a failed one.
 * Means: the path ends with the last byte of a page, and nothing is mapped behind it. To ask for
 *        256 bytes there gives 23: whoever wants all or nothing gets nothing, and lets it through.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <sys/mman.h>

#define PAGE 4096

static enum claim run(const struct brief *b)
{
	char *two = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			 -1, 0);
	char *path = two + PAGE - sizeof(EVALUATOR);

	if (two == MAP_FAILED || munmap(two + PAGE, PAGE))
		return failed("a page with nothing behind it");
	memcpy(path, EVALUATOR, sizeof(EVALUATOR));
	attempting(b);
	return loot_evaluator(open(path, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "a path at the end of mapped memory, where a read of fixed length comes short",
	.oracle = "secret:task",
	.attack_id = "T1562.001, CWE-636",
	.remedy = "take a short read for what it is; refuse what cannot be read",
	.refs = (const char *const[]){ "process_vm_readv(2), partial transfers", NULL },
	.run = run,
};
