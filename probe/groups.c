// SPDX-License-Identifier: MIT
/*
 * groups.c - the questions, in the order in which they are asked: what may exhaust something last.
 */
#include "probe/groups.h"

const struct group *const groups[] = {
	&group_identity,  &group_machine,    &group_prctl,   &group_filters, &group_landlock,
	&group_objects,	  &group_namespaces, &group_sockets, &group_files,   &group_memory,
	&group_processes, &group_limits,     &group_calls,   NULL,
};
