/* SPDX-License-Identifier: MIT */
/*
 * box.h - the box: what all processes and layers of one launch share.
 */
#ifndef SANDBOX_BOX_H
#define SANDBOX_BOX_H

#include "lib/clock.h"
#include "sandbox/objects.h"
#include "sandbox/places.h"
#include "sandbox/relay.h"
#include "sandbox/sandbox.h"
#include "sandbox/sweep.h"

#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

enum { RLIMITS = 16, STATUS = 4096, PRELOAD_VARIABLE = 512, BOX_ACCOUNTS = 256,
       BOX_GRANTS = 2 * BOX_LIST + 80, BOX_WAITERS = 64, BOX_HELPERS = 8,
       BOX_GOING = 40, BOX_ASKED = 256, BOX_SESSIONS = 8, LANDLOCK_HOLDS = 48, BOX_DISKS = 2 * BOX_LIST + PLACES };

/* Of files that are mapped shared: those that were found, how large they can be, what was asked for since. */
enum { BOX_WINDOWS = 256 };

struct windows {
	struct place file[BOX_WINDOWS];
	uint64_t size[BOX_WINDOWS], fresh[BOX_WINDOWS];
	unsigned files, sizes, freshes;
	bool     full; /* more than there is room for: then nothing is ever taken for gone */
};

/* Who keeps account of the disks, since when, and how. disk.c */
struct disk_account {
	uint64_t first[BOX_DISKS + 1], last[BOX_DISKS + 1]; /* what each file system held */
	uint64_t files;              /* on all of them                    */
	uint64_t risen;              /* all rises; and when it was looked */
	uint64_t risen_then, charged;
	bool     blind;              /* one of them does not say          */
};

/*
 * The box is in memory that guard and reaper share; each member has one of them who writes it. What a
 * pointer leads to, and what a descriptor is, is the business of one process.
 */
struct box {
	const struct box_options *opt;
	struct box_result *res;
	pid_t  front;            /* the guard                                                   */
	pid_t  self;             /* whose descendants the program and its own are: the reaper   */
	pid_t  pid;              /* the program, as soon as it is forked                        */
	uint64_t started_us;     /* when it was told to go; 0: it was not yet                   */
	bool   hidden;           /* the guard is                                                */
	bool   ended;            /* it was reaped; with this wait status:                       */
	int    wstatus;
	uint64_t reaped_us;      /* of the processor: of all that were                          */
	int    r;                /* what became of the launch; and the sentence                 */
	struct err failed;
	struct err unhidden;     /* why the guard could not hide                                */
	int    ctl;              /* the line between child and supervisor; CLOEXEC              */
	char **envp;             /* what exec gets                                              */
	char *status;            /* /proc/PID/status of the waiting child, read once: STATUS    */

	/* Each member below belongs to the layer it is named after. */
	struct {
		char **var;            /* what envp points to                              */
		char  *copies;         /* of the caller's strings that are kept; NULL      */
		size_t n, room;        /* entries without the NULL; most of them           */
	} env;
	struct {
		int  dir;              /* the folder; -1                                   */
		char path[48], home[56], tmpdir[56];
		struct place is;       /* the folder, by its inode                         */
		struct stay {
			struct keep keep;     /* in the folders that are emptied           */
			struct places places; /* those of all users, which are not         */
			struct keep old;      /* what was in them                          */
		} stay;
		const char *disk[BOX_DISKS]; /* folders that are watched, /tmp aside; and  */
		bool   same[BOX_DISKS];      /* whether the file system is one before's    */
		size_t disks;
	} tmp;
	struct {
		struct relay out[2];
		unsigned n;
		int child[2];          /* the ends that become descriptors 1 and 2         */
		struct relay result;
		int result_child;      /* the end that becomes descriptor 3; -1: no result */
		bool by_scan;          /* prctl is refused: find the dead's children in /proc */
		unsigned long long born; /* nothing of the box is older, in ticks since boot */
		struct objects objects; /* what was in the kernel's tables                 */
	} session;
	struct {
		char name[32];         /* of the group                                     */
		int  group, procs;     /* its folder, and the file that moves a process; -1 */
	} cgroup;
	struct {
		struct rlimit want[RLIMITS];
		unsigned long used;    /* tasks this user had at launch                    */
		bool small_pages;      /* none of them huge; false where prctl is refused  */
	} rlimit;
	struct {
		char variable[PRELOAD_VARIABLE]; /* "LD_PRELOAD=..."                       */
	} preload;
	struct {
		int ruleset;           /* -1: none, or applied                             */
		int hold[LANDLOCK_HOLDS]; /* files of /proc and /sys that are granted      */
		unsigned holds;
	} landlock;
	struct {
		int listener;          /* in the child its own, in the supervisor the copy; -1 */
		uint64_t made, links;  /* files and names; of these, names of old files    */
		uint64_t shared;       /* bytes that were ever mapped shared               */
		struct disk_account disk;   /* what the reaper knows of it                      */
		uint64_t reserved;     /* bytes on disk, by fallocate, since one looked    */
		uint64_t reserved_ever;
		uint64_t pairs;        /* of sockets                                       */
		uint64_t shared_ever, pairs_ever; /* ... with what is gone again           */
		uint64_t looked_shared, looked_pairs; /* ... when living.c was last asked  */
		struct going {         /* who was let go on, and may not have made it yet  */
			pid_t    tid;
			unsigned pairs;
			uint64_t shared;
		} going[BOX_GOING];
		struct windows windows; /* the reaper's; while it changes, the turn is odd  */
		unsigned turn;
		bool unreported;           /* there were more of them                          */
		unsigned listeners;    /* that were made                                   */
		pid_t helper[BOX_HELPERS]; /* who changes a file in the program's place; 0 */
	} supervise;
	struct {                       /* under supervise, see tasks.c                     */
		unsigned n;            /* so many there are at most; 0: not counted yet    */
		pid_t asked[BOX_ASKED]; /* who may be about to make one; 0                 */
		pid_t leaving[BOX_SESSIONS]; /* who may be about to begin a session; 0     */
	} tasks;
	struct {                       /* with --mediate                                   */
		struct grant {
			char    *path; /* and what is below it                             */
			size_t   length;
			uint64_t rights;
		} grant[BOX_GRANTS];
		unsigned grants;
		struct fifo_waiter {       /* who opens a FIFO waits for its other end         */
			uint64_t id;   /* of the question                                  */
			pid_t    pid;
			int      fifo; /* O_PATH                                           */
			int      end;  /* what it gets: a reader's at once, a writer's
					  when there is a reader; -1                       */
			int      flags;
			bool     met;
		} waiter[BOX_WAITERS];
		unsigned waiters;
	} mediate;
	struct {
		uint64_t files;        /* on the watched disks, at the start               */
	} disk;
	time_t   started_at;           /* by the clock of files                            */
	uint64_t cpu_us;               /* what the box had used of the processor, lately   */
	struct usage *usage;           /* the guard's: usage.h                             */
	struct exact *exact;           /* the guard's: exact.h                             */
	struct {
		unsigned before;       /* filters this process already runs under          */
	} seccomp;
};

/* A limit in seconds, in microseconds; BOX_NONE as it is. */
static inline uint64_t limit_us(const struct box_options *o, enum box_limit i)
{
	return o->limit[i] == BOX_NONE ? BOX_NONE : o->limit[i] * 1000000 - o->less_us[i];
}

/* Microseconds of CLOCK_MONOTONIC, of which all deadlines are. */
static inline uint64_t now_us(void)
{
	return clock_ns(CLOCK_MONOTONIC) / 1000;
}

#endif
