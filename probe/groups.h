/* SPDX-License-Identifier: MIT */
#ifndef PROBE_GROUPS_H
#define PROBE_GROUPS_H

#include "probe/probe.h"

/* One file each. */
extern const struct group group_identity, group_prctl, group_filters, group_landlock,
	group_namespaces, group_processes, group_objects, group_memory, group_sockets, group_files,
	group_limits, group_machine, group_calls;

/* identity: a number in /proc/self/status; -1: this kernel does not say. */
long long own_status(const char *field);

#endif
