// SPDX-License-Identifier: MIT
/*
 * watch.c - what no rlimit counts: what all processes of the box hold and use together.
 *
 *	memory  RssAnon, RssShmem and VmPTE of the program and its descendants: shared memory is neither
 *	        RLIMIT_DATA's nor, once a second process has it, RLIMIT_AS's. Under supervise its
 *	        size in place of RssShmem: madvise(2) takes pages out of a process, not away. And
 *	        their descriptors, as if each were that of a full pipe, and what counter.c counts
 *	cpu     their processor time, and that of those they have reaped, or that were seen:
 *	        RLIMIT_CPU is each one's. And what the supervisor has used on their behalf
 *	disk    bytes that the file systems of the box's folders have more of than at the start:
 *	        RLIMIT_FSIZE is each file's, and an unlinked file has no name to be found by. Files
 *	        are counted as they are made, by supervise: two thousand take a few milliseconds, and
 *	        who looks from time to time would win or lose by chance
 *
 * The supervisor looks every 10 ms while it waits, and every millisecond once a half of a budget
 * is gone; at the disks always, which is two system calls. The disk is the whole file system's: where
 * others write to it too, --disk none.
 */
#include "sandbox/layer.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	CALM_US = 10000,
	NEAR_US = 1000,
	PIPE = 16 * 4096, /* what a full one holds                                                   */
	PIPES = 64 << 20, /* then new ones are small: fs.pipe-user-pages-soft, of a user's           */
};

struct load {
	uint64_t memory, cpu_us, bytes, files;
};

/* What a status file says; -1: nothing, as that of a thread that has ended. */
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
	return (anon + (supervised ? 0 : shmem) + tables) << 10;
}

/* The first thread may have ended, and all others go on with the memory: any of them will do. */
static uint64_t resident(pid_t pid, bool supervised)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	char name[64];
	long long bytes;
	pid_t tid;

	proc_name(name, pid, "status");
	bytes = resident_by(name, supervised);
	if (bytes >= 0)
		return (uint64_t)bytes;
	proc_name(name, pid, "task");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && bytes < 0 && (tid = dirents_next_pid(&d)) > 0) {
		snprintf(name, sizeof(name), "/proc/%d/task/%d/status", pid, tid);
		bytes = resident_by(name, supervised);
	}
	return bytes < 0 ? 0 : (uint64_t)bytes;
}

static uint64_t processor_us(pid_t pid)
{
	struct proc_stat s;

	return proc_stat(pid, &s) ? s.used * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK) : 0;
}

/* Of one process with all its threads, to the nanosecond: its clock, see clock_getcpuclockid(3). */
static uint64_t own_us(pid_t pid)
{
	return clock_ns((clockid_t)(~(unsigned)pid << 3 | 2)) / 1000;
}

/* The book of this process: one that is open, or the one that was least lately written. */
static struct book *book_of(struct box *b, pid_t pid, uint64_t us)
{
	struct book *oldest = b->watch.book;

	for (struct book *k = b->watch.book; k < b->watch.book + BOX_BOOKS; k++) {
		if (k->pid == pid && k->us <= us)
			return k;
		if (k->look < oldest->look)
			oldest = k;
	}
	b->watch.closed_us += oldest->us;
	return oldest;
}

/*
 * What each process had used when it was last seen. A parent that ignores SIGCHLD mourns nobody:
 * what its children used is in no sum of the kernel's. Who died unseen between two looks is not here.
 */
static uint64_t remembered_us(struct box *b, const struct family *f)
{
	uint64_t sum;

	b->watch.look++;
	for (size_t i = 0; i < f->n; i++) {
		uint64_t us = own_us(f->pid[i]);

		*book_of(b, f->pid[i], us) = (struct book){ f->pid[i], b->watch.look, us };
	}
	sum = b->watch.closed_us;
	for (size_t i = 0; i < BOX_BOOKS; i++)
		sum += b->watch.book[i].us;
	return sum;
}

