/* SPDX-License-Identifier: MIT */
/*
 * layout.h - what is where inside an arena, as arena.c builds it and everybody else relies on it.
 */
#ifndef HARNESS_LAYOUT_H
#define HARNESS_LAYOUT_H

enum {
	ARENA_UID = 993, ARENA_GID = 990,      /* the student's and the worker's, inside       */
	ARENA_TASKS = 300,                     /* pids limit                                   */
	ARENA_MEMORY_MIB = 1024,               /* memory limit                                 */
	ARENA_TMP_MIB = 512, ARENA_TMP_INODES = 32768, ARENA_SHM_MIB = 256,
	ARENA_SINK_PORT = 4444, ARENA_DNS_PORT = 53, ARENA_SHELL_PORT = 4445,
	ARENA_BIND_PORT = 4446, ARENA_API_PORT = 9001,
	ARENA_INOTIFY = 4,                     /* instances, of all users in here              */
	ARENA_BINDS = 8,
};

#define ARENA_BOX     "/opt/ordeal"            /* build/box, read-only                         */
#define ARENA_EXTRA   "/opt/attacks"           /* folders given with --attack-dir: /opt/attacks/0 */
#define ARENA_HELPERS "/opt/helpers"           /* set-id programs                              */
#define ARENA_MARK    "/opt/mark"              /* only privilege can write here                */
#define ARENA_GROUPS  "/sys/fs/cgroup"         /* a folder of cgroup version 2 that is the student's */
#define ARENA_TREE    "/srv/tree"              /* files of the student's uid, outside his folders */
#define ARENA_ABSTRACT "ordeal-sink"           /* the attacker's abstract unix sockets         */

#endif
