/* SPDX-License-Identifier: MIT */
/*
 * residue.h - what the honest and the others share here: who has no better place keeps the work in
 * a file, two students agree on a key by the name that both know, and who is left behind keeps what
 * it has open, and waits.
 */
#ifndef ATTACKS_IPC_RESIDUE_RESIDUE_H
#define ATTACKS_IPC_RESIDUE_RESIDUE_H

#include "attacks/persistence/survivor.h"

#include <fcntl.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define LIFE 5 /* seconds: the next student comes and goes */

static inline enum claim keep_in_file(const struct brief *b)
{
	int fd = open(b->name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0)
		return failed("keep the work");
	close(fd);
	return CLAIM_DONE;
}

/* A key of System V's for a name; `seed` keeps the attacks apart. */
static inline key_t key_of(const struct brief *b, key_t seed)
{
	for (const char *c = b->name; *c; c++)
		seed = seed * 31 + *c;
	return seed & 0x7fffffff;
}

/* The child: leave the session and the student's streams, let go of the line, and stay. */
static inline _Noreturn void stay_behind(const int line[2])
{
	setsid();
	close_range(0, 2, 0);
	close(line[1]);
	sleep(LIFE);
	_exit(0);
}

#endif
