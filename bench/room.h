/* SPDX-License-Identifier: MIT */
/*
 * room.h - where commands are timed: what a column's command line names is there, and what it
 * empties is not the user's.
 *
 * Columns name /opt/ordeal, and some empty /tmp and /dev/shm after each program. So this process
 * gets a mount namespace of its own, in which /opt/ordeal is the build's box as in an arena, the
 * programs that are timed lie where the arena has --attack-dir, and /tmp and /dev/shm are fresh
 * file systems in memory, as in an arena, too. Everything else is the machine's own.
 */
#ifndef BENCH_ROOM_H
#define BENCH_ROOM_H

#include "lib/err.h"

#define ROOM_FOLDER "/opt/attacks" /* what {attack_dir} is */
#define ROOM_PROGRAMS ROOM_FOLDER "/0"

/* `build`: the build folder. Not to be undone. 0, or -errno with the step that failed. */
int room_enter(const char *build, struct err *);

#endif
