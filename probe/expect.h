/* SPDX-License-Identifier: MIT */
/*
 * expect.h - hold answers against a list, a line each:
 *
 *	filters.load=EPERM              errno or signal of a no
 *	objects.memfd=yes               yes, no or unknown
 *	identity.uid=993                the number
 *	limits.all:NOFILE=1024/1024     one of its items
 */
#ifndef PROBE_EXPECT_H
#define PROBE_EXPECT_H

#include "probe/probe.h"

/* The names of the questions in the list, NULL at the end; to be freed together, by free(). */
const char **expect_questions(const char *list);

/* Say on stderr what is otherwise. How many lines. */
int expect_compare(const char *list, const struct answers *all);

#endif
