// SPDX-License-Identifier: MIT
#include "bench/machine.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>

int machine_pin(struct err *e)
{
	cpu_set_t may, one;
	int last = -1;

	if (sched_getaffinity(0, sizeof(may), &may))
		return err_set(e, errno, "sched_getaffinity");
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &may))
			last = cpu;
	CPU_ZERO(&one);
	CPU_SET(last, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		return err_set(e, errno, "sched_setaffinity to processor %d", last);
	return last;
}

void machine_noise(struct machine_noise *n)
{
	/* proc(5): user nice system idle iowait irq softirq steal; guest times are in user's */
	unsigned long long t[8] = { 0 };
	char text[4096];

	memset(n, 0, sizeof(*n));
	if (fd_slurp(AT_FDCWD, "/proc/stat", text, sizeof(text)) > 0 &&
	    sscanf(text, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &t[0], &t[1], &t[2], &t[3],
		   &t[4], &t[5], &t[6], &t[7]) == 8) {
		for (int i = 0; i < 8; i++)
			n->total += t[i];
		n->irq = t[5] + t[6];
		n->steal = t[7];
	}
	if (fd_slurp(AT_FDCWD, "/proc/loadavg", text, sizeof(text)) > 0)
		sscanf(text, "%lf", &n->load);
}

double machine_share(unsigned long long before, unsigned long long after,
		     const struct machine_noise *from, const struct machine_noise *to)
{
	return to->total > from->total ?
		       100.0 * (double)(after - before) / (double)(to->total - from->total) : 0;
}

void machine_filesystem(const char *path, char name[16])
{
	static const struct {
		unsigned long magic;
		const char *name;
	} known[] = {
		{ TMPFS_MAGIC, "tmpfs" },	  { EXT4_SUPER_MAGIC, "ext4" },
		{ XFS_SUPER_MAGIC, "xfs" },	  { BTRFS_SUPER_MAGIC, "btrfs" },
		{ OVERLAYFS_SUPER_MAGIC, "overlay" },
	};
	struct statfs fs = { 0 };

	statfs(path, &fs);
	snprintf(name, 16, "%#lx", (unsigned long)fs.f_type);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].magic == (unsigned long)fs.f_type)
			snprintf(name, 16, "%s", known[i].name);
}
