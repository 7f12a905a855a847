/* SPDX-License-Identifier: MIT */
/*
 * machine.h - one processor to measure on, and what else happens on the machine meanwhile.
 */
#ifndef BENCH_MACHINE_H
#define BENCH_MACHINE_H

#include "lib/err.h"

/*
 * Pin this process, and so all it launches, to the last processor it may use: the first one serves
 * most interrupts. Launcher and program share it, as they do in an instance with one vCPU. The
 * processor, or -errno.
 */
int machine_pin(struct err *);

/* From this load average on, something else runs than the benchmark. */
#define MACHINE_LOAD_DOUBTED 0.5

/* Counters of /proc since boot, in clock ticks, over all processors; and the load average. */
struct machine_noise {
	unsigned long long total, steal, irq;
	double load;
};
void machine_noise(struct machine_noise *);

/* The share of `steal` or `irq` ticks between two readings, in percent. */
double machine_share(unsigned long long before, unsigned long long after,
		     const struct machine_noise *from, const struct machine_noise *to);

/* The kind of file system at `path`, as mount(8) calls it; "0x..." for one not known here. */
void machine_filesystem(const char *path, char name[16]);

#endif
