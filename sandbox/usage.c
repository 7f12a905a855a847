// SPDX-License-Identifier: MIT
/*
 * usage.c - what no rlimit counts: what all processes of the box hold and use together.
 *
 *	memory  RssAnon, RssShmem and VmPTE of the program and its descendants: shared memory is neither
 *	        RLIMIT_DATA's nor, once a second process has it, RLIMIT_AS's. Under supervise its
 *	        size in place of RssShmem: madvise(2) takes pages out of a process, not away. And
 *	        their descriptors, as if each were that of a full pipe, and kernel_memory.c's count
 *	cpu     their processor time, and that of those they have reaped, or that were seen:
 *	        RLIMIT_CPU is each one's. And what the supervisor has used on their behalf
 *	disk    what the run wrote, as far as it is there (disk.c): RLIMIT_FSIZE is each file's. Files
 *	        are counted as they are made, by supervise: two thousand take a few milliseconds, and
 *	        who looks from time to time would win or lose by chance
 *
 * The guard looks every 10 ms while it waits, and every millisecond once a half of a budget
 * is gone; at the disks always, which is two system calls.
 *
 * What a process says of itself is there at once, without any lock, and may be too much: what two of them
 * share counts twice. So when the sum is over the budget an exact look is asked for (exact.c), and what
 * it found counts from then on, with every page that was touched since: a page that is shared no
 * longer, or is new, has cost a fault. Who dies, or is in exec(2), has given nothing back yet and shows
 * nothing any more: what it had last counts until it is gone or shows something else.
 */
#include "sandbox/usage.h"

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
	PAGE_BYTES = 4096,
	DEADLINE_MS = 3000, /* for an exact look                                                  */
	AT_WORK_US = 1000, /* of the processor: who has used so much may have written something   */
	UNSEEN = 16,      /* a part of the budget: so much may be touched until it is answered       */
};

struct load {
	uint64_t own, rest;   /* memory: of the processes, each as if it shared nothing; all other  */
	uint64_t held;        /* of that, shared mappings and pairs of sockets                     */
	uint64_t sure;        /* the least that an exact look can find                             */
	uint64_t touched, touched_since; /* since the exact look that was answered, was asked for   */
	int64_t  grown;       /* what those who were there then have more now: at least             */
	size_t   n;           /* processes                                                          */
	uint64_t cpu_us;
};

/* What a status file says; -1: nothing, as that of a thread that has ended, or is still in exec(2). */
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
static long long resident(pid_t pid, bool supervised)
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
	proc_name(name, pid, "task");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && bytes < 0 && (tid = dirents_next_pid(&d)) > 0) {
		snprintf(name, sizeof(name), "/proc/%d/task/%d/status", pid, tid);
		bytes = resident_by(name, supervised);
	}
	return bytes;
}

uint64_t usage_resident(pid_t pid, bool supervised)
{
	long long bytes = resident(pid, supervised);

	return bytes < 0 ? 0 : (uint64_t)bytes;
}

