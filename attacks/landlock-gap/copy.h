/* SPDX-License-Identifier: MIT */
/*
 * copy.h - a program for the student to have brought: a copy of another, of sleep(1) for one.
 */
#ifndef ATTACKS_LANDLOCK_GAP_COPY_H
#define ATTACKS_LANDLOCK_GAP_COPY_H

#include "attacks/attack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Write the program `path` into the open file `to`. */
static inline bool copy_program(const char *path, int to)
{
	int from = open(path, O_RDONLY | O_CLOEXEC);
	char block[65536];
	ssize_t n = -1;

	while (from >= 0 && (n = read(from, block, sizeof(block))) > 0)
		if (write(to, block, (size_t)n) != n)
			return false;
	close(from);
	return n == 0;
}

static inline bool copy_sleep(int to)
{
	return copy_program("/usr/bin/sleep", to);
}

#endif
