// SPDX-License-Identifier: MIT
/*
 * resident.c - what the kernel says of one process's memory, read from /proc without a lock.
 */
#include "sandbox/resident.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

enum { PIPE = 16 * 4096 /* what a full one holds */ };

/*
 * What a status file says; -1: nothing, as that of a thread that has ended, or is still in
 * exec(2).
 */
static long long resident_by(const char *name, bool supervised)
{
	char text[4096];
	long long anon, shmem, tables;

	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0)
		return -1;
	anon = status_field(text, "RssAnon", 10);
	shmem = status_field(text, "RssShmem", 10);
	tables = status_field(text, "VmPTE", 10); /* page tables: of addresses read and never written */
	if (anon < 0 || shmem < 0 || tables < 0 || (anon | shmem | tables) >> 50) /* KiB */
		return -1;
	if (status_field(text, "VmExe", 10) == 0) /* the old memory is being freed, the new is empty */
		return -1;
	return (anon + (supervised ? 0 : shmem) + tables) << 10;
}

/* The first thread may have ended, and all others go on with the memory: any of them will do. */
long long resident_bytes(pid_t pid, bool supervised)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	char name[64];
	long long bytes;
	pid_t tid;

	proc_name(name, pid, "status");
	bytes = resident_by(name, supervised);
	if (bytes >= 0)
		return bytes;
	fd = proc_threads(&d, pid);
	while (fd >= 0 && bytes < 0 && (tid = dirents_next_pid(&d)) > 0) {
		snprintf(name, sizeof(name), "/proc/%d/task/%d/status", pid, tid);
		bytes = resident_by(name, supervised);
	}
	return bytes;
}

/*
 * What its descriptors hold, 0, 1 and 2 aside, if all are pipes. Since Linux 6.2 the size of
 * that folder is their number; before, nothing is counted. Who may not be looked at has all
 * there may be.
 */
uint64_t resident_pipes(pid_t pid)
{
	struct stat st;
	char name[32];

	proc_name(name, pid, "fd");
	if (stat(name, &st) < 0)
		return errno == EACCES ? PIPES_MOST : 0;
	if (st.st_size == 0) { /* none; or the first thread has ended, and the others have them */
		proc_name(name, proc_alive(pid), "fd");
		if (stat(name, &st) < 0)
			return 0;
	}
	return st.st_size > 3 ? (uint64_t)(st.st_size - 3) * PIPE : 0;
}