static uint64_t used_us(const struct proc_stat *s)
{
	return s->used * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

/* Of one process with all its threads, to the nanosecond: its clock, see clock_getcpuclockid(3). */
static uint64_t own_us(pid_t pid)
{
	return clock_ns((clockid_t)(~(unsigned)pid << 3 | 2)) / 1000;
}

/* The book of this process: one that is open, or a new one in place of the least lately written. */
static struct book *book_of(struct box *b, pid_t pid, unsigned long long start)
{
	struct book *oldest = b->usage->book;

	for (struct book *k = b->usage->book; k < b->usage->book + BOX_BOOKS; k++) {
		if (k->pid == pid && k->start == start)
			return k;
		if (k->look < oldest->look)
			oldest = k;
	}
	b->usage->closed_us += oldest->us;
	*oldest = (struct book){ .pid = pid, .start = start };
	return oldest;
}

/* What the process has and has used; nothing of one that is gone. */
static void weigh(struct box *b, pid_t pid, bool supervised, struct load *l)
{
	struct proc_stat s;
	struct book *k;
	long long bytes;

	if (!proc_stat(pid, &s))
		return;
	k = book_of(b, pid, s.start);
	k->look = b->usage->look;
	k->us = own_us(pid);
	k->faults = s.faults;
	bytes = resident(pid, supervised);
	if (bytes >= 0)
		k->memory = (uint64_t)bytes;
	else if ((s.state == 'Z' || s.state == 'X') && s.threads < 2)
		k->memory = 0; /* it was freed before */
	l->own += k->memory;
	l->sure = l->sure > k->memory ? l->sure : k->memory;
	l->touched += (k->faults - k->base) * PAGE_BYTES;
	l->touched_since += (k->faults - k->asked) * PAGE_BYTES;
	l->cpu_us += used_us(&s);
	l->n++;
}

/*
 * What each process had used when it was last seen. A parent that ignores SIGCHLD mourns nobody:
 * what its children used is in no sum of the kernel's. Who died unseen between two looks is not here.
 */
static uint64_t remembered_us(const struct box *b)
{
	uint64_t sum = b->usage->closed_us;

	for (size_t i = 0; i < BOX_BOOKS; i++)
		sum += b->usage->book[i].us;
	return sum;
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

/* What this thread has used so far. */
static uint64_t my_us(void)
{
	return clock_ns(CLOCK_THREAD_CPUTIME_ID) / 1000;
}

/* What is made and not resident anywhere: less, once an exact look has found that some of it is gone. */
static uint64_t held(const struct box *b)
{
	const struct usage *u = b->usage;
	uint64_t counted = counts_held(b), found;

	if (!u->known)
		return counted;
	found = quota_found(b, &u->alive, b->supervise.shared_ever - u->shared_base,
			    b->supervise.pairs_ever - u->pairs_base);
	return found < counted ? found : counted;
}

/*
 * Who was there when it was looked, and has more now, has new pages of its own. Who is gone has given back
 * what it had, or less.
 */
static void weigh_growth(const struct box *b, struct load *l)
{
	const struct usage *u = b->usage;

	l->grown = 0;
	for (const struct book *k = u->book; k < u->book + BOX_BOOKS; k++)
		if (k->had_base)
			l->grown += (k->look == u->look ? (int64_t)k->memory : 0) - (int64_t)k->had_base;
}

static void weigh_processes(struct box *b, struct load *l)
{
	bool supervised = stack_has(b->res->layers, &layer_supervise);
	uint64_t remembered, pipes = 0;
	struct family f;

	family_list(b, &f);
	b->usage->look++;
	l->cpu_us = __atomic_load_n(&b->reaped_us, __ATOMIC_RELAXED);
	for (size_t i = 0; i < f.n; i++) {
		weigh(b, f.pid[i], supervised, l);
		pipes += in_pipes(f.pid[i]);
	}
	remembered = remembered_us(b);
	if (l->cpu_us < remembered)
		l->cpu_us = remembered;
	/* The program makes guard, reaper and servant work, by what is asked of them. */
	l->cpu_us += my_us() - b->usage->my_us + own_us(b->self) - b->usage->its_us;
	if (b->usage->servant)
		l->cpu_us += own_us(b->usage->servant);
	weigh_growth(b, l);
	l->rest = kernel_memory(b, &f) + (pipes < PIPES ? pipes : PIPES);
	l->sure += l->rest;
	l->held = held(b);
	l->rest += l->held;
}

/* The answer, if there is one: what it found counts from now on, with what is touched since it was asked. */
static bool take_answer(struct box *b, struct load *l)
{
	struct usage *u = b->usage;

	if (!u->asked || !exact_answered(b))
		return false;
	u->asked = false;
	u->known = true;
	u->memory = u->exact->memory;
	u->alive = u->exact->alive;
	u->shared_base = u->shared_then;
	u->pairs_base = u->pairs_then;
	for (struct book *k = u->book; k < u->book + BOX_BOOKS; k++) {
		k->base = k->asked;
		k->had_base = k->had_asked;
	}
	weigh_growth(b, l);
	l->touched = l->touched_since;
	l->rest = l->rest - l->held + held(b);
	return true;
}

static bool ask(struct box *b, struct load *l)
{
	struct usage *u = b->usage;

	for (struct book *k = u->book; k < u->book + BOX_BOOKS; k++) {
		k->asked = k->faults;
		k->had_asked = k->look == u->look ? k->memory : 0;
	}
	l->touched_since = 0;
	u->asked = exact_ask(b);
	u->since_ms = (uint64_t)clock_ms();
	u->shared_then = b->supervise.shared_ever;
	u->pairs_then = b->supervise.pairs_ever;
	u->rest_then = l->rest;
	return u->asked;
}

/* Over the budget; and say by which sum. */
static bool over(struct box *b, uint64_t bytes, const char *how)
{
	snprintf(b->res->sum, sizeof(b->res->sum), "%llu MiB%s",
		 (unsigned long long)(bytes >> 20), how);
	return true;
}

static bool memory_is_over(struct box *b, struct load *l)
{
	uint64_t limit = b->opt->limit[BOX_MEMORY], sum = l->own + l->rest, exact, more;
	int64_t least;
	bool fresh;

	/* Early: so that when it comes to the limit, it is known how much of it is shared. */
	if (sum > limit / 4 * 3 && l->n > 1 && !b->usage->known && !b->usage->asked)
		ask(b, l);
	if (sum <= limit)
		return false;
	if (l->sure > limit)
		return over(b, sum, "");
	fresh = take_answer(b, l);
	if (l->own + l->rest <= limit)
		return false;
	exact = b->usage->memory + l->rest;
	if (b->usage->known && exact + l->touched <= limit)
		return false;
	least = (int64_t)exact + (l->grown < (int64_t)l->touched ? l->grown : (int64_t)l->touched);
	if (b->usage->known && least > (int64_t)limit && (fresh || l->grown > 0))
		return over(b, (uint64_t)least, ", what is shared counted once");
	if (b->usage->asked) {
		more = l->rest > b->usage->rest_then ? l->rest - b->usage->rest_then : 0;
		if (l->touched_since + more > limit / UNSEEN)
			return over(b, sum, ", as if nothing were shared: they grow too fast for an exact look");
		if ((uint64_t)clock_ms() - b->usage->since_ms > DEADLINE_MS)
			return over(b, sum, ", as if nothing were shared: no exact look came to an end");
		return false;
	}
	return !ask(b, l) && over(b, sum, ", as if nothing were shared: there is no process for an exact look");
}

void usage_start(struct box *b)
{
	b->usage->my_us = my_us();
	b->usage->its_us = own_us(b->self);
	disk_start(b, &b->usage->disk);
	/* What the disks have risen by since the program began is its own, or others'. */
	for (size_t i = 0; i <= BOX_LIST; i++)
		b->usage->disk.last[i] = b->supervise.disk.first[i];
}

/* The servant's answer, if there is one. */
static bool take_written(struct box *b)
{
	struct usage *u = b->usage;

	if (!u->disk_asked || !exact_answered_disk(b))
		return false;
	u->disk_asked = false;
	disk_charge(b, &u->disk, (const struct written *)&u->exact->written, u->disk_then);
	return true;
}

/* With what the box has used of the processor until now. */
static bool ask_written(struct box *b)
{
	struct usage *u = b->usage;
	struct load l = { 0 };

	weigh_processes(b, &l);
	b->cpu_us = l.cpu_us;
	u->disk_then = u->disk.risen;
	u->disk_cpu = b->cpu_us;
	u->disk_since_ms = (uint64_t)clock_ms();
	u->disk_asked = exact_ask_disk(b);
	return u->disk_asked;
}

/*
 * Others may write so much too, but not the run that has used no time: between two looks that is what is
 * known of it.
 */
static bool disk_outruns(const struct box *b)
{
	const struct usage *u = b->usage;

	return u->disk.risen - u->disk_then > b->opt->limit[BOX_DISK] / 4 * 3 &&
	       own_us(b->pid) + b->cpu_us > u->disk_cpu + AT_WORK_US;
}

enum box_end usage_disk(struct box *b)
{
	uint64_t limit = b->opt->limit[BOX_DISK];
	struct usage *u = b->usage;
	bool fresh;

	disk_rise(b, &u->disk);
	fresh = take_written(b);
	if (limit == BOX_NONE || (!u->disk.blind && disk_most(&u->disk) <= limit))
		return BOX_EXITED;
	if (fresh && u->disk.charged > limit)
		return over(b, u->disk.charged, " that this run wrote"), BOX_HIT_DISK;
	if (u->disk_asked && disk_outruns(b))
		return over(b, disk_most(&u->disk), " at most: the disk fills too fast for an exact look"),
		       BOX_HIT_DISK;
	if (u->disk_asked && (uint64_t)clock_ms() - u->disk_since_ms > DEADLINE_MS)
		return over(b, disk_most(&u->disk), " at most: no exact look came to an end"), BOX_HIT_DISK;
	if (!u->disk_asked && !ask_written(b))
		return over(b, disk_most(&u->disk), " at most: there is no process for an exact look"),
		       BOX_HIT_DISK;
	return BOX_EXITED;
}

enum box_end watch_look(struct box *b, unsigned *again_us)
{
	const uint64_t *limit = b->opt->limit;
	struct load l = { 0 };
	uint64_t cpu = limit[BOX_CPU] == BOX_NONE ? BOX_NONE : limit[BOX_CPU] * 1000000;
	enum box_end disk;

	weigh_processes(b, &l);
	b->cpu_us = l.cpu_us;
	disk = usage_disk(b);
	*again_us = l.own + l.rest > limit[BOX_MEMORY] / 2 ||
				    disk_most(&b->usage->disk) > limit[BOX_DISK] / 4 ?
			    NEAR_US :
			    CALM_US;
	return memory_is_over(b, &l)		     ? BOX_HIT_MEMORY :
	       disk != BOX_EXITED	     ? BOX_HIT_DISK :
	       l.cpu_us > cpu			     ? BOX_HIT_CPU :
							       BOX_EXITED;
}
