/* SPDX-License-Identifier: MIT */
/*
 * cgroup_probe.h - can a process of ours be put into a group below a folder?
 */
#ifndef SANDBOX_CGROUP_PROBE_H
#define SANDBOX_CGROUP_PROBE_H

#include "lib/err.h"

/* Move this process through a group's file cgroup.procs. 0, or -errno with what mends it. */
int cgroup2_enter(int procs, const char *path, struct err *);

/* Make a group, move a child into it, remove it. 0, or -errno with what mends it. */
int cgroup2_probe(const char *path, struct err *);

#endif
