/* SPDX-License-Identifier: MIT */
/*
 * inside.h - what the files of the library know of a box, and its callers do not.
 */
#ifndef LIBRARY_INSIDE_H
#define LIBRARY_INSIDE_H

#include "sandbox/sandbox.h"

#include <sys/types.h>

/* What the run's process leaves for the caller. */
struct told {
	int r; /* of the launch; 1 until there is one */
	struct err error;
	struct box_result result;
};

struct ordeal_box {
	char **words; /* argv: a name, then the options */
	size_t n;
	int streams[3];
	pid_t pid; /* of the run, 0: none */
	struct told *told;
	struct err error;
};

/* As for ordeal-sandbox(1): a name, the options, "--" and argv. NULL: no memory. */
char **box_command_line(const struct ordeal_box *, char *const argv[]);

#endif
