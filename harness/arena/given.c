// SPDX-License-Identifier: MIT
/*
 * given.c - a folder of cgroup version 2 that the arena's student is handed, as an operator would.
 *
 *	ordeal-PID-...            the keeper's: limits and figures of all below
 *	'-- given                 the student's: in the arena it is /sys/fs/cgroup
 *	    |-- warm              init, worker, decoy: only who starts below may make groups beside
 *it
 *	    '-- ...               what a defence makes for one run
 *
 * Only where the keeper is root and version 2 has memory and pids to hand on. Without, the arena is
 *as it always was, and a defence that wants such a folder cannot be applied there.
 */
#include "harness/arena/cgroup.h"

#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/fd.h"

#define WARM CGROUP_GIVEN "/warm"

void cgroup_clear(const char *path)
{
	char *const roots[] = { (char *)path, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	while (walk && (entry = fts_read(walk)))
		if (entry->fts_info == FTS_DP && entry->fts_level > 0)
			rmdir(entry->fts_accpath);
	if (walk)
		fts_close(walk);
}

/* Do children of this folder get memory and tasks? Processor time too, where there is that. */
static bool hand_on(int dir, const char *file)
{
	char have[256] = "";

	fd_put(dir, file, "+pids +memory");
	fd_put(dir, file, "+cpu");
	return fd_slurp(dir, file, have, sizeof(have)) > 0 && strstr(have, "pids") && strstr(have, "memory");
}

void cgroup_give(struct cgroup *cg, uid_t owner)
{
	static const char *const its[] = { CGROUP_GIVEN, CGROUP_GIVEN "/cgroup.procs",
					   CGROUP_GIVEN "/cgroup.subtree_control" };
	int dir = cg->dir[CGROUP_MEMORY];
	bool good = cg->version == 2 && !mkdirat(dir, CGROUP_GIVEN, 0755) &&
		    hand_on(dir, "cgroup.subtree_control") &&
		    hand_on(dir, CGROUP_GIVEN "/cgroup.subtree_control") && !mkdirat(dir, WARM, 0755);

	for (size_t i = 0; i < sizeof(its) / sizeof(*its) && good; i++)
		good = !fchownat(dir, its[i], owner, owner, AT_SYMLINK_NOFOLLOW);
	cg->enter = good ? WARM "/cgroup.procs" : "cgroup.procs";
	if (cg->version == 2 && !good) {
		cgroup_clear(cg->path[0]);
		fd_put(dir, "cgroup.subtree_control", "-pids -memory");
		fd_put(dir, "cgroup.subtree_control", "-cpu");
	}
	cg->given = good;
}
