/* SPDX-License-Identifier: MIT */
/*
 * tasks.h - how many tasks the box has, and whether there may be one more.
 */
#ifndef SANDBOX_TASKS_H
#define SANDBOX_TASKS_H

#include "sandbox/box.h"

/* Does the supervisor count them, in the user's limit's place? */
bool tasks_are_counted(const struct box *);

/* May this process begin a session of its own? */
bool tasks_one_more_session(struct box *, pid_t tid);

/*
 * Is it a call that makes a task, and counted? May this thread make one? Then it is counted. Where the
 * program may have no processes, clone(2) alone is counted, for threads: the filter refuses the other two,
 * and what it refuses comes to the supervisor as well.
 */
bool tasks_is_for(const struct box *, int nr);
bool tasks_one_more(struct box *, pid_t tid);

#endif
