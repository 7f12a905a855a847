/* SPDX-License-Identifier: MIT */
/*
 * own_file.h - an honest student that keeps its work as main.c's does, and has more to do then.
 */
#ifndef ATTACKS_OWN_FILE_H
#define ATTACKS_OWN_FILE_H

#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The secret, in a file in /tmp, or where it is if it may not write there. */
static inline enum claim keep_file(const struct brief *b)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open(path + strlen("/tmp/"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0 || close(fd))
		return failed(path);
	return CLAIM_DONE;
}

#endif