static uint64_t reaped_us(const struct rusage *u)
{
	return (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000 +
	       (uint64_t)(u->ru_utime.tv_usec + u->ru_stime.tv_usec);
}

/*
 * What its descriptors hold, 0, 1 and 2 aside, if all are pipes. Since Linux 6.2 the size of that
 * folder is their number; before, nothing is counted. Who may not be looked at has all there may be.
 */
static uint64_t in_pipes(pid_t pid)
{
	struct stat st;
	char name[32];

	proc_name(name, pid, "fd");
	if (stat(name, &st) < 0)
		return errno == EACCES ? PIPES : 0;
	return st.st_size > 3 ? (uint64_t)(st.st_size - 3) * PIPE : 0;
}

/* What this thread has used so far. The program makes it work, by what is asked of it. */
static uint64_t my_us(void)
{
	return clock_ns(CLOCK_THREAD_CPUTIME_ID) / 1000;
}

static void weigh_processes(struct box *b, struct load *l)
{
	bool supervised = stack_has(b->res->layers, &layer_supervise);
	uint64_t remembered, pipes = 0;
	struct family f;

	family_list(b, &f);
	l->memory = counts_held(b);
	l->cpu_us = reaped_us(&b->res->usage);
	for (size_t i = 0; i < f.n; i++) {
		l->memory += resident(f.pid[i], supervised);
		l->cpu_us += processor_us(f.pid[i]);
		pipes += in_pipes(f.pid[i]);
	}
	remembered = remembered_us(b, &f);
	if (l->cpu_us < remembered)
		l->cpu_us = remembered;
	l->cpu_us += my_us() - b->watch.my_us;
	if (b->counter.pid)
		l->cpu_us += own_us(b->counter.pid);
	l->memory += counter_memory(b, &f) + (pipes < PIPES ? pipes : PIPES);
}

/* What the i-th watched file system holds; false: there is no such one. */
static bool disk(const struct box *b, size_t i, uint64_t *bytes, uint64_t *files)
{
	const char *folder = i == 0 ? "/tmp" : i > b->tmp.disks ? NULL : b->tmp.disk[i - 1];
	struct statvfs v;

	if (!folder)
		return false;
	*bytes = *files = 0;
	if (statvfs(folder, &v) == 0) {
		*bytes = (uint64_t)(v.f_blocks - v.f_bfree) * v.f_frsize;
		*files = v.f_files - v.f_ffree;
	}
	return true;
}

static void weigh_disks(const struct box *b, struct load *l)
{
	uint64_t bytes, files;

	for (size_t i = 0; disk(b, i, &bytes, &files); i++) {
		l->bytes += bytes > b->watch.bytes[i] ? bytes - b->watch.bytes[i] : 0;
		l->files += files > b->watch.files[i] ? files - b->watch.files[i] : 0;
	}
}

void watch_start(struct box *b)
{
	b->watch.my_us = my_us();
	for (size_t i = 0; disk(b, i, &b->watch.bytes[i], &b->watch.files[i]); i++)
		continue;
}

uint64_t watch_files(const struct box *b)
{
	struct load l = { 0 };

	weigh_disks(b, &l);
	return b->watch.files[0] ? l.files : BOX_NONE;
}

bool watch_disk_is_full(const struct box *b)
{
	struct load l = { 0 };

	weigh_disks(b, &l);
	return l.bytes > b->opt->limit[BOX_DISK];
}

enum box_end watch_look(struct box *b, unsigned *again_us)
{
	const uint64_t *limit = b->opt->limit;
	struct load l = { 0 };
	uint64_t cpu = limit[BOX_CPU] == BOX_NONE ? BOX_NONE : limit[BOX_CPU] * 1000000;

	weigh_processes(b, &l);
	weigh_disks(b, &l);
	*again_us = l.memory > limit[BOX_MEMORY] / 2 || l.bytes > limit[BOX_DISK] / 4 ? NEAR_US :
											CALM_US;
	return l.memory > limit[BOX_MEMORY]		     ? BOX_HIT_MEMORY :
	       l.bytes > limit[BOX_DISK]	     ? BOX_HIT_DISK :
	       l.cpu_us > cpu			     ? BOX_HIT_CPU :
							       BOX_EXITED;
}
