/* SPDX-License-Identifier: MIT */
/*
 * user_tasks.h - how many tasks this user has.
 */
#ifndef SANDBOX_USER_TASKS_H
#define SANDBOX_USER_TASKS_H

#include "lib/err.h"

#include <stdbool.h>

/* `alone`: no other thread of this process may want to fork meanwhile. 0, or -errno. */
int user_tasks(bool alone, unsigned long *n, struct err *);

#endif
