// SPDX-License-Identifier: MIT
/*
 * limits.c - the table of limits: name, layer, help, unit, default.
 */
#include "sandbox/limits.h"

#define MIB (1ULL << 20)

const struct limit_row limit_rows[BOX_LIMITS] = {
	[BOX_WALL] = { "wall", "session", "seconds of wall clock", 's', 8 },
	[BOX_OUTPUT] = { "output", "session", "bytes of stdout and stderr", 'b', 8 * MIB },
	[BOX_RESULT] = { "result-bytes", "session", "bytes of the result", 'b', MIB },
	[BOX_CPU] = { "cpu", "rlimit", "seconds of processor time", 's', 5 },
	[BOX_MEMORY] = { "memory", "rlimit", "bytes all processes hold, watched", 'b', 272 * MIB },
	[BOX_DISK] = { "disk", "rlimit", "bytes more on the disks, watched", 'b', 32 * MIB },
	[BOX_FILES] = { "files", "supervise", "files more on the disks, new ones counted", 'n', 512 },
	[BOX_DATA] = { "data", "rlimit", "bytes of private memory, each process", 'b', BOX_NONE },
	[BOX_AS] = { "as", "rlimit", "bytes of address space", 'b', BOX_NONE },
	[BOX_STACK] = { "stack", "rlimit", "bytes of stack", 'b', 8 * MIB },
	[BOX_FSIZE] = { "fsize", "rlimit", "bytes of one file", 'b', 16 * MIB },
	[BOX_NOFILE] = { "nofile", "rlimit", "open descriptors", 'n', 256 },
	[BOX_NPROC] = { "nproc", "rlimit", "tasks beyond the user's present ones", 'n', 32 },
	[BOX_CPU_RATE] = { "cpu-rate", "cgroup", "percent of one processor", 'n', BOX_NONE },
};
