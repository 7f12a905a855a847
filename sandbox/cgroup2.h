/* SPDX-License-Identifier: MIT */
/*
 * cgroup2.h - the files of a control group of version 2, by a descriptor of its folder. They
 * are read and written as the kernel documents them (cgroup-v2.rst), so a test can use a tree
 * of plain files.
 */
#ifndef SANDBOX_CGROUP2_H
#define SANDBOX_CGROUP2_H

#include "lib/err.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define CGROUP_PREFIX "ordeal-box-"
enum { CGROUP_DIGITS = 16, CGROUP_NAME = 32 };

struct cgroup2_limits {
	uint64_t memory, tasks; /* BOX_NONE: no limit                    */
	uint64_t percent;       /* of one processor; BOX_NONE: no limit  */
};

/* Open a folder of a mounted cgroup2 file system. A descriptor; -errno with what is wrong. */
int cgroup2_open(const char *path, struct err *e);

/*
 * Children of the folder are to have memory and pids, and cpu where `rate`. 0; -errno, with
 * what mends it.
 */
int cgroup2_hands_on(int dir, const char *path, bool rate, struct err *e);

/*
 * Make the group `name` below the folder, and hold it by a lock, as long as the descriptor is open.
 * -EAGAIN: somebody took it for a dead one's meanwhile.
 */
int cgroup2_make(int dir, const char *path, const char *name, struct err *e);

/* The same under a name that nobody has, which it writes down. */
int cgroup2_new(int dir, const char *path, char name[CGROUP_NAME], struct err *e);

/* Give a group its limits; and does it have them? 0, or -errno. */
int cgroup2_limit(int group, const struct cgroup2_limits *, struct err *e);
int cgroup2_has_limits(int group, const struct cgroup2_limits *, struct err *e);

/* Is the process in this group? */
bool cgroup2_holds(int group, pid_t);

/* Kill all that is in it. And: is nobody left? */
void cgroup2_kill(int group);
bool cgroup2_is_empty(int group);

/*
 * Kill until nobody is left, and remove the group `name` of the folder. False: it is still
 * there.
 */
bool cgroup2_end(int dir, const char *name, int group);

/* What the kernel has counted; -1 where it does not say. */
void cgroup2_read(int group, struct box_cgroup *);
long long cgroup2_cpu_us(int group);

/* Kill and remove the groups below the folder that nobody holds. How many are gone. */
int cgroup2_sweep(int dir);

#endif
