/* SPDX-License-Identifier: MIT */
/*
 * cgroup.h - limits around one arena, and the figures its oracles read.
 *
 * Version 1 (a folder in each of the hierarchies pids, memory, cpuacct) and version 2 (one folder)
 * behind the same calls. Nothing here needs more than mkdir, open, read, write and rmdir below the
 * mount points, so a test runs it on a tree of plain files.
 */
#ifndef HARNESS_CGROUP_H
#define HARNESS_CGROUP_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"

/* The last is of version 2 always, for its freezer: beside version 1 it may be mounted, too. */
enum cgroup_part { CGROUP_PIDS, CGROUP_MEMORY, CGROUP_CPU, CGROUP_STILL, CGROUP_PARTS };

/* Where arenas may make their groups. In version 2 all parts are the same folder. */
struct cgroup_host {
	int  version;                         /* 1, 2; 0: no usable cgroup, see why      */
	char parent[CGROUP_PARTS][PATH_MAX];  /* "": this controller is missing          */
	char mount[CGROUP_PARTS][PATH_MAX];   /* the hierarchy's own root; "" likewise   */
	char why[200];                        /* version 0: the reason, for the report   */
};

struct cgroup {
	int  version;
	bool given;                           /* a part of it is the student's, see given.c */
	const char *enter;                    /* the file through which one enters       */
	int  dir[CGROUP_PARTS];               /* the group's folders; -1: missing        */
	char path[CGROUP_PARTS][PATH_MAX];
};

struct cgroup_limits {
	unsigned tasks;  /* pids.max                 */
	uint64_t memory; /* bytes, page cache included */
};

struct cgroup_usage {
	int64_t tasks;     /* now; -1: cannot be read, as in all of these            */
	int64_t tasks_peak;
	int64_t memory;    /* bytes: all that is charged but the page cache of files    */
	int64_t cpu_usec;
	int64_t starved;   /* processes killed because the group had no memory left     */
};

/*
 * Find out what this machine has. `root` stands before every path ("" in real life, a folder in
 * tests). Always fills *host; version 0 is not an error but a fact to report.
 */
void cgroup_detect(struct cgroup_host *host, const char *root);

/* The name of a group owned by process `pid`: "ordeal-<pid>-<start time>", so that its owner's
 * death can be told from a reused pid. Writes at most `size` bytes. */
void cgroup_name(char *name, size_t size, pid_t pid);

/* Make the group `name` with `limits`. On failure nothing is left. 0 or -errno. */
int cgroup_create(const struct cgroup_host *host, const char *name,
		  const struct cgroup_limits *limits, struct cgroup *cg, struct err *e);

/*
 * Version 2: hand a part of the group on to this user, where that can be done; before anybody
 * enters. And remove all groups below a folder of the hierarchy. given.c
 */
#define CGROUP_GIVEN "given"
void cgroup_give(struct cgroup *cg, uid_t owner);
void cgroup_clear(const char *path);

/* Put process `pid` (as this namespace counts) and its children to come into the group. */
int cgroup_enter(const struct cgroup *cg, pid_t pid, struct err *e);

/*
 * Let nobody in the group run, or all again; returns when that is so (within 2 s). False: this
 * machine cannot, or did not get there. still.c
 */
bool cgroup_has_freezer(const struct cgroup_host *host);
bool cgroup_still(const struct cgroup *cg, bool still);

/* Read the figures; what cannot be read is -1. */
void cgroup_read(const struct cgroup *cg, struct cgroup_usage *u);

/* Processor time that the group `name` has used, in microseconds. -1: there is none, or no figure.
 */
int64_t cgroup_cpu(const struct cgroup_host *host, const char *name);

/*
 * Close and remove the group; its processes must be dead, a short delay of the kernel's is waited
 * for (at most 2 s). 0 or -errno of rmdir(2).
 */
int cgroup_remove(struct cgroup *cg);

/* Remove the groups that dead owners left, wherever in the hierarchies. Returns how many. */
int cgroup_janitor(const struct cgroup_host *host);

#endif
