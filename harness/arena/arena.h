/* SPDX-License-Identifier: MIT */
/*
 * arena.h - the outer wall: one disposable instance.
 *
 *     keeper                    arena_build(): clones init, maps ids, puts it into a cgroup
 *     └─ init                   pid 1 of new user, pid, mount, net, ipc, uts namespaces
 *        ├─ worker (uid 993)    arena_spawn(): told what to be over a socket of its own
 *        └─ decoy  (uid 993)
 *
 * Init is a copy of the keeper made before any canary was drawn, it never reads what the keeper
 * tells its children, and it is not dumpable: it holds nothing worth stealing. Killing it kills
 * everything in the arena; it dies when the keeper dies.
 *
 * The root is built, not inherited: a tmpfs with read-only binds of /usr, of the little of /etc
 * that programs need, and of the build. No host /run, /home, /root. See arena_root.c.
 */
#ifndef HARNESS_ARENA_H
#define HARNESS_ARENA_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "harness/arena/cgroup.h"
#include "harness/arena/image.h"
#include "harness/layout.h"
#include "harness/profiles/profile.h"
#include "lib/err.h"

/* Descriptors that init makes inside and hands to the keeper. */
enum arena_fd {
	ARENA_FD_TMP, ARENA_FD_SHM,            /* folders, for fstatvfs and a look             */
	ARENA_FD_MARK,                         /* folder                                       */
	ARENA_FD_PROC,                         /* the arena's own /proc                        */
	ARENA_FD_TREE,                         /* folder                                       */
	ARENA_FD_SINK_TCP, ARENA_FD_SINK_UDP, ARENA_FD_DNS, ARENA_FD_SINK_UNIX, /* listeners    */
	ARENA_FD_SINK_LETTERS,                 /* the abstract name, for datagrams             */
	ARENA_FD_SHELL_TCP, ARENA_FD_SHELL_UDP, ARENA_FD_API,
	ARENA_FD_DIAL_SINK, ARENA_FD_DIAL_SHELL, /* fresh sockets of the arena's network, with  */
	ARENA_FD_DIAL_UDP, ARENA_FD_DIAL_UNIX,   /* which the keeper sends its sentinels        */
	ARENA_FD_DIAL_API, ARENA_FD_DIAL_LETTERS,
	ARENA_FD_BIND,                         /* and one to dial a bind shell with            */
	ARENA_FDS
};

struct arena_spec {
	const char *box;                       /* build/box on the host                        */
	const char *extra[ARENA_BINDS]; /* more folders, bound at ARENA_EXTRA/<i>; NULL ends */
	const char *given; /* a cgroup that is the student's; NULL. arena_build() finds out */
	const struct cgroup_host *cgroups;
	const struct profile *profile;         /* what it imitates; NULL: nothing                */
	unsigned memory;                       /* MiB of the profile's limit; 0: none is imitated */
	const struct arena_image *image;       /* of its /tmp; NULL: /tmp is a tmpfs             */
};

struct arena {
	pid_t  init;                           /* as the keeper counts; -1: not built          */
	int    init_fd;                        /* pidfd                                        */
	int    control;                        /* socket to init                               */
	int    fd[ARENA_FDS];
	bool   rootful;                        /* root and the student are both mapped         */
	unsigned ids;                          /* outer ids: root's, the student's, nobody's   */
	struct cgroup cgroup;
	int    newest;                         /* the highest pid at the last look             */
	double built_ms, torn_ms;              /* how long it took                             */
	double cpu_ms;                         /* of all in it, once destroyed; -1: not known  */
};

/*
 * Take over what the profile says of memory, as far as it can be imitated here: *image is made
 * where it is wanted, and is the caller's. Returns NULL, or what is missing, for people.
 */
const char *arena_spec_memory(struct arena_spec *spec, struct arena_image *image);

/*
 * Build an arena. The caller must be single-threaded. Needs root, or the right to make user
 * namespaces. On failure nothing is left and *e says which step failed. 0 or -errno.
 */
int arena_build(const struct arena_spec *spec, struct arena *a, struct err *e);

/*
 * Start a process as the student's uid, a child of init; `type` is ARENA_WORKER or ARENA_DECOY. It
 * takes its files, environment and argv from `sock` (see wire.h), which stays the caller's. Returns
 * its pid as the arena counts, or -errno.
 */
int arena_spawn(struct arena *a, int type, int sock, struct err *e);

/* Make the student's uid the owner of a pipe, as it owns what its platform makes. 0 or -errno. */
int arena_give(const struct arena *a, int fd);

/*
 * Between two invocations: nobody inside runs until it is told otherwise. still.c says how, and
 * what a program can notice of it. Who is killed while standing still is gone. 0 or -errno.
 */
int arena_still(struct arena *a, bool still, struct err *e);

/* Kill everything inside and reap it; the arena's descriptors stay open. Idempotent. */
void arena_kill(struct arena *a);

/* Kill, close all descriptors, remove the cgroup. 0 or -errno of what could not be removed. */
int arena_destroy(struct arena *a);

/*
 * How many processes the arena has, by its /proc. The dead whom nobody has reaped yet are counted
 * if `zombies`: they take a place in the budget, but they do nothing any more. -1: cannot be read.
 */
int arena_population(const struct arena *a, bool zombies);

/*
 * Are there at most `still` processes, and is nobody coming and going? Who forks and ends, again
 * and again, is never met alive by its name in a list; but it is in every list, since the next one
 * is there before the last one ends: so whoever died since the last look counts as alive.
 */
bool arena_quiet(struct arena *a, int still);

/*
 * For arena_*.c alone. What will be bound into the new root, as detached mounts; -1: an optional
 * one that this machine has not. The descriptors are ARENA_SOURCE_BASE and above.
 */
enum { ARENA_SOURCES = 15 + ARENA_BINDS, ARENA_SOURCE_BASE = 512 };

struct arena_sources {
	int fd[ARENA_SOURCES];
	int count;
	int tmp;                               /* the mount of the image; -1: there is none      */
};

/*
 * Clone the sources, read-only. Done by the keeper where it is root, since the arena's root may not
 * enter the folder that a clone of ours lies in; else by init, which has the keeper's own rights.
 */
int arena_sources_open(const struct arena_spec *spec, struct arena_sources *s, struct err *e);
void arena_sources_close(struct arena_sources *s);

/* What runs as pid 1, and what it builds. Both take the sources over. */
_Noreturn void arena_init(const struct arena_spec *spec, int control, bool rootful,
			  struct arena_sources *sources);
int arena_root_build(const struct arena_spec *spec, bool rootful, struct arena_sources *sources,
		     struct err *e);

/* What the profile (NULL: none) wants otherwise, once the folders that oracles watch are open. */
int arena_root_profile(const struct profile *p, struct err *e);

#endif
