// SPDX-License-Identifier: MIT
/*
 * generated-code.c - a compiler's last step.
 *
 * Writes machine code into memory, makes that executable instead of writable, and calls it, as the
 * exercise on just-in-time compilation does and as ctypes, Java and JavaScript do. A filter that
 * denies PROT_EXEC on anonymous memory denies all of them.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	/* lea eax, [rdi + rdi * 2]; ret */
	static const unsigned char triple[] = { 0x8d, 0x04, 0x7f, 0xc3 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *code = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)b;
	if (code == MAP_FAILED)
		return failed("mmap");
	memcpy(code, triple, sizeof(triple));
	if (mprotect(code, page, PROT_READ | PROT_EXEC))
		return failed("mprotect PROT_EXEC");
	printf("%d\n", ((int (*)(int))code)(14));
	munmap(code, page);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program runs the code it has made",
	.means = "mmap(2), mprotect(2) with PROT_EXEC",
	.oracle = "done",
	.needs = NEED_X86_64,
	.id = "B24",
	.expect = "42\n",
	.run = run,
};
