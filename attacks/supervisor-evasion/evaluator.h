/* SPDX-License-Identifier: MIT */
/*
 * evaluator.h - what the supervisor guards, how to see that it was got, and a folder to work in.
 *
 * The evaluator's source lies where every student may read it by ordinary permissions. Only who
 * decides on paths can refuse it, so that reading it is the whole effect; how it comes about that
 * the answer is yes is the means, and stands in each attack.
 */
#ifndef ATTACKS_SUPERVISOR_EVASION_EVALUATOR_H
#define ATTACKS_SUPERVISOR_EVASION_EVALUATOR_H

#include "attacks/attack.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER    "/var/task"
#define FILE_NAME "evaluator.py"
#define EVALUATOR FOLDER "/" FILE_NAME

/* Hand over an open evaluator, and close it. False with errno: not opened, or not readable. */
static inline bool loot_evaluator(int fd)
{
	char source[4096];
	ssize_t n = fd < 0 ? -1 : read(fd, source, sizeof(source));
	int saved = errno;

	if (fd >= 0)
		close(fd);
	errno = saved;
	if (n <= 0)
		return false;
	loot(source, (size_t)n);
	return true;
}

enum { OWN_FOLDER = 256 };

/* Make a folder that is the student's own, in /tmp or where we are, and say its whole name. */
static inline bool own_folder(const struct brief *b, char folder[OWN_FOLDER])
{
	char here[OWN_FOLDER - 64];

	snprintf(folder, OWN_FOLDER, "/tmp/%.48s.d", b->name);
	if (!mkdir(folder, 0700))
		return true;
	if (!getcwd(here, sizeof(here)))
		return false;
	snprintf(folder, OWN_FOLDER, "%s/%.48s.d", here, b->name);
	return !mkdir(folder, 0700);
}

#endif
