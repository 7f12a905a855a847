// SPDX-License-Identifier: MIT
/*
 * own-stack.c - where is my stack? Collectors and compilers at run time ask that first, and give up
 * without an answer: libc reads /proc/self/maps for it. And what they read of the machine then, to
 * decide how many threads and how large a heap.
 */
#include "attacks/attack.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void read_one(const char *name, const char *word)
{
	char line[512];
	bool found = false;
	FILE *f = fopen(name, "re");

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, word) != NULL;
	if (f)
		fclose(f);
	printf("%s: %s\n", name, !f ? "cannot be read" : found ? "read" : "says something else");
}

static enum claim run(const struct brief *b)
{
	pthread_attr_t a;
	void *at = NULL;
	size_t size = 0;
	int r = pthread_getattr_np(pthread_self(), &a);

	(void)b;
	if (!r)
		pthread_attr_getstack(&a, &at, &size);
	printf("stack: %s\n", r ? strerror(r) : size > 0 && (char *)at < (char *)&a ? "known" : "unknown");
	read_one("/proc/self/status", "VmRSS");
	read_one("/proc/self/stat", "(own-stack)");
	read_one("/proc/self/statm", " ");
	read_one("/proc/self/cmdline", "own-stack");
	read_one("/proc/self/cgroup", ":");
	read_one("/proc/cpuinfo", "processor");
	read_one("/proc/stat", "cpu");
	read_one("/proc/meminfo", "MemTotal");
	read_one("/proc/loadavg", ".");
	read_one("/proc/filesystems", "nodev");
	read_one("/proc/sys/kernel/osrelease", ".");
	read_one("/proc/sys/vm/overcommit_memory", "\n");
	read_one("/proc/sys/vm/max_map_count", "\n");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a run-time system asks for its stack, and for the machine's figures",
	.means = "pthread_getattr_np(3); files of /proc that name no other process",
	.oracle = "done",
	.expect = "stack: known\n/proc/self/status: read\n/proc/self/stat: read\n/proc/self/statm: read\n"
		  "/proc/self/cmdline: read\n/proc/self/cgroup: read\n/proc/cpuinfo: read\n"
		  "/proc/stat: read\n/proc/meminfo: read\n/proc/loadavg: read\n"
		  "/proc/filesystems: read\n/proc/sys/kernel/osrelease: read\n"
		  "/proc/sys/vm/overcommit_memory: read\n/proc/sys/vm/max_map_count: read\n",
	.run = run,
};
