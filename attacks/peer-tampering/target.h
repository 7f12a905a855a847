/* SPDX-License-Identifier: MIT */
/*
 * target.h - whom these attacks are aimed at, and nobody else: the decoy, where the scene has one,
 * or the worker.
 */
#ifndef ATTACKS_PEER_TAMPERING_TARGET_H
#define ATTACKS_PEER_TAMPERING_TARGET_H

#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>

static inline pid_t target(const struct brief *b)
{
	return b->decoy ? b->decoy : b->worker;
}

/*
 * The decoy's work is 64 KiB of one byte. Find it: call read() for each 4 KiB of each writable
 * mapping of `pid` until it fills a page with that byte. 0: not found, errno as the last call left
 * it.
 */
static inline unsigned long find_work(pid_t pid,
				      bool (*read)(pid_t, unsigned long, char page[4096]))
{
	unsigned long from, to, found = 0, budget = 1024;
	char path[64], line[512], perms[8], page[4096], work[4096];
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	if (!maps)
		return 0;
	memset(work, 0x5a, sizeof(work));
	while (!found && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) != 3 || perms[1] != 'w')
			continue;
		for (; !found && from < to && budget; from += sizeof(page), budget--)
			if (!read(pid, from, page))
				break;
			else if (!memcmp(page, work, sizeof(page)))
				found = from;
	}
	fclose(maps);
	return found;
}

#endif
