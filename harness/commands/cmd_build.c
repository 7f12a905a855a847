// SPDX-License-Identifier: MIT
/*
 * cmd_build.c - ordeal build: attacks that lie outside the tree. Running a compiler is a shell's
 * work: scaffold/build.sh.
 */
#include "harness/commands/scaffold.h"

static int run(const struct home *home, int argc, char **argv)
{
	(void)argc;
	return scaffold_run(home, "build.sh", argv);
}

const struct command cmd_build = { "build", "build attacks of your own for --attack-dir", run };
