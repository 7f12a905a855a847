/* SPDX-License-Identifier: MIT */
/*
 * copy.h - a program for the student to have brought: a copy of sleep(1).
 */
#ifndef ATTACKS_LANDLOCK_GAP_COPY_H
#define ATTACKS_LANDLOCK_GAP_COPY_H

#include "attacks/attack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Write the program into the open file `to`. */
static inline bool copy_sleep(int to)
{
	int from = open("/usr/bin/sleep", O_RDONLY | O_CLOEXEC);
	char block[65536];
	ssize_t n = -1;

	while (from >= 0 && (n = read(from, block, sizeof(block))) > 0)
		if (write(to, block, (size_t)n) != n)
			return false;
	close(from);
	return n == 0;
}

#endif
