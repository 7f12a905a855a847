/* SPDX-License-Identifier: MIT */
/*
 * notify_find.h - the path resolver of the supervisor: what a path means to the program.
 */
#ifndef SANDBOX_NOTIFY_FIND_H
#define SANDBOX_NOTIFY_FIND_H

#include <stddef.h>

/* What a path leads to, with O_PATH; flags: O_NOFOLLOW, O_DIRECTORY. Through no door of /proc. */
int find_path(int base, const char *path, int flags);

/* The folder that a path's last name is in, and that name, with the slashes behind it. */
int find_parent(int base, const char *path, const char **name);

#endif
