// SPDX-License-Identifier: MIT
/*
 * cmd_new.c - ordeal new: the first version of an attack of one's own; `./new` of the source tree.
 */
#include "harness/commands/scaffold.h"

static int run(const struct home *home, int argc, char **argv)
{
	(void)argc;
	return scaffold_run(home, "new", argv);
}

const struct command cmd_new = { "new", "write the first version of an attack of your own", run };
