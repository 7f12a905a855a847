/* SPDX-License-Identifier: MIT */
/*
 * notify_find.h - the path resolver of the supervisor: what a path means to the program.
 */
#ifndef SANDBOX_NOTIFY_FIND_H
#define SANDBOX_NOTIFY_FIND_H

#include <stddef.h>

/*
 * What `path` leads to, with O_PATH, for the caller to close; or -errno of openat2(2), -ELOOP
 * for a magic link. base: the folder that a relative path starts from. flags: O_NOFOLLOW,
 * O_DIRECTORY.
 */
int find_path(int base, const char *path, int flags);

/*
 * The folder that a path's last name is in, likewise; *name: that name, in `path`, with the
 * slashes behind it. -EEXIST: the path is "/"; -ENOENT: it is empty.
 */
int find_parent(int base, const char *path, const char **name);

#endif
