// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: perf_event_open(2) on oneself, a software clock of user mode: what
 *        kernel.perf_event_paranoid = 2 leaves to everybody. Large, old, and called from
 *        interrupts.
 */
#include "attacks/attack.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.disabled = 1,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};

	attempting(b);
	return syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0) < 0 ? denied("perf_event_open")
								     : hold();
}

const struct attack attack = {
	.effect = "the student's process has a performance event",
	.means = "perf_event_open(2) on itself",
	.oracle = "reach:perf_event",
	.id = "KERN-06",
	.attack_id = "T1068, CWE-1125",
	.remedy = "an allow list of system calls; kernel.perf_event_paranoid above 2, where it "
		  "exists",
	.refs = (const char *const[]){ "perf_event_open(2)", NULL },
	.run = run,
};
