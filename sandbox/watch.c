// SPDX-License-Identifier: MIT
/*
 * watch.c - what no rlimit counts: what all processes of the box hold and use together.
 *
 *	memory  RssAnon, RssShmem and VmPTE of the program and its descendants: shared memory is neither
 *	        RLIMIT_DATA's nor, once a second process has it, RLIMIT_AS's. Under supervise its
 *	        size in place of RssShmem: madvise(2) takes pages out of a process, not away. And the
 *	        areas of their address spaces, a quarter of a KiB each and 65530 a process; their
 *	        descriptors, as if each were that of a full pipe, and what these remember: record
 *	        locks, the items of epoll(7)
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
	AREA = 256,       /* bytes of the kernel's for one mapping: vm_area_struct, its tree's share */
	AREAS = 65536,    /* more there are not: vm.max_map_count                                    */
	LINK = 40,        /* anon_vma_chain: one for each ancestor, so half as many in the mean      */
	THING = 320,      /* a record lock, an item of epoll(7): 190 to 280 bytes                    */
	THINGS = 65536,   /* so many are as good as the whole budget; half of them, where none are seen */
	READS = 16,       /* of a file of /proc, a page or so each, before the disk is looked at     */
	TURN_EVERY = 4,   /* looks: to count these is the dearest of all                             */
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

/*
 * How many lines a file of /proc has, up to `most`; `hidden` where it may not be read. Not to the end
 * where that takes long, as its process can make it, and the disk is full meanwhile.
 */
static unsigned lines_of(const struct box *b, const char *name, unsigned most, unsigned hidden)
{
	int fd _cleanup_fd_ = open(name, O_RDONLY | O_CLOEXEC);
	unsigned n = fd < 0 && errno == EACCES ? hidden : 0;
	char text[16384];
	ssize_t k;

	for (unsigned i = 1; fd >= 0 && n < most && (k = read(fd, text, sizeof(text))) > 0; i++) {
		for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + k - at))); at++)
			n++;
		if (i % READS == 0 && watch_disk_is_full(b))
			break;
	}
	return n < most ? n : most;
}

/* How many areas its address space has: a line each. A program of mode 0111 is nobody's to look at. */
static unsigned areas_of(const struct box *b, pid_t pid)
{
	char name[32];

	proc_name(name, pid, "maps");
	return lines_of(b, name, AREAS, AREAS);
}

/* What its descriptors remember: a line each, after those that every one has. */
static unsigned things_of(const struct box *b, pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	unsigned n = 0;
	char name[64];

	proc_name(name, pid, "fdinfo");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES ? THINGS / 2 : 0;
	while (n < THINGS && (number = dirents_next(&d))) {
		snprintf(name, sizeof(name), "/proc/%d/fdinfo/%.10s", pid, number);
		n += lines_of(b, name, THINGS, 0);
	}
	return n;
}

/*
 * The kernel's memory for them. One process is counted at a time, since 65530 lines take it 20 ms,
 * and the largest stands for all: mappings that are there twice were made by fork(2), and each then
 * has a link to those of all its ancestors.
 */
static uint64_t kept_for(struct box *b, const struct family *f)
{
	unsigned turn = b->watch.look / TURN_EVERY;
	uint64_t things;

	if (f->n && b->watch.look % TURN_EVERY == TURN_EVERY - 1) {
		pid_t pid = f->pid[turn % f->n];
		unsigned n = areas_of(b, pid), m = things_of(b, pid);

		if (n > b->watch.areas || turn % f->n == 0)
			b->watch.areas = n;
		if (m > b->watch.things || turn % f->n == 0)
			b->watch.things = m;
	}
	things = b->watch.things < THINGS ? b->watch.things * (uint64_t)THING :
					    b->opt->limit[BOX_MEMORY];
	return f->n * (b->watch.areas * (AREA + f->n * LINK) + things);
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
	l->memory += kept_for(b, &f) + (pipes < PIPES ? pipes : PIPES);
}

/* What the i-th watched file system holds; false: there is no such one. */
static bool disk(const struct box *b, size_t i, uint64_t *bytes, uint64_t *files)
{
	const char *folder = i == 0 ? "/tmp" : i > BOX_LIST ? NULL : b->opt->tmp_clear[i - 1];
	struct statvfs v;

	if (!folder)
		return false;
	*bytes = *files = 0;
	if (i > 0 && !strcmp(folder, "/tmp"))
		return true; /* it is the first already */
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
