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
#include "sandbox/disk.h"
#include "sandbox/exact.h"
#include "sandbox/layer_cgroup.h"
#include "sandbox/proc.h"
#include "sandbox/quota.h"
#include "sandbox/resident.h"
#include "sandbox/stack.h"

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
	PAGE_BYTES = 4096,
	COUNT_EVERY = 4,  /* looks: to count what the kernel keeps is the dearest of all              */
	DEADLINE_MS = 3000, /* for an exact look                                                  */
	GOOD_MS = 20,     /* its answer, while processes are born                                   */
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
	bool     many;        /* and others, which could not be looked at                          */
	uint64_t cpu_us;
};

static uint64_t used_us(const struct proc_stat *s)
{
	return s->used * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

/* The book of this process: one that is open, or a new one in place of the least lately written. */
static struct cpu_account *account_of(struct box *b, pid_t pid, unsigned long long start)
{
	struct cpu_account *oldest = b->usage->account;

	for (struct cpu_account *k = b->usage->account; k < b->usage->account + BOX_ACCOUNTS; k++) {
		if (k->pid == pid && k->start == start)
			return k;
		if (k->look < oldest->look)
			oldest = k;
	}
	b->usage->closed_us += oldest->us;
	*oldest = (struct cpu_account){ .pid = pid, .start = start };
	return oldest;
}

/* What the process has and has used; nothing of one that is gone. */
static void weigh(struct box *b, pid_t pid, bool supervised, struct load *l)
{
	struct proc_stat s;
	struct cpu_account *k;
	long long bytes;

	if (!proc_stat(pid, &s))
		return;
	k = account_of(b, pid, s.start);
	k->look = b->usage->look;
	k->us = proc_cpu_us(pid);
	k->faults = s.faults;
	bytes = resident_bytes(pid, supervised);
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

	for (size_t i = 0; i < BOX_ACCOUNTS; i++)
		sum += b->usage->account[i].us;
	return sum;
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
	uint64_t counted = quota_held(b), found;

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
	for (const struct cpu_account *k = u->account; k < u->account + BOX_ACCOUNTS; k++)
		if (k->had_base)
			l->grown += (k->look == u->look ? (int64_t)k->memory : 0) - (int64_t)k->had_base;
}

/* Where there is no memory for a servant the guard counts itself. */
static uint64_t kernel_bytes(struct box *b, const struct descendants *f)
{
	struct counted *own = &b->exact->own, c;

	if (b->usage->look % COUNT_EVERY == 0 && !exact_start(b))
		kernel_memory_count(own, f);
	c = b->exact->servant ? b->exact->page->counted : *own;
	return kernel_memory(&c, b->exact->servant, f->n, b->opt->limit[BOX_MEMORY]);
}

static void weigh_processes(struct box *b, struct load *l)
{
	bool supervised = stack_has(b->res->layers, &layer_supervise);
	uint64_t remembered, pipes = 0;
	struct descendants f;

	descendants_list(b, &f);
	l->many = f.many;
	b->usage->look++;
	l->cpu_us = __atomic_load_n(&b->reaped_us, __ATOMIC_RELAXED);
	for (size_t i = 0; i < f.n; i++) {
		weigh(b, f.pid[i], supervised, l);
		pipes += resident_pipes(f.pid[i]);
	}
	remembered = remembered_us(b);
	if (l->cpu_us < remembered)
		l->cpu_us = remembered;
	/* The program makes guard, reaper and servant work, by what is asked of them. */
	l->cpu_us += my_us() - b->usage->my_us + proc_cpu_us(b->self) - b->usage->its_us;
	if (b->exact->servant)
		l->cpu_us += proc_cpu_us(b->exact->servant);
	weigh_growth(b, l);
	l->rest = kernel_bytes(b, &f) + (pipes < PIPES_MOST ? pipes : PIPES_MOST);
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
	u->memory = b->exact->page->memory;
	u->alive = b->exact->page->alive;
	u->shared_base = u->shared_then;
	u->pairs_base = u->pairs_then;
	for (struct cpu_account *k = u->account; k < u->account + BOX_ACCOUNTS; k++) {
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

	for (struct cpu_account *k = u->account; k < u->account + BOX_ACCOUNTS; k++) {
		k->asked = k->faults;
		k->had_asked = k->look == u->look ? k->memory : 0;
	}
	l->touched_since = 0;
	u->youngest = proc_youngest();
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

/*
 * Who is born and dies between two looks may have touched pages of somebody else's, as after vfork(2), and
 * its count of faults is gone with it. So while somebody is born, an answer is good for a short time only,
 * and the next one is waited for no longer than any.
 */
static bool is_stale(struct box *b, struct load *l)
{
	struct usage *u = b->usage;
	uint64_t age = (uint64_t)clock_ms() - u->since_ms;

	if (u->asked)
		return age > DEADLINE_MS;
	if (age > GOOD_MS && proc_youngest() != u->youngest)
		ask(b, l);
	return false;
}

static bool memory_is_over(struct box *b, struct load *l)
{
	uint64_t limit = b->opt->limit[BOX_MEMORY], sum = l->own + l->rest, exact, more;
	int64_t least;
	bool fresh;

	if (l->many && limit != BOX_NONE)
		return over(b, sum, ", and there are more processes than can be looked at");
	/* Early: so that when it comes to the limit, it is known how much of it is shared. */
	if (sum > limit / 4 * 3 && l->n > 1 && !b->usage->known && !b->usage->asked)
		ask(b, l);
	if (sum <= limit) {
		/* As vfork comes and goes: who waits for an answer waits from the next time on. */
		b->usage->since_ms = (uint64_t)clock_ms();
		return false;
	}
	if (l->sure > limit)
		return over(b, sum, "");
	least = b->usage->asked ? (int64_t)__atomic_load_n(&b->exact->page->least, __ATOMIC_RELAXED) : 0;
	if (least + (int64_t)l->rest > (int64_t)limit)
		return over(b, (uint64_t)least + l->rest, " at least, what is shared counted once");
	fresh = take_answer(b, l);
	if (l->own + l->rest <= limit)
		return false;
	exact = b->usage->memory + l->rest;
	if (b->usage->known && exact + l->touched <= limit && !is_stale(b, l))
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
	b->usage->its_us = proc_cpu_us(b->self);
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
	disk_charge(b, &u->disk, (const struct written *)&b->exact->page->written, u->disk_then);
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
	       proc_cpu_us(b->pid) + b->cpu_us > u->disk_cpu + AT_WORK_US;
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

enum box_end usage_look(struct box *b, unsigned *again_us)
{
	const uint64_t *limit = b->opt->limit;
	struct load l = { 0 };
	uint64_t cpu = limit_us(b->opt, BOX_CPU), used = group_used_us(b);
	bool charged = stack_has(b->res->layers, &layer_cgroup); /* then the kernel sees to the memory */
	enum box_end disk;

	weigh_processes(b, &l);
	l.cpu_us = l.cpu_us > used ? l.cpu_us : used; /* with that of the dead whom nobody has mourned */
	b->cpu_us = l.cpu_us;
	if (b->res->peak_memory < l.own + l.rest)
		b->res->peak_memory = l.own + l.rest;
	disk = usage_disk(b);
	*again_us = l.own + l.rest > limit[BOX_MEMORY] / 2 ||
				    disk_most(&b->usage->disk) > limit[BOX_DISK] / 4 ?
			    NEAR_US :
			    CALM_US;
	return !charged && memory_is_over(b, &l) ? BOX_HIT_MEMORY :
	       disk != BOX_EXITED	     ? BOX_HIT_DISK :
	       l.cpu_us > cpu			     ? BOX_HIT_CPU :
							       BOX_EXITED;
}
