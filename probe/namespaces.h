/* SPDX-License-Identifier: MIT */
#ifndef PROBE_NAMESPACES_H
#define PROBE_NAMESPACES_H

/*
 * Give this process mounts of its own, which end with it: in a user namespace too with
 * CLONE_NEWUSER for `user`, and further flags. 0, or -1 and errno.
 */
int own_mounts(int user);
int own_tmpfs(const char *path);

#endif
